package discordtest

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/gorilla/websocket"
)

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
		address := any("ws://" + c.host + resumePath)
		if s.gateway.address != nil {
			address = *s.gateway.address
		}
		guilds := []any{}
		for _, g := range s.world.guilds {
			guilds = append(guilds, map[string]any{"id": g.ID, "unavailable": true})
		}
		opened.dispatch("READY", mustJSON(map[string]any{
			"v": 9, "user": self, "guilds": guilds, "session_id": opened.id, "resume_gateway_url": address,
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
