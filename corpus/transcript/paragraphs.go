package transcript

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
	kept := cues[:0]
	for _, q := range cues {
		if p := c[q.label.name]; p.taken && (!q.weak || p.weak*2 >= p.count || s.alone && isCaps(q.label.name)) {
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
		if weak && !s.anywhere && !d.broken(i) {
			continue
		}
		found, ok := s.cut(l.text)
		if !ok || s.alone != found.alone && (s.alone || !s.anywhere) {
			continue
		}
		if s.alone {
			weak = !d.standsOut(i)
		} else if weak && endsSentence(d.lines[i-1].text) {
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
	if !endsSentence(before.text) {
		return false
	}
	if l.indent > 0 && l.indent >= before.indent {
		return true
	}
	if d.width == 0 {
		d.width = d.wrapWidth()
	}
	word, _, _ := strings.Cut(l.text, " ")
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

// read reads the turns of d, which begin at cues.
func (s style) read(d *document, cues []cue, b *builder) {
	if len(cues) == 0 {
		return
	}
	first := cues[0].line
	// A heading or a direction right before the first turn is part of the text.
	b.castList(d)
	b.head(d.lines[:first], d.gutenberg)
	b.verse = d.verseShare()
	b.resolve(cues)
	var state flow
	for i := first; i < len(d.lines); {
		l := &d.lines[i]
		if len(cues) > 0 && cues[0].line == i {
			found := cues[0].label
			cues = cues[1:]
			b.speechOf(found, l)
			state = speaking
			if found.rest != "" {
				b.words(l, found.rest, joinParagraphs)
				par := block(d.lines[i:stop(cues, d)])
				b.rest(par)
				i += len(par)
			} else {
				i++
				b.fresh = true
				if found.how != "" {
					b.openAside()
					b.words(l, found.how, joinParagraphs)
					b.closeAside()
				}
			}
			continue
		}
		i = s.unlabelled(b, d, i, stop(cues, d), &state)
	}
}

// flow is what an unlabelled paragraph goes on with.
type flow uint8

const (
	narrating flow = iota
	speaking
)

func stop(cues []cue, d *document) int {
	if len(cues) == 0 {
		return len(d.lines)
	}
	return cues[0].line
}

// unlabelled reads the paragraph that begins at line i and returns the index
// of the line after it; stop is the line of the next label.
func (s style) unlabelled(b *builder, d *document, i, stop int, state *flow) int {
	l := &d.lines[i]
	end := i + 1
	for end < stop && d.lines[end].gap <= turned {
		end++
	}
	par := d.lines[i:end]
	if isFurniture(l.text) || b.imprint(par) > 0 {
		return end
	}
	direction := isDirection(par)
	if direction && strings.HasSuffix(strings.TrimRight(par[len(par)-1].text, "])"), ":") {
		// "[The prepared statement follows:]": what follows was not said.
		*state = narrating
		b.narration()
		b.paragraph(par)
		return end
	}
	switch {
	case direction && b.resumes(d, end, stop) && *state == speaking:
		// Between two paragraphs of one speech: an aside.
	case isSceneHeading(l.text):
		*state = narrating
		b.narration()
		par[0].text = strings.TrimLeft(l.text, "# ")
		if len(par) > 1 && strings.HasPrefix(par[1].text, "{:") {
			par = par[:1]
		}
	case s.isLabelOfNone(par):
		*state = narrating
		b.narration()
	case direction:
		b.narration()
	case !s.alone && isTitleLine(d, i):
		*state = narrating
		b.narration()
	case s.recorder != nil && (s.recorder(l.text) || isCentred(l)):
		*state = narrating
		b.narration()
	case l.gap == section && !b.fresh:
		if *state == speaking {
			b.warn(l, "unlabelled_text", "text without a label after a break is taken for narration")
		}
		*state = narrating
		b.narration()
	case *state == narrating:
		b.narration()
	}
	b.fresh = false
	b.paragraph(par)
	return end
}

// paragraph adds a paragraph to the turn or narration begun last.
func (b *builder) paragraph(par []line) {
	b.words(&par[0], par[0].text, joinParagraphs)
	b.rest(par)
}

// rest adds all lines of a paragraph but the first.
func (b *builder) rest(par []line) {
	how := joinWords
	if len(par) > 1 && isVerse(par, b.verse) {
		how = joinVerse
	}
	for i := range par[1:] {
		b.words(&par[1+i], par[1+i].text, how)
	}
}

// isCentred reports whether l is set in so far that it can only be a heading.
func isCentred(l *line) bool { return l.indent > maxFirstLineIndent }

// maxDirections is how many lines of directions can stand within a speech.
const maxDirections = 64

// isLabelOfNone reports whether a paragraph has a label that is no speaker's: a
// heading with a colon, or one in bold such as "**Break:** [00:15:13]".
func (s style) isLabelOfNone(par []line) bool {
	if text := par[0].text; text[0] == '*' || text[0] == '_' {
		_, colon := cutEmphasis(text, ':')
		return colon
	}
	found, ok := cutColon(par[0].text)
	return ok && found.alone && len(par) == 1 && allNameWords(found.name)
}

// isTitleLine reports whether line i is a paragraph of its own in capitals, the
// title of what follows: "STATEMENT OF EVE FROST".
func isTitleLine(d *document, i int) bool {
	text := d.lines[i].text
	alone := d.lines[i].gap >= paragraph && (i+1 == len(d.lines) || d.lines[i+1].gap >= indented)
	return alone && isCaps(text) && strings.Contains(text, " ") && !strings.ContainsAny(text[len(text)-1:], ".!?")
}

// resumes reports whether the speech goes on at line i.
func (b *builder) resumes(d *document, i, stop int) bool {
	for stop = min(stop, i+maxDirections); i < stop; i++ {
		l := &d.lines[i]
		if l.gap == section || isSceneHeading(l.text) {
			return false
		}
		if l.gap > turned && !isDirection(block(d.lines[i:stop])) {
			return true
		}
	}
	return false
}

// isDirection reports whether the whole paragraph stands in brackets, as stage
// directions and the remarks of editors do.
func isDirection(par []line) bool {
	open := strings.TrimLeft(par[0].text, "_*")
	if len(par) > maxDirections {
		return false
	}
	if open == "" || open[0] != '[' && open[0] != '(' {
		return false
	}
	text := open
	if len(par) > 1 {
		text = strings.TrimLeft(joined(par), "_*")
	}
	end := closing(text, 0)
	return end > 0 && strings.Trim(text[end:], "_*. ") == ""
}

// isFurniture reports whether a line only arranges the page: a rule, or what
// Markdown's processors read.
func isFurniture(text string) bool {
	return isRule(text) || strings.HasPrefix(text, "{:") || strings.HasPrefix(text, "<!--")
}

// isSceneHeading reports whether text is the heading of an act, a scene or a
// section, or the end of the play.
func isSceneHeading(text string) bool {
	if len(text) == 0 || len(text) > maxLabelBytes {
		return false
	}
	if text[0] == '#' {
		return true // of Markdown
	}
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(first) {
		return false
	}
	word, rest, _ := strings.Cut(text, " ")
	word = strings.ToLower(strings.TrimRight(word, ".:"))
	if sceneWords[word] {
		rest, _, _ = strings.Cut(rest, " ")
		rest = strings.ToLower(strings.Trim(rest, ".:,"))
		return rest == "" || isRoman(rest) || isNumber(rest) || ordinals[rest] || isCaps(text)
	}
	if !isCaps(text) {
		return false
	}
	_, last, _ := cutLast(strings.ToLower(strings.TrimRight(text, ".:")), " ")
	return sceneWords[last] && strings.Count(text, " ") <= 2 || rest == "" && isRoman(word) || strings.HasPrefix(text, "THE END")
}

var sceneWords = wordSet(`act scene scena szene acte atto akt aufzug auftritt scène acto escena jornada cena ato
	действие явление сцена картина actus scoena scaena bedrijf tooneel kohtaus näytös felvonás jelenet`)

var ordinals = wordSet(`first second third fourth fifth premier première deuxième troisième quatrième cinquième
	erster zweiter dritter vierter fünfter первое второе третье четвертое пятое`)

// verseShare returns how many of the document's wrapped lines begin with a
// capital letter: nearly all lines of verse do, those of prose by chance.
func (d *document) verseShare() float64 {
	capitals, all := 0, 0
	for i := range d.lines {
		if l := &d.lines[i]; l.gap == wrapped {
			all++
			if beginsWithCapital(l.text) {
				capitals++
			}
		}
	}
	return float64(capitals) / float64(max(all, 1))
}

// Shares of lines that begin with a capital letter. In German prose one in
// three does.
const (
	verseDocument  = 0.75 // from here on all is verse
	mixedDocument  = 0.45 // from here on most lines of a paragraph say what it is
	verseParagraph = 0.6
	verseLines     = 4 // so many lines in a row that all begin so are verse anywhere
)

// isVerse reports whether the lines of a paragraph are lines of verse in a
// document of the given verseShare.
func isVerse(par []line, share float64) bool {
	if share >= verseDocument {
		return true
	}
	capitals, all := 0, len(par)-1
	for _, l := range par[1:] {
		if beginsWithCapital(l.text) {
			capitals++
		}
	}
	if share >= mixedDocument {
		return float64(capitals) >= verseParagraph*float64(all)
	}
	return capitals == all && all >= verseLines
}

func beginsWithCapital(text string) bool {
	first, size := utf8.DecodeRuneInString(text)
	if first < utf8.RuneSelf && !unicode.IsLetter(first) {
		first, _ = utf8.DecodeRuneInString(strings.TrimLeft(text[size:], "\"'([_-"))
	}
	return unicode.IsUpper(first)
}

// block returns the lines of the paragraph that lines begin with.
func block(lines []line) []line {
	n := 1
	for n < len(lines) && lines[n].gap <= turned {
		n++
	}
	return lines[:n]
}

// joined returns the text of a block on one line.
func joined(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 && !endsWithHyphen(lines[i-1].text) {
			b.WriteByte(' ')
		}
		b.WriteString(l.text)
	}
	return b.String()
}
