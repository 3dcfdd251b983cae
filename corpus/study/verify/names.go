package verify

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// recorderName is how a text names who wrote the record down.
const recorderName = "recorder"

// A naming is where a text names somebody.
type naming struct {
	text       string
	start, end int
}

// namesIn returns the names in a text: words with capitals, and names of
// those who speak in the library however they are written.
func (v *Verifier) namesIn(ctx context.Context, text string) []naming {
	var names []naming
	for _, m := range capitals.FindAllStringIndex(text, -1) {
		from, to := m[0], m[1]
		// What only begins the sentence is no part of the name: "As Guevara".
		for from < to {
			words := wordsOf(text[from:to])
			if len(words) == 0 {
				break
			}
			if w := words[0].fold; !search.IsFunctionWord(w) && !common[w] && !articles[w] && !pronouns[w] || len(words[0].fold) == 1 && strings.HasPrefix(text[from+words[0].span.End:], ".") {
				if name := strings.TrimRight(text[from:to], ".,”\"’' "); slices.ContainsFunc(words, func(w word) bool { return !isCalling(w.fold) && wordings["en"].numerals[w.fold].value == 0 }) || v.isSpeaker(ctx, name) {
					names = append(names, naming{name, from, to})
				}
				break
			}
			if len(words) == 1 {
				break
			}
			from += words[1].span.Start
		}
	}
	for _, w := range wordsOf(text) {
		first, _ := utf8.DecodeRuneInString(text[w.span.Start:])
		if w.fold == recorderName {
			names = append(names, naming{w.fold, w.span.Start, w.span.End})
		} else if unicode.IsLower(first) && utf8.RuneCountInString(w.fold) > 2 && !search.IsFunctionWord(w.fold) && v.lexicon().isName(w.fold) && v.isSpeaker(ctx, w.fold) {
			names = append(names, naming{text[w.span.Start:w.span.End], w.span.Start, w.span.End})
		}
	}
	if len(names) > 0 {
		cited := v.sourcesIn(text)
		names = slices.DeleteFunc(names, func(n naming) bool {
			return slices.ContainsFunc(cited, func(s corpus.Span) bool { return s.Overlaps(corpus.Span{Start: n.start, End: n.end}) })
		})
	}
	slices.SortFunc(names, func(a, b naming) int { return a.start - b.start })
	return names
}

// nameIn returns the first name in a text, if nothing but a few words of
// little sense stand before it.
func (v *Verifier) nameIn(ctx context.Context, text string) string {
	names := v.namesIn(ctx, text)
	if len(names) == 0 {
		return ""
	}
	for _, w := range wordsOf(text[:names[0].start]) {
		if !search.IsFunctionWord(w.fold) && !wordings["en"].titles[w.fold] {
			return ""
		}
	}
	return v.name(ctx, names[0].text)
}

// creditIn returns the name that a line after a dash consists of, with no more
// than when or where behind it. "– a French base" is no credit.
func (v *Verifier) creditIn(ctx context.Context, text string) string {
	if v.citesFirst(text) {
		return ""
	}
	text = strings.TrimSpace(strings.Trim(limit(text), " *_~"))
	if v.citesFirst(text) {
		return ""
	}
	names := v.namesIn(ctx, text)
	if len(names) == 0 || names[0].start > 0 {
		return ""
	}
	name := v.name(ctx, names[0].text)
	rest := wordsOf(text[names[0].end:])
	if len(rest) > 0 && digitsOf(rest[0].fold) == "" && !search.IsFunctionWord(rest[0].fold) && !v.isSpeaker(ctx, name) {
		return ""
	}
	return name
}

// name returns the part of a name that is clearly somebody's in the library,
// as "Dorticós" of "Cuban President Dorticós"; all of it if no part is, or if it
// is a namesake's.
func (v *Verifier) name(ctx context.Context, text string) string {
	text = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(text), "’s"), "'s")
	if person, _ := v.namesake(ctx, text, nil); person == nil {
		words := strings.Fields(text)
		for i := range words {
			if part := strings.Join(words[i:], " "); v.isSpeaker(ctx, part) {
				return part
			}
		}
	}
	if fold := search.Fold(text); fold == "" || common[fold] || search.IsFunctionWord(fold) || pronouns[fold] || v.isPlural(fold) || v.isPlace(fold) {
		return ""
	}
	return text
}

// isAuthor reports whether somebody who is named is one who writes of the record,
// whose words a text may quote second-hand: "Smith (2003) writes", "my teacher Dr.
// Lindqvist says".
func (v *Verifier) isAuthor(ctx context.Context, name, before, after string) bool {
	if name == "" || v.isNamed(ctx, name) || name == recorderName {
		return false
	}
	words := wordsOf(before)
	for _, w := range words[max(0, len(words)-2):] {
		if owning[w.fold] {
			return true
		}
	}
	return yearAfter.MatchString(after)
}

var (
	owning    = set(`my our mein meine unser unsere mi nuestro nuestra mon ma notre мой моя наш наша`)
	yearAfter = regexp.MustCompile(`^\s*\((?:1[5-9]|20)\d\d[a-z]?(?:[,:][^)]*)?\)`)
)

// isPlace reports whether a name is a place's, which is said to speak for those
// who govern there, or says where somebody spoke: "Moscow insisted", "— Havana, 1962".
func (v *Verifier) isPlace(name string) bool {
	if capitalCities[name] || gazetteer()[name] {
		return true
	}
	for _, r := range v.index.Library().Records {
		if slices.Contains(strings.Fields(search.Fold(r.Place)), name) {
			return true
		}
	}
	return false
}

// isPlural reports whether a word is likely one for several people, "Critics",
// who are no speaker of the library.
func (v *Verifier) isPlural(word string) bool {
	return strings.HasSuffix(word, "s") && !strings.Contains(word, " ") && !v.lexicon().isName(word)
}
