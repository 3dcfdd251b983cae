package proofread

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/proof"
)

// A sheet is a file that is being proofread.
type sheet struct {
	id     string
	name   string // of the file, without its folder
	path   string // within the folder of records, "" if it was given by the browser
	data   []byte
	opened time.Time

	mu      sync.Mutex
	history *proof.History
	now     proof.Result // how the file is read with the sidecar that holds
	version int          // counts what has been done, also what was undone
	kept    []byte       // the sidecar as it was opened or last kept
	onDisk  []byte       // the sidecar as it stands beside the file, nil if there is none
}

// newSheet reads a file with its sidecar, which may be nil.
func newSheet(name, path string, data, sidecar []byte) *sheet {
	s := &sheet{
		name: name, path: path, data: data, opened: time.Now(),
		history: proof.NewHistory(sidecar), kept: sidecar, onDisk: sidecar,
	}
	s.read(proof.Look(name, data, sidecar))
	return s
}

// read takes a reading as the one that holds.
func (s *sheet) read(r proof.Result) {
	if record := r.Record(); record != nil {
		for i := range record.Turns {
			record.Turns[i].Record = record // so that turns can be cited
		}
	}
	s.now = r
	s.version++
}

// do makes a correction.
func (s *sheet) do(c proof.Correction) error {
	r, err := proof.Again(s.name, s.data, s.now, c)
	if err != nil {
		return err
	}
	s.history.Add(r.Sidecar)
	s.read(r)
	return nil
}

// goTo goes to the sidecar that holds by the history.
func (s *sheet) goTo() { s.read(s.now.With(s.history.Sidecar())) }

// Unsaved reports whether there are corrections that stand nowhere else.
func (s *sheet) Unsaved() bool { return !bytes.Equal(s.kept, s.history.Sidecar()) }

// ID, Name and Path are for templates.
func (s *sheet) ID() string   { return s.id }
func (s *sheet) Name() string { return visible(s.name) }
func (s *sheet) Path() string { return visible(s.path) }

// sentence returns what an error says as a sentence.
func sentence(err error) string {
	text := visible(err.Error())
	first, size := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[size:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// whyNot returns why the file is not read, "" if it is. Which file that is, the
// page says above.
func (s *sheet) whyNot() string {
	err := s.now.Report.Err
	if err == nil {
		return ""
	}
	text := strings.TrimPrefix(err.Error(), "read "+s.name+": ")
	return sentence(errors.New(text))
}

// visible shows characters that nobody sees, or that turn the direction of
// writing, as what they are.
func visible(text string) string {
	if strings.IndexFunc(text, unseen) < 0 {
		return text
	}
	var b strings.Builder
	for _, c := range text {
		if unseen(c) {
			fmt.Fprintf(&b, "‹%04X›", c)
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}

func unseen(c rune) bool {
	return c != '\n' && c != '\t' && (unicode.IsControl(c) || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069)
}
