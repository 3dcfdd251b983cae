package texts

import (
	"fmt"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// Read returns the best parse of a text written down, and why there is none if
// there is none.
func Read(f *page.File, h draft.Hint) (*draft.Draft, string) {
	s := page.NewSheet(f.Text)
	seen := newDocument(s)
	var best, second *parse
	for i := range layouts {
		if h.Layout != "" && h.Layout != layouts[i].name {
			continue
		}
		p := layouts[i].parse(seen, h)
		switch {
		case p == nil:
		case best == nil || p.weight > best.weight:
			best, second = p, best
		case second == nil || p.weight > second.weight:
			second = p
		}
	}
	if h.Layout == "" || h.Layout == oneSided {
		if p := askedOnly(s, h, best); p != nil {
			best = p
		}
	}
	if (best == nil || best.onlyAsks()) && (h.Layout == "" || h.Layout == inBold) {
		if p := interview(s, h); p != nil {
			best = p
		}
	}
	if best == nil && h.Speaker != "" {
		best = soliloquy(s, h)
	}
	if best == nil {
		if named := h; h.Speaker == "" {
			if named.Speaker = "NAME"; askedOnly(s, named, nil) != nil {
				return nil, fmt.Sprintf("only who asks has a label; say who answers: rapporteur lint --sidecar --speaker \"NAME\" %q", f.Name)
			}
		}
		return nil, whyNot(s, f.Name)
	}
	d := best.write()
	d.Basis = best.basis(second)
	return d, ""
}

// onlyAsks reports whether nobody but who asks has a label, so that what stands
// below is somebody else's: "Q: Was it hard?".
func (p *parse) onlyAsks() bool {
	for _, it := range p.cast.order {
		if it.taken && !askers.Holds(it.text) {
			return false
		}
	}
	return len(p.cast.order) > 0
}

// soliloquy returns the parse of a text without labels all of which one person
// says, by what somebody has said of it; what can be its title is not said.
func soliloquy(s *page.Sheet, h draft.Hint) *parse {
	first := 0
	for n := 0; n < maxTitleLines && first < len(s.Lines); n++ {
		end := s.Block(first, len(s.Lines))
		if page.EndsSentence(s.Joined(first, end)) || end == len(s.Lines) {
			break
		}
		first = end
	}
	if first >= len(s.Lines) {
		return nil
	}
	p := &parse{parser: &parser{layout: &layout{name: "speech by one person"}, s: s, doc: &document{Sheet: s}}, hint: h, weight: leastWeight, turns: 1}
	p.cast = &cast{doc: p.doc}
	p.cues = []cue{{line: first, label: p.keep(label.Label{Name: h.Speaker, Rest: s.At(first)})}}
	return p
}
