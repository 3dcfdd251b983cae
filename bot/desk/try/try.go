// Package try is the room of the desk in which the bot is tried, as it looks and
// answers on Discord.
package try

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"log/slog"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"sync"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/desk/frame"
)

// A Bot answers interactions. [bot.Bot] is one, and says what the methods
// promise.
type Bot interface {
	bot.Responder
	Commands() []*discordgo.ApplicationCommand
}

// A Line is a command as it was typed.
type Line struct {
	Command *discordgo.ApplicationCommand
	Options []*discordgo.ApplicationCommandInteractionDataOption
}

// Options are what the room needs. All are required but Loaded.
type Options struct {
	Bot     Bot
	Channel *Channel
	Draw    Draw
	Style   string // sheet of what Draw returns
	// Loaded says what the bot quotes now, as a sentence, and why files were left
	// out; nil says nothing.
	Loaded func() (sentence string, leftOut []string)
	// Examples are lines to begin with.
	Examples []string
	// Parse reads a line that begins with a slash, and Value what was typed for
	// one option. An error is a [*bot.Refusal] where it is the person's to read.
	Parse func(commands []*discordgo.ApplicationCommand, locale discordgo.Locale, line string) (Line, error)
	Value Value
	// Words is what words without a slash are looked for with, before them.
	Words string
	Log   *slog.Logger
}

// A Room is the room. Its state is that of one person: all tabs show the same.
type Room struct {
	options Options
	mux     http.ServeMux

	mu   sync.RWMutex // held for writing by what changes how one talks
	talk *bot.Conversation
	form *form // that waits to be filled in
}

//go:embed try.js try.css page.html
var files embed.FS

var pages = template.Must(template.ParseFS(files, "page.html"))

// New makes the room.
func New(o Options) *Room {
	r := &Room{options: o}
	r.talk = &bot.Conversation{Bot: o.Bot, Locale: discordgo.EnglishUS, Stage: &o.Channel.Stage, InServer: true}
	r.mux.HandleFunc("GET /{$}", r.page)
	r.mux.HandleFunc("GET /compose", r.compose)
	r.mux.HandleFunc("GET /news", r.news)
	r.mux.HandleFunc("GET /file/{entry}/{change}/{name}", r.file)
	r.mux.HandleFunc("GET /try.js", r.asset("try.js", "text/javascript; charset=utf-8"))
	r.mux.HandleFunc("GET /try.css", r.asset("try.css", "text/css; charset=utf-8"))
	r.mux.HandleFunc("GET /message.css", func(w http.ResponseWriter, _ *http.Request) { write(w, "text/css; charset=utf-8", []byte(o.Style)) })
	r.mux.HandleFunc("POST /propose", r.propose)
	r.mux.HandleFunc("POST /say", r.acting(r.say))
	r.mux.HandleFunc("POST /run", r.acting(r.run))
	r.mux.HandleFunc("POST /press", r.acting(r.press))
	r.mux.HandleFunc("POST /onmessage", r.acting(r.onMessage))
	r.mux.HandleFunc("POST /submit", r.acting(r.submit))
	r.mux.HandleFunc("POST /set", r.set)
	r.mux.HandleFunc("POST /clear", r.clear)
	return r
}

// ServeHTTP answers a request from the room's root on.
func (r *Room) ServeHTTP(w http.ResponseWriter, req *http.Request) { r.mux.ServeHTTP(w, req) }

func (r *Room) asset(name, kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		data, err := files.ReadFile(name)
		if err != nil {
			http.Error(w, "This file is missing.", http.StatusInternalServerError)
			return
		}
		write(w, kind, data)
	}
}

func write(w http.ResponseWriter, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(data) // a browser that has gone cannot be told
}

// languages are how the languages of replies call themselves.
var languages = map[string]string{"en": "English", "es": "Español", "de": "Deutsch", "fr": "Français", "ru": "Русский"}

// A pick is one of some things of which one is chosen.
type pick struct {
	Value, Name, Lang string
	Chosen            bool
}

// mostLeftOut is how many files that were left out are named.
const mostLeftOut = 20

// page shows the room.
func (r *Room) page(w http.ResponseWriter, req *http.Request) {
	talk := r.talking()
	entries, at := r.options.Channel.since(0)
	drawn := make([]template.HTML, len(entries))
	for i, e := range entries {
		var err error
		if drawn[i], err = r.draw(e); err != nil {
			r.fail(w, req, err)
			return
		}
	}
	var spoken []pick
	for _, l := range bot.Languages() {
		spoken = append(spoken, pick{string(l.Locale()), languages[l.Code()], l.Code(), bot.LanguageOf(string(talk.Locale)) == l})
	}
	var loaded string
	var leftOut []string
	if r.options.Loaded != nil {
		loaded, leftOut = r.options.Loaded()
	}
	body, err := render("page", struct {
		At        int64
		Entries   []template.HTML
		Loaded    string
		LeftOut   []string // the first of NotLoaded
		NotLoaded int
		Examples  []string
		Usages    []usage
		Languages []pick
		Places    []pick
	}{
		at, drawn, loaded, leftOut[:min(mostLeftOut, len(leftOut))], len(leftOut), r.options.Examples, usages(r.options.Bot.Commands(), talk.Locale), spoken,
		[]pick{{"server", "In a server", "", talk.InServer}, {"direct", "In direct messages", "", !talk.InServer}},
	})
	if err != nil {
		r.fail(w, req, err)
		return
	}
	frame.Write(w, req, frame.Page{Title: "Try", Style: []string{"message.css", "try.css"}, Script: []string{"try.js"}, Body: body})
}

