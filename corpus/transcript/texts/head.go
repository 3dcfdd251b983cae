package texts

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// maxFront is how many paragraphs before the first turn are still taken for
// part of the record, and not for the matter that a book begins with.
const maxFront = 40

// maxTitleLines is how many lines the title of a document can have.
const maxTitleLines = 3

// titleLines returns which lines of the block at the head of a document are its
// title: lines that say a date, who took part or a subtitle are not.
func (r *reader) titleLines(i, end int) (first, last int) {
	for first = i; first < end-1 && r.isDateLine(first); first++ {
	}
	for last = first + 1; last < end && r.titleGoesOn(last); last++ {
	}
	return first, last
}

// isDateLine reports whether a line says a date and little else.
func (r *reader) isDateLine(i int) bool {
	text := r.s.At(i)
	return len(text) <= maxDateLine && !page.DateIn(text).IsZero()
}

// titleGoesOn reports whether a title goes on at line i: in the middle of what
// the line before says, or in capitals like it.
func (r *reader) titleGoesOn(i int) bool {
	const wrapped = 60 // bytes from which on a line may end where the paper does
	before, text := r.s.At(i-1), r.s.At(i)
	_, isList := label.PresentIn(text)
	_, isField := label.Colon(text)
	if isList || isField || r.isDateLine(i) {
		return false
	}
	last := before[strings.LastIndexByte(before, ' ')+1:]
	return label.BeginsInSmall(text) || strings.ContainsAny(before[len(before)-1:], ",:-&") || label.IsParticle(strings.ToLower(last)) ||
		label.IsCaps(before) == label.IsCaps(text) && (label.IsCaps(text) || len(before) >= wrapped)
}

// headLine reads what a line before the first turn says of the record: its date,
// who took part, and what the labels call them.
func (r *reader) headLine(i int) {
	rec, text := r.d.Record, r.s.At(i)
	if rec.Date.IsZero() && len(text) < 2*label.MaxBytes {
		rec.Date = page.DateIn(text)
	}
	names, _ := label.PresentIn(text)
	r.takePart(names)
	for _, m := range introducedPattern.FindAllStringSubmatch(text, -1) {
		if name, short := m[1], m[2]; label.AreInitials(short, name) {
			r.shorts[short] = strings.Clone(name)
		}
	}
}

// introducedPattern is a full name with a short form: "Paul Whitman (PW)".
var introducedPattern = regexp.MustCompile(`(\p{Lu}[\pL.'’-]*(?: [\pL.'’-]+){1,4}) \(((?:\p{Lu}\.?){2,4})\)`)

// takePart adds those who took part.
func (r *reader) takePart(names []string) {
	for _, name := range names {
		if !slices.Contains(r.d.Record.Participants, name) && len(r.d.Record.Participants) < maxParticipants {
			r.d.Record.Participants = append(r.d.Record.Participants, name)
		}
	}
}

// maxDateLine is how long a line is, in bytes, that says a date and little else.
const maxDateLine = 48

