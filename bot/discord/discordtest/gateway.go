package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// Where the gateway is: as GET /gateway/bot says, and where sessions are to be
// resumed.
const (
	gatewayPath = "/gateway-socket/"
	resumePath  = "/gateway-resume/"
)

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
	LongHello                      // a hello of some KiB
	Endless                        // the response that opens the WebSocket never ends
)

// gateway is the state of the gateway. It is guarded by the server's lock.
type gateway struct {
	greetings  []greeting // of the next connections; then Welcome
	open       []*connection
	sessions   []*session
	identifies []json.RawMessage
	identified []time.Time
	resumes    []Resume
	codes      []int // with which connections were closed by the bot
	silent     bool
	address    *any // what READY says of where to resume, nil for the truth

	shards, concurrency int
	remaining           int // identifications, below 0 for any number
	reset               time.Time
}

// A Resume is how the bot has asked for a session again.
type Resume struct {
	Session  string
	Sequence int
	Path     string // where
}

type greeting struct {
	Greeting
	code int
}

// Greet orders how the next connections are treated. code is for Refuse.
func (s *Server) Greet(code int, greetings ...Greeting) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range greetings {
		s.gateway.greetings = append(s.gateway.greetings, greeting{g, code})
	}
}

// ResumeAt sets what the next sessions are told of where to resume them.
func (s *Server) ResumeAt(address any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.address = &address
}

// Identifies returns the payloads by which connections have identified.
func (s *Server) Identifies() []json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gateway.identifies)
}

// Identified returns when that was.
func (s *Server) Identified() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gateway.identified)
}

// Resumes returns how connections have asked for a session again.
func (s *Server) Resumes() []Resume {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gateway.resumes)
}

// LimitSessions sets what GET /gateway/bot says: how many shards are
// recommended, how many may identify at once, and how many times more, until
// reset has passed. The bot is not stopped from exceeding it.
func (s *Server) LimitSessions(shards, concurrency, remaining int, reset time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &s.gateway
	g.shards, g.concurrency, g.remaining, g.reset = shards, concurrency, remaining, s.options.Now().Add(reset)
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
		return len(s.gateway.identifies) >= n && slices.ContainsFunc(s.gateway.open, func(c *connection) bool { return c.session != nil })
	})
}

// Reconnect asks all sessions to connect again.
func (s *Server) Reconnect() { s.sendAll(map[string]any{"op": 7, "d": nil}) }

// Invalidate ends all sessions or, if they are resumable, only the connections.
func (s *Server) Invalidate(resumable bool) {
	s.sendAll(map[string]any{"op": 9, "d": resumable})
	if !resumable {
		s.ForgetSessions()
	}
}

// ForgetSessions lets none be resumed.
func (s *Server) ForgetSessions() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.sessions = nil
}

// SendRaw puts bytes on all connections as they are, frames or not.
func (s *Server) SendRaw(bytes []byte) { s.sendAll(raw(bytes)) }

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

func getGateway(c *call) (int, any, *Refusal) {
	return http.StatusOK, map[string]any{"url": "ws://" + c.http.Host + gatewayPath}, nil
}

func getGatewayBot(c *call) (int, any, *Refusal) {
	g := &c.gateway
	remaining, reset := 1000, 24*time.Hour
	if left := g.reset.Sub(c.options.Now()); left > 0 && g.remaining < 1000 {
		remaining, reset = max(0, g.remaining), left
	}
	return http.StatusOK, map[string]any{
		"url": "ws://" + c.http.Host + gatewayPath, "shards": max(1, g.shards),
		"session_start_limit": map[string]any{
			"total": 1000, "remaining": remaining, "reset_after": reset.Milliseconds(), "max_concurrency": max(1, g.concurrency),
		},
	}, nil
}
