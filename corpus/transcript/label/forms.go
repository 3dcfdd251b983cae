package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// Forms of labels beside a name and a colon or a full stop.

// Listed reads a label behind the mark of a list: "- **Anna**: We need chairs".
func Listed(text string) (Label, bool) {
	if c := text[0]; c != '-' && c != '*' && c != 0xE2 {
		return Label{}, false
	}
	for _, mark := range []string{"- ", "* ", "• ", "– "} {
		if rest, ok := strings.CutPrefix(text, mark); ok && rest != "" && rest[0] != '-' {
			return Colon(strings.TrimLeft(rest, " "))
		}
	}
	return Label{}, false
}

// Marked reads a label that other marks than a colon set apart: "<nick> +1",
// a line of a chat in minutes, or "Q - Why?".
func Marked(text string) (Label, bool) {
	if len(text) < 4 {
		return Label{}, false
	}
	if text[0] == '<' {
		name, _, ok := strings.Cut(text[1:min(len(text), MaxBytes)], "> ")
		if !ok || len(name) < 2 || strings.ContainsAny(name, " /=\"<") || !LooksLikeName(name) {
			return Label{}, false
		}
		return Label{Name: name, Rest: strings.TrimSpace(text[len("<")+len(name)+len("> "):]), Set: true}, true
	}
	if found, ok := cutPrompt(text); ok {
		return found, true
	}
	if text[0] != 'Q' && text[0] != 'A' || text[1] != ' ' {
		return Label{}, false
	}
	if text[0] == 'Q' && text[2] == ' ' {
		return Label{Name: text[:1], Rest: strings.TrimSpace(text[2:])}, true // of a briefing
	}
	for _, dash := range []string{"- ", "– ", "— "} {
		if rest, ok := strings.CutPrefix(text[2:], dash); ok {
			return Label{Name: text[:1], Rest: strings.TrimSpace(rest)}, true
		}
	}
	return Label{}, false
}

// cutPrompt reads a label like the prompt of a machine: "Figaro> Dix-neuf pieds".
func cutPrompt(text string) (Label, bool) {
	const most = 40 // bytes of a name
	name, rest, ok := strings.Cut(text[:min(len(text), most)], "> ")
	if !ok || name == "" || rest == "" || !AllNameWords(name) {
		return Label{}, false
	}
	found, ok := New(name, trimUnseen(text[len(name)+len("> "):]))
	found.Run = true
	return found, ok
}

// Heading reads a label that is a heading of Markdown.
func Heading(text string) (Label, bool) {
	if text[0] != '#' {
		return Label{}, false
	}
	name := strings.TrimLeft(text, "#")
	if !strings.HasPrefix(name, " ") {
		return Label{}, false
	}
	return Alone(strings.TrimRight(name[1:], ":"), "")
}

// cutBracketed reads a label that stands in brackets, with or without a colon:
// "[Speaker 1] So", "(speaker 0) Then", "[SPEAKER_01]: I read", "[RD] I was". What
// stands there has to be a name that nothing else in brackets is: a recorder's
// remark is one too.
func cutBracketed(text string) (Label, bool) {
	if text[0] != '[' && text[0] != '(' {
		return Label{}, false
	}
	end := page.Closing(text[:min(len(text), MaxBytes)], 0)
	if end < 0 {
		return Label{}, false
	}
	name, rest := strings.TrimSpace(text[1:end-1]), text[end:]
	after, colon := strings.CutPrefix(rest, ":")
	if !colon && !(strings.HasPrefix(rest, " ") && (isNumbered(name) || areLetters(name) || (HasRole(name) || IsTitled(name)) && AllNameWords(name))) {
		return Label{}, false
	}
	found, ok := New(name, trimUnseen(after))
	found.Set, found.Run = true, !colon && !isNumbered(name)
	return found, ok
}

// isNumbered reports whether name is a role and a number, as programs call
// those whose voices they part: "Speaker 1", "SPEAKER_01".
func isNumbered(name string) bool {
	at := strings.IndexFunc(name, unicode.IsDigit)
	if at <= 0 || !IsNumber(name[at:]) {
		return false
	}
	word := strings.TrimRight(name[:at], " _-#")
	return voices.Holds(word)
}

// areLetters reports whether name is a few capital letters, as initials are.
func areLetters(name string) bool {
	const most = 4
	for i := range len(name) {
		if name[i] < 'A' || name[i] > 'Z' {
			return false
		}
	}
	return len(name) > 1 && len(name) <= most
}

// voices are what programs call those whose voices they part.
var voices = page.NewWordList(`speaker spk spkr voice person participant sprecher sprecherin locuteur intervenant hablante
	orador parlante relatore spreker mówca talare taler puhuja говорящий спикер спікер דובר متحدث`)

