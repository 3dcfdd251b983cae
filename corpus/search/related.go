package search

import (
	"cmp"
	"context"
	"slices"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// Passages about a topic are ranked as a text search ranks them: by BM25 over
// turns, with the words' variants counted by what they are worth, and by how
// much of the topic stands together within a few sentences, which is what is
// shown (S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework:
// BM25 and Beyond, 2009).
const (
	saturation   = 0.5 // k1: to hold more of the topic tells more than to repeat a word of it
	lengthShare  = 0.3 // b: turns of a talk are long since much is said
	togetherness = 0.8 // what the best window is worth beside the whole turn
	windowWords  = 48  // in which a topic stands together
	sideBySide   = 3   // what two words of the topic tell more that stand so, one part of so many
	spokenBy     = 1.5 // how often a speaker's turn says his name
	narrated     = 1.5 // of the recorder's words, where a question is his to answer

	asksItself = 2 // of a turn that ends with a question, where it is asked who asked

	// directed is what a direction is worth, which has few words: "Enter Hamlet",
	// "Applause", "A room in the castle".
	directed     = 0.7
	fullSentence = 8

	// besideRelated is what part of the best score another passage must reach to
	// be shown beside it.
	besideRelated = 0.4

	// maxRelated is how many turns are ranked, the best by what they hold.
	maxRelated = 192
)

// topicShares are the parts of a topic's weight, of 1/256, that a turn must
// hold: the first, if enough turns do, else a word of three.
var topicShares = [...]int32{170, 80}

// A topical turn is one that is ranked by its topic.
type topical struct {
	doc     docID
	score   float64
	answers float64 // what of it is the worth of the question before
	matches []match // of the best window
}

// A match is a place in a turn that answers word i of a topic.
type match struct {
	place
	word int32
	gain int32
}

// related returns the passages that are about what is asked for.
func (s *scratch) related(ctx context.Context, x *Index, q Query, asked Question, o *opening) ([]Hit, error) {
	s.topicWords(x, asked, o)
	defer s.release()
	told := s.told()
	if asked.Occasion {
		told = 0 // the recorder may call it otherwise
	} else if told == 0 && len(s.words) > 0 {
		return nil, ctx.Err()
	}
	r, ok := s.request(x, q)
	if !ok {
		return nil, ctx.Err()
	}
	r.most = maxRelated
	for _, share := range topicShares {
		r.wanted = max(1, r.total/256*share)
		if err := s.gather(ctx, x, r); err != nil {
			return nil, err
		}
		if len(s.candidates) >= maxRelated {
			break // of more that hold less, none would be looked at
		}
	}
	average := float64(x.start(docID(x.size()))) / float64(x.size())
	var found []topical
	for _, c := range s.candidates[:min(len(s.candidates), maxRelated)] {
		if s.effort <= 0 {
			break
		}
		t := s.weigh(x, c.doc, average)
		switch {
		case asked.Asking == ForAsker && endsAsking(x.turn(t.doc)):
			t.score *= asksItself
		case x.people[c.doc] >= 0:
		case asked.Occasion:
			t.score *= narrated
		case x.start(c.doc+1)-x.start(c.doc) < fullSentence:
			t.score *= directed
		}
		if len(t.matches) > 0 && (told == 0 || slices.ContainsFunc(t.matches, func(m match) bool { return told>>m.word&1 != 0 })) {
			found = append(found, t)
		}
	}
	if asked.asks {
		found = x.answered(found)
	}
	slices.SortFunc(found, func(a, b topical) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc))
	})
	for n := len(found); n > 0 && found[n-1].score < found[0].score*besideRelated; n-- {
		found = found[:n-1]
	}
	most := float64(r.total) * (saturation + 1 + togetherness) * narrated
	hits := make([]Hit, 0, min(r.limit, len(found)))
	for _, t := range found[:cap(hits)] {
		h := s.relatedHit(x, t)
		h.Score = min(1, t.score/most)
		h.Partly = t.answers == 0 && !s.holdsAll(x, t, told, o)
		hits = append(hits, h)
	}
	return hits, nil
}

