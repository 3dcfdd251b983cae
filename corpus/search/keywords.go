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
	who := x.personIndex(person)
	found := x.keywords(x.tally(who, person), languagesOf(person))
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

// languagesOf returns the languages of the records in which a person speaks.
func languagesOf(person *corpus.Person) []string {
	var languages []string
	for _, part := range person.Parts {
		if !slices.Contains(languages, part.Record.Language) {
			languages = append(languages, part.Record.Language)
		}
	}
	return languages
}

// A count is how often a word is said, by one person and by all.
type count struct{ own, all uint32 }

// A tally counts the words of the records in which a person speaks.
type tally struct {
	words []count // by termID
	total count
}

// tally counts what is said in the records in which a person speaks. Nothing of
// a sensitive turn is counted, since it is not shown unasked.
func (x *Index) tally(who int32, person *corpus.Person) tally {
	t := tally{words: make([]count, x.vocabulary.size())}
	for _, part := range person.Parts {
		first := x.first[part.Record]
		for i := range part.Record.Turns {
			d := first + docID(i)
			if x.people[d] >= 0 && !part.Record.Turns[i].Sensitive {
				t.add(x, d, x.people[d] == who)
			}
		}
	}
	return t
}

// add counts the words of a turn.
func (t *tally) add(x *Index, d docID, own bool) {
	one := count{all: 1}
	if own {
		one.own = 1
	}
	tokens, ids := x.tokens(d)
	for _, w := range tokens {
		t.total.own, t.total.all = t.total.own+one.own, t.total.all+one.all
		if w != overflow {
			c := &t.words[ids[w]]
			c.own, c.all = c.own+one.own, c.all+one.all
		}
	}
}

// A keyword is a word that is said more often than by others.
type keyword struct {
	term termID
	g2   float64
}

// keywords returns the words of a tally that are said more often than by others,
// the surest first.
func (x *Index) keywords(t tally, languages []string) []keyword {
	own, all := int(t.total.own), int(t.total.all)
	var found []keyword
	for term, c := range t.words {
		if c.own < 2 || float64(c.own) <= float64(c.all)*float64(own)/float64(all) {
			continue
		}
		g := logLikelihood(int(c.own), int(c.all-c.own), own, all-own)
		if g >= surely && x.telling(termID(term), languages) {
			found = append(found, keyword{termID(term), g})
		}
	}
	slices.SortFunc(found, func(a, b keyword) int {
		return cmp.Or(cmp.Compare(b.g2, a.g2), cmp.Compare(a.term, b.term))
	})
	return found
}

// telling reports whether a word is [Telling] in each of several languages.
func (x *Index) telling(t termID, languages []string) bool {
	return !slices.ContainsFunc(languages, func(l string) bool { return !Telling(x.vocabulary.word(t), l) })
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
