package search

import (
	"math"
	"runtime"
	"sync"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/russian"

	"rapporteur/corpus"
)

// An Index answers queries over one library. It is immutable and may be used
// from any number of goroutines.
type Index struct {
	lib   *corpus.Library
	turns []*corpus.Turn           // by docID
	first map[*corpus.Record]docID // a record's turns have consecutive IDs
	// people holds, by docID, who speaks, as an index into the library's
	// People; -1 for narration.
	people []int32

	vocabulary *vocabulary
	neighbours *neighbours
	stems      stems
	tokens     []termID // the words of all turns, in order
	starts     []uint32 // by docID: where its words start in tokens, and the end
	postings   []docID  // for each term in order, the turns that hold it, rising
	ranges     []uint32 // by termID: where its turns start in postings, and the end
	weights    []uint16 // by termID, in 1/256 bits

	bits int32 // log2 of the number of words, in 1/256 bits

	names   nameTable
	spoken  map[*corpus.Person]int // how many words each has said
	scratch sync.Pool              // of *scratch
}

// A docID numbers the turns and narrations of a library in the order in which
// equal hits are shown: by the record's date, its ID, then place.
type docID uint32

// New indexes a library, on all cores.
func New(lib *corpus.Library) *Index {
	x := &Index{lib: lib, first: make(map[*corpus.Record]docID, len(lib.Records))}
	turns := 0
	for _, r := range lib.Records {
		turns += len(r.Turns)
	}
	x.turns = make([]*corpus.Turn, 0, turns)
	for _, r := range lib.Records {
		x.first[r] = docID(len(x.turns))
		for i := range r.Turns {
			x.turns = append(x.turns, &r.Turns[i])
		}
	}
	x.indexPeople()
	shards := x.shards(runtime.GOMAXPROCS(0))
	parallel(shards, (*shard).fold)
	x.mergeTerms(shards)
	x.post(shards)
	x.weights = make([]uint16, x.vocabulary.size())
	for t := range x.weights {
		word := x.vocabulary.word(termID(t))
		x.weights[t] = uint16(x.weight(word, len(x.holding(termID(t)))))
	}
	x.bits = int32(math.Round(math.Log2(float64(len(x.tokens)+1)) * 256))
	x.names = newNameTable(lib)
	x.countSpoken()
	x.scratch.New = func() any { return newScratch(x) }
	return x
}

// Library returns the library that is indexed.
func (x *Index) Library() *corpus.Library { return x.lib }

func (x *Index) indexPeople() {
	x.people = make([]int32, len(x.turns))
	for i := range x.people {
		x.people[i] = -1
	}
	people := make(map[*corpus.Record][]int32, len(x.lib.Records)) // by speaker
	for _, r := range x.lib.Records {
		people[r] = make([]int32, len(r.Speakers))
	}
	for p := range x.lib.People {
		for _, part := range x.lib.People[p].Parts {
			people[part.Record][part.Speaker] = int32(p)
		}
	}
	for d, t := range x.turns {
		if t.Speaker >= 0 {
			x.people[d] = people[t.Record][t.Speaker]
		}
	}
}

func (x *Index) countSpoken() {
	x.spoken = make(map[*corpus.Person]int, len(x.lib.People))
	for d, p := range x.people {
		if p >= 0 {
			x.spoken[&x.lib.People[p]] += len(x.words(docID(d)))
		}
	}
}

// A shard is a run of turns that one goroutine indexes.
type shard struct {
	x        *Index
	from, to docID

	words  []string // unlike words in order of appearance
	tokens []uint32 // indexes into words, of all turns in order
	ends   []uint32 // by turn: where its words end in tokens
	terms  []termID // by word
	next   []uint32 // by term: postings of the shard, then where the next one goes
}

// shards parts the turns into at most n runs of about equal text.
func (x *Index) shards(n int) []*shard {
	size := 0
	for _, t := range x.turns {
		size += len(t.Text)
	}
	var shards []*shard
	s, done := &shard{x: x}, 0
	for i, t := range x.turns {
		done += len(t.Text)
		s.to = docID(i + 1)
		if done >= size*(len(shards)+1)/n {
			shards = append(shards, s)
			s = &shard{x: x, from: s.to, to: s.to}
		}
	}
	if s.to > s.from {
		shards = append(shards, s)
	}
	return shards
}

func parallel(shards []*shard, work func(*shard)) {
	var wg sync.WaitGroup
	for _, s := range shards {
		wg.Go(func() { work(s) })
	}
	wg.Wait()
}

