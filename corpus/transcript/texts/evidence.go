package texts

import (
	"math"
	"slices"

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

// A basis is what the evidence of each label of a cast is measured by.
type basis struct {
	inHaste bool    // the words of nearly all begin with a small letter, as those of who types by hand
	inSmall bool    // nearly all names begin with a small letter, and stand before most lines: "mum: did you sleep"
	upright bool    // see isUpright
	inline  bool    // nearly all have their words beside them
	density float64 // see parser.density
	recurs  int32   // line of the first label that comes back
	last    int32   // line of the last cue of such a label
	lines   int32   // how many there are
	// What the surely known labels look like, and how much of it is known.
	sure, seen         map[form]float64
	total, caps, ended float64
	any                bool // none is sure, so that all of them show it
}

// weigh finds the log-odds of each label; see evidence.
func (c *cast) weigh(p *parser, cues []cue, named func(name string) bool) {
	if len(c.order) == 0 {
		return
	}
	c.measure(p, cues)
	lower := p.s.Lower()
	for _, it := range c.order {
		it.lookAround(lower)
		it.listed = named(it.text)
		e := c.features(it)
		it.logit = e.logit(&labelWeights)
	}
	// What the surely known labels look like is known only now.
	c.compare()
	for _, it := range c.order {
		e := c.features(it)
		c.company(&e, it)
		it.logit, it.unlike = e.logit(&labelWeights), it.isUnlike(&e)
		if c.doc.sampled {
			c.all = append(c.all, e)
		}
	}
}

// measure counts what all labels have in common.
func (c *cast) measure(p *parser, cues []cue) {
	lone, all, small := 0, 0, 0
	b := &c.basis
	b.lines = int32(len(p.s.Lines))
	b.recurs = b.lines
	for _, it := range c.order {
		lone += int(it.lone)
		all += int(it.cues)
		small += int(it.small)
		if it.strong >= fewCues && !it.isHeading() {
			b.recurs = min(b.recurs, it.first)
		}
	}
	for i := range cues {
		if it := cues[i].part; it != nil && it.strong >= fewCues && !it.isHeading() {
			b.last = int32(cues[i].line)
		}
	}
	b.inHaste, b.inSmall = small*4 > all*3, p.inSmall(cues)
	b.inline = !p.alone && all >= 2*fewCues && float64(lone) < (1-hangColumn)*float64(all)
	b.upright = c.isUpright()
	b.density = p.density(cues)
}

// isSure reports whether a label is surely a speaker's.
func (c *cast) isSure(it *part) bool {
	return c.basis.any || it.strong >= fewCues || it.has(hasTitle) || it.isDeclared() || it.isListed()
}

// isHeading reports whether a label begins like the heading of something.
func (it *part) isHeading() bool { return it.has(isHeading) && !it.namely }

// exclaims reports whether a label is a sentence, too.
func (it *part) exclaims() bool { return !it.listed && !it.namely && it.has(isExclamation) }

func (it *part) isDeclared() bool { return it.short || it.timed }

func (it *part) isListed() bool { return it.listed && !it.isHeading() }

func (it *part) isRoled() bool { return it.has(hasRole) && it.spaces < 5 }

// compare sums up what the surely known labels look like.
func (c *cast) compare() {
	b := &c.basis
	b.any = !slices.ContainsFunc(c.order, c.isSure)
	b.sure, b.seen = make(map[form]float64), make(map[form]float64)
	for _, it := range c.order {
		weight := 0.0
		if c.isSure(it) {
			weight = probability(it.logit)
		}
		for f := range c.forms(it) {
			b.sure[f.form] += weight * float64(f.cues)
			b.seen[f.form] += float64(f.cues)
		}
		n := weight * float64(it.cues)
		b.total += n
		b.caps += n * flag(it.has(inCapsOnly))
		b.ended += weight * float64(it.stopped)
	}
}

// company adds to the evidence of a label what follows from how the sure ones
// look. A label is not compared with itself.
func (c *cast) company(e *evidence, it *part) {
	b, own := &c.basis, 0.0
	if c.isSure(it) {
		own = probability(it.logit)
	}
	n := float64(it.cues)
	others := b.total - own*n
	if others > 0 { // else nothing is known of where labels stand
		like, clean := 0.0, 0.0
		for f := range c.forms(it) {
			k := float64(f.cues)
			known := max(0, b.sure[f.form]-own*k)
			like += k * known / others
			clean += k * math.Log2((known+0.5)/(max(0, b.seen[f.form]-k-known)+0.5))
		}
		e[fit], e[pure] = min(1, like/n), max(-maxPure, min(maxPure, clean/n))
		share := max(0, min(1, (b.caps-own*n*e[capitals])/others))
		e[cased] = share*e[capitals] + (1-share)*(1-e[capitals])
		ending := max(0, b.ended-own*float64(it.stopped)) / others
		e[ended] = endings(it, ending)
		if e[front] > 0 || it.cues == 1 && b.last > 0 && it.first > b.last {
			e[entry] = (1 - e[stopped]) * ending
		}
	}
	e[headingPure] = e[heading] * max(0, e[pure])
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

// features returns what speaks for a label but for the company that it is in.
func (c *cast) features(it *part) evidence {
	n, b := float64(it.cues), &c.basis
	var e evidence
	e[bias] = 1
	e[recurrence] = min(6, math.Log2(1+float64(max(it.strong, it.alike))))
	e[once] = flag(max(it.cues, it.alike) == 1)
	e[weakness] = 1 - float64(it.strong)/n
	e[fit], e[cased] = 0.5, 0.5
	e[titled] = flag(it.has(hasTitle))
	e[roled] = flag(it.isRoled())
	e[listed] = flag(it.isListed())
	e[declared] = flag(it.isDeclared())
	e[common] = c.commonness(it)
	e[exclamation] = flag(it.exclaims())
	if it.strong >= 2 && it.colons == it.cues && it.has(inCaps) {
		e[exclamation] *= 0.3 // "OH:" is a surname; nobody exclaims with a colon
	}
	e[counter] = flag(it.has(isCounter))
	e[heading] = it.heads()
	e[sentence] = c.sentences(it)
	e[comma] = flag(it.has(hasComma) && !it.has(inCaps))
	e[bare] = float64(it.bare) / n
	if b.inline && it.lone == it.cues && !it.short && e[titled] == 0 {
		e[bare] = 1 // a heading: all others have their words beside them
	}
	e[long] = max(0, float64(it.spaces)-2)
	e[dense] = b.density
	e[denseOnce] = b.density * e[once]
	e[stopped] = float64(it.stopped) / n
	e[alternates] = float64(it.after) / n
	e[letter] = flag(it.has(isLetter))
	e[goesOn] = float64(it.small) / n
	e[full] = flag(it.has(isFull))
	e[capitals] = flag(it.has(inCapsOnly))
	e[set] = float64(it.set) / n
	e[front] = flag(it.cues == 1 && it.first < b.recurs && b.recurs < b.lines)
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

func flag(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// commonness says how far the words of a label are such as the text writes in
// small letters.
func (c *cast) commonness(it *part) float64 {
	nickname := it.spaces == 0 && it.set > 0 && it.has(beginsSmall)
	if it.listed || it.namely || it.alike != it.strong || nickname || !it.has(isCommon) {
		return 0
	}
	is := 1.0
	if c.basis.inHaste && it.strong >= 2 {
		is *= 0.3 // nobody else has a capital there
	}
	if c.basis.inSmall && it.strong >= 2 {
		is *= 0.3
	}
	return is
}

// heads says how far a label begins like the heading of something.
func (it *part) heads() float64 {
	is := flag(it.isHeading() && !(it.timed && it.has(hasUnderscore)))
	if it.has(hasRole) && it.cues > 1 {
		is *= 0.4 // a page of a book, or of a king
	}
	if it.isRoled() && it.fields == it.cues {
		is = 1 // a field of a form: "Chair: Daniel Burnett"
	}
	return is
}

// sentences returns how many words of a label no name has.
func (c *cast) sentences(it *part) float64 {
	if c.basis.inSmall && it.strong > 1 {
		return 0
	}
	n := float64(it.sentence)
	if it.spaces == 0 { // it may be a nickname, which is set apart
		n *= 1 - float64(it.set)/float64(it.cues)
	}
	return n
}

// density returns which share of the paragraphs from the first cue on begins
// with one.
func (p *parser) density(cues []cue) float64 {
	strong := 0
	for _, q := range cues {
		if it := q.part; !q.weak && it != nil && !it.isHeading() {
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
