package commands

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	correction "rapporteur/corpus/transcript/proof"
)

// A hand is what an act has in hand: the draft, its file, and what was said of
// it.
type hand struct {
	archive
	*bot.Request
	*draft
	on string // what the button carries
}

// draftActs are what buttons, menus and forms do with a draft. Each returns what
// it shows next.
var draftActs = map[string]func(hand, context.Context) (*bot.Reply, error){
	"read":    hand.read,
	"correct": hand.correctAgain,
	"who":     hand.who,
	"join":    hand.join,
	"rename":  hand.rename,
	"nobody":  hand.nobody,
	"noname":  hand.noName,
	"line":    hand.line,
	"whose":   hand.whose,
	"split":   hand.split,
	"veil":    hand.veil,
	"unveil":  hand.unveil,
	"about":   hand.about,
	"speaker": hand.oneSpeaker,
	"undo":    hand.undo,
	"use":     hand.use,
	"discard": hand.discard,
}

// draftAct does what a button, a menu or a form says with the user's own draft.
func (a archive) draftAct(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	act := draftActs[r.Field("act")]
	if act == nil || !r.Private { // a card that all see has no such button
		return nil, bot.Refuse(bot.OldButton)
	}
	d, err := a.findDraft(ctx, r, r.Field("draft"))
	if err != nil {
		return nil, err
	}
	h := hand{archive: a, Request: r, draft: d, on: r.Field("on")}
	answer, err := act(h, ctx)
	if errors.Is(err, bot.ErrBusy) || errors.Is(err, bot.ErrTooLong) || errors.Is(err, bot.ErrStale) || errors.Is(err, bot.ErrOverQuota) {
		// The card would be lost if a refusal took its place.
		return h.sorry(plainly(r, a, err)), nil
	}
	return answer, plainly(r, a, err)
}

// sorry says what went wrong, and offers to go on.
func (h hand) sorry(err error) *bot.Reply {
	answer := h.NewReply()
	answer.Add(h.Explain(err))
	answer.Buttons(bot.Button("Go on", draftClick(h.draft, "correct", "")), bot.Button("Discard", draftClick(h.draft, "discard", "")))
	return answer
}

// openDraft shows a draft that was chosen in a list.
func (a archive) openDraft(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	d, err := a.findDraft(ctx, r, r.Chosen)
	if err != nil {
		return nil, err
	}
	h := hand{archive: a, Request: r, draft: d}
	answer, err := h.read(ctx)
	return answer, plainly(r, a, err)
}

func (h hand) read(ctx context.Context) (*bot.Reply, error) {
	result, err := h.archive.look(ctx, h.Request, h.draft)
	if err != nil {
		return nil, err
	}
	return h.readView(h.Request, h.draft, result, ""), nil
}

func (h hand) correctAgain(ctx context.Context) (*bot.Reply, error) {
	result, err := h.archive.look(ctx, h.Request, h.draft)
	if err != nil {
		return nil, err
	}
	return h.correctView(h.Request, h.draft, result, "", parsePaging(h.on)), nil
}

// apply makes a correction, keeps it, and shows what it has changed.
func (h hand) apply(ctx context.Context, c correction.Correction, done bot.Markdown) (*bot.Reply, error) {
	result, err := h.corrected(ctx, h.Request, h.draft, c)
	if refused := (*correction.Refusal)(nil); errors.As(err, &refused) {
		return h.unchanged(ctx, "⚠ "+refusalText(h.Request, refused))
	}
	if err != nil {
		return nil, err
	}
	if err := h.keep(ctx, result); err != nil {
		return nil, err
	}
	note := "✓ " + done
	if n := len(result.Changed); n > 0 {
		note += " " + h.Say("%d lines are now read differently.", n)
	}
	if n := len(result.Also); n > 0 {
		note += "\n⚠ " + h.Say("You did not name %d of these lines: check whether they are right, from line %s on.", n, strconv.Itoa(result.Also[0]))
	}
	return h.correctView(h.Request, h.draft, result, note, paging{}), nil
}

// keep makes a reading the draft's, so that the one before can be had again.
func (h hand) keep(ctx context.Context, result correction.Result) error {
	before := h.said
	h.draft.read(result)
	if h.said == before {
		return nil
	}
	h.Before = append(h.Before, before)
	h.Before = h.Before[max(0, len(h.Before)-mostUndone):]
	return h.saveDraft(ctx, h.draft)
}

// unchanged shows the draft as it is, with a word why.
func (h hand) unchanged(ctx context.Context, note bot.Markdown) (*bot.Reply, error) {
	result, err := h.archive.look(ctx, h.Request, h.draft)
	if err != nil {
		return nil, err
	}
	return h.correctView(h.Request, h.draft, result, note, paging{}), nil
}

// undo takes the last correction back.
func (h hand) undo(ctx context.Context) (*bot.Reply, error) {
	n := len(h.Before)
	if n == 0 {
		return h.unchanged(ctx, h.Say("There is nothing to take back."))
	}
	h.said, h.Before = h.Before[n-1], h.Before[:n-1]
	result, err := h.archive.look(ctx, h.Request, h.draft)
	if err != nil {
		return nil, err
	}
	h.draft.read(result)
	if err := h.saveDraft(ctx, h.draft); err != nil {
		return nil, err
	}
	return h.correctView(h.Request, h.draft, result, "✓ "+h.Say("The last correction is taken back."), paging{}), nil
}

