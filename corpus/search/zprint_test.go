//go:build z

package search_test

import (
	"fmt"
	"os"
	"testing"
)

func TestZPrint(t *testing.T) {
	if os.Getenv("ZPRINT") == "" {
		t.Skip()
	}
	lib := read(t, os.Getenv("ZPRINT"))
	for _, r := range lib.Records {
		for i := range r.Turns {
			tt := &r.Turns[i]
			ref := tt.Reference()
			ref.Record = ""
			who := ""
			if p := lib.Person(tt); p != nil {
				who = p.Name
			}
			text := tt.Text
			if len(text) > 420 {
				text = text[:420] + "…"
			}
			fmt.Printf("%s %s: %s\n", ref, who, text)
		}
	}
}
