package verify

import (
	"cmp"
	"context"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/search"
)

var (
	// sources are phrases after which the one is named whose words follow or
	// went before.
	sources = regexp.MustCompile(`(?i)\b(?:according to|in the words of|words of|to quote|quoting|quoted from|coming from(?: an? \pL+ like| (?:someone|somebody) like)?|laut|según|segun|selon|d[’']après|nach|по словам)\s+`)
	inWords = regexp.MustCompile(`(?i)\bin\s+(\S.{1,40}?)[’']s?\s+(?:own\s+)?words\b`)
	// possessives are phrases such as "Guevara's remark".
	possessives = regexp.MustCompile(`((?:\p{Lu}[\pL\pM.'-]*[ \t]+)*\p{Lu}[\pL\pM.-]*)[’']s?\s+(?:\pL+\s+)?(?:remark|claim|statement|word|comment|question|reply|answer|complaint|boast|joke|warning|assertion|argument|slogan|line|phrase|quip|observation|insistence|admission|promise|conclusion|view|verdict|quote|quotation)s?\b`)
	// owned is whose a quotation is said to be right before it: "guevara's is".
	owned = regexp.MustCompile(`((?:\p{Lu}[\pL\pM.-]*[ \t]+)*[\pL][\pL\pM.-]*)[’']s?\s+(?:[\pL-]+\s+){0,3}(?:is|was|were|are|goes|went)\s*[:,]?\s*$`)
	// owner is a name that says whose the next word is.
	owner = regexp.MustCompile(`(?:[’']s|s[’'])\s*$`)
	// capitals are a name as it is written: words with capitals, initials, and
	// what stands between the parts of some names.
	capitals = regexp.MustCompile(`\p{Lu}[\pL\pM’'.-]*(?:[ \t]+(?:(?:de|del|van|von|di|da|la)[ \t]+)?[“"‘]?\p{Lu}[\pL\pM’'.”"-]*)*`)
	// pronouns stand for one who is named elsewhere, if at all.
	pronouns = set(`he she they i we it you who which one nobody anybody somebody everybody someone anyone everyone people others er sie wir ich el ella ellos il elle ils он она они я мы`)
	// before a name, these say that it is not the one who speaks.
	others = set(`to with of from about for against by on after before than like at toward towards told asked tells asks`)
	// conjunctions begin another clause, of which somebody else may be the
	// subject.
	conjunctions = set(`and but or while whereas though although yet so und aber y pero et mais и но`)
)

// speakerOf returns whom a text names as the speaker of what it quotes, "" if
// nobody: the sentence around the quotation is read, and the lines beside a
// block.
func (v *Verifier) speakerOf(ctx context.Context, text string, q quoted, all []quoted) string {
	before, after := around(text, q, all)
	if q.block {
		if m := credit.FindStringSubmatch(firstLine(text[q.outer.End:])); m != nil {
			if name := v.creditIn(ctx, m[1]); name != "" {
				return name
			}
		}
		before, after = lastLine(text[:q.outer.Start]), ""
		if !strings.HasSuffix(strings.TrimRight(before, "*_ \t"), ":") {
			return ""
		}
	}
	for _, find := range []func(ctx context.Context, before, after string) string{v.labelled, v.credited, v.sourced, v.tagged, v.introduced, v.remarked, v.cited} {
		if name := find(ctx, before, after); name != "" {
			return name
		}
	}
	return ""
}

// labelled: Guevara: “…”
func (v *Verifier) labelled(ctx context.Context, before, _ string) string {
	line := strings.Trim(lastLine(before), " \t*_#-•")
	name, ok := strings.CutSuffix(line, ":")
	if !ok {
		return ""
	}
	name = strings.Trim(name, " \t*_")
	if i := strings.IndexAny(name, "(["); i > 0 {
		name = strings.TrimSpace(name[:i])
	}
	name = addressee.ReplaceAllString(name, "")
	if v.isNamed(ctx, name) || v.roleIn(name, true) != "" && len(strings.Fields(name)) <= mostRole {
		return name
	}
	if n := len(strings.Fields(name)); n > 0 && n <= 4 && capitals.FindString(name) == name {
		return v.name(ctx, name)
	}
	return ""
}

// addressee is whom a label says is spoken to: "Nixon to Bruce".
var addressee = regexp.MustCompile(`\s+(?:to|an|zu|à|a|al|au|к|→|->|>)\s+\p{Lu}[\pL\pM.' -]*$`)

// credited: “…” — Mikoyan; “…” (Mikoyan)
func (v *Verifier) credited(ctx context.Context, _, after string) string {
	after = strings.TrimLeft(after, " \t\n.,;")
	if rest := strings.TrimLeft(after, "—–-―~ \t*_"); rest != after && rest != "" && !unicode.IsSpace(rune(after[0])) {
		if name := v.creditIn(ctx, firstLine(rest)); name != "" {
			return name
		}
	}
	if strings.HasPrefix(after, "(") {
		inside, _, ok := strings.Cut(after[1:], ")")
		if ok && v.isNamed(ctx, inside) {
			return inside
		}
	}
	return ""
}

