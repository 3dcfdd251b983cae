package texts

import (
	"cmp"
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// oneSided is the name of the layout of interviews in which only who asks has a label:
// "Q: Was it hard?", and below it an answer without one.
const oneSided = "questions with labels"

// A question is a paragraph with the label of who asks.
type question struct {
	line  int
	end   int // the line after its last one
	label label.Label
}

// askedOnly returns the parse of an interview in which only who asks has a label, nil
// if it is none. Who answers is whom the head says the interview is with, or the
// sidecar; if neither says it, a text that best can read has answers of nobody, and
// another one is not read. best is the best parse of the text, nil if there is none.
func askedOnly(s *page.Sheet, h draft.Hint, best *parse) *parse {
	if best != nil && (best.alone || best.hearing || best.columns || best.speakers() != 1) {
		return nil
	}
	p := &parse{parser: &parser{layout: &layout{name: oneSided}, s: s, doc: &document{Sheet: s}}, hint: h, weight: leastWeight, turns: 1, oneSided: true}
	p.cast = &cast{doc: p.doc}
	asked := p.questions()
	if asked == nil || best != nil && !best.cast.takes(asked[0].label.Name) {
		return nil
	}
	asks, answers := p.whoTalks(asked[0].line)
	answers = cmp.Or(h.Speaker, answers)
	if answers == "" && best == nil {
		return nil
	}
	for n, q := range asked {
		q.label.Name = cmp.Or(asks, q.label.Name)
		p.cues = append(p.cues, cue{line: q.line, label: p.keep(q.label)})
		stop := len(s.Lines)
		if n+1 < len(asked) {
			stop = asked[n+1].line
		}
		if q.end < stop {
			p.cues = append(p.cues, cue{line: q.end, label: p.keep(label.Label{Name: answers, Rest: s.At(q.end)})})
		}
	}
	return p
}

// speakers returns how many labels are taken for a speaker's.
func (p *parse) speakers() int {
	n := 0
	for _, it := range p.cast.order {
		count(&n, it.taken)
	}
	return n
}

// questions returns the paragraphs with the only label that comes back, if they ask
// and the paragraphs below them have none.
func (p *parse) questions() []question {
	const (
		few    = 2
		asking = 0.6 // of them, that end with a question mark
		paired = 0.8 // of them, below which something stands
		others = 0.5 // other labels to a question, at most
	)
	byName, order := make(map[string][]question), []string(nil)
	for i := range p.s.Lines {
		found, ok := label.Colon(p.s.At(i))
		if !ok || found.Rest == "" || !label.AllNameWords(found.Name) {
			continue
		}
		if byName[found.Name] == nil {
			order = append(order, found.Name)
		}
		byName[found.Name] = append(byName[found.Name], question{line: i, label: found})
	}
	var asked []question
	all := 0
	for _, name := range order {
		of := byName[name]
		if all += len(of); len(of) > len(asked) {
			asked = of
		}
	}
	if len(asked) < few || float64(all-len(asked)) > others*float64(len(asked)) {
		return nil
	}
	for _, name := range order {
		if len(byName[name]) >= few && name != asked[0].label.Name || answerers.Holds(name) {
			return nil // the other side has a label, too
		}
	}
	marks, pairs := 0, 0
	for n := range asked {
		q, stop := &asked[n], len(p.s.Lines)
		if n+1 < len(asked) {
			stop = asked[n+1].line
		}
		q.end = p.questionEnd(q.line, stop)
		count(&marks, asks(p.s.At(q.end-1)))
		count(&pairs, q.end < stop)
	}
	if float64(marks) < asking*float64(len(asked)) || float64(pairs) < paired*float64(len(asked)) {
		return nil
	}
	return asked
}

// questionEnd returns the line after the question that begins at line i, before line
// stop: its paragraph ends, or its last sentence asks.
func (p *parse) questionEnd(i, stop int) int {
	end := p.s.Block(i, stop)
	for k := i; k < end; k++ {
		if asks(p.s.At(k)) {
			return k + 1
		}
	}
	return end
}

// asks reports whether a line ends with a question mark.
func asks(text string) bool {
	text = strings.TrimRight(text, "*_\"”»’ ")
	return strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？") || strings.HasSuffix(text, "؟") || strings.HasSuffix(text, ";") && isGreek(text)
}

// isGreek reports whether a text is in Greek, in which a semicolon asks.
func isGreek(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= 'α' && r <= 'ω' })
}
