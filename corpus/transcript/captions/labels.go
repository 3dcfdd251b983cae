package captions

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// A label is what can name the speaker at the beginning of a caption's line.
type label struct {
	name string
	end  int // byte of the line after it and what parts it from the words
	form labelForm
}

type labelForm uint8

const (
	colon    labelForm = iota // Anna: hello
	brackets                  // [Anna] hello, (speaker 0) hello
	both                      // [Anna]: hello
	alone                     // a line with nothing but the name
)

// The longest label, in bytes and words.
const (
	maxLabel      = 80
	maxLabelWords = 6
)

// cutLabel reads a label at the beginning of a line.
func cutLabel(line string) (label, bool) {
	if line == "" {
		return label{}, false
	}
	if c := line[0]; c == '[' || c == '(' {
		closing := byte(']')
		if c == '(' {
			closing = ')'
		}
		end := strings.IndexByte(line[:min(len(line), maxLabel)], closing)
		if end < 2 {
			return label{}, false
		}
		name := strings.TrimSpace(line[1:end])
		rest := line[end+1:]
		after := strings.TrimLeft(rest, " \u00a0")
		if !canName(name) {
			return label{}, false
		}
		if words, ok := strings.CutPrefix(after, ":"); ok {
			return label{name, len(line) - len(words), both}, true
		}
		return label{name, len(line) - len(after), brackets}, after != ""
	}
	for i := 0; i < min(len(line), maxLabel); i++ {
		size := 1
		switch {
		case line[i] == ':':
			if i+1 < len(line) {
				r, _ := utf8.DecodeRuneInString(line[i+1:])
				if !page.Unseen(r) {
					continue // 10:30, http://
				}
			}
		case strings.HasPrefix(line[i:], "："):
			size = len("：")
		default:
			continue
		}
		name := strings.TrimFunc(line[:i], page.Unseen)
		return label{name, i + size, colon}, canName(name)
	}
	return label{}, false
}

// canName reports whether text has the form of a name: it is short, and no stop
// or question stands in it.
func canName(text string) bool {
	if text == "" || !page.HasLetter(text) || strings.Count(text, " ") >= maxLabelWords || strings.ContainsAny(text, "?!“”;…♪") {
		return false
	}
	for i, r := range text {
		// Within a word it shortens one, as in Hebrew: היו"ר.
		if r == '"' && !isBetweenLetters(text, i) {
			return false
		}
		// A full stop ends initials, titles and parts of addresses.
		if r == '.' && i+1 < len(text) && text[i+1] == ' ' {
			word := text[strings.LastIndexByte(text[:i], ' ')+1 : i]
			if utf8.RuneCountInString(word) > 4 {
				return false
			}
		}
	}
	return true
}

// isBetweenLetters reports whether letters stand right before and after the byte
// at i.
func isBetweenLetters(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	return unicode.IsLetter(before) && unicode.IsLetter(after)
}

// isProper reports whether each word of a name begins as names do: with a
// capital, a digit, or in a script that has no capitals.
func isProper(name string) bool {
	for word := range strings.FieldsSeq(name) {
		if word[0] == '(' || word[0] == '[' {
			continue // "(he/him)" says more of somebody, and need be no name
		}
		word = strings.TrimLeft(word, "\"'“‘@#+~")
		r, _ := utf8.DecodeRuneInString(word)
		switch {
		case word == "", unicode.IsDigit(r), particles[word], strings.ContainsFunc(word, unicode.IsUpper): // also "iPhone"
		case unicode.IsLetter(r) && !unicode.IsLower(r):
		default:
			return false
		}
	}
	return true
}

// particles stand in small letters within names.
var particles = map[string]bool{
	"de": true, "da": true, "do": true, "dos": true, "das": true, "del": true, "della": true, "di": true, "du": true, "la": true, "le": true, "van": true,
	"der": true, "den": true, "von": true, "zu": true, "al": true, "el": true, "bin": true, "ibn": true, "y": true, "e": true, "of": true, "the": true,
	"and": true, "ter": true, "ten": true,
}

// withoutNote returns a name without what stands in brackets behind it in small
// letters: what somebody is to be called by, "Ben O'Neil (he/him)", or how he is heard,
// "MAN 2 (on radio)".
func withoutNote(name string) string {
	open := strings.LastIndexByte(name, '(')
	if open <= 0 || !strings.HasSuffix(name, ")") {
		return name
	}
	note := name[open+1 : len(name)-1]
	if note == "" || strings.ToLower(note) != note || strings.ContainsAny(note, "0123456789") {
		return name
	}
	return strings.TrimSpace(name[:open])
}

// isNumbered reports whether a name is one that a recogniser gives: "SPEAKER_01",
// "speaker 0", "Speaker A".
func isNumbered(name string) bool {
	fold := strings.ToLower(name)
	for _, kind := range []string{"speaker", "spk", "sprecher", "locuteur", "hablante", "orador", "voice", "unknown speaker"} {
		rest, ok := strings.CutPrefix(fold, kind)
		if ok && utf8.RuneCountInString(strings.TrimLeft(rest, " _-")) <= 3 {
			return true
		}
	}
	return false
}

func isCapitals(name string) bool {
	return strings.ToUpper(name) == name && strings.ToLower(name) != name
}
