package proofread

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
	"rapporteur/corpus/transcript/proof"
)

// correct makes a correction that a form asks for.
func (r *Room) correct(w http.ResponseWriter, req *http.Request, s *sheet) {
	if err := s.current(req); err != nil {
		r.refuse(w, err)
		return
	}
	ask, err := s.correction(req)
	if err == nil {
		err = s.do(ask.correction)
	}
	if err != nil {
		r.refuse(w, err)
		return
	}
	said := ask.said
	if n := len(s.now.Also); n > 0 {
		said += fmt.Sprintf(" With that, %s read otherwise, too: %s.", are(n, "line"), numbers(s.now.Also))
	}
	r.tell(w, s, said)
}

// current returns an error if a request is of a page that shows the file as it
// was before a correction.
func (s *sheet) current(req *http.Request) error {
	if v, err := strconv.Atoi(req.FormValue("version")); err != nil || v != s.version {
		return complain("This file has been corrected in another window: load the page again.")
	}
	return nil
}

func (r *Room) undo(w http.ResponseWriter, req *http.Request, s *sheet) {
	r.goTo(w, req, s, s.history.Undo, "Undone.", "There is nothing to undo.")
}

func (r *Room) redo(w http.ResponseWriter, req *http.Request, s *sheet) {
	r.goTo(w, req, s, s.history.Redo, "Done again.", "There is nothing to do again.")
}

func (r *Room) goTo(w http.ResponseWriter, req *http.Request, s *sheet, step func() bool, done, nothing string) {
	if err := s.current(req); err != nil {
		r.refuse(w, err)
		return
	}
	if !step() {
		r.refuse(w, complain("%s", nothing))
		return
	}
	s.goTo()
	r.tell(w, s, done)
}

// news is what a script is told after something was done.
type news struct {
	Said    string        `json:"said"`
	Version int           `json:"version"`
	Rows    int           `json:"rows"` // how many there are
	Unsaved bool          `json:"unsaved"`
	Undo    bool          `json:"undo"` // there is something to undo
	Redo    bool          `json:"redo"`
	Panels  template.HTML `json:"panels"`
}

// tell answers a script with how the file is read now.
func (r *Room) tell(w http.ResponseWriter, s *sheet, said string) {
	html, err := shown("panels", r.panels(s))
	if err != nil {
		r.refuse(w, err)
		return
	}
	answer(w, http.StatusOK, news{
		said, s.version, len(s.now.Report.Lines), s.Unsaved(), s.history.CanUndo(), s.history.CanRedo(), html,
	})
}

// page shows a file that is open.
func (r *Room) page(w http.ResponseWriter, req *http.Request, s *sheet) {
	data := struct {
		panels
		ID, Name         string
		Rows, Part       int
		Version          int
		Top              []row
		Why              string
		Unsaved          bool
		CanUndo, CanRedo bool
		Layouts          []string
	}{
		panels: r.panels(s), ID: s.id, Name: s.Name(), Rows: len(s.now.Report.Lines), Part: perPart, Version: s.version,
		Unsaved: s.Unsaved(), CanUndo: s.history.CanUndo(), CanRedo: s.history.CanRedo(),
	}
	if data.Why = s.whyNot(); data.Why != "" {
		data.Layouts = transcript.Layouts()
	} else {
		data.Top = s.part(0)
	}
	r.write(w, req, http.StatusOK, "sheet", s.Name(), "../..", data)
}

// An asked is a correction, and what is said when it is made.
type asked struct {
	correction proof.Correction
	said       string
}

// correction returns the correction that a form asks for.
func (s *sheet) correction(req *http.Request) (asked, error) {
	record := s.now.Record()
	op := req.FormValue("op")
	if op == "set" {
		return s.settings(req)
	}
	if record == nil {
		return asked{}, &proof.Refusal{Why: proof.NotRead, Err: s.now.Report.Err}
	}
	switch op {
	case "whose", "turns", "split", "sensitive", "open":
		return s.aboutRows(req, op, record)
	}
	name, err := s.speaker(req, record, "of")
	if err != nil || name == "" {
		return asked{}, complain("Choose a speaker first.")
	}
	switch op {
	case "join":
		with, err := s.speaker(req, record, "speaker")
		if err != nil || with == "" {
			return asked{}, complain("Choose whom %s is to be joined with.", visible(name))
		}
		return asked{proof.Join{Speaker: name, With: with}, visible(name) + " and " + visible(with) + " are one speaker now."}, nil
	case "rename":
		to := strings.Join(strings.Fields(req.FormValue("name")), " ")
		return asked{proof.Rename{Speaker: name, To: to}, visible(name) + " is called " + visible(to) + " now."}, nil
	case "role":
		return asked{proof.Role{Speaker: name, Role: req.FormValue("role")}, "The role of " + visible(name) + " is set."}, nil
	case "nobody":
		return asked{proof.Nobody{Speaker: name}, "Nobody speaks under “" + visible(name) + "” now: it is narration."}, nil
	case "nolabel":
		return asked{proof.NoLabel{Speaker: name}, "“" + visible(name) + "” is no speaker any more."}, nil
	}
	return asked{}, complain("There is nothing of that kind to do.")
}

