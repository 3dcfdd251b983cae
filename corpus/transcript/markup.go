package transcript

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode"

	"rapporteur/corpus"
)

// isMarkup reports whether text is XML or something like it.
func isMarkup(text string) bool {
	start := strings.TrimLeft(text[:min(len(text), 256)], " \t\r\n")
	return len(start) > 1 && start[0] == '<' && (unicode.IsLetter(rune(start[1])) || start[1] == '?' || start[1] == '!')
}

// certain is the weight of elements made for turns: they leave no doubt.
const certain = math.MaxFloat64

// tryMarkup looks for the elements of turns in an XML file.
func tryMarkup(d *document, _ float64) attempt {
	best, most := -1, 0
	for i, v := range vocabularies {
		turns := 0
		for name, r := range v.roles {
			if r == turnRole || r == labelRole && v.name == "Hansard" {
				turns += strings.Count(d.text, "<"+name+" ") + strings.Count(d.text, "<"+name+">")
			}
		}
		if v.who != nil && v.spoken == nil && turns > 0 && !strings.Contains(d.text, " "+v.who[0]+"=") && v.name != "TEI" {
			turns = 0
		}
		if turns > most {
			best, most = i, turns
		}
	}
	if best < 0 {
		return attempt{}
	}
	v := &vocabularies[best]
	return attempt{
		weight:     certain,
		confidence: 1,
		variant:    v.name,
		read:       func(b *builder) error { return v.read(d, b) },
	}
}

// errEntities refuses XML that declares entities: a few lines of them can
// stand for gigabytes of text or for files of this machine.
var errEntities = errors.New("its document type declares entities, which are not read; save it without them")

// newDecoder returns a decoder of text, which is UTF-8 whatever the file says
// of itself.
func newDecoder(text string) *xml.Decoder {
	x := xml.NewDecoder(strings.NewReader(text))
	x.Strict = false
	x.Entity = xml.HTMLEntity
	x.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return x
}

// maxDepth is how deep the elements of a transcript can be nested.
const maxDepth = 256

// A markupReader reads one XML file.
type markupReader struct {
	*vocabulary
	b       *builder
	x       *xml.Decoder
	stack   []open
	place   uint32
	persons map[string]string // ID -> name
	labels  map[string]string // ID -> label of its first turn
	names   map[string]string // label -> ID, of those in labels
	how     joint             // between the text so far and the next words
	space   bool              // white space stood before the next words
	turn    turnState
	label   string // what names the speaker of the turn announced
	colon   bool   // the colon after a label is still to come
	said    string // what a note before a turn calls its speaker
}

type open struct {
	name string
	role role
	text *strings.Builder // collects the element's words instead of the builder
	attr []xml.Attr
	line int
}

// turnState says what words of the builder belong to.
type turnState uint8

const (
	outside   turnState = iota // to nothing that has begun
	announced                  // to a turn whose label is still to come
	inTurn                     // to a turn or a narration that has begun
)

