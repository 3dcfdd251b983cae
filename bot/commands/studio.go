package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/study/concordance"
)

// A studio adds pictures to answers. Without a drawer it adds none.
type studio struct{ drawer bot.Drawer }

// picture appends a figure to an answer, with its words for those who do not
// see it. Who is too late to be drawn gets the answer without a picture.
func (s studio) picture(ctx context.Context, answer *bot.Reply, name string, f bot.Figure) error {
	if s.drawer == nil {
		return nil
	}
	png, err := s.drawer.Draw(ctx, f)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("draw %s: %w", name, err)
	}
	answer.Picture(name, f.Alt, png)
	return nil
}

// barsInFigure is how many rows a figure has: more cannot be read on a
// telephone.
const barsInFigure = 6

// figure shows who says the words most, and where.
func (m *mentions) figure(l *bot.Language, x *search.Index) bot.Figure {
	f := bot.Figure{Title: l.Text("Who says %s, and how often", m.marked(l))}
	rates, course := bot.Panel{Title: l.Text("In a thousand words")}, bot.Panel{Title: l.Text("From the beginning to the end")}
	called := m.called(l)
	shown := m.shown()
	for _, who := range shown {
		rates.Bars = append(rates.Bars, bot.Bar{Label: called[who]})
	}
	for _, c := range m.sets {
		f.Series = append(f.Series, c.Words.String())
		for i, who := range shown {
			value, note := 0.0, "0"
			if n := slices.IndexFunc(c.Speakers, func(s concordance.Share) bool { return s.Person == who }); n >= 0 {
				value, note = c.Speakers[n].PerThousand(), rate(l, c.Speakers[n])+" ("+times(l, c.Speakers[n].Count)+")"
			}
			rates.Bars[i].Values, rates.Bars[i].Notes = append(rates.Bars[i].Values, value), append(rates.Bars[i].Notes, note)
		}
		values := make([]float64, len(c.Course))
		for i, k := range c.Course {
			values[i] = float64(k)
		}
		course.Tenth = append(course.Tenth, values)
	}
	f.Panels = []bot.Panel{rates}
	whole := m.record != nil || len(x.Library().Records) == 1 // the course is one record's
	if whole {
		f.Panels = append(f.Panels, course)
	}
	f.Alt = m.alt(l, whole)
	return f
}

// glance says what the figure shows besides the numbers that stand beside it.
func (m *mentions) glance(l *bot.Language, f bot.Figure) string {
	parts := []string{f.Title}
	for _, c := range m.sets {
		if len(f.Panels) > 1 && len(c.Places) > 0 {
			parts = append(parts, l.Text("“%s”: %s", c.Words.Text, l.Text(tenth(c.Course[:]))))
		}
	}
	return strings.Join(parts, ". ") + "."
}

// shown returns who has a row in the figure: those who say the words of each set
// most, the sets in turn, so that none seems to be said by nobody.
func (m *mentions) shown() []*corpus.Person {
	var shown []*corpus.Person
	for rank := 0; len(shown) < barsInFigure; rank++ {
		more := false
		for _, c := range m.sets {
			if rank >= len(c.Speakers) {
				continue
			}
			more = true
			if who := c.Speakers[rank].Person; len(shown) < barsInFigure && !slices.Contains(shown, who) {
				shown = append(shown, who)
			}
		}
		if !more {
			break
		}
	}
	return shown
}

// alt says in words what the figure shows.
func (m *mentions) alt(l *bot.Language, whole bool) string {
	var parts []string
	called := m.called(l)
	for _, c := range m.sets {
		var who []string
		for _, s := range c.Speakers[:min(barsInFigure, len(c.Speakers))] {
			who = append(who, l.Text("%s %s in a thousand words (%s)", bot.Clip(called[s.Person], 80), rate(l, s), times(l, s.Count)))
		}
		if len(who) == 0 {
			who = []string{l.Text("nobody")}
		}
		of := bot.Key("“%s”: %s")
		if c.OtherForms() {
			of = withForms
		}
		part := l.Text(of, c.Words.Text, strings.Join(who, ", "))
		if whole && len(c.Places) > 0 {
			part += "; " + l.Text(tenth(c.Course[:]))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ". ") + "."
}

// tenth names the part of a course with the most.
func tenth(course []int) bot.Key {
	best := 0
	for i, n := range course {
		if n > course[best] {
			best = i
		}
	}
	return parts[min(best, len(parts)-1)]
}

// parts name the tenths of a record.
var parts = [concordance.Tenths]bot.Key{
	"most at the beginning of the record", "most near the beginning of the record", "most in the first third of the record",
	"most in the first half of the record", "most in the middle of the record", "most in the middle of the record",
	"most in the second half of the record", "most in the last third of the record", "most near the end of the record", "most at the end of the record",
}
