package transcript

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
	"rapporteur/corpus/transcript/trust"
)

// doubts returns what may have been read wrongly in r.
func doubts(text *page.Text, r *corpus.Record, in trust.Inside) []Warning {
	var w []Warning
	w = append(w, undecodable(text)...)
	w = append(w, nearLabels(r)...)
	w = append(w, shortNames(r)...)
	w = append(w, singleTurns(r, in.Labels)...)
	w = append(w, longTurns(r)...)
	if in.Labels && !in.Formal {
		w = append(w, mostlyTold(r)...)
	}
	return append(w, labelsInside(r, in)...)
}

// replaced is what stands for bytes that could not be decoded.
const replaced = "\uFFFD"

// undecodable names the lines that hold bytes which are no characters.
func undecodable(text *page.Text) []Warning {
	var w []Warning
	if text == nil || !strings.Contains(text.String, replaced) {
		return nil
	}
	for i := range text.Lines {
		if l := &text.Lines[i]; strings.Contains(text.At(l), replaced) {
			w = append(w, Warning{int(l.Number), "undecodable_bytes", "bytes that are no characters: " + excerpt(text.At(l))})
		}
	}
	return w
}

// firstLines returns the line on which each speaker speaks first, and how
// many turns each has.
func firstLines(r *corpus.Record) (line, turns []int) {
	line, turns = make([]int, len(r.Speakers)), make([]int, len(r.Speakers))
	for i := range r.Turns {
		if t := &r.Turns[i]; t.Speaker >= 0 {
			if turns[t.Speaker]++; turns[t.Speaker] == 1 {
				line[t.Speaker] = int(t.Marks[0].Line)
			}
		}
	}
	return line, turns
}

// nearLabels names speakers whose label looks like a misprint of another's.
func nearLabels(r *corpus.Record) []Warning {
	if len(r.Speakers) > maxNames {
		return nil
	}
	const seldom = 4 // a misprint comes at most once for so many times that the name is right, or so
	var w []Warning
	line, turns := firstLines(r)
	for i := range r.Speakers {
		for k := range r.Speakers {
			a, b := r.Speakers[i].Name, r.Speakers[k].Name
			if turns[i] > turns[k] || turns[i] == turns[k] && i <= k || turns[i] > 2 && turns[i]*seldom > turns[k] || !misprint(a, b) {
				continue
			}
			w = append(w, Warning{line[i], "near_duplicate_label", fmt.Sprintf("%q may be a misprint of %q, which speaks %s; a sidecar can join them", a, b, times(turns[k]))})
		}
	}
	return w
}

// shortNames names speakers who may be another one, called by one word of his name.
func shortNames(r *corpus.Record) []Warning {
	if len(r.Speakers) > maxNames {
		return nil
	}
	var w []Warning
	line, turns := firstLines(r)
	for i := range r.Speakers {
		short := r.Speakers[i].Name
		full := label.ShortOf(short, func(yield func(string) bool) {
			for k := range r.Speakers {
				if k != i && turns[k] > 0 && !yield(r.Speakers[k].Name) {
					return
				}
			}
		})
		if full != "" && turns[i] > 0 {
			w = append(w, Warning{line[i], "near_duplicate_label", fmt.Sprintf("%q may be %q; a sidecar can join them", short, full)})
		}
	}
	return w
}

// misprint reports whether two labels differ by one letter, or by two that
// have changed places, but not by a number. A digit within letters is a letter
// that was misread: "DR. G0DANA".
func misprint(a, b string) bool {
	if d := len(a) - len(b); d > utf8.UTFMax || d < -utf8.UTFMax {
		return false
	}
	a, b = digitless(a), digitless(b)
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 5 || len(y)-len(x) > 1 || otherTitle(a, b) || strings.ContainsAny(a+b, "0123456789") || numberedByLetter(a, b) || partedByNote(a, b) {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) < len(y) {
		return slices.Equal(x[i:], y[i+1:])
	}
	if i == len(x) {
		return true
	}
	if slices.Equal(x[i+1:], y[i+1:]) {
		return true
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
}

// otherTitle reports whether two labels have different titles before the same
// words: "MR. MILLER", "MRS. MILLER".
func otherTitle(a, b string) bool {
	x, after, ok := strings.Cut(a, " ")
	y, rest, _ := strings.Cut(b, " ")
	return ok && after == rest && !strings.EqualFold(x, y) && label.IsTitled(a) && label.IsTitled(b)
}

// digitless returns a label with letters for the digits in words that have more
// letters.
func digitless(name string) string {
	if !strings.ContainsAny(name, "015") {
		return name
	}
	words := strings.Split(name, " ")
	for i, w := range words {
		letters := strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && r != '0' && r != '1' && r != '5' }) < 0
		if digits := strings.Count(w, "0") + strings.Count(w, "1") + strings.Count(w, "5"); letters && utf8.RuneCountInString(w) > 2*digits+1 {
			words[i] = misread.Replace(w)
		}
	}
	return strings.Join(words, " ")
}

// misread puts the letters for which scanners read digits.
var misread = strings.NewReplacer("0", "O", "1", "I", "5", "S")

// numberedByLetter reports whether two names differ by a last word of one letter,
// as those do that tell voices apart: "Speaker A", "Speaker B".
func numberedByLetter(a, b string) bool {
	x, y := strings.LastIndexByte(a, ' '), strings.LastIndexByte(b, ' ')
	return x >= 0 && x == y && strings.EqualFold(a[:x], b[:y]) && utf8.RuneCountInString(a[x+1:]) == 1 && utf8.RuneCountInString(b[y+1:]) == 1
}

