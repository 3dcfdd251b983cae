package trust

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// names are all that the speakers of a record are called.
type names struct {
	known   map[string]bool // in small letters
	longest int             // bytes that one of them has at most
	firsts  [256]bool       // the bytes that they begin with
	letters []string        // of each of them, if they are few
	alone   bool            // they stand on lines of their own
	only    bool            // what is none of them has no label
	caps    bool            // most are in capitals
}

// namesOf returns the names of a record, whose turns are known by b.
func namesOf(r *corpus.Record, b draft.Basis) *names {
	n := newNames(b.Alone, len(r.Speakers), func(yield func(string) bool) {
		for i := range r.Speakers {
			s := &r.Speakers[i]
			if !yield(s.Name) {
				return
			}
			for _, a := range s.Aliases {
				if !yield(a) {
					return
				}
			}
		}
	})
	n.only = b.Signs
	return n
}

// newNames returns names of which there are about as many as it says.
func newNames(alone bool, about int, all iter.Seq[string]) *names {
	const few = 200 // names that are compared letter by letter
	n := &names{known: make(map[string]bool, about), alone: alone}
	caps := 0
	for name := range all {
		if name == "" || label.IsHonorific(strings.TrimSuffix(name, ".")+".") { // "MR.", whose name was not read
			continue
		}
		if label.IsCaps(name) {
			caps++
		}
		name = strings.ToLower(name)
		n.known[name] = true
		n.longest, n.firsts[name[0]] = max(n.longest, len(name)), true
	}
	n.caps = 2*caps > len(n.known)
	if len(n.known) <= few {
		for name := range n.known {
			n.letters = append(n.letters, letters(name))
		}
	}
	return n
}

// knows reports whether text is a name of a speaker, in any case.
func (n *names) knows(text string) bool {
	var small [maxLabel]byte
	if text == "" || text[0] < utf8.RuneSelf && !n.firsts[text[0]] && !n.firsts[text[0]|0x20] {
		return false // most words
	}
	if len(text) > len(small) {
		return n.known[strings.ToLower(text)]
	}
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return n.known[strings.ToLower(text)]
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		small[i] = c
	}
	return len(text) <= n.longest && n.known[string(small[:len(text)])]
}

// A Start is a place within a turn that begins like the turn of another.
type Start struct {
	Turn int // index into the record's turns
	At   int // byte of its text
}

// Inside says where turns begin within like the turn of another.
type Inside struct {
	Sure   []Start // those that surely look like it; MaxSure at most
	sure   int     // bytes of turns from the first such place on
	likely int     // the same of places before it that are less like it
}

// MaxSure is how many places that begin like another's turn are kept.
const MaxSure = 200

// Look looks into the turns of a record, which are known by b.
func Look(r *corpus.Record, b draft.Basis) Inside {
	var in Inside
	names := namesOf(r, b)
	for i := range r.Turns {
		if r.Turns[i].Speaker >= 0 {
			in.add(i, &r.Turns[i], names)
		}
	}
	return in
}

// add looks into one turn.
func (in *Inside) add(turn int, t *corpus.Turn, names *names) {
	text := t.Text
	sure, likely := -1, -1
	for at, surely := range names.allStarts(t) {
		switch {
		case slices.ContainsFunc(t.Asides, func(a corpus.Span) bool { return a.Start == at && strings.Contains(t.Text[a.Start:a.End], ": ") }):
			// what the recorder has of a heckler: "(Dr. Kern [CDU/CSU]: At last!)"
		case !surely && sure < 0 && likely < 0:
			likely = at
		case surely:
			if sure < 0 {
				sure = at
			}
			if len(in.Sure) < MaxSure {
				in.Sure = append(in.Sure, Start{turn, at})
			}
		}
		if sure >= 0 && len(in.Sure) == MaxSure {
			break
		}
	}
	if sure >= 0 {
		in.sure += len(text) - sure
	}
	if likely >= 0 {
		in.likely += len(text) - likely
	}
}

