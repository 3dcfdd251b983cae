package texts

import (
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// TestWhose reads talks in which something looks like a label or a turn and is none.
func TestWhose(t *testing.T) {
	const begun = "Ina: I have thought about it for a week.\n\nOle: What did you find?\n\nIna: We need salt, and much of it.\n\n"
	const turns = "Ina: I have thought about it for a week.|Ole: What did you find?|Ina: We need salt, and much of it."
	for _, test := range []struct{ name, text, want string }{
		{"times that are spoken", "Ina: 12:30 works for me.\nOle: 12:45 is better.\nIna: 13:00 suits nobody.\nOle: 14:00 then.\n",
			"Ina: 12:30 works for me.|Ole: 12:45 is better.|Ina: 13:00 suits nobody.|Ole: 14:00 then."},
		{"times of turns", "Ina: 12:30 It works for me.\nOle: 12:45 Mine is better.\nIna: 13:00 Nobody will come.\nOle: 14:00 Then wait.\n",
			"Ina: It works for me.|Ole: Mine is better.|Ina: Nobody will come.|Ole: Then wait."},
		{"times in brackets", "Ms. Holm (00:03.000)\nWho has it?\n\nOle Brandt (00:05.500)\nI have.\n\nMs. Holm (00:07.250)\nGood.\n", "Ms. Holm: Who has it?|Ole Brandt: I have.|Ms. Holm: Good."},
		{"names in brackets", "[Ms. Holm] 09:00:03\nWho has it?\n\n[Ole Brandt] 09:00:05\nI have.\n\n[Ms. Holm] 09:00:07\nGood.\n", "Ms. Holm: Who has it?|Ole Brandt: I have.|Ms. Holm: Good."},
		{"a room with a time", "Ina Holm   0:03\nWho has it?\n\nMeeting Room 3   0:05\nWe have.\n\nIna Holm   0:07\nGood.\n\nMeeting Room 3   0:08\nYes.\n", "Ina Holm: Who has it?|Meeting Room 3: We have.|Ina Holm: Good.|Meeting Room 3: Yes."},
		{"a sentence with a colon", begun + "Remember: never run with it.\n\nOle: We know.\n", turns + "/Remember: never run with it.|Ole: We know."},
		{"somebody who speaks once", begun + "Pia: Never run with it.\n\nOle: We know.\n", turns + "|Pia: Never run with it.|Ole: We know."},
		{"a sentence shown apart", strings.Replace(begun, "Ole:", "We need salt, and much of it.\n\nOle:", 1), strings.Replace(turns, "|Ole", "|: We need salt, and much of it.|Ole", 1)},
		{"what a page has at its foot", begun + "Ole: I see.\n\nMore about salt\n\nThe mines are closed.\n", turns + "|Ole: I see.|: More about salt|: The mines are closed."},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, why := Read(&page.File{Text: page.New(test.text)}, draft.Hint{})
			if d == nil {
				t.Fatal(why)
			}
			r, err := d.Finish()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range r.Turns {
				name := ""
				if r.Turns[i].Kind == corpus.Speech {
					name = r.Speakers[r.Turns[i].Speaker].Name
				}
				got = append(got, name+": "+strings.ReplaceAll(r.Turns[i].Text, "\n\n", "/"))
			}
			if s := strings.Join(got, "|"); s != test.want {
				t.Errorf("\n got %s\nwant %s", s, test.want)
			}
		})
	}
}
