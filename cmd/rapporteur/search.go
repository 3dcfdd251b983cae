package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"golang.org/x/term"

	"rapporteur/bot"
	"rapporteur/bot/commands"
	"rapporteur/bot/console"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

type searchCommand struct {
	JSON     bool     `name:"json" help:"Write one JSON object for each query."`
	Speaker  string   `placeholder:"NAME" help:"Only what this speaker says. In a file that names no speaker, this is who says all of it."`
	Record   string   `placeholder:"ID" help:"Only in this record."`
	Limit    natural  `default:"5" placeholder:"N" help:"Show so many hits for each query at most (${default})."`
	Explain  bool     `help:"Explain how each answer was found."`
	ExitCode bool     `help:"Exit with 1 if there is a query without a hit."`
	Query    []string `arg:"" optional:"" help:"The line as you remember it; in quotation marks (within the argument) exactly these words. Without it, queries are read from standard input, one on each line, and answered at once."`
}

func (c *searchCommand) Help() string {
	return `If the record does not hold a line, that is an answer, too, and the exit code is
0; with --exit-code it is 1. It is 2 for a speaker or record that is not there.`
}

// errNotFound is what --exit-code asks for.
var errNotFound = silence{errors.New("not every query has a hit")}

func (c *searchCommand) Run(ctx context.Context, e *environment) error {
	l, err := e.loadSpeech(e.oneFile(c.Speaker))
	if err != nil {
		return err
	}
	filter, err := c.filter(ctx, l.index)
	if err != nil {
		return misuse{err}
	}
	out := bufio.NewWriter(e.stdout)
	answer := humanAnswer(ctx, out, console.PageFor(e.stdout, e.getenv), l.index)
	if c.JSON {
		answer = jsonAnswer(out)
	}
	missed := false
	err = c.queries(e, func(text string) error {
		q := filter
		q.Text = text
		if c.Explain {
			explained, err := l.index.Explain(ctx, q)
			if err != nil {
				return err
			}
			missed = missed || explained.Result.Match == search.None
			fmt.Fprint(out, explained)
			return out.Flush()
		}
		result, err := l.index.Search(ctx, q)
		if err != nil {
			return err
		}
		missed = missed || result.Match == search.None
		if err := answer(q, result); err != nil {
			return err
		}
		return out.Flush()
	})
	switch {
	case err != nil:
		return fmt.Errorf("search: %w", err)
	case missed && c.ExitCode:
		return errNotFound
	}
	return nil
}

// filter resolves the speaker and the record. Neither is guessed.
func (c *searchCommand) filter(ctx context.Context, x *search.Index) (search.Query, error) {
	q := search.Query{Limit: int(c.Limit)}
	if c.Record != "" {
		if q.Record = x.Library().Record(corpus.Slug(c.Record)); q.Record == nil {
			return q, noRecord(x.Library(), c.Record)
		}
	}
	if c.Speaker != "" {
		if r, name := commands.Silent(x.Library(), c.Speaker); r != nil {
			return q, fmt.Errorf("%s took part in %s, and the record holds no word of theirs", name, r.ID)
		}
		people, sure, err := x.Speakers(ctx, c.Speaker, q.Record)
		if err != nil {
			return q, err
		}
		switch {
		case len(people) == 0:
			if people, _, err = x.Speakers(ctx, "", q.Record); err != nil {
				return q, err
			}
			return q, fmt.Errorf("no speaker is called anything like %q; the speakers are %s", c.Speaker, some(names(people)))
		case !sure:
			return q, fmt.Errorf("it is not clear who %q is; it may be %s", c.Speaker, some(names(people)))
		}
		q.Speaker = people[0].Person
	}
	return q, nil
}

// noRecord says that there is no record of an ID, and which ones there are.
func noRecord(lib *corpus.Library, id string) error {
	var ids []string
	for _, r := range lib.Records {
		ids = append(ids, r.ID)
	}
	return fmt.Errorf("there is no record %q; the IDs of those that are loaded: %s", id, some(ids))
}

func names(people []search.NameMatch) []string {
	var names []string
	for _, p := range people {
		names = append(names, p.Person.Name)
	}
	return names
}

// some lists the first few names.
func some(names []string) string {
	const most = 10
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// maxQuery bounds a line of standard input, in bytes.
const maxQuery = 1 << 20

// queries calls do with the query of the command line, or with one after the
// other as they are read.
func (c *searchCommand) queries(e *environment, do func(string) error) error {
	if len(c.Query) > 0 {
		return do(strings.Join(c.Query, " "))
	}
	return e.eachTyped("a line that you remember", do)
}

// eachTyped calls do with each line of standard input. Whoever sits at a
// terminal is told what is waited for.
func (e *environment) eachTyped(what string, do func(string) error) error {
	if f, ok := e.stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		end := "Ctrl-D"
		if runtime.GOOS == "windows" {
			end = "Ctrl-Z and Enter"
		}
		fmt.Fprintf(e.stderr, "Type %s, and press Enter. %s ends.\n", what, end)
	}
	return eachLine(e.stdin, standardInput, do)
}

// eachLine calls do with each line of what is read from name.
func eachLine(r io.Reader, name string, do func(string) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxQuery)
	mark := "\ufeff" // byte-order mark, which some programs begin a file with
	for lines.Scan() {
		if err := do(strings.ToValidUTF8(strings.TrimPrefix(lines.Text(), mark), "\ufffd")); err != nil {
			return err
		}
		mark = ""
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("a line of %s is longer than %d bytes", name, maxQuery)
	}
	return lines.Err()
}

// An answer to a query, in JSON.
type jsonResult struct {
	Query string    `json:"query"`
	Match string    `json:"match"` // of the first hit, "none" without one
	Hits  []jsonHit `json:"hits"`  // best first, never null
}

type jsonHit struct {
	row
	Match string  `json:"match"`
	Score float64 `json:"score"` // 0 to 1
}

func jsonAnswer(w io.Writer) func(search.Query, search.Result) error {
	out := newJSON(w)
	return func(q search.Query, result search.Result) error {
		answer := jsonResult{Query: q.Text, Match: result.Match.String(), Hits: []jsonHit{}}
		for _, h := range result.Hits {
			answer.Hits = append(answer.Hits, jsonHit{newRow(h.Passage), h.Match.String(), h.Score})
		}
		return out.Encode(answer)
	}
}

func humanAnswer(ctx context.Context, w io.Writer, page console.Page, x *search.Index) func(search.Query, search.Result) error {
	return func(q search.Query, result search.Result) error {
		for _, h := range result.Hits {
			fmt.Fprint(w, page.Plain(h.Match.String()), page.Markdown(bot.LanguageOf(bot.English).Quotation(h.Passage, h.Words)), "\n")
		}
		if len(result.Hits) == 0 {
			fmt.Fprint(w, page.Plain(result.Match.String()), page.Markdown(commands.NotFound(ctx, bot.LanguageOf(bot.English), x, q, result)), "\n")
		}
		return nil // flushing w returns the first error of writing to it
	}
}
