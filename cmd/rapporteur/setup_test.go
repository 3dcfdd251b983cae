package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/store"
	"rapporteur/config"
)

// A newcomer has a bare home, a folder of transcripts, and a Discord.
type newcomer struct {
	t       *testing.T
	discord *discordtest.Server
	home    string
	goos    string
	env     map[string]string

	executable string   // "" is one whose name has a space
	ran        []string // what setup has run, a command a line
	broken     error    // what comes of it
}

func newNewcomer(t *testing.T) *newcomer {
	n := &newcomer{t: t, discord: discordtest.Start(t), home: t.TempDir(), goos: "linux"}
	n.env = map[string]string{"HOME": n.home, "RAPPORTEUR_DISCORD_URL": n.discord.URL}
	n.write("class/debate.txt", "First debate of the class\n\nMarch 3, 2026\n\nA. Baker. We brought the bread and the jam.\n\n"+
		"B. Cook. And who has brought the salt?\n\nA. Baker. Nobody was asked to bring any salt.\n\nB. Cook. Then the soup will be thin again.\n")
	n.write("class/letter.txt", "A letter to my aunt in which nobody speaks.\n")
	return n
}

func (n *newcomer) write(name, text string) {
	n.t.Helper()
	name = filepath.Join(n.home, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(text), 0o600)); err != nil {
		n.t.Fatal(err)
	}
}

// tokenFile writes the token into a file.
func (n *newcomer) tokenFile() string {
	n.t.Helper()
	n.write("secret", discordtest.Token+"\n")
	return filepath.Join(n.home, "secret")
}

// setUp runs setup with lines typed into it.
func (n *newcomer) setUp(c setupCommand, records string, typed ...string) (said string, err error) {
	n.t.Helper()
	if c.Service == "" {
		c.Service = "ask"
	}
	getenv := func(name string) string { return n.env[name] }
	var out bytes.Buffer
	e := &environment{getenv, strings.NewReader(strings.Join(typed, "\n") + "\n"), &out, &out, &commandLine{Records: records}}
	err = c.setUp(n.t.Context(), e, system{goos: n.goos, home: n.home, executable: cmp.Or(n.executable, "/opt/rapporteur bin/rapporteur"), getenv: getenv, run: n.run})
	return out.String(), err
}

func (n *newcomer) run(_ context.Context, name string, args ...string) error {
	n.ran = append(n.ran, strings.Join(append([]string{name}, args...), " "))
	return n.broken
}

// install gives the bot's application its commands.
func (n *newcomer) install(commands []*discordgo.ApplicationCommand) {
	n.t.Helper()
	body, err := json.Marshal(commands)
	if err != nil {
		n.t.Fatal(err)
	}
	path := "/api/v10/applications/" + discordtest.ApplicationID + "/commands"
	r, err := http.NewRequestWithContext(n.t.Context(), http.MethodPut, n.discord.URL+path, bytes.NewReader(body))
	if err != nil {
		n.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+discordtest.Token)
	r.Header.Set("User-Agent", "DiscordBot (https://example.com, 1)")
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil || answer.StatusCode != http.StatusOK {
		n.t.Fatal(answer, err)
	}
	answer.Body.Close()
}

