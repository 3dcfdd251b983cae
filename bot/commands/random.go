package commands

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// Dice start shuffles.
type dice struct {
	mu   sync.Mutex
	rand *rand.Rand
}

func newDice(r *rand.Rand) *dice {
	if r == nil {
		r = rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	}
	return &dice{rand: r}
}

// seed returns a number to start a shuffle with.
func (d *dice) seed() uint32 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rand.Uint32()
}

func randomCommand(d *dice) bot.Command {
	return bot.Command{
		Declaration: declare("random", "A random passage that can stand alone",
			textOption("speaker", "Only what this person says", false),
			textOption("record", "Only from this record", false),
			textOption("about", "Only passages about this", false),
		),
		Example:      "/random speaker: {speaker}",
		Run:          d.run,
		Autocomplete: map[string]bot.Propose{"speaker": proposeSpeakers, "record": proposeRecords, "about": proposeAbout},
		Verbs: []bot.Verb{
			{Name: "random", Fields: []string{"seed", "place", "filter"}, Run: randomPage},
			{Name: "another", Fields: []string{"filter"}, Run: d.another, Place: bot.Aside},
		},
	}
}

// mostAbout bounds the turns that are about something.
const mostAbout = 100

func (d *dice) run(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	return draw(r, d.seed(), 0)
}

// another draws the first passage of a filter that a button carries.
func (d *dice) another(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	if !unpackFilter(r) {
		return nil, bot.Refuse(bot.OldButton)
	}
	return draw(r, d.seed(), 0)
}

// randomPage draws the passage at a button's place in its shuffle.
func randomPage(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	seed, errSeed := strconv.ParseUint(r.Field("seed"), 36, 32)
	at, errAt := strconv.ParseUint(r.Field("place"), 36, 31)
	if errSeed != nil || errAt != nil || !unpackFilter(r) {
		return nil, bot.Refuse(bot.OldButton)
	}
	return draw(r, uint32(seed), int(at))
}

// randomClick draws what stands at a place of a shuffle.
func randomClick(seed uint32, place int, filter string) bot.Click {
	return bot.Click{Verb: "random", Fields: []string{strconv.FormatUint(uint64(seed), 36), strconv.FormatUint(uint64(place), 36), filter}}
}

// anotherClick draws a passage by a speaker; in may be nil.
func anotherClick(speaker *corpus.Person, in *corpus.Record) bot.Click {
	return bot.Click{Verb: "another", Fields: []string{bot.Packed(bot.TokenOfPerson(speaker), bot.TokenOfRecord(in), "")}}
}

func unpackFilter(r *bot.Request) bool {
	values, ok := bot.Unpacked(r.Field("filter"), 3)
	if ok {
		r.Options = map[string]string{"speaker": values[0], "record": values[1], "about": values[2]}
	}
	return ok
}

// draw answers with a passage from the turns that the options leave, which
// are walked through in the order that seed shuffles them to, from place at
// on. So a button needs nothing but the seed and the next place, and no turn
// comes again before all have come.
func draw(r *bot.Request, seed uint32, at int) (*bot.Reply, error) {
	speaker, in, err := filters(r, "speaker")
	if err != nil {
		return nil, err
	}
	about := r.Options["about"]
	if about != "" && !strings.ContainsFunc(about, bot.IsWordRune) {
		return nil, bot.Refuse("There is no word in `about` to look for. Leave it empty, or name something that the passage should be about.")
	}
	turns, err := turnsFor(r, speaker, in, about)
	if err != nil {
		return nil, err
	}
	filter := bot.Packed(bot.TokenOfPerson(speaker), bot.TokenOfRecord(in), about)
	order := shuffle{n: len(turns), seed: seed}
	for tried := range turns {
		place := at + tried
		round := place / len(turns)
		hit := turns[order.at(place%len(turns))]
		passages := aloneIn(hit)
		if len(passages) == 0 {
			continue
		}
		p := passages[int(mix(seed, uint32(place))%uint32(len(passages)))]
		answer := r.NewReply()
		left := answer.Quote(p, hit.Words)
		if at > 0 && round > (at-1)/len(turns) {
			answer.Add(bot.Small(r.Say("All have been shown. They now come again.")))
		}
		another := randomClick(seed, place+1, filter)
		here := thisClick(p)
		next := bot.Button("Another", another)
		if !another.Shareable() {
			next = bot.Press{}
			answer.Add(bot.Small(r.Say("`about` is too long for a button. Please run the command again for another passage.")))
		}
		around := bot.Button("In context", bot.ContextClick(p, 1))
		if left.Turn != nil {
			around = bot.Button("Read on", readClick("read", forward, left.Turn, left.Start))
		}
		answer.Buttons(next, around, citeButton(p, p), r.Share(here), saveButton(r, p))
		return answer, nil
	}
	if len(turns) == 0 && about != "" {
		return nil, nobodySpeaksOf(r, speaker, in, about)
	}
	return nil, nothingToDraw(r, speaker, in, about)
}

// nobodySpeaksOf says that there is no passage about something at all.
func nobodySpeaksOf(r *bot.Request, speaker *corpus.Person, in *corpus.Record, about string) error {
	var where bot.Markdown
	if in != nil {
		where = " " + r.Say("in %s", r.Where(in))
	}
	about = bot.Clip(about, 100)
	if speaker != nil {
		return bot.Refuse("%s does not speak of “%s”%s. Try another word for it, or fewer options.", bot.Clip(speaker.Name, 80), about, where)
	}
	return bot.Refuse("Nobody speaks of “%s”%s. Try another word for it, or fewer options.", about, where)
}