// sourced: according to Mikoyan; in the words of Guevara; in Guevara's words
func (v *Verifier) sourced(ctx context.Context, before, after string) string {
	for _, s := range []string{before, after} {
		if ms := inWords.FindAllStringSubmatch(s, -1); ms != nil {
			if name := v.nameIn(ctx, ms[len(ms)-1][1]); name != "" {
				return name
			}
		}
		if ms := sources.FindAllStringIndex(s, -1); ms != nil {
			if name := v.nameIn(ctx, s[ms[len(ms)-1][1]:]); name != "" {
				return name
			}
		}
	}
	return ""
}

// tagged: “…,” said Mikoyan; “…,” Mikoyan told him; “…,” as Guevara put it
func (v *Verifier) tagged(ctx context.Context, _, after string) string {
	words := wordsOf(after)
	if len(words) == 0 || strings.ContainsAny(after[:words[0].span.Start], ".;:!?\n") {
		return ""
	}
	for i, w := range words[:min(len(words), 6)] {
		if conjunctions[w.fold] {
			return ""
		}
		if !verbsOfSpeech[w.fold] {
			continue
		}
		// What ends with a colon introduces the next quotation: “…” Dorticos
		// agreed: “…”
		rest := strings.TrimRight(after[w.span.End:], " \t\n")
		if strings.HasSuffix(rest, ":") && !strings.ContainsAny(rest, ",;.—") {
			return ""
		}
		if name, ok := v.subject(ctx, after, words, 0, i); ok {
			return name
		}
		if i <= 1 && i+1 < len(words) && !pronouns[words[max(0, i-1)].fold] {
			if name := v.nameIn(ctx, limit(after[w.span.End:])); name != "" {
				return name
			}
			return v.roleIn(limit(after[w.span.End:]), false)
		}
		return ""
	}
	return ""
}

// limit cuts a text at a comma or another pause.
func limit(s string) string {
	if i := strings.IndexAny(s, ",;:—(\n"); i >= 0 {
		return s[:i]
	}
	return s
}

// introduced: as Guevara said, “…”; Guevara, who was there, said that “…”;
// Guevara was told by Mikoyan, “…”; как сказал Микоян, «…»
func (v *Verifier) introduced(ctx context.Context, before, _ string) string {
	words := wordsOf(before)
	name, last := "", 0
	for i, w := range words {
		if !verbsOfSpeech[w.fold] {
			continue
		}
		rest := before[w.span.End:]
		if aside.MatchString(before[:w.span.Start]) {
			last = 0 // the verb is of whom the clause is about
		}
		if i+1 < len(words) && agents[words[i+1].fold] {
			rest = before[words[i+1].span.End:]
			name = cmp.Or(v.nameIn(ctx, rest), v.roleIn(limit(rest), false))
		} else if found, ok := v.subject(ctx, before, words, last, i); ok {
			name = found
		} else if found := v.inverted(ctx, w.fold, rest); found != "" {
			name = found
		}
		// Without a subject of its own, a verb has the last one's: "Mikoyan
		// said that …, and added".
		last = i + 1
	}
	// Without a verb, a name that begins a clause and stands right before the
	// quotation: "and Guevara, “…”", "Guevara that “…”".
	names := v.namesIn(ctx, before)
	if n := len(names) - 1; n >= 0 && (strings.Trim(before[names[n].end:], " ,:") == "" || clauses[search.Fold(before[names[n].end:])]) {
		if owner.MatchString(before[:names[n].end]) {
			return v.name(ctx, names[n].text) // "answering Mikoyan’s “…”"
		}
		lead := wordsOf(before[:names[n].start])
		k := len(lead) - 1
		if strings.HasSuffix(before[:names[n].start], "@") && !v.isNamed(ctx, names[n].text) {
			return name
		}
		if k < 0 || conjunctions[lead[k].fold] && (n == 0 || names[n-1].end < lead[k].span.Start-1) || strings.ContainsAny(before[lead[k].span.End:names[n].start], ",;") {
			return v.name(ctx, names[n].text)
		}
	}
	return name
}

// agents stand between a verb and who did it: "told by Mikoyan".
var agents = set(`by von por par`)

// inverted returns whom a verb without a subject before it has after it: "Darauf
// antwortete Mikoyan: …", "как сказал Микоян, …".
func (v *Verifier) inverted(ctx context.Context, verb, rest string) string {
	words := wordsOf(rest)
	if len(words) == 0 || speech["en"][verb] && told[verb] {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(rest[words[0].span.Start:]); towards[words[0].fold] && unicode.IsLower(first) {
		return ""
	}
	rest = limit(rest)
	return cmp.Or(v.nameIn(ctx, rest), v.roleIn(rest, false))
}

// towards stand before the one who is spoken to.
var towards = set(`to a al à au aux zu zum zur an к that dass que что`)

// remarked: Guevara’s remark that “…”; Guevara’s is “…”
func (v *Verifier) remarked(ctx context.Context, before, _ string) string {
	if m := owned.FindStringSubmatch(before); m != nil {
		if name := v.name(ctx, m[1]); name != "" && v.isNamed(ctx, name) {
			return name
		}
	}
	ms := possessives.FindAllStringSubmatch(before, -1)
	if ms == nil {
		return ""
	}
	return v.name(ctx, ms[len(ms)-1][1])
}
