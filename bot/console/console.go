// Package console runs the bot in a terminal, without Discord: it makes
// interactions of typed lines, and text of the replies.
package console

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// A Bot answers interactions. [rapporteur/bot.Bot] is one, and says what the
// methods promise.
type Bot interface {
	bot.Responder
	Commands() []*discordgo.ApplicationCommand
	Example(command string, l *bot.Language) string
}

// Options are what a console needs. Greeting and Script may be left out.
type Options struct {
	Bot      Bot
	In       io.Reader // a terminal is read key by key, with Tab and a history
	Out      io.Writer
	Page     Page
	Greeting string                      // plain text, shown first unless there is a script
	Script   []string                    // lines to run in place of those of In
	Locale   discordgo.Locale            // of the one who types; "" is English
	Server   *Server                     // where commands for servers are given; nil for nowhere
	After    func(context.Context) error // does what a command has set going; nil for nothing
	Folder   string                      // where pictures and files of answers are written; "" writes none
}

// ErrNotUnderstood is returned by Run when it could make nothing of a line of
// the script. What was wrong with it stands in the output.
var ErrNotUnderstood = errors.New("not every command was understood")

// maxLine bounds a line of input.
const maxLine = 1 << 20

// An Exchange is a line that was typed and the message that answered it.
type Exchange struct {
	Line    string
	Message *discordgo.Message
	Files   map[string]string // where its files were written, by their addresses in the message
}

// Answers runs the lines of the script and returns what is answered, each
// message as it is after its line. The error has what the console says of a line
// that it can make nothing of.
func Answers(ctx context.Context, o Options) ([]Exchange, error) {
	var said strings.Builder
	o.Out = &said
	s := newSession(o)
	var all []Exchange
	for _, line := range o.Script {
		s.answer = Exchange{}
		said.Reset()
		if s.line(ctx, line) != answered || s.answer.Message == nil {
			return nil, fmt.Errorf("%q: %s", line, strings.TrimSpace(said.String()))
		}
		s.answer.Line = line
		all = append(all, s.answer)
	}
	return all, nil
}

func newSession(o Options) *session {
	s := &session{
		bot: o.Bot, commands: slashCommands(o.Bot.Commands()), out: o.Out, page: o.Page, folder: o.Folder, after: o.After,
		language: bot.LanguageOf(string(o.Locale)),
		talk:     &bot.Conversation{Bot: o.Bot, Locale: cmp.Or(o.Locale, discordgo.EnglishUS), Printed: true},
	}
	if o.Server != nil {
		s.talk.Stage, s.talk.InServer = &o.Server.Stage, true
	}
	return s
}

