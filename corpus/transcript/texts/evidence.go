package texts

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// What speaks for a label being a speaker's, and against it. Each is a number;
// times its weight it is added to the log-odds of the label. The order is that
// of weights.
const (
	bias        = iota
	recurrence  // log2 of its cues that are not weak
	once        // it comes once
	weakness    // share of its cues that are weak
	fit         // how far it stands where the surely known labels stand
	pure        // log2 of how many sure labels stand there for one that is not
	cased       // how far it is in capitals or not as they are
	titled      // "Mr.", "Senator", initials
	roled       // it holds a role: "Clerk", "First Servant"
	listed      // its words stand among those present, or before the first turn
	declared    // it has what only names have: a short form, a role, a time
	common      // the text writes all its words in small letters too
	exclamation // it is a sentence too: "No", "Oh"
	counter     // it counts points: "First"
	heading     // it heads a section or a line of a form: "Note", "Date"
	sentence    // words in small letters that no name has
	comma       // it holds a comma
	bare        // share of its cues without words after them
	long        // words beyond three
	dense       // how much of the text's paragraphs begin with labels
	denseOnce   // that, if it comes once
	stopped     // share of its cues whose words end a sentence
	alternates  // share of its cues that follow another label's
	letter      // it is a single letter
	goesOn      // share of its cues whose words begin with a small letter
	full        // a full name, not in capitals
	capitals    // in capitals
	set         // in bold, in italics or in brackets
	front       // it comes once, before the first label that comes back
	said        // log2 of the bytes that stand under it, to the next label
	headingPure // it could be a heading, but stands where only labels do
	ended       // its words end sentences as those under sure labels do, in log-odds
	entry       // it comes once, before the first label that comes back or after the last of these, with no sentence: a line of a form
	numFeatures
)

type evidence [numFeatures]float64

var featureNames = [numFeatures]string{
	"bias", "recurrence", "once", "weakness", "fit", "pure", "cased", "titled", "roled", "listed", "declared", "common", "exclamation", "counter", "heading", "sentence", "comma", "bare", "long", "dense", "denseOnce", "stopped", "alternates", "letter", "goesOn", "full", "capitals", "set", "front", "said", "headingPure", "ended", "entry",
}

// logit returns the log-odds of e under weights.
func (e *evidence) logit(weights *evidence) float64 {
	sum := 0.0
	for i := range e {
		sum += e[i] * weights[i]
	}
	return sum
}

func probability(logit float64) float64 { return 1 / (1 + math.Exp(-logit)) }

// weigh fills in what speaks for each label, and its log-odds.
func (c *cast) weigh(p *parser, cues []cue, named func(name string) bool) {
	if len(c.order) == 0 {
		return
	}
	lower := p.s.Lower()
	lone, all, small := 0, 0, 0
	for _, it := range c.order {
		lone += it.lone
		all += it.cues
		small += it.small
	}
	c.inHaste = small*4 > all*3
	c.inSmall = p.inSmall(cues)
	inline := !p.alone && all >= 2*fewCues && float64(lone) < (1-hangColumn)*float64(all)
	density, recurs := p.density(cues), len(p.s.Lines)
	for _, it := range c.order {
		if it.strong >= fewCues && !it.heading {
			recurs = min(recurs, it.first)
		}
	}
	last := 0 // line of the last cue of a label that comes back
	for _, q := range cues {
		if it := q.part; it != nil && it.strong >= fewCues && !it.heading {
			last = q.line
		}
	}
	for _, it := range c.order {
		it.e = c.features(it, lower, named(it.name), inline, density)
		if it.cues == 1 && it.first < recurs && recurs < len(p.s.Lines) {
			it.e[front] = 1
		}
		it.logit = it.e.logit(&labelWeights)
	}
	// What the surely known labels look like is known only now. Where none is
	// sure, all of them show it.
	isSure := func(it *part) bool { return it.strong >= fewCues || it.e[titled]+it.e[declared]+it.e[listed] > 0 }
	if !slices.ContainsFunc(c.order, isSure) {
		isSure = func(*part) bool { return true }
	}
	sure, seen := make(map[form]float64), make(map[form]float64)
	total, caps, ends := 0.0, 0.0, 0.0
	for _, it := range c.order {
		weight := 0.0
		if isSure(it) {
			weight = probability(it.logit)
		}
		for _, f := range it.forms {
			sure[f.form] += weight * float64(f.cues)
			seen[f.form] += float64(f.cues)
		}
		total += weight * float64(it.cues)
		caps += weight * float64(it.cues) * it.e[capitals]
		ends += weight * float64(it.stopped)
	}
	for _, it := range c.order {
		// A label is not compared with itself.
		own := 0.0
		if isSure(it) {
			own = probability(it.logit)
		}
		n := float64(it.cues)
		others := total - own*n
		like, clean := 0.0, 0.0
		for _, f := range it.forms {
			k := float64(f.cues)
			known := max(0, sure[f.form]-own*k)
			if others > 0 {
				like += k * known / others
			}
			clean += k * math.Log2((known+0.5)/(max(0, seen[f.form]-k-known)+0.5))
		}
		if others > 0 { // else nothing is known of where labels stand
			it.e[fit], it.e[pure] = min(1, like/n), max(-maxPure, min(maxPure, clean/n))
			share := max(0, min(1, (caps-own*n*it.e[capitals])/others))
			it.e[cased] = share*it.e[capitals] + (1-share)*(1-it.e[capitals])
			ending := max(0, ends-own*float64(it.stopped)) / others
			it.e[ended] = endings(it, ending)
			if it.e[front] > 0 || it.cues == 1 && last > 0 && it.first > last {
				it.e[entry] = (1 - it.e[stopped]) * ending
			}
		}
		it.e[headingPure] = it.e[heading] * max(0, it.e[pure])
		it.logit = it.e.logit(&labelWeights)
	}
}

