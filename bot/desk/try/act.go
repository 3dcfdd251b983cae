package try

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

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
