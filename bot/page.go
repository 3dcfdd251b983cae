package bot

import (
	"slices"
	"strings"

	"rapporteur/corpus"
)

// Limits of one page, which keep it readable and its text under maxText.
const (
	pageUnits  = 2800 // of all but the citation
	pageTurns  = 8
	beforeText = 400 // units of what stands before the turn that was asked for
	lowRoom    = 300 // units under which a turn is not begun
)

// A page is a run of a record without gaps.
type page struct {
	record   *corpus.Record
	passages []corpus.Passage
	used     int // units

	main   *corpus.Turn // the first of those asked for; nil if none is
	mains  int
	marked corpus.Span // of main: the passage asked for
}

func (p *page) add(q corpus.Passage) {
	p.used += units(string(p.show(q)))
	p.passages = append(p.passages, q)
}

// fill adds what follows the offset into a turn, most turns at most.
func (p *page) fill(turn, offset, most int) {
	for ; turn < len(p.record.Turns) && most > 0; turn, offset, most = turn+1, 0, most-1 {
		t := &p.record.Turns[turn]
		left := rest(corpus.Passage{Turn: t, Span: corpus.Span{Start: offset, End: offset}})
		if left.Len() == 0 {
			most++
			continue
		}
		room := pageUnits - p.used - units(string(p.frame(left, "")))
		if room < lowRoom && len(p.passages) > 0 {
			return
		}
		q := head(left, p.style(left), room)
		p.add(q)
		if q.End < left.End {
			return
		}
	}
}

// fillBack adds what precedes the offset into a turn, in the record's order.
func (p *page) fillBack(turn, offset int) {
	for ; turn >= 0 && len(p.passages) < pageTurns; turn-- {
		t := &p.record.Turns[turn]
		if offset < 0 {
			offset = len(t.Text)
		}
		left := trimmed(t, 0, offset)
		offset = -1
		if left.Len() == 0 {
			continue
		}
		room := pageUnits - p.used - units(string(p.frame(left, "")))
		if room < lowRoom && len(p.passages) > 0 {
			break
		}
		q := tail(left, p.style(left), room)
		p.add(q)
		if q.Start > left.Start {
			break
		}
	}
	slices.Reverse(p.passages)
}

func (p *page) style(q corpus.Passage) quoteStyle {
	style := quoteStyle{
		spoiler: q.Turn.Sensitive,
		before:  strings.TrimSpace(q.Turn.Text[:q.Start]) != "",
		after:   strings.TrimSpace(q.Turn.Text[q.End:]) != "",
	}
	if q.Turn == p.main && p.marked.Len() < len(p.main.Text) {
		style.bold = []corpus.Span{p.marked}
	}
	return style
}

// show returns a passage under the name of its speaker, with its footnotes.
func (p *page) show(q corpus.Passage) markdown { return p.frame(q, blockQuote(q, p.style(q))) }

// frame returns what stands around the words of q.
func (p *page) frame(q corpus.Passage, words markdown) markdown {
	ref := q.Turn.Reference()
	ref.Record = ""
	number := plain(ref.String())
	if p.asked(q.Turn) {
		number = bold("▸ " + number)
	}
	lines := []markdown{number + " · " + whoSpeaks(q.Turn, false), words}
	if q.Turn.Sensitive {
		lines = append(lines, sensitiveNote)
	}
	return join(append(lines, footnotes(q)...), "\n")
}

// asked reports whether t is one of the turns asked for.
func (p *page) asked(t *corpus.Turn) bool {
	if p.main == nil {
		return false
	}
	n := t.Index() - p.main.Index()
	return 0 <= n && n < p.mains
}

// showPage answers with a page, which the state here shows again.
func (r *request) showPage(p page, here state) (reply, error) {
	if len(p.passages) == 0 {
		return nil, refuse("There is nothing more to read in this direction: the record ends here.")
	}
	first, last := p.passages[0], p.passages[len(p.passages)-1]
	var answer reply
	for _, q := range p.passages {
		answer.add(p.show(q))
	}
	answer.add(small(plain(clip(corpus.Cite(first, last), 500))))
	turns := p.record.Turns
	earlier := button("◀ Earlier", readState("page", backward, first.Turn, first.Start))
	earlier.Disabled = first.Turn == &turns[0] && first.Start == 0
	later := button("Later ▶", readState("page", forward, last.Turn, last.End))
	later.Disabled = last.Turn == &turns[len(turns)-1] && rest(last).Len() == 0
	answer.row(earlier, later, r.share(here))
	return answer, nil
}
