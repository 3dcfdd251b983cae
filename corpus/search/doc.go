// Package search finds the exact words of a half-remembered line, and says
// how sure it is that they are the ones.
//
// # The way of a query
//
// Fold (fold.go): the query's words lose case, diacritics and the like, as the
// turns' words did when they were indexed. Only matching sees folded words.
//
// Expand (expand.go, spellings.go, neighbours.go, stem.go, numbers.go): each
// word becomes the words of the vocabulary that it may stand for, each at a
// worth: itself, another spelling ("cannot", "can't"), the same stem, one or two
// letters off, joined or split, contracted, a number in words or digits; for a
// word that is being typed, all that begin with it.
//
// Gather (gather.go): turns are met through postings, some thousand at a time so
// that their sums stay in the first cache, and rare words first. What
// a turn is worth at most is the sum over the query's words of the best it
// holds of each, weighed by inverse document frequency. Once the words that
// are left cannot make a turn worth showing, their postings only add to turns
// already met; turns are then looked at from the highest bound down, and none
// whose bound is under what is shown already.
//
// The likeliest turn of each block is aligned at once, which says what others must
// be worth, and no more are kept than will be looked at. Whether a turn that is met
// holds a common word is a bit (common.go).
//
// Align (align.go, spots.go): a local alignment of the query's words to a turn's
// finds where they stand, in what order and with what between. Of those that are
// worth too little the best is kept, as the nearest line.
//
// Paste (paste.go): a query of more than forty words is aligned in windows of
// 24, of which at most nine are looked for, over what a scan or a page adds, and from one turn into the next.
//
// Understand (question.go): where no line is close, a query may be a question
// or name a topic: whom it asks, what it is about, and whether the record or
// its recorder may say it. Passages about that are ranked (related.go) by BM25
// over the words that tell something and their other forms (forms.go). A claim
// that has no line, and is no question, has none.
//
// Label (rank.go): a match is exact where all words stand side by side, and
// otherwise close or loose by the share of the query that was found and by how
// much that tells in a library of this size. Passages about a topic are
// related, never close. Under that there is no match; the nearest line is
// offered as such, and words that were meant, perhaps (suggest.go).
//
// # Bounds
//
// What a query costs is bounded whatever is typed (work.go): 128 words of 6 KiB of
// text are read, each repeated at most twelve times; turns are met through the rarest
// words, up to a number of postings; alignments read words and compare links up
// to a number, the likeliest turns first; and there is a bound for all that a query
// searches for together. Numbers, not clocks, so that a query
// has the same answer on any machine. A context ends it before.
//
// # Choices
//
// Typing errors are found by symmetric deletion, not by an automaton over the
// sorted vocabulary: a look-up hashes at most 22 strings and compares the words
// listed under them, where an automaton walks all words that begin alike. Its
// price is memory: on Shakespeare's plays 18 entries of four bytes for each of
// 25,000 words, with deletions in the first six letters only, which is a tenth
// of what library and index take together.
//
// Each record has a segment (segment.go), which is immutable and may be shared;
// an index (index.go) joins segments by one vocabulary with statistics of the
// whole, so that answers do not depend on how records are parted. Within a
// segment words and turns are numbered by 16 bits. Turns are kept as sequences
// of these numbers beside the postings, so that alignment reads numbers and not
// text. The turns of a word are listed by the index, in one run for all records
// and as plain sorted numbers: decoding compressed ones, or going from record to
// record, would cost more than reading them.
//
// Weights are whole numbers and ties are broken by the order of the records,
// so the same query gets the same answer in every run and on every machine.
//
// The benchmarks measure speed and memory; testdata holds what is found for
// remembered lines, for lines that stand nowhere, and for thousands of
// generated ones. The module in peers compares other engines on the same
// files and queries.
package search
