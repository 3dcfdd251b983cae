package search

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// allPlays returns the plays as one record.
func allPlays(t testing.TB) *corpus.Library {
	root := os.Getenv("RAPPORTEUR_TESTDATA")
	if root == "" {
		t.Skip("RAPPORTEUR_TESTDATA is not set")
	}
	reports, err := transcript.ReadAll(filepath.Join(root, "transcripts", "shakespeare"))
	if err != nil {
		t.Fatal(err)
	}
	all := &corpus.Record{ID: "plays"}
	numbers := make(map[corpus.Kind]int32)
	for _, report := range reports {
		for _, r := range report.Records {
			offset := int32(len(all.Speakers))
			all.Speakers = append(all.Speakers, r.Speakers...)
			for _, turn := range r.Turns {
				if turn.Speaker >= 0 {
					turn.Speaker += offset
				}
				numbers[turn.Kind]++
				turn.Number = numbers[turn.Kind]
				all.Turns = append(all.Turns, turn)
			}
		}
	}
	lib, err := corpus.NewLibrary([]*corpus.Record{all})
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// inParts indexes a library of one record in n parts.
func inParts(lib *corpus.Library, n int) *Index {
	r := lib.Records[0]
	return Join(lib, []*Segment{newSegment(r, (len(r.Turns)+n-1)/n, maxPartWords)})
}

// linesOf returns lines of a library: as they stand, worse, and typed in part.
func linesOf(lib *corpus.Library, n int) []string {
	var lines []string
	turns := lib.Records[0].Turns
	for i := range n {
		words := strings.Fields(Fold(turns[i*len(turns)/n].Text))
		words = words[:min(len(words), 4+i%9)]
		switch {
		case len(words) > 3 && i%3 == 1:
			words = slices.Delete(words, 2, 3)
		case len(words) > 3 && i%3 == 2:
			words[1], words[2] = words[2]+"e", words[1]
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return append(lines, "what does hamlet say about death", "jealousy", "rome", "love and war", "honour", strings.Join(lines[:20], " "))
}

// TestParts holds that it does not show how records are parted: turns, labels
// and scores of one part are those of 37.
func TestParts(t *testing.T) {
	lib := allPlays(t)
	one, many := inParts(lib, 1), inParts(lib, 37)
	if len(one.parts) != 1 || len(many.parts) != 37 {
		t.Fatalf("%d and %d parts", len(one.parts), len(many.parts))
	}
	answers := func(x *Index, q string) string {
		r, err := x.Search(context.Background(), Query{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		hits, err := x.Complete(context.Background(), Query{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(r.Match, describe(r.Hits), describe(r.Stretch), describe([]Hit{r.Nearest}), r.Suggestions, describe(hits))
	}
	for _, q := range linesOf(lib, 400) {
		if a, b := answers(one, q), answers(many, q); a != b {
			t.Errorf("%q: one part says\n%s\n37 say\n%s", q, a, b)
		}
	}
}

func describe(hits []Hit) string {
	var b strings.Builder
	for _, h := range hits {
		if h.Turn != nil {
			fmt.Fprint(&b, h.Turn.Reference(), h.Span, h.Match, h.Score, h.Words, "; ")
		}
	}
	return b.String()
}

// TestFullPart holds that a turn that has too many unlike words for a part
// begins the next one, and that a turn of too many by itself is searched for
// its first ones.
func TestFullPart(t *testing.T) {
	words := func(from, to int) string {
		var b strings.Builder
		for i := range to - from {
			fmt.Fprintf(&b, "w%d ", from+i)
		}
		return b.String()
	}
	r := &corpus.Record{ID: "r", Speakers: []corpus.Speaker{{Name: "A"}}}
	for i, text := range []string{words(0, 40_000), words(30_000, 60_000), words(60_000, 140_000), "w5 again", ""} {
		r.Turns = append(r.Turns, corpus.Turn{Text: text, Number: int32(i + 1), Marks: []corpus.Mark{{Line: 1}}})
	}
	lib, err := corpus.NewLibrary([]*corpus.Record{r})
	if err != nil {
		t.Fatal(err)
	}
	x := New(lib)
	for query, want := range map[string]string{
		"w39000": "r:1", "w45000 w45001": "r:2", "w70000 w70001 w70002": "r:3", "w5 again": "r:4", "w139999 w139998": "",
	} {
		result, err := x.Search(context.Background(), Query{Text: query})
		got := ""
		if err == nil && len(result.Hits) > 0 {
			got = result.Hits[0].Turn.Reference().String()
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
}

// BenchmarkParts compares one part with 37.
func BenchmarkParts(b *testing.B) {
	lib := allPlays(b)
	lines := linesOf(lib, 200)
	lines = lines[:len(lines)-1] // the paste
	for _, n := range []int{1, 37} {
		x := inParts(lib, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if _, err := x.Search(context.Background(), Query{Text: lines[i%len(lines)]}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
