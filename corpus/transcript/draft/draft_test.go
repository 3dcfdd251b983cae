package draft

import (
	"strings"
	"testing"

	"rapporteur/corpus/transcript/page"
)

// span returns where words stand in text.
func span(t *testing.T, text, words string) page.Span {
	t.Helper()
	at := strings.Index(text, words)
	if at < 0 {
		t.Fatalf("%q is not in %q", words, text)
	}
	return page.Span{Start: at, End: at + len(words)}
}

func TestFinish(t *testing.T) {
	const text = "7\nANN: I said\nso-\ncalled (No.) things.1\n\nThey rise.\nBOB: \u00a0Yes.\n1 A note.\n"
	d := New(page.New(text), Hint{Names: map[string]string{"BOB": "Robert"}})
	in := func(words string) page.Span { return span(t, text, words) }
	d.Drop(in("7"), "page number")
	d.Drop(in("ANN"), Label)
	d.Turn("ANN")
	d.Words(in("I said"), Space)
	d.Words(in("so-"), Space)
	d.Words(in("called (No.) things."), Space)
	at := d.Here()
	d.Narration()
	d.Words(in("They rise."), Paragraph)
	d.Drop(in("BOB"), Label)
	d.Turn("BOB")
	d.Words(in(" \u00a0Yes."), Space)
	d.NoteAt(at, "1", in("A note."))
	d.Drop(page.Span{Start: strings.Index(text, ".1") + 1, End: strings.Index(text, ".1") + 2}, Note)
	d.Drop(page.Span{Start: strings.Index(text, "1 A"), End: strings.Index(text, "1 A") + 1}, Note)
	r, err := d.Finish()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range r.Turns {
		name := ""
		if s := r.Turns[i].Speaker; s >= 0 {
			name = r.Speakers[s].Name
		}
		got = append(got, name+"|"+r.Turns[i].Text)
	}
	if want := "ANN|I said so-called (No.) things. / |They rise. / Robert|Yes."; strings.Join(got, " / ") != want {
		t.Errorf("turns %q, want %q", got, want)
	}
	if n := r.Notes; len(n) != 1 || n[0].Turn != 0 || n[0].Offset != len(r.Turns[0].Text) || n[0].Text != "A note." || n[0].Line != 8 {
		t.Errorf("notes %+v", n)
	}
	if m := r.Turns[0].Marks; len(m) != 3 || m[0].Line != 2 || m[2].Line != 4 {
		t.Errorf("marks %+v", m)
	}
}

// TestAccount holds that a letter in no part, and one in two, is refused.
func TestAccount(t *testing.T) {
	const text = "Ann: One two.\n"
	for name, test := range map[string]struct{ words, label, want string }{
		"all":   {"One two.", "Ann", ""},
		"lost":  {"One", "Ann", `not accounted for: line 1: "two.`},
		"twice": {"One two.", "Ann: One", "read as label and as turn: line 1"},
	} {
		t.Run(name, func(t *testing.T) {
			d := New(page.New(text), Hint{})
			d.Turn("Ann")
			d.Drop(span(t, text, test.label), Label)
			d.Words(span(t, text, test.words), Space)
			_, err := d.Finish()
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}
