package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

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

type raw []byte

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
		for n := range 1000 {
			w.Header().Set("X-Filler-"+strconv.Itoa(n), strings.Repeat("x", 4<<10))
		}
		w.WriteHeader(http.StatusSwitchingProtocols)
		return
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
	c.begin(greeting)
	for s.next(c, greeting) {
	}
}

// begin sends what comes first.
func (c *connection) begin(greeting greeting) {
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
}

// next takes the next message, and reports whether there can be more.
func (s *Server) next(c *connection, greeting greeting) bool {
	_, payload, err := c.socket.ReadMessage()
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
		return false
	}
	var message struct {
		Op int             `json:"op"`
		D  json.RawMessage `json:"d"`
	}
	if len(payload) > 4096 || json.Unmarshal(payload, &message) != nil {
		c.send(&websocket.CloseError{Code: 4002, Text: "Decode error."})
		return true
	}
	s.receive(c, greeting, message.Op, message.D)
	return true
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
