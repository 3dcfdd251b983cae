package discord

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"rapporteur/bot"
)

// ClientOptions are what a client needs. Token is required.
type ClientOptions struct {
	Token string // of the bot, with or without "Bot " before it

	// BaseURL is where the REST API is, a scheme and a host: "" is Discord
	// itself, http://127.0.0.1:8080 a proxy or a test. Paths stay as they are,
	// and the gateway is the one that GET /gateway/bot names there. The
	// token is sent there, so that http:// goes to this machine only.
	BaseURL string

	// Attachments is an http:// address of this machine that attachments are
	// fetched from, in place of Discord's hosts: for tests, which alone set it.
	Attachments string

	// Budget is asked before every request but the answers to interactions,
	// which Discord does not count. nil asks nobody.
	Budget bot.Budget

	// Dial opens the connections. nil uses the network, through the proxy
	// that the environment names.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)

	// Now is the clock by which rate limits end. nil is time.Now.
	Now func() time.Time

	Observer Observer     // nil for none
	Log      *slog.Logger // nil discards
}

// A Client makes REST requests to Discord. One client serves a process, so
// that a global rate limit met by one request is kept by all. It may be used
// from any number of goroutines.
//
// It does without discordgo's own request methods, which wait without regard
// to the context, never forget the bucket of an interaction, repeat a 429 for
// ever and report Cloudflare's as a syntax error. Types, paths and the version
// of the API are discordgo's.
type Client struct {
	token       string
	base        *url.URL // nil is Discord itself
	attachments *url.URL // nil is where Discord keeps them
	budget      bot.Budget
	observer    Observer
	dial        func(ctx context.Context, network, address string) (net.Conn, error)
	http        *http.Client
	now         func() time.Time
	log         *slog.Logger
	proxy       func(*http.Request) (*url.URL, error)
	tls         *tls.Config
	limits      limits

	meMu      sync.Mutex
	me        string // the ID of the bot's user, "" if not yet asked for
	standings standings
}

// NewClient makes a client. It connects to nothing yet.
func NewClient(o ClientOptions) (*Client, error) {
	token := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(o.Token)+" ", "Bot "))
	switch {
	case token == "":
		return nil, errors.New("discord: the token is empty")
	case strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return nil, errors.New("discord: the token holds a space or a character that no token has")
	}
	c := &Client{
		token:    token,
		budget:   o.Budget,
		observer: o.Observer,
		limits:   limits{buckets: map[string]bucket{}, dead: make(chan struct{})},
		dial:     o.Dial,
		log:      o.Log,
		now:      o.Now,
		proxy:    http.ProxyFromEnvironment,
		tls:      &tls.Config{MinVersion: tls.VersionTLS12},
	}
	if o.BaseURL != "" {
		base, err := url.Parse(o.BaseURL)
		if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") || strings.Trim(base.Path, "/") != "" || base.RawQuery != "" {
			return nil, errors.New("discord: the base URL must be http:// or https:// and a host, with no path")
		}
		if base.Scheme == "http" && !loopback(base.Hostname()) {
			return nil, errors.New("discord: the base URL must be https://, since the token is sent there; http:// is for this machine alone")
		}
		c.base = base
	}
	if o.Attachments != "" {
		at, err := url.Parse(o.Attachments)
		if err != nil || at.Scheme != "http" || at.User != nil || !loopback(at.Hostname()) {
			return nil, errors.New("discord: attachments are fetched from Discord, or in a test from an http:// address of this machine")
		}
		c.attachments = at
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.observer == nil {
		c.observer = unobserved{}
	}
	if c.dial == nil {
		c.dial = new(net.Dialer).DialContext
	}
	c.http = &http.Client{
		Transport: &http.Transport{
			Proxy:               c.proxy,
			DialContext:         c.dial,
			TLSClientConfig:     c.tls.Clone(),
			ForceAttemptHTTP2:   true,
			MaxIdleConnsPerHost: 256,
			IdleConnTimeout:     90 * time.Second,
			TLSHandshakeTimeout: 10 * time.Second,
		},
		// A redirect would carry the request, token and all, elsewhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c, nil
}

// loopback reports whether a host is this machine, and nobody else can listen
// to what is sent there.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
