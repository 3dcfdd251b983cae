package bot

import (
	"strings"
	"unicode"

	"rapporteur/corpus"
)

// MostQuoted bounds a quotation's block quote, in units: a long passage is
// read on in a view of its own rather than filling a channel.
const MostQuoted = 600

// SensitiveNote stands under words that are shown behind spoiler bars.
const SensitiveNote Key = "Marked as sensitive by whoever loaded the record: click to show it."

// Quotation returns a quotation of p for paper, in Discord's markdown: the
// words, who said them and the whole of the source. words are set in bold.
func (l *Language) Quotation(p corpus.Passage, words []corpus.Span) string {
	quote := BlockQuote(p, QuoteStyle{Bold: words, Spoiler: p.Turn.Sensitive})
	return string(quote + "\n" + l.attribution(p, Plain(p.Citation())+l.doubt(p.Turn)))
}

// Quote appends a quotation of p: the words, who said them and where they
// stand. What does not fit is left for a button to read on, which is returned
// zero if nothing is left. words are set in bold.
func (r *Reply) Quote(p corpus.Passage, words []corpus.Span) (left corpus.Passage) {
	under := r.language.attribution(p, r.language.Source(p, p))
	style := QuoteStyle{Bold: words, Spoiler: p.Turn.Sensitive}
	// Some room is kept for what a caller adds below.
	shown := Head(p, style, min(MostQuoted, r.room()-Units(string(under))-300))
	style.After = shown.End < p.End
	r.Add(BlockQuote(shown, style))
	r.Add(under)
	if style.After {
		left = Rest(shown)
	}
	return left
}

// room returns how many units of text the reply can still take.
func (r *Reply) room() int {
	c := checker{customIDs: make(map[string]bool)}
	c.components(r.parts, true)
	return MaxText - c.text
}

// attribution says who speaks in p and where it stands, with the footnotes
// that belong to it.
func (l *Language) attribution(p corpus.Passage, source Markdown) Markdown {
	lines := []Markdown{"— " + l.WhoSaid(p, true), Small(source)}
	if p.Turn.Sensitive {
		lines = append(lines, Small(l.Say(SensitiveNote)))
	}
	return Join(append(lines, l.Footnotes(p)...), "\n")
}

// WhoSaid names whose words a passage is: those of the recorder, too, where it is
// nothing but an aside among a speaker's words.
func (l *Language) WhoSaid(p corpus.Passage, withRole bool) Markdown {
	if p.Turn.Kind == corpus.Speech && p.Inserted() {
		return l.Say("_An insertion of the recorder’s or the editor’s_, among words of %s", l.WhoSpeaks(p.Turn, false))
	}
	return l.WhoSpeaks(p.Turn, withRole)
}

// mostNotes bounds the footnotes that are shown with one passage.
const mostNotes = 3

// Footnotes returns the notes on words of p, one a line.
func (l *Language) Footnotes(p corpus.Passage) []Markdown {
	var lines []Markdown
	notes := p.Notes()
	for _, n := range notes[:min(mostNotes, len(notes))] {
		line := l.Say("Note on “%s”: %s", lastWord(p.Turn.Text[:n.Offset]), Clip(n.Text, 150))
		if p.Turn.Sensitive {
			line = Veiled(line)
		}
		lines = append(lines, Small(line))
	}
	if n := len(notes) - mostNotes; n > 0 {
		lines = append(lines, Small(l.Say("%d more notes in the record.", n)))
	}
	return lines
}

// WhoSpeaks names the speaker of a turn, or says that it is the recorder's. Of a record
// that names no recorder it says only that no speaker is given: a row of a table may
// be somebody's speech.
func (l *Language) WhoSpeaks(t *corpus.Turn, withRole bool) Markdown {
	if t.Kind == corpus.Narration && t.Record.Recorder == "" {
		return l.Say("_Narration: no speaker is given_")
	}
	if t.Kind == corpus.Narration {
		return l.Say("_Narration: the recorder’s words_")
	}
	s := &t.Record.Speakers[t.Speaker]
	name := Bold(Plain(Clip(l.NameOr(s.Name), 80)))
	if withRole && s.Role != "" {
		name += ", " + Plain(Clip(s.Role, 80))
	}
	return name
}

// Excerpt returns a line of plain text from p, of at most limit units. Where
// the words to be seen lie too far in, it begins shortly before them.
func Excerpt(p corpus.Passage, words []corpus.Span, limit int) string {
	text := OneLine(p.Text())
	if len(words) == 0 || Units(text) <= limit || words[0].Start < p.Start || words[0].Start >= p.End {
		return Clip(text, limit)
	}
	before := OneLine(p.Turn.Text[p.Start:words[0].Start])
	if Units(before) <= limit/2 {
		return Clip(text, limit)
	}
	lead := strings.Fields(before)
	lead = lead[max(0, len(lead)-3):]
	// An opening mark stands at its word.
	space := ""
	if raw := p.Turn.Text[p.Start:words[0].Start]; strings.TrimRightFunc(raw, unicode.IsSpace) != raw {
		space = " "
	}
	return Clip("… "+strings.Join(lead, " ")+space+OneLine(p.Turn.Text[words[0].Start:p.End]), limit)
}

// lastWord returns the word that s ends with, clipped.
func lastWord(s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return ""
	}
	return Clip(strings.TrimFunc(words[len(words)-1], func(r rune) bool { return !IsWordRune(r) }), 40)
}
