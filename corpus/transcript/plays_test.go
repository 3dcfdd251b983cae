package transcript

import (
	"path/filepath"
	"testing"

	"rapporteur/corpus"
)

// TestPlays reads the collected plays, whose labels stand on an indented line
// of their own.
func TestPlays(t *testing.T) {
	reports, err := ReadAll(filepath.Join(testdataDir(t), "shakespeare"))
	if err != nil {
		t.Fatal(err)
	}
	speeches := 0
	for _, report := range reports {
		if report.Err != nil {
			t.Fatal(report.Err)
		}
		for i := range report.Records[0].Turns {
			if report.Records[0].Turns[i].Kind == corpus.Speech {
				speeches++
			}
		}
	}
	if len(reports) != 37 || speeches < 31000 || speeches > 31200 {
		t.Errorf("%d plays with %d speeches", len(reports), speeches)
	}
}
