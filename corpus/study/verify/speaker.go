package verify

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
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

// cutOut stands where around has cut out a quotation of a word or more.
const cutOut = "   "

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimLeft(s, "\n \t"), "\n")
	return s
}

func lastLine(s string) string {
	s = strings.TrimRight(s, "\n \t")
	return s[strings.LastIndexByte(s, '\n')+1:]
}

// around returns what stands before and after a quotation in its sentence.
// Other quotations are cut out.
func around(text string, q quoted, all []quoted) (before, after string) {
	masked := []byte(text)
	from, to := 0, len(text)
	for _, o := range all {
		if o == q {
			continue
		}
		// A block is a text by itself, and so is what stands beyond it.
		if o.block && o.outer.End <= q.outer.Start {
			from = max(from, o.outer.End)
		} else if o.block && o.outer.Start >= q.outer.End {
			to = min(to, o.outer.Start)
		}
		for i := o.outer.Start; i < o.outer.End; i++ {
			// What ends a sentence within the marks may end the one around.
			if i != o.inner.End-1 || !strings.ContainsRune(".!?", rune(text[i])) {
				masked[i] = ' '
			}
		}
	}
	before, after = string(masked[from:q.outer.Start]), string(masked[q.outer.End:to])
	if i := strings.LastIndex(before, "\n\n"); i >= 0 {
		before = before[i+2:]
	}
	if i := strings.Index(after, "\n\n"); i >= 0 {
		// A line of its own may name the speaker.
		if rest := strings.TrimSpace(after[:i]); rest != "" {
			after = after[:i]
		}
	}
	if i := lastEnd(before); i >= 0 {
		before = before[i:]
	}
	// The quotation may end its sentence: what follows then is another, unless
	// it goes on as one that tells who spoke.
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(text[q.inner.Start:q.inner.End]))
	if i := firstEnd(after); i >= 0 {
		after = after[:i]
	}
	first := strings.TrimLeft(after, " \t")
	if strings.ContainsRune(".", last) && startsSentence(first) {
		after = ""
	}
	return before, after
}

// startsSentence reports whether a new sentence begins, rather than one goes
// on: with a capital, and no dash or line before it.
func startsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// ends are where a sentence ends; a full stop after an initial or a title is
// none.
var ends = regexp.MustCompile(`[.!?…]["”’»)\]]*\s+`)

func lastEnd(s string) int {
	at := -1
	for _, m := range ends.FindAllStringIndex(s, -1) {
		if isEnd(s, m) {
			at = m[1]
		}
	}
	return at
}

func firstEnd(s string) int {
	for _, m := range ends.FindAllStringIndex(s, -1) {
		if isEnd(s, m) {
			return m[0] + 1
		}
	}
	return -1
}

