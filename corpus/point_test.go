package corpus

import (
	"errors"
	"strings"
	"testing"
)

func TestPoint(t *testing.T) {
	one := talk("one", Date{}, Speaker{Name: "Ann"}, Speaker{Name: "Bob"}, Speaker{Name: "Cy"})
	one.Locator, one.Places = "page", []string{"4", "5"}
	one.Turns[0].Marks[0].Place, one.Turns[1].Marks[0].Place, one.Turns[2].Marks[0].Place = 1, 2, 2
	two := talk("two", Date{}, Speaker{Name: "Dee"})
	for _, test := range []struct {
		lib  *Library
		text string
		want string
	}{
		{library(t, one), "2", "one:2"},
		{library(t, one), "1-2", "one:1 one:2"},
		{library(t, one), "one:2–3", "one:2 one:3"},
		{library(t, one), "page 5", "one:2"},
		{library(t, one), "9", ""},
		{library(t, one), "n1", ""},
		{library(t, one), "nowhere", ""},
		{library(t, one, two), "1", "one:1 | two:1"},
		{library(t, one, two), "two:1", "two:1"},
		{library(t, one, two), "2", "one:2"},
		{library(t, one, two), "three:1", ""},
	} {
		found, err := test.lib.Point(test.text)
		var got []string
		for _, s := range found {
			ref := s.First.Turn.Reference().String()
			if s.Last.Turn != s.First.Turn {
				ref += " " + s.Last.Turn.Reference().String()
			}
			got = append(got, ref)
		}
		if strings.Join(got, " | ") != test.want || (err != nil) != (test.want == "") || err != nil && !errors.Is(err, ErrNotHere) {
			t.Errorf("Point(%q) = %q, %v, want %q", test.text, got, err, test.want)
		}
	}
}
