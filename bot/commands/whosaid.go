package commands

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/study/quiz"
)

// A host runs rounds of "Who said it?".
type host struct {
	rounds bot.Rounds
	dice   *dice
}

func whosaidCommand(h host) bot.Command {
	c := declare("whosaid", "A game: whose words are these?")
	c.Options = []*discordgo.ApplicationCommandOption{
		{
			Type: discordgo.ApplicationCommandOptionSubCommand, Name: "play", Description: "Play some questions in this channel",
			Options: []*discordgo.ApplicationCommandOption{
				textOption("record", "Only about this record", false),
				numberOption("rounds", "How many questions", "3", "5", "10"),
				numberOption("seconds", "How long to think about each", "10", "20", "30", "60"),
			},
		},
		{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "scores", Description: "The scores of this server"},
	}
	return bot.Command{
		Declaration:  c,
		Example:      "/whosaid play rounds: 5",
		Run:          h.run,
		Autocomplete: map[string]bot.Propose{"record": proposeRecords},
		Verbs: []bot.Verb{
			{Name: "guess", Fields: []string{"round", "question", "choice"}, Run: h.guess, Place: bot.Aside, Alone: true},
			{Name: "step", Fields: []string{"round", "question", "shown"}, Run: h.step, Alone: true},
			{Name: "stop", Fields: []string{"round"}, Run: h.stop, Alone: true},
			{Name: "listed", Fields: []string{"listed"}, Run: h.list, Place: bot.Aside, Alone: true},
		},
		Stores: "that you began a round of `/whosaid`, and your answers in one, for a day; your score if you ask to be named",
	}
}

func numberOption(name string, description bot.Key, values ...string) *discordgo.ApplicationCommandOption {
	o := &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: string(description)}
	for _, v := range values {
		o.Choices = append(o.Choices, &discordgo.ApplicationCommandOptionChoice{Name: v, Value: v})
	}
	return o
}

const (
	usualQuestions = 5
	usualSeconds   = 20
)

func (h host) run(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	if r.Subcommand == "scores" {
		return h.scores(ctx, r)
	}
	return h.play(ctx, r)
}

// play begins a round.
func (h host) play(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	questions, seconds := between(1, r.Options["rounds"], usualQuestions, 10), between(5, r.Options["seconds"], usualSeconds, 120)
	if longest := time.Duration(questions) * (time.Duration(seconds)*time.Second + bot.RoundPause); longest > bot.RoundMost {
		return nil, bot.Refuse("A round can take 13 minutes at most. Please choose fewer questions or less time for each.")
	}
	in, err := record(r, "record")
	if err != nil {
		return nil, err
	}
	in, asked := h.ask(r, in, questions)
	if len(asked) == 0 {
		return nil, bot.Refuse("No record gives a fair question: that takes two speakers, and passages that do not say whose they are.")
	}
	round := &bot.Round{
		Guild: r.Guild, Host: r.User, Locale: r.Language.Code(),
		Application: r.Answer.Application, Token: r.Answer.Token,
		Record: bot.TokenOfRecord(in), Seconds: seconds, Asked: asked,
	}
	if err := h.rounds.Start(ctx, round); err != nil {
		return nil, fmt.Errorf("start a round: %w", err)
	}
	answer := roundReply(r.Index.Library(), *round)
	if len(asked) < questions {
		answer.Add(bot.Small(r.Say("The record gives no more fair questions: %d of the %d that were asked for.", len(asked), questions)))
	}
	return answer, nil
}

// between reads a number from low to high.
func between(low int, s string, usual, high int) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return usual
	}
	return min(max(low, n), high)
}

// ask draws questions about a record; about one by chance if it is nil.
func (h host) ask(r *bot.Request, in *corpus.Record, n int) (*corpus.Record, []bot.Asked) {
	records := []*corpus.Record{in}
	if in == nil {
		records = slices.Clone(r.Index.Library().Records)
		order := shuffle{n: len(records), seed: h.dice.seed()}
		for i := range records {
			records[i] = r.Index.Library().Records[order.at(i)]
		}
	}
	for _, record := range records[:min(10, len(records))] {
		var asked []bot.Asked
		for _, q := range quiz.New(r.Index, record).Draw(n, uint64(h.dice.seed())) {
			a := bot.Asked{Passage: bot.PassageToken(q.Passage), Right: slices.Index(q.Choices, q.Answer)}
			for _, c := range q.Choices {
				a.Choices = append(a.Choices, record.Speakers[c].Name)
			}
			asked = append(asked, a)
		}
		if len(asked) > 0 {
			return record, asked
		}
	}
	return in, nil
}

