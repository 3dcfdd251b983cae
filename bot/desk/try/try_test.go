package try

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"html/template"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"rapporteur/bot"
	"rapporteur/bot/desk/frame"
)

// A fakeBot answers with what it was asked, and keeps it.
type fakeBot struct {
	seen    []*discordgo.Interaction
	channel *Channel
	fetched []byte
}

func text(name string, required bool) *option {
	return &option{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: "The " + name, Required: required}
}

var fakeCommands = []*command{
	{Name: "quote", Description: "Find it", Options: []*option{text("text", true), {Type: discordgo.ApplicationCommandOptionBoolean, Name: "private"}}},
	{Name: "daily", Options: []*option{
		{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Options: []*option{
			{Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Required: true},
			{Type: discordgo.ApplicationCommandOptionString, Name: "mode", Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "Shuffled", Value: "s"}}},
		}},
	}},
	{Name: "add", Options: []*option{{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Required: true}}},
	{Name: "form"},
	{Name: "broken"},
	{Name: "Verify", Type: discordgo.MessageApplicationCommand},
}

func (b *fakeBot) Commands() []*command { return fakeCommands }

func said(kind discordgo.InteractionResponseType, text string, components ...discordgo.MessageComponent) *discordgo.InteractionResponse {
	return &discordgo.InteractionResponse{Type: kind, Data: &discordgo.InteractionResponseData{
		Components: append([]discordgo.MessageComponent{discordgo.TextDisplay{Content: text}}, components...),
		Files:      []*discordgo.File{{Name: "a.png", Reader: strings.NewReader("picture")}, {Name: "a.html", Reader: strings.NewReader("<script>")}},
	}}
}

func (b *fakeBot) Respond(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	b.seen = append(b.seen, i)
	const message = discordgo.InteractionResponseChannelMessageWithSource
	switch d := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		switch {
		case i.Type == discordgo.InteractionApplicationCommandAutocomplete:
			return &discordgo.InteractionResponse{Type: discordgo.InteractionApplicationCommandAutocompleteResult, Data: &discordgo.InteractionResponseData{
				Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "Shown", Value: "~sent"}},
			}}
		case d.Name == "form":
			return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: &discordgo.InteractionResponseData{CustomID: "f:1", Title: "A form", Components: []discordgo.MessageComponent{
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{CustomID: "name", Label: "Name", Style: discordgo.TextInputParagraph}}},
			}}}
		case d.Name == "broken":
			return &discordgo.InteractionResponse{Type: discordgo.InteractionResponsePong}
		case d.Name == "add":
			a := d.Resolved.Attachments[d.Options[0].Value.(string)]
			b.fetched, _ = b.channel.Fetch(ctx, bot.Attachment{Name: a.Filename, URL: a.URL, Size: int64(a.Size)})
		}
		return said(message, "asked "+d.Name)
	case discordgo.MessageComponentInteractionData:
		return said(discordgo.InteractionResponseUpdateMessage, "pressed "+d.CustomID+" "+strings.Join(d.Values, ","))
	case discordgo.ModalSubmitInteractionData:
		return said(message, "sent "+d.Components[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput).Value)
	}
	return nil
}

func (b *fakeBot) Finish(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData {
	return nil
}

func newRoom() (*Room, *fakeBot) {
	b := &fakeBot{channel: new(Channel)}
	return New(Options{
		Bot: b, Channel: b.channel, Words: "/quote text: ", Log: slog.New(slog.DiscardHandler),
		Draw: func(d Drawing) (template.HTML, error) {
			out := "<p>" + template.HTMLEscapeString(d.Asked+"|"+d.Message.Components[0].(*discordgo.TextDisplay).Content) + "</p>"
			for _, address := range d.Files {
				out += `<a href="` + template.HTMLEscapeString(address) + `">`
			}
			return template.HTML(out), nil
		},
		Parse: func(all []*command, _ discordgo.Locale, line string) (Line, error) {
			name, words, ok := strings.Cut(strings.TrimPrefix(line, "/quote "), ": ")
			if !ok {
				return Line{}, bot.Refuse("UNIQUE %s", line)
			}
			return Line{Command: all[0], Options: []*given{{Name: name, Type: discordgo.ApplicationCommandOptionString, Value: words}}}, nil
		},
		Value: func(o *option, text string) (any, error) {
			switch {
			case text == "bad":
				return nil, bot.Refuse("UNIQUE %s", o.Name)
			case o.Type == discordgo.ApplicationCommandOptionBoolean:
				return text == "yes", nil
			}
			return text, nil
		},
	}), b
}

// ask sends a form to the room, or asks for a page where there is none.
func ask(r *Room, address string, form url.Values) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodGet, address, nil)
	if form != nil {
		req = httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	r.ServeHTTP(w, frame.In(req, frame.Around{}))
	return w
}

