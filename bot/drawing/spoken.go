package drawing

import (
	"html"
	"regexp"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Spoken returns a message as a screen reader says it, a part on a line, in
// the order in which it reads them.
func Spoken(m *discordgo.Message) string {
	var lines []string
	if private(m) {
		lines = append(lines, "only you can see this")
	}
	if m.Content != "" {
		lines = append(lines, spokenText(m.Content)...)
	}
	return strings.Join(spokenParts(lines, m.Components), "\n") + "\n"
}

func private(m *discordgo.Message) bool { return m.Flags&discordgo.MessageFlagsEphemeral != 0 }

func spokenParts(lines []string, components []discordgo.MessageComponent) []string {
	for _, c := range components {
		switch c := c.(type) {
		case *discordgo.Container:
			lines = spokenParts(lines, c.Components)
		case *discordgo.ActionsRow:
			lines = spokenParts(lines, c.Components)
		case *discordgo.TextDisplay:
			lines = append(lines, spokenText(c.Content)...)
		case *discordgo.Separator:
			lines = append(lines, "separator")
		case *discordgo.Button:
			said := "button: " + c.Label
			if c.Disabled {
				said += ", dimmed"
			}
			lines = append(lines, said)
		case *discordgo.SelectMenu:
			lines = append(lines, "menu: "+c.Placeholder)
		case *discordgo.MediaGallery:
			for _, item := range c.Items {
				alt := ""
				if item.Description != nil {
					alt = *item.Description
				}
				lines = append(lines, "image: "+alt)
			}
		case *discordgo.FileComponent:
			lines = append(lines, "file: "+strings.TrimPrefix(c.File.URL, "attachment://"))
		}
	}
	return lines
}

// elements are the tags of a line whose kind is said, with what is said.
var elements = []struct{ tag, says string }{
	{"<h1>", "heading: "}, {"<h2>", "heading: "}, {"<h3>", "heading: "}, {"<blockquote>", "quotation: "}, {"<li>", "item: "},
}

var tags = regexp.MustCompile(`<[^>]*>`)

func spokenText(text string) []string {
	page := string(Reply{}.Markdown(text))
	for _, e := range elements {
		page = strings.ReplaceAll(page, e.tag, "\n"+e.says)
	}
	for _, end := range []string{"</p>", "</h1>", "</h2>", "</h3>", "</small>", "</li>", "</blockquote>"} {
		page = strings.ReplaceAll(page, end, "\n")
	}
	var lines []string
	for line := range strings.SplitSeq(html.UnescapeString(tags.ReplaceAllString(page, "")), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
