// Package config reads the settings of the program: from a TOML file, from
// the environment, which wins over the file, and secrets from files of their
// own. All settings stand in one table, [Settings].
package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"time"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A Config holds the value of every setting.
type Config struct {
	DiscordToken Secret        // how the bot logs in; empty if not set
	PublicKey    []byte        // of the application, 32 bytes; nil asks Discord for it
	DiscordURL   string        // base of Discord's REST interface, without "/api"
	Shards       string        // which are this process's, as discord.ParseShards reads it
	Owners       []string      // IDs of the users who run the bot
	Status       string        // address that shows how the bot is, "" for none
	Pprof        bool          // profiles can be had there
	Records      string        // file or folder of transcripts, "" for the built-in record
	Store        Secret        // file or URL of what outlives a restart; a URL may hold a password
	Uploads      int           // records that a server can bring
	UploadSize   int           // bytes of them
	UploadMemory int           // bytes of memory for all servers' records
	DailyLate    time.Duration // how late a daily passage may be posted
	LogLevel     slog.Level    // the least level that is logged
	LogFormat    string        // "text" or "json"
}

// FileVariable is the environment variable that names the TOML file.
const FileVariable = "RAPPORTEUR_CONFIG"

// Load reads the settings from the environment and, if file is not "", from
// the TOML file of that name. The error names every mistake, one a line, not
// just the first, and quotes no secret.
func Load(getenv func(string) string, file string) (*Config, error) {
	fromFile, mistakes := readFile(file)
	var c Config
	for i := range Settings {
		s := &Settings[i]
		in, err := s.find(getenv, fromFile)
		if err != nil {
			mistakes = append(mistakes, err)
			continue
		}
		if err := s.set(&c, in.value); err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s %w", in.from, err))
		}
	}
	if len(mistakes) > 0 {
		return nil, errors.Join(mistakes...)
	}
	return &c, nil
}

// An input is a value as it was found, and where: "RAPPORTEUR_RECORDS" or
// "rapporteur.toml:3: records".
type input struct{ value, from string }

// find returns the text that s is set to: by the environment, else by the
// file, else its default. A secret may stand in each of the two as itself or
// as the name of a file that holds it, but not both.
func (s *Setting) find(getenv func(string) string, fromFile map[string]input) (input, error) {
	environment := func(suffix string) input {
		name := s.Variable + suffix
		return input{getenv(name), name}
	}
	file := func(suffix string) input { return fromFile[s.Key()+strings.ToLower(suffix)] }
	for _, source := range []func(suffix string) input{environment, file} {
		in := source("")
		if s.Secret {
			path := source(fileSuffix)
			switch {
			case in.value != "" && path.value != "":
				return input{}, fmt.Errorf("%s and %s are both set: keep one of them", in.from, path.from)
			case path.value != "":
				return readSecret(path)
			}
		}
		if in.value != "" {
			return in, nil
		}
	}
	return input{s.Default, s.Variable}, nil
}

// maxSecret bounds what is read as a secret: a token has some 70 bytes, so
// that a longer file is another file.
const maxSecret = 4096

// readSecret returns what the file that path names holds, without white space
// around it. The error does not quote the name: it may be the secret itself,
// set in the wrong variable.
func readSecret(path input) (input, error) {
	f, err := os.Open(path.value)
	if err != nil {
		return input{}, fmt.Errorf("%s: %s", path.from, unread(path.value, err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	if err != nil {
		return input{}, fmt.Errorf("%s: %s", path.from, unread(path.value, err))
	}
	secret := strings.TrimSpace(text(data))
	switch {
	case secret == "":
		return input{}, fmt.Errorf("%s: the file that it names is empty", path.from)
	case len(data) > maxSecret:
		return input{}, fmt.Errorf("%s: the file that it names is longer than %d bytes, too long for a secret", path.from, maxSecret)
	}
	return input{secret, path.from}, nil
}

// text decodes what an editor of Windows, or its PowerShell, may have written:
// UTF-8 with a mark at its beginning, or UTF-16.
func text(data []byte) string {
	decoded, _, err := transform.Bytes(unicode.BOMOverride(transform.Nop), data)
	if err != nil {
		return string(data)
	}
	return string(decoded)
}

// unread says why a file that a setting names is not read, without its name.
func unread(name string, err error) string {
	info, there := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "the system does not let the bot open the file that it names"
	case errors.Is(err, fs.ErrNotExist):
		return "there is no file of the name that it gives; a token itself is set with DISCORD_TOKEN"
	case there == nil && info.IsDir():
		return "it names a folder, and must name a file"
	}
	return "the file that it names cannot be read"
}
