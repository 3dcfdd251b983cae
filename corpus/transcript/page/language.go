package page

import (
	"iter"
	"strings"
)

// commonWords are the words of a few languages that hardly a page lacks, and
// that the others hardly have.
var commonWords = map[string]map[string]bool{
	"en": WordSet("the and of to that is was with for not"),
	"de": WordSet("der die und das nicht ist ich zu den mit"),
	"fr": WordSet("le les et des est que une pas dans vous"),
	"es": WordSet("el los que y del las una por con está"),
	"gl": WordSet("o os e non unha do da na máis grazas"),
	"it": WordSet("il che di e non una per sono della gli"),
	"pt": WordSet("o os não que uma do da em para com"),
	"nl": WordSet("de het een van en niet dat ik zijn voor"),
	"sk": WordSet("a sa na je že som pán aby ktoré nie"),
	"ru": WordSet("и в не на что я с как это вы"),
}

// sampleBytes is how much of a text is read to know its language.
const sampleBytes = 1 << 12

// Language returns the language that most of a text's words speak for, "" if
// none of those known does.
func Language(texts iter.Seq[string]) string {
	words, size := make(map[string]int), 0
	total := 0
	for text := range texts {
		for _, w := range strings.Fields(strings.ToLower(text[:min(len(text), sampleBytes)])) {
			words[strings.Trim(w, ".,;:!?")]++
			total++
		}
		if size += len(text); size > sampleBytes {
			break
		}
	}
	best, most := "", total/20
	for tag, common := range commonWords {
		found := 0
		for w := range common {
			found += words[w]
		}
		if found > most || found == most && best != "" && tag < best {
			best, most = tag, found
		}
	}
	return best
}
