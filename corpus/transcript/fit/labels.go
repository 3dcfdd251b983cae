package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/page"
	"rapporteur/corpus/transcript/texts"
)

// labels fits the weights of labels and prints them.
func labels(testdata string, verbose bool) error {
	docs, err := samples()
	if err != nil {
		return err
	}
	real, err := documents(filepath.Join(testdata, "transcripts"))
	if err != nil {
		return err
	}
	docs = append(docs, real...)
	weights, names := texts.Weights()
	start := make([]float64, len(names))
	for i, name := range names {
		start[i] = prior[name]
	}
	var all []point
	for _, d := range docs {
		all = append(all, d.points()...)
	}
	report("now", all, weights, verbose)
	fitted := fit(examples(all), start, labelsHeld)
	report("fitted", all, fitted, verbose)
	fmt.Printf("left out, document by document: %s\n", crossValidated(docs, start))
	for i, name := range names {
		fmt.Printf("\t%s: %.2f, // %.2f\n", name, fitted[i], weights[i])
	}
	return nil
}

// A document is a text whose speakers are known.
type document struct {
	name     string
	text     string
	speakers map[string]bool // folded names and all other forms of them
}

// A point is a label, and whether it is a speaker's.
type point struct {
	document string
	sample   texts.Sample
	speaks   bool
	weight   float64
}

// share is how much of the labels of a layout have to be those of speakers for
// the layout to be one that the text is written in: of others nothing is
// learned, since they are weighed against each other as wholes.
const share = 0.5

// most is how much all labels of a document weigh together.
const most = 40

func (d document) points() []point {
	byLayout := make(map[string][]texts.Sample)
	for _, s := range texts.Samples(page.New(d.text)) {
		byLayout[s.Layout] = append(byLayout[s.Layout], s)
	}
	var points []point
	for _, samples := range byLayout {
		spoken, all := 0, 0
		for _, s := range samples {
			all += s.Cues
			if d.speaks(s.Label) {
				spoken += s.Cues
			}
		}
		if float64(spoken) < share*float64(all) && len(d.speakers) > 0 {
			continue
		}
		for _, s := range samples {
			points = append(points, point{d.name, s, d.speaks(s.Label), 1})
		}
	}
	for i := range points {
		points[i].weight = min(1, most/float64(len(points)))
	}
	return points
}

var brackets = regexp.MustCompile(`\s*[\(\[][^\)\]]*[\)\]]\s*`)

func (d document) speaks(label string) bool {
	return d.speakers[fold(label)] || d.speakers[fold(brackets.ReplaceAllString(label, " "))]
}

// fold returns the letters and digits of a name in small letters.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// samples returns the samples of the repository.
func samples() ([]document, error) {
	files, err := filepath.Glob("corpus/transcript/testdata/kinds/*.golden")
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no samples here: run it in the repository's root: %w", err)
	}
	var docs []document
	for _, file := range files {
		golden, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		d, ok, err := readText(strings.TrimSuffix(file, ".golden"))
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		for line := range strings.Lines(string(golden)) {
			rest, ok := strings.CutPrefix(line, "speaker: ")
			if !ok {
				continue
			}
			name, rest, _ := strings.Cut(rest, "; aliases [")
			d.add(name)
			aliases, _, _ := strings.Cut(rest, "]; role")
			for i, alias := range strings.Split(aliases, `"`) {
				if i%2 == 1 {
					d.add(alias)
				}
			}
		}
		docs = append(docs, d)
	}
	return docs, nil
}

func (d *document) add(name string) {
	if name = fold(name); name != "" {
		d.speakers[name] = true
	}
}

// readText reads the text of a file; ok is false if it is no plain text.
func readText(file string) (d document, ok bool, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return d, false, err
	}
	text, err := page.Decode(data)
	trimmed := strings.TrimSpace(text)
	if err != nil || strings.HasPrefix(trimmed, "<") || strings.HasPrefix(trimmed, "WEBVTT") || strings.HasSuffix(file, ".csv") {
		return d, false, nil
	}
	return document{filepath.Base(file), text, make(map[string]bool)}, true, nil
}

