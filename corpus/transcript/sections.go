package transcript

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/page"
)

// addSections finds the sections of a record whose file does not mark them, in
// what the recorder wrote between the turns: the headings of acts and scenes,
// days, items of an agenda, and lines in capitals.
func addSections(r *corpus.Record) {
	if len(r.Sections) > 0 {
		return
	}
	act := ""
	for i := range r.Turns {
		t := &r.Turns[i]
		if t.Kind != corpus.Narration || len(r.Sections) >= maxSections {
			continue
		}
		for heading := range strings.SplitSeq(t.Text, "\n") {
			heading = strings.Trim(heading, " *_#")
			if heading == "" || len(heading) > maxHeading {
				continue
			}
			act = addHeading(r, i, heading, act)
		}
	}
	if slices.ContainsFunc(r.Sections, isNumbered) {
		// What else stands in capitals in a play heads nothing.
		r.Sections = slices.DeleteFunc(r.Sections, func(s corpus.Section) bool { return !isNumbered(s) })
	}
	if !severalHeadings(r.Sections) {
		r.Sections = nil
	}
}

func isNumbered(s corpus.Section) bool { return s.Number != "" }

const (
	maxSections = 100_000
	maxHeading  = 160 // bytes
)

// severalHeadings reports whether sections part a record, and do not only head
// it.
func severalHeadings(sections []corpus.Section) bool {
	return len(sections) > 1 || len(sections) == 1 && (sections[0].Turn > 0 || sections[0].Number != "")
}

// addHeading adds the section that a line heads, if it heads one, and returns
// the number of the act that it stands in.
func addHeading(r *corpus.Record, turn int, heading, act string) string {
	add := func(level int, number string) {
		r.Sections = append(r.Sections, corpus.Section{Turn: turn, Level: level, Name: strings.Clone(heading), Number: number})
	}
	if namesPart(heading) {
		if level, number, of := partOf(heading, act); level > 0 {
			add(level, number)
			return of
		}
	}
	switch word := strings.ToLower(strings.Trim(heading, ".:[] ")); {
	case word == "prologue" || word == "epilogue" || word == "induction" || word == "prolog" || word == "epilog":
		add(1, word)
	case itemHeading.MatchString(heading), inCapitals(heading), len(heading) < 48 && !page.DateIn(heading).IsZero():
		add(1, "")
	}
	return act
}

// What the parts of plays are called.
const (
	acts   = "act|akt|acte|acto|atto|aufzug|handlung|ato|действие|дія|dějství"
	scenes = "scene|scène|szene|escena|scena|auftritt|cena|явление|сцена|ява"
)

var playParts = page.NewWordList(strings.ReplaceAll(acts+"|"+scenes, "|", " "))

// namesPart reports whether one of the first words of a heading is what parts of
// plays are called.
func namesPart(heading string) bool {
	for range 3 { // "The First Act"
		word, rest, _ := strings.Cut(heading, " ")
		if end := strings.IndexAny(word, ".:"); end >= 0 {
			word = word[:end]
		}
		if playParts.Holds(word) {
			return true
		}
		heading = rest
	}
	return false
}

// partOf returns what part of a play a line heads, 0 if none: its level and its
// number, act being the one before, and the act that it stands in.
func partOf(heading, act string) (level int, number, of string) {
	if m := actHeading.FindStringSubmatch(heading); m != nil {
		if n := ordinal(m[1] + m[2]); n > 0 {
			act = strconv.Itoa(n)
			scene := sceneHeading.FindStringSubmatch(strings.TrimLeft(heading[len(m[0]):], " .,:;—–-"))
			if scene == nil {
				return 1, act, act
			}
			return 2, act + "." + strconv.Itoa(max(1, ordinal(scene[1]+scene[2]))), act
		}
	}
	if m := sceneHeading.FindStringSubmatch(heading); m != nil {
		if n := ordinal(m[1] + m[2]); n > 0 {
			number = strconv.Itoa(n)
			if act != "" {
				number = act + "." + number
			}
			return 2, number, act
		}
	}
	return 0, "", act
}

var (
	actHeading   = regexp.MustCompile(`(?i)^(?:the )?(?:(\pL+) )?(?:` + acts + `)(?:$|[ .:]+(?:the )?(\d+|\pL*))`)
	sceneHeading = regexp.MustCompile(`(?i)^(?:the )?(?:(\pL+) )?(?:` + scenes + `)(?:$|[ .:]+(?:the )?(\d+|\pL*))`)
	itemHeading  = regexp.MustCompile(`^(?i:agenda item|item|point|tagesordnungspunkt|top|question|motion|chapter|part|day) (?:no\. ?)?(?:\d+|[IVXL]+)\b`)
)

// ordinal returns the number that the words around "act" are, 0 if they are
// none.
func ordinal(word string) int {
	word = strings.ToLower(strings.TrimRight(word, "."))
	if n, err := strconv.Atoi(word); err == nil {
		return n
	}
	if n := ordinalWords[word]; n > 0 {
		return n
	}
	total, last := 0, 0
	for i := len(word) - 1; i >= 0; i-- {
		value := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}[word[i]]
		if value == 0 {
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

// ordinalWords are the numbers of acts that are written out.
var ordinalWords = numbered(
	"first one erster erste premier première primero primera primer primo prima первое первый перше first primeiro",
	"second two zweiter zweite deuxième second seconde segundo segunda secondo seconda второе второй друге",
	"third three dritter dritte troisième tercero tercera tercer terzo terza третье третий третє terceiro",
	"fourth four vierter vierte quatrième cuarto cuarta quarto quarta четвертое четвёртое четвертый",
	"fifth five fünfter fünfte cinquième quinto quinta пятое пятый",
)

// numbered numbers words by the line that they stand in.
func numbered(lines ...string) map[string]int {
	numbers := make(map[string]int)
	for i, line := range lines {
		for word := range strings.FieldsSeq(line) {
			numbers[word] = i + 1
		}
	}
	return numbers
}

// inCapitals reports whether a line is a heading in capitals: of two words or
// more, or a long one.
func inCapitals(line string) bool {
	letters := 0
	for _, c := range line {
		if unicode.IsLower(c) || unicode.Is(unicode.Lo, c) {
			return false
		}
		if unicode.IsUpper(c) {
			letters++
		}
	}
	return letters >= 6 && !strings.HasPrefix(line, "[") && !strings.HasPrefix(line, "(")
}