// guess keeps an answer.
func (h host) guess(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	nth, errNth := strconv.Atoi(r.Field("question"))
	choice, errChoice := strconv.Atoi(r.Field("choice"))
	round, err := h.rounds.Round(ctx, r.Field("round"))
	if errors.Is(err, bot.ErrAbsent) {
		return nil, bot.Refuse("This round is over. `/whosaid play` begins another.")
	}
	if err != nil {
		return nil, err
	}
	if errNth != nil || errChoice != nil || nth < 0 || nth >= len(round.Asked) || choice < 0 || choice >= len(round.Asked[nth].Choices) || round.Guild != r.Guild {
		return nil, bot.Refuse(bot.OldButton)
	}
	switch err := h.rounds.Answer(ctx, round.ID, r.User, nth, choice); {
	case errors.Is(err, bot.ErrLate):
		return nil, bot.Refuse("That question is no longer open.")
	case errors.Is(err, bot.ErrStale):
		return nil, bot.Refuse("You have answered this question already; the first answer counts.")
	case err != nil:
		return nil, err
	}
	answer := r.Reply("Your answer: %s. Whether it is right is shown when the time is over.", round.Asked[nth].Choices[choice])
	score, err := h.rounds.Score(ctx, r.Guild, r.User)
	if err != nil {
		return nil, err
	}
	h.offerListing(r, answer, score.Listed)
	if round.Token == "" && r.User == round.Host { // the question is not edited, and may be out of sight
		answer.Row(stepPress(round, "Show the answer"), stopPress(round))
	}
	return answer, nil
}

// offerListing says whether the user is named in scores, with a button that
// changes it. Outside servers there are no scores.
func (h host) offerListing(r *bot.Request, answer *bot.Reply, listed bool) {
	switch {
	case r.Guild == "":
	case listed:
		answer.Add(bot.Small(r.Say("You are named in the scores of this server.")))
		answer.Row(bot.Button("Delete my score and leave me out", listedClick(false)))
	default:
		answer.Add(bot.Small(r.Say("You are not named, and no score is kept of you.")))
		answer.Row(bot.Button("Keep my score and name me", listedClick(true)))
	}
}

func listedClick(listed bool) bot.Click {
	return bot.Click{Verb: "listed", Fields: []string{strconv.FormatBool(listed)}}
}

// list names the user in the server's scores, or deletes what is kept.
func (h host) list(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	listed := r.Field("listed") == "true"
	if r.Guild == "" {
		return nil, bot.Refuse(bot.OldButton)
	}
	if err := h.rounds.List(ctx, r.Guild, r.User, listed); err != nil {
		return nil, err
	}
	answer := r.NewReply()
	h.offerListing(r, answer, listed)
	return answer, nil
}

// step shows the answer or the next question at once, for the host.
func (h host) step(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	nth, err := strconv.Atoi(r.Field("question"))
	if err != nil {
		return nil, bot.Refuse(bot.OldButton)
	}
	return h.hosting(ctx, r, func(id string) (bot.Round, error) {
		return h.rounds.Step(ctx, id, nth, r.Field("shown") == "true")
	})
}

// stop ends a round at once, for the host or who manages the server.
func (h host) stop(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	return h.hosting(ctx, r, func(id string) (bot.Round, error) { return h.rounds.Stop(ctx, id) })
}

// hosting does what only the host of a round may do, or somebody who manages
// the server, and shows the round as it is then.
func (h host) hosting(ctx context.Context, r *bot.Request, do func(id string) (bot.Round, error)) (*bot.Reply, error) {
	round, err := h.rounds.Round(ctx, r.Field("round"))
	if errors.Is(err, bot.ErrAbsent) {
		return nil, bot.Refuse("This round is over. `/whosaid play` begins another.")
	}
	if err != nil {
		return nil, err
	}
	if round.Host == "" && !r.Manages {
		return nil, bot.Refuse("Only those who may *Manage Server* can do that. It goes on by itself.")
	}
	if round.Guild != r.Guild || r.User != round.Host && !r.Manages {
		return nil, bot.Refuse("Only %s, who began this round, can do that. It goes on by itself.", bot.Mention(round.Host))
	}
	round, err = do(round.ID)
	if err != nil {
		return nil, err
	}
	return roundReply(r.Index.Library(), round), nil
}

// RenderRound returns the message that shows a round as it is.
func RenderRound(lib *corpus.Library, round bot.Round) *discordgo.InteractionResponseData {
	return roundReply(lib, round).Data()
}

