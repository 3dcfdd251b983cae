package commands

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
)

func readCommand() bot.Command {
	return bot.Command{
		Declaration: declare("read", "Read a record, starting at a turn or a range, with what comes before and after",
			longer(textOption("at", "A turn such as 31 or my-record:31-33, a place such as page 4, 12:31 or hamlet 3.1, or a record", true), 200),
		),
		Example:      "/read at: {reference}",
		Run:          runRead,
		Autocomplete: map[string]bot.Propose{"at": proposeReferences},
		Verbs: []bot.Verb{
			{Name: "page", Fields: []string{"direction", "turn", "offset"}, Run: readOn},
			{Name: "read", Fields: []string{"direction", "turn", "offset"}, Run: readOn, Place: bot.Aside},
			{Name: "at", Fields: []string{"turns", "passage"}, Run: readAt},
			{Name: "context", Fields: []string{"turns", "passage"}, Run: readAround, Place: bot.Aside},
			{Name: "open", Fields: []string{"kind"}, Run: openChosen, Place: bot.Aside},
		},
		Private: true,
	}
}

// countsDown refuses a range such as 35-33. It is not turned around: 131-33 may
// mean 131 to 133.
const countsDown bot.Key = "“%s” counts down. The first turn of a range comes first, as in 31-33."

func runRead(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	lib := r.Index.Library()
	at := r.Options["at"]
	if err := removed(r, at); err != nil {
		return nil, err
	}
	if _, form := pointed(r, at); form != "" {
		at = form
	}
	ref, err := corpus.ParseReference(at)
	if err != nil || ref.Record != "" && lib.Record(ref.Record) == nil {
		if places := placesAt(lib, at); len(places) > 0 {
			return readPlace(r, places)
		}
		if err := noSuchPlace(r, at); err != nil {
			return nil, err // "12:59" is read as the reference of a record "12"
		}
	}
	if err != nil {
		return readNamed(r, at, err)
	}
	if ref.Record, err = recordMeant(r, ref); err != nil {
		return nil, err
	}
	turns, err := lib.Resolve(ref)
	if errors.Is(err, corpus.ErrNotHere) {
		return nil, noSuchTurn(r, ref)
	}
	if err != nil {
		return nil, err
	}
	return readTurns(r, &turns[0], len(turns), turns[0].Whole().Span)
}

// readNamed reads a record from its start, if what was typed names one. It is
// no reference, and wrong says why.
func readNamed(r *bot.Request, typed string, wrong error) (*bot.Reply, error) {
	if err := noSuchPlace(r, typed); err != nil {
		return nil, err
	}
	if answer, err := atSpot(r, "at", typed, nil); answer != nil || err != nil {
		return answer, err
	}
	number := typed[strings.LastIndex(typed, ":")+1:]
	isNumber := strings.ContainsFunc(number, unicode.IsDigit) && !strings.ContainsFunc(number, unicode.IsLetter)
	switch {
	case errors.Is(wrong, corpus.ErrDownwards):
		return nil, bot.Refuse(countsDown, bot.Clip(typed, 100))
	case isNumber, !strings.ContainsFunc(typed, unicode.IsLetter):
		return nil, bot.Refuse("“%s” is neither a turn nor a range of turns. Turns are numbered from 1: `/read at: 31` shows one, `/read at: 31-33` three.", bot.Clip(typed, 100))
	}
	in, err := record(r, "at")
	if err != nil {
		return nil, err
	}
	return readFrom(r, in)
}

// recordMeant returns the ID of the record that a reference means, which may
// name it otherwise or leave it out where there is one.
func recordMeant(r *bot.Request, ref corpus.Reference) (id string, err error) {
	lib := r.Index.Library()
	if lib.Record(ref.Record) != nil {
		return ref.Record, nil
	}
	named := lib.Records
	if ref.Record != "" {
		named, _ = findRecords(lib, ref.Record)
	}
	switch {
	case len(lib.Records) == 0:
		return "", bot.Refuse(bot.NoRecord)
	case len(named) == 0:
		return "", bot.Refuse("No record is called “%s”. `/records list` lists those that are loaded.", bot.Clip(ref.Record, 100))
	case len(named) > 1:
		return "", whichRecord(r, ref, named)
	}
	return named[0].ID, nil
}

