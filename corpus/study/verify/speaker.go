package verify

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/search"
)

// verbsOfSpeech are folded words that say that somebody speaks.
var verbsOfSpeech = set(`said say says saying told tell tells telling wrote write writes writing argued argue argues arguing claimed
	claim claims claiming stated state states stating noted note notes noting declared declare declares declaring asserted assert
	asserts asserting remarked remark remarks remarking replied reply replies replying answered answer answers asked ask asks asking
	insisted insist insists insisting warned warn warns warning explained explain explains explaining admitted admit admits admitting
	added add adds adding observed observe observes observing commented comment comments recalled recall recalls quipped promised
	promise promises suggested suggest suggests proclaimed proclaim proclaims proclaiming exclaimed exclaims announced announce
	announces responded respond responds put puts conceded concedes concluded conclude concludes boasted boasts complained complains
	joked jokes mentioned mentions emphasised emphasized emphasises emphasizes stressed stresses believed believes called calls
	described describes agreed agrees reminded reminds assured assures acknowledged acknowledges maintained maintains pointed points recorded
	records 	dijo dice decia afirmo afirma declaro declara señalo senalo escribio pregunto respondio contesto
	sagte sagt sagten schrieb schreibt erklarte erklart meinte meint behauptete fragte antwortete
	dit disait declara declare affirme affirma ecrit ecrivait repondit demanda
	сказал сказала говорит говорил заявил заявила ответил ответила спросил спросила отметил отметила написал`)

