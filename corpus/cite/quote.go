package cite

import (
	"strings"

	"rapporteur/corpus"
)

// mostQuoted is how much of a longer passage is quoted, in bytes.
const mostQuoted = 600

// Quote returns the words from first to last in quotation marks, with an
// ellipsis where a sentence is cut or words between are left out. Quotation
// marks within become single ones, as quotations within quotations do.
func Quote(first, last corpus.Passage) string {
	text, _ := quote(first, last)
	return text
}

// quote returns what Quote does. cut reports that words of the passages are left
// out.
func quote(first, last corpus.Passage) (text string, cut bool) {
	turns := first.Turn.Record.Turns[first.Turn.Index() : last.Turn.Index()+1]
	var parts []string
	size := 0
	for i := range turns {
		t := &turns[i]
		p := t.Whole()
		if t == first.Turn {
			p.Start = first.Start
		}
		if t == last.Turn {
			p.End = last.End
		}
		if size += p.Len(); size > mostQuoted && i > 0 {
			parts, cut = append(parts, "…"), true
			break
		}
		parts, cut = append(parts, quoted(p)), cut || p.Len() > mostQuoted
	}
	if len(parts) == 1 {
		return parts[0], cut
	}
	// A dialogue names who speaks.
	for i := range parts {
		if name := turns[i].SpeakerName(); name != "" && parts[i] != "…" {
			parts[i] = name + ": " + parts[i]
		}
	}
	return strings.Join(parts, "\n"), cut
}

func quoted(p corpus.Passage) string {
	text := p.Text()
	around := p.Turn.Around(p.Span)
	before, after := "", ""
	if around.Start < p.Start && wordsIn(p.Turn.Text[around.Start:p.Start]) {
		before = "… "
	}
	if len(text) > mostQuoted {
		end := mostQuoted
		for s := range corpus.Sentences(text) {
			if s.End > mostQuoted {
				break
			}
			end = s.End
		}
		text = strings.TrimRight(strings.ToValidUTF8(text[:end], ""), " \n")
		after = " …"
	} else if p.End < around.End && wordsIn(p.Turn.Text[p.End:around.End]) {
		after = " …"
	}
	return "“" + before + nested(oneLine(verse.Replace(text))) + after + "”"
}

// verse parts lines of verse by a stroke, as they are in running text.
var verse = strings.NewReplacer("\n\n", " ", "\n", " / ")

func wordsIn(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r >= 0x80 && r != '“' && r != '”' && r != '’' && r != '…' || 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	})
}

// nested makes double quotation marks single ones.
func nested(s string) string {
	s = strings.NewReplacer("“", "‘", "”", "’").Replace(s)
	open := false
	return strings.Map(func(r rune) rune {
		if r != '"' {
			return r
		}
		if open = !open; open {
			return '‘'
		}
		return '’'
	}, s)
}
