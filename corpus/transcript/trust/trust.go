// Package trust says how far a reading can be trusted: how likely it is that
// under 0.5 % of its words are wrong, by what it shows of itself. Its weights are
// fitted to readings of documents whose words are known, whole and damaged.
package trust

import (
	"math"

	"rapporteur/corpus/transcript/draft"
)

// mostSure is how sure a reading is at most.
const mostSure = 0.99

// Confidence returns how likely it is that under 0.5 % of the words of a reading
// are wrong.
func (s *Signs) Confidence() float64 {
	if s[firstMarks+int(draft.Somebody)] > 0 {
		return 0.5 // somebody has said whose it is, and nothing else does
	}
	logit := 0.0
	for i := range s {
		logit += s[i] * signWeights[i]
	}
	return min(mostSure, 1/(1+math.Exp(-logit)))
}
