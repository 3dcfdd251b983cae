package config

import (
	"encoding/hex"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
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
			token, err := ParseToken(v)
			c.DiscordToken = token
			return err
		},
	},
	{
		Variable: "DISCORD_PUBLIC_KEY",
		Help:     "The application's public key from Discord's developer portal, with which `serve --http` verifies what comes; without it, Discord is asked for it",
		set: func(c *Config, v string) error {
			if v == "" {
				return nil
			}
			key, err := hex.DecodeString(v)
			if err != nil || len(key) != 32 {
				return fmt.Errorf("is no public key: it has 64 hexadecimal digits")
			}
			c.PublicKey = key
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_DISCORD_URL",
		Default:  "https://discord.com",
		Help:     "Where Discord's REST interface is; for tests and for REST proxies on this machine",
		set: func(c *Config, v string) error {
			u, err := url.Parse(v)
			if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
				return fmt.Errorf("is no address such as https://discord.com")
			}
			if ip, err := netip.ParseAddr(u.Hostname()); u.Scheme == "http" && u.Hostname() != "localhost" && (err != nil || !ip.IsLoopback()) {
				return fmt.Errorf("is %q, and the bot's token would go there for everybody to read; http:// is for this machine alone, use https://", v)
			}
			c.DiscordURL = strings.TrimRight(v, "/")
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_SHARDS",
		Default:  "auto",
		Help:     "Which shards of the bot this process runs: `auto` for all, as many as Discord recommends; `0-15/64` for the first 16 of 64; `ordinal:16/64` for 16 of 64 in each pod of a StatefulSet, by the number at the end of the host's name. Direct messages come to shard 0",
		set: func(c *Config, v string) error {
			c.Shards = v
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_OWNERS",
		Help:     "IDs of the users who run the bot, with commas between them; they alone are told on Discord which files were refused, and why",
		set: func(c *Config, v string) error {
			for id := range strings.SplitSeq(v, ",") {
				if id = strings.TrimSpace(id); id == "" {
					continue
				}
				if _, err := strconv.ParseUint(id, 10, 64); err != nil {
					return fmt.Errorf("has %q, which is no ID of a user: it has digits alone", id)
				}
				c.Owners = append(c.Owners, id)
			}
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_STATUS",
		Default:  "127.0.0.1:8642",
		Help:     "Address at which `/healthz`, `/readyz` and `/metrics` (for Prometheus) show how `serve` is; `off` for none",
		set: func(c *Config, v string) error {
			if v == "off" {
				return nil
			}
			if u, err := url.Parse("http://" + v); err != nil || u.Port() == "" || u.Host != v {
				return fmt.Errorf("is %q, which is neither off nor an address such as 127.0.0.1:8642", v)
			}
			c.Status = v
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_PPROF",
		Default:  "false",
		Help:     "Whether profiles are at `/debug/pprof/`, too: `true` or `false`",
		set: func(c *Config, v string) error {
			on, err := strconv.ParseBool(v)
			if err != nil {
				return fmt.Errorf("is %q, which is neither true nor false", v)
			}
			c.Pprof = on
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
		Variable: "RAPPORTEUR_UPLOADS",
		Default:  "50",
		Help:     "How many records of its own a server can have; with `0`, none",
		set: func(c *Config, v string) error {
			n, err := strconv.Atoi(v)
			if err != nil || n < 0 || n > 1000 {
				return fmt.Errorf("is %q, which is no number from 0 to 1000", v)
			}
			c.Uploads = n
			return nil
		},
	},
	{
		Variable: "RAPPORTEUR_UPLOAD_SIZE",
		Default:  "20MiB",
		Help:     "How large all files of a server can be together, such as `500KiB` or `20MiB`",
		set:      func(c *Config, v string) error { return setSize(&c.UploadSize, v, 1<<10, 1<<30) },
	},
	{
		Variable: "RAPPORTEUR_UPLOAD_MEMORY",
		Default:  "1GiB",
		Help:     "About how much memory servers' records and their indexes may take together; those that nobody has asked for longest are dropped, and read again when somebody asks for them",
		set:      func(c *Config, v string) error { return setSize(&c.UploadMemory, v, 16<<20, 1<<40) },
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

// units are those of sizes.
var units = []struct {
	name  string
	bytes int
}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}}

// setSize reads a size such as "20MiB".
func setSize(to *int, v string, least, most int) error {
	for _, u := range units {
		number, ok := strings.CutSuffix(v, u.name)
		if n, err := strconv.Atoi(strings.TrimSpace(number)); ok && err == nil && n >= 0 && n <= most/u.bytes && n*u.bytes >= least {
			*to = n * u.bytes
			return nil
		}
	}
	return fmt.Errorf("is %q, which is no size from %s to %s", v, sizeName(least), sizeName(most))
}

// sizeName writes a size in its largest unit.
func sizeName(n int) string {
	name := ""
	for _, u := range units {
		if n%u.bytes == 0 {
			name = strconv.Itoa(n/u.bytes) + u.name
		}
	}
	return name
}

// ParseToken takes a token as people copy it, with quotation marks or "Bot "
// around it. The error reads on after "the token": "is not a token: …".
func ParseToken(v string) (Secret, error) {
	v = strings.Trim(v, `"' `)
	v = strings.TrimPrefix(v, "Bot ")
	if strings.ContainsFunc(v, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return Secret{}, fmt.Errorf("is not a token: it holds spaces, line breaks or letters that no token has")
	}
	return NewSecret(v), nil
}
