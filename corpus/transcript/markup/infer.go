package markup

import (
	"fmt"
	"strings"
)

var (
	// naming are the attributes that name who speaks, the surer before the
	// less sure.
	naming = strings.Fields("speakername speaker who by nom name")
	// callers are the elements that name who speaks.
	callers = wordSet(`speaker speakername speaker-name speaker_name spreker redner orateur orador oratore nominativo taler talare
		puhuja who from talker voice character role name nom nome naam navn nombre author person member interviniente`)
	// sure are those attributes and elements that name nothing else.
	sure = wordSet(`speakername speaker speaker-name speaker_name who spreker redner orateur orador oratore taler talare puhuja talker
		interviniente`)
	// spokenIn are the elements that hold what is said, whatever names who says it.
	spokenIn = wordSet(`speech turn sp u utterance turno contribution intervention intervento intervención talk remark statement says said
		dialogue line message answer question reply rede beitrag innlegg anförande spreekbeurt discours replica`)
	// inWords are the elements that stand within words and hold no turn.
	inWords = wordSet("p i b em strong a span br lb hi quote q ref")
)

// A candidate is an element that may hold a turn.
type candidate struct {
	count   int            // how often it stands in the file
	named   map[string]int // by attribute: how often it has that
	caller  map[int32]int  // by element: how often that is its first
	letters int            // bytes of words within it
}

// infer returns a vocabulary made of what the file's elements and attributes
// are called, nil if none of them can hold a turn: that of the element with most
// words, if it has more than half of the file's.
func infer(t *tree) *vocabulary {
	guesses := guess(t)
	var best *vocabulary
	most := len(t.text.String) / 2
	for i, name := range t.names {
		c := guesses[int32(i)]
		if c == nil || c.count < 2 || c.letters <= most || inWords[name] {
			continue
		}
		if v := c.vocabulary(t, name); v != nil {
			best, most = v, c.letters
		}
	}
	return best
}

// A guesser counts what elements hold, on one way through the file.
type guesser struct {
	tree       *tree
	candidates map[int32]*candidate // by their names
	open       []opened
	at         int // byte of the words that have been read
}

// An opened element has not been shut yet.
type opened struct {
	name  int32
	start int  // byte of the words that it begins at
	first bool // nothing of it has been read
}

func guess(t *tree) map[int32]*candidate {
	g := &guesser{tree: t, candidates: make(map[int32]*candidate)}
	for i := range t.events {
		switch e := &t.events[i]; e.kind {
		case wording:
			g.words(e)
		case opening:
			g.opens(e)
		case shutting:
			g.shuts(e)
		}
	}
	return g.candidates
}

// innermost returns the open elements that are n deep at most from within.
func (g *guesser) innermost(n int) []opened { return g.open[max(0, len(g.open)-n):] }

func (g *guesser) words(e *event) {
	if e.from >= e.to {
		return
	}
	g.at = int(e.to)
	for k, o := 0, g.innermost(3); k < len(o); k++ {
		o[k].first = false
	}
}

func (g *guesser) opens(e *event) {
	t := g.tree
	if callers[t.names[e.name]] {
		for k, o := 0, g.innermost(2); k < len(o); k++ {
			if o[k].first {
				g.candidates[o[k].name].caller[e.name]++
				o[k].first = false
			}
		}
	}
	if t.shuts[e.name] == 0 || len(g.open) >= maxDepth {
		return
	}
	c := g.candidates[e.name]
	if c == nil {
		c = &candidate{named: make(map[string]int), caller: make(map[int32]int)}
		g.candidates[e.name] = c
	}
	c.count++
	for _, key := range naming {
		if t.get(e, key) != "" {
			c.named[key]++
		}
	}
	g.open = append(g.open, opened{e.name, g.at, true})
}

// shuts closes an element, and those within it that the file has left open.
func (g *guesser) shuts(e *event) {
	for k := len(g.open) - 1; k >= max(0, len(g.open)-8); k-- {
		if g.open[k].name == e.name {
			g.candidates[e.name].letters += g.at - g.open[k].start
			g.open = g.open[:k]
			return
		}
	}
}

// vocabulary returns the vocabulary in which the element called name is a
// turn, nil if too few of them say who speaks.
func (c *candidate) vocabulary(t *tree, name string) *vocabulary {
	for _, key := range naming {
		if (sure[key] || spokenIn[name]) && c.named[key]*5 >= c.count*4 {
			return &vocabulary{
				name: fmt.Sprintf("<%s %s=…> is a turn", name, key), spoken: []string{key}, unmarked: true,
				roles: map[string]role{name: turn, "note": note, "head": heading, "title": heading, "heading": heading},
			}
		}
	}
	for i, n := range c.caller {
		caller := t.names[i]
		if (sure[caller] || spokenIn[name]) && n*5 >= c.count*3 && !tooMuch(t, i) {
			return &vocabulary{
				name: fmt.Sprintf("<%s> is a turn, <%s> who speaks", name, caller), unmarked: true,
				roles: map[string]role{name: turn, caller: label, "note": note, "head": heading, "title": heading, "heading": heading},
			}
		}
	}
	return nil
}

// tooMuch reports whether elements of a name hold more words than names are.
func tooMuch(t *tree, name int32) bool {
	const longest = 80 // bytes, on the average
	inside, bytes := 0, 0
	for i := range t.events {
		switch e := &t.events[i]; {
		case e.kind == opening && e.name == name:
			inside++
		case e.kind == shutting && e.name == name:
			inside = max(0, inside-1)
		case e.kind == wording && inside > 0:
			bytes += int(e.to - e.from)
		}
	}
	return bytes > longest*t.opens[name]
}
