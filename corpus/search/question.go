package search

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// Asking says what a query wants.
type Asking uint8

const (
	// ForLine wants a line that is claimed to stand in the record.
	ForLine Asking = iota
	// ForTopic wants passages about something.
	ForTopic
	// ForAmount wants a number.
	ForAmount
	// ForTime, ForPlace, ForLength, ForPresent and ForRecorder want passages
	// about something, too, and ask after what the record's metadata or its
	// narration may say: when, where and how long it was, who was there, and
	// who wrote it down.
	ForTime
	ForPlace
	ForLength
	ForPresent
	ForRecorder
)

// String names what is wanted: "a line", "a topic", "a number".
func (a Asking) String() string {
	return [...]string{"a line", "a topic", "a number", "a time", "a place", "a length", "who was present", "the recorder"}[a]
}

// A Question is how a query was understood.
type Question struct {
	Asking Asking
	// Speaker is who the query names as the one who speaks ("Che on rice"),
	// nil if it names nobody, or nobody for certain: then Speakers are all
	// who may be meant, best first.
	Speaker  *corpus.Person
	Speakers []NameMatch
	Name     string // as it was typed
	// Stranger is of whom words are asked who does not speak in the library, as
	// it was typed: "Castro" of "what did Castro say about rice".
	Stranger string
	// Topic is what is asked for: the query less the words of asking, and less
	// the speaker's name.
	Topic string
	// Occasion reports that a question after time, place, length or people
	// means the meeting itself ("how long did they meet") and no event in it.
	Occasion bool
}

// people returns whom the question may name, if q does not say: of several,
// those whom the name fits about as well as the first.
func (asked Question) people(q Query) []*corpus.Person {
	if q.Speaker != nil {
		return nil
	}
	if asked.Speaker != nil {
		return []*corpus.Person{asked.Speaker}
	}
	var people []*corpus.Person
	for _, m := range asked.Speakers[:min(len(asked.Speakers), maxNamesakes)] {
		if m.Score > asked.Speakers[0].Score-sureLead {
			people = append(people, m.Person)
		}
	}
	return people
}

// maxNamesakes is how many people of one name are asked.
const maxNamesakes = 4

//go:embed words/questions.txt
var questionsText string

