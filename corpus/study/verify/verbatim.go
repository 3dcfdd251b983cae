package verify

import (
	"maps"
	"slices"
	"strings"

	"rapporteur/corpus"
)

const (
	// mostReplaced is how many words of the record brackets may stand for, within
	// a sentence, and mostBracket how many words may do so.
	mostReplaced = 8
	mostBracket  = 6
	// mostPlaces bounds the turns that are looked at for words which stand in
	// many.
	mostPlaces = 400
	// mostPhrase is how many words an index looks for side by side.
	mostPhrase = 100
)

// A place is where the words of a quotation stand in a turn, word for word.
type place struct {
	turn  *corpus.Turn
	words []word // the turn's
	at    []int  // by word of the quotation: which word of the turn, -1 for one in brackets that stands for others
	// replaced holds, by number of brackets, the words of the turn that they
	// stand for: [from, to).
	replaced map[int][2]int
}

// places yields where the quotation stands word for word, in the order of the
// library, once a turn.
func (v *Verifier) places(q quotation) func(yield func(place) bool) {
	return func(yield func(place) bool) {
		from, to := q.longestRun()
		if from == to || q.mostlyBrackets() {
			return
		}
		var phrase []string
		for _, w := range q.words[from:min(to, from+mostPhrase)] {
			phrase = append(phrase, w.fold)
		}
		var last *corpus.Turn
		n := 0
		for p := range v.index.Occurrences(strings.Join(phrase, " "), true, nil) {
			if p.Turn == last {
				continue
			}
			last = p.Turn
			if n++; n > mostPlaces {
				return
			}
			if found, ok := q.in(p.Turn); ok && !yield(found) {
				return
			}
		}
	}
}

// stands reports whether the quotation stands in the library word for word.
func (v *Verifier) stands(q quotation) bool {
	stands := false
	v.places(q)(func(place) bool {
		stands = true
		return false
	})
	return stands
}

// mostlyBrackets reports whether more of a quotation stands in brackets than
// outside of them, or a thought of its own does.
func (q quotation) mostlyBrackets() bool {
	inside, run, last := 0, 0, 0
	for _, w := range q.words {
		if w.bracket == 0 {
			last = 0
			continue
		}
		inside++
		if w.bracket != last {
			run, last = 0, w.bracket
		}
		if run++; run > mostBracket {
			return true
		}
	}
	return 2*inside > len(q.words)
}

// longestRun returns the longest run of words that must stand side by side as
// they are.
func (q quotation) longestRun() (from, to int) {
	start := 0
	for i := range q.words {
		w := &q.words[i]
		fixed := w.bracket == 0 && w.stub == ""
		if w.gap || !fixed {
			start = i
		}
		if !fixed {
			start = i + 1
			continue
		}
		if i+1-start > to-from {
			from, to = start, i+1
		}
	}
	return from, to
}

// in looks for the quotation in a turn: where an ellipsis leaves out least.
func (q quotation) in(t *corpus.Turn) (best place, ok bool) {
	f := finder{q: q.words, place: place{
		turn: t, words: wordsOf(t.Text), at: make([]int, len(q.words)), replaced: make(map[int][2]int),
	}, failed: make(map[[2]int]bool)}
	for j := range f.words {
		if !f.from(0, j) {
			continue
		}
		if found := f.copied(); !ok || found.span().Len() < best.span().Len() {
			best, ok = found, true
		}
		if best.span().Len() == 0 || !q.hasGap() {
			break
		}
	}
	return best, ok
}

func (q quotation) hasGap() bool {
	return slices.ContainsFunc(q.words, func(w quotedWord) bool { return w.gap })
}

// copied returns the place that is found, which the finder goes on to change.
func (f *finder) copied() place {
	p := f.place
	p.at, p.replaced = slices.Clone(p.at), maps.Clone(p.replaced)
	return p
}

// A finder tries where words can stand.
type finder struct {
	q []quotedWord
	place
	failed map[[2]int]bool
}

// from reports whether the quotation's words from i on stand in the turn, the
// first of them at j.
func (f *finder) from(i, j int) bool {
	if i == len(f.q) {
		return true
	}
	key := [2]int{i, j}
	if j > len(f.words) || f.failed[key] {
		return false
	}
	if f.stands(i, j) {
		return true
	}
	f.failed[key] = true
	return false
}

func (f *finder) stands(i, j int) bool {
	w := &f.q[i]
	if w.bracket == 0 {
		if j == len(f.words) || !w.is(f.words[j].fold) {
			return false
		}
		f.at[i] = j
		return f.after(i+1, j+1)
	}
	end := i
	for end < len(f.q) && f.q[end].bracket == w.bracket {
		end++
	}
	// As the record has them, brackets and all.
	same := 0
	for i+same < end && j+same < len(f.words) && f.q[i+same].fold == f.words[j+same].fold {
		f.at[i+same] = j + same
		same++
	}
	if i+same == end && f.after(end, j+same) {
		delete(f.replaced, w.bracket)
		return true
	}
	for n := 0; n <= mostReplaced && j+n <= len(f.words); n++ {
		if n > 1 && f.endsBetween(j+n-2, j+n-1) {
			break // no brackets stand for words of two sentences
		}
		if f.after(end, j+n) {
			for k := i; k < end; k++ {
				f.at[k] = -1
			}
			f.replaced[w.bracket] = [2]int{j, j + n}
			return true
		}
	}
	return false
}

// endsBetween reports whether a sentence ends between two words of the turn.
func (f *finder) endsBetween(i, j int) bool {
	end := ends.FindStringIndex(f.turn.Text[f.words[i].span.End:f.words[j].span.Start])
	return end != nil && isEnd(f.turn.Text, []int{f.words[i].span.End + end[0]})
}

// after goes on with the word after those that stand before j: at j, or
// anywhere later where words are said to be left out.
func (f *finder) after(i, j int) bool {
	if i < len(f.q) && f.q[i].gap {
		for ; j < len(f.words); j++ {
			if f.from(i, j) {
				return true
			}
		}
		return false
	}
	return f.from(i, j)
}

// is reports whether the word can be one of the record's. Letters in brackets
// may be other letters, or none.
func (w *quotedWord) is(fold string) bool {
	if w.fold == fold {
		return true
	}
	return len(w.stub) >= 3 && (strings.HasPrefix(fold, w.stub) || strings.HasSuffix(fold, w.stub)) && len(fold) <= len(w.stub)+4
}

// span returns where the words stand that were found.
func (p place) span() corpus.Span {
	s := corpus.Span{Start: -1}
	for _, j := range p.at {
		if j < 0 {
			continue
		}
		if s.Start < 0 {
			s.Start = p.words[j].span.Start
		}
		s.End = p.words[j].span.End
	}
	return s
}
