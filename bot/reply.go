package bot

import (
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// Limits of Discord:
// https://discord.com/developers/docs/components/reference
const (
	maxText       = 4000 // of all text of a message together
	maxComponents = 40   // those within others counted
	maxButtons    = 5    // in a row
	maxLabel      = 80   // of a button
	maxCustomID   = 100
	maxOptions    = 25  // of a menu
	maxChoices    = 25  // of an autocompletion
	maxChoice     = 100 // of the name and of the value of a choice or option
)

// A reply is what a handler answers: the components of one container. Who
// sees it and where it goes is the router's to say.
type reply []discordgo.MessageComponent

// add appends text as a component of its own.
func (r *reply) add(text markdown) {
	*r = append(*r, discordgo.TextDisplay{Content: string(text)})
}

// row appends a row of buttons; those that are zero are left out.
func (r *reply) row(buttons ...discordgo.Button) {
	var row discordgo.ActionsRow
	for _, b := range buttons {
		if b.CustomID != "" {
			row.Components = append(row.Components, b)
		}
	}
	if len(row.Components) > 0 {
		*r = append(*r, row)
	}
}

// menu appends a menu of which one option is chosen. The choice comes back
// as a click on s with the option's value. There may be at most maxOptions.
func (r *reply) menu(s state, placeholder string, options []discordgo.SelectMenuOption) {
	if len(options) == 0 {
		return
	}
	for i := range options {
		options[i].Label = clip(oneLine(nameOr(options[i].Label)), maxChoice)
		options[i].Description = clip(oneLine(options[i].Description), maxChoice)
	}
	*r = append(*r, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.SelectMenu{CustomID: s.String(), Placeholder: placeholder, Options: options},
	}})
}

// button returns a button that does s.
func button(label string, s state) discordgo.Button {
	return discordgo.Button{
		Label:    clip(oneLine(label), maxLabel),
		Style:    discordgo.SecondaryButton,
		CustomID: s.String(),
	}
}

// pager returns the buttons to the pages before and after the nth of count.
func pager(before, after string, n, count int, at func(n int) state) (prev, next discordgo.Button) {
	prev, next = button("◀ "+before, at(n-1)), button(after+" ▶", at(n+1))
	prev.Disabled, next.Disabled = n <= 0, n >= count-1
	return prev, next
}

// message returns the reply as a message's data.
func (r reply) message(private bool) *discordgo.InteractionResponseData {
	data := &discordgo.InteractionResponseData{
		Flags:           discordgo.MessageFlagsIsComponentsV2,
		Components:      []discordgo.MessageComponent{discordgo.Container{Components: r}},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}
	if private {
		data.Flags |= discordgo.MessageFlagsEphemeral
	}
	return data
}

// small returns text as small print.
func small(text markdown) markdown { return "-# " + text }

// bold returns text in bold, which must not be empty.
func bold(text markdown) markdown { return "**" + text + "**" }

// number writes n with a comma before every third digit.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// count writes how many there are of what noun names: "1 turn", "48 turns".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return number(n) + " " + noun + "s"
}