func isEnd(s string, m []int) bool {
	if s[m[0]] != '.' {
		return true
	}
	words := wordsOf(s[:m[0]])
	if len(words) == 0 {
		return true
	}
	w := words[len(words)-1]
	return w.span.End != m[0] || utf8.RuneCountInString(w.fold) > 1 && !wordings["en"].titles[w.fold]
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

// subject returns who the one is whose verb words[verb] is: the nearest name
// before it, from words[from] on, that no preposition makes another's, or what
// somebody is called instead. It is "" where a pronoun stands there, two names do,
// or where it is denied that somebody spoke; ok is false where nothing does.
func (v *Verifier) subject(ctx context.Context, text string, words []word, from, verb int) (name string, ok bool) {
	if denied(words, from, verb) || denies(text, words[verb]) || verb > from && told[words[verb].fold] && passive[words[verb-1].fold] {
		return "", true // "Mikoyan was told"
	}
	relative := false
	for i := verb - 1; i >= from && i >= verb-3; i-- {
		if relatives[words[i].fold] {
			relative = true
			break
		}
		if pronouns[words[i].fold] {
			return "", true
		}
		if !isFunctionWord(words[i].fold) && !strings.HasSuffix(words[i].fold, "ly") {
			break
		}
	}
	// What is told of the subject between commas has a subject of its own:
	// "Mikoyan, whom Guevara had asked, answered".
	before := text[:words[verb].span.Start]
	if m := aside.FindStringIndex(before); m != nil {
		before = before[:m[0]]
	}
	names := v.namesIn(ctx, before)
	for i := len(names) - 1; i >= 0; i-- {
		n := names[i]
		if from > 0 && n.start < words[from-1].span.End {
			break
		}
		if strings.HasSuffix(n.text, "’s") || strings.HasSuffix(n.text, "'s") {
			if i == len(names)-1 && verb > 0 && n.end >= words[verb-1].span.Start && !strings.Contains(before[n.end:], cutOut) {
				return "", true
			}
			continue
		}
		if role := v.roleBefore(text, words, max(from, v.wordAt(words, n.end)), verb); role != "" {
			return role, true
		}
		lead := wordsOf(text[:n.start])
		if k := len(lead) - 1; k >= 0 && articles[lead[k].fold] && text[lead[k].span.End:n.start] == " " && followedByNoun(before[n.end:]) {
			return "", true // "the Mikoyan memo says"
		}
		if k := len(lead) - 1; k >= 0 && text[lead[k].span.End:n.start] == " " {
			switch w := lead[k].fold; {
			case w == "not":
				continue
			case relative:
			case w == "and" && i > 0 && text[names[i-1].end:n.start] == " and ":
				return "", true
			case others[w], articles[w] && !v.isSpeaker(ctx, n.text) && n.text != recorderName:
				continue
			}
		}
		if named := v.name(ctx, n.text); v.isAuthor(ctx, named, text[:n.start], text[n.end:]) {
			return "", true
		} else {
			return named, true
		}
	}
	if role := v.roleBefore(text, words, from, verb); role != "" {
		return role, true
	}
	return "", somethingSpeaks(words, from, verb)
}

// somethingSpeaks reports whether a verb has a subject of its own that is no name:
// "but the article says".
func somethingSpeaks(words []word, from, verb int) bool {
	noun := verb - 1
	for noun > from && (isFunctionWord(words[noun].fold) || strings.HasSuffix(words[noun].fold, "ly")) {
		if conjunctions[words[noun].fold] {
			return false // "and then adds"
		}
		noun--
	}
	return noun > from && determiners[words[noun-1].fold] && (noun-1 == from || !prepositions[words[noun-2].fold])
}

var (
	determiners  = set(`the this my our your his her their a an der die das mein meine el la mi le ma mon`)
	prepositions = set(`in on at with of from about for by after before to into during through im in bei mit en con de dans avec`)
)

// passive stand before a verb of which somebody is the hearer.
var passive = set(`is are was were been being be get got gets wird wurde fue es`)

// followedByNoun reports whether a name is followed by nothing but a word that
// makes it another's: "memo".
func followedByNoun(after string) bool {
	words := wordsOf(after)
	if len(words) != 1 || strings.ContainsAny(after, ",;:()") {
		return false
	}
	return !isFunctionWord(words[0].fold) && !strings.HasSuffix(words[0].fold, "ly")
}

// aside is a clause between commas before a verb.
var aside = regexp.MustCompile(`(?i),\s+(?:whom|who|whose|which|der|die|den|dem|qui|que|quien|котор\pL+)\s[^,.;:]*,\s*$`)

// relatives begin a clause of the one who is named right before it.
var relatives = set(`who qui quien которыи которая`)

// denied reports whether a verb is one that somebody is said not to have done:
// "Aragonés never said".
func denied(words []word, from, verb int) bool {
	first := verb
	for first > from && first > verb-4 && (isFunctionWord(words[first-1].fold) || negates(words[first-1].fold) || strings.HasSuffix(words[first-1].fold, "ly")) {
		first--
	}
	for i := first; i < min(verb+2, len(words)); i++ {
		w := words[i].fold
		only := i+1 < len(words) && words[i+1].fold == "only" // "not only said"
		for tag, l := range wordings {
			if i > verb && tag != "de" {
				continue // "sagte nie"
			}
			if kind := l.negations[w]; (kind == "not" || kind == "never" || kind == "no" && tag != "en") && !only {
				return true
			}
			if parts, ok := l.contractions[w]; ok && parts[1] == "not" && i < verb {
				return true
			}
		}
	}
	return false
}

// denies reports whether a verb says that what follows was not so: "denied that".
// What stands after a colon or a comma is said all the same.
func denies(text string, verb word) bool {
	rest := strings.TrimSpace(text[verb.span.End:])
	return deniers[verb.fold] && !strings.HasSuffix(rest, ":") && !strings.HasSuffix(rest, ",")
}

// deniers are verbs of speech that deny.
var deniers = set(`denied denies bestritt bestreitet nego niega nia nie`)

// negates reports whether a word is a negation in any language.
func negates(word string) bool {
	for _, l := range wordings {
		if l.negations[word] != "" || l.contractions[word][1] == "not" {
			return true
		}
	}
	return false
}

// roleBefore returns what the one is called by whose verb words[verb] is, if it
// stands right before it: "the Cuban president then asked".
func (v *Verifier) roleBefore(text string, words []word, from, verb int) string {
	to := verb
	for to > from && (isFunctionWord(words[to-1].fold) || strings.HasSuffix(words[to-1].fold, "ly")) {
		to--
	}
	if to == from {
		return ""
	}
	role := v.roleIn(text[words[from].span.Start:words[to-1].span.End], true)
	if role == "" {
		return ""
	}
	for i := to - len(wordsOf(role)) - 1; i >= from && i >= to-len(wordsOf(role))-2; i-- {
		if others[words[i].fold] {
			return ""
		}
	}
	return role
}

// wordAt returns the first of words that begins at a byte or later.
func (v *Verifier) wordAt(words []word, at int) int {
	i := slices.IndexFunc(words, func(w word) bool { return w.span.Start >= at })
	if i < 0 {
		return len(words)
	}
	return i
}

// recorderName is how a text names who wrote the record down.
const recorderName = "recorder"

// A naming is where a text names somebody.
type naming struct {
	text       string
	start, end int
}

// namesIn returns the names in a text: words with capitals, and names of
// those who speak in the library however they are written.
func (v *Verifier) namesIn(ctx context.Context, text string) []naming {
	var names []naming
	for _, m := range capitals.FindAllStringIndex(text, -1) {
		from, to := m[0], m[1]
		// What only begins the sentence is no part of the name: "As Guevara".
		for from < to {
			words := wordsOf(text[from:to])
			if len(words) == 0 {
				break
			}
			if w := words[0].fold; !isFunctionWord(w) && !common[w] && !articles[w] && !pronouns[w] || len(words[0].fold) == 1 && strings.HasPrefix(text[from+words[0].span.End:], ".") {
				if name := strings.TrimRight(text[from:to], ".,”\"’' "); slices.ContainsFunc(words, func(w word) bool { return !isCalling(w.fold) && wordings["en"].numerals[w.fold].value == 0 }) || v.isSpeaker(ctx, name) {
					names = append(names, naming{name, from, to})
				}
				break
			}
			if len(words) == 1 {
				break
			}
			from += words[1].span.Start
		}
	}
	for _, w := range wordsOf(text) {
		first, _ := utf8.DecodeRuneInString(text[w.span.Start:])
		if w.fold == recorderName {
			names = append(names, naming{w.fold, w.span.Start, w.span.End})
		} else if unicode.IsLower(first) && utf8.RuneCountInString(w.fold) > 2 && !isFunctionWord(w.fold) && v.lexicon().isName(w.fold) && v.isSpeaker(ctx, w.fold) {
			names = append(names, naming{text[w.span.Start:w.span.End], w.span.Start, w.span.End})
		}
	}
	if len(names) > 0 {
		cited := v.sourcesIn(text)
		names = slices.DeleteFunc(names, func(n naming) bool {
			return slices.ContainsFunc(cited, func(s corpus.Span) bool { return s.Overlaps(corpus.Span{Start: n.start, End: n.end}) })
		})
	}
	slices.SortFunc(names, func(a, b naming) int { return a.start - b.start })
	return names
}

// nameIn returns the first name in a text, if nothing but a few words of
// little sense stand before it.
func (v *Verifier) nameIn(ctx context.Context, text string) string {
	names := v.namesIn(ctx, text)
	if len(names) == 0 {
		return ""
	}
	for _, w := range wordsOf(text[:names[0].start]) {
		if !isFunctionWord(w.fold) && !wordings["en"].titles[w.fold] {
			return ""
		}
	}
	return v.name(ctx, names[0].text)
}

// creditIn returns the name that a line after a dash consists of, with no more
// than when or where behind it. "– a French base" is no credit.
func (v *Verifier) creditIn(ctx context.Context, text string) string {
	if v.citesFirst(text) {
		return ""
	}
	text = strings.TrimSpace(strings.Trim(limit(text), " *_~"))
	if v.citesFirst(text) {
		return ""
	}
	names := v.namesIn(ctx, text)
	if len(names) == 0 || names[0].start > 0 {
		return ""
	}
	name := v.name(ctx, names[0].text)
	rest := wordsOf(text[names[0].end:])
	if len(rest) > 0 && digitsOf(rest[0].fold) == "" && !isFunctionWord(rest[0].fold) && !v.isSpeaker(ctx, name) {
		return ""
	}
	return name
}

// name returns the part of a name that is clearly somebody's in the library,
// as "Dorticós" of "Cuban President Dorticós"; all of it if no part is, or if it
// is a namesake's.
func (v *Verifier) name(ctx context.Context, text string) string {
	text = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(text), "’s"), "'s")
	if person, _ := v.namesake(ctx, text, nil); person == nil {
		words := strings.Fields(text)
		for i := range words {
			if part := strings.Join(words[i:], " "); v.isSpeaker(ctx, part) {
				return part
			}
		}
	}
	if fold := search.Fold(text); fold == "" || common[fold] || isFunctionWord(fold) || pronouns[fold] || v.isPlural(fold) || v.isPlace(fold) {
		return ""
	}
	return text
}

