package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/bot/console"
	"rapporteur/corpus"
	"rapporteur/corpus/study/verify"
)

type verifyCommand struct {
	JSON     bool     `name:"json" help:"Write one JSON object for each quotation."`
	Essay    bool     `help:"Read the whole of a paper (.md, .txt, .docx and the like), and check everything that it quotes."`
	ExitCode bool     `help:"Exit with 1 unless every quotation is word for word and by the right speaker; --essay always does."`
	Text     []string `arg:"" optional:"" name:"text" help:"The quotation, or a file with one on each line. Without it, quotations are read from standard input, one on each line, and answered at once."`
}

func (c *verifyCommand) Help() string {
	return `A quotation is verbatim, altered or absent. It may name who is said to have
said it: «Guevara: …», «… — Mikoyan», «as Guevara said, “…”». Case, quotation
marks, dashes and diacritics do not matter; “…” may leave out words of one turn,
and [brackets] may replace some.`
}

// errUntrue is what --exit-code and --essay ask for.
var errUntrue = silence{errors.New("not every quotation is true to the record")}

func (c *verifyCommand) Run(ctx context.Context, e *environment) error {
	l, err := e.loadRecords()
	if err != nil {
		return err
	}
	v := verify.New(l.index)
	out := bufio.NewWriter(e.stdout)
	show := humanFinding(out, console.PageFor(e.stdout, e.getenv), c.Essay)
	if c.JSON {
		show = jsonFinding(out, c.Essay)
	}
	untrue, checked := false, 0
	answer := func(findings []verify.Finding, err error) error {
		if err != nil {
			return err
		}
		checked += len(findings)
		for _, f := range findings {
			untrue = untrue || !f.True()
			if err := show(f); err != nil {
				return err
			}
		}
		return out.Flush()
	}
	if c.Essay {
		var text string
		if text, err = c.essay(e.stdin); err == nil {
			err = answer(v.CheckClaims(ctx, v.Claims(ctx, text)))
		}
	} else {
		err = c.lines(e, func(line string) error { return answer(v.CheckText(ctx, line)) })
	}
	switch {
	case err != nil:
		return fmt.Errorf("verify: %w", err)
	case checked == 0:
		fmt.Fprintln(e.stderr, "rapporteur: there is no quotation to check")
	case untrue && (c.ExitCode || c.Essay):
		return errUntrue
	}
	return nil
}

// standardInput names what is read without a file.
const standardInput = "standard input"

// maxEssay bounds a paper, in bytes.
const maxEssay = 32 << 20

// essay reads the text of a paper, from a file or from standard input.
func (c *verifyCommand) essay(stdin io.Reader) (string, error) {
	switch len(c.Text) {
	case 0:
		return textOf(standardInput, stdin)
	case 1:
		file, err := os.Open(c.Text[0])
		if err != nil {
			return "", err
		}
		defer file.Close()
		return textOf(c.Text[0], file)
	}
	return "", misuse{errors.New("--essay takes one file; put its name in quotation marks if there are spaces in it")}
}

// textOf returns the text of a file.
func textOf(name string, file io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(file, maxEssay+1))
	switch {
	case err != nil:
		return "", err
	case len(data) > maxEssay:
		return "", fmt.Errorf("%s is longer than %d MiB", name, maxEssay>>20)
	}
	return plainText(name, data)
}

// lines calls check with the quotation of the command line, or with each line
// of the file that it names or of standard input.
func (c *verifyCommand) lines(e *environment, check func(string) error) error {
	if len(c.Text) == 0 {
		return e.eachTyped("a quotation", check)
	}
	if len(c.Text) == 1 {
		name := c.Text[0]
		switch file, err := os.Open(name); {
		case err == nil:
			defer file.Close()
			text, err := textOf(name, file)
			if err != nil {
				return err
			}
			return eachLine(strings.NewReader(text), name, check)
		case errors.Is(err, fs.ErrPermission), isNameOfText(name):
			return err
		}
	}
	quotation := strings.Join(c.Text, " ")
	if strings.TrimSpace(quotation) == "" {
		return misuse{errors.New("the quotation is empty")}
	}
	return check(quotation)
}

// isNameOfText reports whether words can only be the name of a file with text
// in it.
func isNameOfText(words string) bool {
	ending := strings.ToLower(filepath.Ext(words))
	return !strings.Contains(words, " ") && ending != "" && slices.Contains(slices.Concat(asTyped, writtenBy), ending)
}

// A jsonVerdict is a finding in JSON.
type jsonVerdict struct {
	Line           int          `json:"line,omitempty"` // of an essay
	Text           string       `json:"text"`
	Verdict        string       `json:"verdict"`             // "verbatim", "altered" or "absent"
	Record         string       `json:"record"`              // "" if absent, like all that follows
	Turn           int          `json:"turn"`                // 0 for narration
	Narration      int          `json:"narration,omitempty"` // numbered apart
	Speaker        string       `json:"speaker"`             // the recorder's name for what the recorder wrote
	Passage        string       `json:"passage"`
	ClaimedSpeaker string       `json:"claimed_speaker"`
	Attribution    string       `json:"attribution"` // "right", "wrong" or "none"
	Diff           []jsonChange `json:"diff"`
	Notes          []string     `json:"notes"`
	Pieces         []jsonPiece  `json:"pieces,omitempty"`  // of a quotation that is stitched together
	Nearest        *jsonPiece   `json:"nearest,omitempty"` // of one that is absent
	Citation       string       `json:"citation,omitempty"`
}

