package search_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// Run all with
//
//	RAPPORTEUR_TESTDATA=… go test -run '^$' -bench . ./corpus/search
//
// p50-µs and p99-µs are percentiles over the queries, of the CPU time of one
// search (of wall time, where threadTime does not know it).

// queries returns the remembered lines of the plays, those that are hard to find
// among them.
func queries(b *testing.B) []string {
	var queries []string
	for _, path := range []string{testdata(b, "queries", "shakespeare.tsv"), "testdata/misquotations.tsv", "testdata/paraphrases.tsv"} {
		for _, row := range rows(b, path) {
			queries = append(queries, row[0])
		}
	}
	return queries
}

// prefixes returns what autocompletion sees while queries are typed, from the
// second letter on.
func prefixes(queries []string) []string {
	var prefixes []string
	for _, q := range queries {
		for i := 2; i <= len(q); i++ {
			prefixes = append(prefixes, q[:i])
		}
	}
	return prefixes
}

// measure runs f over all inputs in turn and reports percentiles of its time.
func measure(b *testing.B, inputs []string, f func(string)) {
	for _, in := range inputs {
		f(in)
	}
	b.ReportAllocs()
	b.ResetTimer()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := threadTime()
		f(inputs[i%len(inputs)])
		took = append(took, threadTime()-start)
	}
	slices.Sort(took)
	at := func(percent int) float64 { return float64(took[len(took)*percent/100].Nanoseconds()) / 1000 }
	b.ReportMetric(at(50), "p50-µs")
	b.ReportMetric(at(99), "p99-µs")
}

func BenchmarkSearch(b *testing.B) {
	x := search.New(read(b, testdata(b, "transcripts", "shakespeare")))
	measure(b, queries(b), func(q string) { ask(x, search.Query{Text: q}) })
}

func BenchmarkSearchFiltered(b *testing.B) {
	x := search.New(read(b, testdata(b, "transcripts", "shakespeare")))
	hamlet := x.Library().Record("the-tragedy-of-hamlet-prince-of-denmark")
	people, _ := named(x, "hamlet", hamlet)
	measure(b, queries(b), func(q string) {
		ask(x, search.Query{Text: q, Record: hamlet, Speaker: people[0].Person})
	})
}

func BenchmarkComplete(b *testing.B) {
	x := search.New(read(b, testdata(b, "transcripts", "shakespeare")))
	measure(b, prefixes(queries(b)), func(q string) { propose(x, search.Query{Text: q}) })
}

