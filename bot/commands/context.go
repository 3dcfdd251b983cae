package commands

import (
	"context"
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// Limits of a passage in its context, which keep it on one screen of a phone.
const (
	neighbours     = 2   // turns before it, and as many after it
	neighbourUnits = 90  // of each of them: the sentence that is next to the passage, or a part of it
	contextUnits   = 260 // of the passage itself
)

// readAround answers a button with a context click: the passage between the
// turns around it, each cut at a sentence; of several turns, a page of them.
func readAround(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	p, n, err := passageField(r)
	if err != nil {
		return nil, err
	}
	if n > 1 {
		return readTurns(r, p.Turn, n, p.Span)
	}
	return inContext(r, p)
}

func inContext(r *bot.Request, p corpus.Passage) (*bot.Reply, error) {
	turns, at := p.Turn.Record.Turns, p.Turn.Index()
	answer := r.NewReply()
	answer.Title(r.Say("In context"))
	var before, after []bot.Markdown
	for i := max(0, at-neighbours); i < at; i++ {
		before = append(before, neighbour(r, &turns[i], bot.Tail))
	}
	for i := at + 1; i <= min(len(turns)-1, at+neighbours); i++ {
		after = append(after, neighbour(r, &turns[i], bot.Head))
	}
	if len(before) > 0 {
		answer.Add(bot.Join(before, "\n"))
	}
	style := bot.QuoteStyle{Spoiler: p.Turn.Sensitive, Before: strings.TrimSpace(p.Turn.Text[:p.Start]) != ""}
	shown := bot.Head(p, style, contextUnits)
	style.After = bot.Rest(shown).Len() > 0
	answer.Add(r.WhoSpeaks(p.Turn, false) + " · " + number(p.Turn) + "\n" + bot.BlockQuote(shown, style))
	if len(after) > 0 {
		answer.Add(bot.Join(after, "\n"))
	}
	first, last := turns[max(0, at-neighbours)].Whole(), turns[min(len(turns)-1, at+neighbours)].Whole()
	answer.Add(bot.Small(r.Source(first, last)))
	answer.Buttons(bot.Button("Read on", readClick("read", forward, p.Turn, 0)), r.Share(bot.ContextClick(p, 1)))
	return answer, nil
}

// neighbour shows on a line who speaks a turn, and what of it cut leaves.
func neighbour(r *bot.Request, t *corpus.Turn, cut func(corpus.Passage, bot.QuoteStyle, int) corpus.Passage) bot.Markdown {
	who := r.WhoSpeaks(t, false) + " · " + number(t) + ": "
	if t.Sensitive {
		return bot.Small(who + "_" + r.Say("(marked as sensitive)") + "_")
	}
	p := cut(t.Whole(), bot.QuoteStyle{}, neighbourUnits)
	text := bot.Plain(p.Text())
	if p.Start > 0 {
		text = bot.Omission + " " + text
	}
	if p.End < len(t.Text) {
		text += " " + bot.Omission
	}
	return bot.Small(who + text)
}

// number is a turn's number in its record: "31", "n2".
func number(t *corpus.Turn) bot.Markdown {
	ref := t.Reference()
	ref.Record = ""
	return bot.Plain(ref.String())
}
