package cite

import (
	"slices"
	"testing"
)

// TestNames parts and turns about names of people, and leaves those of bodies as
// they are.
func TestNames(t *testing.T) {
	for name, want := range map[string][2]string{
		"William Shakespeare":            {"Shakespeare, William", "William Shakespeare"},
		"Shakespeare, William":           {"Shakespeare, William", "William Shakespeare"},
		"Ludwig van Beethoven":           {"van Beethoven, Ludwig", "Ludwig van Beethoven"},
		"Jan van der Berg":               {"van der Berg, Jan", "Jan van der Berg"},
		"Anna Maria de la Cruz":          {"de la Cruz, Anna Maria", "Anna Maria de la Cruz"},
		"de Gaulle":                      {"Gaulle, de", "de Gaulle"},
		"Plato":                          {"Plato", "Plato"},
		"Department of State":            {"Department of State", "Department of State"},
		"Department of State, Bureau 12": {"Department of State, Bureau 12", "Department of State, Bureau 12"},
	} {
		if got := [2]string{familyFirst(name), givenFirst(name)}; got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	for names, want := range map[string][]string{
		"":                                nil,
		"Karl Marx and Friedrich Engels":  {"Karl Marx", "Friedrich Engels"},
		"Karl Marx & Friedrich Engels":    {"Karl Marx", "Friedrich Engels"},
		"Karl Marx und Friedrich Engels":  {"Karl Marx", "Friedrich Engels"},
		"Francis Beaumont, John Fletcher": {"Francis Beaumont", "John Fletcher"},
		"Shakespeare, William":            {"Shakespeare, William"},
		"Ministry of War and Peace":       {"Ministry of War and Peace"},
	} {
		if got := people(names); !slices.Equal(got, want) {
			t.Errorf("%q are %q, want %q", names, got, want)
		}
	}
	const two, three = "Karl Marx and Friedrich Engels", "Ada Byron; Karl Marx; Friedrich Engels"
	for got, want := range map[string]string{
		sorted(two, 2):                 "Marx, Karl, and Friedrich Engels",
		sorted(three, 2):               "Byron, Ada, et al.",
		sorted(three, 3):               "Byron, Ada, Karl Marx, and Friedrich Engels",
		asSpoken(two):                  "Karl Marx and Friedrich Engels",
		asSpoken(three):                "Ada Byron, Karl Marx, and Friedrich Engels",
		families(two, " & "):           "Marx & Engels",
		families(three, " & "):         "Byron et al.",
		families("Ada Byron", ""):      "Byron",
		allInitials(two, true):         "Marx, K., & Engels, F.",
		allInitials(two, false):        "K. Marx & F. Engels",
		allInitials(three, false):      "A. Byron, K. Marx, & F. Engels",
		allInitials("J. R. Doe", true): "Doe, J. R.",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
