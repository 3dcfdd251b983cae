package texts

// confidence returns how likely it is that under 0.5 % of the words of a parse
// are wrong, second being the weight of the one that explains the text next best.
func (p *parse) confidence(second float64) float64 {
	logits, n := 0.0, 0
	for _, it := range p.cast.order {
		if it.taken {
			logits += min(surely, it.logit) * float64(it.cues)
			n += it.cues
		}
	}
	return probability(logits / float64(max(1, n)))
}
