package commands

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/study/verify"
)

func verifyCommand(p *proof) bot.Command {
	text := longer(textOption("text", "A quotation, or a text with quotations in it", true), 6000)
	text.Autocomplete = false
	return bot.Command{
		Declaration: declare("verify", "Whether a quotation is word for word, who said it, and what was changed", text, privateOption()),
		Example:     "/verify text: {words}",
		Paste:       "text",
		Run:         p.verifyText,
		Verbs:       []bot.Verb{{Name: "verify", Fields: []string{"text"}, Run: p.verifyAgain}},
	}
}

// verifyMessageCommand is the command in the menu of any message.
func verifyMessageCommand(p *proof) bot.Command {
	return bot.Command{
		Declaration: declareOnMessage(verifyMessage),
		Run:         p.verifyMessage,
		Private:     true,
	}
}

const verifyMessage bot.Key = "Verify quotation"

// mostVerified bounds the text that is read, in bytes: a message has at most
// some 16,000.
const mostVerified = 20_000

func (p *proof) verifyText(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	return p.verify(r, r.Options["text"])
}

// verifyAgain answers the button that shares an answer: it carries the text.
func (p *proof) verifyAgain(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	return p.verify(r, r.Field("text"))
}

func (p *proof) verifyMessage(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	if strings.TrimSpace(r.Message) == "" {
		return nil, bot.Refuse("There is no text in that message that I can read. `/verify` takes a quotation as you type it.")
	}
	return p.verify(r, r.Message)
}

// verify answers with what the record has to say of a text.
func (p *proof) verify(r *bot.Request, text string) (*bot.Reply, error) {
	if !strings.ContainsFunc(text, bot.IsWordRune) {
		return nil, bot.Refuse("There is no word in that to check.")
	}
	if len(text) > mostVerified {
		text = strings.ToValidUTF8(text[:mostVerified], "")
	}
	findings, err := p.of(r.Index).CheckText(r.Context(), text)
	if err != nil {
		return nil, err
	}
	if len(findings) == 0 {
		return nil, bot.Refuse("There is no quotation in that to check: give its words, too.")
	}
	if len(findings) == 1 {
		return verified(r, findings[0], verifyClick(text))
	}
	return verifiedAll(r, findings, verifyClick(text))
}

// verifyClick checks a text. It is only good for short ones.
func verifyClick(text string) bot.Click {
	return bot.Click{Verb: "verify", Fields: []string{text}}
}

// verdictOf returns the verdict of a finding as cards show it.
func verdictOf(f verify.Finding) bot.Verdict {
	switch {
	case f.Verdict == verify.Absent:
		return bot.Absent
	case f.Verdict == verify.Altered:
		return bot.Altered
	case f.Attribution == verify.Wrong:
		return bot.Others
	}
	return bot.Verbatim
}

// verified answers with one finding.
func verified(r *bot.Request, f verify.Finding, again bot.Click) (*bot.Reply, error) {
	answer := r.NewReply()
	answer.Verdict(verdictOf(f))
	if f.Verdict == verify.Absent {
		says := missing(r.Language, r.Index.Library(), search.Query{Text: strings.TrimRight(bot.OneLine(f.Text), ".,;: ")})
		answer.Say(says.Key, says.Args...)
		if n := f.Nearest; n.Turn != nil && !n.Turn.Sensitive && near(f.Text, n) {
			answer.Say("Nearest, but not the same:")
			left := answer.Quote(n.Passage, n.Words)
			quoteButtons(r, answer, n.Passage, left, onlyPage(n.Passage), 0)
		}
		return answer, nil
	}
	lines := warningsOf(r, f)
	if f.Verdict == verify.Altered {
		lines = append(lines, "> "+behindBars(f, marked(f.Diff)), bot.Small(r.Say("~~struck out~~: only in the record · __underlined__: only in the quotation")))
	}
	for _, n := range f.Notes {
		if !n.TurnsSense() {
			lines = append(lines, saidOf(r, n))
		}
	}
	if f.Attribution == verify.Right {
		lines = append(lines, bot.Small(r.Say("“%s” is the right speaker.", bot.Clip(f.Speaker, 80))))
	}
	if len(lines) > 0 {
		answer.Add(bot.Join(lines, "\n"))
	}
	shown := shownOf(f)
	var left corpus.Passage
	for i, p := range shown[:min(len(shown), mostPieces)] {
		if i > 0 {
			answer.Rule()
		}
		rest := answer.Quote(p.Passage, p.words)
		if i == 0 {
			left = rest
		}
	}
	if line := standsElsewhere(r, f); line != "" {
		answer.Add(line)
	}
	first := shown[0].Passage
	main := bot.Button("In context", bot.ContextClick(first, 1))
	if left.Turn != nil && len(shown) == 1 {
		main = bot.Button("Read on", readClick("read", forward, left.Turn, left.Start))
	}
	buttons := []bot.Press{main, citeButton(first, first), r.Share(again)}
	if len(shown) == 1 {
		buttons = append(buttons, saveButton(r, first))
	}
	answer.Buttons(buttons...)
	return answer, nil
}

