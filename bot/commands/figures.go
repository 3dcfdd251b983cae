package commands

import (
	"errors"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/study/concordance"
	"rapporteur/corpus/study/course"
)

// ErrNowhere is returned by MentionsFigure for words that stand nowhere.
var ErrNowhere = errors.New("these words stand nowhere side by side")

// MentionsFigure returns the figure of /mentions, and the counts as CSV. record
// limits it to one if it is not nil. Its error is [ErrNowhere], or one of
// [concordance.Parse].
func MentionsFigure(l *bot.Language, x *search.Index, words string, record *corpus.Record) (bot.Figure, []byte, error) {
	sets, err := concordance.Parse(words)
	if err != nil {
		return bot.Figure{}, nil, err
	}
	m := countMentions(x, sets, words, nil, record, concordance.ByPlace)
	if len(m.places) == 0 {
		return bot.Figure{}, nil, ErrNowhere
	}
	return m.figure(l, x), m.csv(l), nil
}

// CourseFigure returns the figure of a record's course.
func CourseFigure(l *bot.Language, lib *corpus.Library, record *corpus.Record) bot.Figure {
	return courseFigure(l, lib, course.Of(record), nil)
}
