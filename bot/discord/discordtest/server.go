// Package discordtest is a Discord to test against: the REST API and the
// gateway, in memory, on a loopback address or a pipe.
//
// It is strict where Discord is strict. Every request is checked against
// Discord's OpenAPI document, where there is one, and against the rules that
// the document does not have; a request that breaks one is refused as Discord refuses
// it, kept in [Server.Refused], and fails the test that has not asked for it.
// Faults can be had to order: rate limits, server errors, lost connections, a
// silent gateway.
package discordtest

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
)

// Token is the token of the bot that every server knows.
const Token = "MTA5.fake.token-of-the-tests"

// IDs of the application and of its user.
const (
	ApplicationID = "1090000000000000001"
	BotID         = "1090000000000000002"
)

// Options set up a server. The zero value will do.
type Options struct {
	// OpenAPI is the file of Discord's OpenAPI document, version 10. Without
	// one, only the server's own rules are checked.
	OpenAPI string

	// Now is the time by which interactions expire and nonces are forgotten.
	// nil is time.Now.
	Now func() time.Time

	// GlobalLimit is how many requests a second are let through, those about
	// interactions apart. 0 lets all through; Discord's limit is 50.
	GlobalLimit int

	// Answered is called with every first answer that is taken, under the
	// server's lock; nil for nobody.
	Answered func(x *Exchange, a *Answer)

	// Forget keeps nothing that grows: neither requests nor messages, nor
	// interactions that are answered with a message. A million of them do.
	Forget bool
}

// A Server is a Discord with one application, which has one bot.
type Server struct {
	URL string // of the REST API, as Start and StartPipe know it

	options Options
	schema  *schema
	mux     *http.ServeMux

	mu        sync.Mutex
	changed   chan struct{} // closed and replaced at every change
	requests  []Request
	faults    []*Fault
	lastID    int64
	window    time.Time // the second that is being counted
	counted   int       // requests in it
	commands  map[string][]map[string]any
	exchanges map[string]*Exchange // by token
	world     world
	gateway   gateway
	tolerant  bool
	alter     func(pattern string, answer []byte) []byte

	attachments map[string]http.HandlerFunc // by path
}

// A Request is one that the server has got.
type Request struct {
	Method, Path string // the path without /api/v9
	Pattern      string // as in the OpenAPI document, "" if it knows none
	Body         json.RawMessage
	Status       int // of the answer, 0 if there was none
	At           time.Time
	Refusal      *Refusal // by a rule; nil if carried out or failed by order
}

// New makes a server that is yet to be served.
func New(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{
		options:   o,
		changed:   make(chan struct{}),
		commands:  map[string][]map[string]any{},
		exchanges: map[string]*Exchange{},
		lastID:    1 << 22,
	}
	s.world.init()
	if o.OpenAPI != "" {
		var err error
		if s.schema, err = loadSchema(o.OpenAPI); err != nil {
			return nil, err
		}
	}
	s.mux = http.NewServeMux()
	s.mux.Handle("/", s.route("", nil))
	for pattern, handle := range routes {
		s.mux.Handle(pattern, s.route(pattern, handle))
	}
	return s, nil
}

// Serve serves the REST API and the gateway on l until l is closed. A bot in
// another process finds them at http:// and l's address.
func (s *Server) Serve(l net.Listener) error {
	return http.Serve(l, s)
}

// Start serves a Discord on a loopback address until the test ends, with the
// OpenAPI document under RAPPORTEUR_TESTDATA if that is set. The test fails if
// a request was refused, unless it has called [Server.ExpectRefusals].
func Start(t testing.TB) *Server {
	t.Helper()
	s := newForTest(t, Options{OpenAPI: OpenAPI(t)})
	served := httptest.NewServer(s)
	s.URL = served.URL
	t.Cleanup(func() {
		s.DropGateway()
		served.CloseClientConnections()
		served.Close()
	})
	return s
}

// StartPipe serves a Discord on a [Pipe], for tests in a synctest bubble.
func StartPipe(t testing.TB, o Options) (*Server, *Pipe) {
	t.Helper()
	s := newForTest(t, o)
	pipe := NewPipe()
	s.URL = "http://127.0.0.1"
	server := &http.Server{Handler: s}
	go server.Serve(pipe)
	t.Cleanup(func() {
		s.DropGateway()
		server.Close()
	})
	return s, pipe
}

