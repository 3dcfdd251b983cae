package texts

import (
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// basis returns what the turns of a parse are known by, second being the one that
// explains the text next best, nil if there is none.
func (p *parse) basis(second *parse) draft.Basis {
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
		Rival:     p.rivalOf(second),
		Strangers: min(1, float64(p.strangers())/float64(turns)),
	}
	if p.opens != nil && !p.maybe || p.isTimed() {
		b.Marks = draft.Formal
	}
	if p.recorder == nil { // else long papers stand among the speeches
		b.Far = p.unspoken()
	}
	return b
}

// rivalOf says how nearly another parse explains the text, as far as it says otherwise:
// "Anna:" before a tab is the same label with a colon and with a tab.
func (p *parse) rivalOf(second *parse) float64 {
	if second == nil || len(p.cues) == 0 {
		return 0
	}
	names := make(map[int]string, len(second.cues))
	for i := range second.cues {
		names[second.cues[i].line] = second.cues[i].label.Name
	}
	same := 0
	for i := range p.cues {
		if name, ok := names[p.cues[i].line]; ok && name == p.cues[i].label.Name {
			same++
		}
	}
	share := float64(same) / float64(max(len(p.cues), len(second.cues)))
	return min(1, second.weight/max(1, p.weight)) * (1 - share)
}

// isTimed reports whether nearly each label has a line of its own, and a time on it, as
// programs write down who speaks.
func (p *parse) isTimed() bool {
	const nearly = 0.95
	timed := 0
	for i := range p.cues {
		count(&timed, p.cues[i].label.Time() != "" || p.cues[i].timed)
	}
	return p.alone && timed >= fewCues && float64(timed) >= nearly*float64(len(p.cues))
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
