package bot

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

type components = []discordgo.MessageComponent

func said(text string) discordgo.TextDisplay { return discordgo.TextDisplay{Content: text} }

func row(all ...discordgo.MessageComponent) discordgo.ActionsRow {
	return discordgo.ActionsRow{Components: all}
}

// buttons are rows of so many buttons, each with an ID of its own.
func buttons(n int) discordgo.ActionsRow {
	var r discordgo.ActionsRow
	for i := range n {
		r.Components = append(r.Components, discordgo.Button{Label: "Go", CustomID: fmt.Sprint("1:go:", i)})
	}
	return r
}

func menuOf(n int, placeholder string) discordgo.SelectMenu {
	m := discordgo.SelectMenu{CustomID: "1:pick:x", Placeholder: placeholder}
	for i := range n {
		m.Options = append(m.Options, discordgo.SelectMenuOption{Label: "One", Value: fmt.Sprint(i)})
	}
	return m
}

// checked is what CheckMessage says of a message of some components.
func checked(change func(*discordgo.InteractionResponseData), all ...discordgo.MessageComponent) error {
	data := &discordgo.InteractionResponseData{
		Flags: discordgo.MessageFlagsIsComponentsV2, AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}, Components: all,
	}
	if change != nil {
		change(data)
	}
	return CheckMessage(data)
}

