// Package dialogue finds where people answer each other: stretches of a record
// in which two of them talk, and how often each speaks after each.
package dialogue

import (
	"cmp"
	"slices"

	"rapporteur/corpus"
)

// A Stretch is a run of turns of one record in which two people answer each
// other and nobody else speaks, narration between them included. It begins and
// ends with a turn of one of them.
type Stretch struct {
	Record      *corpus.Record
	First, Last int // indexes into Record.Turns, both within
	Answers     int // how often one speaks right after the other
}

// Turns returns the stretch's turns.
func (s Stretch) Turns() []corpus.Turn { return s.Record.Turns[s.First : s.Last+1] }

// Between returns the stretches of lib in which a and b answer each other at
// least once, in the order of the library. in limits them to a record if it is
// not nil.
func Between(lib *corpus.Library, a, b *corpus.Person, in *corpus.Record) []Stretch {
	var stretches []Stretch
	for _, r := range lib.Records {
		if in != nil && r != in || !speaksIn(a, r) || !speaksIn(b, r) {
			continue
		}
		stretches = append(stretches, inRecord(lib, r, a, b)...)
	}
	return stretches
}

func speaksIn(p *corpus.Person, r *corpus.Record) bool {
	return slices.ContainsFunc(p.Parts, func(part corpus.Part) bool { return part.Record == r })
}

func inRecord(lib *corpus.Library, r *corpus.Record, a, b *corpus.Person) []Stretch {
	var stretches []Stretch
	now := Stretch{Record: r, First: -1}
	end := func() {
		if now.First >= 0 && now.Answers > 0 {
			stretches = append(stretches, now)
		}
		now = Stretch{Record: r, First: -1}
	}
	var last *corpus.Person
	for i := range r.Turns {
		t := &r.Turns[i]
		if t.Kind == corpus.Narration {
			continue
		}
		who := lib.Person(t)
		if who != a && who != b {
			end()
			continue
		}
		if now.First < 0 {
			now.First = i
		} else if who != last {
			now.Answers++
		}
		now.Last, last = i, who
	}
	end()
	return stretches
}

// Rank orders stretches by how much is on a topic: worth says how much a turn
// is, 0 if nothing. Those with nothing on it are left out. Equal ones are
// ordered by answers, then as they were. A nil worth orders by answers alone.
func Rank(stretches []Stretch, worth func(*corpus.Turn) float64) []Stretch {
	type ranked struct {
		Stretch
		worth float64
	}
	var all []ranked
	for _, s := range stretches {
		sum := 0.0
		if worth != nil {
			turns := s.Turns()
			for i := range turns {
				sum += worth(&turns[i])
			}
			if sum == 0 {
				continue
			}
		}
		all = append(all, ranked{s, sum})
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(b.Answers, a.Answers))
	})
	best := make([]Stretch, len(all))
	for i := range all {
		best[i] = all[i].Stretch
	}
	return best
}

// Answered counts, for each person who speaks right before who in a record, how
// often that is so: whom who answers. Narration between two turns does not part
// them.
func Answered(lib *corpus.Library, r *corpus.Record, who *corpus.Person) map[*corpus.Person]int {
	count := make(map[*corpus.Person]int)
	var before *corpus.Person
	for i := range r.Turns {
		if r.Turns[i].Kind == corpus.Narration {
			continue
		}
		now := lib.Person(&r.Turns[i])
		if now == who && before != nil && before != who {
			count[before]++
		}
		before = now
	}
	return count
}

// Partners returns who speaks right before or after who in the library, those
// most often first, then in the order of the library.
func Partners(lib *corpus.Library, who *corpus.Person) []*corpus.Person {
	count := make(map[*corpus.Person]int)
	for _, part := range who.Parts {
		var before *corpus.Person
		for i := range part.Record.Turns {
			now := lib.Person(&part.Record.Turns[i])
			if now == nil {
				continue
			}
			if now == who && before != nil && before != who {
				count[before]++
			}
			if before == who && now != who {
				count[now]++
			}
			before = now
		}
	}
	var partners []*corpus.Person
	for i := range lib.People {
		if p := &lib.People[i]; count[p] > 0 {
			partners = append(partners, p)
		}
	}
	slices.SortStableFunc(partners, func(a, b *corpus.Person) int { return cmp.Compare(count[b], count[a]) })
	return partners
}
