package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

func randomCommand() command {
	return command{
		declaration: declare("random", "A passage by chance that can stand alone",
			textOption("speaker", "Only what this person says", false),
			textOption("record", "Only from this record", false),
			textOption("about", "Only passages about this", false),
		),
		example:      "/random speaker: {speaker}",
		run:          runRandom,
		autocomplete: map[string]propose{"speaker": proposeSpeakers, "record": proposeRecords, "about": proposeWords},
		verbs: []verb{
			{name: "random", fields: 3, run: randomPage},
			{name: "another", fields: 1, run: randomOf, place: aside},
		},
	}
}

// mostAbout bounds the turns that are about something.
const mostAbout = 100

func runRandom(_ context.Context, r *request) (reply, error) {
	return r.draw(r.bot.seed(), 0)
}

// randomOf draws the first passage of a filter that a button carries.
func randomOf(_ context.Context, r *request) (reply, error) {
	if !r.unpackFilter(r.fields[0]) {
		return nil, refuse(oldButton)
	}
	return r.draw(r.bot.seed(), 0)
}

// randomPage draws the passage at a button's place in its shuffle.
func randomPage(_ context.Context, r *request) (reply, error) {
	seed, errSeed := strconv.ParseUint(r.fields[0], 36, 32)
	at, errAt := strconv.ParseUint(r.fields[1], 36, 31)
	if errSeed != nil || errAt != nil || !r.unpackFilter(r.fields[2]) {
		return nil, refuse(oldButton)
	}
	return r.draw(uint32(seed), int(at))
}

func (r *request) unpackFilter(field string) bool {
	values, ok := unpacked(field, 3)
	if ok {
		r.options = map[string]string{"speaker": values[0], "record": values[1], "about": values[2]}
	}
	return ok
}

// draw answers with a passage from the turns that the options leave, which
// are walked through in the order that seed shuffles them to, from place at
// on. So a button needs nothing but the seed and the next place, and no turn
// comes again before all have come.
func (r *request) draw(seed uint32, at int) (reply, error) {
	speaker, in, err := r.filters("speaker")
	if err != nil {
		return nil, err
	}
	about := r.options["about"]
	if about != "" && !strings.ContainsFunc(about, isWordRune) {
		return nil, refuse("There is no word in `about` to look for. Leave it out, or name something that the passage is to be about.")
	}
	turns := r.turnsFor(speaker, in, about)
	filter := packed(tokenOfPerson(speaker), tokenOfRecord(in), about)
	order := shuffle{n: len(turns), seed: seed}
	for tried := range turns {
		place := at + tried
		round := place / len(turns)
		hit := turns[order.at(place%len(turns))]
		passages := corpus.StandAlone(hit.Turn)
		if about != "" {
			passages = slices.DeleteFunc(passages, func(p corpus.Passage) bool { return !holdsAny(p, hit.Words) })
		}
		if len(passages) == 0 {
			continue
		}
		p := passages[int(mix(seed, uint32(place))%uint32(len(passages)))]
		var answer reply
		left := answer.quote(p, hit.Words)
		if at > 0 && round > (at-1)/len(turns) {
			answer.add(small("All have been shown: from here on they come again."))
		}
		another := state{"random", []string{strconv.FormatUint(uint64(seed), 36), strconv.FormatUint(uint64(place+1), 36), filter}}
		here := state{"this", []string{passageToken(p)}}
		next := button("Another", another)
		if !another.shareable() {
			next.CustomID = ""
			answer.add(small("`about` is too long for a button that goes on; please run the command again for another passage."))
		}
		more := button("Read on", readState("read", forward, p.Turn, p.End))
		if left.Turn == nil {
			more.CustomID = ""
		}
		answer.row(next, more, button("In context", contextState(p, 1)), r.share(here))
		return answer, nil
	}
	return nil, refuse(r.nothingToDraw(speaker, in, about))
}

// nothingToDraw says why no passage is left.
func (r *request) nothingToDraw(speaker *corpus.Person, in *corpus.Record, about string) markdown {
	of := markdown("No passage")
	if speaker != nil {
		of += " by " + plain(clip(speaker.Name, 80))
	}
	if about != "" {
		of += " about “" + plain(clip(about, 100)) + "”"
	}
	if in != nil {
		of += " in " + plain(where(in))
	}
	return of + " can stand alone: none has whole sentences of 12 to 120 words that make sense by themselves. Try with fewer options, or `/quote` for what is said."
}

// turnsFor returns the turns that a passage may be drawn from: all that the
// speaker and the record leave, or those that a search finds to be about
// something, with the words that say so.
func (r *request) turnsFor(speaker *corpus.Person, in *corpus.Record, about string) []search.Hit {
	if about != "" {
		hits := r.index.Search(search.Query{Text: about, Speaker: speaker, Record: in, Limit: mostAbout}).Hits
		return slices.DeleteFunc(hits, func(h search.Hit) bool { return h.Turn.Kind != corpus.Speech })
	}
	lib := r.index.Library()
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
	return turns
}

// holdsAny reports whether one of the words stands in p.
func holdsAny(p corpus.Passage, words []corpus.Span) bool {
	return slices.ContainsFunc(words, func(w corpus.Span) bool { return w.Overlaps(p.Span) })
}

// proposeWords proposes what a passage may be about: what is typed, and words
// that set the speaker apart, or those who speak most.
func proposeWords(r *request, typed string) []choice {
	var choices []choice
	seen := make(map[string]bool)
	propose := func(word string) {
		if !seen[word] && units(word) <= maxChoice && strings.HasPrefix(strings.ToLower(word), strings.ToLower(typed)) {
			seen[word] = true
			choices = append(choices, choice{word, word})
		}
	}
	if typed != "" {
		propose(clip(oneLine(typed), maxChoice-1))
	}
	in, _ := r.record("record")
	if speaker, _ := r.person("speaker", in); speaker != nil {
		for _, w := range r.index.Distinctive(speaker, maxChoices) {
			propose(w)
		}
		return choices
	}
	people, _ := r.index.Speakers("", in)
	for _, p := range people[:min(5, len(people))] {
		for _, w := range r.index.Distinctive(p.Person, 5) {
			propose(w)
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