// hostile are the queries that cost most for what they are.
func hostile(b *testing.B, x *search.Index) map[string]string {
	count := make(map[string]int)
	var words []string
	for _, r := range x.Library().Records {
		for i := range r.Turns {
			for _, w := range strings.Fields(search.Fold(r.Turns[i].Text)) {
				if count[w]++; count[w] == 1 {
					words = append(words, w)
				}
			}
		}
	}
	slices.SortStableFunc(words, func(a, b string) int { return count[b] - count[a] })
	quotation := ""
	for _, s := range speeches(x.Library().Records) {
		if len(s.turn.Text) > 1000 {
			quotation = s.turn.Text[:1000]
			break
		}
	}
	each := func(words []string, change func(i int, w string) string) string {
		changed := make([]string, len(words))
		for i, w := range words {
			changed[i] = change(i, w)
		}
		return strings.Join(changed, " ")
	}
	swapped := func(_ int, w string) string {
		if len(w) < 3 {
			return w
		}
		return w[:1] + w[2:3] + w[1:2] + w[3:]
	}
	endings := []string{"s", "ll", "nt", "d", "re"}
	mixed := func(n int) string {
		changes := []func(i int, w string) string{
			swapped,
			func(i int, w string) string { return w + words[(7*i+3)%500] },
			func(_ int, w string) string { return w[:len(w)/2] + "-" + w[len(w)/2:] },
			func(i int, w string) string { return w + endings[i%5] },
			func(_ int, w string) string { return w[:(len(w)+1)/2] },
			func(_ int, w string) string { return w },
		}
		return each(words[:n], func(i int, w string) string {
			return changes[i%len(changes)](i, words[i*i*29%min(len(words), 6000)])
		})
	}
	return map[string]string{
		// The first fifteen are the worst that thousands of generated queries had among
		// them, by kind: the first five of those that were changed word by word as long
		// as that made them cost more.
		"mixed: 480 words that ask":   "how long " + mixed(480),
		"mixed: 480 words, a speaker": "First said " + mixed(480),
		"mixed: a claim":              "Hamlet: " + mixed(36),
		"mixed: a line":               mixed(39),
		"two words of a letter":       "i a",

		"endings without apostrophes":     each(words[20:220], func(i int, w string) string { return w + endings[i%5] }),
		"endings of 480 words":            each(words[20:500], func(i int, w string) string { return w + "'" + endings[i%5] }),
		"words two by two as one":         each(words[:480], func(i int, w string) string { return w + words[(7*i+3)%500] }),
		"long words misspelt":             each(words[3000:3480], swapped),
		"common words with letters wrong": each(words[:480], swapped),
		"60 common words":                 strings.Join(words[20:80], " "),
		"a quotation broken by a scan":    each(strings.Fields(quotation+" "+quotation), func(_ int, w string) string { return w[:len(w)/2] + "- " + w[len(w)/2:] }),
		"a king who says slips":           "King Henry VI said that " + each(words[:20], swapped),
		"beginnings of 60 words":          each(words[:60], func(i int, w string) string { return w[:min(len(w), 1+i%3)] }),
		"marks in forty words":            each(words[:40], func(i int, w string) string { return w[:1] + strings.Repeat("\u0301", 60) + w[1:] }),

		"ligatures of 18 letters": strings.Repeat("\ufdfa", 6000),
		"the same word":           strings.Repeat("the ", 6000),
		"two words in turn":       strings.Repeat("the and ", 3000),
		"one long word":           strings.Repeat("abcdefghij", 6000),
		"a long word of letters":  strings.Repeat("a", 60000),
		"apostrophes":             strings.Repeat("a'", 30000),
		"common words":            strings.Join(words[:128], " "),
		"six common words again":  strings.Repeat(strings.Join(words[:6], " ")+" ", 30),
		"letters":                 strings.Repeat("a b c d e f g h i ", 40),
		"a quotation of 1,000":    quotation,
		"misspelt common words":   strings.ReplaceAll(strings.Join(words[200:328], " "), "e", "x"),
		"a claim of common words": "hamlet: " + strings.Join(words[100:137], " "),
		"a misspelt paste":        strings.ReplaceAll(strings.Join(words[1000:1480], " "), "i", "e"),
		"initials of everything":  strings.Repeat("usa ", 128),
		"combining marks":         "a" + strings.Repeat("\u0301", 30000),
	}
}

func BenchmarkHostile(b *testing.B) {
	x := search.New(read(b, testdata(b, "transcripts", "shakespeare")))
	queries := hostile(b, x)
	for _, name := range slices.Sorted(maps.Keys(queries)) {
		q := queries[name]
		b.Run("Search/"+name, func(b *testing.B) {
			measure(b, []string{q}, func(q string) { ask(x, search.Query{Text: q}) })
		})
		b.Run("Complete/"+name, func(b *testing.B) {
			measure(b, []string{q}, func(q string) { propose(x, search.Query{Text: q}) })
		})
		b.Run("Speakers/"+name, func(b *testing.B) {
			measure(b, []string{q}, func(q string) { named(x, q, nil) })
		})
	}
}

// BenchmarkLoad reads and indexes the plays.
func BenchmarkLoad(b *testing.B) {
	dir := testdata(b, "transcripts", "shakespeare")
	b.SetBytes(size(b, dir))
	for b.Loop() {
		search.New(read(b, dir))
	}
}

// BenchmarkIndex indexes the plays, whose turns are read already.
func BenchmarkIndex(b *testing.B) {
	dir := testdata(b, "transcripts", "shakespeare")
	plays := read(b, dir)
	b.SetBytes(size(b, dir))
	for b.Loop() {
		search.New(plays)
	}
}

