package verify

import (
	"context"
	"rapporteur/corpus/search"
	"regexp"
	"slices"
	"strings"
)

// subject returns who the one is whose verb words[verb] is: the nearest name
// before it, from words[from] on, that no preposition makes another's, or what
// somebody is called instead. It is "" where a pronoun stands there, two names do,
// or where it is denied that somebody spoke; ok is false where nothing does.
func (v *Verifier) subject(ctx context.Context, text string, words []word, from, verb int) (name string, ok bool) {
	if denied(words, from, verb) || denies(text, words[verb]) || verb > from && told[words[verb].fold] && passive[words[verb-1].fold] {
		return "", true // "Mikoyan was told"
	}
	relative := false
	for i := verb - 1; i >= from && i >= verb-3; i-- {
		if relatives[words[i].fold] {
			relative = true
			break
		}
		if pronouns[words[i].fold] {
			return "", true
		}
		if !search.IsFunctionWord(words[i].fold) && !strings.HasSuffix(words[i].fold, "ly") {
			break
		}
	}
	// What is told of the subject between commas has a subject of its own:
	// "Mikoyan, whom Guevara had asked, answered".
	before := text[:words[verb].span.Start]
	if m := aside.FindStringIndex(before); m != nil {
		before = before[:m[0]]
	}
	names := v.namesIn(ctx, before)
	for i := len(names) - 1; i >= 0; i-- {
		n := names[i]
		if from > 0 && n.start < words[from-1].span.End {
			break
		}
		if strings.HasSuffix(n.text, "’s") || strings.HasSuffix(n.text, "'s") {
			if i == len(names)-1 && verb > 0 && n.end >= words[verb-1].span.Start && !strings.Contains(before[n.end:], cutOut) {
				return "", true
			}
			continue
		}
		if role := v.roleBefore(text, words, max(from, v.wordAt(words, n.end)), verb); role != "" {
			return role, true
		}
		lead := wordsOf(text[:n.start])
		if k := len(lead) - 1; k >= 0 && articles[lead[k].fold] && text[lead[k].span.End:n.start] == " " && followedByNoun(before[n.end:]) {
			return "", true // "the Mikoyan memo says"
		}
		if k := len(lead) - 1; k >= 0 && text[lead[k].span.End:n.start] == " " {
			switch w := lead[k].fold; {
			case w == "not":
				continue
			case relative:
			case w == "and" && i > 0 && text[names[i-1].end:n.start] == " and ":
				return "", true
			case others[w], articles[w] && !v.isSpeaker(ctx, n.text) && n.text != recorderName:
				continue
			}
		}
		if named := v.name(ctx, n.text); v.isAuthor(ctx, named, text[:n.start], text[n.end:]) {
			return "", true
		} else {
			return named, true
		}
	}
	if role := v.roleBefore(text, words, from, verb); role != "" {
		return role, true
	}
	return "", somethingSpeaks(words, from, verb)
}

// somethingSpeaks reports whether a verb has a subject of its own that is no name:
// "but the article says".
func somethingSpeaks(words []word, from, verb int) bool {
	noun := verb - 1
	for noun > from && (search.IsFunctionWord(words[noun].fold) || strings.HasSuffix(words[noun].fold, "ly")) {
		if conjunctions[words[noun].fold] {
			return false // "and then adds"
		}
		noun--
	}
	return noun > from && determiners[words[noun-1].fold] && (noun-1 == from || !prepositions[words[noun-2].fold])
}

var (
	determiners  = set(`the this my our your his her their a an der die das mein meine el la mi le ma mon`)
	prepositions = set(`in on at with of from about for by after before to into during through im in bei mit en con de dans avec`)
)

// passive stand before a verb of which somebody is the hearer.
var passive = set(`is are was were been being be get got gets wird wurde fue es`)

// followedByNoun reports whether a name is followed by nothing but a word that
// makes it another's: "memo".
func followedByNoun(after string) bool {
	words := wordsOf(after)
	if len(words) != 1 || strings.ContainsAny(after, ",;:()") {
		return false
	}
	return !search.IsFunctionWord(words[0].fold) && !strings.HasSuffix(words[0].fold, "ly")
}

// aside is a clause between commas before a verb.
var aside = regexp.MustCompile(`(?i),\s+(?:whom|who|whose|which|der|die|den|dem|qui|que|quien|котор\pL+)\s[^,.;:]*,\s*$`)

// relatives begin a clause of the one who is named right before it.
var relatives = set(`who qui quien которыи которая`)

// denied reports whether a verb is one that somebody is said not to have done:
// "Aragonés never said".
func denied(words []word, from, verb int) bool {
	first := verb
	for first > from && first > verb-4 && (search.IsFunctionWord(words[first-1].fold) || negates(words[first-1].fold) || strings.HasSuffix(words[first-1].fold, "ly")) {
		first--
	}
	for i := first; i < min(verb+2, len(words)); i++ {
		w := words[i].fold
		only := i+1 < len(words) && words[i+1].fold == "only" // "not only said"
		for tag, l := range wordings {
			if i > verb && tag != "de" {
				continue // "sagte nie"
			}
			if kind := l.negations[w]; (kind == "not" || kind == "never" || kind == "no" && tag != "en") && !only {
				return true
			}
			if parts, ok := l.contractions[w]; ok && parts[1] == "not" && i < verb {
				return true
			}
		}
	}
	return false
}

// denies reports whether a verb says that what follows was not so: "denied that".
// What stands after a colon or a comma is said all the same.
func denies(text string, verb word) bool {
	rest := strings.TrimSpace(text[verb.span.End:])
	return deniers[verb.fold] && !strings.HasSuffix(rest, ":") && !strings.HasSuffix(rest, ",")
}

// deniers are verbs of speech that deny.
var deniers = set(`denied denies bestritt bestreitet nego niega nia nie`)

// negates reports whether a word is a negation in any language.
func negates(word string) bool {
	for _, l := range wordings {
		if l.negations[word] != "" || l.contractions[word][1] == "not" {
			return true
		}
	}
	return false
}

// roleBefore returns what the one is called by whose verb words[verb] is, if it
// stands right before it: "the Cuban president then asked".
func (v *Verifier) roleBefore(text string, words []word, from, verb int) string {
	to := verb
	for to > from && (search.IsFunctionWord(words[to-1].fold) || strings.HasSuffix(words[to-1].fold, "ly")) {
		to--
	}
	if to == from {
		return ""
	}
	role := v.roleIn(text[words[from].span.Start:words[to-1].span.End], true)
	if role == "" {
		return ""
	}
	for i := to - len(wordsOf(role)) - 1; i >= from && i >= to-len(wordsOf(role))-2; i-- {
		if others[words[i].fold] {
			return ""
		}
	}
	return role
}

// wordAt returns the first of words that begins at a byte or later.
func (v *Verifier) wordAt(words []word, at int) int {
	i := slices.IndexFunc(words, func(w word) bool { return w.span.Start >= at })
	if i < 0 {
		return len(words)
	}
	return i
}