// partedByNote reports whether only what stands in brackets parts two names, which
// so is there to tell them apart: "川本（太）委員", "川本（次）委員".
func partedByNote(a, b string) bool {
	for _, open := range []string{"（", "("} {
		before, note, ok := strings.Cut(a, open)
		other, second, both := strings.Cut(b, open)
		if ok && both && before == other && note != second {
			return true
		}
	}
	return false
}

// singleTurns names speakers who speak once, where most speak often, or, in a text
// with labels, under what is hardly a person's name.
func singleTurns(r *corpus.Record, labels bool) []Warning {
	const usual = 8 // turns a speaker has on average where one alone is odd
	line, turns := firstLines(r)
	all := 0
	for _, n := range turns {
		all += n
	}
	often := all >= usual*len(turns)
	var w []Warning
	for i, n := range turns {
		if n == 1 && len(turns) > 1 && (often || labels && isHardlyName(r.Speakers[i].Name)) {
			w = append(w, Warning{line[i], "single_turn", fmt.Sprintf("%q speaks only here", r.Speakers[i].Name)})
		}
	}
	return w
}

// isHardlyName reports whether a label is such as headings and sentences begin with.
func isHardlyName(name string) bool {
	return label.IsHeading(name) || label.IsExclamation(name) || label.SentenceWords(name) > 0 && !label.BeginsInSmall(name) && !label.IsTitled(name) && !label.HasRole(name)
}

// mostlyTold doubts a text with labels most of which nobody speaks: its labels may be
// others than those that are taken.
func mostlyTold(r *corpus.Record) []Warning {
	const most = 0.75 // of the bytes
	told, all := 0, 0
	for i := range r.Turns {
		n := len(r.Turns[i].Text)
		if all += n; r.Turns[i].Speaker < 0 {
			told += n
		}
	}
	if float64(told) <= most*float64(all) {
		return nil
	}
	return []Warning{{0, "unlabelled_text", fmt.Sprintf("%d %% of the text is taken for narration: its labels may be others than those that were found", 100*told/all)}}
}

// longTurns names turns that are far longer than the rest, and so may hold
// another speaker's words.
func longTurns(r *corpus.Record) []Warning {
	const (
		few  = 20    // turns by which to know what is usual
		far  = 40    // times the length of a turn in the middle
		long = 4_000 // bytes
	)
	sizes := make([]int32, 0, len(r.Turns))
	for i := range r.Turns {
		if r.Turns[i].Kind == corpus.Speech {
			sizes = append(sizes, int32(len(r.Turns[i].Text)))
		}
	}
	if len(sizes) < few {
		return nil
	}
	slices.Sort(sizes)
	limit := max(long, far*int(sizes[len(sizes)/2]))
	var w []Warning
	for i := range r.Turns {
		if t := &r.Turns[i]; t.Kind == corpus.Speech && len(t.Text) > limit {
			w = append(w, Warning{int(t.Marks[0].Line), "long_turn", fmt.Sprintf("turn %d of %s has %d words, far more than the others: %s",
				t.Number, r.Speakers[t.Speaker].Name, len(strings.Fields(t.Text)), excerpt(t.Text))})
		}
	}
	return w
}

// labelsInside names places within turns that begin like the turn of another.
func labelsInside(r *corpus.Record, in trust.Inside) []Warning {
	var w []Warning
	for _, s := range in.Sure {
		t := &r.Turns[s.Turn]
		w = append(w, Warning{lineAt(t, s.At), "label_inside_turn", "two turns may run together here: " + excerpt(strings.TrimSpace(t.Text[s.At:]))})
	}
	return w
}

// strangers names places that begin like the label of somebody who is not known,
// where nothing else is doubted, and nobody has said that it is none.
func (s *Sidecar) strangers(r *corpus.Record, in trust.Inside, known []Warning) []Warning {
	lines := make(map[int]bool, len(known))
	for _, d := range known {
		lines[d.Line] = true
	}
	var w []Warning
	for _, o := range in.Odd {
		t := &r.Turns[o.Turn]
		if line := lineAt(t, o.At); !lines[line] && !s.noName(t.Text[o.At:]) {
			lines[line] = true
			w = append(w, Warning{line, "unknown_label", "what looks like a label is not taken for one: " + excerpt(t.Text[o.At:])})
		}
	}
	return w
}

// noName reports whether somebody has said that what a text begins with is no label,
// or that nobody speaks under it.
func (s *Sidecar) noName(text string) bool {
	begins := func(name string) bool { return strings.HasPrefix(text, name) }
	return slices.ContainsFunc(s.NoNames, begins) || slices.ContainsFunc(s.Nobody, begins)
}

// lineAt returns the line of the file on which the byte at offset stands.
func lineAt(t *corpus.Turn, offset int) int {
	line, _ := corpus.Passage{Turn: t, Span: corpus.Span{Start: offset, End: offset + 1}}.Lines()
	return line
}

// excerpt returns the beginning of text in quotation marks.
func excerpt(text string) string {
	const runes = 72
	n := 0
	for i := range text {
		if n++; n > runes {
			return strconv.Quote(text[:i] + "…")
		}
	}
	return strconv.Quote(text)
}

// times says how often something happens.
func times(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}
