package bot

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus"
)

func readCommand() command {
	return command{
		declaration: declare("read", "Read a record from a turn or range on, with what is before and after",
			textOption("at", "A turn or range such as 31, my-record:31-33 or n2; or a record, from its start", true),
		),
		example:      "/read at: {reference}",
		run:          runRead,
		autocomplete: map[string]propose{"at": proposeReferences},
		verbs: []verb{
			{name: "page", fields: 3, run: readOn},
			{name: "read", fields: 3, run: readOn, place: aside},
			{name: "context", fields: 2, run: readAround, place: aside},
			{name: "open", fields: 1, run: openChosen, place: aside},
		},
		private: true,
	}
}

func runRead(_ context.Context, r *request) (reply, error) {
	lib := r.index.Library()
	at := r.options["at"]
	ref, err := corpus.ParseReference(at)
	if err != nil {
		if p, ok := onPage(lib, at); ok {
			return r.readPage(forward, p)
		}
		if !strings.ContainsFunc(at, unicode.IsLetter) {
			return nil, refuse("“" + plain(clip(at, 100)) + "” is no turn and no range of turns. Turns are numbered from 1: `/read at: 31` shows one, `/read at: 31-33` three.")
		}
		// No reference: it may name a record, to be read from its start.
		in, err := r.record("at")
		if err != nil {
			return nil, err
		}
		return r.readFrom(in)
	}
	if lib.Record(ref.Record) == nil {
		named := lib.Records
		if ref.Record != "" {
			named, _ = findRecords(lib, ref.Record)
		}
		switch {
		case len(lib.Records) == 0:
			return nil, refuse(noRecord)
		case len(named) == 0:
			return nil, refuse("No record is called “" + plain(clip(ref.Record, 100)) + "”. `/records` lists those that are loaded.")
		case len(named) > 1:
			return nil, r.whichRecord(ref, named)
		}
		ref.Record = named[0].ID
	}
	turns, err := lib.Resolve(ref)
	if errors.Is(err, corpus.ErrNotHere) {
		return nil, r.noSuchTurn(ref)
	}
	if err != nil {
		return nil, err
	}
	return r.readTurns(&turns[0], len(turns), turns[0].Whole().Span)
}

// onPage returns where a page begins that is named as a citation names it,
// "page 5". There must be one record only, since the text names none.
func onPage(lib *corpus.Library, at string) (corpus.Passage, bool) {
	if len(lib.Records) != 1 {
		return corpus.Passage{}, false
	}
	r := lib.Records[0]
	words := strings.Fields(strings.ToLower(at))
	if len(words) != 2 || words[0] != r.Locator && words[0] != "p." {
		return corpus.Passage{}, false
	}
	return r.At(words[1])
}

// whichRecord asks which of several records a reference means.
func (r *request) whichRecord(ref corpus.Reference, records []*corpus.Record) error {
	var choices []discordgo.SelectMenuOption
	for _, record := range records {
		ref.Record = record.ID
		if _, err := r.index.Library().Resolve(ref); err == nil && units(ref.String()) <= maxChoice {
			choices = append(choices, discordgo.SelectMenuOption{Label: recordName(record), Value: ref.String(), Description: ref.String()})
		}
	}
	ref.Record = ""
	at := plain(ref.String())
	if len(choices) == 0 {
		return refuse("None of these records has a turn " + at + ". `/records` says how many each has.")
	}
	question := "Several records have a turn " + at + ". Which one do you mean?"
	if n := len(choices) - maxOptions; n > 0 {
		question += "\n" + small(markdown(number(n))+" more have one: name the record before the number, as in `my-record:"+at+"`.")
		choices = choices[:maxOptions]
	}
	return r.ask("at", question, choices)
}

// noSuchTurn says what there is instead of ref.
func (r *request) noSuchTurn(ref corpus.Reference) error {
	record := r.index.Library().Record(ref.Record)
	kind, last := "turn", lastNumber(record, ref.Kind)
	if ref.Kind == corpus.Narration {
		kind = "narration"
	}
	if last == 0 {
		return refuse(plain(where(record)) + markdown(" holds no "+kind+"."))
	}
	return refuse(plain(clip(ref.String(), 150)) + " is not there: " + plain(where(record)) +
		markdown(" has "+count(last, kind)+", numbered from 1 to "+number(last)+"."))
}

func lastNumber(r *corpus.Record, kind corpus.Kind) int {
	last := int32(0)
	for i := range r.Turns {
		if r.Turns[i].Kind == kind {
			last = max(last, r.Turns[i].Number)
		}
	}
	return int(last)
}

func (r *request) readFrom(in *corpus.Record) (reply, error) {
	if in == nil || len(in.Turns) == 0 {
		return nil, refuse("There is nothing to read in that record.")
	}
	return r.readPage(forward, corpus.Passage{Turn: &in.Turns[0]})
}