// discard forgets the draft.
func (h hand) discard(ctx context.Context) (*bot.Reply, error) {
	if err := h.dropDraft(ctx, h.draft); err != nil {
		return nil, err
	}
	return h.Reply("Discarded: nothing of it is kept."), nil
}

// named reads the draft as it is, and finds the speaker that a button or a
// menu names by a key; nil where nobody has it any more.
func (h hand) named(ctx context.Context, key string) (reading, *spoken, error) {
	result, err := h.archive.look(ctx, h.Request, h.draft)
	if err != nil {
		return reading{}, nil, err
	}
	v := readingOf(result)
	return v, v.speaker(key), nil
}

// nobodyThere is said where a speaker has gone since the card was shown.
const nobodyThere bot.Key = "Nobody of that name speaks in it any more."

// who shows a speaker, to be joined, renamed or taken away. "on" is a key, and
// the page of those to be joined with.
func (h hand) who(ctx context.Context) (*bot.Reply, error) {
	key, page, _ := strings.Cut(h.on, ".")
	if h.Chosen != "" {
		key = h.Chosen
	}
	v, s, err := h.named(ctx, key)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return h.correctView(h.Request, h.draft, v.Result, h.Say(nobodyThere), paging{}), nil
	}
	answer := h.NewReply()
	answer.Title(bot.Plain(bot.Clip(h.NameOr(s.name), 100)), h.Say("%d turns", s.turns), h.Say("%d words", s.words))
	var lines []bot.Markdown
	for i, shown := 0, 0; i < len(v.record.Turns) && shown < turnsShown; i++ {
		if t := &v.record.Turns[i]; t.SpeakerName() == s.name && t.Speaker >= 0 {
			first, _ := t.Whole().Lines()
			lines = append(lines, bot.Small(h.Say("Line %s", strconv.Itoa(first))), "> "+veiled(t.Text, 200, t.Sensitive))
			shown++
		}
	}
	answer.Add(bot.Join(lines, "\n"))
	others := slices.DeleteFunc(slices.Clone(v.speakers), func(o spoken) bool { return o.name == s.name })
	number, _ := strconv.Atoi(page)
	some, at, pages := menuPage(others, max(0, number))
	var options []discordgo.SelectMenuOption
	for _, o := range some {
		options = append(options, discordgo.SelectMenuOption{Label: o.name, Value: speakerKey(o.name), Description: h.Text("%d turns", o.turns)})
	}
	answer.Menu(draftClick(h.draft, "join", key), "The same person as…", unlike(options))
	if pages > 1 {
		answer.Row(bot.Pager("Other speakers", "More speakers", at, pages, func(n int) bot.Click {
			return draftClick(h.draft, "who", key+"."+strconv.Itoa(n))
		}))
	}
	answer.Row(
		bot.Button("Another name", formClick(h.draft, "rename", key)),
		bot.Button("Nobody speaks this", draftClick(h.draft, "nobody", key)),
		bot.Button("Not a name", draftClick(h.draft, "noname", key)),
		bot.Button("Back", draftClick(h.draft, "correct", "")),
	)
	answer.Add(bot.Small(h.Say("*Nobody speaks this*: the words are the recorder’s. *Not a name*: the words belong to whoever speaks before.")))
	return answer, nil
}

func (h hand) join(ctx context.Context) (*bot.Reply, error) {
	v, s, err := h.named(ctx, h.on)
	if err != nil {
		return nil, err
	}
	with := v.speaker(h.Chosen)
	if s == nil || with == nil {
		return h.unchanged(ctx, h.Say(nobodyThere))
	}
	return h.apply(ctx, correction.Join{Speaker: s.name, With: with.name}, h.Say("%s is the same person as %s.", bot.Clip(s.name, 80), bot.Clip(with.name, 80)))
}

func (h hand) rename(ctx context.Context) (*bot.Reply, error) {
	_, s, err := h.named(ctx, h.on)
	if err != nil {
		return nil, err
	}
	name := bot.OneLine(h.Form["name"])
	if s == nil || name == "" {
		return h.unchanged(ctx, h.Say(nobodyThere))
	}
	return h.apply(ctx, correction.Rename{Speaker: s.name, To: name}, h.Say("%s is called %s.", bot.Clip(s.name, 80), bot.Clip(name, 80)))
}

func (h hand) nobody(ctx context.Context) (*bot.Reply, error) {
	_, s, err := h.named(ctx, h.on)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return h.unchanged(ctx, h.Say(nobodyThere))
	}
	return h.apply(ctx, correction.Nobody{Speaker: s.name}, h.Say("Nobody speaks the words under %s: they are the recorder’s.", bot.Clip(s.name, 80)))
}

func (h hand) noName(ctx context.Context) (*bot.Reply, error) {
	_, s, err := h.named(ctx, h.on)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return h.unchanged(ctx, h.Say(nobodyThere))
	}
	return h.apply(ctx, correction.NoLabel{Speaker: s.name}, h.Say("%s is not a name: the words belong to whoever speaks before.", bot.Clip(s.name, 80)))
}
