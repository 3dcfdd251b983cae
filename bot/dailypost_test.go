package bot

import (
	"strings"
	"testing"
)

// TestAlarmSaysWhatRests tells of a failure after which the schedule rests, and of
// one after which it goes on.
func TestAlarmSaysWhatRests(t *testing.T) {
	d := Delivery{Channel: "40", Day: 20520, State: Failed, Why: "The channel is gone."}
	for paused, want := range map[Reason]bool{"The channel is gone.": true, "": false} {
		alarm, err := ComposeAlarm(Schedule{Paused: paused}, d)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(alarm), "The schedule is paused"); got != want {
			t.Errorf("paused %q: %s", paused, alarm)
		}
	}
}
