package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// slow are libraries that take their time.
type slow struct {
	takes time.Duration
	index *search.Index
	err   error
	asked []string
}

func (s *slow) Index(ctx context.Context, guild string) (*search.Index, error) {
	s.asked = append(s.asked, guild)
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(s.takes):
		return s.index, s.err
	}
}

func (s *slow) Removed(context.Context, string) ([]string, error) { return nil, nil }

func bookOf(t *testing.T, id string) *search.Index {
	t.Helper()
	r := &corpus.Record{ID: id, Speakers: []corpus.Speaker{{Name: "A"}}, Turns: []corpus.Turn{{Text: "Words.", Number: 1, Marks: []corpus.Mark{{Line: 1}}}}}
	lib, err := corpus.NewLibrary([]*corpus.Record{r})
	if err != nil {
		t.Fatal(err)
	}
	return search.New(lib)
}

// TestColdLibrary holds what happens to every kind of interaction while its
// server's library is being made.
func TestColdLibrary(t *testing.T) {
	names := func(_ context.Context, r *Request) (*Reply, error) {
		return Say(Plain(r.Index.Library().Records[0].ID)), nil
	}
	commands := []Command{{
		Declaration: &discordgo.ApplicationCommand{Name: "name", Description: "d", Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionString, Name: "text", Description: "d", Autocomplete: true},
		}},
		Run: names,
		Autocomplete: map[string]Propose{"text": func(r *Request, _ string) []Choice {
			return []Choice{{r.Index.Library().Records[0].ID, "v"}}
		}},
		Verbs: []Verb{
			{Name: "again", Fields: []string{"x"}, Run: names},
			{Name: "form", Fields: []string{"x"}, Run: names, Form: true},
		},
	}}
	click := func(verb string) *discordgo.Interaction {
		return &discordgo.Interaction{
			ID: "1", Type: discordgo.InteractionMessageComponent, GuildID: "3", User: &discordgo.User{ID: "100"},
			Message: &discordgo.Message{InteractionMetadata: &discordgo.MessageInteractionMetadata{User: &discordgo.User{ID: "100"}}},
			Data:    discordgo.MessageComponentInteractionData{CustomID: "1:" + verb + ":0"},
		}
	}
	command := &discordgo.Interaction{ID: "1", Type: discordgo.InteractionApplicationCommand, GuildID: "3", Data: discordgo.ApplicationCommandInteractionData{Name: "name"}}
	typing := &discordgo.Interaction{ID: "1", Type: discordgo.InteractionApplicationCommandAutocomplete, GuildID: "3", Data: discordgo.ApplicationCommandInteractionData{
		Name: "name", Options: []*discordgo.ApplicationCommandInteractionDataOption{{Type: discordgo.ApplicationCommandOptionString, Name: "text", Value: "x", Focused: true}},
	}}
	says := func(data *discordgo.InteractionResponseData, want string) bool {
		return strings.Contains(fmt.Sprint(data.Components), want)
	}
	synctest.Test(t, func(t *testing.T) {
		libraries := &slow{index: bookOf(t, "theirs")}
		b := New(Options{Index: bookOf(t, "ours"), Libraries: libraries, Commands: commands})

		for _, i := range []*discordgo.Interaction{command, click("again")} {
			if got := b.Respond(t.Context(), i); !says(got.Data, "theirs") {
				t.Errorf("of a library that is there: %v", got)
			}
		}
		libraries.takes = 5 * time.Second
		for i, want := range map[*discordgo.Interaction]discordgo.InteractionResponseType{
			command: discordgo.InteractionResponseDeferredChannelMessageWithSource, click("again"): discordgo.InteractionResponseDeferredMessageUpdate,
		} {
			began := time.Now()
			if got := b.Respond(t.Context(), i); got.Type != want || time.Since(began) > time.Second {
				t.Errorf("of a library that is being made: %v after %v", got.Type, time.Since(began))
			}
			if got := b.Finish(t.Context(), i); !says(got, "theirs") {
				t.Errorf("in the end: %v", got)
			}
		}
		if got := b.Respond(t.Context(), typing); len(got.Data.Choices) != 0 {
			t.Errorf("proposed: %v", got.Data.Choices)
		}
		libraries.asked = nil
		if got := b.Respond(t.Context(), click("form")); got.Type != discordgo.InteractionResponseUpdateMessage || len(libraries.asked) > 0 {
			t.Errorf("what may be a form: %v, and %v was asked for", got.Type, libraries.asked)
		}

		libraries.takes, libraries.asked = 0, nil
		if got := b.Respond(t.Context(), typing); len(got.Data.Choices) != 1 || got.Data.Choices[0].Name != "theirs" {
			t.Errorf("proposed: %v", got.Data.Choices)
		}
		direct := *command
		direct.GuildID = ""
		b.Respond(t.Context(), &direct)
		if !slices.Equal(libraries.asked, []string{"3", ""}) {
			t.Errorf("the libraries of %q were asked for", libraries.asked)
		}

		// Where the store fails nothing is answered from other records.
		libraries.err, libraries.index = errors.New("no store"), nil
		for _, i := range []*discordgo.Interaction{command, click("again")} {
			if got := b.Respond(t.Context(), i); says(got.Data, "ours") || !says(got.Data, "Something went wrong") {
				t.Errorf("without a store: %v", got)
			}
		}
		if got := b.Respond(t.Context(), typing); len(got.Data.Choices) != 0 {
			t.Errorf("proposed without a store: %v", got.Data.Choices)
		}
	})
}
