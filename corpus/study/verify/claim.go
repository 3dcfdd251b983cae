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

// A quoted is a stretch of a text that the text quotes.
type quoted struct {
	inner corpus.Span // the words
	outer corpus.Span // with their marks
	block bool        // lines set off from the text
}

// Claims returns what a text quotes, in order: what stands in quotation marks
// and in block quotes, each with whom the text names as its speaker. A single
// word in marks is a claim only if the library holds it: authors set words in
// marks for other reasons, too.
func (v *Verifier) Claims(ctx context.Context, text string) []Claim {
	marked := strings.ReplaceAll(text, "\r\n", "\n")
	text, said := withoutNotes(marked)
	all := v.quotedIn(ctx, text)
	var claims []Claim
	for i := 0; i < len(all); i++ {
		q := all[i]
		words := text[q.inner.Start:q.inner.End]
		if q.block {
			from := len(claims)
			claims = append(claims, v.blockClaims(ctx, text, q, all)...)
			if len(claims) == from+1 && claims[from].Speaker == "" {
				claims[from].Speaker = v.noted(ctx, marked, q, said)
			}
			continue
		}
		c := Claim{Text: unquoted(words), Line: lineAt(text, q.inner.Start), Speaker: v.speakerOf(ctx, text, q, all)}
		if c.Speaker == "" && i > 0 && len(claims) > 0 && v.speaksOn(ctx, text, all[i-1], q) {
			c.Speaker = claims[len(claims)-1].Speaker
		}
		if c.Speaker == "" {
			c.Speaker = v.noted(ctx, marked, q, said)
		}
		// “The Americans,” he said, “are not stupid.” is one quotation.
		for i+1 < len(all) && !all[i+1].block && goesOn(text, all[i], all[i+1]) {
			i++
			c.Text += " " + unquoted(text[all[i].inner.Start:all[i].inner.End])
			if c.Speaker == "" {
				c.Speaker = v.speakerOf(ctx, text, all[i], all)
			}
		}
		if v.isTitle(c.Text) {
			continue
		}
		if n := len(wordsOf(c.Text)); n > 1 || n == 1 && v.holds(c.Text) {
			claims = append(claims, c)
		}
	}
	return claims
}

// Read returns the claims of a text that is given to be checked: of what it
// quotes, or of the whole of it where it quotes nothing. What stands outside
// of quotation marks is part of the quotation if the record has it, too. There is
// no claim in a text that only names somebody, or is one word that every text is
// full of.
func (v *Verifier) Read(ctx context.Context, text string) []Claim {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if v.saysNothing(ctx, text) {
		return nil
	}
	claims := v.Claims(ctx, text)
	if len(claims) == 0 {
		// Lines of several speakers, each with its label, are a claim each.
		if lines, names := v.lineClaims(ctx, text, 1); names > 1 && len(lines) > 1 {
			return lines
		}
	}
	whole := v.whole(ctx, text)
	f := v.check(ctx, whole)
	if f.Verdict == Verbatim {
		return []Claim{whole}
	}
	if len(claims) == 0 {
		if part := v.afterColon(ctx, whole, f); part != whole {
			return []Claim{part}
		}
		return []Claim{v.reported(ctx, whole, f)}
	}
	inside := 0
	for _, c := range claims {
		inside += len(wordsOf(c.Text))
	}
	if outside := len(wordsOf(whole.Text)) - inside; len(f.Pieces) == 1 && outside > 0 && 2*(f.equal()-inside) > outside {
		return []Claim{whole}
	}
	return claims
}

// saysNothing reports whether a text names somebody, "— Mikoyan", "Guevara:", with
// no quotation beside it, or is one word that every text is full of.
func (v *Verifier) saysNothing(ctx context.Context, text string) bool {
	words := wordsOf(text)
	if len(words) == 1 && search.IsFunctionWord(words[0].fold) {
		return true
	}
	name := strings.Trim(text, "\"“”«»„*_ \t\n")
	bare := strings.TrimRight(strings.TrimLeft(name, "—–-―~ \t"), ": \t")
	return len(words) > 0 && bare != name && v.isNamed(ctx, bare)
}

