package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// Colon reads a label that ends with a colon, as in "Frank McGee: Good
// evening." or "秘書：各位議員".
func Colon(text string) (Label, bool) {
	if found, ok := cutEmphasis(text, ':'); ok {
		return found, true
	}
	if found, ok := cutInEmphasis(text); ok {
		return found, true
	}
	if found, ok := boldRun(text); ok {
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
	if found, ok := cutTimed(text); ok {
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
		from := strings.IndexAny(text[at:limit], "])") + at
		after := from + 1
		if noted := strings.TrimLeft(text[after:limit], " "); from >= at && strings.HasPrefix(noted, "(") {
			if end := page.Closing(noted, 0); end > 0 {
				after = limit - len(noted) + end // "Anna Berg (S) [10:05:12] (for the committee):"
			}
		}
		if from >= at && strings.HasPrefix(text[after:], ":") {
			at, rest = after, text[after+1:]
		} else if !gluedTo(text[:at], rest) {
			return Label{}, false
		}
	}
	found, ok := New(text[:at], trimUnseen(rest))
	if !ok {
		found, ok = nicknamed(text[:at], trimUnseen(rest))
	}
	found.Glued = ok && width == 1 && rest != "" && !beginsUnseen(rest)
	return found, ok
}

// nicknamed reads a name with one word in quotation marks: "Ruth “Red” Delaney".
func nicknamed(name, rest string) (Label, bool) {
	if name = trimUnseen(name); !strings.ContainsAny(name, "\"“") || len(name) > MaxBytes {
		return Label{}, false
	}
	bare := strings.NewReplacer(`"`, "", "“", "", "”", "").Replace(name)
	for _, marks := range []string{`""`, "“”"} {
		open, width := utf8.DecodeRuneInString(marks)
		close, _ := utf8.DecodeRuneInString(marks[width:])
		_, after, _ := strings.Cut(name, string(open))
		nick, _, ok := strings.Cut(after, string(close))
		if ok && IsNameWord(nick) && strings.Contains(bare, " ") && len(bare) == len(name)-len(marks) && LooksLikeName(bare) && AllNameWords(bare) {
			return Label{Name: name, Rest: rest, Alone: rest == ""}, true
		}
	}
	return Label{}, false
}

// cutTimed reads a label that a time in brackets parts from the words: "Ms. Ode
// [00:00:03] So who can".
func cutTimed(text string) (Label, bool) {
	open := strings.IndexByte(text[:min(len(text), MaxBytes)], '[')
	if open < 2 || text[open-1] != ' ' || strings.IndexByte(text[:open], ':') >= 0 {
		return Label{}, false
	}
	clock, rest, ok := strings.Cut(text[open+1:], "] ")
	if !ok || strings.Count(clock, ":") != 2 || !IsTime(clock) || strings.HasPrefix(rest, "-") || !AllNameWords(text[:open-1]) {
		return Label{}, false
	}
	found, ok := New(text[:open-1], trimUnseen(rest))
	found.Time = clock
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
	if strings.IndexByte(before, 0xEF) < 0 && strings.IndexByte(before, 0xE1) < 0 {
		return at, width
	}
	for _, wide := range []string{"：", "︰", "﹕", "፦"} { // the last one is Ethiopic
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
	if open := strings.TrimLeft(rest, " "); !inside && stop == ':' && open != "" && strings.IndexByte("[(", open[0]) >= 0 {
		// "**HOST** [00:12]: Welcome": what else the label says stands behind the name.
		if end := page.Closing(open, 0); end > 0 && strings.HasPrefix(open[end:], ":") {
			return newSet(name+" "+open[:end], trimUnseen(open[end+1:]))
		}
	}
	if dash := dashBefore(rest); !inside && stop == ':' && dash > 0 && len(mark) > 1 {
		found, ok := newSet(name, trimUnseen(rest[dash:]))
		found.Dash = true
		return found, ok
	}
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

// cutInEmphasis reads a label with its words that are in bold or italics as a whole:
// "**Magazine: Why bees?**".
func cutInEmphasis(text string) (Label, bool) {
	if text == "" || text[0] != '*' && text[0] != '_' {
		return Label{}, false
	}
	mark := text[:len(text)-len(strings.TrimLeft(text, "*_"))]
	if len(mark) > 3 {
		return Label{}, false
	}
	inner, ok := strings.CutSuffix(text[len(mark):], mark)
	if !ok || inner == "" || strings.Contains(inner, mark) {
		return Label{}, false
	}
	found, ok := Colon(inner)
	return found, ok && !found.Glued && !found.Set
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

// dashBefore returns the bytes of the dash, with the spaces around it, that text
// begins with; 0 if it does not.
func dashBefore(text string) int {
	for _, dash := range []string{" — ", " – ", " - ", "—"} {
		if strings.HasPrefix(text, dash) {
			return len(dash)
		}
	}
	return 0
}
