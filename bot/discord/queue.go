package discord

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// What one user and one server may ask for. The limits bind only where somebody
// else could have to wait. A user's begins when they ask while something of
// theirs is still being answered, and ends when the bucket has filled again, so
// that whoever waits for an answer before asking again is never turned away. A
// server's is for while nobody is free to answer.
const (
	userRate    rate.Limit = 5 // a second
	userBurst              = 20
	politeRate  rate.Limit = 5 // answers that turn the user away
	politeBurst            = 10
	serverRate  rate.Limit = 50
	serverBurst            = 200

	mostFinishing = 3    // deferred answers of one user at a time
	mostWaiting   = 1024 // interactions of everybody
)

// Why an interaction is not answered as it asks.
var (
	errUserLimit   = errors.New("a user asks for too much at a time")
	errServerLimit = errors.New("a server asks for too much at a time")
	errBusy        = errors.New("too much is waiting")
	errSuperseded  = errors.New("the user has gone on")
	errLate        = errors.New("no answer in time")
)

// A queue decides whose interaction is answered next. A user has one at a time,
// the users take turns, and what is typed comes after what is asked for. Of what
// a user types only the last counts, and of what several have typed the latest is
// answered first: when there is more of it than can be answered, those who typed
// before have gone on. Where too much is waiting, what is typed is given up first.
type queue struct {
	mu      sync.Mutex
	free    int // how many more may be answered at a time
	waiting int
	users   map[string]*member
	servers map[string]*rate.Limiter
	lines   [2][]*member // of those who wait for an answer, and for a proposal
	swept   time.Time
}

// The two lines.
const (
	asking = iota
	typing
)

// A member is a user with something in the queue, or not long ago.
type member struct {
	running   *place
	waiting   []*place // commands and clicks, as they came
	typed     *place   // what waits of what was typed: the last
	finishing int
	bucket    *rate.Limiter // nil until something is taken from it
	said      *rate.Limiter // of the answers that turn the user away, nil likewise
	lined     [2]bool       // stands in the line already
}

// A place is an interaction's in the queue.
type place struct {
	queue      *queue
	user       string
	line       int
	turn       chan error         // nil when it has come, else why it never will
	ctx        context.Context    // that of answering it; ends when it is superseded
	cancel     context.CancelFunc // called by whoever has joined, in the end
	superseded atomic.Bool
}

// newQueue makes a queue. Searching takes a processor's whole time, asking the
// store does not: a few more than there are processors.
func newQueue() *queue {
	return &queue{free: 4 + 2*runtime.GOMAXPROCS(0), users: map[string]*member{}, servers: map[string]*rate.Limiter{}}
}

// join takes a place for an interaction, or says why there is none. It does not
// wait. What is not answered at the deadline never will be.
func (q *queue) join(ctx context.Context, deadline time.Time, user, server string, line int) (*place, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.sweep(time.Now())
	m := q.users[user]
	if m == nil {
		m = new(member)
		q.users[user] = m
	}
	q.supersede(m)
	if line == asking && !m.may() {
		return nil, errUserLimit
	}
	if line == asking && q.free == 0 && server != "" && !q.server(server).Allow() {
		q.forget(user, m)
		return nil, errServerLimit
	}
	if q.waiting >= mostWaiting && (line == typing || !q.shed()) {
		q.forget(user, m)
		return nil, errBusy
	}
	p := &place{queue: q, user: user, line: line, turn: make(chan error, 1)}
	p.ctx, p.cancel = context.WithDeadline(ctx, deadline)
	if line == typing {
		m.typed = p
	} else {
		m.waiting = append(m.waiting, p)
	}
	q.waiting++
	q.enter(m)
	q.next()
	return p, nil
}

// may reports whether the user may ask for something more.
func (m *member) may() bool {
	if !m.asks() && (m.bucket == nil || m.bucket.Tokens() >= userBurst) {
		return true
	}
	if m.bucket == nil {
		m.bucket = rate.NewLimiter(userRate, userBurst)
	}
	return m.bucket.Allow()
}

// asks reports whether something of the user's is being answered or waits,
// besides proposals.
func (m *member) asks() bool {
	return len(m.waiting) > 0 || m.finishing > 0 || m.running != nil && m.running.line == asking
}

// supersede ends what the user has typed so far.
func (q *queue) supersede(m *member) {
	if m.typed != nil {
		m.typed.turn <- errSuperseded
		m.typed = nil
		q.waiting--
	}
	if m.running != nil && m.running.line == typing {
		m.running.superseded.Store(true)
		m.running.cancel()
	}
}

