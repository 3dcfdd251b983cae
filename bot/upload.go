package bot

import (
	"context"
	"errors"
	"time"

	"rapporteur/corpus/search"
)

// An Upload is a record that a server has brought: a transcript, and the
// sidecar that says of it what its file cannot. It is seen in that server alone.
type Upload struct {
	Guild   string
	ID      string // of the record; used once in a server, also by those that were removed
	Version int    // counts the saves, so that a stale copy is not saved over a newer one

	File    string // name, as it was uploaded
	Sum     string // of the file's content: SHA-256 in hexadecimal digits
	Sidecar string // of the sidecar's content; "" for none
	Size    int    // bytes of both
	Title   string // of the record as it was read when it was saved

	User    string // who added it; "" once they do not want to be known
	Added   time.Time
	Changed time.Time // by the last save
	// Removed is when the record was removed, zero while it is there. Nothing
	// is kept of one but its ID, so that what points at it can say so.
	Removed time.Time
}

// A Draft is an upload before somebody has looked at how it is read and said
// that it is to be used.
type Draft struct {
	ID      string // 11 characters of [0-9a-z], which nobody guesses
	Version int    // counts the saves

	Guild, User string
	File        string // name
	Title       string
	Sum         string // as of an [Upload]
	Sidecar     string
	Size        int

	Replaces string // ID of the record that it takes the place of; "" for a new one
	Base     int    // version of that record when the draft was begun
	Expires  time.Time
}

// MaxDrafts is how many drafts a server has at most: another one takes the place
// of that which expires first.
const MaxDrafts = 10

// A Quota is how much a server can bring. Records that were removed do not
// count.
type Quota struct {
	Records int
	Bytes   int // of files and sidecars as they were uploaded
}

// Libraries are the records that each server sees: the bot's own without those
// that it hides, and those that it brought. [rapporteur/bot/library.Shelves] is
// one.
type Libraries interface {
	// Index returns the index of what a server sees, "" for what is seen
	// outside servers. It is made where it is not at hand, which may take
	// seconds. The error is the context's or the store's.
	Index(ctx context.Context, guild string) (*search.Index, error)
	// Removed returns the IDs of the records of its own that a server has removed.
	Removed(ctx context.Context, guild string) ([]string, error)
}

// Uploads keep what servers bring. What a method changes is seen in the server
// once it has returned, and by other processes within seconds.
type Uploads interface {
	// Uploads returns what a server has brought, and what it removed, by ID.
	Uploads(ctx context.Context, guild string) ([]Upload, error)
	// Upload returns one with the content of its file and its sidecar, or
	// [ErrAbsent].
	Upload(ctx context.Context, guild, id string) (u Upload, file, sidecar []byte, err error)
	// Save saves an upload: with the version 0 a new one, whose ID it sets after
	// the file's name, else another version of one, which keeps its ID. A nil
	// file is the one that is there. The errors are [ErrStale] and
	// [ErrOverQuota].
	Save(ctx context.Context, u *Upload, file, sidecar []byte) error
	// SaveDraft saves a draft: with the version 0 a new one, whose ID it sets,
	// else another version of one. A nil file is the one that is there. The error
	// is [ErrStale].
	SaveDraft(ctx context.Context, d *Draft, file, sidecar []byte) error
	// Draft returns a draft of a server with the content of its file and its
	// sidecar, or [ErrAbsent].
	Draft(ctx context.Context, guild, id string) (d Draft, file, sidecar []byte, err error)
	// UseDraft makes an upload of a draft, which is there no more then. The errors
	// are [ErrAbsent] where the draft is gone, [ErrStale] where it is another
	// version, or the record that it replaces is, and [ErrOverQuota].
	UseDraft(ctx context.Context, d Draft) (Upload, error)
	// RemoveDraft removes a draft; what is not there is no error.
	RemoveDraft(ctx context.Context, guild, id string) error
	// Remove removes an upload; what is not there is [ErrAbsent].
	Remove(ctx context.Context, guild, id string) error
	// Hide hides one of the bot's own records in a server, or shows it again.
	Hide(ctx context.Context, guild, record string, hidden bool) error
	// Faults says why records of a server cannot be read, by ID.
	Faults(ctx context.Context, guild string) (map[string]error, error)
	// Quota is how much a server can bring.
	Quota() Quota
	// Trial has a file of a stranger read: a few at once, one of each server,
	// and for some seconds. Where the error is not nil read may still be at
	// work, so that nothing it writes may be used: [ErrBusy], [ErrTooLong] or
	// the context's.
	Trial(ctx context.Context, guild string, read func()) error
}

// Errors of [Uploads], recognised by identity.
var (
	ErrOverQuota = errors.New("the server would have more records than it can")
	ErrBusy      = errors.New("as many files are being read as can be at once")
	ErrTooLong   = errors.New("the file takes too long to read")
)

// A Revision is a change of what a server sees. The server "" stands for all.
type Revision struct {
	Guild  string
	Number int64 // greater than those of all changes before
}
