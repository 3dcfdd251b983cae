package captions

import "strings"

// isRollUp reports whether captions roll: each says the last line of the one
// before again, or what that one said so far and more.
func (r *reader) isRollUp() bool {
	again, pairs := 0, 0
	for i := 1; i < len(r.p.captions); i++ {
		if len(r.p.captions[i].lines) == 0 || len(r.p.captions[i-1].lines) == 0 {
			continue
		}
		pairs++
		if overlap(r.p.captions[i-1], r.p.captions[i]) > 0 {
			again++
		}
	}
	return again >= 2 && again*4 >= pairs
}

// overlap returns how many of the last lines of a caption the next one begins
// with.
func overlap(before, after caption) int {
	for n := min(len(before.lines), len(after.lines)); n > 0; n-- {
		same := true
		for i := range n {
			if wordsOf(before.lines[len(before.lines)-n+i]) != wordsOf(after.lines[i]) {
				same = false
				break
			}
		}
		if same {
			return n
		}
	}
	return 0
}

// growsOn reports whether the next caption begins with what line n of caption i
// says, and goes on.
func (r *reader) growsOn(i, n int) bool {
	if i+1 >= len(r.p.captions) || len(r.p.captions[i+1].lines) == 0 {
		return false
	}
	words := wordsOf(r.p.captions[i].lines[n])
	for _, l := range r.p.captions[i+1].lines {
		if strings.HasPrefix(wordsOf(l), words+" ") {
			return true
		}
	}
	return false
}
