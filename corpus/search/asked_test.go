package search_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus/search"
)

// An askedSet is one of the sets in testdata/asked: what people type, each for
// a record that is searched alone.
type askedSet struct {
	name  string
	goal  string // of the queries, in words
	files []string
	// wanted says whether a hit is what a row wants; nil where a line is asked
	// for that the record does not hold.
	wanted func(row []string, h search.Hit) bool
}

// Files of an askedSet: the record that ships, samples that were written for
// these sets, and (data:) transcripts that are not in the repository.
var (
	shippedFile = "../records/mikoyan-1962-11-18.txt"
	debateFile  = "data:02_debates/us_debate_1960-09-26.said.txt"
	critoFile   = "data:03_plays/plato_crito.txt"
	macbethFile = "data:03_plays/okfn_macbeth_gut.txt"
	hamletFile  = "data:03_plays/hamlet_moby.txt"
	moreFiles   = []string{
		"data:01_diplomatic/forty_committee_angola.txt", "data:02_debates/crec_2005_H6183_cafta.txt",
		"data:04_parliament/euparl_ep-2006-10-11-ch019-00.txt", "data:06_interviews/changelog_the-changelog-594.md",
		"data:05_meetings/w3c_2020-10-27-did.md", "data:shakespeare/the-tempest.txt",
		"data:07_hostile/flying_dutchman_bilingual.latin1.txt",
	}
	thirdFiles = []string{
		"data:03_plays/plato_meno.txt", "data:shakespeare/the-tragedy-of-julius-caesar.txt", "data:shakespeare/the-merchant-of-venice.txt",
		"data:02_debates/crec_1997_S704.txt", "data:07_hostile/vostok1_en.txt",
	}
	languages = []string{
		"data:07_hostile/chekhov-medved.ru.txt", "data:07_hostile/knesset_finance_committee_2015-12-08.he.txt",
		"data:04_parliament/hk_legco_12-13-cm0221.zh.txt", "data:04_parliament/parlamint_tr_2018-07-07.xml",
		"data:04_parliament/parlamint_sk_1996-07-04.xml", "data:04_parliament/parlamint_at_2007-04-25.excerpt.xml",
		sample("greek"), sample("arabic"), sample("japanese"), sample("polish"),
	}
)

func sample(name string) string { return "testdata/asked/samples/" + name + ".txt" }

var askedSets = []askedSet{
	{"words-one", "48 of 50", []string{shippedFile, debateFile}, saysOneOf},
	{"words-two", "50 of 50", []string{shippedFile, debateFile}, saysOneOf},
	{"questions", "285 of 300", []string{shippedFile, debateFile, critoFile, macbethFile, hamletFile}, saysOneOf},
	{"questions-more", "most", moreFiles, saysOneOf},
	{"questions-third", "most", thirdFiles, saysOneOf},
	{"spellings", "all", []string{sample("french"), sample("italian"), sample("catalan"), sample("irish"), sample("spellings")}, saysOneOf},
	{"languages", "222 of 226", languages, saysOneOf},
	{"pastes", "55 of 55", []string{shippedFile, debateFile, critoFile, macbethFile}, isAmongItsTurns},
	{"near-misses", "exact 0, close 1 at most", []string{shippedFile, debateFile, critoFile, macbethFile, hamletFile}, nil},
	{"absent", "exact 0, close 0", []string{shippedFile, debateFile, critoFile, macbethFile, hamletFile}, nil},
	{"other-works", "exact 0, close 0", []string{shippedFile, debateFile, critoFile, macbethFile, hamletFile}, nil},
}

