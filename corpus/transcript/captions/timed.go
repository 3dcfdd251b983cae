package captions

import (
	"encoding/xml"
	"strings"

	"rapporteur/corpus/transcript/page"
)

// A timedText is a file of Timed Text (TTML, DFXP), which is XML: paragraphs that
// say when they are shown, and by an agent of the head who says them.
type timedText struct {
	*parsed
	decoder *xml.Decoder
	agents  map[string]string // names by ID
	agent   string            // whose name is read
	voices  []string          // of the elements that are open, the innermost last
	inside  []string          // their names
	begun   bool              // a paragraph is being read
	words   strings.Builder   // of its line
}

// maxOpen is how many elements may stand within each other.
const maxOpen = 64

// parseTimedText cuts a file of Timed Text into captions, nil if the text is none.
func parseTimedText(text *page.Text) *parsed {
	const head = 2048
	start := text.String[:min(len(text.String), head)]
	if !strings.HasPrefix(strings.TrimLeft(start, "\ufeff \n"), "<") || !strings.Contains(start, "<tt ") && !strings.Contains(start, ":tt ") {
		return nil
	}
	t := timedText{parsed: &parsed{variant: "TTML"}, agents: make(map[string]string)}
	t.decoder = xml.NewDecoder(strings.NewReader(text.String))
	t.decoder.Strict = false
	for {
		token, err := t.decoder.Token()
		if err != nil || len(t.inside) > maxOpen {
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			t.start(token)
		case xml.EndElement:
			t.end(token.Name.Local)
		case xml.CharData:
			t.text(string(token))
		}
	}
	if len(t.captions) == 0 {
		return nil
	}
	return t.parsed
}

func (t *timedText) start(e xml.StartElement) {
	voice := ""
	if n := len(t.voices); n > 0 {
		voice = t.voices[n-1]
	}
	begin := ""
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "agent":
			t.flush() // what was said so far is of whoever says what is around it
			voice = a.Value
		case "begin":
			begin = a.Value
		case "id":
			if e.Name.Local == "agent" {
				t.agent = a.Value
			}
		}
	}
	switch {
	case e.Name.Local == "p":
		whole, _, _ := strings.Cut(begin, ".")
		t.captions = append(t.captions, caption{time: whole})
		t.begun = true
	case e.Name.Local == "br":
		t.flush()
	}
	t.voices, t.inside = append(t.voices, voice), append(t.inside, e.Name.Local)
}

func (t *timedText) end(name string) {
	n := len(t.inside)
	if n == 0 {
		return
	}
	if n > 1 && t.voices[n-1] != t.voices[n-2] || name == "p" {
		t.flush()
	}
	if name == "p" {
		t.begun = false
	}
	t.voices, t.inside = t.voices[:n-1], t.inside[:n-1]
}

// text reads characters: words of a paragraph, the name of an agent, or the
// title.
func (t *timedText) text(characters string) {
	words := strings.Join(strings.Fields(characters), " ")
	switch in := t.innermost(); {
	case t.begun:
		t.words.WriteString(characters)
	case words == "":
	case in == "name" && (t.agents[t.agent] == "" || len(words) > len(t.agents[t.agent])):
		t.agents[t.agent] = words
	case in == "title" && t.title == "":
		t.title = words
	}
}

func (t *timedText) innermost() string {
	if len(t.inside) == 0 {
		return ""
	}
	return t.inside[len(t.inside)-1]
}

// flush ends a line of the paragraph that is being read.
func (t *timedText) flush() {
	words := strings.Join(strings.Fields(t.words.String()), " ")
	t.words.Reset()
	if !t.begun || words == "" {
		return
	}
	number, _ := t.decoder.InputPos()
	voice := t.voices[len(t.voices)-1]
	if name := t.agents[voice]; name != "" {
		voice = name
	}
	l := payload{line: number, pieces: voiced(pieces(words), voice)}
	if len(l.pieces) > 0 {
		last := &t.captions[len(t.captions)-1]
		last.lines = append(last.lines, l)
	}
}
