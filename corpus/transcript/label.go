package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A label is what names the speaker at the start of a turn.
type label struct {
	name  string // "Kissinger", as it stands
	note  string // what the recorder adds to it: "to Colby", "MF"
	role  string // "HOST"
	how   string // "à Dorine", "(beiseite)": the manner of a label on its own line
	time  string // "00:01:10", where the label gives one
	rest  string // the first words of the turn on the same line
	alone bool   // nothing but the label is on the line
}

// The longest label that is read as one. Longer ones are sentences.
const (
	maxLabelBytes = 120
	maxLabelWords = 9
)

// cutPeriod reads a label that ends with a full stop, as in "E. Guevara. I
// did not". Every word of it is a name's: initials, words with a capital
// letter, and between them particles such as "of" in "Mr. BROWN of Ohio".
func cutPeriod(text string) (label, bool) {
	if found, ok := cutEmphasis(text, '.'); ok {
		return found, true
	}
	if found, ok := cutDashed(text); ok {
		return found, true
	}
	if rest, ok := strings.CutPrefix(text, "Q. "); ok {
		return label{name: "Q", rest: strings.TrimSpace(rest)}, true
	}
	limit := min(len(text), maxLabelBytes)
	for at, words := 0, 0; at < limit && words < maxLabelWords; words++ {
		if words > 0 && (text[at] == '(' || text[at] == '[') {
			return cutNoted(text, at)
		}
		word, rest, more := strings.Cut(text[at:], " ")
		if word == "" {
			return label{}, false
		}
		stem, stopped := strings.CutSuffix(word, ".")
		switch {
		case words == 1 && more && isCyrillicInitials(word): // "Иванов И.И. Спасибо."
			return label{name: text[:at+len(word)], rest: strings.TrimLeft(rest, " ")}, true
		case isInitials(word) && more || isHonorific(word):
		case stopped && isNameWord(stem):
			return label{name: text[:at+len(stem)], rest: strings.TrimLeft(rest, " "), alone: !more}, true
		case stopped && words > 0 && particles[stem]: // "The SPEAKER pro tempore."
			return label{name: text[:at+len(stem)], rest: strings.TrimLeft(rest, " "), alone: !more}, true
		case words > 0 && stopped && roles[strings.ToLower(stem)]: // "M. le président."
			return label{name: text[:at+len(stem)], rest: strings.TrimLeft(rest, " "), alone: !more}, true
		case words > 0 && roles[stem] && strings.HasSuffix(text[:at], ", "):
			// "Mme Aliot, ministre de l'intérieur. Demain."
			role, rest, ok := strings.Cut(text[at:], ". ")
			return label{name: text[:at-2], role: role, rest: rest}, ok && len(role) < maxLabelBytes
		case words == 1 && deputies[word]:
			name, rest, ok := strings.Cut(text, ". ")
			return label{name: name, rest: rest}, ok && len(name) < maxLabelBytes
		case words > 0 && particles[word]:
		case words > 0 && stopped && isNumber(stem): // "Citizen 1."
			return label{name: text[:at+len(stem)], rest: strings.TrimLeft(rest, " "), alone: !more}, true
		case !isNameWord(strings.TrimSuffix(word, ",")):
			return label{}, false
		}
		at += len(word) + 1
	}
	return label{}, false
}

// cutNoted reads the rest of a label whose name is followed by a remark that
// begins at text[at]: "Kissinger (to Colby). Will", "POPOVA. (crying)".
func cutNoted(text string, at int) (label, bool) {
	end := closing(text, at)
	if name := strings.TrimSpace(text[:at]); len(name) > 1 && isCaps(name) && beginsInSmall(text[at+1:]) && (end < 0 && text[at] == '[' || end > 0 && !strings.HasPrefix(text[end:], ".")) {
		return label{name: name, rest: text[at:]}, true // "FREDDY [suddenly] Why not?"
	}
	if end < 0 || end > maxLabelBytes {
		return label{}, false
	}
	rest, ok := strings.CutPrefix(text[end:], ".")
	if !ok {
		return label{}, false
	}
	rest = strings.TrimLeft(rest, " ")
	found := label{name: text[:at-1], note: text[at+1 : end-1], rest: rest, alone: rest == ""}
	if !isQualifier(found.note) {
		found.rest, found.alone = text[at:], false // how it is said is an aside of the turn
	}
	return found, true
}

// cutColon reads a label that ends with a colon, as in "Frank McGee: Good
// evening." or "秘書：各位議員".
func cutColon(text string) (label, bool) {
	if found, ok := cutEmphasis(text, ':'); ok {
		return found, true
	}
	if found, ok := cutMarked(text); ok {
		return found, true
	}
	limit := min(len(text), maxLabelBytes)
	at, width := strings.IndexByte(text[:limit], ':'), 1
	if wide := strings.Index(text[:limit], "："); wide >= 0 && (at < 0 || wide < at) {
		at, width = wide, len("：")
	}
	if at <= 0 {
		return label{}, false
	}
	if at > 1 && text[at-1] == ' ' && text[at-2] == ' ' {
		return label{}, false // a column of colons
	}
	rest := text[at+width:]
	if width == 1 && rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		// "12:30" and "https:" hold a colon, but a time may stand in a label.
		from := strings.IndexByte(text[at:limit], ']') + at
		if from < at {
			from = strings.IndexByte(text[at:limit], ')') + at
		}
		if from < at || !strings.HasPrefix(text[from+1:], ":") {
			return label{}, false
		}
		at, rest = from+1, text[from+2:]
	}
	return newLabel(text[:at], strings.TrimSpace(rest))
}