// afterColon returns the claim of what stands after a colon, where the record
// has nothing of what stands before it: "did he say this: …"
func (v *Verifier) afterColon(ctx context.Context, whole Claim, f Finding) Claim {
	_, rest, ok := strings.Cut(whole.Text, ": ")
	if !ok || len(wordsOf(rest)) < 3 {
		return whole
	}
	part := Claim{Text: unquoted(rest), Speaker: whole.Speaker, Line: whole.Line}
	if g := v.check(ctx, part); g.Verdict == Verbatim || g.Verdict == Altered && g.equal() >= f.equal() {
		return part
	}
	return whole
}

// equal returns how many words of an altered quotation are the record's.
func (f Finding) equal() int {
	n := 0
	for _, d := range f.Diff {
		if d.Op == Equal {
			n += len(wordsOf(d.Text))
		}
	}
	return n
}

// CheckText checks each claim of a text that is given to be checked. The error
// is the context's.
func (v *Verifier) CheckText(ctx context.Context, text string) ([]Finding, error) {
	return v.CheckClaims(ctx, v.Read(ctx, text))
}

// CheckClaims checks each of several claims. The error is the context's.
func (v *Verifier) CheckClaims(ctx context.Context, claims []Claim) ([]Finding, error) {
	var findings []Finding
	for _, c := range claims {
		f, err := v.Check(ctx, c)
		if err != nil {
			return nil, err
		}
		findings = append(findings, f)
	}
	return findings, nil
}

// marksOfQuotation are the pairs of quotation marks, by the opening one. Marks
// that open in one language close in another.
var marksOfQuotation = map[rune]string{
	'“': "”“", '„': "“”", '«': "»", '»': "«", '「': "」", '『': "』", '‹': "›", '〝': "〞", '＂': "＂", '"': `"”`, '”': "”",
}

// quotedIn returns what a text quotes, in order.
func (v *Verifier) quotedIn(ctx context.Context, text string) []quoted {
	var all []quoted
	for _, p := range paragraphsOf(text) {
		if p.block || v.indented(ctx, text[p.inner.Start:p.inner.End]) {
			p.block = true
			all = append(all, p)
			continue
		}
		all = append(all, inMarks(text, p.inner)...)
	}
	return all
}

// leastIndented is how many words are a quotation that only an indent sets off.
const leastIndented = 10

// indented reports whether a paragraph is a quotation that an indent sets off.
// Paragraphs of the author's own may have one, too, so it is one only if the
// record has its words, or most of them.
func (v *Verifier) indented(ctx context.Context, text string) bool {
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "    ") && !strings.HasPrefix(line, "\t") {
			return false
		}
	}
	if strings.ContainsFunc(text, isMark) {
		return false
	}
	rest, _ := v.cutCitation(ctx, strings.TrimSpace(text))
	if len(wordsOf(rest)) < leastIndented {
		return false
	}
	f := v.check(ctx, Claim{Text: rest})
	return f.Verdict == Verbatim || f.Verdict == Altered && 2*f.equal() > len(wordsOf(rest))
}

// paragraphsOf parts a text into block quotes and the paragraphs between them.
func paragraphsOf(text string) []quoted {
	var parts []quoted
	start := -1 // of the paragraph that is being read
	block, rest := false, false
	flush := func(end int) {
		if start >= 0 {
			span := corpus.Span{Start: start, End: end}
			parts = append(parts, quoted{inner: span, outer: span, block: block})
		}
		start = -1
	}
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		bare := strings.TrimSpace(line)
		isBlock := rest || strings.HasPrefix(bare, ">")
		switch {
		case bare == "" && !rest:
			flush(at)
		case start < 0 || isBlock != block:
			flush(at)
			start, block = at, isBlock
		}
		rest = rest || strings.HasPrefix(bare, ">>>")
		at += len(line)
	}
	flush(at)
	return parts
}

// inMarks returns what stands in quotation marks in a paragraph. A mark that
// is not closed ends with the paragraph.
func inMarks(text string, in corpus.Span) []quoted {
	var all []quoted
	for at := in.Start; at < in.End; {
		open, n := utf8.DecodeRuneInString(text[at:])
		closing, ok := marksOfQuotation[open]
		inner := corpus.Span{Start: at + n}
		if ok && opensQuotation(text, in, at, open) {
			inner.End, n = closes(text[:in.End], at+n, open, closing)
		} else if (open == '‘' || open == '\'') && opensQuotation(text, in, at, open) {
			inner.End, n = closesSingle(text[:in.End], at+n, open)
		}
		if inner.End <= inner.Start {
			at += max(n, 1)
			continue
		}
		all = append(all, quoted{inner: inner, outer: corpus.Span{Start: at, End: inner.End + n}})
		at = inner.End + n
	}
	return all
}