// read reads the turns of an XML file.
func (v *vocabulary) read(d *document, b *builder) error {
	b.marked = v.name != "Hansard"
	m := &markupReader{
		vocabulary: v, b: b, x: newDecoder(d.text),
		persons: make(map[string]string), labels: make(map[string]string), names: make(map[string]string),
	}
	for {
		token, err := m.x.RawToken()
		if err == io.EOF {
			m.finish(d)
			return nil
		}
		if err != nil {
			line, _ := m.x.InputPos()
			return fmt.Errorf("line %d: %w", line, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(m.stack) >= maxDepth {
				return fmt.Errorf("elements are nested more than %d deep", maxDepth)
			}
			m.start(t)
		case xml.EndElement:
			m.end(t.Name.Local)
		case xml.CharData:
			m.words(string(t))
		case xml.Directive:
			if strings.Contains(string(t), "<!ENTITY") {
				return errEntities
			}
		}
	}
}

func (m *markupReader) start(t xml.StartElement) {
	line, _ := m.x.InputPos()
	name := t.Name.Local
	o := open{name: name, role: m.roles[name], attr: t.Attr, line: line}
	if len(m.stack) == 0 && m.b.record.Language == "" {
		m.b.record.Language = strings.Clone(attribute(t.Attr, "lang"))
	}
	if m.within(skipped) {
		o.role = m.startSkipped(name, o.role)
	}
	if n := len(m.stack); n > 0 && m.stack[n-1].role == personNameRole && m.stack[n-1].text != nil {
		m.stack[n-1].text.WriteByte(' ') // between surname and forename
	}
	switch o.role {
	case turnRole:
		m.turn, m.how = announced, joinParagraphs
		m.label = attribute(t.Attr, m.spoken...)
	case labelRole, noteRole, titleRole, castRole, columnRole:
		o.text = new(strings.Builder)
	case personNameRole:
		if m.within(personRole) {
			o.text = new(strings.Builder)
		}
	case personRole:
		if shown := attribute(t.Attr, "showAs"); shown != "" {
			m.persons[attribute(t.Attr, "eId", "id")] = shown
		}
	case paragraphs:
		m.how = joinParagraphs
		m.space = false
	case verseLine:
		if m.how != joinParagraphs {
			m.how = joinVerse
		}
		m.space = false
	case headingRole, asideRole:
		if !m.within(turnRole) {
			m.b.narration()
			m.turn, m.how, m.space = inTurn, joinParagraphs, false
		} else if o.role == asideRole {
			m.beginTurn()
			m.b.openAside()
			m.space = true
		}
	case breakRole:
		if n := attribute(t.Attr, "n"); n != "" {
			m.place = m.b.place("page", n)
		}
	}
	if name == "lb" || name == "br" {
		m.space = true
	}
	m.stack = append(m.stack, o)
}

// startSkipped returns the role of an element within one that is skipped:
// persons and titles count there too.
func (m *markupReader) startSkipped(name string, r role) role {
	switch {
	case r == personRole || r == castRole || r == personNameRole && m.within(personRole):
		return r
	case name == "title" && m.b.record.Title == "":
		return titleRole
	case name == "date" && m.b.record.Date.IsZero() && !m.within(personRole):
		if top := m.stack[len(m.stack)-1].name; top == "bibl" || top == "setting" || top == "creation" {
			return titleRole
		}
	}
	return inline
}

func (m *markupReader) end(name string) {
	// A file that is not well-formed may close what it never opened.
	at := len(m.stack) - 1
	for at >= 0 && m.stack[at].name != name {
		at--
	}
	if at < 0 {
		return
	}
	for len(m.stack) > at {
		o := m.stack[len(m.stack)-1]
		m.stack = m.stack[:len(m.stack)-1]
		m.close(o)
	}
}

func (m *markupReader) close(o open) {
	text := ""
	if o.text != nil {
		text = strings.Join(strings.Fields(o.text.String()), " ")
	}
	switch o.role {
	case turnRole:
		m.turn, m.label, m.said = outside, "", ""
	case labelRole:
		text = strings.TrimSpace(strings.TrimRight(text, " .:,"))
		switch {
		case m.name == "Hansard":
			m.member(text)
		case m.turn == announced && m.label != "":
			m.label += " and " + text
		case m.turn == announced:
			m.label = text
		}
	case noteRole:
		m.note(o, text)
	case titleRole:
		if o.name == "date" {
			m.b.record.Date, _ = corpus.ParseDate(attribute(o.attr, "when")[:min(10, len(attribute(o.attr, "when")))])
		} else if m.b.record.Title == "" {
			m.b.record.Title = text
		}
	case personNameRole:
		if id := m.personID(); id != "" && text != "" && m.persons[id] == "" {
			m.persons[id] = text
		}
	case columnRole:
		m.place = m.b.place("column", text)
	case castRole:
		if text != "" {
			m.b.record.Participants = append(m.b.record.Participants, text)
		}
	case asideRole:
		if m.within(turnRole) {
			m.b.closeAside()
			m.how, m.space = joinWords, true
		} else {
			m.turn = outside
		}
	case headingRole:
		if !m.within(turnRole) {
			m.turn = outside
		}
		if m.b.record.Title == "" && (o.name == "TITLE" || o.name == "head" || o.name == "title") {
			m.b.record.Title = m.b.lastText()
		}
	}
}

// words reads the words between two tags.
func (m *markupReader) words(text string) {
	for i := len(m.stack) - 1; i >= 0; i-- {
		if m.stack[i].text != nil {
			m.stack[i].text.WriteString(text)
			return
		}
		if m.stack[i].role == skipped {
			return
		}
	}
	if m.turn == announced && !m.within(paragraphs) && !m.within(verseLine) && !m.within(asideRole) && strings.TrimSpace(text) == "" {
		return
	}
	end, _ := m.x.InputPos()
	number := end - strings.Count(text, "\n")
	for i, raw := range strings.Split(text, "\n") {
		m.space = m.space || i > 0
		content := strings.Trim(raw, " \t\r")
		if m.colon {
			content = strings.TrimLeft(content, ": ")
		}
		if content == "" {
			m.space = m.space || raw != ""
			continue
		}
		m.colon = false
		if m.turn == outside || m.turn == announced {
			if !m.beginTurn() {
				return
			}
		}
		how := m.how
		if how == joinWords && !(m.space || strings.HasPrefix(raw, " ") || strings.HasPrefix(raw, "\t")) {
			how = joinNothing
		}
		l := line{text: content, number: uint32(number + i), place: m.place}
		m.b.words(&l, content, how)
		m.how = joinWords
		m.space = strings.HasSuffix(raw, " ") || strings.HasSuffix(raw, "\t")
	}
}

// beginTurn makes sure that there is a turn or a narration for the next words,
// and reports whether there is one.
func (m *markupReader) beginTurn() bool {
	switch {
	case m.turn == inTurn:
	case m.turn == announced:
		if !m.speak(m.whoOfTurn(), m.label) {
			m.b.warnAt(m.lineOf(turnRole), "unlabelled_turn", "a turn that names no speaker is taken for narration")
			m.b.narration()
		}
	case m.name == "Hansard" && m.within(paragraphs) && m.b.begun():
		m.how = joinParagraphs // the member goes on
	case m.within(paragraphs) || m.within(verseLine):
		m.b.narration()
		m.how = joinParagraphs
	default:
		return false
	}
	m.turn = inTurn
	return true
}

// note reads a note that has ended: one that announces a speaker, a remark
// among the words, or a footnote to the word before it.
func (m *markupReader) note(o open, text string) {
	kind := attribute(o.attr, "type")
	switch {
	case text == "" || m.within(skipped):
	case kind == "speaker":
		m.said = strings.TrimRight(text, " :.")
	case m.within(turnRole) && m.turn == inTurn && attribute(o.attr, "n") != "":
		m.b.noteHere(attribute(o.attr, "n"), text, o.line)
	case m.within(turnRole) && m.beginTurn():
		m.b.openAside()
		l := line{text: text, number: uint32(o.line), place: m.place}
		m.b.words(&l, text, joinWords)
		m.b.closeAside()
		m.space = true
	case !m.within(turnRole) && m.name == "TEI":
		m.b.narration()
		l := line{text: text, number: uint32(o.line), place: m.place}
		m.b.words(&l, text, joinParagraphs)
		m.turn = outside
	}
}

// finish completes the record when the file has ended.
func (m *markupReader) finish(*document) {
	r := m.b.record
	for i := range r.Speakers {
		s := &r.Speakers[i]
		if id, ok := m.names[s.Name]; ok {
			if full := m.persons[strings.TrimPrefix(id, "#")]; full != "" {
				addAlias(s, full)
			}
		}
	}
}

func (m *markupReader) within(r role) bool {
	for i := len(m.stack) - 1; i >= 0; i-- {
		if m.stack[i].role == r {
			return true
		}
	}
	return false
}

func (m *markupReader) whoOfTurn() string {
	for i := len(m.stack) - 1; i >= 0; i-- {
		if m.stack[i].role == turnRole {
			return attribute(m.stack[i].attr, m.who...)
		}
	}
	return ""
}

// personID returns the ID of the person that is being described.
func (m *markupReader) personID() string {
	for i := len(m.stack) - 1; i >= 0; i-- {
		if m.stack[i].role == personRole {
			return attribute(m.stack[i].attr, "id")
		}
	}
	return ""
}

func (m *markupReader) lineOf(r role) int {
	for i := len(m.stack) - 1; i >= 0; i-- {
		if m.stack[i].role == r {
			return m.stack[i].line
		}
	}
	return 0
}

// attribute returns the value of the first of names that attrs has.
func attribute(attrs []xml.Attr, names ...string) string {
	for _, name := range names {
		for _, a := range attrs {
			if a.Name.Local == name {
				return a.Value
			}
		}
	}
	return ""
}
