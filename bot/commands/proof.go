package commands

import (
	"slices"
	"strings"
	"sync"

	"rapporteur/bot"
	"rapporteur/corpus/search"
	"rapporteur/corpus/study/verify"
)

// A proof holds quotations to the record. It keeps what checks them for the
// libraries that were asked for last: to make it, a library is read through.
type proof struct {
	mu   sync.Mutex
	kept []checked // the last one asked for first
}

// A checked is a library with what checks quotations against it.
type checked struct {
	index    *search.Index
	verifier *verify.Verifier
}

// mostChecked bounds the libraries that are kept. Each keeps its index.
const mostChecked = 8

// of returns what checks quotations against an index.
func (p *proof) of(x *search.Index) *verify.Verifier {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := slices.IndexFunc(p.kept, func(c checked) bool { return c.index == x })
	found := checked{x, nil}
	if at >= 0 {
		found = p.kept[at]
		p.kept = slices.Delete(p.kept, at, at+1)
	} else {
		found.verifier = verify.New(x)
	}
	p.kept = slices.Insert(p.kept, 0, found)
	if len(p.kept) > mostChecked {
		p.kept = slices.Delete(p.kept, mostChecked, len(p.kept))
	}
	return found.verifier
}

// senses name what carries the sense of a sentence.
var senses = map[string]bot.Key{
	"negation": "Negation", "opposite": "Opposite", "number": "Number", "name": "Name", "modal": "Modal verb", "order": "Order of words",
}

// remarks say what the notes of no class do.
var remarks = map[string]bot.Key{
	verify.LeftOutByEllipsis: "The ellipsis leaves out words of the record.",
	verify.LeftOutUnmarked:   "Words of the record are left out without an ellipsis.",
	verify.InBrackets:        "Words in brackets are not the record’s.",
	verify.Stitched:          "Stitched together from several places.",
	verify.TwoSpeakers:       "The words are of several speakers.",
	verify.OverSentences:     "The ellipsis leaves out the end of a sentence: in the record, these are words of several.",
}

// meanings say how words are meant in the record, with the words that show it.
var meanings = map[string]bot.Key{
	verify.AfterNegation: "Right before these words the record has a negation: “%s”.",
	verify.OnCondition:   "The record says this on a condition: “%s”.",
	verify.QuotedThere:   "The speaker quotes these words. Before them stands: “%s”.",
	verify.Reported:      "The speaker tells what somebody says. Before these words stands: “%s”.",
	verify.IsAside:       "“%s” is no word of the speaker’s, but an insertion of the recorder’s or the editor’s.",
}

// noteUnits is how much of the words that a note is about is shown.
const noteUnits = 120

// saidOf says what a note points out, in a line.
func saidOf(r *bot.Request, n verify.Note) bot.Markdown {
	text, was := bot.Clip(bot.OneLine(n.Text), noteUnits), bot.Clip(bot.OneLine(n.Was), noteUnits)
	if meant, ok := meanings[n.Change]; ok {
		return "⚠ " + r.Say(meant, was)
	}
	sense, turns := senses[n.Class]
	if !turns && n.TurnsSense() {
		return "⚠ " + r.Say(remarks[n.Change])
	}
	if !turns {
		return bot.Small(r.Say(remarks[n.Change]))
	}
	if n.Change == verify.LeftOut {
		text = "" // what stands in its place is a word of another kind
	}
	switch {
	case was == "":
		return "⚠ " + r.Say("%s: the record does not have “%s” here.", sense, text)
	case text == "":
		return "⚠ " + r.Say("%s: the record has “%s” here.", sense, was)
	}
	return "⚠ " + r.Say("%s: “%s” where the record has “%s”.", sense, text, was)
}

// mostWarnings bounds the lines of warning above one quotation.
const mostWarnings = 6

// warningsOf says what turns the sense of a quotation, and that somebody else
// said it.
func warningsOf(r *bot.Request, f verify.Finding) []bot.Markdown {
	var lines []bot.Markdown
	if f.Attribution == verify.Wrong {
		lines = append(lines, "⚠ "+r.Say("Not said by “%s”, but by %s.", bot.Clip(f.Speaker, 80), whoSaid(r, f)))
	}
	for _, n := range f.Notes {
		if n.TurnsSense() && len(lines) < mostWarnings {
			lines = append(lines, behindBars(f, saidOf(r, n)))
		}
	}
	return lines
}

// behindBars hides a line with words of the record until it is clicked, if they
// are sensitive.
func behindBars(f verify.Finding, line bot.Markdown) bot.Markdown {
	for _, p := range f.Pieces {
		if p.Passage.Turn.Sensitive {
			return "||" + line + " ||"
		}
	}
	return line
}