func newForTest(t testing.TB, o Options) *Server {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if refused := s.Refused(); len(refused) > 0 && !s.tolerant {
			for _, r := range refused {
				t.Errorf("Discord would refuse %s %s: %v\n%s", r.Method, r.Path, r.Refusal, r.Body)
			}
		}
	})
	return s
}

// OpenAPI returns the file of Discord's OpenAPI document, or "" and a word in
// the test's log that requests are not checked against it.
func OpenAPI(t testing.TB) string {
	t.Helper()
	data := os.Getenv("RAPPORTEUR_TESTDATA")
	if data == "" {
		t.Log("RAPPORTEUR_TESTDATA is not set: requests are not checked against Discord's OpenAPI document")
		return ""
	}
	return filepath.Join(data, "discord", "openapi.json")
}

// ExpectRefusals lets the test go on after a request that was refused.
func (s *Server) ExpectRefusals() { s.tolerant = true }

// Alter lets f change the answers to requests that are carried out, by the
// pattern of the request.
func (s *Server) Alter(f func(pattern string, answer []byte) []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.alter = f
}

// LimitGlobally sets the limit that [Options.GlobalLimit] has.
func (s *Server) LimitGlobally(perSecond int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.options.GlobalLimit = perSecond
}

// Requests returns what has come so far, but for the gateway.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// ForgetPast forgets what a long test need not look at any more: the requests,
// the interactions, the messages of a channel, and the events that every bot has
// had.
func (s *Server) ForgetPast(channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.exchanges = nil, map[string]*Exchange{}
	s.world.messages = slices.DeleteFunc(s.world.messages, func(m *Message) bool { return m.Channel == channel })
	s.gateway.sessions = slices.DeleteFunc(s.gateway.sessions, func(o *session) bool { return o.connection == nil })
	for _, o := range s.gateway.sessions {
		o.forgotten, o.events = o.sequence(), nil
	}
}

// Refused returns the requests that broke a rule.
func (s *Server) Refused() []Request {
	return slices.DeleteFunc(s.Requests(), func(r Request) bool { return r.Refusal == nil })
}

// Count returns how many requests have come to a pattern such as
// "PUT /applications/{application_id}/commands".
func (s *Server) Count(pattern string) int {
	n := 0
	for _, r := range s.Requests() {
		if r.Method+" "+r.Pattern == pattern {
			n++
		}
	}
	return n
}

// Wait waits for a condition of the server for up to a minute, and fails
// the test if it does not come about. It is asked again at every change.
func (s *Server) Wait(t testing.TB, what string, condition func() bool) {
	t.Helper()
	late := time.NewTimer(time.Minute)
	defer late.Stop()
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if condition() {
			return
		}
		select {
		case <-changed:
		case <-late.C:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// change tells all who wait that something has changed. s.mu is held.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// epoch is when Discord's snowflakes begin, in milliseconds.
const epoch = 1420070400000

// id returns a new snowflake, which has the time in it. s.mu is held.
func (s *Server) id() string {
	s.lastID = max(s.lastID+1, (s.options.Now().UnixMilli()-epoch)<<22)
	return strconv.FormatInt(s.lastID, 10)
}

// A Refusal is Discord's answer to a request that it does not carry out.
type Refusal struct {
	Status  int
	Code    int
	Message string
	Flaws   []Flaw // what is wrong with the body, if that is the reason
}

// A Flaw is what is wrong with one field of a body.
type Flaw struct {
	Path    string // such as "data.components.0.custom_id"
	Code    string // Discord's, or "OPENAPI"
	Message string
}

// Error says it in a line.
func (r *Refusal) Error() string {
	text := fmt.Sprintf("%d %s (%d)", r.Status, r.Message, r.Code)
	for _, f := range r.Flaws {
		text += fmt.Sprintf("; %s: %s (%s)", f.Path, f.Message, f.Code)
	}
	return text
}

// flawed is the refusal of a body, nil if there is nothing wrong with it.
func flawed(flaws []Flaw) *Refusal {
	if len(flaws) == 0 {
		return nil
	}
	return &Refusal{Status: http.StatusBadRequest, Code: 50035, Message: "Invalid Form Body", Flaws: flaws}
}
