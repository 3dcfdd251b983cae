package discordtest

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"time"
)

// routes are the parts of the REST API that the server has. The paths are
// those of the OpenAPI document.
var routes = map[string]handler{
	"GET /gateway":                 getGateway,
	"GET /gateway/bot":             getGatewayBot,
	"GET /applications/@me":        getApplication,
	"GET /oauth2/applications/@me": getApplication,
	"GET /users/@me":               getSelf,

	"GET /applications/{application_id}/commands":                   getCommands,
	"PUT /applications/{application_id}/commands":                   putCommands,
	"GET /applications/{application_id}/guilds/{guild_id}/commands": getCommands,
	"PUT /applications/{application_id}/guilds/{guild_id}/commands": putCommands,

	"POST /interactions/{interaction_id}/{interaction_token}/callback": postCallback,
	"GET /webhooks/{webhook_id}/{webhook_token}/messages/@original":    getOriginal,
	"PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original":  patchOriginal,

	"GET /guilds/{guild_id}":                   getGuild,
	"GET /guilds/{guild_id}/roles":             getRoles,
	"GET /guilds/{guild_id}/channels":          getChannels,
	"GET /guilds/{guild_id}/members/{user_id}": getMember,

	"GET /channels/{channel_id}":                                  getChannel,
	"GET /channels/{channel_id}/messages":                         getMessages,
	"POST /channels/{channel_id}/messages":                        postMessage,
	"GET /channels/{channel_id}/messages/{message_id}":            getMessage,
	"POST /channels/{channel_id}/messages/{message_id}/threads":   postThread,
	"PUT /channels/{channel_id}/pins/{message_id}":                putPin,
	"PUT /channels/{channel_id}/messages/pins/{message_id}":       putPin,
	"DELETE /channels/{channel_id}/messages/pins/{message_id}":    deletePin,
	"POST /channels/{channel_id}/messages/{message_id}/crosspost": postCrosspost,
	"POST /channels/{channel_id}/threads":                         postForum,
	"GET /channels/{channel_id}/threads/archived/public":          getArchivedThreads,
	"GET /guilds/{guild_id}/threads/active":                       getActiveThreads,
	"POST /users/@me/channels":                                    postDirectChannel,
}

// A handler carries a request out. It returns the status of a success and what
// to answer, or why it refuses. The server's lock is held.
type handler func(c *call) (status int, answer any, refusal *Refusal)

// A call is a request that is being carried out.
type call struct {
	*Server
	http  *http.Request
	body  any               // decoded, nil without one
	files map[string]string // that came with it, by name
}

// object returns the body, if it is an object.
func (c *call) object() map[string]any { o, _ := c.body.(map[string]any); return o }

// path returns what stands in the path for a name in braces.
func (c *call) path(name string) string { return c.http.PathValue(name) }

// ServeHTTP serves the REST API under /api/v9 and /api/v10, and the gateway.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == gatewayPath || r.URL.Path == resumePath {
		s.serveGateway(w, r)
		return
	}
	if s.serveAttachment(w, r) {
		return
	}
	for _, version := range []string{"/api/v9", "/api/v10"} {
		if strings.HasPrefix(r.URL.Path, version+"/") {
			http.StripPrefix(version, s.mux).ServeHTTP(w, r)
			return
		}
	}
	writeJSON(w, http.StatusNotFound, map[string]any{"message": "404: Not Found", "code": 0})
}

// route returns what serves the requests to a pattern; that of "" is all that
// have no other.
func (s *Server) route(pattern string, handle handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, path, _ := strings.Cut(pattern, " ")
		raw, files, unreadable := readBody(r)
		n := s.record(Request{Method: r.Method, Path: r.URL.RequestURI(), Pattern: path, Body: raw, At: s.options.Now()})

		fault := s.faultFor(pattern)
		if fault != nil {
			fault.headers(w)
			if !fault.wait(r.Context()) || !fault.Done && fault.strike(w, func() { s.answered(n, fault.Status, nil) }) {
				return
			}
		}
		s.mu.Lock()
		c := &call{Server: s, http: r, files: files}
		status, answer, refusal := c.carryOut(pattern, handle, raw, unreadable)
		encoded, _ := json.Marshal(answer) // while nobody can change it
		if s.alter != nil {
			encoded = s.alter(pattern, encoded)
		}
		s.mu.Unlock()
		if fault != nil && fault.Done && fault.strike(w, func() { s.answered(n, fault.Status, nil) }) {
			return
		}
		switch {
		case refusal == nil:
			s.answered(n, status, nil)
			writeJSON(w, status, json.RawMessage(encoded))
		case refusal.Status == http.StatusTooManyRequests:
			s.answered(n, refusal.Status, nil)
			left := time.Second - s.options.Now().Sub(s.options.Now().Truncate(time.Second))
			(&Fault{Status: refusal.Status, RetryAfter: left, Global: true}).write(w)
		default:
			s.answered(n, refusal.Status, refusal)
			writeJSON(w, refusal.Status, refusal.body())
		}
	}
}

