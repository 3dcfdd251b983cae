package bot

import (
	"slices"

	"github.com/bwmarrin/discordgo"
)

// A Command is one of the rows that the bot is made of.
type Command struct {
	Declaration  *discordgo.ApplicationCommand
	Example      string             // of its use; see fillIn for the words in braces
	Run          Handler            // answers the command
	Autocomplete map[string]Propose // by option
	Verbs        []Verb             // of the buttons that belong to it
	Private      bool               // a look-up that only its user sees
	Quick        []string           // subcommands that are not slow all the same
	Slow         bool               // may take over a second: deferred, then finished; its clicks have a Slow of their own
	Managers     bool               // for those who may manage the server that it is used in, and in servers only
	Paste        string             // the option that is cut where it is too long, rather than refused; "" is none
	Stores       Key                // what it keeps about its user, as a clause; "" is nothing
}

// slow reports whether a subcommand may take over a second, "" for a command
// without any.
func (c *Command) slow(sub string) bool { return c.Slow && !slices.Contains(c.Quick, sub) }

// A Propose function returns what an option that is being typed may be meant
// to be, the best first.
type Propose func(r *Request, typed string) []Choice

// A Choice is shown by its name and submitted by its value, which must not be
// over MaxChoice units long. A user may submit other values as well.
type Choice struct{ Name, Value string }

// A Verb is what the buttons and menus of one kind do.
type Verb struct {
	Name   string   // in custom IDs
	Fields []string // names of what its clicks carry, in their order; at least one
	Run    Handler
	Place  Place

	Form      bool // may answer with a form: never deferred, and without the library
	Slow      bool // may take over a second: deferred, then finished
	Everybody bool // may use it, though its command is for those who manage the server
	Alone     bool // shows or changes what is somebody's own, so that nothing shares it
}

// A Place says where the answer to a click goes.
type Place int

// The places.
const (
	InPlace Place = iota // on the message itself, for who asked for it; else a private copy
	Aside                // a private message of its own
)
