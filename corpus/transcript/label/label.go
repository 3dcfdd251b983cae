package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// A label is what names the speaker at the start of a turn.
type Label struct {
	Name  string // "Kissinger", as it stands
	Note  string // what the recorder adds to it: "to Colby", "MF"
	Role  string // "HOST"
	How   string // "à Dorine", "(beiseite)": the manner of a label on its own line
	Time  string // "00:01:10", where the label gives one
	Rest  string // the first words of the turn on the same line
	Alone bool   // nothing but the label is on the line
	Set   bool   // in bold, in italics or in brackets
	Glued bool   // no white space parts it from Rest
	Dash  bool   // a dash ends it, and no colon or full stop
}

// The longest label that is read as one. Longer ones are sentences.
const (
	MaxBytes    = 160
	maxWords    = 9
	officeWords = 20 // in capitals, with a role among them: "THE ASSISTANT MINISTER, OFFICE OF …"
)

// Stop reads a label that ends with a full stop, as in "E. Guevara. I
// did not". Every word of it is a name's: initials, words with a capital
// letter, and between them particles such as "of" in "Mr. BROWN of Ohio".
func Stop(text string) (Label, bool) {
	if found, ok := cutEmphasis(text, '.'); ok {
		return found, true
	}
	if found, ok := cutDashed(text); ok {
		return found, true
	}
	if rest, ok := strings.CutPrefix(text, "Q. "); ok {
		return Label{Name: "Q", Rest: strings.TrimSpace(rest)}, true
	}
	limit := min(len(text), MaxBytes)
	for at, words := 0, 0; at < limit && words < maxWords; words++ {
		if words > 0 && (text[at] == '(' || text[at] == '[') {
			return cutNoted(text, at)
		}
		word, rest, more := strings.Cut(text[at:], " ")
		if word == "" {
			return Label{}, false
		}
		stem, stopped := strings.CutSuffix(word, ".")
		switch {
		case words == 1 && more && isCyrillicInitials(word): // "Иванов И.И. Спасибо."
			return Label{Name: text[:at+len(word)], Rest: strings.TrimLeft(rest, " ")}, true
		case words > 0 && more && isCyrillic(word) && IsInitials(word) && !startsInitials(rest): // "Иванов И. И. Спасибо."
			return Label{Name: text[:at+len(word)], Rest: strings.TrimLeft(rest, " ")}, true
		case IsInitials(word) && more || IsHonorific(word):
		case stopped && IsNameWord(stem):
			return Label{Name: text[:at+len(stem)], Rest: strings.TrimLeft(rest, " "), Alone: !more}, true
		case stopped && words > 0 && particles[stem]: // "The SPEAKER pro tempore."
			return Label{Name: text[:at+len(stem)], Rest: strings.TrimLeft(rest, " "), Alone: !more}, true
		case words > 0 && stopped && roles[strings.ToLower(stem)]: // "M. le président."
			return Label{Name: text[:at+len(stem)], Rest: strings.TrimLeft(rest, " "), Alone: !more}, true
		case words > 0 && roles[stem] && strings.HasSuffix(text[:at], ", "):
			// "Mme Aliot, ministre de l'intérieur. Demain."
			role, rest, ok := strings.Cut(text[at:], ". ")
			return Label{Name: text[:at-2], Role: role, Rest: rest}, ok && len(role) < MaxBytes
		case words == 1 && deputies[word]:
			name, rest, ok := strings.Cut(text, ". ")
			return Label{Name: name, Rest: rest}, ok && len(name) < MaxBytes
		case words > 0 && particles[word]:
		case words > 0 && stopped && IsNumber(stem): // "Citizen 1."
			return Label{Name: text[:at+len(stem)], Rest: strings.TrimLeft(rest, " "), Alone: !more}, true
		case !IsNameWord(strings.TrimSuffix(word, ",")):
			return Label{}, false
		}
		at += len(word) + 1
	}
	return Label{}, false
}

