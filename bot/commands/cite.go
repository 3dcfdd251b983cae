package commands

import (
	"context"
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/cite"
)

func citeCommand() bot.Command {
	style := &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: "style", Description: "How it is cited; Chicago if you leave it out",
	}
	for _, s := range cite.Styles {
		style.Choices = append(style.Choices, &discordgo.ApplicationCommandOptionChoice{Name: s.Name, Value: s.Key})
	}
	return bot.Command{
		Declaration: declare("cite", "Cite a turn or a range for a paper, with the quotation",
			textOption("reference", "A turn (33), a range (31-33), a place (page 4), or words to look for", true),
			style,
			privateOption(),
		),
		Example:      "/cite reference: {reference}",
		Run:          runCite,
		Autocomplete: map[string]bot.Propose{"reference": proposeLines},
		Verbs: []bot.Verb{
			{Name: bot.CiteVerb, Fields: []string{"passages"}, Run: citeThis, Place: bot.Aside},
			{Name: "style", Fields: []string{"passages"}, Run: citeStyled},
			{Name: "cited", Fields: []string{"style", "passages"}, Run: citeAgain},
		},
	}
}

func runCite(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	style, err := styleChosen(r)
	if err != nil {
		return nil, err
	}
	text := r.Options["reference"]
	if token, ok := strings.CutPrefix(text, chosenPrefix); ok {
		if p, ok := bot.PassageOf(r.Index.Library(), token); ok && p.Turn != nil {
			return cited(r, style, p, p)
		}
	}
	if err := removed(r, text); err != nil {
		return nil, err
	}
	found, _ := pointed(r, text)
	switch {
	case len(found) == 1:
		return citePlace(r, style, text, found[0])
	case len(found) > 1:
		return nil, askStretch(r, "reference", found)
	}
	if err := noSuchPlace(r, text); err != nil {
		return nil, err
	}
	if at, ok := spotOf(r, text, nil); ok {
		if answer, err := citeSpot(r, style, at); answer != nil || err != nil {
			return answer, err
		}
	}
	if ref, err := corpus.ParseReference(text); err == nil && ref.Record == "" && len(r.Index.Library().Records) == 1 {
		ref.Record = r.Index.Library().Records[0].ID
		return nil, noSuchTurn(r, ref)
	}
	if _, err := r.Index.Library().Point(text); err != nil && isReference(text) {
		return nil, bot.Refuse("%s is not there. `/read` shows which turns there are.", bot.Clip(text, 80))
	}
	if _, err := corpus.ParseReference(text); errors.Is(err, corpus.ErrDownwards) {
		return nil, bot.Refuse(countsDown, bot.Clip(text, 100))
	}
	return citeWords(r, style, text)
}

// styleChosen returns the style that the option names, the first if it names
// none.
func styleChosen(r *bot.Request) (cite.Style, error) {
	key := r.Options["style"]
	if key == "" {
		return cite.Styles[0], nil
	}
	style, ok := cite.ByKey(key)
	if !ok {
		return style, bot.Refuse("There is no style “%s”. The styles are: %s.", bot.Clip(key, 80), bot.Markdown(styleNames()))
	}
	return style, nil
}

// citeSpot cites the turn that somebody describes, or asks in which record it is. It
// returns nothing if no record has it, or it is no turn.
func citeSpot(r *bot.Request, style cite.Style, at spot) (*bot.Reply, error) {
	found := at.find(r.Index.Library())
	switch {
	case len(found) == 0 || found[0].Len() == 0:
		return nil, nil
	case len(found) > 1:
		return nil, askStretch(r, "reference", stretches(found))
	}
	return cited(r, style, found[0], found[0])
}

// citePlace cites where a text points, and says with which turn that begins
// where the text names it otherwise.
func citePlace(r *bot.Request, style cite.Style, text string, at corpus.Stretch) (*bot.Reply, error) {
	answer, err := cited(r, style, at.First, at.Last)
	if err != nil || isReference(text) {
		return answer, err
	}
	says := bot.Key("“%s” begins with turn %s. This is cited here.")
	if at.First.Start > 0 {
		says = "“%s” begins within turn %s. Only the part of the turn from there on is cited here. The number alone cites all of the turn."
	}
	answer.Add(bot.Small(r.Say(says, bot.Clip(text, 80), at.First.Turn.Reference().String())))
	return answer, nil
}

// whatIs returns the reference of what is cited.
func whatIs(first, last corpus.Passage) string {
	ref := first.Turn.Reference()
	if last.Turn != first.Turn {
		ref.Last = int(last.Turn.Number)
	}
	return ref.String()
}

