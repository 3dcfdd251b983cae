// Package exports reads the exports of programs in which people talk or are
// recorded: JSON of chats, meetings and recognisers of speech, and the web pages
// that exporters of chats write.
//
// A dialect is data: where the list of messages stands, and what in a message is
// the speaker, the words and the time. A file that is JSON of no dialect is
// refused, since a layout of plain text would take its keys for speakers.
package exports

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// Layouts are the dialects of exports.
var Layouts = []draft.Layout{
	{Name: "JSON", Read: readJSON},
	{Name: "web page of a chat", Read: readPage},
}

// maxDepth is how deep values may stand within each other. What reads JSON
// calls itself once a level.
const maxDepth = 200

// Errors of JSON that cannot be read, with what to do about it.
var (
	errDialect = fmt.Errorf("%w: it is JSON without a list of who said what; export it as text, subtitles or CSV", draft.ErrNoSpeech)
	errNobody  = fmt.Errorf("%w: it lists what was said, and not by whom; have the program tell the speakers apart (diarization), and export it again", draft.ErrNoSpeech)
	errDeep    = fmt.Errorf("its values are more than %d deep within each other", maxDepth)
	errChats   = fmt.Errorf("it holds all chats of an account; export the one that is meant")
)

// readJSON reads a file of JSON, or of one JSON object a line.
func readJSON(f *page.File, h draft.Hint) (*draft.Draft, error) {
	if f.Text == nil {
		return nil, nil
	}
	text := f.Text.String
	start := strings.TrimLeft(text[:min(len(text), 4096)], " \t\n\ufeff")
	if start == "" || start[0] != '{' && start[0] != '[' {
		return nil, nil
	}
	if deep(text) {
		if start[0] == '{' {
			return nil, errDeep
		}
		return nil, nil // brackets of a text
	}
	doc := document{text: text}
	switch {
	case gjson.Valid(text):
		doc.root = gjson.Parse(text)
		doc.root.Index = strings.IndexByte(text, start[0])
	case isLines(text):
		doc.lines = true
	default:
		return nil, nil
	}
	if doc.root.Get("chats.list").IsArray() {
		return nil, errChats
	}
	for _, d := range dialects {
		if draft, err := doc.read(&d, h); draft != nil || err != nil {
			return draft, err
		}
	}
	if d := doc.generic(); d != nil {
		return doc.read(d, h)
	}
	return nil, errDialect
}

// deep reports whether text has more brackets within each other than are read.
func deep(text string) bool {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			if depth++; depth > maxDepth {
				return true
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return false
}

// isLines reports whether each of the first lines of text is a JSON object.
func isLines(text string) bool {
	const enough = 5
	n := 0
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if line[0] != '{' || !gjson.Valid(line) {
			return false
		}
		if n++; n == enough {
			return true
		}
	}
	return n > 0
}

// A document is a file of JSON.
type document struct {
	text  string
	root  gjson.Result
	lines bool // one object a line
}

// each calls do with each element of the list at a path, until do says no, and
// with the offset at which it begins.
func (doc *document) each(path string, do func(m gjson.Result, at int) bool) {
	if doc.lines {
		if path != "" {
			return
		}
		at := 0
		for line := range strings.Lines(doc.text) {
			if strings.TrimSpace(line) != "" && gjson.Valid(line) && !do(gjson.Parse(line), at) {
				return
			}
			at += len(line)
		}
		return
	}
	list := doc.root
	if path != "" {
		list = list.Get(path)
	}
	if !list.IsArray() {
		return
	}
	list.ForEach(func(_, m gjson.Result) bool { return do(m, m.Index) })
}

