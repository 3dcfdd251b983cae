package texts

import (
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// basis returns what the turns of a parse are known by, second being the weight
// of the one that explains the text next best.
func (p *parse) basis(second float64) draft.Basis {
	sure, turns := 0, 0
	for _, it := range p.cast.order {
		if !it.taken {
			continue
		}
		turns += int(it.cues)
		if it.logit > 2 {
			sure += int(it.cues)
		}
	}
	if turns == 0 {
		return draft.Basis{Marks: draft.Somebody}
	}
	b := draft.Basis{
		Alone:     p.alone,
		Signs:     p.changes,
		Unsure:    1 - float64(sure)/float64(turns),
		Rival:     min(1, second/max(1, p.weight)),
		Strangers: min(1, float64(p.strangers())/float64(turns)),
	}
	if p.opens != nil && !p.maybe {
		b.Marks = draft.Formal
	}
	if p.recorder == nil { // else long papers stand among the speeches
		b.Far = p.unspoken()
	}
	return b
}

// strangers returns how many labels that are not taken look like one all the
// same.
func (p *parse) strangers() int {
	n := 0
	for _, it := range p.cast.order {
		if !it.taken && it.strong > 0 && it.logit > -1.5 && !it.isHeading() && !p.cast.isPhrase(it) {
			n += int(it.cues)
		}
	}
	return n
}

// unspoken returns which share of the paragraphs from the first turn on stands
// neither under a label nor within a short reach of one.
func (p *parse) unspoken() float64 {
	const reach = 8 // paragraphs
	if len(p.cues) == 0 {
		return 1
	}
	far, all, since, next := 0, 0, 0, 0
	for i := p.cues[0].line; i < len(p.s.Lines); i++ {
		if next < len(p.cues) && p.cues[next].line <= i {
			since = 0
			for next < len(p.cues) && p.cues[next].line <= i {
				next++
			}
		}
		if p.s.Lines[i].Gap > page.Turned {
			all++
			if since++; since > reach {
				far++
			}
		}
	}
	return float64(far) / float64(max(1, all))
}
