package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"rapporteur/bot"
	"rapporteur/bot/store"
)

var fenced = regexp.MustCompile("(?s)(<!-- run -->\n)?```sh\n(.*?)```")

// TestRunningPage runs the commands of the page about running the bot, in its
// order, where it says so. The others must at least be ones that there are.
func TestRunningPage(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	kept, err := store.Open(t.Context(), "rapporteur.db")
	if err != nil {
		t.Fatal(err)
	}
	s := bot.Schedule{ID: "s1", Guild: "g1", Channel: "c1"}
	if err := kept.Save(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	kept.Close()
	ran := 0
	for _, block := range fenced.FindAllStringSubmatch(string(page), -1) {
		for line := range strings.Lines(block[2]) {
			args := strings.Fields(line)
			if len(args) == 0 || args[0] != "rapporteur" {
				continue
			}
			if block[1] == "" {
				parser, err := kong.New(new(commandLine))
				if err != nil {
					t.Fatal(err)
				}
				if _, err := parser.Parse(args[1:]); err != nil {
					t.Errorf("%s: %v", strings.TrimSpace(line), err)
				}
				continue
			}
			ran++
			var out bytes.Buffer
			if err := run(t.Context(), args[1:], func(string) string { return "" }, strings.NewReader(""), &out, &out); err != nil {
				t.Errorf("%s: %v\n%s", strings.TrimSpace(line), err, out.String())
			}
		}
	}
	if ran < 6 {
		t.Errorf("only %d commands were run", ran)
	}
	for _, name := range []string{"rapporteur.db", "moved.db", "rapporteur-backup.db"} {
		if found, err := store.Check(t.Context(), name); err != nil || found.Schedules != 1 {
			t.Errorf("%s holds %+v, %v", name, found, err)
		}
	}
	if before, err := filepath.Glob("rapporteur.db.before-*Z"); len(before) != 1 || err != nil {
		t.Errorf("%v were there before, %v", before, err)
	}
}
