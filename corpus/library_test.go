package corpus

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// talk makes a record in which each speaker says one turn, in order.
func talk(id string, date Date, speakers ...Speaker) *Record {
	r := &Record{ID: id, Date: date, File: id + ".txt", Speakers: speakers}
	for i, s := range speakers {
		r.Turns = append(r.Turns, Turn{
			Speaker: int32(i), Number: int32(i + 1), Text: s.Name + " speaks.", Marks: []Mark{{Line: uint32(i + 1)}},
		})
	}
	return r
}

func library(t *testing.T, records ...*Record) *Library {
	t.Helper()
	l, err := NewLibrary(records)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLibraryOrder(t *testing.T) {
	l := library(t,
		talk("undated", Date{}), talk("late", Date{1970, 1, 2}), talk("b", Date{1962, 11, 18}),
		talk("a", Date{1962, 11, 18}), talk("month", Date{Year: 1962, Month: 11}))
	var got []string
	for _, r := range l.Records {
		got = append(got, r.ID)
	}
	if diff := cmp.Diff([]string{"month", "a", "b", "late", "undated"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestLibraryRefusesEqualIDs(t *testing.T) {
	l, err := NewLibrary([]*Record{talk("a", Date{}), talk("a", Date{})})
	if err == nil || l != nil || !strings.Contains(err.Error(), `"a"`) {
		t.Errorf("got %v, %v", l, err)
	}
}

// TestPeople holds who is one person across records: a wrong answer here puts
// words into somebody's mouth.
func TestPeople(t *testing.T) {
	l := library(t,
		talk("a", Date{Year: 1960}, Speaker{Name: "Frank McGee"}, Speaker{Name: "E. Guevara"}, Speaker{Name: "FIRST LORD"},
			Speaker{Name: "First Citizen"}, Speaker{Name: "Smith"}),
		talk("b", Date{Year: 1961}, Speaker{Name: "Frank McGee"}, Speaker{Name: "E. Guevara"}, Speaker{Name: "FIRST LORD"},
			Speaker{Name: "First Citizen"}, Speaker{Name: "Smith"}),
		talk("c", Date{Year: 1962}, Speaker{Name: "A.I. Mikoyan", Aliases: []string{"Anastas Mikoyan"}, Declared: true}),
		talk("d", Date{Year: 1963}, Speaker{Name: "Anastas Mikoyan"}),
	)
	var got []string
	for _, p := range l.People {
		var records []string
		for _, part := range p.Parts {
			records = append(records, part.Record.ID)
		}
		got = append(got, p.Name+": "+strings.Join(records, " "))
	}
	want := []string{
		"Frank McGee: a b", "E. Guevara: a", "FIRST LORD: a", "First Citizen: a", "Smith: a",
		"E. Guevara: b", "FIRST LORD: b", "First Citizen: b", "Smith: b", "A.I. Mikoyan: c d",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, r := range l.Records {
		for i := range r.Turns {
			turn := &r.Turns[i]
			if p := l.Person(turn); p.Name != turn.SpeakerName() && !cmp.Equal(p.Aliases, []string{turn.SpeakerName()}) {
				t.Errorf("%s is said by %s", turn.Text, p.Name)
			}
			if l.Turn(turn.ID) != turn {
				t.Errorf("%s has the ID of another turn", turn.Reference())
			}
		}
	}
}

func TestResolve(t *testing.T) {
	r := &Record{ID: "a", Speakers: []Speaker{{Name: "Anne"}}}
	for _, k := range []struct {
		kind   Kind
		number int32
	}{{Narration, 1}, {Speech, 1}, {Speech, 2}, {Narration, 2}, {Speech, 3}} {
		r.Turns = append(r.Turns, Turn{Kind: k.kind, Number: k.number, Speaker: -int32(k.kind)})
	}
	l := library(t, r)
	for _, test := range []struct{ ref, want string }{
		{"a:1", "a:1"}, {"a:2-3", "a:2 a:n2 a:3"}, {"a:n1-n2", "a:n1 a:1 a:2 a:n2"},
	} {
		ref, err := ParseReference(test.ref)
		if err != nil {
			t.Fatal(err)
		}
		turns, err := l.Resolve(ref)
		var got []string
		for i := range turns {
			got = append(got, turns[i].Reference().String())
		}
		if s := strings.Join(got, " "); err != nil || s != test.want {
			t.Errorf("%s is %q, %v; want %q", test.ref, s, err, test.want)
		}
	}
	for _, text := range []string{"b:1", "a:4", "a:2-4", "a:n3"} {
		ref, err := ParseReference(text)
		if err != nil {
			t.Fatal(err)
		}
		if turns, err := l.Resolve(ref); !errors.Is(err, ErrNotHere) || turns != nil {
			t.Errorf("%s is %v, %v", text, turns, err)
		}
	}
}

// TestTurnID holds that an ID survives edits elsewhere, and that other words,
// another speaker or another record make another.
func TestTurnID(t *testing.T) {
	id := func(record, speaker string, texts ...string) TurnID {
		r := &Record{ID: record, Speakers: []Speaker{{Name: speaker}}}
		for _, text := range texts {
			r.Turns = append(r.Turns, Turn{Text: text})
		}
		l := library(t, r)
		return l.Records[0].Turns[len(texts)-1].ID
	}
	first := id("r", "Anne", "We agree.")
	for _, same := range []TurnID{id("r", "Anne", "Something before.", "We agree."), id("r", "Anne", "“We agree”")} {
		if same != first {
			t.Error("an edit elsewhere changes the ID")
		}
	}
	for _, other := range []TurnID{
		id("r", "Anne", "We agree.", "We agree."), id("r", "Ben", "We agree."), id("s", "Anne", "We agree."), id("r", "Anne", "Weagree."),
	} {
		if other == first {
			t.Error("two turns have one ID")
		}
	}
	again, err := ParseTurnID(first.String())
	if err != nil || again != first || len(first.String()) != 13 {
		t.Errorf("%d is written %q and read %d, %v", first, first, again, err)
	}
	if _, err := ParseTurnID("zzzzzzzzzzzzz"); err == nil {
		t.Error("an ID of more than 64 bits is read")
	}
}
