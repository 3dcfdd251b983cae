package quiz

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// Who is asked about: those who say most, until they have said this share of
// all words, in percent, and at least so many of them.
const (
	mainShare   = 90
	leastAsked  = 6
	wordsToKnow = 12 // that somebody must say, to be known by them
	tellingName = 4  // letters of a name that is not shared by chance
)

// mainSpeakers returns the speakers of a record by whose words they can be known.
func mainSpeakers(r *corpus.Record) []int32 {
	words := make(map[int32]int)
	total := 0
	for i := range r.Turns {
		if t := &r.Turns[i]; t.Speaker >= 0 && t.Kind == corpus.Speech {
			n := wordsOf(t.Text)
			words[t.Speaker] += n
			total += n
		}
	}
	var by []int32
	for s := range r.Speakers {
		if words[int32(s)] >= wordsToKnow {
			by = append(by, int32(s))
		}
	}
	slices.SortStableFunc(by, func(a, b int32) int { return cmp.Compare(words[b], words[a]) })
	said := 0
	for i, s := range by {
		if i >= leastAsked && said*100 >= total*mainShare {
			return by[:i]
		}
		said += words[s]
	}
	return by
}

// isBroken reports whether a passage begins or ends in the middle of something:
// within a quotation, a sentence, or what the transcriber could not hear.
func isBroken(text string) bool {
	text = strings.TrimSpace(text)
	for _, dots := range []string{"…", "..", ". ."} {
		if strings.HasPrefix(text, dots) || strings.HasSuffix(text, dots) || strings.HasSuffix(text, dots+" .") {
			return true
		}
	}
	if strings.Contains(text, "***") || strings.Contains(text, "{}") || strings.Contains(text, "___") {
		return true
	}
	opened, closed := strings.Count(text, "“")+strings.Count(text, "„"), strings.Count(text, "”")
	if strings.Contains(text, "„") {
		closed += strings.Count(text, "“") // which closes in German
		opened = strings.Count(text, "„")
	}
	return opened != closed || strings.Count(text, `"`)%2 == 1 || strings.Count(text, "«") != strings.Count(text, "»")
}

// names reports whether a passage holds a word of a speaker's name.
func names(p corpus.Passage, speaker int32) bool {
	s := &p.Turn.Record.Speakers[speaker]
	words := make(map[string]bool)
	for _, name := range append([]string{s.Name}, s.Aliases...) {
		if isUnspaced(name) {
			if namesUnspaced(p, name) {
				return true
			}
			continue
		}
		for word := range search.EachWord(name) {
			if len(word) > 1 && !filler[string(word)] {
				words[string(word)] = true
			}
		}
	}
	for word := range search.EachWord(p.Text()) {
		if words[strings.TrimSuffix(string(word), "'s")] {
			return true
		}
	}
	return false
}

// unspaced are scripts that are written without spaces, so that a word of a name
// cannot be told from what stands beside it.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func isUnspaced(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unspaced...) })
}

// namesUnspaced reports whether a passage holds a name that is written without
// spaces: without the title that it ends with, or as its first letter, which is
// the family's, and the title. A title is what several names end with: 盧偉國議員
// is called 盧偉國 and 盧議員. An office is called by its end: 福利局局長 is 局長.
func namesUnspaced(p corpus.Passage, name string) bool {
	title := ""
	for i := range p.Turn.Record.Speakers {
		if other := p.Turn.Record.Speakers[i].Name; other != name {
			title = longer(title, commonEnd(name, other))
		}
	}
	family, size := utf8.DecodeRuneInString(name)
	if utf8.RuneCountInString(title) < 2 || len(title) > len(name)-size {
		title = ""
	}
	called := []string{strings.TrimSuffix(name, title)}
	switch letters := []rune(name); {
	case title != "":
		called = append(called, string(family)+title)
	case len(letters) > 4:
		called = append(called, string(letters[len(letters)-2:]))
	}
	return slices.ContainsFunc(called, func(name string) bool { return strings.Contains(p.Text(), name) })
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}

// commonEnd returns what two texts end with.
func commonEnd(a, b string) string {
	end := ""
	for r := []rune(a); len(r) > 0 && strings.HasSuffix(b, string(r[len(r)-1:])+end); r = r[:len(r)-1] {
		end = string(r[len(r)-1:]) + end
	}
	return end
}

// A usage is in how many turns each three words stand side by side.
type usage map[string]int

const (
	formulaWords = 3
	formulaTurns = 3 // that the same words stand in, to be a formula
)

func usageOf(r *corpus.Record) usage {
	u := make(usage)
	for i := range r.Turns {
		seen := make(map[string]bool)
		for words := range formulas(r.Turns[i].Text) {
			if !seen[words] {
				seen[words] = true
				u[words]++
			}
		}
	}
	return u
}

// isFormula reports whether more than half of a passage is what is said again and
// again in a record, with other names and numbers: who opens votes and gives the
// floor is known by that, and not by their words.
func (u usage) isFormula(text string) bool {
	all, often := 0, 0
	for words := range formulas(text) {
		all++
		if u[words] >= formulaTurns {
			often++
		}
	}
	return 2*often > all
}

// formulas yields all words of a text that stand side by side, so many of them.
func formulas(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		var last []string
		for word := range search.EachWord(text) {
			if last = append(last, string(word)); len(last) < formulaWords {
				continue
			}
			if !yield(strings.Join(last, " ")) {
				return
			}
			last = last[1:]
		}
	}
}

// asked returns whom a turn asks something: who speaks after it. It returns -1
// for one that asks nothing.
func asked(t *corpus.Turn) int32 {
	if !strings.ContainsAny(t.Text, "?？؟") {
		return -1
	}
	r := t.Record
	for i := t.Index() + 1; i < len(r.Turns); i++ {
		if s := r.Turns[i].Speaker; s >= 0 && r.Turns[i].Kind == corpus.Speech {
			return s
		}
	}
	return -1
}

// filler are words of names and offices that name nobody.
var filler = map[string]bool{
	"the": true, "of": true, "and": true, "for": true, "mr": true, "mrs": true, "ms": true, "dr": true, "de": true, "la": true, "von": true, "van": true,
}

// sameName reports whether two names may be one person's, as a transcript spells
// them differently: "Gregg Kellogg" and "gkellogg", "MURIITHI" and "MUREITHI". Two
// of a family are two.
func sameName(a, b string) bool {
	x, y := strings.Fields(search.Fold(a)), strings.Fields(search.Fold(b))
	if len(x) == 0 || len(y) == 0 {
		return true
	}
	whole, other := strings.Join(x, ""), strings.Join(y, "")
	if whole == other || oneOff(whole, other) {
		return true
	}
	ends := func(whole, last string) bool {
		return utf8.RuneCountInString(last) >= tellingName && strings.HasSuffix(whole, last)
	}
	if !ends(whole, y[len(y)-1]) && !ends(other, x[len(x)-1]) {
		return false
	}
	return len(x) == 1 || len(y) == 1 || strings.HasPrefix(x[0], y[0]) || strings.HasPrefix(y[0], x[0])
}

// oneOff reports whether two longer words differ by one letter that is too many,
// too few or another one.
func oneOff(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) <= tellingName || len(y)-len(x) > 1 {
		return false
	}
	at := 0
	for at < len(x) && x[at] == y[at] {
		at++
	}
	if len(x) == len(y) {
		return at == len(x) || slices.Equal(x[at+1:], y[at+1:])
	}
	return slices.Equal(x[at:], y[at+1:])
}
