package commands

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// kindNumbers is of documents that say how the turns of a record were numbered
// before it was corrected. Buttons name turns by their words, and outlive that;
// people and papers name them by their numbers.
const kindNumbers = "records/numbers"

// How much is kept of a record's former numbers.
const (
	mostNumberings = 20   // corrections; the oldest go
	mostMoves      = 2000 // of one correction; where there are more, all of them are said to have changed
)

// A numbering is what a version of a record did to the numbers of the one before.
type numbering struct {
	Version int // the first that has the new numbers
	At      time.Time
	Moves   []moved
}

// A moved is a run of turns whose numbers are others now, or that are gone.
type moved struct {
	Narration   bool `json:",omitempty"`
	First, Last int
	By          int  `json:",omitempty"`
	Gone        bool `json:",omitempty"`
}

// now returns what a turn is called today: its number, 0 where it is gone.
func (n numbering) now(narration bool, number int) int {
	for _, m := range n.Moves {
		if m.Narration == narration && m.First <= number && number <= m.Last {
			if m.Gone {
				return 0
			}
			return number + m.By
		}
	}
	return number
}

// A comparison is how two readings of a record differ.
type comparison struct {
	same, moved, gone, fresh int
	moves                    []moved
}

// compareTurns compares the turns of two readings of one record by their IDs,
// which are those of their words and speakers. Either may be nil.
func compareTurns(before, after *corpus.Record) comparison {
	var c comparison
	numbers := make(map[corpus.TurnID]int)
	if after != nil {
		for i := range after.Turns {
			numbers[after.Turns[i].ID] = int(after.Turns[i].Number)
		}
	}
	if before == nil {
		c.fresh = len(numbers)
		return c
	}
	for _, kind := range []corpus.Kind{corpus.Speech, corpus.Narration} {
		for i := range before.Turns {
			t := &before.Turns[i]
			if t.Kind != kind {
				continue
			}
			was := int(t.Number)
			is, there := numbers[t.ID]
			switch {
			case !there:
				c.gone++
				c.move(moved{Narration: kind == corpus.Narration, First: was, Last: was, Gone: true})
			case is != was:
				c.moved++
				c.move(moved{Narration: kind == corpus.Narration, First: was, Last: was, By: is - was})
			default:
				c.same++
			}
			delete(numbers, t.ID)
		}
	}
	c.fresh = len(numbers)
	if len(c.moves) > mostMoves {
		c.moves = []moved{{First: 1, Last: 1 << 30, Gone: true}, {Narration: true, First: 1, Last: 1 << 30, Gone: true}}
	}
	return c
}

// move adds a turn to the last run, or begins another one.
func (c *comparison) move(m moved) {
	if n := len(c.moves); n > 0 {
		last := &c.moves[n-1]
		if last.Narration == m.Narration && last.Last+1 == m.First && last.By == m.By && last.Gone == m.Gone {
			last.Last = m.Last
			return
		}
	}
	c.moves = append(c.moves, m)
}

// said says what a correction did to the turns.
func (c comparison) said(r *bot.Request) bot.Markdown {
	lines := []bot.Markdown{r.Say("%d turns are as they were.", c.same+c.moved)}
	if c.moved > 0 {
		lines = append(lines, r.Say("%d of them have a new number now. Whoever asks for an old number is told so.", c.moved))
	}
	if c.gone > 0 {
		lines = append(lines, r.Say("%d turns are gone or are read differently, and their old buttons say so.", c.gone))
	}
	if c.fresh > 0 {
		lines = append(lines, r.Say("%d turns are new.", c.fresh))
	}
	return bot.Join(lines, " ")
}

// keepNumbers keeps what a version of a record does to its numbers.
func (a archive) keepNumbers(ctx context.Context, r *bot.Request, record string, version int, c comparison) error {
	all, doc, err := a.numberings(ctx, r, record)
	if err != nil {
		return err
	}
	var kept []numbering
	for _, n := range all {
		if n.Version < version { // one that is not was never saved
			kept = append(kept, n)
		}
	}
	if len(c.moves) == 0 && len(kept) == len(all) {
		return nil
	}
	if len(c.moves) > 0 {
		kept = append(kept, numbering{Version: version, At: time.Now().UTC(), Moves: c.moves})
	}
	doc.Body, err = json.Marshal(kept[max(0, len(kept)-mostNumberings):])
	if err != nil {
		return err
	}
	return a.documents.SaveDocument(ctx, &doc)
}

