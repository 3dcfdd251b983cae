package corpus

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
)

func TestSentences(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"two", "Thank you. I agree with you.", []string{"Thank you.", "I agree with you."}},
		{"initials and titles", "Cde. Mikoyan met A.I. Alekseyev. He spoke.", []string{"Cde. Mikoyan met A.I. Alekseyev.", "He spoke."}},
		{"acronym goes on", "The U.S. Embassy closed. The end.", []string{"The U.S. Embassy closed.", "The end."}},
		{"acronym ends", "Cuba is not far from the U.S. We should analyze this, I think.", []string{"Cuba is not far from the U.S.", "We should analyze this, I think."}},
		{"quotation", "He said: “We will get rice.” They laughed.", []string{"He said: “We will get rice.”", "They laughed."}},
		{"question", "Maybe we should abstain? We need to think.", []string{"Maybe we should abstain?", "We need to think."}},
		{"verse", "To be, or not to be: that is the question:\nWhether 'tis nobler in the mind.\nNo more.", []string{
			"To be, or not to be: that is the question:\nWhether 'tis nobler in the mind.", "No more."}},
		{"paragraph", "One line without a stop\n\nAnother", []string{"One line without a stop", "Another"}},
		{"number", "See No. 5 on p. 12. It is there.", []string{"See No. 5 on p. 12.", "It is there."}},
		{"i.e.", "They are late, i.e. before the end. Thus.", []string{"They are late, i.e. before the end.", "Thus."}},
		{"chinese", "學而時習之。不亦說乎？", []string{"學而時習之。", "不亦說乎？"}},
		{"so do I", "So do I. You too.", []string{"So do I.", "You too."}},
		{"ellipsis", "Well… maybe. Yes… No.", []string{"Well… maybe.", "Yes… No."}},
		{"space alone", " \n\n ", nil},
		{"empty", "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for s := range Sentences(test.text) {
				got = append(got, test.text[s.Start:s.End])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzFirstSentence holds that passing over plain characters changes nothing.
func FuzzFirstSentence(f *testing.F) {
	for _, text := range []string{
		"", "A.", "Cde. Mikoyan, 3.5 tons of rice. Then", "U.S. forces", "no end, ", "a.b", "A\u0301. B", "1. a", "»Ja.« sagte er. Nein", "x\u00ad. Y", "He said: \"No.\" and left. A",
		"a \u2028b. c", "etc.) then", "3.a", "B.C", "b.c. D", "end. \n\nNew",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for start := range text[:min(len(text), 200)] {
			want, _, _ := uniseg.FirstSentenceInString(text[start:], -1)
			if got := firstSentence(text[start:]); got != len(want) {
				t.Fatalf("the first sentence of %q is %q, want %q", text[start:], text[start:start+got], want)
			}
		}
	})
}