// Dashed reads a label that only a dash parts from the words: "Priya - I did",
// "The SPEAKER—There is no point of order", "Mr TRENT (3.18 pm)—I welcome".
func Dashed(text string) (Label, bool) {
	limit := min(len(text), MaxBytes)
	if strings.IndexByte(text[:limit], '-') < 0 && strings.IndexByte(text[:limit], 0xE2) < 0 {
		return Label{}, false
	}
	at, width := -1, 0
	for _, dash := range []string{" - ", " – ", " — ", "—", " -- "} {
		if i := strings.Index(text[:limit], dash); i > 0 && (at < 0 || i < at) {
			// A dash in brackets parts what stands there: "(Maribel—Minister)".
			if open := strings.LastIndexByte(text[:i], '('); open >= 0 {
				end := page.Closing(text[:limit], open)
				if end < 0 {
					return Label{}, false
				}
				if end > i {
					if i = strings.Index(text[end:limit], dash); i < 0 {
						continue
					}
					i += end
				}
			}
			at, width = i, len(dash)
		}
	}
	if at <= 0 {
		return Label{}, false
	}
	rest := trimUnseen(text[at+width:])
	if rest == "" {
		return Label{}, false // "Mr Pine interjecting—" is of nobody
	}
	name := strings.TrimSpace(text[:at])
	if clock := strings.LastIndexByte(name, '('); clock > 0 && isHour(name[clock:]) {
		name = strings.TrimSpace(name[:clock])
	}
	found, ok := New(name, rest)
	found.Dash = true
	return found, ok && AllNameWords(found.Name) && !strings.ContainsAny(found.Name, ",?")
}

// Misprinted reads a label whose mark is misprinted, or has no blank behind it:
// "Kev; were you scared", "Kev:thank you", "ANNA (rising). It is" among labels with
// a colon. It is one only if the name is known.
func Misprinted(text string) (Label, bool) {
	const most = 40 // bytes of a name
	at := strings.IndexFunc(text[:min(len(text), most)], func(r rune) bool { return r == ':' || r == ';' || r == '(' })
	if at <= 0 || at+1 == len(text) {
		return Label{}, false
	}
	name, rest := strings.TrimRight(text[:at], " "), text[at+1:]
	switch {
	case text[at] == '(':
		end := page.Closing(text[:min(len(text), MaxBytes)], at)
		if end < 0 || !strings.HasPrefix(text[end:], ". ") {
			return Label{}, false
		}
		rest = text[at:]
	case text[at] == ':' && !unicode.IsLetter(rune(rest[0])), text[at] == ';' && rest[0] != ' ':
		return Label{}, false
	}
	found, ok := New(name, strings.TrimLeft(rest, " "))
	found.Odd = true
	return found, ok && AllNameWords(found.Name) && !strings.Contains(found.Name, ",") && !honorifics.Holds(found.Name)
}

// Tabbed reads a label that a tab parts from the words, with or without a colon
// before it.
func Tabbed(text string) (Label, bool) {
	tab := strings.IndexByte(text[:min(len(text), MaxBytes)], '\t')
	if tab <= 0 {
		return Label{}, false
	}
	name, rest := text[:tab], trimUnseen(text[tab+1:])
	if rest == "" || strings.ContainsRune(rest, '\t') {
		return Label{}, false // a row of a table
	}
	found, ok := New(strings.TrimRight(strings.Trim(name, "*_ "), ":"), rest)
	return found, ok && AllNameWords(found.Name)
}

// Capitals reads a label that nothing but its capitals parts from the words: "OLLI
// Ich bin wach.", "FRAU ZENK und OLLI (leise) Nichts.". These begin with a capital
// letter, and are not in capitals throughout.
func Capitals(text string) (Label, bool) {
	const most = 5 // words
	end := 0
	for at, n := 0, 0; at < len(text) && n < most; n++ {
		word, _, _ := strings.Cut(text[at:], " ")
		bare := strings.TrimSuffix(word, ".")
		switch {
		case n > 0 && IsNumber(word), utf8.RuneCountInString(bare) > 1 && IsNameWord(bare) && IsCaps(bare) && (bare == word || IsHonorific(word)):
			end = at + len(word)
		case n > 0 && particles.Has(word):
		default:
			n = most
		}
		at += len(word) + 1
	}
	name, rest := text[:end], strings.TrimLeft(text[end:], " ")
	if next, _, _ := strings.Cut(rest, " "); end == 0 || strings.HasSuffix(next, ",") && len(next) > 2 && IsCaps(next) || // "FRAU LOHSE, seine Frau"
		strings.HasSuffix(name, ".") || IsRoman(strings.ToLower(name)) {
		return Label{}, false
	}
	found, ok := New(name, rest)
	if rest == "" {
		return found, ok
	}
	said := rest
	if rest[0] == '(' || rest[0] == '[' {
		close := page.Closing(rest, 0)
		if close < 0 {
			return Label{}, false
		}
		said = strings.TrimLeft(rest[close:], " ")
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(said, "\"“„»«'‘¿¡…–—- "))
	return found, ok && text[end] == ' ' && (said == "" || unicode.IsUpper(first)) && !(IsCaps(said) && strings.Contains(said, " "))
}

