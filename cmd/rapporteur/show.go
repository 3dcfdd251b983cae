package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/bot"
	"rapporteur/bot/chart"
	"rapporteur/bot/commands"
	"rapporteur/bot/console"
	"rapporteur/bot/daily"
	"rapporteur/bot/drawing"
	"rapporteur/bot/game"
	"rapporteur/bot/library"
	"rapporteur/bot/store"
)

type showCommand struct {
	Out   string       `placeholder:"FILE" default:"reply" help:"Beginning of the files' names: FILE-dark.html, FILE-dark.png, FILE-light.html, FILE-light.png."`
	Width natural      `default:"900" help:"Width of the screen in pixels; 360 is a phone's."`
	Lang  languageCode `placeholder:"CODE" help:"Language to be answered in: en, es, de, fr or ru."`
	Theme []string     `default:"dark,light" enum:"dark,light" help:"Themes to draw in."`
	NoPNG bool         `name:"no-png" help:"Write web pages only."`
	Reply []string     `arg:"" sep:"none" help:"A command such as '/quote text: rice', a number that presses a button of the reply before, or a file of a reply's JSON (- is standard input)."`
}

func (c *showCommand) Help() string {
	return `Draws replies as Discord shows them, as web pages and pictures, dark and light.
Nothing is sent anywhere. Pictures need Chromium or Chrome on this machine.`
}

func (c *showCommand) Run(ctx context.Context, e *environment) error {
	replies, err := c.replies(ctx, e)
	if err != nil {
		return err
	}
	var camera *drawing.Camera
	if !c.NoPNG {
		camera, err = drawing.NewCamera(ctx)
		if err != nil && !errors.Is(err, drawing.ErrNoBrowser) {
			return err
		}
		if err != nil {
			fmt.Fprintf(e.stderr, "rapporteur: %v: web pages only\n", err)
		} else {
			defer camera.Close()
		}
	}
	for _, theme := range c.Theme {
		html, err := drawing.HTML(drawing.Theme(theme), replies...)
		if err != nil {
			return err
		}
		name := c.Out + "-" + theme
		if err := c.write(e, name+".html", html); err != nil {
			return err
		}
		if camera == nil {
			continue
		}
		picture, err := camera.Take(html, int(c.Width))
		if err != nil {
			return err
		}
		if err := c.write(e, name+".png", picture.PNG); err != nil {
			return err
		}
	}
	return nil
}

func (c *showCommand) write(e *environment, name string, data []byte) error {
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return err
	}
	_, err := fmt.Fprintln(e.stdout, name)
	return err
}

// replies reads files, and runs commands on the records.
func (c *showCommand) replies(ctx context.Context, e *environment) ([]drawing.Reply, error) {
	var replies []drawing.Reply
	var lines []string
	for _, arg := range c.Reply {
		if strings.HasPrefix(arg, "/") && !exists(arg) || strings.Trim(arg, "0123456789 ") == "" {
			lines = append(lines, arg)
			continue
		}
		data, err := readReply(e, arg)
		if err != nil {
			return nil, err
		}
		m, err := drawing.Decode(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", arg, err)
		}
		replies = append(replies, drawing.Reply{Message: m})
	}
	if len(lines) == 0 {
		return replies, nil
	}
	l, err := e.loadRecords()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "rapporteur-show")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	settings, err := e.config()
	if err != nil {
		return nil, err
	}
	kept, err := store.OpenMemory(ctx)
	if err != nil {
		return nil, err
	}
	defer kept.Close()
	shelves, err := library.New(ctx, l.serverOptions(kept, settings, nil))
	if err != nil {
		return nil, err
	}
	server := new(console.Server)
	decks := daily.NewDecks(shelves)
	decks.Swap(l.index)
	answers, err := console.Answers(ctx, console.Options{
		Bot: bot.New(bot.Options{Index: l.index, Libraries: shelves, Commands: commands.All(commands.Options{
			Drawer: chart.New(), Documents: kept, Schedules: kept, Uploads: shelves, Attachments: console.Files{},
			Scheduler: daily.New(daily.Options{Store: kept, Decks: decks, Poster: server, Permissions: server, Membership: server}),
			Rounds:    game.New(game.Options{Store: kept}),
		})}),
		Server: server,
		Script: lines,
		Folder: folder,
		Locale: bot.LanguageOf(string(c.Lang)).Locale(),
	})
	if err != nil {
		return nil, err
	}
	for _, a := range answers {
		pictures, err := inline(a.Files)
		if err != nil {
			return nil, err
		}
		replies = append(replies, drawing.Reply{Asked: asked(a.Line), Message: a.Message, Files: pictures, Name: server.Called})
	}
	return replies, nil
}

// asked returns a command as it was typed; a pressed button is no line.
func asked(line string) string {
	if !strings.HasPrefix(line, "/") {
		return ""
	}
	return line
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func readReply(e *environment, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(e.stdin)
	}
	return os.ReadFile(name)
}

// inline makes addresses that hold the pictures themselves.
func inline(files map[string]string) (map[string]string, error) {
	pictures := make(map[string]string, len(files))
	for url, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if filepath.Ext(path) == ".png" {
			pictures[url] = "data:image/png;base64," + base64.StdEncoding.EncodeToString(data)
		}
	}
	return pictures, nil
}