// cutNoted reads the rest of a label whose name is followed by a remark that
// begins at text[at]: "Kissinger (to Colby). Will", "POPOVA. (crying)".
func cutNoted(text string, at int) (Label, bool) {
	end := page.Closing(text, at)
	if name := strings.TrimSpace(text[:at]); len(name) > 1 && IsCaps(name) && BeginsInSmall(text[at+1:]) && (end < 0 && text[at] == '[' || end > 0 && !strings.HasPrefix(text[end:], ".")) {
		return Label{Name: name, Rest: text[at:]}, true // "FREDDY [suddenly] Why not?"
	}
	if end < 0 || end > MaxBytes {
		return Label{}, false
	}
	rest, ok := strings.CutPrefix(text[end:], ".")
	if !ok {
		return Label{}, false
	}
	rest = strings.TrimLeft(rest, " ")
	found := Label{Name: text[:at-1], Note: text[at+1 : end-1], Rest: rest, Alone: rest == ""}
	if !IsQualifier(found.Note) {
		found.Rest, found.Alone = text[at:], false // how it is said is an aside of the turn
	}
	return found, true
}

// Colon reads a label that ends with a colon, as in "Frank McGee: Good
// evening." or "秘書：各位議員".
func Colon(text string) (Label, bool) {
	if found, ok := cutEmphasis(text, ':'); ok {
		return found, true
	}
	if found, ok := Marked(text); ok {
		return found, true
	}
	if found, ok := Listed(text); ok {
		return found, true
	}
	if found, ok := cutBracketed(text); ok {
		return found, true
	}
	limit := min(len(text), MaxBytes)
	at, width := colonIn(text[:limit])
	if at <= 0 {
		return Label{}, false
	}
	if at > 1 && text[at-1] == ' ' && text[at-2] == ' ' {
		return Label{}, false // a column of colons
	}
	rest := text[at+width:]
	if width == 1 && rest != "" && !beginsUnseen(rest) {
		// "12:30" and "https:" hold a colon, but a time may stand in a label.
		from := strings.IndexByte(text[at:limit], ']') + at
		if from < at {
			from = strings.IndexByte(text[at:limit], ')') + at
		}
		if from >= at && strings.HasPrefix(text[from+1:], ":") {
			at, rest = from+1, text[from+2:]
		} else if !gluedTo(text[:at], rest) {
			return Label{}, false
		}
	}
	found, ok := New(text[:at], trimUnseen(rest))
	found.Glued = ok && width == 1 && rest != "" && !beginsUnseen(rest)
	return found, ok
}

// colonIn returns where the first colon of any script stands in text, and how
// many bytes it has.
func colonIn(text string) (at, width int) {
	at, width = strings.IndexByte(text, ':'), 1
	before := text
	if at >= 0 {
		before = text[:at]
	}
	if strings.IndexByte(before, 0xEF) < 0 {
		return at, width
	}
	for _, wide := range []string{"：", "︰", "﹕"} {
		if w := strings.Index(text, wide); w >= 0 && (at < 0 || w < at) {
			at, width = w, len(wide)
		}
	}
	return at, width
}

// gluedTo reports whether words can stand right after the colon of a label, as
// in "ANNA:Who reads?": after a word in capitals or a name, and not in an
// address or a time.
func gluedTo(name, rest string) bool {
	first, _ := utf8.DecodeRuneInString(rest)
	last, _ := utf8.DecodeLastRuneInString(name)
	return unicode.IsLetter(last) && (unicode.IsUpper(first) || unicode.Is(unicode.Lo, first) || strings.ContainsRune("\"“'([¿¡", first)) && AllNameWords(name)
}

func beginsUnseen(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return page.Unseen(r)
}

func trimUnseen(text string) string { return strings.TrimFunc(text, page.Unseen) }

