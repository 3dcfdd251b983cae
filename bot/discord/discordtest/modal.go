package discordtest

import "fmt"

// Limits of a modal.
const (
	maxModalTitle = 45
	maxModalLabel = 45
	maxModalRows  = 5
)

// Typed is a modal that was filled in and sent. on is the message whose button
// has opened it; the lines of values that the modal does not have are sent all
// the same, as a forger would.
func Typed(on *Message, modal *Answer, values map[string]string) Interaction {
	id, _ := modal.Data["custom_id"].(string)
	return TypedInto(on, id, values)
}

// TypedInto is Typed of a modal that has a custom ID.
func TypedInto(on *Message, customID string, values map[string]string) Interaction {
	rows := []any{}
	for name, value := range values {
		rows = append(rows, map[string]any{"type": actionRow, "id": len(rows) + 1, "components": []any{
			map[string]any{"type": textInput, "id": len(rows) + 100, "custom_id": name, "value": value},
		}})
	}
	return Interaction{Type: 5, Guild: DefaultGuild, Message: on, Data: map[string]any{"custom_id": customID, "components": rows}}
}

// Lines returns what stands in the lines of a modal at first, by name.
func (a *Answer) Lines() map[string]string {
	lines := map[string]string{}
	walkComponents("components", a.Data["components"], func(_ string, c map[string]any) {
		if name, ok := c["custom_id"].(string); ok {
			lines[name], _ = c["value"].(string)
		}
	})
	return lines
}

// checkModal returns what is wrong with a modal by the rules that the OpenAPI
// document does not have.
func checkModal(data map[string]any) []Flaw {
	var flaws []Flaw
	flaw := func(path, code, format string, args ...any) {
		flaws = append(flaws, Flaw{path, code, fmt.Sprintf(format, args...)})
	}
	id, _ := data["custom_id"].(string)
	title, _ := data["title"].(string)
	rows, _ := data["components"].([]any)
	if id == "" || length(id) > maxCustomID {
		flaw("custom_id", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and %d in length.", maxCustomID)
	}
	if title == "" || length(title) > maxModalTitle {
		flaw("title", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and %d in length.", maxModalTitle)
	}
	if len(rows) == 0 || len(rows) > maxModalRows {
		flaw("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and %d in length.", maxModalRows)
	}
	seen := map[string]bool{}
	walkComponents("components", rows, func(path string, c map[string]any) {
		kind, _ := c["type"].(float64)
		if int(kind) == actionRow {
			if inside, _ := c["components"].([]any); len(inside) != 1 {
				flaw(path, "BASE_TYPE_BAD_LENGTH", "A row of a modal has one text input")
			}
			return
		}
		name, _ := c["custom_id"].(string)
		label, _ := c["label"].(string)
		value, _ := c["value"].(string)
		most, limited := c["max_length"].(float64)
		switch {
		case int(kind) != textInput:
			flaw(path+".type", "UNION_TYPE_CHOICES", "only text inputs are allowed in the rows of a modal")
		case name == "" || length(name) > maxCustomID || seen[name]:
			flaw(path+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be empty or duplicated")
		case label == "" || length(label) > maxModalLabel:
			flaw(path+".label", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and %d in length.", maxModalLabel)
		case limited && length(value) > int(most):
			flaw(path+".value", "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", int(most))
		}
		seen[name] = true
	})
	return flaws
}
