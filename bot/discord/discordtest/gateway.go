package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
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

	shards, concurrency int
	remaining           int // identifications, below 0 for any number
	reset               time.Time
}

// A session is what outlives a connection, with the events that the bot may
// ask for again.
type session struct {
	id           string
	shard, count int64
	forgotten    int // events before the first that is kept
	events       []event
	connection   *connection // nil while it has none
}

type event struct {
	name string
	data json.RawMessage
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

// A connection is one of the gateway's.
type connection struct {
	socket  *websocket.Conn
	host    string // as the bot has it
	path    string
	out     chan any
	gone    chan struct{}
	closed  chan struct{} // filled when a close was written
	session *session      // nil before it is ready
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

// Dispatch sends an event to all sessions. Those without a connection get it
// when they are resumed.
func (s *Server) Dispatch(event string, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dispatch("", event, data)
}

// dispatch sends an event to the sessions whose shard has the guild; to all if
// guild is "". s.mu is held, and data encoded while it is.
func (s *Server) dispatch(guild, name string, data any) {
	encoded := mustJSON(data)
	id, _ := strconv.ParseInt(guild, 10, 64)
	for _, to := range s.gateway.sessions {
		if guild == "" || (id>>22)%to.count == to.shard {
			to.dispatch(name, encoded)
		}
	}
}

func (s *session) dispatch(name string, data json.RawMessage) {
	s.events = append(s.events, event{name, data})
	if len(s.events) > 2*keptEvents {
		s.forgotten += keptEvents
		s.events = slices.Clone(s.events[keptEvents:])
	}
	if s.connection != nil {
		s.send(s.sequence())
	}
}

// keptEvents is how many events a session can be sent again.
const keptEvents = 10_000

// sequence returns the number of the last event.
func (s *session) sequence() int { return s.forgotten + len(s.events) }

// send sends the nth event, n from 1, which is its sequence number.
func (s *session) send(n int) {
	e := s.events[n-1-s.forgotten]
	s.connection.send(map[string]any{"op": 0, "t": e.name, "s": n, "d": e.data})
}

// Reconnect asks all sessions to connect anew.
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

type raw []byte

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
				select {
				case c.closed <- struct{}{}:
				default:
				}
				continue
			}
			if bytes, ok := message.(raw); ok {
				c.socket.NetConn().Write(bytes)
				continue
			}
			c.socket.WriteJSON(message)
		}
	}
}

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	greeting := s.nextGreeting()
	if greeting.Greeting == Endless {
		for n := 0; ; n++ {
			w.Header().Set("X-Filler-"+strconv.Itoa(n), strings.Repeat("x", 4<<10))
			if n == 1000 {
				w.WriteHeader(http.StatusSwitchingProtocols)
				return
			}
		}
	}
	upgrader := websocket.Upgrader{}
	socket, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer socket.Close()
	socket.SetCloseHandler(func(int, string) error { return nil }) // it is answered below
	c := &connection{socket: socket, host: r.Host, path: r.URL.Path, out: make(chan any, 1024), gone: make(chan struct{}), closed: make(chan struct{}, 100)}
	go c.write()
	s.join(c)
	defer s.leave(c)

	switch greeting.Greeting {
	case Silence:
	case EarlyReconnect:
		c.send(map[string]any{"op": 7, "d": nil})
	case Nonsense:
		c.send(nil)
	case NoHeartbeat:
		c.send(hello(0))
	case LongHello:
		c.send(map[string]any{"_trace": strings.Repeat("x", 8<<10), "op": 10, "d": map[string]any{"heartbeat_interval": HeartbeatInterval.Milliseconds()}})
	default:
		c.send(hello(HeartbeatInterval))
	}
	for {
		_, payload, err := socket.ReadMessage()
		if closed, ok := err.(*websocket.CloseError); ok {
			s.closedWith(c, closed.Code)
			if closed.Code != websocket.CloseAbnormalClosure {
				// After all that was sent before.
				c.send(&websocket.CloseError{Code: closed.Code})
				select {
				case <-c.closed:
				case <-time.After(time.Second):
				}
			}
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

func (s *Server) nextGreeting() greeting {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.gateway.greetings) == 0 {
		return greeting{}
	}
	next := s.gateway.greetings[0]
	s.gateway.greetings = s.gateway.greetings[1:]
	return next
}

func (s *Server) join(c *connection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change()
	s.gateway.open = append(s.gateway.open, c)
	s.gateway.silent = false
}

func (s *Server) leave(c *connection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change()
	close(c.gone)
	s.gateway.open = slices.DeleteFunc(s.gateway.open, func(o *connection) bool { return o == c })
	if c.session != nil && c.session.connection == c {
		c.session.connection = nil
	}
}

// closedWith notes how the bot has closed a connection. With these codes it
// ends the session, too.
func (s *Server) closedWith(c *connection, code int) {
	if code == websocket.CloseAbnormalClosure {
		return // not closed but lost
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change()
	s.gateway.codes = append(s.gateway.codes, code)
	if code == websocket.CloseNormalClosure || code == websocket.CloseGoingAway {
		s.gateway.sessions = slices.DeleteFunc(s.gateway.sessions, func(o *session) bool { return o == c.session })
	}
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
			Token   string   `json:"token"`
			Intents *int     `json:"intents"`
			Shard   [2]int64 `json:"shard"`
		}
		json.Unmarshal(data, &identify)
		s.gateway.identifies = append(s.gateway.identifies, data)
		s.gateway.identified = append(s.gateway.identified, s.options.Now())
		s.gateway.remaining--
		switch {
		case identify.Token != "Bot "+Token && identify.Token != Token:
			c.send(&websocket.CloseError{Code: 4004, Text: "Authentication failed."})
		case identify.Intents == nil || *identify.Intents >= 1<<26 || *identify.Intents < 0:
			c.send(&websocket.CloseError{Code: 4013, Text: "Invalid intent(s)."})
		case *identify.Intents&privileged != 0:
			c.send(&websocket.CloseError{Code: 4014, Text: "Disallowed intent(s)."})
		case identify.Shard[0] < 0 || identify.Shard[0] >= max(1, identify.Shard[1]):
			c.send(&websocket.CloseError{Code: 4010, Text: "Invalid shard."})
		case c.session != nil:
			c.send(&websocket.CloseError{Code: 4005, Text: "Already authenticated."})
		default:
			s.greet(c, greeting, identify.Shard[0], max(1, identify.Shard[1]))
		}
	case 6:
		s.resume(c, greeting, data)
	default:
		c.send(&websocket.CloseError{Code: 4001, Text: "Unknown opcode."})
	}
}

