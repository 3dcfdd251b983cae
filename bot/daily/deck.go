package daily

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"sync"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// Refusals to draw besides [bot.ErrFinished], recognised by identity.
var (
	ErrNothing = bot.Refuse("No passage can be posted: none of what the filters leave stands alone in whole sentences of 12 to 120 words. " +
		"`/daily edit` changes the filters.")
	ErrNoRecord    = bot.Refuse("The record is not among those that are loaded. `/daily edit` chooses another, `/records list` lists them.")
	ErrWhichRecord = bot.Refuse("A serial posts one record, and several are loaded. `record` says which, in `/daily add` and `/daily edit`.")
	ErrSpeaker     = bot.Refuse("The speaker is not in the records that are loaded. `/daily edit` chooses another, `/speaker` proposes them.")
	// ErrUnready says nothing of the schedule: a later try may succeed.
	ErrUnready = bot.Refuse("The records of this server cannot be read at this moment. Please try again in a minute.")
)

// mostAbout bounds the turns that are about something.
const mostAbout = 1000

// A Decks draws passages from what each server sees, which may change
// meanwhile. It may be used from any number of goroutines.
type Decks struct {
	libraries bot.Libraries // nil where all servers see the bot's own records

	mu  sync.Mutex
	own *table // the bot's own records; nil before the first swap
}

// NewDecks makes decks of the libraries of servers, which may be nil: then all
// see the bot's own records.
func NewDecks(libraries bot.Libraries) *Decks { return &Decks{libraries: libraries} }

// A table is a library that passages are drawn from.
type table struct {
	index *search.Index
	own   *table // of the bot's own records

	// What schedules draw from is the same for many of them and takes a walk
	// over the library to find, so of the bot's own records it is kept by
	// filter, and what stands alone by record.
	mu      sync.Mutex
	pools   map[string]pool
	aloneMu sync.Mutex
	alone   map[*corpus.Record][]corpus.Passage
}

type pool struct {
	passages []corpus.Passage
	err      error
}

// Swap replaces the bot's own records. A schedule goes on where it is: turns
// keep their IDs through edits elsewhere, so those that were drawn are not drawn
// again in the round, those that are gone are passed over, and new ones take the
// place in the shuffle that their IDs give them.
func (d *Decks) Swap(x *search.Index) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.own = &table{index: x, pools: make(map[string]pool), alone: make(map[*corpus.Record][]corpus.Passage)}
	d.own.own = d.own
}

// of returns what a server's schedules draw from. The errors are [ErrNothing]
// and [ErrUnready].
func (d *Decks) of(ctx context.Context, guild string) (*table, error) {
	d.mu.Lock()
	own := d.own
	d.mu.Unlock()
	if own == nil {
		return nil, ErrNothing
	}
	if d.libraries == nil {
		return own, nil
	}
	x, err := d.libraries.Index(ctx, guild)
	switch {
	case err != nil:
		return nil, unready{err}
	case x == own.index:
		return own, nil
	}
	return &table{index: x, own: own}, nil
}

// An unready is ErrUnready with its cause, which is for nobody to read.
type unready struct{ cause error }

func (u unready) Error() string   { return ErrUnready.Error() }
func (u unready) Unwrap() []error { return []error{ErrUnready, u.cause} }

// Draw returns what the schedule posts next. It changes nothing: the caller
// keeps Draw.After once the passage is saved for its day. The errors are the
// ones above and [bot.ErrFinished].
func (d *Decks) Draw(ctx context.Context, s bot.Schedule) (bot.Draw, error) {
	t, err := d.of(ctx, s.Guild)
	if err != nil {
		return bot.Draw{}, err
	}
	if s.Mode == bot.Serial {
		return t.nextPart(s)
	}
	pool := t.pool(s)
	if pool.err != nil {
		return bot.Draw{}, pool.err
	}
	return shuffled(s, pool.passages)
}

// shuffled draws the next passage of a shuffle, which is an order by a hash of
// the seed and the passage. So nothing but the seed and the last passage need
// be kept, and a change of the library disturbs nothing but what it changes.
func shuffled(s bot.Schedule, passages []corpus.Passage) (bot.Draw, error) {
	if len(passages) == 0 {
		return bot.Draw{}, ErrNothing
	}
	deck, reshuffled := s.Deck, false
	last, drawn := parseSpan(deck.Last)
	if deck.Round == 0 {
		deck = bot.Deck{Seed: hash(s.ID), Round: 1}
		drawn = false
	}
	deck.Filter = filterOf(s)
	next, found := passages[0], false
	for _, p := range passages {
		place := placeOf(p)
		if (!drawn || inShuffle(deck.Seed, place, last) > 0) && (!found || inShuffle(deck.Seed, place, placeOf(next)) < 0) &&
			!slices.Contains(deck.Posted, place.String()) {
			next, found = p, true
		}
	}
	if !found {
		deck, reshuffled = bot.Deck{Seed: deck.Seed, Round: deck.Round + 1, Filter: deck.Filter}, true
		// The last of a round is not the first of the next, if there is another.
		for tries := 0; tries == 0 || len(passages) > 1 && placeOf(next) == last && tries < 100; tries++ {
			deck.Seed = mix(deck.Seed + 1)
			next = slices.MinFunc(passages, func(a, b corpus.Passage) int {
				return inShuffle(deck.Seed, placeOf(a), placeOf(b))
			})
		}
	}
	deck.Drawn++
	deck.Last = placeOf(next).String()
	return bot.Draw{Passages: []corpus.Passage{next}, Of: len(passages), Reshuffled: reshuffled, After: deck}, nil
}

