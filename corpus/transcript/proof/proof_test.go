package proof

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

const debate = `First debate of the class

March 3, 2026

A. Baker: We brought the bread and
the jam. And who has brought the salt?

B. Cook: Nobody was asked to bring any.
Then the soup will be thin again.

Bell: It rang twice.

A. Baker: Three things were said.

B. Cok: Four things were said. Yes they were.
No they were not.

A. Baker: So it stands.
`

// said returns a record as lines of "who: words", narrations as "-: words".
func said(r *corpus.Record) []string {
	var lines []string
	for i := range r.Turns {
		name := nameOf(r, i)
		if name == "" {
			name = "-"
		}
		if r.Turns[i].Sensitive {
			name += "*"
		}
		lines = append(lines, name+": "+strings.ReplaceAll(r.Turns[i].Text, "\n", "|"))
	}
	return lines
}

var asRead = []string{
	"A. Baker: We brought the bread and the jam. And who has brought the salt?",
	"B. Cook: Nobody was asked to bring any. Then the soup will be thin again.",
	"Bell: It rang twice.",
	"A. Baker: Three things were said.",
	"B. Cok: Four things were said. Yes they were. No they were not.",
	"A. Baker: So it stands.",
}

// changed returns asRead with turns replaced.
func changed(turns map[int][]string) []string {
	var lines []string
	for i, l := range asRead {
		if to, ok := turns[i]; ok {
			lines = append(lines, to...)
			continue
		}
		lines = append(lines, l)
	}
	return lines
}

