package transcript

import (
	"strings"
	"testing"
	"unicode/utf8"
)

const handWritten = `# The minutes of 9b, proofread by Eva.

title = "First debate" # as on the door
#place = ""
sensitive = [
	"2", # about a pupil
]

# The president.
[[speakers]]
name = 'B. Cook'   # not Cooke
aliases = ["B. Cok"]

[[lines]]
# torn page
lines = "12"
speaker = "A. Baker"
`

// TestAmend holds that what somebody has written by hand stays as it was written
// beside what is changed.
func TestAmend(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*Sidecar)
		want   [][2]string // what stands there -> what stands there then
	}{
		{"nothing", func(*Sidecar) {}, nil},
		{"a value", func(s *Sidecar) { s.Title = "Second" }, [][2]string{{`"First debate"`, `"Second"`}}},
		{"a value that is commented out", func(s *Sidecar) { s.Place = `Room "9"` }, [][2]string{{`#place = ""`, `place = "Room \"9\""`}}},
		{"a new value", func(s *Sidecar) { s.Short = "Debate" }, [][2]string{{"# as on the door\n", "# as on the door\nshort = \"Debate\"\n"}}},
		{"no value any more", func(s *Sidecar) { s.Title = "" }, [][2]string{{"title = \"First debate\" # as on the door\n", ""}}},
		{"a speaker's", func(s *Sidecar) { s.Speakers[0].Role = "President" }, [][2]string{{"[\"B. Cok\"]\n", "[\"B. Cok\"]\nrole = \"President\"\n"}}},
		{"a speaker's name", func(s *Sidecar) { s.Speakers[0].Name = "Ben Cook"; s.Speakers[0].Labels = []string{"B. Cook"} },
			[][2]string{{"'B. Cook'", `"Ben Cook"`}, {"[\"B. Cok\"]\n", "[\"B. Cok\"]\nlabels = [\"B. Cook\"]\n"}}},
		{"a new speaker", func(s *Sidecar) {
			s.Speakers = append(s.Speakers, Declaration{Name: "A. Baker", Labels: []string{"A."}})
		},
			[][2]string{{"speaker = \"A. Baker\"\n", "speaker = \"A. Baker\"\n\n[[speakers]]\nname = \"A. Baker\"\nlabels = [\"A.\"]\n"}}},
		{"no speaker", func(s *Sidecar) { s.Speakers = nil }, [][2]string{{"[[speakers]]\nname = 'B. Cook'   # not Cooke\naliases = [\"B. Cok\"]\n", ""}}},
		{"lines", func(s *Sidecar) { s.Lines = append(s.Lines, Attribution{Lines: "14", Speaker: "B. Cook"}) },
			[][2]string{{"speaker = \"A. Baker\"\n", "speaker = \"A. Baker\"\n\n[[lines]]\nlines = \"14\"\nspeaker = \"B. Cook\"\n"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := ParseSidecar([]byte(handWritten))
			if err != nil {
				t.Fatal(err)
			}
			test.change(s)
			got, err := s.Amend([]byte(handWritten))
			if err != nil {
				t.Fatal(err)
			}
			want := handWritten
			for _, w := range test.want {
				if !strings.Contains(want, w[0]) {
					t.Fatalf("%q is not in the sidecar", w[0])
				}
				want = strings.Replace(want, w[0], w[1], 1)
			}
			if string(got) != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestAmendUnusual holds that what is written in a way that amending does not
// know is said all the same, with its comments.
func TestAmendUnusual(t *testing.T) {
	for name, old := range map[string]string{
		"inline tables":         "# by Eva\nspeakers = [{name = \"A\", aliases = [\"B\"]}]\n",
		"strings of many lines": "# by Eva\ntitle = \"\"\"\nA\"\"\"\n",
		"quoted keys":           "# by Eva\n\"title\" = \"A\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			s, err := ParseSidecar([]byte(old))
			if err != nil {
				t.Fatal(err)
			}
			s.Place = "Here"
			got, err := s.Amend([]byte(old))
			if err != nil {
				t.Fatal(err)
			}
			now, err := ParseSidecar(got)
			if err != nil || !same(now, s) || !strings.HasPrefix(string(got), "# by Eva\n") {
				t.Errorf("error %v, got\n%s", err, got)
			}
		})
	}
}

// TestAmendHead holds that the comment that heads a file stays at its head.
func TestAmendHead(t *testing.T) {
	for old, want := range map[string]string{
		"# by Eva\n\n# the first\n[[lines]]\nlines = \"1\"\nspeaker = \"A\"\n": "# by Eva\n\nplace = \"Here\"\n\n# the first\n[[lines]]\nlines = \"1\"\nspeaker = \"A\"\n",
		"[[lines]]\nlines = \"1\"\nspeaker = \"A\"":                            "place = \"Here\"\n\n[[lines]]\nlines = \"1\"\nspeaker = \"A\"\n",
		"# by Eva\nurl = \"x\"\n":                                              "# by Eva\nurl = \"x\"\nplace = \"Here\"\n",
		"url = \"x\"\n":                                                        "place = \"Here\"\nurl = \"x\"\n",
	} {
		s, err := ParseSidecar([]byte(old))
		if err != nil {
			t.Fatal(err)
		}
		s.Place = "Here"
		if got, err := s.Amend([]byte(old)); err != nil || string(got) != want {
			t.Errorf("error %v, got\n%s\nwant\n%s", err, got, want)
		}
	}
}

// TestAmendTemplate sets what the first sidecar of lint has commented out.
func TestAmendTemplate(t *testing.T) {
	r := Read(Source{Name: "talk.txt", Data: []byte(pumpTalk)})
	var template strings.Builder
	if err := r.WriteSidecar(&template); err != nil {
		t.Fatal(err)
	}
	s := &Sidecar{Title: "Pumps", Narration: []string{"6"}, Lines: []Attribution{{Lines: "2", Speaker: "Bob"}}}
	got, err := s.Amend([]byte(template.String()))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\ntitle = \"Pumps\"\n", "\nnarration = [\"6\"]\n", "\n#place = "} {
		if strings.Count(string(got), want) != 1 {
			t.Errorf("%q is not once in\n%s", want, got)
		}
	}
}

// FuzzAmend holds that a sidecar says in the end what it is to say, whatever it
// said and whatever stands in a name.
func FuzzAmend(f *testing.F) {
	for _, old := range []string{handWritten, "", "# only this", "title='A'", "narration = [\n# six\n\"6\", ]\n[[lines]]\nlines = \"2\"\nspeaker=\"B\""} {
		f.Add([]byte(old), "Ann \"O'Hara\"\r\n\u202e\u2028\x00", "é", "12")
	}
	f.Fuzz(func(t *testing.T, old []byte, name, other, lines string) {
		s, err := ParseSidecar(old)
		if err != nil || name == "" {
			return
		}
		s.Title, s.Place = other, name
		s.Speakers = append(s.Speakers, Declaration{Name: name, Labels: []string{other}, Role: name + other})
		s.Lines = append(s.Lines, Attribution{Lines: lines, Speaker: name, From: other})
		if len(s.Narration) > 0 {
			s.Narration = s.Narration[1:]
		}
		if len(s.Speakers) > 2 {
			s.Speakers = s.Speakers[1:]
		}
		got, err := s.Amend(old)
		if err != nil {
			if _, bad := parseLines(lines); bad == nil && utf8.ValidString(name+other) && len(old)+3*len(name)+3*len(other) < MaxSidecar/8 {
				t.Errorf("%q: %v", old, err)
			}
			return
		}
		now, err := ParseSidecar(got)
		if err != nil || !same(now, s) {
			t.Fatalf("error %v, of\n%s\ncame\n%s", err, old, got)
		}
	})
}
