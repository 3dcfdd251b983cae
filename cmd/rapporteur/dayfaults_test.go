package main

import (
	"time"

	"rapporteur/bot/discord/discordtest"
)

const (
	onCallback = "POST /interactions/{interaction_id}/{interaction_token}/callback"
	onEdit     = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	onPost     = "POST /channels/{channel_id}/messages"
)

// ranOut is of an interaction whose answer can no longer be edited, so that it is
// lost by right.
const ranOut = "a token that has run out"

// faults are what befalls the program, one after the other. strike returns what
// ends it. Where an interaction under way would be lost by right, the fault
// comes while nothing is: ask is called after it.
var faults = []struct {
	name   string
	strike func(d *day) (calm func())
}{
	{"a lost connection", resumed((*discordtest.Server).DropGateway)},
	{"reconnect", resumed((*discordtest.Server).Reconnect)},
	{"an invalid connection", resumed(func(s *discordtest.Server) { s.Invalidate(true) })},
	{"an invalid session", ended(func(s *discordtest.Server) { s.Invalidate(false) })},
	{"closed with 4000", resumed(func(s *discordtest.Server) { s.CloseGateway(4000, "Unknown error.") })},
	{"closed with 4009", ended(func(s *discordtest.Server) { s.CloseGateway(4009, "Session timed out.") })},
	{"null", resumed(func(s *discordtest.Server) { s.SendRaw([]byte{0x81, 4, 'n', 'u', 'l', 'l'}) })},
	{"an unknown opcode", resumed(func(s *discordtest.Server) { s.SendRaw([]byte{0x83, 0}) })},
	{"64 bits of length", resumed(func(s *discordtest.Server) {
		s.SendRaw([]byte{0x81, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	})},
	{"empty events", resumed(func(s *discordtest.Server) {
		for _, event := range []string{"GUILD_CREATE", "INTERACTION_CREATE", "READY_SUPPLEMENTAL"} {
			s.Dispatch(event, nil)
		}
	})},
	{"a silent gateway", func(d *day) func() {
		d.server.SilenceGateway()
		time.Sleep(90 * time.Second)
		return func() {}
	}},
	{"a bad greeting", func(d *day) func() {
		d.server.Greet(4000, discordtest.Nonsense, discordtest.Refuse)
		d.server.DropGateway()
		time.Sleep(time.Minute)
		return func() {}
	}},
	{"503 of an answer", failing(discordtest.Fault{On: onCallback, Times: 2, Status: 503})},
	{"an answer cut off", failing(discordtest.Fault{On: onCallback, Times: 2, Done: true, Drop: true})},
	{"an answer cut off before", failing(discordtest.Fault{On: onCallback, Times: 2, Drop: true})},
	{"429 of an answer", failing(discordtest.Fault{On: onCallback, Times: 2, Status: 429, RetryAfter: 300 * time.Millisecond})},
	{"502 of an edit", failing(discordtest.Fault{On: onEdit, Times: 3, Status: 502})},
	{"a slow Discord", failing(discordtest.Fault{On: onCallback, Times: 4, Delay: 600 * time.Millisecond})},
	{ranOut, failing(discordtest.Fault{On: onEdit, Times: 1, Status: 401, Code: 50027, Message: "Invalid Webhook Token"})},
	{"500 of all posts", posting(discordtest.Fault{On: onPost, Times: 3, Status: 500})},
	{"posts cut off", posting(discordtest.Fault{On: onPost, Times: 3, Done: true, Drop: true})},
	{"posts done and 502", posting(discordtest.Fault{On: onPost, Times: 3, Done: true, Status: 502})},
	{"429 of all posts", posting(discordtest.Fault{On: onPost, Times: 2, Status: 429, RetryAfter: 40 * time.Second, Global: true})},
	{"a slow store", func(d *day) func() {
		d.weather.set(800*time.Millisecond, 0)
		return func() { d.weather.set(0, 0) }
	}},
	{"a failing store", func(d *day) func() {
		d.weather.set(50*time.Millisecond, 0.3)
		return func() { d.weather.set(0, 0) }
	}},
	{"a restart", func(d *day) func() {
		if err := d.running[0].end(); err != nil {
			d.t.Errorf("a process ends with %v", err)
		}
		d.running[0] = d.start()
		time.Sleep(20 * time.Second)
		return func() {}
	}},
	{"a restart under load", func(d *day) func() {
		for range 10 {
			d.ask()
		}
		if err := d.running[0].end(); err != nil {
			d.t.Errorf("a process ends with %v", err)
		}
		d.running[0] = d.start()
		return func() {}
	}},
	{"a death", func(d *day) func() {
		d.running[0].die()
		d.running[0] = d.start()
		time.Sleep(20 * time.Second)
		return func() {}
	}},
}

// resumed strikes where the session outlives it: what comes in the gap is answered
// ended it is resumed.
func resumed(strike func(*discordtest.Server)) func(*day) func() {
	return func(d *day) func() {
		d.ask()
		strike(d.server)
		x := d.server.Send(discordtest.Command("quote", discordtest.String("text", "letters of support")))
		d.sent = append(d.sent, x)
		return func() {}
	}
}

// ended strikes while nothing is asked, and waits until it has passed.
func ended(strike func(*discordtest.Server)) func(*day) func() {
	return func(d *day) func() {
		strike(d.server)
		time.Sleep(30 * time.Second)
		return func() {}
	}
}

// failing orders a fault of REST.
func failing(f discordtest.Fault) func(*day) func() {
	return func(d *day) func() {
		d.server.Fail(f)
		return func() { d.server.CalmDown(f.On) }
	}
}

// posting orders one that the next posts meet, whenever they come.
func posting(f discordtest.Fault) func(*day) func() {
	return func(d *day) func() {
		d.server.Fail(f)
		return func() {}
	}
}
