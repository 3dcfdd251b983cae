package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// Shares of lines that begin with a capital letter. In German prose one in
// three does.
const (
	verseDocument  = 0.75 // from here on all is verse
	mixedDocument  = 0.45 // from here on most lines of a paragraph say what it is
	verseParagraph = 0.6
	fewLines       = 4
	verseLines     = 4 // so many lines in a row that all begin so are verse anywhere
)

// verseShare returns how many of the wrapped lines that are no labels begin
// with a capital letter: nearly all lines of verse do, those of prose by chance.
func verseShare(s *page.Sheet, cues []cue) float64 {
	caps, all := 0, 0
	for i := range s.Lines {
		if len(cues) > 0 && cues[0].line <= i {
			// Below a label on its own line any text begins with a capital.
			if !cues[0].label.Alone || cues[0].line < i {
				cues = cues[1:]
			}
			continue
		}
		if s.Lines[i].Gap == page.Wrapped {
			all++
			if beginsWithCapital(s.At(i)) {
				caps++
			}
		}
	}
	if all < fewLines {
		return 0 // too few to tell
	}
	return float64(caps) / float64(all)
}

// isVerse reports whether the lines of a paragraph are lines of verse in a text
// of the given verseShare.
func isVerse(s *page.Sheet, from, to int, share float64) bool {
	if share >= verseDocument {
		return true
	}
	caps, all := 0, to-from-1
	for i := from + 1; i < to; i++ {
		if beginsWithCapital(s.At(i)) {
			caps++
		}
	}
	if share >= mixedDocument {
		return float64(caps) >= verseParagraph*float64(all)
	}
	return caps == all && all >= verseLines
}

func beginsWithCapital(text string) bool {
	first, size := utf8.DecodeRuneInString(text)
	if first < utf8.RuneSelf && !unicode.IsLetter(first) {
		first, _ = utf8.DecodeRuneInString(strings.TrimLeft(text[size:], "\"'([_-"))
	}
	return unicode.IsUpper(first)
}
