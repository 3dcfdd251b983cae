package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A sink takes every request, answers each with 204, and keeps the bodies of
// those to an interaction's callback.
type sink struct{ callbacks [][]byte }

func (s *sink) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(r.URL.Path, "/callback") {
		s.callbacks = append(s.callbacks, body)
	}
	return &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

// A looker looks at all that an interaction may hold, as a responder would
// that relies on whole.
type looker struct{}

func (looker) Commands() []*discordgo.ApplicationCommand { return nil }

func (looker) Keeps(*discordgo.Interaction) bool { return false }

func (looker) Respond(_ context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	user := i.User
	if i.Member != nil && i.Member.User != nil {
		user = i.Member.User
	}
	seen := user.ID
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		var look func(options []*discordgo.ApplicationCommandInteractionDataOption)
		look = func(options []*discordgo.ApplicationCommandInteractionDataOption) {
			for _, o := range options {
				seen += o.Name
				look(o.Options)
			}
		}
		look(data.Options)
	case discordgo.MessageComponentInteractionData:
		seen += data.CustomID + i.Message.ID
	case discordgo.ModalSubmitInteractionData:
		seen += data.CustomID
	default:
		panic("no data")
	}
	return apology(i, "x"+seen)
}

func (looker) Finish(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData {
	return nil
}

// wireTo returns a wire whose requests end in a sink.
func wireTo(t testing.TB, s *sink, log io.Writer) *wire {
	t.Helper()
	c, err := NewClient(ClientOptions{Token: "token"})
	if err != nil {
		t.Fatal(err)
	}
	c.http = &http.Client{Transport: s}
	few := newSeen([2]int{64, 64}) // quickly made
	w := wireWith(Options{Client: c, Responder: looker{}, Log: slog.New(slog.NewJSONHandler(log, nil))}, few)
	w.work = t.Context()
	return w
}

// whole answers an interaction before it returns.
func (w *wire) whole(payload json.RawMessage) {
	if x := w.open(payload, time.Now()); x != nil {
		w.answer(x, w.post)
	}
}

const (
	head    = `{"id":"1","application_id":"2","token":"aW50","version":1,"channel_id":"3","guild_id":"4","member":{"user":{"id":"5"},"permissions":"0"},`
	unknown = `{"type":99,"custom_id":"from the future"}`
)

func TestInteractionPayloads(t *testing.T) {
	for name, test := range map[string]struct {
		payload string
		outcome string // "" if it is dropped
	}{
		"a command":       {head + `"type":2,"data":{"id":"9","name":"quote","type":1}}`, "answered"},
		"a user's":        {`{"id":"1","application_id":"2","token":"aW50","type":2,"user":{"id":"5"},"data":{"id":"9","name":"quote","type":1}}`, "answered"},
		"a click":         {head + `"type":3,"message":{"id":"6"},"data":{"custom_id":"1:next","component_type":2}}`, "answered"},
		"a modal":         {head + `"type":5,"data":{"custom_id":"m","components":[{"type":1,"components":[{"type":4,"custom_id":"a","value":"b"}]}]}}`, "answered"},
		"an autocomplete": {head + `"type":4,"data":{"id":"9","name":"quote","type":1,"options":[{"name":"text","type":3,"value":"a","focused":true}]}}`, "answered"},

		"a click on an unknown component":   {head + `"type":3,"message":{"id":"6","components":[` + unknown + `]},"data":{"custom_id":"1:next","component_type":2}}`, "answered"},
		"a click on a deeper one":           {head + `"type":3,"message":{"id":"6","components":[{"type":17,"components":[` + unknown + `]}]},"data":{"custom_id":"1:next","component_type":2}}`, "answered"},
		"a click beside one in a reference": {head + `"type":3,"message":{"id":"6","referenced_message":{"id":"7","components":[` + unknown + `]}},"data":{"custom_id":"1:next","component_type":2}}`, "answered"},
		"a command on a message with one":   {head + `"type":2,"data":{"id":"9","name":"Check quotation","type":3,"target_id":"6","resolved":{"messages":{"6":{"id":"6","components":[` + unknown + `]}}}}}`, "answered"},
		"a modal with one":                  {head + `"type":5,"data":{"custom_id":"m","components":[` + unknown + `]}}`, "unreadable"},

		"a click on nothing":       {head + `"type":3,"data":{"custom_id":"1:next","component_type":2}}`, "unreadable"},
		"a command without a name": {head + `"type":2,"data":{"id":"9"}}`, "unreadable"},
		"an empty option":          {head + `"type":2,"data":{"id":"9","name":"quote","options":[null]}}`, "unreadable"},
		"an empty option inside":   {head + `"type":2,"data":{"id":"9","name":"quote","options":[{"name":"a","type":1,"options":[null]}]}}`, "unreadable"},
		"data of another kind":     {head + `"type":2,"data":[1,2]}`, "unreadable"},
		"no data":                  {head + `"type":2}`, "unreadable"},
		"nobody":                   {`{"id":"1","application_id":"2","token":"aW50","type":2,"data":{"id":"9","name":"quote","type":1}}`, "unreadable"},
		"a member who is nobody":   {`{"id":"1","application_id":"2","token":"aW50","type":2,"member":{},"data":{"id":"9","name":"quote","type":1}}`, "unreadable"},
		"a type of guild":          {strings.Replace(head, `"4"`, `4`, 1) + `"type":2,"data":{"id":"9","name":"quote","type":1}}`, "unreadable"},

		"an unknown type":         {head + `"type":6,"data":{}}`, ""},
		"a ping":                  {head + `"type":1}`, ""},
		"no token":                {`{"id":"1","application_id":"2","type":2,"data":{}}`, ""},
		"a token that climbs":     {`{"id":"1","application_id":"2","token":"../../../users/@me","type":2,"data":{}}`, ""},
		"a token of dots":         {`{"id":"1","application_id":"2","token":"..","type":2,"data":{}}`, ""},
		"an ID that is no number": {`{"id":"x/y","application_id":"2","token":"a","type":2,"data":{}}`, ""},
		"null":                    {`null`, ""},
		"a list":                  {`[1]`, ""},
		"nothing":                 {``, ""},
		"no JSON":                 {`{"id":`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			var s sink
			wireTo(t, &s, &log).whole(json.RawMessage(test.payload))
			if want := map[bool]int{true: 1, false: 0}[test.outcome != ""]; len(s.callbacks) != want {
				t.Errorf("%d answers, want %d", len(s.callbacks), want)
			}
			var line struct{ Msg, Outcome string }
			if err := json.Unmarshal(log.Bytes(), &line); err != nil {
				t.Fatalf("logged %s: %v", &log, err)
			}
			if want := map[bool]string{true: "interaction", false: "interaction dropped"}[test.outcome != ""]; line.Msg != want || line.Outcome != test.outcome {
				t.Errorf("logged %s, want the outcome %q", &log, test.outcome)
			}
		})
	}
}

