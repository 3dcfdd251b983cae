package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"rapporteur/bot/console"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

type lintCommand struct {
	JSON    bool     `help:"Write one JSON object for each file."`
	Strict  bool     `help:"Exit with 1 if there are doubts, too."`
	Sidecar bool     `help:"Write a first sidecar beside each file, for you to correct."`
	Account bool     `help:"Say how much of each file is turns, labels, narration, page numbers…"`
	Marked  bool     `help:"Print each file, and say of every line what it was taken for: by a letter before it, and in a terminal by colour."`
	Speaker string   `placeholder:"NAME" help:"Who says all of a file that names no speaker."`
	Paths   []string `arg:"" name:"path" help:"Files and folders of transcripts."`
}

func (c *lintCommand) Help() string {
	return `For every file: how it was read and how sure that is, who speaks and how much,
and every doubt with its line. The exit code is 1 if a file is refused.

A sidecar stands beside a transcript, under its name with .toml at the end. It
says what the transcript does not: the title, the date, who is who, lines that
were read wrongly. All that --sidecar writes is commented out; a sidecar that is
there already is left alone.`
}

func (c *lintCommand) Run(e *environment) error {
	reports, err := c.read()
	if err != nil {
		return err
	}
	if c.Sidecar {
		return writeSidecars(c.Paths, reports, e.stdout)
	}
	out := bufio.NewWriter(e.stdout)
	page := console.PageFor(e.stdout, e.getenv)
	inOrder := true
	for i := range reports {
		r := &reports[i]
		if lib, err := corpus.NewLibrary(r.Records); err == nil && len(r.Records) > 0 {
			r.Count = search.New(lib).Words // as the commands of the bot count them
		}
		var text bytes.Buffer
		write := r.WriteText
		switch {
		case c.JSON:
			write = r.WriteJSON
		case c.Account:
			write = r.WriteAccount
		case c.Marked:
			write = func(w io.Writer) error { return r.WriteMarked(w, page.Color) }
		}
		if err := write(&text); err != nil {
			return fmt.Errorf("lint: %w", err)
		}
		if c.Marked && page.Color {
			out.Write(text.Bytes())
		} else {
			fmt.Fprint(out, visible(text.String()))
		}
		if errors.Is(r.Err, transcript.ErrPassedOver) {
			continue
		}
		inOrder = inOrder && r.Err == nil && (!c.Strict || len(r.Warnings) == 0)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("lint: %w", err)
	}
	if !inOrder {
		return silence{errors.New("not every file is in order")}
	}
	return nil
}

// read reads the files, as what one person says if somebody is named.
func (c *lintCommand) read() ([]transcript.Report, error) {
	if c.Speaker == "" && !c.Marked {
		return read(c.Paths)
	}
	readFile := transcript.ReadAs
	if c.Marked {
		readFile = transcript.ReadMarked
	}
	var reports []transcript.Report
	for _, path := range c.Paths {
		report, err := readFile(path, c.Speaker)
		if err != nil {
			return nil, misuse{err}
		}
		reports = append(reports, report)
	}
	return reports, nil
}

// writeSidecars writes a sidecar for each of the files at paths, whose reports
// are in the same order, and names it.
func writeSidecars(paths []string, reports []transcript.Report, out io.Writer) error {
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil {
			return err
		} else if info.IsDir() {
			return misuse{fmt.Errorf("--sidecar takes files, and %s is a folder", path)}
		}
	}
	for i, path := range paths {
		var text bytes.Buffer
		if err := reports[i].WriteSidecar(&text); err != nil {
			return fmt.Errorf("write a sidecar of %s: %w", path, err)
		}
		name := transcript.SidecarName(path)
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is there already and is left as it is", name)
		}
		if err != nil {
			return err
		}
		_, err = file.Write(text.Bytes())
		if err := errors.Join(err, file.Close()); err != nil {
			return fmt.Errorf("write a sidecar: %w", err)
		}
		fmt.Fprintf(out, "%s is written: take the # away from what you correct.\n", name)
	}
	return nil
}
