package texts

import (
	"errors"
	"runtime/debug"
	"testing"
	"unicode/utf8"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// FuzzRead reads texts by all layouts: each letter is accounted for, and no turn
// is empty. It links few packages, whose counters are read after each execution,
// so that far more of them take place here than where all rooms are linked.
func FuzzRead(f *testing.F) {
	debug.SetGCPercent(400) // an execution leaves nothing behind
	for _, s := range []string{
		"Ann: One.\n\nBob: Two.\n\nAnn: Three.\n",
		"A. Baker. One.\n\nB. Cook. Two.\n\nA. Baker. Three.\n",
		"ACT I\n\nANN.\nOne,\n  Two.\n\n[Exit]\n\nBOB.\nThree.\n\nANN.\nFour.\n",
		"Q. One?\nA. Two.\nQ. Three?\nA. Four.\n",
		"Ann - One.\n\nBob - Two.\n\nAnn - Three.\n",
		"ANN\tOne.\nBOB\tTwo.\nANN\tThree.\n",
		"## Ann\n\nOne.\n\n## Bob\n\nTwo.\n\n## Ann\n\nThree.\n",
		"00 00 01   CDR   One.\n00 00 02   CMP   Two.\n00 00 03   CDR   Three.\n",
		"○議長　これより。\n○佐藤君　質問。\n○議長　次。\n",
		"[Congressional Record Volume 1]\n\n  Mr. SMITH. Mr. President,\none.\n  Mr. BROWN of Ohio. Two.\n",
		"1\n\nAnn: One\n1 A note.\n\f2\n\nBob: Two.\n\nAnn: Three.¹\n",
		"Present: Ann Lee (AL), Bob Roe\n\nAL: One. BOB: Two.\n\nLee: Three.\n",
		"INT. KITCHEN\n\nANN\n(softly)\nOne.\n\nBOB\nTwo.\n",
		"# :\n\nANN: One.\n\nBOB: Two.\n",
		"1 Q. One?\n2 A. Two\n3 three.\n4 Q. Four?\n5 A. Five.\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := page.Decode(data)
		if err != nil {
			return
		}
		d, _ := Read(&page.File{Name: "fuzz.txt", Data: data, Text: page.New(text)}, draft.Hint{})
		if d == nil {
			return
		}
		r, err := d.Finish()
		if errors.Is(err, draft.ErrAccount) {
			t.Fatal(err)
		}
		if err != nil {
			return
		}
		for i := range r.Turns {
			turn := &r.Turns[i]
			if turn.Text == "" || !utf8.ValidString(turn.Text) || int(turn.Speaker) >= len(r.Speakers) || len(turn.Marks) == 0 {
				t.Fatalf("turn %d: %+v", i, turn)
			}
		}
	})
}
