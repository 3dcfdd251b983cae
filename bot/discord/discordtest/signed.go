package discordtest

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// signingKey is what every server signs interactions with that it sends by
// HTTP.
var signingKey = ed25519.NewKeyFromSeed([]byte("the key of all fake Discords, 32"))

// PublicKey is what its signatures are verified with.
func PublicKey() ed25519.PublicKey { return signingKey.Public().(ed25519.PublicKey) }

// Signed returns a request by which Discord would send a body at a time.
func Signed(url string, body []byte, at time.Time) *http.Request {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	r, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		panic("discordtest: " + err.Error())
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Signature-Timestamp", timestamp)
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(signingKey, append([]byte(timestamp), body...))))
	return r
}

// Payload makes an exchange and the body by which it is sent by HTTP.
func (s *Server) Payload(i Interaction) (*Exchange, []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x, payload := s.exchange(i)
	return x, mustJSON(payload)
}

// SendHTTP sends an interaction to an endpoint and takes the answer from the
// response, which is checked as a callback would be.
func (s *Server) SendHTTP(client *http.Client, url string, i Interaction) (*Exchange, error) {
	x, body := s.Payload(i)
	resp, err := client.Do(Signed(url, body, s.options.Now()))
	if err != nil {
		return x, err
	}
	defer resp.Body.Close()
	raw, files, refusal := readBody(&http.Request{Header: resp.Header, Body: resp.Body})
	if resp.StatusCode != http.StatusOK || refusal != nil {
		return x, fmt.Errorf("the endpoint answers %s", resp.Status)
	}
	if s.schema != nil {
		refusal = flawed(s.schema.check(http.MethodPost, "/interactions/{interaction_id}/{interaction_token}/callback", raw))
	}
	var answer map[string]any
	if err := json.Unmarshal(raw, &answer); err != nil {
		return x, errors.New("the endpoint answers with no JSON")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change()
	if refusal == nil {
		refusal = s.acknowledge(x, answer, files)
	}
	if refusal != nil {
		return x, refusal
	}
	return x, nil
}
