package markup

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/corpus"
)

// sections are the parts of a file: its acts and scenes, the items of an
// agenda.
type sections struct {
	found []corpus.Section
	root  part // the whole
	stack []part
	text  strings.Builder // words of the heading that is read
	next  func() int      // index of the turn that begins next
}

// A part is a section that is open.
type part struct {
	start  int // index of its first turn in the draft
	kind   string
	number string         // what it is cited by: "3.1", "" if by nothing
	at     int            // 1 + its index among those found, 0 if it is not yet
	counts map[string]int // how many parts of each kind it holds
}

// kinds are what divisions that people count are called.
var kinds = map[string]string{
	"act": "act", "akt": "act", "acte": "act", "acto": "act", "atto": "act", "aufzug": "act", "jornada": "act",
	"scene": "scene", "scène": "scene", "szene": "scene", "escena": "scene", "scena": "scene", "auftritt": "scene",
	"prologue": "prologue", "prolog": "prologue", "epilogue": "epilogue", "epilog": "epilogue", "induct": "induction", "induction": "induction",
}

// maxSections is how many sections a file can have.
const maxSections = 100_000

func (s *sections) open(start int, element, class, n string) {
	p := part{start: start, kind: kinds[strings.ToLower(class)]}
	if p.kind == "" {
		p.kind = kinds[element]
	}
	if p.kind == "" {
		s.stack = append(s.stack, p)
		return
	}
	above := s.above()
	if above.counts == nil {
		above.counts = make(map[string]int)
	}
	above.counts[p.kind]++
	p.number = n
	if _, err := strconv.Atoi(n); err != nil {
		p.number = strconv.Itoa(above.counts[p.kind])
	}
	if p.kind != "act" && p.kind != "scene" {
		p.number = p.kind
	}
	for i := len(s.stack) - 1; i >= 0; i-- {
		if number := s.stack[i].number; number != "" {
			p.number = number + "." + p.number
			break
		}
	}
	s.stack = append(s.stack, p)
}

// above returns the part that the next one stands in.
func (s *sections) above() *part {
	if len(s.stack) == 0 {
		return &s.root
	}
	return &s.stack[len(s.stack)-1]
}

// words reads words of a heading.
func (s *sections) words(text string) {
	if s.text.Len() > 0 {
		s.text.WriteByte(' ')
	}
	if s.text.Len() < maxHeading {
		s.text.WriteString(text)
	}
}

const maxHeading = 400

// headed names the innermost part after the heading that has ended.
func (s *sections) headed() {
	name := strings.Join(strings.Fields(s.text.String()), " ")
	s.text.Reset()
	if name == "" {
		return
	}
	p := s.above()
	switch {
	case p == &s.root:
		s.find(corpus.Section{Turn: max(0, s.next()-1), Level: 1, Name: name})
	case p.at > 0:
		if found := &s.found[p.at-1]; len(found.Name)+len(name) < maxHeading {
			found.Name += " " + name
		}
	default:
		s.record(p, name)
	}
}

func (s *sections) record(p *part, name string) {
	s.find(corpus.Section{Turn: p.start, Level: len(s.stack), Name: name, Number: p.number})
	p.at = len(s.found)
}

func (s *sections) find(section corpus.Section) {
	if len(s.found) < maxSections {
		s.found = append(s.found, section)
	}
}

func (s *sections) shut() {
	if len(s.stack) == 0 {
		return
	}
	p := &s.stack[len(s.stack)-1]
	if p.at == 0 && p.number != "" {
		s.record(p, strings.ToUpper(p.kind[:1])+p.kind[1:]+" "+p.number[strings.LastIndexByte(p.number, '.')+1:])
	}
	s.stack = s.stack[:len(s.stack)-1]
}

// all returns the sections in the order of their turns.
func (s *sections) all() []corpus.Section {
	slices.SortStableFunc(s.found, func(a, b corpus.Section) int {
		if a.Turn != b.Turn {
			return a.Turn - b.Turn
		}
		return a.Level - b.Level
	})
	return s.found
}
