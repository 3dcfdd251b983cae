package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// A terminal reads lines key by key.
type terminal struct {
	in, out *os.File
}

// openTerminal returns the terminal that both in and out are, nil if they are
// not.
func openTerminal(in io.Reader, out io.Writer) *terminal {
	i, ok1 := in.(*os.File)
	o, ok2 := out.(*os.File)
	if !ok1 || !ok2 || !term.IsTerminal(int(i.Fd())) || !term.IsTerminal(int(o.Fd())) {
		return nil
	}
	return &terminal{i, o}
}

// run runs the session on the terminal until the person leaves.
func (t *terminal) run(ctx context.Context, s *session) error {
	before, err := term.MakeRaw(int(t.in.Fd()))
	if err != nil {
		return fmt.Errorf("set up the terminal: %w", err)
	}
	defer term.Restore(int(t.in.Fd()), before)
	resize := func(e *editor) {
		if width, height, err := term.GetSize(int(t.out.Fd())); err == nil && width > 0 {
			_ = e.SetSize(width, height) // of a terminal that is gone
			s.page.Width = min(width, maxWidth)
		}
	}
	return newEditor(ctx, struct {
		io.Reader
		io.Writer
	}{t.in, t.out}, s).run(ctx, resize)
}

// A keyboard reads keys as package term knows them.
type keyboard struct{ io.Reader }

// homeAndEnd turns what terminals send for these two keys into the one
// sequence for each that package term reads.
var homeAndEnd = strings.NewReplacer(
	"\x1b[1~", "\x1b[H", "\x1b[7~", "\x1b[H", "\x1bOH", "\x1b[H",
	"\x1b[4~", "\x1b[F", "\x1b[8~", "\x1b[F", "\x1bOF", "\x1b[F",
)

// Read reads keys. A terminal sends a key at once, so that it is not torn
// apart.
func (k keyboard) Read(p []byte) (int, error) {
	n, err := k.Reader.Read(p)
	return copy(p, homeAndEnd.Replace(string(p[:n]))), err
}

// An editor is a line editor with a history, in which Tab completes.
type editor struct {
	*term.Terminal
	screen  io.Writer // what is under the terminal
	session *session
	tab     tab
}

// newEditor makes an editor on rw, which the session writes through from then
// on: the editor keeps its own line below what is written.
func newEditor(ctx context.Context, rw io.ReadWriter, s *session) *editor {
	e := &editor{screen: rw, session: s}
	e.Terminal = term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{keyboard{rw}, rw}, "> ")
	e.AutoCompleteCallback = func(line string, pos int, key rune) (string, int, bool) {
		if key != '\t' {
			e.tab = tab{}
			return "", 0, false
		}
		newLine, newPos := e.tab.press(ctx, s, line, pos)
		return newLine, newPos, true
	}
	s.out = e
	return e
}

// run reads lines until the person leaves. Before each it calls resize.
func (e *editor) run(ctx context.Context, resize func(*editor)) error {
	for ctx.Err() == nil {
		resize(e)
		line, err := e.ReadLine()
		e.tab = tab{}
		switch {
		case errors.Is(err, io.EOF):
			// Ctrl-C or Ctrl-D. Through the terminal, the prompt would be
			// written again below.
			_, err = io.WriteString(e.screen, "\r\n")
			return err
		case err != nil:
			return fmt.Errorf("read the terminal: %w", err)
		}
		if e.session.line(ctx, line) == leave {
			return nil
		}
	}
	return ctx.Err()
}

// A tab is what repeated presses of Tab go through. The zero tab is before
// the first press.
type tab struct {
	line  string // as it was typed, and where in it the cursor was
	pos   int
	found []completion
	next  int // the completion that the next press puts in
}

// press completes line[:pos]. The first press puts in all that is certain and
// shows what is not; the ones after it put in one proposal after the other.
func (t *tab) press(ctx context.Context, s *session, line string, pos int) (string, int) {
	if len(t.found) > 0 {
		c := t.found[t.next]
		t.next = (t.next + 1) % len(t.found)
		return put(t.line, t.pos, c.start, c.text)
	}
	found := s.complete(ctx, line[:pos])
	if len(found) == 0 {
		return line, pos
	}
	start := found[0].start
	same := true
	for _, c := range found {
		same = same && c.start == start
	}
	typed := line[start:pos]
	if sure := common(found); same && len(sure) > len(typed) && strings.HasPrefix(strings.ToLower(sure), strings.ToLower(typed)) || len(found) == 1 {
		return put(line, pos, start, sure)
	}
	s.print(s.proposals(found))
	*t = tab{line: line, pos: pos, found: found}
	return line, pos
}

// put puts text in place of line[start:pos] and sets the cursor after it.
func put(line string, pos, start int, text string) (string, int) {
	return line[:start] + text + line[pos:], start + len(text)
}
