package search

import (
	"bytes"
	"cmp"
	"slices"
)

// A link says that words of the query may stand at a place in a turn.
type link struct {
	pos    int32 // first word in the turn
	length int32 // how many words of the turn
	word   int32 // first word of the query
	words  int32 // how many words of the query
	gain   int32
	worth  int32 // of the best chain that ends here
	before int32 // the link before it in that chain, -1 if none
	kin    kinship
}

const (
	// maxSkip is how many words of a turn may stand between two of the query's.
	maxSkip = 16
	// skipShare is what a word of the turn that the query lacks costs: a
	// share of the average weight of a word of the query.
	skipShare = 6
	// reordered is what a word is worth that stands elsewhere than where the
	// query has it, of 256.
	reordered = 170
)

// An alignment is how a query's words stand in a turn.
type alignment struct {
	score int32 // in 1/256 bits
	run   int32 // likewise, of the chain if few words are skipped in it, else 0
	exact bool  // all words, side by side, in order
	spelt bool  // likewise, but for how they are written
	forms bool  // likewise, but for their forms
	other bool  // a number of the query is not in it
	slip  bool  // all words but one, in order, and hardly any between them
}

// align finds the best local alignment of the query's words to the words of a
// turn: the chain of links, rising in both, whose gains less what is skipped
// in the turn are worth most, by dynamic programming over the links (cf.
// T. F. Smith and M. S. Waterman, Identification of Common Molecular
// Subsequences, 1981). Words of the query that stand nearby in another order
// are then added at a lower worth, and a word that names the speaker counts
// as a hint. The links that count are left in s.chain.
func (s *scratch) align(x *Index, r request, doc docID) alignment {
	s.effort -= s.read(x, doc) + turnEffort
	return s.alignSpots(x, x.people[doc], r)
}

// alignSpots aligns the query to words that person says, -1 for nobody, whose
// spots were read.
func (s *scratch) alignSpots(x *Index, person int32, r request) alignment {
	s.chain = s.chain[:0]
	if at := s.exactly(); at >= 0 {
		s.links = s.links[:0]
		for i := range s.words {
			s.chain = append(s.chain, int32(i))
			s.links = append(s.links, link{pos: at + int32(i), length: 1, word: int32(i), words: 1})
		}
		return alignment{score: r.total, exact: true}
	}
	skip := r.total / int32(len(s.words)) / skipShare
	hint := s.hint(person)
	if most := s.most(skip); most == 0 || most+hint < r.wanted {
		return alignment{}
	}
	most := s.link(skip)
	s.effort -= 4 * len(s.links)
	if most == 0 || most+hint < r.wanted {
		return alignment{}
	}
	best := s.bestChain(skip)
	a := alignment{score: s.links[best].worth}
	for i := best; i >= 0; i = s.links[i].before {
		s.chain = append(s.chain, i)
	}
	slices.Reverse(s.chain)
	a.spelt, a.forms = s.wholly(sameWord), s.wholly(sameStem) && (len(s.words) > 1 || s.inflected(x))
	first, last := s.links[s.chain[0]], s.links[best]
	span := int(last.pos + last.length - first.pos)
	if span <= len(s.chain)*5/4 {
		a.run = a.score
	}
	a.slip = span <= len(s.words)+1 && s.allButOne()
	if a.score+s.mostReordered() < r.wanted {
		return a
	}
	a.score = min(a.score+s.addReordered(skip)+s.addHints(person), r.total)
	a.other = s.countsOtherwise()
	return a
}

// wholly reports whether the chain is the whole query, side by side, with each
// word so much the query's own.
func (s *scratch) wholly(least kinship) bool {
	word, pos := int32(0), s.links[s.chain[0]].pos
	for _, c := range s.chain {
		l := &s.links[c]
		if l.kin < least || l.word != word || l.pos != pos {
			return false
		}
		word, pos = word+l.words, pos+l.length
	}
	return int(word) == len(s.words) && !s.cut
}

// inflected reports whether the one word of the query is found in another
// number or tense. Of words with the same stem, more are another word: "even"
// for "evening", "national" for "nation".
func (s *scratch) inflected(x *Index) bool {
	at := s.links[s.chain[0]].pos
	i := slices.IndexFunc(s.spots, func(p spot) bool { return p.pos == at })
	return i >= 0 && bytes.Equal(uninflected(s.text(s.words[0])), uninflected(x.vocabulary.word(s.spots[i].term)))
}

// allButOne reports whether the chain has all words of the query but one, each
// the query's own or a form of it.
func (s *scratch) allButOne() bool {
	words := int32(1)
	for _, c := range s.chain {
		if l := &s.links[c]; l.kin >= sameStem {
			words += l.words
		}
	}
	return int(words) >= len(s.words) && !s.cut
}

