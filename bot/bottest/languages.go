package bottest

import (
	"os"
	"testing"
)

// NeedsLanguages skips a test that fails while something is not translated
// yet, unless RAPPORTEUR_TEST_LANGUAGES is set: who adds a message writes it in
// English, and all others at the end.
func NeedsLanguages(t *testing.T) {
	t.Helper()
	if os.Getenv("RAPPORTEUR_TEST_LANGUAGES") == "" {
		t.Skip("set RAPPORTEUR_TEST_LANGUAGES to look for messages that are not translated")
	}
}
