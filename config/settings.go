package config

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// A Setting is one row of the table of settings.
type Setting struct {
	Variable string // in the environment: "RAPPORTEUR_RECORDS"
	Default  string // as it would be written, "" for none
	Help     string // one sentence without its full stop
	Secret   bool   // never printed; may also be read from a file

	// set checks a value and keeps it in the configuration. The error reads
	// on after the setting's name: "is %q, which is …".
	set func(*Config, string) error
}

// fileSuffix makes of a secret's variable the one that names its file.
const fileSuffix = "_FILE"

// Key returns the setting's name in a TOML file: "records".
func (s *Setting) Key() string {
	return strings.ToLower(strings.TrimPrefix(s.Variable, "RAPPORTEUR_"))
}

// Settings are all there are, in the order in which they are documented.
var Settings = []Setting{
	{
		Variable: "DISCORD_TOKEN",
		Help:     "The bot's token from Discord's developer portal; `serve` needs it",
		Secret:   true,
		set: func(c *Config, v string) error {
			token, err := parseToken(v)
			c.DiscordToken = token
			return err
		},
	},
	{
		Variable: "RAPPORTEUR_DISCORD_URL",
		Default:  "https://discord.com",
		Help:     "Where Discord's REST interface is; for tests and for REST proxies",
		set: func(c *Config, v string) error {
			u, err := url.Parse(v)
			if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
				return fmt.Errorf("is %q, which is no address such as https://discord.com", v)
			}
			c.DiscordURL = strings.TrimRight(v, "/")
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_RECORDS",
		Help:     "File or folder of transcripts to load in place of the built-in record",
		set: func(c *Config, v string) error {
			c.Records = v
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_STORE",
		Default:  "rapporteur.db",
		Help:     "Where schedules and what was posted are kept: an SQLite file, or the `postgres://…` URL of a database that several processes share",
		Secret:   true,
		set: func(c *Config, v string) error {
			if scheme, _, ok := strings.Cut(v, "://"); ok && scheme != "postgres" && scheme != "postgresql" {
				return fmt.Errorf("is an address of the kind %q; it must be a file or begin with postgres://", scheme)
			}
			c.Store = NewSecret(v)
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_DAILY_LATE",
		Default:  "6h",
		Help:     "How late a daily passage may still be posted, such as `90m`; after that the date is recorded as missed",
		set: func(c *Config, v string) error {
			d, err := time.ParseDuration(v)
			if err != nil || d < time.Minute || d > 24*time.Hour {
				return fmt.Errorf("is %q, which is no time from 1m to 24h", v)
			}
			c.DailyLate = d
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_LOG_LEVEL",
		Default:  "info",
		Help:     "How much `serve` logs: `debug`, `info`, `warn` or `error`",
		set: func(c *Config, v string) error {
			if err := c.LogLevel.UnmarshalText([]byte(v)); err != nil {
				return fmt.Errorf("is %q, which is none of debug, info, warn and error", v)
			}
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_LOG_FORMAT",
		Default:  "text",
		Help:     "How it is logged: `text` or `json`, one line an event; in `json`, durations are in seconds",
		set: func(c *Config, v string) error {
			if v != "text" && v != "json" {
				return fmt.Errorf("is %q, which is neither text nor json", v)
			}
			c.LogFormat = v
			return nil
		},
	},
}

// parseToken takes off what is often copied along with a token: "Bot " before
// it, and quotation marks. The error does not quote it.
func parseToken(v string) (Secret, error) {
	v = strings.Trim(v, `"' `)
	v = strings.TrimPrefix(v, "Bot ")
	if strings.ContainsFunc(v, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return Secret{}, fmt.Errorf("is not a token: it holds spaces, line breaks or letters that no token has")
	}
	return NewSecret(v), nil
}
