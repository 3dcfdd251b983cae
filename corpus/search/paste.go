package search

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"rapporteur/corpus"
)

// A query of many words is a paste: a passage with what a scan or a page adds
// to it. It is aligned in windows, each as a line would be, and the windows
// that go on in the same turn, or in one soon after, make the answer.
const (
	longestLine = 40  // words; a query of more is a paste
	maxPaste    = 480 // words that are read of it
	windowSize  = 24  // words
	// mostWindows is how many windows are looked for, and the last one.
	mostWindows = 8
	// windowHits is how many turns a window may stand in.
	windowHits = 4
	// windowShare is the part of a window's weight, of 256, that must be found
	// in a turn before the other windows speak for that.
	windowShare = 110
	// followShare is likewise, once others have spoken for where it stands.
	followShare = 40
	// maxStep is how many turns on a window may stand after the last one, and
	// maxJunk how many windows may stand nowhere in between: a page's head, a
	// footnote.
	maxStep = 12
	maxJunk = 4
	// pasteEvidence is what the windows must tell that were found for certain,
	// in percent of what tells one word of the library from all others.
	pasteEvidence = 170
)

// A window is a part of a paste.
type window struct {
	text string
	hits []windowHit
}

// A windowHit is a turn in which a window may stand.
type windowHit struct {
	ranked
	sum    int32 // of the best way through the windows that ends here
	before way
}

// A way names the hit that is before another one on the best way.
type way struct{ window, hit int }

// paste finds where a long paste stands.
func (s *scratch) paste(ctx context.Context, x *Index, q Query, text string) (Result, error) {
	s.memory = &memory{words: make(map[string]remembered, maxPaste)}
	defer func() { s.memory = nil }()
	windows, err := s.windows(ctx, x, q, text)
	if err != nil {
		return Result{}, err
	}
	result := Result{}
	if end, ok := bestWay(x, windows); ok {
		result = s.along(x, q, windows, end)
	}
	if result.Match == None {
		var line Result
		line, err = s.line(ctx, x, q, windows[0].text, true, true)
		result.Nearest = line.Nearest
	}
	return result, err
}

// along makes a result of the way through the windows that ends at end.
func (s *scratch) along(x *Index, q Query, windows []window, end way) Result {
	var docs []docID
	for at := end; at.hit >= 0; at = windows[at.window].hits[at.hit].before {
		docs = append(docs, windows[at.window].hits[at.hit].doc)
	}
	first, last := x.around(docs[len(docs)-1], docs[0], (windowStep(len(windows))+1)*windowSize)
	return s.pasted(x, q, s.place(x, windows, first, last))
}

// around returns the range of turns from first to last and those to each side
// that have so many words together, which a passage may begin or end in, too.
func (x *Index) around(first, last docID, words uint32) (from, to docID) {
	record := x.turn(first).Record
	from, to = first, last
	for from > 0 && x.turn(from-1).Record == record && x.start(first)-x.start(from) < words {
		from--
	}
	for int(to)+1 < x.size() && x.turn(to+1).Record == record && x.start(to+1)-x.start(last+1) < words {
		to++
	}
	return from, to
}

// windowStep returns the step at which windows of a paste are looked for.
func windowStep(windows int) uint32 { return uint32(1 + (windows-1)/mostWindows) }

// windows parts a paste and finds where each part may stand, or every second or
// third of a long paste: the others are looked for around these.
func (s *scratch) windows(ctx context.Context, x *Index, q Query, text string) ([]window, error) {
	var ends []int
	words := 0
	for _, span := range EachWord(text) {
		if words++; words%windowSize == 0 {
			ends = append(ends, span.End)
		}
		if words == maxPaste {
			break
		}
	}
	// A short rest is part of the window before it.
	if words%windowSize > windowSize/2 {
		ends = append(ends, len(text))
	} else {
		ends[len(ends)-1] = len(text)
	}
	step := int(windowStep(len(ends)))
	s.shares = ((len(ends)+step-1)/step*3 + 1) / 2 // two thirds of what a line may cost, for all windows
	windows := make([]window, 0, len(ends))
	start := 0
	for i, end := range ends {
		w := window{text: text[start:end]}
		start = end
		if i%step == 0 || i == len(ends)-1 {
			if err := s.windowHits(ctx, x, q, &w); err != nil {
				return nil, err
			}
		}
		for j := range w.hits {
			w.hits[j].before = way{i, -1}
		}
		windows = append(windows, w)
	}
	return windows, nil
}

// windowHits finds where a window may stand.
func (s *scratch) windowHits(ctx context.Context, x *Index, q Query, w *window) error {
	s.expand(x, w.text, false)
	defer s.release()
	q.Limit = windowHits
	r, ok := s.request(x, q)
	if !ok {
		return ctx.Err()
	}
	r.wanted = min(max(1, r.total/256*windowShare), r.wanted)
	if err := s.rank(ctx, x, r); err != nil {
		return err
	}
	for _, t := range s.top {
		t.places = slices.Clone(t.places)
		w.hits = append(w.hits, windowHit{ranked: t, sum: t.score})
	}
	return nil
}

