package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// isStage reports whether the lines from one up to another are a direction without
// brackets, in a play whose speeches are a line each or whose labels have lines of
// their own. In verse and in wrapped prose a line of a speech may read like one, so
// that it has to say who comes or goes there, or the text has no brackets for it.
func (r *reader) isStage(from, to int) bool {
	text := r.s.At(from)
	switch {
	case to != from+1 || !r.play && !r.capitals:
		return false
	case r.lined, r.alone && r.s.Lines[from].Gap >= page.Parted:
		return isStage(text, r.isNamed) || r.tellsOf(text)
	}
	return r.isLastLine(from) && (r.comesOrGoes(text) || !r.brackets() && isStage(text, r.isNamed))
}

// doubtStage doubts line i if only its words say that it is a direction, and it stands
// where a speech could go on.
func (r *reader) doubtStage(i int) {
	if r.alone && r.s.Lines[i].Gap < page.Parted && !r.comesOrGoes(r.s.At(i)) {
		r.doubt(i, "unlabelled_text", "a line that says what is done is taken for narration")
	}
}

// isLastLine reports whether line i is the last of a speech under a label on a line
// of its own, after a sentence that has ended.
func (r *reader) isLastLine(i int) bool {
	next := i+1 == len(r.s.Lines) || len(r.cues) > 0 && r.cues[0].line == i+1 || r.s.Lines[i+1].Gap >= page.Parted
	return r.alone && next && page.EndsSentence(r.s.At(i-1))
}

// comesOrGoes reports whether a line begins as directions do that say who comes and
// goes, and names nobody or one of the speakers: "Enter TOM", "Exeunt".
func (r *reader) comesOrGoes(text string) bool {
	if !enters(text) {
		return false
	}
	_, who, more := strings.Cut(strings.Trim(text, "_. "), " ")
	if !more {
		return true
	}
	for w := range strings.FieldsSeq(who) {
		if w = strings.Trim(w, ".,;_"); beginsWithCapital(w) && r.isNamed(strings.ToLower(w)) {
			return true
		}
	}
	return false
}

// tellsOf reports whether a line that ends a sentence has a speaker's name in capitals,
// as directions have where the labels are so, and nobody speaks in it: "HERR LOHSE
// unterschreibt.", "A knock. THE BOY enters."
func (r *reader) tellsOf(text string) bool {
	if first, _ := utf8.DecodeRuneInString(text); !unicode.IsUpper(first) || !r.capitals || !tells(text) || label.IsCaps(text) || strings.ContainsAny(text, "[]{}") {
		return false
	}
	for _, it := range r.cast.order {
		if !it.taken || !it.has(inCapsOnly) || utf8.RuneCountInString(it.text) < 2 {
			continue
		}
		if at := strings.Index(text, it.text); at >= 0 && !letterAt(text[:at], false) && !letterAt(text[at+len(it.text):], true) {
			return true
		}
	}
	return false
}

// letterAt reports whether text begins, or else ends, with a letter.
func letterAt(text string, begins bool) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	if begins {
		r, _ = utf8.DecodeRuneInString(text)
	}
	return unicode.IsLetter(r)
}

// brackets reports whether directions stand in brackets in the text.
func (r *reader) brackets() bool {
	if r.bracketed == nil {
		found := false
		for i := r.parse.cues[0].line; i < len(r.s.Lines) && !found; i++ {
			found = strings.ContainsAny(r.s.At(i), "[(（［")
		}
		r.bracketed = &found
	}
	return *r.bracketed
}

// ends are the last words of a text, which are nobody's.
var ends = page.WordListOf("the end", "end", "fin", "ende", "finis", "fine", "slut", "fim", "koniec", "vége", "son", "конец", "кінець", "終", "終わり", "おわり", "幕", "完", "끝", "막",
	"curtain", "blackout", "vorhang", "rideau", "telón", "sipario", "doek", "занавес")

// isTheEnd reports whether lines from and up to to are the last words of a play.
func (r *reader) isTheEnd(from, to int) bool {
	return r.play && to == from+1 && to == len(r.s.Lines) && ends.Holds(strings.Trim(r.s.At(from), "*_—–-.!　 "))
}