// newLabel reads what stands before the colon or the full stop of a label.
func newLabel(name, rest string) (label, bool) {
	found := label{name: strings.TrimSpace(name), rest: rest}
	for {
		end := len(found.name)
		if end == 0 || found.name[end-1] != ')' && found.name[end-1] != ']' {
			break
		}
		open := strings.LastIndexAny(found.name, "([")
		if open <= 0 {
			return label{}, false
		}
		note := found.name[open+1 : end-1]
		if isTime(note) {
			found.time = note
		} else if found.note == "" {
			found.note = note
		}
		found.name = strings.TrimSpace(found.name[:open])
	}
	if head, tail, ok := cutLast(found.name, " "); ok && (strings.EqualFold(tail, "am") || strings.EqualFold(tail, "pm")) {
		if name, clock, ok := cutLast(head, " "); ok && isTime(clock) {
			name = strings.TrimSuffix(strings.TrimSuffix(name, " Today at"), " Yesterday at") // as chat programs write
			found.name, found.time = strings.TrimRight(name, " |-–—"), clock+" "+tail
		}
	}
	if head, tail, ok := cutLast(found.name, " "); ok && isTime(tail) {
		found.name, found.time = strings.TrimRight(head, " |-–—"), tail
	}
	if head, tail, ok := strings.Cut(found.name, " "); ok && isTime(strings.Trim(head, "[]()")) {
		found.time, found.name = strings.Trim(head, "[]()"), strings.TrimLeft(tail, " |-–—")
	}
	if before, after, ok := cutLast(found.name, ", "); ok && hasRole(after) && !strings.Contains(before, ",") {
		found.name, found.role = before, after // "STEVE INSKEEP, HOST"
	}
	if first, rest, _ := strings.Cut(found.rest, " "); isTime(strings.Trim(first, "[]()")) && strings.Count(first, ":") > 0 {
		found.time, found.rest = strings.Trim(first, "[]()"), strings.TrimSpace(rest)
	}
	found.alone = found.rest == ""
	return found, looksLikeName(found.name)
}

// cutEmphasis reads a label set in bold or italics, as in "**Russ Cox:**
// Yeah!", "*Nora*: Yes" or "_Gudfinna._"; stop is what ends the label, inside
// the emphasis or right after it.
func cutEmphasis(text string, stop byte) (label, bool) {
	if text == "" || text[0] != '*' && text[0] != '_' && text[0] != '>' {
		return label{}, false
	}
	text = strings.TrimLeft(text, "> ")
	mark := text[:len(text)-len(strings.TrimLeft(text, "*_"))]
	if mark == "" || len(mark) > 3 {
		return label{}, false
	}
	end := strings.Index(text[len(mark):min(len(text), maxLabelBytes)], mark)
	if end <= 0 {
		return label{}, false
	}
	inner, rest := text[len(mark):len(mark)+end], text[len(mark)*2+end:]
	name, inside := strings.CutSuffix(inner, string(stop))
	if !inside {
		if name = inner; rest == "" || rest[0] != stop {
			// "_Helmer_ (calls out). Is that": the remark comes before the stop.
			after := strings.TrimLeft(rest, " ")
			if stop != '.' || !strings.HasPrefix(after, "(") {
				return label{}, false
			}
			noteEnd := closing(after, 0)
			if noteEnd < 0 {
				return label{}, false
			}
			if !strings.HasPrefix(after[noteEnd:], ".") {
				return label{}, false
			}
			return newLabel(name, after)
		}
		rest = rest[1:]
	}
	return newLabel(name, strings.TrimSpace(rest))
}

// cutAlone reads a line that is a label and nothing else, ending with stop.
func cutAlone(text, stop string) (label, bool) {
	if len(text) > maxLabelBytes || stop == "." && strings.IndexByte(".])-*_", text[len(text)-1]) < 0 {
		return label{}, false
	}
	if stop == "" && goesOn(text) {
		return label{}, false
	}
	if strings.HasPrefix(text, "*") || strings.HasPrefix(text, "_") {
		text = strings.Trim(text, "*_")
	}
	directed := ""
	if stop == "." {
		text = strings.TrimSuffix(text, "--") // "APPARITION.--"
		text, directed = cutDirected(text)
	}
	if !strings.HasSuffix(text, stop) || stop == "" && (text == "" || strings.IndexByte(",.;:!?", text[len(text)-1]) >= 0) {
		return label{}, false
	}
	name, ok := strings.CutSuffix(text, stop)
	if !ok || name == "" || stop == "" && strings.ContainsRune(".,:;!?)]}\"”", lastRune(name)) {
		return label{}, false
	}
	if stop == "." {
		name = strings.TrimSuffix(name, ":") // "Old Lady:."
		if inner := strings.Trim(name, "[]"); len(inner) == len(name)-2 && isCaps(inner) {
			name = inner // "[PROSPERO]."
		}
	}
	how := ""
	if before, after, ok := strings.Cut(name, ", "); ok && isCaps(before) && beginsInSmall(after) {
		name, how = before, after // "ORGON, à Dorine."
	}
	found, ok := newLabel(name, "")
	if found.note != "" && !isQualifier(found.note) {
		how = "(" + found.note + ")"
	}
	if found.how = how; directed != "" {
		found.how = directed
	}
	return found, ok && (found.time != "" || allNameWords(found.name)) && !isRoman(strings.ToLower(found.name))
}

