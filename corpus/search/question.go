package search

import (
	_ "embed"
	"slices"
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
	// who wrote it down. ForTranslator and ForSubject ask who translated it,
	// and what it is.
	ForTime
	ForPlace
	ForLength
	ForPresent
	ForRecorder
	ForTranslator
	ForSubject
	// ForPerson wants to know who somebody is who speaks, or is a name alone.
	ForPerson
)

// String names what is wanted: "a line", "a topic", "a number".
func (a Asking) String() string {
	return [...]string{"a line", "a topic", "a number", "a time", "a place", "a length", "who was present", "the recorder",
		"the translator", "what the record is", "a speaker"}[a]
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
	// Asks reports that the query is a question that is its own topic.
	Asks bool

	subject int // how many words of the topic come first that say of whom it is asked
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
		"translator": ForTranslator, "subject": ForSubject, "person": ForPerson,
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
	said     string   // what may be a line in it: "who said …", "Guevara: …"
	about    bool     // it says "about" or the like before its topic
}

// understand says what a query of the given words wants. A query that is no question and names
// no topic is a line.
func (x *Index) understand(text string, words []typedWord) (Question, form) {
	q, f := x.understandWords(text, questions().spelledOut(words))
	q.Topic = strings.TrimRightFunc(strings.TrimLeft(q.Topic, " "), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Po, r) && r != '%'
	})
	if line, quoted := unquote(f.said); quoted {
		f.said = line
	}
	return q, f
}

func (x *Index) understandWords(text string, words []typedWord) (Question, form) {
	if len(words) == 0 {
		return Question{}, form{}
	}
	t := questions()
	q := Question{Topic: text}
	if x.claim(text, &q) {
		return q, form{said: q.Topic}
	}
	if o := x.ofOccasion(words); o != nil {
		q.Asking, q.Occasion, q.Asks = o.asking, true, true
		return q, form{question: true, opening: o}
	}
	who := words
	if o := t.opening(words); o != nil && o.asking == ForPerson {
		who = words[len(o.words):]
	}
	if x.named(&q, text, who, surelyNamed) && q.Speaker != nil && len(typedWords(q.Name)) == len(who) {
		q.Asking = ForPerson
		return q, form{question: true}
	}
	q.Name, q.Speaker, q.Speakers = "", nil, nil
	asks := strings.HasSuffix(strings.TrimSpace(text), "?") || len(words) > 1 && t.asking[words[0].text]
	say, about := -1, -1
	for i, w := range words {
		switch {
		case say < 0 && t.saying[w.text] && (asks || i <= maxName):
			say = i
		case about < 0 && t.about[w.text] && i > 0 && (say >= 0 || !asks || t.all(t.asking, t.filler, words[:i])):
			about = i
		}
	}
	for i := 1; say < 0 && i+1 < len(words) && i <= maxName+2; i++ {
		if t.wanting[words[i].text] && (asks || t.about[words[i+1].text] || words[i+1].text == "that") && x.named(&q, text, words[:i], surelyNamed) {
			say = i
		}
	}
	topic, f, subject := 0, form{}, ""
	switch {
	case say > 0 && (asks || x.named(&q, text, words[:say], surelyNamed)):
		if q.Name == "" {
			x.named(&q, text, words[:say], leastNamed)
		}
		if q.Name == "" {
			q.Stranger = x.stranger(text, words[:say])
		}
		topic = say + 1
		if _, quoted := unquote(text[words[say].end:]); !quoted && about > say && about <= say+3 {
			topic, f.about = about+1, true
		}
		for topic < len(words) && words[topic].text == "that" {
			topic++
		}
		if line := strings.TrimSpace(text[words[topic-1].end:]); !f.about {
			if _, quoted := unquote(line); quoted || len(words)-topic >= shortestLine {
				f.said = line
			}
		}
		if who := t.content(words[:say], nil); len(who) > 0 && q.Name == "" && q.Stranger == "" {
			q.subject = len(who)
			subject = text[who[0].start:who[len(who)-1].end] + " " // nobody who speaks, but what is asked for
		}
		asks = true
	case about > 0 && about+1 < len(words) && (asks || about <= maxName && (x.named(&q, text, words[:about], surelyNamed) || t.all(t.filler, t.saying, words[:about]))):
		topic, f.about = about+1, true
		asks = true
	}
	if topic >= len(words) || q.Stranger != "" && len(t.content(words[topic:], nil)) == 0 {
		if q.Stranger == "" {
			return Question{Topic: text}, form{}
		}
		return Question{Topic: q.Stranger, Stranger: q.Stranger}, form{}
	}
	q.Topic = subject + text[words[topic].start:]
	if f.question = asks; asks {
		q.Asking, q.Asks = ForTopic, topic == 0
		if o := t.opening(words); o != nil && o.asking != ForPerson && o.asking != ForSubject && say < 0 {
			q.Asking, f.opening = o.asking, o
		}
		return q, f
	}
	content := t.content(words, nil)
	if len(words) <= maxTopic && len(content) > 0 && len(content) <= maxContent && !t.any(t.clause, words) {
		q.Asking = ForTopic
	}
	return q, f
}

