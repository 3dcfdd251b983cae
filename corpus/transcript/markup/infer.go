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

// A guess is an element that may hold a turn.
type guess struct {
	count   int            // how often it stands in the file
	named   map[string]int // by attribute: how often it has that
	caller  map[int32]int  // by element: how often that is its first
	letters int            // bytes of words within it
}

// infer returns a vocabulary made of what the file's elements and attributes
// are called, nil if none of them can hold a turn.
func infer(t *tree) *vocabulary {
	guesses := make(map[int32]*guess)
	type entry struct {
		name  int32
		start int
		first bool // nothing of it has been read
	}
	var stack []entry
	at, total := 0, len(t.text.String)
	for i := range t.events {
		switch e := &t.events[i]; e.kind {
		case wording:
			if e.from < e.to {
				at = int(e.to)
				for k := range stack {
					if k >= len(stack)-3 {
						stack[k].first = false
					}
				}
			}
		case opening:
			for k := len(stack) - 1; k >= max(0, len(stack)-2); k-- {
				if stack[k].first && callers[t.names[e.name]] {
					g := guesses[stack[k].name]
					g.caller[e.name]++
					stack[k].first = false
				}
			}
			if t.shuts[e.name] == 0 || len(stack) >= maxDepth {
				continue
			}
			g := guesses[e.name]
			if g == nil {
				g = &guess{named: make(map[string]int), caller: make(map[int32]int)}
				guesses[e.name] = g
			}
			g.count++
			for _, key := range naming {
				if t.get(e, key) != "" {
					g.named[key]++
				}
			}
			stack = append(stack, entry{e.name, at, true})
		case shutting:
			for k := len(stack) - 1; k >= max(0, len(stack)-8); k-- {
				if stack[k].name == e.name {
					guesses[e.name].letters += at - stack[k].start
					stack = stack[:k]
					break
				}
			}
		}
	}
	var best *vocabulary
	most := total / 2
	for i, name := range t.names {
		g := guesses[int32(i)]
		if g == nil || g.count < 2 || g.letters <= most || inWords[name] {
			continue
		}
		v := g.vocabulary(t, name)
		if v != nil {
			best, most = v, g.letters
		}
	}
	return best
}

// vocabulary returns the vocabulary in which the element called name is a
// turn, nil if too few of them say who speaks.
func (g *guess) vocabulary(t *tree, name string) *vocabulary {
	for _, key := range naming {
		if (sure[key] || spokenIn[name]) && g.named[key]*5 >= g.count*4 {
			return &vocabulary{
				name: fmt.Sprintf("<%s %s=…> is a turn", name, key), spoken: []string{key}, unmarked: true,
				roles: map[string]role{name: turn, "note": note, "head": heading, "title": heading, "heading": heading},
			}
		}
	}
	for i, n := range g.caller {
		caller := t.names[i]
		if (sure[caller] || spokenIn[name]) && n*5 >= g.count*3 && !tooMuch(t, i) {
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
