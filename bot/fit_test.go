package bot

import (
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur/corpus"
)

const threeSentences = "One two. Three four. Five six."

// TestHead holds what is kept of a passage that is too long: whole sentences, else
// whole words, else characters, with room for the mark of what is left out.
func TestHead(t *testing.T) {
	for _, test := range []struct {
		text  string
		limit int
		want  string
	}{
		{threeSentences, 32, threeSentences}, // "> " and 30
		{threeSentences, 31, "One two. Three four."},
		{threeSentences, 27, "One two. Three four."}, // "> ", 20 and " \[…]"
		{threeSentences, 26, "One two."},
		{"alpha beta gamma delta epsilon zeta.", 20, "alpha beta"},
		{"alpha  betagamma delta epsilon", 14, "alpha"},
		{"abcdefghijklmnop", 12, "abcde"},
		{"日本語日本語日本語日本語日本語", 12, "日本語日本"},
		{"🙂🙂🙂🙂🙂🙂🙂🙂", 12, "🙂🙂"},
		{"*******************", 13, "***"}, // each takes a backslash
		{"One two.\n\nThree four five six seven.", 20, "One two."},
		{strings.Repeat("One two. ", 40), 27, "One two. One two."},
	} {
		turn := &corpus.Turn{Text: test.text}
		got := Head(turn.Whole(), QuoteStyle{}, test.limit)
		if got.Text() != test.want {
			t.Errorf("Head(%q, %d) = %q, want %q", test.text, test.limit, got.Text(), test.want)
		}
		if quoted := BlockQuote(got, QuoteStyle{After: got.End < len(test.text)}); Units(string(quoted)) > test.limit {
			t.Errorf("Head(%q, %d) takes %d units", test.text, test.limit, Units(string(quoted)))
		}
		if want := strings.TrimLeft(test.text[len(test.want):], " \n"); Rest(got).Text() != want {
			t.Errorf("after Head(%q, %d), %q is left, want %q", test.text, test.limit, Rest(got).Text(), want)
		}
	}
}

// TestTail is TestHead from the end.
func TestTail(t *testing.T) {
	for _, test := range []struct {
		text  string
		limit int
		want  string
	}{
		{threeSentences, 32, threeSentences},
		{threeSentences, 28, "Three four. Five six."}, // "> ", "\[…] " and 21
		{threeSentences, 27, "Five six."},
		{"Short one. Alpha beta gamma delta epsilon.", 25, "Alpha beta"}, // both ends are left out
		{strings.Repeat("One two. ", 40) + "Five six.", 27, "One two. Five six."},
	} {
		turn := &corpus.Turn{Text: test.text}
		got := Tail(turn.Whole(), QuoteStyle{}, test.limit)
		if got.Text() != test.want {
			t.Errorf("Tail(%q, %d) = %q, want %q", test.text, test.limit, got.Text(), test.want)
		}
	}
	for limit := 13; limit < 20; limit++ {
		turn := &corpus.Turn{Text: strings.Repeat("日", 60) + "."}
		if got := Tail(turn.Whole(), QuoteStyle{}, limit).Text(); !utf8.ValidString(got) || got == "" {
			t.Errorf("Tail at %d begins within a character: %q", limit, got)
		}
	}
}

// TestLeftOut holds that what is left out is marked where it is left out, once.
func TestLeftOut(t *testing.T) {
	turn := &corpus.Turn{Text: "One.\nTwo.\nThree."}
	for _, test := range []struct {
		style QuoteStyle
		want  string
	}{
		{QuoteStyle{}, "> One.\n> Two.\n> Three."},
		{QuoteStyle{Before: true}, "> \\[…] One.\n> Two.\n> Three."},
		{QuoteStyle{After: true}, "> One.\n> Two.\n> Three. \\[…]"},
		{QuoteStyle{Before: true, After: true}, "> \\[…] One.\n> Two.\n> Three. \\[…]"},
	} {
		if got := BlockQuote(turn.Whole(), test.style); string(got) != test.want {
			t.Errorf("%+v is shown as\n%s\nwant\n%s", test.style, got, test.want)
		}
	}
}

// TestEscaped holds what is escaped and what need not be, to the letter.
func TestEscaped(t *testing.T) {
	for text, want := range map[string]Markdown{
		"+ item": `\+ item`, "- item": `\- item`, "# head": `\# head`, "> quote": `\> quote`, "a + b - c # d > e": "a + b - c # d > e",
		"1. one": `1\. one`, "12. one": `12\. one`, "1) one": `1\) one`, "10) one": `10\) one`, "a 1. b": "a 1. b", "a 1) b": "a 1) b", ". one": ". one", ") one": ") one",
		"@everyone": `\@everyone`, "<@1>": `\<\@1>`, "[x](y)": `\[x](y)`, ":smile:": `\:smile:`, "at 12:30": "at 12:30", "https://x": `https\://x`,
		"*a*": `\*a\*`, "a|b": `a\|b`, "~": `\~`, "`": "\\`", `\`: `\\`, "_": `\_`,
	} {
		if got := Plain(text); got != want {
			t.Errorf("Plain(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFirstUnits(t *testing.T) {
	for _, test := range []struct {
		text string
		most int
		want string
	}{{"abc", 2, "ab"}, {"abc", 3, "abc"}, {"abc", 0, ""}, {"🙂🙂", 3, "🙂"}, {"🙂🙂", 4, "🙂🙂"}} {
		if got := firstUnits(test.text, test.most); got != test.want {
			t.Errorf("firstUnits(%q, %d) = %q, want %q", test.text, test.most, got, test.want)
		}
	}
}
