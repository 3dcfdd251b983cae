package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// IsScene reports whether text is the heading of an act, a scene or a
// section, or the end of the play.
func IsScene(text string) bool {
	if len(text) == 0 || len(text) > MaxBytes {
		return false
	}
	if text[0] == '#' {
		return true // of Markdown
	}
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(first) {
		return false
	}
	if IsSlug(text) {
		return true
	}
	word, rest, _ := strings.Cut(text, " ")
	word = strings.TrimRight(word, ".:")
	if ordinals.Holds(word) && sceneWords.Holds(strings.Trim(rest, ".:")) {
		return true // "Zweite Szene."
	}
	if sceneWords.Holds(word) {
		rest, _, _ = strings.Cut(rest, " ")
		rest = strings.ToLower(strings.Trim(rest, ".:,"))
		return rest == "" || IsRoman(rest) || IsNumber(rest) || ordinals.Has(rest) || IsCaps(text)
	}
	if !IsCaps(text) {
		return false
	}
	_, last, _ := cutLast(strings.ToLower(strings.TrimRight(text, ".:")), " ")
	return sceneWords.Has(last) && strings.Count(text, " ") <= 2 || rest == "" && IsRoman(strings.ToLower(word)) || IsEnding(text)
}

// IsSlug reports whether text is the heading of a scene of a screenplay, or
// says how one becomes the next: "INT. STATION - NIGHT", "CUT TO:".
func IsSlug(text string) bool {
	if !IsCaps(text) {
		return false
	}
	for _, place := range []string{"INT. ", "EXT. ", "INT ", "EXT ", "INT./EXT", "EXT./INT", "I/E ", "I/E. ", "EST. "} {
		if strings.HasPrefix(text, place) {
			return true
		}
	}
	for _, change := range []string{" TO:", " IN:", " OUT:"} {
		if strings.HasSuffix(text, change) && strings.Count(text, " ") < 4 {
			return true
		}
	}
	return text == "FADE OUT." || text == "FADE IN." || text == "FADE TO BLACK."
}

// IsEnding reports whether a line in capitals says that the text ends.
func IsEnding(text string) bool {
	for _, ending := range []string{"THE END", "END OF ", "FIN DE", "FIN DU ", "ENDE DES "} {
		if strings.HasPrefix(text, ending) {
			return true
		}
	}
	return endings.Has(strings.Trim(text, ".*_ "))
}

var endings = page.NewWordList(`END FIN ENDE FINIS FINE SLUT TEPPE CURTAIN RIDEAU VORHANG КОНЕЦ ЗАНАВЕС`)

var sceneWords = page.NewWordList(`act scene scena szene acte atto akt aufzug auftritt scène acto escena jornada cena ato
	действие явление сцена картина actus scoena scaena bedrijf tooneel kohtaus näytös felvonás jelenet`)

var ordinals = page.NewWordList(`one two three four five six seven eight nine ten eins zwei drei vier fünf un deux trois quatre cinq uno dos tres cuatro
	first second third fourth fifth sixth seventh eighth ninth tenth last
	premier première second seconde deuxième troisième quatrième cinquième sixième dernier dernière
	erster zweiter dritter vierter fünfter sechster siebter siebenter achter neunter zehnter letzter
	erste zweite dritte vierte fünfte sechste siebte siebente achte neunte zehnte letzte
	første anden andet tredje fjerde femte första andra tredje fjärde femte
	primera segunda tercera primero segundo tercero prima seconda terza primo secondo terzo
	первое второе третье четвертое четвёртое пятое шестое первая вторая третья четвертая четвёртая`)
