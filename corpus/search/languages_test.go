package search_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"rapporteur/corpus/search"
)

// TestLanguages shows how lines of records in other languages and scripts are
// found again that are remembered wrongly, and how lines of the others are
// called.
func TestLanguages(t *testing.T) {
	files := []struct{ language, path string }{
		{"Russian", "07_hostile/chekhov-medved.ru.txt"},
		{"Hebrew", "07_hostile/knesset_finance_committee_2015-12-08.he.txt"},
		{"Chinese", "04_parliament/hk_legco_12-13-cm0221.zh.txt"},
		{"Turkish", "04_parliament/parlamint_tr_2018-07-07.xml"},
		{"Slovak", "04_parliament/parlamint_sk_1996-07-04.xml"},
		{"Galician", "04_parliament/parlamint_es-ga_2015-06-22.xml"},
	}
	indexes := make([]*search.Index, len(files))
	for i, f := range files {
		indexes[i] = search.New(read(t, testdata(t, "transcripts", f.path)))
	}
	var b strings.Builder
	b.WriteString("# language, kind of line, lines, percent exact, close, loose, none, right turn first\n")
	for i, f := range files {
		c := corrupter{
			rng:   rand.New(rand.NewPCG(41, 42)),
			own:   speeches(indexes[i].Library().Records),
			other: speeches(indexes[(i+1)%len(files)].Library().Records),
		}
		for _, kind := range kinds {
			fmt.Fprintf(&b, "%s\t%s\t%s\n", f.language, kind.name, c.judge(indexes[i], kind, 100))
		}
	}
	golden(t, "testdata/languages.golden", b.String())
}