// A shown is a passage with the words in it that a quotation has.
type shown struct {
	corpus.Passage
	words []corpus.Span
}

// shownOf returns the passages that show all of a quotation: the whole sentences of
// each piece, or both ends of an ellipsis where they lie far apart.
func shownOf(f verify.Finding) []shown {
	var all []shown
	for _, piece := range f.Pieces {
		whole := piece.Whole()
		parts := []corpus.Passage{whole}
		if bot.Units(whole.Text()) > bot.MostQuoted {
			parts = piece.Parts()
		}
		for _, p := range parts {
			all = append(all, shown{p, piece.Words})
		}
	}
	return all
}

// mostElsewhere bounds the further places of a quotation that are named.
const mostElsewhere = 4

// standsElsewhere says where else the words of a quotation stand, "" if nowhere.
func standsElsewhere(r *bot.Request, f verify.Finding) bot.Markdown {
	if len(f.Others) == 0 {
		return ""
	}
	var places []bot.Markdown
	for _, o := range f.Others[:min(len(f.Others), mostElsewhere)] {
		who := r.Text("narration")
		if !o.Recorder() {
			who = r.NameOr(o.Passage.Turn.SpeakerName())
		}
		places = append(places, bot.Plain(bot.Clip(who, 60)+" ("+o.Passage.Turn.Reference().String()+")"))
	}
	if len(f.Others) > mostElsewhere {
		places = append(places, "…")
	}
	return bot.Small(r.Say("The same words stand elsewhere, too: %s.", bot.Join(places, ", ")))
}

const (
	diffUnits   = 700 // of a diff
	mostPieces  = 3   // of a stitched quotation
	mostClaims  = 8   // of a text
	claimedLine = 160 // units of a quotation in a list
)

// marked shows a diff in a line: what is left out struck out, what is added
// underlined, and a seam as a bar.
func marked(diff []verify.Change) bot.Markdown {
	var parts []bot.Markdown
	room := diffUnits
	take := func(s, around string) {
		s = bot.OneLine(s)
		if s == "" || room <= 0 {
			return
		}
		s = bot.Clip(s, max(room, 20))
		room -= bot.Units(s)
		parts = append(parts, bot.Markdown(around)+bot.Plain(s)+bot.Markdown(around))
	}
	for i, c := range diff {
		if i > 0 && c.Piece != diff[i-1].Piece {
			parts = append(parts, "‖")
		}
		switch c.Op {
		case verify.Equal:
			take(c.Text, "")
		case verify.Omit:
			parts = append(parts, "…")
		default:
			take(c.Was, "~~")
			take(c.Text, "__")
		}
	}
	if room <= 0 {
		parts = append(parts, "…")
	}
	return bot.Join(parts, " ")
}

// verifiedAll answers with the findings of a text that quotes several times: a
// line for each, and a menu to open one.
func verifiedAll(r *bot.Request, findings []verify.Finding, again bot.Click) (*bot.Reply, error) {
	answer := r.NewReply()
	right := 0
	for _, f := range findings {
		if f.True() {
			right++
		}
	}
	answer.Title(r.Say("%d of %d quotations are word for word", right, len(findings)))
	var options []discordgo.SelectMenuOption
	for _, f := range findings[:min(len(findings), mostClaims)] {
		v := verdictOf(f)
		lines := []bot.Markdown{
			bot.Bold(bot.Markdown(v.Sign)+" "+r.Say(v.Words)) + "\n> " + bot.Plain(bot.Clip(bot.OneLine(f.Text), claimedLine)),
		}
		lines = append(lines, warningsOf(r, f)...)
		if len(f.Pieces) > 0 {
			p := f.Pieces[0]
			lines = append(lines, bot.Small("— "+whoSaid(r, f)+" · "+r.Source(p.Passage, p.Passage)))
			options = append(options, discordgo.SelectMenuOption{
				Label: p.Passage.Turn.Reference().String() + ": " + r.NameOr(p.Passage.Turn.SpeakerName()),
				Value: bot.PassageToken(p.Whole()), Description: bot.Excerpt(p.Whole(), p.Words, relatedUnits),
			})
			if p.Passage.Turn.Sensitive {
				options[len(options)-1].Description = ""
			}
		}
		answer.Add(bot.Join(lines, "\n"))
	}
	if n := len(findings) - mostClaims; n > 0 {
		answer.Add(bot.Small(r.Say("%d more quotations are not shown.", n)))
	}
	answer.Menu(bot.Click{Verb: "pick", Fields: []string{"passage"}}, "Quote one of them", distinct(options))
	answer.Row(r.Share(again))
	return answer, nil
}

// distinct leaves out options whose value has come before.
func distinct(options []discordgo.SelectMenuOption) []discordgo.SelectMenuOption {
	seen := make(map[string]bool)
	var some []discordgo.SelectMenuOption
	for _, o := range options {
		if !seen[o.Value] {
			seen[o.Value] = true
			some = append(some, o)
		}
	}
	return some
}