// allStarts yields what starts does, and the same of lines of the file that go on
// with the one before in the turn.
func (n *names) allStarts(t *corpus.Turn) iter.Seq2[int, bool] {
	return func(yield func(int, bool) bool) {
		var seen map[int]bool // of places that were yielded: few turns have any
		for at, surely := range n.starts(t.Text) {
			if seen == nil {
				seen = make(map[int]bool)
			}
			if seen[at] = true; !yield(at, surely) {
				return
			}
		}
		for i, m := range t.Marks {
			at := int(m.Offset)
			if at < 2 || at >= len(t.Text) || t.Text[at-1] != ' ' || seen[at] {
				continue
			}
			line := t.Text[at:]
			if i+1 < len(t.Marks) {
				line = t.Text[at:max(at, int(t.Marks[i+1].Offset))]
			}
			line, _, _ = strings.Cut(strings.TrimRight(line, " "), "\n")
			before := strings.TrimRight(t.Text[max(0, at-maxLabel):at], " ")
			if line != "" && page.EndsSentence(before) && n.like(line, false) > 1 && !yield(at, true) {
				return
			}
		}
	}
}

// starts yields the bytes of a turn's text, but for its first, at which what
// stands there begins like the turn of another, and whether it surely looks like
// it: with a speaker's name or what has the form of a label.
func (n *names) starts(text string) iter.Seq2[int, bool] {
	return func(yield func(int, bool) bool) {
		for at := 0; at < len(text); {
			next := strings.IndexByte(text[at:], '\n')
			line := text[at:]
			if next >= 0 {
				line = text[at : at+next]
			}
			if at > 0 && line != "" {
				parted := at > 1 && text[at-2] == '\n'
				if like := n.like(line, parted); like > 0 && !yield(at, like > 1) {
					return
				}
			}
			for in := range n.within(line) {
				if (!n.only || n.marked(line[in:min(len(line), in+maxLabel)])) && !yield(at+in, true) {
					return
				}
			}
			for in := range n.midway(line) {
				if !yield(at+in, true) {
					return
				}
			}
			if next < 0 {
				return
			}
			at += next + 1
		}
	}
}

// maxLabel is the longest label in bytes that is looked for within words.
const maxLabel = 96

// like says how much a line begins like a label: 2 as one, 1 nearly so, 0 not at
// all. parted says that a paragraph ends before it.
func (n *names) like(line string, parted bool) int {
	short := line[:min(len(line), maxLabel)]
	bare := strings.TrimRight(short, " .:,*_")
	whole := len(line) < maxLabel
	if line[0] >= 'a' && line[0] <= 'z' && !n.alone && len(line) == len(short) && !strings.Contains(short, ": ") && !strings.Contains(short, " - ") && !n.known[bare] {
		return 0 // most lines
	}
	if n.only {
		if n.marked(short) {
			return 2
		}
		return 0
	}
	if _, ok := label.Marked(line); ok || startsTimed(line) {
		return 2
	}
	known := whole && n.knows(bare)
	if n.alone && parted && (known || n.precedes(short) ||
		whole && (!page.EndsSentence(line) && n.begin(line) || n.nearly(strings.TrimRight(line, " .:")))) {
		return 2
	}
	if known {
		if strings.HasSuffix(line, ".") {
			return 1 // "Thank you, / Ms. Cole."
		}
		return 2 // a name on a line of its own
	}
	forms := label.MarksOf(line)
	if forms&(label.WithColon|label.WithDash) != 0 && n.marked(short) {
		return 2
	}
	likely := 0
	if c := line[0]; c == '-' || c == 0xE2 || c == '#' || c == '*' || c == '[' {
		for _, mark := range []string{"- ", "– ", "— ", "## ", "**", "["} {
			if strings.HasPrefix(line, mark) {
				if likely = 1; n.begin(strings.TrimLeft(short, mark)) {
					return 2
				}
			}
		}
	}
	if forms&label.WithColon != 0 {
		found, ok := label.Colon(line)
		likely = max(likely, n.labelled(found, ok, true))
	}
	if likely < 2 && forms&label.WithStop != 0 {
		found, ok := label.Stop(line)
		if ok && parted && found.Rest != "" && n.nearly(found.Name) {
			return 2
		}
		likely = max(likely, n.labelled(found, ok, false))
	}
	return likely
}

// marked reports whether text begins with a name that a colon or a dash follows.
func (n *names) marked(text string) bool {
	for _, mark := range []string{":", " - ", " – ", "—"} {
		if at := strings.Index(text, mark); at > 0 && (n.begin(text[:at]) || n.nearly(text[:at])) {
			return true
		}
	}
	return false
}

