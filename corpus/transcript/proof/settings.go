package proof

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// Set says something of the record as a whole. "" takes back what the sidecar
// says, so that what stands in the file holds.
type Set struct {
	Setting string // one of Settings
	Value   string // of participants: names, each on a line of its own
}

// A setting is where a sidecar and a record keep what Set says.
type setting struct {
	name   string
	said   func(*transcript.Sidecar) *string
	record func(*corpus.Record) string // nil if it says nothing of the record
}

var settingOf = []setting{
	{"title", func(s *transcript.Sidecar) *string { return &s.Title }, func(r *corpus.Record) string { return r.Title }},
	{"short", func(s *transcript.Sidecar) *string { return &s.Short }, func(r *corpus.Record) string { return r.Short }},
	{"date", func(s *transcript.Sidecar) *string { return &s.Date }, func(r *corpus.Record) string { return r.Date.ISO() }},
	{"place", func(s *transcript.Sidecar) *string { return &s.Place }, func(r *corpus.Record) string { return r.Place }},
	{"source", func(s *transcript.Sidecar) *string { return &s.Source }, func(r *corpus.Record) string { return r.Source }},
	{"language", func(s *transcript.Sidecar) *string { return &s.Language }, func(r *corpus.Record) string { return r.Language }},
	{"rights", func(s *transcript.Sidecar) *string { return &s.Rights }, func(r *corpus.Record) string { return r.Rights }},
	{"recorder", func(s *transcript.Sidecar) *string { return &s.Recorder }, func(r *corpus.Record) string { return r.Recorder }},
	{"author", func(s *transcript.Sidecar) *string { return &s.Author }, func(r *corpus.Record) string { return r.Author }},
	{"translator", func(s *transcript.Sidecar) *string { return &s.Translator }, func(r *corpus.Record) string { return r.Translator }},
	{"archive", func(s *transcript.Sidecar) *string { return &s.Archive }, func(r *corpus.Record) string { return r.Archive }},
	{"url", func(s *transcript.Sidecar) *string { return &s.URL }, func(r *corpus.Record) string { return r.URL }},
	{"locator", func(s *transcript.Sidecar) *string { return &s.Locator }, nil},
	{"layout", func(s *transcript.Sidecar) *string { return &s.Layout }, nil},
	{"speaker", func(s *transcript.Sidecar) *string { return &s.Speaker }, nil},
}

// Settings returns the names of all that can be set.
func Settings() []string {
	var names []string
	for _, s := range settingOf {
		names = append(names, s.name)
	}
	return append(names, "participants")
}

// Value returns what a record says of a setting, whoever has said it.
func Value(r *corpus.Record, setting string) string {
	if setting == "participants" {
		return strings.Join(r.Participants, "\n")
	}
	for _, s := range settingOf {
		if s.name == setting && s.record != nil {
			return s.record(r)
		}
	}
	return ""
}

func (v Set) apply(s *transcript.Sidecar, before *Result) error {
	if v.Setting == "participants" {
		s.Participants = v.participants()
		return nil
	}
	i := slices.IndexFunc(settingOf, func(s setting) bool { return s.name == v.Setting })
	if i < 0 {
		return &Refusal{Why: NoSetting, Name: v.Setting}
	}
	value := clean(v.Value)
	if record := before.Record(); v.Setting == "locator" && value != "" && value != "line" && record != nil && len(record.Places) == 0 {
		return &Refusal{Why: NoPlaces}
	}
	*settingOf[i].said(s) = value
	return nil
}

func (v Set) participants() []string {
	var names []string
	for line := range strings.Lines(v.Value) {
		if name := clean(line); name != "" {
			names = with(names, name)
		}
	}
	return names
}

func (v Set) honoured(before, after *Result) (names func(change) bool, ok bool) {
	names = none
	if v.Setting == "layout" || v.Setting == "speaker" {
		names = func(change) bool { return true }
	}
	if clean(v.Value) == "" {
		return names, true
	}
	if v.Setting == "participants" {
		return names, slices.Equal(after.Record().Participants, v.participants())
	}
	if v.Setting == "speaker" {
		return names, speaks(after, clean(v.Value))
	}
	for _, s := range settingOf {
		if s.name != v.Setting || s.record == nil {
			continue
		}
		want := clean(v.Value)
		if v.Setting == "date" {
			d, err := corpus.ParseDate(want)
			return names, err == nil && d == after.Record().Date
		}
		return names, s.record(after.Record()) == want
	}
	return names, true
}
