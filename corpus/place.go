package corpus

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Locate returns where in the library the places begin that a person may mean
// by "page 4", "hamlet 3.1", "act 3 scene 1", "12:31" or the heading of a
// section, each with what stands from there to the end of its turn: one for
// each record that has such a place. If the text names a record, the others
// are not looked at.
func (l *Library) Locate(at string) []Passage {
	words := placeWords(at)
	var named, all []Passage
	for _, r := range l.Records {
		if rest, ok := r.cutName(words); ok {
			if p, ok := r.locate(rest); ok {
				named = append(named, p)
			}
		}
		if p, ok := r.locate(words); ok {
			all = append(all, p)
		}
	}
	if len(named) > 0 {
		return named
	}
	return all
}

// Locate returns where a place of the record begins, as [Library.Locate] does.
func (r *Record) Locate(at string) (Passage, bool) {
	words := placeWords(at)
	if p, ok := r.locate(words); ok {
		return p, ok
	}
	if rest, ok := r.cutName(words); ok {
		return r.locate(rest)
	}
	return Passage{}, false
}

// A Spot is a place of a record that can be asked for.
type Spot struct {
	Name string // for people: "Hamlet 3.1 · SCENE I. A room in the castle."
	At   string // for Locate: "hamlet 3.1"
}

// Spots returns the places of the library that what is typed can be the
// beginning of, at most limit.
func (l *Library) Spots(typed string, limit int) []Spot {
	words := placeWords(typed)
	var spots []Spot
	for _, r := range l.Records {
		rest, ok := r.cutName(words)
		if !ok {
			if len(l.Records) > 1 && len(words) == 0 {
				continue
			}
			rest = words
		}
		begun := strings.Join(rest, " ")
		for i := 0; i < len(r.Sections) && len(spots) < limit; i++ {
			s := &r.Sections[i]
			name := strings.ToLower(oneLine(s.Name))
			number := strings.HasPrefix(s.Number, begun) || strings.HasPrefix(strings.ToLower(s.String()), begun)
			if s.Number == "" || !number {
				if !strings.Contains(name, begun) {
					continue
				}
			}
			at := s.Number
			if at == "" {
				at = name
			}
			label := r.ShortTitle() + " " + s.Number
			if s.Number == "" || !strings.EqualFold(s.Name, s.String()) {
				label = strings.TrimSpace(label) + " · " + oneLine(s.Name)
			}
			spots = append(spots, Spot{Name: label, At: r.ID + " " + at})
		}
		before := ""
		for i := 0; i < len(r.Places) && len(spots) < limit && r.Locator != ""; i++ {
			place := r.Places[i]
			full := strings.ToLower(r.Locator + " " + place)
			if place == before || begun == "" || !strings.HasPrefix(full, begun) && !strings.HasPrefix(strings.ToLower(place), begun) {
				continue
			}
			before = place
			spots = append(spots, Spot{Name: r.ShortTitle() + ", " + r.Locator + " " + place, At: r.ID + " " + full})
		}
	}
	return spots
}

// placeWords returns the words of what a person types, in lower case.
func placeWords(at string) []string {
	return strings.FieldsFunc(strings.ToLower(at), func(r rune) bool {
		return unicode.IsSpace(r) || r == ',' || r == ';'
	})
}

// cutName takes the record's name off the beginning of words: its ID, its short
// title, or the first word of that.
func (r *Record) cutName(words []string) (rest []string, ok bool) {
	if len(words) == 0 {
		return nil, false
	}
	if words[0] == r.ID || strings.TrimSuffix(words[0], ":") == r.ID {
		return words[1:], true
	}
	title := placeWords(r.ShortTitle())
	for n := min(len(title), len(words)); n > 0; n-- {
		if strings.Join(title[:n], " ") == strings.Join(words[:n], " ") && (n > 1 || len(words[0]) > 3 || n == len(title)) {
			return words[n:], true
		}
	}
	return nil, false
}

// locate returns where the place begins that words name.
func (r *Record) locate(words []string) (Passage, bool) {
	if len(words) == 0 {
		return Passage{}, false
	}
	text := strings.Join(words, " ")
	if p, ok := r.locatePlace(words); ok {
		return p, ok
	}
	if number := sectionNumber(words); number != "" {
		for i := range r.Sections {
			if s := &r.Sections[i]; s.Number == number || strings.HasPrefix(s.Number, number+".") {
				return r.beginning(s)
			}
		}
	}
	const leastTyped = 4 // bytes; less stands in too many headings
	for _, same := range []func(name string) bool{
		func(name string) bool { return name == text },
		func(name string) bool { return len(text) >= leastTyped && strings.HasPrefix(name, text) },
		func(name string) bool { return len(text) >= leastTyped && strings.Contains(name, text) },
	} {
		for i := range r.Sections {
			if s := &r.Sections[i]; same(strings.Join(placeWords(s.Name), " ")) {
				return r.beginning(s)
			}
		}
	}
	return Passage{}, false
}

func (r *Record) beginning(s *Section) (Passage, bool) {
	if s.Turn >= len(r.Turns) {
		return Passage{}, false
	}
	return r.Turns[s.Turn].Whole(), true
}

