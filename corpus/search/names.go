package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"rapporteur/corpus"
)

// A NameMatch is a person that a typed name may mean.
type NameMatch struct {
	Person *corpus.Person
	Score  float64 // 0 to 1
}

// A nameTable finds people by name.
type nameTable struct {
	people []personNames      // by index into the library's People
	byWord map[string][]int32 // folded word of a name -> who bears it
}

// personNames are the folded names of a person, each as its words.
type personNames [][]string

// maxBearers is how many people may bear a name before it tells nothing:
// "first" in the plays.
const maxBearers = 64

func newNameTable(lib *corpus.Library) nameTable {
	n := nameTable{people: make([]personNames, len(lib.People)), byWord: make(map[string][]int32)}
	for i := range lib.People {
		p := &lib.People[i]
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			words := foldName(name)
			if len(words) == 0 {
				continue
			}
			n.people[i] = append(n.people[i], words)
			for _, w := range words {
				bearers := n.byWord[w]
				if utf8.RuneCountInString(w) > 2 && !titles[w] && (len(bearers) == 0 || bearers[len(bearers)-1] != int32(i)) {
					n.byWord[w] = append(bearers, int32(i))
				}
			}
		}
	}
	for w, bearers := range n.byWord {
		if len(bearers) > maxBearers {
			delete(n.byWord, w)
		}
	}
	return n
}

// speakers returns who bears a name with the given folded word, possessives
// included.
func (n *nameTable) speakers(word []byte) []int32 {
	if people, ok := n.byWord[string(word)]; ok {
		return people
	}
	if l := len(word) - 2; l > 0 && string(word[l:]) == "'s" {
		return n.byWord[string(word[:l])]
	}
	return nil
}

func foldName(name string) []string {
	var f folder
	f.reset(name)
	var words []string
	for f.next() {
		words = append(words, string(f.word))
	}
	return words
}

// titles are words of a name that say nothing of who is meant.
var titles = func() map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(`cde cdes comrade mr mrs ms miss dr prof professor sir lady lord king queen
		minister president ambassador senator secretary general colonel captain the señor senor sr sra`) {
		set[w] = true
	}
	return set
}()

const (
	sureScore = 0.8  // at least this, for a name to be resolved
	sureLead  = 0.08 // and this much before the next

	alternative = 0.7 // at least this share of the best score, to be proposed beside it
)

// Speakers resolves a typed name ("guevra", "Cde. Mikoyan"): the people it
// may mean, best first. sure reports that the first one is meant: nobody else
// comes near. An empty name lists all people, those who speak most first.
// Record in, if not nil, leaves only those who speak there.
func (x *Index) Speakers(name string, in *corpus.Record) (people []NameMatch, sure bool) {
	query := foldName(name)
	for i := range x.lib.People {
		p := &x.lib.People[i]
		if in != nil && !slices.ContainsFunc(p.Parts, func(part corpus.Part) bool { return part.Record == in }) {
			continue
		}
		if len(query) == 0 {
			people = append(people, NameMatch{p, 0})
		} else if score := nameScore(query, x.names.people[i]); score > 0 {
			people = append(people, NameMatch{p, score})
		}
	}
	slices.SortStableFunc(people, func(a, b NameMatch) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(x.spoken[b.Person], x.spoken[a.Person]))
	})
	if len(people) == 0 || len(query) == 0 {
		return people, false
	}
	// Who only shares some letters is no alternative to who fits.
	for people[len(people)-1].Score < people[0].Score*alternative {
		people = people[:len(people)-1]
	}
	sure = people[0].Score >= sureScore && (len(people) == 1 || people[0].Score-people[1].Score >= sureLead)
	return people, sure
}

// nameScore returns how well a typed name fits the best of a person's names.
func nameScore(query []string, names personNames) float64 {
	best := 0.0
	for _, name := range names {
		best = max(best, fitName(query, name))
	}
	return best
}

// fitName compares a typed name with one name. The whole name is worth 1; a
// part of it without titles 0.95, less for each letter that is off; what only
// begins or runs through the name is a proposal, never sure.
func fitName(query, name []string) float64 {
	if slices.Equal(query, name) {
		return 1
	}
	// A title alone is meant as it stands: "the king", "Speaker".
	if bare := withoutTitles(query); len(bare) > 0 {
		query, name = bare, withoutTitles(name)
	}
	if slices.Equal(query, name) {
		return 0.98
	}
	score := 0.95
	next := 0
	for _, q := range query {
		fit := 0.0
		at := next
		for i := next; i < len(name); i++ {
			if f := fitWord(q, name[i]); f > fit {
				fit, at = f, i+1
			}
		}
		if fit == 0 {
			return looseName(query, name)
		}
		score *= fit
		next = at
	}
	return score
}

// fitWord compares one word of a typed name with one of a name: 1 if equal,
// less by a tenth for each letter off, 0 if unlike. An initial is equal to
// itself only: "A. Guevara" is not E. Guevara.
func fitWord(query, word string) float64 {
	a, b := []rune(query), []rune(word)
	limit := tolerance(min(len(a), len(b)))
	d := distance(a, b, limit)
	if d > limit {
		return 0
	}
	return 1 - 0.1*float64(d)
}

// looseName scores names that only resemble: by beginning, or by letters in
// order. sahilm/fuzzy is given short strings only, as its score overflows on
// long ones.
func looseName(query, name []string) float64 {
	q, n := strings.Join(query, " "), strings.Join(name, " ")
	if utf := []rune(q); len(utf) > 32 || len([]rune(n)) > 32 || len(utf) == 0 {
		return 0
	}
	if strings.HasPrefix(n, q) || slices.ContainsFunc(name, func(w string) bool { return strings.HasPrefix(w, q) }) {
		return 0.7
	}
	// Some word of several that fits is worth asking about.
	for _, w := range query {
		if utf8.RuneCountInString(w) > 2 && slices.ContainsFunc(name, func(o string) bool { return fitWord(w, o) > 0.85 }) {
			return 0.6
		}
	}
	if m := fuzzy.Find(strings.Join(query, ""), []string{n}); len(m) > 0 && len(q) > 2 {
		return 0.4
	}
	return 0
}

func withoutTitles(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return titles[w] })
}
