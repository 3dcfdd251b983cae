package transcript

import (
	"math"
	"slices"
	"strings"
)

// A style is a way to write a speaker's name at the start of a turn. What
// follows without a label goes on with the turn.
type style struct {
	cut func(text string) (label, bool)
	// anywhere says that a label may begin any line; else it begins a
	// paragraph.
	anywhere bool
	// recorder reports whether a paragraph is the recorder's by its words; what
	// follows it up to the next label is narration too.
	recorder func(text string) bool
	// alone says that the label has a line of its own.
	alone bool
}

// maxUnknown is how many labels that are not taken for one are reported.
const maxUnknown = 50

// try looks for the style's labels in d.
func (s style) try(d *document, atLeast float64) attempt {
	if float64(len(d.lines)) <= atLeast {
		return attempt{}
	}
	cues := s.cues(d)
	if from, to := d.castList(); to > from {
		cues = slices.DeleteFunc(cues, func(q cue) bool { return q.line >= from && q.line < to })
	}
	if float64(len(cues)) <= atLeast {
		return attempt{}
	}
	apart := false
	if s.alone {
		if cues, apart = d.inLabelColumn(cues); !apart {
			cues = withoutAnswers(cues)
		}
	}
	c := newCast(d, cues, apart)
	turns, weight := c.weigh(cues)
	if turns == 0 || !d.dense(cues, c) {
		return attempt{}
	}
	capitals := c.inCapitals()
	d.capitals = capitals
	var kept, unknown []cue
	for _, q := range cues {
		p := c[q.label.name]
		if !p.taken && !q.weak && !s.alone && len(kept) > 0 && p.count <= fewTimes && !isHeading(q.label.name) && allNameWords(q.label.name) {
			unknown = append(unknown, q)
		}
		if !p.taken && !q.weak && len(kept) > 0 && s.endsTurns(d, q.line) {
			kept = append(kept, cue{line: q.line, label: label{rest: d.lines[q.line].text}})
			continue
		}
		if p.taken && (!q.weak || p.weak*2 >= p.count || (s.alone || s.anywhere || d.lines[q.line].indent > 0) && isCaps(q.label.name)) {
			if n := len(kept); n > 0 && d.isAnswer(kept[n-1], q) && c[kept[n-1].label.name].count > p.count {
				continue
			}
			kept = append(kept, q)
		}
	}
	if c.speakers() < 2 {
		weight /= 2
	}
	return attempt{
		weight:     weight,
		confidence: 1 - math.Exp(-weight/2),
		read: func(b *builder) error {
			d.capitals = capitals
			for _, q := range unknown[:min(len(unknown), maxUnknown)] {
				if !d.namesAnother(d.lines[q.line].text) {
					b.warn(&d.lines[q.line], "unknown_label", "what looks like a label is not taken for one")
				}
			}
			if s.anywhere && !s.alone {
				kept = d.splitLines(kept, c)
			}
			s.read(d, kept, b)
			return nil
		},
	}
}

// dense reports whether labels are frequent enough for words that only come
// back: a list in prose has such too ("Example: …").
func (d *document) dense(cues []cue, c cast) bool {
	sure, labelled, paragraphs := 0, 0, 0
	for _, q := range cues {
		if p := c[q.label.name]; p.taken {
			labelled++
			if p.sure {
				sure++
			}
		}
	}
	for i := range d.lines {
		if d.lines[i].gap > turned {
			paragraphs++
		}
	}
	return sure >= 2 || labelled*3 >= paragraphs || sure > 0 && labelled == sure
}

// cues returns the lines of d that begin with something like a label.
func (s style) cues(d *document) []cue {
	var cues []cue
	for i := range d.lines {
		l := &d.lines[i]
		weak := l.gap == wrapped
		broken := !weak || s.anywhere || d.broken(i)
		if !broken && l.indent == 0 {
			continue
		}
		found, ok := s.cut(l.text)
		if !broken && !isCaps(found.name) {
			continue
		}
		if !ok || s.alone != found.alone && (s.alone || !s.anywhere) {
			continue
		}
		if s.alone {
			weak = found.time == "" && !d.standsOut(i)
		} else if weak && (endsSentence(d.lines[i-1].text) || isFurniture(d.lines[i-1].text) || s.anywhere && d.hadRoom(i)) {
			weak = false
		}
		cues = append(cues, cue{line: i, label: found, weak: weak})
	}
	return cues
}

