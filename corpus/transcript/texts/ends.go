package texts

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// creditPattern is a line that says who wrote a talk down.
var creditPattern = regexp.MustCompile(`^(?:(?:Transcribed|Typed|Written up|Minutes taken|Minuted)(?: up| out)? by|(?:Transcript|Transcription|Minutes|Notes|Recording|Typescript)(?: was| were)? (?:prepared|typed|made|taken|checked|edited|written|transcribed|produced)(?: up)? by|Transcription by|(?:Transkribiert|Abgeschrieben|Getippt|Protokolliert|Aufgezeichnet|Verschriftlicht) von|(?:Transcrit|Transcription réalisée|Saisi|Rédigé|Dactylographié) par|(?:Transcrito|Transcrita|Transcripción hecha|Transcripción realizada|Redactado|Redactada|Mecanografiado) por|(?:Расшифровал|Расшифровала|Записал|Записала|Напечатал|Напечатала|Расшифровка подготовлена|Протокол вёл|Протокол вела)) (.+?)\.?$`)

// creditWords stand before the name in such a line, but for those in Russian.
var creditWords = []string{" by ", " von ", " par ", " por "}

// beginsCredit are the bytes that such a line can begin with.
var beginsCredit = bytesOf("TMNRASPVGDW\xD0")

// bytesOf returns the set of the bytes of a string.
func bytesOf(text string) (set [256]bool) {
	for i := range len(text) {
		set[text[i]] = true
	}
	return set
}

// creditIn returns who wrote a talk down, if a line of its own says so: a name
// follows, and a date at most.
func creditIn(text string) string {
	if c := text[0]; c >= 'A' && c <= 'z' && !beginsCredit[c] && c != '[' && c != '_' {
		return "" // most lines
	}
	text = strings.Trim(text, "-–—=*_~()[] ")
	if len(text) > label.MaxBytes || text == "" || !beginsCredit[text[0]] {
		return ""
	}
	if text[0] < utf8.RuneSelf && !slices.ContainsFunc(creditWords, func(by string) bool { return strings.Contains(text, by) }) {
		return ""
	}
	m := creditPattern.FindStringSubmatch(text)
	if m == nil || !beginsWithCapital(m[1]) && !strings.HasPrefix(m[1], "the ") || strings.ContainsAny(m[1], "?!:") {
		return ""
	}
	return undated(m[1])
}

// undated cuts off the date that a credit ends with.
func undated(name string) string {
	for i, c := range name {
		if c == ' ' && !page.DateIn(name[i+1:]).IsZero() && strings.ContainsAny(name[:i], ", ") || c == ',' && !page.DateIn(name[i+1:]).IsZero() {
			head := name[:i]
			for _, on := range []string{" on", " am", " le", " el", ","} {
				head = strings.TrimSuffix(head, on)
			}
			if page.DateIn(name[len(head):]) == page.DateIn(name) && !page.HasDigit(head) {
				return head
			}
		}
	}
	return name
}

// rightsPattern is a line that says whose a text is.
var rightsPattern = regexp.MustCompile(`^(?:Copyright (?:\(c\) |by )?.{0,40}\d{4}|\([cC]\) .{0,40}\d{4}|All rights reserved|Alle Rechte vorbehalten|Tous droits réservés|Todos los derechos reservados|Все права защищены)`)

// afterwords are what the remarks begin with that a file ends with, before a
// colon.
var afterwords = page.NewWordList(`note notes nota notas anmerkung anmerkungen hinweis hinweise remarque remarques примечание примечания
	wordcount words wortzahl wörter palabras mots слов transcript transcription transkription transcripción расшифровка`)

// remarkOwners stand before the name of a remark that somebody adds to a text.
var remarkOwners = page.NewWordList(`my our teacher's teacher’s editor's editor’s mein meine unser unsere mon ma notre nos mi mis nuestra nuestro mia mio moja moje мой моя моё наши наш`)

// afterthoughts are what such a remark is called.
var afterthoughts = page.NewWordList(`reflection reflections conclusion thoughts comment comments reflexion fazit kommentar réflexion conclusions commentaire
	reflexión conclusión comentario riflessione conclusioni commento вывод выводы комментарий`)

// isAfterword reports whether a paragraph of the last turn is a remark of who
// made the file.
func isAfterword(text string) bool {
	if rightsPattern.MatchString(text) || isEditors(text) {
		return true
	}
	before, rest, ok := strings.Cut(text, ": ")
	if !ok || rest == "" || !beginsWithCapital(before) {
		return false
	}
	if first, last, ok := strings.Cut(before, " "); ok && remarkOwners.Holds(first) && afterthoughts.Holds(last) {
		return true // "My reflection: I learned"
	}
	return afterwords.Holds(before) || label.IsHeading(before) && !label.IsCounter(before) && label.IsNumber(rest) // "Word count: 41"
}

