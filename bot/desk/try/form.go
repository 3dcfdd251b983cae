package try

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// A form is one that the bot has asked to be filled in.
type form struct {
	*discordgo.InteractionResponseData
	on *discordgo.Message // whose button has opened it, nil for none
}

// A line is a text of a form.
type line struct {
	*discordgo.TextInput
	Key  string
	Long bool
}

// Lines returns the texts of the form.
func (f *form) Lines() []line {
	var all []line
	for _, c := range f.Components {
		row, ok := c.(*discordgo.ActionsRow)
		if !ok {
			continue
		}
		for _, c := range row.Components {
			if input, ok := c.(*discordgo.TextInput); ok {
				all = append(all, line{input, "f:" + input.CustomID, input.Style == discordgo.TextInputParagraph})
			}
		}
	}
	return all
}

// submit sends the form that was filled in.
func (r *Room) submit(ctx context.Context, req *http.Request) (*form, error) {
	r.mu.Lock()
	f := r.form
	if f != nil && f.CustomID == req.FormValue("form") {
		r.form = nil
	} else {
		f = nil
	}
	r.mu.Unlock()
	if f == nil {
		return nil, wrong("This form is no longer there. Please press the button again.")
	}
	var rows []discordgo.MessageComponent
	for _, l := range f.Lines() {
		rows = append(rows, &discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			&discordgo.TextInput{CustomID: l.CustomID, Value: req.PostForm.Get(l.Key)},
		}})
	}
	o, err := r.talking().Submit(ctx, f.on, f.CustomID, rows)
	return r.see("", f.on, o, err)
}
