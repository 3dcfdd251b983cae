package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"
)

// readFile returns the values that the TOML file name gives, by key, and all
// mistakes in it.
func readFile(name string) (map[string]input, []error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, []error{fmt.Errorf("there is no file %q to read settings from", name)}
	}
	if err != nil {
		return nil, []error{err}
	}
	data = []byte(text(data))
	var raw map[string]any
	if _, err := toml.Decode(string(data), &raw); err != nil {
		// The decoder's own words quote what stands there, which may be a
		// part of the token.
		line := 1
		var parse toml.ParseError
		if errors.As(err, &parse) {
			line = parse.Position.Line
		}
		if windowsPath(string(data), line) {
			return nil, []error{fmt.Errorf("%s:%d: %s", name, line, backslash)}
		}
		return nil, []error{fmt.Errorf("%s:%d: is not TOML: a setting is written on one line as name = \"value\"", name, line)}
	}
	var mistakes []error
	values := make(map[string]input, len(raw))
	keys := knownKeys()
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		at := fmt.Sprintf("%s:%d:", name, lineOf(string(data), key))
		if !slices.Contains(keys, key) {
			mistakes = append(mistakes, fmt.Errorf("%s unknown setting %q; there are %s", at, key, strings.Join(keys, ", ")))
			continue
		}
		value, ok := raw[key].(string)
		if !ok {
			mistakes = append(mistakes, fmt.Errorf("%s %s must be a text in quotation marks", at, key))
			continue
		}
		if strings.ContainsFunc(value, unicode.IsControl) { // "C:\temp" has a tab in it
			mistakes = append(mistakes, fmt.Errorf("%s %s holds a tab or a line break: %s", at, key, backslash))
			continue
		}
		values[key] = input{value, at + " " + key}
	}
	return values, mistakes
}

// backslash explains what somebody runs into who writes a path of Windows.
const backslash = `a backslash begins an escape in "…"; write a path of Windows in single quotes: records = 'C:\Users\Anna\transcripts'`

var doubleQuoted = regexp.MustCompile(`^[^#']*=\s*"[^"]*\\`)

// windowsPath reports whether a line, from 1, has a backslash in double
// quotation marks.
func windowsPath(data string, line int) bool {
	lines := strings.Split(data, "\n")
	return line <= len(lines) && doubleQuoted.MatchString(lines[line-1])
}

func knownKeys() []string {
	var keys []string
	for i := range Settings {
		s := &Settings[i]
		keys = append(keys, s.Key())
		if s.Secret {
			keys = append(keys, s.Key()+strings.ToLower(fileSuffix))
		}
	}
	return keys
}

// lineOf returns the line on which a key of the top level, or a table of that
// name, stands first. The decoder does not tell where it found a key.
func lineOf(data, key string) int {
	pattern := regexp.MustCompile(`(?m)^[ \t]*\[*[ \t]*["']?` + regexp.QuoteMeta(key) + `["']?[ \t]*[].=]`)
	at := pattern.FindStringIndex(data)
	if at == nil {
		return 1
	}
	return 1 + strings.Count(data[:at[0]], "\n")
}
