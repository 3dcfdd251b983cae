package screenplays

import (
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// turns returns who says what in a play.
func turns(t testing.TB, text string) ([]string, error) {
	t.Helper()
	d, err := read(&page.File{Text: page.New(text)}, draft.Hint{})
	if d == nil || err != nil {
		return nil, err
	}
	r, err := d.Finish()
	if err != nil {
		return nil, err
	}
	all := []string{r.Title}
	for i := range r.Turns {
		name := ""
		if r.Turns[i].Kind == corpus.Speech {
			name = r.Speakers[r.Turns[i].Speaker].Name
		}
		all = append(all, name+": "+strings.ReplaceAll(r.Turns[i].Text, "\n", "/"))
	}
	return all, nil
}

const fountain = `Title:
    _**The Late Train**_
Credit: Written by
Author: A. Berg
Draft date: 1/20/2024

FADE IN:

EXT. STATION - NIGHT #1#

Rain. ANNA (30) waits
under the clock.

ANNA
You are late.
It is 7:30.

BEN (V.O.)
(panting,
out of breath)
The train was late.
(beat)
Sorry.

[[Is this too short?]]

@McAvoy
Tickets, please.

!BEN
He leaves.

ANNA (CONT'D) ^
Wait!

= She follows.

.THE PLATFORM

~No song here

> CUT TO:

/*
ZOE
Cut out.
*/

ZOE
  
Hello.

> THE END <
`

const typed = `                              THE LATE TRAIN

                              by A. Berg

FADE IN:

1   INT. STATION - NIGHT                                   1

Rain. ANNA (30) waits.

                    ANNA
          You are late, and that is what
          you said before.
                    (MORE)

                                                     2.

                    ANNA (CONT'D)
          Every time.

BEN comes down the stairs.

                    BEN
               (panting)
          The train was late.

                                          CUT TO:

2   EXT. STREET - DAY                                      2

MONTAGE
of trains.
`

func TestRead(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"Fountain", fountain, "The Late Train|: FADE IN:|: EXT. STATION - NIGHT #1#|: Rain. ANNA (30) waits under the clock.|ANNA: You are late. It is 7:30.|BEN: (panting, out of breath) The train was late. (beat) Sorry.|McAvoy: Tickets, please.|: BEN He leaves.|ANNA: Wait!|: THE PLATFORM|: ~No song here|: CUT TO:|ZOE: Hello.|: THE END <"},
		{"typed", typed, "THE LATE TRAIN|: FADE IN:|: 1   INT. STATION - NIGHT                                   1|: Rain. ANNA (30) waits.|ANNA: You are late, and that is what you said before.|ANNA: Every time.|: BEN comes down the stairs.|BEN: (panting) The train was late.|: CUT TO:|: 2   EXT. STREET - DAY                                      2|: MONTAGE of trains."},
		{"a play for the stage", "ACT I\n\nANNA\nYou are late.\n\nBEN\nI am.\n", ""},
		{"prose", "INT. means interior.\n\nNobody says so.\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := turns(t, test.text)
			if err != nil || strings.Join(got, "|") != test.want {
				t.Errorf("error %v\n got %s\nwant %s", err, strings.Join(got, "|"), test.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(fountain)
	f.Add(typed)
	f.Add("INT. A\n\n^\nx\n")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := turns(t, strings.ToValidUTF8(text, "\uFFFD")); err != nil && !strings.Contains(err.Error(), "no speakers") {
			t.Fatal(err)
		}
	})
}