// isAuthor reports whether somebody who is named is one who writes of the record,
// whose words a text may quote second-hand: "Smith (2003) writes", "my teacher Dr.
// Lindqvist says".
func (v *Verifier) isAuthor(ctx context.Context, name, before, after string) bool {
	if name == "" || v.isNamed(ctx, name) || name == recorderName {
		return false
	}
	words := wordsOf(before)
	for _, w := range words[max(0, len(words)-2):] {
		if owning[w.fold] {
			return true
		}
	}
	return yearAfter.MatchString(after)
}

var (
	owning    = set(`my our mein meine unser unsere mi nuestro nuestra mon ma notre мой моя наш наша`)
	yearAfter = regexp.MustCompile(`^\s*\((?:1[5-9]|20)\d\d[a-z]?(?:[,:][^)]*)?\)`)
)

// isPlace reports whether a name is a place's, which is said to speak for those
// who govern there, or says where somebody spoke: "Moscow insisted", "— Havana, 1962".
func (v *Verifier) isPlace(name string) bool {
	if capitalCities[name] || gazetteer()[name] {
		return true
	}
	for _, r := range v.index.Library().Records {
		if slices.Contains(strings.Fields(search.Fold(r.Place)), name) {
			return true
		}
	}
	return false
}

// isPlural reports whether a word is likely one for several people, "Critics",
// who are no speaker of the library.
func (v *Verifier) isPlural(word string) bool {
	return strings.HasSuffix(word, "s") && !strings.Contains(word, " ") && !v.lexicon().isName(word)
}

