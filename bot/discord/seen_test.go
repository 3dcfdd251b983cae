package discord

import (
	"strconv"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// TestSeenAgain holds that an interaction is known again for a quarter of an hour,
// also once the set in which it was noted is the older one, and that it is then
// forgotten.
func TestSeenAgain(t *testing.T) {
	began := time.Date(2026, 3, 8, 6, 0, 0, 0, time.UTC)
	id := func(n int) *discordgo.Interaction {
		return &discordgo.Interaction{ID: strconv.Itoa(n), Type: discordgo.InteractionApplicationCommand}
	}
	s := newSeen([2]int{asking: 3, typing: 3})
	for n := range 5 { // the fourth finds the younger set full
		if s.again(id(n), began) {
			t.Errorf("%d is known before it came", n)
		}
	}
	if !s.again(id(0), began.Add(time.Minute)) {
		t.Error("what was noted in the older set is not known again")
	}
	s = newSeen([2]int{asking: 100, typing: 100})
	s.again(id(1), began)
	for _, test := range []struct {
		n     int
		after time.Duration
		known bool
	}{
		{2, seenFor - time.Second, false},
		{1, seenFor, true}, // of the older set by now, and noted in the younger
		{2, 2*seenFor - time.Second, true},
		{3, 2 * seenFor, false},
		{4, 3 * seenFor, false},
		{1, 3 * seenFor, false},
	} {
		if known := s.again(id(test.n), began.Add(test.after)); known != test.known {
			t.Errorf("%d after %v: known is %t", test.n, test.after, known)
		}
	}
}
