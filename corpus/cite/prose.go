package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// joined joins what is not empty.
func joined(with string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, with)
}

// ended ends a text with a full stop, unless it has an end.
func ended(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".?!") || strings.HasSuffix(s, ".”") || strings.HasSuffix(s, "?”") || strings.HasSuffix(s, "!”") {
		return s
	}
	return s + "."
}

// inMarks sets a title in quotation marks, with the mark that follows within
// them, as American styles have it. A work by itself has none, since it is set
// in italics.
func (s source) inMarks(mark string) string {
	if s.italic {
		return s.title + mark
	}
	title := nested(s.title)
	if strings.ContainsAny(title[len(title)-1:], "?!") || strings.HasSuffix(title, ".") && mark == "." {
		mark = ""
	}
	return "“" + title + mark + "”"
}

// capital returns s with a capital at its beginning.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// chicagoNote: speaker, in “Title,” date, trans. Translator, page, collection,
// archive, address.
func chicagoNote(p place) string {
	speaker := ""
	if p.speaker != "" && !p.italic {
		speaker = p.speaker + ", in "
	}
	translator := ""
	if p.translator != "" {
		translator = "trans. " + p.translator
	}
	title := p.inMarks(",")
	rest := joined(", ", p.date.String(), translator, p.locator("p. ", "pp. "), p.collection, p.archive, p.url)
	if p.italic {
		return ended(speaker + joined(", ", asSpoken(p.author), p.title, rest))
	}
	return ended(speaker + joined(" ", joined(", ", asSpoken(p.author), title), rest))
}

// chicagoEntry: Author. “Title.” Date. Translated by Translator. Collection.
// Archive. Address.
func chicagoEntry(s source) string {
	translator := ""
	if s.translator != "" {
		translator = "Translated by " + s.translator
	}
	var parts []string
	for _, part := range []string{sorted(s.author, 10), s.inMarks("."), s.date.String(), translator, capital(s.collection), s.archive, s.url} {
		if part != "" {
			parts = append(parts, ended(part))
		}
	}
	return strings.Join(parts, " ")
}

// mlaMonths are the months as MLA shortens them.
var mlaMonths = [...]string{"", "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."}

func mlaDate(d corpus.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return d.ISO()
	case d.Day == 0:
		return mlaMonths[d.Month] + " " + year(d)
	}
	return number(d.Day) + " " + mlaMonths[d.Month] + " " + year(d)
}

// mlaEntry: Author. “Title.” Date. Translated by Translator. Collection,
// archive, address. The date is the original's: it stands after the title, where
// it cannot be read as that of the translation.
func mlaEntry(s source) string {
	translator := ""
	if s.translator != "" {
		translator = "Translated by " + s.translator
	}
	var parts []string
	for _, part := range []string{
		sorted(s.author, 2), s.inMarks("."), mlaDate(s.date), translator,
		joined(", ", capital(s.collection), s.archive, strings.TrimPrefix(strings.TrimPrefix(s.url, "https://"), "http://")),
	} {
		if part != "" {
			parts = append(parts, ended(part))
		}
	}
	return strings.Join(parts, " ")
}

// mlaCitation: the entry, and what stands in the text.
func mlaCitation(p place) string {
	return mlaEntry(p.source) + "\n\nIn the text: (" + p.mla() + ")"
}

// mlaWithin: what a source quotes of somebody is “quoted in” it.
func mlaWithin(p place) string { return "(qtd. in " + p.mla() + ")" }

// mla is what stands in the text between brackets. A comma stands before a place
// that is named by a word: "line 3".
func (p place) mla() string {
	where, mark := p.locator("", ""), ""
	if r, _ := utf8.DecodeRuneInString(where); unicode.IsLetter(r) {
		mark = ","
	}
	who := p.brief(mark)
	if p.author != "" {
		who = families(p.author, " and ") + mark
	}
	return who + " " + where
}

// apaDate: (1962, November 18), (n.d.).
func apaDate(d corpus.Date) string {
	switch {
	case d.IsZero():
		return "(n.d.)"
	case d.Month == 0:
		return "(" + year(d) + ")"
	case d.Day == 0:
		return "(" + year(d) + ", " + d.Month.String() + ")"
	}
	return "(" + year(d) + ", " + d.Month.String() + " " + number(d.Day) + ")"
}

// apaEntry: Author (date). Title (T. Translator, Trans.). Collection, archive.
// address
func apaEntry(s source) string {
	translator := ""
	if s.translator != "" {
		translator = " (" + allInitials(s.translator, false) + ", Trans.)"
	}
	entry := ended(s.title+translator) + " " + apaDate(s.date) + "."
	if s.author != "" {
		entry = ended(allInitials(s.author, true)) + " " + apaDate(s.date) + ". " + ended(s.title+translator)
	}
	if from := joined(", ", capital(s.collection), s.archive); from != "" {
		entry += " " + ended(from)
	}
	return joined(" ", entry, s.url)
}

// apaCitation: the entry, and what stands in the text.
func apaCitation(p place) string {
	return apaEntry(p.source) + "\n\nIn the text: (" + p.apa() + ")"
}

// apaWithin: what a source quotes of somebody is “as cited in” it.
func apaWithin(p place) string { return "(as cited in " + p.apa() + ")" }

// apa is what stands in the text between brackets.
func (p place) apa() string {
	who := p.brief(",")
	if p.author != "" {
		who = families(p.author, " & ") + ","
	}
	when := "n.d."
	if !p.date.IsZero() {
		when = year(p.date)
	}
	return who + " " + joined(", ", when, p.locator("p. ", "pp. "))
}

// brief is the beginning of the title, by which a text without an author is
// cited: up to where a phrase of it ends, in quotation marks unless the title
// is set in italics.
func (s source) brief(mark string) string {
	words := strings.Fields(s.title)
	n := len(words)
	for i, w := range words {
		if i > 1 && i < len(words) && (briefEnds[strings.ToLower(w)] || strings.ContainsAny(words[i-1][len(words[i-1])-1:], ",:;")) {
			n = i
			break
		}
	}
	title := strings.TrimRight(strings.Join(words[:min(n, 6)], " "), ",:; ")
	if s.italic {
		return title + mark
	}
	return "“" + nested(title) + mark + "”"
}

var briefEnds = map[string]bool{"between": true, "with": true, "at": true, "on": true, "from": true, "to": true, "in": true, "for": true, "by": true, "and": true}

// plainCitation is the record's own.
func plainCitation(p place) string {
	speaker := ""
	if p.speaker != "" {
		speaker = p.speaker + ". "
	}
	return speaker + corpus.Cite(p.first, p.last)
}

func plainEntry(s source) string {
	return ended(joined(", ", s.author, s.title, s.date.String(), s.where, s.collection, s.archive, s.url))
}
