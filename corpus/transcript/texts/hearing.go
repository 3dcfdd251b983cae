package texts

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

// withoutLetters drops the letters that a sentence goes on with on a new line: "not
// / Q. as in queen".
func withoutLetters(s *page.Sheet, cues []cue) []cue {
	return slices.DeleteFunc(cues, func(q cue) bool {
		return len(q.label.Name) == 1 && label.BeginsInSmall(q.label.Rest) && s.Lines[q.line].Gap == page.Wrapped && !page.EndsSentence(s.At(q.line-1))
	})
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
// SMITH:" or the heading of an examination, who answers when the witness is sworn.
// Neither is known beyond what says so: once an examiner is done, a recess is taken
// or another witness called, Q and A are all there is, with a doubt.
type hearing struct {
	examiner, witness string
	doubted           string // the labels that have been doubted since something was said of who they are
}

// nameOf returns the name of who speaks under a label; if nothing has said who
// that is, the label is all there is.
func (h *hearing) nameOf(short string) string {
	switch short {
	case "Q":
		return cmp.Or(h.examiner, short)
	case "A", "THE WITNESS", "THE DEPONENT":
		return cmp.Or(h.witness, short)
	}
	return short
}

// examines takes name as that of who asks from here on, "" for nobody.
func (h *hearing) examines(name string) {
	h.examiner, h.doubted = strings.Clone(name), strings.ReplaceAll(h.doubted, "Q", "")
}

// testifies takes name as that of who answers from here on, "" for nobody, whom
// nobody examines yet.
func (h *hearing) testifies(name string) {
	h.examines("")
	h.witness, h.doubted = strings.Clone(name), ""
}

// heardAs returns who speaks under a label of a hearing, and hears what the words
// behind it say of those who come next.
func (r *reader) heardAs(short string, i int) string {
	h := &r.heard
	name := h.nameOf(short)
	switch {
	case short != "Q" && short != "A":
		h.listen(short, r.s.Joined(i, max(i+1, min(r.stop(), i+3))))
	case name == short && !strings.Contains(h.doubted, short):
		h.doubted += short
		what := "nothing says who asks here"
		if short == "A" {
			what = "nothing says who answers here"
		}
		r.doubt(i, "doubtful_label", what)
	}
	return name
}

// Words with which an examination ends, or a witness leaves.
var (
	donePattern  = regexp.MustCompile(`(?i)\b(?:nothing (?:else|further)|no (?:further|more|other) questions|(?:pass|tender) the witness|your witness|(?:that is|that's|that’s) all)\b`)
	leavePattern = regexp.MustCompile(`(?i:\b(?:step(?:s|ped)? down|(?:is|are|be|witness) (?:excused|discharged|dismissed)|next witness)\b)|\b[Cc]alls? (?:to the stand )?(?:[A-Z][\p{L}.'’-]+ ?){1,4}(?:to the stand)?[.,]?\s*$`)
	pausePattern = regexp.MustCompile(`(?i)\b(?:recess|adjourn(?:ed|ment)?|lunch(?:eon)?|break)\b`)
)

// listen hears what somebody says who neither examines nor testifies just now.
func (h *hearing) listen(label, said string) {
	if leavePattern.MatchString(said) {
		h.testifies("")
	} else if label == h.examiner && donePattern.MatchString(said) {
		h.examines("")
	}
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

// examinationPattern is the heading of an examination in any letters.
var examinationPattern = regexp.MustCompile(`(?i)^(?:(?:further|continued|resumed) )?(?:(?:direct|cross|redirect|recross|re-direct|re-cross|voir dire)[ -])?examination(?: \(?(?:continued|resumed|cont['’]d)\)?)?(?: by:? (.+?))?(?: \((?:continued|resumed)\))?[.:]?$`)

// examination reports whether a line opens an examination, and who examines if it
// says so.
func (r *reader) examination(text string) (examiner string, ok bool) {
	if len(text) > label.MaxBytes {
		return "", false
	}
	if m := examinationPattern.FindStringSubmatch(text); m != nil {
		examiner = m[1]
	} else if !opensExamination(text) && !(strings.HasPrefix(text, "BY ") && label.IsCaps(text)) {
		return "", false
	} else {
		examiner = strings.TrimRight(examinerIn(text), ":. ")
	}
	if examiner != "" && !label.LooksLikeName(examiner) || examiner == "" && strings.HasPrefix(text, "BY ") {
		return "", false
	}
	return r.called(examiner), true
}

// called returns what the labels call somebody whom a heading calls "the defense".
func (r *reader) called(name string) string {
	if article, bare, ok := strings.Cut(name, " "); ok && strings.EqualFold(article, "the") && r.cast.named(name) == nil && r.cast.named(bare) != nil {
		return bare
	}
	return name
}

// swornPattern is how a paragraph says that somebody testifies from here on.
var swornPattern = regexp.MustCompile(`(?i)\b(?:sworn|affirmed|recalled|called as a witness|called (?:by|on behalf)|resumed the stand|having been)\b`)

// swears reports whether a line begins a paragraph that says who testifies:
// "JOHN DOE, having been first duly sworn", "(John Doe is sworn.)". It remembers
// who that is.
func (h *hearing) swears(s *page.Sheet, i int) bool {
	text := s.At(i)
	name, _, ok := strings.Cut(text, ",")
	bracketed := text[0] == '(' || text[0] == '['
	switch {
	case bracketed:
		name = strings.TrimLeft(cutVerb(text), "([")
	case !ok && i+1 < len(s.Lines) && label.IsCaps(text):
		name = text
	}
	if !label.LooksLikeName(name) || label.IsHeading(name) || label.HasRole(name) || !bracketed && (!label.IsCaps(name) || !strings.Contains(name, " ")) || !label.AllNameWords(name) {
		return false
	}
	to := min(len(s.Lines), i+4)
	if bracketed && page.Closing(text, 0) > 0 {
		to = i + 1
	}
	if !swornPattern.MatchString(s.Joined(i, to)) {
		return false
	}
	h.testifies(strings.TrimSpace(name))
	return true
}

// cutVerb returns what stands before the first comma or verb of "John Doe was sworn".
func cutVerb(text string) string {
	end := len(text)
	for _, mark := range []string{",", " is ", " was ", " has ", " having ", " takes "} {
		if at := strings.Index(text[:end], mark); at > 0 {
			end = at
		}
	}
	return text[:end]
}

// introduces takes the name of who answers from the title of an interview.
func (h *hearing) introduces(text string) bool {
	name := intervieweeIn(text)
	if name != "" {
		h.testifies(name)
	}
	return name != ""
}

// hearsOf reports whether line i says who examines or who testifies, and hears it.
func (r *reader) hearsOf(i int) bool {
	if examiner, opens := r.examination(r.s.At(i)); opens {
		r.heard.examines(examiner)
		return true
	}
	return r.heard.swears(r.s, i)
}

// hears reads line i of a hearing, which has no label, and returns the index of
// the next one. The lines of a page of a court are read one by one.
func (r *reader) hears(i int) int {
	l, text := &r.s.Lines[i], r.s.At(i)
	told := r.hearsOf(i)
	if end := r.titleWithin(i); !told && end > i {
		r.heard.testifies("")
		for k := i; k < end; k++ {
			r.heard.introduces(r.s.At(k))
		}
		return r.narrate(i, end)
	}
	direction := isDirection(r.s, i, i+1)
	how := draft.Space
	switch {
	case told, opensExamination(text), l.Gap == page.Section && r.state == speaking && !r.fresh,
		len(r.cues) == 0 && l.Gap >= page.Parted && isClosing(strings.Trim(text, "()[] ")), direction:
		r.state = narrating
		r.d.Narration()
	case r.state == narrating && (l.Gap > page.Indented || l.Gap == page.Indented && l.Indent > r.s.Lines[i-1].Indent), !r.d.Begun():
		r.d.Narration()
	case l.Gap >= page.Parted:
		how = draft.Paragraph
	}
	switch {
	case !direction:
	case leavePattern.MatchString(text):
		r.heard.testifies("")
	case pausePattern.MatchString(text):
		r.heard.examines("")
	}
	r.line(i, how)
	r.fresh = false
	return i + 1
}

// titleWithin returns the end of the title that begins at line i and parts one
// interview from the next: a block or two of its own before a question, which ends
// no sentence. It returns i if none does.
func (r *reader) titleWithin(i int) int {
	const most = 4 // lines
	stop := r.stop()
	if len(r.cues) == 0 || r.cues[0].label.Name != "Q" || r.fresh || stop > i+most || r.s.Lines[i].Gap < page.Parted || r.s.Lines[stop].Gap < page.Parted ||
		i > 0 && !page.EndsSentence(r.s.At(i-1)) {
		return i
	}
	for k := i; k < stop; k++ {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(r.s.At(k), "#*_ "))
		if page.EndsSentence(r.s.At(k)) || !unicode.IsUpper(first) && !unicode.IsDigit(first) {
			return i
		}
	}
	return stop
}

// narrate takes lines from and up to to for narration, and returns to.
func (r *reader) narrate(from, to int) int {
	r.state, r.fresh = narrating, false
	r.d.Narration()
	r.paragraph(from, to)
	return to
}

// opensExamination reports whether a line is the heading of an examination.
func opensExamination(text string) bool {
	return len(text) <= label.MaxBytes && label.IsCaps(text) && (strings.Contains(text, "EXAMINATION") || strings.Contains(text, "PROCEEDINGS"))
}
