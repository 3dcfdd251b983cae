package library_test

import (
	"context"
	"fmt"
	"rapporteur/bot"
	"rapporteur/bot/library"
	"rapporteur/bot/store"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
	"strings"
	"testing"
)

// minutes is a transcript whose words name it.
func minutes(name string, turns int) string {
	var b strings.Builder
	for i := range turns {
		fmt.Fprintf(&b, "%s: The %s speak of matter %s%d, and nobody knew what to say to the delegates about it.\n\n",
			[]string{"ANNA SMITH", "BEN JONES"}[i%2], name, name, i)
	}
	return b.String()
}

// read reads a transcript as a record of the bot's own.
func read(t testing.TB, name, text string) *corpus.Record {
	t.Helper()
	report := transcript.Read(transcript.Source{Name: name, Data: []byte(text)})
	if report.Err != nil {
		t.Fatal(report.Err)
	}
	return report.Records[0]
}

func indexOf(t testing.TB, records ...*corpus.Record) *search.Index {
	t.Helper()
	lib, err := corpus.NewLibrary(records)
	if err != nil {
		t.Fatal(err)
	}
	return search.New(lib)
}

// A place is a store with shelves before it.
type place struct {
	*library.Shelves
	store *store.Store
}

// open opens shelves over a bot with two records.
func open(t testing.TB, memory int) place {
	t.Helper()
	kept, err := store.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	return over(t, kept, memory)
}

func over(t testing.TB, kept *store.Store, memory int) place {
	t.Helper()
	return overAs(t, kept, library.Options{Memory: memory})
}

// overAs opens shelves with options, which it completes.
func overAs(t testing.TB, kept *store.Store, o library.Options) place {
	t.Helper()
	o.Store, o.Quota = kept, bot.Quota{Records: 5, Bytes: 1 << 20}
	o.Index = indexOf(t, read(t, "alpha.txt", minutes("alphas", 30)), read(t, "beta.txt", minutes("betas", 30)))
	s, err := library.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return place{s, kept}
}

// bring saves a file for a server.
func (p place) bring(t testing.TB, guild, file, text string) bot.Upload {
	t.Helper()
	u := bot.Upload{Guild: guild, File: file, Title: file, User: "u1"}
	if err := p.Save(t.Context(), &u, []byte(text), nil); err != nil {
		t.Fatal(err)
	}
	return u
}

// sees returns the IDs of the records that a server sees.
func (p place) sees(t testing.TB, guild string) string {
	t.Helper()
	x, err := p.Index(t.Context(), guild)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range x.Library().Records {
		ids = append(ids, r.ID)
	}
	return strings.Join(ids, " ")
}

func finds(t testing.TB, x *search.Index, text string) search.Match {
	t.Helper()
	r, err := x.Search(context.Background(), search.Query{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return r.Match
}
