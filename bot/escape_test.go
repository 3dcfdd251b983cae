package bot

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rapporteur/bot/bottest"
	"rapporteur/corpus"
)

// visible is what of a text is to be seen: everything but control characters.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r != '\n' && unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

var hostileTexts = []string{
	"", "plain words", "**bold** _it_ __under__ ~~gone~~ `code` ```block``` ||spoiler||",
	"# heading", "## h\n### h\n-# small", "> quoted\n>>> all", "- item\n* item\n+ item\n1. one\n 2. two\n10) ten", "   - nested",
	"@everyone @here <@1> <@!1> <@&1> <#1> </a:1> <t:1:R> <id:home> <:x:1> <a:x:1>", ":smile: :+1: 12:45:30 a:b :)", "http://x.y/z_a_b https://discord.gg/a <https://x.y>",
	"[x](https://y.z) [News Agency] [a](b)", `\ \* back\slash \`, "snake_case_word _a_b", "***", "a|", "a||b|", "|||", "*", "_", "¯\\_(ツ)_/¯ ¯_(ツ)_/¯",
	"one\n\ntwo\n  three\n\n\n", "\u202eturned\u202c שלום עולם", "Ḽ̃o͜rem 学而時習之 🙂👍🏽", "\x00\x01 a\tb \x7f", "bad \xff utf", "1.", "1. ", "#", "-", "-#",
	"(After a telephone call). Comrade", "x(aside)y", "a * b * c", "5 < 6 > 4", "mailto:a@b.c",
}

// FuzzBlockQuote holds that a block quote shows the words letter for letter,
// with the matched ones in bold and the asides in italics, whatever they hold.
func FuzzBlockQuote(f *testing.F) {
	for i, text := range hostileTexts {
		f.Add(text, uint64(0x5555555555555555)<<i, i, 2*i+3, i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, text string, words uint64, asideStart, asideEnd int, spoiler bool) {
		turn := &corpus.Turn{Text: text}
		if 0 <= asideStart && asideStart < asideEnd && asideEnd <= len(text) {
			aside := corpus.Span{Start: asideStart, End: asideEnd}
			inner := text[asideStart:asideEnd]
			if utf8.ValidString(inner) && utf8.ValidString(text[:asideStart]) && strings.TrimFunc(inner, unseen) == inner && inner != "" {
				turn.Asides = []corpus.Span{aside}
			}
		}
		var bold []corpus.Span
		for i, w := range wordsOf(text) {
			if words>>(i%64)&1 == 1 {
				bold = append(bold, w)
			}
		}
		got := string(BlockQuote(turn.Whole(), QuoteStyle{Bold: bold, Spoiler: spoiler}))
		wantBold, wantItalic := joinWords(text, bold), italics(text, turn.Asides)
		lines := strings.Split(got, "\n")
		offset := 0
		for n, raw := range strings.Split(text, "\n") {
			if n >= len(lines) || !strings.HasPrefix(lines[n], "> ") {
				t.Fatalf("line %d of %q is not quoted in\n%s", n, text, got)
			}
			glyphs, construct := bottest.Shown(strings.TrimPrefix(lines[n], "> "))
			if construct != "" {
				t.Fatalf("%q is read as markdown (%s) in\n%s", raw, construct, got)
			}
			var want []bottest.Glyph
			for i, r := range raw {
				for _, r := range visible(string(r)) {
					at := corpus.Span{Start: offset + i, End: offset + i + 1}
					want = append(want, bottest.Glyph{R: r, Bold: overlaps(wantBold, at), Italic: overlaps(wantItalic, at), Spoiled: spoiler})
				}
			}
			if spoiler && len(glyphs) == len(want)+1 {
				glyphs = glyphs[:len(want)] // the space before closing bars
			}
			if len(glyphs) != len(want) {
				t.Fatalf("%q is shown with %d characters for %d:\n%s", raw, len(glyphs), len(want), got)
			}
			for i := range want {
				if unseen(want[i].R) {
					want[i].Spoiled, glyphs[i].Spoiled = false, false // blank lines stay open
				}
				if glyphs[i] != want[i] {
					t.Fatalf("character %d of %q is shown as %+v, want %+v:\n%s", i, raw, glyphs[i], want[i], got)
				}
			}
			offset += len(raw) + 1
		}
	})
}

func unseen(r rune) bool { return !isSeen(r) }

func overlaps(spans []corpus.Span, at corpus.Span) bool {
	for _, s := range spans {
		if s.Overlaps(at) {
			return true
		}
	}
	return false
}

// wordsOf returns the runs of letters and digits of a text.
func wordsOf(text string) []corpus.Span {
	var words []corpus.Span
	start := -1
	for i, r := range text + " " {
		switch in := IsWordRune(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			words = append(words, corpus.Span{Start: start, End: i})
			start = -1
		}
	}
	return words
}

// FuzzPlain holds that a line of ours shows a name or a query letter for
// letter, and that it stays one line.
func FuzzPlain(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := string(Plain(text))
		if strings.ContainsAny(got, "\n\r") {
			t.Fatalf("%q has become several lines: %q", text, got)
		}
		glyphs, construct := bottest.Shown(got)
		if construct != "" {
			t.Fatalf("%q is read as markdown: %s", text, construct)
		}
		var b strings.Builder
		for _, g := range glyphs {
			b.WriteRune(g.R)
		}
		if want := OneLine(text); b.String() != want {
			t.Fatalf("%q is shown as %q, want %q", text, b.String(), want)
		}
	})
}

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " ": "", "one": "one", "one two": "one two", "ü 学 🙂": "ü 学 🙂",
		" one": "one", "one ": "one", "one  two": "one two", "one\ttwo": "one two", "one\u00a0two": "one two", "one\u2028two": "one two",
		"one\x00two": "onetwo", "one\x7ftwo": "onetwo", "one\u0085two": "one two", "one\u009ftwo": "onetwo",
		"one\u202etwo": "onetwo", "one\u061ctwo": "onetwo", "one\xfftwo": "one\ufffdtwo", "one\ufffdtwo": "one\ufffdtwo",
	} {
		if got := OneLine(text); got != want {
			t.Errorf("OneLine(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for _, test := range []struct {
		text  string
		limit int
		want  string
	}{
		{"short", 10, "short"},
		{"one two three", 10, "one two…"},
		{"onetwothreefour", 10, "onetwothr…"},
		{"a bcdefghijklm", 10, "a bcdefgh…"}, // one letter says too little
		{"one two  three", 10, "one two…"},
		{"🙂🙂🙂🙂", 5, "🙂🙂…"},
		{"学而時習之不亦說乎", 4, "学而時…"},
	} {
		if got := Clip(test.text, test.limit); got != test.want || Units(got) > test.limit {
			t.Errorf("clip(%q, %d) = %q, want %q", test.text, test.limit, got, test.want)
		}
	}
}
