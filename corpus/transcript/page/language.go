package page

import (
	"iter"
	"strings"
)

// commonWords are the words of a few languages that hardly a page lacks, and
// that the others hardly have.
var commonWords = map[string][]string{
	"en": strings.Fields("the and of to that is was with for not"),
	"de": strings.Fields("der die und das nicht ist ich zu den mit"),
	"fr": strings.Fields("le les et des est que une pas dans vous"),
	"es": strings.Fields("el los que y del las una por con está"),
	"gl": strings.Fields("o os e non unha do da na máis grazas"),
	"it": strings.Fields("il che di e non una per sono della gli"),
	"pt": strings.Fields("o os não que uma do da em para com"),
	"nl": strings.Fields("de het een van en niet dat ik zijn voor"),
	"sk": strings.Fields("a sa na je že som pán aby ktoré nie"),
	"ru": strings.Fields("и в не на что я с как это вы"),
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
		for _, w := range common {
			found += words[w]
		}
		if found > most || found == most && best != "" && tag < best {
			best, most = tag, found
		}
	}
	return best
}
