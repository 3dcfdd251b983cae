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
	var b strings.Builder
	b.WriteString("# library, kind of line, lines, percent exact, close, loose, none, right turn first\n")
	for _, library := range judged(t) {
		c := corrupter{
			rng:   rand.New(rand.NewPCG(11, 12)),
			own:   speeches(library.x.Library().Records),
			other: speeches(library.other),
		}
		for _, kind := range kinds {
			fmt.Fprintf(&b, "%s\t%s\t%s\n", library.name, kind.name, c.judge(library.x, kind, 500))
		}
	}
	golden(t, "testdata/labels.golden", b.String())
}

// A judgedLibrary is asked for its own lines and for those of other works.
type judgedLibrary struct {
	name  string
	x     *search.Index
	other []*corpus.Record
}

// judged returns the plays without one in nine, which are its other works, and
// the record, whose other works are all plays.
func judged(t *testing.T) []judgedLibrary {
	t.Helper()
	plays := plays(t).Library().Records
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
	return []judgedLibrary{{"plays", search.New(lib), out}, {"record", theRecord(), plays}}
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

// TestPastes shows what is found for long passages as they come from a scan,
// and for those of other works.
func TestPastes(t *testing.T) {
	var b strings.Builder
	b.WriteString("# library, kind of paste, pastes, percent exact, close, loose, none, right turn first, all turns\n")
	for _, library := range judged(t) {
		c := corrupter{
			rng:   rand.New(rand.NewPCG(21, 22)),
			own:   speeches(library.x.Library().Records),
			other: speeches(library.other),
		}
		for _, kind := range pasteKinds {
			fmt.Fprintf(&b, "%s\t%s\t%s\n", library.name, kind.name, c.judgePastes(library.x, kind))
		}
	}
	golden(t, "testdata/pastes.golden", b.String())
}

// A pasteKind is how a passage of n words is made worse.
type pasteKind struct {
	name    string
	foreign bool
	spoil   func(c *corrupter, words []string) []string
}

var pasteKinds = []pasteKind{
	{"as it stands", false, func(c *corrupter, words []string) []string { return words }},
	{"a letter wrong in one word of six, words broken, page heads", false, scan},
	{"likewise, one sentence in three left out", false, func(c *corrupter, words []string) []string {
		for i := 0; i+12 < len(words); i += 36 {
			words = slices.Delete(words, i, i+12)
		}
		return scan(c, words)
	}},
	{"of other works", true, scan},
}

// scan makes of a passage what a bad scan does.
func scan(c *corrupter, words []string) []string {
	var out []string
	for i, w := range words {
		if i%90 == 89 {
			out = append(out, strings.Fields("National Archives Digital Copy CONFIDENTIAL Page "+fmt.Sprint(i/90)+" of 12")...)
		}
		switch c.rng.IntN(18) {
		case 0, 1, 2:
			w = c.misspell(w)
		case 3:
			if len(w) > 6 {
				out = append(out, w[:len(w)/2]+"-")
				w = w[len(w)/2:]
			}
		}
		out = append(out, w)
	}
	return out
}

// judgePastes asks for pastes of a kind and returns what they are called.
func (c *corrupter) judgePastes(x *search.Index, k pasteKind) string {
	const pastes = 100
	labels := make(map[search.Match]int)
	first, all := 0, 0
	for range pastes {
		of := c.own
		if k.foreign {
			of = c.other
		}
		words, turns := c.passage(of, 80+c.rng.IntN(220))
		r := ask(x, search.Query{Text: strings.Join(k.spoil(c, words), " ")})
		labels[r.Match]++
		if k.foreign || len(r.Hits) == 0 {
			continue
		}
		if slices.Contains(turns, r.Hits[0].Turn) {
			first++
		}
		found := r.Hits
		if len(r.Stretch) > 0 {
			found = r.Stretch
		}
		if found[0].Turn == turns[0] && found[len(found)-1].Turn == turns[len(turns)-1] {
			all++
		}
	}
	return fmt.Sprintf("%d\t%d\t%d\t%d\t%d\t%d\t%d", pastes, labels[search.Exact], labels[search.Close],
		labels[search.Loose], labels[search.None], first, all)
}

// passage returns n words in a row, over as many speeches as they take, of
// which those count that give six words or more.
func (c *corrupter) passage(of []speech, n int) (words []string, turns []*corpus.Turn) {
	at := c.rng.IntN(len(of))
	for len(words) < n {
		s := of[at%len(of)]
		take := min(len(s.words), n-len(words))
		words = append(words, s.words[:take]...)
		if take >= 6 || len(turns) == 0 {
			turns = append(turns, s.turn)
		}
		at++
	}
	return words, turns
}

// judge asks for so many lines of a kind and returns what they are called. Lines that
// stand nowhere by intention but do stand somewhere by chance count as exact.
func (c *corrupter) judge(x *search.Index, k kind, lines int) string {
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
	percent := func(n int) string { return fmt.Sprintf("%.1f", 100*float64(n)/float64(lines)) }
	return strings.Join([]string{
		fmt.Sprint(lines), percent(labels[search.Exact]), percent(labels[search.Close]),
		percent(labels[search.Loose]), percent(labels[search.None]), percent(right),
	}, "\t")
}