// numberings returns how a record's turns were numbered, the oldest first.
func (a archive) numberings(ctx context.Context, r *bot.Request, record string) ([]numbering, bot.Document, error) {
	id := r.Guild + "/" + record
	doc, err := a.documents.Document(ctx, kindNumbers, id)
	if errors.Is(err, bot.ErrAbsent) {
		return nil, bot.Document{Kind: kindNumbers, ID: id, Guild: r.Guild}, nil
	}
	if err != nil {
		return nil, doc, err
	}
	var all []numbering
	if err := json.Unmarshal(doc.Body, &all); err != nil {
		return nil, doc, fmt.Errorf("decode %s %s: %w", doc.Kind, doc.ID, err)
	}
	return all, doc, nil
}

// numbered lets a command that takes a reference say what its number meant
// before the record was corrected.
func (a archive) numbered(option string, run bot.Handler) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
		ref, err := corpus.ParseReference(r.Options[option])
		if err != nil {
			return run(ctx, r)
		}
		lib := r.Index.Library()
		answer, err := run(ctx, r)
		note, failed := a.formerly(ctx, r, recordOf(lib, ref), ref)
		if failed != nil {
			return nil, failed
		}
		refused := (*bot.Refusal)(nil)
		switch {
		case note == "":
		case err == nil:
			answer.Add(note)
		case errors.As(err, &refused) && refused.Reply == nil: // there is no such number any more
			refused.Reply = r.NewReply()
			refused.Reply.Say(refused.Key, refused.Args...)
			refused.Reply.Add(note)
		}
		return answer, err
	}
}

// recordOf returns the record that a reference is about, nil where that is not
// clear.
func recordOf(lib *corpus.Library, ref corpus.Reference) *corpus.Record {
	if ref.Record == "" && len(lib.Records) == 1 {
		return lib.Records[0]
	}
	if found, sure := findRecords(lib, ref.Record); sure {
		return found[0]
	}
	return nil
}

// How much is told of former numbers.
const (
	mostFormer  = 3  // lines
	mostNumbers = 20 // of a range that are looked at
)

// formerly says what a reference meant before its record was corrected, where
// that is something else: a number of a paper must not lead to other words
// unsaid. "" is nothing. record may be nil.
func (a archive) formerly(ctx context.Context, r *bot.Request, record *corpus.Record, ref corpus.Reference) (bot.Markdown, error) {
	if a.uploads == nil || record == nil || !r.Own(record) {
		return "", nil
	}
	all, _, err := a.numberings(ctx, r, record.ID)
	if err != nil || len(all) == 0 {
		return "", err
	}
	uploads, err := a.uploads.Uploads(ctx, r.Guild)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(uploads, func(u bot.Upload) bool { return u.ID == record.ID })
	if at < 0 {
		return "", nil
	}
	all = slices.DeleteFunc(all, func(n numbering) bool { return n.Version > uploads[at].Version }) // it was never saved
	var lines []bot.Markdown
	for n := ref.First; n <= min(ref.Last, ref.First+mostNumbers); n++ {
		for _, f := range formerOf(all, ref.Kind == corpus.Narration, n) {
			if len(lines) < mostFormer {
				lines = append(lines, "⚠ "+f.said(r, record.ID, ref.Kind, n))
			}
		}
	}
	return bot.Join(lines, "\n"), nil
}

// A former is what a number meant until a time: the turn that has another number
// now, 0 for one that is gone.
type former struct {
	until time.Time
	now   int
}

// formerOf returns what else a number has meant, the latest first.
func formerOf(all []numbering, narration bool, number int) (found []former) {
	told := map[int]bool{number: true}
	for from := len(all) - 1; from >= 0; from-- {
		now := number
		for _, n := range all[from:] {
			if now != 0 {
				now = n.now(narration, now)
			}
		}
		if !told[now] {
			told[now] = true
			found = append(found, former{all[from].At, now})
		}
	}
	return found
}

func (f former) said(r *bot.Request, record string, kind corpus.Kind, number int) bot.Markdown {
	name := func(n int) bot.Markdown {
		return bot.Markdown(corpus.Reference{Record: record, Kind: kind, First: n, Last: n}.String())
	}
	when := bot.Markdown("<t:" + strconv.FormatInt(f.until.Unix(), 10) + ":f>")
	if f.now == 0 {
		return r.Say("Until %s, `%s` was a turn that is no longer in the record as it was.", when, name(number))
	}
	return r.Say("Until %s, `%s` was what is `%s` now.", when, name(number), name(f.now))
}
