package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// How patient a request is. Whatever the numbers, it ends with its context.
const (
	maxAttempts   = 5
	firstWait     = 200 * time.Millisecond // doubled with every attempt
	longestWait   = 30 * time.Second       // a 429 that asks for more is returned
	attemptWithin = 10 * time.Second
)

// How much of an answer is read, in bytes. The longest are 100 messages with
// their components.
const (
	largestAnswer  = 4 << 20
	largestRefusal = 64 << 10
)

// The library's name and address are what Discord asks for; ours comes after.
const userAgent = "DiscordBot (https://github.com/bwmarrin/discordgo, " + discordgo.VERSION + ") Rapporteur"

// A request is one call of the REST API.
type request struct {
	method string
	path   string // below /api/v9, with its query
	in     any    // sent as JSON, nil for no body
	files  []*discordgo.File
	out    any // what the answer is decoded into, nil to ignore it

	// once keeps a request from being repeated when the first may have been
	// carried out. A 429 never was, so it is repeated all the same.
	once bool

	// answer marks the answers to interactions: they have their own tokens,
	// and Discord counts them towards no global limit.
	answer bool
}

// do carries a request out, repeated as the constants above allow. Its error
// is a [*bot.RequestError], whose text holds neither the path, which may have
// an interaction's token in it, nor anything that was sent.
func (c *Client) do(ctx context.Context, r request) error {
	_, err := c.try(ctx, r)
	return err
}

// try does what do does, and reports whether an attempt before the last may have
// got through.
func (c *Client) try(ctx context.Context, r request) (before bool, err error) {
	var body []byte
	var kind string
	if r.in != nil {
		if body, kind, err = encode(r.in, r.files); err != nil {
			return false, &bot.RequestError{Err: fmt.Errorf("encode the request: %w", err)}
		}
	}
	route := routeOf(r.method, r.path)
	for attempt := 1; ; attempt++ {
		began := time.Now()
		answer, failed := c.attempt(ctx, r, route, body, kind)
		c.observer.Request(r.method, route.template, statusOf(failed), time.Since(began))
		if failed == nil {
			if r.out == nil {
				return before, nil
			}
			if err := json.Unmarshal(answer, r.out); err != nil {
				return before, &bot.RequestError{Status: http.StatusOK, Unknown: true, Err: errors.New("decode the answer: it is not what Discord answers")}
			}
			return before, nil
		}
		wait := max(failed.RetryAfter, backOff(firstWait, attempt))
		if !repeatable(failed, r.once) || attempt == maxAttempts || wait > longestWait || endsWithin(ctx, wait) || !sleep(ctx, wait) {
			return before, failed
		}
		before = before || failed.Unknown
		c.log.Debug("request repeated", "method", r.method, "route", route.template, "error", failed)
	}
}

func statusOf(failed *bot.RequestError) int {
	if failed == nil {
		return http.StatusOK
	}
	return failed.Status
}

// repeatable reports whether a failed request may be sent again.
func repeatable(e *bot.RequestError, once bool) bool {
	switch e.Status {
	case http.StatusTooManyRequests:
		return true
	case 0, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return (!once || !e.Unknown) && !errors.Is(e, errToken)
	}
	return false
}

// attempt sends a request once, if the limits that are known let it.
func (c *Client) attempt(ctx context.Context, r request, route route, body []byte, kind string) ([]byte, *bot.RequestError) {
	if held := c.limits.held(route, r.answer, c.now()); held != nil {
		return nil, held
	}
	if c.budget != nil && !r.answer {
		if err := c.budget.Wait(ctx); err != nil {
			return nil, &bot.RequestError{Err: err}
		}
	}
	// Half of what is left, so that an attempt that hangs leaves room for
	// another before an interaction's three seconds are over.
	within := attemptWithin
	if deadline, ok := ctx.Deadline(); ok {
		within = min(within, time.Until(deadline)/2)
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()

	var written atomic.Bool
	unanswered := func(err error) *bot.RequestError {
		// The address of the request is part of the error's text, and the
		// token of an interaction part of the address.
		if address := (*url.Error)(nil); errors.As(err, &address) {
			err = address.Err
		}
		return &bot.RequestError{Unknown: written.Load(), Err: err}
	}
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaders: func() { written.Store(true) },
	})
	req, err := http.NewRequestWithContext(ctx, r.method, c.address(r.path), bytes.NewReader(body))
	if err != nil {
		return nil, unanswered(err)
	}
	req.Header.Set("Authorization", "Bot "+c.token)
	req.Header.Set("User-Agent", userAgent)
	if body != nil {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, unanswered(err)
	}
	defer resp.Body.Close()
	largest := largestAnswer
	if resp.StatusCode >= 300 {
		largest = largestRefusal
	}
	answer, err := io.ReadAll(io.LimitReader(resp.Body, int64(largest)+1))
	if err != nil {
		return nil, unanswered(err)
	}
	if resp.StatusCode < 300 {
		if len(answer) > largest {
			return nil, &bot.RequestError{Status: resp.StatusCode, Unknown: true, Err: errors.New("the answer is too long to be read")}
		}
		c.limits.allowed(route, resp.Header, c.now())
		return answer, nil
	}
	// A proxy may tell what it was sent, and errors are logged.
	failed := refusal(resp.StatusCode, bytes.ReplaceAll(answer, []byte(c.token), []byte("…")))
	c.limits.refused(c.log, route, resp.Header, answer, failed, r.answer, c.now())
	return nil, failed
}

// address returns where a path is: discordgo knows the host and the version.
func (c *Client) address(path string) string {
	address := discordgo.EndpointAPI + strings.TrimPrefix(path, "/")
	if c.base == nil {
		return address
	}
	return c.base.Scheme + "://" + c.base.Host + "/" + strings.TrimPrefix(address, discordgo.EndpointDiscord)
}

// sleep waits, and reports whether it could: the context may end before.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// endsWithin reports whether the context's deadline is nearer than d.
func endsWithin(ctx context.Context, d time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return ok && time.Until(deadline) <= d
}

// backOff returns how long to wait after the nth failure, n from 1: the first
// wait doubled each time, less a random part of up to a half, so that clients
// that failed together do not come back together.
func backOff(first time.Duration, n int) time.Duration {
	d := first << min(n-1, 20)
	return d/2 + rand.N(d/2)
}
