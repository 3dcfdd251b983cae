package search

import (
	"bytes"
	"math"
	"slices"
	"sort"
	"sync"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/russian"

	"rapporteur/corpus"
)

// An Index answers queries over one library. It is immutable and may be used
// from any number of goroutines.
//
// It is a list of segments and what joins them: one vocabulary, with what finds
// words like others in it, and for each word the turns that hold it. Statistics
// are those of the whole, so that it does not show how records are parted.
type Index struct {
	lib      *corpus.Library
	segments []*Segment // of the library's records, in their order
	parts    []*part
	bases    []docID                  // by part, and the end: the ID of its first turn
	firsts   []uint32                 // by part, and the end: how many words come before it
	first    map[*corpus.Record]docID // a record's turns have consecutive IDs
	// people holds, by docID, who speaks, as an index into the library's
	// People; -1 for narration.
	people []int32

	vocabulary  *vocabulary
	neighbours  *neighbours
	stems       stems
	ids         [][]termID // by part: the IDs of its words
	postings    []docID    // for each term in order, the turns that hold it, rising
	ranges      []uint32   // by termID: where its turns start in postings, and the end
	commonTurns commonTurns
	weights     []uint16 // by termID, in 1/256 bits

	apostrophes map[string][]termID // the words that have one, by what they are without it
	irish       [2]termID           // those that begin with O': the first, and the end

	numbers    map[number][]sequence // how the library writes numbers
	numeracies []*numeracy           // of its languages

	bits int32 // log2 of the number of words, in 1/256 bits

	languages []string // those with a table of function words; see listLanguages

	names   nameTable
	spoken  map[*corpus.Person]int // how many words each has said
	scratch sync.Pool              // of *scratch
}

// A docID numbers the turns and narrations of a library in the order in which
// equal hits are shown: by the record's date, its ID, then place.
type docID uint32

// New indexes a library, on all cores.
func New(lib *corpus.Library) *Index { return Join(lib, NewSegments(lib.Records)) }

// Join makes the index of a library of the segments of its records, which may
// be shared with other indexes, in any order. It panics if a record has none.
func Join(lib *corpus.Library, segments []*Segment) *Index {
	of := make(map[*corpus.Record]*Segment, len(segments))
	for _, s := range segments {
		of[s.Record] = s
	}
	x := &Index{lib: lib, first: make(map[*corpus.Record]docID, len(lib.Records))}
	turns, words := docID(0), uint32(0)
	for _, r := range lib.Records {
		x.first[r] = turns
		x.segments = append(x.segments, of[r])
		for _, p := range of[r].parts {
			x.parts = append(x.parts, p)
			x.bases, x.firsts = append(x.bases, turns), append(x.firsts, words)
			turns, words = turns+docID(p.turns), words+uint32(len(p.tokens))
		}
	}
	x.bases, x.firsts = append(x.bases, turns), append(x.firsts, words)
	x.indexPeople()
	x.listLanguages()
	x.vocabulary, x.ids = mergeVocabularies(x.parts)
	var wg sync.WaitGroup
	wg.Go(func() { x.neighbours = newNeighbours(x.vocabulary) })
	wg.Go(func() { x.stems = newStems(x.vocabulary) })
	wg.Go(x.post)
	wg.Go(x.listApostrophes)
	wg.Go(x.listNumbers)
	x.bits = int32(math.Round(math.Log2(float64(words+1)) * 256))
	x.names = newNameTable(lib)
	x.countSpoken()
	wg.Wait()
	x.scratch.New = func() any { return newScratch(x) }
	return x
}

// post lists, for each word, the turns that hold it, and weighs it.
func (x *Index) post() {
	terms := x.vocabulary.size()
	x.ranges = make([]uint32, terms+1)
	for i, ids := range x.ids {
		for w, t := range ids {
			x.ranges[t+1] += x.parts[i].count(w)
		}
	}
	for t := range terms {
		x.ranges[t+1] += x.ranges[t]
	}
	x.postings = make([]docID, x.ranges[terms])
	next := slices.Clone(x.ranges[:terms])
	for i, p := range x.parts {
		ids := x.ids[i]
		for t := range p.turns {
			d := x.bases[i] + docID(t)
			for _, w := range p.tokens[p.starts[t]:p.starts[t+1]] {
				if w == overflow {
					continue
				}
				// A turn is listed once, however often it has the word.
				term := ids[w]
				if n := next[term]; n == x.ranges[term] || x.postings[n-1] != d {
					x.postings[n] = d
					next[term]++
				}
			}
		}
	}
	x.commonTurns = newCommonTurns(x)
	x.weights = make([]uint16, terms)
	for t := range x.weights {
		x.weights[t] = uint16(x.weight(x.vocabulary.word(termID(t)), x.count(termID(t))))
	}
}