// relatedHit makes a hit of a turn: the sentences that hold the best window, and
// of a short turn what follows them.
func (s *scratch) relatedHit(x *Index, t topical) Hit {
	places := make([]place, len(t.matches))
	for i, m := range t.matches {
		places[i] = m.place
	}
	h := Hit{Match: Related, Answers: t.answers > 0, Words: s.spans(x, ranked{doc: t.doc, places: places}, nil)}
	from, to := 0, 1
	if len(h.Words) > 0 {
		from, to = h.Words[0].Start, h.Words[len(h.Words)-1].End
	}
	h.Passage = x.turn(t.doc).Around(corpus.Span{Start: from, End: to})
	if x.start(t.doc+1)-x.start(t.doc) <= windowWords {
		h.End = h.Turn.Whole().End // what is said of a thing may follow where it is named
	}
	h.Passage = widened(h.Passage)
	return h
}

// holdsAll reports whether the best window of a turn holds all the words that are
// told, one of them perhaps as its speaker's name, and an answer if o knows any.
func (s *scratch) holdsAll(x *Index, t topical, told uint64, o *opening) bool {
	held, answered := uint64(0), o == nil || len(o.answers) == 0
	for _, m := range t.matches {
		if m.gain*2 >= s.words[m.word].weight { // and not only what means about the same
			held |= 1 << min(m.word, 63)
		}
		answered = answered || int(m.word) >= len(s.words)-len(o.answers)
	}
	for _, i := range s.naming {
		if slices.Contains(s.words[i].speakers, x.people[t.doc]) {
			held |= 1 << min(i, 63)
		}
	}
	return answered && told&^held == 0
}

// told returns a bit for each word of the topic that tells what a passage is to
// be about.
func (s *scratch) told() uint64 {
	told := uint64(0)
	for i, w := range s.words[:min(len(s.words), 64)] {
		if tells(s.text(w)) {
			told |= 1 << i
		}
	}
	return told
}

// tells reports whether a word alone tells what something is about: no letter
// does, and no figure, nor what answers a question ("").
func tells(word []byte) bool {
	r, n := utf8.DecodeRune(word)
	switch {
	case len(word) == 0:
		return false
	case '0' <= r && r <= '9':
		return len(word) > 2
	}
	return len(word) > n || unicode.In(r, unspaced...)
}

// topicWords makes the words that tell something the words of the query, and
// those that answer a question one more of them.
func (s *scratch) topicWords(x *Index, asked Question, o *opening) {
	s.words, s.folded = s.words[:0], s.folded[:0]
	words := typedWords(asked.Topic)
	for i, w := range x.content(words, nil) {
		word := []byte(w.text)
		at := x.parted(word)
		s.addTopicWord(x, word[:at])
		if at < len(word) {
			s.addTopicWord(x, word[at:])
			if i < asked.subject {
				asked.subject++
			}
		}
	}
	s.expandTopic(x)
	if asked.Occasion {
		s.lighten(len(s.words), occasionShare)
	}
	s.lighten(asked.subject, subjectShare)
	if o != nil && len(o.answers) > 0 {
		s.release()
		for _, answers := range o.answers {
			s.answer(x, answers)
		}
		s.note()
	}
	s.noteHints()
}

// addTopicWord adds a word to the query.
func (s *scratch) addTopicWord(x *Index, word []byte) {
	start := len(s.folded)
	s.folded = append(s.folded, word...)
	s.words = append(s.words, queryWord{
		start: start, end: len(s.folded), term: x.vocabulary.find(word), speakers: x.names.speakers(word),
	})
}

// parted returns where a compound falls into two words, of which the library
// has the first and lacks the whole: "sleepwalking", "gravediggers". It returns
// the length of any other word.
func (x *Index) parted(word []byte) int {
	if len(word) > maxLength || x.vocabulary.find(word) != noTerm {
		return len(word)
	}
	for at := len(word) - shortestPart; at >= shortestPart; at-- {
		if utf8.RuneStart(word[at]) && x.vocabulary.find(word[:at]) != noTerm && x.known(word[at:]) {
			return at
		}
	}
	return len(word)
}

// shortestPart is how many bytes a part of a compound has at least.
const shortestPart = 4

// known reports whether the library has a word, or one of the same root.
func (x *Index) known(word []byte) bool {
	root := []byte(stem(word))
	root = root[:min(len(root), shortestPart)]
	from, to := x.vocabulary.prefixed(root)
	return from < to
}

