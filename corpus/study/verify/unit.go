package verify

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A class is what a word is to the sense of a sentence.
type class uint8

const (
	plain class = iota
	negation
	number
	name
	modal
	opposite // a word in place of one that says the opposite
)

// A unit is a word as alignment sees it, or a part of one, or several: "don't"
// is two units, "thirty-eight thousand" is one.
type unit struct {
	from, to int    // its words, in the text it is of
	fold     string // the word, "" for a number of several words
	key      string // equal units have equal keys
	scanned  string // the word with letters that a scanner mixes up made one
	class    class
	weak     bool   // of its class only where it faces another of it
	function bool   // one that every text is full of
	initial  bool   // of a name: "A." before "Guevara"
	small    bool   // written without a capital
	spelled  string // all words of a number of several
}

// A side is one of the two texts that are compared.
type side struct {
	text  string
	words []word
	units []unit
	// stands are the numbers of the words' brackets, and gaps reports where
	// words are said to be left out. Both are of a quotation only.
	stands []int
	gaps   []bool
}

// sideOf reads a text in units. tells says whether its capitals tell names.
func (l *lexicon) sideOf(text string, words []word, w *wording, tells bool) *side {
	s := &side{text: text, words: words}
	meant := l.meantWords(words, w)
	before := func(i int) string {
		if i == 0 {
			return text[:words[0].span.Start]
		}
		if words[i-1].span.End > words[i].span.Start {
			return ""
		}
		return text[words[i-1].span.End:words[i].span.Start]
	}
	for i := 0; i < len(words); {
		if w.denies(meant, i, before) {
			s.units = append(s.units, unit{from: i, to: i + 1, fold: words[i].fold, key: "!not", scanned: words[i].fold, class: negation})
			i++
			continue
		}
		if value, n, weak := w.number(meant, i, before); n > 0 {
			u := unit{from: i, to: i + n, key: "#" + value, class: number, weak: weak}
			if n == 1 {
				u.fold, u.scanned = words[i].fold, scanned(words[i].fold)
			}
			for _, w := range meant[i : i+n] {
				u.spelled += w.fold + " "
			}
			s.units = append(s.units, u)
			i += n
			continue
		}
		if n := acronym(text, words, i); n > 1 {
			u := unit{from: i, to: i + n, class: name}
			for _, w := range words[i : i+n] {
				u.fold += w.fold
			}
			u.key, u.scanned = u.fold, u.fold
			s.units = append(s.units, u)
			i += n
			continue
		}
		fold := words[i].fold
		if latin := inOneScript(fold); latin != fold {
			fold = latin
		}
		u := unit{from: i, to: i + 1, fold: fold, key: fold, scanned: scanned(fold), weak: w.halves[fold]}
		first, _ := utf8.DecodeRuneInString(text[words[i].span.Start:])
		u.small = unicode.IsLower(first)
		parts, short := w.contractions[meant[i].fold]
		if short && (u.fold != "cant" && u.fold != "wont" || !l.known(u.fold)) {
			for _, part := range parts {
				p := u
				p.fold, p.scanned = part, scanned(part)
				p.key, p.class = w.classify(part)
				p.function = search.IsFunctionWord(part)
				s.units = append(s.units, p)
			}
			i++
			continue
		}
		u.key, u.class = w.classify(u.fold)
		u.function = search.IsFunctionWord(u.fold)
		if u.class == plain && !w.titles[u.fold] {
			u.initial = isInitial(text, words, i)
			if u.initial || l.names(text, words, i, before(i), w, tells) {
				u.class = name
				u.key = strings.TrimSuffix(u.key, "'s")
			}
		}
		s.units = append(s.units, u)
		i++
	}
	return s
}

// meantWords returns the words with what is likely a slip in a numeral or in a
// short form of "not" put right, since such a word is read together with others:
// "9 bilhon", "dind't". A word that the library has is no slip.
func (l *lexicon) meantWords(words []word, w *wording) []word {
	meant := words
	for i := range words {
		fold := words[i].fold
		if latin := inOneScript(fold); latin != fold {
			if &meant[0] == &words[0] {
				meant = slices.Clone(words)
			}
			fold, meant[i].fold = latin, latin
		}
		if n := utf8.RuneCountInString(fold); n < 4 || n > longestMeant || l.known(fold) || w.joins[fold] || slices.ContainsFunc(scannedFrom(fold), func(read string) bool { return l.known(read) && w.contractions[read][0] == "" }) {
			continue
		}
		if put := w.meant(fold); put != "" {
			if &meant[0] == &words[0] {
				meant = slices.Clone(words)
			}
			meant[i].fold = put
		}
	}
	return meant
}

