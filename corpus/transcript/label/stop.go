package label

import (
	"strings"

	"rapporteur/corpus/transcript/page"
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
	if who, _, ok := strings.Cut(text[:min(len(text), MaxBytes)], ". "); ok && callers.Holds(who) {
		return Label{Name: who, Rest: strings.TrimLeft(text[len(who)+len(". "):], " ")}, true
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
		case words == 0 && speeches.Holds(word):
			return Label{}, false // "Anf. 12 ANNA BERG (S):" has a colon
		case words == 1 && more && isCyrillicInitials(word), // "Иванов И.И. Спасибо."
			words > 0 && more && isCyrillic(word) && IsInitials(word) && !startsInitials(rest): // "Иванов И. И. Спасибо."
			return Label{Name: text[:at+len(word)], Rest: strings.TrimLeft(rest, " ")}, true
		case words > 0 && more && isCyrillic(word) && strings.HasSuffix(word, ".,") && IsInitials(word[:len(word)-1]):
			// "Петрова А.С., депутат. Спасибо.", or the role alone on the line.
			role, rest, ok := strings.Cut(rest, ". ")
			if stem, stopped := strings.CutSuffix(role, "."); !ok && stopped {
				role, ok = stem, true
			}
			return Label{Name: text[:at+len(word)-1], Role: role, Rest: rest}, ok && len(role) < MaxBytes
		case IsInitials(word) && more || IsHonorific(word):
		case word == "." && words > 0 && more && IsNameWord(lastWord(text[:at])): // "Anna Berg . We went"
			return Label{Name: strings.TrimRight(text[:at], " "), Rest: strings.TrimLeft(rest, " ")}, true
		case stopped && IsNameWord(stem):
			return Label{Name: text[:at+len(stem)], Rest: strings.TrimLeft(rest, " "), Alone: !more}, true
		case stopped && words > 0 && particles.Has(stem): // "The SPEAKER pro tempore."
			return Label{Name: text[:at+len(stem)], Rest: strings.TrimLeft(rest, " "), Alone: !more}, true
		case words > 0 && stopped && roles.Holds(stem) && !strings.HasSuffix(text[:at], ", "): // "M. le président."
			return Label{Name: text[:at+len(stem)], Rest: strings.TrimLeft(rest, " "), Alone: !more}, true
		case words > 1 && roles.Has(word) && articles.Has(lastWord(text[:at])) && isOf(rest): // "M. le président de la commission. Un peu de silence."
			name, rest, ok := cutAfter(text, ". ", at)
			return Label{Name: name, Rest: rest}, ok && len(name) < MaxBytes && strings.Count(name, " ") < maxWords
		case words > 0 && roles.Holds(stem) && strings.HasSuffix(text[:at], ", "):
			// "Mme Aliot, ministre de l'intérieur. Demain."
			role, rest, ok := strings.Cut(text[at:], ". ")
			return Label{Name: text[:at-2], Role: role, Rest: rest}, ok && len(role) < MaxBytes
		case words == 2 && isTitleOf(text[:at], stem): // "M. le duc de Broglie. Non."
			if stopped {
				return Label{Name: text[:at+len(stem)], Rest: strings.TrimLeft(rest, " "), Alone: !more}, true
			}
		case words == 1 && deputies.Has(word):
			name, rest, ok := strings.Cut(text, ". ")
			return Label{Name: name, Rest: rest}, ok && len(name) < MaxBytes
		case words > 0 && particles.Has(word):
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
	if strings.HasPrefix(text[end:], " (") { // "The CHAIRMAN (Mr. Latham) (during the vote). Members"
		close := page.Closing(text, end+1)
		if close < 0 || close > MaxBytes || !strings.HasPrefix(text[close:], ".") || !IsQualifier(text[at+1:end-1]) {
			return Label{}, false
		}
		return Label{Name: text[:at-1], Note: text[at+1 : end-1], Rest: text[end+1:]}, true
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

// lastWord returns the last word of text, which a space follows.
func lastWord(text string) string {
	text = strings.TrimRight(text, " ")
	return text[strings.LastIndexByte(text, ' ')+1:]
}

// isOf reports whether text begins with what says what an office is of.
func isOf(text string) bool {
	for _, of := range []string{"de ", "du ", "des ", "d'", "d’", "del ", "della ", "dell'"} {
		if strings.HasPrefix(text, of) {
			return true
		}
	}
	return false
}

// cutAfter cuts text at the first mark behind a byte.
func cutAfter(text, mark string, from int) (before, after string, ok bool) {
	before, after, ok = strings.Cut(text[from:], mark)
	return text[:from+len(before)], after, ok
}

// cutDashed reads a label whose full stop is followed by a dash: "ARGANTE.--Ah!",
// "ARGANTE, en colère. — Ah!", "Sr. Arrieta.- No.". The manner stays with the words, as an aside.
func cutDashed(text string) (Label, bool) {
	limit := min(len(text), MaxBytes)
	for at := strings.IndexByte(text[:limit], '.'); at > 0; {
		rest := strings.TrimPrefix(text[at+1:], " ")
		if rest == "" || rest[0] != '-' && rest[0] != 0xE2 {
			rest = "" // no dash begins so
		}
		for _, dash := range []string{"--", "—", "–", "- "} {
			if dash == "- " && !strings.HasPrefix(text[at+1:], dash) {
				continue // "Sr. Arrieta.- No." has no space before its hyphen
			}
			said, ok := strings.CutPrefix(rest, dash)
			if !ok {
				continue
			}
			name, how, _ := strings.Cut(text[:at], ", ")
			found, ok := New(name, strings.TrimLeft(said, "- —–"))
			switch {
			case how == "":
			case HasCapsOnly(name) && BeginsInSmall(how):
				found.How = how
			case IsFullName(name) && len(text[:at]) < MaxBytes: // "Anna Berg, on behalf of the Group. – Mr President"
				found.Role = how
			default:
				ok = false
			}
			return found, ok && AllNameWords(found.Name)
		}
		next := strings.IndexByte(text[at+1:limit], '.')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return Label{}, false
}
