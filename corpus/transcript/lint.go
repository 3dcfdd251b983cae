package transcript

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"rapporteur/corpus"
)

// WriteText writes the report for a person to read.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.File)
	switch {
	case errors.Is(r.Err, ErrPassedOver):
		fmt.Fprintf(&b, "  %v\n", r.Err)
	case r.Err != nil:
		fmt.Fprintf(&b, "  REFUSED  %v\n", r.Err)
	default:
		fmt.Fprintf(&b, "  layout   %s (%.0f %% sure)\n", r.Layout, 100*r.Confidence)
	}
	first := r.Err == nil && r.Confidence < sureEnough
	if first { // whoever reads on has to know
		r.writeDoubts(&b)
	}
	for _, record := range r.Records {
		writeRecord(&b, record, r.Count)
	}
	for _, m := range r.Merges {
		fmt.Fprintf(&b, "  %q is read as %q: %s\n", m.Label, m.Name, m.Reason)
	}
	if !first {
		r.writeDoubts(&b)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// sureEnough is how sure a reading is whose doubts can wait.
const sureEnough = 0.9

func (r *Report) writeDoubts(b *strings.Builder) {
	for _, w := range r.Warnings {
		place := r.File
		if w.Line > 0 {
			place += fmt.Sprintf(":%d", w.Line)
		}
		fmt.Fprintf(b, "  %s: %s (%s)\n", place, w.Text, w.Kind)
	}
}

func writeRecord(b *strings.Builder, r *corpus.Record, count func(*corpus.Turn) int) {
	fmt.Fprintf(b, "  record   %s\n", r.ID)
	for _, field := range []struct{ name, value string }{
		{"title", r.Title}, {"date", r.Date.String()}, {"place", r.Place}, {"language", r.Language}, {"source", r.Source},
	} {
		if field.value == "" {
			field.value = "not found"
		}
		fmt.Fprintf(b, "  %-8s %s\n", field.name, field.value)
	}
	speeches, narrations, words := tally(r, count)
	fmt.Fprintf(b, "  turns    %d, and %d %s\n", speeches, narrations, noun(narrations, "narration"))
	for i, s := range r.Speakers {
		fmt.Fprintf(b, "    %-32s %6d %-5s %8d %s", s.Name, words[i].turns, noun(words[i].turns, "turn"), words[i].words, noun(words[i].words, "word"))
		if len(s.Aliases) > 0 {
			fmt.Fprintf(b, "  also %s", strings.Join(s.Aliases, ", "))
		}
		b.WriteByte('\n')
	}
	if narrations == 0 {
		return
	}
	b.WriteString("  taken for narration, and nobody's words:\n")
	for i := range r.Turns {
		t := &r.Turns[i]
		if t.Kind != corpus.Narration {
			continue
		}
		if t.Number > maxListed {
			fmt.Fprintf(b, "    and %d more\n", narrations-maxListed)
			break
		}
		fmt.Fprintf(b, "    line %d: %s\n", t.Marks[0].Line, excerpt(strings.ReplaceAll(t.Text, "\n", " ")))
	}
}

// maxListed is how many narrations a report shows.
const maxListed = 12

// noun returns the noun as it stands after n.
func noun(n int, one string) string {
	if n == 1 {
		return one
	}
	return one + "s"
}

type share struct{ turns, words int }

// tally counts the turns, the narrations and, by speaker, turns and words.
func tally(r *corpus.Record, count func(*corpus.Turn) int) (speeches, narrations int, by []share) {
	if count == nil {
		count = func(t *corpus.Turn) int { return len(strings.Fields(t.Text)) }
	}
	by = make([]share, len(r.Speakers))
	for i := range r.Turns {
		t := &r.Turns[i]
		if t.Speaker < 0 {
			narrations++
			continue
		}
		speeches++
		by[t.Speaker].turns++
		by[t.Speaker].words += count(t)
	}
	return speeches, narrations, by
}

type reportJSON struct {
	File       string        `json:"file"`
	Layout     string        `json:"layout"`
	Confidence float64       `json:"confidence"`
	Records    []recordJSON  `json:"records"`
	Warnings   []warningJSON `json:"warnings"`
	Error      string        `json:"error"`
}

type recordJSON struct {
	ID         string        `json:"id"`
	Title      string        `json:"title"`
	Date       string        `json:"date"`
	Turns      int           `json:"turns"`
	Speakers   []speakerJSON `json:"speakers"`
	Narrations int           `json:"narrations"`
}

type speakerJSON struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"`
	Turns   int      `json:"turns"`
	Words   int      `json:"words"`
}