// TestCheckComponents takes messages that keep a rule to its limit, and those
// that break it by one.
func TestCheckComponents(t *testing.T) {
	alt, none := "a picture", ""
	picture := func(url string, words *string) discordgo.MediaGallery {
		return discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{{Media: discordgo.UnfurledMediaItem{URL: url}, Description: words}}}
	}
	longest := func(n int) discordgo.Button {
		return discordgo.Button{Label: strings.Repeat("a", n), CustomID: "1:a:b"}
	}
	named := func(n int) discordgo.Button { return discordgo.Button{Label: "Go", CustomID: strings.Repeat("a", n)} }
	lines := func(n int) (all components) {
		for range n {
			all = append(all, said("a"))
		}
		return all
	}
	option := func(change func(*discordgo.SelectMenuOption)) discordgo.ActionsRow {
		m := menuOf(2, "")
		change(&m.Options[1])
		return row(m)
	}
	for _, test := range []struct {
		name string
		ok   bool
		all  components
	}{
		{"a text", true, components{said("a")}},
		{"a card", true, components{discordgo.Container{Components: components{said("a"), discordgo.Separator{}, buttons(5)}}}},
		{"nothing", false, nil},
		{"an empty text", false, components{said("")}},
		{"an empty card", false, components{discordgo.Container{}}},
		{"a card in a card", false, components{discordgo.Container{Components: components{discordgo.Container{Components: components{said("a")}}}}}},
		{"4000 characters", true, components{said(strings.Repeat("a", 2000)), said(strings.Repeat("a", 2000))}},
		{"4001 characters", false, components{said(strings.Repeat("a", 2000)), said(strings.Repeat("a", 2001))}},
		{"40 components", true, lines(40)},
		{"41 components", false, lines(41)},
		{"41 components, some in rows", false, append(lines(35), buttons(5))},
		{"40 components, some in rows", true, append(lines(34), buttons(5))},
		{"a row of 6", false, components{buttons(6)}},
		{"an empty row", false, components{row()}},
		{"a text in a row", false, components{row(said("a"))}},
		{"a button outside rows", false, components{discordgo.Button{Label: "Go", CustomID: "1:a:b"}}},
		{"a label of 80", true, components{row(longest(80))}},
		{"a label of 81", false, components{row(longest(81))}},
		{"a button without a label", false, components{row(longest(0))}},
		{"an ID of 100", true, components{row(named(100))}},
		{"an ID of 101", false, components{row(named(101))}},
		{"no ID", false, components{row(named(0))}},
		{"one ID twice", false, components{row(named(5)), row(named(5))}},
		{"a menu of 25", true, components{row(menuOf(25, strings.Repeat("a", 150)))}},
		{"a menu of 26", false, components{row(menuOf(26, ""))}},
		{"an empty menu", false, components{row(menuOf(0, ""))}},
		{"a long placeholder", false, components{row(menuOf(1, strings.Repeat("a", 151)))}},
		{"a menu beside a button", false, components{row(menuOf(1, ""), named(5))}},
		{"a menu and a button of one ID", false, components{row(menuOf(1, "")), row(discordgo.Button{Label: "Go", CustomID: "1:pick:x"})}},
		{"an option of 100", true, components{option(func(o *discordgo.SelectMenuOption) {
			o.Label, o.Description = strings.Repeat("a", 100), strings.Repeat("a", 100)
		})}},
		{"an option of 101", false, components{option(func(o *discordgo.SelectMenuOption) { o.Label = strings.Repeat("a", 101) })}},
		{"an option with a long description", false, components{option(func(o *discordgo.SelectMenuOption) { o.Description = strings.Repeat("a", 101) })}},
		{"an option without a value", false, components{option(func(o *discordgo.SelectMenuOption) { o.Value = "" })}},
		{"two options of one value", false, components{option(func(o *discordgo.SelectMenuOption) { o.Value = "0" })}},
		{"a picture that is not there", false, components{picture("attachment://one.png", &alt)}},
		{"an empty gallery", false, components{discordgo.MediaGallery{}}},
		{"a file that is not there", false, components{discordgo.FileComponent{File: discordgo.UnfurledMediaItem{URL: "attachment://a.txt"}}}},
	} {
		if err := checked(nil, test.all...); (err == nil) != test.ok {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	file := func(name string, size int) *discordgo.File {
		return &discordgo.File{Name: name, Reader: bytes.NewReader(make([]byte, size))}
	}
	for _, test := range []struct {
		name  string
		ok    bool
		files []*discordgo.File
		all   components
	}{
		{"a picture", true, []*discordgo.File{file("one.png", 5)}, components{picture("attachment://one.png", &alt)}},
		{"a picture without words", false, []*discordgo.File{file("one.png", 5)}, components{picture("attachment://one.png", nil)}},
		{"a picture with empty words", false, []*discordgo.File{file("one.png", 5)}, components{picture("attachment://one.png", &none)}},
		{"a picture of elsewhere", false, nil, components{picture("https://example.com/one.png", &alt)}},
		{"a file that nothing shows", false, []*discordgo.File{file("one.png", 5)}, components{said("a")}},
		{"one file twice", false, []*discordgo.File{file("one.png", 5), file("one.png", 5)}, components{picture("attachment://one.png", &alt)}},
		{"a path for a name", false, []*discordgo.File{file("../one.png", 5)}, components{picture("attachment://../one.png", &alt)}},
		{"10 MiB", true, []*discordgo.File{file("one.png", 10<<20)}, components{picture("attachment://one.png", &alt)}},
		{"over 10 MiB", false, []*discordgo.File{file("one.png", 10<<20+1)}, components{picture("attachment://one.png", &alt)}},
	} {
		err := checked(func(d *discordgo.InteractionResponseData) { d.Files = test.files }, test.all...)
		if (err == nil) != test.ok {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// TestCheckMentions holds that no reply can ping anybody, and that it is of
// components alone.
func TestCheckMentions(t *testing.T) {
	type data = discordgo.InteractionResponseData
	for name, change := range map[string]func(*data){
		"no word of mentions": func(d *data) { d.AllowedMentions = nil },
		"mentions unsaid":     func(d *data) { d.AllowedMentions = new(discordgo.MessageAllowedMentions) },
		"everybody":           func(d *data) { d.AllowedMentions.Parse = []discordgo.AllowedMentionType{"everyone"} },
		"a role":              func(d *data) { d.AllowedMentions.Roles = []string{"1"} },
		"a user":              func(d *data) { d.AllowedMentions.Users = []string{"1"} },
		"content":             func(d *data) { d.Content = "a" },
		"an embed":            func(d *data) { d.Embeds = []*discordgo.MessageEmbed{{}} },
		"no flag":             func(d *data) { d.Flags = 0 },
	} {
		if err := checked(change, said("a")); err == nil {
			t.Errorf("%s: nothing is wrong with it", name)
		}
	}
	if CheckMessage(nil) == nil || Check(nil) == nil {
		t.Error("nothing is wrong with nothing")
	}
}

func TestCheckChoices(t *testing.T) {
	answer := func(n int, name string, value any) error {
		r := noChoices()
		for range n {
			r.Data.Choices = append(r.Data.Choices, &discordgo.ApplicationCommandOptionChoice{Name: name, Value: value})
		}
		return Check(r)
	}
	long := strings.Repeat("a", 101)
	for _, test := range []struct {
		n     int
		name  string
		value any
		ok    bool
	}{
		{0, "", "", true}, {25, "a", "b", true}, {26, "a", "b", false}, {1, long[1:], long[1:], true}, {1, long, "b", false}, {1, "a", long, false},
		{1, "", "b", false}, {1, "a", "", false}, {1, "a", 5, false},
	} {
		if err := answer(test.n, test.name, test.value); (err == nil) != test.ok {
			t.Errorf("%d choices of %.5q with %.5v: %v", test.n, test.name, test.value, err)
		}
	}
	if Check(&discordgo.InteractionResponse{Type: discordgo.InteractionApplicationCommandAutocompleteResult}) == nil {
		t.Error("an autocompletion without data")
	}
	if Check(&discordgo.InteractionResponse{Type: 99}) == nil {
		t.Error("a response of a type that there is not")
	}
}

func TestCheckForm(t *testing.T) {
	form := func(n int, change func(d *discordgo.InteractionResponseData, i *discordgo.TextInput)) error {
		d := &discordgo.InteractionResponseData{CustomID: "1:a:b", Title: "A title"}
		for k := range n {
			i := discordgo.TextInput{CustomID: fmt.Sprint(k), Label: "A line", MaxLength: 10}
			if change != nil && k == n-1 {
				change(d, &i)
			}
			d.Components = append(d.Components, row(i))
		}
		return Check(&discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: d})
	}
	if err := form(5, nil); err != nil {
		t.Error(err)
	}
	if form(0, nil) == nil || form(6, nil) == nil {
		t.Error("a form of no lines or of six")
	}
	type data = discordgo.InteractionResponseData
	for name, change := range map[string]func(d *data, i *discordgo.TextInput){
		"no title":     func(d *data, _ *discordgo.TextInput) { d.Title = "" },
		"long title":   func(d *data, _ *discordgo.TextInput) { d.Title = strings.Repeat("a", 46) },
		"no ID":        func(d *data, _ *discordgo.TextInput) { d.CustomID = "" },
		"long label":   func(_ *data, i *discordgo.TextInput) { i.Label = strings.Repeat("a", 46) },
		"one ID twice": func(_ *data, i *discordgo.TextInput) { i.CustomID = "0" },
		"no length":    func(_ *data, i *discordgo.TextInput) { i.MaxLength = 0 },
		"too long":     func(_ *data, i *discordgo.TextInput) { i.MaxLength = 4001 },
		"filled over":  func(_ *data, i *discordgo.TextInput) { i.Value = strings.Repeat("a", 11) },
	} {
		if form(2, change) == nil {
			t.Errorf("%s: nothing is wrong with it", name)
		}
	}
}
