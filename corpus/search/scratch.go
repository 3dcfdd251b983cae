package search

// scratch is the working memory of one query. An index keeps a pool of them,
// so that a query allocates little but its result.
type scratch struct {
	fold     folder
	folded   []byte // the query's folded words end to end
	other    []byte // a word that is being tried
	words    []queryWord
	memory   *memory // of a paste; nil else
	cut      bool    // the query has more words than are looked for
	variants []variant
	first    []uint32 // by termID: 1 + the first variant with that term, 0 if none
	marked   []uint8  // by termID: 1 if a variant has it
	terms    []termID
	counted  []place  // the query's numbers: where each begins, and in how many words
	figures  []figure // words that may be a number
	begun    int      // turns that hold a word that begins with the last one, at most all
	order    []int32  // the query's words by falling weight
	naming   []int32  // those that name a speaker
	hints    []int32  // by person: what these are worth; 0 but while a query runs
	mostHint int32    // of these

	lists      []reading               // what gathering reads
	groups     []group                 // the lists of each word, from heavy to light
	opened     int                     // groups that turns are met through, at most
	sums       [blockTurns]int32       // by the turns of a block: what they hold, in 1/256 bits
	stamps     [blockTurns]uint8       // likewise: 1 + the query word counted last
	touched    [blockTurns / 64]uint64 // a bit a turn: a word that may make it a candidate was counted
	met        []docID                 // the turns of a block that may be candidates
	few        []docID                 // postings of a query of one word
	lead       int32                   // what the best turn is worth that was aligned while gathering
	leadEffort int                     // that is left for such alignments
	slack      int32                   // what the words are worth that gathering does not read
	found      []candidate             // in the order of their IDs
	steps      [buckets + 1]int        // by bucket and one: how many were found
	candidates []candidate             // likely ones first

	left     int    // of the query's work; see allot
	slips    int    // likewise, of slips that are looked up
	allotted int    // of it, to the search that is being made
	effort   int    // that is left of that for alignments
	shares   int    // in how many parts the query's bounds are parted
	spots    []spot // of the turn that is aligned
	links    []link
	chain    []int32 // links that answer the query, by position
	placed   []placement
	top      []ranked
	near     ranked // the best of those worth less than was wanted; score 0 if there is none

	counts  []float64 // by topic word: how often a turn has it; see weigh
	gains   []int32   // by topic word: its best in a window
	matches []match
}

func newScratch(x *Index) *scratch {
	s := &scratch{
		first:  make([]uint32, x.vocabulary.size()),
		marked: make([]uint8, x.vocabulary.size()),
		hints:  make([]int32, len(x.lib.People)),
	}
	s.begin(x)
	return s
}
