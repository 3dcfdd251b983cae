package cite

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rapporteur/corpus"
)

// A source is what styles say of a record.
type source struct {
	record     *corpus.Record
	title      string
	date       corpus.Date
	where      string // it took place
	author     string
	translator string
	collection string // "personal archive of Sergo A. Mikoyan"
	archive    string // "National Security Archive"
	url        string
	language   string
	italic     bool // a work by itself, such as a play: its title is in italics
}

func sourceOf(r *corpus.Record) source {
	s := source{
		record: r, title: cmp.Or(oneLine(r.Title), r.ID), date: r.Date, where: oneLine(r.Place), author: oneLine(r.Author),
		translator: oneLine(r.Translator), archive: oneLine(r.Archive), url: oneLine(r.URL), language: oneLine(r.Language), italic: isPlay(r),
	}
	s.read(oneLine(r.Source))
	return s
}

// isPlay reports whether the record's parts are cited by act and scene.
func isPlay(r *corpus.Record) bool {
	return slices.ContainsFunc(r.Sections, isScene)
}

var (
	translated = regexp.MustCompile(`\b(?i:translated|translation)(?: from (?:the )?\pL+)? by (\p{Lu}[\pL\pM.'’-]*(?: \p{Lu}[\pL\pM.'’-]*){0,4})(?: for (?:the )?[^.;]+)?`)
	// keeping parts a collection from who keeps it.
	keeping = regexp.MustCompile(`(?i)\s*,?\s+(?:(?:which was |and )?(?:donated|given|presented) to|held (?:at|by|in)|kept (?:at|by|in)|courtesy of|now (?:at|in))\s+(?:the\s+)?`)
	leading = regexp.MustCompile(`(?i)^(?:source:\s*)?(?:from\s+)?(?:the\s+)?`)
	address = regexp.MustCompile(`https?://[^\s)\]]+`)
)

// read takes from the record's line of source what has no field of its own:
// who translated it, the collection and who keeps that.
func (s *source) read(line string) {
	if m := address.FindString(line); m != "" {
		s.url = cmp.Or(s.url, strings.TrimRight(m, ".,;"))
		line = strings.Replace(line, m, "", 1)
	}
	if m := translated.FindStringSubmatchIndex(line); m != nil {
		s.translator = cmp.Or(s.translator, strings.TrimSpace(line[m[2]:m[3]]))
		s.translator = strings.TrimRight(s.translator, ".,")
		line = line[:m[0]] + line[m[1]:]
	}
	line = strings.Trim(strings.TrimSpace(line), "[]().;, ")
	line = leading.ReplaceAllString(line, "")
	if line == "" {
		return
	}
	if m := keeping.FindStringIndex(line); m != nil {
		s.collection = line[:m[0]]
		s.archive = cmp.Or(s.archive, strings.TrimRight(line[m[1]:], ". "))
		return
	}
	// A sentence names the source; what follows it is about the text.
	for sentence := range corpus.Sentences(line) {
		line = strings.TrimRight(line[:sentence.End], ".")
		break
	}
	if s.archive == "" {
		s.archive = line
	} else if !strings.Contains(line, s.archive) {
		s.collection = line
	}
}

// missing names what a citation needs and the record does not say.
func (s source) missing(style Style) []string {
	if style.Key == "plain" {
		return nil
	}
	var missing []string
	for _, need := range []struct {
		name  string
		there bool
	}{
		{"the author", s.author != "" || !s.italic},
		{"the date", !s.date.IsZero()},
		{"the archive or publisher", s.archive != "" || s.collection != ""},
	} {
		if !need.there {
			missing = append(missing, need.name)
		}
	}
	return missing
}

// A place is where cited words stand.
type place struct {
	source
	first, last corpus.Passage
	speaker     string // who says all of it, "" if several do or nobody
	act         string // "3.1", "" where it is not cited by act and scene
}

func placeOf(first, last corpus.Passage) place {
	p := place{source: sourceOf(first.Turn.Record), first: first, last: last, act: act(first)}
	p.speaker = first.Turn.SpeakerName()
	if first.Turn.Kind == corpus.Narration {
		p.speaker = first.Turn.Record.Recorder
	}
	for i := first.Turn.Index(); i <= last.Turn.Index(); i++ {
		if t := &first.Turn.Record.Turns[i]; t.Kind != first.Turn.Kind || t.Speaker != first.Turn.Speaker {
			p.speaker = ""
		}
	}
	if to := act(last); p.act != "" && to != "" && to != p.act {
		p.act += "–" + to
	}
	return p
}

// spoken returns who says the words, where that is one person and not the
// author, whom every style names. The quotation of several names each of them,
// and what the recorder writes is the record's own.
func (p place) spoken() string {
	if p.first.Turn.Kind == corpus.Narration || strings.EqualFold(p.speaker, p.author) {
		return ""
	}
	return p.speaker
}

// missing adds what says where the words stand.
func (p place) missing(style Style) []string {
	missing := p.source.missing(style)
	if from, _ := p.first.Places(); from == "" && p.act == "" && style.Key != "plain" {
		missing = append(missing, "page numbers")
	}
	return missing
}

// act returns the act and scene in which a passage begins, "" where there is
// none.
func act(p corpus.Passage) string {
	if s := p.Turn.Section(); s != nil && isScene(*s) {
		return s.Number
	}
	return ""
}

// isScene reports whether a section is cited as a scene of an act is: "3.1".
func isScene(s corpus.Section) bool { return strings.Contains(s.Number, ".") }

// locator says where the words stand: with the words that a style has for one
// place and for several, and the dash that it has between them. Without places
// it is the lines of the file.
func (p place) locator(page, pages string) string {
	if p.act != "" {
		return p.act
	}
	r := p.record
	from, _ := p.first.Places()
	_, to := p.last.Places()
	switch {
	case from == "":
		return p.location()
	case r.Locator == "page" && (to == "" || to == from):
		return page + from
	case r.Locator == "page":
		return pages + from + "–" + to
	case r.Locator == "time" && (to == "" || to == from):
		return from
	case r.Locator == "time":
		return from + "–" + to
	}
	return p.location()
}

// location is where the words stand as the record's own citation has it.
func (p place) location() string {
	whole, _ := p.cited()
	lead := joined(", ", p.record.Title, p.date.String())
	return strings.TrimPrefix(strings.TrimPrefix(whole, lead), ", ")
}

// cited returns the record's own citation and its reference apart.
func (p place) cited() (whole, reference string) {
	whole = corpus.Cite(p.first, p.last)
	at := strings.LastIndex(whole, " (")
	return whole[:at], strings.TrimSuffix(whole[at+2:], ")")
}

// reference is how the record's own readers point at the words.
func (p place) reference() string {
	_, reference := p.cited()
	return reference
}

// inOrder returns the records once each, by title as lists of works have them:
// without an article.
func inOrder(records []*corpus.Record) []*corpus.Record {
	records = slices.Clone(records)
	key := func(r *corpus.Record) string {
		title := strings.ToLower(cmp.Or(familyFirst(r.Author), r.Title, r.ID))
		for _, article := range []string{"the ", "a ", "an "} {
			title = strings.TrimPrefix(title, article)
		}
		return strings.TrimLeftFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	slices.SortFunc(records, func(a, b *corpus.Record) int {
		return cmp.Or(strings.Compare(key(a), key(b)), a.Date.Compare(b.Date), strings.Compare(a.ID, b.ID))
	})
	return slices.Compact(records)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