// ofOccasion returns how a question begins that means the meeting itself, or
// the record: "how long did the talk last", "what is Macbeth about". It is nil
// if words ask for anything else.
func (x *Index) ofOccasion(words []typedWord) *opening {
	t := questions()
	last := len(words) - 1
	if last > 1 && t.asking[words[0].text] && t.about[words[last].text] && x.isOccasion(words[1:last]) {
		return &opening{asking: ForSubject}
	}
	o := t.opening(words)
	if o == nil || o.asking == ForAmount || o.asking == ForPerson {
		return nil
	}
	rest := words[len(o.words):]
	if o.asking == ForSubject && len(t.content(rest, t.occasion)) > 0 || !x.isOccasion(rest) {
		return nil // "what happens to Guevara", whom the title names
	}
	return o
}

// isOccasion reports whether words mean the meeting or the record: they name it,
// have its title, or say nothing.
func (x *Index) isOccasion(words []typedWord) bool {
	content := questions().content(words, questions().occasion)
	if len(content) == 0 {
		return true
	}
	return slices.ContainsFunc(x.lib.Records[:min(len(x.lib.Records), mostTitles)], func(r *corpus.Record) bool {
		title := make(map[string]bool)
		for _, text := range []string{r.Title, r.ShortTitle()} {
			for word := range EachWord(text) {
				title[string(word)] = true
			}
		}
		return !slices.ContainsFunc(content, func(w typedWord) bool { return !title[w.text] })
	})
}

// mostTitles is how many records' titles are looked at.
const mostTitles = 64

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

// stranger returns the name among words before "say": words with a capital,
// in the query or wherever the library has them, or that stand nowhere in it.
// It is "" if there is anything else, or some speaker is called about so.
func (x *Index) stranger(text string, words []typedWord) string {
	content := questions().content(words, nil)
	if len(content) == 0 || len(content) > maxName {
		return ""
	}
	for _, w := range content {
		first, _ := utf8.DecodeRuneInString(text[w.start:])
		if term := x.vocabulary.find([]byte(w.text)); !unicode.IsUpper(first) && term != noTerm && !x.isName(term) {
			return ""
		}
		if x.bears(stem([]byte(w.text))) || len(forms()[w.text]) > 0 {
			return "" // "the witches", where the first witch speaks; "the Americans"
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
	i := 0
	for _, w := range questions().content(typedWords(topic), nil) {
		if x.parted([]byte(w.text)) < len(w.text) {
			i += 2
			continue
		}
		heard := s.words[i].term != noTerm
		for _, v := range s.variants {
			heard = heard || v.word <= int32(i) && int32(i) < v.word+v.words
		}
		if t := questions(); !heard && !t.noise[w.text] && !t.clause[w.text] {
			unheard = append(unheard, topic[w.start:w.end])
		}
		i++
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

// isName reports whether a word has a capital wherever it stands, as far as
// that was looked at.
func (x *Index) isName(term termID) bool {
	turns := x.holding(term)
	for _, d := range turns[:min(len(turns), mostWritten)] {
		first, _ := utf8.DecodeRuneInString(x.writtenIn(d, term))
		if !unicode.IsUpper(first) {
			return false
		}
	}
	return len(turns) > 0
}

// mostWritten is in how many turns it is looked at how a word is written.
const mostWritten = 8

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
