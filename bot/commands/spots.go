package commands

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A spot is where in a record somebody means who describes it: "the first thing that
// Che says", "the end of the debate", "the second question to Nixon".
type spot struct {
	unit spotWord
	nth  int // from 1; from -1 backwards
	who  *corpus.Person
	to   bool // who is asked, and does not speak
	in   *corpus.Record
}

// A described is what was typed about a spot, by its words.
type described struct {
	is     map[spotWord]int // how many of its words say so
	unit   spotWord
	ranks  []int
	named  []string // words that nothing is known of: a name
	to     bool     // the name stands behind "to"
	gap    bool     // the names do not stand side by side
	record string   // what it calls the record: "debate"
}

// spotOf returns which spot a text describes. It reports false for any other text:
// each word must be known, or of the name of somebody who speaks, or of a record.
func spotOf(r *bot.Request, typed string, in *corpus.Record) (spot, bool) {
	if _, quoted := search.Unquote(strings.TrimSpace(typed)); quoted || len(typed) > mostPointing {
		return spot{}, false
	}
	d := sorted(typed)
	at, ok := d.spot()
	if !ok || d.gap {
		return spot{}, false
	}
	at.in = in
	if len(d.named) > 0 {
		return at.of(r, strings.Join(d.named, " "), d)
	}
	if at.unit.ofSomebody() && (d.unit == noSpotWord || d.is[spotSays] == 0) {
		return spot{}, false // "the first thing" may be anything
	}
	if found, sure := findRecords(r.Index.Library(), d.record); in == nil && sure {
		at.in = found[0] // "the debate", where one record is called so
	}
	at.alone()
	return at, true
}

// sorted sorts the words of a text.
func sorted(typed string) described {
	d := described{is: make(map[spotWord]int)}
	last := -1 // index of the last word of a name
	for i, word := range strings.Fields(typed) {
		word, _ = strings.CutSuffix(strings.ReplaceAll(strings.Trim(word, `.,;:?!`), "’", "'"), "'s")
		folded := search.Fold(word)
		if rank := spotRanks[folded]; rank > 0 {
			d.ranks = append(d.ranks, rank)
			continue
		}
		kind := spotWords[folded]
		if kind == noSpotWord {
			d.gap = d.gap || last >= 0 && last < i-1
			d.to = d.to || len(d.named) == 0 && d.is[spotTo] > 0
			d.named, last = append(d.named, word), i
			continue
		}
		if d.is[kind]++; kind == spotRecord {
			d.record = word
		}
		if kind >= spotTurn && kind <= spotNote && d.unit == noSpotWord {
			d.unit = kind
		}
	}
	return d
}

// ofSomebody reports whether a unit is one only with whoever says it.
func (w spotWord) ofSomebody() bool { return w == spotTurn || w == spotStatement }

// spot returns what the words describe but for names.
func (d described) spot() (spot, bool) {
	at := spot{unit: d.unit, to: d.to}
	edges := d.is[spotStart] + d.is[spotEnd]
	sides := len(d.ranks) + d.is[spotLast] + d.is[spotOpening] + d.is[spotClosing]
	switch {
	case edges+sides != 1:
		return at, d.unit == spotNote && edges+sides == 0 && d.nothingBut(spotNote)
	case edges == 1 && d.unit == noSpotWord:
		at.unit, at.nth = spotStart, 1
		if d.is[spotEnd] > 0 {
			at.unit, at.nth = spotEnd, -1
		}
		return at, d.is[spotSays] == 0
	case len(d.ranks) == 1:
		at.nth = d.ranks[0]
	case d.is[spotLast] == 1:
		at.nth = -1
	case d.is[spotOpening] == 1:
		at.nth = 1
	case d.is[spotClosing] == 1:
		at.nth = -1
	}
	if spoken := d.is[spotOpening]+d.is[spotClosing] > 0; spoken && (at.unit == noSpotWord || at.unit == spotTurn) {
		at.unit = spotStatement
	}
	if at.unit == noSpotWord && d.is[spotSays] > 0 {
		at.unit = spotTurn // "das Erste, was Ann sagt"
	}
	return at, at.unit != noSpotWord && d.is[spotHow] == 0
}

