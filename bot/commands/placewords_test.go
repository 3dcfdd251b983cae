package commands

import (
	"slices"
	"testing"
)

// TestPlaceForms reads places as people type them, and no line as one.
func TestPlaceForms(t *testing.T) {
	for _, test := range []struct{ language, typed, want string }{
		{"en", "act two scene one", "act 2 scene 1"},
		{"en", "act two, scene one of macbeth", "macbeth act 2 scene 1"},
		{"en", "Hamlet act III scene i", "hamlet act iii scene i"},
		{"en", "hamlet II.ii", "hamlet ii.ii"},
		{"en", "page four", "page 4"},
		{"en", "turn thirty-three", "turn 33"},
		{"en", "the second scene of act three", "act 3 scene 2"},
		{"en", "at four minutes six seconds", "4:06"},
		{"en", "at 12 minutes", "12:00"},
		{"de", "Seite vier", "page 4"},
		{"de", "dritter Akt, zweite Szene", "act 3 scene 2"},
		{"fr", "acte deux scène trois", "act 2 scene 3"},
		{"es", "página doce", "page 12"},
		{"ru", "страница двенадцать", "page 12"},
		{"en", "two souls and one heart", ""},
		{"en", "seven", ""},
		{"en", `"act two scene one"`, ""},
	} {
		forms := placeForms(test.language, test.typed)
		if test.want == "" && len(forms) > 0 || test.want != "" && !slices.Contains(forms, test.want) {
			t.Errorf("%q is read as %q, want %q", test.typed, forms, test.want)
		}
	}
}