// locators are what people call what Places count, beside the word itself.
var locators = map[string]string{
	"p": "page", "p.": "page", "pg": "page", "pp": "page", "pp.": "page", "s.": "page", "seite": "page",
	"col": "column", "col.": "column", "columns": "column", "pages": "page", "at": "time", "t": "time",
}

// locatePlace returns where a page, a column or a time begins.
func (r *Record) locatePlace(words []string) (Passage, bool) {
	if n, ok := lineNumber(words); ok {
		return r.AtLine(n)
	}
	if r.Locator == "" {
		return Passage{}, false
	}
	label := words
	if word := words[0]; word == r.Locator || locators[word] == r.Locator {
		label = words[1:]
	} else if locators[word] != "" || word == "page" || word == "column" {
		return Passage{}, false
	} else if r.Locator != "time" && len(r.Sections) > 0 && sectionNumber(words) != "" {
		return Passage{}, false // "3.1" is a scene before it is a page
	}
	text := strings.Join(label, " ")
	if p, ok := r.At(text); ok {
		return p, ok
	}
	if r.Locator != "time" || !clock.MatchString(text) {
		return Passage{}, false
	}
	return r.atTime(text)
}

// lineNumber returns which line of the file words name: "line 25".
func lineNumber(words []string) (n int, ok bool) {
	if len(words) != 2 || words[0] != "line" {
		return 0, false
	}
	n, err := strconv.Atoi(words[1])
	return n, err == nil
}

// AtLine returns what stands from a line of the file to the end of the turn that
// goes on there. Where the line is nobody's words, a label or an empty one, the next
// turn is meant; past the last words, none.
func (r *Record) AtLine(line int) (Passage, bool) {
	for i := range r.Turns {
		whole := r.Turns[i].Whole()
		first, last := whole.Lines()
		switch {
		case last < line || line < 1:
			continue
		case line <= first:
			return whole, true
		}
		for _, m := range r.Turns[i].Marks {
			if int(m.Line) <= line {
				whole.Start = int(m.Offset)
			}
		}
		for at := r.Turns[i].mark(whole.Start).Line; int(at) < line; at++ {
			next := strings.IndexByte(whole.Text(), '\n')
			if next < 0 {
				break
			}
			whole.Start += next + 1
		}
		return whole, true
	}
	return Passage{}, false
}

var clock = regexp.MustCompile(`^\d{1,3}(:\d{2}){1,3}$`)

var clockIn = regexp.MustCompile(`\d{1,3}(:\d{2}){1,3}`)

// bare returns the time in a label, without what a transcript may put around it:
// "[00:04:12] applause".
func bare(place string) string { return clockIn.FindString(place) }

// atTime returns what is said at a time: where a place begins that is written
// so but for its seconds or its hours, else the last that begins before, unless that
// is the record's last.
func (r *Record) atTime(text string) (Passage, bool) {
	for _, label := range r.Places {
		place := bare(label)
		if strings.HasPrefix(place, text+":") || strings.HasSuffix(place, ":"+text) || strings.TrimLeft(place, "0:") == strings.TrimLeft(text, "0:") {
			return r.At(label)
		}
	}
	// Places rise with time, but for a record of several days.
	wanted, parts := seconds(text), strings.Count(text, ":")
	best := -1
	for i, label := range r.Places {
		place := bare(label)
		if place == "" {
			continue
		}
		at := seconds(place)
		if more := strings.Count(place, ":") - parts; more > 0 && seconds(bare(r.Places[0])) >= 3600 {
			at /= 60 // the times of day are typed without seconds
		}
		if at < 0 || at > wanted {
			break
		}
		best = i
	}
	if best < 0 || best == len(r.Places)-1 {
		return Passage{}, false // nobody knows how long the last words took
	}
	return r.At(r.Places[best])
}

// seconds returns the number that a time is in its last unit, -1 if it is none.
func seconds(text string) int {
	total := 0
	for part := range strings.SplitSeq(text, ":") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return -1
		}
		total = total*60 + n
	}
	return total
}

// sectionNumber returns the number of an act and a scene in the form that a
// Section has it: of "3.1", "III,i", "act 3 scene 1", "act iii". It returns ""
// if words are none.
func sectionNumber(words []string) string {
	var parts []string
	for _, word := range words {
		switch strings.TrimRight(word, ".") {
		case "act", "scene", "sc", "akt", "szene", "acte", "scène", "acto", "escena", "prologue", "epilogue", "induction":
			if w := strings.TrimRight(word, "."); w == "prologue" || w == "epilogue" || w == "induction" {
				parts = append(parts, w)
			}
			continue
		}
		for part := range strings.SplitSeq(strings.Trim(word, "."), ".") {
			n := numeral(part)
			if n == 0 {
				return ""
			}
			parts = append(parts, strconv.Itoa(n))
		}
	}
	if len(parts) == 0 || len(parts) > 2 {
		return ""
	}
	return strings.Join(parts, ".")
}

// numeral returns the number that a word is, in digits or Roman numerals; 0 if
// it is none.
func numeral(word string) int {
	if n, err := strconv.Atoi(word); err == nil && n > 0 && n < 1000 {
		return n
	}
	total, last := 0, 0
	for i := len(word) - 1; i >= 0; i-- {
		value := roman[word[i]]
		if value == 0 || len(word) > 7 {
			return 0
		}
		if value < last {
			total -= value
		} else {
			total, last = total+value, value
		}
	}
	return total
}

var roman = map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100}
