package search

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed words/questions.txt
var questionsText string

// questionWords are the words of questions by what they do.
type questionWords struct {
	asking, saying, wanting, about, filler, clause, occasion, noise map[string]bool

	short    map[string]string // "what's": what
	openings []opening
}

// An opening is how a question begins that the record itself may answer.
type opening struct {
	asking  Asking
	words   []string
	answers [][]string // what stands in the answer: any word of each; # is any number
}

var questions = sync.OnceValue(func() *questionWords {
	q := &questionWords{
		asking: make(map[string]bool), saying: make(map[string]bool), wanting: make(map[string]bool), about: make(map[string]bool),
		filler: make(map[string]bool), clause: make(map[string]bool), occasion: make(map[string]bool),
		noise: make(map[string]bool), short: make(map[string]string),
	}
	sets := map[string]map[string]bool{
		"asking": q.asking, "saying": q.saying, "wanting": q.wanting, "about": q.about,
		"filler": q.filler, "clause": q.clause, "occasion": q.occasion, "noise": q.noise,
	}
	kinds := map[string]Asking{
		"howlong": ForLength, "present": ForPresent, "recorder": ForRecorder, "when": ForTime, "where": ForPlace, "howmany": ForAmount,
		"translator": ForTranslator, "subject": ForSubject, "asker": ForAsker, "person": ForPerson,
	}
	for line := range strings.Lines(questionsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if words, ok := strings.CutPrefix(line, "short:"); ok {
			for _, pair := range strings.Fields(words) {
				typed, word, _ := strings.Cut(pair, "=")
				q.short[Fold(typed)] = word
			}
		} else if name, words, ok := strings.Cut(line, ":"); ok {
			if set := sets[name]; set != nil {
				for _, w := range strings.Fields(Fold(words)) {
					set[w] = true
				}
				continue
			}
			for _, row := range tableRows(words) {
				for _, cell := range row {
					q.openings = append(q.openings, opening{asking: kinds[name], words: cell})
				}
			}
		} else if name, words, ok := strings.Cut(line, "="); ok {
			for i := range q.openings {
				if q.openings[i].asking == kinds[name] {
					q.openings[i].answers = nil
					for cell := range strings.SplitSeq(words, "|") {
						q.openings[i].answers = append(q.openings[i].answers, strings.Fields(cell))
					}
				}
			}
		}
	}
	return q
})

// A typedWord is a word of a query with its place.
type typedWord struct {
	text       string
	start, end int
}

// typed returns the first words of text, and text less what comes from a word
// on that is longer than anybody types.
func typed(text string) (string, []typedWord) {
	var words []typedWord
	for w, span := range EachWord(text) {
		if len(w) > longestTyped {
			return text[:span.Start], words
		}
		if len(words) == maxWords {
			break
		}
		words = append(words, typedWord{string(w), span.Start, span.End})
	}
	return text, words
}

func typedWords(text string) []typedWord {
	_, words := typed(text)
	return words
}

// longestTyped is how many bytes a word has at most that is looked for.
const longestTyped = 1 << 10

// opening returns the opening that words begin with, nil if there is none.
func (t *questionWords) opening(words []typedWord) *opening {
	var longest *opening
	for i := range t.openings {
		o := &t.openings[i]
		if len(words) < len(o.words) || longest != nil && len(longest.words) >= len(o.words) {
			continue
		}
		fits := true
		for j, w := range o.words {
			fits = fits && words[j].text == w
		}
		if fits {
			longest = o
		}
	}
	return longest
}

// content returns the words that tell what is asked for: no words of asking,
// no function words, and none of besides.
func (x *Index) content(words []typedWord, besides map[string]bool) []typedWord {
	t, foreign := questions(), x.foreign(words)
	var content []typedWord
	for _, w := range words {
		if !t.asking[w.text] && !t.filler[w.text] && !t.about[w.text] && !besides[w.text] && !IsFunctionWord(w.text) && !foreign[w.text] {
			content = append(content, w)
		}
	}
	return content
}

// all reports whether all words are in one of two sets.
func (t *questionWords) all(a, b map[string]bool, words []typedWord) bool {
	for _, w := range words {
		if !a[w.text] && !b[w.text] {
			return false
		}
	}
	return true
}

// spelledOut returns words with what is short for a word of asking spelled out.
func (t *questionWords) spelledOut(words []typedWord) []typedWord {
	words = slices.Clone(words)
	for i := range words {
		if word := t.short[words[i].text]; word != "" {
			words[i].text = word
		}
	}
	return words
}

// withoutNoise returns text and its words less chat before and after, unless it
// is nothing else or the library has it.
func (x *Index) withoutNoise(text string, words []typedWord) (string, []typedWord) {
	t := questions()
	noise := func(w typedWord) bool { return t.noise[w.text] && x.vocabulary.find([]byte(w.text)) == noTerm }
	from, to := 0, len(words)
	for from < to && noise(words[from]) {
		from++
	}
	for to > from && noise(words[to-1]) {
		to--
	}
	if from == to {
		return text, words
	}
	if to < len(words) {
		text = text[:words[to-1].end]
	}
	if cut := words[from].start; from > 0 {
		text = text[cut:]
		words = slices.Clone(words)
		for i := range words {
			words[i].start, words[i].end = words[i].start-cut, words[i].end-cut
		}
	}
	return text, words[from:to]
}

func (t *questionWords) any(set map[string]bool, words []typedWord) bool {
	for _, w := range words {
		if set[w.text] {
			return true
		}
	}
	return false
}