// TestAsked compares what the sets find with golden files, and a table of how
// well, beside what is wanted at least. The sets were written before anything
// was found in them.
func TestAsked(t *testing.T) {
	indexes := make(map[string]*search.Index) // by file
	var table strings.Builder
	table.WriteString("# set, queries, goal, wanted first, wanted among three, exact, close, loose, related, none\n")
	for _, set := range askedSets {
		t.Run(set.name, func(t *testing.T) {
			of := make(map[string]*search.Index) // by record
			for _, file := range set.files {
				path := file
				if in, ok := strings.CutPrefix(file, "data:"); ok {
					path = testdata(t, "transcripts", in)
				}
				if indexes[file] == nil {
					indexes[file] = search.New(read(t, path))
				}
				for _, record := range indexes[file].Library().Records {
					of[record.ID] = indexes[file]
				}
			}
			a := askAll(t, of, rows(t, "testdata/asked/"+set.name+".tsv"), set.wanted)
			golden(t, "testdata/asked/"+set.name+".ranks", a.lines)
			fmt.Fprintf(&table, "%s\t%d\t%s\t%s\n", set.name, a.queries, set.goal, a)
		})
	}
	if os.Getenv("RAPPORTEUR_TESTDATA") != "" && strings.Count(table.String(), "\n") == len(askedSets)+1 {
		t.Log("\n" + table.String())
		golden(t, "testdata/asked/table.golden", table.String())
	}
}

// An askedAnswer is what a set found.
type askedAnswer struct {
	lines        string // one a query
	queries      int
	first, third int
	wanted       bool
	labels       map[search.Match]int
}

func (a askedAnswer) String() string {
	found := "-\t-"
	if a.wanted {
		found = fmt.Sprintf("%d\t%d", a.first, a.third)
	}
	for _, m := range []search.Match{search.Exact, search.Close, search.Loose, search.Related, search.None} {
		found += fmt.Sprintf("\t%d", a.labels[m])
	}
	return found
}

// askAll asks each row of the index of its record.
func askAll(t *testing.T, of map[string]*search.Index, rows [][]string, wanted func([]string, search.Hit) bool) askedAnswer {
	a := askedAnswer{queries: len(rows), wanted: wanted != nil, labels: make(map[search.Match]int)}
	var b strings.Builder
	for _, row := range rows {
		x := of[row[1]]
		if x == nil {
			t.Fatalf("%q: no file of the set holds the record %q", row[0], row[1])
		}
		r := ask(x, search.Query{Text: row[0]})
		a.labels[r.Match]++
		best := r.Nearest
		if len(r.Hits) > 0 {
			best = r.Hits[0]
		}
		where := "-"
		if best.Turn != nil {
			where = best.Turn.Reference().String()
		}
		if wanted == nil {
			fmt.Fprintf(&b, "%v\t%.2f\t%.80s\t%s\n", r.Match, best.Score, row[0], where)
			continue
		}
		if !holdsWanted(x, row, wanted) {
			t.Errorf("%q: no turn of %s is what the row wants, %q", row[0], row[1], row[2])
		}
		rank := 1 + slices.IndexFunc(r.Hits, func(h search.Hit) bool { return wanted(row, h) })
		if rank == 1 {
			a.first++
		}
		if rank >= 1 && rank <= 3 {
			a.third++
		}
		fmt.Fprintf(&b, "%d\t%v\t%.2f\t%.80s\t%s\n", rank, r.Match, best.Score, row[0], where)
	}
	a.lines = b.String()
	return a
}

// holdsWanted reports whether any turn is what a row wants.
func holdsWanted(x *search.Index, row []string, wanted func([]string, search.Hit) bool) bool {
	for _, record := range x.Library().Records {
		for i := range record.Turns {
			if wanted(row, search.Hit{Passage: record.Turns[i].Whole()}) {
				return true
			}
		}
	}
	return false
}

// saysOneOf reports whether a hit shows the words in the row's third column,
// or one of several that are parted by |.
func saysOneOf(row []string, h search.Hit) bool {
	shown := search.Fold(h.Text())
	for words := range strings.SplitSeq(row[2], "|") {
		if strings.Contains(shown, search.Fold(words)) {
			return true
		}
	}
	return false
}

// isAmongItsTurns reports whether a hit is in one of the turns in the row's
// third column.
func isAmongItsTurns(row []string, h search.Hit) bool {
	return slices.ContainsFunc(strings.Fields(row[2]), func(turn string) bool { return isTurn([]string{row[0], turn}, h) })
}
