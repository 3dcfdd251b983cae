package texts

import (
	"slices"
	"strings"

	"rapporteur/corpus/transcript/label"
)

// hasChanges reports whether lines of a text begin with the mark that captions put
// where the speaker changes.
func hasChanges(d *document) bool {
	const few = 3
	n := 0
	for i := range d.Lines {
		if strings.HasPrefix(d.At(i), label.ChangeMark) {
			n++
		}
	}
	return n >= few
}

// change ends a turn at each mark that no label known to be one follows: somebody
// else speaks, and nobody knows who.
func (p *parse) change() {
	if !p.changes || len(p.cues) == 0 {
		return
	}
	var all []cue
	rest := p.cues
	for i := range p.s.Lines {
		text := p.s.At(i)
		if len(rest) > 0 && rest[0].line == i {
			all = append(all, rest[0])
			rest = rest[1:]
		} else if strings.HasPrefix(text, label.ChangeMark) {
			all = append(all, p.changed(i, 0))
		}
		if len(all) == 0 {
			continue
		}
		for at := 1; ; {
			next := strings.Index(text[at:], " "+label.ChangeMark)
			if next < 0 {
				break
			}
			at += next + 1
			all = append(all, p.changed(i, at))
		}
	}
	p.cues = slices.Clip(all)
}

// changed returns the cue of a mark of change at a byte of line i.
func (p *parse) changed(i, at int) cue {
	text := p.s.At(i)[at:]
	found, ok := label.Changed(text)
	if !ok || !p.cast.takes(found.Name) {
		found = label.Label{Rest: text}
	}
	return cue{line: i, at: int32(at), label: p.keep(found)}
}
