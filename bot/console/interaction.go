package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// run runs a command and shows what it answers.
func (s *session) run(ctx context.Context, c *call) error {
	options, err := c.given(s.bot.Example(c.command.Name, s.language))
	if err != nil {
		return err
	}
	for _, v := range c.values {
		if t := v.option.Type; s.talk.Stage == nil && (t == discordgo.ApplicationCommandOptionChannel || t == discordgo.ApplicationCommandOptionRole) {
			return bot.Refuse(noServer, c.called(v.option))
		}
	}
	if warning := c.slip(); warning != nil {
		s.print(s.page.Plain(s.language.ExplainText(warning)))
	}
	s.chosen(c, options)
	files, err := attach(options)
	if err != nil {
		return err
	}
	o, err := s.talk.Command(ctx, c.command, options, files...)
	if err := s.sees(o, err); err != nil || s.after == nil {
		return err
	}
	return s.after(ctx)
}

// press presses controls of the current reply: one button, or options of one
// select menu.
func (s *session) press(ctx context.Context, controls []control) error {
	first := controls[0]
	var values []string
	for _, c := range controls {
		if c.kind == discordgo.SelectMenuComponent {
			values = append(values, c.value)
		}
	}
	return s.sees(s.talk.Press(ctx, s.message, first.kind, first.customID, values...))
}

// sees shows what came of an interaction.
func (s *session) sees(o bot.Outcome, err error) error {
	switch {
	case errors.Is(err, bot.ErrOnlyDiscord):
		return bot.Refuse("The answer is of a kind that only Discord can show.")
	case err != nil:
		return err
	case o.Form != nil:
		return s.asked(o.Form)
	}
	files, err := s.write(o.Files)
	if err != nil {
		return err
	}
	s.shown(o.Message, files, o.Replaces)
	return nil
}

// write writes the files of an answer to the session's folder, and returns by
// the addresses that components have for them where each one is.
func (s *session) write(files []*discordgo.File) (map[string]string, error) {
	s.answers++
	if len(files) == 0 || s.folder == "" {
		return nil, nil
	}
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder for pictures: %w", err)
	}
	written := make(map[string]string, len(files))
	for _, f := range files {
		data, err := io.ReadAll(f.Reader)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Name, err)
		}
		path := filepath.Join(s.folder, fmt.Sprintf("%d-%s", s.answers, filepath.Base(f.Name)))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			return nil, fmt.Errorf("write %s: %w", f.Name, err)
		}
		written["attachment://"+f.Name] = path
	}
	return written, nil
}
