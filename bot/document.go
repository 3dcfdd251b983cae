package bot

import (
	"context"
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

// Documents keeps documents; the store is one.
type Documents interface {
	// SaveDocument saves a document: a new one with the version 0, or another
	// version of one. The error is [ErrStale] where that is not what is there.
	SaveDocument(ctx context.Context, d *Document) error
	// Document returns a document, or [ErrAbsent].
	Document(ctx context.Context, kind, id string) (Document, error)
	// Documents returns up to limit documents that a filter chooses and whose
	// IDs are greater than after, by ID.
	Documents(ctx context.Context, f DocumentFilter, after string, limit int) ([]Document, error)
	// RemoveDocument removes a document; removing what is not there is no
	// error.
	RemoveDocument(ctx context.Context, kind, id string) error
	// UserDocuments returns all documents of a user, by kind and ID.
	UserDocuments(ctx context.Context, user string) ([]Document, error)
	// RemoveUser removes all documents of a user.
	RemoveUser(ctx context.Context, user string) error
}
