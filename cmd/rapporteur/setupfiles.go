package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

// A setValue is a setting to be written; one with the value "" is taken out.
type setValue struct{ key, value string }

// changeSettings sets values in a TOML file and leaves every other line of it
// as it is. The file is made if there is none.
func changeSettings(name string, values []setValue) error {
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	lines := strings.Split(strings.TrimRight(string(data), "\r\n"), "\n")
	if len(data) == 0 {
		lines = []string{"# The settings of Rapporteur. Every value is a text in quotation marks."}
	}
	for _, v := range values {
		pattern := regexp.MustCompile(`^\s*` + v.key + `\s*=`)
		written := false
		var kept []string
		for _, line := range lines {
			switch {
			case !pattern.MatchString(line):
				kept = append(kept, line)
			case !written && v.value != "":
				kept = append(kept, v.key+" = "+quoteTOML(v.value))
				written = true
			}
		}
		if !written && v.value != "" {
			kept = append(kept, v.key+" = "+quoteTOML(v.value))
		}
		lines = kept
	}
	return writePrivate(name, []byte(strings.Join(lines, "\n")+"\n"))
}

// quoteTOML writes a text so that a path of Windows stays readable.
func quoteTOML(s string) string {
	if !strings.ContainsAny(s, "'\n\r\t") {
		return "'" + s + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s) + `"`
}

// settingIn returns what a TOML file sets, "" if it sets nothing.
func settingIn(name, key string) string {
	var values map[string]any
	if _, err := toml.DecodeFile(name, &values); err != nil {
		return ""
	}
	value, _ := values[key].(string)
	return value
}

// writePrivate writes a file that only this user can read. Another file of the
// name is replaced as a whole or not at all.
func writePrivate(name string, data []byte) error {
	file, err := os.CreateTemp(filepath.Dir(name), ".rapporteur-*") // with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = file.Write(data)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
