package commands

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// Limits of one page, which keep it readable and its text under maxText.
const (
	pageUnits  = 2800 // of all but the citation
	askedUnits = 3500 // likewise, of several turns that were asked for
	pageTurns  = 8
	beforeText = 400 // units of what stands before the turn that was asked for
	lowRoom    = 300 // units under which a turn is not begun
)

// A page is a run of a record without gaps.
type page struct {
	language *bot.Language
	record   *corpus.Record
	passages []corpus.Passage
	used     int // units
	most     int // units; 0 means pageUnits

	main   *corpus.Turn // the first of those asked for; nil if none is
	mains  int
	marked corpus.Span // of main: the passage asked for
}

func (p *page) add(q corpus.Passage) {
	p.used += bot.Units(string(p.show(q)))
	p.passages = append(p.passages, q)
}

// fill adds what follows the offset into a turn, most turns at most.
func (p *page) fill(turn, offset, most int) {
	for ; turn < len(p.record.Turns) && most > 0; turn, offset, most = turn+1, 0, most-1 {
		t := &p.record.Turns[turn]
		left := bot.Rest(corpus.Passage{Turn: t, Span: corpus.Span{Start: offset, End: offset}})
		if left.Len() == 0 {
			most++
			continue
		}
		room := cmp.Or(p.most, pageUnits) - p.used - bot.Units(string(p.frame(left, "")))
		if room < lowRoom && len(p.passages) > 0 {
			return
		}
		q := bot.Head(left, p.style(left), room)
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
		left := bot.Trimmed(t, 0, offset)
		offset = -1
		if left.Len() == 0 {
			continue
		}
		room := pageUnits - p.used - bot.Units(string(p.frame(left, "")))
		if room < lowRoom && len(p.passages) > 0 {
			break
		}
		q := bot.Tail(left, p.style(left), room)
		p.add(q)
		if q.Start > left.Start {
			break
		}
	}
	slices.Reverse(p.passages)
}

func (p *page) style(q corpus.Passage) bot.QuoteStyle {
	style := bot.QuoteStyle{
		Spoiler: q.Turn.Sensitive,
		Before:  strings.TrimSpace(q.Turn.Text[:q.Start]) != "",
		After:   strings.TrimSpace(q.Turn.Text[q.End:]) != "",
	}
	if q.Turn == p.main && p.marked.Len() < len(p.main.Text) {
		style.Bold = []corpus.Span{p.marked}
	}
	return style
}

// show returns a passage under the name of its speaker, with its footnotes.
func (p *page) show(q corpus.Passage) bot.Markdown { return p.frame(q, bot.BlockQuote(q, p.style(q))) }

// frame returns what stands around the words of q.
func (p *page) frame(q corpus.Passage, words bot.Markdown) bot.Markdown {
	ref := q.Turn.Reference()
	ref.Record = ""
	number := bot.Plain(ref.String())
	if p.asked(q.Turn) {
		number = bot.Bold("▸ " + number)
	}
	lines := []bot.Markdown{number + " · " + p.language.WhoSpeaks(q.Turn, false), words}
	if q.Turn.Sensitive {
		lines = append(lines, bot.Small(p.language.Say(bot.SensitiveNote)))
	}
	return bot.Join(append(lines, p.language.Footnotes(q)...), "\n")
}

// asked reports whether t is one of the turns asked for.
func (p *page) asked(t *corpus.Turn) bool {
	if p.main == nil {
		return false
	}
	n := t.Index() - p.main.Index()
	return 0 <= n && n < p.mains
}

// showPage answers with a page, which the click here shows again.
func showPage(r *bot.Request, p page, here bot.Click) (*bot.Reply, error) {
	if len(p.passages) == 0 {
		return nil, bot.Refuse("There is nothing more to read in this direction: the record ends here.")
	}
	first, last := p.passages[0], p.passages[len(p.passages)-1]
	answer := r.NewReply()
	for _, q := range p.passages {
		answer.Add(p.show(q))
	}
	answer.Add(bot.Small(r.Source(first, last)))
	turns := p.record.Turns
	earlier := bot.Button("Earlier", readClick("page", backward, first.Turn, first.Start))
	earlier.Disabled = first.Turn == &turns[0] && first.Start == 0
	later := bot.Button("Later", readClick("page", forward, last.Turn, last.End))
	later.Disabled = last.Turn == &turns[len(turns)-1] && bot.Rest(last).Len() == 0
	earlier.Before, later.After = "◀", "▶"
	// What was asked for is cited and kept; of a page of several turns that
	// nobody has asked for, the whole is cited.
	keep := saveButton(r, first)
	if p.main != nil {
		first = corpus.Passage{Turn: p.main, Span: p.marked}
		last = turns[min(p.main.Index()+p.mains, len(turns))-1].Whole()
		if p.mains == 1 {
			last = first
		}
		keep = saveButton(r, first)
	} else if len(p.passages) > 1 {
		keep = bot.Press{}
	}
	answer.Row(earlier, later, citeButton(first, last), r.Share(here), keep)
	return answer, nil
}
