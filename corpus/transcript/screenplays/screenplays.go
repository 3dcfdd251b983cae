// Package screenplays reads plays for the screen: as they are typed, with names
// and dialogue set in, and in Fountain, which is the same with a few marks. What
// is seen, how it is cut and where it takes place is the writer's, and nobody's
// words.
package screenplays

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// Layouts are those of plays for the screen.
var Layouts = []draft.Layout{{Name: "screenplay", Read: read}}

// An element is what a line of a screenplay is.
type element uint8

const (
	action     element = iota // what is seen; also how it is cut, and lines that a mark makes so
	scene                     // INT. STATION - NIGHT
	cue                       // who speaks next
	manner                    // (panting)
	dialogue                  // what is said
	title                     // of the page of the title
	comment                   // notes of the writer, and outlines
	continuing                // (MORE), CONTINUED:, numbers of pages
)

// The least that makes a screenplay.
const (
	fewScenes = 1
	fewCues   = 2
)

func read(f *page.File, h draft.Hint) (*draft.Draft, error) {
	if f.Text == nil || len(f.Text.Tables) > 0 {
		return nil, nil
	}
	elements, scenes, cues := parse(f.Text)
	if scenes < fewScenes || cues < fewCues || (scenes+cues)*30 < len(f.Text.Lines) {
		return nil, nil
	}
	return write(f.Text, elements, h), nil
}

// parse says what each line is, and how many scenes and cues there are.
func parse(text *page.Text) (elements []element, scenes, cues int) {
	elements = make([]element, len(text.Lines))
	first := -1 // the first scene
	for i := range text.Lines {
		if words := text.At(&text.Lines[i]); isScene(words) && (i == 0 || text.Lines[i].Blanks > 0 || text.Lines[i].Feed) {
			elements[i] = scene
			if scenes++; first < 0 {
				first = i
			}
		}
	}
	if scenes < fewScenes {
		return elements, 0, 0
	}
	returns := make(map[string]int)
	for i := range text.Lines {
		if name, ok := cueAt(text, i); ok {
			returns[name]++
		}
	}
	speaking, boneyard := false, false
	for i := range text.Lines {
		l := &text.Lines[i]
		words := text.At(l)
		parted := l.Blanks > 0 && l.Empty || l.Feed
		if boneyard || strings.HasPrefix(words, "/*") {
			elements[i], boneyard = comment, !strings.HasSuffix(words, "*/")
			speaking = false
			continue
		}
		name, isCue := cueAt(text, i)
		// Before the first scene, a line in capitals is the title or a heading.
		isCue = isCue && (i > first || returns[name] > 1)
		switch {
		case elements[i] == scene:
			speaking = false
		case isContinuing(words):
			elements[i] = continuing
		case isCue:
			elements[i], speaking = cue, true
			cues++
		case isNote(words):
			elements[i] = comment
		case speaking && !parted && words[0] == '(':
			elements[i] = manner
		case speaking && !parted && !opensManner(text, elements, i):
			elements[i] = dialogue
		case speaking && !parted:
			elements[i] = manner
		case i < first && !isTransition(words):
			elements[i], speaking = title, false
		default:
			speaking = false
		}
	}
	return elements, scenes, cues
}

// opensManner reports whether a bracket that was opened on a line above, for how
// something is said, has not been closed.
func opensManner(text *page.Text, elements []element, i int) bool {
	const longest = 4
	for n := i - 1; n >= max(0, i-longest) && elements[n] == manner; n-- {
		words := text.At(&text.Lines[n])
		if strings.HasSuffix(words, ")") {
			return false
		}
		if words[0] == '(' {
			return true
		}
	}
	return false
}

// sceneStarts begin the headings of scenes.
var sceneStarts = []string{"INT.", "EXT.", "INT ", "EXT ", "EST.", "EST ", "INT/EXT", "INT./EXT", "EXT/INT", "EXT./INT", "I/E.", "I/E ", "INNEN", "AUSSEN", "AUßEN", "INTÉRIEUR", "EXTÉRIEUR"}

// sceneNumbers are what the numbers of scenes are written with, and what parts them
// from the heading.
const sceneNumbers = "0123456789ABC. \t"

