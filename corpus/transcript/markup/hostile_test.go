package markup

import (
	"errors"
	"strings"
	"testing"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// FuzzMarkup reads whatever there is: a draft that is finished accounts for
// each letter of its text.
func FuzzMarkup(f *testing.F) {
	for _, text := range samples(f) {
		f.Add(text)
	}
	f.Add("<a><x who='1'>b</x><x who='2'>c")
	f.Add("<html><pre>\n  Mr. A. b\n</pre>")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		file := &page.File{Name: "a.xml", Text: page.New(text)}
		d, err := readTurns(file, draft.Hint{})
		if d == nil && err == nil {
			d, err = readKokkai(file, draft.Hint{})
		}
		if err == nil && d != nil {
			if r, err := d.Finish(); err == nil {
				for _, s := range r.Sections {
					if s.Turn < 0 || s.Turn >= len(r.Turns) {
						t.Fatalf("a section begins at turn %d of %d", s.Turn, len(r.Turns))
					}
				}
			} else if !errors.Is(err, draft.ErrNoSpeech) {
				t.Fatal(err)
			}
		}
		for _, format := range Formats {
			if _, err := format.Flatten(file); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestHostile reads files that are made to be slow or large. Nothing in them is
// fetched, and nothing expands.
func TestHostile(t *testing.T) {
	for name, text := range map[string]string{
		"deep":        "<TEI>" + strings.Repeat("<sp><p>a", 100_000),
		"never shut":  "<TEI><sp><speaker>A</speaker><p>x</p></sp>" + strings.Repeat("<div><head>h", 100_000),
		"never open":  "<TEI><sp><speaker>A</speaker><p>x</p></sp>" + strings.Repeat("</p></sp>", 100_000),
		"attributes":  "<TEI><sp who='a' " + strings.Repeat("a='x' ", 100_000) + "><p>x</p></sp></TEI>",
		"readings":    "<TEI><sp><speaker>A</speaker><p>x" + strings.Repeat("<choice><sic>a</sic>", 100_000),
		"titles":      "<TEI><teiHeader><titleStmt>" + strings.Repeat("<title>a", 100_000) + "</titleStmt></teiHeader><sp><speaker>A</speaker><p>x</p></sp></TEI>",
		"entities":    "<!DOCTYPE a [" + strings.Repeat("<!ENTITY a \"b\">", 100_000) + "]><TEI><sp><speaker>A</speaker><p>&a;</p></sp></TEI>",
		"bomb":        `<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><TEI><sp><speaker>A</speaker><p>x &b;</p></sp></TEI>`,
		"other file":  `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI><sp><speaker>A</speaker><p>x &x;</p></sp></TEI>`,
		"unknown":     "<a>" + strings.Repeat("<turn><name>N</name>b c d</turn>", 100_000) + "</a>",
		"many turns":  "<TEI>" + strings.Repeat("<sp who='#a'><speaker>A</speaker><p>x</p></sp>", 50_000) + "</TEI>",
		"marks":       "<talker><time.stamp>0</time.stamp>><electorate>a</electorate></talker>",
		"direction":   "<TEI><sp><speaker>A <stage>rising</stage></speaker></sp><sp><speaker>B</speaker><p>x</p></sp></TEI>",
		"interrupted": "<debates>" + strings.Repeat("<speech speakername='A'><p>x</p><p>Opposition members: No!</p>", 20_000) + "</debates>",
	} {
		t.Run(name, func(t *testing.T) {
			d, err := readTurns(&page.File{Text: page.New(text)}, draft.Hint{})
			if err != nil || d == nil {
				t.Fatal("not read", err)
			}
			r, err := d.Finish()
			if errors.Is(err, draft.ErrNoSpeech) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			size := 0
			for i := range r.Turns {
				size += len(r.Turns[i].Text)
			}
			if size > len(text) {
				t.Errorf("%d bytes are read of %d", size, len(text))
			}
			if last := r.Turns[len(r.Turns)-1].Text; (name == "bomb" || name == "other file") && len(last) > len("x &b;") {
				t.Errorf("an entity has been expanded: %.40q", last)
			}
		})
	}
}

// BenchmarkRead reads a sitting of a thousand speeches.
func BenchmarkRead(b *testing.B) {
	text := "<TEI>" + strings.Repeat("<u who='#AnnLee.1901'><seg>The ferry is late, and the bridge is old.</seg><note type='comment'>(Applause)</note></u>\n", 1000) + "</TEI>"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d, err := readTurns(&page.File{Text: page.New(text)}, draft.Hint{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := d.Finish(); err != nil {
			b.Fatal(err)
		}
	}
}
