//go:build z

package search_test

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/corpus/search"
)

func TestZQ(t *testing.T) {
	for f, r := range map[string]string{"questions-tape": "01_diplomatic/nixon_bruce_tape.txt", "questions-oral": "06_interviews/unix_oral_history_cherry.txt", "questions-1976": "02_debates/us_debate_1976-09-23.said.txt"} {
		x := search.New(read(t, testdata(t, "transcripts", r)))
		out := ranks(x, rows(t, "testdata/"+f+".tsv"), isAmong)
		fmt.Println("==", f)
		for _, l := range strings.Split(out, "\n") {
			if !strings.HasPrefix(l, "1\t") {
				fmt.Println(l)
			}
		}
	}
}
