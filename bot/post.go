package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Poster sends messages of the bot's own accord. All its errors that come
// of a request are [*RequestError]. It does not repeat a request by itself,
// except after a 429 whose wait is short enough for ctx.
type Poster interface {
	// Post creates a message and returns its ID, which is never "" without an
	// error. A second Post with the same
	// nonce within the minutes that Discord remembers it returns the message
	// that the first has made.
	Post(ctx context.Context, p Post) (message string, err error)

	// FindPost looks through the channel's messages since the given time, the
	// oldest first, for one of the bot's own with a button whose custom ID
	// begins as given, and returns the message's ID. It returns "" and no error
	// only if it has read them all. Discord hides a channel's messages from a
	// bot without Read Message History and calls that success, so the caller
	// makes sure of the permission.
	FindPost(ctx context.Context, channel, idBegin string, since time.Time) (message string, err error)

	// StartThread opens a public thread on a message. A thread that is there
	// already (160004) is no error.
	StartThread(ctx context.Context, channel, message, name string) error

	// FindThread looks through the threads of a forum that the bot has opened
	// since the given time, as FindPost does through a channel's messages.
	FindThread(ctx context.Context, guild, forum, idBegin string, since time.Time) (message string, err error)

	// Pin pins a message. Pinning it again is no error.
	Pin(ctx context.Context, channel, message string) error

	// Unpin unpins a message. That it is not pinned, or gone, is no error.
	Unpin(ctx context.Context, channel, message string) error

	// Publish sends a message of an announcement channel to those who follow
	// it. Publishing it again is no error.
	Publish(ctx context.Context, channel, message string) error
}

// Permissions tells what the bot may do.
type Permissions interface {
	// Access returns what the bot may do in a channel of the guild. It asks
	// Discord again, or remembers an answer for a minute at most. role may be
	// "". All its errors that come of a request are [*RequestError]; of a
	// channel that belongs to another guild it says what Discord says of one
	// that is gone (404, 10003).
	Access(ctx context.Context, guild, channel, role string) (Access, error)
}

// A Membership tells which guilds the bot is in.
type Membership interface {
	// IsMember reports whether the bot is in the guild. Discord saying that
	// there is no such guild (404), or that it is none of the bot's business
	// (403), is no error.
	IsMember(ctx context.Context, guild string) (bool, error)
}

// A Budget paces requests, so that all processes of one bot together stay
// within Discord's global limit.
type Budget interface {
	// Wait returns when one more request may be sent, or with ctx's error.
	// Every REST request takes one; answers to interactions take none.
	Wait(ctx context.Context) error
}

// Claims make sure that an interaction is carried out once, however often and to
// how many processes of one bot it is delivered.
type Claims interface {
	// Claim reports whether this is the first claim to the interaction of that
	// ID. It knows of all that were made in the last 15 minutes.
	Claim(ctx context.Context, interaction string) (first bool, err error)
}

// A Post is a message that nobody asked for: a daily passage, or an alarm.
type Post struct {
	Channel    string          // where to
	User       string          // to this user directly, where Channel is ""
	Components json.RawMessage // Components V2, as the array that Discord takes
	Role       string          // the one role that the message may ping, "" for none
	Nonce      string          // 1 to 25 characters, sent with enforce_nonce; forums know none
	Forum      bool            // the channel is a forum, where the message opens a thread
	Title      string          // of that
	Tags       []string        // of that, their IDs
}

// Access is what the bot may do in a channel.
type Access struct {
	Channel     string // its ID
	Type        discordgo.ChannelType
	Permissions int64 // bits, with the channel's overwrites applied
	RoleExists  bool  // the role asked about is one of the guild's
	RolePings   bool  // and a mention of it by the bot notifies its members

	Archived, Locked bool  // of a thread
	Tags             []Tag // that posts of a forum can have
	TagRequired      bool  // and must have one of
}

// Discord's error codes that the bot knows by name:
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
const (
	CodeUnknownChannel     = 10003
	CodeUnknownGuild       = 10004
	CodeUnknownMessage     = 10008
	CodeUnknownTag         = 10087
	CodeExplicit           = 20009
	CodeSlowmode           = 20016
	CodeMaximumPins        = 30003
	CodeSendingDisabled    = 40004
	CodeAlreadyPublished   = 40033
	CodeTagRequired        = 40067
	CodeMissingAccess      = 50001
	CodeCannotMessageUser  = 50007
	CodeNotText            = 50008
	CodeVerification       = 50009
	CodeMissingPermission  = 50013
	CodeInvalidBody        = 50035
	CodeChannelType        = 50024
	CodeThreadArchived     = 50083
	CodeNoMutualGuild      = 50278
	CodeTwoFactor          = 60003
	CodeThreadExists       = 160004
	CodeThreadLocked       = 160005
	CodeMaximumThreads     = 160006
	CodeMaximumNewsThreads = 160007
	CodeBlocked            = 200000
	CodeTitleBlocked       = 200001
)

// A RequestError says why Discord has not done what was asked.
type RequestError struct {
	Status     int           // of HTTP; 0 if no answer came
	Code       int           // Discord's own code, 0 if it gave none
	RetryAfter time.Duration // what a 429 asked for
	// Unknown reports that the request may have been carried out all the
	// same: it was written at least in part, and then the answer was 5xx, no
	// JSON, or never came.
	Unknown bool
	Err     error // what Discord or the network said
}

// Error says it for the log.
func (e *RequestError) Error() string {
	if e.Status == 0 {
		return fmt.Sprintf("no answer from Discord: %v", e.Err)
	}
	return fmt.Sprintf("Discord answered %d (%d): %v", e.Status, e.Code, e.Err)
}

// Unwrap returns what lies below.
func (e *RequestError) Unwrap() error { return e.Err }

// Permanent reports that the same request would be refused again: every 4xx
// but 408 and 429.
func (e *RequestError) Permanent() bool {
	return e.Status >= 400 && e.Status < 500 && e.Status != 408 && e.Status != 429
}
