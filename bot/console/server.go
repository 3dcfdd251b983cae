package console

import (
	"context"
	"io"
	"strconv"

	"rapporteur/bot"
)

// A Server is what a console has in place of a Discord server: what is posted
// there is shown in the terminal.
type Server struct {
	bot.Stage
	Out  io.Writer
	Page Page

	posts int
}

var _ bot.Poster = (*Server)(nil)

// firstPost is the ID before that of the first post.
const firstPost = 1_000_000

// Post shows a message.
func (s *Server) Post(_ context.Context, p bot.Post) (string, error) {
	m, err := p.Message()
	if err != nil {
		return "", err
	}
	where := s.Language.Say("Posted in %s:", bot.Markdown("<#"+p.Channel+">"))
	if p.Channel == "" {
		where = s.Language.Say("Sent to you as a direct message:")
	}
	s.posts++
	_, err = io.WriteString(s.Out, "\n"+s.Page.Markdown(s.Told("**"+string(where)+"**"))+show(s.Page, s.Language, &s.Stage, m, nil).text.String())
	return strconv.Itoa(firstPost + s.posts), err
}

// note says what was done to a post.
func (s *Server) note(k bot.Key, args ...any) error {
	_, err := io.WriteString(s.Out, s.Page.Markdown(string(bot.Small(s.Language.Say(k, args...)))))
	return err
}

// StartThread says that a thread would be opened.
func (s *Server) StartThread(_ context.Context, _, _, name string) error {
	return s.note("A thread is opened on it: %s", name)
}

// Pin says that the post would be pinned.
func (s *Server) Pin(context.Context, string, string) error { return s.note("It is pinned.") }

// Publish says that the post would be published.
func (s *Server) Publish(context.Context, string, string) error { return s.note("It is published.") }
