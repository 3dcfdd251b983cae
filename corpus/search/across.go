package search

import (
	"cmp"
	"slices"

	"rapporteur/corpus"
)

const (
	// shortestAcross is how many words a query has at least that goes over two turns.
	shortestAcross = 4
	// mostAcross is how many hits are looked at for one.
	mostAcross = 3
)

// across finds where the words of a query end one turn and begin the next, one of whose hits came
// near. What the recorder writes between the two does not part them.
func (s *scratch) across(x *Index, words []typedWord, near Result) []Hit {
	if len(words) < shortestAcross {
		return nil
	}
	query := make([]termID, len(words))
	for i, w := range words {
		if query[i] = x.vocabulary.find([]byte(w.text)); query[i] == noTerm {
			return nil
		}
	}
	hits := near.Hits[:min(len(near.Hits), mostAcross):min(len(near.Hits), mostAcross)]
	if near.Nearest.Turn != nil {
		hits = append(hits, near.Nearest)
	}
	for _, h := range hits {
		before, after := neighbour(h.Turn, -1), neighbour(h.Turn, 1)
		for _, pair := range [...][2]*corpus.Turn{{before, h.Turn}, {h.Turn, after}} {
			if pair[0] == nil || pair[1] == nil {
				continue
			}
			if found := s.over(x, query, x.docID(pair[0]), x.docID(pair[1])); found != nil {
				return found
			}
		}
	}
	return nil
}

// over returns the end of one turn and the beginning of another if they are the
// query, word for word.
func (s *scratch) over(x *Index, query []termID, first, second docID) []Hit {
	a, b := x.appendWords(nil, first), x.appendWords(nil, second)
	for n := max(1, len(query)-len(b)); n < min(len(query), len(a)+1); n++ {
		if !slices.Equal(a[len(a)-n:], query[:n]) || !slices.Equal(b[:len(query)-n], query[n:]) {
			continue
		}
		hits := make([]Hit, 0, 2)
		for _, part := range [...]ranked{
			{doc: first, places: []place{{int32(len(a) - n), int32(n)}}},
			{doc: second, places: []place{{0, int32(len(query) - n)}}},
		} {
			h := Hit{Match: Exact, Score: 1, Words: s.spans(x, part, nil)}
			h.Passage = x.turn(part.doc).Around(corpus.Span{Start: h.Words[0].Start, End: h.Words[len(h.Words)-1].End})
			hits = append(hits, h)
		}
		return hits
	}
	return nil
}

// neighbour returns the turn of somebody before (-1) or after (1) a turn, nil if there is none.
func neighbour(t *corpus.Turn, step int) *corpus.Turn {
	turns := t.Record.Turns
	for i := t.Index() + step; 0 <= i && i < len(turns); i += step {
		if turns[i].Kind != corpus.Narration {
			return &turns[i]
		}
	}
	return nil
}

// longestFirst returns hits with those of more words first.
func longestFirst(hits []Hit) []Hit {
	hits = slices.Clone(hits)
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(len(b.Words), len(a.Words)) })
	return hits
}
