package trust

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// A stranger is a line of a turn, or of what is told between turns, that begins
// with what has the shape of a label, whatever layout the file has, and names
// nobody who is known. Whether it is doubted follows from what the record holds
// besides: who is called by a word that it writes in small letters too?
type stranger struct {
	Start
	name  string
	shape shape
}

// A shape is a way in which labels stand before words.
type shape uint8

const (
	noShape  shape = iota
	colon          // "Zoë: I did"
	dash           // "Zoë - I did", "Zoë — I did"
	bracket        // "[Zoë] I did"
	clock          // "Zoë (10:02) I did"
	stop           // "ZOË. I did"
	emphasis       // "**Zoë** I did"
	tab            // "Zoë<TAB>I did"
	ownLine        // "ZOË", with words below
	numShapes
)

// shapes say how a name of each shape is cut off a line, in the order in which
// they are tried, and what else a line of that shape has to be.
var shapes = [numShapes]struct {
	cut func(line string) (name, rest string)
	// caps says that the name has to be in capitals, or have several words before a
	// full stop, parted that a paragraph has to begin with it.
	caps, parted bool
}{
	colon:    {cut: cutColon},
	dash:     {cut: cutDash},
	bracket:  {cut: cutBracket},
	clock:    {cut: cutClock},
	stop:     {cut: cutStop, caps: true},
	emphasis: {cut: cutEmphasis},
	tab:      {cut: cutTab},
	ownLine:  {cut: cutOwnLine, caps: true, parted: true},
}

// stranger returns the name and the shape of what a line begins with, if nothing
// in it speaks against a label. parted says that a paragraph ends before it.
func (n *names) stranger(line string, parted bool) (string, shape) {
	if c := line[0]; c >= 'a' && c <= 'z' || label.IsScene(line) {
		return "", noShape
	}
	if n.alone && parted && label.IsTitled(line) && !page.EndsSentence(line) && len(line) < maxLabel {
		return line, ownLine // "Mr. JONES of Ohio et al.; in answer"
	}
	for s := noShape + 1; s < numShapes; s++ {
		if shapes[s].parted && !parted {
			continue
		}
		name, rest := shapes[s].cut(line)
		if name == "" || shapes[s].caps && !label.IsCaps(name) && !(s == stop && parted && strings.Contains(name, " ")) || !mayBeCalled(name) && !(s == colon && parted && isSomebody(name)) {
			continue
		}
		if s != ownLine && (!mayBeSaid(rest) || label.IsFullName(rest)) {
			continue
		}
		return name, s
	}
	return "", noShape
}

// mayBeCalled reports whether somebody can be called by a name.
func mayBeCalled(name string) bool {
	const most = 4 // spaces
	return utf8.RuneCountInString(name) > 1 && strings.Count(name, " ") <= most && label.LooksLikeName(name) && label.AllNameWords(name) &&
		label.SentenceWords(name) == 0 && !label.IsHeading(name) && !label.IsExclamation(name) && !label.IsCounter(name) && !label.IsPoint(name) &&
		strings.ContainsFunc(name, unicode.IsLetter) && !label.IsScene(name)
}

// isSomebody reports whether a name is that of somebody whose name is not known: "A
// resident", "Une voix".
func isSomebody(name string) bool {
	const most = 3 // spaces
	first, rest, ok := strings.Cut(name, " ")
	return ok && somebody.Has(first) && strings.Count(rest, " ") < most && label.LooksLikeName(name) && !label.IsHeading(rest) && !label.IsPoint(rest)
}

// somebody are the articles before what somebody is called whose name is not known.
var somebody = page.NewWordList(`A An Another Ein Eine Einer Un Une Uno Una Um Uma En Ett Een Eno`)

// mayBeSaid reports whether words can be the first of a turn.
func mayBeSaid(rest string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "\"“„»«'‘¿¡…–—-*_([ "))
	return unicode.IsUpper(first) || unicode.Is(unicode.Lo, first)
}

func cutColon(line string) (name, rest string) {
	if label.MarksOf(line)&label.WithColon == 0 {
		return "", ""
	}
	if found, ok := label.Colon(line); ok && !found.Alone {
		return found.Name, found.Rest
	}
	return "", ""
}

func cutDash(line string) (name, rest string) {
	if label.MarksOf(line)&label.WithDash == 0 {
		return "", ""
	}
	if found, ok := label.Dashed(line); ok {
		return found.Name, found.Rest
	}
	return "", ""
}

func cutStop(line string) (name, rest string) {
	if label.MarksOf(line)&label.WithStop == 0 {
		return "", ""
	}
	if found, ok := label.Stop(line); ok && found.Role == "" {
		return found.Name, found.Rest
	}
	return "", ""
}

func cutBracket(line string) (name, rest string) {
	if line[0] != '[' && line[0] != '(' {
		return "", ""
	}
	end := page.Closing(line[:min(len(line), maxLabel)], 0)
	if end < 0 || !strings.HasPrefix(line[end:], " ") {
		return "", ""
	}
	return line[1 : end-1], line[end+1:]
}

