package search

import (
	"cmp"
	"context"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"rapporteur/corpus"
)

// A NameMatch is a person that a typed name may mean.
type NameMatch struct {
	Person *corpus.Person
	Score  float64 // 0 to 1
	whole  bool    // the typed name is all of their own, but for slips
}

// A nameTable finds people by name.
type nameTable struct {
	people [][]personName     // by index into the library's People
	words  []nameWord         // all folded words of names, unlike
	byWord map[string][]int32 // folded word of a name -> who bears it
}

// A nameWord is a word of a name.
type nameWord struct {
	text    string
	runes   int
	letters uint64
}

// A personName is one of the names of a person.
type personName struct {
	words   []int32 // indexes into the table's words
	bare    []int32 // without titles
	begins  string  // the first letters of its words, "jfk", of those with more than two
	joined  string  // all words with spaces between; "" if it is too long for fuzzy
	letters uint64  // a bit for each letter in it; see lettersOf
	alias   bool    // it is not the person's own
}

// maxBearers is how many people may bear a name before it tells nothing:
// "first" in the plays.
const maxBearers = 64

func newNameTable(lib *corpus.Library) nameTable {
	n := nameTable{people: make([][]personName, len(lib.People)), byWord: make(map[string][]int32)}
	ids := make(map[string]int32)
	for i := range lib.People {
		p := &lib.People[i]
		for j, name := range slices.Concat([]string{p.Name}, p.Aliases, titledNames(p)) {
			words := foldName(withoutAddressee(name))
			if len(words) == 0 {
				continue
			}
			n.people[i] = append(n.people[i], n.named(ids, words, j > 0))
			for _, w := range words {
				n.bear(int32(i), w)
			}
		}
	}
	maps.DeleteFunc(n.byWord, func(_ string, bearers []int32) bool { return len(bearers) > maxBearers })
	return n
}

// named makes a name of folded words, which get IDs if they have none.
func (n *nameTable) named(ids map[string]int32, words []string, alias bool) personName {
	name := personName{alias: alias}
	for _, folded := range words {
		w := inLatin(folded)
		id, ok := ids[w]
		if !ok {
			id = int32(len(n.words))
			ids[w] = id
			n.words = append(n.words, nameWord{w, utf8.RuneCountInString(w), lettersOf(w)})
		}
		name.words = append(name.words, id)
		if !titles[w] {
			name.bare = append(name.bare, id)
		}
	}
	if len(name.bare) > 2 {
		for _, w := range name.bare {
			name.begins += firstLetter(n.words[w].text)
		}
	}
	joined := n.join(name.words)
	name.letters = lettersOf(joined)
	if utf8.RuneCountInString(joined) <= maxFuzzy {
		name.joined = joined
	}
	return name
}

// bear notes that a person bears a name with a folded word, if that tells anybody
// apart.
func (n *nameTable) bear(person int32, word string) {
	bearers := n.byWord[word]
	if utf8.RuneCountInString(word) <= 2 || titles[word] || len(bearers) > 0 && bearers[len(bearers)-1] == person {
		return
	}
	n.byWord[word] = append(bearers, person)
}

// join returns words of the table with spaces between.
func (n *nameTable) join(words []int32) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(n.words[w].text)
	}
	return b.String()
}

// inLatin returns a folded word of a name in Latin letters, so that “Микоян” and
// “Mikoyan” are one name. It writes Russian as English texts do.
func inLatin(word string) string {
	if !strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
		return word
	}
	return romanize.Replace(word)
}

var romanize = strings.NewReplacer("кс", "x", "дж", "j", "а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ж", "zh", "з", "z", "и", "i",
	"к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "kh", "ц", "ts",
	"ч", "ch", "ш", "sh", "щ", "shch", "ъ", "", "ы", "y", "ь", "", "э", "e", "ю", "yu", "я", "ya", "і", "i", "ї", "i", "є", "e", "ґ", "g")

// NameWords returns the words of a name, folded and in Latin letters.
func NameWords(name string) []string {
	words := foldName(name)
	for i, w := range words {
		words[i] = inLatin(w)
	}
	return words
}

