// Package tiers reads what linguists write of recordings: ELAN, Praat,
// EXMARaLDA and Transcriber, whose tiers hold what one person says and when, and CHAT, which
// has a line for each utterance and lines below it that describe it.
//
// Of the tiers of one person one is what is said; translations, glosses, gestures
// and comments are not read.
package tiers

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// Layouts are those of tiers, and of CHAT.
var Layouts = []draft.Layout{
	{Name: "ELAN", Read: func(f *page.File, h draft.Hint) (*draft.Draft, error) { return readTiers(f, h, elan) }},
	{Name: "EXMARaLDA", Read: func(f *page.File, h draft.Hint) (*draft.Draft, error) { return readTiers(f, h, exmaralda) }},
	{Name: "Transcriber", Read: func(f *page.File, h draft.Hint) (*draft.Draft, error) { return readTiers(f, h, transcriber) }},
	{Name: "Praat", Read: func(f *page.File, h draft.Hint) (*draft.Draft, error) { return readTiers(f, h, praat) }},
	{Name: "CHAT", Read: readChat},
}

var (
	errNobody = fmt.Errorf("%w: its tiers are not called by who speaks; give each tier the name of its speaker, or name the one who speaks", draft.ErrNoSpeech)
	errBroken = errors.New("it is damaged: its elements do not end")
)

// A tier is what one person says, or what describes it.
type tier struct {
	id, speaker, parent string
	said                []utterance
}

// An utterance is what stands in a tier at a time.
type utterance struct {
	start float64 // seconds; -1 if that is not known
	words string
	line  int // of the file
}

// readTiers reads a file by what cuts it into tiers, which returns nil if the file
// is of another kind.
func readTiers(f *page.File, h draft.Hint, cut func(text string) ([]tier, error)) (*draft.Draft, error) {
	if f.Text == nil {
		return nil, nil
	}
	found, err := cut(f.Text.String)
	if found == nil || err != nil {
		return nil, err
	}
	spoken, others := speech(found, h)
	if len(spoken) == 0 {
		return nil, errNobody
	}
	type turn struct {
		utterance
		speaker string
	}
	var turns []turn
	for _, t := range spoken {
		for _, u := range t.said {
			if u.words = strings.Join(strings.Fields(u.words), " "); says(u.words) {
				turns = append(turns, turn{u, t.speaker})
			}
		}
	}
	slices.SortStableFunc(turns, func(a, b turn) int { return cmp.Compare(a.start, b.start) })
	var flat page.Flat
	var messages []draft.Message
	for _, t := range turns {
		m := draft.Message{Name: t.speaker, Words: []page.Span{flat.Write(t.words, t.line)}}
		if t.start >= 0 {
			m.Time = clock(t.start)
		}
		flat.Break()
		messages = append(messages, m)
	}
	d := draft.New(flat.Text(), h)
	d.Basis.Marks = draft.Exported
	d.Add(messages, true)
	if len(others) > 0 {
		d.Doubt(0, "other_tier", "what stands in these tiers is taken for no speech of its own: "+strings.Join(others, ", "))
	}
	return d, nil
}

// clock returns a time of a recording as it is shown.
func clock(seconds float64) string {
	s := int(math.Min(seconds, 1e9))
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// says reports whether what stands in a tier at a time is said: it is more than
// a mark for silence.
func says(words string) bool {
	if !page.HasLetter(words) {
		return false
	}
	switch strings.ToLower(strings.Trim(words, "<>[](){}*_# ")) {
	case "sil", "sp", "spn", "silence", "pause", "p", "eps":
		return false
	}
	return true
}

// undescribed are words in the names of tiers that do not hold what is said.
var undescribed = page.NewWordList(`note notes comment comments gesture gestures gaze phone phones phoneme phonemes phon segment segments segs syllable syllables syll
	morph morphs morpheme morphemes gloss glosses pos lemma translation translations ft gls tr transl code codes event events topic topics language lang
	head hand hands face posture pitch tone tones intonation breath noise background bg context`)

// neutral are words in the names of tiers that name nobody.
var neutral = page.NewWordList(`tier default text texts utt utts utterance utterances transcript transcription transcriptions words word orth orthography orthographic tx txt ref
	speech spch spoken sentence sentences phrase phrases ipu ipus turn turns speaker speakers verbal v part trans annotation annotations main`)

// partsOf returns the words of a tier's name in small letters.
func partsOf(id string) []string {
	return strings.FieldsFunc(strings.ToLower(id), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// speech returns those tiers that hold what each person says, under the person's
// name, and the names of others that may hold speech.
func speech(all []tier, h draft.Hint) (spoken []tier, others []string) {
	children := make(map[string][]tier)
	named := false
	for _, t := range all {
		children[t.parent] = append(children[t.parent], t)
		named = named || t.speaker != ""
	}
	best := make(map[string]tier)
	var order []string
	for _, t := range children[""] {
		if named && t.speaker == "" {
			continue // nobody's: the program says of the others whose they are
		}
		t = wordy(t, children, 0)
		name := cmp.Or(nameOf(t, named), h.Speaker)
		if name == "" || words(t) == 0 || slices.ContainsFunc(partsOf(t.id), undescribed.Has) {
			continue
		}
		t.speaker = name
		old, ok := best[name]
		switch {
		case !ok:
			order = append(order, name)
		case words(t) <= words(old):
			others = append(others, t.id)
			continue
		default:
			others = append(others, old.id)
		}
		best[name] = t
	}
	for _, name := range order {
		spoken = append(spoken, best[name])
	}
	return spoken, others
}

// nameOf returns who speaks in a tier: as the file says, or else what its name
// holds beside the words that name nobody. "utterance@Anna" and "Anna - words"
// are Anna's.
func nameOf(t tier, named bool) string {
	if named {
		return t.speaker
	}
	id := t.id
	if _, after, ok := strings.Cut(id, "@"); ok && after != "" {
		id = after
	}
	for _, mark := range []string{" - ", "_", "-", " "} {
		first, last, ok := cutLast(id, mark)
		if ok && neutral.Holds(last) {
			id = first
			break
		}
	}
	parts := partsOf(id)
	for _, w := range parts {
		if !neutral.Has(w) && strings.Trim(w, "0123456789") != "" {
			return strings.TrimSpace(id)
		}
	}
	if len(parts) > 0 && strings.HasPrefix(strings.ToLower(id), "speaker") && len(id) > len("speaker") {
		return id
	}
	return ""
}

func cutLast(text, mark string) (before, after string, ok bool) {
	i := strings.LastIndex(text, mark)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(mark):], true
}

// wordy returns a tier, or the first below it that holds words, if it only numbers
// what those say.
func wordy(t tier, children map[string][]tier, depth int) tier {
	const deepest = 8
	numbered := 0
	for _, u := range t.said {
		if !page.HasLetter(u.words) || strings.ContainsAny(u.words, "0123456789") && !strings.ContainsRune(u.words, ' ') {
			numbered++
		}
	}
	if numbered*2 <= len(t.said) || depth > deepest {
		return t
	}
	for _, child := range children[t.id] {
		if found := wordy(child, children, depth+1); words(found) > words(t) {
			return found
		}
	}
	return t
}

// words returns how many words a tier holds.
func words(t tier) int {
	n := 0
	for _, u := range t.said {
		n += len(strings.Fields(u.words))
	}
	return n
}