// talking returns how one talks at present.
func (r *Room) talking() *bot.Conversation {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.talk
}

func render(name string, data any) (template.HTML, error) {
	var b bytes.Buffer
	err := pages.ExecuteTemplate(&b, name, data)
	return template.HTML(b.String()), err // every piece of it is escaped
}

// draw returns an entry as a part of the page.
func (r *Room) draw(e *entry) (template.HTML, error) {
	shown := struct {
		ID      string
		Drawn   template.HTML
		Written string
		Apps    []pick
		Note    string
		Wrong   bool
	}{ID: e.id, Written: e.written, Note: e.note, Wrong: e.wrong}
	if e.message != nil {
		var err error
		if shown.Drawn, err = r.options.Draw(r.options.Channel.drawing(e)); err != nil {
			return "", err
		}
	}
	if e.written != "" {
		locale := r.talking().Locale
		for _, c := range messageCommands(r.options.Bot.Commands()) {
			shown.Apps = append(shown.Apps, pick{Value: c.Name, Name: localName(c.NameLocalizations, locale, c.Name)})
		}
	}
	return render("entry", shown)
}

func (r *Room) fail(w http.ResponseWriter, req *http.Request, err error) {
	r.options.Log.Error("desk page", "error", err)
	frame.Refuse(w, req, http.StatusInternalServerError, "This page cannot be shown. The terminal in which the desk runs says why.")
}

// compose shows the form of one command.
func (r *Room) compose(w http.ResponseWriter, req *http.Request) {
	u, ok := r.usage(req.FormValue("path"))
	if !ok {
		http.Error(w, "There is no such command.", http.StatusNotFound)
		return
	}
	body, err := render("compose", u)
	if err != nil {
		r.fail(w, req, err)
		return
	}
	write(w, "text/html; charset=utf-8", []byte(body))
}

// usage returns the usage of a path.
func (r *Room) usage(path string) (usage, bool) {
	all := usages(r.options.Bot.Commands(), r.talking().Locale)
	at := slices.IndexFunc(all, func(u usage) bool { return u.Path == path })
	if at < 0 {
		return usage{}, false
	}
	return all[at], true
}

// news answers with what has changed since the page was last told.
func (r *Room) news(w http.ResponseWriter, req *http.Request) { r.tell(w, req, nil, "") }

// A tale is what a page is told: entries that are new or have changed, a form to
// be filled in, or why something was not done.
type tale struct {
	At      int64     `json:"at"`
	Entries []drawn   `json:"entries"`
	Form    string    `json:"form,omitempty"`
	Wrong   string    `json:"wrong,omitempty"`
	Choices *[]choice `json:"choices,omitempty"`
}

type drawn struct {
	ID   string `json:"id"`
	HTML string `json:"html"`
}

func (r *Room) tell(w http.ResponseWriter, req *http.Request, form *form, sentence string) {
	since, err := strconv.ParseInt(req.FormValue("at"), 10, 64)
	if err != nil {
		http.Error(w, "The page does not say what it has.", http.StatusBadRequest)
		return
	}
	entries, at := r.options.Channel.since(since)
	t := tale{At: at, Entries: []drawn{}, Wrong: sentence}
	for _, e := range entries {
		html, err := r.draw(e)
		if err != nil {
			r.fail(w, req, err)
			return
		}
		t.Entries = append(t.Entries, drawn{e.id, string(html)})
	}
	if form != nil {
		html, err := render("form", form)
		if err != nil {
			r.fail(w, req, err)
			return
		}
		t.Form = string(html)
	}
	writeJSON(w, t)
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // a browser that has gone cannot be told
}

// set changes the language of the person, or where one talks.
func (r *Room) set(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	locale, inServer := r.talk.Locale, r.talk.InServer
	if code := req.PostFormValue("language"); code != "" {
		locale = bot.LanguageOf(code).Locale()
	}
	if place := req.PostFormValue("place"); place != "" {
		inServer = place == "server"
	}
	r.talk = r.talk.As(locale, inServer)
	r.mu.Unlock()
	frame.Redirect(w, "./")
}

// clear begins a new conversation.
func (r *Room) clear(w http.ResponseWriter, _ *http.Request) {
	r.options.Channel.clear()
	frame.Redirect(w, "./")
}

// file answers with a file of a message. Nothing in it is run: pictures are
// shown, everything else is kept on disk.
func (r *Room) file(w http.ResponseWriter, req *http.Request) {
	e := r.options.Channel.entry(req.PathValue("entry"))
	name := req.PathValue("name")
	if e == nil || e.files[name] == nil {
		http.Error(w, "This file is no longer there.", http.StatusNotFound)
		return
	}
	kind := "application/octet-stream"
	how := "attachment"
	if path.Ext(name) == ".png" {
		kind, how = "image/png", "inline"
	}
	w.Header().Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": name}))
	write(w, kind, e.files[name])
}