// told sends a form, and returns what the page is told.
func told(t *testing.T, r *Room, address string, fields ...string) tale {
	t.Helper()
	form := url.Values{"at": {"0"}}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	w := ask(r, address, form)
	var got tale
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s %v: %d %s", address, fields, w.Code, w.Body)
	}
	return got
}

// last returns what the last entry shows.
func last(got tale) string {
	if len(got.Entries) == 0 {
		return ""
	}
	return got.Entries[len(got.Entries)-1].HTML
}

// TestRoom does what a page does, and looks at what the bot gets and the page is
// told.
func TestRoom(t *testing.T) {
	r, b := newRoom()
	newest := func() any { return b.seen[len(b.seen)-1].Data }

	got := told(t, r, "/say", "text", " some  words\n")
	if !strings.Contains(last(got), "/quote text: some  words|asked quote") || got.At == 0 {
		t.Errorf("words are answered by %+v", got)
	}
	if b.seen[0].GuildID == "" || b.seen[0].Member == nil {
		t.Error("one talks to the bot outside of a server")
	}
	told(t, r, "/run", "path", "quote", "o:text", "a line", "v:text", "~a", "o:private", "yes", "o:stranger", "x")
	if diff := cmp.Diff([]*given{{Name: "text", Type: discordgo.ApplicationCommandOptionString, Value: "~a"}, {Name: "private", Type: discordgo.ApplicationCommandOptionBoolean, Value: true}},
		newest().(discordgo.ApplicationCommandInteractionData).Options); diff != "" {
		t.Error(diff)
	}
	got = told(t, r, "/run", "path", "daily add", "o:channel", "#class", "o:mode", "s")
	sub := newest().(discordgo.ApplicationCommandInteractionData).Options[0]
	if sub.Name != "add" || sub.Type != discordgo.ApplicationCommandOptionSubCommand || len(sub.Options) != 2 || b.channel.Told("<#"+sub.Options[0].Value.(string)+">") != "#class" {
		t.Errorf("a subcommand is given as %+v", sub)
	}
	if !strings.Contains(last(got), "/daily add channel: #class mode: s|") {
		t.Errorf("it is shown as %s", last(got))
	}

	for _, test := range []struct{ address, path, key, value, wrong string }{
		{"/run", "quote", "o:text", " ", "/quote needs the option text."},
		{"/run", "quote", "o:text", "bad", "UNIQUE text"},
		{"/run", "nothing", "", "", "There is no such command any more."},
		{"/run", "broken", "", "", "The answer is of a kind that only Discord can show."},
		{"/run", "add", "", "", "/add needs the option file."},
		{"/say", "", "text", "/nonsense", "UNIQUE /nonsense"},
		{"/press", "", "entry", "1", "This message is no longer there."},
		{"/onmessage", "", "entry", "1001", "This message is no longer there."},
		{"/submit", "", "form", "f:1", "This form is no longer there."},
	} {
		n := len(b.channel.entries)
		if got := told(t, r, test.address, "path", test.path, test.key, test.value); !strings.HasPrefix(got.Wrong, test.wrong) || len(b.channel.entries) != n {
			t.Errorf("%+v: %q", test, got.Wrong)
		}
	}

	if got := told(t, r, "/propose", "path", "quote", "o:text", "sh", "o:private", "bad", "focus", "text"); got.Choices == nil || len(*got.Choices) != 1 || (*got.Choices)[0] != (choice{"Shown", "~sent"}) {
		t.Errorf("proposed is %+v", got.Choices)
	}
	if o := newest().(discordgo.ApplicationCommandInteractionData).Options; len(o) != 1 || !o[0].Focused || o[0].Value != "sh" {
		t.Errorf("the bot is asked for %+v", o)
	}
}

