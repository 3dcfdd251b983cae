package quiz

import (
	"cmp"
	"math"
	"slices"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A profile is how often a speaker says each word, as a vector of length 1.
type profile map[string]float64

// profilesOf returns the profile of each speaker of a record; it is nil for who
// never speaks.
//
// A word counts by the root of how often it is said, so that neither a few
// function words nor one topic decide who talks like whom.
func profilesOf(r *corpus.Record) []profile {
	profiles := make([]profile, len(r.Speakers))
	for i := range r.Turns {
		t := &r.Turns[i]
		if t.Speaker < 0 {
			continue
		}
		if profiles[t.Speaker] == nil {
			profiles[t.Speaker] = make(profile)
		}
		for word := range search.EachWord(t.Text) {
			profiles[t.Speaker][string(word)]++
		}
	}
	for _, p := range profiles {
		length := 0.0
		for word, n := range p {
			length += n
			p[word] = math.Sqrt(n)
		}
		for word := range p {
			p[word] /= math.Sqrt(length)
		}
	}
	return profiles
}

// alike returns the other speakers who can be offered beside one, those first who
// talk most like them, by the cosine of their profiles; equal ones in the
// record's order.
func (d *Deck) alike(who int32) []int32 {
	type other struct {
		speaker int32
		cosine  float64
	}
	var others []other
	for s, p := range d.profiles {
		if int32(s) == who || len(p) == 0 || !slices.Contains(d.asked, int32(s)) {
			continue
		}
		// Words in a fixed order, so that sums are the same in every run.
		words := make([]string, 0, len(p))
		for word := range p {
			if d.profiles[who][word] > 0 {
				words = append(words, word)
			}
		}
		slices.Sort(words)
		cosine := 0.0
		for _, word := range words {
			cosine += p[word] * d.profiles[who][word]
		}
		others = append(others, other{int32(s), cosine})
	}
	slices.SortStableFunc(others, func(a, b other) int { return cmp.Compare(b.cosine, a.cosine) })
	best := []int32{}
	for _, o := range others {
		best = append(best, o.speaker)
	}
	return best
}
