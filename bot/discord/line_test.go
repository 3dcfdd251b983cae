package discord

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"rapporteur/bot/discord/discordtest"
)

// A stream is what a server sends to open a WebSocket and over it.
func stream(t testing.TB, payloads ...string) []byte {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := new(websocket.Upgrader).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		for _, p := range payloads {
			conn.WriteMessage(websocket.TextMessage, []byte(p))
		}
		conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(4004, "Authentication failed."), time.Now().Add(time.Second))
	}))
	defer server.Close()
	req, err := http.NewRequest(http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
	} {
		req.Header.Set(name, value)
	}
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := req.Write(conn); err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// However the bytes come, the frames that are short enough are seen whole.
func TestFrames(t *testing.T) {
	payloads := []string{
		`{"op":11}`, "", strings.Repeat("a", 125), strings.Repeat("b", 126), strings.Repeat("c", longestLook),
		strings.Repeat("d", longestLook+1), strings.Repeat("e", 65535), strings.Repeat("f", 70000), "é",
	}
	var want []string
	for _, p := range payloads {
		if len(p) <= longestLook {
			want = append(want, "1 "+p)
		}
	}
	want = append(want, "8 \x0f\xa4Authentication failed.")
	bytes := stream(t, payloads...)
	for _, size := range []int{1, 2, 3, 7, 125, 4096, len(bytes)} {
		var f frames
		var got []string
		for chunk := range slices.Chunk(bytes, size) {
			err := f.feed(chunk, func(opcode byte, payload []byte) error {
				got = append(got, fmt.Sprintf("%d %s", opcode, payload))
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("in pieces of %d bytes: %d frames, want %d", size, len(got), len(want))
		}
	}
}

func FuzzFrames(f *testing.F) {
	f.Add([]byte("HTTP/1.1 101\r\n\r\n\x81\x05hello\x88\x02\x0f\xa4"), 3)
	f.Add([]byte("\r\n\r\n\x82\x7e\x00\x05hello\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff"), 1)
	f.Fuzz(func(t *testing.T, bytes []byte, size int) {
		read := func(size int) (seen []string, err error) {
			var f frames
			for chunk := range slices.Chunk(bytes, size) {
				err = f.feed(chunk, func(opcode byte, payload []byte) error {
					if len(payload) > longestLook {
						t.Errorf("a payload of %d bytes", len(payload))
					}
					seen = append(seen, fmt.Sprint(opcode, payload))
					return nil
				})
				if err != nil {
					return seen, err
				}
			}
			return seen, nil
		}
		whole, err := read(len(bytes) + 1)
		pieces, errPieces := read(max(1, size%97))
		if !slices.Equal(whole, pieces) || !errors.Is(errPieces, err) {
			t.Errorf("seen %q, %v at once, and %q, %v in pieces", whole, err, pieces, errPieces)
		}
	})
}

func TestLook(t *testing.T) {
	var closed *websocket.CloseError
	if err := newLine().look(websocket.CloseMessage, []byte("\x0f\xa4no")); !errors.As(err, &closed) || closed.Code != 4004 || closed.Text != "no" {
		t.Errorf("a close frame comes to %v", err)
	}
	if err := newLine().look(websocket.CloseMessage, nil); !errors.As(err, &closed) || closed.Code != 1005 {
		t.Errorf("a close frame without a code comes to %v", err)
	}
	for payload, want := range map[string]error{
		`{"op":7,"d":null}`:                        errReconnect,
		`{"op":9,"d":true}`:                        errInvalidSession,
		`{"op":10,"d":{"heartbeat_interval":45}}`:  nil,
		`{"op":10,"d":{"heartbeat_interval":0}}`:   errGateway,
		`{"op":10,"d":{"heartbeat_interval":-1}}`:  errGateway,
		`{"op":10,"d":{"heartbeat_interval":"1"}}`: errGateway,
		`{"op":10}`:                   errGateway,
		`{"op":11}`:                   nil,
		`{"op":0,"t":"READY","d":{}}`: nil,
		`null`:                        errGateway,
		`{}`:                          errGateway,
		`7`:                           errGateway,
		``:                            errGateway,
	} {
		if err := newLine().look(websocket.TextMessage, []byte(payload)); !errors.Is(err, want) {
			t.Errorf("%s comes to %v, want %v", payload, err, want)
		}
	}
}

// The gateway's connection has TLS and a proxy like any other.
func TestDialGateway(t *testing.T) {
	fake, err := discordtest.New(discordtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(fake)
	defer server.Close()
	roots := server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs

	var tunnels atomic.Int64
	tunnel := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := parseProxyAuthorization(r)
		if r.Method != http.MethodConnect || user != "me" || password != "secret" {
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		there, err := net.Dial("tcp", r.Host)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		tunnels.Add(1)
		here, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		io.WriteString(here, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { io.Copy(there, here); there.Close() }()
		io.Copy(here, there)
		here.Close()
	})
	plain, secured := httptest.NewServer(tunnel), httptest.NewTLSServer(tunnel)
	defer plain.Close()
	defer secured.Close()

	for name, test := range map[string]struct {
		proxy   string // its address, "" for none
		user    *url.Userinfo
		refused string
	}{
		"no proxy":          {},
		"a proxy":           {proxy: plain.URL, user: url.UserPassword("me", "secret")},
		"a proxy with TLS":  {proxy: secured.URL, user: url.UserPassword("me", "secret")},
		"a wrong password":  {proxy: plain.URL, user: url.UserPassword("me", "other"), refused: "refuses a tunnel: 407"},
		"another kind":      {proxy: "socks5://127.0.0.1:1", refused: `"socks5" is not supported`},
		"a proxy not there": {proxy: "http://127.0.0.1:1", refused: "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := NewClient(ClientOptions{Token: "token"})
			if err != nil {
				t.Fatal(err)
			}
			c.tls = &tls.Config{RootCAs: roots}
			c.proxy = func(*http.Request) (*url.URL, error) {
				if test.proxy == "" {
					return nil, nil
				}
				proxy, err := url.Parse(test.proxy)
				if err == nil {
					proxy.User = test.user
				}
				return proxy, err
			}
			before := tunnels.Load()
			conn, err := c.dialGateway(t.Context(), server.Listener.Addr().String(), true)
			if test.refused != "" {
				if err == nil || !strings.Contains(err.Error(), test.refused) || strings.Contains(err.Error(), "other") {
					t.Errorf("dialling returns %v, want %q", err, test.refused)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if through := tunnels.Load() > before; through != (test.proxy != "") {
				t.Errorf("through the proxy: %t", through)
			}
			if state := conn.(*tls.Conn).ConnectionState(); !state.HandshakeComplete {
				t.Error("no TLS")
			}
			ws := websocket.Dialer{NetDialTLSContext: func(context.Context, string, string) (net.Conn, error) { return conn, nil }}
			socket, _, err := ws.Dial("wss://discord.test/gateway-socket/", nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, hello, err := socket.ReadMessage(); err != nil || !strings.Contains(string(hello), "heartbeat_interval") {
				t.Errorf("the gateway says %s, %v", hello, err)
			}
		})
	}

	// Nobody is trusted whom nobody knows.
	c, err := NewClient(ClientOptions{Token: "token"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.dialGateway(t.Context(), server.Listener.Addr().String(), true); err == nil {
		t.Error("an unknown certificate is trusted")
	}
}

// parseProxyAuthorization reads what a client tells a proxy.
func parseProxyAuthorization(r *http.Request) (user, password string, ok bool) {
	return (&http.Request{Header: http.Header{"Authorization": r.Header["Proxy-Authorization"]}}).BasicAuth()
}
