package main

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/corpus/transcript"
	"rapporteur/corpus/transcript/trust"
	"rapporteur/corpus/transcript/truth"
)

// A reading is a document, as it is or damaged, that has been read.
type reading struct {
	name   string
	family string // the folder of the document
	form   string // "" if it stands as it was found
	signs  []float64
	wrong  float64 // share of the words under a wrong speaker
	doubts int
	silent int // words that are not what they are read as, without a doubt there
	told   int // the same, with one
	weight float64
}

// good reports whether under 0.5 % of the words are wrong.
func (r *reading) good() bool { return r.wrong < 0.005 }

// Weights of readings: a document as it was found tells most.
const (
	asFound  = 10
	writtenA = 1 // anew
	held     = 0.002
)

// readings fits the weights of signs and prints them, with how far what they say
// of documents of other families than those they were fitted to is true.
func readings(dir, dump string, verbose bool) error {
	docs, err := truth.Documents(dir)
	if err != nil {
		return err
	}
	var all []reading
	for i, d := range docs {
		found, err := asItIs(dir, d)
		if err != nil {
			return err
		}
		all = append(all, found...)
		for k, t := range talksOf(d, rand.New(rand.NewPCG(uint64(i), 1))) {
			all = append(all, anew(t, uint64(i*2+k), dump)...)
		}
	}
	bad := 0
	for i := range all {
		if !all[i].good() {
			bad++
		}
	}
	fmt.Printf("%d readings of %d documents, %d of them with 0.5 %% of the words wrong or more\n", len(all), len(docs), bad)
	told(all)
	if verbose {
		silent(all)
	}
	prior := make([]float64, len(trust.SignNames))
	copy(prior, trust.Prior[:])
	leftOut := make([]float64, len(all))
	for _, group := range []struct {
		name string
		of   func(*reading) string
	}{{"families", func(r *reading) string { return r.family }}, {"forms", func(r *reading) string { return r.form }}} {
		judged := crossed(all, prior, group.of)
		calibration("left out, "+group.name+" one by one", all, judged)
		copy(leftOut, judged)
	}
	w := against(lessons(all), prior)
	now := make([]float64, len(all))
	for i := range all {
		now[i] = probability(logit(all[i].signs, w))
	}
	calibration("fitted", all, now)
	if verbose {
		misjudged(all, now, w)
	}
	for i, name := range trust.SignNames {
		fmt.Printf("\t%s: %.2f,\n", name, w[i])
	}
	return nil
}

// against fits weights of which none speaks for a reading that is there to speak
// against it: what does so in these documents need not in others.
func against(lessons []example, prior []float64) []float64 {
	for {
		w, again := fit(lessons, prior, held), false
		for i := range w {
			if w[i] > 0 && prior[i] < 0 {
				again = true
				for k := range lessons {
					lessons[k].x = slices.Clone(lessons[k].x)
					lessons[k].x[i] = 0
				}
				prior = slices.Clone(prior)
				prior[i] = 0
			}
		}
		if !again {
			return w
		}
	}
}

// told prints how much of what is read wrongly has a doubt, by what was done to
// the documents.
func told(all []reading) {
	type sum struct{ readings, doubts, silent, told int }
	sums := make(map[string]*sum)
	for i := range all {
		r := &all[i]
		harm := r.form
		if at := strings.LastIndex(r.name, ", "); at > 0 {
			harm, _, _ = strings.Cut(r.name[at+2:], " (")
		}
		if sums[harm] == nil {
			sums[harm] = new(sum)
		}
		s := sums[harm]
		s.readings++
		s.doubts += r.doubts
		s.silent += r.silent
		s.told += r.told
	}
	fmt.Println("words read wrongly:\n  readings   doubts   silent words   doubted words   what was done")
	for _, harm := range slices.Sorted(maps.Keys(sums)) {
		s := sums[harm]
		fmt.Printf("  %8d %8d %14d %15d   %s\n", s.readings, s.doubts, s.silent, s.told, harm)
	}
}

