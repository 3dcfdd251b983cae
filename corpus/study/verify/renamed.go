package verify

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// renamed makes the finding an altered one if mine, in brackets, names another
// than theirs, which it stands for: another name, or, for a pronoun, somebody of
// whom nobody speaks there.
func (v *Verifier) renamed(f *Finding, text string, mine []word, t *corpus.Turn, theirs []word) {
	l := v.lexicon()
	var names []word
	for i, m := range mine {
		first, _ := utf8.DecodeRuneInString(text[m.span.Start:])
		opening := i == 0 && startsIn(text[:m.span.Start])
		if isCalling(m.fold) || utf8.RuneCountInString(m.fold) < 2 || adjectives[m.fold] {
			continue
		}
		if l.isName(m.fold) || unicode.IsUpper(first) && !v.isPlural(m.fold) && (!opening || !l.known(m.fold)) {
			names = append(names, m)
		}
	}
	if len(names) == 0 {
		return
	}
	was := ""
	if len(theirs) > 0 {
		was = t.Text[theirs[0].span.Start:theirs[len(theirs)-1].span.End]
	}
	spoken := v.spokenOf(t, slices.ContainsFunc(theirs, func(w word) bool { return l.isName(w.fold) && !isCalling(w.fold) }), was)
	for _, n := range names {
		fold := strings.TrimSuffix(n.fold, "'s")
		if !slices.ContainsFunc(spoken, func(s string) bool { return s == fold || isNameSlip(fold, s) }) {
			f.Verdict = Altered
			f.Notes = append(f.Notes, Note{"name", "changed", text[names[0].span.Start:names[len(names)-1].span.End], was})
			return
		}
	}
}

// startsIn reports whether a sentence begins after before, brackets and marks
// apart.
func startsIn(before string) bool {
	before = strings.TrimRight(before, "[(“\"«„‘' \t\n")
	last, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || strings.ContainsRune(".!?…:]", last)
}

// spokenOf returns the folded words by which somebody may be called of whom a
// turn speaks: words of it and of what was said right before, and of the names of
// who speaks there. Where the words that are replaced have a name, only that one is
// meant.
func (v *Verifier) spokenOf(t *corpus.Turn, named bool, was string) []string {
	if named {
		words := strings.Fields(search.Fold(was))
		return append(words, v.namesLike(words)...)
	}
	var words []string
	add := func(text string) { words = append(words, strings.Fields(search.Fold(text))...) }
	at := t.Index()
	turns := t.Record.Turns
	for i := max(0, at-mostBack); i < min(len(turns), at+2); i++ {
		if i <= at {
			add(turns[i].Text)
		}
		if p := v.index.Library().Person(&turns[i]); p != nil {
			add(p.Name + " " + strings.Join(p.Aliases, " "))
		}
	}
	for i, w := range words {
		words[i] = strings.TrimSuffix(w, "'s")
	}
	return append(words, v.namesLike(words)...)
}

// mostBack is how many turns back somebody may have been named of whom a turn
// speaks.
const mostBack = 3

// namesLike returns all names of those in the library of whose names one of the
// words is the last: "Che" for "Guevara".
func (v *Verifier) namesLike(words []string) []string {
	var names []string
	people := v.index.Library().People
	for i := range people {
		p := &people[i]
		family := strings.Fields(search.Fold(p.Name))
		if len(family) > 0 && slices.Contains(words, family[len(family)-1]) {
			names = append(names, strings.Fields(search.Fold(p.Name+" "+strings.Join(p.Aliases, " ")))...)
		}
	}
	return names
}