// whoSaid names the speakers of what was found.
func whoSaid(r *bot.Request, f verify.Finding) bot.Markdown {
	var names []bot.Markdown
	for _, p := range f.Pieces {
		name := r.WhoSpeaks(p.Passage.Turn, false)
		if p.Recorder() {
			name = r.Say("the recorder")
			if by := p.Speaker(); by != "" {
				name = r.Say("the recorder, %s", bot.Clip(by, 80))
			}
		}
		if len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return bot.Join(names, ", ")
}

// leastQuoted is how many words are a line that somebody may quote: what stands
// around one or two of them turns no sense.
const leastQuoted = 3

// warnings says where what was typed differs from a passage found for it in
// what turns the sense, as /verify does. wrong reports that it names somebody who
// did not say the words, which is said, too.
func (p *proof) warnings(r *bot.Request, claim verify.Claim, asked search.Question, hit search.Hit) (lines []bot.Markdown, wrong bool, err error) {
	if hit.Match == search.Exact && claim.Speaker == "" && len(strings.Fields(claim.Text)) < leastQuoted {
		return nil, false, nil
	}
	v := p.of(r.Index)
	f, err := v.Check(r.Context(), claim)
	if err != nil {
		return nil, false, err
	}
	if len(f.Pieces) == 0 || f.Pieces[0].Passage.Turn != hit.Turn {
		var alike bool
		if f, alike = v.Against(r.Context(), claim, hit.Turn); !alike {
			return nil, false, r.Context().Err()
		}
	}
	f.Notes = pointedOut(f.Notes, claim, asked, hit)
	lines = warningsOf(r, f)
	if hit.Match == search.Close && !asked.Asks {
		lines = append(lines, exchanged(r, f, v.Exchanged(f))...)
	}
	return lines, f.Attribution == verify.Wrong, nil
}

// mostExchanged bounds the lines about words in place of which the record has others.
const mostExchanged = 2

// exchanged says which words of a line that was found are others in the record.
func exchanged(r *bot.Request, f verify.Finding, changes []verify.Change) []bot.Markdown {
	var lines []bot.Markdown
	changes = slices.DeleteFunc(changes, func(c verify.Change) bool { return atEdge(f.Diff, c) })
	for _, c := range changes[:min(mostExchanged, len(changes))] {
		text, was := bot.Clip(bot.OneLine(c.Text), noteUnits), bot.Clip(bot.OneLine(c.Was), noteUnits)
		lines = append(lines, bot.Small(behindBars(f, r.Say("“%s” where the record has “%s”.", text, was))))
	}
	return lines
}

// atEdge reports whether several words are exchanged before or after all that is equal:
// they are no words of the line, but what was typed around it.
func atEdge(diff []verify.Change, c verify.Change) bool {
	if len(strings.Fields(c.Text)) < leastQuoted {
		return false
	}
	equal := func(other verify.Change) bool { return other.Op == verify.Equal }
	first, last := slices.IndexFunc(diff, equal), len(diff)-1
	for last >= 0 && !equal(diff[last]) {
		last--
	}
	at := slices.IndexFunc(diff, func(other verify.Change) bool { return other.Text == c.Text && other.Was == c.Was })
	return at >= 0 && (at < first || at > last)
}

// pointedOut returns the notes that whoever has looked for a line needs.
func pointedOut(notes []verify.Note, claim verify.Claim, asked search.Question, hit search.Hit) []verify.Note {
	shown := " " + search.Fold(hit.Text()) + " "
	// A question claims nothing but the numbers that it takes for granted; one of
	// the record's own, typed with its mark, is a line like others.
	question := asked.Asks && (hit.Match < search.Close || !strings.HasSuffix(strings.TrimSpace(claim.Text), "?") || !strings.Contains(hit.Text(), "?"))
	told := make(map[string]bool)
	return slices.DeleteFunc(slices.Clone(notes), func(n verify.Note) bool {
		again := told[n.Text+"\n"+n.Was]
		told[n.Text+"\n"+n.Was] = true
		switch {
		case again:
			return true
		case question && n.Class != "number":
			return true
		case hit.Match < search.Close && !claimed(n):
			return true
		case n.Class == "name" && n.Text == "":
			return true // nobody claims a line to be whole
		case n.Class == "name" && n.Was == "" && ofSpeaker(hit, n.Text):
			return true // whose words they are
		}
		// What the hit shows elsewhere is not missing.
		return n.Text != "" && n.Class != "negation" && n.Class != "opposite" && n.Class != "order" && strings.Contains(shown, " "+search.Fold(n.Text)+" ")
	})
}

// ofSpeaker reports whether all words of a name are of the one who says a hit.
func ofSpeaker(hit search.Hit, name string) bool {
	if hit.Turn.Speaker < 0 {
		return false
	}
	s := &hit.Turn.Record.Speakers[hit.Turn.Speaker]
	of := nameWords(s.Name + " " + strings.Join(s.Aliases, " "))
	return !slices.ContainsFunc(nameWords(name), func(w string) bool { return !slices.Contains(of, w) })
}

// claimed reports whether a note is of what is claimed even by words that only come
// near a passage: a "not" that is not there turns it all the same, and so does a
// name in place of another. Further names and numbers may be what is asked about.
func claimed(n verify.Note) bool {
	switch n.Class {
	case "negation", "opposite", "order":
		return true
	case "name", "number":
		return n.Text != "" && n.Was != ""
	}
	return false
}
