package proof

import (
	"slices"
	"sort"

	"rapporteur/corpus/transcript"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// An owner is whose the letters of a part are: a speaker's, or of a kind that is
// nobody's.
type owner struct {
	kind draft.Kind
	name string
}

func ownerOf(r *Result, p *transcript.Part) owner {
	o := owner{kind: p.Kind}
	if p.Turn < 0 {
		return o
	}
	record := r.Record()
	if s := record.Turns[p.Turn].Speaker; s >= 0 {
		o.name = record.Speakers[s].Name
	}
	return o
}

// A change is a range of the text that has another owner than before.
type change struct {
	page.Span
	was, is owner
}

// compare returns where the text has letters with another owner than before, in
// its order. Everything has if it is another text.
func compare(before, after *Result) []change {
	text := after.Report.Text
	if before.Report.Text != text {
		return []change{{page.Span{Start: 0, End: len(text)}, owner{}, owner{}}}
	}
	var changes []change
	a, b := before.Report.Parts, after.Report.Parts
	for at := 0; len(a) > 0 && len(b) > 0; {
		for len(a) > 0 && a[0].End <= at {
			a = a[1:]
		}
		for len(b) > 0 && b[0].End <= at {
			b = b[1:]
		}
		if len(a) == 0 || len(b) == 0 {
			break
		}
		at = max(at, a[0].Start, b[0].Start)
		end := min(a[0].End, b[0].End)
		if at >= end {
			at = max(at, end)
			continue
		}
		was, is := ownerOf(before, &a[0]), ownerOf(after, &b[0])
		if was != is && page.HasLetter(text[at:end]) {
			changes = append(changes, change{page.Span{Start: at, End: end}, was, is})
		}
		at = end
	}
	return changes
}

// linesOf returns the numbers of the lines on which there are changes.
func linesOf(r *Result, changes []change) []int {
	var numbers []int
	all := r.Report.Lines
	for _, c := range changes {
		i := sort.Search(len(all), func(i int) bool { return all[i].End > c.Start })
		for ; i < len(all) && all[i].Start < c.End; i++ {
			numbers = append(numbers, all[i].Number)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// on returns the parts with letters that stand on lines of the file.
func on(r *Result, first, last int) []transcript.Part {
	var parts []transcript.Part
	all := r.Report.Parts
	for _, l := range r.Report.Lines {
		if l.Number < first || l.Number > last {
			continue
		}
		i := sort.Search(len(all), func(i int) bool { return all[i].End > l.Start })
		for ; i < len(all) && all[i].Start < l.End; i++ {
			p := all[i]
			p.Start, p.End = max(p.Start, l.Start), min(p.End, l.End)
			if page.HasLetter(r.Report.Text[p.Start:p.End]) {
				parts = append(parts, p)
			}
		}
	}
	return parts
}
