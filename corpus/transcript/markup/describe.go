package markup

import (
	"cmp"
	"regexp"
	"strings"

	"rapporteur/corpus"
)

// A description is what a file says of itself as a whole.
type description struct {
	title, subtitle string
	date            corpus.Date
	language        string
	cast            []string
	sitting         bool // it is a sitting of a parliament, which its subtitle names
}

// describe looks through the whole file, since persons stand at its end in
// some, for whom it knows and what it says of itself.
func describe(t *tree, p *people) description {
	s := &survey{tree: t, known: p, budget: 4*len(t.events) + 1000}
	for i := range t.events {
		switch e := &t.events[i]; e.kind {
		case opening:
			s.opens(i, e)
		case shutting:
			s.shuts(e)
		}
	}
	if s.sitting && s.subtitle != "" {
		s.title = s.subtitle
	}
	s.title = strings.TrimSpace(strings.TrimSuffix(s.title, "[ParlaMint]"))
	return s.description
}

// A survey is the way through a file that describe goes.
type survey struct {
	*tree
	known *people
	description
	within []int32 // the elements that are open, as far as they matter
	person string  // ID of the person that is described
	budget int     // how many events may still be looked at for the words of elements
	house  []string
}

func (s *survey) opens(i int, e *event) {
	name := s.names[e.name]
	if s.language == "" {
		s.language = languageOf(s.get(e, "lang"))
	}
	parent := ""
	if n := len(s.within); n > 0 {
		parent = s.names[s.within[n-1]]
	}
	switch {
	case name == "person" || name == "persongrp":
		s.person = s.get(e, "id")
	case strings.HasPrefix(name, "tlc"):
		if id, shown := s.get(e, "eid", "id"), s.get(e, "showas"); id != "" && shown != "" {
			s.known.names[id] = shown
		}
	case s.person != "" && (name == "persname" || name == "name") && s.known.names[s.person] == "":
		s.describePerson(i)
	case titles[name]:
		s.entitle(i, e, name, parent)
	case name == "castitem" || name == "persona":
		if text := strings.TrimRight(s.words(i, "roledesc"), " ,;."); text != "" && len(s.cast) < maxCast {
			s.cast = append(s.cast, text)
		}
	case name == "meeting":
		s.sitting = true
	case dates[name] && s.date.IsZero():
		s.dated(i, e, name, parent)
	}
	if s.holds(e.name) && len(s.within) < maxDepth {
		s.within = append(s.within, e.name)
	}
}

// languageOf returns a tag of a language in the usual case.
func languageOf(tag string) string {
	if len(tag) <= 3 {
		return strings.ToLower(tag)
	}
	return strings.Clone(tag)
}

// holds reports whether elements of a name are shut in this file.
func (s *survey) holds(name int32) bool { return s.tree.shuts[name] > 0 }

func (s *survey) shuts(e *event) {
	if n := s.names[e.name]; n == "person" || n == "persongrp" {
		s.person = ""
	}
	for n := len(s.within); n > 0; n-- {
		if s.within[n-1] == e.name {
			s.within = s.within[:n-1]
			return
		}
		if len(s.within)-n > 8 {
			return
		}
	}
}

// maxCast is how many persons of a cast are listed.
const maxCast = 200

func (s *survey) describePerson(i int) {
	full := s.collect(i, "rolename", true)
	if full == "" {
		return
	}
	s.known.names[s.person] = full
	surname, forename := s.inner(i, "surname"), s.inner(i, "forename")
	if usual := forename + " " + surname; surname != "" && forename != "" && usual != full {
		s.known.others[s.person] = append(s.known.others[s.person], usual)
	}
	if with := s.collect(i, "", true); with != full {
		s.known.others[s.person] = append(s.known.others[s.person], with)
	}
}

// titles are the elements that hold the title of a file.
var titles = wordSet("title doctitle titlemain titlepart sitzungstitel plenarprotokoll-nummer nameofhouse nameofmeeting issue")

func (s *survey) entitle(i int, e *event, name, parent string) {
	switch {
	case name == "nameofhouse" || name == "nameofmeeting" || name == "issue":
		if len(s.house) < 3 {
			s.house = append(s.house, s.words(i, ""))
			s.title = strings.Join(s.house, " ")
		}
	case parent == "titlestmt" && s.get(e, "type") == "sub":
		s.subtitle = cmp.Or(s.subtitle, s.words(i, ""))
	case s.title == "" && (name != "title" || parent == "titlestmt" || len(s.within) <= 1):
		s.title = s.words(i, "")
	}
}

