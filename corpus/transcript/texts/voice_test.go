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
		{"a page of help that says we", "Question: Can I bring my dog?\nAnswer: Yes, if you keep it on a lead.\nQuestion: Do you sell tickets?\nAnswer: We do, but we may be full.\nQuestion: Where can I park?\nAnswer: Behind the church.\n", false},
		{"points of a game", "Round three\n\nWhite: e4\nBlack: e5\nWhite: Nf3\nBlack: Nc6\nWhite: Bb5\n", false},
		{"what happens in a game", "Ruck: attacks Grim, 4 damage\nGrim: attacks Ruck, 2 damage\nRuck: drinks a potion\nGrim: misses\nRuck: level up!\n", false},
		{"who does what", "Before the fair\n\nIna: print the posters!\nOle: ask Mr. Lee for the key\nPia: buy tape and string\nIna: call the bakery\n", false},
		{"a plan of a trip", "Ina: arrives 10:40, terminal 2\nOle: arrives 12:05, terminal 1\nIna: Forum, Colosseum\nOle: Vatican museums\n", false},
		{"hours of a week", "Mr. Hall: Maths, Monday 8:00\nMs. Ode: English, Monday 9:00\nMr. Hall: Maths, Tuesday 10:00\nMs. Ode: Drama, Wednesday 11:00\n", false},
		{"a recipe that says I", "Soup\n\nOnion: Chop it. You don't need much!\nCarrots: I cut them small.\nStock: Pour it in.\nSalt: Do you like it salty?\nCream: Stir it in. Done!\n", false},
		{"terms that say we, under their title", "Glossary\n\nMetaphor: We say that something is something else.\nSimile: I am as tall as a tree.\nIrony: It says the opposite.\nHyperbole: I have told you so a thousand times!\n", false},
		{"those in a story", "Those in it\n\nLina: She is eleven and dives.\nOtto: He built the boat himself.\nThe Gull: It steals their bread!\nMr. Krause: He hates boats.\n", false},
		{"counted rules", "Rule 1: You touch it, you move it.\nRule 2: We shake hands.\nRule 3: No talking!\nRule 4: The loser tidies up.\nTreasurer: Ravi\n", false},
		{"a song of two rivers", "Said the Tweed to the Till:\nWhat makes you run so still?\nSaid the Till to the Tweed:\nThough you run with speed.\n", false},
		{"typed in haste", "Ina: ok\nOle: brb\nIna: dinner at 6\nOle: cool\nIna: pizza\n", true},
		{"typed in haste, names too", "mum: did you sleep\ntom: no\nmum: why not\ntom: exam\nmum: ah\n", true},
		{"short answers", "Doctor: Name?\nPatient: Lena Maas.\nDoctor: Age?\nPatient: Eleven.\nDoctor: Pain?\nPatient: Here.\n", true},
		{"on the air", "Base: Go for landing.\nEagle: Roger. 40 feet.\nBase: 30 seconds.\nEagle: Contact light.\n", true},
		{"a play under a title of a list", "Rules of the game\n\nKing: You will not sleep here.\nQueen: I will sleep where I like.\nKing: Then I go.\nQueen: And who will miss you?\nKing: I do not care.\n", true},
		{"those who are counted", "Student 1: The experiment failed.\nStudent 2: The water was too cold.\nStudent 3: We forgot the salt.\nStudent 4: I forgot the egg.\n", true},
		{"in Thai", "ครู: ใครอ่าน\nอานนท์: ผมอ่าน\nครู: ดีมาก\nอานนท์: ขอบคุณครับ\n", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, why := Read(&page.File{Text: page.New(test.text)}, draft.Hint{})
			if (d != nil) != test.spoken {
				t.Errorf("read %v (%s), want %v", d != nil, why, test.spoken)
			}
		})
	}
}
