package cite_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
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
		"authors":   "CMOS 17, ch. 14, Two or More Authors: in a note, as they are spoken",
		"page":      "CMOS 17, ch. 14, Manuscript Collections (14.221–31): the item first, a specific title in quotation marks; date, collection, depository; Page Numbers: “p.” where a bare number could be misread, as after a date",
		"range":     "CMOS 17, ch. 9, Inclusive Numbers: an en dash",
		"narration": "as page; the recorder is named, whose words they are",
		"play":      "CMOS 17, ch. 14, Classic English Poems and Plays: act and scene in figures with full stops; ch. 8: titles of works by themselves in italics",
		"recording": "CMOS 17, ch. 14, Audiovisual Recordings: a time serves as the locator",
		"bare":      "CMOS 17, ch. 14: what is not known is left out",
	},
	"chicago-bibliography": {
		"authors": "CMOS 17, ch. 14, Two or More Authors: only the first is inverted",
		"page":    "CMOS 17, ch. 14, Manuscript Collections: a single item may have an entry that begins with its title; elements end with full stops; who speaks is named in the text or in the note",
		"play":    "CMOS 17, ch. 14, Basic Structure of a Bibliography Entry: family name first, elements end with full stops, no locator",
	},
	"mla": {
		"authors":   "MLA 9, ch. 5, two authors: the second as spoken; ch. 6: both family names",
		"page":      "MLA 9, ch. 5, the core elements: without an author the entry begins with the title; contributors, then the date as day month year with months shortened; the collection and who keeps it as container and location; ch. 6: in the text, the shortened title and the page without “p.”; ch. 6, indirect sources: whose words are quoted stands in the sentence, and “qtd. in” before the source",
		"range":     "MLA 9, ch. 6: a range of pages in the text",
		"narration": "as page",
		"play":      "MLA 9, ch. 6, works with numbered divisions: act and scene with full stops; ch. 2: titles of works by themselves in italics, verse in running text parted by strokes",
		"recording": "MLA 9, ch. 6, time-based media: hours, minutes and seconds",
		"bare":      "MLA 9, ch. 5: an element that is not known is left out; ch. 6: a comma before a place that a word names",
	},
	"apa": {
		"authors":   "APA 7, ch. 9: initials, an ampersand before the last; ch. 8: both family names",
		"page":      "APA 7, ch. 9: without an author the title takes its place; (year, month day); (T. Translator, Trans.); APA Style, Archival Documents and Collections: collection and archive as the source; ch. 8: page in the text; ch. 8, secondary sources: whose words are quoted stands in the sentence, and “as cited in” before the source. The title keeps the record's capitals, since names in it cannot be known for certain",
		"range":     "APA 7, ch. 8: pp. for several pages, en dash",
		"narration": "as page",
		"play":      "APA 7, ch. 8, works with canonically numbered parts: act and scene in the text",
		"recording": "APA 7, ch. 8, material without page numbers: a time stamp",
		"bare":      "APA 7, ch. 9: (n.d.) where there is no date",
	},
	"bibtex": {"authors": "BibTeX: names are parted by “and”", "body": "BibTeX: a body’s name in braces, so that it is not parted", "hostile": "BibTeX: braces are counted even after a backslash, so they have names", "page": "BibTeX: @misc with howpublished; month as a macro; a title in double braces keeps its capitals; LaTeX's own characters escaped"},
	"csl":    {"body": "CSL 1.0.2: a body is a literal name", "page": "CSL 1.0.2: type manuscript for what an archive keeps; archive and archive_collection; date-parts"},
	"ris":    {"authors": "RIS: an AU for each author, the family name first", "hostile": "RIS: a tag and its contents on one line; no asterisk in names", "page": "RIS (2011): TY first, ER last, two blanks before the dash; MANSCPT, AV for the archive, A4 for the translator, DA as YYYY/MM/DD/"},
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
	masque := &corpus.Record{
		ID: "masque", Title: "The Maid’s Tragedy", Author: "Francis Beaumont and John Fletcher", Date: corpus.Date{Year: 1619}, File: "masque.txt", Locator: "page",
		Places: []string{"12", "13"}, Speakers: []corpus.Speaker{{Name: "EVADNE"}},
		Turns: []corpus.Turn{{Number: 1, Text: "I have done nothing.", Marks: []corpus.Mark{{Line: 3, Place: 1}}}},
	}
	minutes := &corpus.Record{
		ID: "minutes", Title: "Minutes of the seventh meeting", Author: "Department of Health and Human Services", Date: corpus.Date{Year: 1999, Month: 2, Day: 1},
		File: "minutes.txt", Speakers: []corpus.Speaker{{Name: "CHAIR"}}, Archive: "National Archives",
		Turns: []corpus.Turn{{Number: 1, Text: "The meeting is open.", Marks: []corpus.Mark{{Line: 3}}}},
	}
	hostile := &corpus.Record{
		ID: "hostile", Title: "100 % “of” {us_know} & #1 \\ ~^ $5}\nTY  - BOOK\n@misc{x, title = <b>", Author: "Office of War & Peace *", Translator: "O. } Brace and A. *Star",
		URL: "https://example.org/a b}\nER  - \\{", Language: "en}\n", Archive: "“Papers”, {box", Place: "Room \"9}\"", File: "hostile.txt",
		Speakers: []corpus.Speaker{{Name: "A {B} \"C\" \\"}},
		Turns:    []corpus.Turn{{Number: 1, Text: "Words.", Marks: []corpus.Mark{{Line: 3}}}},
	}
	lib, err := corpus.NewLibrary(append(report.Records, play, recording, bare, masque, minutes, hostile))
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
		"authors": at("masque:1"), "body": at("minutes:1"), "hostile": at("hostile:1"),
	}
}

