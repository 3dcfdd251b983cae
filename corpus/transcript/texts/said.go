package texts

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// say adds words to what has begun, without the marks of footnotes among them.
func (r *reader) say(s page.Span, how draft.Joint) {
	for len(r.notes) > 0 && r.notes[0].Anchor.Len() > 0 && r.notes[0].Anchor.Start < s.End {
		n := r.notes[0]
		r.notes = r.notes[1:]
		if n.Anchor.Start < s.Start { // in a label, or in what is nobody's words
			for _, w := range n.Words {
				r.d.Drop(w, draft.Note)
			}
			continue
		}
		if s.Start < n.Anchor.Start {
			r.d.Words(page.Span{Start: s.Start, End: n.Anchor.Start}, how)
			how = draft.Glue
			if next := r.s.Text.String[n.Anchor.End:s.End]; next != "" && next[0] == ' ' {
				how = draft.Space
			}
		}
		r.d.Note(n.Mark, n.Words...)
		s.Start = n.Anchor.End
	}
	r.d.Words(s, how)
}

// stand says where the words of line i stand.
func (r *reader) stand(i int) {
	if r.s.Locator != "" {
		r.d.Stand(r.s.Lines[i].Place)
	}
}

// line adds the words of line i to what has begun.
func (r *reader) line(i int, how draft.Joint) {
	r.stand(i)
	start := int(r.s.Lines[i].Start)
	if r.state == narrating && r.s.Text.String[start] == '#' && label.IsScene(r.s.At(i)) {
		start += len(r.s.At(i)) - len(strings.TrimLeft(r.s.At(i), "# ")) // a heading of Markdown
	}
	r.words(page.Span{Start: start, End: r.end(i)}, how)
}

// words adds words of a line to what has begun, and the direction that ends it.
func (r *reader) words(s page.Span, how draft.Joint) {
	if exit := exitIn(r.s.Text.String[s.Start:s.End]); r.play && exit > 0 && r.state == speaking {
		r.say(page.Span{Start: s.Start, End: s.Start + exit}, how)
		r.d.Aside(page.Span{Start: s.Start + exit, End: s.End}, draft.Space)
		return
	}
	r.say(s, how)
}

// exitIn returns where in a line the direction begins that ends it apart from
// its words: "We see it, friend.          Exit GUARD"; 0 if there is none.
func exitIn(text string) int {
	for _, exit := range []string{"   Exit", "   Exeunt"} {
		if at := strings.Index(text, exit); at > 0 {
			return at
		}
	}
	return 0
}

// paragraph adds lines from and up to to to the turn or narration begun last.
func (r *reader) paragraph(from, to int) {
	r.clocked(from, draft.Paragraph)
	r.rest(from, to)
}

// clocked adds the words of line i without the time in brackets before them, which
// a program puts there where it breaks a turn.
func (r *reader) clocked(i int, how draft.Joint) {
	clock := r.clockAt(i)
	if clock == 0 {
		r.line(i, how)
		return
	}
	start := int(r.s.Lines[i].Start)
	r.stand(i)
	r.d.Drop(page.Span{Start: start, End: start + clock}, "time stamp")
	r.words(page.Span{Start: start + clock, End: r.end(i)}, how)
}

// clockAt returns how many bytes of a time in brackets line i begins with, in a text
// whose labels have such times; 0 if it begins with none.
func (r *reader) clockAt(i int) int {
	text := r.s.At(i)
	if text[0] != '[' && text[0] != '(' || len(r.parse.cues) == 0 || r.parse.cues[0].label.Time() == "" || r.state != speaking {
		return 0
	}
	clock, rest, ok := strings.Cut(text[1:], map[byte]string{'[': "] ", '(': ") "}[text[0]])
	if !ok || !label.IsTime(clock) {
		return 0
	}
	return len(text) - len(rest)
}

// rest adds all lines of a paragraph but the first.
func (r *reader) rest(from, to int) {
	how := draft.Space
	if to > from+1 && !r.hearing && isVerse(r.s, from, to, r.verse) {
		how = draft.Newline
	}
	for i := from + 1; i < to; i++ {
		r.clocked(i, how)
	}
}

// drop accounts for lines from and up to to that are not read.
func (r *reader) drop(from, to int, kind draft.Kind) {
	for i := from; i < to; i++ {
		l := &r.s.Lines[i]
		for len(r.notes) > 0 && r.notes[0].Anchor.Len() > 0 && r.notes[0].Anchor.Start < int(l.End) && r.notes[0].Anchor.Start >= int(l.Start) {
			n := r.notes[0]
			r.notes = r.notes[1:]
			r.d.Drop(page.Span{Start: int(l.Start), End: n.Anchor.Start}, kind)
			for _, w := range n.Words {
				r.d.Drop(w, draft.Note)
			}
			r.d.Drop(page.Span{Start: n.Anchor.End, End: r.end(i)}, kind)
			l = nil
			break
		}
		if l != nil {
			r.d.Drop(page.Span{Start: int(l.Start), End: r.end(i)}, kind)
		}
	}
}