// wholeLabel and wholeTag find whom a quotation without marks names.
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
// what only says whose it is.
func (v *Verifier) whole(ctx context.Context, text string) Claim {
	c := Claim{Text: unquoted(blockMark.ReplaceAllString(text, "")), Line: 1}
	text = c.Text
	asIt := read(text, v.holds)
	stands := func() bool { _, ok := v.place(ctx, asIt, ""); return ok }
	cut := func(words, name string) (Claim, bool) {
		return Claim{Text: unquoted(strings.TrimSpace(words)), Speaker: strings.Trim(name, " *_."), Line: 1}, true
	}
	try := func() (Claim, bool) {
		if name, words := v.label(ctx, text); name != "" {
			return cut(words, name)
		}
		if m := wholeLabel.FindStringSubmatch(text); m != nil {
			if name := addressee.ReplaceAllString(m[1], ""); v.isNamed(ctx, name) {
				return cut(m[2], name)
			}
			if n := strings.Fields(m[1]); len(n) <= 3 && capitals.FindString(m[1]) == m[1] && v.name(ctx, m[1]) != "" {
				return cut(m[2], m[1])
			}
		}
		if m := wholeCredit.FindStringSubmatch(text); m != nil {
			if name := v.creditIn(ctx, m[2]); name != "" || v.citesFirst(m[2]) {
				return cut(m[1], name)
			}
		}
		if m := wholeParen.FindStringSubmatch(text); m != nil && v.isNamed(ctx, m[2]) {
			return cut(m[1], m[2])
		}
		if rest, name := v.cutCitation(ctx, text); rest != text {
			return cut(rest, name)
		}
		if m := wholeSaid.FindStringSubmatch(text); m != nil {
			if name := v.tagged(ctx, "", " "+m[2]); name != "" {
				return cut(m[1], name)
			}
		}
		if m := wholeTag.FindStringSubmatch(text); m != nil {
			if name := v.sourced(ctx, m[1]+" ", ""); name != "" {
				return cut(m[2], name)
			}
			// What is cut off must say no more than whose it is: with marks, or with
			// a verb of speech before the last, it holds words of the quotation.
			words := wordsOf(m[1])
			if n := len(words); n > 1 && slices.IndexFunc(words, func(w word) bool { return verbsOfSpeech[w.fold] }) == n-1 && !strings.ContainsFunc(m[1], isMark) {
				if name, _ := v.subject(ctx, m[1], words, 0, n-1); name != "" {
					return cut(m[2], name)
				}
			}
		}
		return c, false
	}
	if other, ok := try(); ok && len(wordsOf(other.Text)) > 0 && !stands() {
		return other
	}
	return c
}
