package library_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/bot"
	"rapporteur/bot/library"
	"rapporteur/bot/store"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

// TestRanks holds that it does not show where records come from: what a server
// finds of the bot's and its own is what one index over the same records finds,
// in its order, with its labels and scores.
func TestRanks(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	root := os.Getenv("RAPPORTEUR_TESTDATA")
	if root == "" {
		t.Skip("RAPPORTEUR_TESTDATA is not set")
	}
	folder := filepath.Join(root, "transcripts", "shakespeare")
	read := func() []*corpus.Record {
		reports, err := transcript.ReadAll(folder)
		if err != nil {
			t.Fatal(err)
		}
		var all []*corpus.Record
		for _, r := range reports {
			all = append(all, r.Records...)
		}
		return all
	}
	plays := read()
	one := indexOf(t, read()...)
	ours, theirs := plays[:20], plays[20:]
	kept, err := store.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	shelves, err := library.New(t.Context(), library.Options{Store: kept, Index: indexOf(t, ours...), Quota: bot.Quota{Records: 50, Bytes: 20 << 20}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range theirs {
		file, err := os.ReadFile(filepath.Join(folder, r.File))
		if err != nil {
			t.Fatal(err)
		}
		sidecar, err := os.ReadFile(filepath.Join(folder, strings.TrimSuffix(r.File, filepath.Ext(r.File))+".toml"))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		u := bot.Upload{Guild: "g1", File: r.File}
		if err := shelves.Save(t.Context(), &u, file, sidecar); err != nil || u.ID != r.ID {
			t.Fatal(u.ID, err)
		}
	}
	many, err := shelves.Index(t.Context(), "g1")
	if err != nil {
		t.Fatal(err)
	}
	if a, b := len(one.Library().Records), len(many.Library().Records); a != b || a < 30 {
		t.Fatalf("%d records and %d", a, b)
	}
	answer := func(x *search.Index, q search.Query) string {
		r, err := x.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprint(r.Match, r.Suggestions)
		for _, h := range append(r.Hits, r.Nearest) {
			if h.Turn != nil {
				text += fmt.Sprint(" ", h.Turn.Reference(), h.Turn.ID, h.Span, h.Match, h.Score, h.Turn.SpeakerName())
			}
		}
		return text
	}
	asked := 0
	for i, r := range one.Library().Records {
		for j := i % 7; j < len(r.Turns); j += 150 {
			words := strings.Fields(r.Turns[j].Text)
			if len(words) < 4 {
				continue
			}
			words = words[:min(len(words), 4+j%9)]
			if j%2 == 0 {
				words[1] += "e"
			}
			asked++
			q := search.Query{Text: strings.Join(words, " ")}
			if a, b := answer(one, q), answer(many, q); a != b {
				t.Errorf("%q: one index says\n%s\nthe server's\n%s", q.Text, a, b)
			}
		}
	}
	if asked < 150 {
		t.Errorf("only %d lines were asked for", asked)
	}
	if a, b := people(one.Library()), people(many.Library()); a != b {
		t.Errorf("the people are\n%s\nand\n%s", a, b)
	}
}

func people(lib *corpus.Library) string {
	var b strings.Builder
	for i := range lib.People {
		fmt.Fprintln(&b, lib.People[i].Name, lib.People[i].Aliases, len(lib.People[i].Parts))
	}
	return b.String()
}
