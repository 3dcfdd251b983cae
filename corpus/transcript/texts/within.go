package texts

import (
	"strings"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// runOn adds the cues that stand within lines, as in "… a commitment.
// MODERATOR: Your time.", to those of the parse. Only a label in capitals that
// also begins lines, or is that of an office, is seen there.
func (p *parse) runOn() {
	if !p.anywhere || p.alone || p.columns || p.hearing || p.changes || len(p.cues) == 0 || !p.capitals {
		return
	}
	all := make([]cue, 0, len(p.cues)+len(p.cues)/8)
	rest := p.cues
	for i := p.cues[0].line; i < len(p.s.Lines); i++ {
		text, from := p.s.At(i), 0
		for len(rest) > 0 && rest[0].line == i {
			all = append(all, rest[0])
			from = len(text) - len(rest[0].label.Rest)
			rest = rest[1:]
		}
		for {
			at, name := p.labelWithin(text, from)
			if at == 0 {
				break
			}
			from = at + len(name) + 1
			all = append(all, cue{line: i, at: int32(at), label: p.keep(label.Label{Name: name, Rest: strings.TrimSpace(text[from:])})})
		}
	}
	p.cues = all
}

// labelWithin returns where after from a label of the cast stands that a
// sentence ends before, and its name; 0 if there is none.
func (p *parse) labelWithin(text string, from int) (at int, name string) {
	for at := from; ; {
		colon := strings.Index(text[at:], ": ")
		if colon < 0 {
			return 0, ""
		}
		colon += at
		at = colon + 1
		if colon == 0 || text[colon-1] < '0' || text[colon-1] > 'Z' {
			continue
		}
		for start := max(from, colon-label.MaxBytes); start < colon; start++ {
			if start == 0 || strings.IndexByte(" .?!", text[start-1]) < 0 {
				continue
			}
			name := text[start:colon]
			if (p.cast.takes(name) || label.HasRole(name) && label.HasCapsOnly(name)) && len(name) > 1 && label.IsCaps(name) && start > from && page.EndsSentence(strings.TrimSpace(text[from:start])) {
				return start, name
			}
		}
	}
}
