package transcript

import (
	"regexp"
	"slices"
	"strings"
)

// A tomlDoc is the text of a sidecar cut into what stands in it, so that one
// value can be changed and all else stays as it was written.
type tomlDoc struct {
	top    []statement
	tables []tomlTable
	rest   string // comments after the last statement
}

// A statement is a key with its value, or the header of a table.
type statement struct {
	lead string // comments and blank lines before it
	key  string
	text string // all of its lines
	tail string // the comment after its value, with the white space before it
}

type tomlTable struct {
	name       string // "speakers"
	header     statement
	statements []statement
}

var (
	tomlHeader = regexp.MustCompile(`^\[\[\s*(\w+)\s*\]\]\s*(?:#.*)?$`)
	tomlKey    = regexp.MustCompile(`^(\w+)\s*=`)
)

// cutTOML cuts the text of a sidecar. It is not ok if something is written in
// another way than sidecars mostly are: dotted keys, inline tables.
func cutTOML(text string) (doc tomlDoc, ok bool) {
	lead := ""
	for at := 0; at < len(text); {
		end := at + strings.IndexByte(text[at:], '\n') + 1
		if end == at {
			end = len(text)
		}
		line := strings.TrimSpace(text[at:end])
		if line == "" || line[0] == '#' {
			lead += text[at:end]
			at = end
			continue
		}
		if m := tomlHeader.FindStringSubmatch(line); m != nil {
			doc.tables = append(doc.tables, tomlTable{m[1], statement{lead: lead, text: text[at:end]}, nil})
			at, lead = end, ""
			continue
		}
		from := at + strings.Index(text[at:end], line)
		m := tomlKey.FindStringSubmatch(text[from:end])
		if m == nil {
			return doc, false
		}
		value := endOfValue(text, from+len(m[0]))
		if value < 0 {
			return doc, false
		}
		end = value + strings.IndexByte(text[value:], '\n') + 1
		if end == value {
			end = len(text)
		}
		s := statement{lead, m[1], text[at:end], strings.TrimRight(text[value:end], "\r\n")}
		if n := len(doc.tables); n > 0 {
			doc.tables[n-1].statements = append(doc.tables[n-1].statements, s)
		} else {
			doc.top = append(doc.top, s)
		}
		at, lead = end, ""
	}
	doc.rest = lead
	return doc, true
}

// endOfValue returns where the value ends that begins at a byte of text, white
// space before it; -1 if it does not.
func endOfValue(text string, at int) int {
	depth := 0
	for at < len(text) {
		rest := text[at:]
		switch c := rest[0]; {
		case strings.HasPrefix(rest, `"""`), strings.HasPrefix(rest, `'''`):
			return -1 // such values are written anew
		case c == '"', c == '\'':
			n := endOfString(rest)
			if n < 0 {
				return -1
			}
			if at += n; depth == 0 {
				return at
			}
			continue
		case c == '[':
			depth++
		case c == ']':
			if depth--; depth == 0 {
				return at + 1
			}
		case c == '#' && depth > 0:
			n := strings.IndexByte(rest, '\n')
			if n < 0 {
				return -1
			}
			at += n
			continue
		case c == '\n' && depth == 0, c == '{':
			return -1
		}
		at++
	}
	return -1
}

// endOfString returns the length of the string that text begins with; -1 if it
// does not end on its line.
func endOfString(text string) int {
	for i := 1; i < len(text) && text[i] != '\n'; i++ {
		switch {
		case text[i] == '\\' && text[0] == '"':
			i++
		case text[i] == text[0]:
			return i + 1
		}
	}
	return -1
}

