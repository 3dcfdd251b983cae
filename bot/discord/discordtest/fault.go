package discordtest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// A Fault is a failure to order. Exactly what a field says happens to the
// requests that On names; the rest goes as it would.
type Fault struct {
	On    string // such as "POST /channels/{channel_id}/messages"; "" is every request
	Times int    // how many requests it befalls; 0 is one, below 0 is all

	Delay time.Duration // before anything else
	Done  bool          // the request is carried out first
	Drop  bool          // the connection is cut without an answer

	// The answer. A status of 0 leaves the answer as it is.
	Status     int
	Code       int           // Discord's, such as 50001
	Message    string        // beside it
	RetryAfter time.Duration // of a 429
	Global     bool          // it is for every request
	Page       bool          // it is not JSON but a page of Cloudflare's
	Faults     int           // how many fields are wrong, beside the message
	Filler     int           // bytes that follow the answer
	Headers    [2][2]string  // names and values, beside those that belong to the answer
}

// Fail orders faults. Of several that fit a request the first is taken.
func (s *Server) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range faults {
		if f.Times == 0 {
			f.Times = 1
		}
		s.faults = append(s.faults, &f)
	}
}

// CalmDown forgets the faults of a kind of request that have not befallen one.
func (s *Server) CalmDown(on string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = slices.DeleteFunc(s.faults, func(f *Fault) bool { return f.Times == 0 || f.On == on })
}

// faultFor returns the fault that befalls a request, nil if none does.
func (s *Server) faultFor(pattern string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.Times != 0 && (f.On == "" || f.On == pattern) {
			f.Times--
			return f
		}
	}
	return nil
}

// headers adds the fault's headers to an answer.
func (f *Fault) headers(w http.ResponseWriter) {
	for _, h := range f.Headers {
		if h[0] != "" {
			w.Header().Set(h[0], h[1])
		}
	}
}

// write answers as the fault says.
func (f *Fault) write(w http.ResponseWriter) {
	seconds := f.RetryAfter.Seconds()
	if f.Status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", strconv.Itoa(int(seconds+0.999)))
	}
	if f.Page {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		w.WriteHeader(f.Status)
		w.Write([]byte("<!DOCTYPE html><html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head><body>error code: 1015</body></html>"))
		return
	}
	body := map[string]any{"message": f.Message, "code": f.Code}
	if f.Faults > 0 {
		fields := map[string]any{}
		for n := range f.Faults {
			fields[strconv.Itoa(n)] = map[string]any{"name": map[string]any{"_errors": []any{map[string]any{"code": "BASE_TYPE_BAD_LENGTH", "message": "too long"}}}}
		}
		body["errors"] = fields
	}
	if f.Filler > 0 {
		defer func() {
			for chunk := bytes.Repeat([]byte(" "), 64<<10); f.Filler > 0; f.Filler -= len(chunk) {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		}()
	}
	if f.Status == http.StatusTooManyRequests {
		body["message"], body["retry_after"], body["global"] = "You are being rate limited.", seconds, f.Global
		if f.Global {
			w.Header().Set("X-RateLimit-Global", "true")
		}
	}
	writeJSON(w, f.Status, body)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	if status == http.StatusNoContent {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}
