package commands

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/corpus/search"
)

// placeWords are what people call the parts of a record, in the languages of the
// catalogue, by what the record calls them.
var placeWords = func() map[string]string {
	names := make(map[string]string)
	for name, words := range map[string]string{
		"act":   "act akt aufzug acte acto акт действие действия",
		"scene": "scene sc szene auftritt scène escena сцена сцены явление",
		"page":  "page p pg seite página pagina страница страницы стр",
		"turn":  "turn number no nr beitrag wortmeldung nummer tour intervention numéro turno intervención número реплика реплики номер",
		"line":  "line zeile ligne línea renglón строка строки",
	} {
		for _, word := range strings.Fields(words) {
			names[word] = name
		}
	}
	return names
}()

// placeForms returns the ways in which what is typed may name a place: itself, and,
// if it has a word for a part of a record, with its numbers in figures, that word
// before them, and the record's name first. It returns none if it names no place.
func placeForms(language, typed string) []string {
	if len(typed) > mostPointing {
		return nil
	}
	var forms []string
	if strings.ContainsFunc(typed, unicode.IsDigit) {
		forms = append(forms, typed)
	}
	text := strings.ToLower(strings.TrimSpace(typed))
	if _, quoted := search.Unquote(text); quoted {
		return forms
	}
	text = leading.ReplaceAllString(search.InFigures(text, language, "en"), "")
	if at := minutes(text); at != "" {
		return append(forms, at)
	}
	for _, w := range writings {
		if w.as.MatchString(text) {
			return append(forms, w.as.ReplaceAllString(text, w.is))
		}
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	first := slices.IndexFunc(words, isPlaceWord)
	if first < 0 {
		if romanPlace.MatchString(text) {
			forms = append(forms, text)
		}
		return forms
	}
	return append(forms, strings.Join(inOrder(words), " "))
}

// leading is what may stand before a place.
var leading = regexp.MustCompile(`^(?:(?:what (?:was|is) said|what happens|what happened|was (?:wird|wurde) gesagt|was sagt man|ce qui est dit|que dit-on|qu'est-ce qui se dit|qué se dice|qué se dijo|что (?:было сказано|говорят|сказано)|` +
	`from|at|in|on|the|in the|on the|bei|um|ab|auf|der|die|das|à|la|le|dès|en|el|a las|desde|на|в|с)\s+)+`)

// writings are other ways to write a place: "a2 s2", "12.40" of a clock, and a stretch
// of time, which is shown from where it begins.
var writings = []struct {
	as *regexp.Regexp
	is string
}{
	{regexp.MustCompile(`^(.*\b)?a(?:ct)?\.? ?(\d{1,2})[ ,.]*s(?:c)?\.? ?(\d{1,2})$`), "${1}act $2 scene $3"},
	{regexp.MustCompile(`^(.*\s)?(\d{1,2})[.h](\d{2})(?: (?:uhr|h))?$`), "$1$2:$3"},
	{regexp.MustCompile(`^(.*\s)?(?:between|zwischen|entre|между)\s+(?:las\s+)?(\d{1,3}(?::\d{2})+)\s+(?:and|und|et|y|и)\s+(?:las\s+)?\d{1,3}(?::\d{2})+$`), "$1$2"},
}

// romanPlace is "hamlet II.ii".
var romanPlace = regexp.MustCompile(`(?i)^\S+ [ivx]{1,5}\.[ivx]{1,6}$`)

func isPlaceWord(word string) bool { return placeWords[strings.Trim(word, ".")] != "" }

// of parts a place from the record, or a scene from its act.
var of = map[string]bool{"of": true, "in": true, "from": true, "de": true, "du": true, "von": true, "des": true, "aus": true, "из": true, "в": true}

// inOrder returns the words of a place with the name of the record first, which may
// stand behind it ("act 2 of hamlet"), each number behind what it counts ("2 act"),
// and an act before its scene.
func inOrder(words []string) []string {
	place, record := words, []string(nil)
	for i, w := range words {
		if of[w] && i > 0 && slices.ContainsFunc(words[:i], isPlaceWord) && !slices.ContainsFunc(words[i:], isPlaceWord) {
			place, record = words[:i], words[i+1:]
			break
		}
	}
	place = slices.DeleteFunc(slices.Clone(place), func(w string) bool { return of[w] || w == "the" })
	for i := range place {
		if _, err := strconv.Atoi(place[i]); err == nil && i+1 < len(place) && isPlaceWord(place[i+1]) && (i == 0 || !isPlaceWord(place[i-1])) {
			place[i], place[i+1] = place[i+1], place[i]
		}
		if name := placeWords[strings.Trim(place[i], ".")]; name != "" {
			place[i] = name
		}
	}
	scene, act := slices.Index(place, "scene"), slices.Index(place, "act")
	if scene >= 0 && scene < act {
		place = slices.Concat(place[:scene], place[act:], place[scene:act])
	}
	return append(slices.Clone(record), place...)
}

var spokenTime = regexp.MustCompile(`^(.*?)(\d{1,3}) (?:minutes?|minuten?|minutos?|минут[аыу]?|min)(?: (?:and |und |et |y |и )?(\d{1,2}) (?:seconds?|sekunden?|secondes?|segundos?|секунд[аыу]?|s))?$`)

// countedMinute is "minute 18".
var countedMinute = regexp.MustCompile(`^(?:minute|minuto|минута|минуте) (\d{1,3})$`)

// minutes returns a time in words as a clock shows it: "4:06" of "4 minutes 6 seconds",
// "" if text is none.
func minutes(text string) string {
	if m := countedMinute.FindStringSubmatch(text); m != nil {
		return m[1] + ":00"
	}
	m := spokenTime.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	whole, _ := strconv.Atoi(m[2])
	rest, _ := strconv.Atoi(m[3])
	return fmt.Sprintf("%s%d:%02d", m[1], whole, rest)
}