// documents returns those of RAPPORTEUR_TESTDATA whose words are known.
func documents(dir string) ([]document, error) {
	files, err := filepath.Glob(filepath.Join(dir, "words", "*.jsonl.gz"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no words in %s: set RAPPORTEUR_TESTDATA: %w", dir, err)
	}
	var docs []document
	for _, file := range files {
		d, ok, err := readTruth(dir, file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if ok {
			docs = append(docs, d)
		}
	}
	prose, _ := filepath.Glob(filepath.Join(dir, "08_no_speaker", "*.txt"))
	for _, file := range prose {
		d, ok, err := readText(file)
		if err != nil {
			return nil, err
		}
		if ok {
			docs = append(docs, d)
		}
	}
	return docs, nil
}

func readTruth(dir, file string) (document, bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return document{}, false, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return document{}, false, err
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	if !lines.Scan() {
		return document{}, false, lines.Err()
	}
	var head struct {
		File     string              `json:"file"`
		Accepted map[string][]string `json:"accepted_names"`
	}
	if err := json.Unmarshal(lines.Bytes(), &head); err != nil {
		return document{}, false, err
	}
	d, ok, err := readText(filepath.Join(dir, filepath.FromSlash(head.File)))
	if err != nil || !ok {
		return d, false, err
	}
	for lines.Scan() {
		var turn struct {
			Speaker string   `json:"speaker"`
			As      []string `json:"as"`
		}
		if err := json.Unmarshal(lines.Bytes(), &turn); err != nil {
			return d, false, err
		}
		for _, name := range append(append(turn.As, turn.Speaker), head.Accepted[turn.Speaker]...) {
			d.add(name)
			d.add(brackets.ReplaceAllString(name, " "))
		}
	}
	return d, true, lines.Err()
}

// prior are the weights that are held to: what one would say before seeing any
// document.
var prior = map[string]float64{
	"bias": -3, "recurrence": 1, "once": -0.8, "weakness": -1.5, "fit": 1.5, "pure": 0.4, "cased": 1, "titled": 2, "roled": 0.5,
	"listed": 2.2, "declared": 3.5, "common": -2.2, "exclamation": -2.5, "counter": -4, "heading": -7, "sentence": -1.6,
	"comma": -1.5, "bare": -3, "long": -0.5, "dense": 1, "denseOnce": 1.6, "stopped": 0.6, "alternates": 0.8, "letter": -0.5,
	"goesOn": -1, "full": 1, "capitals": 0.4, "set": 0.8, "front": -1.5, "said": 0.1, "headingPure": 0.5, "ended": 0.3, "entry": -3,
}

// labelsHeld is how strongly weights are held to prior: a label of a kind that
// hardly any document has must not move them far.
const labelsHeld = 0.0015

// examples returns what points teach.
func examples(points []point) []example {
	var all []example
	for _, p := range points {
		all = append(all, example{p.sample.Evidence, p.speaks, p.weight})
	}
	return all
}

// report prints how well weights part speakers from other words.
func report(name string, points []point, weights []float64, verbose bool) {
	wrong, missed, taken, loss, total := 0, 0, 0, 0.0, 0.0
	for _, p := range points {
		z := logit(p.sample.Evidence, weights)
		y := -1.0
		if p.speaks {
			y = 1
		}
		loss += p.weight * math.Log1p(math.Exp(-y*z))
		total += p.weight
		switch {
		case z > 0 && !p.speaks:
			taken++
		case z <= 0 && p.speaks:
			missed++
		default:
			continue
		}
		wrong++
		if verbose {
			fmt.Printf("  %s: %s: %q (%d cues) %.2f speaks=%v\n", p.document, p.sample.Layout, p.sample.Label, p.sample.Cues, z, p.speaks)
		}
	}
	fmt.Printf("%s: %d labels, %d judged wrongly (%d missed, %d taken), log loss %.4f\n", name, len(points), wrong, missed, taken, loss/total)
}

// crossValidated fits without one document after the other and judges that one.
func crossValidated(docs []document, prior []float64) string {
	const folds = 10
	var byDoc [][]point
	for _, d := range docs {
		byDoc = append(byDoc, d.points())
	}
	wrong, all := 0, 0
	for fold := range folds {
		var train []point
		for i, points := range byDoc {
			if i%folds != fold {
				train = append(train, points...)
			}
		}
		w := fit(examples(train), prior, labelsHeld)
		for i, points := range byDoc {
			if i%folds != fold {
				continue
			}
			for _, p := range points {
				all++
				if logit(p.sample.Evidence, w) > 0 != p.speaks {
					wrong++
				}
			}
		}
	}
	return fmt.Sprintf("%d of %d labels judged wrongly", wrong, all)
}
