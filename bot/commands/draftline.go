package commands

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus/transcript"
	correction "rapporteur/corpus/transcript/proof"
)

// linesAround is how many lines are shown before and after those that are
// corrected, mostLines how many can be corrected at once.
const (
	linesAround = 2
	linesShown  = 8
	mostLines   = 10_000
)

// A stretch of lines, from 1, both ends included.
type stretch struct{ first, last int }

// parseStretch reads "12" or "14-20".
func parseStretch(text string) (s stretch, ok bool) {
	a, b, isRange := strings.Cut(strings.NewReplacer("–", "-", "—", "-", " ", "").Replace(text), "-")
	var err error
	if s.first, err = strconv.Atoi(a); err != nil {
		return s, false
	}
	s.last = s.first
	if isRange {
		if s.last, err = strconv.Atoi(b); err != nil {
			return s, false
		}
	}
	return s, 1 <= s.first && s.first <= s.last && s.last-s.first < mostLines
}

func (s stretch) String() string {
	if s.first == s.last {
		return strconv.Itoa(s.first)
	}
	return strconv.Itoa(s.first) + "-" + strconv.Itoa(s.last)
}

// recorderKey stands for the recorder among speakers.
const recorderKey = "-"

// lines returns the lines that a button, a menu or a form names, and the
// reading; ok is false where the file has none such, and then answer says so.
func (h hand) lines(ctx context.Context) (s stretch, v reading, answer *bot.Reply, err error) {
	result, err := h.archive.look(ctx, h.Request, h.draft)
	if err != nil {
		return s, v, nil, err
	}
	v = readingOf(result)
	text, _, _ := strings.Cut(h.on, ".") // what follows is a page of speakers
	switch {
	case h.Form != nil:
		text = h.Form["lines"]
	case h.Field("act") == "line" && h.Chosen != "":
		text = h.Chosen
	}
	s, ok := parseStretch(text)
	if !ok || s.last > v.last {
		note := h.Say("The file has no lines “%s”. It has %d lines: type one such as 12, or several such as 14-20.", bot.Clip(text, 60), v.last)
		return s, v, h.correctView(h.Request, h.draft, result, "⚠ "+note, paging{}), nil
	}
	return s, v, nil, nil
}

// line shows lines of the file with what is around them, to say whose they are.
func (h hand) line(ctx context.Context) (*bot.Reply, error) {
	s, v, answer, err := h.lines(ctx)
	if answer != nil || err != nil {
		return answer, err
	}
	answer = h.NewReply()
	title := h.Say("Line %s", s.String())
	if s.first < s.last {
		title = h.Say("Lines %s", s.String())
	}
	answer.Title(title)
	at := slices.IndexFunc(v.Report.Warnings, func(w transcript.Warning) bool { return s.first <= w.Line && w.Line <= s.last })
	if at >= 0 {
		answer.Add("⚠ " + h.Say(doubtText(v.Report.Warnings[at])))
	}
	answer.Add(v.around(s))
	sensitive := false
	if t := v.turnAt(s.first); t != nil {
		answer.Add(h.Say("Now: %s", h.WhoSpeaks(t, false)))
		sensitive = t.Sensitive
	} else {
		answer.Say("Now: in no turn")
	}
	h.whoseMenu(answer, s, v)
	veil := bot.Button("Mark as sensitive", draftClick(h.draft, "veil", s.String()))
	if sensitive {
		veil = bot.Button("Not sensitive", draftClick(h.draft, "unveil", s.String()))
	}
	answer.Row(bot.Button("A turn begins here", draftClick(h.draft, "split", s.String())), veil, bot.Button("Back", draftClick(h.draft, "correct", "")))
	return answer, nil
}

// around shows lines in bold with some before and after them, and of many the
// first.
func (v *reading) around(s stretch) bot.Markdown {
	var shown []bot.Markdown
	for n := max(1, s.first-linesAround); n <= min(v.last, s.last+linesAround); n++ {
		if n >= s.first+linesShown && n <= s.last {
			shown = append(shown, "> …")
			n = s.last
			continue
		}
		text := v.line(n, 200)
		if text != "" && s.first <= n && n <= s.last {
			text = bot.Bold(text)
		}
		shown = append(shown, "> "+bot.Markdown(strconv.Itoa(n))+" · "+text)
	}
	return bot.Join(shown, "\n")
}

// whoseMenu asks whose words some lines are.
func (h hand) whoseMenu(answer *bot.Reply, s stretch, v reading) {
	_, page, _ := strings.Cut(h.on, ".")
	number, _ := strconv.Atoi(page)
	// The recorder takes one place on the first page.
	everybody := append([]spoken{{}}, v.speakers...)
	some, at, pages := menuPage(everybody, max(0, number))
	var options []discordgo.SelectMenuOption
	for i, o := range some {
		option := discordgo.SelectMenuOption{Label: o.name, Value: speakerKey(o.name)}
		if at == 0 && i == 0 {
			option = discordgo.SelectMenuOption{Label: h.Text("Nobody: the recorder’s words"), Value: recorderKey}
		}
		options = append(options, option)
	}
	answer.Menu(draftClick(h.draft, "whose", s.String()), "Whose words are these?", unlike(options))
	if pages > 1 {
		answer.Row(bot.Pager("Other speakers", "More speakers", at, pages, func(n int) bot.Click {
			return draftClick(h.draft, "line", s.String()+"."+strconv.Itoa(n))
		}))
	}
}

func (h hand) whose(ctx context.Context) (*bot.Reply, error) {
	s, v, answer, err := h.lines(ctx)
	if answer != nil || err != nil {
		return answer, err
	}
	if h.Chosen == recorderKey {
		return h.apply(ctx, correction.Whose{First: s.first, Last: s.last}, h.Say("Line %s: the recorder’s words.", s.String()))
	}
	who := v.speaker(h.Chosen)
	if who == nil {
		return h.unchanged(ctx, h.Say(nobodyThere))
	}
	return h.apply(ctx, correction.Whose{First: s.first, Last: s.last, Speaker: who.name}, h.Say("Line %s: words of %s.", s.String(), bot.Clip(who.name, 80)))
}

func (h hand) split(ctx context.Context) (*bot.Reply, error) {
	s, _, answer, err := h.lines(ctx)
	if answer != nil || err != nil {
		return answer, err
	}
	return h.apply(ctx, correction.Split{Line: s.first}, h.Say("A turn begins on line %s.", strconv.Itoa(s.first)))
}

func (h hand) veil(ctx context.Context) (*bot.Reply, error) {
	s, v, answer, err := h.lines(ctx)
	if answer != nil || err != nil {
		return answer, err
	}
	if len(v.turnsAt(s)) == 0 {
		return h.unchanged(ctx, h.Say(otherRefusal))
	}
	return h.apply(ctx, correction.Sensitive{Turns: v.turnsAt(s)}, h.Say("Line %s is sensitive: it is shown behind bars only, and never unasked.", s.String()))
}

func (h hand) unveil(ctx context.Context) (*bot.Reply, error) {
	s, v, answer, err := h.lines(ctx)
	if answer != nil || err != nil {
		return answer, err
	}
	if len(v.turnsAt(s)) == 0 {
		return h.unchanged(ctx, h.Say(otherRefusal))
	}
	return h.apply(ctx, correction.Sensitive{Turns: v.turnsAt(s), Off: true}, h.Say("Line %s is not sensitive.", s.String()))
}
