package search

import (
	"slices"
	"sync"

	"rapporteur/corpus"
)

// A Segment is the index of one record. It is immutable, depends on nothing but
// the record, and is shared by the indexes of all libraries that hold it, so
// that adding a record to a library costs that record alone and what joins the
// segments: one vocabulary.
type Segment struct {
	Record *corpus.Record
	parts  []*part
}

// A part is the index of a run of turns of one record, so short that turns and
// words are numbered by 16 bits: a record has one part, unless it is of more
// than 65,536 turns or nearly as many unlike words.
type part struct {
	record *corpus.Record
	from   int // the first turn, by its index in the record
	turns  int

	text []byte   // the unlike words end to end, as they come, so that the commonest are early
	ends []uint32 // where each ends in text

	tokens []uint16 // the words of all turns, in order
	starts []uint32 // by turn: where its words start in tokens, and the end
	counts []uint16 // by word: how many turns hold it, less one

	numbers []spelledNumber // how it writes numbers, each way once
}

const (
	maxPartTurns = 1 << 16
	// maxPartWords is how many unlike words a part has at most. A single turn
	// of more, a novel in one line twice over, is searched for the first ones.
	maxPartWords = 1<<16 - 1
	// overflow is the number of the words that are one too many.
	overflow = maxPartWords
)

// NewSegment indexes a record.
func NewSegment(r *corpus.Record) *Segment { return newSegment(r, maxPartTurns, maxPartWords) }

// newSegment indexes a record in parts of at most so many turns, and so many
// unlike words but for a part of one turn.
func newSegment(r *corpus.Record, turns, words int) *Segment {
	s := &Segment{Record: r}
	for from := 0; from < len(r.Turns); {
		p := newPart(r, from, turns, words)
		s.parts = append(s.parts, p)
		from += p.turns
	}
	return s
}

// Size returns how many bytes the segment takes, about, without the record.
func (s *Segment) Size() int {
	n := 0
	for _, p := range s.parts {
		n += len(p.text) + 4*len(p.ends) + 2*len(p.tokens) + 4*len(p.starts) + 2*len(p.counts)
	}
	return n
}

// newPart indexes the turns of a record from the given one on, as many as a
// part can hold.
func newPart(r *corpus.Record, from, mostTurns, mostWords int) *part {
	size := 0
	for _, t := range r.Turns[from:] {
		size += len(t.Text)
	}
	p := &part{
		record: r, from: from,
		starts: make([]uint32, 1, len(r.Turns)-from+1),
		tokens: make([]uint16, 0, size/5), // with the space, words of most languages have five letters or more
	}
	words := newWordSet()
	numbers := newNumberReader(r)
	var f folder
	for i := range r.Turns[from:] {
		known, began := words.size(), len(p.tokens)
		f.reset(r.Turns[from+i].Text)
		for f.next() {
			word := words.add(f.word)
			p.tokens = append(p.tokens, uint16(word))
			numbers.next(&f, word)
		}
		numbers.flush()
		if words.size() >= mostWords && i > 0 {
			words.forget(known) // the turn is the next part's
			p.tokens = p.tokens[:began]
			break
		}
		p.starts = append(p.starts, uint32(len(p.tokens)))
		if p.turns++; p.turns == mostTurns {
			break
		}
	}
	p.tokens = slices.Clip(p.tokens)
	p.text, p.ends = slices.Clip(words.text), slices.Clip(words.ends)
	p.countTurns()
	p.numbers = numbers.within(words.size())
	return p
}

// countTurns counts the turns that hold each word.
func (p *part) countTurns() {
	p.counts = make([]uint16, len(p.ends))
	seen := make([]uint32, len(p.ends)) // by word: 1 + the turn that held it last
	for t := range p.turns {
		for _, w := range p.tokens[p.starts[t]:p.starts[t+1]] {
			if w == overflow || seen[w] == uint32(t)+1 {
				continue
			}
			if seen[w] > 0 {
				p.counts[w]++
			}
			seen[w] = uint32(t) + 1
		}
	}
}

// count returns how many turns hold a word.
func (p *part) count(w int) uint32 { return uint32(p.counts[w]) + 1 }

// word returns a word by its number.
func (p *part) word(w int) []byte {
	if w == 0 {
		return p.text[:p.ends[0]]
	}
	return p.text[p.ends[w-1]:p.ends[w]]
}

// Segments returns the segments that the index is made of, for other libraries
// that hold the same records to be joined of.
func (x *Index) Segments() []*Segment { return slices.Clone(x.segments) }

// Anew makes the index of a library that takes the place of another one, of whose
// index it takes the segments of records that are still the same. That may be nil.
func (x *Index) Anew(lib *corpus.Library) *Index {
	var segments []*Segment
	known := make(map[*corpus.Record]bool)
	if x != nil {
		segments = x.Segments()
		for _, s := range segments {
			known[s.Record] = true
		}
	}
	missing := slices.DeleteFunc(slices.Clone(lib.Records), func(r *corpus.Record) bool { return known[r] })
	return Join(lib, append(segments, NewSegments(missing)...))
}

// NewSegments indexes records, on all cores.
func NewSegments(records []*corpus.Record) []*Segment {
	segments := make([]*Segment, len(records))
	eachInParallel(len(records), func(i int) { segments[i] = NewSegment(records[i]) })
	return segments
}

// eachInParallel calls do with 0 to n-1, on all cores.
func eachInParallel(n int, do func(int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(n, maxWorkers()) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
