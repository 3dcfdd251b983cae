package corpus

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Sentences yields the sentences of text in order, without the white space
// between them. They end by the rules of Unicode (UAX #29), but not after an
// initial or an abbreviation ("A.I. Mikoyan", "Cde. Lechuga", "U.S. bases"),
// and not where a line of verse ends in the middle of a sentence. The end of a
// paragraph always ends a sentence.
func Sentences(text string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for start := skipSpace(text, 0); start < len(text); {
			next := sentenceEnd(text, start)
			end := start + len(strings.TrimRightFunc(text[start:next], unicode.IsSpace))
			if !yield(Span{start, end}) {
				return
			}
			start = skipSpace(text, next)
		}
	}
}

// Around returns the smallest passage of whole sentences that holds span.
func (t *Turn) Around(span Span) Passage {
	// A paragraph's start is a sentence's start, so what is before the
	// paragraph need not be read.
	from := strings.LastIndex(t.Text[:span.Start], "\n\n") + 1
	p := Passage{Turn: t, Span: Span{-1, span.End}}
	for s := range Sentences(t.Text[from:]) {
		s = Span{s.Start + from, s.End + from}
		if s.End > span.Start && p.Start < 0 {
			p.Start = s.Start
		}
		p.End = max(p.Start, s.End)
		if s.End >= span.End {
			break
		}
	}
	p.Start = max(p.Start, 0)
	return p
}

func skipSpace(text string, i int) int {
	return len(text) - len(strings.TrimLeftFunc(text[i:], unicode.IsSpace))
}

// sentenceEnd returns where the sentence ends that starts at start, white
// space after it included.
func sentenceEnd(text string, start int) int {
	end := start
	for end < len(text) {
		end += firstSentence(text[end:])
		// Unicode ends a sentence at every line feed and never at two, so a
		// paragraph's end shows as a sentence that is white space alone.
		if strings.HasPrefix(text[end:], "\n") || endsSentence(text[start:end], text[end:]) {
			break
		}
	}
	return end
}

// firstSentence returns how long the first sentence of a text is by Unicode's
// rules. They find no boundary between letters, digits, commas and spaces of
// ASCII, and look back no further than to the letter before a full stop, so that
// what comes before that is passed over, which is most of a text.
func firstSentence(text string) int {
	skip := 0
	for skip < len(text) && isPlain(text[skip]) {
		skip++
	}
	if skip == len(text) {
		return skip
	}
	skip = max(0, skip-1)
	sentence, _, _ := uniseg.FirstSentenceInString(text[skip:], -1)
	return skip + len(sentence)
}

// isPlain reports whether a byte is a whole character that neither ends a
// sentence nor has a say in where one ends that comes later.
func isPlain(b byte) bool {
	return 'a' <= b && b <= 'z' || b == ' ' || 'A' <= b && b <= 'Z' || b == ',' || '0' <= b && b <= '9'
}

// endsSentence reports whether the boundary that Unicode's rules find between
// before and after is one. What uniseg calls a boundary may also be the end of
// a line of verse, or follow an abbreviation.
func endsSentence(before, after string) bool {
	before = strings.TrimRightFunc(before, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pi) || r == '"' || r == '\''
	})
	mark, size := utf8.DecodeLastRuneInString(before)
	if !unicode.Is(unicode.Sentence_Terminal, mark) {
		return false
	}
	next := strings.TrimLeftFunc(after, func(r rune) bool { return !isWordRune(r) })
	first, _ := utf8.DecodeRuneInString(next)
	if mark != '.' {
		return true
	}
	if unicode.IsLower(first) {
		return false
	}
	word := lastWord(before[:len(before)-size])
	switch abbreviationOf(word) {
	case beforeName:
		return false
	case beforeNumber:
		return !unicode.IsDigit(first)
	case anywhere:
		return sentenceStarters[firstWord(next)]
	}
	return true
}

// lastWord returns the letters, digits and inner full stops at the end of s.
func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !isWordRune(r) && r != '.' })
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}

func firstWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

// abbreviation says what follows an abbreviation whose full stop ends no
// sentence.
type abbreviation int

const (
	none         abbreviation = iota
	beforeName                // "Cde." and initials: the sentence always goes on
	beforeNumber              // "No.": it goes on if a number follows
	anywhere                  // "U.S.", "etc.": it goes on unless a word follows that starts sentences
)

func abbreviationOf(word string) abbreviation {
	if a, ok := abbreviations[strings.ToLower(word)]; ok {
		return a
	}
	letters := strings.Split(word, ".")
	for _, l := range letters {
		if utf8.RuneCountInString(l) != 1 || !unicode.IsLetter([]rune(l)[0]) {
			return none
		}
	}
	if len(letters) == 1 {
		if word == "I" { // "So do I." is likelier than an initial
			return anywhere
		}
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) {
			return beforeName
		}
		return none
	}
	return anywhere
}

var abbreviations = wordTable(map[abbreviation]string{
	beforeName: `mr mrs ms dr prof cde cdes com gen col sen rep lt capt cpt sgt maj cmdr adm gov pres amb
		messrs mme mlle hon rev fr st ste mt ft sra srta dra herr тов проф акад им`,
	beforeNumber: `no nos p pp vol vols fig figs art sec ch par para approx ca c jan feb mar apr jun jul aug
		sep sept oct nov dec стр гл`,
	anywhere: `i.e e.g etc viz cf al vs jr sr inc ltd co corp dept bros a.m p.m ph.d ibid`,
})

// sentenceStarters are words that, capitalised after an abbreviation, begin a
// sentence rather than a name.
var sentenceStarters = wordSet(`The This That These Those There Then They A An And As At After All Also
	Although Are But By Can Could Did Do Does For From Had Has Have He Her His How However I If In Is It Its
	Let Many May Maybe More Most My No Nobody Not Now Of On Once One Only Or Our Perhaps She Should Since So
	Some Still Such To Under Until We Well Were What When Where Whether Which While Who Why Will With Would
	Yes Yet You Your`)

func wordTable(rows map[abbreviation]string) map[string]abbreviation {
	table := make(map[string]abbreviation)
	for a, words := range rows {
		for _, w := range strings.Fields(words) {
			table[w] = a
		}
	}
	return table
}

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
