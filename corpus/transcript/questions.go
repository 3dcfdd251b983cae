package transcript

import (
	"strings"
)

// tryQuestions looks for the questions and answers of a hearing: "Q." and "A."
// between labels such as "THE COURT:". Who asks is said by "BY MR. SMITH:",
// who answers when the witness is sworn.
func tryQuestions(d *document, atLeast float64) attempt {
	var cues []cue
	asked, answered := 0, 0
	for i := range d.lines {
		found, ok := cutQuestion(d.lines[i].text)
		if !ok {
			continue
		}
		switch found.name {
		case "Q":
			asked++
		case "A":
			answered++
		}
		cues = append(cues, cue{line: i, label: found})
	}
	if asked < 2 || answered < 2 || float64(len(cues)) <= atLeast {
		return attempt{}
	}
	h := &hearing{d: d}
	return attempt{
		weight:     2 * float64(len(cues)),
		confidence: 1 - 1/float64(1+asked+answered),
		read: func(b *builder) error {
			h.read(cues, b)
			return nil
		},
	}
}

// cutQuestion reads the label of a line of a hearing: "Q.", "A", or a name in
// capitals with a colon.
func cutQuestion(text string) (label, bool) {
	if text[0] == '*' {
		if text = strings.Trim(text, "*"); text == "" { // "**Q: What is a pump?**"
			return label{}, false
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
			return label{name: text[:1], rest: rest, alone: rest == ""}, true
		}
	}
	found, ok := cutColon(text)
	if !ok || !isCaps(found.name) || isHeading(found.name) {
		return label{}, false
	}
	return found, true
}

// A hearing knows who examines and who is examined.
type hearing struct {
	d        *document
	examiner string
	witness  string
}

func (h *hearing) read(cues []cue, b *builder) {
	d := h.d
	var labels []cue
	for _, q := range cues {
		if q.label.name != "Q" && q.label.name != "A" && examinerIn(q.label.name) == "" {
			labels = append(labels, q)
		}
	}
	b.resolve(labels)
	first := len(d.lines)
	if len(cues) > 0 {
		first = cues[0].line
	}
	for i := range first {
		h.swears(d, i)
	}
	b.head(d.lines[:first], false)
	state := narrating
	for i := first; i < len(d.lines); i++ {
		l := &d.lines[i]
		if len(cues) == 0 || cues[0].line != i {
			switch {
			case h.swears(d, i), h.opens(l), l.gap == section && state == speaking && !b.fresh, isDirection(d.lines[i : i+1]):
				b.narration()
				b.words(l, l.text, joinParagraphs)
				state = narrating
			case state == narrating && (l.gap > indented || l.gap == indented && l.indent > d.lines[i-1].indent), !b.begun():
				b.narration()
				b.words(l, l.text, joinParagraphs)
			case l.gap >= paragraph:
				b.words(l, l.text, joinParagraphs)
			default:
				b.words(l, l.text, joinWords)
			}
			b.fresh = false
			continue
		}
		found := cues[0].label
		cues = cues[1:]
		state = speaking
		switch {
		case examinerIn(found.name) != "":
			h.examiner = strings.Clone(examinerIn(found.name))
			state = narrating
			b.narration()
			b.words(l, l.text, joinParagraphs)
			continue
		case found.name == "Q":
			h.speak(b, h.examiner, "Q", l)
		case found.name == "A", found.name == "THE WITNESS":
			h.speak(b, h.witness, found.name, l)
		default:
			b.speechOf(found, l)
		}
		b.words(l, found.rest, joinParagraphs)
		b.fresh = found.rest == ""
	}
}

// speak begins a turn of name, which the document calls by a short label; if
// nothing has said who that is, the label is all there is.
func (h *hearing) speak(b *builder, name, short string, l *line) {
	if name == "" {
		b.speechOf(label{name: short}, l)
		return
	}
	if full, ok := b.same[name]; ok {
		name = full
	}
	b.speech(name)
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
func (h *hearing) swears(d *document, i int) bool {
	l := &d.lines[i]
	name, _, ok := strings.Cut(l.text, ",")
	if !ok && i+1 < len(d.lines) && isCaps(l.text) {
		name = l.text
	}
	if !isCaps(name) || !looksLikeName(name) || !strings.Contains(name, " ") || isHeading(name) {
		return false
	}
	said := strings.ToLower(joined(d.lines[i:min(len(d.lines), i+4)]))
	if strings.Contains(said, "sworn") || strings.Contains(said, "called as a witness") || strings.Contains(said, "having been") {
		h.witness = strings.Clone(strings.TrimSpace(name))
		return true
	}
	return false
}

// opens reports whether l is the heading of an examination.
func (h *hearing) opens(l *line) bool {
	if !isCaps(l.text) || len(l.text) > maxLabelBytes {
		return false
	}
	return strings.Contains(l.text, "EXAMINATION") || strings.Contains(l.text, "PROCEEDINGS")
}
