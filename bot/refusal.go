package bot

// A refusal is an error that the user is meant to read: a question back, or a
// finished sentence that says what cannot be done and how to go on. Only its
// user sees it. All other errors are logged, and the user sees stockAnswer.
type refusal struct {
	reply reply
}

// Error returns a word for the log; a refusal is shown and never logged.
func (*refusal) Error() string { return "refused with an explanation" }

// refuse returns a refusal that says text.
func refuse(text markdown) error {
	var r reply
	r.add(text)
	return &refusal{r}
}

const (
	stockAnswer markdown = "Something went wrong in the bot, and its keeper can read in the log what it was. Please try again, or use `/help`."

	unknownCommand markdown = "This bot does not know that command. `/help` lists those that it knows."

	oldButton markdown = "This button is of another version of the bot and has lost its meaning. " +
		"Please run the command again: `/quote`, `/read` or `/help`."

	goneTurn markdown = "The turn that this points at is no longer in the record: it was changed or taken out. " +
		"`/quote` finds the words if they still stand somewhere."

	goneSpeaker markdown = "The speaker that this points at is no longer in the records. `/speaker` proposes those that are."

	noRecord markdown = "No record is loaded yet. Who keeps the bot can put transcripts into its folder of records."

	goneRecord markdown = "The record that this points at is no longer loaded. `/records` lists those that are."
)
