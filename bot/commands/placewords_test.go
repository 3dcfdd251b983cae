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
		{"en", "a2 s2", "act 2 scene 2"},
		{"en", "macbeth a1, sc. 7", "macbeth act 1 scene 7"},
		{"en", "what was said at 12.40", "12:40"},
		{"de", "um 12.40 Uhr", "12:40"},
		{"fr", "à 12h40", "12:40"},
		{"en", "between 12:35 and 12:36", "12:35"},
		{"de", "zwischen 12:35 und 12:36", "12:35"},
		{"es", "entre las 12:35 y las 12:36", "12:35"},
		{"ru", "между 12:35 и 12:36", "12:35"},
		{"en", "minute 18", "18:00"},
		{"en", "number 5", "turn 5"},
		{"de", "Zeile 25", "line 25"},
		{"ru", "строка 25", "line 25"},
		{"en", "turn 5 of debate", "debate turn 5"},
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
