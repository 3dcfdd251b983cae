package search

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/corpus"
)

// A Match says how well a passage answers a query.
type Match uint8

const (
	None    Match = iota // the library does not hold it
	Related              // it is about what the query asks for, which is no line
	Loose                // some of the words of a line stand there
	Close                // most of the words, by weight, stand there in about this order
	Exact                // all the words stand there side by side, in this order
)

// String returns "none", "related", "loose", "close" or "exact".
func (m Match) String() string { return [...]string{"none", "related", "loose", "close", "exact"}[m] }

// A Query is what to look for, and where. The zero value of a filter filters
// nothing.
type Query struct {
	// Text is the remembered line. In quotation marks ("…", “…”, «…») it asks
	// for exact matches only.
	Text    string
	Speaker *corpus.Person // only turns of this person, who is of the index's library
	Record  *corpus.Record // only turns and narrations of this record
	Limit   int            // most hits wanted; 0 means 10
}

// A Result is the answer to a query.
type Result struct {
	Match Match // the best hit's; None if there are no hits
	Hits  []Hit // best first; equal ones by the record's date, its ID, the turn
	// Stretch is, for a paste that goes over several turns, what stands in each
	// of them, in their order; Hits are the same, the largest part first.
	Stretch []Hit
	// Question is how the query was understood, if it is not a line that is
	// there as a whole; of a line that is there nearly, it has Asks alone. Who is
	// named in it need not be who says the hits: if
	// nothing fits of theirs, it is others' words that are returned.
	Question Question
	// Suggestions are words of the library that words of the query may be slips
	// for, as a record writes them, the likeliest first. They are offered only
	// where there are no hits.
	Suggestions []string
	// Nearest is, where there are no hits, the line that comes nearest,
	// offered as such and not as an answer. Its Turn is nil if there is none.
	Nearest Hit
}

// A Hit is a passage that answers a query.
type Hit struct {
	corpus.Passage               // whole sentences
	Match          Match         // how well it does
	Score          float64       // 0 to 1: the share of the query's weight that is found
	Words          []corpus.Span // the matched words, as offsets into the turn's text, in order; none if they stand in the question before
	// Partly reports of a related passage that it lacks something of the topic, or of
	// what answers the question; Answers, that the turn before it asks about the topic.
	Partly, Answers bool
}

const (
	defaultLimit     = 10
	defaultProposals = 25
)

// Search finds the passages that answer q: where a line like it stands; else,
// if it asks a question or names a topic, passages about that. It returns at
// most one hit a turn.
//
// What it costs is bounded whatever q is: 6 KiB of text are read, 128 words of a
// line in quotation marks, 480 of a paste. Its error is that of ctx, if ctx ends
// before; then there is no answer.
func (x *Index) Search(ctx context.Context, q Query) (Result, error) {
	text, quoted := unquote(q.Text)
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.begin(x)
	text, words := x.withoutNoise(typed(beginning(text, maxText)))
	if len(words) > longestLine && !quoted {
		return s.paste(ctx, x, q, text)
	}
	result, err := s.line(ctx, x, q, text, quoted, true)
	if err != nil || result.Match == Exact {
		return result, err
	}
	if both := s.across(x, words, result); both != nil && q.Speaker == nil {
		return Result{Match: Exact, Hits: longestFirst(both), Stretch: both}, nil
	}
	if quoted {
		return result, nil
	}
	asked, f := x.understand(text, words)
	if f.said != "" {
		if said, err := s.said(ctx, x, q, asked, f.said); err != nil || said.Match >= Close {
			return said, err
		}
	}
	if result.Match == Close && !asked.Occasion {
		result.Question.Asks = asked.Asks
		return result, nil
	}
	if result.Match == Loose && !x.tell(words) {
		result = Result{} // "U-2": letters and figures stand side by side or not at all
	}
	result.Question = asked
	switch asked.Asking {
	case ForPerson:
		return result, nil
	case ForSpeech:
		return speech(asked, q), nil
	}
	if asked.Asking != ForLine {
		about, err := s.passages(ctx, x, q, asked, f, words, result)
		if err != nil || about.Match > None {
			return about, err
		}
	}
	if result.Match > None {
		return result, nil
	}
	result.Suggestions = x.suggest(words)
	topic := text
	if asked.Asking != ForLine {
		topic = cmp.Or(asked.Topic, text)
	}
	result.Nearest, err = s.nearestAbout(ctx, x, q, cmp.Or(asked.Stranger, topic), result.Nearest)
	return result, err
}

// speech returns what a speaker says first.
func speech(asked Question, q Query) Result {
	r := Result{Match: Related, Question: asked}
	for _, part := range asked.Speaker.Parts {
		for i := range part.Record.Turns {
			t := &part.Record.Turns[i]
			if t.Kind != corpus.Speech || t.Speaker != part.Speaker || q.Record != nil && t.Record != q.Record {
				continue
			}
			if len(r.Hits) == limitOf(q) {
				return r
			}
			r.Hits = append(r.Hits, Hit{Passage: widened(t.Around(corpus.Span{Start: 0, End: 1})), Match: Related, Score: 1})
		}
	}
	return r
}

// nearestAbout returns what is nearest to a query that nothing answers: the
// passage about the same, if one holds enough of it; else the line that comes
// nearest, if that has more of it than function words; else nothing.
func (s *scratch) nearestAbout(ctx context.Context, x *Index, q Query, text string, line Hit) (Hit, error) {
	q.Limit = 1
	found, err := s.related(ctx, x, q, Question{Topic: text}, nil)
	if err != nil || len(found) > 0 && found[0].Score >= nearTopic {
		if len(found) > 0 {
			line = found[0]
			line.Match = None
		}
		return line, err
	}
	if len(line.Words) == 0 {
		return Hit{}, nil
	}
	content := x.content(typedWords(text), nil)
	for _, w := range line.Words {
		found := []byte(Fold(line.Turn.Text[w.Start:w.End]))
		for _, typed := range content {
			if similar(typed.text, string(found)) {
				return line, nil
			}
		}
	}
	return Hit{}, nil
}

