package cite

import (
	"encoding/json"
	"strconv"
	"strings"

	"rapporteur/corpus"
)

func year(d corpus.Date) string { return strconv.Itoa(d.Year) }
func number(n int) string       { return strconv.Itoa(n) }

// said is the note that says whose words are cited and where they stand.
func (p place) said() string {
	return joined(", ", p.speaker, p.locator("p. ", "pp. "), p.reference())
}

// A field of an entry has a name and a value; one without a value is not
// written.
type field struct{ name, value string }

// latex escapes what LaTeX would read as its own. Braces have names, since
// BibTeX counts them whether or not a backslash stands before: one alone would end
// the entry.
var latex = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `%`, `\%`, `_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
)

// inAddress escapes what may not stand in an address and would end a field.
var inAddress = strings.NewReplacer(`{`, "%7B", `}`, "%7D", `\`, "%5C", " ", "%20", `"`, "%22", "<", "%3C", ">", "%3E")

// bibtexNames joins names as BibTeX parts them. A body's name stands in braces, so
// that an "and" in it parts nothing.
func bibtexNames(names string) string {
	var all []string
	for _, name := range people(names) {
		escaped := latex.Replace(name)
		if isBody(name) {
			escaped = "{" + escaped + "}"
		}
		all = append(all, escaped)
	}
	return strings.Join(all, " and ")
}

func bibtex(s source, note string) string {
	fields := []field{
		{"author", bibtexNames(s.author)},
		{"title", "{" + latex.Replace(s.title) + "}"},
		{"translator", bibtexNames(s.translator)},
	}
	if d := s.date; !d.IsZero() {
		fields = append(fields, field{"year", year(d)})
		if d.Month > 0 {
			fields = append(fields, field{"month", strings.ToLower(d.Month.String()[:3])})
		}
		if d.Day > 0 {
			fields = append(fields, field{"day", number(d.Day)})
		}
	}
	fields = append(fields,
		field{"address", latex.Replace(s.where)},
		field{"howpublished", latex.Replace(joined(", ", capital(s.collection), s.archive))},
		field{"url", inAddress.Replace(s.url)},
		field{"language", latex.Replace(s.language)},
		field{"note", latex.Replace(note)},
	)
	var b strings.Builder
	b.WriteString("@misc{" + key(s.record.ID))
	for _, f := range fields {
		if f.value == "" || f.value == "{}" {
			continue
		}
		value := "{" + f.value + "}"
		if f.name == "month" {
			value = f.value
		}
		b.WriteString(",\n  " + f.name + " = " + value)
	}
	b.WriteString("\n}")
	return b.String()
}

// key is an ID as BibTeX takes it for a key.
func key(id string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (r == '-' || r == ':' || '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z') {
			return r
		}
		return '-'
	}, id)
}

func bibtexEntry(s source) string {
	note := ""
	if s.translator != "" {
		note = "Translated by " + s.translator
	}
	return bibtex(s, note)
}

func bibtexCitation(p place) string {
	note := ""
	if p.translator != "" {
		note = "Translated by " + p.translator + ". "
	}
	return bibtex(p.source, note+p.said())
}

// A cslItem is an item of CSL-JSON, of the variables of version 1.0.2.
type cslItem struct {
	ID         string    `json:"id"`
	Type       string    `json:"type"`
	Author     []cslName `json:"author,omitempty"`
	Title      string    `json:"title"`
	ShortTitle string    `json:"title-short,omitempty"`
	Issued     *cslDate  `json:"issued,omitempty"`
	EventPlace string    `json:"event-place,omitempty"`
	Translator []cslName `json:"translator,omitempty"`
	Collection string    `json:"archive_collection,omitempty"`
	Archive    string    `json:"archive,omitempty"`
	URL        string    `json:"URL,omitempty"`
	Language   string    `json:"language,omitempty"`
	Note       string    `json:"note,omitempty"`
}

type cslName struct {
	Family  string `json:"family,omitempty"`
	Given   string `json:"given,omitempty"`
	Literal string `json:"literal,omitempty"` // of a body
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

func csl(s source, note string) string {
	item := cslItem{
		ID: s.record.ID, Type: "document", Title: s.title, EventPlace: s.where, Collection: s.collection, Archive: s.archive,
		URL: s.url, Language: s.language, Note: note, Author: cslNames(s.author), Translator: cslNames(s.translator),
	}
	if s.archive != "" || s.collection != "" {
		item.Type = "manuscript"
	}
	if s.italic {
		item.Type = "book"
	}
	if short := s.record.ShortTitle(); short != s.title {
		item.ShortTitle = short
	}
	if d := s.date; !d.IsZero() {
		parts := []int{d.Year}
		if d.Month > 0 {
			parts = append(parts, int(d.Month))
		}
		if d.Day > 0 {
			parts = append(parts, d.Day)
		}
		item.Issued = &cslDate{[][]int{parts}}
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(item); err != nil {
		panic(err) // strings and numbers can always be encoded
	}
	return strings.TrimSpace(b.String())
}

func cslNames(names string) []cslName {
	var all []cslName
	for _, name := range people(names) {
		if isBody(name) {
			all = append(all, cslName{Literal: name})
			continue
		}
		given, family := split(name)
		all = append(all, cslName{Family: family, Given: given})
	}
	return all
}

func cslEntry(s source) string   { return csl(s, "") }
func cslCitation(p place) string { return "[\n" + csl(p.source, p.said()) + "\n]" }

// risName returns a name as RIS has it: the family name first, and without the
// asterisk, which is not allowed in names.
func risName(name string) string { return oneLine(strings.ReplaceAll(familyFirst(name), "*", "")) }

func ris(s source, more ...field) string {
	kind := "GEN"
	if s.archive != "" || s.collection != "" {
		kind = "MANSCPT"
	}
	if s.italic {
		kind = "BOOK"
	}
	fields := []field{{"TY", kind}}
	for _, name := range people(s.author) {
		fields = append(fields, field{"AU", risName(name)})
	}
	fields = append(fields, field{"TI", s.title})
	if short := s.record.ShortTitle(); short != s.title {
		fields = append(fields, field{"ST", short})
	}
	if d := s.date; !d.IsZero() {
		iso := strings.Split(d.ISO(), "-")
		for len(iso) < 3 {
			iso = append(iso, "")
		}
		fields = append(fields, field{"PY", year(d)}, field{"DA", strings.Join(iso, "/") + "/"})
	}
	for _, name := range people(s.translator) {
		fields = append(fields, field{"A4", risName(name)})
	}
	fields = append(fields, field{"CY", s.where}, field{"AV", joined(", ", s.collection, s.archive)}, field{"UR", s.url}, field{"LA", s.language})
	fields = append(fields, more...)
	var b strings.Builder
	for _, f := range fields {
		if f.value != "" {
			b.WriteString(f.name + "  - " + f.value + "\n")
		}
	}
	b.WriteString("ER  - ")
	return b.String()
}

func risEntry(s source) string { return ris(s) }

func risCitation(p place) string {
	var more []field
	if from, _ := p.first.Places(); p.record.Locator == "page" && from != "" {
		_, to := p.last.Places()
		more = append(more, field{"SP", from}, field{"EP", to})
	}
	return ris(p.source, append(more, field{"N1", p.said()})...)
}