// amended returns the document, which says what was says, changed to say what s
// says.
func (doc tomlDoc) amended(was, s *Sidecar) string {
	var b strings.Builder
	top, lost := amendSettings(doc.top, was.settings(), s.settings(), true, &doc)
	if len(doc.top) == 0 && len(top) > 0 && len(doc.tables) > 0 {
		// A comment that a blank line parts from the first table heads the file.
		lead := &doc.tables[0].header.lead
		if head, rest, ok := strings.Cut(*lead, "\n\n"); ok && strings.HasPrefix(head, "#") {
			b.WriteString(head + "\n\n")
			*lead = rest
		}
	}
	for _, st := range top {
		b.WriteString(st.lead + st.text)
	}
	b.WriteString(lost)
	if len(top) > 0 && len(doc.tables) > 0 && !strings.HasPrefix(doc.tables[0].header.lead, "\n") {
		b.WriteByte('\n')
	}
	speakers := pair(was.Speakers, s.Speakers, func(old, now *Declaration) bool {
		return old.Name == now.Name || slices.Contains(now.Labels, old.Name) || slices.Contains(now.Aliases, old.Name)
	})
	lines := pair(was.Lines, s.Lines, func(old, now *Attribution) bool { return *old == *now })
	seen := map[string]int{}
	for _, t := range doc.tables {
		i := seen[t.name]
		seen[t.name]++
		var before, after []setting
		switch {
		case t.name == "speakers" && i < len(speakers.of) && speakers.of[i] >= 0:
			before, after = was.Speakers[i].settings(), s.Speakers[speakers.of[i]].settings()
		case t.name == "lines" && i < len(lines.of) && lines.of[i] >= 0:
			before, after = was.Lines[i].settings(), s.Lines[lines.of[i]].settings()
		default: // it is no more; what was noted there stays
			b.WriteString(noted(t.header.lead))
			continue
		}
		b.WriteString(t.header.lead + t.header.text)
		statements, lost := amendSettings(t.statements, before, after, false, nil)
		for _, st := range statements {
			b.WriteString(st.lead + st.text)
		}
		b.WriteString(lost)
	}
	b.WriteString(doc.rest)
	if text := b.String(); text != "" && !strings.HasSuffix(text, "\n") {
		b.WriteByte('\n')
	}
	for _, i := range speakers.added {
		b.WriteString(table("speakers", s.Speakers[i].settings(), b.Len() > 0))
	}
	for _, i := range lines.added {
		b.WriteString(table("lines", s.Lines[i].settings(), b.Len() > 0))
	}
	return b.String()
}

// noted returns what stands before a statement that is no more, if it is a
// comment.
func noted(lead string) string {
	if strings.TrimSpace(lead) == "" {
		return ""
	}
	return lead
}

// A pairing says which values of a list are which of another.
type pairing struct {
	of    []int // index in the new list for each of the old, -1 if it is no more
	added []int // indices of the new list that the old does not have
}

// pair pairs the values of two lists that are in one order.
func pair[T any](old, now []T, is func(old, now *T) bool) pairing {
	p := pairing{of: make([]int, len(old))}
	next := 0
	for i := range old {
		p.of[i] = -1
		for k := next; k < len(now); k++ {
			if is(&old[i], &now[k]) {
				for ; next < k; next++ {
					p.added = append(p.added, next)
				}
				p.of[i], next = k, k+1
				break
			}
		}
	}
	for ; next < len(now); next++ {
		p.added = append(p.added, next)
	}
	return p
}

// amendSettings changes statements from what they say to what they should, and
// returns the comments of those that are no more and have none after them. At the
// top of a document, a value that is commented out in it is set there.
func amendSettings(statements []statement, before, after []setting, top bool, doc *tomlDoc) (out []statement, lost string) {
	value := func(settings []setting, key string) string {
		for _, s := range settings {
			if s.key == key {
				return s.value
			}
		}
		return ""
	}
	for _, st := range statements {
		now := value(after, st.key)
		st.lead, lost = lost+st.lead, ""
		switch {
		case now == value(before, st.key):
			if !strings.HasSuffix(st.text, "\n") {
				st.text += "\n"
			}
		case now == "":
			lost = noted(st.lead)
			continue
		default:
			st.text = st.key + " = " + now + st.tail + "\n"
		}
		out = append(out, st)
	}
	for _, set := range after {
		if set.value == "" || value(before, set.key) != "" || slices.ContainsFunc(statements, func(st statement) bool { return st.key == set.key }) {
			continue
		}
		line := set.key + " = " + set.value + "\n"
		if top && uncomment(out, doc, set.key, line) {
			continue
		}
		out = slices.Insert(out, placeOf(out, after, set.key), statement{lead: lost, key: set.key, text: line})
		lost = ""
	}
	return out, lost
}

// placeOf returns where among statements a key is set that comes in the order of
// settings.
func placeOf(statements []statement, order []setting, key string) int {
	rank := func(key string) int {
		return slices.IndexFunc(order, func(s setting) bool { return s.key == key })
	}
	for i := len(statements); i > 0; i-- {
		if rank(statements[i-1].key) < rank(key) || i == 1 && noted(statements[0].lead) != "" {
			return i // after the comment that heads the file, if there is one
		}
	}
	return 0
}

// uncomment puts line in the place of one that has a key commented out, before
// the first table, and reports whether there is such a line.
func uncomment(statements []statement, doc *tomlDoc, key, line string) bool {
	commented := regexp.MustCompile(`(?m)^#[ \t]*` + regexp.QuoteMeta(key) + `[ \t]*=.*\n`)
	set := func(text *string) bool {
		head := *text
		if i := strings.Index(head, "#[["); i >= 0 {
			head = head[:i]
		}
		at := commented.FindStringIndex(head)
		if at == nil {
			return false
		}
		*text = (*text)[:at[0]] + line + (*text)[at[1]:]
		return true
	}
	for i := range statements {
		if set(&statements[i].lead) {
			return true
		}
	}
	if len(doc.tables) > 0 {
		return set(&doc.tables[0].header.lead)
	}
	return set(&doc.rest)
}
