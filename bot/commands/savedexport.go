package commands

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"html"
	"slices"
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/cite"
)

// A savedFormat is a kind of file that a list of quotations can be had as.
type savedFormat struct {
	name, value string // as it is chosen, and the file's ending
	write       func(r *bot.Request, kept []keptPassage) []byte
}

// A keptPassage is a quotation of a list that is still in the records.
type keptPassage struct {
	corpus.Passage
	note string
}

var savedFormats = []savedFormat{
	{"Markdown", "md", markdownOf},
	{"Web page, for Word too", "html", pageOf},
	{"Table (CSV)", "csv", tableOf},
	{"BibTeX", "bib", func(_ *bot.Request, kept []keptPassage) []byte { return worksOf("bibtex", kept) }},
	{"RIS", "ris", func(_ *bot.Request, kept []keptPassage) []byte { return worksOf("ris", kept) }},
}

// worksStyle is the style of the works cited of a file for people to read.
const worksStyle = "mla"

// worksOf lists the works that quotations are cited from, in a style.
func worksOf(style string, kept []keptPassage) []byte {
	s, _ := cite.ByKey(style)
	var records []*corpus.Record
	for _, k := range kept {
		if !slices.Contains(records, k.Turn.Record) {
			records = append(records, k.Turn.Record)
		}
	}
	return []byte(strings.TrimRight(s.WorksCited(records).Text, "\n") + "\n")
}

// export answers with a list as a file.
func (s bookcase) export(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	kind := kindSaved
	if r.Options["class"] != "" {
		kind = kindClass
	}
	list, err := s.all(ctx, r, kind)
	if err != nil {
		return nil, err
	}
	var kept []keptPassage
	gone := 0
	for _, one := range list {
		p, _ := bot.PassageOf(r.Index.Library(), one.Passage)
		if p.Turn == nil {
			gone++
			continue
		}
		kept = append(kept, keptPassage{p, one.Note})
	}
	if len(kept) == 0 {
		return nil, bot.Refuse("There is no quotation in the list that could be exported.")
	}
	for _, f := range savedFormats {
		if f.value != r.Options["format"] {
			continue
		}
		answer := r.Reply("%d quotations, with what they are cited from:", len(kept))
		if gone > 0 {
			answer.Say("Left out: %d quotations that are no longer in the records.", gone)
		}
		answer.File("quotations."+f.value, f.write(r, kept), slices.ContainsFunc(kept, func(k keptPassage) bool { return k.Turn.Sensitive }))
		return answer, nil
	}
	return nil, bot.Refuse("There is no such format. Please choose one of those that are offered.")
}

// speakerOf names who speaks, in the words of a file.
func speakerOf(r *bot.Request, p corpus.Passage) string {
	if p.Turn.Kind == corpus.Narration {
		return r.Text("the recorder")
	}
	return r.NameOr(p.Turn.SpeakerName())
}

func markdownOf(r *bot.Request, kept []keptPassage) []byte {
	var b bytes.Buffer
	heading := ""
	for _, k := range kept {
		if id := k.Turn.Record.ID; id != heading {
			heading = id
			fmt.Fprintf(&b, "# %s\n\n", bot.Plain(bot.RecordTitle(k.Turn.Record)))
		}
		for line := range strings.Lines(k.Text()) {
			fmt.Fprintf(&b, "> %s\n", bot.Plain(strings.TrimRight(line, "\n")))
		}
		fmt.Fprintf(&b, "\n— %s. %s\n\n", bot.Plain(speakerOf(r, k.Passage)), bot.Plain(k.Citation()))
		if k.note != "" {
			fmt.Fprintf(&b, "%s\n\n", bot.Plain(r.Text("Your note: %s", k.note)))
		}
	}
	fmt.Fprintf(&b, "# %s\n\n%s\n", r.Text("Works cited"), bot.Plain(string(worksOf(worksStyle, kept))))
	return b.Bytes()
}

func pageOf(r *bot.Request, kept []keptPassage) []byte {
	var b bytes.Buffer
	b.WriteString("<!DOCTYPE html>\n<html lang=\"" + r.Language.Code() + "\">\n<meta charset=\"utf-8\">\n<title>" + html.EscapeString(r.Text("Quotations")) + "</title>\n<body>\n")
	heading := ""
	for _, k := range kept {
		if id := k.Turn.Record.ID; id != heading {
			heading = id
			fmt.Fprintf(&b, "<h1>%s</h1>\n", html.EscapeString(bot.RecordTitle(k.Turn.Record)))
		}
		text := html.EscapeString(k.Text())
		text = strings.ReplaceAll(text, "\n\n", "</p>\n<p>")
		text = strings.ReplaceAll(text, "\n", "<br>\n")
		fmt.Fprintf(&b, "<blockquote><p>%s</p></blockquote>\n<p>— %s. %s</p>\n", text,
			html.EscapeString(speakerOf(r, k.Passage)), html.EscapeString(k.Citation()))
		if k.note != "" {
			fmt.Fprintf(&b, "<p><em>%s</em></p>\n", html.EscapeString(r.Text("Your note: %s", k.note)))
		}
	}
	fmt.Fprintf(&b, "<h1>%s</h1>\n", html.EscapeString(r.Text("Works cited")))
	for line := range strings.Lines(string(worksOf(worksStyle, kept))) {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(line))
		}
	}
	b.WriteString("</body>\n</html>\n")
	return b.Bytes()
}

func tableOf(r *bot.Request, kept []keptPassage) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write([]string{"record", "reference", "speaker", "text", "citation", "note"})
	for _, k := range kept {
		w.Write([]string{
			bot.Cell(k.Turn.Record.ID), bot.Cell(k.Turn.Reference().String()), bot.Cell(speakerOf(r, k.Passage)),
			bot.Cell(k.Text()), bot.Cell(k.Citation()), bot.Cell(k.note),
		})
	}
	w.Flush()
	return b.Bytes()
}
