// Package desk shows the bot in a browser of the same machine: it can be tried
// there as on Discord, transcripts are proofread, and schedules are looked at.
// Each of these is a room. What all rooms need stands here: who may come in, and
// what a page may do.
package desk

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"rapporteur/bot/desk/frame"
)

// Options are what a desk has.
type Options struct {
	Rooms []frame.Room // in the order of the navigation, at least one
	Log   *slog.Logger // nil discards
}

// A Desk answers the browsers of its machine that know its secret.
type Desk struct {
	options Options
	secret  string

	mu          sync.Mutex
	invitations map[string]time.Time // until when each can be used, once
}

// New makes a desk with a secret of its own.
func New(o Options) *Desk {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Desk{options: o, secret: newSecret(), invitations: make(map[string]time.Time)}
}

// newSecret returns 256 random bits as they can stand in an address.
func newSecret() string {
	var bits [32]byte
	rand.Read(bits[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(bits[:])
}

// Path returns the path of the desk's address. Whoever has it may do everything
// here.
func (d *Desk) Path() string { return "/" + d.secret + "/" }

// invitationFor is how long a browser may take to start.
const invitationFor = time.Minute

// Invite returns a path that leads to the desk once. A command line, on which
// others of the machine can read it, may hold this one.
func (d *Desk) Invite() string {
	invitation := newSecret()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.invitations[invitation] = time.Now().Add(invitationFor)
	return "/open/" + invitation
}

// accept reports whether an invitation holds, and uses it up.
func (d *Desk) accept(invitation string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	until, ok := d.invitations[invitation]
	delete(d.invitations, invitation)
	return ok && time.Now().Before(until)
}

// ErrNotLoopback is of an address that others than this machine could reach.
var ErrNotLoopback = errors.New("is not an address of this machine alone; the desk is for whoever sits at it, so name 127.0.0.1, [::1] or localhost, and a port from 0 to 65535")

// Listen listens at an address of this machine, host and port. Port 0 is any
// that is free. The error wraps [ErrNotLoopback] where others could reach the
// address.
func Listen(ctx context.Context, address string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%q %w", address, ErrNotLoopback)
	}
	if host == "localhost" {
		host = "127.0.0.1" // whatever a resolver makes of the name
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return nil, fmt.Errorf("%q %w", address, ErrNotLoopback)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("%q %w", address, ErrNotLoopback)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, fmt.Errorf("listen for a browser: %w", err)
	}
	return l, nil
}

// Bounds on what a browser sends, and on how long an answer takes.
const (
	readHeadWithin = 5 * time.Second
	readWithin     = time.Minute
	writeWithin    = time.Minute
	answerWithin   = 30 * time.Second
	idleWithin     = 2 * time.Minute
	leaveWithin    = 5 * time.Second // to finish what was begun, at the end
	headBytes      = 16 << 10
	bodyBytes      = 1 << 20
)

// Serve answers at l until ctx ends, and finishes what was begun.
func (d *Desk) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           d.Handler(),
		ReadHeaderTimeout: readHeadWithin,
		ReadTimeout:       readWithin,
		WriteTimeout:      writeWithin,
		IdleTimeout:       idleWithin,
		MaxHeaderBytes:    headBytes,
		ErrorLog:          slog.NewLogLogger(d.options.Log.Handler(), slog.LevelDebug),
	}
	left := make(chan error, 1)
	go func() {
		<-ctx.Done()
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaveWithin)
		defer cancel()
		err := server.Shutdown(ending)
		if err != nil {
			err = server.Close()
		}
		left <- err
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("answer the browser: %w", err)
	}
	return <-left
}

// policy lets a page load and run what the desk itself has, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// headers are those of every answer.
var headers = []struct{ name, value string }{
	{"Content-Security-Policy", policy},
	// The address is a secret, which goes to no other site. With no-referrer, a
	// form would not say where it comes from.
	{"Referrer-Policy", "same-origin"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Cache-Control", "no-store"},
}

// Handler returns what answers requests.
func (d *Desk) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, h := range headers {
			w.Header().Set(h.name, h.value)
		}
		switch {
		case !isOurs(r.Host):
			http.Error(w, "The desk has no such name.", http.StatusMisdirectedRequest)
			return
		case changes(r) && !fromHere(r):
			http.Error(w, "This comes from a page that is not the desk's.", http.StatusForbidden)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
		defer cancel()
		d.enter(w, r.WithContext(ctx))
	})
}

// isOurs reports whether a request names this machine. A page elsewhere whose
// name has come to mean this machine still sends its own. The port may be
// another where it is forwarded.
func isOurs(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// changes reports whether a request may change something.
func changes(r *http.Request) bool { return r.Method != http.MethodGet && r.Method != http.MethodHead }

// fromHere reports whether a request was sent by a page of the desk. Every
// browser says with what changes something where it comes from.
func fromHere(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return r.Header.Get("Origin") == "http://"+r.Host && (site == "" || site == "same-origin")
}

// enter leads a request to its room. Without the secret there is nothing.
func (d *Desk) enter(w http.ResponseWriter, r *http.Request) {
	first, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if first == "open" && d.accept(rest) {
		http.Redirect(w, r, d.Path(), http.StatusSeeOther)
		return
	}
	if subtle.ConstantTimeCompare([]byte(first), []byte(d.secret)) != 1 {
		http.NotFound(w, r)
		return
	}
	around := frame.Around{Base: d.Path(), Rooms: d.options.Rooms}
	name, path, inside := strings.Cut(rest, "/")
	switch rest {
	case "":
		http.Redirect(w, r, d.Path()+d.options.Rooms[0].Path+"/", http.StatusSeeOther)
		return
	case "frame.css":
		asset(w, "text/css; charset=utf-8", frame.Stylesheet)
		return
	case "frame.js":
		asset(w, "text/javascript; charset=utf-8", frame.Script)
		return
	case "icon.svg":
		asset(w, "image/svg+xml", frame.Icon)
		return
	}
	for i := range d.options.Rooms {
		room := &d.options.Rooms[i]
		if room.Path != name {
			continue
		}
		if !inside {
			http.Redirect(w, r, d.Path()+name+"/", http.StatusSeeOther)
			return
		}
		around.Room = room
		most := room.Body
		if most == 0 {
			most = bodyBytes
		}
		r = frame.In(r, around)
		r.Body = http.MaxBytesReader(w, r.Body, most)
		u := *r.URL
		u.Path, u.RawPath = "/"+path, ""
		r.URL = &u
		room.Handler.ServeHTTP(w, r)
		return
	}
	frame.Refuse(w, frame.In(r, around), http.StatusNotFound, "The desk has no such page.")
}

func asset(w http.ResponseWriter, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(data) // a browser that has gone cannot be told
}
