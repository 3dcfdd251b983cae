package discord

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/gorilla/websocket"
)

// What ends a line, besides the network and the codes of close frames.
var (
	errReconnect      = errors.New("asked for a new connection")
	errInvalidSession = errors.New("session ended by Discord")
	errGateway        = errors.New("the gateway sent what is not of its protocol")
)

// A line is the connection to the gateway, as discordgo reads it. It reads
// along, for four things that discordgo keeps to itself or cannot survive: the
// code with which Discord closes, an opcode 7 before the session is ready
// (discordgo waits for its own lock for ever), an opcode 9 (it identifies
// again at once, for as long as it is refused), and silence (it waits for four
// minutes). At any of them the line ends: reading returns the reason, and so
// discordgo lets go of its session by itself.
type line struct {
	net.Conn
	frames  frames
	silence time.Duration // how long none may last
	reason  error         // why it has ended, once ended is closed
	ended   chan struct{}
}

// newLine makes a line that is not connected yet.
func newLine() *line { return &line{silence: openWithin, ended: make(chan struct{})} }

// connect takes over conn, which is closed when ctx ends.
func (l *line) connect(ctx context.Context, conn net.Conn) net.Conn {
	context.AfterFunc(ctx, func() { conn.Close() })
	l.Conn = conn
	return l
}

// Read reads what the gateway sends. Only one goroutine of discordgo does.
func (l *line) Read(p []byte) (int, error) {
	if l.reason != nil {
		return 0, l.reason
	}
	if err := l.SetReadDeadline(time.Now().Add(l.silence)); err != nil {
		return 0, l.end(err)
	}
	n, err := l.Conn.Read(p)
	if err == nil {
		err = l.frames.feed(p[:n], l.look)
	}
	if err != nil {
		return 0, l.end(err)
	}
	return n, nil
}

func (l *line) end(err error) error {
	l.reason = err
	close(l.ended)
	return err
}

// look looks at a frame's opcode and payload.
func (l *line) look(opcode byte, payload []byte) error {
	switch opcode {
	case websocket.CloseMessage:
		closed := &websocket.CloseError{Code: websocket.CloseNoStatusReceived}
		if len(payload) >= 2 {
			closed.Code = int(binary.BigEndian.Uint16(payload))
			closed.Text = string(payload[2:])
		}
		return closed
	case websocket.TextMessage:
		return l.lookAtMessage(payload)
	}
	return nil
}

// lookAtMessage looks at one of the gateway's messages.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
func (l *line) lookAtMessage(payload []byte) error {
	var message *struct {
		Op *int            `json:"op"`
		D  json.RawMessage `json:"d"`
	}
	if err := json.Unmarshal(payload, &message); err != nil || message == nil || message.Op == nil {
		return errGateway // discordgo panics at "null"
	}
	switch *message.Op {
	case 7:
		return errReconnect
	case 9:
		return errInvalidSession
	case 10:
		var hello struct {
			Interval int64 `json:"heartbeat_interval"` // milliseconds
		}
		if json.Unmarshal(message.D, &hello); hello.Interval <= 0 || hello.Interval > 10*60*1000 {
			return fmt.Errorf("%w: a heartbeat every %d ms", errGateway, hello.Interval) // as it does at 0
		}
		// Every heartbeat is answered. Two unanswered are one too many.
		l.silence = 2*time.Duration(hello.Interval)*time.Millisecond + 5*time.Second
	}
	return nil
}

// longestLook is the size of the largest payload that is looked at, in bytes.
// The messages of interest have some 150; the rest is long mostly.
const longestLook = 1 << 10

// frames splits what a server sends on a WebSocket into its frames (RFC 6455,
// section 5.2), after the HTTP response that comes first.
type frames struct {
	upgraded bool
	head     []byte // of the response, then of the frame
	inside   bool   // the frame's head is complete
	left     uint64 // bytes of payload to come
	payload  []byte // what came, if it is short enough to look at
	keep     bool
}

// feed takes the next bytes and calls look with each complete frame whose
// payload is short enough. look's error ends it.
func (f *frames) feed(p []byte, look func(opcode byte, payload []byte) error) error {
	for len(p) > 0 {
		if !f.inside {
			f.head = append(f.head, p[0])
			p = p[1:]
			switch {
			case f.upgraded:
				f.left, f.inside = payloadSize(f.head)
			case bytes.HasSuffix(f.head, []byte("\r\n\r\n")):
				f.upgraded = true
				f.head = f.head[:0]
			case len(f.head) > 64<<10:
				return errGateway
			}
			if !f.inside {
				continue
			}
			f.payload, f.keep = f.payload[:0], f.left <= longestLook
		}
		n := min(uint64(len(p)), f.left)
		if f.keep {
			f.payload = append(f.payload, p[:n]...)
		}
		p, f.left = p[n:], f.left-n
		if f.left > 0 {
			continue
		}
		if f.keep {
			if err := look(f.head[0]&0x0f, f.payload); err != nil {
				return err
			}
		}
		f.head, f.inside = f.head[:0], false
	}
	return nil
}

// payloadSize returns how long the payload is after a frame's head, and
// whether the head is complete. A server's frames are not masked.
func payloadSize(head []byte) (uint64, bool) {
	if len(head) < 2 {
		return 0, false
	}
	switch size := head[1] & 0x7f; {
	case size < 126:
		return uint64(size), true
	case size == 126 && len(head) == 4:
		return uint64(binary.BigEndian.Uint16(head[2:])), true
	case size == 127 && len(head) == 10:
		return binary.BigEndian.Uint64(head[2:]), true
	}
	return 0, false
}
