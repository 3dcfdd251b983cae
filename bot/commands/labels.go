package commands

import (
	"regexp"
	"strings"

	"rapporteur/bot"
)

// pastedLabel is what may stand before somebody's words where a text is copied from a
// transcript: a time, and a name with a colon, or one with a full stop that has initials.
var pastedLabel = regexp.MustCompile(`(?:^|[.!?…:;,)\]"”’»]\s+|\n\s*)((?:[\[(]?\d{1,3}(?::\d{2}){1,2}[\])]?\s+)?((?:\pL[\pL.'’-]*[ ]){0,3}\pL[\pL.'’-]*?)(?:\s+[\[(]\d{1,3}(?::\d{2}){1,2}[\])])?\s?(?::|\.)(?:\s+[\[(]\d{1,3}(?::\d{2}){1,2}[\])])?)\s+`)

// pastedTime is a time alone that stands in brackets.
var pastedTime = regexp.MustCompile(`[\[(]\d{1,3}(?::\d{2}){1,2}[\])]\s*`)

// withoutLabels returns a pasted text without the labels and times of a transcript that
// stand in it, since they are nobody's words. The label before all else stays: it says
// who is said to have said the words.
func withoutLabels(r *bot.Request, text string) string {
	if _, first, ok := strings.Cut(text, " "); !ok || !strings.ContainsAny(first, ".:[(") {
		return text
	}
	var b strings.Builder
	done := 0
	for _, m := range pastedLabel.FindAllStringSubmatchIndex(text, mostPastedLabels) {
		name := text[m[4]:m[5]]
		if m[2] == 0 && m[4] == 0 || m[2] < done || !labels(r, name, text[m[5]:m[3]]) {
			continue
		}
		b.WriteString(text[done:m[2]])
		done = m[1]
	}
	b.WriteString(text[done:])
	plain := pastedTime.ReplaceAllString(b.String(), "")
	if !strings.ContainsFunc(plain, bot.IsWordRune) {
		return text
	}
	return strings.TrimSpace(plain)
}

// mostPastedLabels bounds the names of a paste that are looked up.
const mostPastedLabels = 60

// labels reports whether a name with what stands behind it is surely the label of
// somebody who speaks.
func labels(r *bot.Request, name, mark string) bool {
	if !strings.Contains(mark, ":") && !strings.Contains(name, ".") {
		return false // a short sentence: "Kennedy. He said so."
	}
	_, sure, err := r.Index.Speakers(r.Context(), name, nil)
	return err == nil && sure
}
