package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"rapporteur/config"
)

// readmes are the pages that are written in part by the program, or show what
// it prints.
var readmes = []string{
	"../../README.md", "README.md", "../../bot/commands/README.md", "../../corpus/transcript/README.md",
}

var update = flag.Bool("update", false, "rewrite tables of READMEs, and files of testdata")

// TestReadmeTables compares tables of the READMEs with what they are made of.
func TestReadmeTables(t *testing.T) {
	tables := map[string]string{
		"summary":  summaryTable(t),
		"commands": commandTable(t),
		"program":  programTable(t),
		"settings": settingTable(),
	}
	found := 0
	for _, path := range readmes {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		after := string(before)
		for name, table := range tables {
			section := regexp.MustCompile(`(?s)(<!-- begin ` + name + ` .*?-->\n).*?(<!-- end ` + name + ` -->)`)
			found += len(section.FindAllString(after, -1))
			after = section.ReplaceAllString(after, "${1}"+strings.ReplaceAll(table, "$", "$$")+"${2}")
		}
		if *update {
			if err := os.WriteFile(path, []byte(after), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(string(before), after); diff != "" {
			t.Errorf("the tables of %s are not up to date (go test ./cmd/rapporteur -update):\n%s", path, diff)
		}
	}
	if found != len(tables) {
		t.Errorf("the READMEs have places for %d tables of %d", found, len(tables))
	}
}

// TestReadmeIsShort holds that the first page can be read in one go.
func TestReadmeIsShort(t *testing.T) {
	text, err := os.ReadFile(readmes[0])
	if err != nil {
		t.Fatal(err)
	}
	if words := len(strings.Fields(string(text))); words >= 1500 {
		t.Errorf("the README has %d words; longer parts belong to the pages of their rooms", words)
	}
}

// TestReadmeOutputs runs what the READMEs show with "$ " before it, and
// compares what is shown below it but for the wrapping of lines. A block with
// the name of a file after its language is that file for the examples below.
func TestReadmeOutputs(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell to run the README's examples with")
	}
	dir := t.TempDir()
	var text []byte
	for _, path := range readmes {
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, page...)
	}
	examples := 0
	for _, block := range regexp.MustCompile("(?s)\n```(\\w+) ?(\\S*)\n(.*?)\n```\n").FindAllStringSubmatch(string(text), -1) {
		language, file, body := block[1], block[2], block[3]
		if file != "" {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(body+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if language != "console" {
			continue
		}
		for example := range strings.SplitSeq("\n"+body, "\n$ ") {
			command, shown, _ := strings.Cut(example, "\n")
			if command == "" {
				continue
			}
			examples++
			run := exec.Command(shell, "-c", command)
			run.Dir = dir
			out, err := run.Output()
			if err != nil {
				t.Errorf("%s: %v", command, err)
			}
			if diff := cmp.Diff(unwrapped(shown), unwrapped(string(out))); diff != "" {
				t.Errorf("%s:\n%s", command, diff)
			}
		}
	}
	if examples < 6 {
		t.Errorf("the README shows %d examples", examples)
	}
}

func unwrapped(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "│", " ")), " ")
}

// summaryTable lists the commands without their options.
func summaryTable(t *testing.T) string {
	l, err := load()
	if err != nil {
		t.Fatal(err)
	}
	rows := "| command | what it does |\n|---|---|\n"
	for _, c := range declared(l.index) {
		if c.Type == 0 || c.Type == discordgo.ChatApplicationCommand {
			rows += fmt.Sprintf("| `/%s` | %s |\n", c.Name, c.Description)
		}
	}
	return rows
}

func commandTable(t *testing.T) string {
	l, err := load()
	if err != nil {
		t.Fatal(err)
	}
	rows := "| command | what it does |\n|---|---|\n"
	for _, c := range declared(l.index) {
		if c.Type != 0 && c.Type != discordgo.ChatApplicationCommand {
			rows += fmt.Sprintf("| *%s* (under Apps, in a message's menu) | |\n", c.Name)
			continue
		}
		rows += commandRows("/"+c.Name, c.Description, c.Options)
	}
	return rows
}

// commandRows writes a row for a command, or for each of its subcommands.
func commandRows(usage, description string, options []*discordgo.ApplicationCommandOption) string {
	rows := ""
	for _, o := range options {
		switch {
		case o.Type == discordgo.ApplicationCommandOptionSubCommand || o.Type == discordgo.ApplicationCommandOptionSubCommandGroup:
			rows += commandRows(usage+" "+o.Name, o.Description, o.Options)
		case o.Required:
			usage += " " + o.Name
		default:
			usage += " [" + o.Name + "]"
		}
	}
	if rows == "" {
		rows = fmt.Sprintf("| `%s` | %s |\n", usage, description)
	}
	return rows
}

func programTable(t *testing.T) string {
	parser, err := kong.New(new(commandLine), kong.Name("rapporteur"))
	if err != nil {
		t.Fatal(err)
	}
	rows := "| command | what it does |\n|---|---|\n"
	for _, leaf := range parser.Model.Leaves(true) {
		rows += fmt.Sprintf("| `%s` | %s |\n", leaf.FullPath(), strings.TrimSuffix(leaf.Help, "."))
	}
	return rows + "\n`rapporteur COMMAND --help` lists the flags.\n"
}

func settingTable() string {
	rows := "| setting | default | what it is |\n|---|---|---|\n"
	for i := range config.Settings {
		s := &config.Settings[i]
		help := s.Help
		if s.Secret {
			help += fmt.Sprintf(". Or name a file that holds it in `%s_FILE`", s.Variable)
		}
		value := ""
		if s.Default != "" {
			value = "`" + s.Default + "`"
		}
		rows += fmt.Sprintf("| `%s` | %s | %s |\n", s.Variable, value, help)
	}
	return rows
}
