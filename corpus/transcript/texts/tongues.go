package texts

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// A tongue is what tells speech from what is told in a language. A new language
// is a file in tongues.
type tongue struct {
	self       *page.WordList // words for who speaks
	plural     *page.WordList // those of them for several
	you        *page.WordList // words for who is spoken to
	spoken     *page.WordList // other words that nobody but who speaks uses
	within     []string       // the same in a script without spaces
	elided     *page.WordList // the same, before an apostrophe
	contracted *page.WordList // what stands after one in speech
	joins      *page.WordList // words that go on with what was said
	articles   *page.WordList
	persons    *page.WordList // words for persons who do something
	verbs      *page.WordList // what persons do, where it is told
	endings    []string       // of verbs in what is told
	formulas   []string       // what minutes and directions begin with
	floors     []string       // what those begin with who give others the floor
}

//go:embed tongues
var tongueFiles embed.FS

// tongues are those of the languages that have a file, and anyTongue knows what
// all of them know but the endings: those of one language are ends of other words
// in another.
var tongues, anyTongue = func() (map[string]*tongue, *tongue) {
	files, err := fs.Glob(tongueFiles, "tongues/*.txt")
	if err != nil {
		panic(err)
	}
	all, texts := make(map[string]*tongue), ""
	for _, name := range files {
		text, err := tongueFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		all[strings.TrimSuffix(path.Base(name), ".txt")] = readTongue(string(text))
		texts += string(text)
	}
	one := readTongue(texts)
	one.endings = nil
	return all, one
}()

// readTongue reads lines of a kind and its words, or of a phrase each. It panics on
// a kind that it does not know.
func readTongue(text string) *tongue {
	t := &tongue{}
	singly := map[string]*[]string{"endings": &t.endings, "within": &t.within}
	phrases := map[string]*[]string{"formula": &t.formulas, "floor": &t.floors}
	lists := map[string]**page.WordList{
		"self": &t.self, "plural": &t.plural, "you": &t.you, "spoken": &t.spoken, "elided": &t.elided, "contracted": &t.contracted, "joins": &t.joins, "articles": &t.articles, "persons": &t.persons, "verbs": &t.verbs,
	}
	words := make(map[string][]string)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		kind, rest, _ := strings.Cut(line, ": ")
		switch {
		case phrases[kind] != nil:
			*phrases[kind] = append(*phrases[kind], rest)
		case lists[kind] != nil:
			words[kind] = append(words[kind], strings.Fields(rest)...)
		case singly[kind] != nil:
			*singly[kind] = append(*singly[kind], strings.Fields(rest)...)
		default:
			panic(fmt.Sprintf("no kind of words of a tongue: %q", line))
		}
	}
	for kind, list := range lists {
		*list = page.WordListOf(words[kind]...)
	}
	return t
}

// begins reports whether text begins with one of some phrases.
func (t *tongue) begins(phrases []string, text string) bool {
	text = strings.TrimLeft(text, "*_>-– ")
	if text == "" {
		return false
	}
	const small = 0x20 // what sets a small letter of ASCII apart
	for _, f := range phrases {
		if f[0] < utf8.RuneSelf && f[0]|small != text[0]|small {
			continue
		}
		if len(text) > len(f) && strings.EqualFold(text[:len(f)], f) && !isLetterByte(text[len(f)]) {
			return true
		}
	}
	return false
}

func isLetterByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }

// tells reports whether a word in small letters is what somebody does where that
// is told.
func (t *tongue) tells(word string) bool {
	if t.verbs.Has(word) {
		return true
	}
	if states.Has(word) {
		return false
	}
	for _, e := range t.endings {
		if len(word) > len(e)+1 && strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

// tongueOf returns the tongue of a text from line first on; that of an unknown
// language knows what all others do.
func tongueOf(s *page.Sheet, first int) *tongue {
	tag := page.Language(func(yield func(string) bool) {
		for i := first; i < len(s.Lines); i++ {
			if !yield(s.At(i)) {
				return
			}
		}
	})
	if t := tongues[tag]; t != nil {
		return t
	}
	return anyTongue
}
