package main

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/truth"
)

// A harm is what is done wrongly to some of the turns of a talk.
type harm struct {
	name   string
	share  float64 // of the turns
	label  func(r *rand.Rand, name string) string
	words  func(r *rand.Rand, name, words string) string
	merged bool // a turn begins within the one before
}

// harms are what happens to transcripts on their way: typists err, scanners
// misread, programs lose names and lines run together.
var harms = []harm{
	{name: "none"},
	{name: "none", share: 0},
	{name: "labels lost", label: func(*rand.Rand, string) string { return "" }},
	{name: "labels misread", label: misread},
	{name: "labels in small letters", label: func(_ *rand.Rand, name string) string { return strings.ToLower(name) }},
	{name: "labels with a remark", label: func(r *rand.Rand, name string) string {
		return name + []string{" then said, turning round", " (who had just come in)", " et al.; in answer", " | ", " 12"}[r.IntN(5)]
	}},
	{name: "labels after the words", words: func(_ *rand.Rand, name, words string) string { return words + " " + name + ":" }},
	{name: "turns run together", merged: true},
	{name: "words like a label", words: func(r *rand.Rand, _, words string) string {
		return strings.Replace(words, ". ", []string{". Note: ", ".\nExample: ", ".\nThe reason: ", ".\nYes: "}[r.IntN(4)], 1)
	}},
	{name: "dialogue within", words: func(_ *rand.Rand, _, words string) string {
		return strings.ReplaceAll(strings.ReplaceAll(words, "? ", "?\n- "), "! ", "!\n- ")
	}},
}

// misread returns a name as a scanner reads it, or a typist who hurries types
// it.
func misread(r *rand.Rand, name string) string {
	letters := []rune(name)
	for range 1 + r.IntN(2) {
		i := r.IntN(len(letters))
		switch r.IntN(6) {
		case 0:
			letters = append(letters[:i:i], letters[min(len(letters), i+1):]...)
		case 1:
			letters[i] = []rune("lI10OSBcen;.,")[r.IntN(13)]
		case 2:
			letters = append(letters[:i:i], append([]rune{' '}, letters[i:]...)...)
		case 3:
			letters = append(letters, ';')
		case 4:
			letters[0] = unicode.ToLower(letters[0])
		case 5:
			letters = append(letters[:i:i], append([]rune{letters[i]}, letters[i:]...)...)
		}
		if len(letters) == 0 {
			return "?"
		}
	}
	return string(letters)
}

// next goes to the next turn.
func (w *writer) next() bool {
	w.at++
	return w.at < len(w.turns)
}

// harmed reports whether the turn that is written is among those to which harm
// is done. It says the same however often it is asked.
func (w *writer) harmed() bool {
	return w.at > 0 && w.turns[w.at].Speaker != "" && rand.New(rand.NewPCG(uint64(w.at), uint64(len(w.turns)))).Float64() < w.harm.share
}

// label returns who speaks, as the file says it.
func (w *writer) label() string {
	name := w.turns[w.at].Speaker
	if name == "" || !w.harmed() || w.harm.label == nil {
		return name
	}
	name = w.harm.label(rand.New(rand.NewPCG(uint64(w.at), 7)), name)
	w.turns[w.at].As = append(w.turns[w.at].As, name) // what stands there is no wrong name
	return name
}

// words returns what is said.
func (w *writer) words() string {
	t := w.turns[w.at]
	if w.harmed() && w.harm.words != nil {
		return w.harm.words(w.Rand, t.Speaker, t.Text)
	}
	return t.Text
}

func (w *writer) capitals() {
	turns := make([]truth.Turn, len(w.turns))
	for i, t := range w.turns {
		t.Speaker = strings.ToUpper(t.Speaker)
		turns[i] = t
	}
	w.turns = turns
}

// merge lets turns begin within those before them, in a text.
func (w *writer) merge(text string) string {
	var b strings.Builder
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if i > 1 && strings.TrimSpace(line) != "" && w.Float64() < w.harm.share {
			before := strings.TrimRight(b.String(), "\n")
			b.Reset()
			b.WriteString(before)
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return b.String()
}
