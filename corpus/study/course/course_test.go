package course_test

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/corpus/study/course"
	"rapporteur/corpus/transcript"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

func record(t *testing.T) *corpus.Record {
	t.Helper()
	reports, err := transcript.ReadAll("../../records/mikoyan-1962-11-18.txt")
	if err != nil {
		t.Fatal(err)
	}
	return reports[0].Records[0]
}

func TestCourse(t *testing.T) {
	r := record(t)
	c := course.Of(r)
	var got bytes.Buffer
	for _, l := range c.Lanes {
		fmt.Fprintf(&got, "%s: %d words in %d spans\n", r.Speakers[l.Speaker].Name, l.Words, len(l.Spans))
	}
	for _, p := range c.Parts {
		fmt.Fprintf(&got, "turns %d to %d: %q\n", p.First, p.Last, p.Words)
	}
	want, err := os.ReadFile("testdata/record.golden")
	if *update {
		want, err = got.Bytes(), os.WriteFile("testdata/record.golden", got.Bytes(), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("(-want +got; -update rewrites it):\n%s", diff)
	}
}

// TestWhole holds that the parts are the whole record and lanes do not overlap.
func TestWhole(t *testing.T) {
	r := record(t)
	c := course.Of(r)
	next := 0
	for _, p := range c.Parts {
		if p.First != next || p.Last < p.First {
			t.Errorf("a part from turn %d to %d, want it to begin at %d", p.First, p.Last, next)
		}
		next = p.Last + 1
	}
	if next != len(r.Turns) {
		t.Errorf("the parts end at turn %d of %d", next, len(r.Turns))
	}
	share := 0.0
	for _, l := range c.Lanes {
		end := 0.0
		for _, s := range l.Spans {
			if s[0] < end || s[1] <= s[0] || s[1] > 1+1e-9 {
				t.Errorf("a span from %v to %v after %v", s[0], s[1], end)
			}
			end = s[1]
			share += s[1] - s[0]
		}
	}
	if share > 1+1e-9 || share < 0.8 {
		t.Errorf("the lanes are %v of the record", share)
	}
}

// TestSensitive holds that no word of a sensitive turn is named.
func TestSensitive(t *testing.T) {
	r := record(t)
	for i := range r.Turns {
		r.Turns[i].Sensitive = true
	}
	for _, p := range course.Of(r).Parts {
		if len(p.Words) > 0 {
			t.Errorf("%q are words of sensitive turns", p.Words)
		}
	}
}

func TestEmpty(t *testing.T) {
	if c := course.Of(&corpus.Record{}); len(c.Lanes)+len(c.Parts) > 0 {
		t.Errorf("an empty record has a course: %v", c)
	}
	one := &corpus.Record{Speakers: []corpus.Speaker{{Name: "A"}}, Turns: []corpus.Turn{{Text: "Only one turn of a few words."}}}
	c := course.Of(one)
	if len(c.Parts) != 1 || len(c.Lanes) != 1 || math.Abs(c.Lanes[0].Spans[0][1]-1) > 1e-9 {
		t.Errorf("one turn: %v", c)
	}
}

// TestHan holds that a record without spaces between words has topics, too: pairs
// of letters, none of them parts of one another.
func TestHan(t *testing.T) {
	r := &corpus.Record{ID: "council", Speakers: []corpus.Speaker{{Name: "主席"}}}
	for i, text := range []string{"職業安全，職業安全，職業安全。", "交通運輸，交通運輸，交通運輸。", "教育政策，教育政策，教育政策。"} {
		r.Turns = append(r.Turns, corpus.Turn{Number: int32(i + 1), Text: text, Marks: []corpus.Mark{{Line: uint32(i + 1)}}})
	}
	if _, err := corpus.NewLibrary([]*corpus.Record{r}); err != nil {
		t.Fatal(err)
	}
	for i, part := range course.Of(r).Parts {
		if len(part.Words) == 0 || !strings.Contains(r.Turns[i].Text, part.Words[0]) || utf8.RuneCountInString(part.Words[0]) != 2 {
			t.Errorf("part %d is about %v", i, part.Words)
		}
		for n, word := range part.Words {
			if slices.ContainsFunc(part.Words[:n], func(other string) bool { return strings.ContainsAny(word, other) }) {
				t.Errorf("part %d says the same twice: %v", i, part.Words)
			}
		}
	}
}
