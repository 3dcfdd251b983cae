package proof

import (
	"slices"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
	"rapporteur/corpus/transcript/draft"
)

// Join says that a speaker is one with another: a misprint, a short form. The
// other keeps the name.
type Join struct{ Speaker, With string }

func (j Join) apply(s *transcript.Sidecar, before *Result) error {
	if err := known(before, j.Speaker, j.With); err != nil {
		return err
	}
	if j.Speaker == j.With {
		return &Refusal{Why: OneSpeaker, Name: j.Speaker}
	}
	was, _ := declared(s, j.Speaker)
	i := declare(s, j.With)
	d := &s.Speakers[i]
	for _, l := range append([]string{j.Speaker}, was.Labels...) {
		d.Labels = with(d.Labels, l)
	}
	for _, a := range was.Aliases {
		d.Aliases = with(d.Aliases, a)
	}
	if d.Role == "" {
		d.Role = was.Role
	}
	s.Speakers = slices.DeleteFunc(s.Speakers, func(d transcript.Declaration) bool { return d.Name == j.Speaker })
	giveClaims(s, j.Speaker, j.With)
	return nil
}

func (j Join) honoured(before, after *Result) (names func(change) bool, ok bool) {
	return func(c change) bool { return c.was.name == j.Speaker && c.is.name == j.With },
		!speaks(after, j.Speaker) && speaks(after, j.With)
}

// Rename gives a speaker another name in place of the label that the file has.
type Rename struct{ Speaker, To string }

func (n Rename) apply(s *transcript.Sidecar, before *Result) error {
	to := clean(n.To)
	if err := known(before, n.Speaker); err != nil {
		return err
	}
	if to == "" {
		return &Refusal{Why: NoName}
	}
	if to == n.Speaker {
		return &Refusal{Why: OneSpeaker, Name: to}
	}
	if speaks(before, to) {
		return &Refusal{Why: Taken, Name: to}
	}
	for _, d := range s.Speakers {
		if d.Name != n.Speaker && (d.Name == to || slices.Contains(d.Aliases, to) || slices.Contains(d.Labels, to)) {
			return &Refusal{Why: Taken, Name: to}
		}
	}
	d := &s.Speakers[declare(s, n.Speaker)]
	d.Name = to
	d.Labels = with(d.Labels, n.Speaker)
	d.Labels = without(d.Labels, to)
	d.Aliases = without(d.Aliases, to)
	giveClaims(s, n.Speaker, to)
	return nil
}

func (n Rename) honoured(before, after *Result) (names func(change) bool, ok bool) {
	to := clean(n.To)
	return func(c change) bool { return c.was.name == n.Speaker && c.is.name == to },
		!speaks(after, n.Speaker) && speaks(after, to)
}

// Speakers says who speaks in a file that does not show it well enough to be
// read: what its lines begin with.
type Speakers []string

func (n Speakers) apply(s *transcript.Sidecar, before *Result) error {
	any := false
	for _, name := range n {
		if name = clean(name); name != "" {
			declare(s, name)
			any = true
		}
	}
	if !any {
		return &Refusal{Why: NoName}
	}
	return nil
}

func (n Speakers) honoured(before, after *Result) (names func(change) bool, ok bool) {
	for _, name := range n {
		if name = clean(name); name != "" && !speaks(after, name) {
			return nil, false
		}
	}
	return func(change) bool { return true }, true
}

// Role says what a speaker is: "President". "" says nothing of it.
type Role struct{ Speaker, Role string }

func (r Role) apply(s *transcript.Sidecar, before *Result) error {
	if err := known(before, r.Speaker); err != nil {
		return err
	}
	i := declare(s, r.Speaker)
	if s.Speakers[i].Role = clean(r.Role); r.Role == "" && !says(&s.Speakers[i]) {
		s.Speakers = slices.Delete(s.Speakers, i, i+1)
	}
	return nil
}

func (r Role) honoured(before, after *Result) (names func(change) bool, ok bool) {
	speaker := speakerOf(after, r.Speaker)
	return none, speaker != nil && (clean(r.Role) == "" || speaker.Role == clean(r.Role))
}

// Nobody says that nobody speaks under a name: what stands there is the
// recorder's narration.
type Nobody struct{ Speaker string }

