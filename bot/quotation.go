package bot

import (
	"strconv"
	"strings"

	"rapporteur/corpus"
)

// mostQuoted bounds a quotation's block quote, in units: a long passage is
// read on in a view of its own rather than filling a channel.
const mostQuoted = 2000

// sensitiveNote stands under words that are shown behind spoiler bars.
const sensitiveNote markdown = "-# Marked as sensitive by those who keep the record: click to show it."

// Quotation returns p as the commands quote it, in Discord's markdown: the
// words, who said them and where they stand. words are set in bold.
func Quotation(p corpus.Passage, words []corpus.Span) string {
	quote := blockQuote(p, quoteStyle{bold: words, spoiler: p.Turn.Sensitive})
	return string(quote + "\n" + attribution(p))
}

// quote appends a quotation of p: the words, who said them and where they
// stand. What does not fit is left for a button to read on, which is returned
// zero if nothing is left. words are set in bold.
func (r *reply) quote(p corpus.Passage, words []corpus.Span) (left corpus.Passage) {
	under := attribution(p)
	style := quoteStyle{bold: words, spoiler: p.Turn.Sensitive}
	// Some room is kept for what a caller adds below.
	shown := head(p, style, min(mostQuoted, r.room()-units(string(under))-300))
	style.after = shown.End < p.End
	r.add(blockQuote(shown, style))
	r.add(under)
	if style.after {
		left = rest(shown)
	}
	return left
}

// room returns how many units of text the reply can still take.
func (r reply) room() int {
	c := checker{customIDs: make(map[string]bool)}
	c.components(r, true)
	return maxText - c.text
}

// attribution says who speaks in p and where it stands, with the footnotes
// that belong to it.
func attribution(p corpus.Passage) markdown {
	lines := []markdown{"— " + whoSpeaks(p.Turn, true), small(plain(clip(p.Citation(), 400)))}
	if p.Turn.Sensitive {
		lines = append(lines, sensitiveNote)
	}
	return join(append(lines, footnotes(p)...), "\n")
}

// mostNotes bounds the footnotes that are shown with one passage.
const mostNotes = 3

// footnotes returns the notes on words of p, one a line.
func footnotes(p corpus.Passage) []markdown {
	var lines []markdown
	notes := p.Notes()
	for _, n := range notes[:min(mostNotes, len(notes))] {
		lines = append(lines, small("Note on “"+plain(lastWord(p.Turn.Text[:n.Offset]))+"”: "+plain(clip(n.Text, 150))))
	}
	if n := len(notes) - mostNotes; n > 0 {
		lines = append(lines, small(markdown(count(n, "more note")+" in the record.")))
	}
	return lines
}

// whoSpeaks names the speaker of a turn, or says that it is the recorder's.
func whoSpeaks(t *corpus.Turn, withRole bool) markdown {
	if t.Kind == corpus.Narration {
		return "_Narration: the recorder’s words_"
	}
	s := &t.Record.Speakers[t.Speaker]
	name := bold(plain(clip(nameOr(s.Name), 80)))
	if withRole && s.Role != "" {
		name += ", " + plain(clip(s.Role, 80))
	}
	return name
}

// nameOr returns the name, or a word for somebody who has none.
func nameOr(name string) string {
	if oneLine(name) == "" {
		return "Unnamed speaker"
	}
	return name
}

// excerpt returns a line of plain text from p, of at most limit units. Where
// the words to be seen lie too far in, it begins shortly before them.
func excerpt(p corpus.Passage, words []corpus.Span, limit int) string {
	text := oneLine(p.Text())
	if len(words) == 0 || units(text) <= limit || words[0].Start < p.Start || words[0].Start >= p.End {
		return clip(text, limit)
	}
	before := oneLine(p.Turn.Text[p.Start:words[0].Start])
	if units(before) <= limit/2 {
		return clip(text, limit)
	}
	lead := strings.Fields(before)
	lead = lead[max(0, len(lead)-3):]
	return clip("… "+strings.Join(lead, " ")+" "+oneLine(p.Turn.Text[words[0].Start:p.End]), limit)
}

// lastWord returns the word that s ends with, clipped.
func lastWord(s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return ""
	}
	return clip(strings.TrimFunc(words[len(words)-1], func(r rune) bool { return !isWordRune(r) }), 40)
}

func join(lines []markdown, with string) markdown {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteString(with)
		}
		b.WriteString(string(l))
	}
	return markdown(b.String())
}

// ordinalOf says which of several matches one is.
func ordinalOf(n, of int) markdown {
	return markdown(strconv.Itoa(n+1) + " of " + strconv.Itoa(of))
}
