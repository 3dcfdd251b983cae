package search

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

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
	// ForAsker wants what somebody asked about something, and so who did.
	ForAsker
	// ForSpeech wants what somebody says, whatever it is about.
	ForSpeech
	// ForPerson wants to know who somebody is who speaks, or is a name alone.
	ForPerson
)

// String names what is wanted: "a line", "a topic", "a number".
func (a Asking) String() string {
	return [...]string{"a line", "a topic", "a number", "a time", "a place", "a length", "who was present", "the recorder",
		"the translator", "what the record is", "a question", "what somebody says", "a speaker"}[a]
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

	asks    bool // it is a question
	subject int  // how many words of the topic come first that say of whom it is asked
}

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
	// subject is who a question tells something of, who speaks in the library, and
	// predicate the question without the name; nil if it is nobody.
	subject   *corpus.Person
	predicate string
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
	q := Question{Topic: text}
	if x.claim(text, &q) {
		return q, form{said: q.Topic}
	}
	if o := x.ofOccasion(words); o != nil {
		q.Asking, q.Occasion, q.Asks = o.asking, true, true
		return q, form{question: true, opening: o}
	}
	if x.isPerson(&q, text, words) {
		q.Asking = ForPerson
		return q, form{question: true}
	}
	u := understanding{Index: x, table: questions(), text: text, words: words, q: Question{Topic: text}}
	u.asks = strings.HasSuffix(strings.TrimSpace(text), "?") || len(words) > 1 && u.table.asking[words[0].text]
	u.findVerb()
	u.findTopic()
	return u.result()
}

// isPerson reports whether words ask who somebody is, or only name them, and
// notes whom.
func (x *Index) isPerson(q *Question, text string, words []typedWord) bool {
	who := words
	if o := questions().opening(words); o != nil && o.asking == ForPerson {
		who = words[len(o.words):]
	}
	return x.named(q, text, who, surelyNamed) && q.Speaker != nil && len(typedWords(q.Name)) == len(who)
}

// An understanding is what a query is found to say, step by step.
type understanding struct {
	*Index
	table *questionWords
	text  string
	words []typedWord

	asks       bool // it is a question
	say, about int  // indexes of a verb of saying and of "about" or the like, -1 if there is none
	topic      int  // index of the topic's first word
	subject    string
	q          Question
	form       form
}

// findVerb finds the verb that stands between who is asked for and what they
// said, and what leads to the topic.
func (u *understanding) findVerb() {
	t, words := u.table, u.words
	u.say, u.about = -1, -1
	for i, w := range words {
		switch {
		case u.say < 0 && t.saying[w.text] && (u.asks || i <= maxName) && !sentenceEnd.MatchString(u.text[:w.start]):
			u.say = i
		case u.about < 0 && t.about[w.text] && i > 0 && (u.say >= 0 || !u.asks || t.all(t.asking, t.filler, words[:i])):
			u.about = i
		}
	}
	for i := 1; u.say < 0 && i+1 < len(words) && i <= maxName+2; i++ {
		if t.wanting[words[i].text] && (u.asks || t.about[words[i+1].text] || words[i+1].text == "that") && u.named(&u.q, u.text, words[:i], surelyNamed) {
			u.say = i
		}
	}
}

// sentenceEnd is where a sentence ends before another one: what says so there asks for
// nothing.
var sentenceEnd = regexp.MustCompile(`\p{Ll}{3}[.!?;]+["”’»]?\s`)

// findTopic finds where the topic begins: behind the verb, or behind "about".
func (u *understanding) findTopic() {
	t, words, about := u.table, u.words, u.about
	switch {
	case u.say > 0 && (u.asks || u.named(&u.q, u.text, words[:u.say], surelyNamed)):
		u.spoken()
		u.asks = true
	case about > 0 && about+1 < len(words) && (u.asks || about <= maxName && (u.named(&u.q, u.text, words[:about], surelyNamed) || t.all(t.filler, t.saying, words[:about]))):
		u.topic, u.form.about = about+1, true
		u.asks = true
	}
}

