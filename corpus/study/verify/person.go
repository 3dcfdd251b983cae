package verify

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// unlike is the score of a name under which it is another's.
const unlike = 0.6

// said says whether the one who is named said a piece. Where the record may call
// the same one by another name, it does not say that somebody else did.
func (v *Verifier) said(ctx context.Context, speaker string, p Piece) Attribution {
	a := v.compare(ctx, speaker, p)
	if a == Wrong && !p.Recorder() && mayBeOne(speaker, v.index.Library().Person(p.Passage.Turn), p.Passage.Turn) {
		return NoAttribution
	}
	return a
}

// compare compares whoever is named with who said a piece. A name is first
// looked for in the record where the words stand.
func (v *Verifier) compare(ctx context.Context, speaker string, p Piece) Attribution {
	r := p.Passage.Turn.Record
	if p.Recorder() {
		if namesRecorder(speaker, r.Recorder) {
			return Right
		}
	}
	mine := v.index.Library().Person(p.Passage.Turn)
	people, sure, _ := v.index.Speakers(ctx, speaker, r)
	if sure {
		return attributed(people[0].Person == mine && !p.Recorder())
	}
	if people, sure, _ := v.index.Speakers(ctx, speaker, nil); sure {
		return attributed(people[0].Person == mine && !p.Recorder()) // of another record
	}
	if person, given := v.namesake(ctx, speaker, r); person != nil {
		switch given {
		case unlikeGiven:
			return Wrong
		case likeGiven:
			return attributed(person == mine && !p.Recorder())
		}
		return NoAttribution
	}
	if held := holders(speaker, r); len(held) > 0 {
		if len(held) > 1 || p.Recorder() {
			return NoAttribution
		}
		return attributed(held[0] == p.Passage.Turn.Speaker)
	}
	if len(people) > 0 && people[0].Score >= unlike || !comparable(speaker, p.Passage.Turn.SpeakerName()) || isOffice(speaker) {
		return NoAttribution
	}
	return Wrong
}

func attributed(right bool) Attribution {
	if right {
		return Right
	}
	return Wrong
}

// isSpeaker reports whether a name is clearly that of one who speaks in the
// library.
func (v *Verifier) isSpeaker(ctx context.Context, name string) bool {
	if !hasName(name) {
		return false
	}
	_, sure, _ := v.index.Speakers(ctx, name, nil)
	return sure
}

// hasName reports whether there is more to a name than initials.
func hasName(name string) bool {
	return slices.ContainsFunc(wordsOf(name), func(w word) bool { return utf8.RuneCountInString(w.fold) > 1 })
}

// isNamed is isSpeaker, also for a namesake of one who speaks in the library.
func (v *Verifier) isNamed(ctx context.Context, name string) bool {
	if v.isSpeaker(ctx, name) {
		return true
	}
	person, _ := v.namesake(ctx, name, nil)
	return person != nil
}

// A given says how what somebody is called by birth, "Alfredo", compares with
// what the library knows of one who has the same family name.
type given uint8

const (
	unknownGiven given = iota // the library knows no given name of theirs
	likeGiven                 // it is theirs, or has the initial that is known
	unlikeGiven               // it is another's
)

// namesake returns who has the family name of one who is named with a given
// name as well, and whether that is theirs: "Alfredo Guevara" is none of
// E. Guevara's. It returns nil where nothing but callings stands before the name.
func (v *Verifier) namesake(ctx context.Context, name string, in *corpus.Record) (*corpus.Person, given) {
	words := wordsOf(name)
	if !writtenAsName(name) {
		return nil, unknownGiven
	}
	for i := 1; i < len(words) && len(words) <= mostNames; i++ {
		family := name[words[i].span.Start:]
		if !hasName(family) || isCalling(words[i].fold) && !common[words[i].fold] {
			continue // "Page" may be a name
		}
		people, sure, _ := v.index.Speakers(ctx, family, in)
		if !sure {
			continue
		}
		if !slices.ContainsFunc(words[:i], func(w word) bool { return !isCalling(w.fold) }) {
			return nil, unknownGiven
		}
		return people[0].Person, compareGiven(name[:words[i].span.Start], family, people[0].Person)
	}
	return nil, unknownGiven
}

// writtenAsName reports whether all of a text can be a name: words with capitals,
// callings apart.
func writtenAsName(text string) bool {
	for _, w := range wordsOf(text) {
		first, _ := utf8.DecodeRuneInString(text[w.span.Start:])
		if !unicode.IsUpper(first) && !callings[w.fold] && !particles[w.fold] {
			return false
		}
	}
	return !strings.ContainsAny(text, ",;:/!?()[]<>→0123456789")
}

