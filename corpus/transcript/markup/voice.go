package markup

import (
	"cmp"
	"regexp"
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// A voice is who speaks, as far as the file has said it.
type voice struct {
	who         string // the ID of a person
	label       string
	particulars string // what else stands beside the label
	office      string
	aliases     []string
	line        int
	written     bool   // the label stands in the words, not in an attribute
	silent      bool   // the file says that nobody speaks
	name        string // who that is, once it has been looked up
	fresh       bool   // nothing has been said since the turn began
	after       *voice // who goes on after a paragraph of several who call out
}

// announce begins a turn: who speaks stands in its attributes, or in a label
// that is still to come.
func (r *reader) announce(e *event) {
	r.dropDirections()
	v := &voice{
		who: strings.TrimSpace(r.tree.get(e, r.who...)), label: strings.TrimSpace(r.tree.get(e, r.spoken...)),
		silent: r.tree.get(e, "nospeaker") == "true", line: int(e.line),
	}
	if unknownPersons[strings.ToLower(strings.TrimPrefix(v.who, "#"))] {
		v.who = ""
	}
	if unknownPersons[strings.ToLower(v.label)] {
		v.label = ""
	}
	if r.said != "" {
		v.aliases = append(v.aliases, r.said)
		if v.who == "" && v.label == "" {
			v.label = r.said
		}
		r.said = ""
	}
	if r.office != "" {
		v.office = r.tree.get(e, r.office)
		if name := r.names[strings.TrimPrefix(v.office, "#")]; name != "" {
			v.office = name
		} else if strings.HasPrefix(v.office, "#") {
			v.office = ""
		}
	}
	if when := r.tree.get(e, r.when...); r.timed && isTime(when) {
		r.d.Place("time", when[strings.IndexByte(when, 'T')+1:])
	}
	r.voice, r.state, r.how, r.colon = v, announced, draft.Paragraph, false
}

// unknownPersons are what speakers are called whom the file does not know.
var unknownPersons = wordSet("unknown none n/a unspecified null #")

// isTime reports whether an attribute says a time of day: "09:01:00".
func isTime(value string) bool {
	clock := value[strings.IndexByte(value, 'T')+1:]
	return len(clock) >= 4 && len(clock) <= 16 && clock[0] >= '0' && clock[0] <= '9' && strings.Contains(clock, ":")
}

// hasVoice reports whether it is known who speaks.
func (r *reader) hasVoice() bool {
	return r.voice != nil && r.state != narrating && (r.state == speaking || r.voice.name != "" || r.voice.who != "" || r.voice.label != "")
}

// speak makes sure that the turn of the voice has begun, and reports whether
// there is one.
func (r *reader) speak() bool {
	v := r.voice
	switch {
	case v == nil:
		return false
	case r.state == speaking:
		return true
	case v.silent || r.nobody != "" && v.label == r.nobody:
		return false
	}
	if v.label == "" {
		v.label = v.particulars
	}
	if v.name == "" && v.who == "" && v.label == "" {
		r.unlabelled(v)
		return false
	}
	resumed := v.name != ""
	if !resumed {
		v.name = r.nameOf(v)
	}
	r.state, r.how = speaking, draft.Paragraph
	if (r.joined || resumed) && v.name == r.last {
		return true
	}
	r.d.Turn(v.name)
	r.last, v.fresh = v.name, true
	for _, alias := range v.aliases {
		r.d.Alias(alias)
	}
	if v.office != "" {
		r.d.Role(v.office)
	}
	for _, s := range r.directions {
		r.d.Aside(s, draft.Space)
		r.how, r.space = draft.Space, true
	}
	r.directions = nil
	return true
}

// maxUnlabelled is how many turns without a speaker are doubted one by one.
const maxUnlabelled = 50

// unlabelled doubts a turn that names no speaker.
func (r *reader) unlabelled(v *voice) {
	v.silent = true
	if r.anonymous {
		return
	}
	if r.unnamed++; r.unnamed <= maxUnlabelled && r.at < len(r.tree.events) {
		r.d.Doubt(int(r.tree.events[r.at].from), "unlabelled_turn", "a turn that names no speaker is taken for narration")
	}
}

// silence says that nobody speaks from here on.
func (r *reader) silence() { r.resume(nil) }

// resume lets a voice go on after something else; nil is nobody's.
func (r *reader) resume(v *voice) {
	r.dropDirections()
	r.voice, r.state, r.how = v, outside, draft.Paragraph
	if v != nil {
		r.state = announced
	}
}

// release reads words that have been held back, when their element is shut.
func (r *reader) release(f *frame) {
	spans := f.held.spans
	switch f.role {
	case label:
		r.drop(spans, draft.Label)
		r.call(r.textOf(spans), f)
	case aside: // within a label
		r.directions = append(r.directions, spans...)
	case particulars:
		r.drop(spans, draft.Label)
		if r.depth[label] > 0 {
			r.beside = r.namesOf(spans)
		} else if r.voice != nil && r.state == announced {
			r.voice.particulars = strings.TrimSpace(r.voice.particulars + " " + r.namesOf(spans))
		}
	case caller:
		r.drop(spans, draft.Label)
		r.said = strings.TrimRight(r.textOf(spans), " :.")
	case party:
		r.drop(spans, draft.Label)
	case metadata:
		r.drop(spans, draft.Metadata)
	case running:
		r.drop(spans, "running head")
	case votes:
		r.drop(spans, "division list")
		r.resume(r.voice)
	case clock:
		r.drop(spans, "time")
		r.space = true
	case tongue:
		r.drop(spans, "language")
	case pageWords:
		r.drop(spans, "page number")
		if n := r.textOf(spans); n != "" {
			r.d.Place("page", n)
		}
	case column:
		r.drop(spans, "column number")
		if n := r.textOf(spans); n != "" {
			r.d.Place("column", n)
		}
		r.space = true
	case second:
		r.footnote(r.tree.names[f.name], spans)
	case note:
		r.note(f, spans)
	}
}

// dropDirections accounts for remarks within a label whose turn has no words.
func (r *reader) dropDirections() {
	r.drop(r.directions, draft.Label)
	r.directions = nil
}

// drop accounts for spans. Marks between them need no account, and may stand
// within what has been dropped before.
func (r *reader) drop(spans []page.Span, kind draft.Kind) {
	for _, s := range spans {
		if page.HasLetter(r.tree.text.String[s.Start:s.End]) {
			r.d.Drop(s, kind)
		}
	}
}

// call reads a label: it names the speaker of the turn it stands in, another
// who speaks with them, or who speaks from here on.
func (r *reader) call(text string, f *frame) {
	if m := labelTime.FindStringSubmatchIndex(text); m != nil {
		if r.timed {
			r.d.Place("time", text[m[2]:m[3]])
		}
		text = text[:m[0]]
	}
	text = strings.Trim(emptyBrackets.ReplaceAllString(text, ""), " .:,–—-")
	text, r.beside = cmp.Or(text, r.beside), ""
	switch {
	case text == "" && r.voice == nil:
		return
	case r.voice == nil, r.state != announced, r.voice.name != "", r.depth[turn] == 0:
		r.voice = &voice{label: text, line: f.line}
		r.state, r.how = announced, draft.Paragraph
	case r.voice.written && text != "":
		r.voice.label += " and " + text
	case r.voice.label == "":
		r.voice.label = text
	default:
		r.voice.aliases = append(r.voice.aliases, text)
	}
	r.voice.written, r.colon = true, true
}

var (
	// labelTime is a time at the end of a label: "Ann Lee (H) [10:01:00]:".
	labelTime = regexp.MustCompile(`\s*\[(\d{1,2}:\d{2}(?::\d{2})?)\][\s:.]*$`)
	// emptyBrackets are left of brackets whose words are no part of a name.
	emptyBrackets = regexp.MustCompile(`\s*[(\[]\s*[)\]]`)
)

// cry gives the paragraph that begins, with words at an event, to several who
// call it out: "Opposition members: Shame!" Whoever speaks goes on after it.
func (r *reader) cry(name string, e *event) {
	r.d.Turn(name)
	r.d.Drop(page.Span{Start: int(e.from), End: int(e.from) + len(name)}, draft.Label)
	e.from += uint32(len(name))
	r.voice = &voice{name: name, line: int(e.line), fresh: true, after: r.voice}
	r.state, r.colon, r.last = speaking, true, name
}
