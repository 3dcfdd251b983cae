package texts

import (
	"testing"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// TestMerging holds that names are merged on evidence only.
func TestMerging(t *testing.T) {
	for name, test := range map[string]struct {
		text     string
		speakers int
	}{
		"a last word":        {"ACT I\n\nKing.\nWelcome.\n\nHam.\nNo.\n\nKing.\nStay.\n\nP. King.\nFull thirty.\n\nHam.\nSo.\n\nP. King.\nTis sworn.\n\nKing.\nLight.\n", 3},
		"a number":           {"Speaker (1): I brought the bread.\n\nSpeaker (2): And I the salt.\n\nSpeaker (1): Then eat.\n\nSpeaker (2): At last.\n", 2},
		"a short form":       {"Michael Folk (MF): Good day.\n\nRuth Ash (RA): Good day.\n\nMF: We begin.\n\nRA: Yes.\n\nMF: Well.\n", 2},
		"an office":          {"ANA COOK, HOST: Good day.\n\nBEN WOLF, REPORTER: Good day.\n\nCOOK: We begin.\n\nWOLF: Yes.\n\nCOOK: Well.\n", 2},
		"a name in two ways": {"Ana: Good day.\n\nBen: Good day.\n\nANA: We begin.\n\nBen: Yes.\n\nAna: Well.\n", 2},
	} {
		t.Run(name, func(t *testing.T) {
			d, why := Read(&page.File{Name: "a.txt", Text: page.New(test.text)}, draft.Hint{})
			if d == nil {
				t.Fatal(why)
			}
			if n := len(d.Record.Speakers); n != test.speakers {
				t.Errorf("%d speakers: %v; merged %v", n, d.Record.Speakers, d.Merges)
			}
		})
	}
}
