package page

import "strings"

// fences are the marks between which Markdown shows text as it stands.
var fences = []string{"```", "~~~"}

// takeFences takes the marks of blocks out, and numbers the blocks: what stands
// behind one is a paragraph of its own. A mark that nothing closes is left.
func (s *Sheet) takeFences() {
	drop, last := make(map[int]bool), make(map[string]int)
	for i := range s.Lines {
		if text := s.At(i); fenceOf(text) == text {
			last[text] = i
		}
	}
	for i := 0; i < len(s.Lines); i++ {
		mark := fenceOf(s.At(i))
		if mark == "" || last[mark] <= i {
			continue
		}
		end := i + 1
		for s.At(end) != mark {
			end++
		}
		drop[i], drop[end] = true, true
		for k := i + 1; k < end; k++ {
			s.Lines[k].Fence = uint32(i + 1)
		}
		for _, k := range []int{i, end} {
			s.take(k, "fence")
			if k+1 < len(s.Lines) {
				s.Lines[k+1].Blanks = max(s.Lines[k+1].Blanks, 1)
			}
		}
		i = end
	}
	if len(drop) > 0 {
		s.keep(func(i int) bool { return !drop[i] })
	}
}

// fenceOf returns the mark that closes the block which a line opens, "" if it
// opens none: "```text notes.txt".
func fenceOf(text string) string {
	for _, fence := range fences {
		if !strings.HasPrefix(text, fence) {
			continue
		}
		rest := strings.TrimLeft(text, fence[:1])
		if strings.Contains(rest, fence[:1]) {
			return ""
		}
		return text[:len(text)-len(rest)]
	}
	return ""
}
