package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// aroundTopic is how many bytes a passage about a topic has at most that takes in
// the sentences around it: what answers a question stands beside the words of it
// more often than among them.
const aroundTopic = 400

// widened returns a passage with the sentences after it, then those before it, that
// make it no longer than aroundTopic.
func widened(p corpus.Passage) corpus.Passage {
	for grown := true; grown; {
		grown = false
		for _, wider := range [...]corpus.Passage{withNext(p), withPrevious(p)} {
			if !grown && wider.Span != p.Span && wider.End-wider.Start <= aroundTopic {
				p, grown = wider, true
			}
		}
	}
	return p
}

// withNext returns a passage with the sentence after it, if there is one.
func withNext(p corpus.Passage) corpus.Passage {
	text := p.Turn.Text
	at := len(text) - len(strings.TrimLeftFunc(text[p.End:], unicode.IsSpace))
	if at < len(text) {
		_, n := utf8.DecodeRuneInString(text[at:])
		p.End = p.Turn.Around(corpus.Span{Start: at, End: at + n}).End
	}
	return p
}

// withPrevious likewise adds the sentence before it.
func withPrevious(p corpus.Passage) corpus.Passage {
	before := strings.TrimRightFunc(p.Turn.Text[:p.Start], unicode.IsSpace)
	if before != "" {
		_, n := utf8.DecodeLastRuneInString(before)
		p.Start = p.Turn.Around(corpus.Span{Start: len(before) - n, End: len(before)}).Start
	}
	return p
}
