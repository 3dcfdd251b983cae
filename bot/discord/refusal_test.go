package discord

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"rapporteur/bot"
)

// Whatever Discord says is wrong with a body, a bounded part of it is told, and
// finding that takes a bounded amount of memory.
func TestRefusals(t *testing.T) {
	tree := func(levels int, name string) string {
		return fmt.Sprintf(`{"code":50035,"message":"Invalid Form Body","errors":%s%s%s}`,
			strings.Repeat(`{"`+name+`":`, levels), `{"_errors":[{"code":"BASE_TYPE_REQUIRED"}]}`, strings.Repeat("}", levels))
	}
	for name, test := range map[string]struct {
		status int
		body   string
		says   string
	}{
		"a fault":              {400, tree(3, "a"), "Invalid Form Body; a.a.a BASE_TYPE_REQUIRED"},
		"a deep fault":         {400, tree(8000, "a"), "Invalid Form Body"},
		"a long name":          {400, tree(1, strings.Repeat("a", 60_000)), "BASE_TYPE_REQUIRED"},
		"too deep to be read":  {400, tree(20_000, "a"), "not Discord's"},
		"a refused token":      {401, `{"code":0,"message":"401: Unauthorized"}`, "the token is refused"},
		"a proxy's 401":        {401, "<html>Sign in</html>", "not Discord's"},
		"an empty 401":         {401, "", "not Discord's"},
		"a token that ran out": {401, `{"code":50027,"message":"Invalid Webhook Token"}`, "Invalid Webhook Token"},
		"a list":               {500, "[]", "not Discord's"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var e *bot.RequestError = refusal(test.status, []byte(test.body))
		runtime.ReadMemStats(&after)
		if said := e.Error(); !strings.Contains(said, test.says) || len(said) > 700 {
			t.Errorf("%s: it says %.800q, want %q", name, said, test.says)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 16<<20 {
			t.Errorf("%s: %d MiB are taken", name, took>>20)
		}
	}
}
