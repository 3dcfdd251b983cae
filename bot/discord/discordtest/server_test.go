package discordtest_test

import (
	"net"
	"slices"
	"testing"

	"rapporteur/bot/discord/discordtest"
)

// serve serves a server on a loopback address until the test ends.
func serve(t testing.TB, s *discordtest.Server) *discordtest.Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.URL = "http://" + l.Addr().String()
	done := make(chan error)
	go func() { done <- s.Serve(l) }()
	t.Cleanup(func() { l.Close(); <-done })
	return s
}

func TestPings(t *testing.T) {
	c := newCaller(t)
	for allowed, want := range map[string][]string{
		`{"parse":[]}`:                               nil,
		`{"parse":["everyone"]}`:                     {"everyone"},
		`{"parse":["users"]}`:                        {"11"},
		`{"parse":["roles"]}`:                        {"12"},
		`{"parse":[],"roles":["12"]}`:                {"12"},
		`{"parse":[],"roles":["13"]}`:                nil,
		`{"parse":["users","roles","everyone"]}`:     {"11", "12", "everyone"},
		`{"parse":[],"users":["11"],"roles":["12"]}`: {"11", "12"},
	} {
		body := `{"allowed_mentions":` + allowed + `,"content":"<@11> <@&12> @everyone"}`
		if status, answer := c.call("POST", "/channels/"+discordtest.DefaultChannel+"/messages", body); status != 200 {
			t.Fatal(answer)
		}
		messages := c.server.Messages(discordtest.DefaultChannel)
		if got := messages[len(messages)-1].Pings(); !slices.Equal(got, want) {
			t.Errorf("%s pings %v, want %v", allowed, got, want)
		}
	}
}
