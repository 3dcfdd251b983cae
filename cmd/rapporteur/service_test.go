package main

import (
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// TestServiceFiles holds what the systems are told of the bot, by files with
// names that need care.
func TestServiceFiles(t *testing.T) {
	env := map[string]string{"USERDOMAIN": "SCHOOL", "USERNAME": "ann", "APPDATA": `C:\Users\ann\AppData\Roaming`}
	for goos, on := range map[string]struct{ golden, executable, config string }{
		"linux":   {"rapporteur.service", "/opt/my bots/rapporteur", "/home/ann/50% & more/rapporteur.toml"},
		"darwin":  {"launchagent.plist", "/Users/ann/My <bots>/rapporteur", "/Users/ann/Library/Application Support/Rapporteur/rapporteur.toml"},
		"windows": {"task.xml", `C:\My bots & more\rapporteur.exe`, `C:\Users\ann\AppData\Roaming\Rapporteur\rapporteur.toml`},
	} {
		s := system{goos: goos, home: "/home/ann", executable: on.executable, getenv: func(name string) string { return env[name] }}
		v := services[slices.IndexFunc(services, func(v service) bool { return v.goos == goos })]
		text := v.text(s, on.config)
		if goos == "windows" {
			text = fromUTF16(t, text)
		}
		name := filepath.Join("testdata", "service", on.golden)
		if *update {
			if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil || text != strings.ReplaceAll(string(want), "\r\n", "\n") {
			t.Errorf("%s: %v, or it is now\n%s", name, err, text)
		}
		if goos != "linux" {
			checkElements(t, goos, text, on.executable, on.config)
		}
	}
}

// fromUTF16 reads a file as Windows does, without its carriage returns.
func fromUTF16(t *testing.T, text string) string {
	t.Helper()
	data := []byte(text)
	if len(data)%2 != 0 || len(data) < 2 || data[0] != 0xff || data[1] != 0xfe {
		t.Fatal("the task is not in UTF-16 with a mark of its order")
	}
	var units []uint16
	for ; len(data) > 0; data = data[2:] {
		units = append(units, binary.LittleEndian.Uint16(data))
	}
	return strings.ReplaceAll(string(utf16.Decode(units[1:])), "\r\n", "\n")
}

// elements are those of the published formats that the files may have:
// launchd.plist(5), and the schema of the task scheduler.
var elements = map[string][]string{
	"darwin": strings.Fields("plist dict key string true false array"),
	"windows": strings.Fields(`Task RegistrationInfo Description Triggers LogonTrigger UserId Principals Principal LogonType RunLevel Settings
		MultipleInstancesPolicy DisallowStartIfOnBatteries StopIfGoingOnBatteries ExecutionTimeLimit RestartOnFailure Interval Count Actions Exec Command Arguments`),
}

// checkElements holds that a file is XML of known elements, in whose texts the
// program and its settings stand as they are.
func checkElements(t *testing.T, goos, text, executable, config string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded already
	var texts []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", goos, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !slices.Contains(elements[goos], token.Name.Local) {
				t.Errorf("%s: the format has no <%s>", goos, token.Name.Local)
			}
		case xml.CharData:
			texts = append(texts, string(token))
		}
	}
	if !slices.Contains(texts, executable) || !slices.ContainsFunc(texts, func(s string) bool { return strings.Trim(strings.TrimPrefix(s, "serve --config "), `"`) == config }) {
		t.Errorf("%s: the program or its settings are missing in %q", goos, texts)
	}
}

// TestUnitIsUnderstood has systemd read the unit, where there is one.
func TestUnitIsUnderstood(t *testing.T) {
	program, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not here")
	}
	home := t.TempDir()
	unit := filepath.Join(home, "rapporteur.service")
	s := system{goos: "linux", home: home, executable: "/bin/true", getenv: func(string) string { return "" }}
	if err := os.WriteFile(unit, []byte(services[0].text(s, filepath.Join(home, "50% & more.toml"))), 0o644); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "verify", "--man=no", unit)
	command.Env = append(os.Environ(), "HOME="+home)
	if said, err := command.CombinedOutput(); err != nil || strings.Contains(string(said), "rapporteur.service:") {
		t.Errorf("%v: %s", err, said)
	}
}

func TestUnquoted(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "my class")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		folder: folder, "'" + folder + "'": folder, `"` + folder + `"`: folder, "'": "'", "": "",
	} {
		if got := unquoted(typed); got != want {
			t.Errorf("%s is %s", typed, got)
		}
	}
	if got := unquoted(strings.ReplaceAll(folder, " ", `\ `)); os.PathSeparator == '/' && got != folder {
		t.Errorf("a folder that was dragged into the terminal is %s", got)
	}
}