// readHead reads what stands before the first turn, at line to: the title, the
// date, who took part, and narration.
func (r *reader) readHead(to int) {
	rec := r.d.Record
	cast := false    // a list of persons has begun
	started := false // the text has begun, if only with a heading or a direction
	from := 0
	if r.s.Book {
		started = true
		from = r.opening(to)
		r.drop(0, from, "front matter")
	}
	for i := 0; r.hearing && i < to; i++ {
		r.heard.swears(r.s, i)
	}
	for n := 0; from < to; n++ {
		i, end := from, r.s.Block(from, to)
		from = end
		text := r.s.Joined(i, end)
		date := corpus.Date{}
		if end-i <= 2 && len(text) < 2*label.MaxBytes {
			date = page.DateIn(text)
		}
		names, isList := label.PresentIn(text)
		listed := r.doc.castTo > r.doc.castFrom
		started = started || listed && i >= r.doc.castTo
		cast = cast || isCastHeading(r.s.At(i))
		if cast && !label.IsScene(r.s.At(i)) && !started || listed && i >= r.doc.castFrom && i < r.doc.castTo && !r.s.Book {
			if n == 0 {
				rec.Title = text
			}
			r.drop(i, end, draft.Metadata)
			continue
		}
		switch {
		case rec.Title == "":
			first, last := r.titleLines(i, end)
			text = r.s.Joined(first, last)
			if last-first > maxTitleLines {
				text, last = r.s.At(first), first+1
			}
			for k := i; k < end; k++ {
				if k < first || k >= last {
					r.headLine(k)
				}
			}
			rec.Title = strings.Trim(text, "#*_ ")
			rec.Participants = append(namesIn(text), rec.Participants...)
			rec.Place = cmp.Or(rec.Place, placeIn(text))
			r.drop(i, end, draft.Metadata)
		case isList && !started:
			r.takePart(names)
			r.drop(i, end, draft.Metadata)
		case rec.Date.IsZero() && !date.IsZero() && !started:
			rec.Date = date
			r.drop(i, end, draft.Metadata)
		case r.imprint(i, end):
			r.drop(i, end, draft.Metadata)
		case started || isDirection(r.s, i, end) || label.IsScene(text) || page.EndsSentence(text) && n < maxFront && strings.Count(text, " ") > 4:
			started = started || label.IsScene(text)
			r.d.Narration()
			r.paragraph(i, end)
		default:
			for k := i; k < end; k++ {
				r.headLine(k)
			}
			r.drop(i, end, draft.Metadata)
		}
		if r.namesAnother(r.s.At(i)) && !isList {
			r.doubt(i, "unknown_label", "what looks like a label before the first turn is not taken for one")
		}
	}
	if rec.Date.IsZero() {
		rec.Date = page.DateIn(rec.Title)
	}
}

// opening returns the first line before to that belongs to the text of a book:
// that of the last heading of a scene before the first turn, or of the
// directions right before it.
func (r *reader) opening(to int) int {
	from := to
	for i := to - 1; i >= 0; i-- {
		if label.IsScene(r.s.At(i)) {
			if i > 0 && label.IsScene(r.s.At(i-1)) {
				return i - 1
			}
			return i
		}
		if r.s.Lines[i].Gap > page.Turned && from == to && isDirection(r.s, i, r.s.Block(i, to)) {
			from = i
		}
	}
	return from
}

// maxParticipants bounds how many names are taken from a list.
const maxParticipants = 200

var (
	sourcePattern   = regexp.MustCompile(`(?is)^\[?(?:Source:\s*)+(.+?)\.?\]?$`)
	recorderPattern = regexp.MustCompile(`^(?:Recorded|Transcribed|Drafted|Written down) by (.+?)\.?$`)
	signedPattern   = regexp.MustCompile(`(?i)^[\[(]?signed[\])]?\.?$`)
)

// imprint reads the lines from and up to to if they say who made the record and
// where it comes from, and reports whether they do.
func (r *reader) imprint(from, to int) bool {
	if to == from+1 {
		if who := creditIn(r.s.At(from)); who != "" {
			r.d.Record.Recorder = who
			return true
		}
	}
	first := strings.TrimLeft(r.s.At(from), "[(")
	if to-from > 8 || first == "" || !strings.ContainsRune("SsRTDW", rune(first[0])) {
		return false
	}
	text := r.s.Joined(from, to)
	if len(text) > len("[signed].") && strings.IndexByte(text, ':') < 0 && !strings.Contains(text, " by ") {
		return false // most paragraphs
	}
	if m := sourcePattern.FindStringSubmatch(text); m != nil {
		r.d.Record.Source = m[1]
	} else if m := recorderPattern.FindStringSubmatch(text); m != nil {
		r.d.Record.Recorder = m[1]
	} else if !signedPattern.MatchString(text) {
		return false
	}
	return true
}

// namesIn returns the names in text that are written with initials.
func namesIn(text string) []string {
	var names []string
	words := strings.Fields(text)
	for i := 0; i < len(words); i++ {
		first := i
		for i < len(words) && label.IsInitials(words[i]) {
			i++
		}
		if i == first || i == len(words) {
			continue
		}
		if surname := strings.TrimRight(words[i], ",;:."); label.IsNameWord(surname) {
			name := strings.Join(append(slices.Clone(words[first:i]), surname), " ")
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// placeIn returns the place that a title ends with: "at the Presidential
// Palace".
func placeIn(title string) string {
	_, place, ok := strings.Cut(title, " at the ")
	if !ok {
		return ""
	}
	for word := range strings.FieldsSeq(place) {
		if !label.IsNameWord(word) && !label.IsParticle(word) {
			return ""
		}
	}
	return place
}
