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

// tagsOf are the languages that a word is common in.
var tagsOf = func() map[string][]string {
	of := make(map[string][]string)
	for tag, words := range commonWords {
		for _, w := range words {
			of[w] = append(of[w], tag)
		}
	}
	return of
}()

// sampleBytes is how much of a text is read to know its language.
const sampleBytes = 1 << 12

// Language returns the language that most of a text's words speak for, "" if
// none of those known does.
func Language(texts iter.Seq[string]) string {
	found, total, size := make(map[string]int), 0, 0
	for text := range texts {
		for w := range strings.FieldsSeq(text[:min(len(text), sampleBytes)]) {
			total++
			for _, tag := range tagsOf[strings.ToLower(strings.Trim(w, ".,;:!?"))] {
				found[tag]++
			}
		}
		if size += len(text); size > sampleBytes {
			break
		}
	}
	best, most := "", total/20
	for tag, n := range found {
		if n > most || n == most && best != "" && tag < best {
			best, most = tag, n
		}
	}
	return best
}