func (n Nobody) apply(s *transcript.Sidecar, before *Result) error {
	if err := known(before, n.Speaker); err != nil {
		return err
	}
	for _, l := range labelsOf(s, before, n.Speaker) {
		s.Nobody = with(s.Nobody, l)
	}
	s.Speakers = slices.DeleteFunc(s.Speakers, func(d transcript.Declaration) bool { return d.Name == n.Speaker })
	for _, a := range s.Lines { // lines that a sidecar gave are the recorder's, too
		if a.Speaker == n.Speaker && wholly(a) {
			s.Narration = append(s.Narration, a.Lines)
		}
	}
	s.Lines = slices.DeleteFunc(s.Lines, func(a transcript.Attribution) bool {
		return a.Speaker == n.Speaker && wholly(a)
	})
	for i := range s.Lines {
		if s.Lines[i].Speaker == n.Speaker {
			s.Lines[i].Speaker, s.Lines[i].Narration = "", true
		}
	}
	return nil
}

func (n Nobody) honoured(before, after *Result) (names func(change) bool, ok bool) {
	return func(c change) bool {
		return (c.was.name == n.Speaker || c.was.kind == draft.Label) && c.is.name == ""
	}, !speaks(after, n.Speaker)
}

// NoLabel says that a name is no label but words, such as "Three things: ...":
// what stands there is read like a paragraph without a label.
type NoLabel struct{ Speaker string }

func (n NoLabel) apply(s *transcript.Sidecar, before *Result) error {
	if err := known(before, n.Speaker); err != nil {
		return err
	}
	for _, l := range labelsOf(s, before, n.Speaker) {
		s.NoNames = with(s.NoNames, l)
	}
	s.Speakers = slices.DeleteFunc(s.Speakers, func(d transcript.Declaration) bool { return d.Name == n.Speaker })
	return nil
}

func (n NoLabel) honoured(before, after *Result) (names func(change) bool, ok bool) {
	return func(c change) bool {
		return c.was.name == n.Speaker || c.was.kind == draft.Label && c.is.kind != draft.Label
	}, !speaks(after, n.Speaker)
}

// wholly reports whether a claim is on all that turns have on its lines.
func wholly(a transcript.Attribution) bool { return a.Words == "" && a.From == "" && !a.Restore }

// labelsOf returns what a file calls a speaker, as far as is known.
func labelsOf(s *transcript.Sidecar, before *Result, name string) []string {
	labels := []string{name}
	if d, ok := declared(s, name); ok {
		labels = append(labels, d.Labels...)
	}
	for _, m := range before.Report.Merges {
		if m.Name == name {
			labels = with(labels, m.Label)
		}
	}
	return labels
}

// known returns a refusal if somebody does not speak.
func known(r *Result, names ...string) error {
	for _, n := range names {
		if !speaks(r, n) {
			return &Refusal{Why: NoSpeaker, Name: n}
		}
	}
	return nil
}

func speaks(r *Result, name string) bool { return speakerOf(r, name) != nil }

func speakerOf(r *Result, name string) *corpus.Speaker {
	record := r.Record()
	i := slices.IndexFunc(record.Speakers, func(s corpus.Speaker) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	return &record.Speakers[i]
}

// declared returns what a sidecar says of a speaker.
func declared(s *transcript.Sidecar, name string) (d transcript.Declaration, ok bool) {
	i := slices.IndexFunc(s.Speakers, func(d transcript.Declaration) bool { return d.Name == name })
	if i < 0 {
		return d, false
	}
	return s.Speakers[i], true
}

// declare returns the index of the declaration of a speaker, which it adds if
// there is none.
func declare(s *transcript.Sidecar, name string) int {
	i := slices.IndexFunc(s.Speakers, func(d transcript.Declaration) bool { return d.Name == name })
	if i < 0 {
		s.Speakers = append(s.Speakers, transcript.Declaration{Name: name})
		i = len(s.Speakers) - 1
	}
	return i
}

// says reports whether a declaration says more than a name.
func says(d *transcript.Declaration) bool {
	return len(d.Aliases) > 0 || len(d.Labels) > 0 || d.Role != ""
}

// giveClaims gives the lines that a sidecar gave to one speaker to another.
func giveClaims(s *transcript.Sidecar, from, to string) {
	for i := range s.Lines {
		if s.Lines[i].Speaker == from {
			s.Lines[i].Speaker = to
		}
	}
	if s.Speaker == from {
		s.Speaker = to
	}
}

// with returns a list that has a value, which it adds if need be.
func with(list []string, value string) []string {
	if slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}

// without returns a list that does not have a value.
func without(list []string, value string) []string {
	return slices.DeleteFunc(list, func(v string) bool { return v == value })
}

// none names no change.
func none(change) bool { return false }
