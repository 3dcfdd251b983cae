package concordance

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"rapporteur/corpus/search"
)

// Words are one or several words that are looked for side by side.
type Words struct {
	Text    string
	Exactly bool // these forms alone; else also others of the same stems
}

// String returns the words as they are typed.
func (w Words) String() string {
	if w.Exactly {
		return "“" + w.Text + "”"
	}
	return w.Text
}

// MostSets is how many sets of words can be compared.
const MostSets = 3

// Errors of Parse.
var (
	ErrNoWords     = errors.New("no words to look for")
	ErrTooManySets = errors.New("too many sets of words to compare")
)

var versus = regexp.MustCompile(`(?i)(?:^|\s+)(?:vs\.?|versus)(?:\s+|$)`)

// Parse reads what a person types: words, in quotation marks if exactly these
// are meant, and two or three such sets with "vs" between them
// ("rice vs “missiles”"). What is typed twice is one set, and a "vs" with nothing
// after it is not finished yet. Its error is ErrNoWords or ErrTooManySets.
func Parse(typed string) ([]Words, error) {
	var sets []Words
	for i, part := range versus.Split(strings.TrimSpace(typed), -1) {
		if part == "" && i > 0 {
			continue
		}
		text, quoted := search.Unquote(part)
		folded := search.Fold(text)
		if folded == "" {
			return nil, ErrNoWords
		}
		if !slices.ContainsFunc(sets, func(w Words) bool { return w.Exactly == quoted && search.Fold(w.Text) == folded }) {
			sets = append(sets, Words{text, quoted})
		}
	}
	if len(sets) > MostSets {
		return nil, ErrTooManySets
	}
	return sets, nil
}
