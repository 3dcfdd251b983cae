package discordtest

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"strings"
)

// slashName is what slash commands and options may be called, in lower case
// besides. https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
var slashName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// Types of commands and options.
const (
	slashCommand      = 1
	subcommand        = 1
	subcommandGroup   = 2
	maxSlashCommands  = 100
	maxOtherCommands  = 15
	maxCommandOptions = 25
	maxCommandText    = 8000 // names, descriptions and values of a command together
)

func getCommands(c *call) (int, any, *Refusal) {
	if c.path("application_id") != ApplicationID {
		return 0, nil, &Refusal{Status: http.StatusForbidden, Code: 20012, Message: "You are not authorized to perform this action on this application"}
	}
	return http.StatusOK, append([]map[string]any{}, c.commands[c.path("guild_id")]...), nil
}

func putCommands(c *call) (int, any, *Refusal) {
	if c.path("application_id") != ApplicationID {
		return 0, nil, &Refusal{Status: http.StatusForbidden, Code: 20012, Message: "You are not authorized to perform this action on this application"}
	}
	list, ok := c.body.([]any)
	if !ok {
		return 0, nil, flawed([]Flaw{{"", "BASE_TYPE_REQUIRED", "A list is required"}})
	}
	if flaws := checkCommands(list); len(flaws) > 0 {
		return 0, nil, flawed(flaws)
	}
	installed := []map[string]any{}
	for _, item := range list {
		installed = append(installed, c.installed(item.(map[string]any)))
	}
	c.commands[c.path("guild_id")] = installed
	return http.StatusOK, installed, nil
}

// installed returns a command as Discord keeps it: with what it adds, with
// every default filled in, and without fields that say no more than one.
func (c *call) installed(sent map[string]any) map[string]any {
	command := map[string]any{
		"id": c.id(), "application_id": ApplicationID, "version": c.id(), "type": 1.0, "nsfw": false,
		"description": "", "default_member_permissions": nil, "dm_permission": true,
		"contexts": nil, "integration_types": []any{0.0},
		"name_localizations": nil, "description_localizations": nil,
	}
	maps.Copy(command, sent)
	if options, _ := sent["options"].([]any); len(options) == 0 {
		delete(command, "options")
	} else {
		command["options"] = installedOptions(options)
	}
	return command
}

func installedOptions(sent []any) []any {
	options := []any{}
	for _, item := range sent {
		option := map[string]any{}
		for name, value := range item.(map[string]any) {
			list, isList := value.([]any)
			if value == nil || value == false || isList && len(list) == 0 {
				continue
			}
			option[name] = value
		}
		if inner, ok := option["options"].([]any); ok {
			option["options"] = installedOptions(inner)
		}
		options = append(options, option)
	}
	return options
}