// nearTopic is the least score of a passage about what a query says that is
// nearer to it than a line.
const nearTopic = 0.26

// tell reports whether any of the words tells what it is about.
func (x *Index) tell(words []typedWord) bool {
	return slices.ContainsFunc(words, func(w typedWord) bool { return tells([]byte(w.text)) })
}

// line finds where a line stands, or else, if that is asked for, what is nearest
// to it.
func (s *scratch) line(ctx context.Context, x *Index, q Query, text string, quoted, near bool) (Result, error) {
	s.expand(x, text, false)
	defer s.release()
	r, ok := s.request(x, q)
	if !ok {
		return Result{}, ctx.Err()
	}
	wanted := r.wanted
	if near {
		r.near = min(wanted, max(1, r.total/nearestShares[len(nearestShares)-1]))
	}
	if quoted {
		r.wanted = r.total // which only an exact match reaches
	}
	if err := s.rank(ctx, x, r); err != nil {
		return Result{}, err
	}
	hits := s.hits(x, r)
	n := 0
	for n < len(hits) && hits[n].Match > None && (!quoted || hits[n].Match == Exact) {
		n++
	}
	if n == 0 && !near {
		return Result{}, nil
	}
	if n == 0 {
		r.wanted = wanted
		nearest, err := s.nearest(ctx, x, r)
		return Result{Nearest: nearest}, err
	}
	return Result{Match: hits[0].Match, Hits: hits[:n:n]}, nil
}

// saidShares is in how many parts a query's bounds are parted for the line that a
// question holds, since the whole query was looked for as one before.
const saidShares = 3

// said finds the line that a question holds ("who said …"), as the words of
// whom it names, or else of anybody.
func (s *scratch) said(ctx context.Context, x *Index, q Query, asked Question, line string) (Result, error) {
	s.shares = saidShares
	defer func() { s.shares = 1 }()
	for _, q.Speaker = range append(asked.people(q), q.Speaker) {
		if result, err := s.line(ctx, x, q, line, false, false); err != nil || result.Match >= Close {
			result.Question = asked
			return result, err
		}
	}
	return Result{}, nil
}

// Complete proposes passages for a query that is still being typed: its last
// word counts as the beginning of one. Of a long one the last forty words count.
// Limit 0 means 25. The cost and the error are as those of Search.
func (x *Index) Complete(ctx context.Context, q Query) ([]Hit, error) {
	text, _ := unquote(q.Text)
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.begin(x)
	s.expand(x, lastWords(beginning(text, maxText), longestLine), true)
	defer s.release()
	if q.Limit == 0 {
		q.Limit = defaultProposals
	}
	r, ok := s.request(x, q)
	if !ok {
		return nil, ctx.Err()
	}
	r.beside = besideProposal
	if err := s.rank(ctx, x, r); err != nil {
		return nil, err
	}
	return s.hits(x, r), nil
}

// lastWords returns text from its nth last word on.
func lastWords(text string, n int) string {
	var starts []int
	for _, span := range EachWord(text) {
		starts = append(starts, span.Start)
	}
	if len(starts) > n {
		return text[starts[len(starts)-n]:]
	}
	return text
}

// unquote returns what stands in quotation marks, and whether anything does.
// An opening mark alone counts, since the closing one may not be typed yet.
func unquote(text string) (string, bool) {
	text = strings.TrimSpace(text)
	first, n := utf8.DecodeRuneInString(text)
	closing, ok := quotationMarks[first]
	if !ok {
		return text, false
	}
	return strings.TrimSuffix(text[n:], closing), true
}

var quotationMarks = map[rune]string{'"': `"`, '“': "”", '„': "“", '«': "»", '「': "」"}

// request makes a request of the query that s has expanded. It returns false
// if the query has no words or its filters exclude each other.
func (s *scratch) request(x *Index, q Query) (request, bool) {
	r := request{to: docID(x.size()), person: -1, limit: q.Limit, beside: besideAnswer}
	if r.limit <= 0 {
		r.limit = defaultLimit
	}
	if q.Record != nil {
		first, ok := x.first[q.Record]
		if !ok {
			return r, false
		}
		r.from, r.to = first, first+docID(len(q.Record.Turns))
	}
	if q.Speaker != nil {
		if r.person = x.personIndex(q.Speaker); r.person < 0 {
			return r, false
		}
		from, to := x.rangeOf(q.Speaker)
		r.from, r.to = max(r.from, from), min(r.to, to)
	}
	s.allot(x)
	r.most = s.mostAligned()
	for _, w := range s.words {
		r.total += w.weight
	}
	r.wanted = min(r.total*looseShare/100, x.bits*runEvidence/100)
	return r, len(s.words) > 0 && x.size() > 0
}

// rangeOf returns the turns from the first record in which a person speaks to the
// last one.
func (x *Index) rangeOf(p *corpus.Person) (from, to docID) {
	from = docID(x.size())
	for _, part := range p.Parts {
		first := x.first[part.Record]
		from, to = min(from, first), max(to, first+docID(len(part.Record.Turns)))
	}
	return from, to
}

// personIndex returns the index of p in the library's People, -1 if p is of
// another library.
func (x *Index) personIndex(p *corpus.Person) int32 {
	for i := range x.lib.People {
		if &x.lib.People[i] == p {
			return int32(i)
		}
	}
	return -1
}