// bestWay finds the way through the windows that is worth most, and returns
// its end.
func bestWay(x *Index, windows []window) (end way, ok bool) {
	best := int32(0)
	for i := range windows {
		for j := range windows[i].hits {
			h := &windows[i].hits[j]
			for b := max(0, i-1-maxJunk); b < i; b++ {
				for k := range windows[b].hits {
					before := &windows[b].hits[k]
					if sum := before.sum + h.score; sum > h.sum && x.follows(before, h) {
						h.sum, h.before = sum, way{b, k}
					}
				}
			}
			if h.sum > best {
				best, end, ok = h.sum, way{i, j}, true
			}
		}
	}
	return end, ok
}

// follows reports whether a window may stand after another one.
func (x *Index) follows(a, b *windowHit) bool {
	if a.doc == b.doc {
		return b.places[len(b.places)-1].pos > a.places[0].pos
	}
	return b.doc > a.doc && b.doc <= a.doc+maxStep && x.turn(a.doc).Record == x.turn(b.doc).Record
}

// A placed paste is where its windows stand in a range of turns.
type placed struct {
	first  docID
	total  int64   // what all words of the paste are worth
	found  int64   // what those are worth that stand there
	surely int64   // likewise, without what may stand there by chance
	exact  bool    // word for word, end to end
	places []place // by the words of the range
	worths []int64 // what each is worth, about
}

// place aligns the windows to the words of a range of turns, as if these were
// one, since a window may begin in one turn and end in the next.
func (s *scratch) place(x *Index, windows []window, first, last docID) placed {
	var words []termID
	for d := first; d <= last; d++ {
		words = x.appendWords(words, d)
	}
	p := placed{first: first, exact: true}
	for _, w := range windows {
		s.expand(x, w.text, false)
		r := request{}
		for _, w := range s.words {
			r.total += w.weight
		}
		r.wanted = max(1, r.total/256*followShare)
		p.total += int64(r.total)
		a := alignment{}
		if len(s.words) > 0 {
			s.readWords(words)
			a = s.alignSpots(x, -1, r)
		}
		s.release()
		if a.score < r.wanted {
			p.exact = false
			continue
		}
		p.found += int64(a.score)
		if a.score >= r.total/256*windowShare {
			p.surely += int64(a.score)
		} else {
			p.surely += int64(a.run)
		}
		at := len(p.places)
		for _, c := range s.chain {
			p.places = append(p.places, place{s.links[c].pos, s.links[c].length})
		}
		slices.SortFunc(p.places[at:], func(a, b place) int { return cmp.Compare(a.pos, b.pos) })
		p.exact = p.exact && a.exact && (at == 0 || p.places[at-1].pos+1 == p.places[at].pos)
		worth := int64(a.score) / int64(max(1, len(p.places)-at))
		for range p.places[at:] {
			p.worths = append(p.worths, worth)
		}
	}
	return p
}

// pasted makes hits of a paste that was found: one for each turn.
func (s *scratch) pasted(x *Index, q Query, p placed) Result {
	type part struct {
		places []place
		worth  int64
	}
	parts := make(map[docID]*part)
	var docs []docID
	for i, at := range p.places {
		word := x.start(p.first) + uint32(at.pos)
		d := p.first + docID(sort.Search(x.size()-int(p.first), func(i int) bool { return x.start(p.first+docID(i)+1) > word }))
		if parts[d] == nil {
			parts[d] = new(part)
			docs = append(docs, d)
		}
		at.pos = int32(word - x.start(d))
		parts[d].places = append(parts[d].places, at)
		parts[d].worth += p.worths[i]
	}
	m := None
	switch {
	case p.exact && len(docs) == 1:
		m = Exact
	case p.found*100 >= p.total*closeShare:
		m = Close
	case p.surely*100 >= int64(x.bits)*pasteEvidence:
		m = Loose
	default:
		return Result{}
	}
	slices.Sort(docs)
	result := Result{Match: m}
	for _, d := range docs {
		places := parts[d].places
		slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.pos, b.pos) })
		h := Hit{Match: m, Score: min(1, float64(parts[d].worth)/float64(max(1, p.total)))}
		h.Words = s.spans(x, ranked{doc: d, places: disjoint(places)}, nil)
		h.Passage = x.turn(d).Around(corpus.Span{Start: h.Words[0].Start, End: h.Words[len(h.Words)-1].End})
		result.Stretch = append(result.Stretch, h)
	}
	result.Hits = slices.Clone(result.Stretch)
	slices.SortStableFunc(result.Hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	if limit := cmp.Or(max(0, q.Limit), defaultLimit); len(result.Hits) > limit {
		result.Hits = result.Hits[:limit]
	}
	if len(result.Stretch) == 1 {
		result.Stretch = nil
	}
	return result
}

// disjoint drops places that overlap one before them.
func disjoint(places []place) []place {
	end := int32(-1)
	return slices.DeleteFunc(places, func(p place) bool {
		if p.pos < end {
			return true
		}
		end = p.pos + p.length
		return false
	})
}