// checkCommands returns what is wrong with commands by the rules that the
// OpenAPI document does not have. Some of those it has are here too, for when there is
// none.
func checkCommands(list []any) []Flaw {
	var flaws []Flaw
	flaw := func(path, code, format string, args ...any) {
		flaws = append(flaws, Flaw{path, code, fmt.Sprintf(format, args...)})
	}
	counts := map[float64]int{}
	seen := map[string]bool{}
	for n, item := range list {
		path := fmt.Sprint(n)
		command, _ := item.(map[string]any)
		name, _ := command["name"].(string)
		options, _ := command["options"].([]any)
		kind, _ := command["type"].(float64)
		if kind == 0 {
			kind = slashCommand
		}
		counts[kind]++
		if key := fmt.Sprint(kind, name); seen[key] {
			flaw(path+".name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		} else {
			seen[key] = true
		}
		if kind != slashCommand {
			checkContextCommand(path, command, flaw)
			continue
		}
		checkNamed(path, command, flaw)
		checkOptions(path, options, 0, flaw)
		if size := sizeOf(command); size > maxCommandText {
			flaw(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (%d)", maxCommandText)
		}
	}
	if counts[slashCommand] > maxSlashCommands || counts[2] > maxOtherCommands || counts[3] > maxOtherCommands {
		flaw("", "30032", "Maximum number of application commands reached")
	}
	return flaws
}

// checkContextCommand checks a command of the menu of a message or a user.
func checkContextCommand(path string, c map[string]any, flaw flawFunc) {
	name, _ := c["name"].(string)
	description, _ := c["description"].(string)
	options, _ := c["options"].([]any)
	if name == "" || length(name) > 32 {
		flaw(path+".name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")
	}
	if description != "" {
		flaw(path+".description", "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Context menu commands cannot have description")
	}
	if len(options) > 0 {
		flaw(path+".options", "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", "Context menu commands cannot have options")
	}
}

// checkNamed checks the name and the description of a command or an option.
func checkNamed(path string, c map[string]any, flaw flawFunc) {
	name, _ := c["name"].(string)
	description, _ := c["description"].(string)
	if !slashName.MatchString(name) || name != strings.ToLower(name) {
		flaw(path+".name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
	if description == "" || length(description) > 100 {
		flaw(path+".description", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
	}
}

// checkOptions checks the options of a command, or those inside of a group or
// a subcommand.
func checkOptions(path string, options []any, inside float64, flaw flawFunc) {
	if len(options) > maxCommandOptions {
		flaw(path+".options", "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxCommandOptions)
	}
	seen := map[string]bool{}
	optional, nested := false, 0
	for n, item := range options {
		at := fmt.Sprintf("%s.options.%d", path, n)
		option, _ := item.(map[string]any)
		checkNamed(at, option, flaw)
		name, _ := option["name"].(string)
		if seen[name] {
			flaw(at+".name", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option name already used")
		}
		seen[name] = true

		kind, _ := option["type"].(float64)
		if kind == subcommand || kind == subcommandGroup {
			nested++
			inner, _ := option["options"].([]any)
			if inside == subcommand || inside == kind {
				flaw(at+".type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands cannot be nested so deep")
			}
			checkOptions(at, inner, kind, flaw)
			continue
		}
		checkOption(at, option, kind, flaw)
		required := option["required"] == true
		if required && optional {
			flaw(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !required
	}
	if nested > 0 && nested < len(options) {
		flaw(path+".options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
	}
}

// checkOption checks an option that has a value.
func checkOption(at string, option map[string]any, kind float64, flaw flawFunc) {
	if inner, _ := option["options"].([]any); len(inner) > 0 {
		flaw(at+".options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Only sub-commands have options")
	}
	choices, _ := option["choices"].([]any)
	if option["autocomplete"] == true && len(choices) > 0 {
		flaw(at+".autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", "Options with choices cannot autocomplete")
	}
	if option["autocomplete"] == true && kind != 3 && kind != 4 && kind != 10 {
		flaw(at+".autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", "Options of this type cannot autocomplete")
	}
	if len(choices) > 0 {
		for _, f := range within(at, checkChoices(choices)) {
			flaw(f.Path, f.Code, "%s", f.Message)
		}
	}
}

// checkChoices checks the choices of an option or of an autocompletion.
func checkChoices(list any) []Flaw {
	choices, ok := list.([]any)
	if !ok {
		return []Flaw{{"choices", "BASE_TYPE_REQUIRED", "This field is required"}}
	}
	var flaws []Flaw
	if len(choices) > 25 {
		flaws = append(flaws, Flaw{"choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."})
	}
	for n, item := range choices {
		choice, _ := item.(map[string]any)
		name, _ := choice["name"].(string)
		if name == "" || length(name) > 100 {
			flaws = append(flaws, Flaw{fmt.Sprintf("choices.%d.name", n), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."})
		}
		if value, isText := choice["value"].(string); isText && (value == "" || length(value) > 100) {
			flaws = append(flaws, Flaw{fmt.Sprintf("choices.%d.value", n), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."})
		}
	}
	return flaws
}

// sizeOf counts the characters of a command that Discord counts.
func sizeOf(c map[string]any) int {
	size := 0
	for _, field := range []string{"name", "description", "value"} {
		text, _ := c[field].(string)
		size += length(text)
	}
	for _, field := range []string{"options", "choices"} {
		list, _ := c[field].([]any)
		for _, item := range list {
			inner, _ := item.(map[string]any)
			size += sizeOf(inner)
		}
	}
	return size
}