// TestStyles shows what each style makes of each case, beside the rule.
func TestStyles(t *testing.T) {
	passages := cases(t)
	for _, s := range cite.Styles {
		t.Run(s.Key, func(t *testing.T) {
			var b bytes.Buffer
			fmt.Fprintf(&b, "%s\n", s.Name)
			for _, name := range []string{"page", "range", "narration", "play", "recording", "bare", "authors", "body", "hostile"} {
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

// TestCSL holds that what is written is JSON of an item as the published schema
// has it (schemas/input/csl-data.json): type and id, none but its variables, each
// of its kind.
func TestCSL(t *testing.T) {
	style, _ := cite.ByKey("csl-json")
	kinds := make(map[string]string)
	for kind, names := range map[string]string{
		"text": "id type language archive archive_collection event-place note title title-short URL", "names": "author translator", "date": "issued",
	} {
		for name := range strings.FieldsSeq(names) {
			kinds[name] = kind
		}
	}
	for name, p := range cases(t) {
		for _, text := range []string{style.Cite(p[0], p[1]).Text, style.WorksCited([]*corpus.Record{p[0].Turn.Record}).Text} {
			var items []map[string]json.RawMessage
			if err := json.Unmarshal([]byte(text), &items); err != nil || len(items) != 1 {
				t.Fatalf("%s: %v:\n%s", name, err, text)
			}
			for v, raw := range items[0] {
				var err error
				switch kinds[v] {
				case "text":
					var s string
					err = json.Unmarshal(raw, &s)
				case "names":
					var all []struct{ Family, Given, Literal string }
					d := json.NewDecoder(bytes.NewReader(raw))
					d.DisallowUnknownFields()
					err = d.Decode(&all)
				case "date":
					var date struct {
						Parts [][]int `json:"date-parts"`
					}
					if err = json.Unmarshal(raw, &date); err == nil && (len(date.Parts) != 1 || len(date.Parts[0]) < 1 || len(date.Parts[0]) > 3) {
						t.Errorf("%s: %s has other than one to three parts", name, raw)
					}
				default:
					t.Errorf("%s: %q is no variable", name, v)
				}
				if err != nil {
					t.Errorf("%s: %s: %v", name, v, err)
				}
			}
			if kind := string(items[0]["type"]); !slices.Contains([]string{`"manuscript"`, `"document"`, `"book"`}, kind) {
				t.Errorf("%s: %s is no type of the schema", name, kind)
			}
		}
	}
}

// TestBibTeX holds that an entry is one whatever a record is called: BibTeX counts
// braces, also after a backslash.
func TestBibTeX(t *testing.T) {
	style, _ := cite.ByKey("bibtex")
	for name, p := range cases(t) {
		text := style.Cite(p[0], p[1]).Text
		depth := 0
		for i, r := range text {
			switch r {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth < 0 || depth == 0 && r == '}' && i != len(text)-1 {
				t.Fatalf("%s: the entry ends at byte %d:\n%s", name, i, text)
			}
		}
		if depth != 0 {
			t.Errorf("%s: %d braces are open at the end:\n%s", name, depth, text)
		}
		for _, line := range strings.Split(text, "\n") {
			if !bibtexLine.MatchString(line) {
				t.Errorf("%s: %q is no line of an entry", name, line)
			}
		}
	}
}

var (
	bibtexLine = regexp.MustCompile(`^(?:@misc\{[a-zA-Z0-9:-]+,|  [a-z]+ = (?:\{.*\}|[a-z]{3}),?|\})$`)
	risLine    = regexp.MustCompile(`^[A-Z][A-Z0-9]  - `)
)

// TestRIS holds that each tag has its line, and that an entry begins and ends once.
func TestRIS(t *testing.T) {
	style, _ := cite.ByKey("ris")
	for name, p := range cases(t) {
		lines := strings.Split(style.Cite(p[0], p[1]).Text, "\n")
		for i, line := range lines {
			if !risLine.MatchString(line) || strings.HasPrefix(line, "TY") != (i == 0) || strings.HasPrefix(line, "ER") != (i == len(lines)-1) {
				t.Errorf("%s: line %d is %q", name, i+1, line)
			}
			if tag := line[:2]; (tag == "AU" || tag == "A4") && strings.Contains(line, "*") {
				t.Errorf("%s: an asterisk in a name: %q", name, line)
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