// pool returns what a shuffled schedule draws from.
func (t *table) pool(s bot.Schedule) pool {
	if t.pools == nil {
		return t.poolOf(s)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	filter := filterOf(s)
	p, known := t.pools[filter]
	if !known {
		p = t.poolOf(s)
		t.pools[filter] = p
	}
	return p
}

func (t *table) poolOf(s bot.Schedule) pool {
	passages, err := t.eligible(s)
	return pool{passages, err}
}

// filterOf tells schedules apart that draw from different passages.
func filterOf(s bot.Schedule) string {
	return strings.TrimRight(strings.Join([]string{s.Speaker, s.Record, s.About}, "\x00"), "\x00")
}

// Refilter fits the deck of a shuffled schedule to filters that have changed.
// The round goes on: of what was posted, the latest first, it keeps those that
// would come again in it. The error is [ErrUnready].
func (d *Decks) Refilter(ctx context.Context, s *bot.Schedule, posted []bot.Delivery) error {
	if s.Mode != bot.Shuffled || s.Deck.Round == 0 || s.Deck.Filter == filterOf(*s) {
		return nil
	}
	t, err := d.of(ctx, s.Guild)
	if errors.Is(err, ErrNothing) {
		return nil
	}
	if err != nil {
		return err
	}
	eligible := make(map[string]bool)
	for _, p := range t.pool(*s).passages {
		eligible[placeOf(p).String()] = true
	}
	var before []string
	for _, delivery := range posted {
		if _, place, ok := cutPlace(delivery.Button); ok && delivery.State == bot.Posted && eligible[place] {
			before = append(before, place)
		}
	}
	// What goes beyond whole rounds belongs to the present one.
	if len(eligible) > 0 {
		before = before[:len(before)%len(eligible)]
	}
	s.Deck = bot.Deck{Seed: s.Deck.Seed, Round: s.Deck.Round, Drawn: s.Deck.Drawn, Filter: filterOf(*s), Posted: before}
	return nil
}

// cutPlace returns the place of the passage that a post's button names, which
// ends its custom ID.
func cutPlace(button string) (before, place string, ok bool) {
	at := strings.LastIndex(button, ":")
	if at < 0 {
		return "", "", false
	}
	at = strings.LastIndex(button[:at], ":")
	if at < 0 {
		return "", "", false
	}
	_, ok = parseSpan(button[at+1:])
	return button[:at], button[at+1:], ok
}

// eligible finds the passages that stand alone and pass the filters.
func (t *table) eligible(s bot.Schedule) ([]corpus.Passage, error) {
	q, err := t.filters(s)
	if err != nil {
		return nil, err
	}
	var passages []corpus.Passage
	if s.About != "" {
		found, err := t.index.Search(context.Background(), q)
		if err != nil {
			return nil, err
		}
		for _, hit := range found.Hits {
			passages = append(passages, corpus.StandAlone(hit.Turn)...)
		}
		return passages, nil
	}
	lib := t.index.Library()
	for _, r := range lib.Records {
		if q.Record != nil && r != q.Record {
			continue
		}
		for _, p := range t.own.standing(r) {
			if q.Speaker == nil || lib.Person(p.Turn) == q.Speaker {
				passages = append(passages, p)
			}
		}
	}
	return passages, nil
}

// filters returns what a schedule asks for as a query of the library.
func (t *table) filters(s bot.Schedule) (search.Query, error) {
	q := search.Query{Text: s.About, Limit: mostAbout}
	if s.Record != "" {
		if q.Record = t.index.Library().Record(s.Record); q.Record == nil {
			return q, ErrNoRecord
		}
	}
	if s.Speaker != "" {
		people, sure, err := t.index.Speakers(context.Background(), s.Speaker, q.Record)
		if err != nil || !sure {
			return q, ErrSpeaker
		}
		q.Speaker = people[0].Person
	}
	return q, nil
}

// standing returns what of a record stands alone. It is called of the table of
// the bot's own records, and finds it again for any other.
func (t *table) standing(r *corpus.Record) []corpus.Passage {
	ours := t.index.Library().Record(r.ID) == r
	if ours {
		t.aloneMu.Lock()
		defer t.aloneMu.Unlock()
		if found, known := t.alone[r]; known {
			return found
		}
	}
	var found []corpus.Passage
	for i := range r.Turns {
		found = append(found, corpus.StandAlone(&r.Turns[i])...)
	}
	if ours {
		t.alone[r] = found
	}
	return found
}

// A place is where a passage begins and ends, by the turn's stable ID.
type place struct {
	turn       corpus.TurnID
	start, end int
}

func placeOf(p corpus.Passage) place { return place{p.Turn.ID, p.Start, p.End} }

// String returns the place as a deck keeps it.
func (p place) String() string { return fmt.Sprintf("%s:%d-%d", p.turn, p.start, p.end) }

func parseSpan(s string) (place, bool) {
	id, span, _ := strings.Cut(s, ":")
	from, to, _ := strings.Cut(span, "-")
	turn, err := corpus.ParseTurnID(id)
	start, errStart := strconv.Atoi(from)
	end, errEnd := strconv.Atoi(to)
	return place{turn, start, end}, err == nil && errStart == nil && errEnd == nil
}

// inShuffle compares two places in the order that a seed gives them.
func inShuffle(seed uint64, a, b place) int {
	return cmp.Or(
		cmp.Compare(mix(uint64(a.turn)^mix(seed+uint64(a.start))), mix(uint64(b.turn)^mix(seed+uint64(b.start)))),
		cmp.Compare(a.turn, b.turn),
		cmp.Compare(a.start, b.start),
	)
}

// mix is the finalizer of SplitMix64 by Sebastiano Vigna.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}
