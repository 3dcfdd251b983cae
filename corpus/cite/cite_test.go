package cite_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/corpus/cite"
	"rapporteur/corpus/records"
	"rapporteur/corpus/transcript"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// rules are the published rules that each style's cases are to follow.
var rules = map[string]map[string]string{
	"chicago": {
		"page":      "CMOS 17, ch. 14, Manuscript Collections (14.221–31): the item first, a specific title in quotation marks; date, collection, depository; Page Numbers: “p.” where a bare number could be misread, as after a date",
		"range":     "CMOS 17, ch. 9, Inclusive Numbers: an en dash",
		"narration": "as page; the recorder is named, whose words they are",
		"play":      "CMOS 17, ch. 14, Classic English Poems and Plays: act and scene in figures with full stops; ch. 8: titles of works by themselves in italics",
		"recording": "CMOS 17, ch. 14, Audiovisual Recordings: a time serves as the locator",
		"bare":      "CMOS 17, ch. 14: what is not known is left out",
	},
	"chicago-bibliography": {
		"page": "CMOS 17, ch. 14, Manuscript Collections: a single item may have an entry that begins with its title; elements end with full stops; who speaks is named in the text or in the note",
		"play": "CMOS 17, ch. 14, Basic Structure of a Bibliography Entry: family name first, elements end with full stops, no locator",
	},
	"mla": {
		"page":      "MLA 9, ch. 5, the core elements: without an author the entry begins with the title; contributors, then the date as day month year with months shortened; the collection and who keeps it as container and location; ch. 6: in the text, the shortened title and the page without “p.”; ch. 6, indirect sources: whose words are quoted stands in the sentence, and “qtd. in” before the source",
		"range":     "MLA 9, ch. 6: a range of pages in the text",
		"narration": "as page",
		"play":      "MLA 9, ch. 6, works with numbered divisions: act and scene with full stops; ch. 2: titles of works by themselves in italics, verse in running text parted by strokes",
		"recording": "MLA 9, ch. 6, time-based media: hours, minutes and seconds",
		"bare":      "MLA 9, ch. 5: an element that is not known is left out",
	},
	"apa": {
		"page":      "APA 7, ch. 9: without an author the title takes its place; (year, month day); (T. Translator, Trans.); APA Style, Archival Documents and Collections: collection and archive as the source; ch. 8: page in the text; ch. 8, secondary sources: whose words are quoted stands in the sentence, and “as cited in” before the source. The title keeps the record's capitals, since names in it cannot be known for certain",
		"range":     "APA 7, ch. 8: pp. for several pages, en dash",
		"narration": "as page",
		"play":      "APA 7, ch. 8, works with canonically numbered parts: act and scene in the text",
		"recording": "APA 7, ch. 8, material without page numbers: a time stamp",
		"bare":      "APA 7, ch. 9: (n.d.) where there is no date",
	},
	"bibtex": {"page": "BibTeX: @misc with howpublished; month as a macro; a title in double braces keeps its capitals; LaTeX's own characters escaped"},
	"csl":    {"page": "CSL 1.0.2: type manuscript for what an archive keeps; archive and archive_collection; date-parts"},
	"ris":    {"page": "RIS (2011): TY first, ER last, two blanks before the dash; MANSCPT, AV for the archive, A4 for the translator, DA as YYYY/MM/DD/"},
	"plain":  {"page": "the record's own citation"},
}

// cases are passages to cite: of the shipped record, and of others that are
// cited by other places or lack what styles ask for.
func cases(t *testing.T) map[string][2]corpus.Passage {
	report := transcript.Read(transcript.Source{Name: records.Name, Data: records.Text, Sidecar: records.Sidecar})
	if report.Err != nil {
		t.Fatal(report.Err)
	}
	play := &corpus.Record{
		ID: "hamlet", Title: "Hamlet", Author: "William Shakespeare", Language: "en", File: "hamlet.txt",
		Speakers: []corpus.Speaker{{Name: "HAMLET"}},
		Sections: []corpus.Section{{Turn: 0, Level: 1, Name: "ACT III"}, {Turn: 0, Level: 2, Name: "SCENE I", Number: "3.1"}},
		Turns: []corpus.Turn{{
			Number: 1, Text: "To be, or not to be: that is the question:\nWhether 'tis nobler in the mind to suffer\nThe slings and arrows.",
			Marks: []corpus.Mark{{Line: 7}},
		}},
	}
	recording := &corpus.Record{
		ID: "talk", Title: "Talk with the cooks", Date: corpus.Date{Year: 2026, Month: 3}, File: "talk.vtt", Locator: "time",
		Places: []string{"00:04:12", "00:05:01"}, Speakers: []corpus.Speaker{{Name: "A. Baker"}},
		Turns: []corpus.Turn{{Number: 1, Text: "We brought the bread and the jam.", Marks: []corpus.Mark{{Line: 3, Place: 1}}}},
	}
	bare := &corpus.Record{
		ID: "notes", Title: "Who brought the “salt”?", File: "notes.txt", Speakers: []corpus.Speaker{{Name: "Cook"}},
		Turns: []corpus.Turn{{Number: 1, Text: "Nobody did & 100 % of us_know {it}.", Marks: []corpus.Mark{{Line: 3}}}},
	}
	lib, err := corpus.NewLibrary(append(report.Records, play, recording, bare))
	if err != nil {
		t.Fatal(err)
	}
	at := func(ref string) [2]corpus.Passage {
		parsed, err := corpus.ParseReference(ref)
		if err != nil {
			t.Fatal(err)
		}
		turns, err := lib.Resolve(parsed)
		if err != nil {
			t.Fatal(err)
		}
		return [2]corpus.Passage{turns[0].Whole(), turns[len(turns)-1].Whole()}
	}
	page := at("mikoyan-1962-11-18:17")
	page[0].Span = page[0].Turn.Around(corpus.Span{Start: strings.Index(page[0].Turn.Text, "we have enough"), End: strings.Index(page[0].Turn.Text, "these bases. All")}).Span
	page[0].Start = strings.Index(page[0].Turn.Text, "we have enough")
	page[1] = page[0]
	return map[string][2]corpus.Passage{
		"page": page, "range": at("mikoyan-1962-11-18:31-33"), "narration": at("mikoyan-1962-11-18:n3"),
		"play": at("hamlet:1"), "recording": at("talk:1"), "bare": at("notes:1"),
	}
}

