package proof

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// session returns the minutes of a long session, in lines as they are typed.
func session(turns int) []byte {
	dice := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the of and to in that we have said bread salt soup school class vote motion chair member question answer minister letter support island treaty never always perhaps people water house number paper")
	names := []string{"Anna Berg", "Ben Cook", "Carla Diaz", "David Evans", "Eva Frost", "Farid Gul", "Greta Holm", "Hugo Iles"}
	var b strings.Builder
	b.WriteString("The long session\n\nMarch 3, 2026\n")
	for range turns {
		fmt.Fprintf(&b, "\n%s: So", names[dice.IntN(len(names))])
		for k := range 5 + dice.IntN(55) {
			sep := " "
			if k%14 == 13 {
				sep = "\n"
			}
			b.WriteString(sep + words[dice.IntN(len(words))])
		}
		b.WriteString(".\n")
	}
	return []byte(b.String())
}

// BenchmarkCorrect makes one correction to a record of 30,000 turns.
func BenchmarkCorrect(b *testing.B) {
	data := session(30_000)
	before := Look("session.txt", data, nil)
	if before.Report.Err != nil {
		b.Fatal(before.Report.Err)
	}
	for _, c := range []Correction{
		Whose{First: 1000, Last: 1001, Speaker: "Ben Cook"}, Join{"Ben Cook", "Anna Berg"},
		Sensitive{Turns: []string{"15000"}}, Set{"place", "Room 9"},
	} {
		b.Run(strings.TrimPrefix(fmt.Sprintf("%T", c), "proof."), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Again("session.txt", data, before, c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("Look", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Look("session.txt", data, nil)
		}
	})
}
