package discord

import (
	"io"
	"strings"
	"testing"
	"time"
)

// Whatever a packet holds, it ends the connection at most, and what resuming
// would send is of Discord's own form.
func FuzzPacket(f *testing.F) {
	for _, seed := range []string{
		`{"op":10,"d":{"heartbeat_interval":41250}}`, `{"op":0,"t":"READY","s":1,"d":{"session_id":"a","resume_gateway_url":"wss://gateway.discord.gg"}}`,
		`{"op":0,"t":"READY","s":1,"d":{"session_id":"a","resume_gateway_url":"ws://example.org"}}`, `{"op":0,"t":"READY","d":null}`,
		`{"op":0,"t":"GUILD_CREATE","s":2,"d":null}`, `{"op":0,"t":"INTERACTION_CREATE","s":3,"d":` + head + `"type":2,"data":{"id":"9","name":"quote","type":1}}}`,
		`{"op":9,"d":true}`, `{"op":9,"d":"no"}`, `{"op":7}`, `{"op":11}`, `{"op":1}`, `null`, `{"op":null}`, `{"op":1e400}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := decodePacket(data)
		if err != nil {
			return
		}
		var requests sink
		w := wireTo(t, &requests, io.Discard)
		s := &shard{wire: w, log: w.log}
		c := &connection{acks: make(chan struct{}, 1), asks: make(chan struct{}, 1)}
		slow := time.NewTimer(time.Hour)
		defer slow.Stop()
		s.packet(p, c, slow)
		w.finish()
		if address := s.session.address; address != "" && !strings.HasPrefix(address, "wss://") && !strings.HasPrefix(address, "ws://127.") && !strings.HasPrefix(address, "ws://localhost") && !strings.HasPrefix(address, "ws://[::1]") {
			t.Errorf("the token would be sent to %s", address)
		}
		if len(requests.callbacks) > 1 {
			t.Errorf("%d answers", len(requests.callbacks))
		}
	})
}
