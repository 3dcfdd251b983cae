package screenplays

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// titleKeys begin the lines of Fountain's page of the title.
var titleKeys = []string{"title:", "credit:", "author:", "authors:", "source:", "draft date:", "date:", "contact:", "copyright:", "notes:", "revision:"}

// write puts the lines of a screenplay into a draft.
func write(text *page.Text, elements []element, h draft.Hint) *draft.Draft {
	d := draft.New(text, h)
	d.Layout, d.Basis.Marks, d.Marked = "screenplay", draft.Capitals, true
	before := title
	for i, e := range elements {
		l := &text.Lines[i]
		s := page.Span{Start: int(l.Start), End: int(l.End)}
		words := text.At(l)
		switch e {
		case title:
			setTitle(d, words)
			d.Drop(s, draft.Metadata)
		case scene:
			d.Narration()
			d.Words(bare(s, words, "."), draft.Space)
		case cue:
			name, _ := cueAt(text, i)
			d.Drop(s, draft.Label)
			d.Turn(name)
		case manner:
			if before == manner || before == dialogue || before == cue || before == continuing {
				d.Aside(s, draft.Space)
			}
		case dialogue:
			how := draft.Space
			if strings.HasPrefix(words, "~") || l.Blanks > 0 {
				how = draft.Newline // a line of a song, or a pause
			}
			d.Words(bare(s, words, "~"), how)
		case comment:
			d.Drop(s, "comment")
		case continuing:
			d.Drop(s, "continuation mark")
			continue // what is said goes on
		case action:
			if before != action || l.Blanks > 0 {
				d.Narration()
			}
			d.Words(bare(s, words, "!>"), draft.Space)
		}
		before = e
	}
	return d
}

// setTitle reads a line of the page of the title.
func setTitle(d *draft.Draft, words string) {
	words = strings.Trim(words, "*_")
	lower := strings.ToLower(words)
	for _, key := range titleKeys {
		if strings.HasPrefix(lower, key) {
			if key == "title:" {
				d.Record.Title = strings.Trim(words[len(key):], " *_")
			}
			return
		}
	}
	if d.Record.Title == "" {
		d.Record.Title = words
	}
}

// bare returns a span without the mark that makes its line what it is.
func bare(s page.Span, words, marks string) page.Span {
	s.Start += len(words) - len(strings.TrimLeft(words, marks))
	return s
}
