package trust

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
)

// names are all that the speakers of a record are called.
type names struct {
	known   map[string]bool // in small letters
	longest int             // bytes that one of them has at most
	firsts  [256]bool       // the bytes that they begin with
	letters []string        // of each of them, if they are few
	alone   bool            // they stand on lines of their own
	only    bool            // what is none of them has no label
	whole   bool            // nothing but one of them, as a label has it, begins another's turn
	caps    bool            // most are in capitals
}

// namesOf returns the names of a record, whose turns are known by b.
func namesOf(r *corpus.Record, b draft.Basis) *names {
	n := newNames(b.Alone, len(r.Speakers), func(yield func(string) bool) {
		for i := range r.Speakers {
			s := &r.Speakers[i]
			if !yield(s.Name) {
				return
			}
			for _, a := range s.Aliases {
				if !yield(a) {
					return
				}
			}
		}
	})
	n.only, n.whole = b.Signs, b.Whole
	return n
}

// newNames returns names of which there are about as many as it says.
func newNames(alone bool, about int, all iter.Seq[string]) *names {
	const few = 200 // names that are compared letter by letter
	n := &names{known: make(map[string]bool, about), alone: alone}
	caps := 0
	for name := range all {
		if name == "" || label.IsHonorific(strings.TrimSuffix(name, ".")+".") { // "MR.", whose name was not read
			continue
		}
		if label.IsCaps(name) {
			caps++
		}
		name = strings.ToLower(name)
		n.known[name] = true
		n.longest, n.firsts[name[0]] = max(n.longest, len(name)), true
	}
	n.caps = 2*caps > len(n.known)
	if len(n.known) <= few {
		for name := range n.known {
			n.letters = append(n.letters, letters(name))
		}
	}
	return n
}

// knows reports whether text is a name of a speaker, in any case.
func (n *names) knows(text string) bool {
	var small [maxLabel]byte
	if text == "" || text[0] < utf8.RuneSelf && !n.firsts[text[0]] && !n.firsts[text[0]|0x20] {
		return false // most words
	}
	if len(text) > len(small) {
		return n.known[strings.ToLower(text)]
	}
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return n.known[strings.ToLower(text)]
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		small[i] = c
	}
	return len(text) <= n.longest && n.known[string(small[:len(text)])]
}

// begin reports whether text begins with the name of a speaker.
func (n *names) begin(text string) bool {
	text = strings.ToLower(strings.TrimLeft(text, "*_[("))
	for end := len(text); end > 1; end = strings.LastIndexByte(text[:end], ' ') {
		if n.known[strings.TrimRight(text[:end], " *_)].,:")] {
			return true
		}
	}
	return false
}

// precedes reports whether a name stands before what begins like a sentence:
// "Anna Berg We went", where the end of the name's line was not seen as such.
func (n *names) precedes(text string) bool {
	for at, words := 0, 0; words < 6; words++ {
		i := strings.IndexByte(text[at:], ' ')
		if i < 0 {
			return false
		}
		at += i
		if next, _ := utf8.DecodeRuneInString(text[at+1:]); (unicode.IsUpper(next) || unicode.Is(unicode.Lo, next)) && n.known[strings.ToLower(strings.TrimRight(text[:at], ".:"))] {
			return true
		}
		at++
	}
	return false
}

// nearly reports whether text is a speaker's name as a scanner reads it, or who
// types in haste writes it.
func (n *names) nearly(text string) bool {
	if len(n.letters) == 0 || len(text) > 48 {
		return false
	}
	bare := letters(text)
	if len(bare) < 2 {
		return false
	}
	for _, known := range n.letters {
		if known == bare || len(known) > 4 && aLetterApart(known, bare) {
			return true
		}
	}
	return false
}

// letters returns the letters of a name, those that scanners take for each other
// as one.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '0':
			return 'o'
		case r == '1', r == 'l', r == '|':
			return 'i'
		case r == '5':
			return 's'
		case r == '8':
			return 'b'
		case !unicode.IsLetter(r):
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// aLetterApart reports whether two words differ by one letter at most.
func aLetterApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 2 {
		return false
	}
	from := 0
	for from < len(a) && a[from] == b[from] {
		from++
	}
	to := 0
	for to < len(a)-from && a[len(a)-1-to] == b[len(b)-1-to] {
		to++
	}
	return utf8.RuneCountInString(b[from:len(b)-to]) <= 1 && utf8.RuneCountInString(a[from:len(a)-to]) <= 1
}
