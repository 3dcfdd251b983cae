package bot

import (
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// A Reply is what a handler answers: the components of one container, in one
// language. Who sees it and where it goes is the router's to say. The zero
// Reply is in English.
type Reply struct {
	language *Language
	accent   int // colour of the card's edge, 0 for none
	parts    []discordgo.MessageComponent
	files    []*discordgo.File // that parts show
	form     *Form             // in place of all else
}

// NewReply returns an empty reply in a language.
func NewReply(l *Language) *Reply { return &Reply{language: l} }

// Add appends text as a component of its own.
func (r *Reply) Add(text Markdown) {
	r.parts = append(r.parts, discordgo.TextDisplay{Content: string(text)})
}

// First puts text before all else, as a component of its own.
func (r *Reply) First(text Markdown) {
	r.parts = append([]discordgo.MessageComponent{discordgo.TextDisplay{Content: string(text)}}, r.parts...)
}

// Say appends a message as a component of its own.
func (r *Reply) Say(k Key, args ...any) { r.Add(r.language.Say(k, args...)) }

// A Press is a button to be: what stands on it and what it does. The zero
// Press is no button.
type Press struct {
	Label    Message
	Click    Click
	Before   string // a sign before the label
	After    string // a sign behind it
	Main     bool   // the one that most will press: it is coloured
	Disabled bool
}

// Button returns a button that does c.
func Button(label Key, c Click, args ...any) Press {
	return Press{Label: Msg(label, args...), Click: c}
}

// Row appends a row of buttons; those that are zero are left out.
func (r *Reply) Row(buttons ...Press) {
	var row discordgo.ActionsRow
	for _, b := range buttons {
		if b.Click.Verb != "" {
			row.Components = append(row.Components, r.button(b))
		}
	}
	if len(row.Components) > 0 {
		r.parts = append(r.parts, row)
	}
}

func (r *Reply) button(b Press) discordgo.Button {
	label := strings.TrimSpace(b.Before + " " + r.language.Text(b.Label.Key, b.Label.Args...) + " " + b.After)
	button := discordgo.Button{
		Label:    Clip(OneLine(label), maxLabel),
		Style:    discordgo.SecondaryButton,
		CustomID: b.Click.String(),
		Disabled: b.Disabled,
	}
	if b.Main {
		button.Style = discordgo.PrimaryButton
	}
	return button
}

// Pager returns the buttons to the pages before and after the nth of count.
func Pager(before, after Key, n, count int, at func(n int) Click) (prev, next Press) {
	prev, next = Button(before, at(n-1)), Button(after, at(n+1))
	prev.Before, next.After = "◀", "▶"
	prev.Disabled, next.Disabled = n <= 0, n >= count-1
	return prev, next
}

// Menu appends a menu of which one option is chosen. The choice comes back
// as a click on c with the option's value. There may be at most MaxOptions.
func (r *Reply) Menu(c Click, placeholder Key, options []discordgo.SelectMenuOption) {
	if len(options) == 0 {
		return
	}
	for i := range options {
		options[i].Label = Clip(OneLine(r.language.NameOr(options[i].Label)), MaxChoice)
		options[i].Description = Clip(OneLine(options[i].Description), MaxChoice)
	}
	r.parts = append(r.parts, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.SelectMenu{CustomID: c.String(), Placeholder: r.language.Text(placeholder), Options: options},
	}})
}

// Form makes a form of the reply, which then has nothing else. Discord takes
// one as the first answer only, so that the verb must say that it has one.
func (r *Reply) Form(f Form) { r.form = &f }

// response returns the form as an answer.
func (f *Form) response(l *Language) *discordgo.InteractionResponse {
	data := &discordgo.InteractionResponseData{CustomID: f.Click.String(), Title: Clip(l.Text(f.Title), maxFormTitle)}
	for _, line := range f.Lines {
		input := discordgo.TextInput{
			CustomID: line.Name, Label: Clip(l.Text(line.Label), maxFormLabel), Style: discordgo.TextInputShort,
			Value: Clip(line.Value, line.Most), MaxLength: line.Most,
		}
		if line.Long {
			input.Style = discordgo.TextInputParagraph
		}
		data.Components = append(data.Components, discordgo.ActionsRow{Components: []discordgo.MessageComponent{input}})
	}
	return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: data}
}

// message returns the reply as a message's data.
func (r *Reply) message(private bool) *discordgo.InteractionResponseData {
	card := discordgo.Container{Components: r.parts}
	if r.accent != 0 {
		card.AccentColor = &r.accent
	}
	data := &discordgo.InteractionResponseData{
		Flags:           discordgo.MessageFlagsIsComponentsV2,
		Components:      []discordgo.MessageComponent{card},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
		Files:           r.files,
		Attachments:     r.attachments(),
	}
	if private {
		data.Flags |= discordgo.MessageFlagsEphemeral
	}
	return data
}

// attachments lists the files of a message, so that an update drops those that
// the message had before.
func (r *Reply) attachments() *[]*discordgo.MessageAttachment {
	list := make([]*discordgo.MessageAttachment, len(r.files))
	for i, f := range r.files {
		list[i] = &discordgo.MessageAttachment{ID: fmt.Sprint(i), Filename: f.Name}
	}
	return &list
}

// Language returns the language that the reply is in.
func (r *Reply) Language() *Language { return r.language.or() }

// Data returns the reply as a message that everybody in the channel sees.
func (r *Reply) Data() *discordgo.InteractionResponseData { return r.message(false) }

// Mention names a user, whom it does not notify.
func Mention(user string) Markdown { return Markdown("<@" + user + ">") }

// Small returns text as small print.
func Small(text Markdown) Markdown { return "-# " + text }

// Bold returns text in bold, which must not be empty.
func Bold(text Markdown) Markdown { return "**" + text + "**" }

// Say returns a reply of one text.
func Say(text Markdown) *Reply {
	r := new(Reply)
	r.Add(text)
	return r
}
