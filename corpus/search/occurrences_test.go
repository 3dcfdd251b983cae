package search_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestOccurrences(t *testing.T) {
	x := index(t,
		record("old", 1900,
			"ANNE: Missiles and a missile. The missile's place is José’s, they don't know.",
			"BEN: Rice, rice, rice! Dont ask."),
		record("young", 1901, "ANNE: No rice here.", "The missile was shown."))
	for _, test := range []struct {
		phrase  string
		exactly bool
		in      string
		want    []string
	}{
		{"missile", false, "", []string{"Missiles", "missile", "missile's", "missile"}},
		{"missile", true, "", []string{"missile", "missile"}},
		{"JOSE'S", true, "", []string{"José’s"}},
		{"rice rice", false, "", []string{"Rice, rice"}},
		{"rice", false, "young", []string{"rice"}},
		{"don't", false, "", []string{"don't", "Dont"}},
		{"don't", true, "", []string{"don't"}},
		{"rice missile", false, "", nil},
		{"wheat", false, "", nil},
		{"?!", false, "", nil},
	} {
		var got []string
		for p := range x.Occurrences(test.phrase, test.exactly, x.Library().Record(test.in)) {
			got = append(got, p.Text())
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q (exactly %t) in %q: got %q, want %q", test.phrase, test.exactly, test.in, got, test.want)
		}
	}
}

// TestOccurrencesCount compares counts over the plays with those of a regular
// expression that knows nothing of the index.
func TestOccurrencesCount(t *testing.T) {
	x := plays(t)
	text := new(strings.Builder)
	for _, r := range x.Library().Records {
		for i := range r.Turns {
			text.WriteString(strings.ReplaceAll(r.Turns[i].Text, "’", "'") + "\n|||\n")
		}
	}
	for _, phrase := range []string{"love", "my lord", "the king", "blood", "to be", "honour", "o'er"} {
		words := strings.Join(strings.Fields(phrase), `[^\pL\pN|]+`)
		// A word ends where no letter, digit or inner apostrophe goes on.
		oracle := regexp.MustCompile(`(?i)(?:^|[^\pL\pN'])'?` + words + `(?:'?[^\pL\pN'])`)
		want, rest := 0, text.String()
		for {
			at := oracle.FindStringIndex(rest)
			if at == nil {
				break
			}
			want++
			rest = rest[at[1]-1:]
		}
		got := 0
		for range x.Occurrences(phrase, true, nil) {
			got++
		}
		if got != want {
			t.Errorf("%q: %d occurrences, the expression counts %d", phrase, got, want)
		}
	}
}
