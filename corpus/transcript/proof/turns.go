package proof

import (
	"slices"
	"sort"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
	"rapporteur/corpus/transcript/page"
)

// Sensitive says that turns and narrations are sensitive, or are not: they are
// never shown unasked, and behind bars where they are.
type Sensitive struct {
	Turns []string // as references within the record have them: "31", "33-35", "n2"
	Off   bool
}

func (v Sensitive) apply(s *transcript.Sidecar, before *Result) error {
	record := before.Record()
	marked := make([]bool, len(record.Turns))
	for i := range record.Turns {
		marked[i] = record.Turns[i].Sensitive
	}
	for _, text := range v.Turns {
		turns, err := all(before, text)
		if err != nil {
			return err
		}
		for _, i := range turns {
			marked[i] = !v.Off
		}
	}
	s.Sensitive = references(record, marked)
	return nil
}

func (v Sensitive) honoured(before, after *Result) (names func(change) bool, ok bool) {
	for _, text := range v.Turns {
		turns, _ := all(before, text)
		for _, i := range turns {
			if after.Record().Turns[i].Sensitive == v.Off {
				return nil, false
			}
		}
	}
	return none, true
}

// keepSensitive returns the references to the turns that hold what was sensitive
// before, under whatever numbers they have after a correction.
func keepSensitive(refs []string, before, after *Result) []string {
	was, is := before.Record(), after.Record()
	if was == nil {
		return refs
	}
	hold := make([]bool, len(was.Turns))
	for _, text := range refs {
		turns, err := all(before, text)
		if err != nil {
			return refs // the reader says what is wrong with it
		}
		for _, i := range turns {
			hold[i] = true
		}
	}
	marked := make([]bool, len(is.Turns))
	for _, p := range before.Report.Parts {
		if p.Turn < 0 || !hold[p.Turn] {
			continue
		}
		for _, q := range after.at(p) {
			marked[q.Turn] = true
		}
	}
	same := make([]bool, len(is.Turns))
	for _, text := range refs {
		turns, err := all(after, text)
		if err != nil {
			return references(is, marked)
		}
		for _, i := range turns {
			same[i] = true
		}
	}
	if slices.Equal(same, marked) {
		return refs // as somebody has written them
	}
	return references(is, marked)
}

// hide marks the turns that a sidecar calls sensitive, as the reader does.
func hide(r *corpus.Record, refs []string) {
	for _, text := range refs {
		ref, err := corpus.ParseReference(text)
		if err != nil {
			continue
		}
		for i := range r.Turns {
			if points(r, ref, &r.Turns[i]) {
				r.Turns[i].Sensitive = true
			}
		}
	}
}

func points(r *corpus.Record, ref corpus.Reference, t *corpus.Turn) bool {
	return (ref.Record == "" || ref.Record == r.ID) && t.Kind == ref.Kind && ref.First <= int(t.Number) && int(t.Number) <= ref.Last
}

// references writes turns down, those that follow one another as a range.
func references(r *corpus.Record, marked []bool) []string {
	var refs []string
	for _, kind := range []corpus.Kind{corpus.Speech, corpus.Narration} {
		open := corpus.Reference{}
		for i := range r.Turns {
			t := &r.Turns[i]
			if t.Kind != kind {
				continue
			}
			switch {
			case marked[i] && open.First == 0:
				open = corpus.Reference{Kind: kind, First: int(t.Number), Last: int(t.Number)}
			case marked[i]:
				open.Last = int(t.Number)
			case open.First > 0:
				refs, open = append(refs, open.String()), corpus.Reference{}
			}
		}
		if open.First > 0 {
			refs = append(refs, open.String())
		}
	}
	return refs
}

// all returns the turns that a reference points at, by their indices.
func all(r *Result, text string) ([]int, error) {
	ref, err := corpus.ParseReference(text)
	if err != nil {
		return nil, &Refusal{Why: NoTurn, Name: text}
	}
	var turns []int
	record := r.Record()
	for i := range record.Turns {
		if points(record, ref, &record.Turns[i]) {
			turns = append(turns, i)
		}
	}
	if len(turns) == 0 {
		return nil, &Refusal{Why: NoTurn, Name: text}
	}
	return turns, nil
}

// find returns the one turn that a reference points at, by its index.
func find(r *Result, text string) (int, error) {
	turns, err := all(r, text)
	if err != nil {
		return 0, err
	}
	if len(turns) != 1 {
		return 0, &Refusal{Why: NoTurn, Name: text}
	}
	return turns[0], nil
}

// nameOf returns who speaks a turn, "" for the recorder.
func nameOf(r *corpus.Record, turn int) string {
	if s := r.Turns[turn].Speaker; s >= 0 {
		return r.Speakers[s].Name
	}
	return ""
}

// shared reports whether another turn has words on the first or the last line of
// a turn, or an earlier claim could not be told from it.
func shared(r *corpus.Record, turn int) bool {
	first, last := r.Turns[turn].Whole().Lines()
	for _, i := range []int{turn - 1, turn + 1} {
		if i < 0 || i >= len(r.Turns) {
			continue
		}
		f, l := r.Turns[i].Whole().Lines()
		if f <= last && first <= l {
			return true
		}
	}
	return false
}

// at returns the parts of turns that a part has become.
func (r *Result) at(was transcript.Part) []transcript.Part {
	var parts []transcript.Part
	all := r.Report.Parts
	i := sort.Search(len(all), func(i int) bool { return all[i].End > was.Start })
	for ; i < len(all) && all[i].Start < was.End; i++ {
		p := all[i]
		p.Start, p.End = max(p.Start, was.Start), min(p.End, was.End)
		if p.Turn >= 0 && page.HasLetter(r.Report.Text[p.Start:p.End]) {
			parts = append(parts, p)
		}
	}
	return parts
}

// within returns a function that reports whether a change is on lines of the
// file.
func (r *Result) within(first, last int) func(change) bool {
	return func(c change) bool {
		l := linesOf(r, []change{c})
		return len(l) > 0 && l[0] >= first && l[len(l)-1] <= last
	}
}
