// Package drawing shows a reply as Discord shows it, as a web page or a
// picture, dark and light, so that it can be looked at without Discord.
package drawing

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Theme is one of Discord's two looks.
type Theme string

// The themes.
const (
	Dark  Theme = "dark"
	Light Theme = "light"
)

// Themes are both, the one first that most people see.
var Themes = []Theme{Dark, Light}

// A Reply is a message to be drawn.
type Reply struct {
	Asked   string // what it answers, as it was typed; "" shows nothing of that
	Message *discordgo.Message
	Files   map[string]string // addresses of pictures and files by those that components have for them

	Live bool                        // its buttons and menus are those of a form around it
	Name func(mention string) string // what is shown for "<#12>"; nil, or "" from it, shows the ID
	Zone *time.Location              // in which instants are shown; nil is UTC
}

// Decode reads a message from the JSON of a message, of a response to an
// interaction, or of a list of components.
func Decode(data []byte) (*discordgo.Message, error) {
	data = bytes.TrimSpace(data)
	if bytes.HasPrefix(data, []byte("[")) {
		data = append(append([]byte(`{"components":`), data...), '}')
	}
	var response struct {
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(data, &response); err != nil {
		return nil, fmt.Errorf("decode a reply: %w", err)
	}
	if response.Data != nil {
		data = response.Data
	}
	m := new(discordgo.Message)
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("decode a reply: %w", err)
	}
	if len(m.Components) == 0 && m.Content == "" {
		return nil, fmt.Errorf("decode a reply: it has neither components nor content")
	}
	return m, nil
}

var (
	//go:embed page.html
	pageText string
	//go:embed message.html
	messageText string

	// Stylesheet is for the messages of a page. It takes its colours from the
	// variables --back, --card, --edge, --text, --faint, --bar, --button,
	// --button-text, --field, --code and --link.
	//
	//go:embed message.css
	Stylesheet string
)

var page = template.Must(template.Must(template.New("page").Funcs(template.FuncMap{
	"kind":    kind,
	"accent":  accent,
	"label":   label,
	"style":   func(s discordgo.ButtonStyle) string { return buttonStyles[s] },
	"image":   func(r Reply, url string) template.URL { return template.URL(r.Files[url]) },
	"file":    func(url string) string { return strings.TrimPrefix(url, "attachment://") },
	"in":      func(r Reply, c discordgo.MessageComponent) part { return part{r, c} },
	"private": private,
}).Parse(messageText)).Parse(pageText))

// A part is a component of a reply.
type part struct {
	Reply     Reply
	Component discordgo.MessageComponent
}

// HTML returns a page that shows replies one below the other. It loads nothing
// from elsewhere.
func HTML(theme Theme, replies ...Reply) ([]byte, error) {
	var b bytes.Buffer
	err := page.Execute(&b, struct {
		Theme   Theme
		Style   template.CSS
		Replies []Reply
	}{theme, template.CSS(Stylesheet), replies})
	if err != nil {
		return nil, fmt.Errorf("write the page: %w", err)
	}
	return b.Bytes(), nil
}

// Fragment returns a reply as a part of a page that has the Stylesheet.
func Fragment(r Reply) (template.HTML, error) {
	var b bytes.Buffer
	if err := page.ExecuteTemplate(&b, "message", r); err != nil {
		return "", fmt.Errorf("draw a message: %w", err)
	}
	return template.HTML(b.String()), nil
}

// kind names the type of a component for the template.
func kind(c discordgo.MessageComponent) string {
	switch c.(type) {
	case *discordgo.Container:
		return "container"
	case *discordgo.TextDisplay:
		return "text"
	case *discordgo.Separator:
		return "separator"
	case *discordgo.ActionsRow:
		return "row"
	case *discordgo.Button:
		return "button"
	case *discordgo.SelectMenu:
		return "menu"
	case *discordgo.MediaGallery:
		return "gallery"
	case *discordgo.FileComponent:
		return "file"
	}
	return ""
}

// accent returns the colour of a container's edge, "" for none.
func accent(c *discordgo.Container) string {
	if c.AccentColor == nil {
		return ""
	}
	return fmt.Sprintf("#%06x", *c.AccentColor)
}

// label returns what stands on a button.
func label(b *discordgo.Button) string {
	if b.Emoji == nil {
		return b.Label
	}
	return strings.TrimSpace(b.Emoji.Name + " " + b.Label)
}

var buttonStyles = map[discordgo.ButtonStyle]string{
	discordgo.PrimaryButton: "primary", discordgo.SecondaryButton: "secondary", discordgo.SuccessButton: "success",
	discordgo.DangerButton: "danger", discordgo.LinkButton: "secondary",
}
