package bot

// A Refusal is an error that the user is meant to read: a question back, or a
// finished sentence that says what cannot be done and how to go on. Only its
// user sees it. All other errors are logged, and the user sees stockAnswer.
type Refusal struct {
	Message        // said in the user's language
	Reply   *Reply // in place of a message, if it is more than that
	Cause   error  // what it is recognised by, nil if by nothing
}

// Error returns the message in English, or a word for the log if it is more
// than that; a refusal is shown and never logged.
func (r *Refusal) Error() string {
	if r.Reply != nil {
		return "refused with an explanation"
	}
	return english().Text(r.Key, r.Args...)
}

// Unwrap returns the cause.
func (r *Refusal) Unwrap() error { return r.Cause }

// message returns what it says, if that is a message.
func (r *Refusal) message() Message { return r.Message }

// Refuse returns a refusal that says a message; see [Language.Say] for the
// arguments.
func Refuse(k Key, args ...any) error { return &Refusal{Message: Msg(k, args...)} }

// in returns what the refusal answers in a language.
func (r *Refusal) in(l *Language) *Reply {
	if r.Reply != nil {
		return r.Reply
	}
	answer := NewReply(l)
	answer.Say(r.Key, r.Args...)
	return answer
}

// What refusals say in more than one place.
const (
	stockAnswer Key = "Something went wrong in the bot. Whoever runs it can read in the log what it was. Please try again, or use `/help`."

	UnknownCommand Key = "This bot does not know that command. `/help` lists those that it knows."

	OldButton Key = "This button is from another version of the bot and no longer works. " +
		"Please run the command again: `/quote`, `/read` or `/help`."

	GoneTurn Key = "That turn is no longer in the record: it was changed or removed. " +
		"`/quote` finds the words if they still stand somewhere."

	GoneSpeaker Key = "That speaker is no longer in the records. `/speaker` proposes those who are."

	NoRecord Key = "No record is loaded yet. Whoever runs the bot can put transcripts into its folder of records."

	RemovedRecord Key = "That record was removed from this server. `/records list` lists those that are there."

	GoneRecord Key = "That record is no longer loaded. `/records list` lists those that are."
)
