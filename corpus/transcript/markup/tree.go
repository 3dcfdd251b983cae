package markup

import (
	"errors"
	"regexp"
	"strings"

	"rapporteur/corpus/transcript/page"
)

// A tree is a file of elements with its words flattened: a list of what opens,
// what is shut and what is said, in the file's order.
type tree struct {
	text   *page.Text
	events []event
	names  []string         // of elements
	index  map[string]int32 // the other way round
	shuts  []int            // by name: how often it is shut
	opens  []int            // by name: how often it is opened
	attrs  []attribute
	keys   map[string]bool // names of attributes
	// unknown are references to entities that stand in the text as they are
	// written.
	unknown []page.Span
}

// An event is an element that opens or is shut, or words.
type event struct {
	kind   eventKind
	before bool  // of words: white space stands before them
	after  bool  // of words: white space stands after them
	name   int32 // of an element: index into names
	// Of an element that opens, its attributes: indices into attrs. Of words,
	// where in the text they stand; nowhere if there is white space alone.
	from, to uint32
	line     uint32
}

type eventKind uint8

const (
	opening eventKind = iota
	shutting
	wording
)

func (e *event) span() page.Span { return page.Span{Start: int(e.from), End: int(e.to)} }

// maxElements is how many elements a file can have: those of a play whose every
// word and blank is one are a tenth.
const maxElements = 2 << 20

var errElements = errors.New("it has more than two million elements, and so many are not read")

// A grower makes a tree of what is scanned.
type grower struct {
	tree
	flat   page.Flat
	hidden int // depth within an element whose characters are no text
	line   int // of the file, that the flat text's line stands on
}

// grow makes a tree of a text.
func grow(text string) (*tree, error) {
	g := newGrower()
	tags := strings.Count(text, "<")
	g.events = make([]event, 0, min(2*maxElements, tags+tags/2)) // words between some of them
	if err := scan(text, g); err != nil {
		return nil, err
	}
	if g.full() {
		return nil, errElements
	}
	return g.done(), nil
}

func newGrower() *grower {
	return &grower{tree: tree{index: make(map[string]int32), keys: make(map[string]bool)}}
}

// done returns the tree that has grown.
func (g *grower) done() *tree {
	g.text = g.flat.Text()
	return &g.tree
}

func (g *grower) nameOf(name string) int32 {
	i, ok := g.index[name]
	if !ok {
		i = int32(len(g.names))
		name = strings.Clone(name)
		g.names, g.index[name] = append(g.names, name), i
		g.opens, g.shuts = append(g.opens, 0), append(g.shuts, 0)
	}
	return i
}

func (g *grower) open(name string, attributes []attribute, line int) {
	if unread[name] {
		g.hidden++
	}
	if g.full() {
		return
	}
	i := g.nameOf(name)
	g.opens[i]++
	from := uint32(len(g.attrs))
	g.attrs = append(g.attrs, attributes...)
	for _, a := range attributes {
		g.keys[a.name] = true
	}
	g.events = append(g.events, event{kind: opening, name: i, from: from, to: uint32(len(g.attrs)), line: uint32(line)})
}

func (g *grower) shut(name string, line int) {
	if unread[name] && g.hidden > 0 {
		g.hidden--
	}
	if i, ok := g.index[name]; ok && g.shuts[i] < g.opens[i] && !g.full() {
		g.shuts[i]++
		g.events = append(g.events, event{kind: shutting, name: i, line: uint32(line)})
	}
}

func (g *grower) words(text string, before, after bool, line int) {
	if g.hidden > 0 || g.full() {
		return
	}
	if text == "" {
		if line == g.line {
			g.flat.Write(" ", line)
		}
		g.events = append(g.events, event{kind: wording, before: true, after: true, line: uint32(line)})
		return
	}
	if line != g.line {
		g.flat.Break()
		g.line = line
	} else if before {
		g.flat.Write(" ", line)
	}
	span := g.flat.Write(text, line)
	if len(g.unknown) < maxUnknown {
		for _, at := range reference.FindAllStringIndex(text, maxUnknown) {
			g.unknown = append(g.unknown, page.Span{Start: span.Start + at[0], End: span.Start + at[1]})
		}
	}
	g.events = append(g.events, event{
		kind: wording, before: before, after: after,
		from: uint32(span.Start), to: uint32(span.End), line: uint32(line),
	})
}

// reference is a reference to an entity: "&chap2;".
var reference = regexp.MustCompile(`&[A-Za-z][\w.-]{0,64};`)

// maxUnknown is how many references to unknown entities are doubted.
const maxUnknown = 20

// full reports whether there are as many events as are kept.
func (g *grower) full() bool { return len(g.events) >= 2*maxElements }

// get returns the value of the first of names that the element that e opens
// has as an attribute.
func (t *tree) get(e *event, names ...string) string {
	for _, name := range names {
		for _, a := range t.attrs[e.from:e.to] {
			if a.name == name {
				return a.value
			}
		}
	}
	return ""
}

// has reports whether the file has an element of a name.
func (t *tree) has(name string) bool {
	_, ok := t.index[name]
	return ok
}
