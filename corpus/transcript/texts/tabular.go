package texts

import (
	"strings"

	"rapporteur/corpus/transcript/label"
)

// tabular keeps the cues of a table of columns: a time, a speaker and the words,
// or the last two, with blanks between them and the words' next lines in their
// column. Without times only labels in capitals that come back are sure.
func (p *parse) tabular(cues []cue) []cue {
	if len(cues)*8 < len(p.s.Lines) {
		return nil
	}
	timed := 0
	count := make(map[string]int)
	for _, q := range cues {
		count[q.label.Name]++
		if q.label.Time() != "" {
			timed++
		}
	}
	mostTimed := timed*2 >= len(cues)
	kept := cues[:0]
	for _, q := range cues {
		if mostTimed && q.label.Time() != "" || count[q.label.Name] >= fewCues && label.IsCaps(q.label.Name) && !label.IsHeading(q.label.Name) {
			kept = append(kept, q)
		}
	}
	if len(kept) < fewCues {
		return nil
	}
	return kept
}

// cutColumns reads a line of columns: "00 00 00 04    CDR      Roger. Clock."
func cutColumns(text string) (label.Label, bool) {
	if c := text[0]; !(c >= '0' && c <= '9') && c != '[' && c != '(' && !strings.Contains(text, "  ") && !strings.Contains(text, "\t") {
		return label.Label{}, false
	}
	time, rest := cutClock(text)
	if time == "" {
		time, rest = label.CutStamp(text)
	}
	rest = strings.TrimLeft(rest, " \t")
	end := strings.Index(rest, "  ")
	if tab := strings.IndexByte(rest, '\t'); tab >= 0 && (end < 0 || tab < end) {
		end = tab
	}
	if name := leadingCaps(rest); time != "" && name != "" && (end < 0 || end > len(name)) {
		end = len(name) // a label so long that the words follow at once
	}
	if end <= 0 || end > label.MaxBytes {
		return label.Label{}, false
	}
	if rest[end-1] == ':' && time == "" {
		return label.Label{}, false // a label with a colon
	}
	if clock, _, _ := strings.Cut(strings.TrimSpace(rest[end:]), " "); len(rest)-end <= len("  00:00:00 AM") && label.IsTime(clock) {
		return label.Label{}, false // "Ana Ruiz  10:02 AM" has the words below
	}
	found, ok := label.New(strings.TrimRight(rest[:end], ":"), strings.TrimLeft(rest[end:], " \t"))
	if found.Time == "" {
		found.Time = time
	}
	return found, ok && found.Rest != ""
}

// leadingCaps returns the words in capitals that text begins with, and what is
// in brackets right after them: "CDR (EAGLE)".
func leadingCaps(text string) string {
	end := 0
	for at := 0; at < len(text); {
		word, _, _ := strings.Cut(text[at:], " ")
		if word == "" || !label.IsCaps(word) && !(at > 0 && label.IsNumber(word)) {
			break
		}
		if word[0] == '(' && !strings.HasSuffix(word, ")") {
			break
		}
		at += len(word)
		end = at
		if at++; word[0] == '(' {
			break
		}
	}
	return text[:end]
}

// cutClock cuts off a time that is written as groups of two digits: days,
// hours, minutes and seconds.
func cutClock(text string) (time, rest string) {
	groups := 0
	for 3*groups+2 <= len(text) {
		at := 3 * groups
		if !label.IsNumber(text[at:at+2]) && (groups == 0 || text[at:at+2] != "##" && text[at:at+2] != "--") || at+2 < len(text) && text[at+2] != ' ' {
			break
		}
		groups++
		if at+3 <= len(text) && at+3 < len(text) && text[at+3] == ' ' {
			break
		}
	}
	if groups < 3 {
		return "", text
	}
	end := 3*groups - 1
	return strings.ReplaceAll(text[:end], " ", ":"), text[end:]
}
