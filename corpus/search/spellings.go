package search

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed words/spellings.txt
var spellingsText string

// A spelling is one of the ways to write something, and the others.
type spelling struct {
	words  []string
	others [][]string
}

// spellings returns what may be written in several ways, by its first word.
var spellings = sync.OnceValue(func() map[string][]spelling {
	byFirst := make(map[string][]spelling)
	for _, row := range tableRows(spellingsText) {
		for i, words := range row {
			others := make([][]string, 0, len(row)-1)
			others = append(append(others, row[:i]...), row[i+1:]...)
			byFirst[words[0]] = append(byFirst[words[0]], spelling{words, others})
		}
	}
	return byFirst
})

// tableRows reads a table of words: a row a line, cells parted by |, each of
// which is one or more words; # begins a comment.
func tableRows(text string) [][][]string {
	var rows [][][]string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var row [][]string
		for cell := range strings.SplitSeq(line, "|") {
			if words := strings.Fields(cell); len(words) > 0 {
				row = append(row, words)
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// offerSpellings offers the other ways to write what begins at query word i.
// It is called before the word's weight is known for what is one word of the
// query, and after that for what is several; see expandWord.
func (s *scratch) offerSpellings(x *Index, i int, several bool) {
	for _, form := range spellings()[string(s.text(s.words[i]))] {
		if (len(form.words) > 1) != several || !s.says(i, form.words) {
			continue
		}
		for _, other := range form.others {
			terms, ok := s.termsOf(x, other)
			if !ok {
				continue
			}
			if several {
				s.offerJoined(x, i, len(form.words), terms, worthSpelling)
			} else {
				s.offerSequence(i, terms, worthSpelling)
			}
		}
	}
}

// says reports whether the query has words from word i on.
func (s *scratch) says(i int, words []string) bool {
	if i+len(words) > len(s.words) {
		return false
	}
	for j, w := range words {
		if string(s.text(s.words[i+j])) != w {
			return false
		}
	}
	return true
}

// termsOf returns the words of a sequence, and false if the library lacks one.
func (s *scratch) termsOf(x *Index, words []string) (sequence, bool) {
	var terms sequence
	for i := range terms {
		terms[i] = noTerm
		if i < len(words) {
			if terms[i] = x.vocabulary.find([]byte(words[i])); terms[i] == noTerm {
				return terms, false
			}
		}
	}
	return terms, len(words) <= len(terms)
}

// offerInitials offers the letters of a short word as a row of words, as
// "U.S.A." is read, if the library lacks the word or it has two letters.
func (s *scratch) offerInitials(x *Index, i int, word []byte) {
	known := s.words[i].term != noTerm
	if len(word) < 2 || len(word) > maxInitials || known && len(word) > 2 {
		return
	}
	var terms sequence
	for j := range terms {
		terms[j] = noTerm
		if j < len(word) {
			if terms[j] = x.vocabulary.find(word[j : j+1]); terms[j] == noTerm {
				return
			}
		}
	}
	s.offerSequence(i, terms, worthCompound)
}

// maxInitials is how many letters a row of initials has at most.
const maxInitials = 4

// offerJoinedInitials offers the word that the letters make which begin at
// query word i.
func (s *scratch) offerJoinedInitials(x *Index, i int) {
	s.other = s.other[:0]
	for n := 0; n < maxInitials && i+n < len(s.words) && len(s.text(s.words[i+n])) == 1; n++ {
		s.other = append(s.other, s.text(s.words[i+n])...)
		if t := x.vocabulary.find(s.other); n > 0 && t != noTerm {
			s.offerJoined(x, i, n+1, one(t), worthCompound)
		}
	}
}
