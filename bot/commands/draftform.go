package commands

import (
	"context"

	"rapporteur/bot"
	"rapporteur/corpus"
	correction "rapporteur/corpus/transcript/proof"
)

// aboutFields are what a form asks about a record.
var aboutFields = []struct {
	name  string
	label bot.Key
}{
	{"title", "Title"},
	{"date", "Date, such as 2026-03-03"},
	{"place", "Place"},
	{"source", "Source"},
	{"rights", "Rights"},
}

// mostTyped bounds a line of a form, in units.
const mostTyped = 300

// draftForm opens a form. It must be the first answer, so that nothing is read
// for it: what stands in it is what the draft has kept of the last reading.
func (a archive) draftForm(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	d, err := a.findDraft(ctx, r, r.Field("draft"))
	if err != nil {
		return nil, err
	}
	answer := r.NewReply()
	send := draftClick(d, r.Field("act"), r.Field("on"))
	switch r.Field("act") {
	case "about":
		form := bot.Form{Title: "About the record", Click: send}
		for _, f := range aboutFields {
			form.Lines = append(form.Lines, bot.FormLine{Name: f.name, Label: f.label, Value: d.About[f.name], Most: mostTyped})
		}
		answer.Form(form)
	case "rename":
		answer.Form(bot.Form{Title: "Another name", Click: send, Lines: []bot.FormLine{{Name: "name", Label: "What this speaker is called", Most: 100}}})
	case "line":
		answer.Form(bot.Form{Title: "Another line", Click: send, Lines: []bot.FormLine{{Name: "lines", Label: "Lines of the file, such as 12 or 14-20", Most: 20}}})
	case "speaker":
		answer.Form(bot.Form{Title: "One person says all of it", Click: send, Lines: []bot.FormLine{{Name: "name", Label: "Who says all of it", Most: 100}}})
	default:
		return nil, bot.Refuse(bot.OldButton)
	}
	return answer, nil
}

// about sets what was typed about the record.
func (h hand) about(ctx context.Context) (*bot.Reply, error) {
	var set correction.Together
	for _, f := range aboutFields {
		typed, given := h.Form[f.name]
		if f.name == "date" && !isDate(typed) {
			return h.unchanged(ctx, "⚠ "+h.Say(noDate, bot.Clip(typed, 60)))
		}
		if typed = bot.OneLine(typed); given && typed != bot.OneLine(bot.Clip(h.About[f.name], mostTyped)) {
			set = append(set, correction.Set{Setting: f.name, Value: typed})
		}
	}
	if len(set) == 0 {
		return h.unchanged(ctx, h.Say("Nothing was changed."))
	}
	return h.apply(ctx, set, h.Say("What you typed about the record is kept."))
}

const noDate bot.Key = "“%s” is not a date. Type one such as 2026-03-03, 2026-03 or 2026."

// isDate reports whether a sidecar can have a text for a date; "" takes it back.
func isDate(text string) bool {
	_, err := corpus.ParseDate(text)
	return text == "" || err == nil
}

// oneSpeaker says who says all of a text in which nobody is named.
func (h hand) oneSpeaker(ctx context.Context) (*bot.Reply, error) {
	name := bot.OneLine(h.Form["name"])
	if name == "" {
		return h.unchanged(ctx, h.Say("Nothing was changed."))
	}
	return h.apply(ctx, correction.Set{Setting: "speaker", Value: name}, h.Say("All of it is said by %s.", bot.Clip(name, 80)))
}
