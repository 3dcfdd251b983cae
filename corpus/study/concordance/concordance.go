// Package concordance says who uses words most, and where: it counts the
// places where they stand by speaker, by record and along a record's course,
// and shows each place with the words around it (a concordance of keywords in
// context, KWIC).
//
// Counts are compared per thousand words, so that nobody leads by talking
// most. What the recorder wrote, between the turns or within them, is counted
// as the recorder's.
package concordance

import (
	"cmp"
	"slices"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A Question is what to count, and where. The zero value of a filter filters
// nothing.
type Question struct {
	Words   Words
	Speaker *corpus.Person // only this person's words, who is of the index's library
	Record  *corpus.Record // only this record
}

// A Concordance is all places where the words stand, with their counts.
type Concordance struct {
	Question
	Places []Place // in the order of the library

	// Speakers and Records have a share for everybody who says the words and
	// for each record that holds them: those with more than one place first,
	// since one place may be chance; then the highest rate, then the highest
	// count, then in the order of the library.
	Speakers []Share
	Records  []Share

	// Course counts the places in each tenth of the words that the question
	// asks about: of the record, or of all records one after the other.
	Course [Tenths]int
}

// Tenths is how many parts a course has.
const Tenths = 10

// A Share is how often somebody uses the words, or a record holds them.
type Share struct {
	Person *corpus.Person // nil for the recorder, and in Records
	Record *corpus.Record // in Records
	Count  int
	Total  int // words that they say in all
}

// PerThousand returns how often the words come in a thousand.
func (s Share) PerThousand() float64 {
	if s.Total == 0 {
		return 0
	}
	return 1000 * float64(s.Count) / float64(s.Total)
}

// OtherForms reports whether some of the places hold other forms of the words
// than those typed: "American" for "Americans".
func (c Concordance) OtherForms() bool {
	typed := search.Fold(c.Words.Text)
	return slices.ContainsFunc(c.Places, func(p Place) bool { return search.Fold(p.Text()) != typed })
}

// Most returns the share of the one who says the words most times. ok is false
// if nobody says them more than once, or more often than everybody else.
func (c Concordance) Most() (most Share, ok bool) {
	for _, s := range c.Speakers {
		switch {
		case s.Count > most.Count:
			most, ok = s, true
		case s.Count == most.Count:
			ok = false
		}
	}
	return most, ok && most.Count > 1
}

// Densest returns the share with the highest rate of those who say the words
// more than once. ok is false if there are not two such people, if their rates are
// the same, or if the first says too little for a rate.
func (c Concordance) Densest() (densest Share, ok bool) {
	if len(c.Speakers) < 2 || c.Speakers[1].Count < 2 {
		return Share{}, false
	}
	first, second := c.Speakers[0], c.Speakers[1]
	return first, first.PerThousand() > second.PerThousand() && first.Total >= leastRated
}

// leastRated is how many words somebody says of whom a rate in a thousand words says
// anything: two uses in fifty words are 40 in a thousand.
const leastRated = 300

// Of answers a question from an index.
func Of(x *search.Index, q Question) Concordance {
	c := Concordance{Question: q}
	lib := x.Library()
	spoken := totals(x, q)
	said, held := make(map[*corpus.Person]int), make(map[*corpus.Record]int)
	for p := range x.Occurrences(q.Words.Text, q.Words.Exactly, q.Record) {
		who := speakerOf(lib, p)
		if q.Speaker != nil && who != q.Speaker {
			continue
		}
		c.Places = append(c.Places, Place{p, who})
		said[who]++
		held[p.Turn.Record]++
		c.Course[min(spoken.upTo(p)*Tenths/max(1, spoken.all), Tenths-1)]++
	}
	for who, n := range said {
		c.Speakers = append(c.Speakers, Share{Person: who, Count: n, Total: spoken.byPerson[who]})
	}
	for r, n := range held {
		c.Records = append(c.Records, Share{Record: r, Count: n, Total: spoken.byRecord[r]})
	}
	order := orderOf(lib)
	byRate := func(a, b Share) int {
		return cmp.Or(cmp.Compare(min(b.Count, 2), min(a.Count, 2)), cmp.Compare(b.PerThousand(), a.PerThousand()), cmp.Compare(b.Count, a.Count),
			cmp.Compare(order[a.Person], order[b.Person]), cmp.Compare(order[a.Record], order[b.Record]))
	}
	slices.SortFunc(c.Speakers, byRate)
	slices.SortFunc(c.Records, byRate)
	return c
}

// speakerOf returns who says the words of p, nil if the recorder wrote them.
func speakerOf(lib *corpus.Library, p corpus.Passage) *corpus.Person {
	if len(p.Asides()) > 0 {
		return nil
	}
	return lib.Person(p.Turn)
}

// orderOf numbers people and records in the order of the library.
func orderOf(lib *corpus.Library) map[any]int {
	order := make(map[any]int, len(lib.People)+len(lib.Records))
	for i := range lib.People {
		order[&lib.People[i]] = i
	}
	for i, r := range lib.Records {
		order[r] = i
	}
	return order
}

// A spoken says how many words are said, by whom, and how many before a turn.
type spoken struct {
	byPerson map[*corpus.Person]int
	byRecord map[*corpus.Record]int
	before   map[*corpus.Turn]int
	all      int

	// Where upTo has come to.
	turn          *corpus.Turn
	offset, count int
}

// totals counts the words that a question asks about.
func totals(x *search.Index, q Question) spoken {
	lib := x.Library()
	s := spoken{byPerson: make(map[*corpus.Person]int), byRecord: make(map[*corpus.Record]int), before: make(map[*corpus.Turn]int)}
	for _, r := range lib.Records {
		if q.Record != nil && r != q.Record {
			continue
		}
		for i := range r.Turns {
			t := &r.Turns[i]
			n, who := x.Words(t), lib.Person(t)
			if q.Speaker != nil && who != q.Speaker {
				continue
			}
			s.before[t] = s.all
			s.byPerson[who] += n
			s.byRecord[r] += n
			s.all += n
		}
	}
	return s
}

// upTo returns how many of the words asked about stand before a passage.
// Passages must come in order.
func (s *spoken) upTo(p corpus.Passage) int {
	if p.Turn != s.turn {
		s.turn, s.offset, s.count = p.Turn, 0, s.before[p.Turn]
	}
	for range search.EachWord(p.Turn.Text[s.offset:p.Start]) {
		s.count++
	}
	s.offset = p.Start
	return s.count
}