// opensQuotation reports whether the mark at a place can open a quotation: no
// word ends there, and one begins.
func opensQuotation(text string, in corpus.Span, at int, mark rune) bool {
	before, _ := utf8.DecodeLastRuneInString(text[in.Start:at])
	after, _ := utf8.DecodeRuneInString(text[at+utf8.RuneLen(mark) : in.End])
	if unicode.IsSpace(after) && !strings.ContainsRune("«„", mark) {
		return false
	}
	return mark == '「' || mark == '『' || !unicode.IsLetter(before) && !unicode.IsDigit(before)
}

// closes returns where a quotation that begins at a place ends, and the length
// of its closing mark; the end of text, and 0, if it is not closed.
func closes(text string, at int, open rune, closing string) (end, length int) {
	depth := 0
	for i, r := range text[at:] {
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		switch {
		case strings.ContainsRune(closing, r) && (r != open || !unicode.IsSpace(before)):
			if depth == 0 {
				return at + i, utf8.RuneLen(r)
			}
			depth--
		case r == open && r != '"':
			depth++
		}
	}
	return len(text), 0
}

// closesSingle is closes for single marks, which are apostrophes, too: the
// quotation ends where the sentence that it is pauses or ends, or else at the
// last mark that no letter follows. It must have three words.
func closesSingle(text string, at int, open rune) (end, length int) {
	closing := '’'
	if open == '\'' {
		closing = '\''
	}
	end = 0
	for i, r := range text[at:] {
		if r != closing {
			continue
		}
		after, _ := utf8.DecodeRuneInString(text[at+i+utf8.RuneLen(r):])
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		if unicode.IsLetter(after) || unicode.IsDigit(after) || unicode.IsSpace(before) || len(strings.Fields(text[at:at+i])) < 3 {
			continue
		}
		end = at + i
		if strings.ContainsRune(",.!?…;", before) {
			break
		}
	}
	return end, utf8.RuneLen(closing)
}

// unquoted takes the marks away that stand around the whole of a text.
func unquoted(text string) string {
	for {
		text = strings.TrimSpace(text)
		first, n := utf8.DecodeRuneInString(text)
		closing, ok := marksOfQuotation[first]
		// A full stop may follow the marks.
		if bare := strings.TrimRight(text, ".,;"); ok && len(bare) < len(text) {
			if last, _ := utf8.DecodeLastRuneInString(bare); strings.ContainsRune(closing, last) && !strings.ContainsAny(bare[n:len(bare)-utf8.RuneLen(last)], string(first)+closing) {
				text = bare
			}
		}
		last, m := utf8.DecodeLastRuneInString(text)
		if first == '‘' || first == '\'' {
			closing, ok = "’'", true
		}
		if !ok || len(text) < n+m || !strings.ContainsRune(closing, last) || strings.ContainsAny(text[n:len(text)-m], string(first)+closing) {
			return text
		}
		text = text[n : len(text)-m]
	}
}

func lineAt(text string, at int) int { return 1 + strings.Count(text[:at], "\n") }

// goesOn reports whether two quotations are one, which a few words such as "he
// said" interrupt.
func goesOn(text string, a, b quoted) bool {
	first, _ := utf8.DecodeRuneInString(text[b.inner.Start:])
	between := text[a.outer.End:b.outer.Start]
	words := wordsOf(between)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(text[a.inner.Start:a.inner.End]))
	comma := last == ',' || strings.HasPrefix(between, ",") || last == '—' || last == '-'
	return comma && unicode.IsLower(first) && !slices.ContainsFunc(words, func(w word) bool { return conjunctions[w.fold] }) && len(words) > 1 && len(words) < 8 && !strings.Contains(between, "\n\n") &&
		slices.ContainsFunc(words, func(w word) bool { return verbsOfSpeech[w.fold] })
}

