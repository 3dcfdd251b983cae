package discordtest

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// A schema is Discord's OpenAPI document. What it says of a body is compiled
// when a request first needs it.
type schema struct {
	document map[string]any

	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

// schemas are those that were loaded, by file: the document is large, and every
// server of a test process wants the same one.
var schemas sync.Map

func loadSchema(file string) (*schema, error) {
	if s, ok := schemas.Load(file); ok {
		return s.(*schema), nil
	}
	s, err := readSchema(file)
	if err != nil {
		return nil, err
	}
	first, _ := schemas.LoadOrStore(file, s)
	return first.(*schema), nil
}

func readSchema(file string) (*schema, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read Discord's OpenAPI document: %w", err)
	}
	defer f.Close()
	document, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		return nil, fmt.Errorf("read Discord's OpenAPI document: %w", err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("discord.json", document); err != nil {
		return nil, fmt.Errorf("read Discord's OpenAPI document: %w", err)
	}
	root, _ := document.(map[string]any)
	return &schema{document: root, compiler: compiler, compiled: map[string]*jsonschema.Schema{}}, nil
}

// at returns what the document holds under keys, nil if nothing.
func (s *schema) at(keys ...string) any {
	var value any = s.document
	for _, key := range keys {
		fields, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = fields[key]
	}
	return value
}

// check compares the body of a request with what the document says of it.
func (s *schema) check(method, path string, body []byte) []Flaw {
	method = strings.ToLower(method)
	if s.at("paths", path, method) == nil {
		return []Flaw{{Path: path, Code: "OPENAPI", Message: "the document has no " + method + " there"}}
	}
	if s.at("paths", path, method, "requestBody") == nil {
		if len(body) > 0 {
			return []Flaw{{Code: "OPENAPI", Message: "a body where none belongs"}}
		}
		return nil
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
	if err != nil {
		return []Flaw{{Code: "OPENAPI", Message: "the body is no JSON"}}
	}
	permissionsAsNumbers(value)
	pointer := strings.NewReplacer("~", "~0", "/", "~1")
	compiled, err := s.compile("discord.json#/paths/" + pointer.Replace(path) + "/" + method + "/requestBody/content/application~1json/schema")
	if err != nil {
		return []Flaw{{Code: "OPENAPI", Message: err.Error()}}
	}
	var invalid *jsonschema.ValidationError
	if err := compiled.Validate(value); errors.As(err, &invalid) {
		return leaves(invalid)
	}
	return nil
}

func (s *schema) compile(location string) (*jsonschema.Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if compiled := s.compiled[location]; compiled != nil {
		return compiled, nil
	}
	compiled, err := s.compiler.Compile(location)
	if err != nil {
		return nil, err
	}
	s.compiled[location] = compiled
	return compiled, nil
}

// permissionsAsNumbers turns the one field around that the document has wrong:
// permissions are strings, since they have more bits than a number keeps.
func permissionsAsNumbers(body any) {
	commands, ok := body.([]any)
	if !ok {
		commands = []any{body}
	}
	for _, c := range commands {
		command, _ := c.(map[string]any)
		if bits, ok := command["default_member_permissions"].(string); ok {
			if number, err := jsonschema.UnmarshalJSON(strings.NewReader(bits)); err == nil {
				command["default_member_permissions"] = number
			}
		}
	}
}

// leaves returns the flaws at the ends of a tree of them.
func leaves(e *jsonschema.ValidationError) []Flaw {
	if len(e.Causes) == 0 {
		return []Flaw{{Path: strings.Join(e.InstanceLocation, "."), Code: "OPENAPI", Message: e.Error()}}
	}
	var flaws []Flaw
	for _, cause := range e.Causes {
		flaws = append(flaws, leaves(cause)...)
	}
	return flaws
}