// nothingToDraw says why no passage is left.
func nothingToDraw(r *bot.Request, speaker *corpus.Person, in *corpus.Record, about string) error {
	var filters bot.Markdown
	if speaker != nil {
		filters += " " + r.Say("by %s", bot.Clip(speaker.Name, 80))
	}
	if about != "" {
		filters += " " + r.Say("about “%s”", bot.Clip(about, 100))
	}
	if in != nil {
		filters += " " + r.Say("in %s", r.Where(in))
	}
	for _, record := range r.Index.Library().Records {
		if (in == nil || record == in) && slices.ContainsFunc(record.Turns, func(t corpus.Turn) bool {
			return t.Sensitive && (speaker == nil || r.Index.Library().Person(&t) == speaker)
		}) {
			return bot.Refuse("No passage%s can be shown unasked: each is marked as sensitive, or has no whole sentences of 12 to 120 words that make sense by themselves. Try with fewer options, or `/quote` for what is said.", filters)
		}
	}
	return bot.Refuse("No passage%s can stand alone: none has whole sentences of 12 to 120 words that make sense by themselves. Try with fewer options, or `/quote` for what is said.", filters)
}

// turnsFor returns the turns that a passage may be drawn from: all that the
// speaker and the record leave, or those that a search finds to be about
// something, with the words that say so.
func turnsFor(r *bot.Request, speaker *corpus.Person, in *corpus.Record, about string) ([]search.Hit, error) {
	if about != "" {
		found, err := r.Index.Search(r.Context(), search.Query{Text: about, Speaker: speaker, Record: in, Limit: mostAbout})
		return slices.DeleteFunc(found.Hits, func(h search.Hit) bool { return h.Turn.Kind != corpus.Speech }), err
	}
	lib := r.Index.Library()
	var turns []search.Hit
	for _, record := range lib.Records {
		if in != nil && record != in {
			continue
		}
		for i := range record.Turns {
			if t := &record.Turns[i]; t.Kind == corpus.Speech && (speaker == nil || lib.Person(t) == speaker) {
				turns = append(turns, search.Hit{Passage: t.Whole()})
			}
		}
	}
	return turns, nil
}

// aloneIn returns the passages of a turn that can stand alone and hold one of the
// words by which it was found, if it was.
func aloneIn(hit search.Hit) []corpus.Passage {
	passages := corpus.StandAlone(hit.Turn)
	if len(hit.Words) == 0 {
		return passages
	}
	return slices.DeleteFunc(passages, func(p corpus.Passage) bool { return !holdsAny(p, hit.Words) })
}

// holdsAny reports whether one of the words stands in p.
func holdsAny(p corpus.Passage, words []corpus.Span) bool {
	return slices.ContainsFunc(words, func(w corpus.Span) bool { return w.Overlaps(p.Span) })
}

// proposeAbout proposes what a passage may be about: what is typed, if there is a
// passage about it, and words that set the speaker apart, or those who speak most.
func proposeAbout(r *bot.Request, typed string) []bot.Choice {
	return proposeWords(r, typed, func(speaker *corpus.Person, in *corpus.Record, word string) bool {
		turns, err := turnsFor(r, speaker, in, word)
		return err == nil && slices.ContainsFunc(turns, func(h search.Hit) bool { return len(aloneIn(h)) > 0 })
	})
}

// mostTried bounds the words that are looked for before they are proposed.
const mostTried = 8

// proposeWords proposes what is typed, and words that set the speaker apart, or
// those who speak most. Those that need be are looked for: what is typed, and
// words of a speaker of whom one record alone counts.
func proposeWords(r *bot.Request, typed string, stands func(speaker *corpus.Person, in *corpus.Record, word string) bool) []bot.Choice {
	var choices []bot.Choice
	seen := make(map[string]bool)
	in, _ := record(r, "record")
	speaker, _ := person(r, "speaker", in)
	tried := 0
	propose := func(word string, sure bool) {
		if seen[word] || bot.Units(word) > bot.MaxChoice || !strings.HasPrefix(strings.ToLower(word), strings.ToLower(typed)) {
			return
		}
		seen[word] = true
		if !sure {
			if tried++; tried > mostTried || !stands(speaker, in, word) {
				return
			}
		}
		choices = append(choices, bot.Choice{Name: word, Value: word})
	}
	if strings.ContainsFunc(typed, bot.IsWordRune) {
		propose(bot.Clip(bot.OneLine(typed), bot.MaxChoice-1), false)
	}
	if speaker != nil {
		for _, w := range r.Index.Distinctive(speaker, bot.MaxChoices) {
			propose(w, in == nil)
		}
		return choices
	}
	people, _, _ := r.Index.Speakers(r.Context(), "", in) // none once nobody waits
	for _, p := range people[:min(5, len(people))] {
		for _, w := range r.Index.Distinctive(p.Person, 5) {
			propose(w, in == nil)
		}
	}
	return choices
}

// A shuffle is an order of 0…n-1 that is told by its seed alone: steps of a
// length that has no divisor in common with n reach every place once.
type shuffle struct {
	n    int
	seed uint32
}

// at returns what stands at place i, which is at least 0 and less than n.
func (s shuffle) at(i int) int {
	n := uint64(s.n)
	step := uint64(mix(s.seed, 1))%n | 1
	for gcd(step, n) != 1 {
		step++
	}
	return int((uint64(mix(s.seed, 2)) + uint64(i)*step) % n)
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// mix returns a number that depends on all bits of a and b: the finalizer of
// MurmurHash3 by Austin Appleby.
func mix(a, b uint32) uint32 {
	h := a*0x9e3779b1 + b
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}
