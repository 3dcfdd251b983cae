//go:build z

package search_test

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/corpus/search"
)

func TestZSug(t *testing.T) {
	plays := search.New(read(t, testdata(t, "transcripts", "shakespeare")))
	deb := search.New(read(t, testdata(t, "transcripts", "02_debates/us_debate_1960-09-26.said.txt")))
	for n, x := range map[string]*search.Index{"plays": plays, "record": theRecord(), "debate": deb} {
		for _, q := range strings.Fields("bicycle elevator printer cucumber giraffe television quantum password computer kangaroo lawnmower umbrella spaghetti helicopter vaccine dentist guitar penguin volcano internet pizza robot tractor zebra banana kitchen laptop camera ladder violin coffee receipt tennis rocket balloon scissors jacket carpet engine piano") {
			if s := ask(x, search.Query{Text: q}).Suggestions; len(s) > 0 {
				fmt.Println(n, q, s)
			}
		}
		fmt.Println("-- slips")
		for _, q := range strings.Fields("misile submarin goverment recieve tommorow kingdm amendmant embassador comunist revolutoin negociate hamlett sorow melancoly jealosy") {
			r := ask(x, search.Query{Text: q})
			fmt.Println(n, q, r.Match, r.Suggestions)
		}
	}
}