// silent prints the readings with most words that are read wrongly without a doubt.
func silent(all []reading) {
	const most = 60
	order := slices.Clone(all)
	slices.SortStableFunc(order, func(a, b reading) int { return cmp.Compare(b.silent, a.silent) })
	for _, r := range order[:min(most, len(order))] {
		fmt.Printf("  %d words silent, %d told, %d doubts: %s\n", r.silent, r.told, r.doubts, r.name)
	}
}

func lessons(all []reading) []example {
	var e []example
	for i := range all {
		e = append(e, example{all[i].signs, all[i].good(), all[i].weight})
	}
	return e
}

// crossed returns how sure weights are of each reading that were fitted to the
// readings of other groups.
func crossed(all []reading, prior []float64, group func(*reading) string) []float64 {
	judged := make([]float64, len(all))
	groups := make(map[string]bool)
	for i := range all {
		groups[group(&all[i])] = true
	}
	for g := range groups {
		var train []reading
		for i := range all {
			if group(&all[i]) != g {
				train = append(train, all[i])
			}
		}
		w := against(lessons(train), prior)
		for i := range all {
			if group(&all[i]) == g {
				judged[i] = probability(logit(all[i].signs, w))
			}
		}
	}
	return judged
}

// calibration prints what confidence is worth: of the readings about which it
// says so much, how many are good.
func calibration(name string, all []reading, judged []float64) {
	fmt.Printf("%s:\n  confidence   readings   under 0.5 %% wrong   over 2 %% wrong   of these without a doubt\n", name)
	bounds := []float64{0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 1.01}
	row := func(from, to float64) {
		n, good, bad, silent := 0, 0, 0, 0
		for i := range all {
			if judged[i] < from || judged[i] >= to {
				continue
			}
			n++
			if all[i].good() {
				good++
			}
			if all[i].wrong > 0.02 {
				if bad++; all[i].doubts == 0 {
					silent++
				}
			}
		}
		fmt.Printf("  %.2f–%.2f  %9d  %18.1f %%  %15d  %25d\n", from, min(1, to), n, 100*float64(good)/float64(max(1, n)), bad, silent)
	}
	for k := range bounds[:len(bounds)-1] {
		row(bounds[k], bounds[k+1])
	}
	row(0.9, 1.01)
}

// misjudged prints the readings that are thought good and are not, the surest
// first, and good ones that are thought bad.
func misjudged(all []reading, judged, w []float64) {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	gap := func(i int) float64 {
		if all[i].good() {
			return 1 - judged[i]
		}
		return judged[i]
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(gap(b), gap(a)) })
	for _, i := range order[:min(100, len(order))] {
		r := all[i]
		var why []string
		for k, x := range r.signs {
			if x*w[k] > 0.7 || x*w[k] < -0.7 {
				why = append(why, fmt.Sprintf("%s %.1f", trust.SignNames[k], x*w[k]))
			}
		}
		fmt.Printf("  %.2f sure, %.1f %% wrong, %d doubts: %s (%s)\n", judged[i], 100*r.wrong, r.doubts, r.name, strings.Join(why, ", "))
	}
	for i, r := range all {
		if r.wrong > 0.001 && strings.Contains(r.name, ", none (") {
			fmt.Printf("  undamaged: %.2f sure, %.2f %% wrong: %s\n", judged[i], 100*r.wrong, r.name)
		}
		if r.form == "" {
			fmt.Printf("  as found: %.2f sure, %.2f %% wrong: %s\n", judged[i], 100*r.wrong, r.name)
		}
	}
}

// read reads a source and compares it; ok is false if it is refused, or too
// little of it is found again.
func read(name, family, form string, src transcript.Source, d *truth.Document, weight float64) (r reading, ok bool) {
	report := transcript.Read(src)
	got, ok := truth.Of(report)
	if !ok {
		return r, false
	}
	s := d.Score(got)
	found := s.Right + s.Wrong + s.Told
	if found < 20 {
		return r, false
	}
	r = reading{name: name, family: family, form: form, signs: report.Signs[:], weight: weight, doubts: len(report.Warnings)}
	r.wrong = float64(s.Wrong) / float64(found)
	r.silent, r.told = s.Silent, s.Flagged
	return r, true
}

