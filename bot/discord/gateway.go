package discord

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// How long a connection to the gateway waits for what.
const (
	helloWithin  = 10 * time.Second // from dialling to the first packet, each
	openWithin   = 30 * time.Second // from the first packet to a session that is ready
	writeWithin  = 5 * time.Second
	leaveWithin  = 2 * time.Second // from our close to Discord's: what it sent before is still answered
	ackedWithin  = 3               // a third of the heartbeat's interval, so that one and a half see another connection
	largestFrame = 16 << 20        // bytes; the servers of a shard are told in frames of some hundred KiB
	largestHead  = 64 << 10        // bytes before the first packet: TLS and the HTTP response
)

// The intervals between heartbeats that are believed.
const (
	shortestBeat = 20 * time.Millisecond
	longestBeat  = 10 * time.Minute
)

// What ends a connection, besides the network and the codes of close frames.
var (
	errReconnect = errors.New("asked for a new connection")
	errInvalid   = errors.New("session ended by Discord")
	errGateway   = errors.New("the gateway sent what is not of its protocol")
	errSilent    = errors.New("heartbeat not answered")
	errNotReady  = fmt.Errorf("not ready after %s", openWithin)
)

// The gateway's opcodes.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opResume    = 6
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opAcked     = 11
)

// A packet is what is sent over the gateway, in both directions.
type packet struct {
	Op   *int            `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s,omitempty"`
	Type string          `json:"t,omitempty"`
}

// A connection is one to the gateway. Its reader is the goroutine that has
// dialled; a second one sends the heartbeats.
type connection struct {
	socket *websocket.Conn
	ending sync.Once
	reason error         // why it was ended from here, once ended is closed
	ended  chan struct{} // closed by end

	acks chan struct{} // heartbeats that were answered
	asks chan struct{} // for a heartbeat at once
}

// end cuts the connection, which leaves Discord's session as it is: only a
// close frame of ours would end that, too.
func (c *connection) end(reason error) {
	c.ending.Do(func() {
		c.reason = reason
		close(c.ended)
		c.socket.Close()
	})
}

// leave ends the session. Discord sends nothing once it has read that; what
// came before is read for a moment longer.
func (c *connection) leave() {
	text := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	c.socket.WriteControl(websocket.CloseMessage, text, time.Now().Add(leaveWithin))
	late := time.NewTimer(leaveWithin)
	defer late.Stop()
	select {
	case <-c.ended:
	case <-late.C:
		c.end(nil)
	}
}

// read returns the next packet.
func (c *connection) read() (packet, error) {
	_, data, err := c.socket.ReadMessage()
	if err != nil {
		select {
		case <-c.ended:
			return packet{}, cmp.Or(c.reason, err)
		default:
			return packet{}, insane(err)
		}
	}
	return decodePacket(data)
}

// decodePacket reads a packet, whatever else it may be.
func decodePacket(data []byte) (packet, error) {
	var p *packet
	if err := json.Unmarshal(data, &p); err != nil || p == nil || p.Op == nil {
		return packet{}, errGateway
	}
	return *p, nil
}

// insane marks what the WebSocket library found wrong with a frame, for which
// it has no types.
func insane(err error) error {
	var network net.Error
	var closed *websocket.CloseError
	if errors.As(err, &network) || errors.As(err, &closed) || errors.Is(err, net.ErrClosed) {
		return err
	}
	return fmt.Errorf("%w (%v)", errGateway, err)
}

// hello waits for the first packet and returns how often a heartbeat is due.
func (c *connection) hello() (time.Duration, error) {
	c.socket.SetReadDeadline(time.Now().Add(helloWithin))
	p, err := c.read()
	if err != nil {
		return 0, err
	}
	switch *p.Op {
	case opHello:
	case opReconnect:
		return 0, errReconnect
	case opInvalid:
		return 0, errInvalid
	default:
		return 0, errGateway
	}
	var said struct {
		Interval float64 `json:"heartbeat_interval"` // milliseconds
	}
	wrong := json.Unmarshal(p.Data, &said)
	interval := time.Duration(min(said.Interval, 1e9) * float64(time.Millisecond))
	if wrong != nil || interval > longestBeat || interval < shortestBeat {
		return 0, fmt.Errorf("%w: a heartbeat every %g ms", errGateway, said.Interval)
	}
	c.socket.SetReadDeadline(time.Time{}) // the heartbeats see to it from here on
	return interval, nil
}

// send sends a packet. Identifying and resuming come before the heartbeats,
// so that there is one writer at a time.
func (c *connection) send(op int, data any) error {
	c.socket.SetWriteDeadline(time.Now().Add(writeWithin))
	return c.socket.WriteJSON(struct {
		Op   int `json:"op"`
		Data any `json:"d"`
	}{op, data})
}

// beat sends heartbeats, until the connection ends or one is not answered. The
// first comes at random within the interval, as Discord asks.
func (c *connection) beat(interval time.Duration, sequence func() any) {
	timer := time.NewTimer(rand.N(interval))
	defer timer.Stop()
	for {
		select {
		case <-c.ended:
			return
		case <-c.asks:
		case <-timer.C:
		}
		timer.Reset(interval)
		select {
		case <-c.acks: // one that nobody waited for
		default:
		}
		if err := c.send(opHeartbeat, sequence()); err != nil {
			c.end(err)
			return
		}
		late := time.NewTimer(interval / ackedWithin)
		select {
		case <-c.ended:
		case <-c.acks:
		case <-late.C:
			c.end(errSilent)
		}
		late.Stop()
	}
}

// signal fills a channel that holds one, unless it is full.
func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// advice says what to do about the close codes after which Discord accepts no
// new connection of the same kind.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
var advice = map[int]error{
	4004: errToken,
	4010: errors.New("the shard is refused; RAPPORTEUR_SHARDS must name shards that there are"),
	4011: errors.New("the bot is in too many servers for so few shards; set RAPPORTEUR_SHARDS to auto, or to more"),
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

// intents are all that the bot asks to be told of: its servers. The commands
// that are given to it come with any intents.
const intents = discordgo.IntentsGuilds