func TestCorrections(t *testing.T) {
	if diff := cmp.Diff(asRead, said(look(t, debate, "").Record())); diff != "" {
		t.Fatal(diff)
	}
	for _, test := range []struct {
		name    string
		sidecar string
		do      []Correction
		want    []string
		says    string // what the sidecar says then
	}{
		{"join", "", []Correction{Join{"B. Cok", "B. Cook"}},
			changed(map[int][]string{4: {"B. Cook: Four things were said. Yes they were. No they were not."}}),
			"[[speakers]]\nname = \"B. Cook\"\nlabels = [\"B. Cok\"]\n"},
		{"rename", "", []Correction{Rename{"B. Cok", " Ben  Cokson "}},
			changed(map[int][]string{4: {"Ben Cokson: Four things were said. Yes they were. No they were not."}}),
			"[[speakers]]\nname = \"Ben Cokson\"\nlabels = [\"B. Cok\"]\n"},
		{"rename and back", "", []Correction{Rename{"B. Cok", "Ben"}, Rename{"Ben", "B. Cok"}}, asRead,
			"[[speakers]]\nname = \"B. Cok\"\nlabels = [\"Ben\"]\n"},
		{"rename, then join", "", []Correction{Rename{"B. Cok", "Ben"}, Rename{"B. Cook", "Bert"}, Join{"Ben", "Bert"}},
			changed(map[int][]string{1: {"Bert: Nobody was asked to bring any. Then the soup will be thin again."}, 4: {"Bert: Four things were said. Yes they were. No they were not."}}),
			"[[speakers]]\nname = \"Bert\"\nlabels = [\"B. Cook\", \"Ben\", \"B. Cok\"]\n"},
		{"nobody", "", []Correction{Nobody{"Bell"}}, changed(map[int][]string{2: {"-: Bell: It rang twice."}}), "nobody = [\"Bell\"]\n"},
		{"no label", "", []Correction{NoLabel{"Bell"}},
			changed(map[int][]string{2: {"-: Bell: It rang twice."}}), "no_names = [\"Bell\"]\n"},
		{"whose line", "", []Correction{Whose{First: 9, Last: 9, Speaker: "A. Baker"}},
			changed(map[int][]string{1: {"B. Cook: Nobody was asked to bring any.", "A. Baker: Then the soup will be thin again."}}),
			"[[lines]]\nlines = \"9\"\nspeaker = \"A. Baker\"\n"},
		{"somebody else's line", "", []Correction{Whose{First: 9, Last: 9, Speaker: "D. Potter"}},
			changed(map[int][]string{1: {"B. Cook: Nobody was asked to bring any.", "D. Potter: Then the soup will be thin again."}}),
			"[[lines]]\nlines = \"9\"\nspeaker = \"D. Potter\"\n"},
		{"whose line it is already", "", []Correction{Whose{First: 9, Last: 9, Speaker: "B. Cook"}}, asRead,
			"[[lines]]\nlines = \"9\"\nspeaker = \"B. Cook\"\n"},
		{"nobody's lines", "", []Correction{Whose{First: 8, Last: 9}},
			changed(map[int][]string{1: {"-: Nobody was asked to bring any. Then the soup will be thin again."}}), "narration = [\"8-9\"]\n"},
		{"lines given twice", "", []Correction{Whose{First: 8, Last: 9}, Whose{First: 9, Last: 9, Speaker: "A. Baker"}, Whose{First: 8, Last: 8, Speaker: "A. Baker"}},
			changed(map[int][]string{1: {"A. Baker: Nobody was asked to bring any. Then the soup will be thin again."}}),
			"[[lines]]\nlines = \"8-9\"\nspeaker = \"A. Baker\"\n"},
		{"some words", "", []Correction{Whose{First: 6, Last: 6, Words: "And who has brought the salt?", Speaker: "B. Cook"}},
			changed(map[int][]string{0: {"A. Baker: We brought the bread and the jam.", "B. Cook: And who has brought the salt?"}}),
			"[[lines]]\nlines = \"6\"\nwords = \"And who has brought the salt?\"\nspeaker = \"B. Cook\"\n"},
		{"some words are the recorder's", "", []Correction{Whose{First: 6, Last: 6, Words: "And who has brought the salt?"}},
			changed(map[int][]string{0: {"A. Baker: We brought the bread and the jam.", "-: And who has brought the salt?"}}),
			"[[lines]]\nlines = \"6\"\nwords = \"And who has brought the salt?\"\nnarration = true\n"},
		{"split at a line", "", []Correction{Split{Line: 9}},
			changed(map[int][]string{1: {"B. Cook: Nobody was asked to bring any.", "B. Cook: Then the soup will be thin again."}}),
			"[[lines]]\nlines = \"9\"\nfrom = \"Then the soup\"\nspeaker = \"B. Cook\"\n"},
		{"split within a line", "", []Correction{Split{Line: 15, At: "Yes they"}},
			changed(map[int][]string{4: {"B. Cok: Four things were said.", "B. Cok: Yes they were. No they were not."}}),
			"[[lines]]\nlines = \"15-16\"\nfrom = \"Yes they were.\"\nspeaker = \"B. Cok\"\n"},
		{"split, and the rest is another's", "", []Correction{Split{Line: 15, At: "Yes they"}, WhoseTurn{"6", "B. Cook"}},
			changed(map[int][]string{4: {"B. Cok: Four things were said.", "B. Cook: Yes they were. No they were not."}}),
			"[[lines]]\nlines = \"15-16\"\nfrom = \"Yes they were.\"\nspeaker = \"B. Cook\"\n"},
		{"split twice", "", []Correction{Split{Line: 15, At: "Yes they"}, Split{Line: 16}, WhoseTurn{"7", ""}},
			changed(map[int][]string{4: {"B. Cok: Four things were said.", "B. Cok: Yes they were.", "-: No they were not."}}), ""},
		{"a whole turn", "", []Correction{WhoseTurn{"5", "B. Cook"}},
			changed(map[int][]string{4: {"B. Cook: Four things were said. Yes they were. No they were not."}}),
			"[[lines]]\nlines = \"15-16\"\nspeaker = \"B. Cook\"\n"},
		{"sensitive", "", []Correction{Sensitive{Turns: []string{"2", "4-5"}}, Sensitive{Turns: []string{"5"}, Off: true}},
			changed(map[int][]string{1: {strings.Replace(asRead[1], ":", "*:", 1)}, 3: {strings.Replace(asRead[3], ":", "*:", 1)}}),
			"sensitive = [\"2\", \"4\"]\n"},
		{"sensitive, then numbers change", "# Eva's\nsensitive = [\"debate:4\"] # hers\n", []Correction{Split{Line: 9}, Nobody{"Bell"}},
			[]string{asRead[0], "B. Cook: Nobody was asked to bring any.", "B. Cook: Then the soup will be thin again.", "-: Bell: It rang twice.", strings.Replace(asRead[3], ":", "*:", 1), asRead[4], asRead[5]},
			"# Eva's\nsensitive = [\"4\"] # hers\nnobody = [\"Bell\"]\n\n[[lines]]\nlines = \"9\"\nfrom = \"Then the soup\"\nspeaker = \"B. Cook\"\n"},
		{"a split turn stays sensitive", "sensitive = [\"5\"]\n", []Correction{Split{Line: 16}},
			changed(map[int][]string{4: {"B. Cok*: Four things were said. Yes they were.", "B. Cok*: No they were not."}}), ""},
		{"settings", "", []Correction{Together{Set{"title", "A \"first\"\ndebate"}, Set{"date", "2026-03"}, Set{"participants", "A. Baker\n\n D. Potter "}}}, asRead,
			"title = \"A \\\"first\\\" debate\"\ndate = \"2026-03\"\nparticipants = [\"A. Baker\", \"D. Potter\"]\n"},
		{"what was left out", "", []Correction{Whose{First: 3, Last: 3, Speaker: "A. Baker"}},
			append([]string{"A. Baker: March 3, 2026"}, asRead...), "[[lines]]\nlines = \"3\"\nspeaker = \"A. Baker\"\nrestore = true\n"},
		{"what was left out, then another's", "", []Correction{Whose{First: 1, Last: 3, Speaker: "A. Baker"}, Whose{First: 3, Last: 3, Speaker: "B. Cok"}, WhoseTurn{"1", ""}},
			append([]string{"-: First debate of the class", "B. Cok: March 3, 2026"}, asRead...), ""},
		{"role", "", []Correction{Role{"A. Baker", "President"}}, asRead, "[[speakers]]\nname = \"A. Baker\"\nrole = \"President\"\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			result := *look(t, debate, test.sidecar)
			for _, c := range test.do {
				next, err := Again("debate.txt", []byte(debate), result, c)
				if err != nil {
					t.Fatalf("%#v: %v\n%s", c, err, result.Sidecar)
				}
				if _, ok := c.(Set); !ok && len(next.Also) > 0 {
					t.Errorf("%#v: lines %v changed, too", c, next.Also)
				}
				result = next
			}
			if diff := cmp.Diff(test.want, said(result.Record())); diff != "" {
				t.Error(diff)
			}
			if test.says != "" && string(result.Sidecar) != test.says {
				t.Errorf("the sidecar is\n%s\nwant\n%s", result.Sidecar, test.says)
			}
			if diff := cmp.Diff(said(result.Record()), said(look(t, debate, string(result.Sidecar)).Record())); diff != "" {
				t.Errorf("read again, it is another: %s", diff)
			}
		})
	}
}

