package bot

import (
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// A Delivery is a line of the ledger: one post of a schedule, due or done.
// There is at most one for a nominal date.
type Delivery struct {
	Key      string // of the ledger: the schedule and the nominal date, or an extra post's own
	Version  int    // counts the saves, so that a stale copy is not saved over a newer one
	Schedule string
	Guild    string
	Channel  string

	Day Day       // 0 for an extra post
	At  time.Time // when it was due
	// Planned is when the line was written. One that was written late, or by
	// an earlier run of the program, may have been posted before: the store
	// may be a restored copy.
	Planned time.Time
	State   State
	Why     Reason // and the remedy, or why the last try failed
	Tries   int    // how many failed

	// What is posted: chosen and saved before it is sent, and never chosen
	// again. The components are forgotten once nothing more can be sent.
	Components json.RawMessage `json:",omitempty"`
	Button     string          // custom ID by which the message is known again
	Role       string          // that the message may ping, "" for none
	Title      string          // of the thread
	Forum      bool            `json:",omitempty"` // the post is a thread of its own
	Tags       []string        `json:",omitempty"` // of that, their IDs
	Reference  string          // where the passage stands
	Drawn      *Drawn          `json:",omitempty"` // with the components

	// UnknownSince is when the first attempt began whose outcome is not
	// known; zero if there is none.
	UnknownSince time.Time
	Message      string    // its ID, once posted
	PostedAt     time.Time // zero until then

	Steps map[Step]Progress // those that are wanted
}

// Drawn is the schedule's deck before and after a passage was chosen, so that one
// that was never sent can be given back.
type Drawn struct{ Before, After Deck }

// A State is how a delivery stands. Its text is stored.
type State string

// The states. All but Due are final.
const (
	Due       State = "due"
	Posted    State = "posted"
	Missed    State = "missed"    // not posted while there was time
	Failed    State = "failed"    // refused by Discord, or nothing to post
	Uncertain State = "uncertain" // it may be there or not, and that cannot be told
	Skipped   State = "skipped"   // on request
)

// A Step is what belongs to a post besides the message itself. Its failure
// neither stops another nor sends the message again. Its text is stored.
type Step string

// The steps. Ping is part of the message: it is done when the mention
// notifies the role's members.
const (
	Ping    Step = "ping"
	Thread  Step = "thread"
	Pin     Step = "pin"
	Unpin   Step = "unpin" // the post before
	Publish Step = "publish"
	Alarm   Step = "alarm" // tells those who manage the server that something went wrong
)

// Progress is how far a step has come.
type Progress struct {
	State State     // Due, Posted for done, or Failed
	Why   Reason    `json:",omitempty"` // of a failure, and the remedy
	Since time.Time `json:",omitzero"`  // when it was first tried
}

// Open reports whether something is left to do.
func (d *Delivery) Open() bool {
	if d.State == Due {
		return true
	}
	for _, p := range d.Steps {
		if p.State == Due {
			return true
		}
	}
	return false
}

// Link returns the address of the posted message, "" before.
func (d *Delivery) Link() string {
	if d.Message == "" {
		return ""
	}
	channel := d.Channel
	if d.Forum {
		channel = d.Message // a forum's post and the thread that it opens have one ID
	}
	return "https://discord.com/channels/" + d.Guild + "/" + channel + "/" + d.Message
}

// DeliveryKey returns the ledger's key of a schedule's post for a nominal
// date. It is at most 31 characters long, without a colon.
func DeliveryKey(schedule string, day Day) string { return schedule + "-" + day.String() }

// DayOfKey returns the date in a key that DeliveryKey has made, "" of another.
func DayOfKey(schedule, key string) string {
	day, err := ParseDay(strings.TrimPrefix(key, schedule+"-"))
	if err != nil {
		return ""
	}
	return day.String()
}

// ExtraKey returns the ledger's key of an extra post, which differs from
// others by what asked for it: the interaction's ID.
func ExtraKey(schedule, interaction string) string { return schedule + "-x" + interaction }

// A Guild is what is kept of a server besides its schedules.
type Guild struct {
	ID           string
	Version      int
	AlarmChannel string    // where failures are told; "" is to who set the schedule up
	LeftAt       time.Time // since when the bot is known to be gone from it; zero while it is there

	Hidden []string `json:",omitempty"` // IDs of the bot's own records that it does not see
	Adders string   `json:",omitempty"` // ID of the role that may bring records, besides those who manage it; "" for none
}

// Errors of the store, recognised by identity.
var (
	ErrStale  = errors.New("changed by somebody else in the meantime") // of a save
	ErrAbsent = errors.New("not in the store")                         // of a look-up
	// ErrDamaged is of a document that cannot be read.
	ErrDamaged = errors.New("what is stored of it is damaged")
	// ErrFull is of saving a new schedule for a server that has MaxSchedules.
	ErrFull = errors.New("the server has as many schedules as it can have")
)

// ErrFinished is the refusal to draw from a serial that has come to its end,
// recognised by identity.
var ErrFinished = Refuse("The record has been posted to its end. `/daily resume` begins it again, `/daily edit` chooses another.")