// TestLeftOut says at the top of the page which files were left out, and why.
func TestLeftOut(t *testing.T) {
	r, _ := newRoom()
	leftOut := []string{"letter.txt: nobody <b>speaks</b> in it", "map.txt: it is empty"}
	r.options.Loaded = func() (string, []string) { return "Loaded: UNIQUE.", leftOut }
	page := func() string {
		w := httptest.NewRecorder()
		r.ServeHTTP(w, frame.In(httptest.NewRequest(http.MethodGet, "/", nil), frame.Around{}))
		return w.Body.String()
	}
	got := page()
	for _, want := range []string{"2 files were not loaded:", "<li>letter.txt: nobody &lt;b&gt;speaks&lt;/b&gt; in it</li>", "map.txt", `href="../proofread/"`, "Loaded: UNIQUE."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	leftOut = leftOut[:1]
	if !strings.Contains(page(), "1 file was not loaded:") {
		t.Error("one file is not counted as one")
	}
	if leftOut = nil; strings.Contains(page(), "not loaded") {
		t.Error("files are said to be left out, and none is")
	}
}

// TestPressing presses buttons and chooses from menus.
func TestPressing(t *testing.T) {
	r, b := newRoom()
	at := told(t, r, "/say", "text", "words").At
	for _, test := range []struct {
		fields []string
		want   discordgo.MessageComponentInteractionData
	}{
		{[]string{"press", "go:1"}, discordgo.MessageComponentInteractionData{CustomID: "go:1", ComponentType: discordgo.ButtonComponent}},
		{[]string{"choose:menu:2", "b"}, discordgo.MessageComponentInteractionData{CustomID: "menu:2", ComponentType: discordgo.SelectMenuComponent, Values: []string{"b"}}},
		{[]string{"choose:one", "a", "choose:two", "b", "choose:two", "c", "pick", "two"}, discordgo.MessageComponentInteractionData{CustomID: "two", ComponentType: discordgo.SelectMenuComponent, Values: []string{"b", "c"}}},
	} {
		got := told(t, r, "/press", append([]string{"entry", "1001"}, test.fields...)...)
		pressed := b.seen[len(b.seen)-1]
		if diff := cmp.Diff(test.want, pressed.Data); diff != "" {
			t.Error(diff)
		}
		if pressed.Message == nil || pressed.Message.ID != "1001" {
			t.Error("a button does not carry its message")
		}
		if len(got.Entries) != 1 || got.At <= at || !strings.Contains(last(got), "/quote text: words|pressed "+test.want.CustomID) {
			t.Errorf("the message is replaced by %+v", got)
		}
		at = got.At
	}
	if got := told(t, r, "/press", "entry", "1001"); got.Wrong != "Please choose something first." {
		t.Errorf("nothing is chosen: %q", got.Wrong)
	}
	// A page that is up to date is told nothing.
	var news tale
	if w := ask(r, "/news?at="+strconv.FormatInt(at, 10), nil); json.Unmarshal(w.Body.Bytes(), &news) != nil || news.Entries == nil || len(news.Entries) != 0 {
		t.Errorf("news is %s", w.Body)
	}
}

// TestForms fills one in, once.
func TestForms(t *testing.T) {
	r, b := newRoom()
	got := told(t, r, "/run", "path", "form")
	if !strings.Contains(got.Form, `<textarea class="field" id="f-name" name="f:name"`) || !strings.Contains(got.Form, "A form") || len(got.Entries) != 0 {
		t.Errorf("the form is %+v", got)
	}
	if got = told(t, r, "/submit", "form", "f:1", "f:name", "Anna", "f:other", "x"); !strings.Contains(last(got), "sent Anna") {
		t.Errorf("it is answered by %+v", got)
	}
	if got = told(t, r, "/submit", "form", "f:1", "f:name", "Anna"); got.Wrong == "" || len(b.seen) != 2 {
		t.Error("a form is sent twice")
	}
}

// TestMessages writes one and calls a command on it.
func TestMessages(t *testing.T) {
	r, b := newRoom()
	got := told(t, r, "/say", "how", "message", "text", "<b>They said</b>")
	if len(b.seen) != 0 || !strings.Contains(last(got), "&lt;b&gt;They said&lt;/b&gt;") || !strings.Contains(last(got), `value="Verify"`) {
		t.Errorf("a message is shown as %s", last(got))
	}
	told(t, r, "/onmessage", "entry", got.Entries[0].ID, "command", "Verify")
	data := b.seen[0].Data.(discordgo.ApplicationCommandInteractionData)
	if data.Resolved.Messages[data.TargetID].Content != "<b>They said</b>" {
		t.Errorf("the bot gets %+v", data)
	}
}

// TestFiles gives a file to a command, and takes those of an answer.
func TestFiles(t *testing.T) {
	r, b := newRoom()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for key, value := range map[string]string{"at": "0", "path": "add", "n:file": "a.txt"} {
		if err := form.WriteField(key, value); err != nil {
			t.Fatal(err)
		}
	}
	file, err := form.CreateFormFile("o:file", "a.txt")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(file, "the words")
	form.Close()
	req := httptest.NewRequest(http.MethodPost, "/run", &body)
	req.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	r.ServeHTTP(w, req)
	if string(b.fetched) != "the words" || !strings.Contains(w.Body.String(), "file: a.txt") {
		t.Errorf("the bot fetches %q: %s", b.fetched, w.Body)
	}
	if len(b.channel.attached) != 0 {
		t.Error("a file is kept that nobody fetches any more")
	}
	for _, test := range []struct {
		url  string
		want error
	}{{"https://evil.example/a", bot.ErrAttachmentPlace}, {"desk:1", bot.ErrAttachmentGone}} {
		if _, err := b.channel.Fetch(t.Context(), bot.Attachment{URL: test.url}); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", test.url, err)
		}
	}
	for name, want := range map[string][2]string{"a.png": {"image/png", "inline"}, "a.html": {"application/octet-stream", "attachment"}} {
		w := ask(r, "/file/1001/1/"+name, nil)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != want[0] || !strings.HasPrefix(w.Header().Get("Content-Disposition"), want[1]) {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
	}
	for _, address := range []string{"/file/1001/1/b.png", "/file/9/1/a.png", "/file/1001/1/..%2f..%2fpasswd"} {
		if w := ask(r, address, nil); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, w.Code)
		}
	}
}