func look(t *testing.T, data, sidecar string) *Result {
	t.Helper()
	var side []byte
	if sidecar != "" {
		side = []byte(sidecar)
	}
	r := Look("debate.txt", []byte(data), side)
	if r.Report.Err != nil {
		t.Fatal(r.Report.Err)
	}
	return &r
}

func TestRefusals(t *testing.T) {
	for _, test := range []struct {
		name    string
		sidecar string
		do      Correction
		why     Why
	}{
		{"nobody of that name", "", Join{"X", "A. Baker"}, NoSpeaker},
		{"with nobody", "", Join{"A. Baker", "X"}, NoSpeaker},
		{"with oneself", "", Join{"A. Baker", "A. Baker"}, OneSpeaker},
		{"another's name", "", Rename{"B. Cok", "B. Cook"}, Taken},
		{"another's label", "[[speakers]]\nname = \"B. Cook\"\nlabels = [\"Bert\"]\n", Rename{"B. Cok", "Bert"}, Taken},
		{"no name", "", Rename{"B. Cok", " \n"}, NoName},
		{"no such line", "", Whose{First: 99, Last: 99, Speaker: "A. Baker"}, NoLines},
		{"backwards", "", Whose{First: 9, Last: 8, Speaker: "A. Baker"}, NoLines},
		{"a blank line", "", Whose{First: 2, Last: 2, Speaker: "A. Baker"}, NoLines},
		{"words of another line", "", Whose{First: 8, Last: 8, Words: "So it stands", Speaker: "A. Baker"}, NoWords},
		{"no such turn", "", WhoseTurn{"n9", "A. Baker"}, NoTurn},
		{"several turns", "", WhoseTurn{"1-2", "A. Baker"}, NoTurn},
		{"no reference", "", Sensitive{Turns: []string{"all"}}, NoTurn},
		{"where a turn begins", "", Split{Line: 8}, AtStart},
		{"with what a turn begins", "", Split{Line: 8, At: "Nobody was"}, AtStart},
		{"words that do not stand there", "", Split{Line: 8, At: "soup"}, NoWords},
		{"a blank line again", "", Split{Line: 7}, NoLines},
		{"no setting", "", Set{"titel", "A"}, NoSetting},
		{"no date", "", Set{"date", "last week"}, NotReadThen},
		{"no such layout", "", Set{"layout", "columsn"}, NotReadThen},
		{"no pages", "", Set{"locator", "page"}, NoPlaces},
		{"a broken sidecar", "title = \n", Set{"place", "Here"}, BadSidecar},
		{"an unknown key", "titel = \"A\"\n", Join{"B. Cok", "B. Cook"}, BadSidecar},
		{"a sidecar that is refused", "sensitive = [\"99\"]\n", Join{"B. Cok", "B. Cook"}, NotRead},
		{"too much", "source = \"" + strings.Repeat("a", transcript.MaxSidecar-20) + "\"\n", Rename{"B. Cok", "Ben"}, NotReadThen},
		{"all or none", "", Together{Set{"title", "A"}, Join{"X", "Y"}}, NoSpeaker},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Correct("debate.txt", []byte(debate), []byte(test.sidecar), test.do)
			if !IsRefusal(err, test.why) {
				t.Fatalf("error %v, want %s", err, test.why)
			}
			if got.Sidecar != nil || got.Record() != nil {
				t.Error("a result beside the refusal")
			}
			if s := err.Error(); !strings.HasSuffix(s, ".") || s == string(test.why) || strings.Contains(s, "..") {
				t.Errorf("%q is no finished sentence", s)
			}
		})
	}
}

