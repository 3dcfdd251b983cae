package texts

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// What goes on with a turn, and may be nobody's words, is doubted: what ends no
// sentence where all else does, as the foot of a page, a heading or a caption, and
// the last paragraph of a file.

// maxOpen is how many bytes what ends no sentence has at most to be a foot or a
// heading.
const maxOpen = 100

// isOpen reports whether the lines from and up to to are short, begin like
// something of their own and end no sentence.
func (r *reader) isOpen(from, to int) bool {
	text := r.s.Joined(from, to)
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return len(text) <= maxOpen && (unicode.IsUpper(first) || unicode.IsDigit(first)) && (unicode.IsLetter(last) || unicode.IsDigit(last))
}

// doubtFoot doubts the last lines of a paragraph of a speech, from and up to to, if
// a line above them ends a sentence, breaks off there, and they end none.
func (r *reader) doubtFoot(from, to int) {
	if !r.ended || r.state != speaking {
		return
	}
	for i := to - 1; i > from; i-- {
		if page.EndsSentence(r.s.At(i)) {
			return
		}
		if page.EndsSentence(r.s.At(i - 1)) {
			if r.isOpen(i, to) && r.hadRoom(i) {
				r.doubt(i, "unlabelled_line", unlabelledLine)
			}
			return
		}
	}
}

// mayEnd reports whether the paragraph from line i up to end may be what somebody
// adds to a talk: it is the last of the file, and nobody says I or you in it, asks or
// calls out.
func (r *reader) mayEnd(i, end int) bool {
	if r.hint.Speaker != "" || end < len(r.s.Lines) || len(r.cues) > 0 || r.s.Lines[i].Gap < page.Parted || r.columns || r.hearing {
		return false
	}
	text, t := r.s.Joined(i, end), r.telling.tongue
	return !calls(text) && !t.says(text, t.itself) && !t.says(text, t.you.Has)
}

// editedPattern is a sentence that says that a talk was shortened or corrected.
var editedPattern = regexp.MustCompile(`^(?:(?:This|The|Our) (?:interview|conversation|transcript|discussion|text|exchange|talk)\b.{0,60}\b(?:edited|condensed|shortened|abridged|transcribed)\b|Edited (?:for|and) |(?:Das|Dieses) (?:Interview|Gespräch)\b.{0,60}\b(?:gekürzt|bearbeitet|redigiert|geführt)\b|(?:Cet|Cette|L['’])\s?(?:entretien|interview|conversation)\b.{0,60}\b(?:édité|édité|abrégé|condensé|raccourci|relu)|(?:Esta|La) (?:entrevista|conversación)\b.{0,60}\b(?:editad|condensad|resumid|abreviad)|(?:Questa|L['’])\s?(?:intervista|conversazione)\b.{0,60}\b(?:ridott|modificat|rivist)|Интервью (?:было )?(?:сокращено|отредактировано))`)

// isEditors reports whether a line says so.
func isEditors(text string) bool {
	text = strings.Trim(text, "*_()[] ")
	return len(text) < 300 && editedPattern.MatchString(text)
}
