package texts

import (
	"math"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// What a parse is judged by as a whole, by hand until enough wrong reads are at
// hand to fit it: each takes from the log-odds that under 0.5 % of the words
// are wrong.
const (
	perUnknown  = 8.0  // times the share of labels that look like one and are not taken
	perRival    = 2.0  // times how close the next best parse comes
	perUnsure   = 4.0  // times the share of turns whose label is not sure
	perNarrated = 3.0  // times the share of paragraphs of nobody, from the first turn on
	perDoubt    = 40.0 // times the doubts that came up in reading, to a turn
	few         = 20   // turns to which a doubt is compared at least
	saysItself  = 3.0  // it says of itself what it is
	oneSpeaker  = 1.0
	most        = 4.6 // nothing is surer than 99 %
)

// confidence returns how likely it is that under 0.5 % of the words of a parse
// are wrong, second being the weight of the one that explains the text next best
// and doubts how many came up in writing it down.
func (p *parse) confidence(second float64, doubts int) float64 {
	sure, turns, speakers := 0, 0, 0
	for _, it := range p.cast.order {
		if !it.taken {
			continue
		}
		speakers++
		turns += it.cues
		if it.logit > 2 {
			sure += it.cues
		}
	}
	if turns == 0 {
		return 0.5 // somebody has said whose it is, and nothing else does
	}
	logit := min(most, 1.5+math.Log2(float64(turns)))
	logit -= perUnknown * min(0.5, float64(p.strangers())/float64(turns))
	logit -= perRival * min(1, second/max(1, p.weight))
	logit -= perUnsure * (1 - float64(sure)/float64(turns))
	logit -= perDoubt * min(0.08, float64(doubts)/float64(turns+few))
	if p.recorder == nil { // else long papers stand among the speeches
		logit -= perNarrated * max(0, p.unspoken()-0.3)
	}
	switch {
	case p.opens != nil:
		logit += saysItself
	case speakers < 2:
		logit -= oneSpeaker
	}
	return probability(min(most, logit))
}

// strangers returns how many labels that are not taken look like one all the
// same.
func (p *parse) strangers() int {
	n := 0
	for _, it := range p.cast.order {
		if !it.taken && it.strong > 0 && it.logit > -1.5 && !label.IsHeading(it.name) {
			n += it.cues
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
