package transcript

import (
	"html"
	"strings"
)

// A captions reader is ours, since no library keeps what a record needs: the
// line of the file that each word stands on, and where one voice ends within a
// cue.

const arrow = "-->"

// tryCaptions looks for cues of WebVTT or SubRip.
func tryCaptions(d *document, atLeast float64) attempt {
	if !strings.Contains(d.text, arrow) {
		return attempt{}
	}
	times, voices := 0, 0
	for i := range d.lines {
		if isCueTime(d.lines[i].text) {
			times++
		} else if strings.Contains(d.lines[i].text, "<v") {
			voices++
		}
	}
	if times == 0 || float64(times) <= atLeast || times*6 < len(d.lines) {
		return attempt{}
	}
	spoken := d.cueLines()
	cues := captionCues(d, spoken)
	c := newCast(d, cues, false)
	// Where every caption begins with a label, as conferences write them, one
	// that comes once is as good as the others.
	prefixed := 0
	for _, s := range spoken {
		if hasPrefixLabel(plainCaption(d.lines[s.line].text)) {
			prefixed++
		}
	}
	everywhere := prefixed*4 >= times*3
	for name, p := range c {
		returns := everywhere || p.count >= fewTimes
		p.taken = p.taken || returns && !isHeading(name) && (!isCommon(name, d.lowerWords()) || everywhere && allNameWords(name))
	}
	labelled := 0
	for _, q := range cues {
		if c[q.label.name].taken {
			labelled++
		}
	}
	if labelled+voices == 0 {
		return attempt{}
	}
	variant := "SubRip"
	if strings.HasPrefix(d.lines[0].text, "WEBVTT") {
		variant = "WebVTT"
	}
	return attempt{
		weight:     2 * float64(times+voices), // lines of nothing but times leave no doubt
		confidence: 1,
		variant:    variant,
		read: func(b *builder) error {
			readCaptions(d, spoken, c, everywhere, b)
			return nil
		},
	}
}

// isCueTime reports whether text is the line of a cue that says when it is
// shown.
func isCueTime(text string) bool {
	start, end, ok := strings.Cut(text, arrow)
	end, _, _ = strings.Cut(strings.TrimSpace(end), " ")
	return ok && isTime(strings.TrimSpace(start)) && isTime(end)
}

// cueTime returns when a cue begins: "00:00:04" for "00:00:04.160 --> …".
func cueTime(text string) string {
	start, _, _ := strings.Cut(text, arrow)
	start = strings.TrimSpace(start)
	if i := strings.IndexAny(start, ".,"); i > 0 {
		start = start[:i]
	}
	return start
}

// A cueLine is a line of a caption, and when the caption is shown.
type cueLine struct {
	line int // index into document.lines
	time string
}

// cueLines returns the lines that are shown.
func (d *document) cueLines() []cueLine {
	var shown []cueLine
	time := ""
	for i := range d.lines {
		l := &d.lines[i]
		switch {
		case isCueTime(l.text):
			time = cueTime(l.text)
		case time == "": // the header
		case i+1 < len(d.lines) && isCueTime(d.lines[i+1].text) && d.lines[i+1].blanks == 0 && (l.blanks > 0 || isNumber(l.text)):
			time = "" // the name of the cue below
		case l.blanks > 0 && (strings.HasPrefix(l.text, "NOTE") || l.text == "STYLE" || l.text == "REGION"):
			time = ""
		default:
			shown = append(shown, cueLine{i, time})
		}
	}
	return shown
}

// captionCues returns the labels that begin lines of captions.
func captionCues(d *document, shown []cueLine) []cue {
	var cues []cue
	for _, s := range shown {
		for _, v := range changesIn([]voice{{text: d.lines[s.line].text}}) {
			text, _ := turnMark(strings.TrimSpace(plainCaption(v.text)))
			if found, ok := cutColon(text); ok {
				cues = append(cues, cue{line: s.line, label: found})
			}
		}
	}
	return cues
}