// dates are the elements that may say when it was; see dated.
var dates = wordSet(`date frbrdate docdate datum dateseance extracteditem dbtplenarprotokoll speech hansard debates`)

// timely are the elements in which a date is that of what was said, and not of
// the file.
var timely = wordSet("setting bibl creation housecommons houselords session.header kopfdaten veranstaltungsdaten meetingrecord frbrwork frbrexpression hansard docdate day recording event")

func (s *survey) dated(i int, e *event, name, parent string) {
	value := s.get(e, "when", "date", "format", "value", "sitzung-datum")
	switch name {
	case "speech":
		// The IDs of some parliaments' speeches hold the date of the sitting.
		value = s.get(e, "id")
	case "dateseance":
		value = s.words(i, "")
	case "date", "datum":
		if !timely[parent] && !strings.HasPrefix(parent, "house") {
			return
		}
		value = cmp.Or(value, s.words(i, ""))
	case "extracteditem":
		if !strings.EqualFold(s.get(e, "name"), "date") {
			return
		}
		value = s.words(i, "")
	}
	s.date = dateOf(value)
}

var (
	isoDate    = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	germanDate = regexp.MustCompile(`\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b`)
	digitsDate = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})`)
	wordyDate  = regexp.MustCompile(`\b([A-Z][a-z]+)\.? (\d{1,2}),? (\d{4})\b`)
)

// dateOf returns the date that a value says, the zero date if it says none.
func dateOf(value string) corpus.Date {
	year, month, day := "", "", ""
	if m := isoDate.FindStringSubmatch(value); m != nil {
		year, month, day = m[1], m[2], m[3]
	} else if m := germanDate.FindStringSubmatch(value); m != nil {
		year, month, day = m[3], ("0" + m[2])[len(m[2])-1:], ("0" + m[1])[len(m[1])-1:]
	} else if m := digitsDate.FindStringSubmatch(value); m != nil {
		year, month, day = m[1], m[2], m[3]
	} else if m := wordyDate.FindStringSubmatch(value); m != nil && len(m[1]) > 2 {
		at := strings.Index("JanFebMarAprMayJunJulAugSepOctNovDec", m[1][:3])
		if at < 0 || at%3 != 0 {
			return corpus.Date{}
		}
		month = twoDigits(at/3 + 1)
		year, day = m[3], ("0" + m[2])[len(m[2])-1:]
	} else if len(value) != 4 && len(value) != 7 {
		return corpus.Date{}
	} else {
		d, _ := corpus.ParseDate(value)
		return d
	}
	d, _ := corpus.ParseDate(year + "-" + month + "-" + day)
	return d
}

func twoDigits(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }

// words returns the words of the element that the event at i opens, but for
// those of elements called but.
func (s *survey) words(i int, but string) string { return s.collect(i, but, false) }

// collect does what words does; apart says that a space stands between any two
// elements, as between surname and forename.
func (s *survey) collect(i int, but string, apart bool) string {
	const reach = 512 // events
	var b strings.Builder
	skip := 0
	for k := i + 1; k < min(len(s.events), i+reach) && s.budget > 0; k++ {
		s.budget--
		switch e := &s.events[k]; e.kind {
		case opening:
			if (skip > 0 || s.names[e.name] == but) && s.holds(e.name) {
				skip++
			}
			if apart {
				b.WriteByte(' ')
			}
		case shutting:
			if skip > 0 {
				skip--
			} else if e.name == s.events[i].name {
				k = len(s.events)
			}
		case wording:
			if skip > 0 {
				continue
			}
			if e.before {
				b.WriteByte(' ')
			}
			b.WriteString(s.text.String[e.from:e.to])
			if e.after {
				b.WriteByte(' ')
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// inner returns the words of the first element called name within the one that
// the event at i opens.
func (s *survey) inner(i int, name string) string {
	for k := i + 1; k < min(len(s.events), i+64) && s.budget > 0; k++ {
		s.budget--
		switch e := &s.events[k]; {
		case e.kind == opening && s.names[e.name] == name:
			return s.words(k, "")
		case e.kind == shutting && e.name == s.events[i].name:
			return ""
		}
	}
	return ""
}
