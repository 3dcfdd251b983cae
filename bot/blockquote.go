package bot

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/corpus"
)

// A QuoteStyle says how blockQuote shows a passage.
type QuoteStyle struct {
	Bold    []corpus.Span // offsets into the turn's text, in order, not overlapping
	Spoiler bool          // hidden until clicked
	Before  bool          // words before the passage are left out
	After   bool          // words after it are left out
}

// Omission marks words left out, in brackets as editors do, so that nobody
// takes it for a mark of the record.
const Omission = `\[…]`

// BlockQuote returns the passage as a block quote: its lines and paragraphs
// kept, the bold spans in bold, asides in italics.
func BlockQuote(p corpus.Passage, style QuoteStyle) Markdown {
	var b strings.Builder
	italic := p.Asides()
	bold := joinWords(p.Turn.Text, style.Bold)
	for start := p.Start; start <= p.End; {
		end := p.End
		if n := strings.IndexByte(p.Turn.Text[start:p.End], '\n'); n >= 0 {
			end = start + n
		}
		b.WriteString("> ")
		var line strings.Builder
		if style.Before && start == p.Start {
			line.WriteString(Omission + " ")
		}
		quoteLine(&line, p.Turn.Text, corpus.Span{Start: start, End: end}, bold, italic)
		if style.After && end == p.End {
			line.WriteString(" " + Omission)
		}
		if s := Markdown(line.String()); style.Spoiler {
			b.WriteString(string(Veiled(s)))
		} else {
			b.WriteString(string(s))
		}
		if end == p.End {
			break
		}
		b.WriteByte('\n')
		start = end + 1
	}
	return Markdown(b.String())
}

// Veiled puts a line behind spoiler bars, unless there is nothing to see in it.
func Veiled(line Markdown) Markdown {
	switch {
	case strings.TrimSpace(string(line)) == "":
		return line
	case strings.HasSuffix(string(line), "|"):
		line += " " // or the bars would close one character early
	}
	return "||" + line + "||"
}

// The styles of a byte of a quotation.
const (
	boldStyle = 1 << iota
	italicStyle
)

// quoteLine appends one line of a turn's text. Bold is written ** and italics
// _ so that the two may touch: Discord reads *** in more than one way.
func quoteLine(b *strings.Builder, text string, line corpus.Span, bold, italic []corpus.Span) {
	raw := text[line.Start:line.End]
	styles := make([]uint8, len(raw)+1) // one more, so that all ends before the last
	paint := func(spans []corpus.Span, style uint8) {
		for _, s := range spans {
			for i := max(s.Start, line.Start); i < min(s.End, line.End); i++ {
				styles[i-line.Start] |= style
			}
		}
	}
	paint(bold, boldStyle)
	paint(italics(text, italic), italicStyle)

	from, now := 0, uint8(0)
	for i, want := range styles {
		if want == now && i < len(raw) {
			continue
		}
		escape(b, raw, from, i)
		from = i
		// Italics stand outside: bold ends before they begin or end.
		turned := (want^now)&italicStyle != 0
		if now&boldStyle != 0 && (want&boldStyle == 0 || turned) {
			b.WriteString("**")
			now &^= boldStyle
		}
		if turned {
			b.WriteByte('_')
		}
		if want&boldStyle != 0 && now&boldStyle == 0 {
			b.WriteString("**")
		}
		now = want
	}
}

// italics returns the spans that can be set between underscores: a closing
// one ends italics only before something that is no letter or digit.
func italics(text string, spans []corpus.Span) []corpus.Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s corpus.Span) bool {
		after := strings.TrimLeftFunc(text[s.End:], func(r rune) bool { return r != '\n' && unicode.IsControl(r) })
		return after != "" && isASCIIWord(after[0])
	})
}

func isASCIIWord(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c == '_'
}

// joinWords joins spans that have no word between them, so that a phrase is
// one run of bold and not one a word.
func joinWords(text string, words []corpus.Span) []corpus.Span {
	var joined []corpus.Span
	for _, w := range words {
		if n := len(joined); n > 0 {
			gap := text[joined[n-1].End:max(w.Start, joined[n-1].End)]
			if !strings.ContainsFunc(gap, IsWordRune) && !strings.Contains(gap, "\n") {
				joined[n-1].End = max(joined[n-1].End, w.End)
				continue
			}
		}
		joined = append(joined, w)
	}
	return joined
}
