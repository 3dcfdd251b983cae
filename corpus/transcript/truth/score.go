package truth

import (
	"slices"
	"sort"
)

// A Reading is a document as it was read.
type Reading struct {
	Turns  []ReadTurn
	Doubts []Doubt // by lint
}

// A ReadTurn is a turn or a narration.
type ReadTurn struct {
	Speaker     string // "" if it is narration
	Text        string
	First, Last int // lines of the file
}

// A Doubt is one of lint's: its line from 1, 0 if it is about the whole.
type Doubt struct {
	Line int
	Kind string
}

// A Score is what became of the words of a document.
type Score struct {
	Words   int // that somebody says
	Right   int // in a turn of their speaker
	Wrong   int // in another's
	Told    int // taken for narration
	Lost    int // nowhere
	Foreign int // that nobody says, in a speaker's mouth
	Refused int // in a document that is not read
	Silent  int // wrong, told, lost or foreign, without a doubt at that place
	Flagged int // the same, with one
	Renamed int // right, under a form of the name that the truth does not list
	Turns   int // that were read
	Exact   bool
	Near    bool // Turns are within 1 %
	// Taken are the words of one speaker in another's mouth.
	Taken map[[2]string]int
	// Mouths are the words in a speaker's mouth that nobody says.
	Mouths map[string]int
}

// Refusal returns the score of a document that is not read.
func (d *Document) Refusal() Score {
	n := d.spoken()
	return Score{Words: n, Refused: n}
}

func (d *Document) spoken() int {
	n := 0
	for i, w := range d.wordsOf() {
		if d.Turns[i].Speaker != "" {
			n += len(w)
		}
	}
	return n
}

// A scorer compares a reading with a truth, word by word.
type scorer struct {
	d *Document
	r Reading
	Score

	of   []int // by word of the truth: its turn
	read []int // the same by word of the reading
	line []int // by word of the reading
	to   []int // by word of the truth: the word of the reading that it is, or -1
	said []string

	doubts *doubts
	forms  map[int]forms // by turn of the truth
}

// Score says what became of the words of d in a reading.
func (d *Document) Score(r Reading) Score {
	s := &scorer{d: d, r: r, forms: make(map[int]forms)}
	s.Score = Score{Words: d.spoken(), Taken: make(map[[2]string]int), Mouths: make(map[string]int)}
	var known []string
	for i, w := range d.wordsOf() {
		known = append(known, w...)
		for range w {
			s.of = append(s.of, i)
		}
	}
	for j, t := range r.Turns {
		w := words(t.Text)
		s.said = append(s.said, w...)
		for k := range w {
			s.read = append(s.read, j)
			s.line = append(s.line, t.First+(t.Last-t.First)*k/len(w))
		}
	}
	s.to = align(known, s.said)
	s.doubts = newDoubts(r)
	s.count()
	s.spoken()
	s.lost()
	s.foreign()
	return s.Score
}

// count compares how many turns there are.
func (s *scorer) count() {
	all, worded, known := 0, 0, 0
	for _, t := range s.r.Turns {
		if t.Speaker != "" {
			all++
			if len(words(t.Text)) > 0 {
				worded++
			}
		}
	}
	for i, w := range s.d.wordsOf() {
		if s.d.Turns[i].Speaker != "" && len(w) > 0 {
			known++
		}
	}
	n := s.d.Count
	s.Turns = all
	s.Exact = all == n || worded == known
	s.Near = float64(min(abs(all-n), abs(worded-known))) <= max(1, 0.01*float64(n))
}

func abs(n int) int { return max(n, -n) }

func (s *scorer) formsOf(turn int) forms {
	f, ok := s.forms[turn]
	if !ok {
		t := &s.d.Turns[turn]
		f = formsOf([]string{t.Speaker}, t.As, s.d.Accepted[t.Speaker])
		s.forms[turn] = f
	}
	return f
}

// fault counts a word that did not become what it is, at lines from first to
// last.
func (s *scorer) fault(first, last int) {
	if s.doubts.cover(first, last) {
		s.Flagged++
	} else {
		s.Silent++
	}
}

// spoken judges the words that both have.
func (s *scorer) spoken() {
	renamed := s.renamed()
	type voice struct {
		turn int
		name string
	}
	type verdict struct{ right, renamed bool }
	judged := make(map[voice]verdict)
	for i, j := range s.to {
		if j < 0 {
			continue
		}
		t, u := &s.d.Turns[s.of[i]], &s.r.Turns[s.read[j]]
		if t.Speaker == "" {
			if u.Speaker != "" {
				s.Foreign++
				s.fault(s.line[j], s.line[j])
			}
			continue
		}
		if u.Speaker == "" {
			s.Told++
			s.fault(s.line[j], s.line[j])
			continue
		}
		k := voice{s.of[i], u.Speaker}
		v, ok := judged[k]
		if !ok {
			v.right = s.formsOf(k.turn).holds(k.name)
			v.renamed = !v.right && renamed[[2]string{t.Speaker, k.name}]
			judged[k] = v
		}
		switch {
		case v.right:
			s.Right++
		case v.renamed:
			s.Right++
			s.Renamed++
		default:
			s.Wrong++
			s.fault(s.line[j], s.line[j])
			s.Taken[[2]string{t.Speaker, u.Speaker}]++
		}
	}
}

