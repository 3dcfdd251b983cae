package transcript

import (
	"strings"
	"unicode"
)

// chamber is the style of the Congressional Record: "Mr. BROWN of Ohio. Mr.
// Speaker," at the start of an indented paragraph. Other paragraphs there
// begin with words in capitals too, such as the sections of bills.
var chamber = style{cut: cutChamber, recorder: isRecorders}

// recordIndent is the indent of a paragraph's first line in the Congressional
// Record; what is printed there from elsewhere is set in further.
const recordIndent = 2

// tryCongress looks for pages of the Congressional Record.
func tryCongress(d *document, atLeast float64) attempt {
	top := d.lines[:min(len(d.lines), 8)]
	if len(top) == 0 || !strings.HasPrefix(top[0].text, "[Congressional Record") {
		return attempt{}
	}
	kept := make([]line, 0, len(d.lines))
	for i, l := range d.lines {
		switch {
		case i < len(top) && strings.HasPrefix(l.text, "[Congressional Record"):
			d.meta.Source = strings.Trim(l.text, "[]")
			d.meta.Date = dateIn(l.text)
		case i < len(top) && (l.text[0] == '[' || strings.HasPrefix(l.text, "From the Congressional Record")):
		case strings.HasPrefix(l.text, "{time}"), strings.Trim(l.text, "_") == "":
		default:
			if d.meta.Title == "" {
				d.meta.Title = l.text
			}
			if l.gap == wrapped && l.indent == recordIndent {
				l.gap = indented
			}
			kept = append(kept, l)
		}
	}
	d.lines = kept
	a := chamber.try(d, 0)
	if a.read == nil {
		return attempt{}
	}
	a.weight = max(2*a.weight, atLeast+1, leastWeight)
	a.confidence = 0.95
	return a
}

func cutChamber(text string) (label, bool) {
	found, ok := cutPeriod(text)
	if !ok || found.alone || !isTitled(found.name) {
		return label{}, false
	}
	for _, w := range strings.Fields(found.name) {
		// "Mr. McCAIN" and "Ms. DeLAURO" are capitals too.
		if n := len(w); n > 2 && isCaps(w[n-2:]) && unicode.IsUpper(rune(w[0])) && !isHonorific(w) {
			return found, true
		}
	}
	return label{}, false
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

// proceedings are what paragraphs begin with in which the reporters of other
// parliaments do.
var proceedings = []string{
	"Several hon. ", "Several Hon. ", "And more than five members", "The House divided", "The House adjourned", "The House met",
	"The committee divided", "The Committee divided", "The sitting ", "Question put", "Question agreed", "Question accordingly",
	"Motion agreed", "Motions agreed", "Motion negatived", "Amendment agreed", "Amendments agreed", "Amendment negatived",
	"Amendment proposed", "Amendment, by leave", "Bill read ", "Bill accordingly", "Bill presented", "Clause agreed",
	"Debate adjourned", "Debate interrupted", "The meeting rose", "The meeting was ", "The agenda was ", "Resolved,", "Ordered,",
}

func isProceeding(text string) bool {
	if text[0] < 'A' || text[0] > 'T' {
		return false
	}
	for _, p := range proceedings {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}

func isRecorders(text string) bool {
	for _, r := range recorders {
		if strings.HasPrefix(text, r) {
			return true
		}
	}
	return isDisposal(text)
}

// isDisposal reports whether text says what became of a measure: "The amendment
// (No. 17) was agreed to."
func isDisposal(text string) bool {
	measure, fate, ok := strings.Cut(text, ") was ")
	return ok && len(measure) < maxLabelBytes && strings.HasPrefix(measure, "The ") && strings.Count(measure, "(") == 1 &&
		(strings.HasPrefix(fate, "agreed to") || strings.HasPrefix(fate, "rejected") || strings.HasPrefix(fate, "passed") || strings.HasPrefix(fate, "ordered"))
}