// endings compares how often the words under a label end sentences with the
// share of those under sure labels that do. Words that are nobody's do so half
// of the time.
func endings(it *part, share float64) float64 {
	share = max(0.05, min(0.95, share))
	stopped, open := float64(it.stopped), float64(it.cues-it.stopped)
	return max(-maxPure, min(maxPure/2, stopped*math.Log(share/0.5)+open*math.Log((1-share)/0.5)))
}

// maxPure bounds what the company of a label says of it.
const maxPure = 6

func (c *cast) features(it *part, lower map[string]bool, named, inline bool, density float64) evidence {
	name, n := it.name, float64(it.cues)
	flag := func(is bool) float64 {
		if is {
			return 1
		}
		return 0
	}
	var e evidence
	e[bias] = 1
	e[recurrence] = min(6, math.Log2(1+float64(max(it.strong, it.alike))))
	e[once] = flag(max(it.cues, it.alike) == 1)
	e[weakness] = 1 - float64(it.strong)/n
	e[fit], e[cased] = 0.5, 0.5
	e[titled] = flag(label.IsTitled(name) || label.HasInitials(name))
	e[roled] = flag(label.HasRole(name) && strings.Count(name, " ") < 5)
	e[listed] = flag(named && !it.heading)
	e[declared] = flag(it.short || it.timed)
	e[common] = flag(!named && !it.namely && it.alike == it.strong && label.IsCommon(name, lower))
	if c.inHaste && it.strong >= 2 {
		e[common] *= 0.3 // nobody else has a capital there
	}
	e[exclamation] = flag(!named && !it.namely && label.IsExclamation(name))
	if it.strong >= 2 && it.colons == it.cues && label.IsCaps(name) {
		e[exclamation] *= 0.3 // "OH:" is a surname; nobody exclaims with a colon
	}
	e[counter] = flag(label.IsCounter(name))
	if e[heading] = flag(it.heading && !(it.timed && strings.Contains(name, "_"))); label.HasRole(name) && it.cues > 1 {
		e[heading] *= 0.4 // a page of a book, or of a king
	}
	if e[roled] > 0 && it.fields == it.cues {
		e[heading] = 1 // a field of a form: "Chair: Daniel Burnett"
	}
	e[sentence] = float64(min(3, label.SentenceWords(name)))
	if c.inSmall && it.strong > 1 {
		e[sentence] = 0
		e[common] *= 0.3
	}
	if !strings.Contains(name, " ") { // it may be a nickname, which is set apart
		e[sentence] *= 1 - float64(it.set)/n
		if it.set > 0 && label.BeginsInSmall(name) {
			e[common] = 0
		}
	}
	e[comma] = flag(strings.Contains(name, ",") && !label.IsCaps(name))
	e[bare] = float64(it.bare) / n
	if inline && it.lone == it.cues && !it.short && e[titled] == 0 {
		e[bare] = 1 // a heading: all others have their words beside them
	}
	e[long] = max(0, float64(strings.Count(name, " "))-2)
	e[dense] = density
	e[denseOnce] = density * e[once]
	e[stopped] = float64(it.stopped) / n
	e[alternates] = float64(it.after) / n
	e[letter] = flag(utf8.RuneCountInString(name) == 1)
	e[goesOn] = float64(it.small) / n
	e[full] = flag(strings.Contains(name, " ") && !label.IsCaps(name) && label.AllNameWords(name) && !label.HoldsCommon(name, lower))
	e[capitals] = flag(label.HasCapsOnly(name))
	e[set] = float64(it.set) / n
	e[said] = math.Log2(1+float64(it.said)/n) / 4
	return e
}

// inSmall reports whether nearly all cues have names that begin with a small letter,
// and most lines are cues.
func (p *parser) inSmall(cues []cue) bool {
	const (
		nearly = 0.8 // of the cues
		most   = 0.6 // of the lines
	)
	small := 0
	for _, q := range cues {
		if label.BeginsInSmall(q.label.Name) {
			small++
		}
	}
	return float64(small) >= nearly*float64(len(cues)) && float64(len(cues)) >= most*float64(len(p.s.Lines)-cues[0].line)
}

// density returns which share of the paragraphs from the first cue on begins
// with one.
func (p *parser) density(cues []cue) float64 {
	strong := 0
	for _, q := range cues {
		if it := q.part; !q.weak && it != nil && !it.heading {
			strong++
		}
	}
	paragraphs := 0
	for i := cues[0].line; i < len(p.s.Lines); i++ {
		if p.s.Lines[i].Gap > page.Wrapped {
			paragraphs++
		}
	}
	return min(1, float64(strong)/float64(max(1, paragraphs, strong)))
}