func (d described) nothingBut(kind spotWord) bool {
	return len(d.named) == 0 && len(d.is)-min(1, d.is[spotFiller]) == 1 && d.is[kind] == 1
}

// of returns the spot of whom, or of the record that, a name names.
func (at spot) of(r *bot.Request, name string, d described) (spot, bool) {
	if at.unit.ofSomebody() || at.unit == spotLine || at.unit == spotQuestion || at.unit == spotAnswer {
		matches, sure, err := r.Index.Speakers(r.Context(), name, at.in)
		if err == nil && sure {
			at.who = matches[0].Person
			return at, true
		}
	}
	at.alone()
	if at.in != nil || at.unit.ofSomebody() || utf8.RuneCountInString(name) < leastNamed {
		return spot{}, false
	}
	for _, called := range []string{name, name + " " + d.record} {
		if found, sure := findRecords(r.Index.Library(), called); sure {
			at.in = found[0]
			return at, true
		}
	}
	return spot{}, false
}

// leastNamed is how many letters the name of a record has at least; fewer begin too
// many words of titles.
const leastNamed = 3

// alone makes a line that nobody is said to say the beginning or the end of a record.
func (at *spot) alone() {
	switch {
	case at.unit != spotLine && (at.unit != spotTurn || at.nth != -1):
	case at.nth == 1:
		at.unit = spotStart
	case at.nth == -1:
		at.unit = spotEnd
	}
}

// find returns where the spot is in each record that has it.
func (at spot) find(lib *corpus.Library) []corpus.Passage {
	var found []corpus.Passage
	for _, record := range lib.Records {
		if at.in != nil && record != at.in || len(record.Turns) == 0 {
			continue
		}
		if p, ok := at.findIn(lib, record); ok {
			found = append(found, p)
		}
	}
	return found
}

func (at spot) findIn(lib *corpus.Library, in *corpus.Record) (corpus.Passage, bool) {
	first, last := &in.Turns[0], &in.Turns[len(in.Turns)-1]
	switch at.unit {
	case spotStart:
		return first.Whole(), true
	case spotEnd:
		return corpus.Passage{Turn: last, Span: corpus.Span{Start: len(last.Text), End: len(last.Text)}}, true
	case spotPage:
		places := slices.Compact(slices.Clone(in.Places))
		if in.Locator != "page" {
			return corpus.Passage{}, false
		}
		return nthOf(places, at.nth, in.At)
	case spotNote:
		return nthOf(in.Notes, at.nth, func(n corpus.Note) (corpus.Passage, bool) {
			t := &in.Turns[n.Turn]
			return t.Around(corpus.Span{Start: max(0, n.Offset-1), End: n.Offset}), true
		})
	case spotScene, spotAct:
		return nthOf(at.sections(in), at.nth, func(turn int) (corpus.Passage, bool) {
			if turn >= len(in.Turns) {
				return corpus.Passage{}, false
			}
			return in.Turns[turn].Whole(), true
		})
	}
	return nthOf(at.turns(lib, in), at.nth, func(t *corpus.Turn) (corpus.Passage, bool) { return t.Whole(), true })
}

// nthOf returns the nth of some things, from 1, or backwards from -1.
func nthOf[T any](all []T, nth int, place func(T) (corpus.Passage, bool)) (corpus.Passage, bool) {
	i := max(nth, 1) - 1
	if nth < 0 {
		i = len(all) + nth
	}
	if i < 0 || i >= len(all) {
		return corpus.Passage{}, false
	}
	return place(all[i])
}

