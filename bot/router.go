package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// A route is where an interaction leads: what answers it, with what, and
// where the answer goes.
type route struct {
	run     Handler
	request Request
	kind    discordgo.InteractionResponseType
	slow    bool
	form    bool // may be answered with a form
}

// request returns what is known of every interaction: whose it is, where, and
// the bot's own library, until that of the server is opened.
func (b *Bot) request(i *discordgo.Interaction) Request {
	loaded := b.loaded.Load()
	r := Request{
		Language: languageOf(i), bot: b, Index: loaded.index,
		Guild: i.GuildID, User: UserOf(i), Interaction: i.ID, Answer: Answer{i.AppID, i.Token},
		Manages: manages(i), Installed: installed(i),
	}
	if i.Member != nil {
		r.Roles = i.Member.Roles
	}
	if slices.Contains(b.owners, r.User) {
		r.Refused = loaded.refused
	}
	return r
}

// route finds the way of a command or a click. Its error is a [*Refusal].
func (b *Bot) route(i *discordgo.Interaction) (route, error) {
	request := b.request(i)
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		c := b.command(data.Name)
		if i.Type != discordgo.InteractionApplicationCommand || c == nil {
			return route{}, Refuse(UnknownCommand)
		}
		if err := mayUse(c, i); err != nil {
			return route{}, err
		}
		sub, declared, given, ok := unwrap(c.Declaration.Options, data.Options)
		if !ok {
			return route{}, Refuse(UnknownCommand)
		}
		request.Subcommand = sub
		request.Message = messageText(data)
		options, wrong, cut := optionsOf(declared, given, c.Paste)
		request.cut = cut
		request.Files = attachmentsOf(declared, options, data.Resolved)
		if wrong.most > 0 {
			return route{}, Refuse("`%s` is too long: it may have %d characters.", Markdown(wrong.option), wrong.most)
		}
		if wrong.option != "" {
			return route{}, Refuse("`%s` is empty, or is not what `/%s` takes. For example: %s", Markdown(wrong.option), Markdown(c.Declaration.Name), request.ExampleOf(*c))
		}
		return request.asCommand(c, options), nil
	case discordgo.MessageComponentInteractionData:
		if len(data.Values) > 0 {
			request.Chosen = data.Values[0]
		}
		return b.click(i, request, data.CustomID)
	case discordgo.ModalSubmitInteractionData:
		request.Form = formOf(data)
		return b.click(i, request, data.CustomID)
	}
	return route{}, Refuse(UnknownCommand)
}

func (r Request) asCommand(c *Command, options map[string]string) route {
	r.command, r.Options = c, options
	r.Private = c.Private || options["private"] != ""
	return route{run: c.Run, request: r, kind: discordgo.InteractionResponseChannelMessageWithSource, slow: c.slow(r.Subcommand)}
}

// click finds the way of a button or a menu.
func (b *Bot) click(i *discordgo.Interaction, request Request, customID string) (route, error) {
	name, fields, ok := parseClick(customID)
	if !ok {
		return route{}, Refuse(OldButton)
	}
	if name == askVerb && request.Form == nil {
		return b.carryOn(i, request, fields)
	}
	share := name == shareVerb
	if share {
		name, fields, _ = strings.Cut(fields, ":")
	}
	c, v := b.verb(name)
	if v == nil || share && v.Alone {
		return route{}, Refuse(OldButton)
	}
	if !v.Everybody {
		if err := mayUse(c, i); err != nil {
			return route{}, err
		}
	}
	values := strings.SplitN(fields, ":", len(v.Fields))
	if len(values) != len(v.Fields) {
		return route{}, Refuse(OldButton)
	}
	request.fields = make(map[string]string, len(values))
	for n, field := range v.Fields {
		request.fields[field] = values[n]
	}
	request.command = c
	way := route{run: v.Run, kind: discordgo.InteractionResponseChannelMessageWithSource, slow: v.Slow, form: v.Form}
	switch {
	case share:
	case v.Place == Aside:
		request.Private = true
	case isPrivate(i.Message):
		request.Private = true
		way.kind = discordgo.InteractionResponseUpdateMessage
	case askedBy(i.Message) != "" && askedBy(i.Message) == UserOf(i):
		way.kind = discordgo.InteractionResponseUpdateMessage
	default:
		request.Private = true
	}
	way.request = request
	return way, nil
}

