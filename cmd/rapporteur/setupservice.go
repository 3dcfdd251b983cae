package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// A system is what setup does its work on.
type system struct {
	goos       string
	home       string
	executable string
	getenv     func(string) string
	run        func(ctx context.Context, name string, args ...string) error
}

// settingsFolder returns where programs keep their settings there.
func (s system) settingsFolder() string {
	switch {
	case s.goos == "windows" && s.getenv("APPDATA") != "":
		return filepath.Join(s.getenv("APPDATA"), "Rapporteur")
	case s.goos == "darwin":
		return filepath.Join(s.home, "Library", "Application Support", "Rapporteur")
	case s.getenv("XDG_CONFIG_HOME") != "":
		return filepath.Join(s.getenv("XDG_CONFIG_HOME"), "rapporteur")
	}
	return filepath.Join(s.home, ".config", "rapporteur")
}

// runProgram runs a program; the error has what it said.
func runProgram(ctx context.Context, name string, args ...string) error {
	said, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, bytes.TrimSpace(said))
	}
	return nil
}

// A service is how a system starts a program by itself.
type service struct {
	goos, name string
	when       string                               // it starts the bot
	file       func(s system) string                // "" for none
	text       func(s system, config string) string // of the file
	commands   func(s system, config string) [][]string
	logs       string // how to see what the bot says
	stop       string
}

var services = []service{
	{
		goos: "linux", name: "systemd", when: "this computer starts",
		file: func(s system) string {
			base := s.getenv("XDG_CONFIG_HOME")
			if base == "" {
				base = filepath.Join(s.home, ".config")
			}
			return filepath.Join(base, "systemd", "user", "rapporteur.service")
		},
		text: func(s system, config string) string {
			return `[Unit]
Description=Rapporteur, a Discord bot that quotes the record
After=network-online.target

[Service]
ExecStart=` + quoteSystemd(s.executable) + ` serve --config ` + quoteSystemd(config) + `
Restart=on-failure
RestartSec=10

[Install]
WantedBy=default.target
`
		},
		commands: func(s system, _ string) [][]string {
			return [][]string{
				{"systemctl", "--user", "daemon-reload"},
				{"systemctl", "--user", "enable", "rapporteur.service"},
				{"systemctl", "--user", "restart", "rapporteur.service"},
				{"sh", "-c", "loginctl enable-linger || true"}, // it runs on when you log out
			}
		},
		logs: "journalctl --user -u rapporteur -f", stop: "systemctl --user disable --now rapporteur",
	},
	{
		goos: "darwin", name: "macOS", when: "you log in",
		file: func(s system) string {
			return filepath.Join(s.home, "Library", "LaunchAgents", launchLabel+".plist")
		},
		text: launchAgent,
		commands: func(s system, _ string) [][]string {
			domain := fmt.Sprintf("gui/%d", os.Getuid())
			return [][]string{
				{"sh", "-c", "launchctl bootout " + domain + "/" + launchLabel + " 2>/dev/null || true"},
				{"launchctl", "bootstrap", domain, filepath.Join(s.home, "Library", "LaunchAgents", launchLabel+".plist")},
			}
		},
		logs: "tail -f ~/Library/Logs/rapporteur.log", stop: "launchctl bootout gui/$(id -u)/" + launchLabel,
	},
	{
		goos: "windows", name: "Windows", when: "you log in",
		file: func(s system) string { return filepath.Join(s.settingsFolder(), "task.xml") },
		text: windowsTask,
		commands: func(s system, _ string) [][]string {
			return [][]string{
				{"schtasks", "/Create", "/F", "/TN", "Rapporteur", "/XML", filepath.Join(s.settingsFolder(), "task.xml")},
				{"schtasks", "/Run", "/TN", "Rapporteur"},
			}
		},
		logs: "the window of the task shows it", stop: "schtasks /Delete /F /TN Rapporteur",
	},
}

const launchLabel = "org.rapporteur.bot"

func launchAgent(s system, config string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key><string>` + launchLabel + `</string>
	<key>RunAtLoad</key><true/>
	<key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
	<key>StandardErrorPath</key><string>`)
	xml.EscapeText(&b, []byte(filepath.Join(s.home, "Library", "Logs", "rapporteur.log")))
	b.WriteString("</string>\n\t<key>ProgramArguments</key>\n\t<array>\n")
	for _, argument := range []string{s.executable, "serve", "--config", config} {
		b.WriteString("\t\t<string>")
		xml.EscapeText(&b, []byte(argument))
		b.WriteString("</string>\n")
	}
	b.WriteString("\t</array>\n</dict>\n</plist>\n")
	return b.String()
}

// windowsTask returns a task in the form that "schtasks /Query /XML" shows one,
// which is UTF-16. A task that is made by flags alone needs an administrator, is
// ended after three days, and does not run on batteries.
// https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema
func windowsTask(s system, config string) string {
	escaped := func(text string) string {
		var b strings.Builder
		xml.EscapeText(&b, []byte(text))
		return b.String()
	}
	user := escaped(s.getenv("USERDOMAIN") + `\` + s.getenv("USERNAME"))
	text := `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Rapporteur, a Discord bot that quotes the record</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <UserId>` + user + `</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>` + user + `</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>255</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>` + escaped(s.executable) + `</Command>
      <Arguments>serve --config &quot;` + escaped(config) + `&quot;</Arguments>
    </Exec>
  </Actions>
</Task>
`
	encoded := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(strings.ReplaceAll(text, "\n", "\r\n"))) {
		encoded = binary.LittleEndian.AppendUint16(encoded, unit)
	}
	return string(encoded)
}

// quoteSystemd writes an argument of ExecStart.
func quoteSystemd(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%", "$", "$$").Replace(s) + `"`
}

// service has the system start the bot, now and whenever it starts itself.
func (s *setup) service(ctx context.Context) error {
	byHand := func() error {
		fmt.Fprintf(s.stdout, "This starts the bot; it answers for as long as it runs:\n\n  %s\n", s.command("serve"))
		return nil
	}
	for _, v := range services {
		if v.goos != s.system.goos {
			continue
		}
		wanted := s.Service == "yes"
		if s.Service == "ask" && !s.ask.silent {
			wanted = s.ask.yes("Should "+v.name+" start the bot now, and again whenever "+v.when+"?", true)
		}
		if !wanted {
			return byHand()
		}
		return s.install(ctx, v)
	}
	return byHand()
}

func (s *setup) install(ctx context.Context, v service) error {
	if v.file != nil {
		name := v.file(s.system)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(v.text(s.system, s.configFile())), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(s.stdout, "%s is written.\n", visible(name))
	}
	for _, command := range v.commands(s.system, s.configFile()) {
		if err := s.system.run(ctx, command[0], command[1:]...); err != nil {
			fmt.Fprintf(s.stdout, "This did not work:\n  %s\nYou can start the bot by hand:\n\n  %s\n", visible(err.Error()), s.command("serve"))
			return nil
		}
	}
	fmt.Fprintf(s.stdout, "The bot runs, and starts again whenever %s.\nWhat it says: %s\nTo stop it: %s\n", v.when, v.logs, v.stop)
	return nil
}
