package search

import (
	"strings"

	"rapporteur/corpus"
)

// followed is what part of a question's worth the turn after it has of it: an
// answer does not repeat the words of what was asked.
const followed = 0.3

// AnswerTo returns the turn that follows one that ends with a question, of
// somebody else, a remark of the recorder's between them left out. It is nil if there is none.
func (x *Index) AnswerTo(t *corpus.Turn) *corpus.Turn {
	if !endsAsking(t) {
		return nil
	}
	turns := t.Record.Turns
	for i := t.Index() + 1; i < min(len(turns), t.Index()+3); i++ {
		if turns[i].Kind == corpus.Narration {
			continue
		}
		if turns[i].Speaker != t.Speaker && t.Kind != corpus.Narration {
			return &turns[i]
		}
		break
	}
	return nil
}

// endsAsking reports whether a turn ends with a question.
func endsAsking(t *corpus.Turn) bool {
	return strings.HasSuffix(strings.TrimRight(t.Text, " \n\"'”’»)"), "?")
}

// answered makes the turns that follow questions about a topic worth more, and
// adds those that were not found.
func (x *Index) answered(found []topical) []topical {
	at := make(map[docID]int, len(found))
	for i, t := range found {
		at[t.doc] = i
	}
	for _, t := range found[:len(found):len(found)] {
		answer := x.AnswerTo(x.turn(t.doc))
		if answer == nil {
			continue
		}
		d := x.docID(answer)
		i, ok := at[d]
		if !ok {
			i = len(found)
			at[d] = i
			found = append(found, topical{doc: d})
		}
		found[i].answers += t.score * followed
	}
	for i := range found {
		found[i].score += found[i].answers
	}
	return found
}