// particles stand between the parts of some names.
var particles = set(`de del van von di da la le du den der y e ibn bin al`)

// mostNames is how many words a name has at most.
const mostNames = 6

// compareGiven compares what stands before a family name with the given names of
// one who bears it. Those that are known in full count before initials.
func compareGiven(given, family string, p *corpus.Person) given {
	var full, initials []string
	for _, known := range append([]string{p.Name}, p.Aliases...) {
		for _, w := range search.NameWords(known) {
			switch {
			case isCalling(w), slices.ContainsFunc(search.NameWords(family), func(f string) bool { return f == w || isSlip(f, w) }):
			case utf8.RuneCountInString(w) > 1:
				full = append(full, w)
			default:
				initials = append(initials, w)
			}
		}
	}
	alike := func(a, b string) bool {
		if utf8.RuneCountInString(a) == 1 || utf8.RuneCountInString(b) == 1 {
			return a[:1] == b[:1]
		}
		return a == b || isSlip(a, b)
	}
	known := full
	if len(full) == 0 {
		known = initials
	}
	if len(known) == 0 {
		return unknownGiven
	}
	for _, g := range search.NameWords(given) {
		if !isCalling(g) && slices.ContainsFunc(known, func(k string) bool { return alike(g, k) }) {
			return likeGiven
		}
	}
	return unlikeGiven
}

// isCalling reports whether a word before a name is no name itself: a title, an
// office, a people.
func isCalling(word string) bool {
	return utf8.RuneCountInString(word) > 1 && (callings[word] || adjectives[word] || office(word) != "" || common[word] || search.IsFunctionWord(word))
}

// holders returns the speakers of a record whose role is what somebody is called
// by: "the Cuban president", "der kubanische Präsident".
func holders(called string, r *corpus.Record) (speakers []int32) {
	wanted := wordsOfRole(called)
	if !isOffice(called) {
		return nil
	}
	for i := range r.Speakers {
		role := wordsOfRole(r.Speakers[i].Role)
		if len(role) > 0 && !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(role, w) }) {
			speakers = append(speakers, int32(i))
		}
	}
	return speakers
}

// isOffice reports whether somebody is called by an office.
func isOffice(called string) bool {
	return slices.ContainsFunc(wordsOf(called), func(w word) bool { return office(w.fold) != "" })
}

// wordsOfRole returns what tells one role from another, in one language.
func wordsOfRole(role string) []string {
	var words []string
	for _, w := range wordsOf(role) {
		if o := office(w.fold); o != "" {
			words = append(words, o)
		} else if from := people(w.fold); from != "" {
			words = append(words, from)
		} else if !search.IsFunctionWord(w.fold) && !articles[w.fold] {
			words = append(words, w.fold)
		}
	}
	return words
}

// articles stand before an office.
var articles = set(`the el la los las der die das dem den des le les l un una une ein eine einem einer`)

// roleIn returns the words of a text by which somebody who speaks in the library
// is called instead of a name, "" for none. They begin the text, or end it.
func (v *Verifier) roleIn(text string, atEnd bool) string {
	words := wordsOf(text)
	for n := min(len(words), mostRole); n > 0; n-- {
		part := words[:n]
		if atEnd {
			part = words[len(words)-n:]
		}
		called := text[part[0].span.Start:part[n-1].span.End]
		if articles[part[0].fold] && n > 1 {
			called = text[part[1].span.Start:part[n-1].span.End]
		}
		if !isOffice(called) || strings.ContainsAny(called, ",;:()\n") {
			continue
		}
		for _, r := range v.index.Library().Records {
			if len(holders(called, r)) > 0 {
				return called
			}
		}
	}
	return ""
}

// mostRole is how many words an office is named with at most.
const mostRole = 6

// comparable reports whether two names are written in one script. Whether
// “جيفارا” is E. Guevara cannot be seen, so neither is it said that he is not.
func comparable(a, b string) bool {
	for _, script := range []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Hebrew, unicode.Arabic, unicode.Devanagari, unicode.Han} {
		in := func(r rune) bool { return unicode.Is(script, r) }
		if strings.ContainsFunc(a, in) && strings.ContainsFunc(b, in) {
			return true
		}
	}
	return false
}

// namesRecorder reports whether somebody is called as the recorder is.
func namesRecorder(name, recorder string) bool {
	mine, theirs := strings.Fields(search.Fold(name)), strings.Fields(search.Fold(recorder))
	if len(mine) == 1 && mine[0] == "recorder" || len(mine) == 2 && mine[1] == "recorder" {
		return true
	}
	return len(mine) > 0 && len(theirs) > 0 && slices.Contains(mine, theirs[len(theirs)-1])
}