func (n *newcomer) says(said string, wants ...string) {
	n.t.Helper()
	for _, want := range wants {
		if !strings.Contains(said, want) {
			n.t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}

func TestSetup(t *testing.T) {
	n := newNewcomer(t)
	n.discord.ExpectRefusals()
	folder := filepath.Join(n.home, ".config", "rapporteur")
	said, err := n.setUp(setupCommand{}, "",
		"", "not a token", "MTA5.wrong.token", discordtest.Token, // the last is the right one
		"",                  // the bot is in the server
		"~/clas", "~/class", // mistyped once
		"y",
	)
	if err != nil {
		t.Fatalf("%v after\n%s", err, said)
	}
	n.says(said, "https://discord.com/developers/applications", "Nothing was pasted", "is not a token", "Discord does not know this token", "it is rapporteur",
		"https://discord.com/oauth2/authorize?client_id="+discordtest.ApplicationID+"&permissions=2252109051399168&scope=bot+applications.commands",
		"View Channel, Send Messages", "There is no file or folder", "debate.txt: 4 turns by 2 speakers", "letter.txt: no speakers",
		"rapporteur.service is written", "/help", "'/opt/rapporteur bin/rapporteur' doctor\n")
	if strings.Contains(said, discordtest.Token) {
		t.Error("the token is shown")
	}
	for name, mode := range map[string]fs.FileMode{"": 0o700, "token.txt": 0o600, "rapporteur.toml": 0o600} {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	c, err := config.Load(func(string) string { return "" }, filepath.Join(folder, "rapporteur.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if c.DiscordToken.Reveal() != discordtest.Token || c.Records != filepath.Join(n.home, "class") || c.Store.Reveal() != filepath.Join(folder, "rapporteur.db") {
		t.Errorf("the settings are %+v", c)
	}
	unit, err := os.ReadFile(filepath.Join(n.home, ".config", "systemd", "user", "rapporteur.service"))
	if err != nil || !strings.Contains(string(unit), `ExecStart="/opt/rapporteur bin/rapporteur" serve --config "`+folder+`/rapporteur.toml"`) {
		t.Errorf("the unit is %s, %v", unit, err)
	}
	if want := "systemctl --user enable rapporteur.service"; !strings.Contains(strings.Join(n.ran, "\n"), want) {
		t.Errorf("it has run %q", n.ran)
	}

	// Again, without a question: what somebody has changed stays.
	settings := filepath.Join(folder, "rapporteur.toml")
	text, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(settings, append(text, "# mine\nlog_level = 'warn'\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	n.ran = nil
	said, err = n.setUp(setupCommand{Yes: true}, "")
	if err != nil {
		t.Fatalf("%v after\n%s", err, said)
	}
	n.says(said, "debate.txt: 4 turns by 2 speakers", "'/opt/rapporteur bin/rapporteur' serve\n")
	if strings.Contains(said, "--config") {
		t.Error("the settings are where all commands find them, and are named all the same")
	}
	again, err := os.ReadFile(settings)
	if err != nil || string(again) != string(text)+"# mine\nlog_level = 'warn'\n" || n.ran != nil {
		t.Errorf("the second time: %s, %v; it has run %q", again, err, n.ran)
	}
}

func TestSetupForScripts(t *testing.T) {
	n := newNewcomer(t)
	n.discord.ExpectRefusals()
	if _, err := n.setUp(setupCommand{Yes: true}, ""); !errors.Is(err, errSilent) {
		t.Errorf("without a token: %v", err)
	}
	n.write("secret", "\ufeff"+discordtest.Token+"\r\n")
	folder := filepath.Join(n.home, "bot's")
	flags := setupCommand{Yes: true, Folder: folder, TokenFile: filepath.Join(n.home, "secret"), Service: "yes"}
	for goos, want := range map[string]string{"linux": "systemctl --user restart", "darwin": "launchctl bootstrap", "windows": "schtasks /Create"} {
		n.goos, n.ran = goos, nil
		said, err := n.setUp(flags, filepath.Join(n.home, "class"))
		if err != nil || !strings.Contains(strings.Join(n.ran, "\n"), want) {
			t.Errorf("%s: %v, has run %q", goos, err, n.ran)
		}
		n.says(said, "The bot runs, and starts again whenever", " --config ")
	}
	c, err := config.Load(func(string) string { return "" }, filepath.Join(folder, "rapporteur.toml"))
	if err != nil || c.Store.Reveal() != filepath.Join(folder, "rapporteur.db") {
		t.Errorf("%+v, %v", c, err)
	}
	n.goos, n.broken = "linux", errors.New("no such program")
	if said, err := n.setUp(flags, ""); err != nil || !strings.Contains(said, "You can start the bot by hand") {
		t.Errorf("without systemd: %v\n%s", err, said)
	}
	n.env["DISCORD_TOKEN"] = "MTA5.wrong.token"
	if _, err := n.setUp(setupCommand{Yes: true, Folder: folder}, ""); err == nil || !strings.Contains(err.Error(), "token is refused") {
		t.Errorf("a wrong token: %v", err)
	}
	if _, err := n.setUp(flags, filepath.Join(n.home, "nowhere")); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// TestSettingsAreFound runs a command after setup, which finds what that has
// written; what the environment says wins.
func TestSettingsAreFound(t *testing.T) {
	n := newNewcomer(t)
	if runtime.GOOS != "linux" {
		t.Skip("where settings are kept is this system's")
	}
	if said, err := n.setUp(setupCommand{Yes: true, TokenFile: n.tokenFile(), Service: "no"}, filepath.Join(n.home, "class")); err != nil {
		t.Fatalf("%v after\n%s", err, said)
	}
	doctor := func() string {
		var out bytes.Buffer
		_ = run(t.Context(), []string{"doctor"}, func(name string) string { return n.env[name] }, strings.NewReader(""), &out, &out)
		return out.String()
	}
	n.says(doctor(), "First debate of the class", "it is rapporteur")
	n.env["RAPPORTEUR_RECORDS"] = filepath.Join(n.home, "class", "letter.txt")
	n.says(doctor(), "!!  records", "it is rapporteur")
}

// TestKeepsTheProgram sets up what "go run" has built, which is gone afterwards.
func TestKeepsTheProgram(t *testing.T) {
	n := newNewcomer(t)
	n.write("tmp/go-build12/b001/exe/rapporteur", "the program")
	n.executable = filepath.Join(n.home, "tmp/go-build12/b001/exe/rapporteur")
	said, err := n.setUp(setupCommand{Yes: true, TokenFile: n.tokenFile(), Service: "yes"}, "")
	kept := filepath.Join(n.home, ".config", "rapporteur", "rapporteur")
	info, statErr := os.Stat(kept)
	if err != nil || statErr != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Fatalf("%v, %v after\n%s", err, statErr, said)
	}
	if info, err := os.Stat(filepath.Dir(kept)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info, err)
	}
	n.says(said, kept+" doctor")
	if unit, err := os.ReadFile(filepath.Join(n.home, ".config", "systemd", "user", "rapporteur.service")); err != nil || !strings.Contains(string(unit), kept) {
		t.Errorf("%s, %v", unit, err)
	}
}

// TestInputEnds has the input end before the question of the service: nobody
// has agreed to that.
func TestInputEnds(t *testing.T) {
	n := newNewcomer(t)
	said, err := n.setUp(setupCommand{}, "", discordtest.Token, "", "none")
	if err != nil || len(n.ran) > 0 {
		t.Errorf("it has run %q, %v, after\n%s", n.ran, err, said)
	}
	n.says(said, "This starts the bot")
}

// TestSetupWithoutNetwork says what to look at, in a sentence.
func TestSetupWithoutNetwork(t *testing.T) {
	n := newNewcomer(t)
	n.env["RAPPORTEUR_DISCORD_URL"] = "http://127.0.0.1:1"
	_, err := n.setUp(setupCommand{}, "", discordtest.Token)
	if err == nil || !strings.Contains(err.Error(), "Look at the network") {
		t.Errorf("without a network: %v", err)
	}
}

// TestDoctor examines a bot that is well, and one for each fault.
func TestDoctor(t *testing.T) {
	n := newNewcomer(t)
	n.discord.ExpectRefusals()
	n.env["DISCORD_TOKEN"] = discordtest.Token
	n.env["RAPPORTEUR_STORE"] = filepath.Join(n.home, "store.db")
	examine := func() (string, error) {
		var out bytes.Buffer
		err := run(t.Context(), []string{"doctor"}, func(name string) string { return n.env[name] }, strings.NewReader(""), &out, &out)
		return out.String(), err
	}
	said, err := examine()
	if err == nil {
		t.Error("no commands are on Discord, and that is well")
	}
	n.says(said, "there is no file yet", "the clock agrees", "it is rapporteur", "!!  commands   those on Discord are not those of this version", "1 thing to do")

	l, err := load()
	if err != nil {
		t.Fatal(err)
	}
	n.install(declared(l.index))
	kept, err := store.Open(t.Context(), n.env["RAPPORTEUR_STORE"])
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	s := bot.Schedule{ID: "s1", Guild: discordtest.DefaultGuild, Channel: discordtest.DefaultChannel, Time: 450, Zone: "UTC"}
	if err := kept.Save(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	said, err = examine()
	if err != nil {
		t.Errorf("%v:\n%s", err, said)
	}
	n.says(said, "1 schedule of 1 server", "ok  commands   they are on Discord", "ok  schedules  1 schedule can post", "All is well.")

	s.Paused = "The channel was gone."
	if err := kept.Save(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	if said, err = examine(); err == nil {
		t.Error("a schedule that rests is well")
	}
	n.says(said, "!!  schedules  07:30 in server", "It is paused: The channel was gone.")
	s.Paused = ""
	if err := kept.Save(t.Context(), &s); err != nil {
		t.Fatal(err)
	}

	n.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
		g.Channels[0].PermissionOverwrites = []*discordgo.PermissionOverwrite{{ID: g.ID, Type: discordgo.PermissionOverwriteTypeRole, Deny: discordgo.PermissionSendMessages}}
	})
	n.env["RAPPORTEUR_RECORDS"] = filepath.Join(n.home, "class")
	said, err = examine()
	if err == nil {
		t.Error("a channel that takes no posts is well")
	}
	n.says(said, "!!  schedules  07:30 in server", "needs Send Messages", "!!  records    not loaded", "letter.txt")

	n.env["DISCORD_TOKEN"] = "MTA5.wrong.token"
	n.write("letter.db", strings.Repeat("a letter\n", 1000))
	n.env["RAPPORTEUR_STORE"] = filepath.Join(n.home, "letter.db")
	said, err = examine()
	if err == nil {
		t.Error("a wrong token is well")
	}
	n.says(said, "!!  token", "the token is refused", "!!  store", "damaged")
}

// TestSetupKeepsWhatIsThere runs setup again: the token of the last time is kept
// if that is wanted, and a store that is named in the other way stays named so.
func TestSetupKeepsWhatIsThere(t *testing.T) {
	n := newNewcomer(t)
	folder := filepath.Join(n.home, ".config", "rapporteur")
	n.write(".config/rapporteur/token.txt", "MTA5.an.old-token\n")
	n.write(".config/rapporteur/rapporteur.toml", "store_file = '"+filepath.ToSlash(filepath.Join(folder, "where.txt"))+"'\n")
	n.write(".config/rapporteur/where.txt", "postgres://127.0.0.1/x\n")
	said, err := n.setUp(setupCommand{Service: "no"}, "", "n", discordtest.Token, "", "none")
	if err != nil {
		t.Fatalf("%v after\n%s", err, said)
	}
	n.says(said, "There is a token from the last time. Keep it?")
	if token, err := os.ReadFile(filepath.Join(folder, "token.txt")); strings.TrimSpace(string(token)) != discordtest.Token {
		t.Errorf("the token is %s, %v", token, err)
	}
	if text, err := os.ReadFile(filepath.Join(folder, "rapporteur.toml")); strings.Contains(string(text), "store =") {
		t.Errorf("the settings are %s, %v", text, err)
	}
}

// TestClock examines clocks that are off: Discord's date is that of its answer.
func TestClock(t *testing.T) {
	for off, amiss := range map[time.Duration]bool{0: false, time.Minute: true, -time.Minute: true, 15 * time.Second: true, -15 * time.Second: true, 2 * time.Second: false, -5 * time.Second: false} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", time.Now().Add(off).UTC().Format(http.TimeFormat))
		}))
		found := checkClock(t.Context(), &patient{settings: &config.Config{DiscordURL: server.URL}})
		server.Close()
		if len(found) != 1 || found[0].amiss != amiss {
			t.Errorf("off by %v: %+v", off, found)
		}
	}
}

func TestPathsAsTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"~": "/home/me", "~/class": "/home/me/class", "~them/class": "~them/class", "class": "class",
		"'/a b/c'": "/a b/c", `"/a b/c"`: "/a b/c", `/a\ b/c`: "/a b/c", "'": "'",
	} {
		if got := expandHome(unquoted(typed), "/home/me"); got != want && runtime.GOOS != "windows" {
			t.Errorf("%s is %s, want %s", typed, got, want)
		}
	}
}