// shed gives up the proposal that has waited longest, and reports whether
// there was one.
func (q *queue) shed() bool {
	for _, m := range q.lines[typing] {
		if m.typed != nil {
			m.typed.turn <- errBusy
			m.typed = nil
			q.waiting--
			return true
		}
	}
	return false
}

// enter puts a user with something waiting, and nothing running, into line.
func (q *queue) enter(m *member) {
	for line, waits := range [2]bool{len(m.waiting) > 0, m.typed != nil} {
		if waits && m.running == nil && !m.lined[line] {
			m.lined[line] = true
			q.lines[line] = append(q.lines[line], m)
		}
	}
}

// next lets those go on whose turn it is.
func (q *queue) next() {
	for line := range q.lines {
		for q.free > 0 && len(q.lines[line]) > 0 {
			m := q.lines[line][0]
			if last := len(q.lines[line]) - 1; line == typing {
				m, q.lines[line] = q.lines[line][last], q.lines[line][:last]
			} else {
				q.lines[line] = q.lines[line][1:]
			}
			m.lined[line] = false
			if p := m.take(line); p != nil {
				q.free--
				q.waiting--
				m.running = p
				p.turn <- nil
			}
		}
	}
}

// take takes out of a line what waits there, nil if the user cannot go on.
func (m *member) take(line int) (p *place) {
	switch {
	case m.running != nil:
	case line == typing:
		p, m.typed = m.typed, nil
	case len(m.waiting) > 0:
		p, m.waiting = m.waiting[0], m.waiting[1:]
	}
	return p
}

// wait waits until the interaction may be answered, and returns why it may
// not. Whoever may calls leave once.
func (p *place) wait() error {
	select {
	case err := <-p.turn:
		return err
	case <-p.ctx.Done():
	}
	q := p.queue
	q.mu.Lock()
	m := q.users[p.user]
	late := errLate
	if m != nil && m.typed == p {
		m.typed, late = nil, errBusy
		q.waiting--
	} else if at := waitingAt(m, p); at >= 0 {
		m.waiting = slices.Delete(m.waiting, at, at+1)
		q.waiting--
	}
	q.forget(p.user, m)
	q.mu.Unlock()
	select {
	case err := <-p.turn: // it came meanwhile
		if err == nil {
			p.leave()
		}
	default:
	}
	return late
}

func waitingAt(m *member, p *place) int {
	if m == nil {
		return -1
	}
	return slices.Index(m.waiting, p)
}

// leave lets the next go on.
func (p *place) leave() {
	q := p.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	q.free++
	m := q.users[p.user]
	m.running = nil
	q.enter(m)
	q.next()
	q.forget(p.user, m)
}

// finish counts a deferred answer of the user's until done is called. It is
// false where there are too many.
func (q *queue) finish(user string) (done func(), ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	m := q.users[user]
	if m == nil {
		m = new(member)
		q.users[user] = m
	}
	if m.finishing >= mostFinishing {
		return nil, false
	}
	m.finishing++
	return func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		m.finishing--
		q.forget(user, m)
	}, true
}

// polite reports whether a user who is turned away is to be told so once more.
// To a flood, silence is the answer that costs the others nothing.
func (q *queue) polite(user string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	m := q.users[user]
	if m == nil {
		m = new(member)
		q.users[user] = m
	}
	if m.said == nil {
		m.said = rate.NewLimiter(politeRate, politeBurst)
	}
	return m.said.Allow()
}

// server returns the bucket of a server.
func (q *queue) server(id string) *rate.Limiter {
	if q.servers[id] == nil {
		q.servers[id] = rate.NewLimiter(serverRate, serverBurst)
	}
	return q.servers[id]
}

// forget drops a user of whom there is nothing to remember.
func (q *queue) forget(user string, m *member) {
	if m == nil || m.running != nil || m.typed != nil || len(m.waiting) > 0 || m.finishing > 0 || m.lined != [2]bool{} {
		return
	}
	if (m.bucket == nil || m.bucket.Tokens() >= userBurst) && (m.said == nil || m.said.Tokens() >= politeBurst) {
		delete(q.users, user)
	}
}

// sweep forgets, once a minute, whose buckets have filled again.
func (q *queue) sweep(now time.Time) {
	if now.Sub(q.swept) < time.Minute {
		return
	}
	q.swept = now
	for user, m := range q.users {
		q.forget(user, m)
	}
	for server, bucket := range q.servers {
		if bucket.Tokens() >= serverBurst {
			delete(q.servers, server)
		}
	}
}