// A jsonChange says what a quotation has in place of what the record has.
type jsonChange struct {
	Op   string `json:"op"`            // "equal", "delete", "insert", "replace"; "omit" for what an ellipsis leaves out
	Text string `json:"text"`          // the quotation's words
	Was  string `json:"was,omitempty"` // the record's, if they differ
}

type jsonPiece struct {
	Record    string `json:"record"`
	Turn      int    `json:"turn"`
	Narration int    `json:"narration,omitempty"`
	Speaker   string `json:"speaker"`
	Passage   string `json:"passage"`
	Text      string `json:"text,omitempty"` // the part of the quotation
}

func newPiece(p corpus.Passage, speaker, text string) jsonPiece {
	r := newRow(p)
	return jsonPiece{r.Record, r.Turn, r.Narration, speaker, r.Text, text}
}

func newVerdict(f verify.Finding) jsonVerdict {
	j := jsonVerdict{
		Text: f.Text, Verdict: f.Verdict.String(), ClaimedSpeaker: f.Speaker, Attribution: f.Attribution.String(),
		Diff: []jsonChange{}, Notes: []string{},
	}
	for i, p := range f.Pieces {
		piece := newPiece(p.Whole(), p.Speaker(), p.Text)
		if i == 0 {
			j.Record, j.Turn, j.Narration, j.Speaker, j.Passage = piece.Record, piece.Turn, piece.Narration, piece.Speaker, piece.Passage
		}
		if len(f.Pieces) > 1 {
			j.Pieces = append(j.Pieces, piece)
		}
	}
	for _, c := range f.Diff {
		change := jsonChange{Op: c.Op.String(), Text: c.Text, Was: c.Was}
		if c.Op == verify.Equal {
			change.Was = ""
		}
		j.Diff = append(j.Diff, change)
	}
	for _, n := range f.Notes {
		if len(j.Notes) == 0 || j.Notes[len(j.Notes)-1] != n.String() {
			j.Notes = append(j.Notes, n.String())
		}
	}
	if n := f.Nearest; n.Turn != nil {
		near := newPiece(n.Passage, n.Turn.SpeakerName(), "")
		j.Nearest = &near
	}
	return j
}

func jsonFinding(w io.Writer, essay bool) func(verify.Finding) error {
	out := newJSON(w)
	return func(f verify.Finding) error {
		j := newVerdict(f)
		if essay {
			j.Line, j.Citation = f.Line, citation(f)
		}
		return out.Encode(j)
	}
}

// citation says where the words stand, "" for those that are absent.
func citation(f verify.Finding) string {
	var places []string
	for _, p := range f.Pieces {
		places = append(places, p.Passage.ShortCitation())
	}
	return strings.Join(places, "; ")
}

// humanFinding writes findings for a reader.
func humanFinding(w io.Writer, page console.Page, essay bool) func(verify.Finding) error {
	return func(f verify.Finding) error {
		line := ""
		if essay {
			line = fmt.Sprintf("line %d: ", f.Line)
		}
		fmt.Fprint(w, page.Plain(line+f.Verdict.String()+": "+f.Text))
		for _, n := range verify.Sentences(f.Notes) {
			fmt.Fprint(w, page.Plain("  ! "+n))
		}
		if f.Attribution == verify.Wrong {
			fmt.Fprint(w, page.Plain("  ! "+notSaid(f)))
		}
		if f.Verdict == verify.Altered {
			fmt.Fprint(w, page.Plain("  "+marked(f.Diff)), page.Plain("  ([-…-] is only in the record, {+…+} only in the quotation)"))
		}
		for _, p := range f.Pieces {
			fmt.Fprint(w, page.Plain("  "+nameOf(p)+": “"+oneLine(p.Whole().Text())+"”"), page.Plain("  "+p.Passage.ShortCitation()))
		}
		if n := f.Nearest; n.Turn != nil {
			fmt.Fprint(w, page.Plain("  nearest, but not the same: “"+oneLine(n.Text())+"”"), page.Plain("  "+n.ShortCitation()))
		}
		fmt.Fprintln(w)
		return nil // flushing w returns the first error of writing to it
	}
}

// notSaid says that the one who is named did not say the words, and who did: of
// words of several, who said which.
func notSaid(f verify.Finding) string {
	several := slices.ContainsFunc(f.Pieces, func(p verify.Piece) bool { return nameOf(p) != nameOf(f.Pieces[0]) })
	if !several {
		return "not said by " + f.Speaker + " but by " + nameOf(f.Pieces[0])
	}
	var parts []string
	for _, p := range f.Pieces {
		parts = append(parts, "“"+oneLine(p.Text)+"” ("+nameOf(p)+")")
	}
	return "not all said by " + f.Speaker + ": " + strings.Join(parts, ", ")
}

func nameOf(p verify.Piece) string {
	if name := p.Speaker(); name != "" {
		return name
	}
	return "the recorder"
}

// marked writes a diff in one line: [-left out-], {+added+}, and a seam as ‖.
func marked(diff []verify.Change) string {
	var parts []string
	for i, c := range diff {
		if i > 0 && c.Piece != diff[i-1].Piece {
			parts = append(parts, "‖")
		}
		switch c.Op {
		case verify.Equal:
			parts = append(parts, oneLine(c.Text))
		case verify.Omit:
			parts = append(parts, "…")
		default:
			if c.Was != "" {
				parts = append(parts, "[-"+oneLine(c.Was)+"-]")
			}
			if c.Text != "" {
				parts = append(parts, "{+"+oneLine(c.Text)+"+}")
			}
		}
	}
	return strings.Join(parts, " ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
