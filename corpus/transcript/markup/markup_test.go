package markup

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// samples returns the files of testdata.
func samples(t testing.TB) map[string]string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"*ml", "*.json"} {
		found, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil || len(found) == 0 {
			t.Fatal("no samples", err)
		}
		files = append(files, found...)
	}
	texts := make(map[string]string)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if texts[file], err = page.Decode(data); err != nil {
			t.Fatal(err)
		}
	}
	return texts
}

// TestSamples reads small files as archives publish them and holds what comes
// of them to the golden file beside each.
func TestSamples(t *testing.T) {
	for file, text := range samples(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			f := &page.File{Name: file, Text: page.New(text)}
			d, err := readTurns(f, draft.Hint{})
			if d == nil && err == nil {
				d, err = readKokkai(f, draft.Hint{})
			}
			if err != nil || d == nil {
				t.Fatal("not read", err)
			}
			golden := file + ".golden"
			got := written(t, d)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// written writes down all of a draft.
func written(t *testing.T, d *draft.Draft) string {
	t.Helper()
	var account []string
	for _, s := range d.Account() {
		account = append(account, fmt.Sprintf("%s %d", s.Kind, s.Letters))
	}
	r, err := d.Finish()
	if err != nil {
		return fmt.Sprintf("layout: %s\nerror: %v\n", d.Layout, err)
	}
	if _, err := corpus.NewLibrary([]*corpus.Record{r}); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	guessed := ""
	if d.Basis.Marks == draft.Guessed {
		guessed = ", guessed"
	}
	fmt.Fprintf(&b, "layout: %s%s\ntitle: %s\ndate: %s\nlanguage: %s\nparticipants: %s\nletters: %s\n",
		d.Layout, guessed, r.Title, r.Date.ISO(), r.Language, strings.Join(r.Participants, "; "), strings.Join(account, ", "))
	for _, doubt := range d.Doubts {
		fmt.Fprintf(&b, "doubt: line %d: %s: %s\n", d.LineNumber(doubt.At), doubt.Kind, doubt.Text)
	}
	for _, s := range r.Speakers {
		fmt.Fprintf(&b, "speaker: %s; aliases %q; role %q\n", s.Name, s.Aliases, s.Role)
	}
	for _, s := range r.Sections {
		fmt.Fprintf(&b, "section: turn %d, level %d, number %q: %s\n", s.Turn, s.Level, s.Number, s.Name)
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "note: turn %d, offset %d, mark %s, line %d: %s\n", n.Turn, n.Offset, n.Mark, n.Line, n.Text)
	}
	for i := range r.Turns {
		turn := &r.Turns[i]
		first, last := turn.Whole().Lines()
		place, _ := turn.Whole().Places()
		fmt.Fprintf(&b, "\n%d %s (lines %d-%d, %s %s)\n\t%s\n", i, turn.SpeakerName(), first, last, r.Locator, place, strings.ReplaceAll(turn.Text, "\n", "\n\t"))
		for _, a := range turn.Asides {
			fmt.Fprintf(&b, "\taside: %q\n", turn.Text[a.Start:a.End])
		}
	}
	return b.String()
}

// TestNoTurns refuses files of which no element is a turn: lists of people and
// of news, and prose.
func TestNoTurns(t *testing.T) {
	for name, text := range map[string]string{
		"people": "<people><person><name>Ann Lee</name><note>She keeps the ferry by the harbour.</note></person><person><name>Bo Lund</name><note>He mends it.</note></person></people>",
		"news":   "<rss><channel><item><author>Ann</author><title>The ferry is late</title></item><item><author>Bo</author><title>The ferry is here</title></item></channel></rss>",
		"prose":  "<TEI><text><body><div><head>One</head><p>The ferry was late.</p></div><div><head>Two</head><p>It came.</p></div></body></text></TEI>",
		"page":   "<html><body><div><span>Ann</span>: a</div></body></html>",
	} {
		if d, err := readTurns(&page.File{Name: name, Text: page.New(text)}, draft.Hint{}); d != nil || err != nil {
			t.Errorf("%s is read: %v", name, err)
		}
	}
}
