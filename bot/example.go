package bot

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// Example returns how the command of the request is used, with words of the
// library that is loaded.
func (r *Request) Example() Markdown { return r.ExampleOf(*r.command) }

// NameOf returns how a command is called in the user's language: "/quote".
func (r *Request) NameOf(c Command) string { return r.Text(Key("/" + c.Declaration.Name)) }

// ExampleOf returns how a command is used.
func (r *Request) ExampleOf(c Command) Markdown {
	return Markdown("`" + fillIn(r.Language, c.Example, r.Index) + "`")
}

// Example returns how the command of that name is used, in a language and with
// words of the library that is loaded: "/speaker name: E. Guevara". It is "" for
// a command that the bot does not have.
func (b *Bot) Example(command string, l *Language) string {
	if c := b.command(command); c != nil {
		return fillIn(l, c.Example, b.loaded.Load().index)
	}
	return ""
}

// fillIn replaces {speaker}, {other}, {reference}, {words} and {word} by what the library
// holds: the first passage that can stand alone, and who speaks it.
func fillIn(l *Language, text string, x *search.Index) string {
	words, word, speaker, reference := l.Text("a line you remember"), l.Text("a word"), l.Text("a name"), "record:1"
	if p := firstPassage(x.Library()); p.Turn != nil {
		words = telling(p.Text())
		word = longest(strings.Fields(words))
		speaker, reference = p.Turn.SpeakerName(), p.Turn.Reference().String()
	}
	fill := strings.NewReplacer("{words}", inCode(words), "{word}", inCode(word), "{speaker}", inCode(speaker), "{other}", inCode(otherThan(x.Library(), speaker)), "{reference}", inCode(reference))
	return fill.Replace(l.or().renamedCode(text))
}

// telling returns the four words in a row of one sentence with the most
// letters: a line that somebody might remember.
func telling(text string) string {
	best := ""
	for s := range corpus.Sentences(text) {
		words := strings.Fields(text[s.Start:s.End])
		for i := range max(1, len(words)-3) {
			if line := strings.Join(words[i:min(i+4, len(words))], " "); len(line) > len(best) {
				best = line
			}
		}
	}
	return strings.TrimFunc(best, func(r rune) bool { return !IsWordRune(r) })
}

// otherThan returns the name of somebody else who speaks.
func otherThan(lib *corpus.Library, name string) string {
	for i := range lib.People {
		if other := lib.People[i].Name; other != name {
			return other
		}
	}
	return "another name"
}

func longest(words []string) string {
	best := ""
	for _, w := range words {
		if len(w) > len(best) {
			best = w
		}
	}
	return strings.TrimFunc(best, func(r rune) bool { return !IsWordRune(r) })
}

// inCode returns s as it can stand between backquotes, where nothing else is
// markdown.
func inCode(s string) string {
	return Clip(strings.ReplaceAll(OneLine(s), "`", "'"), 80)
}

func firstPassage(lib *corpus.Library) corpus.Passage {
	for _, r := range lib.Records {
		for i := range r.Turns {
			if t := &r.Turns[i]; t.Kind == corpus.Speech {
				if passages := corpus.StandAlone(t); len(passages) > 0 {
					return passages[0]
				}
			}
		}
	}
	return corpus.Passage{}
}
