package transcript

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/page"
)

// commonWords are the words of a few languages that hardly a page lacks, and
// that the others hardly have.
var commonWords = map[string]map[string]bool{
	"en": page.WordSet("the and of to that is was with for not"),
	"de": page.WordSet("der die und das nicht ist ich zu den mit"),
	"fr": page.WordSet("le les et des est que une pas dans vous"),
	"es": page.WordSet("el los que y del las una por con está"),
	"gl": page.WordSet("o os e non unha do da na máis grazas"),
	"it": page.WordSet("il che di e non una per sono della gli"),
	"pt": page.WordSet("o os não que uma do da em para com"),
	"nl": page.WordSet("de het een van en niet dat ik zijn voor"),
	"sk": page.WordSet("a sa na je že som pán aby ktoré nie"),
	"ru": page.WordSet("и в не на что я с как это вы"),
}

// sampleBytes is how much of a record is read to know its language.
const sampleBytes = 1 << 12

// language returns the language that most of a record's words speak for, ""
// if none of those known does.
func language(r *corpus.Record) string {
	words, size := make(map[string]int), 0
	total := 0
	for i := range r.Turns {
		text := r.Turns[i].Text
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