func TestCommandName(t *testing.T) {
	option := func(kind discordgo.ApplicationCommandOptionType, name string, inside ...*discordgo.ApplicationCommandInteractionDataOption) *discordgo.ApplicationCommandInteractionDataOption {
		return &discordgo.ApplicationCommandInteractionDataOption{Type: kind, Name: name, Options: inside}
	}
	type options = []*discordgo.ApplicationCommandInteractionDataOption
	for want, data := range map[string]discordgo.InteractionData{
		"quote":         discordgo.ApplicationCommandInteractionData{Name: "quote", Options: options{option(3, "text")}},
		"daily add":     discordgo.ApplicationCommandInteractionData{Name: "daily", Options: options{option(1, "add", option(3, "time"))}},
		"daily set now": discordgo.ApplicationCommandInteractionData{Name: "daily", Options: options{option(2, "set", option(1, "now"))}},
		"next":          discordgo.MessageComponentInteractionData{CustomID: "1:next:the words of a query"},
		"share":         discordgo.ModalSubmitInteractionData{CustomID: "1:share"},
		"":              discordgo.MessageComponentInteractionData{CustomID: "the words of a query"},
	} {
		if got := commandName(&discordgo.Interaction{Data: data}); got != want {
			t.Errorf("%v is named %q, want %q", data, got, want)
		}
	}
}

// Whatever the gateway sends, there is at most one answer and no panic.
func FuzzInteraction(f *testing.F) {
	for _, seed := range []string{
		head + `"type":2,"data":{"id":"9","name":"quote","type":1,"options":[{"name":"text","type":3,"value":"letters"}]}}`,
		head + `"type":3,"message":{"id":"6","components":[{"type":17,"components":[` + unknown + `]}]},"data":{"custom_id":"1:next","component_type":2}}`,
		head + `"type":5,"data":{"custom_id":"m","components":[{"type":1,"components":[{"type":4,"custom_id":"a","value":"b"}]}]}}`,
		head + `"type":4,"data":{"name":"quote","options":[{"name":"a","type":1,"options":[null]}]}}`,
		`{"id":"1","token":"a","type":2,"data":null}`, `null`, `{}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		var log bytes.Buffer
		var s sink
		wireTo(t, &s, &log).whole(payload)
		if len(s.callbacks) > 1 {
			t.Errorf("%d answers", len(s.callbacks))
		}
		if i, _ := decodeInteraction(payload); (i != nil) != (len(s.callbacks) == 1) {
			t.Errorf("an interaction that can be answered: %t, answers: %d", i != nil, len(s.callbacks))
		}
		if bytes.Contains(log.Bytes(), []byte(`"panic"`)) || bytes.Count(log.Bytes(), []byte("\n")) != 1 {
			t.Errorf("logged %s", &log)
		}
	})
}