// TestSettings changes the language and the place, and starts over.
func TestSettings(t *testing.T) {
	r, b := newRoom()
	for _, form := range []url.Values{{"language": {"de"}}, {"place": {"direct"}}} {
		if w := ask(r, "/set", form); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "./" {
			t.Errorf("%v: %d to %q", form, w.Code, w.Header().Get("Location"))
		}
	}
	told(t, r, "/say", "text", "words")
	if i := b.seen[0]; i.Locale != "de" || i.GuildID != "" || i.User == nil {
		t.Errorf("the bot sees %+v", i)
	}
	page := ask(r, "/", nil).Body.String()
	for _, part := range []string{`value="de" lang="de" aria-pressed="true"`, `value="direct" aria-pressed="true"`, "/quote text: words|asked quote", `data-path="daily add"`} {
		if !strings.Contains(page, part) {
			t.Errorf("the page has no %s", part)
		}
	}
	if strings.Contains(page, `data-path="Verify"`) {
		t.Error("a command of a message's menu is typed")
	}
	ask(r, "/clear", url.Values{})
	if page := ask(r, "/", nil).Body.String(); strings.Contains(page, `class="entry"`) {
		t.Error("the conversation is still there")
	}
}

// TestCompose asks for the options of a command.
func TestCompose(t *testing.T) {
	r, _ := newRoom()
	page := ask(r, "/compose?path=quote", nil).Body.String()
	for _, part := range []string{`<label for="f-text">text <span class="required">required</span></label>`, `name="o:text" aria-describedby="f-text-about" required`, "1 more: private", `<option value="yes">Yes</option>`} {
		if !strings.Contains(page, part) {
			t.Errorf("there is no %s in\n%s", part, page)
		}
	}
	if w := ask(r, "/compose?path=Verify", nil); w.Code != http.StatusNotFound {
		t.Errorf("a command that is not typed: %d", w.Code)
	}
}

// TestChannel shows what the bot does of its own accord, and forgets what is old.
func TestChannel(t *testing.T) {
	r, b := newRoom()
	c := b.channel
	components, err := json.Marshal([]discordgo.MessageComponent{discordgo.TextDisplay{Content: "passage"}})
	if err != nil {
		t.Fatal(err)
	}
	id, err := c.Post(t.Context(), bot.Post{Channel: c.ID("#class"), Components: components})
	if err != nil || c.entry(id) == nil {
		t.Fatal(id, err)
	}
	if err := errors.Join(c.StartThread(t.Context(), "", "", "<b>"), c.Pin(t.Context(), "", ""), c.Publish(t.Context(), "", "")); err != nil {
		t.Fatal(err)
	}
	page := ask(r, "/", nil).Body.String()
	for _, part := range []string{"Posted in #class|passage", "A thread is opened on it: &lt;b&gt;", "It is pinned.", "It is published."} {
		if !strings.Contains(page, part) {
			t.Errorf("the page has no %s", part)
		}
	}
	told(t, r, "/say", "text", "words")
	edit := &discordgo.InteractionResponseData{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "edited"}}}
	if err := c.EditAnswer(t.Context(), "3", bot.TalkToken+"1001", edit); err != nil {
		t.Fatal(err)
	}
	if err := c.EditAnswer(t.Context(), "3", bot.TalkToken+"7777", edit); err != nil {
		t.Error(err)
	}
	if page := ask(r, "/", nil).Body.String(); !strings.Contains(page, "/quote text: words|edited") || strings.Count(page, "edited") != 1 {
		t.Error("an answer is not edited in its place")
	}
	for range mostEntries {
		c.add(&entry{note: "x"})
	}
	if len(c.entries) != mostEntries || c.entry(id) != nil {
		t.Errorf("%d entries are kept", len(c.entries))
	}
	c.add(&entry{files: map[string][]byte{"a": make([]byte, mostBytes)}})
	c.add(&entry{files: map[string][]byte{"a": make([]byte, 1)}})
	if len(c.entries) != 1 {
		t.Errorf("%d entries are kept with files of more than is kept", len(c.entries))
	}
}
