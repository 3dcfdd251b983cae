package library

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"
	"unsafe"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// make makes a shelf, and lets go of the one that it takes the place of, whose
// records it may share.
func (s *Shelves) make(sh, before *shelf) {
	ctx, cancel := context.WithTimeout(context.Background(), makeLimit)
	defer cancel()
	if before != nil {
		<-before.done
	}
	base, made, err := s.tryMake(ctx, sh)
	s.mu.Lock()
	defer s.mu.Unlock()
	if before != nil {
		s.release(before)
	}
	sh.err, sh.held, sh.faults, sh.removed, sh.until = err, made.held, made.faults, made.removed, made.until
	switch {
	case err != nil:
		s.log.Warn("library of a server not made", "guild", sh.guild, "error", err)
		s.discard(sh)
	case sh.stale || base != s.base:
		sh.stale = true
	default:
		sh.index, sh.size = made.index, made.size
		s.size += sh.size
	}
	close(sh.done)
	s.drop()
}

// tryMake reads the records of a shelf's server and joins them with the bot's
// own. What it has taken of records is in what it returns also where it fails.
func (s *Shelves) tryMake(ctx context.Context, sh *shelf) (base *search.Index, made shelf, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	guild := sh.guild
	began, err := s.store.Revision(ctx)
	s.mu.Lock()
	base, sh.began = s.base, began
	s.mu.Unlock()
	made.index = base
	if err != nil {
		return base, made, err
	}
	g, err := s.store.Guild(ctx, guild)
	if err != nil {
		return base, made, err
	}
	uploads, err := s.store.Uploads(ctx, guild)
	if err != nil {
		return base, made, err
	}
	if err := s.takeAll(ctx, &made, guild, uploads); err != nil {
		return base, made, err
	}
	segments := base.Segments()
	var records []*corpus.Record
	for _, r := range base.Library().Records {
		// A record that whoever runs the bot added later cannot take an ID that the
		// server's citations name.
		if !made.owns(r.ID) && !slices.Contains(g.Hidden, r.ID) {
			records = append(records, r)
		}
	}
	hidden := len(records) < len(base.Library().Records)
	for _, h := range made.held {
		if h.record != nil {
			records, segments = append(records, h.record), append(segments, h.segment)
		}
	}
	if !hidden && len(records) == len(base.Library().Records) {
		return base, made, nil
	}
	joined, err := sit(ctx, s.desks.index, makeLimit, func() joined { return join(records, segments) })
	if err != nil {
		return base, made, err
	}
	made.index, made.size = joined.index, joined.size
	return base, made, joined.err
}

// takeAll takes what a server has brought to its shelf.
func (s *Shelves) takeAll(ctx context.Context, made *shelf, guild string, uploads []bot.Upload) error {
	made.faults = make(map[string]error)
	for _, u := range uploads {
		if !u.Removed.IsZero() {
			made.removed = append(made.removed, u.ID)
			continue
		}
		h, err := s.take(ctx, u)
		if err != nil {
			return fmt.Errorf("record %s: %w", u.ID, err)
		}
		made.held = append(made.held, h)
		if h.fault == nil {
			continue
		}
		made.faults[u.ID] = h.fault
		s.log.Warn("record of a server cannot be read", "guild", guild, "record", u.ID, "error", h.fault)
		if errors.Is(h.fault, bot.ErrTooLong) {
			made.until = time.Now().Add(tryAgain)
		}
	}
	return nil
}

// owns reports whether a record of that ID is the server's own.
func (sh *shelf) owns(id string) bool {
	return slices.ContainsFunc(sh.held, func(h *held) bool { return h.key.id == id })
}

// A joined is an index, and how large it is without its segments.
type joined struct {
	index *search.Index
	size  int
	err   error
}

// join makes an index of records and their segments.
func join(records []*corpus.Record, segments []*search.Segment) joined {
	lib, err := corpus.NewLibrary(records)
	if err != nil {
		return joined{err: err}
	}
	x := search.Join(lib, segments)
	return joined{x, x.Size() + sizeOfLibrary(lib), nil}
}

// sizeOfLibrary returns how many bytes a library takes, about, without its
// records.
func sizeOfLibrary(lib *corpus.Library) int {
	n := 0
	for _, r := range lib.Records {
		n += 8*len(r.Turns) + 4*len(r.Speakers)
	}
	return n + len(lib.People)*2*int(unsafe.Sizeof(corpus.Person{}))
}

// drop lets go of what was not asked for longest, until the rest is small
// enough. The lock is held.
func (s *Shelves) drop() {
	for at := s.order.Back(); at != s.order.Front() && s.size > s.most; {
		sh, before := at.Value.(*shelf), at.Prev()
		select {
		case <-sh.done:
			s.discard(sh)
		default: // what is being made is in use
		}
		at = before
	}
}

// discard takes a shelf out, and lets go of what it holds. The lock is held.
func (s *Shelves) discard(sh *shelf) {
	if s.shelves[sh.guild] == sh {
		delete(s.shelves, sh.guild)
		s.order.Remove(sh.at)
		s.release(sh)
	}
}

// release lets go of what a shelf holds that is not among the shelves any more.
// The lock is held.
func (s *Shelves) release(sh *shelf) {
	s.size -= sh.size
	for _, h := range sh.held {
		s.giveBack(h)
	}
	sh.held, sh.size = nil, 0 // whoever waits for it still gets its index
}

// Sizes returns how many servers have records in memory, how many records those
// are, and the bytes that they take with what joins them.
func (s *Shelves) Sizes() (servers, records, bytes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.shelves), len(s.records), s.size
}
