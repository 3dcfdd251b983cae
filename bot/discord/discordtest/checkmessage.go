package discordtest

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf16"
)

// Types of components.
const (
	actionRow   = 1
	button      = 2
	stringMenu  = 3
	textInput   = 4
	channelMenu = 8
	textDisplay = 10
)

// Limits of a message.
const (
	maxComponents = 40
	maxText       = 4000
	maxContent    = 2000
	maxButtons    = 5
	maxLabel      = 80
	maxCustomID   = 100
	maxOptions    = 25
)

// length counts characters as Discord does: in units of UTF-16.
func length(s string) int { return len(utf16.Encode([]rune(s))) }

// checkMessage returns what is wrong with the body of a message by the rules
// that the OpenAPI document does not have. Some of those it has are here too, for when
// there is none.
func checkMessage(body map[string]any, edit bool) []Flaw {
	var flaws []Flaw
	flaw := func(path, code, format string, args ...any) {
		flaws = append(flaws, Flaw{path, code, fmt.Sprintf(format, args...)})
	}
	content, _ := body["content"].(string)
	embeds, _ := body["embeds"].([]any)
	components, _ := body["components"].([]any)
	flags, _ := body["flags"].(float64)
	v2 := int(flags)&flagComponentsV2 != 0

	if content == "" && len(embeds) == 0 && len(components) == 0 && (!edit || len(body) == 0) {
		flaw("", "50006", "Cannot send an empty message")
	}
	if length(content) > maxContent {
		flaw("content", "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxContent)
	}
	if v2 && content != "" {
		flaw("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
	}
	if v2 && len(embeds) > 0 {
		flaw("embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "The 'embeds' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
	}
	if body["allowed_mentions"] == nil {
		flaw("allowed_mentions", "RAPPORTEUR", "Every message says whom it may ping.")
	}

	all := tally{flaw: flaw, v2: v2, seen: map[string]bool{}}
	walkComponents("components", components, all.component)
	if all.count > maxComponents {
		flaw("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The total number of components cannot exceed %d", maxComponents)
	}
	if all.text > maxText {
		flaw("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "The total displayable text size of components cannot exceed %d", maxText)
	}
	if !v2 && len(components) > 5 {
		flaw("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	return flaws
}

// A tally adds up what is limited over all components of a message.
type tally struct {
	flaw        flawFunc
	v2          bool
	count, text int
	seen        map[string]bool // custom IDs
}

// component checks one.
func (t *tally) component(path string, c map[string]any) {
	t.count++
	kind, _ := c["type"].(float64)
	if kind > channelMenu && !t.v2 {
		t.flaw(path+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,) without MessageFlags.IS_COMPONENTS_V2.")
	}
	if id, ok := c["custom_id"].(string); ok {
		if id == "" || length(id) > maxCustomID {
			t.flaw(path+".custom_id", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and %d in length.", maxCustomID)
		}
		if t.seen[id] {
			t.flaw(path+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
		}
		t.seen[id] = true
	}
	inside, _ := c["components"].([]any)
	switch int(kind) {
	case actionRow:
		checkRow(path, inside, t.flaw)
	case button:
		checkButton(path, c, t.flaw)
	case stringMenu:
		checkMenu(path, c, t.flaw)
	case textDisplay:
		said, _ := c["content"].(string)
		if strings.TrimSpace(said) == "" {
			t.flaw(path+".content", "BASE_TYPE_REQUIRED", "This field is required")
		}
		t.text += length(said)
	}
}

type flawFunc func(path, code, format string, args ...any)

// checkRow checks what stands in a row: up to five buttons, or one menu.
func checkRow(path string, inside []any, flaw flawFunc) {
	menus := 0
	for _, item := range inside {
		c, _ := item.(map[string]any)
		if kind, _ := c["type"].(float64); kind != button {
			menus++
		}
	}
	if len(inside) == 0 || len(inside) > maxButtons || menus > 0 && len(inside) > 1 {
		flaw(path+".components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and %d in length, and a menu alone.", maxButtons)
	}
}

func checkButton(path string, c map[string]any, flaw flawFunc) {
	style, _ := c["style"].(float64)
	label, _ := c["label"].(string)
	id, hasID := c["custom_id"].(string)
	address, _ := c["url"].(string)
	switch {
	case style == 5 && (address == "" || hasID && id != ""):
		flaw(path, "BUTTON_COMPONENT_INVALID", "A link button has a url and no custom id")
	case style != 5 && style != 6 && (!hasID || address != ""):
		flaw(path, "BUTTON_COMPONENT_INVALID", "A custom id is required, and a url not allowed")
	}
	if u, err := url.Parse(address); err != nil || address != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "discord" {
		flaw(path+".url", "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https', 'discord').")
	}
	if length(label) > maxLabel {
		flaw(path+".label", "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxLabel)
	}
	if label == "" && c["emoji"] == nil && style != 6 {
		flaw(path, "BUTTON_COMPONENT_INVALID", "A button has a label or an emoji")
	}
}

func checkMenu(path string, c map[string]any, flaw flawFunc) {
	options, _ := c["options"].([]any)
	if len(options) == 0 || len(options) > maxOptions {
		flaw(path+".options", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and %d in length.", maxOptions)
	}
	seen := map[any]bool{}
	for n, item := range options {
		option, _ := item.(map[string]any)
		for _, field := range []string{"label", "value"} {
			if text, _ := option[field].(string); text == "" || length(text) > 100 {
				flaw(fmt.Sprintf("%s.options.%d.%s", path, n, field), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
			}
		}
		if text, _ := option["description"].(string); length(text) > 100 {
			flaw(fmt.Sprintf("%s.options.%d.description", path, n), "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
		}
		if seen[option["value"]] {
			flaw(fmt.Sprintf("%s.options.%d.value", path, n), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		}
		seen[option["value"]] = true
	}
}