// broken reports whether line i, which no white space parts from the line
// before, begins a paragraph all the same: a sentence has ended, and the line
// is set in, or its first word would have had room on the line before.
func (d *document) broken(i int) bool {
	l, before := &d.lines[i], &d.lines[i-1]
	if l.indent > 0 && l.indent < before.indent {
		return true // back in the column of the labels
	}
	if !endsSentence(before.text) {
		return false
	}
	if l.indent > 0 && l.indent >= before.indent {
		return true
	}
	return d.hadRoom(i)
}

// hadRoom reports whether the first word of line i would have had room on the
// line before.
func (d *document) hadRoom(i int) bool {
	if d.width == 0 {
		d.width = d.wrapWidth()
	}
	before := &d.lines[i-1]
	word, _, _ := strings.Cut(d.lines[i].text, " ")
	return int(before.indent)+len(before.text)+1+len(word) < d.width*9/10
}

// wrapWidth returns the width in bytes that lines which go on are wrapped at.
func (d *document) wrapWidth() int {
	var widths []int
	for i := range d.lines[1:] {
		if d.lines[1+i].gap == wrapped {
			widths = append(widths, int(d.lines[i].indent)+len(d.lines[i].text))
		}
	}
	if len(widths) == 0 {
		return 1
	}
	slices.Sort(widths)
	return max(1, widths[len(widths)*9/10])
}

// inLabelColumn keeps the cues that stand in the column of most of them, and
// reports whether that column is kept for labels: nothing else begins there.
func (d *document) inLabelColumn(cues []cue) ([]cue, bool) {
	columns := make(map[uint16]int)
	best := uint16(0)
	for _, q := range cues {
		in := d.lines[q.line].indent
		if columns[in]++; columns[in] > columns[best] || columns[in] == columns[best] && in < best {
			best = in
		}
	}
	if columns[best]*10 < len(cues)*9 {
		return cues, false
	}
	kept := cues[:0]
	for _, q := range cues {
		if d.lines[q.line].indent == best {
			kept = append(kept, q)
		}
	}
	all := 0
	for i := range d.lines {
		if d.lines[i].indent == best {
			all++
		}
	}
	return kept, all >= 8 && len(kept)*50 >= all*49
}

// withoutAnswers drops of two cues in a row the one that is rarer: it holds the
// words of the other, which happen to look like a label ("Swear.").
func withoutAnswers(cues []cue) []cue {
	count := make(map[string]int)
	for _, q := range cues {
		count[q.label.name]++
	}
	kept := cues[:0]
	for _, q := range cues {
		if n := len(kept); n > 0 && kept[n-1].line == q.line-1 {
			if !kept[n-1].weak && count[kept[n-1].label.name] >= count[q.label.name] {
				continue
			}
			kept = kept[:n-1]
		}
		kept = append(kept, q)
	}
	return kept
}

// endsTurns reports whether line i, which no white space parts from the line
// before, may be somebody else's: what looks like a label ends the turn there,
// though it is not known well enough to begin one.
func (s style) endsTurns(d *document, i int) bool {
	if !s.anywhere || s.alone || d.lines[i].gap != wrapped || d.isPlay() || !d.hadRoom(i) {
		return false
	}
	text := d.lines[i].text
	found, ok := cutColon(text)
	return ok && isCaps(found.name) && isHeading(found.name) || d.namesAnother(text)
}

// isAnswer reports whether q stands right below a label on its own line, and so
// can be the first words of its turn: "Question one: why?".
func (d *document) isAnswer(above, q cue) bool {
	return above.label.alone && above.line == q.line-1 && d.lines[q.line].gap == wrapped && !q.label.alone
}

// standsOut reports whether line i is apart from the line before it and has
// lines below that it can be the label of.
func (d *document) standsOut(i int) bool {
	l := &d.lines[i]
	if i+1 == len(d.lines) || l.gap == wrapped && l.indent == d.lines[i-1].indent {
		return false
	}
	below := d.lines[i+1:]
	return below[0].gap < section && !(below[0].gap == paragraph && isDirection(block(below)))
}
