package tiers

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// coded is the furniture of CHAT: codes within what is said, and the lines that
// describe it.
const coded draft.Kind = "code"

// A chatReader reads a file of CHAT.
type chatReader struct {
	text  *page.Text
	hint  draft.Hint
	d     *draft.Draft
	names map[string]string // by code
	now   string            // who spoke last
	kind  byte              // the mark of the line that goes on: '@', '*', '%'
	deep  int               // square brackets that are open
}

// readChat reads CHAT: lines that begin with "@" say what the file is, with "*"
// who says what, with "%" more of that; a line that is set in goes on with the
// one before. What annotates the words is not read.
func readChat(f *page.File, h draft.Hint) (*draft.Draft, error) {
	if f.Text == nil || !isChat(f.Text) {
		return nil, nil
	}
	r := &chatReader{text: f.Text, hint: h, d: draft.New(f.Text, h), names: make(map[string]string)}
	r.readNames()
	for i := range f.Text.Lines {
		r.line(&f.Text.Lines[i])
	}
	r.d.Basis.Marks, r.d.Marked = draft.Exported, true
	return r.d, nil
}

// isChat reports whether a text says of itself that it is CHAT.
func isChat(text *page.Text) bool {
	const head = 12
	for i := range text.Lines[:min(len(text.Lines), head)] {
		switch words := text.At(&text.Lines[i]); {
		case words == "@Begin":
			return true
		case words[0] != '@':
			return isHeadless(text)
		}
	}
	return false
}

// isHeadless reports whether a text without its head is CHAT all the same: each line
// that is not set in begins with a mark, a code, a colon and a tab.
func isHeadless(text *page.Text) bool {
	said := 0
	for i := range text.Lines {
		l := &text.Lines[i]
		words := text.At(l)
		code, _, ok := strings.Cut(words, ":\t")
		switch {
		case l.Indent > 0 && i > 0 || words[0] == '@':
		case !ok || len(code) < 2 || len(code) > maxCode:
			return false
		case words[0] == '*' && isCode(code[1:]):
			said++
		case words[0] != '%' || strings.ContainsAny(code, " \t"):
			return false
		}
	}
	return said > 1
}

// maxCode is how long a code of CHAT is at most, with its mark, in bytes.
const maxCode = 8

// isCode reports whether code is a speaker's: capital letters and digits.
func isCode(code string) bool {
	return strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == "" && code[0] >= 'A'
}

// readNames reads "@Participants: CHI Eve Target_Child, MOT Mother": a code, a
// name if there is one, and a role.
func (r *chatReader) readNames() {
	var list strings.Builder
	going := false
	for i := range r.text.Lines {
		words := r.text.At(&r.text.Lines[i])
		rest, ok := strings.CutPrefix(words, "@Participants:")
		if going = ok || going && r.text.Lines[i].Indent > 0; going {
			list.WriteString(rest + " ")
		}
		if words[0] == '*' {
			break
		}
	}
	taken := make(map[string]bool)
	for one := range strings.SplitSeq(list.String(), ",") {
		parts := strings.Fields(one)
		if len(parts) < 2 {
			continue
		}
		name := strings.ReplaceAll(strings.Join(parts[1:max(2, len(parts)-1)], " "), "_", " ")
		if taken[name] {
			name += " (" + parts[0] + ")"
		}
		taken[name] = true
		r.names[parts[0]] = name
	}
}

// line reads a line of the file.
func (r *chatReader) line(l *page.Line) {
	words, at := r.text.At(l), int(l.Start)
	whole := page.Span{Start: at, End: int(l.End)}
	if l.Indent == 0 && strings.IndexByte("@*%", words[0]) >= 0 {
		r.kind, r.deep = words[0], 0
		if r.kind == '*' {
			code, _, ok := strings.Cut(words[1:], ":")
			if !ok {
				r.kind = '%'
			} else {
				r.turn(code)
				label := 1 + len(code) + 1
				r.d.Drop(page.Span{Start: at, End: at + label}, draft.Label)
				r.said(page.Span{Start: at + label, End: int(l.End)})
				return
			}
		}
		r.head(words)
	}
	switch r.kind {
	case '*':
		r.said(whole)
	case '%':
		r.d.Drop(whole, coded)
	default:
		r.d.Drop(whole, draft.Metadata)
	}
}

// turn begins a turn of whoever has a code, unless the same speaks on.
func (r *chatReader) turn(code string) {
	if code == r.now && r.d.Speaking() != nil {
		return
	}
	r.now = code
	name := r.names[code]
	if _, ok := r.hint.Names[code]; ok || name == "" {
		name = code
	}
	r.d.Turn(name)
	r.d.Alias(code)
}

// head reads what a line says of the recording.
func (r *chatReader) head(words string) {
	if value, ok := strings.CutPrefix(words, "@Date:"); ok {
		if d := page.DateIn(strings.ReplaceAll(strings.TrimSpace(value), "-", " ")); !d.IsZero() {
			r.d.Record.Date = d
		}
	}
	if value, ok := strings.CutPrefix(words, "@Location:"); ok {
		r.d.Record.Place = strings.TrimSpace(value)
	}
	if value, ok := strings.CutPrefix(words, "@Title:"); ok {
		r.d.Record.Title = strings.TrimSpace(value)
	}
}

// said adds what stands in a line of an utterance, without its codes.
func (r *chatReader) said(s page.Span) {
	joint := draft.Space
	for at := s.Start; at < s.End; {
		c := r.text.String[at]
		if c == ' ' || c == '\t' {
			at++
			joint = draft.Space
			continue
		}
		end := r.code(at, s.End)
		if end > at {
			r.d.Drop(page.Span{Start: at, End: end}, coded)
			at = end
			continue
		}
		for end = at; end < s.End && !strings.ContainsRune(" \t", rune(r.text.String[end])) && r.code(end, s.End) == end; {
			end++
		}
		word := page.Span{Start: at, End: end}
		switch words := r.text.String[at:end]; {
		case strings.HasPrefix(words, "&=") || strings.HasPrefix(words, "0") && len(words) > 1:
			r.d.Drop(word, coded)
		case words == "." || words == "?" || words == "!" || words == ",":
			r.d.Words(word, draft.Glue)
		default:
			r.d.Words(word, joint)
		}
		joint = draft.Glue
		at = end
	}
}

// code returns where a code ends that begins at a byte, the byte itself if none
// does.
func (r *chatReader) code(at, end int) int {
	text := r.text.String[at:end]
	if r.deep > 0 || text[0] == '[' {
		r.deep = 1
		if i := strings.IndexByte(text, ']'); i >= 0 {
			r.deep = 0
			return at + i + 1
		}
		return end
	}
	switch text[0] {
	case '(':
		if i := strings.IndexByte(text, ')'); i > 0 && strings.Trim(text[1:i], ".0123456789:") == "" {
			return at + i + 1 // a pause
		}
		return at + 1 // what is not said of a word
	case '<', '>', ')':
		return at + 1
	case '\x15':
		if i := strings.IndexByte(text[1:], '\x15'); i >= 0 {
			return at + i + 2
		}
		return end
	case '+':
		n := len(text) - len(strings.TrimLeft(text, `+/."<^,=!?`))
		if n > 1 {
			return at + n
		}
	case '&':
		if len(text) > 1 && (text[1] == '-' || text[1] == '+' || text[1] == '~') {
			return at + 2
		}
	case '@':
		n := 1
		for n < len(text) && text[n] != ' ' && text[n] != '\t' {
			n++
		}
		return at + n
	}
	return at
}
