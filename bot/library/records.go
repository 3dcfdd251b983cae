package library

import (
	"context"
	"errors"
	"unsafe"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

// A recordKey tells records apart: what they were read from, and what they are
// called.
type recordKey struct{ id, file, sum, sidecar string }

// A held is a record of one server or of several, or why it cannot be read.
type held struct {
	key  recordKey
	refs int           // how many hold it; under the shelves' lock
	done chan struct{} // closed once the rest is there

	err     error // the store's, or that of nobody's waiting any more: nothing is known of the record
	fault   error
	record  *corpus.Record
	segment *search.Segment
	size    int
}

// take returns an upload's record, which it reads unless a server holds it. It
// must be given back, unless the error is not nil.
func (s *Shelves) take(ctx context.Context, u bot.Upload) (*held, error) {
	k := recordKey{u.ID, u.File, u.Sum, u.Sidecar}
	s.mu.Lock()
	h := s.records[k]
	if h != nil && h.late() {
		s.forget(h)
		h = nil
	}
	if h == nil {
		h = &held{key: k, done: make(chan struct{})}
		s.records[k] = h
		go s.fill(h)
	}
	h.refs++
	s.mu.Unlock()
	var err error
	select {
	case <-h.done:
		err = h.err
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.giveBack(h)
		return nil, err
	}
	return h, nil
}

// late reports whether a record took too long to read, which it may not the next
// time.
func (h *held) late() bool {
	select {
	case <-h.done:
		return errors.Is(h.fault, bot.ErrTooLong)
	default:
		return false
	}
}

// giveBack lets go of a record. The lock is held.
func (s *Shelves) giveBack(h *held) {
	if h.refs--; h.refs == 0 {
		s.forget(h)
	}
}

// forget takes a record out, so that it is read again for who asks next. The
// lock is held.
func (s *Shelves) forget(h *held) {
	if s.records[h.key] == h {
		delete(s.records, h.key)
		s.size -= h.size
	}
}

// fill reads a record.
func (s *Shelves) fill(h *held) {
	ctx, cancel := context.WithTimeout(context.Background(), makeLimit)
	defer cancel()
	record, segment, err := s.read(ctx, h.key)
	switch {
	case errors.Is(err, errPanicked):
		s.log.Error("reading a record of a server", "record", h.key.id, "error", err)
		h.fault = errUnreadable
	case errors.Is(err, errUnreadable), errors.Is(err, bot.ErrDamaged), errors.Is(err, bot.ErrAbsent), errors.Is(err, bot.ErrTooLong):
		h.fault = err
	default:
		h.err = err
	}
	h.record, h.segment = record, segment
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.records[h.key] == h {
		if h.err != nil {
			delete(s.records, h.key)
		} else {
			h.size = sizeOfRecord(h)
			s.size += h.size
		}
	}
	close(h.done)
}

// errUnreadable is wrapped by the reader's refusal of a file that it has read
// before.
var errUnreadable = errors.New("it cannot be read as a transcript")

// read reads a record from the store, and indexes it.
func (s *Shelves) read(ctx context.Context, k recordKey) (*corpus.Record, *search.Segment, error) {
	file, sidecar, err := s.contents(ctx, k.sum, k.sidecar)
	if err != nil {
		return nil, nil, err
	}
	r, err := sit(ctx, s.desks.record, readWithin, func() indexed { return s.index(k, file, sidecar) })
	if err != nil {
		return nil, nil, err
	}
	return r.record, r.segment, r.err
}

// An indexed is a record with its segment, or why there is none.
type indexed struct {
	record  *corpus.Record
	segment *search.Segment
	err     error
}

// index reads a record of its file and its sidecar.
func (s *Shelves) index(k recordKey, file, sidecar []byte) indexed {
	report := s.reads(transcript.Source{Name: k.file, Data: file, Sidecar: sidecar})
	if report.Err != nil || len(report.Records) != 1 {
		return indexed{err: errors.Join(errUnreadable, report.Err)}
	}
	r := report.Records[0]
	r.ID = k.id
	// Whoever makes a library first gives the turns their IDs: here, since several
	// may do so at once later.
	if _, err := corpus.NewLibrary(report.Records); err != nil {
		return indexed{err: errors.Join(errUnreadable, err)}
	}
	return indexed{r, search.NewSegment(r), nil}
}

// sizeOfRecord returns how many bytes a record takes, about, with its segment.
func sizeOfRecord(h *held) int {
	const fixed = 1 << 10
	r := h.record
	if r == nil {
		return fixed
	}
	n := fixed + h.segment.Size() + cap(r.Turns)*int(unsafe.Sizeof(corpus.Turn{})) + cap(r.Speakers)*int(unsafe.Sizeof(corpus.Speaker{}))
	for i := range r.Turns {
		t := &r.Turns[i]
		n += len(t.Text) + cap(t.Marks)*int(unsafe.Sizeof(corpus.Mark{})) + cap(t.Asides)*int(unsafe.Sizeof(corpus.Span{}))
	}
	for i := range r.Speakers {
		n += len(r.Speakers[i].Name) + 32*len(r.Speakers[i].Aliases)
	}
	for i := range r.Notes {
		n += int(unsafe.Sizeof(corpus.Note{})) + len(r.Notes[i].Text)
	}
	return n + 24*len(r.Places) + len(r.Sections)*int(unsafe.Sizeof(corpus.Section{}))
}
