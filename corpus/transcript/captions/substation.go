package captions

import (
	"slices"
	"strings"

	"rapporteur/corpus/transcript/page"
)

// A subStation is a file of SubStation Alpha: its sections have lines of a key
// and a value, and the first line of the section of events names the fields of
// all others.
type subStation struct {
	*parsed
	section string
	fields  []string // of an event, in small letters
}

// parseSubStation cuts a file of SubStation Alpha into captions, nil if the text
// is none.
func parseSubStation(text *page.Text) *parsed {
	const head = 20 // lines in which the first section begins
	if !slices.ContainsFunc(text.Lines[:min(len(text.Lines), head)], func(l page.Line) bool {
		return strings.EqualFold(text.At(&l), "[Script Info]") || strings.EqualFold(text.At(&l), "[Events]")
	}) {
		return nil
	}
	s := subStation{parsed: &parsed{variant: "SubStation Alpha"}}
	for i := range text.Lines {
		s.line(text.At(&text.Lines[i]), int(text.Lines[i].Number))
	}
	if len(s.captions) == 0 {
		return nil
	}
	slices.SortStableFunc(s.captions, func(a, b caption) int { return strings.Compare(a.time, b.time) })
	return s.parsed
}

// line reads a line of the file.
func (s *subStation) line(words string, number int) {
	if strings.HasPrefix(words, "[") && strings.HasSuffix(words, "]") {
		s.section = strings.ToLower(words)
		return
	}
	key, value, _ := strings.Cut(words, ":")
	value = strings.TrimSpace(value)
	switch {
	case s.section == "[script info]" && key == "Title":
		s.title = value
	case s.section != "[events]":
	case key == "Format":
		s.fields = strings.Split(strings.ReplaceAll(strings.ToLower(value), " ", ""), ",")
	case key == "Dialogue":
		s.event(value, number)
	case key == "Comment" && len(s.fields) > 0:
		cells := strings.SplitN(value, ",", len(s.fields))
		s.comments = append(s.comments, payload{line: number, pieces: []piece{{text: cells[len(cells)-1]}}})
	}
}

// event reads what is shown at a time, and who says it. The words are the last
// field, which may hold commas.
func (s *subStation) event(value string, number int) {
	if len(s.fields) == 0 {
		return
	}
	cells := strings.SplitN(value, ",", len(s.fields))
	if len(cells) < len(s.fields) {
		return
	}
	field := func(names ...string) string {
		for _, name := range names {
			if i := slices.Index(s.fields, name); i >= 0 {
				return strings.TrimSpace(cells[i])
			}
		}
		return ""
	}
	whole, _, _ := strings.Cut(field("start"), ".")
	c := caption{time: whole}
	name := field("name", "actor")
	for line := range strings.SplitSeq(strings.NewReplacer(`\n`, `\N`, `\h`, " ").Replace(cells[len(cells)-1]), `\N`) {
		l := payload{line: number, pieces: voiced(pieces(line), name)}
		if len(l.pieces) > 0 {
			c.lines = append(c.lines, l)
		}
	}
	s.captions = append(s.captions, c)
}