// New reads what stands before the colon or the full stop of a label.
func New(name, rest string) (Label, bool) {
	found := Label{Name: strings.TrimFunc(name, page.Unseen), Rest: rest}
	for {
		end := len(found.Name)
		if end == 0 || found.Name[end-1] != ')' && found.Name[end-1] != ']' {
			break
		}
		open := strings.LastIndexAny(found.Name, "([")
		if open <= 0 {
			return Label{}, false
		}
		note := found.Name[open+1 : end-1]
		if IsTime(note) {
			found.Time = note
		} else if filmNotes[strings.ToLower(note)] {
			// how a screenplay says where a voice comes from, or that it goes on
		} else if found.Note == "" {
			found.Note = note
		}
		found.Name = strings.TrimSpace(found.Name[:open])
	}
	if head, tail, ok := cutLast(found.Name, " "); ok && (strings.EqualFold(tail, "am") || strings.EqualFold(tail, "pm")) {
		if name, clock, ok := cutLast(head, " "); ok && IsTime(clock) {
			name = strings.TrimSuffix(strings.TrimSuffix(name, " Today at"), " Yesterday at") // as chat programs write
			found.Name, found.Time = strings.TrimRight(name, " |-–—"), clock+" "+tail
		}
	}
	if head, tail, ok := cutLast(found.Name, " "); ok && IsTime(tail) {
		found.Name, found.Time = strings.TrimRight(head, " |-–—"), tail
	}
	if head, tail, ok := strings.Cut(found.Name, " "); ok && IsTime(strings.Trim(head, "[]()")) {
		found.Time, found.Name = strings.Trim(head, "[]()"), strings.TrimLeft(tail, " |-–—")
	}
	if before, after, ok := cutLast(found.Name, ", "); ok && isOffice(after) && !strings.Contains(before, ",") {
		found.Name, found.Role = before, after // "STEVE INSKEEP, HOST"
	}
	found.Alone = found.Rest == ""
	return found, LooksLikeName(found.Name)
}

// filmNotes stand after names in screenplays.
var filmNotes = page.WordSet(`cont'd cont’d contd continued continuing v.o. v.o vo o.s. o.s os o.c. o.c off`)

// isOffice reports whether what follows a name and a comma is an office: "HOST",
// "CNN chief correspondent", and no part of a sentence.
func isOffice(text string) bool {
	const most = 6 // words of an office
	if !HasRole(text) || strings.Count(text, " ") >= most {
		return false
	}
	first, _, _ := strings.Cut(text, " ")
	return roles[strings.ToLower(first)] || IsNameWord(first) || IsInitials(first) || strings.EqualFold(first, "the")
}

// cutEmphasis reads a label set in bold or italics, as in "**Russ Cox:**
// Yeah!", "*Nora*: Yes" or "_Gudfinna._"; stop is what ends the label, inside
// the emphasis or right after it.
func cutEmphasis(text string, stop byte) (Label, bool) {
	if text == "" || text[0] != '*' && text[0] != '_' && text[0] != '>' {
		return Label{}, false
	}
	text = strings.TrimLeft(text, "> ")
	mark := text[:len(text)-len(strings.TrimLeft(text, "*_"))]
	if mark == "" || len(mark) > 3 {
		return Label{}, false
	}
	end := strings.Index(text[len(mark):min(len(text), MaxBytes)], mark)
	if end <= 0 {
		return Label{}, false
	}
	inner, rest := text[len(mark):len(mark)+end], text[len(mark)*2+end:]
	name, inside := strings.CutSuffix(inner, string(stop))
	if !inside {
		if name = inner; rest == "" || rest[0] != stop {
			// "_Helmer_ (calls out). Is that": the remark comes before the stop.
			after := strings.TrimLeft(rest, " ")
			if stop != '.' || !strings.HasPrefix(after, "(") {
				return Label{}, false
			}
			noteEnd := page.Closing(after, 0)
			if noteEnd < 0 {
				return Label{}, false
			}
			if !strings.HasPrefix(after[noteEnd:], ".") {
				return Label{}, false
			}
			return newSet(name, after)
		}
		rest = rest[1:]
	}
	return newSet(name, trimUnseen(rest))
}

// newSet reads what stands in bold or italics before the colon or the full stop
// of a label. That it is one is marked, so that quotation marks and brackets
// within it are no doubt: "Walter 'wink' (MacAlder) Noble".
func newSet(name, rest string) (Label, bool) {
	found, ok := New(name, rest)
	if !ok && strings.Count(name, " ") < maxWords && strings.ContainsAny(name, "()'\"’“[") {
		bare := strings.Map(func(r rune) rune {
			if strings.ContainsRune("()'\"‘’“”[]", r) {
				return -1
			}
			return r
		}, name)
		first, last := utf8.RuneError, utf8.RuneError
		if words := strings.Fields(bare); len(words) > 0 {
			first, _ = utf8.DecodeRuneInString(words[0])
			last, _ = utf8.DecodeRuneInString(words[len(words)-1])
		}
		if ok = LooksLikeName(strings.TrimSpace(bare)) && !unicode.IsLower(first) && !unicode.IsLower(last); ok {
			found = Label{Name: strings.TrimSpace(name), Rest: rest, Alone: rest == ""}
		}
	}
	found.Set = true
	return found, ok
}

