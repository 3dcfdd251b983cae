// Package course shows a record's course: who speaks when, and what each part
// of it is about.
package course

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A Course is a record measured in words from 0 (its beginning) to 1 (its
// end). Sensitive turns have their place in it, but their words are not shown.
type Course struct {
	Record *corpus.Record
	Lanes  []Lane // those who speak most first
	Parts  []Part // ten, or fewer where a turn is longer than a tenth
}

// A Lane is when somebody speaks.
type Lane struct {
	Speaker int32        // index into the record's Speakers
	Spans   [][2]float64 // from and to, rising; what touches is one span
	Words   int
}

// A Part is a run of turns of about a tenth of the words.
type Part struct {
	First, Last int      // indexes into the record's Turns
	Words       []string // what is said there more than elsewhere, as it is written there, the most telling first
}

const (
	tenths       = 10
	wordsOfPart  = 3 // that are named
	leastRepeats = 2 // of a word in its part, to be told from chance
)

// Of measures a record.
func Of(r *corpus.Record) Course {
	c := Course{Record: r}
	counts := make([]int, len(r.Turns))
	all := 0
	for i := range r.Turns {
		for range search.EachWord(r.Turns[i].Text) {
			counts[i]++
		}
		all += counts[i]
	}
	if all == 0 {
		return c
	}
	c.Lanes = lanesOf(r, counts, all)
	c.Parts = partsOf(r, counts, all)
	return c
}

func lanesOf(r *corpus.Record, counts []int, all int) []Lane {
	lanes := make([]Lane, len(r.Speakers))
	done := 0
	for i := range r.Turns {
		from := float64(done) / float64(all)
		done += counts[i]
		to := float64(done) / float64(all)
		s := r.Turns[i].Speaker
		if s < 0 || counts[i] == 0 {
			continue
		}
		l := &lanes[s]
		l.Speaker, l.Words = s, l.Words+counts[i]
		if n := len(l.Spans); n > 0 && l.Spans[n-1][1] == from {
			l.Spans[n-1][1] = to
		} else {
			l.Spans = append(l.Spans, [2]float64{from, to})
		}
	}
	lanes = slices.DeleteFunc(lanes, func(l Lane) bool { return l.Words == 0 })
	slices.SortStableFunc(lanes, func(a, b Lane) int { return cmp.Compare(b.Words, a.Words) })
	return lanes
}

// partsOf cuts a record between turns into parts of about equal length.
func partsOf(r *corpus.Record, counts []int, all int) []Part {
	var parts []Part
	first, done, reached := 0, 0, 0
	for i := range r.Turns {
		done += counts[i]
		// A long turn may reach over more than one tenth.
		if tenth := done * tenths / all; tenth > reached {
			parts = append(parts, Part{First: first, Last: i})
			first, reached = i+1, tenth
		}
	}
	parts[len(parts)-1].Last = len(r.Turns) - 1
	name(r, parts)
	return parts
}

// name fills in each part's words, by the same measure that ranks what sets a
// speaker apart, [search.LogLikelihood].
func name(r *corpus.Record, parts []Part) {
	type tally struct {
		all  int
		by   []int
		form string
	}
	words := make(map[string]*tally)
	totals := make([]int, len(parts))
	all := 0
	for n, p := range parts {
		for i := p.First; i <= p.Last; i++ {
			t := &r.Turns[i]
			if t.Sensitive {
				continue
			}
			var before corpus.Span
			for word, span := range search.EachWord(t.Text) {
				totals[n]++
				all++
				form := t.Text[span.Start:span.End]
				if isHan(form) {
					// Two that stand side by side are about a word.
					if adjacent := before.End == span.Start && isHan(t.Text[before.Start:before.End]); adjacent {
						form = t.Text[before.Start:span.End]
						word = []byte(search.Fold(form))
					}
				}
				before = span
				w := words[string(word)]
				if w == nil {
					w = &tally{by: make([]int, len(parts)), form: form}
					words[string(word)] = w
				}
				w.all++
				w.by[n]++
			}
		}
	}
	type keyword struct {
		word string
		g2   float64
	}
	for n := range parts {
		var best []keyword
		for word, w := range words {
			in := w.by[n]
			if in < leastRepeats || in*all <= w.all*totals[n] || !search.Telling([]byte(word), r.Language) {
				continue
			}
			best = append(best, keyword{word, search.LogLikelihood(in, w.all-in, totals[n], all-totals[n])})
		}
		slices.SortFunc(best, func(a, b keyword) int {
			return cmp.Or(cmp.Compare(b.g2, a.g2), cmp.Compare(a.word, b.word))
		})
		for _, k := range best {
			form := words[k.word].form
			if len(parts[n].Words) < wordsOfPart && !slices.ContainsFunc(parts[n].Words, func(other string) bool { return overlaps(form, other) }) {
				parts[n].Words = append(parts[n].Words, form)
			}
		}
	}
}

func isHan(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.Is(unicode.Han, r)
}

// overlaps reports whether two pairs of Han may be parts of one longer word, as
// 職業 and 業安 are of 職業安全.
func overlaps(a, b string) bool {
	return isHan(a) && isHan(b) && strings.ContainsAny(a, b)
}
