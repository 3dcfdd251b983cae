// Package library knows which records each server sees: the bot's own without
// those that the server hides, and those that it brought, which are kept in the
// store. A server costs nothing until it asks; then its records are read and
// indexed, and kept for as long as there is room.
//
// A record is read once for all servers that brought the same, and so is its
// segment of the index. What joins the segments is each server's own: it knows
// no word of another's.
package library

import (
	"cmp"
	"container/list"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"rapporteur/bot"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

// A Store keeps what servers bring. [rapporteur/bot/store.Store] is one, and
// says what the methods promise.
type Store interface {
	Libraries(ctx context.Context) ([]string, error)
	Revision(ctx context.Context) (int64, error)
	Tell(told func([]bot.Revision))
	Hear(ctx context.Context) error

	Uploads(ctx context.Context, guild string) ([]bot.Upload, error)
	Content(ctx context.Context, sum string) ([]byte, error)
	SaveUpload(ctx context.Context, u *bot.Upload, file, sidecar []byte, quota bot.Quota) error
	RemoveUpload(ctx context.Context, guild, id string) error

	SaveDraft(ctx context.Context, d *bot.Draft, file, sidecar []byte) error
	Draft(ctx context.Context, guild, id string) (bot.Draft, error)
	UseDraft(ctx context.Context, d bot.Draft, id string, quota bot.Quota) (bot.Upload, error)
	RemoveDraft(ctx context.Context, guild, id string) error

	Guild(ctx context.Context, id string) (bot.Guild, error)
	SaveGuild(ctx context.Context, g *bot.Guild) error
}

// Options are what the shelves need. Store and Index are required.
type Options struct {
	Store  Store
	Index  *search.Index // of the bot's own records
	Quota  bot.Quota     // of each server
	Memory int           // bytes that servers' records and indexes take, about; 0 is 1 GiB
	// Read reads a file that a server has brought; nil is [transcript.Read].
	Read func(transcript.Source) transcript.Report
	Log  *slog.Logger // nil discards
}

const (
	memory    = 1 << 30
	makeLimit = 2 * time.Minute // for a library to be made in
	tryAgain  = time.Minute     // after which what took too long to read is read again
)

// Shelves are the libraries of all servers. They are [bot.Libraries] and
// [bot.Uploads].
type Shelves struct {
	store Store
	quota bot.Quota
	log   *slog.Logger
	desks desks
	reads func(transcript.Source) transcript.Report

	mu      sync.Mutex
	base    *search.Index
	theirs  map[string]bool   // servers that may see something else than the bot's own records
	shelves map[string]*shelf // of those that were asked for last
	order   *list.List        // of *shelf, the last one asked for first
	records map[recordKey]*held
	most    int // bytes
	size    int // of shelves and records
}

// A shelf is what a server sees, or what it is being made of.
type shelf struct {
	guild string
	at    *list.Element
	began int64         // revision of the store that it is of, or an earlier one
	done  chan struct{} // closed once the rest is there

	err     error
	index   *search.Index
	held    []*held  // the server's records
	removed []string // IDs
	faults  map[string]error
	until   time.Time // when it is to be made again; zero for never
	size    int       // of the index alone
	stale   bool      // something has changed: it is kept for its records alone
}

// New makes shelves. The error is the store's.
func New(ctx context.Context, o Options) (*Shelves, error) {
	s := &Shelves{
		store: o.Store, quota: o.Quota, log: o.Log, desks: newDesks(), base: o.Index,
		shelves: make(map[string]*shelf), order: list.New(), records: make(map[recordKey]*held), most: cmp.Or(o.Memory, memory),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.reads = o.Read
	if s.reads == nil {
		s.reads = transcript.Read
	}
	s.store.Tell(s.told)
	return s, s.look(ctx)
}

// Run hears of the changes of other processes until ctx ends.
func (s *Shelves) Run(ctx context.Context) error { return s.store.Hear(ctx) }

// look finds out which servers may see something else than the bot's own
// records.
func (s *Shelves) look(ctx context.Context) error {
	guilds, err := s.store.Libraries(ctx)
	if err != nil {
		return fmt.Errorf("look for records of servers: %w", err)
	}
	theirs := make(map[string]bool, len(guilds))
	for _, g := range guilds {
		theirs[g] = true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.theirs = theirs
	return nil
}

// told takes note of changes. What was in use is made again at once.
func (s *Shelves) told(changes []bot.Revision) {
	all := false
	s.mu.Lock()
	for _, c := range changes {
		if all = all || c.Guild == ""; all {
			break
		}
		s.theirs[c.Guild] = true
		if sh := s.shelves[c.Guild]; sh != nil && sh.began < c.Number {
			sh.stale = true
			s.begin(c.Guild)
		}
	}
	s.mu.Unlock()
	if !all {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), makeLimit)
	defer cancel()
	for s.look(ctx) != nil && sleep(ctx, time.Second) {
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outdate()
}

// Swap replaces the bot's own records, of which all libraries are made again
// when they are asked for. Servers' own records stay as they are.
func (s *Shelves) Swap(x *search.Index) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.base = x
	s.outdate()
}

// outdate makes all shelves stale, and lets their indexes go.
func (s *Shelves) outdate() {
	for _, sh := range s.shelves {
		s.size -= sh.size
		sh.stale, sh.index, sh.size = true, nil, 0
	}
}

// Index returns the index of what a server sees, as [bot.Libraries] says.
func (s *Shelves) Index(ctx context.Context, guild string) (*search.Index, error) {
	sh, base, err := s.open(ctx, guild)
	if sh == nil {
		return base, err
	}
	return sh.index, nil
}

// Removed returns the IDs of the records of its own that a server has removed.
func (s *Shelves) Removed(ctx context.Context, guild string) ([]string, error) {
	sh, _, err := s.open(ctx, guild)
	if sh == nil {
		return nil, err
	}
	return sh.removed, nil
}

// Faults says why records of a server cannot be read, by ID.
func (s *Shelves) Faults(ctx context.Context, guild string) (map[string]error, error) {
	sh, _, err := s.open(ctx, guild)
	if sh == nil {
		return nil, err
	}
	return sh.faults, nil
}

// open returns a copy of what a server's shelf is, once it is made; nil and the
// bot's own index where it sees that alone.
func (s *Shelves) open(ctx context.Context, guild string) (*shelf, *search.Index, error) {
	for {
		s.mu.Lock()
		if guild == "" || !s.theirs[guild] {
			defer s.mu.Unlock()
			return nil, s.base, nil
		}
		sh := s.shelves[guild]
		if sh == nil || sh.stale || !sh.until.IsZero() && time.Now().After(sh.until) {
			sh = s.begin(guild)
		}
		s.order.MoveToFront(sh.at)
		done := sh.done
		s.mu.Unlock()
		select {
		case <-done:
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		}
		s.mu.Lock()
		found := *sh
		s.mu.Unlock()
		switch {
		case found.err != nil:
			return nil, nil, found.err
		case found.index != nil:
			return &found, nil, nil
		}
		// It was outdated in this moment.
	}
}

// begin makes a server's shelf, in place of the one there is. The lock is held.
func (s *Shelves) begin(guild string) *shelf {
	before := s.shelves[guild]
	sh := &shelf{guild: guild, done: make(chan struct{})}
	if before != nil {
		s.order.Remove(before.at)
	}
	sh.at = s.order.PushFront(sh)
	s.shelves[guild] = sh
	go s.make(sh, before)
	return sh
}
