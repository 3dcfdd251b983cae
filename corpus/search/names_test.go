package search_test

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/corpus/search"
)

func TestSpeakers(t *testing.T) {
	titled := record("bell-labs", 1989, "CHERRY: One.", "MSM: Two.")
	titled.Title, titled.Participants = "An Interview with Lorinda Cherry", []string{"Dr. Cherry"}
	play := record("scotland", 1606, "MACBETH: One.", "LADY MACBETH: Two.", "BANQUO: Three.")
	play.Speakers[1].Aliases = []string{"MACBETH"}
	x := index(t,
		record("havana", 1962,
			"A.I. Mikoyan: One.", "E. Guevara: Two two.", "E. Aragonés: Three three three.", "C.R. Rodriguez: Four.", "O. Dorticos: Five."),
		record("house", 1970,
			"Mr. SMITH of Ohio: One.", "Mr. SMITH of Texas: Two.", "The SPEAKER: Three.", "JUROR 3: Four.", "JUROR 4: Five.",
			"KING HENRY: Six.", "LADY ANNE: Seven.", "John F Kennedy: Eight.", "Попова: Девять."),
		play, titled)
	for _, test := range []struct {
		name  string
		first string // "" if nobody is proposed
		sure  bool
	}{
		{"E. Guevara", "E. Guevara", true},
		{"guevra", "E. Guevara", true},
		{"Cde. Mikoyan", "A.I. Mikoyan", true},
		{"mikoian", "A.I. Mikoyan", true},
		{"aragones", "E. Aragonés", true},
		{"ARAGONÉS", "E. Aragonés", true},
		{"Rodrigues", "C.R. Rodriguez", true},
		{"guev", "E. Guevara", false},
		{"Alfredo Guevara", "E. Guevara", false},
		{"A. Guevara", "E. Guevara", false},
		{"smith", "Mr. SMITH of Ohio", false},
		{"smith of texas", "Mr. SMITH of Texas", true},
		{"speaker", "The SPEAKER", true},
		{"juror 4", "JUROR 4", true},
		{"juror", "JUROR 3", false},
		{"king", "KING HENRY", true},
		{"Микоян", "A.I. Mikoyan", true},
		{"Гевара", "E. Guevara", true},
		{"Popova", "Попова", true},
		{"Попова", "Попова", true},
		{"JFK", "John F Kennedy", true},
		{"RFK", "", false},
		{"Macbeth", "MACBETH", true},
		{"lady macbeth", "LADY MACBETH", true},
		{"lady mcbeth", "LADY MACBETH", true},
		{"mcbeth", "MACBETH", true},
		{"Senator Kennedy", "John F Kennedy", true},
		{"Vice President Kennedy", "John F Kennedy", true},
		{"Herr Aragones", "E. Aragonés", true},
		{"товарищ Микоян", "A.I. Mikoyan", true},
		{"lorinda", "CHERRY", true},
		{"Lorinda Cherry", "CHERRY", true},
		{"interview", "", false},
		{"banco", "BANQUO", false},
		{"Fidel Castro", "", false},
		{"x", "", false},
	} {
		people, sure := named(x, test.name, nil)
		first := ""
		if len(people) > 0 {
			first = people[0].Person.Name
		}
		if first != test.first || sure != test.sure {
			t.Errorf("Speakers(%q) = %s, sure %v; want %q, sure %v", test.name, show(people), sure, test.first, test.sure)
		}
	}
	all, sure := named(x, "", x.Library().Record("havana"))
	if len(all) != 5 || sure || all[0].Person.Name != "E. Aragonés" {
		t.Errorf("an empty name lists %s, sure %v; want the five of the record, who speaks most first", show(all), sure)
	}
}

func show(people []search.NameMatch) string {
	var b strings.Builder
	for _, p := range people {
		fmt.Fprintf(&b, "%s %.2f; ", p.Person.Name, p.Score)
	}
	return b.String()
}
