package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// TestLabels shows what the thresholds make of thousands of generated lines:
// corrupted ones, which should be close, and ones that stand nowhere, which
// must not be. The thresholds were fitted to such lines of one part of the
// plays and of the record; the golden file is of another part and other dice.
func TestLabels(t *testing.T) {
	plays := read(t, testdata(t, "transcripts", "shakespeare")).Records
	var in, out []*corpus.Record
	for i, r := range plays {
		if i%9 == 7 {
			out = append(out, r)
		} else {
			in = append(in, r)
		}
	}
	lib, err := corpus.NewLibrary(in)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# library, kind of line, lines, percent exact, close, loose, none, right turn first\n")
	for _, library := range []struct {
		name  string
		x     *search.Index
		other []*corpus.Record
	}{
		{"plays", search.New(lib), out},
		{"record", theRecord(), plays},
	} {
		c := corrupter{
			rng:   rand.New(rand.NewPCG(11, 12)),
			own:   speeches(library.x.Library().Records),
			other: speeches(library.other),
		}
		for _, kind := range kinds {
			fmt.Fprintf(&b, "%s\t%s\t%s\n", library.name, kind.name, c.judge(library.x, kind))
		}
	}
	golden(t, "testdata/labels.golden", b.String())
}

// A corrupter makes lines that people may remember, and lines that nobody
// said.
type corrupter struct {
	rng        *rand.Rand
	own, other []speech
}

// A speech is a turn and its folded words.
type speech struct {
	turn  *corpus.Turn
	words []string
}

func speeches(records []*corpus.Record) []speech {
	var all []speech
	for _, r := range records {
		for i := range r.Turns {
			if r.Turns[i].Kind == corpus.Speech {
				all = append(all, speech{&r.Turns[i], strings.Fields(search.Fold(r.Turns[i].Text))})
			}
		}
	}
	return all
}

// A kind of line is made of n words; the turn is nil if it stands nowhere.
type kind struct {
	name string
	make func(c *corrupter, n int) ([]string, *corpus.Turn)
}

var kinds = []kind{
	{"as it stands", func(c *corrupter, n int) ([]string, *corpus.Turn) {
		return c.line(c.own, n)
	}},
	{"letters wrong in one word of five", func(c *corrupter, n int) ([]string, *corpus.Turn) {
		line, turn := c.line(c.own, n)
		for i := range line {
			if c.rng.IntN(5) == 0 {
				line[i] = c.misspell(line[i])
			}
		}
		return line, turn
	}},
	{"two words left out", func(c *corrupter, n int) ([]string, *corpus.Turn) {
		line, turn := c.line(c.own, n+2)
		for range 2 {
			i := 1 + c.rng.IntN(len(line)-2)
			line = slices.Delete(line, i, i+1)
		}
		return line, turn
	}},
	{"a word put in", func(c *corrupter, n int) ([]string, *corpus.Turn) {
		line, turn := c.line(c.own, n-1)
		return slices.Insert(line, c.rng.IntN(n), c.word()), turn
	}},
	{"a word exchanged", func(c *corrupter, n int) ([]string, *corpus.Turn) {
		line, turn := c.line(c.own, n)
		line[c.rng.IntN(n)] = c.word()
		return line, turn
	}},
	{"a word elsewhere", func(c *corrupter, n int) ([]string, *corpus.Turn) {
		line, turn := c.line(c.own, n)
		i := c.rng.IntN(n)
		word := line[i]
		return slices.Insert(slices.Delete(line, i, i+1), c.rng.IntN(n), word), turn
	}},
	{"all of these, one each", func(c *corrupter, n int) ([]string, *corpus.Turn) {
		line, turn := c.line(c.own, n+1)
		line[c.rng.IntN(len(line))] = c.word()
		i := c.rng.IntN(len(line))
		line[i] = c.misspell(line[i])
		line = slices.Delete(line, n/2, n/2+1)
		return line, turn
	}},
	{"nowhere: of other works", func(c *corrupter, n int) ([]string, *corpus.Turn) {
		line, _ := c.line(c.other, n)
		return line, nil
	}},
	{"nowhere: words of the library at random", func(c *corrupter, n int) ([]string, *corpus.Turn) {
		line := make([]string, n)
		for i := range line {
			line[i] = c.word()
		}
		return line, nil
	}},
	{"nowhere: halves of two lines", func(c *corrupter, n int) ([]string, *corpus.Turn) {
		a, _ := c.line(c.own, n/2)
		b, _ := c.line(c.own, n-n/2)
		return append(a, b...), nil
	}},
}

// line returns n words in a row of some speech.
func (c *corrupter) line(of []speech, n int) ([]string, *corpus.Turn) {
	for {
		s := of[c.rng.IntN(len(of))]
		if len(s.words) >= n {
			i := c.rng.IntN(len(s.words) - n + 1)
			return slices.Clone(s.words[i : i+n]), s.turn
		}
	}
}

// word returns a word of the library, common ones more often.
func (c *corrupter) word() string {
	line, _ := c.line(c.own, 1)
	return line[0]
}

// misspell swaps, drops, replaces or doubles a letter.
func (c *corrupter) misspell(word string) string {
	letters := []rune(word)
	if len(letters) < 3 {
		return word
	}
	i := c.rng.IntN(len(letters) - 1)
	switch c.rng.IntN(4) {
	case 0:
		letters[i], letters[i+1] = letters[i+1], letters[i]
	case 1:
		letters = slices.Delete(letters, i, i+1)
	case 2:
		letters[i] = rune('a' + c.rng.IntN(26))
	case 3:
		letters = slices.Insert(letters, i, letters[i])
	}
	return string(letters)
}

// judge asks for lines of a kind and returns what they are called. Lines that
// stand nowhere by intention but do stand somewhere by chance count as exact.
func (c *corrupter) judge(x *search.Index, k kind) string {
	const lines = 500
	labels := make(map[search.Match]int)
	right := 0
	for range lines {
		line, turn := k.make(c, 4+c.rng.IntN(10))
		r := ask(x, search.Query{Text: strings.Join(line, " ")})
		labels[r.Match]++
		if len(r.Hits) > 0 && turn != nil && (r.Hits[0].Turn == turn || search.Fold(r.Hits[0].Turn.Text) == search.Fold(turn.Text)) {
			right++
		}
	}
	percent := func(n int) string { return fmt.Sprintf("%.1f", 100*float64(n)/lines) }
	return strings.Join([]string{
		fmt.Sprint(lines), percent(labels[search.Exact]), percent(labels[search.Close]),
		percent(labels[search.Loose]), percent(labels[search.None]), percent(right),
	}, "\t")
}