// TestOpens makes a file readable that names no speakers.
func TestOpens(t *testing.T) {
	const address = "Address of 1961\n\nWe begin today. It is late.\n\nGood night to you all.\n"
	if _, err := Correct("a.txt", []byte(address), nil, Join{"A", "B"}); !IsRefusal(err, NotRead) {
		t.Errorf("error %v", err)
	}
	r, err := Correct("a.txt", []byte(address), nil, Set{"speaker", "Ada Hale"})
	if err != nil || !speaks(&r, "Ada Hale") {
		t.Fatalf("error %v", err)
	}
}

// TestSpeakers makes a file readable in which it is not sure who speaks.
func TestSpeakers(t *testing.T) {
	const talk = "ann: one is here. it rains\n\nit rains: as it does\n\nbo: two is here\n"
	before := Look("a.txt", []byte(talk), nil)
	if before.Report.Err == nil {
		t.Fatalf("it is read as %q", said(before.Record()))
	}
	r, err := Again("a.txt", []byte(talk), before, Speakers{"ann", " bo "})
	if err != nil || !speaks(&r, "ann") || !speaks(&r, "bo") || speaks(&r, "it rains") {
		t.Fatalf("error %v, %q", err, r.Sidecar)
	}
	if _, err := Again("a.txt", []byte(talk), before, Speakers{"ann", "Caesar"}); !IsRefusal(err, NotHonoured) {
		t.Errorf("error %v", err)
	}
	if _, err := Again("a.txt", []byte(talk), before, Speakers{" "}); !IsRefusal(err, NoName) {
		t.Errorf("error %v", err)
	}
}

// TestLabelsAreOfOneFile holds that what one file calls somebody joins nobody in
// another: two recordings have a "Speaker 1".
func TestLabelsAreOfOneFile(t *testing.T) {
	const talk = "Speaker 1: One word of it.\n\nSpeaker 2: Two words of it.\n\nSpeaker 1: Three.\n\nSpeaker 2: Four.\n"
	var records []*corpus.Record
	for file, name := range map[string]string{"first.txt": "Anna", "second.txt": "Bob"} {
		r, err := Correct(file, []byte(talk), nil, Together{Rename{"Speaker 1", name}, Role{"Speaker 1", "President"}})
		if err != nil {
			// The role is said of the one who has the new name.
			r, err = Correct(file, []byte(talk), nil, Rename{"Speaker 1", name})
			if err == nil {
				r, err = Again(file, []byte(talk), r, Role{name, "President"})
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, r.Record())
	}
	library, err := corpus.NewLibrary(records)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range library.People {
		if len(p.Parts) > 1 {
			t.Errorf("%s is one person in two records", p.Name)
		}
	}
}

func TestHistory(t *testing.T) {
	h := NewHistory(nil)
	if h.Undo() || h.Redo() || h.CanUndo() || h.CanRedo() {
		t.Error("there is nothing to undo")
	}
	h.Add([]byte("a"))
	h.Add([]byte("b"))
	if !h.Undo() || string(h.Sidecar()) != "a" || !h.CanRedo() || !h.Redo() || string(h.Sidecar()) != "b" {
		t.Errorf("sidecar %q", h.Sidecar())
	}
	h.Undo()
	h.Add([]byte("c"))
	if h.Redo() || !h.Undo() || string(h.Sidecar()) != "a" || !h.Undo() || h.Sidecar() != nil {
		t.Errorf("sidecar %q", h.Sidecar())
	}
	for i := range 3 * maxHistory {
		h.Add([]byte{byte(i)})
	}
	n := 0
	for h.Undo() {
		n++
	}
	if n != maxHistory {
		t.Errorf("%d can be undone", n)
	}
}

func TestSettings(t *testing.T) {
	if names := Settings(); !slices.Contains(names, "title") || !slices.Contains(names, "participants") {
		t.Errorf("settings %v", names)
	}
	r := look(t, debate, "place = \"Room 9\"\n")
	if Value(r.Record(), "place") != "Room 9" || Value(r.Record(), "date") != "2026-03-03" {
		t.Errorf("place %q, date %q", Value(r.Record(), "place"), Value(r.Record(), "date"))
	}
}
