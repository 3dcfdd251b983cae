package discord

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"rapporteur/bot/discord/discordtest"
)

// What the wire adds to an answer, from a signed request to the bytes of the
// response, with a responder that does nothing.
func BenchmarkEndpoint(b *testing.B) {
	server, err := discordtest.New(discordtest.Options{})
	if err != nil {
		b.Fatal(err)
	}
	x, payload := server.Payload(discordtest.Command("quote", discordtest.String("text", "letters of support")))
	var s sink
	w := wireTo(b, &s, io.Discard)
	w.log = slog.New(slog.DiscardHandler)
	e := &endpoint{wire: w, key: discordtest.PublicKey(), unusual: make(chan struct{}, mostUnusual)}
	requests := make([]*http.Request, b.N)
	for n := range requests {
		body := bytes.Replace(payload, []byte(x.ID), fmt.Append(nil, 1_000_000+n), 1)
		requests[n] = discordtest.Signed("http://127.0.0.1/interactions", body, time.Now())
	}
	b.ReportAllocs()
	b.ResetTimer()
	for n := range b.N {
		answer := httptest.NewRecorder()
		if e.ServeHTTP(answer, requests[n]); answer.Code != http.StatusOK {
			b.Fatalf("answered with %d", answer.Code)
		}
	}
}