// aboutRows returns a correction of what stands on rows.
func (s *sheet) aboutRows(req *http.Request, op string, record *corpus.Record) (asked, error) {
	from, to, ok := s.span(req)
	if !ok {
		return asked{}, complain("Choose a line first.")
	}
	first, last, alone := s.linesOf(from, to)
	turns := s.turnsOn(from, to)
	if kinds, leftOut := s.kindsOn(from, to); len(turns) == 0 && (!leftOut || op != "whose") {
		return asked{}, &proof.Refusal{Why: proof.NobodysLines, First: first, Last: last, Name: kinds}
	}
	var refs []string
	for _, t := range turns {
		refs = append(refs, reference(&record.Turns[t]))
	}
	if one := req.FormValue("turn"); slices.Contains(refs, one) {
		refs = []string{one}
	}
	switch op {
	case "sensitive", "open":
		said := "Marked as sensitive: " + strings.Join(refs, ", ") + "."
		if op == "open" {
			said = "No longer sensitive: " + strings.Join(refs, ", ") + "."
		}
		return asked{proof.Sensitive{Turns: refs, Off: op == "open"}, said}, nil
	case "split":
		return asked{proof.Split{Line: first, At: req.FormValue("at")}, "A turn begins there now."}, nil
	}
	name, err := s.speaker(req, record, "speaker")
	if err != nil {
		return asked{}, err
	}
	whose := "is the recorder’s now."
	if name != "" {
		whose = "is " + visible(name) + "’s now."
	}
	if op == "turns" {
		var all proof.Together
		for _, ref := range refs {
			all = append(all, proof.WhoseTurn{Turn: ref, Speaker: name})
		}
		return asked{all, "Turn " + strings.Join(refs, ", ") + " " + whose}, nil
	}
	where := fmt.Sprintf("Line %d ", first)
	if last > first {
		where, whose = fmt.Sprintf("Lines %d to %d ", first, last), strings.Replace(whose, "is ", "are ", 1)
	}
	if alone {
		return asked{proof.Whose{First: first, Last: last, Speaker: name}, where + whose}, nil
	}
	return asked{s.wordsOf(from, to, name), "What you have chosen " + whose}, nil
}

// wordsOf gives rows to a speaker where other rows are of the same line of the
// file: the words tell them apart.
func (s *sheet) wordsOf(from, to int, name string) (all proof.Together) {
	v := view{Result: &s.now}
	for i := from; i <= to; i++ {
		line := s.now.Report.Lines[i]
		for _, p := range v.parts(line.Span) {
			if p.Turn >= 0 {
				all = append(all, proof.Whose{First: line.Number, Last: line.Number, Words: s.now.Report.Text[p.Start:p.End], Speaker: name})
			}
		}
	}
	return all
}

// speaker returns the name of the speaker that a field of a form names: one by
// the index, a new one by the name, or "" for nobody.
func (s *sheet) speaker(req *http.Request, record *corpus.Record, field string) (string, error) {
	value := req.FormValue(field)
	switch value {
	case "nobody":
		return "", nil
	case "new":
		name := strings.Join(strings.Fields(req.FormValue("name")), " ")
		if name == "" {
			return "", complain("Write the name of the one who speaks there.")
		}
		return name, nil
	}
	i, err := strconv.Atoi(value)
	if err != nil || i < 0 || i >= len(record.Speakers) {
		return "", complain("Choose whose words these are.")
	}
	return record.Speakers[i].Name, nil
}

// settings returns a correction of what a form says otherwise of the record than
// it is.
func (s *sheet) settings(req *http.Request) (asked, error) {
	var all proof.Together
	var names []string
	for _, f := range append(fields, field{Name: "speaker", Label: "Speaker"}, field{Name: "layout", Label: "Layout"}) {
		values, sent := req.Form[f.Name]
		if !sent {
			continue
		}
		was := ""
		if record := s.now.Record(); record != nil {
			was = proof.Value(record, f.Name)
		}
		value := strings.ReplaceAll(strings.TrimSpace(values[0]), "\r\n", "\n")
		if value != was {
			all = append(all, proof.Set{Setting: f.Name, Value: value})
			names = append(names, strings.ToLower(f.Label))
		}
	}
	if who := strings.Split(req.FormValue("who"), "\n"); strings.TrimSpace(req.FormValue("who")) != "" {
		all = append(all, proof.Speakers(who))
		names = append(names, "speakers")
	}
	if len(all) == 0 {
		return asked{}, complain("Nothing was changed in the form.")
	}
	return asked{all, "Set: " + strings.Join(names, ", ") + "."}, nil
}

func are(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return strconv.Itoa(n) + " " + noun + "s are"
}

// numbers lists a few numbers.
func numbers(all []int) string {
	const few = 8
	var b strings.Builder
	for i, n := range all {
		if i == few {
			fmt.Fprintf(&b, " and %d more", len(all)-few)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}
