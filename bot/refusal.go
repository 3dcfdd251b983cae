package bot

import "strings"

// A Refusal is an error that the user is meant to read: a question back, or a
// finished sentence that says what cannot be done and how to go on. Only its
// user sees it. All other errors are logged, and the user sees stockAnswer.
type Refusal struct {
	Reply *Reply
}

// Error returns a word for the log; a refusal is shown and never logged.
func (*Refusal) Error() string { return "refused with an explanation" }

// Refuse returns a refusal that says text.
func Refuse(text Markdown) error {
	r := new(Reply)
	r.Add(text)
	return &Refusal{r}
}

// What refusals say in more than one place.
const (
	stockAnswer Markdown = "Something went wrong in the bot, and its keeper can read in the log what it was. Please try again, or use `/help`."

	UnknownCommand Markdown = "This bot does not know that command. `/help` lists those that it knows."

	OldButton Markdown = "This button is of another version of the bot and has lost its meaning. " +
		"Please run the command again: `/quote`, `/read` or `/help`."

	GoneTurn Markdown = "The turn that this points at is no longer in the record: it was changed or taken out. " +
		"`/quote` finds the words if they still stand somewhere."

	GoneSpeaker Markdown = "The speaker that this points at is no longer in the records. `/speaker` proposes those that are."

	NoRecord Markdown = "No record is loaded yet. Who keeps the bot can put transcripts into its folder of records."

	GoneRecord Markdown = "The record that this points at is no longer loaded. `/records` lists those that are."
)

// RefuseRules says what is wrong with what somebody typed, which the error
// quotes.
func RefuseRules(err error) error { return Refuse(Plain(Clip(SentenceOf(err), 1500))) }

// SentenceOf makes a sentence of an error's text.
func SentenceOf(err error) string {
	text := err.Error()
	return strings.TrimSuffix(strings.ToUpper(text[:1])+text[1:], ".") + "."
}
