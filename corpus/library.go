package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// ErrNotHere is wrapped by the errors of look-ups for what a library does not
// hold.
var ErrNotHere = errors.New("not in the library")

// A Library is all records loaded: an immutable snapshot, swapped whole on
// reload.
type Library struct {
	Records []*Record // by date, then ID
	People  []Person  // by first appearance

	byID   map[string]*Record
	people map[*Record][]int32 // by speaker: index into People
	turns  []*Turn             // by ID
}

// A Person is one speaker across the library: the same speaker of several
// records only where a sidecar declares it or the full names are equal.
type Person struct {
	Name    string
	Aliases []string
	Role    string
	Parts   []Part // in the order of Library.Records
}

// A Part is a person's presence in one record.
type Part struct {
	Record  *Record
	Speaker int32 // index into Record.Speakers
}

// NewLibrary makes a library of records, which it owns from then on: it sets
// the turns' IDs and their Record. It fails if two records have the same ID.
func NewLibrary(records []*Record) (*Library, error) {
	l := &Library{
		Records: slices.Clone(records),
		byID:    make(map[string]*Record, len(records)),
		people:  make(map[*Record][]int32, len(records)),
	}
	slices.SortStableFunc(l.Records, func(a, b *Record) int {
		return cmp.Or(a.Date.Compare(b.Date), strings.Compare(a.ID, b.ID))
	})
	turns := 0
	for _, r := range l.Records {
		if other, ok := l.byID[r.ID]; ok {
			return nil, fmt.Errorf("two records have the ID %q: %s and %s; rename one of the files", r.ID, other.File, r.File)
		}
		l.byID[r.ID] = r
		turns += len(r.Turns)
	}
	var owning sync.WaitGroup
	for _, r := range l.Records {
		owning.Go(func() { own(r) })
	}
	l.turns = make([]*Turn, 0, turns)
	for _, r := range l.Records {
		for i := range r.Turns {
			l.turns = append(l.turns, &r.Turns[i])
		}
	}
	owning.Wait()
	slices.SortFunc(l.turns, func(a, b *Turn) int { return cmp.Compare(a.ID, b.ID) })
	l.join()
	return l, nil
}

// Record returns the record with the given ID, nil if there is none.
func (l *Library) Record(id string) *Record { return l.byID[id] }

// Turn returns the turn with the given ID, nil if it is gone.
func (l *Library) Turn(id TurnID) *Turn {
	i, ok := slices.BinarySearchFunc(l.turns, id, func(t *Turn, id TurnID) int {
		return cmp.Compare(t.ID, id)
	})
	if !ok {
		return nil
	}
	return l.turns[i]
}

// Person returns who speaks t, nil for narration.
func (l *Library) Person(t *Turn) *Person {
	if t.Speaker < 0 {
		return nil
	}
	return &l.People[l.people[t.Record][t.Speaker]]
}

// Resolve returns the turns that ref names, with what stands between them in
// the record. The error wraps [ErrNotHere] and says what there is instead.
func (l *Library) Resolve(ref Reference) ([]Turn, error) {
	r := l.byID[ref.Record]
	if r == nil {
		return nil, fmt.Errorf("record %q: %w", ref.Record, ErrNotHere)
	}
	first, last := -1, -1
	count := int32(0)
	for i := range r.Turns {
		if r.Turns[i].Kind != ref.Kind {
			continue
		}
		count = max(count, r.Turns[i].Number)
		if int(r.Turns[i].Number) == ref.First {
			first = i
		}
		if int(r.Turns[i].Number) == ref.Last {
			last = i
		}
	}
	if first < 0 || last < first {
		what := "turns"
		if ref.Kind == Narration {
			what = "narrations"
		}
		return nil, fmt.Errorf("%s: %w: the record has %s 1 to %d", ref, ErrNotHere, what, count)
	}
	return r.Turns[first : last+1], nil
}

// join finds who is the same person in several records.
func (l *Library) join() {
	known := make(map[string]int32) // key of a name -> index into People
	for _, r := range l.Records {
		l.people[r] = make([]int32, len(r.Speakers))
		for s := range r.Speakers {
			speaker := &r.Speakers[s]
			keys := joinKeys(speaker)
			person := int32(-1)
			for _, k := range keys {
				// Two speakers of one record are never one person.
				if p, ok := known[k]; ok && !l.People[p].in(r) {
					person = p
					break
				}
			}
			if person < 0 {
				person = int32(len(l.People))
				l.People = append(l.People, Person{Name: speaker.Name, Role: speaker.Role})
			}
			p := &l.People[person]
			p.Parts = append(p.Parts, Part{r, int32(s)})
			for _, a := range append([]string{speaker.Name}, speaker.Aliases...) {
				if a != p.Name && !slices.Contains(p.Aliases, a) {
					p.Aliases = append(p.Aliases, a)
				}
			}
			for _, k := range keys {
				if _, taken := known[k]; !taken {
					known[k] = person
				}
			}
			l.people[r][s] = person
		}
	}
}

func (p *Person) in(r *Record) bool {
	return slices.ContainsFunc(p.Parts, func(part Part) bool { return part.Record == r })
}

// joinKeys returns the names under which a speaker is known across records:
// those a sidecar declares, and the canonical name if it is a full one.
func joinKeys(s *Speaker) []string {
	var keys []string
	if s.Declared {
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			keys = append(keys, strings.ToLower(name))
		}
	} else if isFullName(s.Name) {
		keys = append(keys, strings.ToLower(s.Name))
	}
	return keys
}

// isFullName reports whether name is that of one person wherever it stands:
// two words or more, each written out and capitalised like a name. "E. Guevara"
// and "FIRST LORD" may be somebody else in another record.
func isFullName(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || ordinals[strings.ToLower(words[0])] {
		return false
	}
	for _, w := range words {
		if strings.HasSuffix(w, ".") || w == strings.ToUpper(w) || w == strings.ToLower(w) {
			return false
		}
	}
	return true
}

var ordinals = map[string]bool{
	"first": true, "second": true, "third": true, "fourth": true, "fifth": true,
	"sixth": true, "another": true, "a": true, "an": true, "the": true, "old": true, "young": true,
}