// denies reports whether words[i] is a prefix that negates the word after it, and
// stands apart from it: "un-important", "non nuclear".
func (w *wording) denies(words []word, i int, between func(i int) string) bool {
	if i+1 >= len(words) || !apart[words[i].fold] || w != wordings["en"] {
		return false
	}
	gap := between(i + 1)
	return gap == " " && words[i].fold == "non" || strings.Trim(gap, "-‐‑–") == "" && gap != ""
}

// apart are prefixes of English that negate, with a hyphen, too. "in-" is mostly
// the preposition.
var apart = set(`un im il ir dis non`)

// inOneScript returns a word of Latin letters with its look-alikes of other
// scripts put right: "nоt" with a Cyrillic letter in it.
func inOneScript(word string) string {
	latin, other := false, false
	for _, r := range word {
		latin = latin || r < utf8.RuneSelf && unicode.IsLetter(r)
		other = other || unicode.Is(unicode.Cyrillic, r) || unicode.Is(unicode.Greek, r)
	}
	if !latin || !other {
		return word
	}
	return homoglyphs.Replace(word)
}

// homoglyphs are small letters of Cyrillic and Greek that look like Latin ones.
var homoglyphs = strings.NewReplacer("а", "a", "в", "b", "е", "e", "ѕ", "s", "і", "i", "ј", "j", "к", "k", "м", "m", "н", "h", "о", "o", "р", "p",
	"с", "c", "т", "t", "у", "y", "х", "x", "ԁ", "d", "ԛ", "q", "ԝ", "w", "һ", "h", "п", "n",
	"α", "a", "β", "b", "γ", "y", "ε", "e", "η", "n", "ι", "i", "κ", "k", "ν", "v", "ο", "o", "ρ", "p", "σ", "o", "τ", "t", "υ", "u", "χ", "x", "ω", "w")

// acronym returns how many words from words[i] on are the letters of one
// acronym: capitals with full stops between, as in "U.S.".
func acronym(text string, words []word, i int) int {
	n := 0
	for ; i+n < len(words); n++ {
		w := words[i+n].span
		first, size := utf8.DecodeRuneInString(text[w.Start:])
		if size != w.Len() || !unicode.IsUpper(first) || n > 0 && text[words[i+n-1].span.End:w.Start] != "." {
			break
		}
	}
	return n
}

// classify returns the class of a word by itself, and its key.
func (w *wording) classify(word string) (key string, c class) {
	if kind, ok := w.negations[word]; ok {
		return "!" + kind, negation
	}
	if w.modals[word] {
		return word, modal
	}
	return word, plain
}

// names reports whether a word is a name: the library has it as one, or it is
// written with a capital where no sentence begins.
func (l *lexicon) names(text string, words []word, i int, marks string, w *wording, tells bool) bool {
	fold := words[i].fold
	if utf8.RuneCountInString(fold) < 2 || search.IsFunctionWord(fold) {
		return false
	}
	if l.isName(fold) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(text[words[i].span.Start:])
	before := ""
	if i > 0 {
		before = words[i-1].fold
	}
	return tells && unicode.IsUpper(first) && !opens(marks, before, i == 0, w) && l.usage[fold].small == 0
}

// isInitial reports whether a word is the initial of a name: a capital with a
// full stop, before a word with a capital.
func isInitial(text string, words []word, i int) bool {
	w := words[i]
	first, n := utf8.DecodeRuneInString(text[w.span.Start:])
	if n != w.span.Len() || !unicode.IsUpper(first) || i+1 >= len(words) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[words[i+1].span.Start:])
	return w.span.End < len(text) && text[w.span.End] == '.' && unicode.IsUpper(next)
}

// capitalsTellIn reports whether capitals tell names in a quotation: they do
// not where it is written in capitals, or as a title is.
func capitalsTellIn(text string, words []word) bool {
	capitals := 0
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(text[w.span.Start:]); unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals*2 <= len(words)+2
}

// turnSide reads a turn in units.
func (v *Verifier) turnSide(t *corpus.Turn) *side {
	l := v.lexicon()
	return l.sideOf(t.Text, wordsOf(t.Text), wordingOf(t.Record.Language), !l.plain[t.Record])
}

// quotedSide reads a quotation in units, by the wording of a record.
func (v *Verifier) quotedSide(q quotation, w *wording) *side {
	words := make([]word, len(q.words))
	for i := range q.words {
		words[i] = q.words[i].word
	}
	s := v.lexicon().sideOf(q.text, words, w, capitalsTellIn(q.text, words))
	for _, u := range s.units {
		s.stands = append(s.stands, q.words[u.from].bracket)
		s.gaps = append(s.gaps, q.words[u.from].gap)
	}
	return s
}
