package transcript

import (
	"strings"
	"testing"
)

// TestMarked shows what each line of a small file was taken for, and holds that
// no character of the file gives orders to the terminal.
func TestMarked(t *testing.T) {
	const file = "First debate of the class\n\nMarch 3, 2026\n\nA. Baker. We brought the bread\nand the jam.\n\n" +
		"B. Cook. And who \x1b[31mhas brought the salt?\n\nA. Baker. Nobody was asked to bring any.\n\nB. Cook. Then the soup will be thin again.\n"
	r := Read(Source{Name: "debate.txt", Data: []byte(file), Marked: true})
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	var plain, coloured strings.Builder
	if err := r.WriteMarked(&plain, false); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteMarked(&coloured, true); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"M   │ First debate of the class\n", "M   │ March 3, 2026\n", "LT  │ A. Baker. We brought the bread\nT   │ and the jam.\n",
		"LT  │ B. Cook. And who \uFFFD[31mhas brought the salt?\n",
	} {
		if !strings.Contains(plain.String(), want) {
			t.Errorf("%q is not in\n%s", want, plain.String())
		}
	}
	if strings.Contains(plain.String(), "\x1b") || strings.Contains(coloured.String(), "\x1b[31m") {
		t.Error("an escape of the file reaches the terminal")
	}
	if !strings.Contains(coloured.String(), "\x1b[1;32mA. Baker") {
		t.Errorf("no colour in\n%q", coloured.String())
	}
	if unasked := Read(Source{Name: "debate.txt", Data: []byte(file)}); unasked.Text != "" || unasked.Parts != nil {
		t.Error("parts are kept though nobody asked for them")
	}
}
