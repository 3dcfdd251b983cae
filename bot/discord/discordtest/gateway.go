package discordtest

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// gatewayPath is where GET /gateway says that the gateway is. discordgo adds a
// slash to it.
const gatewayPath = "/gateway-socket/"

// HeartbeatInterval is what the gateway asks for.
const HeartbeatInterval = 41250 * time.Millisecond

// A Greeting is how the gateway treats a new connection.
type Greeting int

// Greetings.
const (
	Welcome        Greeting = iota // as Discord does
	Silence                        // nothing comes, not even a hello
	HelloOnly                      // a hello, and nothing after it
	EarlyReconnect                 // opcode 7 in place of a hello
	LateReconnect                  // opcode 7 in place of READY
	InvalidSession                 // opcode 9 in place of READY
	Nonsense                       // "null" in place of a hello
	NoHeartbeat                    // a hello that asks for a heartbeat every 0 ms
	Refuse                         // the code of [Server.Greet] in place of READY
)

// gateway is the state of the gateway. It is guarded by the server's lock.
type gateway struct {
	greetings  []greeting // of the next connections; then Welcome
	open       []*connection
	identifies []json.RawMessage
	codes      []int // with which connections were closed by the bot
	silent     bool
	sequence   int
}

type greeting struct {
	Greeting
	code int
}

// A connection is one of the gateway's.
type connection struct {
	socket *websocket.Conn
	out    chan any
	gone   chan struct{}
	ready  bool
}

// Greet orders how the next connections are treated. code is for Refuse.
func (s *Server) Greet(code int, greetings ...Greeting) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range greetings {
		s.gateway.greetings = append(s.gateway.greetings, greeting{g, code})
	}
}

// Identifies returns the payloads by which connections have identified.
func (s *Server) Identifies() []json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gateway.identifies)
}

// Closed returns the codes with which the bot has closed connections.
func (s *Server) Closed() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gateway.codes)
}

// WaitReady waits until the nth session, n from 1, was ready and one still is.
func (s *Server) WaitReady(t testing.TB, n int) {
	t.Helper()
	s.Wait(t, "the gateway to be ready", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.gateway.identifies) >= n && slices.ContainsFunc(s.gateway.open, func(c *connection) bool { return c.ready })
	})
}

// Dispatch sends an event to all sessions that are ready.
func (s *Server) Dispatch(event string, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dispatch(event, data)
}

// dispatch does it. s.mu is held.
func (s *Server) dispatch(event string, data any) {
	for _, c := range s.gateway.open {
		if c.ready {
			s.dispatchTo(c, event, data)
		}
	}
}

// dispatchTo sends an event to one session. s.mu is held, and data encoded
// while it is.
func (s *Server) dispatchTo(c *connection, event string, data any) {
	encoded, err := json.Marshal(data)
	if err != nil {
		panic("discordtest: " + err.Error())
	}
	s.gateway.sequence++
	c.send(map[string]any{"op": 0, "t": event, "s": s.gateway.sequence, "d": json.RawMessage(encoded)})
}

// Reconnect asks all sessions to connect anew.
func (s *Server) Reconnect() { s.sendAll(map[string]any{"op": 7, "d": nil}) }

// Invalidate ends all sessions.
func (s *Server) Invalidate() { s.sendAll(map[string]any{"op": 9, "d": false}) }

// CloseGateway closes all connections with a code.
func (s *Server) CloseGateway(code int, text string) {
	s.sendAll(&websocket.CloseError{Code: code, Text: text})
}

// SilenceGateway leaves everything unanswered from now on, heartbeats too, on
// the connections that are open.
func (s *Server) SilenceGateway() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.silent = true
}

// DropGateway cuts all connections.
func (s *Server) DropGateway() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.gateway.open {
		c.socket.NetConn().Close()
	}
}

func (s *Server) sendAll(message any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.gateway.open {
		c.send(message)
	}
}

func (c *connection) send(message any) {
	select {
	case c.out <- message:
	case <-c.gone:
	}
}