// labelled says how much what may be a label, with a colon or a full stop, looks
// like a speaker's: 2 as one, 1 nearly so, 0 not at all.
func (n *names) labelled(found label.Label, ok, colon bool) int {
	name := found.Name
	switch {
	case !ok || found.Rest == "":
		return 0
	case n.knows(name):
		return 2
	case label.IsHeading(name) || label.IsExclamation(name) || label.IsCounter(name) || label.SentenceWords(name) > 0 || !label.AllNameWords(name):
		return 0
	case label.HasInitials(name), label.IsTitled(name), colon && (label.HasRole(name) || len(name) > 2 && label.IsCaps(name)):
		return 2
	case colon, strings.Contains(name, " ") && label.IsCaps(name):
		return 1
	}
	return 0
}

// nearly reports whether text is a speaker's name as a scanner reads it, or who
// types in haste writes it.
func (n *names) nearly(text string) bool {
	if len(n.letters) == 0 || len(text) > 48 {
		return false
	}
	bare := letters(text)
	if len(bare) < 2 {
		return false
	}
	for _, known := range n.letters {
		if known == bare || len(known) > 4 && aLetterApart(known, bare) {
			return true
		}
	}
	return false
}

// letters returns the letters of a name, those that scanners take for each other
// as one.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '0':
			return 'o'
		case r == '1', r == 'l', r == '|':
			return 'i'
		case r == '5':
			return 's'
		case r == '8':
			return 'b'
		case !unicode.IsLetter(r):
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// aLetterApart reports whether two words differ by one letter at most.
func aLetterApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 2 {
		return false
	}
	from := 0
	for from < len(a) && a[from] == b[from] {
		from++
	}
	to := 0
	for to < len(a)-from && a[len(a)-1-to] == b[len(b)-1-to] {
		to++
	}
	return utf8.RuneCountInString(b[from:len(b)-to]) <= 1 && utf8.RuneCountInString(a[from:len(a)-to]) <= 1
}

// begin reports whether text begins with the name of a speaker.
func (n *names) begin(text string) bool {
	text = strings.ToLower(strings.TrimLeft(text, "*_[("))
	for end := len(text); end > 1; end = strings.LastIndexByte(text[:end], ' ') {
		if n.known[strings.TrimRight(text[:end], " *_)].,:")] {
			return true
		}
	}
	return false
}

// precedes reports whether a name stands before what begins like a sentence:
// "Anna Berg We went", where the end of the name's line was not seen as such.
func (n *names) precedes(text string) bool {
	for at, words := 0, 0; words < 6; words++ {
		i := strings.IndexByte(text[at:], ' ')
		if i < 0 {
			return false
		}
		at += i
		if next, _ := utf8.DecodeRuneInString(text[at+1:]); unicode.IsUpper(next) && n.known[strings.ToLower(strings.TrimRight(text[:at], ".:"))] {
			return true
		}
		at++
	}
	return false
}

// startsTimed reports whether text begins with a time in brackets.
func startsTimed(text string) bool {
	if text == "" || text[0] != '[' && text[0] != '(' {
		return false
	}
	end := strings.IndexAny(text, "])")
	return end > 0 && end < 16 && label.IsTime(text[1:end])
}

// within yields the bytes of a line at which, after the end of a sentence, a
// speaker's name stands as labels do, or something else in capitals with a colon.
func (n *names) within(line string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for from := 0; ; {
			i := stopIn(line[from:])
			if i < 0 {
				return
			}
			_, size := utf8.DecodeRuneInString(line[from+i:])
			word := line[from+strings.LastIndexByte(line[from:from+i], ' ')+1 : from+i+size]
			from += i + size
			if from >= len(line) {
				return
			}
			if size > 2 && n.wide(line[from:]) && !yield(from) {
				return
			}
			if line[from] != ' ' || label.IsHonorific(word) || label.IsInitials(word) {
				continue
			}
			rest := strings.TrimLeft(line[from:], " ")
			if rest != "" && n.labels(rest) && !yield(len(line)-len(rest)) {
				return
			}
		}
	}
}

// midway yields the bytes of a line at which a speaker's name and a colon stand
// within a sentence, before what begins like one: "So have I Zoë: Not me". Where
// names are in capitals, a full stop does as well, be it the name of one of them
// or not: "Please go on. 45 of 212 MS. LUND. Thank you". Whoever is asked or told
// something is not who speaks.
func (n *names) midway(line string) iter.Seq[int] {
	marks := ":"
	if n.caps {
		marks = ":."
	}
	return func(yield func(int) bool) {
		for from := 0; ; {
			i := strings.IndexAny(line[from:], marks)
			if i < 0 {
				return
			}
			mark := from + i
			from = mark + 1
			if rest, ok := strings.CutPrefix(line[from:], " "); ok {
				if next, _ := utf8.DecodeRuneInString(rest); !unicode.IsUpper(next) {
					continue
				}
			} else if from < len(line) || line[mark] == '.' { // a label that ends the words is one, too
				continue
			}
			if start := n.nameBefore(line, mark); start >= 0 && !yield(start) {
				return
			}
		}
	}
}

