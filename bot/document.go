package bot

import (
	"encoding/json"
	"time"
)

// A Document is something small that a command or the wire keeps beyond a
// restart: a saved quotation, a round of a game, an interaction that was seen.
// Its owner alone knows what is in Body.
type Document struct {
	Kind    string // a constant of its owner's, such as "quotation"
	ID      string // not empty, and used once within the kind
	Version int    // counts the saves, so that a stale copy is not saved over a newer one

	Guild   string    // the server that it belongs to and is removed with; "" for none
	User    string    // whose it is; "" for nobody's
	Expires time.Time // from then on it is not there; zero for never
	Body    json.RawMessage
}

// A DocumentFilter chooses documents of a kind. What is "" chooses all.
type DocumentFilter struct{ Kind, Guild, User string }
