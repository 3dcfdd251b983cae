package bot

import (
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// Limits of Discord:
// https://discord.com/developers/docs/components/reference
const (
	MaxText       = 4000 // of all text of a message together
	maxComponents = 40   // those within others counted
	maxButtons    = 5    // in a row
	maxLabel      = 80   // of a button
	maxCustomID   = 100
	MaxOptions    = 25  // of a menu
	MaxChoices    = 25  // of an autocompletion
	MaxChoice     = 100 // of the name and of the value of a choice or option
)

// A Reply is what a handler answers: the components of one container. Who
// sees it and where it goes is the router's to say.
type Reply struct {
	parts []discordgo.MessageComponent
	files []*discordgo.File // that parts show
}

// Add appends text as a component of its own.
func (r *Reply) Add(text Markdown) {
	r.parts = append(r.parts, discordgo.TextDisplay{Content: string(text)})
}

// Row appends a row of buttons; those that are zero are left out.
func (r *Reply) Row(buttons ...discordgo.Button) {
	var row discordgo.ActionsRow
	for _, b := range buttons {
		if b.CustomID != "" {
			row.Components = append(row.Components, b)
		}
	}
	if len(row.Components) > 0 {
		r.parts = append(r.parts, row)
	}
}

// Menu appends a menu of which one option is chosen. The choice comes back
// as a click on s with the option's value. There may be at most MaxOptions.
func (r *Reply) Menu(s Click, placeholder string, options []discordgo.SelectMenuOption) {
	if len(options) == 0 {
		return
	}
	for i := range options {
		options[i].Label = Clip(OneLine(NameOr(options[i].Label)), MaxChoice)
		options[i].Description = Clip(OneLine(options[i].Description), MaxChoice)
	}
	r.parts = append(r.parts, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.SelectMenu{CustomID: s.String(), Placeholder: placeholder, Options: options},
	}})
}

// Button returns a button that does s.
func Button(label string, s Click) discordgo.Button {
	return discordgo.Button{
		Label:    Clip(OneLine(label), maxLabel),
		Style:    discordgo.SecondaryButton,
		CustomID: s.String(),
	}
}

// Pager returns the buttons to the pages before and after the nth of count.
func Pager(before, after string, n, count int, at func(n int) Click) (prev, next discordgo.Button) {
	prev, next = Button("◀ "+before, at(n-1)), Button(after+" ▶", at(n+1))
	prev.Disabled, next.Disabled = n <= 0, n >= count-1
	return prev, next
}

// message returns the reply as a message's data.
func (r *Reply) message(private bool) *discordgo.InteractionResponseData {
	data := &discordgo.InteractionResponseData{
		Flags:           discordgo.MessageFlagsIsComponentsV2,
		Components:      []discordgo.MessageComponent{discordgo.Container{Components: r.parts}},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
		Files:           r.files,
		Attachments:     r.attachments(),
	}
	if private {
		data.Flags |= discordgo.MessageFlagsEphemeral
	}
	return data
}

// Small returns text as small print.
func Small(text Markdown) Markdown { return "-# " + text }

// Bold returns text in bold, which must not be empty.
func Bold(text Markdown) Markdown { return "**" + text + "**" }

// Number writes n with a comma before every third digit.
func Number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Count writes how many there are of what noun names: "1 turn", "48 turns".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Number(n) + " " + noun + "s"
}

// Say returns a reply of one text.
func Say(text Markdown) *Reply {
	r := new(Reply)
	r.Add(text)
	return r
}
