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
	"strconv"
	"strings"
	"sync"
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
	largestAnswer = 16 << 20 // bytes
)

// The library's name and address are what Discord asks for; ours comes after.
const userAgent = "DiscordBot (https://github.com/bwmarrin/discordgo, " + discordgo.VERSION + ") Rapporteur"

// A request is one call of the REST API.
type request struct {
	method string
	path   string // below /api/v9, with its query
	in     any    // sent as JSON, nil for no body
	out    any    // what the answer is decoded into, nil to ignore it

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
	var body []byte
	if r.in != nil {
		var err error
		if body, err = json.Marshal(r.in); err != nil {
			return &bot.RequestError{Err: fmt.Errorf("encode the request: %w", err)}
		}
	}
	for attempt := 1; ; attempt++ {
		answer, failed := c.attempt(ctx, r, body)
		if failed == nil {
			if r.out == nil {
				return nil
			}
			if err := json.Unmarshal(answer, r.out); err != nil {
				return &bot.RequestError{Status: http.StatusOK, Unknown: true, Err: fmt.Errorf("decode the answer: %w", err)}
			}
			return nil
		}
		wait := max(failed.RetryAfter, backOff(firstWait, attempt))
		if !repeatable(failed, r.once) || attempt == maxAttempts || wait > longestWait || endsWithin(ctx, wait) || !sleep(ctx, wait) {
			return failed
		}
		resource, _, _ := strings.Cut(r.path, "/") // the rest may hold a token
		c.log.Debug("request repeated", "method", r.method, "resource", resource, "error", failed)
	}
}

// repeatable reports whether a failed request may be sent again.
func repeatable(e *bot.RequestError, once bool) bool {
	switch e.Status {
	case http.StatusTooManyRequests:
		return true
	case 0, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return !once || !e.Unknown
	}
	return false
}

// attempt sends a request once.
func (c *Client) attempt(ctx context.Context, r request, body []byte) ([]byte, *bot.RequestError) {
	if !r.answer {
		if left := c.hold.left(); left > 0 {
			return nil, &bot.RequestError{Status: http.StatusTooManyRequests, RetryAfter: left, Err: errHeld}
		}
		if c.budget != nil {
			if err := c.budget.Wait(ctx); err != nil {
				return nil, &bot.RequestError{Err: err}
			}
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
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, unanswered(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, largestAnswer))
	if err != nil {
		return nil, unanswered(err)
	}
	if resp.StatusCode < 300 {
		return answer, nil
	}
	failed := refusal(resp.StatusCode, answer)
	if resp.StatusCode == http.StatusTooManyRequests {
		var global bool
		failed.RetryAfter, global = retryAfter(resp.Header, answer)
		if global && !r.answer {
			c.hold.until(time.Now().Add(failed.RetryAfter))
			c.log.Warn("global rate limit met", "wait", failed.RetryAfter)
		}
	}
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

// retryAfter reads how long a 429 asks to wait, and whether that holds for all
// requests. Discord says it in the body to the millisecond; Cloudflare, which
// blocks an address as a whole, only in the header, or not at all.
func retryAfter(h http.Header, body []byte) (wait time.Duration, global bool) {
	var said struct {
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	fromDiscord := json.Unmarshal(body, &said) == nil
	seconds := said.RetryAfter
	if !fromDiscord || seconds <= 0 {
		seconds, _ = strconv.ParseFloat(h.Get("Retry-After"), 64)
	}
	switch {
	case !(seconds >= 0): // NaN too
		seconds = 0
	case seconds > 24*60*60:
		seconds = 24 * 60 * 60
	}
	if !fromDiscord && seconds == 0 {
		seconds = 60
	}
	global = !fromDiscord || said.Global || h.Get("X-RateLimit-Global") != ""
	return time.Duration(seconds * float64(time.Second)), global
}

// errHeld stands for a 429 that was not asked for again.
var errHeld = errors.New("held back by the global rate limit that an earlier request met")

// A hold keeps requests back while a global rate limit lasts.
type hold struct {
	mu  sync.Mutex
	end time.Time
}

func (h *hold) until(t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t.After(h.end) {
		h.end = t
	}
}

func (h *hold) left() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return time.Until(h.end)
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
