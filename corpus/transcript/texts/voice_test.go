package texts

import (
	"testing"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// TestSpeaks reads texts with labels of which some are of people who talk.
func TestSpeaks(t *testing.T) {
	for _, test := range []struct {
		name, text string
		spoken     bool
	}{
		{"two turns", "Ina: The tea is hot.\nOle: The cup is cold.\n", true},
		{"everybody once", "Our weekend\n\nIna: I went to the lake.\nOle: My bike broke.\nPia: I have nothing to tell.\nTim: We got a dog.\n", true},
		{"names in full", "Ina Holm: The town needs a second hall. The old one leaks.\n\nOle Brandt: The town needs a road. A hall costs too much.\n\nPia Lund: The town has no money at all.\n", true},
		{"labels come back", "Ina: Knowledge is virtue.\nOle: It seems so.\nIna: Then it can be taught.\nOle: Certainly.\n", true},
		{"an interview", "Q: When did you come here?\nA: I came by boat.\nQ: And then?\nA: Then I stayed.\n", true},
		{"an interview with the asker", "Q: How do I find the key?\nA: I hid it.\nQ: Did we look there?\nA: No.\n", true},
		{"a list of terms", "Terms of weaving\n\nWarp: The threads that run along the cloth.\nWeft: The threads that run across it.\nLoom: It holds the warp tight.\nShuttle: It carries the weft.\n", false},
		{"in German", "Begriffe der Weberei\n\nKette: Fäden, die längs laufen.\nSchuss: Fäden, die quer laufen.\nRahmen: Er hält die Kette.\nSchiffchen: Es trägt den Schuss.\n", false},
		{"of people", "Those in the story\n\nIna Holm: Ina lives by the lake. She mends nets.\n\nOle Brandt: Ole sells fish. He is deaf.\n\nPia Lund: Pia is his niece.\n", false},
		{"a form", "Entry for the race\n\nSurname: ..........\nFirst name: ..........\nStreet: ..........\nTown: ..........\n", false},
		{"rules", "Rules of the workshop\n\nOven: Switch it off at night.\nShelves: Put every tool back.\nFloor: Sweep it on Fridays.\nPaint: The lids belong on the tins.\n", false},
		{"a page of help", "Q: How do I get a key?\nA: Ask at the desk.\nQ: What happens if I lose it?\nA: Pay for a new one.\n", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, why := Read(&page.File{Text: page.New(test.text)}, draft.Hint{})
			if (d != nil) != test.spoken {
				t.Errorf("read %v (%s), want %v", d != nil, why, test.spoken)
			}
		})
	}
}
