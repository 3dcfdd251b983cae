package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// TestControlCharactersAreVisible names a file so that it would change the
// terminal.
func TestControlCharactersAreVisible(t *testing.T) {
	var out bytes.Buffer
	complain(&out, errors.New("read \x1b]0;owned\x07.txt: no\x9b31m"))
	if got := out.String(); got != "rapporteur: read \\x1b]0;owned\\x07.txt: no\\x9b31m\n" && strings.ContainsAny(got, "\x1b\x07") {
		t.Errorf("%q", got)
	}
	if got := visible("a\nб\x1bc\t"); got != "a\nб\\x1bc\\x09" {
		t.Errorf("%q", got)
	}
}

// TestNamesakesInAnotherForm has two files whose names look the same.
func TestNamesakesInAnotherForm(t *testing.T) {
	report := func(id string) transcript.Report {
		return transcript.Report{File: id + ".txt", Records: []*corpus.Record{{ID: id}}}
	}
	if err := namesakes([]transcript.Report{report("d\u00e9bat"), report("de\u0301bat")}); err == nil {
		t.Error("two records have IDs that look the same")
	}
	if err := namesakes([]transcript.Report{report("d\u00e9bat"), report("debat")}); err != nil {
		t.Error(err)
	}
}

// TestCellsAreHarmless exports words that a spreadsheet would run.
func TestCellsAreHarmless(t *testing.T) {
	var out bytes.Buffer
	err := writeCSV(&out, func(yield func(row) bool) {
		yield(row{Record: "r", Speaker: "@SUM(1)", Text: "=1+1, he said", Lines: [2]int{3, 3}})
	})
	if err != nil || !strings.Contains(out.String(), `'@SUM(1),"'=1+1, he said"`) {
		t.Errorf("%s, %v", out.String(), err)
	}
}