// resume goes on with a session where it was lost. s.mu is held.
func (s *Server) resume(c *connection, greeting greeting, data json.RawMessage) {
	var asked struct {
		Token    string `json:"token"`
		Session  string `json:"session_id"`
		Sequence int    `json:"seq"`
	}
	json.Unmarshal(data, &asked)
	s.gateway.resumes = append(s.gateway.resumes, Resume{asked.Session, asked.Sequence, c.path})
	if greeting.Greeting != Welcome {
		s.greet(c, greeting, 0, 1)
		return
	}
	at := slices.IndexFunc(s.gateway.sessions, func(o *session) bool { return o.id == asked.Session })
	if at < 0 || asked.Token != Token {
		c.send(map[string]any{"op": 9, "d": false})
		return
	}
	resumed := s.gateway.sessions[at]
	if asked.Sequence > resumed.sequence() || asked.Sequence < resumed.forgotten {
		c.send(&websocket.CloseError{Code: 4007, Text: "Invalid seq."})
		return
	}
	resumed.connection, c.session = c, resumed
	for n := asked.Sequence + 1; n <= resumed.sequence(); n++ {
		resumed.send(n)
	}
	resumed.dispatch("RESUMED", json.RawMessage(`{}`))
}

// greet answers an identification. s.mu is held.
func (s *Server) greet(c *connection, greeting greeting, shard, count int64) {
	switch greeting.Greeting {
	case Welcome, LongHello:
		opened := &session{id: s.id(), shard: shard, count: count, connection: c}
		s.gateway.sessions = append(s.gateway.sessions, opened)
		c.session = opened
		guilds := []any{}
		for _, g := range s.world.guilds {
			guilds = append(guilds, map[string]any{"id": g.ID, "unavailable": true})
		}
		opened.dispatch("READY", mustJSON(map[string]any{
			"v": 9, "user": self, "guilds": guilds, "session_id": opened.id, "resume_gateway_url": "ws://" + c.host + resumePath,
			"shard": []int64{shard, count}, "application": map[string]any{"id": ApplicationID, "flags": 0},
		}))
		for _, g := range s.world.guilds {
			opened.dispatch("GUILD_CREATE", mustJSON(g))
		}
	case LateReconnect:
		c.send(map[string]any{"op": 7, "d": nil})
	case InvalidSession:
		c.send(map[string]any{"op": 9, "d": false})
	case Refuse:
		c.send(&websocket.CloseError{Code: greeting.code, Text: "Refused."})
	}
}

func mustJSON(v any) json.RawMessage {
	encoded, err := json.Marshal(v)
	if err != nil {
		panic("discordtest: " + err.Error())
	}
	return encoded
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
