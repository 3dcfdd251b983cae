package main

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// A pkg is what go list says of one of our packages.
type pkg struct {
	ImportPath string
	Imports    []string // direct, tests left out
	Deps       []string // all
}

// layer is the height of a package: imports go to a lower layer only, so
// never to a sibling.
func layer(name string) int {
	first, rest, _ := strings.Cut(name, "/")
	switch {
	case first == "cmd":
		return 5
	case first == "bot" && rest != "":
		return 4
	case first == "bot":
		return 3
	case strings.HasPrefix(name, "corpus/study"):
		return 2 // asks the index
	case first == "corpus" && rest != "":
		return 1
	}
	return 0 // corpus, config
}

const reading = "corpus/transcript"

// room is the height of a package of corpus/transcript: page, label, draft, a
// room for each family of layouts, transcript, and what uses it.
func room(name string) int {
	switch strings.TrimPrefix(name, reading) {
	case "/page":
		return 0
	case "/label":
		return 1
	case "/draft":
		return 2
	case "/fit", "/score": // commands
		return 6
	case "/truth", "/proof": // what they and the tests measure with, and what asks for a reading
		return 5
	case "":
		return 4
	}
	return 3
}

// family is the folder whose packages belong together: bot/discord and its
// test packages.
func family(name string) string {
	parts := strings.SplitN(name, "/", 4)
	if len(parts) > 2 && parts[1] == "study" {
		return name // each by itself
	}
	return strings.Join(parts[:min(2, len(parts))], "/")
}

// TestImports holds the rule that imports run downwards only:
// cmd -> bot/* -> bot -> corpus/study/* -> corpus/* -> corpus.
func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		name := ours(p.ImportPath)
		for _, i := range p.Imports {
			if !strings.HasPrefix(i, "rapporteur/") {
				continue
			}
			imported := ours(i)
			switch {
			case strings.HasPrefix(name, reading) && strings.HasPrefix(imported, reading):
				if room(imported) >= room(name) {
					t.Errorf("%s imports %s: the way from bytes to a record goes one way, and its readers know nothing of each other", name, imported)
				}
			case family(name) == family(imported):
			case name == "config" || imported == "config" && layer(name) < 5:
				t.Errorf("%s imports %s: config knows nothing of ours, and only cmd knows config", name, imported)
			case layer(imported) >= layer(name):
				t.Errorf("%s imports %s: imports run downwards, never to a sibling", name, imported)
			}
		}
	}
}

// TestReach holds that each package reaches only what is its own business.
func TestReach(t *testing.T) {
	const (
		websocket = "github.com/gorilla/websocket"
		discordgo = "github.com/bwmarrin/discordgo"
	)
	for _, p := range packages(t) {
		name := ours(p.ImportPath)
		if strings.HasPrefix(name, "corpus") {
			// The sandbox that reads PDFs links net and log, and opens no socket.
			linked := slices.Concat(p.Imports, slices.DeleteFunc(slices.Clone(p.Deps), func(d string) bool { return d == "net" || d == "log" }))
			for _, d := range []string{"net", "database/sql", "log/slog", "log", discordgo} {
				if slices.Contains(linked, d) {
					t.Errorf("%s depends on %s: the corpus has no Discord, no SQL and no logging", name, d)
				}
			}
		}
		for _, d := range []string{"net", "net/http", "crypto/tls", websocket} {
			if slices.Contains(p.Imports, d) && !slices.Contains([]string{"bot/discord", "bot/sight", "bot/desk"}, family(name)) {
				t.Errorf("%s imports %s: nothing but bot/discord, and bot/sight and bot/desk for their own, knows a socket", name, d)
			}
		}
	}
}

func ours(path string) string { return strings.TrimPrefix(path, "rapporteur/") }

// packages lists the packages of the module.
func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", "rapporteur/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p pkg
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 8 {
		t.Fatalf("go list knows only %d packages", len(all))
	}
	return all
}