// speaksOn reports whether the speaker of one quotation goes on in the next:
// “…,” Dorticos replied. “…”
func (v *Verifier) speaksOn(ctx context.Context, text string, a, b quoted) bool {
	if a.block {
		return false
	}
	between := text[a.outer.End:b.outer.Start]
	tag := strings.TrimSpace(between)
	return strings.HasSuffix(tag, ".") && strings.IndexAny(tag, ".!?;:\n") == len(tag)-1 && v.tagged(ctx, "", between) != ""
}

var (
	blockMark = regexp.MustCompile(`(?m)^[ \t]*(?:>>>|>+)[ \t]?`)
	// credit is a line that names who said what stands above it.
	credit = regexp.MustCompile(`^[ \t>*_]*(?:—|–|--|-|~|―)[ \t*_]*(\S.*)$`)
	// labelEnd may end the label of a speaker.
	labelEnd = regexp.MustCompile(`[*_]*\s*[:.][*_]*\s+`)
)

// blockClaims returns the claims of a block quote. A line within it that
// begins with the label of a speaker begins another.
func (v *Verifier) blockClaims(ctx context.Context, text string, q quoted, all []quoted) []Claim {
	body := blockMark.ReplaceAllString(text[q.inner.Start:q.inner.End], "")
	claims, _ := v.lineClaims(ctx, body, lineAt(text, q.inner.Start))
	var kept []Claim
	for i, c := range claims {
		c.Text = unquoted(c.Text)
		c.Text, c.Speaker = v.withCitation(ctx, c)
		if i == len(claims)-1 && c.Speaker == "" {
			c.Speaker = v.speakerOf(ctx, text, q, all)
		}
		if len(wordsOf(c.Text)) > 1 {
			kept = append(kept, c)
		}
	}
	return kept
}

// withCitation returns the words and the speaker of a claim that a citation in
// parentheses may end.
func (v *Verifier) withCitation(ctx context.Context, c Claim) (text, speaker string) {
	rest, name := v.cutCitation(ctx, c.Text)
	if c.Speaker != "" {
		name = c.Speaker
	}
	return unquoted(rest), name
}

// lineClaims returns the claims of lines, the first of which has the given
// number: a line that begins with the label of a speaker begins another, and one
// that credits somebody ends it. names counts the speakers that the lines name.
func (v *Verifier) lineClaims(ctx context.Context, body string, line int) (claims []Claim, names int) {
	credited := false // the last claim has its credit: what follows is another
	for l := range strings.SplitSeq(body, "\n") {
		bare := strings.TrimSpace(l)
		if m := credit.FindStringSubmatch(bare); m != nil && len(claims) > 0 {
			if name := v.creditIn(ctx, m[1]); name != "" {
				claims[len(claims)-1].Speaker = name
				credited = true
				names++
				line++
				continue
			}
		}
		if name, words := v.label(ctx, bare); name != "" {
			claims = append(claims, Claim{Text: words, Speaker: name, Line: line})
			credited = false
			names++
		} else if bare != "" && (len(claims) == 0 || credited) {
			claims = append(claims, Claim{Text: bare, Line: line})
			credited = false
		} else if bare != "" {
			claims[len(claims)-1].Text += "\n" + bare
		}
		line++
	}
	return claims, names
}

// mostLabel bounds the label of a speaker, in bytes.
const mostLabel = 80

// label parts a line into the label of one who speaks in the library, "" if it
// has none, and the words.
func (v *Verifier) label(ctx context.Context, line string) (name, words string) {
	line = strings.TrimLeft(line, "*_#-• \t")
	ends := labelEnd.FindAllStringIndex(line[:min(len(line), mostLabel)], -1)
	for i := len(ends) - 1; i >= 0; i-- {
		name := line[:ends[i][0]]
		if first, _ := utf8.DecodeRuneInString(line); !strings.Contains(line[ends[i][0]:ends[i][1]], ":") && unicode.IsLower(first) {
			continue // "hon. Gentleman": only a name with a capital has a full stop after it
		}
		if len(strings.Fields(name)) <= 5 && !strings.ContainsAny(name, ":\n") && v.isNamed(ctx, name) {
			return name, line[ends[i][1]:]
		}
	}
	return "", line
}
