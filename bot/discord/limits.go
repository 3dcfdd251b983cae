package discord

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"rapporteur/bot"
)

// Discord bans an address for an hour after 10,000 requests in ten minutes that
// were answered with 401, 403 or 429. A tenth of that stops all requests.
// https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
const (
	mostInvalid   = 1000
	invalidMinute = time.Minute
	invalidCells  = 10
	mostBuckets   = 4096
)

// What stands for a refusal of Discord's that was not asked for again.
var (
	errHeld     = errors.New("held back by a rate limit that an earlier request met")
	errInvalids = errors.New("held back: Discord has refused so many requests that it would soon block this address")
)

// limits is what Discord has said that a process may send: a hold for all
// requests, one by Cloudflare that is for answers to interactions, too, and the
// buckets of the routes. It counts the refusals that lead to a ban, and ends
// everything once the bot's own token is refused.
type limits struct {
	mu      sync.Mutex
	hold    time.Time
	blocked time.Time
	buckets map[string]bucket
	invalid [invalidCells]cell

	dead chan struct{} // closed once the token is refused
}

// A bucket is how many requests a route has left until when.
type bucket struct {
	left int
	end  time.Time
}

// A cell counts the refusals of a minute.
type cell struct {
	minute int64
	count  int
}

// held returns the refusal that a request would meet, nil if it may be sent. A
// place in the route's bucket is taken for it.
func (l *limits) held(r route, answer bool, now time.Time) *bot.RequestError {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.dead:
		return &bot.RequestError{Err: errToken}
	default:
	}
	late := func(end time.Time, err error) *bot.RequestError {
		return &bot.RequestError{Status: http.StatusTooManyRequests, RetryAfter: end.Sub(now), Err: err}
	}
	if end := l.invalidUntil(now); end.After(now) {
		return late(end, errInvalids)
	}
	if l.blocked.After(now) || !answer && l.hold.After(now) {
		return late(later(l.blocked, l.hold), errHeld)
	}
	if b, ok := l.buckets[r.bucket]; ok && !answer {
		if b.left <= 0 && b.end.After(now) {
			return late(b.end, errHeld)
		}
		b.left--
		l.buckets[r.bucket] = b
	}
	return nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// allowed learns from the headers of an answer.
func (l *limits) allowed(r route, h http.Header, now time.Time) {
	left, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if err != nil || r.bucket == "" {
		return
	}
	seconds, _ := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	if !(seconds > 0 && seconds <= longestHold.Seconds()) { // NaN too
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.keep(r, bucket{left, now.Add(time.Duration(seconds * float64(time.Second)))}, now)
}

// keep remembers a bucket, and forgets those that are full again.
func (l *limits) keep(r route, b bucket, now time.Time) {
	if len(l.buckets) >= mostBuckets {
		for name, old := range l.buckets {
			if old.end.Before(now) {
				delete(l.buckets, name)
			}
		}
		if len(l.buckets) >= mostBuckets {
			clear(l.buckets) // each is learnt again by the next answer
		}
	}
	l.buckets[r.bucket] = b
}

// refused learns from a refusal, and notes in it how long it asks to wait.
func (l *limits) refused(log *slog.Logger, r route, h http.Header, body []byte, failed *bot.RequestError, answer bool, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch failed.Status {
	case http.StatusUnauthorized:
		l.count(now)
		if errors.Is(failed, errToken) {
			select {
			case <-l.dead:
			default:
				close(l.dead)
			}
		}
	case http.StatusForbidden:
		l.count(now)
	case http.StatusTooManyRequests:
		if h.Get("X-RateLimit-Scope") != "shared" {
			l.count(now)
		}
		wait, global, cloudflare := retryAfter(h, body)
		failed.RetryAfter = wait
		end := now.Add(wait)
		switch {
		case cloudflare:
			l.blocked, l.hold = later(l.blocked, end), later(l.hold, end)
			log.Warn("blocked by Cloudflare", "wait", wait)
		case global && !answer:
			l.hold = later(l.hold, end)
			log.Warn("global rate limit met", "wait", wait)
		case r.bucket != "":
			l.keep(r, bucket{0, end}, now)
		}
	}
}

// count counts a refusal that Discord counts.
func (l *limits) count(now time.Time) {
	minute := now.UnixNano() / int64(invalidMinute)
	c := &l.invalid[minute%invalidCells]
	if c.minute != minute {
		*c = cell{minute: minute}
	}
	c.count++
}

// invalidUntil returns when few enough refusals are left of the last ten
// minutes.
func (l *limits) invalidUntil(now time.Time) time.Time {
	minute := now.UnixNano() / int64(invalidMinute)
	total, oldest := 0, minute
	for _, c := range l.invalid {
		if c.minute > minute-invalidCells && c.count > 0 {
			total, oldest = total+c.count, min(oldest, c.minute)
		}
	}
	if total < mostInvalid {
		return time.Time{}
	}
	return time.Unix(0, (oldest+invalidCells)*int64(invalidMinute))
}

// A route is what Discord limits together.
type route struct {
	template string // the path without what identifies one of many
	bucket   string // with the channel or the server; "" of answers to interactions, which are limited each
}

// routeOf returns the route of a request: "channels/{id}/messages/{id}".
func routeOf(method, path string) route {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	major := ""
	for n, part := range parts {
		switch {
		case n == 2 && (parts[0] == "interactions" || parts[0] == "webhooks"):
			parts[n] = "{token}"
		case isSnowflake(part):
			if n == 1 {
				major = part
			}
			parts[n] = "{id}"
		}
	}
	template := strings.Join(parts, "/")
	if parts[0] == "interactions" || parts[0] == "webhooks" {
		return route{template: template}
	}
	return route{template, method + " " + template + " " + major}
}

// longestHold is how long a 429 is heeded: Discord blocks an address for an hour.
// Whoever asks for more is believed to mean something else.
const longestHold = time.Hour

// retryAfter reads how long a 429 asks to wait, whether that holds for all
// requests, and whether it is Cloudflare that says so. Discord says it in the body to the millisecond; Cloudflare, which
// blocks an address as a whole, only in the header, or not at all.
func retryAfter(h http.Header, body []byte) (wait time.Duration, global, cloudflare bool) {
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
	case seconds > longestHold.Seconds():
		seconds = longestHold.Seconds()
	}
	if !fromDiscord && seconds == 0 {
		seconds = 60
	}
	global = !fromDiscord || said.Global || h.Get("X-RateLimit-Global") != "" || h.Get("X-RateLimit-Scope") == "global"
	return time.Duration(seconds * float64(time.Second)), global, !fromDiscord
}