// carryOn finds the way of a command that has asked for one of its options.
func (b *Bot) carryOn(i *discordgo.Interaction, request Request, fields string) (route, error) {
	parts := strings.SplitN(fields, ":", 3)
	if len(parts) != 3 || request.Chosen == "" {
		return route{}, Refuse(OldButton)
	}
	name, sub, _ := strings.Cut(parts[0], " ")
	c := b.command(name)
	if c == nil {
		return route{}, Refuse(OldButton)
	}
	if err := mayUse(c, i); err != nil {
		return route{}, err
	}
	request.Subcommand = sub
	declared := optionsUnder(c.Declaration.Options, sub)
	values, ok := Unpacked(parts[2], len(declared))
	at := slices.IndexFunc(declared, func(d *discordgo.ApplicationCommandOption) bool { return d.Name == parts[1] })
	if !ok || at < 0 {
		return route{}, Refuse(OldButton)
	}
	values[at] = request.Chosen
	options := make(map[string]string, len(values))
	for n, d := range declared {
		if d.Required && values[n] == "" {
			return route{}, Refuse(OldButton)
		}
		options[d.Name] = values[n]
	}
	return request.asCommand(c, options), nil
}

// isPrivate reports whether only one user sees the message.
func isPrivate(m *discordgo.Message) bool {
	return m != nil && m.Flags&discordgo.MessageFlagsEphemeral != 0
}

// askedBy returns the ID of the user whose interaction made the message, ""
// if none did or none is known.
func askedBy(m *discordgo.Message) string {
	switch {
	case m == nil:
	case m.InteractionMetadata != nil && m.InteractionMetadata.User != nil:
		return m.InteractionMetadata.User.ID
	case m.Interaction != nil && m.Interaction.User != nil:
		return m.Interaction.User.ID
	}
	return ""
}

// UserOf returns the ID of the user of an interaction, "" if it is unknown.
func UserOf(i *discordgo.Interaction) string {
	switch {
	case i.Member != nil && i.Member.User != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}

// languageOf returns the language that the user of an interaction reads.
func languageOf(i *discordgo.Interaction) *Language {
	if i == nil {
		return LanguageOf("")
	}
	return LanguageOf(string(i.Locale))
}

// manages reports whether an interaction comes from somebody who manages the
// server that it comes from.
func manages(i *discordgo.Interaction) bool {
	return i.Member != nil && i.Member.Permissions&(discordgo.PermissionManageGuild|discordgo.PermissionAdministrator) != 0
}

// installed reports whether the bot is in the server that an interaction comes
// from.
func installed(i *discordgo.Interaction) bool {
	owners := i.AuthorizingIntegrationOwners
	return i.GuildID != "" && i.Member != nil && (owners == nil || owners[discordgo.ApplicationIntegrationGuildInstall] != "")
}

// mayUse returns a refusal where somebody may not use a command. Discord keeps
// commands from those who may not as well, but a server's settings can overrule
// that for anybody.
func mayUse(c *Command, i *discordgo.Interaction) error {
	name := Markdown(c.Declaration.Name)
	switch {
	case !c.Managers:
		return nil
	case i.GuildID == "" || i.Member == nil:
		return Refuse("`/%s` is for servers. Please use it in one that the bot is in.", name)
	case !installed(i):
		return Refuse("The bot is with you here, but it is not in this server, so `/%s` cannot work. Somebody who may manage the server can add it: %s",
			name, Markdown("https://discord.com/oauth2/authorize?client_id="+i.AppID))
	case !manages(i):
		return Refuse("`/%s` is for those who may manage this server. In its settings, that permission is called Manage Server.", name)
	}
	return nil
}

// answer runs a route and makes a response of the reply. A refusal goes to
// the user alone, in a message of its own.
func (b *Bot) answer(ctx context.Context, i *discordgo.Interaction, way route, err error) (*discordgo.InteractionResponse, error) {
	body := new(Reply)
	if err == nil {
		way.request.ctx = ctx
		body, err = way.run(ctx, &way.request)
		if err == nil && way.request.cut {
			body.Add(Small(way.request.Say("Only the first %d characters of it were looked for.", MostPasted)))
		}
	}
	if refused := (*Refusal)(nil); errors.As(err, &refused) {
		return privately(refused.in(languageOf(i))), nil
	}
	if err != nil {
		return nil, err
	}
	switch {
	case body.form == nil:
	case !way.form || way.slow:
		return nil, errors.New("a form from what does not say that it answers with one")
	case i.Type == discordgo.InteractionModalSubmit:
		return privately((&Refusal{Message: Msg(OldButton)}).in(languageOf(i))), nil
	default:
		return body.form.response(languageOf(i)), nil
	}
	update := way.kind == discordgo.InteractionResponseUpdateMessage
	return &discordgo.InteractionResponse{
		Type: way.kind,
		Data: body.message(way.request.Private && !update), // an update cannot change who sees it
	}, nil
}

func privately(r *Reply) *discordgo.InteractionResponse {
	return &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource,
		Data: r.message(true),
	}
}