// wait waits as long as the fault says, and reports whether it could.
func (f *Fault) wait(ctx context.Context) bool {
	// Go's runtime, under the race detector, has crashed over a timer of a
	// bubble whose time was over when it was made.
	if f.Delay <= 0 {
		return true
	}
	select {
	case <-time.After(f.Delay):
		return true
	case <-ctx.Done():
		return false
	}
}

// strike does to an answer what the fault says, and reports whether that was
// all of the answer.
func (f *Fault) strike(w http.ResponseWriter, answered func()) bool {
	switch {
	case f.Drop:
		panic(http.ErrAbortHandler) // which is how net/http cuts a connection
	case f.Status != 0:
		answered()
		f.write(w)
		return true
	}
	return false
}

// record keeps a request and returns its number.
func (s *Server) record(r Request) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.options.Forget {
		return -1
	}
	s.requests = append(s.requests, r)
	return len(s.requests) - 1
}

// answered notes what came of a request.
func (s *Server) answered(n, status int, refusal *Refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n >= 0 {
		s.requests[n].Status, s.requests[n].Refusal = status, refusal
	}
	s.change()
}

// readBody reads a body, or of a form the part that is one and the files beside
// it.
func readBody(r *http.Request) (raw []byte, files map[string]string, refusal *Refusal) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, 26<<20))
	invalid := &Refusal{Status: http.StatusBadRequest, Code: 50109, Message: "The request body contains invalid JSON."}
	if err != nil {
		return nil, nil, invalid
	}
	kind, parameters, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case len(raw) == 0 || kind == "application/json":
		return raw, nil, nil
	case kind != "multipart/form-data":
		return raw, nil, invalid
	}
	form, err := multipart.NewReader(bytes.NewReader(raw), parameters["boundary"]).ReadForm(26 << 20)
	if err != nil || len(form.Value["payload_json"]) != 1 {
		return nil, nil, invalid
	}
	files = map[string]string{}
	for _, headers := range form.File {
		f, err := headers[0].Open()
		if err != nil {
			return nil, nil, invalid
		}
		text, _ := io.ReadAll(f)
		f.Close()
		files[headers[0].Filename] = string(text)
	}
	return []byte(form.Value["payload_json"][0]), files, nil
}

// carryOut refuses a call for what any call is refused for, and else handles
// it. s.mu is held.
func (c *call) carryOut(pattern string, handle handler, raw []byte, unreadable *Refusal) (int, any, *Refusal) {
	method, path, _ := strings.Cut(pattern, " ")
	own := strings.HasPrefix(path, "/interactions/") || strings.HasPrefix(path, "/webhooks/")
	switch {
	case !strings.HasPrefix(c.http.UserAgent(), "DiscordBot ("):
		return 0, nil, &Refusal{Status: http.StatusForbidden, Code: 40333, Message: "internal network error"}
	case handle == nil:
		return 0, nil, &Refusal{Status: http.StatusNotFound, Message: "404: Not Found"}
	case !own && path != "/gateway" && c.http.Header.Get("Authorization") != "Bot "+Token:
		return 0, nil, &Refusal{Status: http.StatusUnauthorized, Message: "401: Unauthorized"}
	case !own && c.overGlobalLimit():
		return 0, nil, &Refusal{Status: http.StatusTooManyRequests}
	case unreadable != nil:
		return 0, nil, unreadable
	}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &c.body); err != nil {
			return 0, nil, &Refusal{Status: http.StatusBadRequest, Code: 50109, Message: "The request body contains invalid JSON."}
		}
	}
	if c.schema != nil {
		if refusal := flawed(c.schema.check(method, path, raw)); refusal != nil {
			return 0, nil, refusal
		}
	}
	return handle(c)
}

// overGlobalLimit counts a request and reports whether it is one too many in
// this second.
func (c *call) overGlobalLimit() bool {
	second := c.options.Now().Truncate(time.Second)
	if !second.Equal(c.window) {
		c.window, c.counted = second, 0
	}
	c.counted++
	return c.options.GlobalLimit > 0 && c.counted > c.options.GlobalLimit
}

// body returns what Discord writes for a refusal.
func (r *Refusal) body() map[string]any {
	body := map[string]any{"code": r.Code, "message": r.Message}
	if len(r.Flaws) == 0 {
		return body
	}
	root := map[string]any{}
	for _, f := range r.Flaws {
		branch := root
		for _, name := range strings.Split(f.Path, ".") {
			if name == "" {
				continue
			}
			next, ok := branch[name].(map[string]any)
			if !ok {
				next = map[string]any{}
				branch[name] = next
			}
			branch = next
		}
		list, _ := branch["_errors"].([]any)
		branch["_errors"] = append(list, map[string]any{"code": f.Code, "message": f.Message})
	}
	body["errors"] = root
	return body
}

func getApplication(c *call) (int, any, *Refusal) {
	return http.StatusOK, map[string]any{
		"id": ApplicationID, "name": "Rapporteur", "bot": self, "verify_key": hex.EncodeToString(PublicKey()),
	}, nil
}

func getSelf(c *call) (int, any, *Refusal) { return http.StatusOK, self, nil }

// self is the bot's user.
var self = map[string]any{"id": BotID, "username": "rapporteur", "discriminator": "0", "bot": true, "avatar": nil, "global_name": nil}
