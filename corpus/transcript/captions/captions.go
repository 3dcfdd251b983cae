// Package captions reads captions and subtitles: WebVTT, SubRip, SBV, and the
// transcripts of meetings that are written like them. A caption says when it is
// shown and what is said then; who says it stands in a tag of WebVTT, in a label
// before the words, or on a line of its own.
package captions

import (
	"fmt"
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// Layouts are those of captions.
var Layouts = []draft.Layout{{Name: "captions", Read: read}}

var errNobody = fmt.Errorf("%w: its captions do not say who speaks; write “Anna: ” before what she says, have the program tell the speakers apart, or name the one who speaks", draft.ErrNoSpeech)

// A caption is what is shown at a time.
type caption struct {
	time  string
	lines []payload
}

// A payload is a line of a caption, cut where another voice begins.
type payload struct {
	line   int // number in the file
	pieces []piece
}

func read(f *page.File, h draft.Hint) (*draft.Draft, error) {
	if f.Text == nil {
		return nil, nil
	}
	p := parseAny(f.Text)
	if p == nil {
		return nil, nil
	}
	r := newReader(p, h)
	if !r.names() && h.Speaker == "" {
		return nil, errNobody
	}
	return r.draft(), nil
}

// A parsed file of captions.
type parsed struct {
	variant  string
	title    string // as the file says it
	captions []caption
	comments []payload // notes to whoever reads the file
}

// The least that makes captions of a text: times, and their share of the lines.
const (
	fewTimes   = 2
	leastShare = 8 // a caption has hardly more lines than this
)

// parseAny cuts a text into captions, nil if it holds none.
func parseAny(text *page.Text) *parsed {
	if len(text.Lines) == 0 {
		return nil
	}
	for _, parse := range []func(*page.Text) *parsed{parseSubStation, parseTimedText, parseTimes} {
		if p := parse(text); p != nil {
			carryVoices(p.captions)
			return p
		}
	}
	return nil
}

// parseTimes cuts a text into captions at lines that say when one is shown.
func parseTimes(text *page.Text) *parsed {
	times := 0
	for i := range text.Lines {
		if _, ok := cutTime(text.At(&text.Lines[i])); ok {
			times++
		}
	}
	vtt := strings.HasPrefix(text.At(&text.Lines[0]), "WEBVTT")
	if times == 0 || !vtt && (times < fewTimes || times*leastShare < len(text.Lines)) {
		return nil
	}
	p := &parsed{variant: "SubRip", captions: make([]caption, 0, times)}
	if vtt {
		p.variant = "WebVTT"
	}
	block, voice := header, "" // whom the name of the caption below names
	for i := range text.Lines {
		l := &text.Lines[i]
		words := text.At(l)
		if at, ok := cutTime(words); ok {
			p.captions = append(p.captions, caption{time: at})
			if block != named {
				voice = ""
			}
			block = shown
			continue
		}
		fresh := l.Blanks > 0 || block == named
		switch {
		case fresh && (words == "NOTE" || strings.HasPrefix(words, "NOTE ") || strings.HasPrefix(words, "NOTE\t")) && vtt:
			block = comment
		case fresh && vtt && (words == "STYLE" || words == "REGION"):
			block = settings
		case isCueName(text, i, block):
			block, voice = named, namedVoice(words)
			continue
		case l.Blanks > 0 && (block == comment || block == settings):
			block = header // what follows belongs to no caption
		}
		switch block {
		case shown:
			last := &p.captions[len(p.captions)-1]
			last.lines = append(last.lines, payload{line: int(l.Number), pieces: voiced(pieces(words), voice)})
		case comment, header:
			if i > 0 || !vtt {
				p.comments = append(p.comments, payload{line: int(l.Number), pieces: []piece{{text: words}}})
			}
		}
	}
	return p
}

// namedVoice returns who speaks as the name of a caption says it, "" if it does
// not: 12 "Anna Berg" (1234567890), as Webex writes it.
func namedVoice(name string) string {
	number, rest, ok := strings.Cut(name, ` "`)
	end := strings.LastIndexByte(rest, '"')
	if !ok || end <= 0 || strings.Trim(number, "0123456789") != "" {
		return ""
	}
	return strings.TrimSpace(rest[:end])
}

// voiced returns pieces that a voice says, unless a tag says who does.
func voiced(pieces []piece, voice string) []piece {
	for i := range pieces {
		if voice != "" && !pieces[i].tagged {
			pieces[i].voice, pieces[i].tagged = voice, true
		}
	}
	return pieces
}

// What a line belongs to.
type blockKind uint8

const (
	header blockKind = iota
	shown
	comment
	settings
	named // the name of the caption below
)

// isCueName reports whether a line only names the caption whose time stands on
// the next line.
func isCueName(text *page.Text, i int, block blockKind) bool {
	if i+1 >= len(text.Lines) || text.Lines[i+1].Blanks > 0 {
		return false
	}
	if _, ok := cutTime(text.At(&text.Lines[i+1])); !ok {
		return false
	}
	words := text.At(&text.Lines[i])
	return text.Lines[i].Blanks > 0 || block != shown || strings.Trim(words, "0123456789") == ""
}

// cutTime reads the line that says when a caption is shown, and returns when it
// begins, without a fraction: "00:01:02.345 --> 00:01:04.000 align:start", or as
// SBV writes it "0:01:02.345,0:01:04.000".
func cutTime(line string) (string, bool) {
	if c := line[0]; c < '0' || c > '9' {
		return "", false
	}
	start, end, ok := strings.Cut(line, "-->")
	if !ok {
		start, end, ok = strings.Cut(line, ",")
		if !ok || strings.Count(start, ":") != 2 || strings.Count(line, ",") != 1 || strings.Count(end, ":") != 2 || !strings.Contains(start, ".") {
			return "", false
		}
	}
	start, end = strings.TrimSpace(start), strings.TrimSpace(end)
	from, rest := cutClock(start)
	to, _ := cutClock(end)
	if from == "" || to == "" || rest != "" {
		return "", false
	}
	whole, _, _ := strings.Cut(strings.ReplaceAll(from, ",", "."), ".")
	return whole, true
}

// cutClock cuts the time off the beginning of text, with its fraction.
func cutClock(text string) (clock, rest string) {
	colons, i := 0, 0
	for i < len(text) {
		c := text[i]
		if c == ':' {
			if i+1 >= len(text) || text[i+1] < '0' || text[i+1] > '9' {
				break
			}
			colons++
		} else if (c < '0' || c > '9') && c != '.' && c != ',' {
			break
		}
		i++
	}
	if colons < 1 || colons > 3 {
		return "", text
	}
	return text[:i], text[i:]
}