// write sends what is to be sent until the connection is gone.
func (c *connection) write() {
	for {
		select {
		case <-c.gone:
			return
		case message := <-c.out:
			if closing, ok := message.(*websocket.CloseError); ok {
				c.socket.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(closing.Code, closing.Text), time.Now().Add(time.Second))
				continue
			}
			c.socket.WriteJSON(message)
		}
	}
}

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{}
	socket, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer socket.Close()
	// A close is not answered, but the connection left for the bot to cut.
	// discordgo keeps its lock for a second after sending one, and a goroutine
	// that it wakes up to wait for that lock stops the clock of a bubble.
	socket.SetCloseHandler(func(int, string) error { return nil })
	defer io.Copy(io.Discard, socket.NetConn())
	c := &connection{socket: socket, out: make(chan any, 1024), gone: make(chan struct{})}
	go c.write()
	greeting := s.join(c)
	defer s.leave(c)

	switch greeting.Greeting {
	case Silence:
	case EarlyReconnect:
		c.send(map[string]any{"op": 7, "d": nil})
	case Nonsense:
		c.send(nil)
	case NoHeartbeat:
		c.send(hello(0))
	default:
		c.send(hello(HeartbeatInterval))
	}
	for {
		_, payload, err := socket.ReadMessage()
		if closed, ok := err.(*websocket.CloseError); ok {
			s.closedWith(closed.Code)
		}
		if err != nil {
			return
		}
		var message struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if len(payload) > 4096 || json.Unmarshal(payload, &message) != nil {
			c.send(&websocket.CloseError{Code: 4002, Text: "Decode error."})
			continue
		}
		s.receive(c, greeting, message.Op, message.D)
	}
}

func hello(interval time.Duration) any {
	return map[string]any{"op": 10, "d": map[string]any{"heartbeat_interval": interval.Milliseconds()}}
}

func (s *Server) join(c *connection) greeting {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change()
	s.gateway.open = append(s.gateway.open, c)
	s.gateway.silent = false
	if len(s.gateway.greetings) == 0 {
		return greeting{}
	}
	next := s.gateway.greetings[0]
	s.gateway.greetings = s.gateway.greetings[1:]
	return next
}

func (s *Server) leave(c *connection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change()
	close(c.gone)
	s.gateway.open = slices.DeleteFunc(s.gateway.open, func(o *connection) bool { return o == c })
}

func (s *Server) closedWith(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change()
	s.gateway.codes = append(s.gateway.codes, code)
}

// privileged are the intents that Discord gives only on request: members,
// presences and the content of messages.
const privileged = 1<<1 | 1<<8 | 1<<15

// receive takes a message of the bot's.
func (s *Server) receive(c *connection, greeting greeting, op int, data json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change()
	switch op {
	case 1:
		if !s.gateway.silent && greeting.Greeting != HelloOnly && greeting.Greeting != Silence {
			c.send(map[string]any{"op": 11})
		}
	case 2:
		var identify struct {
			Token   string `json:"token"`
			Intents *int   `json:"intents"`
		}
		json.Unmarshal(data, &identify)
		s.gateway.identifies = append(s.gateway.identifies, data)
		switch {
		case identify.Token != "Bot "+Token && identify.Token != Token:
			c.send(&websocket.CloseError{Code: 4004, Text: "Authentication failed."})
		case identify.Intents == nil || *identify.Intents >= 1<<26 || *identify.Intents < 0:
			c.send(&websocket.CloseError{Code: 4013, Text: "Invalid intent(s)."})
		case *identify.Intents&privileged != 0:
			c.send(&websocket.CloseError{Code: 4014, Text: "Disallowed intent(s)."})
		case c.ready:
			c.send(&websocket.CloseError{Code: 4005, Text: "Already authenticated."})
		default:
			s.greet(c, greeting)
		}
	case 6:
		c.send(map[string]any{"op": 9, "d": false}) // no session is kept
	default:
		c.send(&websocket.CloseError{Code: 4001, Text: "Unknown opcode."})
	}
}

// greet answers an identification. s.mu is held.
func (s *Server) greet(c *connection, greeting greeting) {
	switch greeting.Greeting {
	case Welcome:
		guilds := []any{}
		for _, g := range s.world.guilds {
			guilds = append(guilds, map[string]any{"id": g.ID, "unavailable": true})
		}
		s.dispatchTo(c, "READY", map[string]any{
			"v": 9, "user": self, "guilds": guilds, "session_id": s.id(), "application": map[string]any{"id": ApplicationID, "flags": 0},
		})
		c.ready = true
		for _, g := range s.world.guilds {
			s.dispatchTo(c, "GUILD_CREATE", g)
		}
	case LateReconnect:
		c.send(map[string]any{"op": 7, "d": nil})
	case InvalidSession:
		c.send(map[string]any{"op": 9, "d": false})
	case Refuse:
		c.send(&websocket.CloseError{Code: greeting.code, Text: "Refused."})
	}
}
