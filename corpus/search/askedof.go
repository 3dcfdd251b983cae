package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

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
	content := x.content(words, nil)
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
	s.begin(x)
	s.topicWords(x, Question{Topic: topic}, nil)
	defer s.release()
	words := x.content(typedWords(topic), nil)
	var unheard []string
	i, counted := 0, 0
	for at, w := range words {
		if at < counted {
			i++ // of a number, which was said or not as a whole
			continue
		}
		if n, length, _ := s.numberAt(x, min(i, len(s.words)-1)); length > 1 && at+length <= len(words) && isOneNumber(topic, words[at:at+length]) {
			if !x.writes(n) {
				unheard = append(unheard, topic[w.start:words[at+length-1].end])
			}
			counted = at + length
			i++
			continue
		}
		if x.parted([]byte(w.text)) < len(w.text) {
			i += 2
			continue
		}
		heard := s.words[i].term != noTerm || x.bears(w.text)
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

// isOneNumber reports whether nothing stands between the words of a number but what
// joins them: "two hundred and forty", and not "forty out of eight".
func isOneNumber(text string, words []typedWord) bool {
	for i, w := range words[1:] {
		switch strings.ToLower(strings.Trim(text[words[i].end:w.start], " -–\u00a0")) {
		case "", "and", "und", "et", "y", "и", ",":
		default:
			return false
		}
	}
	return true
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
