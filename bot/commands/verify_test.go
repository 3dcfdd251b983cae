package commands

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// onMessage calls a command of a message's menu.
func (c *client) onMessage(name string, message map[string]any) *discordgo.InteractionResponse {
	c.t.Helper()
	message["id"], message["channel_id"] = "6", "4"
	resolved, err := json.Marshal(map[string]any{"messages": map[string]any{"6": message}})
	if err != nil {
		c.t.Fatal(err)
	}
	data := fmt.Sprintf(`{"id":"5","name":%q,"type":3,"target_id":"6","resolved":%s}`, name, resolved)
	return c.send(c.interaction(discordgo.InteractionApplicationCommand, data))
}

// TestVerifyMessage holds what the command in a message's menu answers.
func TestVerifyMessage(t *testing.T) {
	for name, message := range map[string]map[string]any{
		"message_quotes":  {"content": "lol Mikoyan really said \"The Americans are stupid.\"\n> We will get rice by our own forces.\n— Guevara"},
		"message_whole":   {"content": "Every revolution produces its own special methods and forms."},
		"message_empty":   {"content": ""},
		"message_picture": {"content": "", "attachments": []any{}},
		"message_embed":   {"content": "", "embeds": []any{map[string]any{"description": "“I am glad to shake your hand.” — Mikoyan"}}},
		"message_card": {"content": "", "flags": 32768, "components": []any{map[string]any{"type": 17, "components": []any{
			map[string]any{"type": 10, "content": "> I am glad to shake your hand."}}}}},
		"message_forwarded": {"content": "", "message_snapshots": []any{map[string]any{"message": map[string]any{"content": "“I am not glad to shake your hand.”"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			c := newClient(t, builtIn())
			golden(t, name, render(c.onMessage(string(verifyMessage), message)))
		})
	}
}