// sections returns where the acts or scenes of a record begin, by index of the turn.
func (at spot) sections(in *corpus.Record) []int {
	var starts []int
	before := ""
	for _, s := range in.Sections {
		number := s.Number
		if at.unit == spotAct {
			number, _, _ = strings.Cut(number, ".")
		} else if !strings.Contains(number, ".") {
			continue
		}
		if number != "" && number != before {
			starts = append(starts, s.Turn)
		}
		before = number
	}
	return starts
}

// leastStatement is how many words a turn has that is a statement, and no remark.
const leastStatement = 40

// turns returns the turns of a record that the spot counts.
func (at spot) turns(lib *corpus.Library, in *corpus.Record) []*corpus.Turn {
	var some, long []*corpus.Turn
	var before *corpus.Turn
	for i := range in.Turns {
		t := &in.Turns[i]
		if t.Kind != corpus.Speech {
			continue
		}
		if asked := at.counts(lib, before, t); asked != nil {
			some = append(some, asked)
			if len(strings.Fields(asked.Text)) >= leastStatement {
				long = append(long, asked)
			}
		}
		before = t
	}
	if at.unit == spotStatement && len(long) > 0 {
		return long
	}
	return some
}

// counts returns the one of a turn and the one before it that the spot counts, nil if
// it counts neither.
func (at spot) counts(lib *corpus.Library, before, t *corpus.Turn) *corpus.Turn {
	his := func(t *corpus.Turn) bool { return at.who == nil || lib.Person(t) == at.who }
	switch {
	case at.unit == spotQuestion && at.to:
		if before != nil && asks(before) && his(t) && before.Speaker != t.Speaker {
			return before
		}
		return nil
	case at.unit == spotQuestion && !asks(t):
		return nil
	case at.unit == spotAnswer && (before == nil || !asks(before) || before.Speaker == t.Speaker):
		return nil
	case his(t) && !t.Whole().Inserted():
		return t
	}
	return nil
}

// asks reports whether a turn ends with a question.
func asks(t *corpus.Turn) bool {
	return strings.HasSuffix(strings.TrimRight(t.Text, ` "”’»)]`), "?")
}

// atSpot shows the spot that a text describes, or asks in which record it is. It
// returns nothing if the text describes none, or no record has it.
func atSpot(r *bot.Request, option, typed string, in *corpus.Record) (*bot.Reply, error) {
	at, ok := spotOf(r, typed, in)
	if !ok {
		return nil, nil
	}
	found := at.find(r.Index.Library())
	switch {
	case len(found) == 0:
		return nil, nil
	case len(found) > 1:
		return nil, askStretch(r, option, stretches(found))
	}
	p := found[0]
	switch {
	case p.Len() == 0:
		return readPage(r, backward, p)
	case at.unit == spotStart, at.unit == spotPage, at.unit == spotScene, at.unit == spotAct:
		return readPage(r, forward, p)
	}
	return quotePassage(r, p)
}

// stretches returns passages as stretches.
func stretches(passages []corpus.Passage) []corpus.Stretch {
	var all []corpus.Stretch
	for _, p := range passages {
		all = append(all, corpus.Stretch{First: p, Last: p})
	}
	return all
}

// alsoSaid adds to what a text describes where the record has its words: "the end".
func alsoSaid(r *bot.Request, answer *bot.Reply, text string, in *corpus.Record) *bot.Reply {
	if answer == nil {
		return nil
	}
	result, err := r.Index.Search(r.Context(), search.Query{Text: text, Record: in, Limit: 1})
	if err != nil || result.Match != search.Exact || result.Hits[0].Turn.Sensitive {
		return answer
	}
	hit := result.Hits[0]
	answer.Add(bot.Small(r.Say("The record also has these words, which are looked for in “quotation marks”:") + " " +
		bot.Plain(bot.Excerpt(hit.Passage, hit.Words, relatedUnits)) + " — " + r.WhoSpeaks(hit.Turn, false) + " · " + r.Source(hit.Passage, hit.Passage)))
	return answer
}