// TestSettingsTwice changes settings again: each stands once, what else stands there
// stays, and a value with whatever in it is read as it was given.
func TestSettingsTwice(t *testing.T) {
	name := filepath.Join(t.TempDir(), "rapporteur.toml")
	for _, test := range []struct{ before, key, value, want string }{
		{"", "store", "a.db", "# The settings of Rapporteur. Every value is a text in quotation marks.\nstore = 'a.db'\n"},
		{"# mine\nstore = 'a'\nlog_level = \"info\"\n", "store", "b", "# mine\nstore = 'b'\nlog_level = \"info\"\n"},
		{"store = 'a'\n  store = 'b'\n", "store", "c", "store = 'c'\n"},
		{"store = 'a'\nstore_file = 'b'\n", "store", "", "store_file = 'b'\n"},
		{"log_level = 'info'", "store", "c", "log_level = 'info'\nstore = 'c'\n"},
		{"", "store", `C:\it's "here"`, "# The settings of Rapporteur. Every value is a text in quotation marks.\nstore = \"C:\\\\it's \\\"here\\\"\"\n"},
	} {
		if err := os.WriteFile(name, []byte(test.before), 0o600); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second time nothing changes
			if err := changeSettings(name, []setValue{{test.key, test.value}}); err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(name)
			if err != nil || string(text) != test.want {
				t.Errorf("%q with %s = %q is\n%s\nwant\n%s(%v)", test.before, test.key, test.value, text, test.want, err)
			}
			if got := settingIn(name, test.key); got != test.value {
				t.Errorf("%s is read as %q, was given as %q", test.key, got, test.value)
			}
		}
	}
}
