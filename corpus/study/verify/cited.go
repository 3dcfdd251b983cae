package verify

import (
	"context"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/search"
)

var (
	// parenthesis is what stands in parentheses right after a quotation, or at
	// the end of one that is set off.
	parenthesis = regexp.MustCompile(`^["”’»\s.,;]*\(([^()]{1,120})\)`)
	lastParens  = regexp.MustCompile(`\s*\(([^()]{1,120})\)["”’».\s]*$`)
	// noteMark refers to a note: [^3] of Markdown, or raised digits.
	noteMark = regexp.MustCompile(`\[\^[^\]\s]+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)
	noteHead = regexp.MustCompile(`(?m)^[ \t]*(\[\^[^\]\s]+\]):[ \t]*`)
)

// citing are words of a citation that name nobody.
var citing = set(`p pp page pages pg line lines l ll vol ch act scene in qtd quoted cited as ibid id op cit et al trans transl translated by
	n nd no para par paragraph s seite seiten f ff sec section min s. página pagina página págs pag стр с цит по см u.a. zit nach
	january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct
	nov dec and und y`)

// inParens reads a citation in parentheses, as styles for papers have it:
// "Mikoyan 3", "Dorticos, 1962, p. 7", "3". ok is false for other remarks. name
// is "" where it names nobody who speaks in the library: it is the source's
// author then.
func (v *Verifier) inParens(ctx context.Context, inside string) (name string, ok bool) {
	if w := wordsOf(inside); len(w) > 0 && negates(w[0].fold) {
		return "", false // "(not Mikoyan)"
	}
	if v.citesFirst(inside) {
		return "", true // "(mikoyan-1962-11-18:24)"
	}
	names := v.namesIn(ctx, inside)
	places, number := inside, strings.ContainsFunc(inside, unicode.IsDigit)
	if len(names) > 0 && names[0].start <= len("qtd. in ") {
		name = v.name(ctx, names[0].text)
		places = inside[names[0].end:]
	}
	if name != "" && !v.isNamed(ctx, name) {
		name = ""
	}
	for _, w := range wordsOf(places) {
		first, _ := utf8.DecodeRuneInString(places[w.span.Start:])
		if !citing[w.fold] && !unicode.IsDigit(first) && !unicode.IsUpper(first) && !strings.ContainsFunc(w.fold, unicode.IsDigit) {
			return "", false
		}
	}
	return name, number || name != ""
}

// cited: “…” (Mikoyan 3); “…” came second (Guevara, 1962, p. 5)
func (v *Verifier) cited(ctx context.Context, _, after string) string {
	m := parenthesis.FindStringSubmatch(after)
	if m == nil {
		// Words may stand between, if the citation ends the clause.
		if m = lastParens.FindStringSubmatch(limitEnd(after)); m == nil {
			return ""
		}
	}
	name, _ := v.inParens(ctx, m[1])
	return name
}

// limitEnd cuts a text after the first closing parenthesis.
func limitEnd(s string) string {
	if i := strings.IndexByte(s, ')'); i >= 0 {
		return s[:i+1]
	}
	return s
}

// cutCitation parts a quotation that is set off from a citation in parentheses at
// its end.
func (v *Verifier) cutCitation(ctx context.Context, text string) (rest, name string) {
	m := lastParens.FindStringSubmatchIndex(text)
	if m == nil || m[0] == 0 {
		return text, ""
	}
	name, ok := v.inParens(ctx, text[m[2]:m[3]])
	if !ok {
		return text, ""
	}
	return text[:m[0]], name
}

// notes are what the notes of a text say, by their marks.
type notes map[string]string

// withoutNotes blanks the marks of a text's notes, so that they are no words of
// what is quoted, and returns what the notes say.
func withoutNotes(text string) (string, notes) {
	said := make(notes)
	for _, m := range noteHead.FindAllStringSubmatchIndex(text, -1) {
		line, _, _ := strings.Cut(text[m[1]:], "\n")
		said[text[m[2]:m[3]]] = line
	}
	blank := noteMark.ReplaceAllStringFunc(text, func(mark string) string { return strings.Repeat(" ", len(mark)) })
	return blank, said
}

// noted: “…”[^3], where note 3 begins with "Mikoyan, in". text is the one with
// its marks.
func (v *Verifier) noted(ctx context.Context, text string, q quoted, said notes) string {
	end := q.outer.End
	if q.block {
		end = q.inner.Start
	}
	for _, m := range noteMark.FindAllStringIndex(text[end:], -1) {
		if !q.block && strings.Trim(text[end:end+m[0]], "”\"’».,;:!? ") != "" || q.block && end+m[0] > q.outer.End {
			break
		}
		note := said[text[end+m[0]:end+m[1]]]
		if name := v.nameIn(ctx, note); name != "" && v.isNamed(ctx, name) {
			return name
		}
	}
	return ""
}

// isTitle reports whether words are the title of a record, or begin it: a text
// that quotes names its sources, too.
func (v *Verifier) isTitle(text string) bool {
	folded := search.Fold(text)
	if !strings.Contains(folded, " ") {
		return false
	}
	for _, r := range v.index.Library().Records {
		for _, title := range []string{r.Title, r.ShortTitle()} {
			if strings.HasPrefix(search.Fold(title)+" ", folded+" ") {
				return true
			}
		}
	}
	return false
}
