package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// How long a shard waits for another connection.
const (
	soundAfter     = time.Minute            // a connection that lasted this long was a good one
	soonReconnect  = 100 * time.Millisecond // at most, after a good one
	firstReconnect = time.Second            // after the next, doubled with every failure
	lastReconnect  = 2 * time.Minute        // 720 a day, of the 1000 that Discord allows
	stubborn       = 3                      // failures after which a session is resumed at the common address
)

// A shard is a part of the bot's servers, with the session over which Discord
// tells of them. It makes one connection after the other. Where one was lost
// the session is resumed on the next, and Discord sends again what has come in
// between; it identifies again only where Discord has ended the session.
type shard struct {
	*wire
	number, count int
	log           *slog.Logger

	session  session
	sequence atomic.Int64 // of the last event, 0 for none
	failures int          // in a row
}

// A session is what it takes to resume one. The zero value is none.
type session struct {
	id, address string
	nonsense    bool // the last connection ended by what cannot be read, which resuming brings again
}

// run keeps the shard connected until ctx ends, and returns an error only where
// trying again is of no use.
func (s *shard) run(ctx context.Context) error {
	for {
		started := time.Now()
		err := s.connect(ctx)
		s.observer.Gateway(s.number, false)
		if ctx.Err() != nil {
			return nil
		}
		if final := fatal(err); final != nil {
			return final
		}
		s.judge(err)
		if s.failures++; time.Since(started) >= soundAfter {
			s.failures = 1
		}
		delay := rand.N(soonReconnect)
		if s.failures > 1 {
			delay = min(backOff(firstReconnect, s.failures), lastReconnect)
		}
		if errors.Is(err, errInvalid) && s.session.id == "" {
			delay = max(delay, time.Second+rand.N(4*time.Second)) // as Discord asks
		}
		s.log.Warn("gateway lost", "error", err, "resume", s.session.id != "", "again_in", delay.Round(time.Millisecond))
		if !sleep(ctx, delay) {
			return nil
		}
	}
}

// judge decides whether the session outlives what has ended a connection.
func (s *shard) judge(err error) {
	var closed *websocket.CloseError
	switch {
	case errors.As(err, &closed) && (closed.Code == closeInvalidSequence || closed.Code == closeTimedOut):
		s.session = session{}
	case errors.Is(err, errGateway) && s.session.nonsense:
		s.session = session{}
	case errors.Is(err, errGateway):
		s.session.nonsense = true
	}
}

// The close codes that end a session, and not only the connection.
const (
	closeInvalidSequence = 4007
	closeTimedOut        = 4009
)

// connect makes one connection to the gateway and stays until it ends, and
// returns why. When ctx ends it takes leave.
func (s *shard) connect(ctx context.Context) error {
	address, entered := s.session.address, func(bool) {}
	switch {
	case s.session.id == "":
		var err error
		if address, entered, err = s.gate.enter(ctx, s.number); err != nil {
			return err
		}
	case address == "" || s.failures > stubborn:
		info, err := s.client.gateway(ctx)
		if err != nil {
			return err
		}
		if address, err = s.client.gatewayAddress(info.URL); err != nil {
			return err
		}
	}
	c, err := s.client.dialGateway(ctx, address)
	if err != nil {
		entered(false)
		return err
	}
	defer c.end(nil)
	defer context.AfterFunc(ctx, c.leave)()
	interval, err := c.hello()
	if err == nil {
		err = s.introduce(c)
	}
	entered(err == nil)
	if err != nil {
		return err
	}
	slow := time.AfterFunc(openWithin, func() { c.end(errNotReady) })
	defer slow.Stop()
	go c.beat(interval, s.last)
	return s.listen(c, slow)
}

// last returns the sequence number that a heartbeat tells.
func (s *shard) last() any {
	if n := s.sequence.Load(); n != 0 {
		return n
	}
	return nil
}

// introduce resumes the session or, without one, asks for one.
func (s *shard) introduce(c *connection) error {
	if s.session.id != "" {
		return c.send(opResume, map[string]any{"token": s.client.token, "session_id": s.session.id, "seq": s.sequence.Load()})
	}
	s.sequence.Store(0)
	return c.send(opIdentify, map[string]any{
		"token":      s.client.token,
		"properties": map[string]string{"os": runtime.GOOS, "browser": "rapporteur", "device": "rapporteur"},
		"intents":    intents,
		"shard":      [2]int{s.number, s.count},
	})
}

// listen takes what Discord sends until the connection ends.
func (s *shard) listen(c *connection, slow *time.Timer) error {
	for {
		p, err := c.read()
		if err == nil {
			err = s.packet(p, c, slow)
		}
		if err != nil {
			return err
		}
	}
}

// packet takes one. Its error ends the connection.
func (s *shard) packet(p packet, c *connection, slow *time.Timer) error {
	if p.Seq != nil && *p.Op == opDispatch {
		s.sequence.Store(*p.Seq)
	}
	switch *p.Op {
	case opDispatch:
		return s.event(p, slow)
	case opHeartbeat:
		signal(c.asks)
	case opAcked:
		signal(c.acks)
	case opReconnect:
		return errReconnect
	case opInvalid:
		resumable := false
		if json.Unmarshal(p.Data, &resumable); !resumable {
			s.session = session{}
		}
		return errInvalid
	}
	return nil
}

// event takes an event. Of most only the number counts.
func (s *shard) event(p packet, slow *time.Timer) error {
	switch p.Type {
	case "READY":
		var said struct {
			Session string `json:"session_id"`
			Address any    `json:"resume_gateway_url"` // a text, or the common address will do
		}
		if err := json.Unmarshal(p.Data, &said); err != nil || said.Session == "" {
			return fmt.Errorf("%w: a session without an ID", errGateway)
		}
		s.session = session{id: said.Session}
		if address, ok := said.Address.(string); ok {
			s.session.address, _ = s.client.gatewayAddress(address)
		}
		s.opened(slow, "gateway ready")
	case "RESUMED":
		s.session.nonsense = false
		s.opened(slow, "gateway resumed")
	case "INTERACTION_CREATE":
		s.receive(p.Data, time.Now())
	}
	return nil
}

// opened notes that the session is open.
func (s *shard) opened(slow *time.Timer, message string) {
	slow.Stop()
	s.log.Info(message)
	s.observer.Gateway(s.number, true)
	if s.ready != nil {
		s.ready()
	}
}