// isReference reports whether a text can be nothing but a reference.
func isReference(text string) bool {
	_, err := corpus.ParseReference(text)
	return err == nil
}

func styleNames() string {
	var names []string
	for _, s := range cite.Styles {
		names = append(names, s.Name)
	}
	return strings.Join(names, "; ")
}

// citeButton returns the button below a quotation that cites it.
func citeButton(first, last corpus.Passage) bot.Press {
	return bot.Button("Cite", bot.CiteClick(first, last))
}

// citedIn reads what a click of bot.CiteClick carries.
func citedIn(r *bot.Request) (first, last corpus.Passage, err error) {
	a, b, isRange := strings.Cut(r.Field("passages"), ",")
	first, ok := bot.PassageOf(r.Index.Library(), a)
	last = first
	if ok && isRange {
		last, ok = bot.PassageOf(r.Index.Library(), b)
	}
	switch {
	case !ok:
		return first, last, bot.Refuse(bot.OldButton)
	case first.Turn == nil || last.Turn == nil || first.Turn.Record != last.Turn.Record || first.Turn.Index() > last.Turn.Index():
		return first, last, bot.Refuse(bot.GoneTurn)
	}
	return first, last, nil
}

// citeThis answers the button below a quotation.
func citeThis(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	first, last, err := citedIn(r)
	if err != nil {
		return nil, err
	}
	return cited(r, cite.Styles[0], first, last)
}

// citeStyled answers the menu of styles.
func citeStyled(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	first, last, err := citedIn(r)
	if err != nil {
		return nil, err
	}
	style, ok := cite.ByKey(r.Chosen)
	if !ok {
		return nil, bot.Refuse(bot.OldButton)
	}
	return cited(r, style, first, last)
}

// citeAgain answers the button that shares a citation.
func citeAgain(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	r.Chosen = r.Field("style")
	return citeStyled(r.Context(), r)
}

// cited answers with a citation in a block that is copied with one tap.
func cited(r *bot.Request, style cite.Style, first, last corpus.Passage) (*bot.Reply, error) {
	answer := r.NewReply()
	answer.Title(r.Say("Citation"), bot.Plain(style.Name))
	c := style.Cite(first, last)
	text := c.Text
	if c.Quotation != "" && !sensitive(first, last) {
		text = c.Quotation + "\n\n" + text
	}
	answer.Add(codeBlock(text))
	var lines []bot.Markdown
	if c.Cut && !sensitive(first, last) {
		lines = append(lines, bot.Small(r.Say("All of %s is cited, with its whole place. The quotation shows only the beginning.", bot.Clip(whatIs(first, last), 80))))
	}
	if len(c.Italics) > 0 {
		lines = append(lines, bot.Small(r.Say("Set in italics: %s", bot.Clip(strings.Join(c.Italics, "; "), 200))))
	}
	if c.Sentence != "" {
		lines = append(lines, bot.Small(r.Say("This does not name the speaker: name them in your sentence, as in: %s", bot.Clip(c.Sentence, 300))))
	} else if c.Speaker != "" {
		lines = append(lines, bot.Small(r.Say("This does not name the speaker: name %s in your sentence or in a note.", bot.Clip(c.Speaker, 80))))
	}
	for _, m := range c.Missing {
		lines = append(lines, bot.Small(r.Say("The record does not say: %s", lacks[m])))
	}
	if len(lines) > 0 {
		answer.Add(bot.Join(lines, "\n"))
	}
	passages := bot.CiteClick(first, last).Fields[0]
	var options []discordgo.SelectMenuOption
	for _, s := range cite.Styles {
		if s.Key != style.Key {
			options = append(options, discordgo.SelectMenuOption{Label: s.Name, Value: s.Key})
		}
	}
	answer.Menu(bot.Click{Verb: "style", Fields: []string{passages}}, "Another style", options)
	answer.Row(r.Share(bot.Click{Verb: "cited", Fields: []string{style.Key, passages}}))
	return answer, nil
}

// lacks say what a record does not.
var lacks = map[string]bot.Key{
	"the author": "the author", "the date": "the date", "the archive or publisher": "the archive or publisher", "page numbers": "page numbers",
}

func sensitive(first, last corpus.Passage) bool {
	for _, t := range (corpus.Stretch{First: first, Last: last}).Turns() {
		if t.Sensitive {
			return true
		}
	}
	return false
}

// codeBlock returns text in a block that a client copies with one tap. Nothing
// in it can end the block.
func codeBlock(text string) bot.Markdown {
	text = strings.ReplaceAll(bot.Clip(text, bot.MaxText-600), "```", "'''")
	return bot.Markdown("```\n" + text + "\n```")
}
