package discord

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/url"
)

// dialGateway opens the connection under a WebSocket: with TLS, where secure,
// and through the proxy that the environment names for HTTPS. gorilla's dialer
// would do both, but on top of the connection that a line must read.
func (c *Client) dialGateway(ctx context.Context, address string, secure bool) (net.Conn, error) {
	target := &url.URL{Scheme: "http", Host: address}
	if secure {
		target.Scheme = "https"
	}
	proxy, err := c.proxy(&http.Request{URL: target})
	if err != nil {
		return nil, fmt.Errorf("read the proxy's address: %w", err)
	}
	var conn net.Conn
	if proxy == nil {
		conn, err = c.dial(ctx, "tcp", address)
	} else {
		conn, err = c.dialThrough(ctx, proxy, address)
	}
	if err != nil || !secure {
		return conn, err
	}
	return c.secure(ctx, conn, address)
}

// secure starts TLS with the host of address. It closes conn on error.
func (c *Client) secure(ctx context.Context, conn net.Conn, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	config := c.tls.Clone()
	config.ServerName = host
	secured := tls.Client(conn, config)
	if err := secured.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return secured, nil
}

// dialThrough asks an HTTP proxy for a tunnel to address.
func (c *Client) dialThrough(ctx context.Context, proxy *url.URL, address string) (net.Conn, error) {
	ports := map[string]string{"http": "80", "https": "443"}
	port := ports[proxy.Scheme]
	if port == "" {
		return nil, fmt.Errorf("a proxy of the kind %q is not supported for the gateway, only http and https", proxy.Scheme)
	}
	if proxy.Port() != "" {
		port = proxy.Port()
	}
	host := net.JoinHostPort(proxy.Hostname(), port)
	conn, err := c.dial(ctx, "tcp", host)
	if err != nil {
		return nil, err
	}
	if proxy.Scheme == "https" {
		if conn, err = c.secure(ctx, conn, host); err != nil {
			return nil, err
		}
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: address}, Host: address, Header: http.Header{}}
	if user := proxy.User; user != nil {
		password, _ := user.Password()
		req.Header.Set("Proxy-Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password)))
	}
	if err := req.Write(conn); err != nil {
		conn.Close()
		return nil, err
	}
	// Nothing follows the response before the client speaks, so nothing is
	// lost in the reader.
	resp, err := http.ReadResponse(bufio.NewReader(conn), req)
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("ask the proxy for a tunnel: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		conn.Close()
		return nil, fmt.Errorf("the proxy refuses a tunnel: %s", resp.Status)
	}
	return conn, nil
}
