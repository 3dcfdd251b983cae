package search

import (
	"rapporteur/corpus"
	"slices"
	"strconv"
	"strings"
)

// A spelledNumber is one of the ways in which a record writes a number: words by
// their numbers in a part.
type spelledNumber struct {
	number
	words []uint16
}

// A numberReader finds the numbers of a part while it is indexed.
type numberReader struct {
	in      *numeracy
	classes []numberClass // by word of the part
	run     []figure      // words that may be a number's
	words   []uint16      // likewise
	end     int           // where the run ends in its text
	known   map[string]bool
	found   []spelledNumber
}

type numberClass uint8

const (
	noNumber numberClass = iota
	ofNumber
	joinsNumbers
)

func newNumberReader(r *corpus.Record) *numberReader {
	return &numberReader{in: numeracyOf(r.Language), known: make(map[string]bool)}
}

func (n *numberReader) classify(word string) numberClass {
	_, rank := rankOf(word)
	switch {
	case isFigures(word), rank, n.in.atoms(word) != nil:
		return ofNumber
	case n.in.joins[word]:
		return joinsNumbers
	}
	return noNumber
}

// next reads a word of a turn.
func (n *numberReader) next(f *folder, word int) {
	if word == overflow {
		n.flush()
		return
	}
	if word >= len(n.classes) {
		n.classes = append(n.classes, n.classify(string(f.word)))
	}
	if class := n.classes[word]; class == noNumber || class == joinsNumbers && len(n.run) == 0 {
		if len(n.run) > 0 {
			n.flush()
		}
		return
	}
	near := len(n.run) > 0 && isSeparator(f.text[n.end:f.start])
	if len(n.run) > 0 && !near && !joinsWords(f.text[n.end:f.start]) {
		n.flush()
	}
	n.run, n.words, n.end = append(n.run, figure{string(f.word), near}), append(n.words, uint16(word)), f.end
}

// isSeparator reports whether figures of one number may be parted so.
func isSeparator(gap string) bool {
	return strings.Contains("|,|.|'|’| |\u00a0|\u202f|\u2009|", "|"+gap+"|")
}

// joinsWords reports whether words of one number may be parted so.
func joinsWords(gap string) bool {
	return strings.Trim(gap, " -\n\u00a0\u00ad‐‑") == ""
}

// flush notes the numbers of a run of words.
func (n *numberReader) flush() {
	for from := 0; from < len(n.run); {
		value, length, _ := n.in.read(n.run[from:])
		if length == 0 {
			from++
			continue
		}
		key := strings.Builder{}
		for _, f := range n.run[from : from+length] {
			key.WriteString(f.word + " ")
		}
		if !n.known[key.String()] && length <= len(sequence{}) && !(length == 1 && isFigures(n.run[from].word)) {
			n.known[key.String()] = true
			n.found = append(n.found, spelledNumber{value, slices.Clone(n.words[from : from+length])})
		}
		from += length
	}
	n.run, n.words = n.run[:0], n.words[:0]
}

// listNumbers lists the ways in which the library writes each number.
func (x *Index) listNumbers() {
	x.numbers = make(map[number][]sequence)
	for i, p := range x.parts {
		for _, n := range p.numbers {
			var terms sequence
			for j := range terms {
				terms[j] = noTerm
				if j < len(n.words) {
					terms[j] = x.ids[i][n.words[j]]
				}
			}
			if ways := x.numbers[n.number]; len(ways) < mostWays && !slices.Contains(ways, terms) {
				x.numbers[n.number] = append(ways, terms)
			}
		}
	}
	for _, r := range x.lib.Records {
		if in := numeracyOf(r.Language); !slices.Contains(x.numeracies, in) {
			x.numeracies = append(x.numeracies, in)
		}
	}
}

// writes reports whether the library has a number, in words or in figures.
func (x *Index) writes(n number) bool {
	ways := len(x.numbers[n])
	return ways > 0 || x.vocabulary.find(strconv.AppendInt(nil, n.value, 10)) != noTerm
}

// within returns what was found, less what has words that are the next part's.
func (n *numberReader) within(words int) []spelledNumber {
	return slices.DeleteFunc(n.found, func(s spelledNumber) bool {
		return slices.ContainsFunc(s.words, func(w uint16) bool { return int(w) >= words })
	})
}