func cutClock(line string) (name, rest string) {
	short := line[:min(len(line), maxLabel)]
	open := strings.IndexAny(short, "([")
	if open < 2 || short[open-1] != ' ' {
		return "", ""
	}
	end := strings.IndexAny(short[open:], ")]")
	if end < 0 || !label.IsTime(short[open+1:open+end]) {
		return "", ""
	}
	return short[:open-1], strings.TrimLeft(line[open+end+1:], " :-–—")
}

func cutEmphasis(line string) (name, rest string) {
	inner, ok := strings.CutPrefix(line, "**")
	if !ok {
		return "", ""
	}
	if name, rest, ok = strings.Cut(inner, "**"); !ok || len(name) > maxLabel {
		return "", ""
	}
	return name, strings.TrimLeft(rest, " ")
}

func cutTab(line string) (name, rest string) {
	name, rest, ok := strings.Cut(line[:min(len(line), maxLabel)], "\t")
	if !ok || strings.Contains(rest, "\t") {
		return "", ""
	}
	return name, rest
}

func cutOwnLine(line string) (name, rest string) {
	if len(line) > maxLabel || page.EndsSentence(line) || strings.ContainsRune(",;:-–—", lastRune(line)) {
		return "", ""
	}
	return line, ""
}

func lastRune(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// strangersIn returns the strangers of a turn.
func (n *names) strangersIn(turn int, t *corpus.Turn) []stranger {
	var found []stranger
	for at, line := range linesOf(t) {
		if at == 0 && t.Speaker >= 0 {
			continue // it is the first of who speaks
		}
		parted := at == 0 || at > 1 && t.Text[at-2] == '\n'
		if !parted && !page.EndsSentence(strings.TrimRight(t.Text[max(0, at-maxLabel):at], " \n")) {
			continue
		}
		if name, s := n.stranger(line, parted); s != noShape && !n.knows(name) && (s != ownLine || at+len(line) < len(t.Text)) {
			found = append(found, stranger{Start{turn, at}, name, s})
		}
	}
	return found
}

// linesOf yields the lines of a turn's text, as the text or the file parts them,
// and the bytes at which they begin.
func linesOf(t *corpus.Turn) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		mark := 0
		for at := 0; at < len(t.Text); {
			for mark < len(t.Marks) && int(t.Marks[mark].Offset) <= at {
				mark++
			}
			end := len(t.Text)
			if mark < len(t.Marks) {
				end = min(end, int(t.Marks[mark].Offset))
			}
			next := end
			if i := strings.IndexByte(t.Text[at:end], '\n'); i >= 0 { // no further than the mark: a turn may have many
				end = at + i
				next = end + 1
			}
			if line := strings.TrimRight(t.Text[at:end], " "); line != "" && !yield(at, line) {
				return
			}
			at = next
		}
	}
}

// strangers returns the places of a record that begin like a label of somebody who
// is not known, as far as nothing in the record speaks against it.
func (n *names) strangers(r *corpus.Record) []Start {
	var found []stranger
	last := lastSpeech(r)
	for i := range r.Turns {
		if t := &r.Turns[i]; t.Speaker >= 0 || i > 0 && i < last {
			found = append(found, n.strangersIn(i, t)...)
		}
	}
	if len(found) == 0 {
		return nil
	}
	small := smallWords(r, found)
	var places []Start
	seen := make(map[string]int) // the turn in which a name was met last
	for _, s := range found {
		if turn, ok := seen[s.name]; ok && turn == s.Turn || small.speaksAgainst(s.name) {
			continue
		}
		seen[s.name] = s.Turn
		if places = append(places, s.Start); len(places) == MaxSure {
			break
		}
	}
	return places
}

// lastSpeech returns the index of the last turn that somebody speaks.
func lastSpeech(r *corpus.Record) int {
	for i := len(r.Turns) - 1; i >= 0; i-- {
		if r.Turns[i].Speaker >= 0 {
			return i
		}
	}
	return -1
}

// A wordCount counts words in small letters.
type wordCount map[string]int

// smallWords counts those words of the strangers' names that a record writes in
// small letters.
func smallWords(r *corpus.Record, found []stranger) wordCount {
	small := make(wordCount)
	for _, s := range found {
		for w := range strings.FieldsSeq(strings.ToLower(s.name)) {
			small[strings.Trim(w, ".,")] = 0
		}
	}
	for i := range r.Turns {
		for w := range strings.FieldsSeq(r.Turns[i].Text) {
			if w[0] >= 'A' && w[0] <= 'Z' {
				continue
			}
			w = strings.Trim(w, ".,;:!?()[]\"“”‘’'*_—–-")
			if n, ok := small[w]; ok {
				small[w] = n + 1
			}
		}
	}
	return small
}

// speaksAgainst reports whether the first word of a name, or each of them but
// particles, is written in small letters, too, so that it need be nobody's.
func (c wordCount) speaksAgainst(name string) bool {
	if label.HasRole(name) || label.IsTitled(name) {
		return false
	}
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		if w = strings.Trim(w, ".,"); !label.IsParticle(w) {
			return c[w] > 0
		}
	}
	return true
}
