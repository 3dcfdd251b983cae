package texts

import (
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/label"
)

// isCongress reports whether a text is an extract of the Congressional Record.
func isCongress(d *document) bool { return d.Congress }

// cutChamber reads the label of the Congressional Record: "Mr. BROWN of Ohio.
// Mr. Speaker," at the start of an indented paragraph. Other paragraphs there
// begin with words in capitals too, such as the sections of bills.
func cutChamber(text string) (label.Label, bool) {
	found, ok := label.Stop(text)
	if !ok || found.Alone || !label.IsTitled(found.Name) {
		return label.Label{}, false
	}
	if office, ok := strings.CutPrefix(found.Name, "The "); ok && strings.Count(office, " ") < 4 {
		return found, true // "The Acting Chair.", "The CHAPLAIN."
	}
	for _, w := range strings.Fields(found.Name) {
		// "Mr. McCAIN" and "Ms. DeLAURO" are capitals too.
		if n := len(w); n > 2 && label.IsCaps(w[n-2:]) && unicode.IsUpper(rune(w[0])) && !label.IsHonorific(w) {
			return found, true
		}
	}
	return label.Label{}, false
}

// recorders are what paragraphs begin with in which the clerks of Congress
// speak of the proceedings.
var recorders = []string{
	"There being no objection", "The Clerk ", "The clerk ", "The legislative clerk ", "The bill clerk ", "The assistant ",
	"The result was announced", "The text of ", "The material ", "The article ", "The amendment is as follows",
	"The yeas and nays were", "The vote was taken", "The motion was", "The question was taken", "The letter follows",
	"A motion to reconsider", "The following ", "[Roll", "So the ", "The bill was ", "The amendment was ", "The resolution was ",
	"The preamble was ", "The Senate met", "The House met", "Thereupon", "Pursuant to clause",
}

func isClerks(text string) bool {
	for _, r := range recorders {
		if strings.HasPrefix(text, r) {
			return true
		}
	}
	return isDisposal(text) || strings.Contains(text, " changed their vote") || strings.Contains(text, " changed his vote") || strings.Contains(text, " changed her vote")
}

// isDisposal reports whether text says what became of a measure: "The amendment
// (No. 17) was agreed to."
func isDisposal(text string) bool {
	measure, fate, ok := strings.Cut(text, ") was ")
	return ok && len(measure) < label.MaxBytes && strings.HasPrefix(measure, "The ") && strings.Count(measure, "(") == 1 &&
		(strings.HasPrefix(fate, "agreed to") || strings.HasPrefix(fate, "rejected") || strings.HasPrefix(fate, "passed") || strings.HasPrefix(fate, "ordered"))
}