// asItIs reads a document as it is, and as one of each layout it is not of.
func asItIs(dir string, d *truth.Document) ([]reading, error) {
	family, _, _ := strings.Cut(d.File, "/")
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(d.File)))
	if err != nil {
		return nil, err
	}
	var all []reading
	src := transcript.Source{Name: filepath.Base(d.File), Data: data, Marked: true}
	if r, ok := read(d.File, family, "", src, d, asFound); ok {
		all = append(all, r)
	}
	if len(data) > 400_000 {
		return all, nil // enough is learned of others
	}
	for _, layout := range []string{"label with a colon", "label with a full stop", "label with a dash", "label on a line of its own", "label and full stop on a line of its own", "questions and answers"} {
		src.Sidecar = fmt.Appendf(nil, "layout = %q\n", layout)
		if r, ok := read(d.File+" as "+layout, family, "as "+layout, src, d, 0.5); ok {
			all = append(all, r)
		}
	}
	src.Sidecar = nil
	report := transcript.Read(src)
	if report.Err != nil || report.Text == "" || !strings.Contains(string(data), report.Text[:min(40, len(report.Text))]) {
		return all, nil
	}
	random := rand.New(rand.NewPCG(uint64(len(data)), 3))
	for name, damaged := range map[string]string{
		"no blank lines":       strings.ReplaceAll(report.Text, "\n\n", "\n"),
		"no indents":           unindented(report.Text),
		"lines run together":   joined(report.Text, random),
		"all on longer lines":  wrapped(report.Text, 100),
		"paragraphs unwrapped": strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(report.Text, "\n\n", "\x00"), "\n", " "), "\x00", "\n\n"),
	} {
		src.Data = []byte(damaged)
		if r, ok := read(d.File+", "+name, family, name, src, d, 1); ok {
			all = append(all, r)
		}
	}
	return all, nil
}

func unindented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimLeft(line, " \t"))
	}
	return b.String()
}

// joined lets one line of twenty go on with the one before.
func joined(text string, r *rand.Rand) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if r.IntN(20) == 0 {
			line = strings.TrimRight(line, "\n") + " "
		}
		b.WriteString(line)
	}
	return b.String()
}

// anew reads a talk written down in each form, with each harm.
func anew(t talk, seed uint64, dump string) []reading {
	var all []reading
	r := rand.New(rand.NewPCG(seed, 2))
	for _, f := range forms {
		for _, h := range harms {
			if h.share = []float64{0.02, 0.1, 0.4}[r.IntN(3)]; r.IntN(4) > 0 && h.name != "none" {
				continue // a quarter of all is enough
			}
			if h.name == "none" {
				h.share = 0
			}
			if h.name == "labels lost" && (!f.field || f.name == "subtitles") {
				continue // nothing shows it, and nothing can be learned of it
			}
			w := &writer{talk: t, Rand: r, harm: h, at: -1}
			w.turns = slices.Clone(t.turns)
			f.write(w)
			text := w.String()
			if h.merged && f.field && !strings.HasSuffix(f.file, ".xml") {
				continue // a program writes a line for each
			}
			if h.merged && !strings.HasSuffix(f.file, ".xml") {
				text = w.merge(text)
			}
			name := fmt.Sprintf("%s/%s: %s, %s (%.0f %%)", t.family, t.title, f.name, h.name, 100*h.share)
			src := transcript.Source{Name: f.file, Data: []byte(text)}
			if got, ok := read(name, t.family, f.name, src, w.truth(), writtenA*0.3); ok {
				all = append(all, got)
				if dump != "" && !got.good() {
					kept := strings.NewReplacer("/", "_", " ", "_").Replace(name) + filepath.Ext(f.file)
					_ = os.WriteFile(filepath.Join(dump, kept), []byte(text), 0o644)
				}
			}
		}
	}
	return all
}
