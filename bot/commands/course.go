package commands

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/study/course"
	"rapporteur/corpus/study/dialogue"
)

// lanesInFigure is how many speakers a figure has: more cannot be read on a
// telephone.
const lanesInFigure = 8

// courseClick shows a record's course, and one of its speakers in it, who may
// be nil.
func courseClick(record *corpus.Record, speaker *corpus.Person) bot.Click {
	return bot.Click{Verb: "course", Fields: []string{bot.TokenOfRecord(record), bot.TokenOfPerson(speaker)}}
}

// course answers with what each part of a record is about, and who speaks when.
func (s studio) course(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	lib := r.Index.Library()
	record := bot.RecordOf(lib, r.Field("record"))
	if record == nil {
		return nil, r.RefuseGone(r.Field("record"))
	}
	var speaker *corpus.Person
	if token := r.Field("speaker"); token != "" {
		if speaker = bot.PersonOf(lib, token); speaker == nil {
			return nil, bot.Refuse(bot.GoneSpeaker)
		}
	}
	c := course.Of(record)
	if len(c.Parts) == 0 {
		return nil, bot.Refuse("There are no words in this record.")
	}
	answer := r.NewReply()
	answer.Title(r.Say("The course of %s", bot.Clip(r.ShortTitle(record), 80)))
	if speaker != nil {
		answer.Add(courseAnswers(r, lib, record, speaker))
	}
	if err := s.picture(ctx, answer, "course.png", courseFigure(r.Language, lib, c, speaker)); err != nil {
		return nil, err
	}
	lines, options := courseParts(r, c)
	if len(lines) > 0 {
		answer.Add(bot.Join(lines, "\n"))
	}
	answer.Menu(openClick("turn"), "Read on from a part", options)
	answer.Row(r.Share(courseClick(record, speaker)))
	return answer, nil
}

// mostAnswered is how many are named whom a speaker answers.
const mostAnswered = 4

// courseAnswers says whom somebody answers in a record, and how often.
func courseAnswers(r *bot.Request, lib *corpus.Library, record *corpus.Record, speaker *corpus.Person) bot.Markdown {
	count := dialogue.Answered(lib, record, speaker)
	var others []*corpus.Person
	for i := range lib.People {
		if count[&lib.People[i]] > 0 {
			others = append(others, &lib.People[i])
		}
	}
	if len(others) == 0 {
		return r.Say("%s answers nobody.", bot.Clip(r.NameOr(speaker.Name), 80))
	}
	slices.SortStableFunc(others, func(a, b *corpus.Person) int { return cmp.Compare(count[b], count[a]) })
	var names []string
	for _, p := range others[:min(mostAnswered, len(others))] {
		names = append(names, r.Text("%s (%d times)", bot.Clip(r.NameOr(p.Name), 60), count[p]))
	}
	return r.Say("%s answers %s.", bot.Clip(r.NameOr(speaker.Name), 80), strings.Join(names, ", "))
}

// courseParts says what each part of a record is about.
func courseParts(r *bot.Request, c course.Course) ([]bot.Markdown, []discordgo.SelectMenuOption) {
	var lines []bot.Markdown
	var options []discordgo.SelectMenuOption
	for _, p := range c.Parts {
		if len(p.Words) == 0 {
			continue
		}
		first := &c.Record.Turns[p.First]
		ref := first.Reference()
		ref.Record = ""
		words := bot.Clip(strings.Join(p.Words, ", "), 90)
		lines = append(lines, r.Say("from %s: %s", bot.Bold(bot.Plain(ref.String())), words))
		options = append(options, discordgo.SelectMenuOption{Label: first.Reference().String(), Value: first.ID.String(), Description: words})
	}
	return lines, unlike(options)
}

// courseFigure shows who speaks when: those who speak most, and speaker.
func courseFigure(l *bot.Language, lib *corpus.Library, c course.Course, speaker *corpus.Person) bot.Figure {
	r := c.Record
	f := bot.Figure{Title: l.Text("Who speaks when: %s", l.ShortTitle(r))}
	panel := bot.Panel{Ends: ends(l, r)}
	var said []string
	all := 0
	for _, lane := range c.Lanes {
		all += lane.Words
	}
	for n, lane := range c.Lanes {
		who := lib.Person(&corpus.Turn{Record: r, Speaker: lane.Speaker})
		if n >= lanesInFigure && who != speaker {
			continue
		}
		name := l.NameOr(r.Speakers[lane.Speaker].Name)
		drawn := bot.Lane{Label: name, Spans: lane.Spans}
		if who == speaker {
			drawn.Series = 1
		}
		panel.Lanes = append(panel.Lanes, drawn)
		said = append(said, l.Text("%s speaks %s of the words", name, percent(l, lane.Words, all)))
	}
	f.Panels = []bot.Panel{panel}
	f.Alt = strings.Join(said, ", ") + "."
	return f
}

// ends returns what a record begins and ends with: its pages or times where it
// has them.
func ends(l *bot.Language, r *corpus.Record) [2]string {
	n := len(r.Places)
	if n > 1 && r.Locator == "page" {
		return [2]string{l.Text("page %s", r.Places[0]), l.Text("page %s", r.Places[n-1])}
	}
	if n > 1 {
		return [2]string{r.Places[0], r.Places[n-1]}
	}
	return [2]string{l.Text("beginning"), l.Text("end")}
}
