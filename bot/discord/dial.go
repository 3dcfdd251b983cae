package discord

import (
	"context"
	"fmt"
	"net"
	"sync/atomic"

	"github.com/gorilla/websocket"
)

// dialGateway opens a connection, with TLS for wss:// and through the proxy
// that the environment names.
func (c *Client) dialGateway(ctx context.Context, address string) (*connection, error) {
	head := new(atomic.Int64)
	head.Store(largestHead)
	dialer := websocket.Dialer{
		HandshakeTimeout: helloWithin,
		Proxy:            c.proxy,
		TLSClientConfig:  c.tls,
		NetDialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := c.dial(ctx, network, address)
			return &boundedConn{conn, head}, err
		},
	}
	socket, _, err := dialer.DialContext(ctx, address, nil)
	if err != nil {
		return nil, fmt.Errorf("dial the gateway: %w", err)
	}
	head.Store(unbounded)
	socket.SetReadLimit(largestFrame)
	// Discord's close is not echoed: of some codes it could be read as ours,
	// which ends the session.
	socket.SetCloseHandler(func(int, string) error { return nil })
	return &connection{
		socket: socket, ended: make(chan struct{}),
		acks: make(chan struct{}, 1), asks: make(chan struct{}, 1),
	}, nil
}

// A boundedConn ends a server's response that never does: nothing bounds the
// head of one in the WebSocket library.
type boundedConn struct {
	net.Conn
	left *atomic.Int64
}

const unbounded = 1 << 62

func (c *boundedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.left.Load() != unbounded && c.left.Add(-int64(n)) < 0 {
		return 0, errGateway
	}
	return n, err
}
