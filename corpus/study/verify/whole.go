package verify

import (
	"context"
	"regexp"
	"slices"
	"strings"
)

// wholeLabel to wholeTag find whom a quotation without marks names.
var (
	wholeLabel  = regexp.MustCompile(`^[*_]*([\pL][\pL\pM .'’“”"()-]{0,50}?)[*_]*\s*:[*_]*\s+(\S[\s\S]*)$`)
	wholeCredit = regexp.MustCompile(`^([\s\S]*\S)\s*(?:\s[—–-]{1,2}|—|―|~)\s*([*_]*\pL[^—–\n“”"«»„]{1,60})$`)
	wholeParen  = regexp.MustCompile(`^([\s\S]*\S)\s*\(([^()]{2,40})\)\s*$`)
	wholeSaid   = regexp.MustCompile(`^([\s\S]*\S),\s+((?:said|says)\s+[^,.]{2,40}|[^,.]{2,40}\s(?:said|says))\.?$`)
	wholeTag    = regexp.MustCompile(`^((?:[Aa]s\s+)?[^,:]{2,60}?)(?:\s+that\s+|[,:]\s+)(\S[\s\S]*)$`)
)

// isMark reports whether r can open a quotation.
func isMark(r rune) bool {
	_, ok := marksOfQuotation[r]
	return ok
}

// Whole returns the claim that the whole of a text is a quotation, with whom
// the text names: "Guevara: we have enough missiles".
func (v *Verifier) Whole(ctx context.Context, text string) Claim {
	return v.whole(ctx, strings.TrimSpace(text))
}

// whole returns the claim that the whole of a text is a quotation, without
// what only says whose it is: the first form that reads so says which that is,
// unless the text stands in the record as it is.
func (v *Verifier) whole(ctx context.Context, text string) Claim {
	c := Claim{Text: unquoted(blockMark.ReplaceAllString(text, "")), Line: 1}
	for _, form := range []func(ctx context.Context, text string) (words, name string, ok bool){
		v.wholeLabelled, v.wholeNamed, v.wholeCredited, v.wholeInParentheses, v.wholeCited, v.wholeSpoken, v.wholeTagged,
	} {
		words, name, ok := form(ctx, c.Text)
		if !ok {
			continue
		}
		other := Claim{Text: unquoted(strings.TrimSpace(words)), Speaker: strings.Trim(name, " *_."), Line: 1}
		if len(wordsOf(other.Text)) == 0 {
			return c
		}
		if v.stands(read(c.Text, v.holds)) {
			return c
		}
		return other
	}
	return c
}

// wholeLabelled reads "Guevara: we have enough missiles", as a talk has it.
func (v *Verifier) wholeLabelled(ctx context.Context, text string) (words, name string, ok bool) {
	name, words = v.label(ctx, text)
	return words, name, name != ""
}

// wholeNamed reads a name before a colon, with whom it speaks to: "Guevara to
// Mikoyan: …".
func (v *Verifier) wholeNamed(ctx context.Context, text string) (words, name string, ok bool) {
	m := wholeLabel.FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	if name := addressee.ReplaceAllString(m[1], ""); v.isNamed(ctx, name) {
		return m[2], name, true
	}
	short := len(strings.Fields(m[1])) <= 3 && capitals.FindString(m[1]) == m[1]
	return m[2], m[1], short && v.name(ctx, m[1]) != ""
}

// wholeCredited reads "we have enough missiles — Guevara".
func (v *Verifier) wholeCredited(ctx context.Context, text string) (words, name string, ok bool) {
	m := wholeCredit.FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	if name = v.creditIn(ctx, m[2]); name == "" && v.isSpeaker(ctx, m[2]) {
		name = m[2] // "the inspector"
	}
	return m[1], name, name != "" || v.citesFirst(m[2])
}

// wholeInParentheses reads "we have enough missiles (Guevara)".
func (v *Verifier) wholeInParentheses(ctx context.Context, text string) (words, name string, ok bool) {
	m := wholeParen.FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], v.isNamed(ctx, m[2])
}

// wholeCited reads "we have enough missiles (Guevara, 1962)".
func (v *Verifier) wholeCited(ctx context.Context, text string) (words, name string, ok bool) {
	words, name = v.cutCitation(ctx, text)
	return words, name, words != text
}

// wholeSpoken reads "we have enough missiles, said Guevara".
func (v *Verifier) wholeSpoken(ctx context.Context, text string) (words, name string, ok bool) {
	m := wholeSaid.FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	name = v.tagged(ctx, "", " "+m[2])
	return m[1], name, name != ""
}

// wholeTagged reads "as Guevara said, we have enough missiles". What is cut off
// must say no more than whose it is: with marks, or with a verb of speech before
// the last, it holds words of the quotation.
func (v *Verifier) wholeTagged(ctx context.Context, text string) (words, name string, ok bool) {
	m := wholeTag.FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	if name := v.sourced(ctx, m[1]+" ", ""); name != "" {
		return m[2], name, true
	}
	tag := wordsOf(m[1])
	n := len(tag)
	if n < 2 || slices.IndexFunc(tag, func(w word) bool { return verbsOfSpeech[w.fold] }) != n-1 || strings.ContainsFunc(m[1], isMark) {
		return "", "", false
	}
	name, _ = v.subject(ctx, m[1], tag, 0, n-1)
	return m[2], name, name != ""
}
