// Package proof corrects how a file was read. What was read wrongly is kept as
// the sidecar it amounts to, which can be put beside the file and is read by the
// same reader as everywhere; the file itself is never changed.
//
// A correction changes only what it says: [Correct] compares the reading before
// and after it, and refuses one that the reader does not honour.
package proof

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// A Result is how a file is read.
type Result struct {
	Sidecar []byte // nil if there is none
	// Report has the parts of the text. Its Err is set if the file is not read.
	Report transcript.Report
	// Changed are the lines of the file, in order, whose part in the record a
	// correction has changed, and Also those among them that it did not name: a
	// label that is known now shows more of them.
	Changed, Also []int

	opened *transcript.Opened
}

// Record returns the record that was read, nil if there is none.
func (r *Result) Record() *corpus.Record {
	if len(r.Report.Records) == 0 {
		return nil
	}
	return r.Report.Records[0]
}

// Look reads a file with its sidecar, which may be nil, as it stands.
func Look(name string, data, sidecar []byte) Result {
	return Result{opened: transcript.Open(transcript.Source{Name: name, Data: data, Marked: true})}.With(sidecar)
}

// With reads the file of a result with another sidecar.
func (r Result) With(sidecar []byte) Result {
	return Result{Sidecar: sidecar, Report: r.opened.Read(sidecar), opened: r.opened}
}

// A Correction says what was read wrongly. It is one of the types of this
// package.
type Correction interface {
	// apply says it in the sidecar of a file that was read as before.
	apply(s *transcript.Sidecar, before *Result) error
	// honoured reports whether the reader does what was said, and which changes
	// the correction names.
	honoured(before, after *Result) (names func(change) bool, ok bool)
}

// Correct makes a correction to how a file is read with its sidecar, which may be
// nil. An error that is a [*Refusal] is for the one who corrects; then nothing is
// changed.
func Correct(name string, data, sidecar []byte, c Correction) (Result, error) {
	return Again(name, data, Look(name, data, sidecar), c)
}

// Again is like [Correct] for a file that has been read already, by Look or by
// Correct, as before. What was found out about the file then is used again.
func Again(name string, data []byte, before Result, c Correction) (Result, error) {
	if before.opened == nil {
		before = Look(name, data, before.Sidecar)
	}
	s, err := transcript.ParseSidecar(before.Sidecar)
	if err != nil {
		return Result{}, &Refusal{Why: BadSidecar, Err: err}
	}
	if before.Report.Err != nil && !opens(c) {
		return Result{}, &Refusal{Why: NotRead, Err: before.Report.Err}
	}
	if err := c.apply(s, &before); err != nil {
		return Result{}, err
	}
	after, err := read(before, s)
	if err != nil {
		return Result{}, err
	}
	names, ok := c.honoured(&before, &after)
	if !ok {
		return Result{}, &Refusal{Why: NotHonoured, Name: after.Report.Layout}
	}
	changes := compare(&before, &after)
	after.Changed = linesOf(&after, changes)
	after.Also = linesOf(&after, slices.DeleteFunc(changes, names))
	if len(after.Also) > 0 && !ofLabels(c) {
		return Result{}, &Refusal{Why: NotHonoured, Name: after.Report.Layout}
	}
	return after, nil
}

// read reads a file with what s says, and keeps sensitive what was so before.
func read(before Result, s *transcript.Sidecar) (Result, error) {
	sensitive := s.Sensitive
	s.Sensitive = nil
	after := before.With([]byte(s.String()))
	if after.Report.Err != nil {
		return Result{}, &Refusal{Why: NotReadThen, Err: after.Report.Err}
	}
	s.Sensitive = sensitive
	if len(sensitive) > 0 {
		s.Sensitive = keepSensitive(sensitive, &before, &after)
	}
	text, err := s.Amend(before.Sidecar)
	if err != nil {
		return Result{}, &Refusal{Why: CannotBeSaid, Err: err}
	}
	if len(text) > transcript.MaxSidecar {
		return Result{}, &Refusal{Why: TooMuch}
	}
	after.Sidecar = text
	hide(after.Record(), s.Sensitive)
	return after, nil
}

// Together makes several corrections at once, or none of them if one is refused.
type Together []Correction

func (t Together) apply(s *transcript.Sidecar, before *Result) error {
	for _, c := range t {
		if err := c.apply(s, before); err != nil {
			return err
		}
	}
	return nil
}

func (t Together) honoured(before, after *Result) (names func(change) bool, ok bool) {
	all := make([]func(change) bool, len(t))
	for i, c := range t {
		if all[i], ok = c.honoured(before, after); !ok {
			return nil, false
		}
	}
	return func(c change) bool {
		return slices.ContainsFunc(all, func(names func(change) bool) bool { return names(c) })
	}, true
}

