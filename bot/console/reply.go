package console

import (
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// A control is what a person can press in a reply: a button, or one option of
// a select menu. Its number is its place in the reply, from 1.
type control struct {
	label    string
	customID string
	kind     discordgo.ComponentType
	value    string // of a select menu's option
	most     int    // how many options of its select menu may be chosen together
}

// A sheet is a reply as it is shown, and what can be pressed in it.
type sheet struct {
	page     Page
	language *bot.Language
	stage    *bot.Stage // whose channels are mentioned, nil for none
	text     strings.Builder
	controls []control
	files    map[string]string // of the message, by what components call them: where they were written
}

// show lays out a message in components (version 2) or plain content.
func show(page Page, language *bot.Language, stage *bot.Stage, m *discordgo.Message, files map[string]string) *sheet {
	s := &sheet{page: page, language: language, stage: stage, files: files}
	if m.Flags&discordgo.MessageFlagsEphemeral != 0 {
		s.markdown(string(bot.Small(language.Say("(only you see this)"))))
	}
	if m.Content != "" {
		s.markdown(m.Content)
	}
	s.components(m.Components)
	return s
}

func (s *sheet) markdown(text string) {
	s.text.WriteString(s.page.Markdown(relative(s.language, s.stage.Told(text))))
}

func (s *sheet) components(list []discordgo.MessageComponent) {
	for _, c := range list {
		s.component(c)
	}
}

// component lays out a component as it comes out of JSON: a pointer.
func (s *sheet) component(c discordgo.MessageComponent) {
	switch c := c.(type) {
	case *discordgo.Container:
		s.components(c.Components)
	case *discordgo.TextDisplay:
		s.markdown(c.Content)
	case *discordgo.Section:
		s.components(c.Components)
		s.row([]discordgo.MessageComponent{c.Accessory})
	case *discordgo.ActionsRow:
		s.row(c.Components)
	case *discordgo.Separator:
		if c.Divider == nil || *c.Divider {
			s.line([]run{{strings.Repeat("─", 20), dim}})
		} else {
			s.line(nil)
		}
	case *discordgo.MediaGallery:
		for _, item := range c.Items {
			s.attached("(picture: %s)", item.Description, item.Media.URL)
		}
	case *discordgo.Thumbnail:
		s.attached("(picture: %s)", c.Description, c.Media.URL)
	case *discordgo.FileComponent:
		s.attached("(file: %s)", nil, c.File.URL)
	}
}

func (s *sheet) line(runs []run) { s.page.set(&s.text, "", "", runs) }

// attached says what a picture or a file shows, and where it is.
func (s *sheet) attached(what bot.Key, description *string, url string) {
	if path := s.files[url]; path != "" {
		url = path
	}
	if description != nil && *description != "" {
		s.line([]run{{clean(*description), dim}})
	}
	s.line([]run{{s.language.Text(what, clean(url)), dim}})
}

// row lays out the buttons of a row side by side, and a select menu with a
// line for each of its options.
func (s *sheet) row(list []discordgo.MessageComponent) {
	var buttons []run
	for _, c := range list {
		switch c := c.(type) {
		case *discordgo.Button:
			if len(buttons) > 0 {
				buttons = append(buttons, run{"  ", 0})
			}
			buttons = append(buttons, s.button(c)...)
		case *discordgo.SelectMenu:
			s.menu(c)
		default:
			s.component(c)
		}
	}
	if len(buttons) > 0 {
		s.line(buttons)
	}
}

func (s *sheet) button(b *discordgo.Button) []run {
	label := b.Label
	if label == "" && b.Emoji != nil {
		label = b.Emoji.Name
	}
	switch {
	case b.Style == discordgo.LinkButton:
		return []run{{clean(label + ": " + b.URL), underlined}}
	case b.Disabled:
		return []run{{clean("[-] " + label), dim}}
	}
	number := s.add(control{label: label, customID: b.CustomID, kind: discordgo.ButtonComponent})
	return []run{{number, bold}, {clean(" " + label), 0}}
}

func (s *sheet) menu(m *discordgo.SelectMenu) {
	if m.Placeholder != "" {
		s.line([]run{{clean(m.Placeholder) + ":", 0}})
	}
	for _, o := range m.Options {
		label := []run{{clean(" " + o.Label), 0}}
		if o.Description != "" {
			label = append(label, run{clean(" — " + o.Description), dim})
		}
		number := "[-]"
		if !m.Disabled {
			number = s.add(control{
				label: o.Label, customID: m.CustomID, kind: discordgo.SelectMenuComponent,
				value: o.Value, most: max(m.MaxValues, 1),
			})
		}
		indent := strings.Repeat(" ", len(number)+3)
		s.page.set(&s.text, "  ", indent, append([]run{{number, bold}}, label...))
	}
}

// add keeps a control and returns its number as it is shown.
func (s *sheet) add(c control) string {
	s.controls = append(s.controls, c)
	return fmt.Sprintf("[%d]", len(s.controls))
}
