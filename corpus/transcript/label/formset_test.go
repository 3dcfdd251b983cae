package label

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// cuts are those that FormsOf spares a line.
var cuts = map[Forms]func(string) (Label, bool){
	WithColon: Colon, WithStop: Stop, WithDash: Dashed, WithTab: Tabbed, WithCircle: Circled, InHeading: Heading,
	AloneStop: func(text string) (Label, bool) { return Alone(text, ".") },
	AloneBare: func(text string) (Label, bool) { return Alone(text, "") },
}

// checkForms reports labels that a line has and FormsOf does not know of.
func checkForms(t *testing.T, line string) {
	if line = strings.TrimSpace(line); line == "" {
		return
	}
	forms := FormsOf(line)
	for form, cut := range cuts {
		if found, ok := cut(line); ok && forms&form == 0 {
			t.Errorf("%q has the label %q, but not its form %b among %b", line, found.Name, form, forms)
		}
	}
}

func TestFormsOf(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "kinds", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(strings.ToValidUTF8(string(data), "?"), "\n") {
			checkForms(t, line)
		}
	}
	for _, line := range []string{
		"mr. Brown. I do", "FREDDY [suddenly] Why not?", "ARGANTE.--Ah!", "ARGANTE, en colère. — Ah!", "- Q - Why?", "> **Ann:** yes", "• Ann: yes",
		strings.Repeat("Ab", 100) + ". I do", "[Speaker 1] So", "秘書：各位議員", "Иванов И.И. Спасибо.", "○佐藤次郎君　質問", "Priya - I did", "The SPEAKER—There",
	} {
		checkForms(t, line)
	}
}

// FuzzFormsOf looks for a label whose form FormsOf does not know of.
func FuzzFormsOf(f *testing.F) {
	for _, line := range []string{"Ann: yes", "Mr. Brown. I do", "_Helmer_ (calls out). Is that", "# Ann", "ANNA (CONT'D)"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) { checkForms(t, strings.ToValidUTF8(line, "?")) })
}