// answer adds one word to the query that may stand as any of several.
func (s *scratch) answer(x *Index, words []string) {
	w := queryWord{start: len(s.folded), end: len(s.folded), term: noTerm, from: len(s.variants)}
	offer := func(t termID) {
		w.weight = max(w.weight, x.termWeight(t))
		s.offer(x, len(s.words)-1, t, x.termWeight(t))
	}
	s.words = append(s.words, w)
	for _, word := range words {
		if word != "#" {
			if t := x.vocabulary.find([]byte(word)); t != noTerm {
				offer(t)
			}
			continue
		}
		from, _ := x.vocabulary.prefixed([]byte("0"))
		_, to := x.vocabulary.prefixed([]byte("9"))
		for t := from; t < min(to, from+mostNumbers); t++ {
			offer(t)
		}
	}
	w.to = len(s.variants)
	s.words[len(s.words)-1] = w
}

// mostNumbers is how many numbers are looked for where any will do.
const mostNumbers = 256

// occasionShare is what the words count, of 256, that mean the meeting itself:
// the recorder may call it otherwise.
const occasionShare = 80

// subjectShare is likewise for words of whom something is asked.
const subjectShare = 128

// lighten makes the first n words and their variants worth a share of what
// they are.
func (s *scratch) lighten(n int, share int32) {
	n = min(n, len(s.words))
	for i := range s.words[:n] {
		s.words[i].weight = s.words[i].weight * share / 256
	}
	for i := range s.variants {
		if int(s.variants[i].word) < n {
			s.variants[i].gain = s.variants[i].gain * share / 256
		}
	}
}

// weigh ranks a turn by the topic.
func (s *scratch) weigh(x *Index, doc docID, average float64) topical {
	words := s.read(x, doc)
	s.effort -= words
	s.counts = slices.Grow(s.counts[:0], len(s.words))[:len(s.words)]
	clear(s.counts)
	s.matches = s.matches[:0]
	for p, at := range s.spots {
		for n := s.first[at.term]; n != 0; n = s.variants[n-1].next {
			v := &s.variants[n-1]
			length := v.terms.length()
			if length > 1 && !s.stands(p, &v.terms) {
				continue
			}
			for i := v.word; i < v.word+v.words; i++ {
				s.counts[i] += float64(v.gain) / float64(v.words) / float64(max(1, s.words[i].weight))
			}
			s.matches = append(s.matches, match{place{at.pos, int32(length)}, v.word, v.gain})
		}
	}
	for _, i := range s.naming {
		if slices.Contains(s.words[i].speakers, x.people[doc]) {
			s.counts[i] += spokenBy
		}
	}
	score := 0.0
	norm := saturation * (1 - lengthShare + lengthShare*float64(words)/average)
	for i, n := range s.counts {
		score += float64(s.words[i].weight) * n * (saturation + 1) / (n + norm)
	}
	window, best := s.bestWindow()
	return topical{doc: doc, score: score + togetherness*float64(best), matches: slices.Clone(window)}
}

// bestWindow returns the matches that stand together and hold most of the
// topic, and what they are worth: each word at its best, and a little for each
// time that it comes again.
func (s *scratch) bestWindow() (window []match, best int32) {
	from := 0
	for to := range s.matches {
		for s.matches[to].pos-s.matches[from].pos >= windowWords {
			from++
		}
		s.gains = slices.Grow(s.gains[:0], len(s.words))[:len(s.words)]
		clear(s.gains)
		worth := int32(0)
		held := s.matches[max(from, to-windowWords) : to+1]
		for i, m := range held {
			if g := &s.gains[m.word]; m.gain > *g {
				worth += m.gain - *g
				*g = m.gain
			} else {
				worth += m.gain / 16
			}
			if i > 0 && m.word == held[i-1].word+1 && m.pos-held[i-1].pos-held[i-1].length <= 1 {
				worth += (m.gain + held[i-1].gain) / sideBySide
			}
		}
		s.effort -= to - from
		if worth > best {
			window, best = held, worth
		}
	}
	return distinct(window), best
}

// distinct drops matches that overlap one before them.
func distinct(matches []match) []match {
	end := int32(-1)
	n := 0
	for _, m := range matches {
		if m.pos >= end {
			matches[n], end = m, m.pos+m.length
			n++
		}
	}
	return matches[:n]
}
