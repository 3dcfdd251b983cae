package corpus

import (
	"fmt"
	"strings"
)

// A Stretch is what stands from one passage to another of the same record.
type Stretch struct{ First, Last Passage }

// Turns returns the turns of the stretch, in order.
func (s Stretch) Turns() []Turn {
	return s.First.Turn.Record.Turns[s.First.Turn.Index() : s.Last.Turn.Index()+1]
}

// Point returns what a person points at: by a reference,
// "mikoyan-1962-11-18:31-33", whose record may be left out ("33", "n1"), or by
// a place ("page 4", "hamlet 3.1"). There is one stretch for each record that
// may be meant. The error wraps [ErrNotHere], with what there is instead.
func (l *Library) Point(text string) ([]Stretch, error) {
	ref, err := ParseReference(text)
	if err == nil && (ref.Record != "" || len(l.Records) == 1) {
		if ref.Record == "" {
			ref.Record = l.Records[0].ID
		}
		turns, err := l.Resolve(ref)
		if err == nil {
			return []Stretch{stretch(turns)}, nil
		}
		if found := l.places(text); len(found) > 0 {
			return found, nil // "hamlet 3:1"
		}
		return nil, err
	}
	var found []Stretch
	if err == nil {
		for _, r := range l.Records {
			ref.Record = r.ID
			if turns, err := l.Resolve(ref); err == nil {
				found = append(found, stretch(turns))
			}
		}
	}
	if len(found) == 0 {
		found = l.places(text)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%q: %w", strings.TrimSpace(text), ErrNotHere)
	}
	return found, nil
}

func stretch(turns []Turn) Stretch {
	return Stretch{turns[0].Whole(), turns[len(turns)-1].Whole()}
}

// places returns what begins at the places that a text names.
func (l *Library) places(text string) []Stretch {
	var found []Stretch
	for _, p := range l.Locate(text) {
		found = append(found, Stretch{p, p})
	}
	return found
}
