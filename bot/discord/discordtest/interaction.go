package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// How long an interaction can be answered, and its answer edited.
const (
	AnswerWithin = 3 * time.Second
	EditWithin   = 15 * time.Minute
)

// An Interaction is what a user does. It is made by [Command] and the like,
// changed at will, and sent by [Server.Send].
type Interaction struct {
	Type    int
	Data    any
	Guild   string   // its ID, "" in a direct message
	Channel string   // its ID; "" leaves it to the server
	User    string   // the user's ID; "" is somebody's
	Message *Message // that was clicked on
	Extra   map[string]any
}

// An Option is an option of a command, filled in.
type Option map[string]any

// String fills in an option of that type.
func String(name, value string) Option { return Option{"name": name, "type": 3, "value": value} }

// Integer fills in an option of that type.
func Integer(name string, value int) Option { return Option{"name": name, "type": 4, "value": value} }

// Boolean fills in an option of that type.
func Boolean(name string, value bool) Option { return Option{"name": name, "type": 5, "value": value} }

// Channel fills in an option of that type.
func Channel(name, id string) Option { return Option{"name": name, "type": 7, "value": id} }

// Role fills in an option of that type.
func Role(name, id string) Option { return Option{"name": name, "type": 8, "value": id} }

// Subcommand fills in a subcommand.
func Subcommand(name string, options ...Option) Option {
	return Option{"name": name, "type": 1, "options": options}
}

// Focused marks the option that is being typed.
func Focused(o Option) Option { o["focused"] = true; return o }

// Command is a slash command in a server.
func Command(name string, options ...Option) Interaction {
	return Interaction{Type: 2, Guild: DefaultGuild, Data: map[string]any{"id": "1", "type": 1, "name": name, "options": options}}
}

// OnMessage is a command of the menu of a message that says content.
func OnMessage(name, content string) Interaction {
	const id = "1200000000000000077"
	message := map[string]any{
		"id": id, "channel_id": DefaultChannel, "content": content, "type": 0, "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": nil,
		"author": map[string]any{"id": "1200000000000000002", "username": "another", "discriminator": "0"},
		"tts":    false, "mention_everyone": false, "mentions": []any{}, "mention_roles": []any{}, "attachments": []any{}, "embeds": []any{}, "pinned": false,
	}
	return Interaction{Type: 2, Guild: DefaultGuild, Data: map[string]any{
		"id": "1", "type": 3, "name": name, "target_id": id, "resolved": map[string]any{"messages": map[string]any{id: message}},
	}}
}

// Autocomplete is a slash command that is being typed. One option is
// [Focused].
func Autocomplete(name string, options ...Option) Interaction {
	i := Command(name, options...)
	i.Type = 4
	return i
}

// Button is a click on a button of a message.
func Button(on *Message, customID string) Interaction {
	return Interaction{Type: 3, Guild: DefaultGuild, Message: on, Data: map[string]any{"custom_id": customID, "component_type": 2}}
}

// Select is a choice in a menu of a message.
func Select(on *Message, customID string, values ...string) Interaction {
	return Interaction{Type: 3, Guild: DefaultGuild, Message: on, Data: map[string]any{"custom_id": customID, "component_type": 3, "values": values}}
}

// An Exchange is an interaction and what came of it.
type Exchange struct {
	ID, Token string
	User      string // whose it is, by ID

	server  *Server
	kind    int
	channel string
	clicked *Message
	sent    time.Time
	payload map[string]any
	answer  *Answer
	edits   int
}

// An Answer is the first answer to an interaction.
type Answer struct {
	Type    int
	Data    map[string]any // as it was sent
	After   time.Duration  // since the interaction was sent
	Choices []Choice       // of an autocompletion
	Message *Message       // made or changed; nil if none was
}

// A Choice is one of an autocompletion's.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Send sends an interaction over the gateway, to the sessions of its shard.
func (s *Server) Send(i Interaction) *Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.send(i)
}

func (s *Server) send(i Interaction) *Exchange {
	x, payload := s.exchange(i)
	if i.Guild == "" {
		i.Guild = "0" // direct messages are shard 0's
	}
	s.dispatch(i.Guild, "INTERACTION_CREATE", payload)
	return x
}

