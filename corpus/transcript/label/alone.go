package label

import (
	"strings"

	"rapporteur/corpus/transcript/page"
)

// Alone reads a line that is a label and nothing else, ending with stop.
func Alone(text, stop string) (Label, bool) {
	if text == "" || len(text) > MaxBytes || stop == "." && strings.IndexByte(".])-*_", text[len(text)-1]) < 0 {
		return Label{}, false
	}
	if found, ok := aloneClocked(text); ok && stop == "" {
		return found, true
	}
	if stop == "" && EndsInInitials(text) {
		found, ok := New(text, "")
		return found, ok && AllNameWords(found.Name)
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
	if isPlain(name) && !AllNameWords(name) {
		return Label{}, false // most lines
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

// isPlain reports whether text holds nothing but words of letters of ASCII, so that
// as a label it is a name and no more.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i] | 0x20; (c < 'a' || c > 'z') && text[i] != ' ' && text[i] != '.' && text[i] != '\'' {
			return false
		}
	}
	return true
}

// RunOn reads a label in capitals that mostly has a line of its own, but has short
// words on it: "SECOND WITCH  Upon the heath.", "MALCOLM, [pointing]  This is he.".
// A manner and white space part it from them.
func RunOn(text string) (Label, bool) {
	const gap = "  "
	at := strings.Index(text[:min(len(text), MaxBytes)], gap)
	if at <= 0 {
		return Label{}, false
	}
	name, rest := text[:at], strings.TrimLeft(text[at:], " ")
	how := ""
	if open := strings.IndexAny(name, "[("); open > 0 && page.Closing(name, open) == len(name) {
		how, name = name[open:], strings.TrimRight(name[:open], ", ")
	}
	if rest == "" || !HasCapsOnly(name) || IsCaps(rest) && strings.Contains(rest, gap) {
		return Label{}, false
	}
	found, ok := New(name, rest)
	found.How, found.Run = how, true
	return found, ok && found.Note == "" && AllNameWords(found.Name) && !IsRoman(strings.ToLower(found.Name)) && len(found.Name) > 1
}

// goesOn reports whether text is no label since its second word is one of a
// sentence. It tells most lines of a text from labels at little cost.
func goesOn(text string) bool {
	_, rest, _ := strings.Cut(text, " ")
	if rest == "" || rest[0] < 'a' || rest[0] > 'z' {
		return false
	}
	word, _, more := strings.Cut(rest, " ")
	return more && strings.IndexByte(text, ':') < 0 && strings.IndexByte(text, ',') < 0 && !particles.Has(word) && !roles.Has(word) && !kin.Has(word) && word != "a" && word != "an"
}

// cutDirected cuts the direction off a label on its own line: "JACK.
// [Advancing.]", or "JACK [Advancing.]" where the name is in capitals. What is
// left ends with a full stop.
func cutDirected(text string) (name, direction string) {
	last := len(text) - 1
	if last < 0 || text[last] != ']' && text[last] != ')' {
		return text, ""
	}
	open := strings.LastIndexAny(text, "[(")
	if open <= 0 {
		return text, ""
	}
	name = strings.TrimRight(text[:open], " _")
	if stem, stopped := strings.CutSuffix(name, "."); stopped || text[open] == '[' && HasCapsOnly(stem) {
		return stem + ".", text[open:]
	}
	return text, ""
}

// aloneNoted reads a label on its own line that ends with what tells its speaker
// from others: "Dawn 1 (Kamanin)", "Anna Berg (she/her)".
func aloneNoted(text string) (Label, bool) {
	open := strings.LastIndex(text, " (")
	if open > 0 && IsTime(text[open+2:len(text)-1]) && AllNameWords(text[:open]) {
		return New(text, "") // "Mr. Berg (00:03.000)"
	}
	if open <= 0 || strings.ContainsAny(text[:open], "(.?!") || !AllNameWords(text[:open]) {
		return Label{}, false
	}
	note := text[open+2 : len(text)-1]
	if note == "" || strings.ContainsAny(note, ".?!,;:") || strings.Count(note, " ") > 2 {
		return Label{}, false
	}
	found, ok := New(text, "")
	return found, ok && !IsRoman(strings.ToLower(found.Name))
}
