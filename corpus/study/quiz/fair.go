package quiz

import (
	"cmp"
	"slices"
	"strings"
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