// tallyPattern is a line that says how many voted which way.
var tallyPattern = regexp.MustCompile(`^(?:(?:The )?(?:[Mm]otion|[Aa]mendment|[Rr]esolution|[Pp]roposal)(?: was| is| has)? (?:carried|passed|failed|adopted|defeated|rejected|approved|lost)|(?:La moción|La propuesta|La enmienda|El acuerdo)(?: fue| queda| es)? (?:aprobad|rechazad|adoptad)[ao]|(?:Der Antrag|Der Vorschlag|Die Entschließung)(?: wurde| wird| ist)? (?:angenommen|abgelehnt)|(?:La motion|La proposition|La résolution|L['’]amendement)(?: est| a été)? (?:adopté|rejeté)e?|(?:Предложение|Резолюция|Поправка) (?:принят|отклонен|отклонён)[оа]?)\s?[:,;(–—-] ?\(?(?:\d|unanim|einstimmig|à l['’]unanim|por unanim|единоглас)`)

// isTally reports whether a line says so.
func isTally(text string) bool {
	return len(text) <= label.MaxBytes && strings.IndexByte("TMARPLD\xD0", text[0]) >= 0 && tallyPattern.MatchString(text)
}

// ballots are the lines of a vote, before a colon.
var ballots = page.NewWordList(`vote votes voting ayes aye nays nay noes yeas yea abstain abstained abstentions abstention absent
	votación votos abstenciones abstimmung ja nein ja-stimmen nein-stimmen enthaltungen enthaltung scrutin pour contre abstentions
	голосование за против воздержались воздержался`)

// isBallot reports whether the lines from and up to to say who voted which way.
func isBallot(s *page.Sheet, from, to int) bool {
	votes := 0
	for i := from; i < to; i++ {
		before, _, ok := strings.Cut(s.At(i), ":")
		if ok && ballots.Holds(strings.Trim(before, "*_ ")) {
			votes++
		}
	}
	return votes > 1 // beside them stands what was moved, and that it was carried
}

// isBreak reports whether a line stands between rules: "--- break ---".
func isBreak(text string) bool {
	const marks, most = "-=~–—", 6 // words
	inner := strings.Trim(text, marks)
	at := strings.Index(text, inner)
	if inner == "" || utf8.RuneCountInString(text[:at]) < 3 || utf8.RuneCountInString(text[at+len(inner):]) < 3 {
		return false
	}
	return inner[0] == ' ' && inner[len(inner)-1] == ' ' && strings.Count(inner, " ") <= most
}

// inItalics returns what a line of Markdown says that is in italics as a whole.
func inItalics(text string) (string, bool) {
	n := len(text)
	if n < 3 || text[0] != text[n-1] || text[0] != '*' && text[0] != '_' || strings.IndexByte(text[1:n-1], text[0]) >= 0 {
		return "", false
	}
	return text[1 : n-1], true
}

// isContents reports whether dots lead to the number of a page at the end of a line.
func isContents(text string) bool {
	if text == "" || text[len(text)-1] < '0' || text[len(text)-1] > '9' {
		return false
	}
	dotted := strings.TrimRight(strings.TrimRight(text, "0123456789"), " ")
	return strings.HasSuffix(dotted, "....") || strings.HasSuffix(dotted, ". . . .") || strings.HasSuffix(dotted, "……")
}

// standsBelow reports whether the lines from i up to end are a paragraph below the
// last turn, in a text in which nobody goes on for a second paragraph before.
func (r *reader) standsBelow(i, end int) bool {
	const few = 6 // turns that show it
	if r.play || r.film || r.columns || r.hearing || r.state != speaking || r.fresh || len(r.parse.cues) < few ||
		r.s.Lines[i].Gap < page.Parted || r.s.Lines[end-1].End-r.s.Lines[i].Start > maxTold {
		return false
	}
	return !r.goesOn()
}

// goesOn reports whether one of the turns but the last has a second paragraph.
func (p *parse) goesOn() bool {
	for n := range p.cues[:len(p.cues)-1] {
		q := &p.cues[n]
		from := q.line + 1
		if q.label.Alone {
			from++
		}
		for i := from; i < p.cues[n+1].line; i++ {
			if p.s.Lines[i].Gap >= page.Parted && !isDirection(p.s, i, i+1) {
				return true
			}
		}
	}
	return false
}