// withoutAddressee returns a name as a label has it without whom it says is spoken
// to, who is somebody else: "Kissinger (to Colby)".
func withoutAddressee(name string) string {
	for _, to := range []string{" (to ", " [to ", " (zu ", " (an ", " (a ", " (al ", " (à ", " (au ", " (к "} {
		if at := strings.Index(name, to); at > 0 {
			return name[:at]
		}
	}
	return name
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
		vice deputy prime premier chairman chancellor governor mayor congressman congresswoman representative judge justice
		minister president ambassador senator secretary general colonel captain the señor senor señora senora sr sra don doña
		herr frau fräulein präsident kanzler kanzlerin bürgermeister senatorin genosse genossin
		monsieur madame mademoiselle mme mlle président présidente ministre sénateur camarade
		presidente presidenta ministro ministra senador senadora compañero
		господин госпожа товарищ президент министр сенатор`) {
		for _, folded := range NameWords(w) {
			set[folded] = true
		}
	}
	return set
}()

// IsTitle reports whether a folded word of a name says nothing of who is meant.
func IsTitle(word string) bool { return titles[inLatin(word)] }

const (
	sureScore = 0.8  // at least this, for a name to be resolved
	sureLead  = 0.08 // and this much before the next

	ownName = 1.0 // the whole of a person's name as a record has it
	alias   = 0.99

	alternative = 0.7 // at least this share of the best score, to be proposed beside it
)

// A typed name is no longer than this; a longer one is nobody's.
const (
	maxNameBytes = 512
	maxNameWords = 16
	maxFuzzy     = 32 // runes; the score of sahilm/fuzzy overflows on long strings
)

// Speakers resolves a typed name ("guevra", "Cde. Mikoyan"): the people it
// may mean, best first. sure reports that the first one is meant: nobody else
// comes near, or the first one alone is called just so where they meet. An empty name lists all people, those who speak most first.
// Record in, if not nil, leaves only those who speak there. The error is that
// of ctx, if it ends before.
func (x *Index) Speakers(ctx context.Context, name string, in *corpus.Record) (people []NameMatch, sure bool, err error) {
	people, sure, err = x.speakers(ctx, name, in)
	sure = sure || len(people) > 0 && people[0].Score >= sureScore && people[0].whole && calledJustSo(people)
	if len(people) == 0 && err == nil {
		people = x.soundingLike(name, in)
	}
	return people, sure, err
}

// speakers is Speakers for a text that need be no name: whose names only sound as it, or
// are all of it but for slips, is left out or not sure.
func (x *Index) speakers(ctx context.Context, name string, in *corpus.Record) (people []NameMatch, sure bool, err error) {
	if ctx.Err() != nil || len(name) > maxNameBytes {
		return nil, false, ctx.Err()
	}
	typed := newTypedName(&x.names, name)
	if len(typed.words) > maxNameWords {
		return nil, false, ctx.Err()
	}
	for i := range x.lib.People {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, false, ctx.Err()
		}
		p := &x.lib.People[i]
		if in != nil && !slices.ContainsFunc(p.Parts, func(part corpus.Part) bool { return part.Record == in }) {
			continue
		}
		if len(typed.words) == 0 {
			people = append(people, NameMatch{Person: p})
		} else if score, whole := typed.score(x.names.people[i]); score > 0 {
			people = append(people, NameMatch{p, score, whole})
		}
	}
	slices.SortStableFunc(people, func(a, b NameMatch) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), compareTrue(b.whole, a.whole), cmp.Compare(x.spoken[b.Person], x.spoken[a.Person]))
	})
	if len(people) == 0 || len(typed.words) == 0 {
		return people, false, nil
	}
	// Who only shares some letters is no alternative to who fits.
	for people[len(people)-1].Score < people[0].Score*alternative {
		people = people[:len(people)-1]
	}
	sure = people[0].Score >= sureScore && (len(people) == 1 || people[0].Score-people[1].Score >= sureLead || people[0].Score == ownName && calledJustSo(people))
	return people, sure, nil
}

// compareTrue orders false before true.
func compareTrue(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// calledJustSo reports whether the typed name is all of the first one's, but for
// slips, if it is all of some one's, in a record in which of all others that come near
// it is a part of the name: "Macbeth" or "mcbeth", where Lady Macbeth speaks, too.
func calledJustSo(people []NameMatch) bool {
	first := people[0]
	for _, other := range people[1:] {
		near := first.Score-other.Score < sureLead
		if near && (other.whole || other.Score == ownName || !meet(first.Person, other.Person)) {
			return false
		}
	}
	return true
}

// meet reports whether two people speak in the same record.
func meet(a, b *corpus.Person) bool {
	return slices.ContainsFunc(a.Parts, func(p corpus.Part) bool {
		return slices.ContainsFunc(b.Parts, func(q corpus.Part) bool { return p.Record == q.Record })
	})
}

// speakersNamed is Speakers for a name in a question, whose words are no names at first.
func (x *Index) speakersNamed(name string) ([]NameMatch, bool) {
	people, sure, _ := x.speakers(context.Background(), name, nil)
	return people, sure
}

// A typedName is compared with many names. How its words fit a word of a name
// is reckoned once for all who bear it.
type typedName struct {
	table   *nameTable
	words   []string
	bare    []string // without titles, if anything is left
	joined  string   // the words with spaces between, and without
	letters uint64   // of joined
	close   string
	fits    []float32 // by word of bare, by word of the table; see fitWord
	near    []bool    // by word of the table: some word of bare fits
}

func newTypedName(table *nameTable, name string) *typedName {
	t := &typedName{table: table, words: NameWords(name)}
	if t.bare = withoutTitles(t.words); len(t.bare) == 0 {
		t.bare = t.words // a title alone is meant as it stands: "the king"
	}
	t.joined, t.close = strings.Join(t.bare, " "), strings.Join(t.bare, "")
	t.letters = lettersOf(t.joined)
	t.fitWords()
	return t
}

// fitWords reckons how each word of the typed name fits each of the table.
func (t *typedName) fitWords() {
	t.fits = make([]float32, len(t.bare)*len(t.table.words))
	t.near = make([]bool, len(t.table.words))
	var typed pattern
	for q, word := range t.bare {
		if !typed.set([]rune(word)) {
			continue
		}
		letters := lettersOf(word)
		for i := range t.table.words {
			w := &t.table.words[i]
			// A letter that only one of them has is a letter off.
			if bits.OnesCount64(letters&^w.letters) > mostOff || bits.OnesCount64(w.letters&^letters) > mostOff {
				continue
			}
			if fit := fitWord(&typed, w); fit > 0 {
				t.fits[q*len(t.table.words)+i], t.near[i] = float32(fit), true
			}
		}
	}
}

// mostOff is the greatest tolerance.
const mostOff = 2

// score returns how well the typed name fits the best of a person's names, and whether
// that is their own, and all of it but for slips.
func (t *typedName) score(names []personName) (best float64, whole bool) {
	for i := range names {
		if !t.mayFit(&names[i]) {
			continue
		}
		if score := t.fitName(&names[i]); score > best {
			best, whole = score, !names[i].alias && t.slipped(&names[i])
		}
	}
	return best, whole
}

// slipped reports whether each word of the typed name, titles too, is one of a name
// but for slips, and none of the name is left.
func (t *typedName) slipped(name *personName) bool {
	if len(t.words) != len(name.words) {
		return false
	}
	at := 0 // in bare, whose fits are known
	for i, word := range t.words {
		if at < len(t.bare) && t.bare[at] == word {
			if t.fit(at, name.words[i]) == 0 {
				return false
			}
			at++
		} else if t.table.words[name.words[i]].text != word {
			return false
		}
	}
	return true
}

// mayFit reports whether a name may fit at all: a word of it does, or it has all
// letters that were typed.
func (t *typedName) mayFit(name *personName) bool {
	return t.letters&^name.letters == 0 || slices.ContainsFunc(name.words, func(w int32) bool { return t.near[w] })
}

// fitName compares a typed name with one name. The whole name is worth 1, or
// 0.99 if it is not the person's own; a part of it without titles 0.95, less for
// each letter that is off; its first letters ("JFK") 0.9; what only begins or runs through the name is a proposal,
// never sure.
func (t *typedName) fitName(name *personName) float64 {
	if t.equal(t.words, name.words) {
		if name.alias {
			return alias
		}
		return ownName
	}
	words := name.words
	if len(t.bare) < len(t.words) || !titles[t.bare[0]] {
		words = name.bare
	}
	if t.equal(t.bare, words) {
		return 0.98
	}
	if len(t.bare) == 1 && t.bare[0] == name.begins {
		return 0.9
	}
	score := 0.95
	next := 0
	for q := range t.bare {
		fit := 0.0
		at := next
		for i := next; i < len(words); i++ {
			if f := t.fit(q, words[i]); f > fit {
				fit, at = f, i+1
			}
		}
		if fit == 0 {
			return t.fitLoosely(name, words)
		}
		score *= fit
		next = at
	}
	return score
}

func (t *typedName) equal(typed []string, words []int32) bool {
	return slices.EqualFunc(typed, words, func(a string, b int32) bool { return a == t.table.words[b].text })
}

// fit returns how word q of the typed name fits a word of the table.
func (t *typedName) fit(q int, word int32) float64 {
	return float64(t.fits[q*len(t.table.words)+int(word)])
}

// fitWord compares one word of a typed name, of so many runes, with one of a
// name: 1 if equal, less by a tenth for each letter off, 0 if unlike. An initial
// is equal to itself only: "A. Guevara" is not E. Guevara.
func fitWord(typed *pattern, w *nameWord) float64 {
	limit := tolerance(min(typed.size, w.runes))
	d := typed.distance([]byte(w.text), limit)
	if d > limit {
		return 0
	}
	return 1 - 0.1*float64(d)
}

// fitLoosely scores names that only resemble: by beginning, by one word of
// several, or by letters in order.
func (t *typedName) fitLoosely(name *personName, words []int32) float64 {
	if name.joined == "" || len(t.joined) > maxFuzzy {
		return 0
	}
	if strings.HasPrefix(name.joined, t.joined) {
		return 0.7
	}
	for _, w := range words {
		if strings.HasPrefix(t.table.words[w].text, t.joined) {
			return 0.7
		}
	}
	// Some word of several that fits is worth asking about.
	for q, word := range t.bare {
		if utf8.RuneCountInString(word) > 2 && slices.ContainsFunc(words, func(w int32) bool { return t.fit(q, w) > 0.85 }) {
			return 0.6
		}
	}
	if t.letters&^name.letters != 0 || len(t.close) < 3 {
		return 0
	}
	if m := fuzzy.Find(t.close, []string{name.joined}); len(m) > 0 {
		return 0.4
	}
	return 0
}

// lettersOf returns a bit for each letter of text, so that a name that lacks
// one need not be looked at.
func lettersOf(text string) uint64 {
	letters := uint64(0)
	for _, r := range text {
		if r != ' ' {
			letters |= 1 << (r % 64)
		}
	}
	return letters
}

func withoutTitles(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return titles[w] })
}

func firstLetter(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:n]
}
