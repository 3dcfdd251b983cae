package search

import (
	"container/list"
	"sync"
	"weak"

	"rapporteur/corpus"
)

// A Shelf makes the indexes of libraries that have records in common, and
// keeps those that were asked for last. Its methods may be called from any
// number of goroutines.
//
// A record's segment is built once for all libraries that hold it, and is gone
// when no index that is kept or in use holds it any more; it is built again
// when it is asked for.
type Shelf struct {
	most int // bytes

	mu       sync.Mutex
	segments map[*corpus.Record]weak.Pointer[Segment]
	kept     *list.List // of *shelved, the last one asked for first
	byLib    map[*corpus.Library]*list.Element
	size     int // of what is kept, in bytes
}

// A shelved index is kept, or is being made.
type shelved struct {
	lib   *corpus.Library
	index func() *Index
	size  int // 0 until it is made
}

// NewShelf makes a shelf that keeps indexes of about so many bytes, the last
// one whatever its size. The records' texts are not counted.
func NewShelf(most int) *Shelf {
	return &Shelf{
		most:     most,
		segments: make(map[*corpus.Record]weak.Pointer[Segment]),
		kept:     list.New(),
		byLib:    make(map[*corpus.Library]*list.Element),
	}
}

// Index returns the index of a library, which it makes unless it has it.
func (s *Shelf) Index(lib *corpus.Library) *Index {
	s.mu.Lock()
	at, ok := s.byLib[lib]
	if !ok {
		at = s.kept.PushFront(&shelved{lib: lib, index: sync.OnceValue(func() *Index { return s.join(lib) })})
		s.byLib[lib] = at
	}
	s.kept.MoveToFront(at)
	s.mu.Unlock()
	entry := at.Value.(*shelved)
	x := entry.index()
	s.mu.Lock()
	defer s.mu.Unlock()
	if entry.size == 0 && s.byLib[lib] == at {
		entry.size = x.footprint()
		s.size += entry.size
		s.drop()
	}
	return x
}

// drop drops what was not asked for longest, until the rest is small enough.
func (s *Shelf) drop() {
	for at := s.kept.Back(); at != s.kept.Front() && s.size > s.most; {
		entry, before := at.Value.(*shelved), at.Prev()
		if entry.size > 0 { // what is being made is in use
			s.kept.Remove(at)
			delete(s.byLib, entry.lib)
			s.size -= entry.size
		}
		at = before
	}
	for r, p := range s.segments {
		if p.Value() == nil {
			delete(s.segments, r)
		}
	}
}

// join makes the index of a library, and the segments that are not there.
func (s *Shelf) join(lib *corpus.Library) *Index {
	segments := make([]*Segment, 0, len(lib.Records))
	var missing []*corpus.Record
	s.mu.Lock()
	for _, r := range lib.Records {
		if segment := s.segments[r].Value(); segment != nil {
			segments = append(segments, segment)
		} else {
			missing = append(missing, r)
		}
	}
	s.mu.Unlock()
	built := NewSegments(missing)
	s.mu.Lock()
	for i, segment := range built {
		// Another library may have been faster.
		if other := s.segments[segment.Record].Value(); other != nil {
			built[i] = other
			continue
		}
		s.segments[segment.Record] = weak.Make(segment)
	}
	s.mu.Unlock()
	return Join(lib, append(segments, built...))
}

// footprint returns how many bytes the index takes, with its segments. Those
// that it shares count for each who has them, which errs on the safe side.
func (x *Index) footprint() int {
	n := x.Size()
	for _, s := range x.segments {
		n += s.Size()
	}
	return n
}