// goesOn reports whether text is no label since its second word is one of a
// sentence. It tells most lines of a text from labels at little cost.
func goesOn(text string) bool {
	_, rest, _ := strings.Cut(text, " ")
	if rest == "" || rest[0] < 'a' || rest[0] > 'z' {
		return false
	}
	word, _, more := strings.Cut(rest, " ")
	return more && strings.IndexByte(text, ':') < 0 && strings.IndexByte(text, ',') < 0 && !particles[word] && !roles[word] && !kin[word] && word != "a" && word != "an"
}

func beginsInSmall(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first)
}

// allNameWords reports whether each of name's words can be one of a name in a
// script with capital letters; others cannot tell a name on its own line from
// a short sentence by its words.
func allNameWords(name string) bool {
	counted := false // "Second murderer": what is counted needs no capital
	for i, rest := 0, name; rest != ""; i++ {
		var w string
		w, rest, _ = strings.Cut(rest, " ")
		w = strings.Trim(w, ".,'’&")
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case i == 0 && kin[strings.ToLower(w)]:
			counted = true
		case i > 0 && (counted || w == "" || roles[w] || kin[w]):
		case unicode.IsUpper(first) || unicode.IsDigit(first) || unicode.Is(unicode.Lo, first):
		case i == 0 || !particles[w] && w != "a" && w != "an":
			return false
		}
	}
	return true
}

// looksLikeName reports whether a label's words can be those of a speaker's
// name: few, without the stops and marks of a sentence, the first of them
// with a capital letter where the script has such.
func looksLikeName(name string) bool {
	if name == "" || strings.Count(name, " ") >= maxLabelWords {
		return false
	}
	letters := false
	for i, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters = true
		case r == '.':
			// Only after initials, titles and abbreviations.
			word := name[strings.LastIndexByte(name[:i], ' ')+1 : i+1]
			if utf8.RuneCountInString(word) > 6 || i+1 < len(name) && name[i+1] == '.' {
				return false
			}
		case r == ' ' || r == '\'' || r == '’' || r == '-' || r == '–' || r == '_' || r == '/' || r == ',' || r == '&' || r == '#' || r == '·':
		case unicode.IsDigit(r), unicode.IsMark(r):
		case r == '"' || r == '״' || r == '׳': // an abbreviation of Hebrew: היו"ר
			before, _ := utf8.DecodeLastRuneInString(name[:i])
			if !unicode.Is(unicode.Hebrew, before) {
				return false
			}
		default:
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(name)
	return letters && (unicode.IsLetter(first) || unicode.IsDigit(first))
}

// isInitials reports whether word is like "E." or "C.R.".
func isInitials(word string) bool {
	stops := 0
	for i, r := range word {
		if i > 0 && r == '.' {
			stops++
			continue
		}
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return stops > 0 && strings.HasSuffix(word, ".") && utf8.RuneCountInString(word) == 2*stops
}

// isCyrillicInitials reports whether word is the initials of a first name and a
// patronymic, which stand after the surname: "И.И.".
func isCyrillicInitials(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.Is(unicode.Cyrillic, first) && isInitials(word) && utf8.RuneCountInString(word) == 4
}

// isNameWord reports whether word can be part of a name: letters, the first of
// them a capital, with inner hyphens and apostrophes.
func isNameWord(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) && !unicode.IsTitle(first) {
		return false
	}
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '-' && r != '\'' && r != '’' {
			return false
		}
	}
	return true
}

func isNumber(word string) bool { return word != "" && strings.Trim(word, "0123456789") == "" }

// isTime reports whether s is a time such as "1:02", "00:01:02.345" or
// "00:00:00:03".
func isTime(s string) bool {
	digits, colons := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			digits++
		case c == ':' && i > 0:
			colons++
		case c != '.' && c != ',' || colons == 0:
			return false
		}
	}
	return colons > 0 && digits >= 2 && digits <= 3*(colons+1)+3
}

func isHonorific(word string) bool {
	stem, ok := strings.CutSuffix(word, ".")
	return ok && honorifics[strings.ToLower(stem)]
}

// isCaps reports whether name has letters and all that have case are capital.
func isCaps(name string) bool {
	upper := false
	for _, r := range name {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			upper = true
		}
	}
	return upper
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