// Alone reads a line that is a label and nothing else, ending with stop.
func Alone(text, stop string) (Label, bool) {
	if len(text) > MaxBytes || stop == "." && strings.IndexByte(".])-*_", text[len(text)-1]) < 0 {
		return Label{}, false
	}
	if stop == "" && (strings.IndexByte(",.;:!?", text[len(text)-1]) >= 0 || goesOn(text)) {
		return Label{}, false
	}
	if open := strings.IndexByte(text, '('); stop == "" && open > 1 && text[len(text)-1] == ')' && IsCaps(text[:open]) {
		// "ANNA (CONT'D)", "BEN (softly)"
		found, ok := New(text, "")
		if found.Note != "" && !IsQualifier(found.Note) {
			found.How = text[open:]
		}
		return found, ok && !IsRoman(strings.ToLower(found.Name))
	}
	if stop == "" && text[len(text)-1] == ')' {
		return aloneNoted(text)
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
		return Label{}, false
	}
	name, ok := strings.CutSuffix(text, stop)
	if !ok || name == "" || stop == "" && strings.ContainsRune(".,:;!?)]}\"”", lastRune(name)) {
		return Label{}, false
	}
	if stop == "." {
		name = strings.TrimSuffix(name, ":") // "Old Lady:."
		if inner := strings.Trim(name, "[]"); len(inner) == len(name)-2 && IsCaps(inner) {
			name = inner // "[PROSPERO]."
		}
	}
	how := ""
	if before, after, ok := strings.Cut(name, ", "); ok && IsCaps(before) && BeginsInSmall(after) {
		name, how = before, after // "ORGON, à Dorine."
	}
	found, ok := New(name, "")
	if found.Note != "" && !IsQualifier(found.Note) {
		how = "(" + found.Note + ")"
	}
	if found.How = how; directed != "" {
		found.How = directed
	}
	return found, ok && (found.Time != "" || AllNameWords(found.Name)) && !IsRoman(strings.ToLower(found.Name))
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

func BeginsInSmall(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first)
}

// AllNameWords reports whether each of name's words can be one of a name in a
// script with capital letters; others cannot tell a name on its own line from
// a short sentence by its words.
func AllNameWords(name string) bool {
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

// LooksLikeName reports whether a label's words can be those of a speaker's
// name: few, without the stops and marks of a sentence, the first of them
// with a capital letter where the script has such.
func LooksLikeName(name string) bool {
	if spaces := strings.Count(name, " "); name == "" || spaces >= officeWords || spaces >= maxWords && !(IsCaps(name) && HasRole(name)) {
		return false
	}
	letters := false
	for i, r := range name {
		switch {
		case r == '\u00a0' || r == '\u202f': // within a name as good as a space
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

// IsInitials reports whether word is like "E." or "C.R.".
func IsInitials(word string) bool {
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

func isCyrillic(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.Is(unicode.Cyrillic, first)
}

// startsInitials reports whether text begins with initials.
func startsInitials(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return IsInitials(word)
}

// isCyrillicInitials reports whether word is the initials of a first name and a
// patronymic, which stand after the surname: "И.И.".
func isCyrillicInitials(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.Is(unicode.Cyrillic, first) && IsInitials(word) && utf8.RuneCountInString(word) == 4
}

// IsNameWord reports whether word can be part of a name: letters, the first of
// them a capital, with inner hyphens and apostrophes.
func IsNameWord(word string) bool {
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

func IsNumber(word string) bool { return word != "" && strings.Trim(word, "0123456789") == "" }

// IsTime reports whether s is a time such as "1:02" or "00:01:02.345".
func IsTime(s string) bool { return page.IsClock(s) }

func IsHonorific(word string) bool {
	stem, ok := strings.CutSuffix(word, ".")
	return ok && honorifics[strings.ToLower(stem)]
}

// IsCaps reports whether name has letters and all that have case are capital.
func IsCaps(name string) bool {
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
