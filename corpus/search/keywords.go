package search

import (
	"cmp"
	"math"
	"slices"

	"rapporteur/corpus"
)

// surely is the G² that a word reaches by chance in one case of ten: the
// 90th percentile of χ² with one degree of freedom.
const surely = 2.71

// Words returns the number of words of a turn that are its speaker's, or for
// a narration the recorder's: asides do not count.
func (x *Index) Words(t *corpus.Turn) int {
	d := x.docID(t)
	n := int(x.start(d+1) - x.start(d))
	var f folder
	for _, a := range t.Asides {
		f.reset(t.Text[a.Start:a.End])
		for f.next() {
			n--
		}
	}
	return n
}

// Distinctive returns up to n words that person says more often than the
// others of the same records do, the most telling first, as they stand in the
// record.
//
// They are ranked by the log-likelihood ratio G² (T. Dunning, Accurate Methods
// for the Statistics of Surprise and Coincidence, 1993), among words said at
// least twice. Those are left out that chance would bring as often in one case
// of ten, and those that are not [Telling].
func (x *Index) Distinctive(person *corpus.Person, n int) []string {
	own, all := make(map[termID]int), make(map[termID]int)
	who := x.personIndex(person)
	ownTotal, allTotal := 0, 0
	var words []termID
	var languages []string
	for _, part := range person.Parts {
		if !slices.Contains(languages, part.Record.Language) {
			languages = append(languages, part.Record.Language)
		}
		first := x.first[part.Record]
		for i := range part.Record.Turns {
			d := first + docID(i)
			if x.people[d] < 0 || part.Record.Turns[i].Sensitive {
				continue // nothing of a sensitive turn is shown unasked
			}
			words = x.appendWords(words[:0], d)
			allTotal += len(words)
			for _, t := range words {
				all[t]++
			}
			if x.people[d] != who {
				continue
			}
			ownTotal += len(words)
			for _, t := range words {
				own[t]++
			}
		}
	}
	type keyword struct {
		term termID
		g2   float64
	}
	var found []keyword
	for t, count := range own {
		expected := float64(all[t]) * float64(ownTotal) / float64(allTotal)
		if t == noTerm || count < 2 || float64(count) <= expected {
			continue
		}
		word := x.vocabulary.word(t)
		if slices.ContainsFunc(languages, func(l string) bool { return !Telling(word, l) }) {
			continue
		}
		if g := logLikelihood(count, all[t]-count, ownTotal, allTotal-ownTotal); g >= surely {
			found = append(found, keyword{t, g})
		}
	}
	slices.SortFunc(found, func(a, b keyword) int {
		return cmp.Or(cmp.Compare(b.g2, a.g2), cmp.Compare(a.term, b.term))
	})
	found = found[:min(n, len(found))]
	wanted := make(map[termID]string, len(found))
	for _, w := range found {
		wanted[w.term] = ""
	}
	x.surface(who, person, wanted)
	out := make([]string, len(found))
	for i, w := range found {
		out[i] = wanted[w.term]
	}
	return out
}

// logLikelihood returns G² of a word said a times in the c words of one and b
// times in the d words of the others.
func logLikelihood(a, b, c, d int) float64 {
	rate := float64(a+b) / float64(c+d)
	g := float64(a) * math.Log(float64(a)/(float64(c)*rate))
	if b > 0 {
		g += float64(b) * math.Log(float64(b)/(float64(d)*rate))
	}
	return 2 * g
}

// surface fills in how the wanted words are written where the person says them
// first.
func (x *Index) surface(who int32, person *corpus.Person, wanted map[termID]string) {
	missing := len(wanted)
	var f folder
	var words []termID
	for _, part := range person.Parts {
		first := x.first[part.Record]
		for i := range part.Record.Turns {
			d := first + docID(i)
			if missing == 0 || x.people[d] != who {
				continue
			}
			text := part.Record.Turns[i].Text
			f.reset(text)
			words = x.appendWords(words[:0], d)
			for _, t := range words {
				f.next()
				if written, ok := wanted[t]; ok && written == "" {
					wanted[t] = text[f.start:f.end]
					missing--
				}
			}
		}
	}
}