// SendIfOpen is Send where a session has a connection to get it, else nil.
func (s *Server) SendIfOpen(i Interaction) *Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.ContainsFunc(s.gateway.sessions, func(o *session) bool { return o.connection != nil }) {
		return nil
	}
	return s.send(i)
}

// Resend sends an interaction once more, as it was.
func (s *Server) Resend(x *Exchange) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dispatch("", "INTERACTION_CREATE", x.payload)
}

// exchange makes the exchange for an interaction and what the gateway says of
// it. s.mu is held.
func (s *Server) exchange(i Interaction) (*Exchange, map[string]any) {
	if i.Channel == "" {
		i.Channel = DefaultChannel
	}
	if i.User == "" {
		i.User = "1200000000000000001"
	}
	x := &Exchange{
		ID: s.id(), Token: "aW50ZXJhY3Rpb24_" + s.id(),
		User: i.User, server: s, kind: i.Type, channel: i.Channel, clicked: i.Message, sent: s.options.Now(),
	}
	s.exchanges[x.Token] = x
	user := map[string]any{"id": i.User, "username": "somebody", "discriminator": "0", "global_name": "Somebody"}
	payload := map[string]any{
		"id": x.ID, "application_id": ApplicationID, "token": x.Token, "type": i.Type, "version": 1,
		"data": i.Data, "channel_id": i.Channel, "channel": map[string]any{"id": i.Channel, "type": 0},
		"locale": "en-GB", "entitlements": []any{}, "attachment_size_limit": 10 << 20,
		"app_permissions": "2248473465835073", "authorizing_integration_owners": map[string]any{"0": i.Guild},
	}
	if i.Guild != "" {
		payload["guild_id"], payload["guild_locale"], payload["context"] = i.Guild, "en-GB", 0
		payload["guild"] = map[string]any{"id": i.Guild, "locale": "en-GB", "features": []any{}}
		payload["member"] = map[string]any{"user": user, "roles": []any{}, "permissions": "2248473465835105", "joined_at": "2026-01-01T00:00:00Z", "deaf": false, "mute": false}
	} else {
		payload["user"], payload["context"] = user, 1
	}
	if i.Message != nil {
		payload["message"] = i.Message.JSON()
	}
	for name, value := range i.Extra {
		payload[name] = value
	}
	if !s.options.Forget {
		x.payload = payload
	}
	return x, payload
}

// Answer waits for the answer. The test fails if none comes in time.
func (x *Exchange) Answer(t testing.TB) *Answer {
	t.Helper()
	x.server.Wait(t, "the answer to an interaction", func() bool { return x.Answered() != nil })
	return x.Answered()
}

// Answered returns the answer, nil if there is none yet.
func (x *Exchange) Answered() *Answer {
	x.server.mu.Lock()
	defer x.server.mu.Unlock()
	return x.answer
}

// Done reports whether it is answered and, where that was deferred, edited.
func (x *Exchange) Done() bool {
	x.server.mu.Lock()
	defer x.server.mu.Unlock()
	return x.answer != nil && (x.answer.Type != 5 && x.answer.Type != 6 || x.edits > 0)
}

// Reply waits for the message that the interaction comes to: that of the
// answer or, where it was deferred, that of the edit.
func (x *Exchange) Reply(t testing.TB) *Message {
	t.Helper()
	answer := x.Answer(t)
	if answer.Type == 5 || answer.Type == 6 {
		x.server.Wait(t, "the edit of a deferred answer", func() bool {
			x.server.mu.Lock()
			defer x.server.mu.Unlock()
			return x.edits > 0
		})
	}
	if answer.Message == nil {
		t.Fatalf("the answer, of type %d, is no message", answer.Type)
	}
	return answer.Message
}

// answersTo are the types of answer that a type of interaction may have.
var answersTo = map[int][]int{
	2: {4, 5, 9},
	3: {4, 5, 6, 7, 9},
	4: {8},
	5: {4, 5, 6, 7},
}

func postCallback(c *call) (int, any, *Refusal) {
	x := c.exchanges[c.path("interaction_token")]
	if x == nil || x.ID != c.path("interaction_id") {
		return 0, nil, unknownInteraction
	}
	if refusal := c.acknowledge(x, c.object(), c.files); refusal != nil {
		return 0, nil, refusal
	}
	return http.StatusNoContent, nil, nil
}

