package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Flags of a message.
const (
	flagCrossposted  = 1 << 0
	flagEphemeral    = 1 << 6
	flagComponentsV2 = 1 << 15
)

// A Message is one that the server has.
type Message struct {
	ID, Channel string

	mu     sync.Mutex
	fields map[string]any // as Discord has them
	files  map[string]string
	nonce  string
	posted time.Time
}

// A Control is a button of a message.
type Control struct {
	Label, CustomID, URL string
	Disabled             bool
}

// newMessage makes a message of a body that was checked. s.mu is held.
func (s *Server) newMessage(channel string, body map[string]any) *Message {
	m := &Message{ID: s.id(), Channel: channel, posted: s.options.Now()}
	m.fields = map[string]any{
		"id": m.ID, "channel_id": channel, "type": 0, "author": self, "timestamp": m.posted.Format(time.RFC3339),
		"edited_timestamp": nil, "content": "", "embeds": []any{}, "components": []any{}, "attachments": []any{},
		"mentions": []any{}, "mention_roles": []any{}, "mention_everyone": false, "pinned": false, "tts": false, "flags": 0,
	}
	m.Change(body)
	if !s.options.Forget {
		s.world.messages = append(s.world.messages, m)
	}
	return m
}

// Change puts the fields of a body into the message.
func (m *Message) Change(body map[string]any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, name := range []string{"content", "embeds", "components"} {
		if body[name] != nil {
			m.fields[name] = body[name]
		}
	}
	if flags, ok := body["flags"].(float64); ok {
		had, _ := m.fields["flags"].(int)
		m.fields["flags"] = had | int(flags)
	}
	if nonce, ok := body["nonce"].(string); ok {
		m.nonce, m.fields["nonce"] = nonce, nonce
	}
	m.fields["allowed_mentions"] = body["allowed_mentions"]
}

// attach adds files to the message.
func (m *Message) attach(files map[string]string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name, text := range files {
		if m.files == nil {
			m.files = map[string]string{}
		}
		m.files[name] = text
	}
}

// File returns what the file of that name holds, "" without one.
func (m *Message) File(name string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.files[name]
}

// Flags returns the message's flags.
func (m *Message) Flags() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	flags, _ := m.fields["flags"].(int)
	return flags
}

// Ephemeral reports whether only the one who asked can see it.
func (m *Message) Ephemeral() bool { return m.Flags()&flagEphemeral != 0 }

// Nonce returns what it was sent with.
func (m *Message) Nonce() string { return m.nonce }

// Text returns all its text: the content, or the TextDisplays in order, each
// on lines of its own.
func (m *Message) Text() string {
	var texts []string
	m.walk(func(c map[string]any) {
		if text, ok := c["content"].(string); ok {
			texts = append(texts, text)
		}
	})
	if content, _ := m.fields["content"].(string); content != "" {
		texts = append(texts, content)
	}
	return strings.Join(texts, "\n")
}

// Buttons returns its buttons in order.
func (m *Message) Buttons() []Control {
	var controls []Control
	m.walk(func(c map[string]any) {
		if kind, _ := c["type"].(float64); kind != button {
			return
		}
		var button struct {
			Label    string `json:"label"`
			CustomID string `json:"custom_id"`
			URL      string `json:"url"`
			Disabled bool   `json:"disabled"`
		}
		encoded, _ := json.Marshal(c)
		json.Unmarshal(encoded, &button)
		controls = append(controls, Control(button))
	})
	return controls
}

// A Menu is a menu of a message, in which one of the values is chosen.
type Menu struct {
	CustomID string
	Values   []string
}

// Menus returns its menus in order.
func (m *Message) Menus() []Menu {
	var menus []Menu
	m.walk(func(c map[string]any) {
		if kind, _ := c["type"].(float64); kind != stringMenu {
			return
		}
		menu := Menu{}
		menu.CustomID, _ = c["custom_id"].(string)
		options, _ := c["options"].([]any)
		for _, item := range options {
			option, _ := item.(map[string]any)
			value, _ := option["value"].(string)
			menu.Values = append(menu.Values, value)
		}
		menus = append(menus, menu)
	})
	return menus
}

// JSON returns the message as Discord would.
func (m *Message) JSON() json.RawMessage {
	m.mu.Lock()
	defer m.mu.Unlock()
	encoded, _ := json.Marshal(m.fields)
	return encoded
}

// walk calls f with every component of the message.
func (m *Message) walk(f func(map[string]any)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	walkComponents("components", m.fields["components"], func(_ string, c map[string]any) { f(c) })
}

// walkComponents calls f with each component in a list and with all that is
// inside of them, and with where it is.
func walkComponents(path string, list any, f func(path string, c map[string]any)) {
	components, _ := list.([]any)
	for n, item := range components {
		c, ok := item.(map[string]any)
		if !ok {
			continue
		}
		at := fmt.Sprintf("%s.%d", path, n)
		f(at, c)
		walkComponents(at+".components", c["components"], f)
		if accessory, ok := c["accessory"].(map[string]any); ok {
			f(at+".accessory", accessory)
		}
	}
}

// NewEphemeral returns an empty message that only its user sees, in the channel of
// another: what a forger presses buttons on.
func (s *Server) NewEphemeral(beside *Message) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.newMessage(beside.Channel, map[string]any{"flags": float64(flagEphemeral | flagComponentsV2)})
}
