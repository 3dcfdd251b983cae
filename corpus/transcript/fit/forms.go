package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// A form is a way to write a talk down.
type form struct {
	name  string
	file  string // what the file is called
	write func(*writer)
	field bool // a program writes it: names stand in fields, and turns do not run together
}

// A writer writes a talk down, and does some of it wrongly.
type writer struct {
	strings.Builder
	talk
	*rand.Rand
	harm harm
	at   int // the turn that is written
}

var forms = []form{
	{"colon", "talk.txt", paragraphs("%s: %s\n\n"), false},
	{"colon, no blank lines", "talk.txt", paragraphs("%s: %s\n"), false},
	{"capitals and colon", "talk.txt", func(w *writer) { w.capitals(); paragraphs("%s: %s\n\n")(w) }, false},
	{"full stop", "talk.txt", paragraphs("%s. %s\n\n"), false},
	{"dash", "talk.txt", paragraphs("%s - %s\n\n"), false},
	{"bold", "talk.md", paragraphs("**%s:** %s\n\n"), false},
	{"brackets", "talk.txt", paragraphs("[%s]: %s\n\n"), false},
	{"own line", "talk.txt", paragraphs("%s\n%s\n\n"), false},
	{"own line, capitals and full stop", "talk.txt", func(w *writer) { w.capitals(); paragraphs("%s.\n%s\n\n")(w) }, false},
	{"wrapped", "talk.txt", func(w *writer) {
		for w.next() {
			w.WriteString(wrapped(fmt.Sprintf("%s: %s", w.label(), w.words()), 64) + "\n")
		}
	}, false},
	{"hanging", "talk.txt", func(w *writer) {
		for w.next() {
			w.WriteString(strings.ReplaceAll(strings.TrimSpace(wrapped(fmt.Sprintf("%s: %s", w.label(), w.words()), 60)), "\n", "\n        ") + "\n")
		}
	}, false},
	{"heading", "talk.md", paragraphs("## %s\n\n%s\n\n"), false},
	{"timed", "talk.txt", func(w *writer) {
		for w.next() {
			fmt.Fprintf(w, "[%02d:%02d:%02d] %s: %s\n", w.at/360, w.at/6%60, w.at%6*10, w.label(), w.words())
		}
	}, false},
	{"messages", "chat.txt", func(w *writer) {
		for w.next() {
			fmt.Fprintf(w, "%02d/03/2024, %02d:%02d - ", 1+w.at/600, 8+w.at/60%10, w.at%60)
			if w.label() != "" {
				fmt.Fprintf(w, "%s: ", w.label())
			}
			w.WriteString(w.words() + "\n")
		}
	}, true},
	{"captions", "talk.vtt", func(w *writer) {
		w.WriteString("WEBVTT\n\n")
		for w.next() {
			fmt.Fprintf(w, "%02d:%02d:%02d.000 --> %02d:%02d:%02d.500\n", w.at/360, w.at/6%60, w.at%6*10, w.at/360, w.at/6%60, w.at%6*10+5)
			if w.label() != "" {
				fmt.Fprintf(w, "<v %s>", w.label())
			}
			w.WriteString(w.words() + "\n\n")
		}
	}, true},
	{"subtitles", "talk.srt", func(w *writer) {
		for w.next() {
			fmt.Fprintf(w, "%d\n%02d:%02d:%02d,000 --> %02d:%02d:%02d,500\n%s: %s\n\n", w.at+1, w.at/360, w.at/6%60, w.at%6*10, w.at/360, w.at/6%60, w.at%6*10+5, w.label(), w.words())
		}
	}, true},
	{"table", "talk.csv", table(',', "speaker", "text"), true},
	{"table, columns of other names", "talk.csv", table(';', "who", "what was said"), true},
	{"table, words first", "talk.tsv", table('\t', "text", "name"), true},
	{"objects", "talk.json", func(w *writer) {
		type segment struct {
			Start   float64 `json:"start"`
			Speaker string  `json:"speaker"`
			Text    string  `json:"text"`
		}
		var all []segment
		for w.next() {
			all = append(all, segment{float64(10 * w.at), w.label(), w.words()})
		}
		data, _ := json.Marshal(map[string]any{"segments": all})
		w.Write(data)
	}, true},
	{"elements", "talk.xml", elements(`<speech speaker="%s"><p>%s</p></speech>`+"\n", "<debate>\n", "</debate>\n"), true},
	{"TEI", "talk.xml", elements("<sp><speaker>%s</speaker><p>%s</p></sp>\n", "<TEI><text><body>\n", "</body></text></TEI>\n"), true},
	{"elements around labels", "talk.xml", elements("<speech>%s: %s</speech>\n", "<debate>", "</debate>"), false},
	{"web page", "talk.html", elements("<p><b>%s:</b> %s</p>\n", "<html><body>\n", "</body></html>\n"), false},
}

func paragraphs(format string) func(*writer) {
	return func(w *writer) {
		for w.next() {
			name, words := w.label(), w.words()
			if name == "" {
				fmt.Fprintf(w, "%s\n\n", words)
				continue
			}
			fmt.Fprintf(w, format, name, words)
		}
	}
}

func elements(format, head, foot string) func(*writer) {
	return func(w *writer) {
		w.WriteString(head)
		for w.next() {
			name, words := html.EscapeString(w.label()), html.EscapeString(w.words())
			switch {
			case name == "":
				fmt.Fprintf(w, "<p>%s</p>\n", words)
			case w.harmed() && w.harm.merged: // it begins in the running text
				end := strings.LastIndex(strings.TrimRight(w.String(), "\n"), "</")
				if p := strings.LastIndex(w.String(), "</p>"); p > 0 {
					end = p
				}
				text := w.String()
				w.Reset()
				fmt.Fprintf(w, "%s %s: %s%s", text[:max(0, end)], name, words, text[max(0, end):])
			default:
				fmt.Fprintf(w, format, name, words)
			}
		}
		w.WriteString(foot)
	}
}

func table(comma rune, head ...string) func(*writer) {
	return func(w *writer) {
		rows := csv.NewWriter(w)
		rows.Comma = comma
		_ = rows.Write(head)
		for w.next() {
			row := []string{w.label(), w.words()}
			if head[0] == "text" {
				row[0], row[1] = row[1], row[0]
			}
			_ = rows.Write(row)
		}
		rows.Flush()
	}
}

// wrapped returns text in lines of at most so many bytes.
func wrapped(text string, width int) string {
	var b strings.Builder
	n := 0
	for w := range strings.FieldsSeq(text) {
		if n > 0 && n+1+len(w) > width {
			b.WriteByte('\n')
			n = 0
		} else if n > 0 {
			b.WriteByte(' ')
			n++
		}
		b.WriteString(w)
		n += len(w)
	}
	b.WriteByte('\n')
	return b.String()
}
