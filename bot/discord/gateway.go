package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// connect makes one connection to the gateway and stays until it ends, and
// returns why. When ctx ends, it finishes the running interactions first.
func (w *wire) connect(ctx context.Context) error {
	life, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	line := newLine()
	session, err := w.session(life, line)
	if err != nil {
		return err
	}

	// Ending life fails whatever Open waits for. It is left behind all the
	// same, should it find something else to wait for.
	opened := make(chan error, 1)
	go func() { opened <- session.Open() }()
	late := time.NewTimer(openWithin)
	defer late.Stop()
	select {
	case err := <-opened:
		if err != nil {
			return fmt.Errorf("open the gateway: %w", err)
		}
	case <-late.C:
		return fmt.Errorf("open the gateway: not ready after %s", openWithin)
	case <-ctx.Done():
		return ctx.Err()
	}
	w.log.Info("gateway ready")
	if w.ready != nil {
		w.ready()
	}

	select {
	case <-line.ended:
		// discordgo has read the same error and closes the session.
		return line.reason
	case <-ctx.Done():
		w.finish()
		return session.Close()
	}
}

// session makes a session of discordgo's for one connection.
func (w *wire) session(life context.Context, line *line) (*discordgo.Session, error) {
	s, err := discordgo.New("Bot " + w.client.token)
	if err != nil {
		return nil, err
	}
	s.LogLevel = -1                  // it would log to standard error
	s.ShouldReconnectOnError = false // Run does
	s.StateEnabled = false           // nobody asks it, at 44 KiB a server
	s.Compress = false               // a line reads the frames
	s.SyncEvents = true              // so that take is never too late
	s.Identify.Intents = discordgo.IntentsGuilds
	s.Client = &http.Client{Transport: sessionTransport{life, w.client}}
	dial := func(secure bool) func(context.Context, string, string) (net.Conn, error) {
		return func(ctx context.Context, _, address string) (net.Conn, error) {
			conn, err := w.client.dialGateway(ctx, address, secure)
			if err != nil {
				return nil, err
			}
			return line.connect(life, conn), nil
		}
	}
	s.Dialer = &websocket.Dialer{
		HandshakeTimeout:  attemptWithin,
		NetDialContext:    dial(false),
		NetDialTLSContext: dial(true),
	}
	s.AddHandler(w.event)
	return s, nil
}

// event takes every event of the gateway. It gets them as they came: what
// discordgo has decoded of them may be half of it.
func (w *wire) event(_ *discordgo.Session, e *discordgo.Event) {
	if e.Type == "INTERACTION_CREATE" {
		received := time.Now()
		w.take(func() { w.interaction(e.RawData, received) })
	}
}

// A sessionTransport lets a session ask for the gateway's address through the
// client, with its patience and to its base URL.
type sessionTransport struct {
	ctx    context.Context // a session's own requests have none
	client *Client
}

func (t sessionTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	var answer json.RawMessage
	path := strings.TrimPrefix(r.URL.String(), discordgo.EndpointAPI)
	if err := t.client.do(t.ctx, request{method: r.Method, path: path, out: &answer}); err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: http.StatusOK,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:  http.Header{},
		Body:    io.NopCloser(bytes.NewReader(answer)),
		Request: r,
	}, nil
}

// advice says what to do about the close codes after which Discord accepts no
// new connection of the same kind.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
var advice = map[int]error{
	4004: errToken,
	4010: errors.New("the shard is refused; this is a fault of the program, please report it"),
	4011: errors.New("the bot is in 2,500 servers or more, too many for the one connection that this program makes"),
	4012: errors.New("this version of the API is no longer spoken; install a newer release of the program"),
	4013: errors.New("the intents are unknown; this is a fault of the program, please report it"),
	4014: errors.New("the intents are not allowed, though the bot asks for none but Guilds; check the application at " +
		"https://discord.com/developers/applications"),
}

// fatal returns the error to stop with where another connection would end in
// the same way, else nil.
func fatal(err error) error {
	var closed *websocket.CloseError
	if errors.As(err, &closed) && advice[closed.Code] != nil {
		return fmt.Errorf("connect to Discord: %w (close code %d)", advice[closed.Code], closed.Code)
	}
	if errors.Is(err, errToken) {
		return fmt.Errorf("connect to Discord: %w", errToken)
	}
	return nil
}
