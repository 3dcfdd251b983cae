package captions

import (
	"strings"

	names "rapporteur/corpus/transcript/label"
)

// partWithin cuts lines where another speaker's label stands behind the end of a
// sentence: "It is. BEN: So." It is one if it is a speaker's elsewhere, or if it
// is in capitals as nearly all speakers' are.
func (r *reader) partWithin() {
	capitals, all := 0, 0
	for name, taken := range r.taken {
		if taken {
			if all++; isCapitals(name) {
				capitals++
			}
		}
	}
	shouted := all > 1 && capitals*10 >= all*9
	for i := range r.p.captions {
		for n := range r.p.captions[i].lines {
			l := &r.p.captions[i].lines[n]
			for k := 0; k < len(l.pieces); k++ {
				p := l.pieces[k]
				at := r.labelWithin(p, shouted)
				if at == 0 {
					continue
				}
				first, second := p, p
				first.text, second.text, second.marked = strings.TrimSpace(p.text[:at]), p.text[at:], false
				l.pieces = append(l.pieces[:k:k], append([]piece{first, second}, l.pieces[k+1:]...)...)
			}
		}
	}
}

// labelWithin returns where a label begins within a piece, 0 if none does.
func (r *reader) labelWithin(p piece, shouted bool) int {
	if p.tagged {
		return 0
	}
	at := 0
	if own, ok := cutLabel(p.text); ok && r.taken[own.name] {
		at = own.end
	}
	for {
		i := strings.IndexAny(p.text[at:], ".?!")
		if i < 0 || at+i+2 >= len(p.text) {
			return 0
		}
		at += i + 1
		if word := p.text[strings.LastIndexByte(p.text[:at-1], ' ')+1 : at]; p.text[at] != ' ' || names.IsHonorific(word) {
			continue
		}
		found, ok := cutLabel(p.text[at+1:])
		if !ok || found.form != colon || r.hint.NoNames[found.name] || names.IsPoint(found.name) {
			continue
		}
		if r.taken[found.name] || shouted && isCapitals(found.name) {
			r.taken[found.name] = true
			return at + 1
		}
	}
}
