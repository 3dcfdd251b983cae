package daily

import (
	"cmp"
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// Limits of a part of a record that is posted in order.
const (
	partWords = 180
	partBytes = 2000 // what a script without spaces, or very long words, may take
	partTurns = 8
)

// A part is what one post of a serial quotes: passages that follow each other.
type part []corpus.Passage

// nextPart draws the part after the last one.
func (t *table) nextPart(s bot.Schedule) (bot.Draw, error) {
	record, err := t.record(s)
	if err != nil {
		return bot.Draw{}, err
	}
	deck := bot.Deck{Round: 1, Drawn: s.Deck.Drawn}
	parts := t.left(record, s.Deck)
	switch {
	case len(parts) == 0 && deck.Drawn == 0:
		return bot.Draw{}, ErrNothing
	case len(parts) == 0:
		return bot.Draw{}, bot.ErrFinished
	}
	next := parts[0]
	draw := bot.Draw{Passages: next, Part: deck.Drawn + 1, Of: deck.Drawn + len(parts)}
	deck.Drawn++
	deck.Last = placeOf(next[len(next)-1]).String()
	draw.After = deck
	return draw, nil
}

// record returns what a serial posts: the schedule's record, or the only one
// that is loaded.
func (t *table) record(s bot.Schedule) (*corpus.Record, error) {
	lib := t.index.Library()
	if s.Record == "" && len(lib.Records) == 1 {
		return lib.Records[0], nil
	}
	if r := lib.Record(s.Record); r != nil {
		return r, nil
	}
	if s.Record == "" {
		return nil, ErrWhichRecord
	}
	return nil, ErrNoRecord
}

// left returns the parts that are still to come. They are divided again from
// where the last one ended, so that nothing is left out or comes twice when
// the record has changed. Where the turn that it ended with is gone, the
// number of parts that were posted has to do.
func (t *table) left(r *corpus.Record, deck bot.Deck) []part {
	last, ok := parseSpan(deck.Last)
	turn := t.index.Library().Turn(last.turn)
	if ok && turn != nil && turn.Record == r && last.end <= len(turn.Text) {
		rest := corpus.Passage{Turn: turn, Span: corpus.Span{Start: last.end, End: len(turn.Text)}}
		return partsOf(rest, r.Turns[turn.Index()+1:])
	}
	parts := partsOf(corpus.Passage{}, r.Turns)
	return parts[min(deck.Drawn, len(parts)):]
}

// partsOf divides the rest of a turn, which may be zero, and the turns after
// it: whole turns, as many as fit together, and a turn that is too long alone
// at its sentences. Sensitive turns are left out.
func partsOf(rest corpus.Passage, turns []corpus.Turn) []part {
	var parts []part
	var now part
	words, size := 0, 0
	finish := func() {
		if len(now) > 0 {
			parts = append(parts, now)
		}
		now, words, size = nil, 0, 0
	}
	add := func(whole corpus.Passage) {
		t := whole.Turn
		if t == nil || t.Sensitive || strings.TrimSpace(whole.Text()) == "" {
			return
		}
		for _, p := range pieces(whole) {
			w, n := len(strings.Fields(p.Text())), p.Len()
			goesOn := len(now) > 0 && now[len(now)-1].Turn == t
			if words+w > partWords || size+n > partBytes || len(now) == partTurns && !goesOn {
				finish()
				goesOn = false
			}
			if goesOn {
				now[len(now)-1].End = p.End
			} else {
				now = append(now, p)
			}
			words, size = words+w, size+n
		}
	}
	add(rest)
	for i := range turns {
		add(turns[i].Whole())
	}
	finish()
	return parts
}

func fits(p corpus.Passage) bool {
	return p.Len() <= partBytes && len(strings.Fields(p.Text())) <= partWords
}

// pieces divides a passage until every piece fits in a part: at sentences, and
// a sentence that is too long even alone at spaces.
func pieces(p corpus.Passage) []corpus.Passage {
	text := p.Text()
	p.Start += len(text) - len(strings.TrimLeft(text, " \n"))
	if fits(p) {
		return []corpus.Passage{p}
	}
	var found []corpus.Passage
	for s := range corpus.Sentences(p.Text()) {
		sentence := corpus.Passage{Turn: p.Turn, Span: corpus.Span{Start: p.Start + s.Start, End: p.Start + s.End}}
		for !fits(sentence) {
			cut := sentence
			cut.End = cutAt(sentence)
			found = append(found, cut)
			sentence.Start = cut.End + len(sentence.Text()[cut.Len():]) - len(strings.TrimLeft(sentence.Text()[cut.Len():], " \n"))
		}
		if sentence.Len() > 0 {
			found = append(found, sentence)
		}
	}
	return found
}

// cutAt returns where the longest beginning of a sentence ends that fits: at a
// space, or before a character where there is none.
func cutAt(p corpus.Passage) int {
	space, character := 0, 0
	words, inWord := 0, false
	for i, r := range p.Text() {
		isSpace := r == ' ' || r == '\n'
		if !isSpace && !inWord {
			words++
		}
		if inWord = !isSpace; i > partBytes || words > partWords {
			break
		}
		if character = i; isSpace {
			space = i
		}
	}
	return p.Start + cmp.Or(space, character)
}