// isScene reports whether a line is the heading of a scene.
func isScene(words string) bool {
	if len(words) > 2 && words[0] == '.' && words[1] != '.' {
		return true // Fountain's mark
	}
	bare := words
	if strings.IndexByte(sceneNumbers, words[0]) >= 0 {
		bare = strings.TrimLeft(words, sceneNumbers)
	}
	for _, candidate := range []string{words, bare} {
		if len(candidate) < 2 || strings.IndexByte("IEAiea", candidate[0]) < 0 || strings.IndexByte("NXSUnxsu/", candidate[1]) < 0 {
			continue
		}
		upper := strings.ToUpper(candidate[:min(len(candidate), 12)])
		for _, start := range sceneStarts {
			if strings.HasPrefix(upper, start) && hasCapitals(candidate) {
				return true
			}
		}
	}
	return false
}

// hasCapitals reports whether most letters of a heading are capitals.
func hasCapitals(words string) bool {
	upper, lower := 0, 0
	for _, r := range words {
		if unicode.IsUpper(r) {
			upper++
		} else if unicode.IsLower(r) {
			lower++
		}
	}
	return upper > lower
}

// maxCue is the longest line that names who speaks, in bytes.
const maxCue = 60

// cueAt returns who speaks below line i, if the line says so: it stands alone,
// in capitals, right above words.
func cueAt(text *page.Text, i int) (name string, ok bool) {
	l := &text.Lines[i]
	if i+1 >= len(text.Lines) || text.Lines[i+1].Blanks > 0 && text.Lines[i+1].Empty || i > 0 && l.Blanks == 0 && !l.Feed && !l.Cut {
		return "", false
	}
	words := strings.TrimSpace(strings.TrimSuffix(text.At(l), "^"))
	if words == "" || len(words) > maxCue || isScene(words) || isTransition(words) || isContinuing(words) || isNote(words) || words[0] == '(' || words[0] == '!' || words[0] == '>' {
		return "", false
	}
	forced := strings.HasPrefix(words, "@")
	name = strings.TrimPrefix(words, "@")
	for strings.HasSuffix(name, ")") {
		open := strings.LastIndexByte(name, '(')
		if open <= 0 {
			return "", false
		}
		name = strings.TrimSpace(name[:open])
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	switch {
	case !page.HasLetter(name):
		return "", false
	case forced:
		return name, true
	case strings.ContainsRune(".!?:;,-–—", last) && !strings.HasSuffix(name, "JR.") && !strings.HasSuffix(name, "SR."):
		return "", false
	case strings.ToUpper(name) != name || strings.ToLower(name) == name || isShot(name):
		return "", false
	}
	return name, true
}

// shots begin or end lines in capitals that name nobody.
var shots = []string{"MONTAGE", "INTERCUT", "LATER", "INSERT", "FLASHBACK", "THE END", "END OF", "BEGIN ", "CREDITS", "CUT ", "CLOSE ", "ANGLE ", "TITLE", "SUPER", "CHYRON", "FADE ", "SERIES OF SHOTS", "POV", "BACK TO", "ACT ", "MOMENTS LATER"}

func isShot(name string) bool {
	for _, s := range shots {
		if strings.HasPrefix(name, s) {
			return true
		}
	}
	return strings.HasSuffix(name, " LATER") || strings.HasSuffix(name, " POV")
}

// isTransition reports whether a line says how a scene ends: "CUT TO:".
func isTransition(words string) bool {
	return strings.HasSuffix(words, "TO:") && strings.ToUpper(words) == words || strings.HasPrefix(words, "FADE ") || strings.HasPrefix(words, "> ")
}

// isContinuing reports whether a line only says that a page or a speech goes on,
// or which page it is.
func isContinuing(words string) bool {
	bare := strings.Trim(words, "() .:-–0123456789")
	switch strings.ToUpper(bare) {
	case "":
		return page.HasLetter(words)
	case "MORE", "CONTINUED", "CONT'D", "CONT’D", "CONT":
		return true
	}
	return false
}

// isNote reports whether a line is for whoever works on the play: a note, or an
// outline in Fountain.
func isNote(words string) bool {
	return strings.HasPrefix(words, "[[") && strings.HasSuffix(words, "]]") || strings.HasPrefix(words, "= ") || words[0] == '#'
}
