package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"

	"rapporteur/bot"
)

type exportCommand struct {
	Format  string   `enum:"jsonl,csv" default:"jsonl" help:"jsonl or csv."`
	Speaker string   `placeholder:"NAME" help:"Who says all of a file that names no speaker."`
	Paths   []string `arg:"" optional:"" name:"path" help:"Files and folders of transcripts; without one, the records that are loaded otherwise."`
}

func (c *exportCommand) Help() string {
	return `Every turn and every narration is written once, in the document's order. A
file that cannot be read is named and the others are written; the exit code is
then 1.`
}

func (c *exportCommand) Run(e *environment) error {
	if len(c.Paths) > 0 && e.flags.Records != "" {
		return misuse{errors.New("name the transcripts as arguments or with --records, not both")}
	}
	settings, err := e.config()
	if err != nil {
		return err
	}
	paths := c.Paths
	if len(paths) == 0 {
		paths = pathsOf(settings.Records)
	}
	l, err := loadAs(c.Speaker, paths...)
	if err != nil {
		return err
	}
	l.warn(e.stderr)
	w := bufio.NewWriter(e.stdout)
	if err := formats[c.Format](w, l.rows); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if len(l.refusals()) > 0 {
		return silence{errors.New("not everything is exported")}
	}
	return nil
}

// rows yields all turns and narrations of the library.
func (l *loaded) rows(yield func(row) bool) {
	for _, r := range l.index.Library().Records {
		for i := range r.Turns {
			if !yield(newRow(r.Turns[i].Whole())) {
				return
			}
		}
	}
}

// formats write rows.
var formats = map[string]func(io.Writer, func(func(row) bool)) error{
	"jsonl": writeJSON,
	"csv":   writeCSV,
}

func writeJSON(w io.Writer, rows func(func(row) bool)) error {
	out := newJSON(w)
	for r := range rows {
		if err := out.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func writeCSV(w io.Writer, rows func(func(row) bool)) error {
	out := csv.NewWriter(w)
	fields := []string{"record", "turn", "narration", "kind", "speaker", "text", "page", "locator", "lines"}
	if err := out.Write(fields); err != nil {
		return err
	}
	for r := range rows {
		lines := strconv.Itoa(r.Lines[0])
		if r.Lines[1] > r.Lines[0] {
			// With a hyphen, spreadsheets would take 10-11 for a day.
			lines += "–" + strconv.Itoa(r.Lines[1])
		}
		fields = []string{
			r.Record, strconv.Itoa(r.Turn), strconv.Itoa(r.Narration), r.Kind, r.Speaker,
			r.Text, strconv.Itoa(r.Page), r.Locator, lines,
		}
		for i := range fields {
			fields[i] = bot.Cell(fields[i])
		}
		if err := out.Write(fields); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