// questionWords are the words of questions by what they do.
type questionWords struct {
	asking, saying, wanting, about, filler, clause, occasion map[string]bool
	openings                                                 []opening
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
	}
	sets := map[string]map[string]bool{
		"asking": q.asking, "saying": q.saying, "wanting": q.wanting, "about": q.about,
		"filler": q.filler, "clause": q.clause, "occasion": q.occasion,
	}
	kinds := map[string]Asking{
		"howlong": ForLength, "present": ForPresent, "recorder": ForRecorder, "when": ForTime, "where": ForPlace, "howmany": ForAmount,
	}
	for line := range strings.Lines(questionsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if name, words, ok := strings.Cut(line, ":"); ok {
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

// maxTopic is how many words a query has at most that is a topic without being
// a question, and maxContent how many of them tell something.
const (
	maxTopic   = 7
	maxContent = 4
	// shortestLine is how many words a question must hold to hold a line.
	shortestLine = 4
	// maxName is how many words stand for a speaker's name at most.
	maxName = 4
)

// A form is how a query asks for what it wants.
type form struct {
	opening  *opening // nil if it has none
	question bool     // it is one, and not a few words that may be a topic
	line     bool     // its topic may be a line: "who said …", "Guevara: …"
	about    bool     // it says "about" or the like before its topic
}

// understand says what a query of the given words wants. A query that is no question and names
// no topic is a line.
func (x *Index) understand(text string, words []typedWord) (Question, form) {
	if len(words) == 0 {
		return Question{}, form{}
	}
	t := questions()
	q := Question{Topic: text}
	if x.claim(text, &q) {
		return q, form{line: true}
	}
	asks := strings.HasSuffix(strings.TrimSpace(text), "?") || len(words) > 1 && t.asking[words[0].text]
	say, about := -1, -1
	for i, w := range words {
		switch {
		case say < 0 && t.saying[w.text] && (asks || i <= maxName):
			say = i
		case about < 0 && t.about[w.text] && i > 0 && (say >= 0 || !asks):
			about = i
		}
	}
	for i := 1; asks && say < 0 && i+1 < len(words) && i <= maxName+2; i++ {
		if t.wanting[words[i].text] && x.named(&q, text, words[:i], surelyNamed) {
			say = i
		}
	}
	topic, f := 0, form{}
	switch {
	case say > 0 && (asks || x.named(&q, text, words[:say], surelyNamed)):
		if q.Name == "" {
			x.named(&q, text, words[:say], leastNamed)
		}
		if q.Name == "" {
			q.Stranger = x.stranger(text, words[:say])
		}
		topic, f.line = say+1, true
		if about > say && about <= say+3 {
			topic, f.line, f.about = about+1, false, true
		}
		for topic < len(words) && words[topic].text == "that" {
			topic++
		}
		asks = true
	case !asks && about > 0 && about <= maxName && (x.named(&q, text, words[:about], surelyNamed) || t.all(t.filler, words[:about])):
		topic, f.about = about+1, true
		asks = true
	}
	if topic >= len(words) {
		return Question{Topic: text, Stranger: q.Stranger}, form{}
	}
	q.Topic = text[words[topic].start:]
	f.line = f.line && len(words)-topic >= shortestLine
	if f.question = asks; asks {
		q.Asking = ForTopic
		if o := t.opening(words); o != nil && say < 0 {
			q.Asking, f.opening = o.asking, o
			q.Occasion = len(t.content(words[topic:], t.occasion)) == 0
		}
		return q, f
	}
	content := t.content(words, nil)
	if len(words) <= maxTopic && len(content) > 0 && len(content) <= maxContent && !t.any(t.clause, words) {
		q.Asking = ForTopic
	}
	return q, f
}

// claim reads "Guevara: we have enough missiles": a line, and who is said to
// have said it.
func (x *Index) claim(text string, q *Question) bool {
	name, line, ok := strings.Cut(text, ":")
	if !ok || strings.TrimSpace(line) == "" {
		return false
	}
	if words := typedWords(name); len(words) == 0 || len(words) > maxName || !x.named(q, name, words, leastNamed) {
		return false
	}
	q.Topic = strings.TrimSpace(line)
	return true
}

// named notes who words name as the speaker, and reports whether they name
// anybody at least so well.
func (x *Index) named(q *Question, text string, words []typedWord, least float64) bool {
	t := questions()
	for len(words) > 0 && (t.asking[words[0].text] || t.filler[words[0].text] && !x.bears(words[0].text)) {
		words = words[1:]
	}
	for len(words) > 0 && t.filler[words[len(words)-1].text] {
		words = words[:len(words)-1]
	}
	if len(words) == 0 || len(words) > maxName {
		return false
	}
	name := text[words[0].start:words[len(words)-1].end]
	name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
	people, sure := x.speakersNamed(name)
	if len(people) == 0 || people[0].Score < least {
		return false
	}
	q.Name = name
	if sure || len(people) == 1 {
		q.Speaker = people[0].Person
		return true
	}
	q.Speakers = people
	return true
}

// stranger returns the name among words before "say": words with a capital, or
// that stand nowhere in the library. It is "" if there is anything else.
func (x *Index) stranger(text string, words []typedWord) string {
	content := questions().content(words, nil)
	if len(content) == 0 || len(content) > maxName {
		return ""
	}
	for _, w := range content {
		first, _ := utf8.DecodeRuneInString(text[w.start:])
		if !unicode.IsUpper(first) && x.vocabulary.find([]byte(w.text)) != noTerm {
			return ""
		}
	}
	return text[content[0].start:content[len(content)-1].end]
}

// Unheard returns the words of a topic, as they were typed, that stand nowhere
// in the library, nor anything that they may be another form of or a slip for.
// Words of asking and those that every text is full of are left out.
func (x *Index) Unheard(topic string) []string {
	topic = beginning(topic, maxText)
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.topicWords(x, Question{Topic: topic}, nil)
	defer s.release()
	var unheard []string
	for i, w := range questions().content(typedWords(topic), nil) {
		heard := s.words[i].term != noTerm
		for _, v := range s.variants {
			heard = heard || v.word <= int32(i) && int32(i) < v.word+v.words
		}
		if !heard {
			unheard = append(unheard, topic[w.start:w.end])
		}
	}
	return unheard
}

// How well a name in a question must fit a speaker's, and how well where
// nothing but the name makes a question of it: "Che on rice".
const (
	leastNamed  = 0.6
	surelyNamed = 0.85
)

func (x *Index) bears(word string) bool { return len(x.names.speakers([]byte(word))) > 0 }

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
func (t *questionWords) content(words []typedWord, besides map[string]bool) []typedWord {
	var content []typedWord
	for _, w := range words {
		if !t.asking[w.text] && !t.filler[w.text] && !t.about[w.text] && !besides[w.text] && !isFunctionWord(w.text) {
			content = append(content, w)
		}
	}
	return content
}

func (t *questionWords) all(set map[string]bool, words []typedWord) bool {
	for _, w := range words {
		if !set[w.text] && !t.saying[w.text] {
			return false
		}
	}
	return true
}

func (t *questionWords) any(set map[string]bool, words []typedWord) bool {
	for _, w := range words {
		if set[w.text] {
			return true
		}
	}
	return false
}
