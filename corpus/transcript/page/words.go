package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words is a set of the words of a text, each kept as where it stands there.
type Words struct {
	text  string
	slots []wordSlot // its length is a power of two, and more than half of it is free
	count int
}

// A wordSlot holds a word, or none if size is 0.
type wordSlot struct{ start, size uint32 }

// Has reports whether the set holds a word. An empty set may be nil.
func (w *Words) Has(word string) bool {
	if w == nil || w.count == 0 || word == "" {
		return false
	}
	i := w.slot(word, hashOf(word))
	return w.slots[i].size > 0
}

// slot returns the index of the slot that holds a word, or that is free for it.
func (w *Words) slot(word string, hash uint32) int {
	last := len(w.slots) - 1
	for i := int(hash) & last; ; i = (i + 1) & last {
		s := w.slots[i]
		if s.size == 0 || w.text[s.start:s.start+s.size] == word {
			return i
		}
	}
}

// add adds the word that stands at a byte of the text.
func (w *Words) add(start, size int, hash uint32) {
	if 2*w.count >= len(w.slots) {
		w.grow()
	}
	i := w.slot(w.text[start:start+size], hash)
	if w.slots[i].size == 0 {
		w.slots[i] = wordSlot{uint32(start), uint32(size)}
		w.count++
	}
}

func (w *Words) grow() {
	const least = 256
	old := w.slots
	w.slots = make([]wordSlot, max(least, 4*len(old)))
	for _, s := range old {
		if s.size > 0 {
			word := w.text[s.start : s.start+s.size]
			w.slots[w.slot(word, hashOf(word))] = s
		}
	}
}

// The hash of FNV-1a: its steps are small enough to be done while a text is read.
const (
	hashBase  = 2166136261
	hashPrime = 16777619
)

func hashOf(word string) uint32 {
	h := uint32(hashBase)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * hashPrime
	}
	return h ^ h>>15
}

// addLower adds the words of a range of the text that begin with no capital of
// ASCII, as most words of most texts do, without the punctuation around them.
func (w *Words) addLower(start, end int) {
	for i := start; i < end; {
		if c := w.text[i]; c < utf8.RuneSelf {
			if isSpace[c] {
				i++
				continue
			}
		} else if r, size := utf8.DecodeRuneInString(w.text[i:end]); unicode.IsSpace(r) {
			i += size
			continue
		}
		from, hash := i, uint32(hashBase)
		for i < end && w.text[i] < utf8.RuneSelf && !isSpace[w.text[i]] {
			hash = (hash ^ uint32(w.text[i])) * hashPrime
			i++
		}
		plain := i == end || w.text[i] < utf8.RuneSelf
		if !plain {
			if n := strings.IndexFunc(w.text[i:end], unicode.IsSpace); n >= 0 {
				i += n
			} else {
				i = end
			}
		}
		first, last := w.text[from], w.text[i-1]
		switch {
		case first >= 'A' && first <= 'Z':
		case plain && first >= 'a' && first <= 'z' && last >= 'a' && last <= 'z':
			w.add(from, i-from, hash^hash>>15)
		default:
			bare := TrimMarks(w.text[from:i])
			if bare != "" {
				from += strings.Index(w.text[from:i], bare)
				w.add(from, len(bare), hashOf(bare))
			}
		}
	}
}

// isSpace are the characters of ASCII that part words.
var isSpace = [utf8.RuneSelf]bool{' ': true, '\t': true, '\n': true, '\v': true, '\f': true, '\r': true}