// turnMark cuts off the mark with which captions show that somebody else
// speaks: ">>" or a dash.
func turnMark(text string) (rest string, marked bool) {
	for _, mark := range []string{">>>", ">>", "- ", "– "} {
		if rest, ok := strings.CutPrefix(text, mark); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return text, false
}

func readCaptions(d *document, shown []cueLine, c cast, everywhere bool, b *builder) {
	var cues []cue
	for _, q := range captionCues(d, shown) {
		if c[q.label.name].taken {
			cues = append(cues, q)
		}
	}
	b.resolve(cues)
	current := ""
	say := func(found label, l *line) {
		name := found.name
		if full, ok := b.same[name]; ok {
			name = full
		}
		if name != current || !b.begun() {
			b.speechOf(found, l)
			current = name
		}
	}
	for _, s := range shown {
		l := d.lines[s.line]
		l.place = b.place("time", s.time)
		for _, v := range changesIn(voicesOf(l.text)) {
			text, marked := turnMark(strings.TrimSpace(plainCaption(v.text)))
			found, ok := cutColon(text)
			switch {
			case v.name != "":
				say(label{name: v.name}, &l)
			case ok && c[found.name] != nil && c[found.name].taken:
				say(found, &l)
				text = found.rest
			case marked || !b.begun() || everywhere && hasPrefixLabel(text) || ok && d.namesAnother(text):
				// Somebody else speaks, and nothing says who.
				b.warn(&l, "unlabelled_text", "a caption without a speaker is taken for narration")
				b.narration()
				current = ""
			}
			b.words(&l, text, joinWords)
		}
	}
}

// A voice is a part of a caption's line and who is said to speak it.
type voice struct{ name, text string }

// voicesOf cuts a line at its voice tags: "<v Roger Bingham>We are". What a
// tag does not name goes on with the voice before.
func voicesOf(text string) []voice {
	var voices []voice
	name := ""
	for {
		at := strings.Index(text, "<v")
		if at < 0 || at+2 >= len(text) || text[at+2] != ' ' && text[at+2] != '.' && text[at+2] != '\t' {
			break
		}
		end := strings.IndexByte(text[at:min(len(text), at+maxTag)], '>')
		if end < 0 {
			break
		}
		if at > 0 {
			voices = append(voices, voice{name, text[:at]})
		}
		_, name, _ = strings.Cut(text[at:at+end], " ")
		name = strings.TrimSpace(html.UnescapeString(name))
		text = text[at+end+1:]
	}
	return append(voices, voice{name, text})
}

// changesIn cuts voices where a mark within a line says that somebody else
// speaks: "Two things. >> PAUL REED: Yes."
func changesIn(voices []voice) []voice {
	var cut []voice
	for _, v := range voices {
		for {
			at := strings.Index(v.text, " >> ")
			if at < 0 {
				break
			}
			cut = append(cut, voice{v.name, v.text[:at]})
			v = voice{"", v.text[at+1:]}
		}
		cut = append(cut, v)
	}
	return cut
}

// hasPrefixLabel reports whether a caption begins with something and a colon
// that is not a name for sure: a telephone number, an address, a heading.
func hasPrefixLabel(text string) bool {
	before, _, ok := strings.Cut(text[:min(len(text), maxLabelBytes)], ": ")
	return ok && strings.Count(before, " ") < fewWords && !strings.ContainsAny(before, ".!?\"") || ok && strings.Contains(before, "@")
}

// fewWords is how many words a label in a caption has at most.
const fewWords = 4

// maxTag is the longest tag that is read as one, in bytes.
const maxTag = 512

// plainCaption returns text without tags, and with the characters that
// entities stand for.
func plainCaption(text string) string {
	if !strings.ContainsAny(text, "<&{") {
		return text
	}
	var b strings.Builder
	for text != "" {
		at := strings.IndexAny(text, "<{")
		if at < 0 {
			break
		}
		closing, ok := byte('>'), true
		if text[at] == '{' {
			closing, ok = '}', strings.HasPrefix(text[at:], `{\`)
		} else {
			ok = at+1 < len(text) && (text[at+1] == '/' || text[at+1] >= '0' && text[at+1] <= '9' || text[at+1] >= 'a' && text[at+1] <= 'z' || text[at+1] >= 'A' && text[at+1] <= 'Z')
		}
		end := strings.IndexByte(text[at:min(len(text), at+maxTag)], closing)
		if !ok || end < 0 {
			b.WriteString(text[:at+1])
			text = text[at+1:]
			continue
		}
		b.WriteString(text[:at])
		text = text[at+end+1:]
	}
	b.WriteString(text)
	return html.UnescapeString(b.String())
}
