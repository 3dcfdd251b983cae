package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discord/discordtest"
)

// runBare is a bot as discordgo's examples are: it looks for nothing, and
// answers with the same words always. With an endpoint, it listens there in
// place of the gateway.
func runBare(discord, endpoint string) error {
	base, err := url.Parse(discord)
	if err != nil {
		return err
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	if endpoint != "" {
		go func() { <-stop; os.Exit(0) }()
		return http.ListenAndServe(endpoint, http.HandlerFunc(serveBare))
	}
	s, err := discordgo.New("Bot " + discordtest.Token)
	if err != nil {
		return err
	}
	s.Client = &http.Client{Transport: elsewhere{base, &http.Transport{MaxIdleConnsPerHost: 256}}}
	s.Identify.Intents = discordgo.IntentsGuilds
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		s.InteractionRespond(i.Interaction, bareAnswer(i.Interaction))
	})
	if err := s.Open(); err != nil {
		return err
	}
	<-stop
	return s.Close()
}

func serveBare(w http.ResponseWriter, r *http.Request) {
	if !discordgo.VerifyInteraction(r, discordtest.PublicKey()) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	body, err := io.ReadAll(r.Body)
	var i discordgo.Interaction
	if err == nil {
		err = json.Unmarshal(body, &i)
	}
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(bareAnswer(&i))
}

func bareAnswer(i *discordgo.Interaction) *discordgo.InteractionResponse {
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		return &discordgo.InteractionResponse{
			Type: discordgo.InteractionApplicationCommandAutocompleteResult,
			Data: &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "always this", Value: "this"}}},
		}
	}
	return &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{Content: "always this", AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}},
	}
}

// elsewhere sends requests to another host than they are for.
type elsewhere struct {
	base *url.URL
	next http.RoundTripper
}

func (e elsewhere) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.Host = e.base.Scheme, e.base.Host, e.base.Host
	return e.next.RoundTrip(r)
}
