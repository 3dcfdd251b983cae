package bot

import (
	"context"
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Round is a game of "Who said it?": some passages, one after the other in
// one message, each with those who may have said it.
type Round struct {
	ID      string // 11 characters of [0-9a-z]
	Version int    // counts the saves
	Guild   string // "" outside servers
	Host    string // the user who began it; "" once they do not want to be known
	Locale  string // of the host, for the words around the passages

	// The answer to the host's command shows the game. It can be edited with
	// this token for 15 minutes.
	Application, Token string

	Record  string // token of the record asked about
	Seconds int    // to answer one question
	Asked   []Asked
	At      int       // index into Asked of the question that is shown; len(Asked) at the end
	Shown   bool      // its answer is shown, too
	Due     time.Time // when the next step is to be taken
}

// An Asked is a question of a round.
type Asked struct {
	Passage string   // token
	Choices []string // names
	Right   int      // index into Choices: who said it

	// Known once the answer is shown.
	Answers int      // how many have answered
	Knew    []string // users who were right, the first first; without those who stay out of scores
	Others  int      // how many were right beside them
}

// Over reports whether all questions have been asked.
func (r *Round) Over() bool { return r.At >= len(r.Asked) }

// KindRound is the kind of the documents that rounds are kept as. They are the
// host's, and hold what is nobody's to have: the token by which the message is
// edited, and who else has played.
const KindRound = "round"

// Times of a round.
const (
	RoundPause = 8 * time.Second  // in which an answer is shown before the next question
	RoundMost  = 13 * time.Minute // that a round may take: then its message can hardly be edited
)

// A Score is how somebody fares in a server's rounds.
type Score struct {
	User   string
	Right  int
	Asked  int
	Listed bool // the user wants to be named

	// Counted are the last questions that are counted in, so that none is twice
	// where a process was killed while it counted.
	Counted []string `json:",omitempty"`
}

// ErrLate is of an answer to a question that is no longer open.
var ErrLate = errors.New("the question is no longer open")

// Rounds runs games.
type Rounds interface {
	// Start keeps a new round and takes its steps when they are due.
	Start(ctx context.Context, r *Round) error
	// Round returns a round, or [ErrAbsent].
	Round(ctx context.Context, id string) (Round, error)
	// Answer keeps a user's answer to the nth question. The error is
	// ErrLate if the question is no longer open, and [ErrStale] if the user has
	// answered it before.
	Answer(ctx context.Context, round, user string, nth, choice int) error
	// Step takes the next step of a round now, if it has taken as many as the
	// caller has seen, and returns the round as it is then.
	Step(ctx context.Context, id string, at int, shown bool) (Round, error)
	// Stop ends a round now.
	Stop(ctx context.Context, id string) (Round, error)

	// Scores returns a server's scores of those who want to be named, the best
	// first.
	Scores(ctx context.Context, guild string) ([]Score, error)
	// Score returns what is kept of a user in a server.
	Score(ctx context.Context, guild, user string) (Score, error)
	// List names a user in a server's scores, or does not.
	List(ctx context.Context, guild, user string, listed bool) error

	// Parts returns the rounds that name a user, and Forget takes the name out
	// of them; they go on. It must come before the user's documents are removed,
	// by which the rounds are known.
	Parts(ctx context.Context, user string) ([]RoundPart, error)
	Forget(ctx context.Context, user string) error
}

// A RoundPart is what a round says of one of its players.
type RoundPart struct {
	Round string // its ID
	Guild string `json:"-"`
	Host  bool
	Knew  []int // questions, from 1, that they are named under as having known
}

// An Editor edits the bot's answers to interactions.
type Editor interface {
	// EditAnswer replaces the first answer to an interaction. All its errors
	// that come of a request are [*RequestError].
	EditAnswer(ctx context.Context, application, token string, data *discordgo.InteractionResponseData) error
}
