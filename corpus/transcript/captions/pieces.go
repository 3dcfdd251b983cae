package captions

import (
	"html"
	"strings"
)

// A piece is a part of a caption's line that one voice says.
type piece struct {
	text   string // without tags
	voice  string // whom a tag names, "" if none does
	tagged bool   // a tag begins it, which may name nobody
	closed bool   // the tag ends with it
	marked bool   // a mark says that somebody else begins to speak
	aslant bool   // the line is set in italics as a whole, as what is heard is
}

// maxTag is the longest tag that is read as one, in bytes.
const maxTag = 512

// pieces cuts a line of a caption where tags and marks say that another voice
// begins, and takes the tags out of it.
func pieces(line string) []piece {
	var found []piece
	aslant := strings.HasPrefix(line, "<i>") && strings.HasSuffix(line, "</i>")
	now := piece{}
	var text strings.Builder
	end := func() {
		now.text = strings.TrimSpace(html.UnescapeString(text.String()))
		if now.text != "" || now.tagged {
			found = append(found, now)
		}
		text.Reset()
		now = piece{}
	}
	for line != "" {
		at := strings.IndexAny(line, "<{>")
		if at < 0 {
			text.WriteString(line)
			break
		}
		text.WriteString(line[:at])
		line = line[at:]
		if line[0] == '>' {
			// ">>" within a line, or at its beginning.
			marks := len(line) - len(strings.TrimLeft(line, ">"))
			if marks >= 2 {
				end()
				now.marked = true
			} else {
				text.WriteByte('>')
			}
			line = line[marks:]
			continue
		}
		tag, rest, ok := cutTag(line)
		if !ok {
			text.WriteByte(line[0])
			line = line[1:]
			continue
		}
		line = rest
		switch {
		case tag == "/v":
			now.closed = true
			end()
		case tag == "v" || strings.HasPrefix(tag, "v ") || strings.HasPrefix(tag, "v.") || strings.HasPrefix(tag, "v\t"):
			end()
			now.tagged = true
			if i := strings.IndexAny(tag, " \t"); i > 0 {
				now.voice = strings.Join(strings.Fields(html.UnescapeString(tag[i:])), " ")
			}
		}
	}
	end()
	if len(found) == 1 {
		found[0].aslant = aslant
	}
	if len(found) > 0 && !found[0].tagged {
		for _, mark := range []string{"- ", "– ", "— "} {
			if rest, ok := strings.CutPrefix(found[0].text, mark); ok {
				found[0].text, found[0].marked = strings.TrimSpace(rest), true
			}
		}
	}
	return found
}

// cutTag cuts a tag off the beginning of text: "<c.yellow>", "</i>",
// "<00:01.000>" or `{\an8}`, and returns what stands in it.
func cutTag(text string) (tag, rest string, ok bool) {
	closing := byte('>')
	if text[0] == '{' {
		if !strings.HasPrefix(text, `{\`) {
			return "", text, false
		}
		closing = '}'
	} else {
		c := byte(0)
		if len(text) > 1 {
			c = text[1]
		}
		if c != '/' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return "", text, false
		}
	}
	end := strings.IndexByte(text[:min(len(text), maxTag)], closing)
	if end < 0 {
		return "", text, false
	}
	return text[1:end], text[end+1:], true
}

// carryVoices gives the lines of a caption the voice that a tag has named on a
// line above and that has not ended.
func carryVoices(captions []caption) {
	for _, c := range captions {
		voice, open := "", false
		for _, l := range c.lines {
			for i := range l.pieces {
				p := &l.pieces[i]
				if p.tagged {
					voice, open = p.voice, !p.closed
				} else if open {
					p.voice, p.tagged = voice, true
					open = !p.closed
				}
			}
		}
	}
}