// ofLabels reports whether a correction is about what the file calls somebody,
// so that more of its labels may be known by it.
func ofLabels(c Correction) bool {
	switch c := c.(type) {
	case Join, Rename, Nobody, NoLabel, Speakers:
		return true
	case Together:
		return slices.ContainsFunc(c, ofLabels)
	}
	return false
}

// opens reports whether a correction can help with a file that is not read.
func opens(c Correction) bool {
	if all, ok := c.(Together); ok {
		return !slices.ContainsFunc(all, func(c Correction) bool { return !opens(c) })
	}
	switch c.(type) {
	case Set, Speakers:
		return true
	}
	return false
}

// A Why says why a correction is refused, for a program to say it in another
// language.
type Why string

const (
	BadSidecar   Why = "bad_sidecar"    // Err says what is wrong with the one that is there
	NotRead      Why = "not_read"       // Err says why the file is not read
	NotReadThen  Why = "not_read_then"  // with the correction the file would be refused: Err
	CannotBeSaid Why = "cannot_be_said" // Err says why
	TooMuch      Why = "too_much"       // the sidecar would be larger than is read
	NotHonoured  Why = "not_honoured"   // in a file of layout Name, no sidecar says it so that nothing else changes
	NoSpeaker    Why = "no_speaker"     // there is no speaker Name
	NoName       Why = "no_name"        // a name is missing
	OneSpeaker   Why = "one_speaker"    // Name is to be joined with itself
	Taken        Why = "taken"          // Name is another speaker already
	NoLines      Why = "no_lines"       // there are no such lines: First to Last
	NoTurn       Why = "no_turn"        // there is no turn or narration Name
	NoWords      Why = "no_words"       // line First has no words Name
	NobodysLines Why = "nobodys_lines"  // lines First to Last hold no words of a turn, but Name
	AtStart      Why = "at_start"       // a turn begins there already
	NotApart     Why = "not_apart"      // the words cannot be told from others on line First
	NoSetting    Why = "no_setting"     // there is no setting Name
	NoPlaces     Why = "no_places"      // the file has nothing but lines to cite by
)

// A Refusal says why a correction is not made.
type Refusal struct {
	Why         Why
	Name        string
	First, Last int // lines of the file
	Err         error
}

// refusals are what refusals say, with what they hold in braces.
var refusals = map[Why]string{
	BadSidecar:   "The sidecar that is there cannot be read: {error}.",
	NotRead:      "The file is not read, so nothing in it can be corrected: {error}.",
	NotReadThen:  "With this the file could not be read any more: {error}.",
	CannotBeSaid: "A sidecar cannot say this: {error}.",
	TooMuch:      "This is one correction too many: a sidecar can have {limit} KiB.",
	NotHonoured:  "No sidecar can say this so that nothing else changes, in a file of this kind ({name}). Say it line by line.",
	NoSpeaker:    "Nobody is called {quoted} here.",
	NoName:       "A name is missing.",
	OneSpeaker:   "{quoted} is one speaker already.",
	Taken:        "{quoted} is another speaker: join the two if they are one.",
	NoLines:      "The file has no {lines}.",
	NoTurn:       "There is no turn {name}.",
	NoWords:      "Line {line} does not have the words {quoted} in a turn.",
	NobodysLines: "No words of a turn stand on {lines}, but {name}, which cannot be given to anybody.",
	AtStart:      "A turn begins there already.",
	NotApart:     "These words cannot be told from others on line {line}: choose a few more.",
	NoSetting:    "Nothing is called {quoted} that could be set.",
	NoPlaces:     "The file has no pages or times to cite by, only lines.",
}

func (r *Refusal) Error() string {
	said, ok := refusals[r.Why]
	if !ok {
		return string(r.Why)
	}
	return strings.NewReplacer(
		"{error}", fmt.Sprint(r.Err), "{limit}", strconv.Itoa(transcript.MaxSidecar>>10),
		"{name}", r.Name, "{quoted}", strconv.Quote(r.Name),
		"{line}", strconv.Itoa(r.First), "{lines}", lines(r.First, r.Last),
	).Replace(said)
}

func (r *Refusal) Unwrap() error { return r.Err }

func lines(first, last int) string {
	if first == last {
		return fmt.Sprintf("line %d", first)
	}
	return fmt.Sprintf("lines %d to %d", first, last)
}

// IsRefusal reports whether err is a refusal for a reason.
func IsRefusal(err error, why Why) bool {
	r, ok := errors.AsType[*Refusal](err)
	return ok && r.Why == why
}

// clean returns a name or a title as it is kept: on one line, without white space
// at its ends.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
