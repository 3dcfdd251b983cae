//go:build z

package search

import (
	"fmt"
	"os"
	"sync"
	"syscall"
	"testing"
	"time"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(0, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func TestZJoin(t *testing.T) {
	if os.Getenv("ZJOIN") == "" {
		t.Skip()
	}
	reports, _ := transcript.ReadAll("/work/shared/transcripts/shakespeare")
	var records []*corpus.Record
	for _, r := range reports {
		records = append(records, r.Records...)
	}
	lib, err := corpus.NewLibrary(records)
	if err != nil {
		t.Fatal(err)
	}
	var segments []*Segment
	tm := func(name string, f func()) {
		best, bw := time.Hour, time.Hour
		for range 15 {
			c, w := cpu(), time.Now()
			f()
			best, bw = min(best, cpu()-c), min(bw, time.Since(w))
		}
		fmt.Println(name, "cpu", best, "wall", bw)
	}
	tm("segments", func() { segments = NewSegments(lib.Records) })
	tm("library", func() { corpus.NewLibrary(records) })
	var x *Index
	tm("join", func() { x = Join(lib, segments) })
	tm(" vocab", func() { mergeVocabularies(x.parts) })
	tm(" neighbours", func() { newNeighbours(x.vocabulary) })
	tm(" stems", func() { newStems(x.vocabulary) })
	tm(" post", func() { x.post() })
	tm(" names", func() { newNameTable(lib) })
	tm(" people", func() { x.indexPeople() })
	tm(" spoken", func() { x.countSpoken() })
	tm(" apostrophes", func() { x.listApostrophes() })
	tm(" scratch", func() { newScratch(x) })
	fold := func() {
		var f folder
		for _, r := range lib.Records {
			for i := range r.Turns {
				f.reset(r.Turns[i].Text)
				for f.next() {
				}
			}
		}
	}
	tm(" fold", fold)
	n := 0
	for _, r := range lib.Records {
		for i := range r.Turns {
			n += len(r.Turns[i].Text)
		}
	}
	fmt.Println("bytes of turns", n)
	_ = sync.Mutex{}
}
