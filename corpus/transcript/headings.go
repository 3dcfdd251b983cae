package transcript

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isSceneHeading reports whether text is the heading of an act, a scene or a
// section, or the end of the play.
func isSceneHeading(text string) bool {
	if len(text) == 0 || len(text) > maxLabelBytes {
		return false
	}
	if text[0] == '#' {
		return true // of Markdown
	}
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(first) {
		return false
	}
	word, rest, _ := strings.Cut(text, " ")
	word = strings.ToLower(strings.TrimRight(word, ".:"))
	if second := strings.ToLower(strings.Trim(rest, ".:")); ordinals[word] && sceneWords[second] {
		return true // "Zweite Szene."
	}
	if sceneWords[word] {
		rest, _, _ = strings.Cut(rest, " ")
		rest = strings.ToLower(strings.Trim(rest, ".:,"))
		return rest == "" || isRoman(rest) || isNumber(rest) || ordinals[rest] || isCaps(text)
	}
	if !isCaps(text) {
		return false
	}
	_, last, _ := cutLast(strings.ToLower(strings.TrimRight(text, ".:")), " ")
	return sceneWords[last] && strings.Count(text, " ") <= 2 || rest == "" && isRoman(word) || isEnding(text)
}

// isEnding reports whether a line in capitals says that the text ends.
func isEnding(text string) bool {
	for _, ending := range []string{"THE END", "END OF ", "FIN DE", "FIN DU ", "ENDE DES "} {
		if strings.HasPrefix(text, ending) {
			return true
		}
	}
	return endings[strings.Trim(text, ".*_ ")]
}

var endings = wordSet(`END FIN ENDE FINIS FINE SLUT TEPPE CURTAIN RIDEAU VORHANG КОНЕЦ ЗАНАВЕС`)

var sceneWords = wordSet(`act scene scena szene acte atto akt aufzug auftritt scène acto escena jornada cena ato
	действие явление сцена картина actus scoena scaena bedrijf tooneel kohtaus näytös felvonás jelenet`)

var ordinals = wordSet(`first second third fourth fifth sixth seventh eighth ninth tenth last
	premier première second seconde deuxième troisième quatrième cinquième sixième dernier dernière
	erster zweiter dritter vierter fünfter sechster siebter siebenter achter neunter zehnter letzter
	erste zweite dritte vierte fünfte sechste siebte siebente achte neunte zehnte letzte
	første anden andet tredje fjerde femte första andra tredje fjärde femte
	primera segunda tercera primero segundo tercero prima seconda terza primo secondo terzo
	первое второе третье четвертое четвёртое пятое шестое первая вторая третья четвертая четвёртая`)

// isTitleLine reports whether line i is a paragraph of its own in capitals, the
// title of what follows: "STATEMENT OF EVE FROST".
func isTitleLine(d *document, i int) bool {
	text := d.lines[i].text
	alone := d.lines[i].gap >= paragraph && (i+1 == len(d.lines) || d.lines[i+1].gap >= indented)
	return alone && isCaps(text) && strings.Contains(text, " ") && !strings.ContainsAny(text[len(text)-1:], ".!?")
}

// isHeadingWithin reports whether line i is a heading in capitals that only its
// indent parts from the lines around it.
func isHeadingWithin(lines []line, i int) bool {
	l := &lines[i]
	return i > 0 && l.blanks == 0 && isCentred(l) && isCaps(l.text) && strings.Contains(l.text, " ") &&
		!endsSentence(l.text) && len(l.text) >= 8 &&
		(l.indent >= lines[i-1].indent+4 || i > 1 && isHeadingWithin(lines, i-1))
}

// untilHeading returns the lines of a paragraph before a heading within it.
func untilHeading(par []line) []line {
	for i := 1; i < len(par); i++ {
		if isHeadingWithin(par, i) {
			return par[:i]
		}
	}
	return par
}

// isTitleCase reports whether a line can be a title that has no more than its
// words to show it: "Middle East".
func isTitleCase(text string) bool {
	return strings.Count(text, " ") < 6 && !strings.ContainsAny(text[len(text)-1:], ".,;:!?-)]\"'*_") && !unicode.IsDigit(rune(text[0])) &&
		allNameWords(text) && looksLikeName(text)
}

// isCentred reports whether l is set in so far that it can only be a heading.
func isCentred(l *line) bool { return l.indent > maxFirstLineIndent }

// entrances are what directions without brackets begin with.
var entrances = []string{"Enter ", "Re-enter ", "Reenter ", "Exit", "Exeunt", "Manet ", "Manent ", "Alarum", "Flourish", "Sennet"}

// isEntrance reports whether a paragraph of a play says who comes and goes.
func isEntrance(par []line) bool {
	if len(par) > 3 {
		return false
	}
	for _, e := range entrances {
		if strings.HasPrefix(par[0].text, e) {
			return true
		}
	}
	return false
}

// isPlay reports whether the document has scenes.
func (d *document) isPlay() bool {
	return slices.ContainsFunc(d.lines, func(l line) bool { return isSceneHeading(l.text) && l.text[0] != '#' })
}

// isFurniture reports whether a line only arranges the page: a rule, or what
// Markdown's processors read.
func isFurniture(text string) bool {
	if text[0] == '_' {
		key, _, ok := strings.Cut(text[1:], ":")
		return ok && key != "" && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz") == "" // "_page: 1"
	}
	return isRule(text) || isClassification(text) || strings.HasPrefix(text, "{:") || strings.HasPrefix(text, "<!--")
}

// isClassification reports whether a line only says how secret its page is:
// "SECRET/NODIS/XGDS   2".
func isClassification(text string) bool {
	if text[0] < 'C' || text[0] > 'U' || len(text) > maxLabelBytes {
		return false
	}
	marks := 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '/' || r == ' ' || r == '-' || r == ';' }) {
		switch {
		case classifications[w]:
			marks++
		case !isNumber(w):
			return false
		}
	}
	return marks > 0
}

var classifications = wordSet(`SECRET TOP CONFIDENTIAL UNCLASSIFIED DECLASSIFIED SENSITIVE NODIS EXDIS LIMDIS XGDS GDS
	NOFORN EYES ONLY`)

// maxDirections is how many lines of directions can stand within a speech.
const maxDirections = 64

// isDirection reports whether the whole paragraph stands in brackets, as stage
// directions and the remarks of editors do.
func isDirection(par []line) bool {
	open := strings.TrimLeft(par[0].text, "_*")
	if len(par) > maxDirections {
		return false
	}
	if strings.HasPrefix(open, "（") {
		return strings.Index(joined(par), "）") == len(joined(par))-len("）")
	}
	if open == "" || open[0] != '[' && open[0] != '(' {
		return false
	}
	text := open
	if len(par) > 1 {
		text = strings.TrimLeft(joined(par), "_*")
	}
	end := closing(text, 0)
	return end > 0 && strings.Trim(text[end:], "_*. ") == ""
}
