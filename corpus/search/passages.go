package search

import (
	"cmp"
	"context"
	"rapporteur/corpus"
	"slices"
)

// passages finds passages about what a query asks for, none if the line that
// comes near is the answer.
func (s *scratch) passages(ctx context.Context, x *Index, q Query, asked Question, f form, words []typedWord, line Result) (Result, error) {
	unless := false
	if line.Match > None {
		var asks bool
		if asks, unless = x.asks(words, asked, f, line.Hits[0]); !asks {
			return Result{}, nil
		}
	}
	about, err := s.about(ctx, x, q, asked, f)
	if err != nil || about.Match == None || !unless {
		return about, err
	}
	if holdsAsMuch(x.content(words, nil), line.Hits[0], about.Hits[0]) {
		return Result{}, nil
	}
	about.Hits = beside(about.Hits, line.Hits[0])
	about.Hits = about.Hits[:min(len(about.Hits), limitOf(q))]
	return about, nil
}

// asks reports whether a query is a question or a topic although it comes near
// a line: the words are not those of whom it asks, or few of them were found, or
// it says what it wants somebody's words about. A question whose own first word
// was found is the line. Of a line that comes nearer, unless reports that it is
// still the answer, unless passages hold more of the topic.
func (x *Index) asks(words []typedWord, asked Question, f form, near Hit) (asks, unless bool) {
	switch {
	case asked.Occasion, asked.Speaker != nil && (f.about || x.lib.Person(near.Turn) != asked.Speaker):
		return true, false
	case near.Score >= looseTopic:
		return true, true
	case near.Score < looseQuestion || !f.question:
		return true, false
	}
	return words[0].text != Fold(near.Turn.Text[near.Words[0].Start:near.Words[0].End]), false
}

// about finds passages about a topic, of whom the question names, or else of
// anybody.
func (s *scratch) about(ctx context.Context, x *Index, q Query, asked Question, f form) (Result, error) {
	var found []Hit
	asked.asks = f.question
	named := asked.people(q)
	if f.subject != nil && q.Speaker == nil {
		own, err := s.ofSubject(ctx, x, q, asked, f)
		if err != nil {
			return Result{}, err
		}
		found = own
	}
	for i, who := range append(named, q.Speaker) {
		if i == len(named) && i > 0 && len(found) > 0 {
			break
		}
		q.Speaker = who
		hits, err := s.related(ctx, x, q, asked, f.opening)
		if err != nil {
			return Result{}, err
		}
		found = append(found, hits...)
	}
	if len(named) > 0 && f.question {
		answers, err := s.answersOf(ctx, x, q, asked, f, named)
		if err != nil {
			return Result{}, err
		}
		found = append(found, answers...)
	}
	if len(found) == 0 {
		return Result{}, nil
	}
	slices.SortStableFunc(found, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	found = onceATurn(found)
	found = found[:min(len(found), limitOf(q))]
	return Result{Match: Related, Hits: found, Question: asked}, nil
}

// answersOf finds what people say next where somebody asks about a topic.
func (s *scratch) answersOf(ctx context.Context, x *Index, q Query, asked Question, f form, people []*corpus.Person) ([]Hit, error) {
	q.Limit = mostAsked
	hits, err := s.related(ctx, x, q, asked, f.opening)
	return slices.DeleteFunc(hits, func(h Hit) bool { return !h.Answers || !slices.Contains(people, x.lib.Person(h.Turn)) }), err
}

// ofSubject finds what one says of whom a question tells something, who need
// not be asked for his words: "how long has Mr Okafor taught".
func (s *scratch) ofSubject(ctx context.Context, x *Index, q Query, asked Question, f form) ([]Hit, error) {
	q.Speaker, asked.Topic = f.subject, f.predicate
	hits, err := s.related(ctx, x, q, asked, f.opening)
	for i := range hits {
		hits[i].Score = min(1, hits[i].Score*ofHimself)
	}
	return hits, err
}

// ofHimself is what a passage is worth more that is of the subject of a question.
const ofHimself = 1.2

// onceATurn drops hits of a turn that has a better one before.
func onceATurn(hits []Hit) []Hit {
	seen := make(map[*corpus.Turn]bool, len(hits))
	return slices.DeleteFunc(hits, func(h Hit) bool {
		again := seen[h.Turn]
		seen[h.Turn] = true
		return again
	})
}

// mostAsked is how many passages of anybody are looked at for questions that one who is
// named answers.
const mostAsked = 32

func limitOf(q Query) int { return cmp.Or(max(0, q.Limit), defaultLimit) }

// beside returns passages about a topic with the line that comes near second.
func beside(passages []Hit, line Hit) []Hit {
	line.Match = Related
	line.Score = min(line.Score, passages[0].Score)
	at := slices.IndexFunc(passages, func(h Hit) bool { return h.Turn == line.Turn })
	switch {
	case at == 0:
		return passages
	case at > 0:
		passages = slices.Delete(passages, at, at+1)
	}
	return slices.Insert(passages, 1, line)
}

// holdsAsMuch reports whether as many of the query's words that tell something were
// found in a line as in a passage about them.
func holdsAsMuch(content []typedWord, line, about Hit) bool {
	of := func(h Hit) (held int) {
		found := make([]string, len(h.Words))
		for i, w := range h.Words {
			found[i] = Fold(h.Turn.Text[w.Start:w.End])
		}
		for _, w := range content {
			if slices.ContainsFunc(found, func(f string) bool { return similar(w.text, f) }) {
				held++
			}
		}
		return held
	}
	return of(line) >= of(about)
}

// similar reports whether two folded words are forms of one, or slips for each other.
func similar(a, b string) bool {
	return a == b || stem([]byte(a)) == stem([]byte(b)) || alike([]byte(a), []byte(b))
}

// looseTopic is the score of a loose match from which on it is a better answer
// than passages about the same words.
const looseTopic = 0.62

// looseQuestion is likewise, of a question whose first word was found.
const looseQuestion = 0.5
