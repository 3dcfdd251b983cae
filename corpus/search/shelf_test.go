package search_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// TestShelf holds that libraries share what they have in common, that each
// finds its own records only, and that what was dropped is made again.
func TestShelf(t *testing.T) {
	common := record("common", 1900, "Anne: The lighthouse keeper never trusted a calm horizon.")
	var libraries []*corpus.Library
	for i := range 20 {
		own := record(fmt.Sprintf("own-%d", i), 1950, fmt.Sprintf("Ben: The number of this class is w%d.", i))
		lib, err := corpus.NewLibrary([]*corpus.Record{common, own})
		if err != nil {
			t.Fatal(err)
		}
		libraries = append(libraries, lib)
	}
	shelf := search.NewShelf(1 << 14)
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			x := shelf.Index(libraries[i%20])
			if x.Library() != libraries[i%20] {
				t.Errorf("library %d has another one's index", i%20)
			}
			for j := range 20 {
				r := ask(x, search.Query{Text: fmt.Sprintf("w%d", j)})
				if found := r.Match == search.Exact; found != (j == i%20) {
					t.Errorf("library %d asked for the words of %d: %v", i%20, j, r.Match)
				}
			}
			if r := ask(x, search.Query{Text: "never trusted a calm horizon"}); r.Match != search.Exact {
				t.Errorf("library %d does not hold the common record: %v", i%20, r.Match)
			}
		})
	}
	wg.Wait()
	if a, b := shelf.Index(libraries[0]), shelf.Index(libraries[0]); a != b {
		t.Error("the index that was asked for last is not kept")
	}
	first := shelf.Index(libraries[0])
	for _, lib := range libraries {
		shelf.Index(lib)
	}
	if shelf.Index(libraries[0]) == first {
		t.Error("nothing is dropped")
	}
	runtime.KeepAlive(first)
}