// TestStyles shows what each style makes of each case, beside the rule.
func TestStyles(t *testing.T) {
	passages := cases(t)
	for _, s := range cite.Styles {
		t.Run(s.Key, func(t *testing.T) {
			var b bytes.Buffer
			fmt.Fprintf(&b, "%s\n", s.Name)
			for _, name := range []string{"page", "range", "narration", "play", "recording", "bare"} {
				p := passages[name]
				c := s.Cite(p[0], p[1])
				fmt.Fprintf(&b, "\n# %s", name)
				if rule := rules[s.Key][name]; rule != "" {
					fmt.Fprintf(&b, " (%s)", rule)
				}
				fmt.Fprintf(&b, "\n%s\n", c.Text)
				if c.Quotation != "" {
					fmt.Fprintf(&b, "quotation: %s\n", c.Quotation)
				}
				if len(c.Missing) > 0 {
					fmt.Fprintf(&b, "missing: %s\n", strings.Join(c.Missing, ", "))
				}
				if len(c.Italics) > 0 {
					fmt.Fprintf(&b, "italics: %s\n", strings.Join(c.Italics, ", "))
				}
				if c.Speaker != "" {
					fmt.Fprintf(&b, "names not: %s; in a sentence: %s\n", c.Speaker, c.Sentence)
				}
			}
			var all []*corpus.Record
			for _, name := range []string{"recording", "page", "play", "bare", "range"} {
				all = append(all, passages[name][0].Turn.Record)
			}
			works := s.WorksCited(all)
			fmt.Fprintf(&b, "\n# works cited\n%s\nmissing: %s\n", works.Text, strings.Join(works.Missing, ", "))
			file := "testdata/" + s.Key + ".golden"
			if *update {
				if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("%s (-update rewrites it):\n%s", file, diff)
			}
		})
	}
}

// TestCSL holds that what is written is JSON, of variables that CSL has.
func TestCSL(t *testing.T) {
	style, _ := cite.ByKey("csl-json")
	variables := map[string]bool{}
	for v := range strings.FieldsSeq("id type author title title-short issued event-place translator archive_collection archive URL language note") {
		variables[v] = true
	}
	passages := cases(t)
	all := style.WorksCited([]*corpus.Record{passages["page"][0].Turn.Record, passages["play"][0].Turn.Record}).Text
	for _, text := range []string{style.Cite(passages["page"][0], passages["page"][1]).Text, all} {
		var items []map[string]any
		if err := json.Unmarshal([]byte(text), &items); err != nil || len(items) == 0 {
			t.Fatalf("%v:\n%s", err, text)
		}
		for _, item := range items {
			for v := range item {
				if !variables[v] {
					t.Errorf("%q is no variable", v)
				}
			}
		}
	}
}

// TestNothingIsMadeUp holds that no style writes a word that neither the
// record nor the style has.
func TestNothingIsMadeUp(t *testing.T) {
	p := cases(t)["bare"]
	for _, s := range cite.Styles {
		c := s.Cite(p[0], p[1])
		if strings.ContainsAny(c.Text, "0123456789") && strings.Contains(c.Text, "20") {
			t.Errorf("%s gives a year to a record without one: %s", s.Key, c.Text)
		}
		if s.Key != "plain" && len(c.Missing) == 0 {
			t.Errorf("%s names nothing as missing", s.Key)
		}
	}
}

func TestByKey(t *testing.T) {
	for key, want := range map[string]string{"MLA": "mla", "mla 9": "mla", "Chicago, note": "chicago", "csl-json": "csl", "BibTeX": "bibtex", "bib": "bibtex"} {
		if s, ok := cite.ByKey(key); !ok || s.Key != want {
			t.Errorf("ByKey(%q) = %q, %t", key, s.Key, ok)
		}
	}
	if _, ok := cite.ByKey("harvard"); ok {
		t.Error("there is no style called harvard")
	}
}