// Run runs the console until its input ends, the person leaves, or the script
// is done.
func Run(ctx context.Context, o Options) error {
	s := newSession(o)
	if o.Script != nil {
		return s.script(ctx, o.Script)
	}
	s.print(o.Page.Plain(o.Greeting) + s.small("Type words that you remember, or `help`."))
	if t := openTerminal(o.In, o.Out); t != nil {
		return t.run(ctx, s)
	}
	lines := bufio.NewScanner(o.In)
	lines.Buffer(nil, maxLine)
	for lines.Scan() && ctx.Err() == nil {
		if s.line(ctx, lines.Text()) == leave {
			return nil
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read commands: %w", err)
	}
	return ctx.Err()
}

const help bot.Key = "Type a command such as `/quote text: letters of support`, or only words to look for. " +
	"Type a number to press that button or to pick that row. Tab completes; `/help` lists the commands; `exit` or Ctrl-D leaves."

// small says a message of the console's own in small print.
func (s *session) small(k bot.Key, args ...any) string {
	return s.page.Markdown(string(bot.Small(s.language.Say(k, args...))))
}

// slashCommands leaves out the commands that are called on a message or a
// user, which a terminal has none of.
func slashCommands(all []*command) []*command {
	return slices.DeleteFunc(slices.Clone(all), func(c *command) bool {
		return c.Type != 0 && c.Type != discordgo.ChatApplicationCommand
	})
}

// A session is one conversation.
type session struct {
	bot      Bot
	commands []*command
	out      io.Writer
	page     Page
	folder   string
	language *bot.Language
	talk     *bot.Conversation
	answers  int // so far, with files or without
	after    func(context.Context) error
	answer   Exchange // to the line that was run last
	printed  bool     // whether anything was

	message  *discordgo.Message // in which things are pressed: of the last command, and of what was pressed since
	controls []control          // what can be pressed in it
	offers   offers
	form     *form // that waits to be filled in, nil for none
}

// outcome says what came of a line.
type outcome int

const (
	answered outcome = iota
	notUnderstood
	leave
)

func (s *session) script(ctx context.Context, lines []string) error {
	var err error
	for _, line := range lines {
		switch s.line(ctx, line) {
		case leave:
			return err
		case notUnderstood:
			err = ErrNotUnderstood
		}
	}
	return err
}

// line does what a line asks for.
func (s *session) line(ctx context.Context, line string) outcome {
	if typed, ok := strings.CutSuffix(line, "\t"); ok {
		s.print(s.proposals(s.complete(ctx, normal(typed))))
		return answered
	}
	line = strings.TrimSpace(normal(line))
	var err error
	switch what := strings.ToLower(line); {
	case s.form != nil && what != "exit" && what != "quit":
		err = s.fill(ctx, line)
	case what == "":
		return answered
	case what == "exit", what == "quit":
		return leave
	case what == "help", what == "?":
		s.print(s.small(help))
		err = s.command(ctx, "/help")
	case s.asksFor(what):
		err = s.command(ctx, "/"+line)
	default:
		if numbers, ok := parseNumbers(line); ok {
			err = s.numbers(ctx, numbers)
		} else {
			err = s.command(ctx, asCommand(line))
		}
	}
	if err == nil {
		return answered
	}
	if refusal := (*bot.Refusal)(nil); !errors.As(err, &refusal) {
		err = bot.Refuse("That did not work: %s.", err.Error())
	}
	s.print(s.page.Plain(s.language.ExplainText(err)))
	return notUnderstood
}

// asksFor reports whether a line is "help" and the name of a command, and so no
// words to look for.
func (s *session) asksFor(line string) bool {
	name, ok := strings.CutPrefix(line, "help ")
	return ok && slices.ContainsFunc(s.commands, func(c *command) bool {
		return strings.TrimPrefix(name, "/") == c.Name || strings.TrimPrefix(name, "/") == commandName(c, s.talk.Locale)
	})
}

// normal makes typed text valid UTF-8, in which all white space is spaces and
// no byte-order mark is left.
func normal(line string) string {
	line = strings.ToValidUTF8(line, "\ufffd")
	return strings.NewReplacer("\t", " ", "\r", " ", "\n", " ", "\ufeff", "").Replace(line)
}

// asCommand makes the command of a line: words without a slash are looked
// for.
func asCommand(line string) string {
	if strings.HasPrefix(line, "/") {
		return line
	}
	return searchPrefix + line
}

const searchPrefix = "/quote text: "

// command gives a command. What stood before it can no longer be pressed, even
// if the command is refused: a number that was meant for its answer must not
// press something else.
func (s *session) command(ctx context.Context, line string) error {
	s.message, s.controls = nil, nil
	c, err := parse(s.commands, s.talk.Locale, s.localized(line))
	if err == nil {
		err = c.stray(s.commands, s.offers)
	}
	if err != nil {
		return err
	}
	return s.run(ctx, c)
}

// parseNumbers reads a line of nothing but a few short numbers.
func parseNumbers(line string) (numbers []int, ok bool) {
	for word := range strings.FieldsSeq(line) {
		n, err := strconv.ParseUint(strings.Trim(word, "[],"), 10, 16)
		if err != nil {
			return nil, false
		}
		numbers = append(numbers, int(n))
	}
	return numbers, true
}

// numbers presses the controls of these numbers.
func (s *session) numbers(ctx context.Context, numbers []int) error {
	var chosen []control
	for _, n := range numbers {
		if n < 1 || n > len(s.controls) {
			return bot.Refuse("There is no button %s here. To look for the number, type: %s", strconv.Itoa(n), searchPrefix+strconv.Itoa(n))
		}
		chosen = append(chosen, s.controls[n-1])
	}
	first := chosen[0]
	switch {
	case slices.ContainsFunc(chosen, func(c control) bool { return c.customID != first.customID }):
		return bot.Refuse("One thing at a time: these numbers do not stand in one list.")
	case len(chosen) > max(first.most, 1):
		return bot.Refuse("Only %d of these can be chosen together.", max(first.most, 1))
	}
	return s.press(ctx, chosen)
}

// shown shows a message, from then on the one in which things are pressed if
// there are any, or if it replaces that one. An answer to something pressed, in
// which there is nothing to press, leaves what can be pressed as it was.
func (s *session) shown(m *discordgo.Message, files map[string]string, replaces bool) {
	s.answer = Exchange{Message: m, Files: files}
	sheet := show(s.page, s.language, s.talk.Stage, m, files)
	if len(sheet.controls) > 0 || replaces {
		s.message, s.controls = m, sheet.controls
	}
	s.print(sheet.text.String())
}

// print writes a block of lines, apart from what was written before.
func (s *session) print(block string) {
	if block == "" {
		return
	}
	if s.printed {
		block = "\n" + block
	}
	s.printed = true
	// Nobody can be told that the terminal is gone; reading then ends, too.
	_, _ = io.WriteString(s.out, block)
}

// Plain lays out text in which nothing is marked.
func (p Page) Plain(text string) string {
	var w strings.Builder
	for line := range strings.Lines(clean(text)) {
		p.set(&w, "", "", []run{{strings.TrimRight(line, "\n"), 0}})
	}
	return w.String()
}