// nameBefore returns where within a sentence the longest name begins that a mark
// ends, -1 if no name does.
func (n *names) nameBefore(line string, mark int) int {
	const most = 4 // words of a name
	found, first := -1, max(0, mark-maxLabel)
	for start := mark; start > first; {
		space := strings.LastIndexByte(line[first:start-1], ' ')
		if space < 1 || strings.Count(line[first+space:mark], " ") > most {
			break
		}
		start = first + space + 1
		name := strings.TrimRight(line[start:mark], "*_")
		if stopped := line[mark] == '.'; n.knows(name) && (!stopped || label.IsCaps(name)) || stopped && label.IsCaps(name) && label.IsTitled(name) {
			found = start
		}
	}
	if found < 0 {
		return -1
	}
	before := line[:found-1]
	word := before[strings.LastIndexByte(before, ' ')+1:]
	if begin, _ := utf8.DecodeRuneInString(line[found:]); unicode.IsLower(begin) || addressing.Holds(word) || mark+1 < len(line) && page.EndsSentence(word) {
		return -1
	}
	return found
}

// addressing are words before the name of who is spoken to or of.
var addressing = page.NewWordList(`to of by with for from and or asked ask told tell said says like dear the a as
	an von zu bei mit und der die das sagte à de par avec et le la demandé a de por con y el para`)

// stopIn returns where in text the first mark stands after which another may
// speak, -1 if there is none.
func stopIn(text string) int {
	for i := range len(text) {
		switch text[i] {
		case '.', '!', '?', '"', ')', ':', ']':
			return i
		case 0xE2, 0xE3, 0xEF:
			if r, _ := utf8.DecodeRuneInString(text[i:]); strings.ContainsRune("…”。！？」", r) {
				return i
			}
		}
	}
	return -1
}

// wide reports whether text begins with a speaker's name and a colon of a script
// that has no spaces.
func (n *names) wide(text string) bool {
	short := strings.TrimLeft(text[:min(len(text), maxLabel)], " \u3000")
	for _, colon := range []string{"：", ":"} {
		if i := strings.Index(short, colon); i > 0 && n.known[strings.ToLower(short[:i])] {
			return true
		}
	}
	return false
}

// labels reports whether text begins with a label, within a line.
func (n *names) labels(text string) bool {
	switch {
	case text[0] == '[', text[0] == '(':
		end := strings.IndexAny(text[:min(len(text), maxLabel)], "])")
		return startsTimed(text) || end > 0 && n.known[strings.ToLower(text[1:end])]
	case text[0] == '*', text[0] == '#', text[0] == '<':
		return n.begin(text[:min(len(text), maxLabel)]) || strings.HasPrefix(text, "## ")
	case text[0] >= 'a' && text[0] <= 'z', text[0] == ' ':
		return false
	}
	short := text[:min(len(text), maxLabel)]
	for k, end := 0, 0; k < 3; k++ {
		mark := strings.IndexAny(short[end:], ".:-")
		if mark < 0 {
			return false
		}
		end += mark
		name := strings.TrimRight(short[:end], " ")
		if end+1 < len(short) && short[end+1] == ' ' && (short[end] != '-' || short[end-min(1, end)] == ' ') && (n.knows(name) || short[end] == '.' && isTitledCaps(name)) {
			return true
		}
		if short[end] == ':' {
			return end > 2 && end+1 < len(short) && short[end+1] == ' ' && strings.Contains(name, " ") && label.IsCaps(name) && label.LooksLikeName(name) && !label.IsHeading(name)
		}
		end++
	}
	return false
}

// isTitledCaps reports whether a name is that of a person in capitals after a
// title in small letters, as minutes print who speaks and nobody else: "Mr. BROWN
// of Ohio".
func isTitledCaps(name string) bool {
	title, rest, _ := strings.Cut(name, " ")
	word, _, _ := strings.Cut(rest, " ")
	return len(word) > 2 && label.IsHonorific(title) && !label.IsCaps(title) && label.IsCaps(word)
}