var (
	// sources are phrases after which the one is named whose words follow or
	// went before.
	sources = regexp.MustCompile(`(?i)\b(?:according to|in the words of|words of|to quote|quoting|quoted from|coming from(?: an? \pL+ like| (?:someone|somebody) like)?|laut|según|segun|selon|d[’']après|nach|по словам)\s+`)
	inWords = regexp.MustCompile(`(?i)\bin\s+(\S.{1,40}?)[’']s?\s+(?:own\s+)?words\b`)
	// possessives are phrases such as "Guevara's remark".
	possessives = regexp.MustCompile(`((?:\p{Lu}[\pL\pM.'-]*[ \t]+)*\p{Lu}[\pL\pM.-]*)[’']s?\s+(?:\pL+\s+)?(?:remark|claim|statement|word|comment|question|reply|answer|complaint|boast|joke|warning|assertion|argument|slogan|line|phrase|quip|observation|insistence|admission|promise|conclusion|view|verdict|quote|quotation)s?\b`)
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
	// common are words with capitals that are no names, beside the words that
	// every text is full of.
	common = set(`note source example quote quotation question answer slogan title record transcript edit update re ps tldr summary
		context translation original chapter page line act scene january february march april may june july august september october
		november december monday tuesday wednesday thursday friday saturday sunday today yesterday fact claim verdict exhibit
		como según segun comme selon wie laut как согласно
		according however although though later earlier then finally first second third next also`)
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
	for _, find := range []func(ctx context.Context, before, after string) string{v.labelled, v.credited, v.sourced, v.tagged, v.introduced, v.remarked} {
		if name := find(ctx, before, after); name != "" {
			return name
		}
	}
	return ""
}

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
	if v.isSpeaker(ctx, name) {
		return name
	}
	if n := len(strings.Fields(name)); n > 0 && n <= 4 && capitals.FindString(name) == name {
		return v.name(ctx, name)
	}
	return ""
}

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
		if ok && v.isSpeaker(ctx, inside) {
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
		if name, _ := v.subject(ctx, after, words, 0, i); name != "" {
			return name
		}
		if i <= 1 && i+1 < len(words) && !pronouns[words[max(0, i-1)].fold] {
			return v.nameIn(ctx, limit(after[w.span.End:]))
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
// Guevara was told by Mikoyan, “…”
func (v *Verifier) introduced(ctx context.Context, before, _ string) string {
	words := wordsOf(before)
	name, last := "", 0
	for i, w := range words {
		if !verbsOfSpeech[w.fold] {
			continue
		}
		if i+1 < len(words) && words[i+1].fold == "by" {
			name = v.nameIn(ctx, before[words[i+1].span.End:])
		} else if found, ok := v.subject(ctx, before, words, last, i); ok {
			name = found
		}
		// Without a subject of its own, a verb has the last one's: "Mikoyan
		// said that …, and added".
		last = i + 1
	}
	// Without a verb, a name that begins a clause and stands right before the
	// quotation: "and Guevara, “…”".
	names := v.namesIn(ctx, before)
	if n := len(names) - 1; n >= 0 && strings.Trim(before[names[n].end:], " ,:") == "" {
		lead := wordsOf(before[:names[n].start])
		k := len(lead) - 1
		if k < 0 || conjunctions[lead[k].fold] && (n == 0 || names[n-1].end < lead[k].span.Start-1) || strings.ContainsAny(before[lead[k].span.End:names[n].start], ",;") {
			return v.name(ctx, names[n].text)
		}
	}
	return name
}

// remarked: Guevara’s remark that “…”
func (v *Verifier) remarked(ctx context.Context, before, _ string) string {
	ms := possessives.FindAllStringSubmatch(before, -1)
	if ms == nil {
		return ""
	}
	return v.name(ctx, ms[len(ms)-1][1])
}

// subject returns the name of the one whose verb words[verb] is: the nearest
// name before it, from words[from] on, that no preposition makes another's. The
// name is "" where a pronoun stands there, or two names do; ok is false where
// nothing does.
func (v *Verifier) subject(ctx context.Context, text string, words []word, from, verb int) (name string, ok bool) {
	for i := verb - 1; i >= from && i >= verb-3; i-- {
		if pronouns[words[i].fold] && words[i].fold != "who" {
			return "", true
		}
		if !isFunctionWord(words[i].fold) && !strings.HasSuffix(words[i].fold, "ly") {
			break
		}
	}
	names := v.namesIn(ctx, text[:words[verb].span.Start])
	for i := len(names) - 1; i >= 0; i-- {
		n := names[i]
		if from > 0 && n.start < words[from-1].span.End {
			break
		}
		if strings.HasSuffix(n.text, "’s") || strings.HasSuffix(n.text, "'s") {
			if i == len(names)-1 && verb > 0 && n.end >= words[verb-1].span.Start {
				return "", true
			}
			continue
		}
		before := wordsOf(text[:n.start])
		if k := len(before) - 1; k >= 0 && text[before[k].span.End:n.start] == " " {
			switch w := before[k].fold; {
			case w == "and" && i > 0 && text[names[i-1].end:n.start] == " and ":
				return "", true
			case others[w], w == "not", w == "the" && !v.isSpeaker(ctx, n.text) && n.text != recorderName:
				continue
			}
		}
		return v.name(ctx, n.text), true
	}
	return "", false
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
			if w := words[0].fold; !isFunctionWord(w) && !common[w] || len(words[0].fold) == 1 && strings.HasPrefix(text[from+words[0].span.End:], ".") {
				names = append(names, naming{strings.TrimRight(text[from:to], ".,”\"’' "), from, to})
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
	text = strings.TrimSpace(strings.Trim(limit(text), " *_~"))
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
// as "Dorticós" of "Cuban President Dorticós"; all of it if no part is.
func (v *Verifier) name(ctx context.Context, text string) string {
	text = strings.TrimSpace(text)
	words := strings.Fields(text)
	for i := range words {
		part := strings.Join(words[i:], " ")
		if part := strings.TrimSuffix(strings.TrimSuffix(part, "’s"), "'s"); v.isSpeaker(ctx, part) {
			return part
		}
	}
	if fold := search.Fold(text); fold == "" || common[fold] || isFunctionWord(fold) {
		return ""
	}
	return text
}

// wholeLabel and wholeTag find whom a quotation without marks names.
var (
	wholeLabel  = regexp.MustCompile(`^[*_]*([\pL][\pL\pM .'’“”"()-]{0,50}?)[*_]*\s*:[*_]*\s+(\S[\s\S]*)$`)
	wholeCredit = regexp.MustCompile(`^([\s\S]*\S)\s*(?:\s[—–-]{1,2}|—|―|~)\s*([*_]*\pL[^—–\n]{1,60})$`)
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
			if v.isSpeaker(ctx, m[1]) {
				return cut(m[2], m[1])
			}
			if n := strings.Fields(m[1]); len(n) <= 3 && capitals.FindString(m[1]) == m[1] && v.name(ctx, m[1]) != "" {
				return cut(m[2], m[1])
			}
		}
		if m := wholeCredit.FindStringSubmatch(text); m != nil {
			if name := v.creditIn(ctx, m[2]); name != "" {
				return cut(m[1], name)
			}
		}
		if m := wholeParen.FindStringSubmatch(text); m != nil && v.isSpeaker(ctx, m[2]) {
			return cut(m[1], m[2])
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
