package corpus

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Reference is how a person points at a turn or a range of turns:
// "mikoyan-1962-11-18:31", "mikoyan-1962-11-18:31-33"; "…:n2" is a narration.
type Reference struct {
	Record string // "" where the person left it out
	Kind   Kind
	First  int // from 1
	Last   int // First for a single turn, not less
}

var referencePattern = regexp.MustCompile(`^(?:(.+?)\s*[:#]\s*)?(n?)(\d{1,9})(?:\s*[-–—]\s*n?(\d{1,9}))?$`)

// turnPattern is what people write before the number of a turn.
var turnPattern = regexp.MustCompile(`^(?:turns?|turnos?|intervención|intervenciones|tours?|interventions?|wortmeldung(?:en)?|реплик[аи]|#)\s*([1-9])`)

// ErrDownwards is of a range whose last turn comes before its first.
var ErrDownwards = errors.New("a range counts upwards")

// ParseReference reads a reference as String writes it. The record may be
// left out, "turn" or # may stand before the number, spaces and the kind of dash do not matter. The record need not
// exist. The
// error of a range that counts down wraps [ErrDownwards].
func ParseReference(s string) (Reference, error) {
	m := referencePattern.FindStringSubmatch(turnPattern.ReplaceAllString(strings.ToLower(strings.TrimSpace(s)), "$1"))
	if m == nil {
		return Reference{}, fmt.Errorf("%q is not a reference such as mikoyan-1962-11-18:31 or mikoyan-1962-11-18:31-33", s)
	}
	ref := Reference{Record: m[1]}
	if m[2] != "" {
		ref.Kind = Narration
	}
	ref.First, _ = strconv.Atoi(m[3])
	ref.Last = ref.First
	if m[4] != "" {
		ref.Last, _ = strconv.Atoi(m[4])
	}
	switch {
	case ref.First < 1:
		return Reference{}, fmt.Errorf("%q does not count from 1", s)
	case ref.Last < ref.First:
		return Reference{}, fmt.Errorf("%q: %w", s, ErrDownwards)
	}
	return ref, nil
}

// String returns the reference as a person writes it.
func (r Reference) String() string {
	kind := ""
	if r.Kind == Narration {
		kind = "n"
	}
	s := fmt.Sprintf("%s%d", kind, r.First)
	if r.Record != "" {
		s = r.Record + ":" + s
	}
	if r.Last > r.First {
		s += "-" + kind + strconv.Itoa(r.Last)
	}
	return s
}

// Reference returns the reference to t.
func (t *Turn) Reference() Reference {
	return Reference{Record: t.Record.ID, Kind: t.Kind, First: int(t.Number), Last: int(t.Number)}
}
