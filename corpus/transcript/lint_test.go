package transcript

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// doubtful holds one of each doubt that a text can raise.
const doubtful = `Minutes of the Water Board

4 March 1951

Ada Brook: The meeting is open.

Carl Dunn: Thank you. The pump failed. Ada Brook: Again?

Ada Brook: Who saw it?

Cral Dunn: I did.

Carl Dunn: So did I, on Monday.

Ada Brook: Let it be noted.



The board then went to see the pump.

Ada Brook: Here it is.

Carl Dunn: ` + "\uFFFD" + `

Ada Brook: We close.
`

func TestLint(t *testing.T) {
	report := Read(Source{Name: "board.txt", Data: []byte(doubtful)})
	var text, json, side strings.Builder
	if err := report.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if err := report.WriteJSON(&json); err != nil {
		t.Fatal(err)
	}
	if err := report.WriteSidecar(&side); err != nil {
		t.Fatal(err)
	}
	checkGolden(t, filepath.Join("testdata", "lint", "board.text"), text.String())
	checkGolden(t, filepath.Join("testdata", "lint", "board.json"), json.String())
	checkGolden(t, filepath.Join("testdata", "lint", "board.toml"), side.String())

	refused := Read(Source{Name: "prose.txt", Data: []byte("It rained.\n\nThen it did not.\n")})
	text.Reset()
	json.Reset()
	if err := refused.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if err := refused.WriteJSON(&json); err != nil {
		t.Fatal(err)
	}
	checkGolden(t, filepath.Join("testdata", "lint", "refused.text"), text.String()+json.String())
}

// TestWrittenSidecar reads what WriteSidecar writes, as it is and with all its
// settings taken out of their comments.
func TestWrittenSidecar(t *testing.T) {
	report := Read(Source{Name: "board.txt", Data: []byte(doubtful)})
	var side strings.Builder
	if err := report.WriteSidecar(&side); err != nil {
		t.Fatal(err)
	}
	if r := Read(Source{Name: "board.txt", Data: []byte(doubtful), Sidecar: []byte(side.String())}); r.Err != nil {
		t.Error(r.Err)
	}
	set := regexp.MustCompile(`(?m)^#(\w+ = |\[\[)`).ReplaceAllString(side.String(), "$1")
	set = regexp.MustCompile(`(?ms)^narration = .*?$|^sensitive = .*?$|^\[\[lines\]\].*?^speaker = ""$`).ReplaceAllString(set, "")
	r := Read(Source{Name: "board.txt", Data: []byte(doubtful), Sidecar: []byte(set)})
	if r.Err != nil {
		t.Fatalf("%v in\n%s", r.Err, set)
	}
	if got, want := len(r.Records[0].Turns), len(report.Records[0].Turns); got != want {
		t.Errorf("%d turns, want %d", got, want)
	}
}