// renamed returns the names that take a speaker's whole part, nine words of ten
// both ways, and are nobody else's, with the speaker.
func (s *scorer) renamed() map[[2]string]bool {
	known := make(map[string]bool)
	for i := range s.d.Turns {
		if s.d.Turns[i].Speaker == "" {
			continue
		}
		f := s.formsOf(i)
		for k := range f.full {
			known[k] = true
		}
		for k := range f.bare {
			known[k] = true
		}
	}
	part, theirs, whole := make(map[[2]string]int), make(map[string]int), make(map[string]int)
	for i, j := range s.to {
		if j < 0 {
			continue
		}
		speaker, name := s.d.Turns[s.of[i]].Speaker, s.r.Turns[s.read[j]].Speaker
		if speaker == "" || name == "" {
			continue
		}
		part[[2]string{speaker, name}]++
		theirs[name]++
		whole[speaker]++
	}
	renamed := make(map[[2]string]bool)
	for k, n := range part {
		if float64(n) >= 0.9*float64(whole[k[0]]) && float64(n) >= 0.9*float64(theirs[k[1]]) && !known[key(k[1])] && alike(k[0], k[1]) {
			renamed[k] = true
		}
	}
	return renamed
}

// lost judges the words that stand nowhere: their place lies between those of
// their neighbours.
func (s *scorer) lost() {
	next := make([]int, len(s.to)+1)
	next[len(s.to)] = len(s.said) - 1
	for i := len(s.to) - 1; i >= 0; i-- {
		if next[i] = next[i+1]; s.to[i] >= 0 {
			next[i] = s.to[i]
		}
	}
	last := 0
	for i, j := range s.to {
		if j >= 0 {
			last = j
			continue
		}
		if s.d.Turns[s.of[i]].Speaker == "" {
			continue
		}
		s.Lost++
		first, end := 0, 0
		if len(s.said) > 0 {
			first, end = s.line[last], s.line[max(last, next[i])]
		}
		s.fault(min(first, end), max(first, end))
	}
}

// foreign judges the words of turns that are no words of the truth, and no aside
// near them.
func (s *scorer) foreign() {
	back := make([]int, len(s.said))
	for j := range back {
		back[j] = -1
	}
	for i, j := range s.to {
		if j >= 0 {
			back[j] = i
		}
	}
	bags := make([]map[string]int, len(s.d.Turns))
	var with []int // turns that have asides
	for i := range s.d.Turns {
		for _, a := range s.d.Turns[i].Aside {
			for _, w := range words(a) {
				if bags[i] == nil {
					bags[i] = make(map[string]int)
					with = append(with, i)
				}
				bags[i][w]++
			}
		}
	}
	after := make([]int, len(s.said)+1)
	after[len(s.said)] = len(s.d.Turns) - 1
	for j := len(s.said) - 1; j >= 0; j-- {
		if after[j] = after[j+1]; back[j] >= 0 {
			after[j] = s.of[back[j]]
		}
	}
	before := -1
	for j, w := range s.said {
		if back[j] >= 0 {
			before = s.of[back[j]]
			continue
		}
		name := s.r.Turns[s.read[j]].Speaker
		if name == "" {
			continue
		}
		k, _ := slices.BinarySearch(with, before-1)
		for k < len(with) && with[k] <= after[j]+1 && bags[with[k]][w] <= 0 {
			k++
		}
		if k < len(with) && with[k] <= after[j]+1 {
			bags[with[k]][w]--
			continue
		}
		s.Foreign++
		s.fault(s.line[j], s.line[j])
		s.Mouths[name]++
	}
}

// doubts says which lines lint doubts.
type doubts struct {
	all   bool // the whole document
	near  []int
	spans [][2]int
	memo  map[[2]int]bool
}

// whole are the kinds of doubts that cover the whole turn they stand in. Others
// cover its rest.
var whole = map[string]bool{"long_turn": true, "single_turn": true, "doubtful_label": true}

func newDoubts(r Reading) *doubts {
	d := &doubts{memo: make(map[[2]int]bool)}
	starts := make([]int, len(r.Turns))
	for i, t := range r.Turns {
		starts[i] = t.First
	}
	for _, w := range r.Doubts {
		if w.Line == 0 {
			d.all = true
			continue
		}
		d.near = append(d.near, w.Line)
		for _, t := range r.Turns[max(0, sort.SearchInts(starts, w.Line)-2):] {
			if t.First > w.Line {
				break
			}
			if t.Last < w.Line {
				continue
			}
			switch {
			case whole[w.Kind]:
				d.spans = append(d.spans, [2]int{t.First, t.Last})
			case w.Kind == "near_duplicate_label":
				for _, u := range r.Turns {
					if u.Speaker == t.Speaker {
						d.spans = append(d.spans, [2]int{u.First, u.Last})
					}
				}
			default:
				d.spans = append(d.spans, [2]int{w.Line, t.Last})
			}
		}
	}
	sort.Ints(d.near)
	return d
}

// cover reports whether a doubt covers lines from first to last.
func (d *doubts) cover(first, last int) bool {
	const reach = 3 // lines
	if d.all {
		return true
	}
	k := [2]int{first, last}
	is, ok := d.memo[k]
	if !ok {
		i := sort.SearchInts(d.near, first-reach)
		is = i < len(d.near) && d.near[i] <= last+reach ||
			slices.ContainsFunc(d.spans, func(s [2]int) bool { return s[0] <= last && s[1] >= first })
		d.memo[k] = is
	}
	return is
}