// fold reads the shard's words.
func (s *shard) fold() {
	turns := s.x.turns[s.from:s.to]
	size := 0
	for _, t := range turns {
		size += len(t.Text)
	}
	// Words of most languages have five letters or more, with the space.
	s.tokens = make([]uint32, 0, size/5)
	s.ends = make([]uint32, 0, len(turns))
	ids := make(map[string]uint32, 1<<12)
	var f folder
	for _, t := range turns {
		f.reset(t.Text)
		for f.next() {
			id, ok := ids[string(f.word)]
			if !ok {
				word := string(f.word)
				id = uint32(len(s.words))
				ids[word] = id
				s.words = append(s.words, word)
			}
			s.tokens = append(s.tokens, id)
		}
		s.ends = append(s.ends, uint32(len(s.tokens)))
	}
}

// mergeTerms makes one vocabulary of the shards' words, and what finds words
// like others in it.
func (x *Index) mergeTerms(shards []*shard) {
	parts := make([][]string, len(shards))
	for i, s := range shards {
		parts[i] = s.words
	}
	var ids [][]termID
	x.vocabulary, ids = mergeVocabularies(parts)
	for i, s := range shards {
		s.terms, s.words = ids[i], nil
	}
	var wg sync.WaitGroup
	wg.Go(func() { x.neighbours = newNeighbours(x.vocabulary) })
	x.stems = newStems(x.vocabulary)
	for i := range shards {
		wg.Go(func() {
			for t := i; t < x.vocabulary.size(); t += len(shards) {
				x.stems.set(x.vocabulary, termID(t))
			}
		})
	}
	wg.Wait()
}

// post writes the turns' words and the words' turns.
func (x *Index) post(shards []*shard) {
	x.starts = make([]uint32, 1, len(x.turns)+1)
	total := 0
	for _, s := range shards {
		for _, end := range s.ends {
			x.starts = append(x.starts, uint32(total)+end)
		}
		total += len(s.tokens)
	}
	x.tokens = make([]termID, total)
	parallel(shards, (*shard).count)

	// Each shard writes its part of a term's postings, in the order of the
	// shards, so the result is the same with any number of them.
	x.ranges = make([]uint32, x.vocabulary.size()+1)
	n := uint32(0)
	for t := range x.vocabulary.size() {
		x.ranges[t] = n
		for _, s := range shards {
			s.next[t], n = n, n+s.next[t]
		}
	}
	x.ranges[x.vocabulary.size()] = n
	x.postings = make([]docID, n)
	parallel(shards, (*shard).post)
}

// count writes the shard's tokens to the index and counts its postings.
func (s *shard) count() {
	tokens := s.x.tokens[s.x.starts[s.from]:s.x.starts[s.to]]
	for i, word := range s.tokens {
		tokens[i] = s.terms[word]
	}
	s.tokens, s.ends, s.terms = nil, nil, nil
	s.next = make([]uint32, s.x.vocabulary.size())
	s.eachPosting(func(_ docID, t termID) { s.next[t]++ })
}

func (s *shard) post() {
	s.eachPosting(func(d docID, t termID) {
		s.x.postings[s.next[t]] = d
		s.next[t]++
	})
}

// eachPosting visits each word of each turn once, turns in order.
func (s *shard) eachPosting(visit func(docID, termID)) {
	seen := make([]uint32, s.x.vocabulary.size()) // by term: 1 + the turn that held it last
	for d := s.from; d < s.to; d++ {
		for _, t := range s.x.words(d) {
			if seen[t] != uint32(d)+1 {
				seen[t] = uint32(d) + 1
				visit(d, t)
			}
		}
	}
}

// words returns the words of a turn.
func (x *Index) words(d docID) []termID { return x.tokens[x.starts[d]:x.starts[d+1]] }

// holding returns the turns that hold t, rising.
func (x *Index) holding(t termID) []docID { return x.postings[x.ranges[t]:x.ranges[t+1]] }

// docID returns the ID of a turn of the library.
func (x *Index) docID(t *corpus.Turn) docID { return x.first[t.Record] + docID(t.Index()) }

// weight returns how much a word that n turns hold tells about where it was
// read: its inverse document frequency in 1/256 bits, and half a bit that even
// the commonest word has.
//
//	log2((N+1) / (n+1/2)) + 1/2
//
// K. Spärck Jones, A Statistical Interpretation of Term Specificity and Its
// Application in Retrieval, 1972, smoothed. Whole numbers make the order of
// hits the same on every machine.
//
// A function word of a short record is often rare in it by chance, and tells
// little all the same: at most a third of what the rarest word would.
func (x *Index) weight(word []byte, n int) int32 {
	bits := func(n int) float64 {
		return math.Log2(float64(2*len(x.turns)+2)/float64(2*n+1)) + 0.5
	}
	w := bits(n)
	if isFunctionWord(string(word)) {
		w = min(w, bits(0)/3)
	}
	return int32(math.Round(w * 256))
}

// isFunctionWord reports whether a word is one that every talk is full of.
func isFunctionWord(word string) bool {
	return english.IsStopWord(word) || russian.IsStopWord(word)
}

// termWeight returns the weight of a word of the library.
func (x *Index) termWeight(t termID) int32 { return int32(x.weights[t]) }
