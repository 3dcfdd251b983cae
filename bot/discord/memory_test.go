package discord

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"testing"
)

// However many interactions have come, by however many users, what is kept of
// them does not grow. A million of them come with RAPPORTEUR_TEST_FULL=1.
func TestMemoryIsFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	total := 40_000
	if os.Getenv("RAPPORTEUR_TEST_FULL") != "" {
		total = 1_000_000
	}
	var s sink
	w := wireTo(t, &s, io.Discard)
	w.log = slog.New(slog.DiscardHandler)
	w.seen = newSeen(mostSeen)
	const form = `{"id":"%d","application_id":"2","token":"aW50","version":1,"channel_id":"3","guild_id":"%d","member":{"user":{"id":"%d"},"permissions":"0"},` +
		`"type":%d,"data":{"id":"9","name":"quote","type":1,"options":[{"name":"text","type":3,"value":"letters of support","focused":true}]}}`
	used := func() int {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	var first int
	for n := range total {
		kind := 4
		if n%11 == 0 {
			kind = 2
		}
		w.whole(json.RawMessage(fmt.Sprintf(form, 1_000_000+n, 10_000+n%10_000, 100_000+n*7919%100_000, kind)))
		s.callbacks = nil
		if n == total/5 {
			first = used()
		}
	}
	last := used()
	runtime.KeepAlive(w)
	t.Logf("%d KiB after a fifth of %d interactions, %d KiB after all", first>>10, total, last>>10)
	if last > first+first/20 {
		t.Errorf("what is kept grew from %d to %d KiB", first>>10, last>>10)
	}
}