// deferral returns the promise of a later answer that will go where the
// route's would.
func (way route) deferral() *discordgo.InteractionResponse {
	if way.kind == discordgo.InteractionResponseUpdateMessage {
		return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredMessageUpdate}
	}
	response := &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{},
	}
	if way.request.Private {
		response.Data.Flags = discordgo.MessageFlagsEphemeral
	}
	return response
}

// complete answers an autocompletion.
func (b *Bot) complete(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	response := noChoices()
	data, _ := i.Data.(discordgo.ApplicationCommandInteractionData)
	c := b.command(data.Name)
	if c == nil || mayUse(c, i) != nil {
		return response
	}
	sub, declared, given, _ := unwrap(c.Declaration.Options, data.Options)
	option := focused(given)
	propose := c.Autocomplete[option]
	if propose == nil {
		return response
	}
	options, _, _ := optionsOf(declared, given, c.Paste)
	if _, readable := options[option]; !readable {
		return response
	}
	r := b.request(i)
	r.ctx, r.command, r.Options, r.Subcommand = ctx, c, options, sub
	if err := b.open(ctx, &r, patience); err != nil {
		return response // a library that is being made is there for the next letter
	}
	for _, choice := range propose(&r, options[option]) {
		if name := Clip(OneLine(choice.Name), MaxChoice); name != "" && len(response.Data.Choices) < MaxChoices {
			response.Data.Choices = append(response.Data.Choices, &discordgo.ApplicationCommandOptionChoice{
				Name: name, Value: choice.Value,
			})
		}
	}
	return response
}

func noChoices() *discordgo.InteractionResponse {
	return &discordgo.InteractionResponse{
		Type: discordgo.InteractionApplicationCommandAutocompleteResult,
		Data: &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{}},
	}
}

// stock returns the answer to an interaction that ours has failed on.
func stock(i *discordgo.Interaction) *discordgo.InteractionResponse {
	if i != nil && i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		return noChoices()
	}
	r := NewReply(languageOf(i))
	r.Say(stockAnswer)
	return privately(r)
}

// sound returns the response if it keeps all rules, and otherwise logs the
// fault and returns the stock answer.
func (b *Bot) sound(i *discordgo.Interaction, response *discordgo.InteractionResponse, err error) *discordgo.InteractionResponse {
	if err == nil {
		err = Check(response)
	}
	if err == nil {
		return response
	}
	b.log.Error("answering", "command", b.subject(i), "error", err)
	return stock(i)
}

// subject names what an interaction is about in words of ours: a command or a
// verb, "" for anything else.
func (b *Bot) subject(i *discordgo.Interaction) string {
	if i == nil {
		return ""
	}
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		if b.command(data.Name) != nil {
			return data.Name
		}
	case discordgo.MessageComponentInteractionData:
		return b.knownVerb(data.CustomID)
	case discordgo.ModalSubmitInteractionData:
		return b.knownVerb(data.CustomID)
	}
	return ""
}

// knownVerb returns the verb of a click, "" if it is none of ours.
func (b *Bot) knownVerb(customID string) string {
	name, _, _ := parseClick(customID)
	if _, v := b.verb(name); v != nil || name == askVerb || name == shareVerb {
		return name
	}
	return ""
}

// recovered makes an error of a panic, with its stack.
func recovered(v any) error { return fmt.Errorf("panic: %v\n%s", v, debug.Stack()) }
