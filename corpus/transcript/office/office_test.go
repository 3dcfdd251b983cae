package office

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur/corpus/transcript/page"
)

var update = flag.Bool("update", false, "rewrite the expected files of testdata")

// packed returns the document whose parts stand in an archive of text: a ZIP
// file, or the only part.
func packed(t testing.TB, name string) []byte {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Files) == 1 {
		return a.Files[0].Data
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range a.Files {
		part, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write(bytes.TrimSuffix(f.Data, []byte("\n")))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// flatten reads a document as a reader of transcripts does.
func flatten(data []byte) (*page.Text, error) {
	f := &page.File{Data: data}
	if text, err := page.Decode(data); err == nil {
		f.Text = page.New(text)
	}
	for _, format := range Formats {
		if text, err := format.Flatten(f); text != nil || err != nil {
			return text, err
		}
	}
	return nil, nil
}

// show writes a text with all that is known of its lines.
func show(text *page.Text) string {
	var b strings.Builder
	for i := range text.Lines {
		l := &text.Lines[i]
		if l.Blanks > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%d", l.Number)
		if l.Place > 0 {
			fmt.Fprintf(&b, " %s %s", text.Locator, text.Places[l.Place-1])
		}
		if l.Level > 0 {
			fmt.Fprintf(&b, " level %d", l.Level)
		}
		if l.Indent > 0 {
			fmt.Fprintf(&b, " indent %d", l.Indent)
		}
		words := text.At(l)
		bold := min(int(l.Bold), len(words))
		fmt.Fprintf(&b, "\t[%s]%s\n", words[:bold], strings.ReplaceAll(words[bold:], "\t", "→"))
	}
	for _, a := range text.Apart {
		before := text.String[:a.At]
		fmt.Fprintf(&b, "%s %s after %q: %s\n", a.Kind, a.Mark, before[max(0, len(before)-12):], text.String[a.Start:a.End])
	}
	for _, table := range text.Tables {
		for _, row := range table {
			for _, cell := range row {
				fmt.Fprintf(&b, "| %s ", strings.ReplaceAll(text.String[cell.Start:cell.End], "\n", " / "))
			}
			b.WriteString("|\n")
		}
	}
	return b.String()
}

func TestFlatten(t *testing.T) {
	samples, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(samples) == 0 {
		t.Fatal("no samples", err)
	}
	for _, name := range samples {
		t.Run(filepath.Base(name), func(t *testing.T) {
			compare(t, packed(t, name), strings.TrimSuffix(name, ".txtar")+".golden")
		})
	}
}

func TestPDF(t *testing.T) {
	samples, _ := filepath.Glob("testdata/*.pdf")
	for _, name := range samples {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, data, name+".golden")
		})
	}
}

// compare compares what a document says with a file.
func compare(t *testing.T, data []byte, golden string) {
	t.Helper()
	text, err := flatten(data)
	got := ""
	switch {
	case err != nil:
		got = "refused: " + err.Error() + "\n"
	case text == nil:
		got = "no document\n"
	default:
		got = show(text)
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-update rewrites it):\n%s", golden, diff)
	}
}