// roundReply shows a round: a question, its answer, or at the end what was
// asked, to learn from.
func roundReply(lib *corpus.Library, round bot.Round) *bot.Reply {
	answer := bot.NewReply(bot.LanguageOf(round.Locale))
	if round.Over() {
		return roundSummary(lib, round, answer)
	}
	q := round.Asked[round.At]
	answer.Title(answer.Language().Say("Who said it? Question %d of %d", round.At+1, len(round.Asked)))
	p, _ := bot.PassageOf(lib, q.Passage)
	if p.Turn == nil {
		answer.Say("This passage is no longer in the records, so it is skipped.")
		answer.Row(stepPress(round, "Next question"), stopPress(round))
		return answer
	}
	if round.Shown {
		answer.Quote(p, nil)
		answer.Add(whoKnew(answer, q))
		answer.Row(stepPress(round, "Next question"), stopPress(round))
		return answer
	}
	answer.Add(bot.BlockQuote(p, bot.QuoteStyle{}))
	when := answer.Language().Say("The answer comes %s.", bot.Markdown(fmt.Sprintf("<t:%d:R>", round.Due.Unix())))
	if round.Token == "" { // no message can be edited, so nothing comes by itself
		when = answer.Language().Say("An answer counts for %d s. Then press *Show the answer*.", round.Seconds)
	}
	answer.Add(bot.Small(when))
	var choices []bot.Press
	for i, name := range q.Choices {
		choices = append(choices, bot.Button("%s", bot.Click{Verb: "guess", Fields: []string{round.ID, strconv.Itoa(round.At), strconv.Itoa(i)}}, bot.Clip(name, 60)))
	}
	answer.Row(choices...)
	answer.Row(stepPress(round, "Show the answer"), stopPress(round))
	return answer
}

func stepPress(round bot.Round, label bot.Key) bot.Press {
	return bot.Button(label, bot.Click{Verb: "step", Fields: []string{round.ID, strconv.Itoa(round.At), strconv.FormatBool(round.Shown)}})
}

func stopPress(round bot.Round) bot.Press {
	return bot.Button("End the round", bot.Click{Verb: "stop", Fields: []string{round.ID}})
}

// namedAtOnce is how many players are named under an answer.
const namedAtOnce = 10

// whoKnew says who was right: those by name who want to be named.
func whoKnew(answer *bot.Reply, q bot.Asked) bot.Markdown {
	l := answer.Language()
	right := len(q.Knew) + q.Others
	text := howManyKnew(l, right, q.Answers)
	if len(q.Knew) == 0 {
		return text
	}
	var names []string
	for _, user := range q.Knew[:min(namedAtOnce, len(q.Knew))] {
		names = append(names, string(bot.Mention(user)))
	}
	return text + " " + bot.Markdown(strings.Join(names, ", "))
}

// howManyKnew says how many of the answers were right, or that there was none.
func howManyKnew(l *bot.Language, right, answers int) bot.Markdown {
	if answers == 0 {
		return l.Say("There were no answers.")
	}
	return l.Say("%d of %d answers were right.", right, answers)
}

// roundSummary lists what was asked, with who said it and where it stands.
func roundSummary(lib *corpus.Library, round bot.Round, answer *bot.Reply) *bot.Reply {
	l := answer.Language()
	answer.Title(l.Say("Who said it? The round is over"))
	var options []discordgo.SelectMenuOption
	for i, q := range round.Asked {
		p, _ := bot.PassageOf(lib, q.Passage)
		if p.Turn == nil {
			continue
		}
		line := bot.Markdown(strconv.Itoa(i+1)+". “") + bot.Plain(bot.Excerpt(p, nil, 120)) + "” — " + l.WhoSpeaks(p.Turn, false)
		answer.Add(line + "\n" + bot.Small(l.Source(p, p)+" · "+howManyKnew(l, len(q.Knew)+q.Others, q.Answers)))
		options = append(options, discordgo.SelectMenuOption{
			Label: strconv.Itoa(i+1) + ". " + p.Turn.SpeakerName(), Value: p.Turn.ID.String(), Description: bot.Excerpt(p, nil, 90),
		})
	}
	answer.Menu(openClick("turn"), "Read one in context", unlike(options))
	return answer
}

// listedScores is how many scores are shown.
const listedScores = 20

// scores lists the scores of a server, of those who want to be named.
func (h host) scores(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	if r.Guild == "" {
		return nil, bot.Refuse("Scores are kept in servers. Please use `/whosaid scores` in one.")
	}
	scores, err := h.rounds.Scores(ctx, r.Guild)
	if err != nil {
		return nil, err
	}
	answer := r.NewReply()
	if len(scores) == 0 {
		answer.Say("No score is kept in this server yet. `/whosaid play` begins a round; after an answer, a button keeps your score.")
		return answer, nil
	}
	answer.Title(r.Say("Who said it? The scores of this server"))
	var lines []bot.Markdown
	for i, s := range scores[:min(listedScores, len(scores))] {
		lines = append(lines, r.Say("%d. %s: %d of %d right", i+1, bot.Mention(s.User), s.Right, s.Asked))
	}
	answer.Add(bot.Join(lines, "\n"))
	mine, err := h.rounds.Score(ctx, r.Guild, r.User)
	if err != nil {
		return nil, err
	}
	answer.Row(bot.Button("Keep my score and name me", listedClick(true)))
	if mine.Listed {
		answer.Row(bot.Button("Delete my score and leave me out", listedClick(false)))
	}
	return answer, nil
}
