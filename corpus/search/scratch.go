package search

// scratch is the working memory of one query. An index keeps a pool of them,
// so that a query allocates little but its result.
type scratch struct {
	fold     folder
	folded   []byte // the query's folded words end to end
	other    []byte // a word that is being tried
	words    []queryWord
	cut      bool // the query has more words than are looked for
	variants []variant
	first    []uint32 // by termID: 1 + the first variant with that term, 0 if none
	marked   []uint64 // a bit a termID: first is not 0; small enough to stay in cache
	terms    []termID
	begun    int     // turns that hold a word that begins with the last one, at most all
	order    []int32 // the query's words by falling weight
	naming   []int32 // those that name a speaker
	hints    []int32 // by person: what these are worth; 0 but while a query runs

	scores     []score // by docID
	epoch      uint32  // of this query
	slack      int32   // what the words are worth that gathering has not read
	postings   int     // that it may still read
	met        []docID // turns that have a score in this epoch
	sorted     bool    // met is
	steps      [buckets + 1]uint32
	candidates []candidate

	effort int      // that is left for alignments
	shares int      // in how many parts the query's bounds are parted
	tokens []termID // the words of the turn that is aligned
	links  []link
	chain  []int32 // links that answer the query, by position
	placed []placement
	top    []ranked

	counts  []float64 // by topic word: how often a turn has it; see weigh
	gains   []int32   // by topic word: its best in a window
	matches []match
}

// A score is what gathering found for a turn.
type score struct {
	stamp uint32 // epoch<<8 | 1 + the query word counted last; see gather
	sum   int32  // in 1/256 bits
}

func newScratch(x *Index) *scratch {
	return &scratch{
		first:  make([]uint32, x.vocabulary.size()),
		marked: make([]uint64, x.vocabulary.size()/64+1),
		scores: make([]score, x.size()),
		hints:  make([]int32, len(x.lib.People)),
		shares: 1,
	}
}
