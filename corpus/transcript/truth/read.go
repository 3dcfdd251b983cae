package truth

import (
	"fmt"
	"io"
	"path/filepath"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// Of returns what a report says of a file; ok is false if it is refused, or
// nobody speaks in it.
func Of(report transcript.Report) (r Reading, ok bool) {
	if report.Err != nil || len(report.Records) == 0 {
		return r, false
	}
	record := report.Records[0]
	r.Turns = make([]ReadTurn, 0, len(record.Turns))
	for i := range record.Turns {
		t := &record.Turns[i]
		first, last := t.Whole().Lines()
		read := ReadTurn{Text: t.Text, First: first, Last: last}
		if t.Kind == corpus.Speech {
			read.Speaker = record.Speakers[t.Speaker].Name
			ok = true
		}
		r.Turns = append(r.Turns, read)
	}
	for _, w := range report.Warnings {
		r.Doubts = append(r.Doubts, Doubt{w.Line, w.Kind})
	}
	return r, ok
}

// Documents opens the truth of each document of a folder: words/*.jsonl.gz in
// it.
func Documents(dir string) ([]*Document, error) {
	files, err := filepath.Glob(filepath.Join(dir, "words", "*.jsonl.gz"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no documents with known words in %s", dir)
	}
	var docs []*Document
	for _, file := range files {
		d, err := Open(file)
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// A Result is how one document is read.
type Result struct {
	File       string
	Layout     string
	Confidence float64
	Score
	Count int // turns that it has
}

// Read reads a document of a folder and scores it.
func (d *Document) Read(dir string) (Result, error) {
	reports, err := transcript.ReadAll(filepath.Join(dir, filepath.FromSlash(d.File)))
	if err != nil {
		return Result{}, err
	}
	result := Result{File: d.File, Layout: reports[0].Layout, Confidence: reports[0].Confidence, Count: d.Count}
	if r, ok := Of(reports[0]); ok {
		result.Score = d.Score(r)
	} else {
		result.Score = d.Refusal()
	}
	return result, nil
}

// head names the columns of a table of results.
const head = "document                                               words   right  wrong   narr  lost foreign refused silent flagged  turns; how sure; layout"

// WriteTable writes results for a person to read, and sums them up.
func WriteTable(w io.Writer, results []Result) error {
	var sum Result
	exact := 0
	if _, err := fmt.Fprintln(w, head); err != nil {
		return err
	}
	for _, r := range results {
		if err := r.write(w); err != nil {
			return err
		}
		sum.add(r.Score)
		if r.Exact {
			exact++
		}
	}
	share := func(n int) float64 { return 100 * float64(n) / float64(max(1, sum.Words)) }
	_, err := fmt.Fprintf(w, "%d documents, %d words: wrong speaker %.2f %%, narration %.2f %%, lost %.2f %%, foreign %.2f %%, refused %.2f %%; silent %.2f %%, flagged %.2f %%; exact %d/%d\n",
		len(results), sum.Words, share(sum.Wrong), share(sum.Told), share(sum.Lost), share(sum.Foreign), share(sum.Refused),
		share(sum.Silent), share(sum.Flagged), exact, len(results))
	return err
}

func (s *Score) add(o Score) {
	s.Words += o.Words
	s.Right += o.Right
	s.Wrong += o.Wrong
	s.Told += o.Told
	s.Lost += o.Lost
	s.Foreign += o.Foreign
	s.Refused += o.Refused
	s.Silent += o.Silent
	s.Flagged += o.Flagged
}

func (r *Result) write(w io.Writer) error {
	name := []rune(r.File[len(filepath.Dir(r.File))+1:])
	mark := ""
	switch {
	case r.Exact:
		mark = " ="
	case r.Near:
		mark = " ~"
	}
	if r.Refused > 0 {
		mark = " REFUSED"
	}
	_, err := fmt.Fprintf(w, "%-52s %7d %7d %6d %6d %5d %7d %7d %6d %7d  %d/%d%s; %.2f; %s\n", string(name[:min(52, len(name))]),
		r.Words, r.Right, r.Wrong, r.Told, r.Lost, r.Foreign, r.Refused, r.Silent, r.Flagged, r.Turns, r.Count, mark,
		r.Confidence, r.Layout)
	return err
}
