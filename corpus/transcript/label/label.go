package label

import (
	"strings"

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
	Run   bool   // only white space parts it from Rest
	Odd   bool   // its mark is misprinted
}

// The longest label that is read as one. Longer ones are sentences.
const (
	MaxBytes    = 160
	maxWords    = 9
	officeWords = 20 // in capitals, with a role among them: "THE ASSISTANT MINISTER, OFFICE OF …"
)

// New reads what stands before the colon or the full stop of a label.
func New(name, rest string) (Label, bool) {
	found := Label{Name: strings.TrimFunc(withoutEmphasis(name), page.Unseen), Rest: rest}
	if i := strings.LastIndex(found.Name, ") "); i > 0 && BeginsInSmall(found.Name[i+2:]) && !strings.Contains(found.Name[i+2:], " ") {
		found.Name = found.Name[:i+1] // "ANNA BERG (S) replik"
	}
	if !found.cutNotes() {
		return Label{}, false
	}
	found.Name = cutNumber(found.Name)
	if head, tail, ok := cutLast(found.Name, " "); ok && (strings.EqualFold(tail, "am") || strings.EqualFold(tail, "pm")) {
		if name, clock, ok := cutLast(head, " "); ok && IsTime(clock) {
			name = strings.TrimSuffix(strings.TrimSuffix(name, " Today at"), " Yesterday at") // as chat programs write
			found.Name, found.Time = strings.TrimRight(name, " |-–—"), clock+" "+tail
		}
	}
	if head, tail, ok := cutLast(found.Name, " "); ok && IsTime(tail) {
		found.Name, found.Time = strings.TrimRight(head, " |-–—"), tail
		if !found.cutNotes() { // "Anna (Guest)  0:19"
			return Label{}, false
		}
	}
	if head, tail, ok := strings.Cut(found.Name, " "); ok && page.HasDigit(head) && (IsTime(strings.Trim(head, "[]()")) || isDotted(head)) {
		found.Time, found.Name = strings.Trim(head, "[]()"), strings.TrimLeft(tail, " |-–—")
	}
	if before, after, ok := cutLast(found.Name, ", "); ok && isOffice(after) && !strings.Contains(before, ",") {
		found.Name, found.Role = before, after // "STEVE INSKEEP, HOST"
	}
	if before, after, ok := strings.Cut(found.Name, ", "); ok && found.Role == "" && after != "" && after[0] >= '0' && after[0] <= '9' && strings.Contains(before, " ") && strings.Contains(after, " ") {
		found.Name, found.Role = before, after // "MR. GUS PAPPAS, 14 Elm Street"
	}
	found.Alone = found.Rest == ""
	return found, LooksLikeName(found.Name) && !page.BeginsWithDay(found.Name) && !isGreeting(found.Name)
}

// isGreeting reports whether a name is what a letter begins with: "Dear Mr. Hale:".
func isGreeting(name string) bool {
	first, _, more := strings.Cut(name, " ")
	return more && greetings.Holds(first)
}

// isDotted reports whether a word is a time of day with a full stop between hours
// and minutes: "14.05".
func isDotted(word string) bool {
	hour, minute, ok := strings.Cut(word, ".")
	return ok && len(hour) > 0 && len(hour) <= 2 && len(minute) == 2 && IsNumber(hour) && IsNumber(minute)
}

// cutNotes cuts what stands in brackets off the end of the name: times, and what
// else is said of it. It reports whether a name is left.
func (found *Label) cutNotes() bool {
	for {
		if strings.HasSuffix(found.Name, "）") && !strings.HasPrefix(found.Name, "（") {
			open := strings.LastIndex(found.Name, "（")
			if open <= 0 || found.Note != "" {
				return false
			}
			found.Name, found.Note = strings.TrimSpace(found.Name[:open]), found.Name[open+len("（"):len(found.Name)-len("）")]
			continue
		}
		end := len(found.Name)
		if end == 0 || found.Name[end-1] != ')' && found.Name[end-1] != ']' {
			break
		}
		open := strings.LastIndexAny(found.Name, "([")
		if open <= 0 {
			return false
		}
		note := found.Name[open+1 : end-1]
		if IsTime(note) {
			found.Time = note
		} else if filmNotes.Holds(note) {
			// how a screenplay says where a voice comes from, or that it goes on
		} else if found.Note == "" {
			found.Note = note
		} else if IsQualifier(note) && IsQualifier(found.Note) {
			found.Note = note + ") (" + found.Note // "Müller (Köln) (SPD)"
		}
		found.Name = strings.TrimSpace(found.Name[:open])
	}
	return true
}

// withoutEmphasis returns a label without the marks of Markdown that set what is
// no name in it apart: "ANNA *(rising)*", "BEN *and* CARL".
func withoutEmphasis(name string) string {
	if marks := strings.Count(name, "*"); marks == 0 || marks%2 != 0 || name[0] == '*' {
		return name
	}
	return strings.ReplaceAll(name, "*", "")
}

// speeches stand before the numbers of speeches: "Anf. 12 ANNA BERG (S):".
var speeches = page.NewWordList(`anf anf. anförande innlegg indlæg`)

// cutNumber returns a label without the number of the question or the speech
// that it begins: "1. John Smith (Ashford):", "Q12 The Chair:".
func cutNumber(name string) string {
	const most = 4 // digits
	if first, rest, ok := strings.Cut(name, " "); ok && speeches.Holds(first) {
		if number, rest, ok := strings.Cut(rest, " "); ok && IsNumber(number) {
			return rest
		}
	}
	number, rest, ok := strings.Cut(name, " ")
	bare, stopped := strings.CutSuffix(number, ".")
	bare, asked := strings.CutPrefix(bare, "Q")
	if !ok || !stopped && !asked || !IsNumber(bare) || len(bare) > most || !AllNameWords(rest) || !strings.Contains(rest, " ") && !HasHanOffice(rest) {
		return name
	}
	return rest
}

// filmNotes stand after names in screenplays.
var filmNotes = page.NewWordList(`cont'd cont’d contd continued continuing v.o. v.o vo o.s. o.s os o.c. o.c off devamla`)

// isOffice reports whether what follows a name and a comma is an office: "HOST",
// "CNN chief correspondent", and no part of a sentence.
func isOffice(text string) bool {
	const most = 6 // words of an office
	if !HasRole(text) || strings.Count(text, " ") >= most {
		return false
	}
	first, _, _ := strings.Cut(text, " ")
	return roles.Holds(first) || IsNameWord(first) || IsInitials(first) || strings.EqualFold(first, "the")
}