// BenchmarkAdd adds a record to the plays: from its file to the first answer,
// with the segments of the plays at hand.
func BenchmarkAdd(b *testing.B) {
	plays := read(b, testdata(b, "transcripts", "shakespeare"))
	segments := search.New(plays).Segments()
	for b.Loop() {
		added := read(b, "../records/mikoyan-1962-11-18.txt")
		lib, err := corpus.NewLibrary(append(slices.Clone(plays.Records), added.Records...))
		if err != nil {
			b.Fatal(err)
		}
		x := search.Join(lib, append(slices.Clone(segments), search.NewSegments(added.Records)...))
		if r := ask(x, search.Query{Text: "they sent letters from China"}); len(r.Hits) == 0 {
			b.Fatal("nothing is found")
		}
	}
}

// BenchmarkMemory reports what library and index of the plays take, as a
// multiple of the files' size.
func BenchmarkMemory(b *testing.B) {
	dir := testdata(b, "transcripts", "shakespeare")
	for b.Loop() {
		before := heap()
		x := search.New(read(b, dir))
		ask(x, search.Query{Text: "to be or not to be"})
		b.ReportMetric(float64(heap()-before)/float64(size(b, dir)), "×text")
		runtime.KeepAlive(x)
	}
}

// BenchmarkMillion loads and asks a library of a million turns: the plays
// repeated, with words varied so that the vocabulary grows with them.
func BenchmarkMillion(b *testing.B) {
	dir := million(b, testdata(b, "transcripts", "shakespeare"))
	before := heap()
	start := time.Now()
	x := search.New(read(b, dir))
	took := time.Since(start)
	turns := 0
	for _, r := range x.Library().Records {
		turns += len(r.Turns)
	}
	b.Run("Search", func(b *testing.B) {
		measure(b, queries(b), func(q string) { ask(x, search.Query{Text: q}) })
	})
	b.Run("Complete", func(b *testing.B) {
		measure(b, prefixes(queries(b)), func(q string) { propose(x, search.Query{Text: q}) })
	})
	worst := hostile(b, x)
	b.Run("Hostile", func(b *testing.B) {
		measure(b, slices.Sorted(maps.Values(worst)), func(q string) { ask(x, search.Query{Text: q}) })
	})
	b.Run("Load", func(b *testing.B) {
		for b.Loop() {
			// Loading once is measured above; it takes too long to repeat.
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(took.Seconds(), "s")
		b.ReportMetric(float64(heap()-before)/(1<<20), "MiB")
		b.ReportMetric(float64(sys())/(1<<20), "MiB-of-system")
		b.ReportMetric(float64(turns), "turns")
	})
	runtime.KeepAlive(x)
}

// million writes copies of the transcripts in dir until they hold a million
// speeches. In all copies but the first, one word in thirty is varied by two
// letters.
func million(b *testing.B, dir string) string {
	const copies = 33 // of 31,000 speeches
	rng := rand.New(rand.NewPCG(1, 2))
	out := b.TempDir()
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		for c := range copies {
			text := data
			if c > 0 {
				text = vary(rng, data)
			}
			name := fmt.Sprintf("%s-%02d.txt", strings.TrimSuffix(filepath.Base(file), ".txt"), c)
			if err := os.WriteFile(filepath.Join(out, name), text, 0o600); err != nil {
				b.Fatal(err)
			}
		}
	}
	return out
}

// vary replaces two letters of one word in thirty, in lines of speech.
func vary(rng *rand.Rand, text []byte) []byte {
	lines := strings.SplitAfter(string(text), "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, "  ") {
			continue
		}
		words := strings.Split(line, " ")
		for j, w := range words {
			if len(w) < 5 || rng.IntN(30) > 0 || strings.ContainsAny(w, "[]\n'-") {
				continue
			}
			letters := []byte(w)
			for range 2 {
				letters[1+rng.IntN(len(letters)-3)] = byte('a' + rng.IntN(26))
			}
			words[j] = string(letters)
		}
		lines[i] = strings.Join(words, " ")
	}
	return []byte(strings.Join(lines, ""))
}

func size(b *testing.B, dir string) int64 {
	files, err := os.ReadDir(dir)
	if err != nil {
		b.Fatal(err)
	}
	total := int64(0)
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			b.Fatal(err)
		}
		total += info.Size()
	}
	return total
}

// heap returns the bytes that live objects take.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// sys returns the bytes that the process has from the system.
func sys() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}