// read reads the document by a dialect. It returns nil and no error if it is of
// another.
func (doc *document) read(d *dialect, h draft.Hint) (*draft.Draft, error) {
	looked, of, said := 0, 0, 0
	doc.each(d.list, func(m gjson.Result, _ int) bool {
		looked++
		if d.marks(m) {
			of++
			if d.name(first(m, d.speaker)) != "" {
				said++
			}
		}
		return looked < 500
	})
	switch {
	case of == 0 || of*2 < looked:
		return nil, nil
	case said == 0:
		return nil, errNobody
	}
	parts := doc.parts(d)
	if !d.spoken {
		forwards(parts)
	}
	var flat page.Flat
	var messages []draft.Message
	var forwarded []int
	names := make(namesByID)
	for _, part := range parts {
		words := strings.TrimSpace(part.words)
		if words == "" {
			continue
		}
		message := draft.Message{Time: part.time, Kind: part.kind, Name: names.of(part.id, part.name, part.account)}
		if message.Name != "" {
			message.Label = flat.Write(part.name, part.line)
			flat.Break()
		}
		for line := range strings.Lines(words) {
			if span := flat.Write(strings.TrimRight(line, "\n"), part.line); span.Len() > 0 {
				message.Words = append(message.Words, span)
			}
			flat.Break()
		}
		if part.forwarded {
			forwarded = append(forwarded, message.Words[0].Start)
		}
		messages = append(messages, message)
	}
	out := draft.New(flat.Text(), h)
	out.Layout, out.Marked = "JSON: "+d.title, !d.spoken
	out.Basis.Marks, out.Basis.Whole = draft.Exported, true
	if d.heading != "" {
		out.Record.Title = unmangled(doc.root.Get(d.heading).String())
	}
	out.Add(messages, d.spoken)
	for _, at := range forwarded {
		out.Doubt(at, "forwarded", "a message that was forwarded is taken for the words of who sent it on")
	}
	return out, nil
}

// parts returns what the elements of a dialect's list say, in their order.
func (doc *document) parts(d *dialect) []part {
	if d.gather != nil {
		return d.gather(doc)
	}
	shown := make(map[string]string) // names by ID
	if d.id != "" && d.text != nil {
		doc.each(d.list, func(m gjson.Result, _ int) bool {
			if id := m.Get(d.id).String(); id != "" && shown[id] == "" {
				shown[id] = first(m, d.speaker)
			}
			return true
		})
	}
	var parts []part
	number, counted := 1, 0
	doc.each(d.list, func(m gjson.Result, at int) bool {
		if at > counted && at <= len(doc.text) {
			number += strings.Count(doc.text[counted:at], "\n")
			counted = at
		}
		p := d.part(m, shown)
		p.line = number
		parts = append(parts, p)
		return true
	})
	return parts
}

// forwards turns messages round that the newest begins: nearly no time is later
// than the one before it.
func forwards(parts []part) {
	const few = 10 // one that is out of order among so many
	later, earlier := 0, 0
	for i := 1; i < len(parts); i++ {
		before, now := parts[i-1].time, parts[i].time
		if len(before) != len(now) || len(now) < len("2006-01-02 15:04") {
			continue
		}
		switch strings.Compare(before, now) {
		case -1:
			later++
		case 1:
			earlier++
		}
	}
	if earlier > few*later {
		slices.Reverse(parts)
	}
}

// unmangled returns a text whose bytes some programs write each as a character of
// its own, as it was.
func unmangled(text string) string {
	bytes := make([]byte, 0, len(text))
	plain := true
	for _, r := range text {
		if r > 0xFF {
			return text
		}
		plain = plain && r < utf8.RuneSelf
		bytes = append(bytes, byte(r))
	}
	if plain || !utf8.Valid(bytes) {
		return text
	}
	return string(bytes)
}

// namesByID tells people apart who go by one name, by what their program calls
// them.
type namesByID map[string]string

// of returns the name of who has an ID: as shown, with the account in brackets
// if another ID goes by the same.
func (n namesByID) of(id, name, account string) string {
	name = strings.Join(strings.Fields(name), " ")
	if id == "" || name == "" {
		return name
	}
	if known := n["id "+id]; known != "" {
		return known
	}
	shown := name
	if owner := n["name "+name]; owner != "" && owner != id {
		if account == "" || account == name {
			account = id
		}
		shown = name + " (" + account + ")"
	} else {
		n["name "+name] = id
	}
	n["id "+id] = shown
	return shown
}
