package label

import (
	"strings"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// Forms are forms of labels. Most lines of a text can begin with none of them,
// which one look at their bytes shows for all forms.
type Forms uint16

const (
	WithColon  Forms = 1 << iota // see Colon and Misprinted
	WithStop                     // see Stop
	WithDash                     // see Dashed
	WithTab                      // see Tabbed
	WithCircle                   // see Circled
	InHeading                    // see Heading
	AloneStop                    // see Alone, with a full stop
	AloneBare                    // see Alone, with nothing
	InColumns                    // of lines with times or wide blanks
	InCapitals                   // see Capitals
	WithQuote                    // see Quoted

	bracketed // no form: a bracket stands where a label could
	stopDash  // no form: a dash follows a full stop
)

// FormsOf returns the forms that the label of a line can have, with others now
// and then. text is not empty.
func FormsOf(text string) Forms {
	last := text[len(text)-1]
	f := MarksOf(text)
	wide := strings.Contains(text, "  ")
	if f&WithTab != 0 || wide || len(text) > MaxBytes && strings.IndexByte(text, '\t') >= 0 {
		f |= InColumns
	}
	if isCapital(text, 0) && isCapital(text, 1) {
		f |= InCapitals
	}
	if len(text) > MaxBytes {
		return f
	}
	stopped, open := last == '.' || endsMarked[last], !endsSentence[last]
	if !stopped && !open && !wide {
		return f
	}
	on := goesOn(text)
	if stopped && (!on || beginsCounted(text) || page.HasDigit(text)) { // or a time ends it
		f |= AloneStop
	}
	if open && !on || wide || last == '.' && EndsInInitials(text) {
		f |= AloneBare
	}
	return f
}

// isCapital reports whether a byte of text can be of a capital letter.
func isCapital(text string, at int) bool {
	return at < len(text) && (text[at] >= 'A' && text[at] <= 'Z' || text[at] >= utf8.RuneSelf)
}

// MarksOf returns those of the forms of a line that have a mark behind the label:
// all but AloneStop, AloneBare, InCapitals and, where no digit or tab shows it,
// InColumns.
func MarksOf(text string) Forms {
	f := opened[text[0]] | marksIn(text[:min(len(text), MaxBytes+len(" —"))])
	if f&stopDash != 0 || canBeginName(text) && (f&bracketed != 0 || strings.IndexByte(text, '.') >= 0) {
		f |= WithStop
	}
	return f
}

// endsMarked are the bytes that end a label on its own line behind its full stop,
// and endsSentence those that end no label without one.
var (
	endsMarked   = [256]bool{']': true, ')': true, '-': true, '*': true, '_': true}
	endsSentence = [256]bool{',': true, '.': true, ';': true, ':': true, '!': true, '?': true}
)

// beginsCounted reports whether a line begins with what is counted or comes in
// families, so that the word after it needs no capital: "Second murderer."
func beginsCounted(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	return kin.Holds(page.Bare(first, "*_.,'’&"))
}

// opened are the forms of labels that need no mark behind the first byte.
var opened = func() (of [256]Forms) {
	for first, f := range map[string]Forms{
		"<QA[(-": WithColon, "*_>": WithColon | WithStop, "\xE2": WithColon | WithCircle, "\xE3": WithCircle,
		"#": InHeading, "0123456789": InColumns,
	} {
		for i := range len(first) {
			of[first[i]] |= f
		}
	}
	of['['] |= InColumns
	of['('] |= InColumns
	return of
}()

// isMark are the bytes that the marks of labels begin with.
var isMark = [256]bool{':': true, 0xEF: true, 0xE3: true, '[': true, '(': true, '\t': true, '-': true, ';': true, '>': true, 0xE1: true, 0xE2: true}

// marksIn returns the forms whose marks stand in the beginning of a line.
func marksIn(text string) Forms {
	var f Forms
	for i := range len(text) {
		c := text[i]
		if !isMark[c] {
			continue
		}
		if c == ';' || c == '>' { // see Misprinted and cutPrompt
			if i < 40 {
				f |= WithColon
			}
			continue
		}
		switch c {
		case 0xE1:
			if strings.HasPrefix(text[i:], "፦") {
				f |= WithColon
			}
		case ':', 0xEF: // or a colon of another script
			f |= WithColon
		case '[', '(':
			f |= bracketed
		case '\t':
			f |= WithTab
		case 0xE3:
			if text[i:] >= "「" && text[i:] < "』\xff" {
				f |= WithQuote
			}
		default:
			if strings.HasPrefix(text[i:], "“") {
				f |= WithQuote
			}
			f |= dashAt(text, i)
		}
	}
	return f
}

// dashAt returns the forms that have a dash which begins at an offset.
func dashAt(text string, at int) Forms {
	spaced := at > 0 && text[at-1] == ' '
	var f Forms
	if spaced && (text[at] == '-' || strings.HasPrefix(text[at:], "–")) || strings.HasPrefix(text[at:], "—") {
		f |= WithDash
	}
	if spaced {
		at--
	}
	if at > 0 && text[at-1] == '.' {
		f |= stopDash
	}
	return f
}

// canBeginName reports whether a line can begin with the first word of a name: a
// capital letter, or an abbreviated title.
func canBeginName(text string) bool {
	if c := text[0]; c < 'a' || c > 'z' {
		return c >= 'A' && c <= 'Z' || c >= 0x80
	}
	word, _, _ := strings.Cut(text[:min(len(text), MaxBytes)], " ")
	return IsHonorific(word)
}
