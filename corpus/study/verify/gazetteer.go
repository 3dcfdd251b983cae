package verify

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"rapporteur/corpus/search"
)

// gazetteer holds the folded names of countries, of one word each, as Unicode's
// CLDR has them in the languages that wordings are for. A name that is a letter
// off another may be a slip of the pen, but Iceland is none for Ireland.
var gazetteer = sync.OnceValue(func() map[string]bool {
	names := make(map[string]bool)
	for tag := range wordings {
		namer := display.Regions(language.MustParse(tag))
		for a := 'A'; a <= 'Z'; a++ {
			for b := 'A'; b <= 'Z'; b++ {
				region, err := language.ParseRegion(string(a) + string(b))
				if err != nil || !region.IsCountry() {
					continue
				}
				if name := search.Fold(namer.Name(region)); !strings.Contains(name, " ") {
					names[name] = true
				}
			}
		}
	}
	return names
})
