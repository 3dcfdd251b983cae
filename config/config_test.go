package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GAbCdE.x7Yz-not-a-real-token-0123456789ab"

// load calls Load with a file of the given text, "" for none, in a folder
// where token.txt holds a token and empty.txt nothing.
func load(t *testing.T, env map[string]string, toml string) (*Config, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"token.txt": token + "\r\n",
		"bom.txt":   "\ufeff" + token + "\r\n",
		"utf16.txt": utf16(token + "\r\n"),
		"empty.txt": "\n",
		"long.txt":  strings.Repeat("x", maxSecret+1),
		"file.toml": toml,
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file := ""
	if toml != "" {
		file = "file.toml"
	}
	return Load(func(name string) string { return env[name] }, file)
}

func TestLoad(t *testing.T) {
	for _, test := range []struct {
		name  string
		env   map[string]string
		file  string
		want  Config
		token string
	}{
		{
			name: "defaults",
			want: Config{Shards: "auto", Status: "127.0.0.1:8642", DiscordURL: "https://discord.com", Uploads: 50, UploadSize: 20 << 20, UploadMemory: 1 << 30, DailyLate: 6 * time.Hour, LogFormat: "text"},
		},
		{
			name: "environment",
			env: map[string]string{
				"DISCORD_TOKEN": token, "RAPPORTEUR_DISCORD_URL": "http://127.0.0.1:8080/",
				"RAPPORTEUR_RECORDS": "transcripts", "RAPPORTEUR_DAILY_LATE": "90m", "RAPPORTEUR_LOG_LEVEL": "DEBUG", "RAPPORTEUR_LOG_FORMAT": "json",
			},
			want:  Config{Shards: "auto", Status: "127.0.0.1:8642", DiscordURL: "http://127.0.0.1:8080", Records: "transcripts", Uploads: 50, UploadSize: 20 << 20, UploadMemory: 1 << 30, DailyLate: 90 * time.Minute, LogLevel: slog.LevelDebug, LogFormat: "json"},
			token: token,
		},
		{
			name: "file",
			file: "records = 'from the file'\ndiscord_token = '" + token + "'\n",
			want: Config{Shards: "auto", Status: "127.0.0.1:8642", DiscordURL: "https://discord.com", Records: "from the file", Uploads: 50, UploadSize: 20 << 20, UploadMemory: 1 << 30, DailyLate: 6 * time.Hour, LogFormat: "text"}, token: token,
		},
		{
			name: "environment before file",
			env:  map[string]string{"RAPPORTEUR_RECORDS": "from the environment", "DISCORD_TOKEN_FILE": "token.txt"},
			file: "records = 'from the file'\ndiscord_token = 'another'\n",
			want: Config{Shards: "auto", Status: "127.0.0.1:8642", DiscordURL: "https://discord.com", Records: "from the environment", Uploads: 50, UploadSize: 20 << 20, UploadMemory: 1 << 30, DailyLate: 6 * time.Hour, LogFormat: "text"}, token: token,
		},
		{
			name: "token's file named in the file",
			file: "discord_token_file = 'token.txt'\n",
			want: Config{Shards: "auto", Status: "127.0.0.1:8642", DiscordURL: "https://discord.com", Uploads: 50, UploadSize: 20 << 20, UploadMemory: 1 << 30, DailyLate: 6 * time.Hour, LogFormat: "text"}, token: token,
		},
		{
			name:  "token that Notepad has written",
			env:   map[string]string{"DISCORD_TOKEN_FILE": "bom.txt"},
			want:  Config{Shards: "auto", Status: "127.0.0.1:8642", DiscordURL: "https://discord.com", Uploads: 50, UploadSize: 20 << 20, UploadMemory: 1 << 30, DailyLate: 6 * time.Hour, LogFormat: "text"},
			token: token,
		},
		{
			name:  "token that PowerShell has written",
			env:   map[string]string{"DISCORD_TOKEN_FILE": "utf16.txt"},
			want:  Config{Shards: "auto", Status: "127.0.0.1:8642", DiscordURL: "https://discord.com", Uploads: 50, UploadSize: 20 << 20, UploadMemory: 1 << 30, DailyLate: 6 * time.Hour, LogFormat: "text"},
			token: token,
		},
		{
			name: "token copied with what stands around it",
			env:  map[string]string{"DISCORD_TOKEN": ` "Bot ` + token + `"`},
			want: Config{Shards: "auto", Status: "127.0.0.1:8642", DiscordURL: "https://discord.com", Uploads: 50, UploadSize: 20 << 20, UploadMemory: 1 << 30, DailyLate: 6 * time.Hour, LogFormat: "text"}, token: token,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := load(t, test.env, test.file)
			if err != nil {
				t.Fatal(err)
			}
			if got.DiscordToken.Reveal() != test.token {
				t.Errorf("token is %q, want %q", got.DiscordToken.Reveal(), test.token)
			}
			got.DiscordToken, got.Store = Secret{}, Secret{}
			if diff := cmp.Diff(test.want, *got, cmp.Comparer(func(a, b Secret) bool { return a.Reveal() == b.Reveal() })); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// utf16 writes text as the redirection of Windows PowerShell does.
func utf16(text string) string {
	written := "\xff\xfe"
	for _, b := range []byte(text) {
		written += string([]byte{b, 0})
	}
	return written
}

func TestMistakes(t *testing.T) {
	for _, test := range []struct {
		name string
		env  map[string]string
		file string
		want []string // one a line
	}{
		{
			name: "all at once",
			env:  map[string]string{"RAPPORTEUR_LOG_LEVEL": "loud", "RAPPORTEUR_DISCORD_URL": "discord.com", "DISCORD_TOKEN_FILE": "nowhere"},
			file: "# a comment\nlog_format = 'xml'\n\nrecord = 'transcripts'\nrecords = [1, 2]\n[table]\nurl = 'x'\n",
			want: []string{
				`file.toml:4: unknown setting "record"; there are discord_token, discord_token_file, discord_public_key, discord_url, shards, owners, status, pprof, records, store, store_file, uploads, upload_size, upload_memory, daily_late, log_level, log_format`,
				"file.toml:5: records must be a text in quotation marks",
				`file.toml:6: unknown setting "table"; there are discord_token, discord_token_file, discord_public_key, discord_url, shards, owners, status, pprof, records, store, store_file, uploads, upload_size, upload_memory, daily_late, log_level, log_format`,
				"DISCORD_TOKEN_FILE: there is no file of the name that it gives; a token itself is set with DISCORD_TOKEN",
				"RAPPORTEUR_DISCORD_URL is no address such as https://discord.com",
				`RAPPORTEUR_LOG_LEVEL is "loud", which is none of debug, info, warn and error`,
				`file.toml:2: log_format is "xml", which is neither text nor json`,
			},
		},
		{
			name: "neither number nor truth value is a text",
			file: "records = 5\nlog_format = true\n",
			want: []string{
				"file.toml:2: log_format must be a text in quotation marks",
				"file.toml:1: records must be a text in quotation marks",
			},
		},
		{
			name: "token twice in the environment",
			env:  map[string]string{"DISCORD_TOKEN": token, "DISCORD_TOKEN_FILE": "token.txt"},
			want: []string{"DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set: keep one of them"},
		},
		{
			name: "token twice in the file",
			file: "discord_token_file = 'token.txt'\ndiscord_token = '" + token + "'\n",
			want: []string{"file.toml:2: discord_token and file.toml:1: discord_token_file are both set: keep one of them"},
		},
		{
			name: "token where its file should be named",
			env:  map[string]string{"DISCORD_TOKEN_FILE": token},
			want: []string{"DISCORD_TOKEN_FILE: there is no file of the name that it gives; a token itself is set with DISCORD_TOKEN"},
		},
		{
			name: "token of two lines",
			env:  map[string]string{"DISCORD_TOKEN": token + "\n" + token},
			want: []string{"DISCORD_TOKEN is not a token: it holds spaces, line breaks or letters that no token has"},
		},
		{
			name: "empty file for a token",
			env:  map[string]string{"DISCORD_TOKEN_FILE": "empty.txt"},
			want: []string{"DISCORD_TOKEN_FILE: the file that it names is empty"},
		},
		{
			name: "long file for a token",
			env:  map[string]string{"DISCORD_TOKEN_FILE": "long.txt"},
			want: []string{"DISCORD_TOKEN_FILE: the file that it names is longer than 4096 bytes, too long for a secret"},
		},
		{
			name: "what the wire needs",
			env: map[string]string{
				"RAPPORTEUR_DISCORD_URL": "http://10.0.0.1", "DISCORD_PUBLIC_KEY": "abcd", "RAPPORTEUR_OWNERS": "1, me",
				"RAPPORTEUR_STATUS": "8642", "RAPPORTEUR_PPROF": "perhaps",
				"RAPPORTEUR_UPLOADS": "many", "RAPPORTEUR_UPLOAD_SIZE": "20", "RAPPORTEUR_UPLOAD_MEMORY": "1KiB",
			},
			want: []string{
				"DISCORD_PUBLIC_KEY is no public key: it has 64 hexadecimal digits",
				`RAPPORTEUR_DISCORD_URL is "http://10.0.0.1", and the bot's token would go there for everybody to read; http:// is for this machine alone, use https://`,
				`RAPPORTEUR_OWNERS has "me", which is no ID of a user: it has digits alone`,
				`RAPPORTEUR_STATUS is "8642", which is neither off nor an address such as 127.0.0.1:8642`,
				`RAPPORTEUR_PPROF is "perhaps", which is neither true nor false`,
				`RAPPORTEUR_UPLOADS is "many", which is no number from 0 to 1000`,
				`RAPPORTEUR_UPLOAD_SIZE is "20", which is no size from 1KiB to 1GiB`,
				`RAPPORTEUR_UPLOAD_MEMORY is "1KiB", which is no size from 16MiB to 1024GiB`,
			},
		},
		{
			name: "no TOML",
			file: "records = 'a'\nlog_level: debug\n",
			want: []string{`file.toml:2: is not TOML: a setting is written on one line as name = "value"`},
		},
		{
			name: "Windows path with an unknown escape",
			file: "log_level = 'info'\nrecords = \"C:\\Users\\anna\"\n",
			want: []string{"file.toml:2: " + backslash},
		},
		{
			name: "Windows path with escapes that there are",
			file: "records = \"C:\\temp\\new\"\n",
			want: []string{"file.toml:1: records holds a tab or a line break: " + backslash},
		},
		{
			name: "token without quotation marks",
			file: "discord_token = " + token + "\n",
			want: []string{`file.toml:1: is not TOML: a setting is written on one line as name = "value"`},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := load(t, test.env, test.file)
			if err == nil || c != nil {
				t.Fatalf("Load returned %v and the error %v", c, err)
			}
			if diff := cmp.Diff(test.want, strings.Split(err.Error(), "\n")); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(err.Error(), token[:6]) {
				t.Error("the error holds the token")
			}
		})
	}
}

func TestNoSuchFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "none.toml")
	if _, err := Load(func(string) string { return "" }, name); err == nil || !strings.Contains(err.Error(), name) {
		t.Errorf("the error is %v", err)
	}
}

// TestSecretStaysSecret prints a secret in every way that a careless line of
// code might.
func TestSecretStaysSecret(t *testing.T) {
	c := Config{DiscordToken: NewSecret(token)}
	hidden := struct{ c Config }{c}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T", "%p"} {
		fmt.Fprintf(&out, verb, c)
		fmt.Fprintf(&out, verb, &c)
		fmt.Fprintf(&out, verb, hidden)
		fmt.Fprintf(&out, verb, c.DiscordToken)
		fmt.Fprintf(&out, verb, &c.DiscordToken)
	}
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(h).Info("config", "token", c.DiscordToken, "config", c, "hidden", hidden)
	}
	if err := json.NewEncoder(&out).Encode(c); err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{token, fmt.Sprintf("%x", token), fmt.Sprintf("%X", token)} {
		if strings.Contains(out.String(), form) {
			t.Errorf("the secret is printed:\n%s", out.String())
		}
	}
	if !strings.Contains(out.String(), redacted) {
		t.Error("nothing says that something was left out")
	}
}
