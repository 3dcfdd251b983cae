package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"rapporteur/corpus/transcript/page"
)

// blocks are the elements of XML and HTML that surely hold a paragraph, and
// running those that surely stand within one.
var (
	blocks = wordSet(`p div head h1 h2 h3 h4 h5 h6 li item dateline opener closer signed salute td th tr dd dt title
		blockquote list table body header section article br`)
	inlines = wordSet(`a abbr b bdi big cite code del em emph font foreign gloss hi i ins kbd mark name orgname persname placename
		q quote ref s seg small span strong sub sup term time tt u lb pb`)
)

// passed are the elements whose words are not the text's.
var passed = wordSet("note teiheader fw figure nav footer noscript")

// flattenTyped returns the words of a file in which nearly all stand as they
// were typed, in <pre>, each on its line.
func flattenTyped(f *page.File) (*page.Text, error) {
	if f.Text == nil || !isMarkup(f.Text.String) {
		return nil, nil
	}
	text, ok := typed(f.Text.String)
	if !ok {
		return nil, nil
	}
	return page.New(text), nil
}

// flattenParagraphs returns the words of a file of XML with a line for each
// paragraph.
func flattenParagraphs(f *page.File) (*page.Text, error) {
	if f.Text == nil || !isMarkup(f.Text.String) {
		return nil, nil
	}
	t, err := grow(f.Text.String)
	if err != nil {
		return nil, err
	}
	if t.has("html") {
		return nil, nil // a page, which is read as documents are
	}
	if t.isTagged() {
		return nil, nil // a text, on whose lines a program has put marks
	}
	p := &paragraphs{tree: t, block: t.blocks()}
	for i := range t.events {
		p.read(&t.events[i])
	}
	return p.flat.Text(), nil
}

// isTagged reports whether no element of a file is ever shut, or known to hold a
// paragraph.
func (t *tree) isTagged() bool {
	for i, name := range t.names {
		if t.shuts[i] > 0 || blocks[name] || inlines[name] {
			return false
		}
	}
	return true
}

// blocks reports of each element whether it holds a paragraph. Of one that is
// not known, its uses tell: what stands within a sentence is mostly followed by
// the sentence's rest.
func (t *tree) blocks() []bool {
	followed := make([]int, len(t.names))
	for i := 1; i < len(t.events); i++ {
		e, before := &t.events[i], &t.events[i-1]
		if before.kind != shutting || e.kind != wording || e.from == e.to {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(t.text.String[e.from:e.to]); unicode.IsLower(first) || strings.ContainsRune(",.;:)’", first) {
			followed[before.name]++
		}
	}
	block := make([]bool, len(t.names))
	for i, name := range t.names {
		const often = 10 // one in so many
		block[i] = blocks[name] || !inlines[name] && followed[i]*often < t.shuts[i]
	}
	return block
}

// paragraphs writes each block as a line.
type paragraphs struct {
	*tree
	flat  page.Flat
	block []bool // by name
	skip  []int32
	fresh bool // a paragraph begins
	space bool // white space stands before the next words
	bold  int  // depth within bold type that began with the paragraph
	level int  // of the heading that has begun
	opens bool // an element that holds a speech begins
}

func (p *paragraphs) read(e *event) {
	name := ""
	if e.kind != wording {
		name = p.names[e.name]
	}
	switch {
	case len(p.skip) > 0:
		if top := p.skip[len(p.skip)-1]; e.kind == shutting && e.name == top {
			p.skip = p.skip[:len(p.skip)-1]
		} else if e.kind == opening && e.name == top {
			p.skip = append(p.skip, top)
		}
	case e.kind == wording:
		p.words(e)
	case e.kind == opening && passed[name]:
		if p.shuts[e.name] > 0 {
			p.skip = append(p.skip, e.name)
		}
	case name == "b" || name == "strong":
		if e.kind == opening && p.fresh {
			p.bold++
		} else if e.kind == shutting && p.bold > 0 {
			p.bold--
			p.flat.Bold()
		}
	case name == "pb" && e.kind == opening:
		if n := p.get(e, "n"); n != "" {
			p.flat.Place("page", n)
		}
	case name == "lb":
		p.space = true
	case p.block[e.name]:
		p.flat.Paragraph()
		p.fresh, p.space, p.bold, p.level = true, false, 0, 0
		p.opens = e.kind == opening && (spokenIn[name] || strings.Contains(name, "speech"))
		if e.kind == opening && len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
			p.level = int(name[1] - '0')
		}
	}
}

func (p *paragraphs) words(e *event) {
	if e.from == e.to {
		p.space = true
		return
	}
	if (e.before || p.space) && !p.fresh {
		p.flat.Write(" ", int(e.line))
	}
	p.flat.Write(p.text.String[e.from:e.to], int(e.line))
	if p.level > 0 {
		p.flat.Heading(p.level)
	}
	if p.opens {
		p.flat.Opens()
		p.opens = false
	}
	p.fresh, p.space = false, e.after
}

// typed returns the words of a file on the lines that they stand on, and whether
// most of them stand in <pre>.
func typed(text string) (string, bool) {
	z := html.NewTokenizer(strings.NewReader(text))
	var b strings.Builder
	b.Grow(len(text))
	inside, within, around := 0, 0, 0 // depth in such an element; bytes of words within and around
	hidden := ""
	for {
		kind := z.Next()
		raw := string(z.Raw())
		switch kind {
		case html.ErrorToken:
			return b.String(), within > 0 && within*2 > around*3
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			tag, _ := z.TagName()
			name := local(tag)
			switch {
			case hidden != "":
				if kind == html.EndTagToken && name == hidden {
					hidden = ""
				}
			case kind == html.StartTagToken && (name == "head" || unread[name]):
				hidden = name
			case name == "pre" && kind == html.StartTagToken:
				inside++
			case name == "pre" && kind == html.EndTagToken:
				inside = max(0, inside-1)
			}
		case html.TextToken:
			if hidden == "" {
				words := html.UnescapeString(raw)
				b.WriteString(words)
				if inside > 0 {
					within += len(strings.TrimSpace(words))
				} else {
					around += len(strings.TrimSpace(words))
				}
				continue
			}
		}
		for range strings.Count(raw, "\n") {
			b.WriteByte('\n')
		}
	}
}