// listApostrophes lists the words that have an apostrophe.
func (x *Index) listApostrophes() {
	x.apostrophes = make(map[string][]termID)
	v := x.vocabulary
	x.irish[0], x.irish[1] = v.prefixed([]byte("o'"))
	for t := range termID(v.size()) {
		word := v.word(t)
		if at := bytes.IndexByte(word, '\''); at > 0 {
			bare := string(word[:at]) + string(word[at+1:])
			x.apostrophes[bare] = append(x.apostrophes[bare], t)
		}
	}
}

// Library returns the library that is indexed.
func (x *Index) Library() *corpus.Library { return x.lib }

// Size returns how many bytes the index takes, about, without its segments.
func (x *Index) Size() int {
	v := x.vocabulary
	n := len(v.text) + 4*len(v.ends) + 4*len(v.slots) + 4*len(x.postings) + 6*len(x.ranges) + 5*len(x.stems.hashes) +
		len(x.commonTurns.terms)*x.size()/8 + 4*len(x.neighbours.starts) + 4*len(x.neighbours.terms) + 4*len(x.neighbours.shapes) + 4*len(x.people)
	for _, ids := range x.ids {
		n += 4 * len(ids)
	}
	return n
}

func (x *Index) indexPeople() {
	people := make(map[*corpus.Record][]int32, len(x.lib.Records)) // by speaker
	for _, r := range x.lib.Records {
		people[r] = make([]int32, len(r.Speakers))
	}
	for p := range x.lib.People {
		for _, part := range x.lib.People[p].Parts {
			people[part.Record][part.Speaker] = int32(p)
		}
	}
	x.people = make([]int32, 0, x.size())
	for _, r := range x.lib.Records {
		for i := range r.Turns {
			who := int32(-1)
			if s := r.Turns[i].Speaker; s >= 0 {
				who = people[r][s]
			}
			x.people = append(x.people, who)
		}
	}
}

func (x *Index) countSpoken() {
	x.spoken = make(map[*corpus.Person]int, len(x.lib.People))
	d := docID(0)
	for _, p := range x.parts {
		for t := range p.turns {
			if who := x.people[d]; who >= 0 {
				x.spoken[&x.lib.People[who]] += int(p.starts[t+1] - p.starts[t])
			}
			d++
		}
	}
}

// size returns the number of turns and narrations.
func (x *Index) size() int { return int(x.bases[len(x.parts)]) }

// partOf returns the index of the part that holds a turn, and the turn's place
// in it.
func (x *Index) partOf(d docID) (part, turn int) {
	part = sort.Search(len(x.parts), func(i int) bool { return x.bases[i+1] > d })
	return part, int(d - x.bases[part])
}

// turn returns a turn of the library.
func (x *Index) turn(d docID) *corpus.Turn {
	i, t := x.partOf(d)
	p := x.parts[i]
	return &p.record.Turns[p.from+t]
}

// start returns how many words of the library come before a turn's.
func (x *Index) start(d docID) uint32 {
	if int(d) == x.size() {
		return x.firsts[len(x.parts)]
	}
	i, t := x.partOf(d)
	return x.firsts[i] + x.parts[i].starts[t]
}

// tokens returns the words of a turn as its part numbers them, and their IDs by
// that.
func (x *Index) tokens(d docID) (words []uint16, ids []termID) {
	i, t := x.partOf(d)
	p := x.parts[i]
	return p.tokens[p.starts[t]:p.starts[t+1]], x.ids[i]
}

// appendWords appends the words of a turn.
func (x *Index) appendWords(dst []termID, d docID) []termID {
	words, ids := x.tokens(d)
	for _, w := range words {
		if w == overflow {
			dst = append(dst, noTerm)
		} else {
			dst = append(dst, ids[w])
		}
	}
	return dst
}

// holding returns the turns that hold t, rising.
func (x *Index) holding(t termID) []docID { return x.postings[x.ranges[t]:x.ranges[t+1]] }

// count returns how many turns hold t.
func (x *Index) count(t termID) int { return int(x.ranges[t+1] - x.ranges[t]) }

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
		return math.Log2(float64(2*x.size()+2)/float64(2*n+1)) + 0.5
	}
	w := bits(n)
	if IsFunctionWord(string(word)) {
		w = min(w, bits(0)/3)
	}
	return int32(math.Round(w * 256))
}

// IsFunctionWord reports whether a folded word is one that every talk is full of.
func IsFunctionWord(word string) bool {
	return english.IsStopWord(word) || russian.IsStopWord(word)
}

// termWeight returns the weight of a word of the library.
func (x *Index) termWeight(t termID) int32 { return int32(x.weights[t]) }