// spoken reads what stands around the verb: who is asked for, and the topic or
// the line.
func (u *understanding) spoken() {
	words, say := u.words, u.say
	if u.q.Name == "" {
		u.named(&u.q, u.text, words[:say], leastNamed)
	}
	if u.q.Name == "" {
		u.q.Stranger = u.stranger(u.text, words[:say])
	}
	u.topic = say + 1
	if u.q.Name == "" && u.q.Stranger == "" {
		u.inverted()
	}
	if _, quoted := unquote(u.text[words[say].end:]); !quoted && u.about > say && u.about <= say+3 {
		u.topic, u.form.about = u.about+1, true
	}
	for u.topic < len(words) && words[u.topic].text == "that" {
		u.topic++
	}
	if u.wants(say) {
		u.topic = say
	}
	if line := strings.TrimSpace(u.text[words[max(u.topic, say+1)-1].end:]); !u.form.about && say <= maxName+2 { // behind more, it is a part of a line
		if _, quoted := unquote(line); quoted || len(words)-u.topic >= shortestLine {
			u.form.said = line
		}
	}
	if who := u.content(words[:say], nil); len(who) > 0 && u.q.Name == "" && u.q.Stranger == "" {
		u.q.subject = len(who)
		u.subject = u.text[who[0].start:who[len(who)-1].end] + " " // nobody who speaks, but what is asked for
	}
}

// wants reports whether word i is a verb that is part of what is asked for: what
// somebody promises, but not what he wants.
func (u *understanding) wants(i int) bool {
	word := u.words[i].text
	return u.table.wanting[word] && Telling([]byte(word), "en")
}

// inverted reads who is asked for where the name stands behind the verb, as in
// other languages than English: "qué dijo Molina de su pozo".
func (u *understanding) inverted() {
	words, say := u.words, u.say
	articles := u.foreign(words)
	for n := min(maxName, len(words)-say-1); n > 0 && len(u.content(words[:say], nil)) == 0; n-- {
		behind := say + 1 + n
		if behind < len(words) && !u.table.about[words[behind].text] {
			continue
		}
		who := words[say+1 : behind]
		for len(who) > 1 && articles[who[0].text] {
			who = who[1:]
		}
		if u.named(&u.q, u.text, who, surelyNamed) {
			u.topic, u.say = behind, behind-1
			return
		}
	}
}

// findSubject finds a speaker's name behind a word of asking: "why is Joe against
// the type property".
func (u *understanding) findSubject(topic string) {
	words := u.words
	for i := 1; i < min(len(words)-1, maxName+2); i++ {
		if !u.table.asking[words[i-1].text] && !u.table.filler[words[i-1].text] || u.table.asking[words[i].text] || u.table.filler[words[i].text] {
			continue
		}
		for n := min(maxName, len(words)-1-i); n > 0; n-- {
			var named Question
			if u.bears(words[i+n-1].text) && u.named(&named, u.text, words[i:i+n], surelyNamed) && named.Speaker != nil {
				u.form.subject = named.Speaker
				u.form.predicate = strings.Replace(topic, u.text[words[i].start:words[i+n-1].end], "", 1)
				return
			}
		}
	}
}

// result says what has been understood.
func (u *understanding) result() (Question, form) {
	t, q := u.table, u.q
	if u.topic >= len(u.words) || q.Stranger != "" && len(u.content(u.words[u.topic:], nil)) == 0 {
		if q.Speaker != nil && u.asks {
			q.Asking = ForSpeech
			return q, form{question: true}
		}
		if q.Stranger == "" {
			return Question{Topic: u.text}, form{}
		}
		return Question{Topic: q.Stranger, Stranger: q.Stranger}, form{}
	}
	q.Topic = u.subject + u.text[u.words[u.topic].start:]
	if u.form.question = u.asks; u.asks {
		q.Asking, q.Asks = ForTopic, u.topic == 0
		if o := t.opening(u.words); o != nil && o.asking != ForPerson && o.asking != ForSubject && u.say < 0 {
			q.Asking, u.form.opening = o.asking, o
			if q.Asks && o.asking != ForAmount && len(o.words) < len(u.words) {
				q.Topic = u.text[u.words[len(o.words)].start:] // "long" of "how long" is no word of the answer
			}
		}
		if u.say < 0 && q.Name == "" && q.Stranger == "" {
			u.findSubject(q.Topic)
		}
		return q, u.form
	}
	content := u.content(u.words, nil)
	if len(u.words) <= maxTopic && len(content) > 0 && len(content) <= maxContent && !t.any(t.clause, u.words) {
		q.Asking = ForTopic
	}
	return q, u.form
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
	if o.asking == ForSubject && len(x.content(rest, t.occasion)) > 0 || !x.isOccasion(rest) {
		return nil // "what happens to Guevara", whom the title names
	}
	return o
}

// isOccasion reports whether words mean the meeting or the record: they name it,
// have its title, or say nothing.
func (x *Index) isOccasion(words []typedWord) bool {
	content := x.content(words, questions().occasion)
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