// isHour reports whether text is a time of day in brackets: "(3.18 pm)".
func isHour(text string) bool {
	text = strings.ToLower(strings.Trim(text, "()"))
	clock := strings.TrimRight(text, " apm.")
	return clock != "" && strings.Trim(clock, "0123456789.:") == "" && strings.ContainsAny(clock, ".:")
}

// Bold reads a label that the file's structure sets in bold, up to byte end of
// text. It needs no mark after it, but may have one.
func Bold(text string, end int) (Label, bool) {
	if end > len(text) || end > MaxBytes {
		return Label{}, false
	}
	name, rest := strings.TrimFunc(text[:end], page.Unseen), text[end:]
	marked := strings.HasSuffix(name, ":") || strings.HasPrefix(strings.TrimFunc(rest, page.Unseen), ":")
	rest = trimUnseen(strings.TrimPrefix(trimUnseen(rest), ":"))
	if !marked {
		found, ok := Colon(text)
		if ok && found.Name == name || rest == "" || BeginsInSmall(rest) || !AllNameWords(name) {
			return found, ok
		}
		found, ok = newSet(name, rest) // "Anna Berg  I went"; see withoutFewRuns of texts
		found.Run = true
		return found, ok
	}
	return newSet(strings.TrimFunc(strings.TrimSuffix(name, ":"), page.Unseen), rest)
}

// boldRun reads a label in bold that nothing but a space parts from the words:
// "**Anna Berg** I went", "> **<anna>** I went". See withoutFewRuns of texts.
func boldRun(text string) (Label, bool) {
	const mark = "**"
	quoted := strings.TrimLeft(text, "> ")
	inner, ok := strings.CutPrefix(quoted, mark)
	if !ok {
		return Label{}, false
	}
	name, _, ok := strings.Cut(inner[:min(len(inner), MaxBytes)], mark+" ")
	if !ok || name == "" || strings.Contains(name, "*") || page.EndsSentence(name) {
		return Label{}, false
	}
	rest := trimUnseen(inner[len(name)+len(mark+" "):])
	if len(quoted) == len(text) && BeginsInSmall(rest) {
		return Label{}, false // "**Anna** was late"
	}
	found, ok := newSet(strings.Trim(name, "<>@"), rest)
	found.Run = true
	return found, ok && rest != "" && strings.Count(found.Name, " ") < 4
}

// Circled reads a label of the Diet and other assemblies in Japan: "○議長（田中一郎君）
// これより", "○佐藤次郎君　質問いたします".
func Circled(text string) (Label, bool) {
	if text[0] < utf8.RuneSelf {
		return Label{}, false
	}
	name := text
	for _, circle := range []string{"○", "◯", "〇", "●", "◎", "◆", "◇"} {
		if rest, ok := strings.CutPrefix(text, circle); ok {
			name = rest
			break
		}
	}
	if len(name) == len(text) {
		return Label{}, false
	}
	end := endOfCircled(name[:min(len(name), MaxBytes)])
	if end <= 0 {
		return Label{}, false
	}
	found := Label{Name: name[:end], Rest: trimUnseen(name[end:]), Set: true}
	bare := found.Name
	if open := strings.Index(bare, "（"); open > 0 {
		note, office, ok := strings.Cut(bare[open+len("（"):], "）")
		if ok && office == "" {
			found.Name, found.Note = bare[:open], note
		}
		bare = bare[:open] + office // "山本（太）委員": what tells two apart who have one name
	}
	return found, found.Rest != "" && LooksLikeName(bare)
}

// endOfCircled returns where a label after a circle ends: at the first white
// space, in Korean at the first that is wider than that between its words.
func endOfCircled(text string) int {
	end := strings.IndexFunc(text, page.Unseen)
	if end <= 0 {
		return end
	}
	if first, _ := utf8.DecodeRuneInString(text); unicode.Is(unicode.Hangul, first) {
		for _, wide := range []string{"  ", "\u3000", "\u00a0 ", " \u00a0"} {
			if i := strings.Index(text, wide); i > end && strings.Count(text[:i], " ") < maxWords {
				end = i
			}
		}
	}
	return end
}