type warningJSON struct {
	Line int    `json:"line"`
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// WriteJSON writes the report for a program to read, on one line.
func (r *Report) WriteJSON(w io.Writer) error {
	out := reportJSON{
		File: r.File, Layout: r.Layout, Confidence: r.Confidence,
		Records: []recordJSON{}, Warnings: []warningJSON{},
	}
	if r.Err != nil {
		out.Error = r.Err.Error()
	}
	for _, record := range r.Records {
		speeches, narrations, by := tally(record, r.Count)
		entry := recordJSON{
			ID: record.ID, Title: record.Title, Date: record.Date.ISO(),
			Turns: speeches, Narrations: narrations, Speakers: []speakerJSON{},
		}
		for i, s := range record.Speakers {
			entry.Speakers = append(entry.Speakers, speakerJSON{
				Name: s.Name, Aliases: append([]string{}, s.Aliases...), Turns: by[i].turns, Words: by[i].words,
			})
		}
		out.Records = append(out.Records, entry)
	}
	for _, warning := range r.Warnings {
		out.Warnings = append(out.Warnings, warningJSON(warning))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(out)
}

// WriteSidecar writes a first sidecar for the file of the report: what was
// found, commented out, for a person to correct.
func (r *Report) WriteSidecar(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# What %s does not say by itself, or was read wrongly. All of it is\n", r.File)
	b.WriteString("# optional: take the # off what you set, and run lint again.\n\n")
	record := &corpus.Record{}
	if len(r.Records) > 0 {
		record = r.Records[0]
	}
	layout, _, _ := strings.Cut(r.Layout, ": ")
	for _, field := range []struct{ name, value, means string }{
		{"title", record.Title, ""},
		{"short", record.ShortTitle(), "what to call it where the title is too long"},
		{"date", record.Date.ISO(), "1962-11-18, 1962-11 or 1962"},
		{"place", record.Place, ""},
		{"source", record.Source, "for the citation"},
		{"language", record.Language, "a tag such as en or pt-BR"},
		{"rights", record.Rights, "what may be done with it"},
		{"author", record.Author, "who wrote the work"},
		{"translator", record.Translator, "who translated it"},
		{"archive", record.Archive, "who keeps the document"},
		{"url", record.URL, "where it can be read"},
		{"recorder", record.Recorder, "who wrote it down"},
		{"locator", record.Locator, "what it is cited by: page, time or line"},
		{"layout", layout, "one of: " + strings.Join(Layouts(), "; ")},
		{"speaker", "", "who says all of it, where the file names no speakers"},
	} {
		if field.means != "" {
			fmt.Fprintf(&b, "# %s: %s\n", field.name, field.means)
		}
		if field.name == "speaker" && r.Speaker != "" {
			fmt.Fprintf(&b, "speaker = %s\n", tomlString(r.Speaker)) // somebody has said so
			continue
		}
		fmt.Fprintf(&b, "#%s = %s\n", field.name, tomlString(field.value))
	}
	b.WriteString("\n# Labels under which nobody speaks, and what only looks like a label.\n#nobody = [\"BELL\"]\n#no_names = [\"Three things\"]\n")
	b.WriteString("\n# Lines of the file that nobody speaks.\n#narration = [\"12\", \"14-20\"]\n")
	b.WriteString("\n# Turns that are never shown unasked, by their references in this record;\n# n2 is a narration.\n#sensitive = [\"31\", \"33-35\", \"n2\"]\n")
	b.WriteString("\n# Who is who. A name or alias given here joins the speaker with the same\n# one in other records; labels are what this file alone calls the speaker.\n")
	_, _, by := tally(record, nil)
	for i, s := range record.Speakers {
		fmt.Fprintf(&b, "\n#[[speakers]] # %d %s\n#name = %s\n#aliases = [", by[i].turns, noun(by[i].turns, "turn"), tomlString(s.Name))
		for k, a := range s.Aliases {
			if k > 0 {
				b.WriteString(", ")
			}
			b.WriteString(tomlString(a))
		}
		b.WriteString("]\n#role = \"\"\n")
	}
	b.WriteString("\n# Lines that were given to the wrong speaker, or of their words some.\n#[[lines]]\n#lines = \"12-14\"\n#words = \"Yes, I do.\"\n#speaker = \"\"\n")
	if len(r.Warnings) > 0 {
		b.WriteString("\n# Doubts:\n")
		for _, warning := range r.Warnings {
			place := ""
			if warning.Line > 0 {
				place = fmt.Sprintf("line %d: ", warning.Line)
			}
			fmt.Fprintf(&b, "# %s%s\n", place, strings.ReplaceAll(warning.Text, "\n", " "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// tomlString returns s as a basic string of TOML. Characters that nobody sees,
// such as those that turn the direction of writing, are written by their numbers.
func tomlString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == ' ' || unicode.IsGraphic(r) && !unicode.IsSpace(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// WriteAccount writes which share of the file's letters is of each kind, and the
// furniture by its kinds, for a person to read.
func (r *Report) WriteAccount(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.File)
	all := 0
	for _, s := range r.Account {
		all += s.Letters
	}
	if r.Err != nil || all == 0 {
		fmt.Fprintf(&b, "  not read\n")
	}
	for _, s := range r.Account {
		kind := string(s.Kind)
		if s.Kind.IsFurniture() {
			kind = "furniture: " + kind
		}
		fmt.Fprintf(&b, "  %-32s %9d letters %6.2f %%\n", kind, s.Letters, 100*float64(s.Letters)/float64(all))
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}
