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
	"negation": "Negation", "number": "Number", "name": "Name", "modal": "Modal verb",
}

// remarks say what the notes of no class do.
var remarks = map[string]bot.Key{
	verify.LeftOutByEllipsis: "The ellipsis leaves out words of the record.",
	verify.LeftOutUnmarked:   "Words of the record are left out without an ellipsis.",
	verify.InBrackets:        "Words in brackets replace other words of the record.",
	verify.Stitched:          "Stitched together from several places.",
	verify.TwoSpeakers:       "The words are of several speakers.",
}

// noteUnits is how much of the words that a note is about is shown.
const noteUnits = 120

// saidOf says what a note points out, in a line.
func saidOf(r *bot.Request, n verify.Note) bot.Markdown {
	if n.Change == verify.AfterNegation {
		return "⚠ " + r.Say("Right before these words the record has a negation: “%s”.", bot.Clip(bot.OneLine(n.Was), noteUnits))
	}
	sense, turns := senses[n.Class]
	if !turns {
		return bot.Small(r.Say(remarks[n.Change]))
	}
	text, was := bot.Clip(bot.OneLine(n.Text), noteUnits), bot.Clip(bot.OneLine(n.Was), noteUnits)
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

// warns reports whether a note is one of what may turn the sense.
func warns(n verify.Note) bool {
	_, turns := senses[n.Class]
	return turns || n.Change == verify.AfterNegation
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
		if warns(n) && len(lines) < mostWarnings {
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

// warnings says where what was typed differs from a passage found for it in
// what turns the sense. wrong reports that it names somebody who did not say
// the words, which is said, too.
func (p *proof) warnings(r *bot.Request, claim verify.Claim, asked search.Question, hit search.Hit) (lines []bot.Markdown, wrong bool, err error) {
	if hit.Match == search.Exact && claim.Speaker == "" {
		return nil, false, nil
	}
	f, err := p.of(r.Index).Check(r.Context(), claim)
	if err != nil || len(f.Pieces) == 0 || f.Pieces[0].Passage.Turn != hit.Turn {
		return nil, false, err
	}
	// What stands before the words is shown with them.
	f.Notes = slices.DeleteFunc(f.Notes, func(n verify.Note) bool { return n.Change == verify.AfterNegation })
	if asked.Asks && (hit.Match < search.Close || !strings.HasSuffix(strings.TrimSpace(claim.Text), "?")) {
		// A question claims nothing but the numbers that it takes for granted;
		// one of the record's own, typed with its mark, is a line like others.
		f.Notes = slices.DeleteFunc(f.Notes, func(n verify.Note) bool { return n.Class != "number" })
	}
	if hit.Match < search.Close {
		// It may be a question about something, of which numbers and names are
		// no claims; a "not" that is not there turns it all the same.
		f.Notes = slices.DeleteFunc(f.Notes, func(n verify.Note) bool { return n.Class != "negation" })
	}
	f.Notes = pointedOut(f.Notes, hit)
	return warningsOf(r, f), f.Attribution == verify.Wrong, nil
}

// pointedOut returns the notes that whoever has looked for a line needs: no two
// of the same words, none of a name that was not typed, since nobody claims a
// line to be whole, and none of words that the hit shows elsewhere.
func pointedOut(notes []verify.Note, hit search.Hit) []verify.Note {
	shown := " " + search.Fold(hit.Text()) + " "
	told := make(map[string]bool)
	return slices.DeleteFunc(slices.Clone(notes), func(n verify.Note) bool {
		again := told[n.Text+"\n"+n.Was]
		told[n.Text+"\n"+n.Was] = true
		left := n.Text == "" && n.Class == "name"
		there := n.Text != "" && n.Class != "negation" && strings.Contains(shown, " "+search.Fold(n.Text)+" ")
		return again || left || there
	})
}
