package sight

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// Ask returns nil where the bot that shows itself at the address is ready, else
// what is missing.
func Ask(ctx context.Context, address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%q is no address: %w", address, err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1" // all addresses of a machine have this one among them
	}
	ctx, cancel := context.WithTimeout(ctx, 2*checkWithin)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	// It is this machine or a neighbour: no proxy knows it.
	client := &http.Client{Transport: &http.Transport{DialContext: (&net.Dialer{Timeout: time.Second}).DialContext}}
	defer client.CloseIdleConnections()
	resp, err := client.Do(r)
	if err != nil {
		return fmt.Errorf("no bot answers at %s; \"rapporteur serve\" starts one (%w)", address, err)
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(io.LimitReader(resp.Body, 4<<10))
	switch {
	case err != nil:
		return fmt.Errorf("no bot answers at %s; \"rapporteur serve\" starts one (%w)", address, err)
	case resp.StatusCode != http.StatusOK:
		return errors.New("not ready: " + strings.ReplaceAll(strings.TrimSpace(string(said)), "\n", ", "))
	}
	return nil
}
