package texts

import (
	"cmp"
	"regexp"
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// interviewPattern is what the name of who is interviewed stands behind in a title.
var interviewPattern = regexp.MustCompile(`(?i)(?:^|\P{L})(?:(?:interview|conversation) (?:with|of)|interview mit|(?:im )?gespräch mit|(?:entretien|interview|conversation) avec|(?:entrevista|conversación) (?:con|a)|intervista (?:con|a)|entrevista com|интервью с) (.+)$`)

// intervieweeIn returns the name of the one who is interviewed, "" if a line does
// not say it or names several.
func intervieweeIn(text string) string {
	if len(text) > 2*label.MaxBytes {
		return ""
	}
	m := interviewPattern.FindStringSubmatch(strings.Trim(text, "#*_ "))
	if m == nil {
		return ""
	}
	return leadingName(withoutKin(m[1]))
}

// withoutKin cuts off what somebody is to who asks, before the name: "my
// grandmother, Rosa Klein".
func withoutKin(text string) string {
	const most = 4 // words
	if !label.BeginsInSmall(text) {
		return text
	}
	rest := text
	for range most {
		word, after, ok := strings.Cut(rest, " ")
		if !ok {
			break
		}
		if rest = after; strings.HasSuffix(word, ",") || !label.BeginsInSmall(rest) && !strings.Contains(rest, ", ") {
			return rest
		}
	}
	return text
}

// leadingName returns the name in full that text begins with: a title and a
// surname, or two words and more. It returns "" if there is none, or another one
// follows behind an "and".
func leadingName(text string) string {
	end, words := 0, 0
	for at := 0; at < len(text); {
		word, _, _ := strings.Cut(text[at:], " ")
		bare := strings.TrimRight(word, ",;:.!?)\"”*_")
		switch {
		case label.IsInitials(word) || label.IsHonorific(word):
			bare = word
		case words > 0 && isJoining(bare):
			return ""
		case !label.IsNameWord(strings.TrimSuffix(strings.TrimSuffix(bare, "'s"), "’s")):
			if words == 0 || !label.IsParticle(bare) {
				at = len(text)
				continue
			}
			at += len(word) + 1
			continue
		}
		words++
		end = at + len(bare)
		if at += len(word) + 1; bare != word {
			break
		}
	}
	if words < 2 {
		return ""
	}
	if _, rest, ok := strings.Cut(text[end:], " "); ok && isJoining(rest[:strings.IndexByte(rest+" ", ' ')]) {
		return ""
	}
	return strings.Clone(text[:end])
}

// isJoining reports whether a word joins two names.
func isJoining(word string) bool {
	switch strings.ToLower(word) {
	case "and", "&", "und", "et", "y", "e", "и":
		return true
	}
	return false
}

// inBold is the name of the layout of interviews whose questions are in bold or
// italics and whose answers are not.
const inBold = "questions in bold"

// askedPattern is what the name of who asks stands behind.
var askedPattern = regexp.MustCompile(`(?:^|[.;|] ?|\P{L})(?:(?:[Ii]nterview(?:ed)? by|INTERVIEW BY|Interview ?:|Interview ?von|Propos recueillis par|Entrevista (?:de|por)|Questions?:|Die Fragen stellte) |(?:^|[.;|] )(?:By|BY|Von|Par|Por) )(.+)$`)

// interview returns the parse of an interview whose questions are paragraphs in
// bold or italics, and whose answers are the paragraphs below them; nil if it is
// none, or does not say who is interviewed. Where it does not say who asks, the
// questions are nobody's.
func interview(s *page.Sheet, h draft.Hint) *parse {
	p := &parse{parser: &parser{layout: &layout{name: inBold}, s: s, doc: &document{Sheet: s}}, hint: h, weight: leastWeight, turns: 1, inBold: true}
	p.cast = &cast{doc: p.doc}
	set := p.mostSet()
	if set == nil {
		return nil
	}
	first := set[0].line
	asks, answers := p.whoTalks(first)
	answers = cmp.Or(h.Speaker, answers)
	if answers == "" {
		return nil
	}
	next, answering := 0, false
	for i := first; i < len(s.Lines); i = s.Block(i, len(s.Lines)) {
		switch {
		case next < len(set) && set[next].line == i:
			name := asks
			if set[next].isNote {
				name = ""
			}
			p.cues = append(p.cues, cue{line: i, label: p.keep(label.Label{Name: name, Rest: set[next].words})})
			answering = set[next].isNote
			next++
		case strings.HasPrefix(s.At(i), answers+" ") || strings.HasPrefix(s.At(i), answers+"'") || strings.HasPrefix(s.At(i), answers+"’"):
			p.cues = append(p.cues, cue{line: i, label: p.keep(label.Label{Rest: s.At(i)})}) // it is told of who answers
			answering = true
		case !answering && s.Lines[i].Level == 0:
			p.cues = append(p.cues, cue{line: i, label: p.keep(label.Label{Name: answers, Rest: s.At(i)})})
			answering = true
		}
	}
	return p
}

// A setLine is a paragraph that is in bold or italics as a whole.
type setLine struct {
	line   int
	words  string
	manner string
	isNote bool // in another manner than the questions are
}

// mostSet returns the paragraphs that are questions by their manner, from the first
// one on, with those in the other manner; nil if these are no questions.
func (p *parse) mostSet() []setLine {
	const (
		few   = 3
		asked = 0.5 // of them, that end with a question mark
	)
	s := p.s
	var all []setLine
	count, marks := make(map[string]int), make(map[string]int)
	for i := 0; i < len(s.Lines); {
		end := s.Block(i, len(s.Lines))
		if found, ok := setAs(s, i); ok && end == i+1 && s.Lines[i].Level == 0 {
			all = append(all, found)
			count[found.manner]++
			if strings.HasSuffix(found.words, "?") || strings.HasSuffix(found.words, "？") {
				marks[found.manner]++
			}
		}
		i = end
	}
	manner := ""
	for m, n := range marks {
		if n > marks[manner] || n == marks[manner] && m < manner {
			manner = m
		}
	}
	if manner == "" || count[manner] < few || float64(marks[manner]) < asked*float64(count[manner]) {
		return nil
	}
	for len(all) > 0 && (all[0].manner != manner || intervieweeIn(all[0].words) != "" || askedPattern.MatchString(all[0].words)) {
		all = all[1:]
	}
	for i := range all {
		all[i].isNote = all[i].manner != manner
	}
	return all
}

// setAs returns line i if it is in bold or italics as a whole.
func setAs(s *page.Sheet, i int) (setLine, bool) {
	l, text := &s.Lines[i], s.At(i)
	if l.Bold > 0 && int(l.Bold) >= len(text) {
		return setLine{line: i, words: text, manner: "**"}, true
	}
	for _, mark := range []string{"***", "**", "__", "*", "_"} {
		inner, ok := strings.CutPrefix(text, mark)
		if !ok {
			continue
		}
		inner, ok = strings.CutSuffix(inner, mark)
		return setLine{line: i, words: inner, manner: mark}, ok && inner != "" && !strings.Contains(inner, mark)
	}
	return setLine{}, false
}

// answerPattern is what the name of who is interviewed stands before in the lines
// below a title: "Ines Calvo talks to us about floods".
var answerPattern = regexp.MustCompile(`^(.{4,60}?) (?:talks|speaks|spoke|talked|chats) (?:to|with) |^(.{4,60}?) (?:spricht|sprach) (?:mit|über) |^(.{4,60}?) (?:nous parle|se confie|raconte) |^(.{4,60}?) (?:habla|conversa|charla) (?:con|de|sobre) `)

// answererIn returns who talks by a line below the title, if his name in full stands
// elsewhere in the text, too; "" if nobody does.
func (p *parse) answererIn(text string) string {
	m := answerPattern.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	words := strings.Fields(strings.Join(m[1:], ""))
	for n := range words { // what he is may stand before his name
		if name := strings.Join(words[n:], " "); len(words)-n > 1 && label.IsFullName(name) && strings.Count(p.s.Text.String, name) > 1 {
			return strings.Clone(name)
		}
	}
	return ""
}

// whoTalks returns who asks and who answers by what stands before a line, "" where
// that says nothing.
func (p *parse) whoTalks(first int) (asks, answers string) {
	for i := range first {
		text := strings.Trim(p.s.At(i), "#*_ ")
		if name := intervieweeIn(text); name != "" && answers == "" {
			answers = name
		}
		if answers == "" {
			answers = p.answererIn(text)
		}
		if m := askedPattern.FindStringSubmatch(text); m != nil && asks == "" {
			asks = leadingName(m[1])
		}
	}
	if asks == answers {
		asks = ""
	}
	return asks, answers
}
