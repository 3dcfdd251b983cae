package console

import (
	"context"
	"fmt"
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
	where := "Posted in <#" + p.Channel + ">"
	if p.Channel == "" {
		where = "Told to you directly"
	}
	s.posts++
	_, err = io.WriteString(s.Out, "\n"+s.Page.Markdown(s.Told("**"+where+":**"))+show(s.Page, &s.Stage, m, nil).text.String())
	return strconv.Itoa(firstPost + s.posts), err
}

// note says what was done to a post.
func (s *Server) note(format string, args ...any) error {
	_, err := io.WriteString(s.Out, s.Page.Markdown("-# "+fmt.Sprintf(format, args...)))
	return err
}

// StartThread says that a thread would be opened.
func (s *Server) StartThread(_ context.Context, _, _, name string) error {
	return s.note("A thread is opened on it: %s", bot.Plain(name))
}

// Pin says that the post would be pinned.
func (s *Server) Pin(context.Context, string, string) error { return s.note("It is pinned.") }

// Publish says that the post would be published.
func (s *Server) Publish(context.Context, string, string) error { return s.note("It is published.") }
