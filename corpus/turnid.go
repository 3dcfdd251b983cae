package corpus

import (
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// A TurnID identifies a turn through edits elsewhere in its record: it is a
// hash of the record's ID, the speaker, the words in lower case without
// punctuation and, among equal turns of one record, the ordinal.
type TurnID uint64

// idLen is the length of a TurnID's text: 64 bits in base 36.
const idLen = 13

// String returns the ID as 13 characters of [0-9a-z].
func (id TurnID) String() string {
	s := strconv.FormatUint(uint64(id), 36)
	return "0000000000000"[:idLen-len(s)] + s
}

// ParseTurnID reads what String writes.
func ParseTurnID(s string) (TurnID, error) {
	if len(s) != idLen {
		return 0, fmt.Errorf("turn ID %q has not %d characters", s, idLen)
	}
	n, err := strconv.ParseUint(s, 36, 64)
	if err != nil {
		return 0, fmt.Errorf("turn ID %q is not in base 36", s)
	}
	return TurnID(n), nil
}

// FNV-1a, 64 bits: Fowler, Noll and Vo, draft-eastlake-fnv.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func hashString(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return (h ^ 0xff) * fnvPrime // 0xff is no byte of UTF-8: it ends the string
}

// hashWords adds the words of s in lower case, with one space between them.
func hashWords(h uint64, s string) uint64 {
	gap, any := false, false
	var buf [utf8.UTFMax]byte
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r < utf8.RuneSelf {
			r = asciiWord[r]
		} else {
			if r, n = utf8.DecodeRuneInString(s[i:]); !isWordRune(r) {
				r = 0
			}
		}
		i += n
		if r == 0 {
			gap = any
			continue
		}
		if gap {
			h, gap = (h^' ')*fnvPrime, false
		}
		any = true
		if r < utf8.RuneSelf {
			h = (h ^ uint64(r)) * fnvPrime
			continue
		}
		for _, b := range buf[:utf8.EncodeRune(buf[:], unicode.ToLower(r))] {
			h = (h ^ uint64(b)) * fnvPrime
		}
	}
	return (h ^ 0xff) * fnvPrime
}

// asciiWord holds ASCII letters in lower case and digits, 0 for the rest.
var asciiWord = func() (table [utf8.RuneSelf]rune) {
	for r := range rune(utf8.RuneSelf) {
		if isWordRune(r) {
			table[r] = unicode.ToLower(r)
		}
	}
	return table
}()

// isWordRune reports whether r is part of a word: a letter, digit or
// combining mark.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// own gives every turn of r its record and its ID.
func own(r *Record) {
	if len(r.Turns) > 0 && r.Turns[0].Record == r {
		return // another library has it, too
	}
	equal := make(map[uint64]uint64, len(r.Turns))
	base := hashString(fnvOffset, r.ID)
	for i := range r.Turns {
		t := &r.Turns[i]
		t.Record = r
		h := hashString(base, t.SpeakerName())
		h = hashWords(h, t.Text)
		n := equal[h]
		equal[h]++
		if n > 0 {
			h = hashString(h, strconv.FormatUint(n, 10))
		}
		t.ID = TurnID(h)
	}
}