// exactly returns the first place at which a turn's words are the query's, all
// of them side by side, -1 if there is none.
func (s *scratch) exactly() int32 {
	if s.cut {
		return -1
	}
	first := s.words[0].term
	for i := 0; i+len(s.words) <= len(s.spots); i++ {
		if s.spots[i].term != first {
			continue
		}
		n := 1
		for n < len(s.words) && s.spots[i+n].term == s.words[n].term && s.spots[i+n].pos == s.spots[i].pos+int32(n) {
			n++
		}
		if n == len(s.words) {
			return s.spots[i].pos
		}
	}
	return -1
}

// most returns what a chain of links can be worth at most, as link does, but
// without a look at whether what is several words stands there.
func (s *scratch) most(skip int32) int32 {
	sum, most, next := int32(0), int32(0), int32(0)
	for _, at := range s.spots {
		n := s.first[at.term]
		if n == 0 {
			continue
		}
		sum = max(0, sum-skip*(at.pos-next)) + s.variants[n-1].peak
		most = max(most, sum)
		next = at.pos + 1
	}
	return most
}

// link finds where the words of the query may stand in a turn, and returns
// what a chain of them can be worth at most: each word at its best, whatever
// its order, less what is skipped between them.
func (s *scratch) link(skip int32) int32 {
	s.links = s.links[:0]
	sum, most, next := int32(0), int32(0), int32(0)
	for i, at := range s.spots {
		if s.first[at.term] == 0 {
			continue
		}
		gain := int32(0)
		for n := s.first[at.term]; n != 0; n = s.variants[n-1].next {
			v := &s.variants[n-1]
			length := v.terms.length()
			if length > 1 && !s.stands(i, &v.terms) {
				continue
			}
			s.links = append(s.links, link{
				pos: at.pos, length: int32(length), word: v.word, words: v.words, gain: v.gain, kin: v.kin, before: -1,
			})
			gain = max(gain, v.gain)
		}
		sum = max(0, sum-skip*(at.pos-next)) + gain
		most = max(most, sum)
		next = at.pos + 1
	}
	return most
}

// bestChain returns the last link of the best chain. There are links.
func (s *scratch) bestChain(skip int32) int32 {
	best := int32(-1)
	steps := 0
	for i := range s.links {
		if steps > mostSteps/s.shares {
			break
		}
		l := &s.links[i]
		l.worth = l.gain
		for j := i - 1; j >= 0; j-- {
			k := &s.links[j]
			gap := l.pos - k.pos - k.length
			steps++
			if gap > maxSkip {
				break
			}
			if gap < 0 || k.word+k.words > l.word {
				continue
			}
			if worth := k.worth + l.gain - gap*skip; worth > l.worth {
				l.worth, l.before = worth, int32(j)
			}
		}
		if best < 0 || l.worth > s.links[best].worth {
			best = int32(i)
		}
	}
	s.effort -= steps
	return best
}

// mostReordered returns what addReordered and addHints can return at most.
func (s *scratch) mostReordered() int32 {
	most := int32(0)
	for _, w := range s.words {
		most += w.weight
	}
	for _, c := range s.chain {
		l := &s.links[c]
		for i := l.word; i < l.word+l.words; i++ {
			most -= s.words[i].weight
		}
	}
	return most
}

// A placement is a link that may stand for a query word out of order.
type placement struct{ link, gain int32 }

// addReordered adds to the chain the words of the query that it lacks and that
// stand within or near it, and returns what they are worth.
func (s *scratch) addReordered(skip int32) int32 {
	first, last := s.links[s.chain[0]], s.links[s.chain[len(s.chain)-1]]
	near := int32(len(s.words)) + 2
	s.placed = s.placed[:0]
	for i := range s.links {
		l := &s.links[i]
		distance := max(first.pos-l.pos, l.pos-last.pos, 0)
		gain := l.gain*reordered/256 - distance*skip
		if distance <= near && gain > 0 {
			s.placed = append(s.placed, placement{int32(i), gain})
		}
	}
	slices.SortFunc(s.placed, func(a, b placement) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.link, b.link))
	})
	sum := int32(0)
	s.effort -= len(s.placed) * (4 + len(s.chain)/2)
	for _, p := range s.placed {
		if l := &s.links[p.link]; s.free(l) {
			s.chain = append(s.chain, p.link)
			sum += p.gain
		}
	}
	return sum
}

// free reports whether neither the query's words nor the turn's words of l are
// in the chain.
func (s *scratch) free(l *link) bool {
	for _, c := range s.chain {
		k := &s.links[c]
		if l.word < k.word+k.words && k.word < l.word+l.words || l.pos < k.pos+k.length && k.pos < l.pos+l.length {
			return false
		}
	}
	return true
}

// addHints returns what the words of the query are worth that are not in the
// chain and name the speaker.
func (s *scratch) addHints(person int32) int32 {
	sum := int32(0)
	for _, i := range s.naming {
		w := &s.words[i]
		if slices.Contains(w.speakers, person) && !slices.ContainsFunc(s.chain, func(c int32) bool {
			k := &s.links[c]
			return k.word <= i && i < k.word+k.words
		}) {
			sum += w.weight * worthHint / 256
		}
	}
	return sum
}
