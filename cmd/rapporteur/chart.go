package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"rapporteur/bot"
	"rapporteur/bot/chart"
	"rapporteur/bot/commands"
	"rapporteur/corpus"
)

type chartCommand struct {
	Mentions chartMentions `cmd:"" help:"Who says words most, in a thousand words, and where in the record."`
	Course   chartCourse   `cmd:"" help:"Who speaks when."`
}

// A picture is where a chart goes.
type picture struct {
	Out  string       `short:"o" default:"chart.png" placeholder:"FILE" help:"PNG file to write (${default})."`
	Lang languageCode `default:"en" placeholder:"CODE" help:"Language of the words in the picture (${default})."`
}

// draw writes a figure, and prints what it shows in words.
func (p picture) draw(ctx context.Context, e *environment, f bot.Figure) error {
	png, err := chart.New().Draw(ctx, f)
	if err != nil {
		return err
	}
	if err := os.WriteFile(p.Out, png, 0o644); err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	_, err = fmt.Fprintf(e.stdout, "%s\n%s\n", p.Out, f.Alt)
	return err
}

type chartMentions struct {
	picture
	Record string   `placeholder:"ID" help:"Only in this record."`
	CSV    string   `name:"csv" placeholder:"FILE" help:"Also write the counts to this file."`
	Words  []string `arg:"" help:"The words; in quotation marks (within the argument) exactly these. With vs between them, sets are compared: rice vs missiles."`
}

func (c *chartMentions) Run(ctx context.Context, e *environment) error {
	l, err := e.loadRecords()
	if err != nil {
		return err
	}
	record, err := recordNamed(l.index.Library(), c.Record)
	if err != nil {
		return err
	}
	f, counts, err := commands.MentionsFigure(bot.LanguageOf(string(c.Lang)), l.index, strings.Join(c.Words, " "), record)
	if err != nil {
		return misuse{err}
	}
	if c.CSV != "" {
		if err := os.WriteFile(c.CSV, counts, 0o644); err != nil {
			return fmt.Errorf("write the counts: %w", err)
		}
	}
	return c.draw(ctx, e, f)
}

type chartCourse struct {
	picture
	Record string `arg:"" optional:"" help:"ID of the record; not needed if only one is loaded."`
}

func (c *chartCourse) Run(ctx context.Context, e *environment) error {
	l, err := e.loadRecords()
	if err != nil {
		return err
	}
	lib := l.index.Library()
	record, err := recordNamed(lib, c.Record)
	if err != nil {
		return err
	}
	if record == nil {
		if len(lib.Records) != 1 {
			return misuse{fmt.Errorf("there are %d records; name one by its ID", len(lib.Records))}
		}
		record = lib.Records[0]
	}
	return c.draw(ctx, e, commands.CourseFigure(bot.LanguageOf(string(c.Lang)), lib, record))
}

// recordNamed returns the record with an ID, nil for none.
func recordNamed(lib *corpus.Library, id string) (*corpus.Record, error) {
	if id == "" {
		return nil, nil
	}
	if r := lib.Record(id); r != nil {
		return r, nil
	}
	return nil, misuse{noRecord(lib, id)}
}