// whichRecord asks which of several records a reference means.
func whichRecord(r *bot.Request, ref corpus.Reference, records []*corpus.Record) error {
	var choices []discordgo.SelectMenuOption
	for _, record := range records {
		ref.Record = record.ID
		if _, err := r.Index.Library().Resolve(ref); err == nil && bot.Units(ref.String()) <= bot.MaxChoice {
			choices = append(choices, discordgo.SelectMenuOption{Label: r.RecordName(record), Value: ref.String(), Description: ref.String()})
		}
	}
	ref.Record = ""
	at := ref.String()
	if len(choices) == 0 {
		return bot.Refuse("None of these records has a turn %s. `/records list` says how many each has.", at)
	}
	question := r.Say("Several records have a turn %s. Which one do you mean?", at)
	if n := len(choices) - bot.MaxOptions; n > 0 {
		question += "\n" + bot.Small(r.Say("%d more have one: name the record before the number, as in `my-record:%s`.", n, at))
		choices = choices[:bot.MaxOptions]
	}
	return r.Ask("at", question, choices)
}

// noSuchTurn says what there is instead of ref.
func noSuchTurn(r *bot.Request, ref corpus.Reference) error {
	record := r.Index.Library().Record(ref.Record)
	last := lastNumber(record, ref.Kind)
	none, some := bot.Key("%s holds no turn."), bot.Key("%s is not there: %s has %d turns, numbered from 1.")
	if ref.Kind == corpus.Narration {
		none, some = "%s holds no narration.", "%s is not there: %s has %d narrations, numbered from 1."
	}
	if last == 0 {
		return bot.Refuse(none, r.Where(record))
	}
	return bot.Refuse(some, bot.Clip(ref.String(), 150), r.Where(record), last)
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

func readFrom(r *bot.Request, in *corpus.Record) (*bot.Reply, error) {
	if in == nil || len(in.Turns) == 0 {
		return nil, bot.Refuse("There is nothing to read in that record.")
	}
	return readPage(r, forward, corpus.Passage{Turn: &in.Turns[0]})
}

// openClick reads the turn that is chosen in a menu.
func openClick(kind string) bot.Click { return bot.Click{Verb: "open", Fields: []string{kind}} }

// openChosen reads the turn that was chosen in a menu.
func openChosen(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	id, err := corpus.ParseTurnID(r.Chosen)
	if err != nil {
		return nil, bot.Refuse(bot.OldButton)
	}
	t := r.Index.Library().Turn(id)
	if t == nil {
		return nil, bot.Refuse(bot.GoneTurn)
	}
	return readTurns(r, t, 1, t.Whole().Span)
}

// atClick reads n turns, of which p is the first, with the end of what stands
// before them.
func atClick(p corpus.Passage, n int) bot.Click {
	return bot.Click{Verb: "at", Fields: []string{strconv.Itoa(n), bot.PassageToken(p)}}
}

// readAt answers a button with an atClick.
func readAt(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	p, n, err := passageField(r)
	if err != nil {
		return nil, err
	}
	return readTurns(r, p.Turn, n, p.Span)
}

// passageField reads the fields "turns" and "passage" of a click.
func passageField(r *bot.Request) (p corpus.Passage, turns int, err error) {
	n, err := strconv.Atoi(r.Field("turns"))
	p, ok := bot.PassageOf(r.Index.Library(), r.Field("passage"))
	if !ok || err != nil || n < 1 {
		return p, 0, bot.Refuse(bot.OldButton)
	}
	if p.Turn == nil {
		return p, 0, bot.Refuse(bot.GoneTurn)
	}
	return p, n, nil
}

// Directions of a page: from its point on, or up to it.
const (
	forward  = "f"
	backward = "b"
)

// readClick reads from a point of a turn in a direction: on a page of its own
// ("read"), or in the place of the page that is there ("page").
func readClick(verb, direction string, t *corpus.Turn, offset int) bot.Click {
	return bot.Click{Verb: verb, Fields: []string{direction, t.ID.String(), strconv.Itoa(offset)}}
}

// readOn answers a button that carries a direction and a point of a record.
func readOn(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	direction := r.Field("direction")
	id, err := corpus.ParseTurnID(r.Field("turn"))
	offset, errOffset := strconv.Atoi(r.Field("offset"))
	if err != nil || errOffset != nil || direction != forward && direction != backward {
		return nil, bot.Refuse(bot.OldButton)
	}
	t := r.Index.Library().Turn(id)
	if t == nil {
		return nil, bot.Refuse(bot.GoneTurn)
	}
	return readPage(r, direction, corpus.Passage{Turn: t, Span: corpus.Span{Start: min(max(offset, 0), len(t.Text))}})
}

// readPage shows a page from a point (the passage's start) on, or up to it.
func readPage(r *bot.Request, direction string, point corpus.Passage) (*bot.Reply, error) {
	t, offset := point.Turn, bot.WholeRune(point.Turn.Text, point.Start)
	p := page{language: r.Language, record: t.Record}
	if direction == forward {
		p.fill(t.Index(), offset, pageTurns)
	} else {
		p.fillBack(t.Index(), offset)
	}
	return showPage(r, p, readClick("page", direction, t, offset))
}

// readTurns shows n turns from t on, and where they leave room, the end of what
// stands before them and the turn after. Of a long turn it begins shortly
// before span.
func readTurns(r *bot.Request, t *corpus.Turn, n int, span corpus.Span) (*bot.Reply, error) {
	p := page{language: r.Language, record: t.Record, main: t, mains: n, marked: span}
	at := t.Index()
	from := 0
	var before corpus.Passage
	if span.Start > pageUnits/2 {
		from = bot.Tail(bot.Trimmed(t, 0, span.Start), bot.QuoteStyle{}, beforeText).Start
	} else if at > 0 {
		before = bot.Tail(t.Record.Turns[at-1].Whole(), bot.QuoteStyle{}, beforeText)
	}
	// What was asked for comes first: what is around it has what room is left.
	if n > 1 {
		p.most = askedUnits
	}
	p.fill(at, from, min(n, pageTurns))
	p.most = 0
	if last := p.passages[len(p.passages)-1]; last.Turn == &t.Record.Turns[min(at+n, len(t.Record.Turns))-1] && bot.Rest(last).Len() == 0 {
		if before.Turn != nil && p.used+bot.Units(string(p.show(before))) <= pageUnits {
			p.add(before)
			p.passages = append([]corpus.Passage{before}, p.passages[:len(p.passages)-1]...)
		}
		if len(p.passages) < pageTurns {
			p.fill(at+n, 0, 1)
		}
	}
	return showPage(r, p, atClick(corpus.Passage{Turn: t, Span: span}, n))
}

// proposeReferences proposes what the reference that is typed points at, then
// the turns whose references begin so, the places, and the records of that
// name.
func proposeReferences(r *bot.Request, typed string) []bot.Choice {
	lib := r.Index.Library()
	var choices []bot.Choice
	propose := func(name, value string) {
		is := func(c bot.Choice) bool { return c.Value == value }
		if bot.Units(value) <= bot.MaxChoice && !slices.ContainsFunc(choices, is) {
			choices = append(choices, bot.Choice{Name: name, Value: value})
		}
	}
	for _, record := range lib.Records {
		for ref, t := range turnsBegun(lib, record, strings.ToLower(typed)) {
			if len(choices) >= bot.MaxChoices {
				break
			}
			propose(ref+" · "+turnLabel(r, t), ref)
		}
	}
	for _, spot := range lib.Spots(typed, bot.MaxChoices-len(choices)) {
		propose(spot.Name, spot.At)
	}
	found := lib.Records
	if typed != "" {
		found, _ = findRecords(lib, typed)
	}
	for _, record := range found[:min(bot.MaxChoices, len(found))] {
		propose(r.Text("From the start: %s", r.RecordName(record)), bot.RecordValue(record))
	}
	return choices
}

// turnsBegun yields the turns of a record that what is typed may point at, by
// reference: the one that it names, then those whose references begin so.
func turnsBegun(lib *corpus.Library, record *corpus.Record, typed string) iter.Seq2[string, *corpus.Turn] {
	begun := typed
	if !strings.HasPrefix(begun, record.ID+":") {
		begun = record.ID + ":" + begun
	}
	return func(yield func(string, *corpus.Turn) bool) {
		if ref, err := corpus.ParseReference(begun); err == nil {
			if turns, err := lib.Resolve(ref); err == nil && !yield(ref.String(), &turns[0]) {
				return
			}
		}
		if typed == "" || len(lib.Records) > 1 && !strings.HasPrefix(typed, record.ID) {
			return // each record has a turn 3
		}
		for i := range record.Turns {
			t := &record.Turns[i]
			if ref := t.Reference().String(); strings.HasPrefix(ref, begun) && !yield(ref, t) {
				return
			}
		}
	}
}

func turnLabel(r *bot.Request, t *corpus.Turn) string {
	if t.Sensitive {
		return r.Text("%s (marked as sensitive)", t.SpeakerName())
	}
	who := t.SpeakerName()
	if t.Kind == corpus.Narration {
		who = r.Text("narration")
	}
	return who + ": " + bot.Excerpt(t.Whole(), nil, 60)
}
