// Package try is the room of the desk in which the bot is tried, as it looks and
// answers on Discord.
package try

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
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
	Loaded  string // what the bot quotes, as a sentence
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
	body, err := render("page", struct {
		At        int64
		Entries   []template.HTML
		Loaded    string
		Examples  []string
		Usages    []usage
		Languages []pick
		Places    []pick
	}{
		at, drawn, r.options.Loaded, r.options.Examples, usages(r.options.Bot.Commands(), talk.Locale), spoken,
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

// acting answers a form by what its doing has changed.
func (r *Room) acting(do func(context.Context, *http.Request) (*form, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		if err := req.ParseMultipartForm(bodyInMemory); err != nil && !errors.Is(err, http.ErrNotMultipart) {
			http.Error(w, "That is too long, or cannot be read.", http.StatusRequestEntityTooLarge)
			return
		}
		form, err := do(req.Context(), req)
		r.tell(w, req, form, r.sentence(err))
	}
}

// sentence says an error to the person, "" for none.
func (r *Room) sentence(err error) string {
	mistake := wrong("")
	switch {
	case err == nil:
		return ""
	case errors.As(err, &mistake):
		return mistake.Error()
	case errors.Is(err, bot.ErrOnlyDiscord):
		err = bot.Refuse("The answer is of a kind that only Discord can show.")
	case !errors.As(err, new(*bot.Refusal)):
		r.options.Log.Error("trying the bot", "error", err)
		return "That did not work. The terminal in which the desk runs says why."
	}
	return bot.LanguageOf(string(r.talking().Locale)).ExplainText(err)
}

// bodyInMemory is how much of an upload is kept in memory while it is read.
const bodyInMemory = 16 << 20

// propose answers with what the bot proposes for the option that is typed.
func (r *Room) propose(w http.ResponseWriter, req *http.Request) {
	if err := req.ParseMultipartForm(bodyInMemory); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		http.Error(w, "That is too long, or cannot be read.", http.StatusRequestEntityTooLarge)
		return
	}
	u, ok := r.usage(req.FormValue("path"))
	if !ok {
		http.Error(w, "There is no such command.", http.StatusNotFound)
		return
	}
	options, _, err := u.read(req.Form, r.options.Value, req.FormValue("focus"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	choices := []choice{}
	for _, c := range r.talking().Propose(req.Context(), u.command, options) {
		choices = append(choices, choice{strings.TrimSpace(c.Name), fmt.Sprint(c.Value)})
	}
	writeJSON(w, tale{Entries: []drawn{}, Choices: &choices})
}

// say takes a line: a command, words to look for, or a message.
func (r *Room) say(ctx context.Context, req *http.Request) (*form, error) {
	text := strings.TrimSpace(strings.ToValidUTF8(req.FormValue("text"), "\ufffd"))
	if text == "" {
		return nil, nil
	}
	if req.FormValue("how") == "message" {
		r.options.Channel.add(&entry{written: bot.Clip(text, bot.MaxText)})
		return nil, nil
	}
	line := text
	if !strings.HasPrefix(line, "/") {
		line = r.options.Words + line
	}
	talk := r.talking()
	typed, err := r.options.Parse(r.options.Bot.Commands(), talk.Locale, strings.Join(strings.Fields(line), " "))
	if err != nil {
		return nil, err
	}
	o, err := talk.Command(ctx, typed.Command, typed.Options)
	return r.see(line, nil, o, err)
}

// see keeps what came of an interaction.
func (r *Room) see(asked string, on *discordgo.Message, o bot.Outcome, err error) (*form, error) {
	if err != nil {
		return nil, err
	}
	if o.Form != nil {
		f := &form{o.Form, on}
		r.mu.Lock()
		r.form = f
		r.mu.Unlock()
		return f, nil
	}
	return nil, r.options.Channel.see(asked, o)
}

// run gives a command that was filled in.
func (r *Room) run(ctx context.Context, req *http.Request) (*form, error) {
	u, ok := r.usage(req.FormValue("path"))
	if !ok {
		return nil, wrong("There is no such command any more. Please load the page again.")
	}
	options, line, err := u.read(req.Form, r.options.Value, "")
	if err != nil {
		return nil, err
	}
	attached, err := r.options.Channel.attach(req, u, options)
	if err != nil {
		return nil, err
	}
	defer r.options.Channel.detach(attached)
	o, err := r.talking().Command(ctx, u.command, options, attached...)
	return r.see(line, nil, o, err)
}

// press presses a button, or chooses from a menu.
func (r *Room) press(ctx context.Context, req *http.Request) (*form, error) {
	e := r.options.Channel.entry(req.FormValue("entry"))
	if e == nil || e.message == nil {
		return nil, wrong("This message is no longer there. Please load the page again.")
	}
	talk := r.talking()
	if id := req.PostForm.Get("press"); id != "" {
		o, err := talk.Press(ctx, e.message, discordgo.ButtonComponent, id)
		return r.see("", e.message, o, err)
	}
	picked := req.PostForm.Get("pick")
	for key, values := range req.PostForm {
		id, ok := strings.CutPrefix(key, "choose:")
		if !ok || picked != "" && picked != id {
			continue
		}
		o, err := talk.Press(ctx, e.message, discordgo.SelectMenuComponent, id, values...)
		return r.see("", e.message, o, err)
	}
	return nil, wrong("Please choose something first.")
}

// onMessage gives a command of a message's menu.
func (r *Room) onMessage(ctx context.Context, req *http.Request) (*form, error) {
	e := r.options.Channel.entry(req.FormValue("entry"))
	all := messageCommands(r.options.Bot.Commands())
	at := slices.IndexFunc(all, func(c *command) bool { return c.Name == req.FormValue("command") })
	if e == nil || e.written == "" || at < 0 {
		return nil, wrong("This message is no longer there. Please load the page again.")
	}
	talk := r.talking()
	o, err := talk.OnMessage(ctx, all[at], e.written)
	return r.see(localName(all[at].NameLocalizations, talk.Locale, all[at].Name), nil, o, err)
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
