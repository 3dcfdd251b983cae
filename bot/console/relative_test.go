package console

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"rapporteur/bot"
)

// TestRelative draws times that are so far off.
func TestRelative(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, test := range []struct {
			off  time.Duration
			want string
		}{
			{20 * time.Second, "in one minute"},
			{42 * time.Minute, "in 42 minutes"},
			{59*time.Minute + 50*time.Second, "in one hour"},
			{23*time.Hour + 50*time.Minute, "in one day"},
			{60 * time.Hour, "in 3 days"},
		} {
			tag := fmt.Sprintf("<t:%d:R>", time.Now().Add(test.off).Unix())
			if got := relative(bot.LanguageOf(bot.English), "Next: "+tag+"."); got != "Next: "+test.want+"." {
				t.Errorf("%v: %q, want %q", test.off, got, test.want)
			}
		}
		passed := fmt.Sprintf("<t:%d:R> <t:%d:F>", time.Now().Add(-time.Hour).Unix(), time.Now().Add(time.Hour).Unix())
		if got := relative(nil, passed); got != passed {
			t.Errorf("%q becomes %q", passed, got)
		}
	})
}