// openChosen reads what was chosen in a menu: a record, or a turn.
func openChosen(_ context.Context, r *request) (reply, error) {
	lib := r.index.Library()
	if r.fields[0] == "record" {
		if in := recordOf(lib, r.chosen); in != nil {
			return r.readFrom(in)
		}
		return nil, refuse(goneRecord)
	}
	id, err := corpus.ParseTurnID(r.chosen)
	if err != nil {
		return nil, refuse(oldButton)
	}
	t := lib.Turn(id)
	if t == nil {
		return nil, refuse(goneTurn)
	}
	return r.readTurns(t, 1, t.Whole().Span)
}

// contextState shows p with what stands before and after it, or n turns of
// which p is the first.
func contextState(p corpus.Passage, n int) state {
	return state{"context", []string{strconv.Itoa(n), passageToken(p)}}
}

// readAround answers a button with a contextState.
func readAround(_ context.Context, r *request) (reply, error) {
	n, err := strconv.Atoi(r.fields[0])
	p, ok := passageOf(r.index.Library(), r.fields[1])
	if !ok || err != nil || n < 1 {
		return nil, refuse(oldButton)
	}
	if p.Turn == nil {
		return nil, refuse(goneTurn)
	}
	return r.readTurns(p.Turn, n, p.Span)
}

// Directions of a page: from its point on, or up to it.
const (
	forward  = "f"
	backward = "b"
)

func readState(verb, direction string, t *corpus.Turn, offset int) state {
	return state{verb, []string{direction, t.ID.String(), strconv.Itoa(offset)}}
}

// readOn answers a button that carries a direction and a point of a record.
func readOn(_ context.Context, r *request) (reply, error) {
	id, err := corpus.ParseTurnID(r.fields[1])
	offset, errOffset := strconv.Atoi(r.fields[2])
	if err != nil || errOffset != nil || r.fields[0] != forward && r.fields[0] != backward {
		return nil, refuse(oldButton)
	}
	t := r.index.Library().Turn(id)
	if t == nil {
		return nil, refuse(goneTurn)
	}
	return r.readPage(r.fields[0], corpus.Passage{Turn: t, Span: corpus.Span{Start: min(max(offset, 0), len(t.Text))}})
}

// readPage shows a page from a point (the passage's start) on, or up to it.
func (r *request) readPage(direction string, point corpus.Passage) (reply, error) {
	t, offset := point.Turn, wholeRune(point.Turn.Text, point.Start)
	p := page{record: t.Record}
	if direction == forward {
		p.fill(t.Index(), offset, pageTurns)
	} else {
		p.fillBack(t.Index(), offset)
	}
	return r.showPage(p, readState("page", direction, t, offset))
}

// readTurns shows n turns from t on and the one after, and of what stands
// before them the end. Of a long turn it begins shortly before span.
func (r *request) readTurns(t *corpus.Turn, n int, span corpus.Span) (reply, error) {
	p := page{record: t.Record, main: t, mains: n, marked: span}
	at := t.Index()
	from := 0
	if span.Start > pageUnits/2 {
		before := corpus.Passage{Turn: t, Span: corpus.Span{End: span.Start}}
		from = tail(trimmed(t, 0, before.End), quoteStyle{}, beforeText).Start
	} else if at > 0 {
		before := &t.Record.Turns[at-1]
		p.add(tail(before.Whole(), quoteStyle{}, beforeText))
	}
	p.fill(at, from, min(n+1, pageTurns))
	return r.showPage(p, contextState(corpus.Passage{Turn: t, Span: span}, n))
}

// proposeReferences proposes what the reference that is typed points at, then
// the turns whose references begin so, then the records of that name.
func proposeReferences(r *request, typed string) []choice {
	lib := r.index.Library()
	var choices []choice
	propose := func(name, value string) {
		is := func(c choice) bool { return c.value == value }
		if units(value) <= maxChoice && !slices.ContainsFunc(choices, is) {
			choices = append(choices, choice{name, value})
		}
	}
	for _, record := range lib.Records {
		if len(choices) >= maxChoices {
			break
		}
		begun := strings.ToLower(typed)
		if !strings.HasPrefix(begun, record.ID+":") {
			begun = record.ID + ":" + begun
		}
		if ref, err := corpus.ParseReference(begun); err == nil {
			if turns, err := lib.Resolve(ref); err == nil {
				propose(ref.String()+" · "+turnLabel(&turns[0]), ref.String())
			}
		}
		if len(lib.Records) > 1 && !strings.HasPrefix(strings.ToLower(typed), record.ID) {
			continue // each record has a turn 3
		}
		for i := range record.Turns {
			t := &record.Turns[i]
			if ref := t.Reference().String(); typed != "" && strings.HasPrefix(ref, begun) && len(choices) < maxChoices {
				propose(ref+" · "+turnLabel(t), ref)
			}
		}
	}
	found := lib.Records
	if typed != "" {
		found, _ = findRecords(lib, typed)
	}
	for _, record := range found[:min(maxChoices, len(found))] {
		propose("From the start: "+recordName(record), recordValue(record))
	}
	return choices
}

func turnLabel(t *corpus.Turn) string {
	if t.Sensitive {
		return t.SpeakerName() + " (marked as sensitive)"
	}
	who := t.SpeakerName()
	if t.Kind == corpus.Narration {
		who = "narration"
	}
	return who + ": " + excerpt(t.Whole(), nil, 60)
}