var unknownInteraction = &Refusal{Status: http.StatusNotFound, Code: 10062, Message: "Unknown interaction"}

// acknowledge takes the first answer to an interaction. s.mu is held.
func (s *Server) acknowledge(x *Exchange, body map[string]any, files map[string]string) *Refusal {
	now := s.options.Now()
	switch {
	case now.Sub(x.sent) > AnswerWithin:
		return unknownInteraction
	case x.answer != nil:
		return &Refusal{Status: http.StatusBadRequest, Code: 40060, Message: "Interaction has already been acknowledged."}
	}
	kind, _ := body["type"].(float64)
	data, _ := body["data"].(map[string]any)
	answer := &Answer{Type: int(kind), Data: data, After: now.Sub(x.sent)}
	if !slices.Contains(answersTo[x.kind], answer.Type) {
		return flawed([]Flaw{{"type", "INTERACTION_TYPE_INVALID", "an interaction of this type cannot be answered so"}})
	}
	switch answer.Type {
	case 4, 7:
		if flaws := within("data", checkMessage(data, answer.Type == 7)); len(flaws) > 0 {
			return flawed(flaws)
		}
		if answer.Type == 7 {
			answer.Message = x.clicked
			answer.Message.Change(data)
		} else {
			answer.Message = s.newMessage(x.channel, data)
		}
	case 5:
		if flags, _ := data["flags"].(float64); int(flags)&^flagEphemeral != 0 {
			return flawed([]Flaw{{"data.flags", "INVALID_FLAGS", "only EPHEMERAL can be set on a deferral"}})
		}
		answer.Message = s.newMessage(x.channel, data)
	case 6:
		answer.Message = x.clicked
	case 9:
		if flaws := within("data", checkModal(data)); len(flaws) > 0 {
			return flawed(flaws)
		}
	case 8:
		if flaws := within("data", checkChoices(data["choices"])); len(flaws) > 0 {
			return flawed(flaws)
		}
		encoded, _ := json.Marshal(data["choices"])
		json.Unmarshal(encoded, &answer.Choices)
	}
	if answer.Message != nil {
		answer.Message.attach(files)
	}
	x.answer = answer
	if s.options.Answered != nil {
		s.options.Answered(x, answer)
	}
	if s.options.Forget && answer.Type != 5 && answer.Type != 6 {
		delete(s.exchanges, x.Token)
	}
	return nil
}

// original finds the message that is the answer to an interaction.
func (c *call) original() (*Exchange, *Refusal) {
	x := c.exchanges[c.path("webhook_token")]
	switch {
	case x == nil || c.path("webhook_id") != ApplicationID || x.answer == nil:
		return nil, &Refusal{Status: http.StatusNotFound, Code: 10015, Message: "Unknown Webhook"}
	case c.options.Now().Sub(x.sent) > EditWithin:
		return nil, &Refusal{Status: http.StatusUnauthorized, Code: 50027, Message: "Invalid Webhook Token"}
	case x.answer.Message == nil:
		return nil, &Refusal{Status: http.StatusNotFound, Code: 10008, Message: "Unknown Message"}
	}
	return x, nil
}

func getOriginal(c *call) (int, any, *Refusal) {
	x, refusal := c.original()
	if refusal != nil {
		return 0, nil, refusal
	}
	return http.StatusOK, x.answer.Message.JSON(), nil
}

func patchOriginal(c *call) (int, any, *Refusal) {
	x, refusal := c.original()
	if refusal != nil {
		return 0, nil, refusal
	}
	if flaws := checkMessage(c.object(), true); len(flaws) > 0 {
		return 0, nil, flawed(flaws)
	}
	if flags, _ := c.object()["flags"].(float64); int(flags)&flagEphemeral != 0 {
		return 0, nil, flawed([]Flaw{{"flags", "INVALID_FLAGS", "EPHEMERAL was settled by the first answer"}})
	}
	x.answer.Message.Change(c.object())
	x.answer.Message.attach(c.files)
	x.edits++
	return http.StatusOK, x.answer.Message.JSON(), nil
}

// within puts flaws into the field where they were found.
func within(field string, flaws []Flaw) []Flaw {
	for n := range flaws {
		flaws[n].Path = strings.TrimSuffix(field+"."+flaws[n].Path, ".")
	}
	return flaws
}
