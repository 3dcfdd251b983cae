package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// An asker asks questions in a terminal, or reads the answers from lines of
// standard input. A silent one takes the default of each.
type asker struct {
	in       *bufio.Reader
	out      io.Writer
	terminal *os.File // nil if the input is none
	silent   bool
	ended    bool // the input, before the last question was answered
}

func newAsker(in io.Reader, out io.Writer, silent bool) *asker {
	a := &asker{in: bufio.NewReader(in), out: out, silent: silent}
	if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		a.terminal = f
	}
	return a
}

// errInterrupted is of a question to which somebody has pressed Ctrl-C.
var errInterrupted = errors.New("interrupted; nothing is lost: run setup again")

// errSilent is of a question that has no default.
var errSilent = errors.New("--yes asks nothing; give it in DISCORD_TOKEN or with --token-file")

// secret asks for what is not shown while it is typed.
func (a *asker) secret(question string) (string, error) {
	if a.silent {
		return "", errSilent
	}
	fmt.Fprint(a.out, question)
	if a.terminal == nil {
		return a.read()
	}
	// Ctrl-C must not leave a terminal in which nothing shows.
	before, err := term.GetState(int(a.terminal.Fd()))
	if err != nil {
		return "", err
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	defer signal.Stop(interrupted)
	type answer struct {
		typed []byte
		err   error
	}
	answered := make(chan answer, 1)
	go func() {
		typed, err := term.ReadPassword(int(a.terminal.Fd()))
		answered <- answer{typed, err}
	}()
	select {
	case got := <-answered:
		fmt.Fprintln(a.out)
		return strings.TrimSpace(string(got.typed)), got.err
	case <-interrupted:
		fmt.Fprintln(a.out)
		return "", errors.Join(errInterrupted, term.Restore(int(a.terminal.Fd()), before))
	}
}

// line asks for a line; an empty one is the default.
func (a *asker) line(question, byDefault string) string {
	if a.silent {
		return byDefault
	}
	if byDefault != "" {
		question += " [" + visible(byDefault) + "]"
	}
	fmt.Fprint(a.out, question+": ")
	typed, err := a.read()
	a.ended = err != nil
	if typed == "" {
		return byDefault
	}
	return typed
}

// yes asks for yes or no. Where the input has ended, nothing is agreed to.
func (a *asker) yes(question string, byDefault bool) bool {
	choice := "y/N"
	if byDefault {
		choice = "Y/n"
	}
	for {
		switch strings.ToLower(a.line(question+" ("+choice+")", "")) {
		case "":
			return byDefault && !a.ended
		case "y", "yes":
			return true
		case "n", "no":
			return false
		}
		fmt.Fprintln(a.out, "Please answer y for yes or n for no.")
	}
}

// pause waits for Enter.
func (a *asker) pause(prompt string) {
	if !a.silent {
		fmt.Fprint(a.out, "\n"+prompt+" ")
		a.read()
	}
}

func (a *asker) read() (string, error) {
	line, err := a.in.ReadString('\n')
	if line != "" && errors.Is(err, io.EOF) {
		err = nil
	}
	return strings.TrimSpace(line), err
}

// visible writes control characters, which a file's name may hold to change
// the terminal, as escapes.
func visible(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' {
			fmt.Fprintf(&b, `\x%02x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
