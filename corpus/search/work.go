package search

// A query makes several searches: for the line, for what is nearest, for the
// line that a question holds, for passages about its topic, for the windows of a
// paste. Each has a bound, and all together have one, so that what a query costs
// does not depend on what is typed. Bounds are counted in postings and words
// read and in links compared, a few nanoseconds each, and never in time, so that
// a query has the same answer on any machine.
//
// Where a bound is reached the least likely turns are not looked at: those that
// hold only common words of the query, and of the others those that hold least
// of it. A turn that holds all words is among the first, so that a line that is
// there is found, and what is found is aligned as a whole, so that no label depends
// on a bound.
const (
	// effort bounds what the alignments of one search cost, and mostSteps what
	// one of them does: in words read and links compared, and turnEffort for each
	// turn.
	effort     = 200_000
	mostSteps  = 100_000
	turnEffort = 32
	// mostPostings is how many postings a search reads to meet turns, and one
	// more for each four turns of the library, as far as the heaviest word
	// of the query has no more. Adding one to a turn that was met costs one
	// part of that, of addedRatio.
	mostPostings = 100_000
	addedRatio   = 2
	// mostOfPart is how often that is what the lightest word that is read has at most,
	// in a search that is one of several: a window of a paste that has no rarer
	// word tells nothing.
	mostOfPart = 4
	// largeLibrary is how many turns a library has from which on half the effort
	// is spent: its turns are in no cache, and take twice as long to read.
	largeLibrary = 500_000
	// mostSlips is how often a query looks up what is left of a word when letters
	// are deleted, as lookUps says for each distance: more than a paste has of
	// which one word in five is misread, and half of what one has of slips alone.
	mostSlips = 5_000
	// leastShare is the part of these, one of so many, that a search has though
	// the query's work is done.
	leastShare = 16
)

// work returns what the searches of a query cost together.
func (x *Index) work() int { return 3 * (x.effort() + x.mostPostings()) / 2 }

// effort returns what is spent on the alignments of a search.
func (x *Index) effort() int {
	if x.size() >= largeLibrary {
		return effort / 2
	}
	return effort
}

func (x *Index) mostPostings() int { return mostPostings + x.size()/4 }

// lookUps is how often slips of a word are looked up that are so many letters off.
var lookUps = [...]int{0, 1 + prefixLen, 1 + prefixLen + prefixLen*(prefixLen-1)/2}

// begin begins to count the work of a query.
func (s *scratch) begin(x *Index) {
	s.shares, s.left, s.allotted, s.effort, s.slips = 1, x.work(), 0, 0, mostSlips
}

// allot gives the search that begins its part of the query's work.
func (s *scratch) allot(x *Index) {
	s.left -= s.allotted - s.effort
	s.effort = s.part(x.effort())
	s.allotted = s.effort
}

// mostPostings returns how many postings the search reads to meet turns.
func (s *scratch) mostPostings(x *Index) int { return s.part(x.mostPostings()) }

// part returns how much of what a search may cost this one may: no more than half
// of the work that is left.
func (s *scratch) part(whole int) int {
	return min(whole/s.shares, max(s.left/2, whole/leastShare/s.shares))
}

// mostAligned returns how many turns the effort suffices for, if each has a word.
func (s *scratch) mostAligned() int { return s.effort/(turnEffort+1) + 1 }
