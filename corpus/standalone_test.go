package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStandAlone(t *testing.T) {
	const (
		whole = "The soldiers of the coast were ready to give all their blood and all their lives."
		back  = "They were ready to give all their blood and all their lives for the coast."
		note  = "The minister is not in the city tonight. (After a telephone call). The guard will find him tomorrow."
	)
	long := strings.Repeat("Every one of the boats that left this harbour has come home. ", 14)
	for _, test := range []struct {
		name string
		turn Turn
		want []string
	}{
		{"whole turn", Turn{Text: whole}, []string{whole}},
		{"too short", Turn{Text: "I agree with you."}, nil},
		{"points back", Turn{Text: back}, nil},
		{"points back in one paragraph", Turn{Text: back + "\n\n" + whole}, []string{whole}},
		{"breaks off", Turn{Text: strings.TrimSuffix(whole, ".") + ", and then"}, nil},
		{"small letters", Turn{Text: strings.ToLower(whole)}, nil},
		{"narration", Turn{Text: whole, Kind: Narration}, nil},
		{"sensitive", Turn{Text: whole, Sensitive: true}, nil},
		{"aside", Turn{Text: note, Asides: []Span{{41, 65}}}, nil},
		{"verse", Turn{Text: "The harbour lights are burning low tonight,\nand every boat lies empty on the sand."},
			[]string{"The harbour lights are burning low tonight,\nand every boat lies empty on the sand."}},
		{"long paragraph", Turn{Text: long + back}, []string{
			strings.TrimSpace(long[:len(long)/14*3]), strings.TrimSpace(long[len(long)/14*3 : len(long)/14*6]),
			strings.TrimSpace(long[len(long)/14*6 : len(long)/14*9]), strings.TrimSpace(long[len(long)/14*9 : len(long)/14*12]),
			strings.TrimSpace(long[len(long)/14*12:]) + " " + back,
		}},
		{"chinese", Turn{Text: "學而時習之不亦說乎有朋自遠方來不亦樂乎。"}, []string{"學而時習之不亦說乎有朋自遠方來不亦樂乎。"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, p := range StandAlone(&test.turn) {
				got = append(got, p.Text())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
