package texts

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// cutQuestion reads the label of a line of a hearing: "Q.", "A", or a name in
// capitals with a colon.
func cutQuestion(text string) (label.Label, bool) {
	if text[0] == '*' {
		if text = strings.Trim(text, "*"); text == "" { // "**Q: What is a pump?**"
			return label.Label{}, false
		}
	}
	if text[0] == 'Q' || text[0] == 'A' {
		rest := text[1:]
		marked := rest != "" && (rest[0] == '.' || rest[0] == ':')
		if marked {
			rest = rest[1:]
		}
		if rest == "" || rest[0] == '\t' || rest[0] == ' ' && (marked || strings.HasPrefix(rest, "  ")) {
			rest = strings.TrimSpace(rest)
			return label.Label{Name: text[:1], Rest: rest, Alone: rest == ""}, true
		}
	}
	found, ok := label.Colon(text)
	if !ok || !label.IsCaps(found.Name) || label.IsHeading(found.Name) {
		return label.Label{}, false
	}
	return found, true
}

// hear takes Q and A where there are both, and the lines that say who asks. It
// takes nobody where there is no hearing.
func (c *cast) hear() {
	q, a := c.named("Q"), c.named("A")
	if q == nil || a == nil || q.cues < 2 || a.cues < 2 {
		for _, it := range c.order {
			it.taken = false
		}
		return
	}
	for _, it := range c.order {
		if it == q || it == a || examinerIn(it.text) != "" {
			it.taken = true
			it.logit = max(it.logit, surely)
		}
	}
}

// A hearing knows who examines and who is examined. Who asks is said by "BY MR.
// SMITH:", who answers when the witness is sworn.
type hearing struct{ examiner, witness string }

// nameOf returns the name of who speaks under a label; if nothing has said who
// that is, the label is all there is.
func (h *hearing) nameOf(short string) string {
	switch {
	case short == "Q" && h.examiner != "":
		return h.examiner
	case (short == "A" || short == "THE WITNESS") && h.witness != "":
		return h.witness
	}
	return short
}

// examinerIn returns whom a line such as "BY MR. SMITH:" or "DIRECT EXAMINATION
// BY MR. SMITH:" names, "" if it is none.
func examinerIn(name string) string {
	before, examiner, ok := strings.Cut(" "+name, " BY ")
	if !ok || before != "" && !strings.Contains(before, "EXAMINATION") {
		return ""
	}
	return examiner
}

// swears reports whether a line begins a paragraph that says who testifies:
// "JOHN DOE, having been first duly sworn". It remembers who that is.
func (h *hearing) swears(s *page.Sheet, i int) bool {
	text := s.At(i)
	name, _, ok := strings.Cut(text, ",")
	if !ok && i+1 < len(s.Lines) && label.IsCaps(text) {
		name = text
	}
	if !label.IsCaps(name) || !label.LooksLikeName(name) || !strings.Contains(name, " ") || label.IsHeading(name) {
		return false
	}
	said := strings.ToLower(s.Joined(i, min(len(s.Lines), i+4)))
	if strings.Contains(said, "sworn") || strings.Contains(said, "called as a witness") || strings.Contains(said, "having been") {
		h.witness = strings.Clone(strings.TrimSpace(name))
		return true
	}
	return false
}

// hears reads line i of a hearing, which has no label, and returns the index of
// the next one. The lines of a page of a court are read one by one.
func (r *reader) hears(i int) int {
	l := &r.s.Lines[i]
	swears := r.heard.swears(r.s, i)
	how := draft.Space
	switch {
	case swears, opensExamination(r.s.At(i)), l.Gap == page.Section && r.state == speaking && !r.fresh,
		len(r.cues) == 0 && l.Gap >= page.Parted && isClosing(strings.Trim(r.s.At(i), "()[] ")), isDirection(r.s, i, i+1):
		r.state = narrating
		r.d.Narration()
	case r.state == narrating && (l.Gap > page.Indented || l.Gap == page.Indented && l.Indent > r.s.Lines[i-1].Indent), !r.d.Begun():
		r.d.Narration()
	case l.Gap >= page.Parted:
		how = draft.Paragraph
	}
	r.line(i, how)
	r.fresh = false
	return i + 1
}

// opensExamination reports whether a line is the heading of an examination.
func opensExamination(text string) bool {
	return len(text) <= label.MaxBytes && label.IsCaps(text) && (strings.Contains(text, "EXAMINATION") || strings.Contains(text, "PROCEEDINGS"))
}
