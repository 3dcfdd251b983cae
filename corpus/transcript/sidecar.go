package transcript

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"rapporteur/corpus"
)

// A sidecar says of a transcript what its file cannot: it stands beside the
// file as <name>.toml. Everything in it is optional.
type Sidecar struct {
	Title        string        `toml:"title"`
	Short        string        `toml:"short"`
	Date         string        `toml:"date"`
	Place        string        `toml:"place"`
	Source       string        `toml:"source"`
	Language     string        `toml:"language"`
	Rights       string        `toml:"rights"`
	Recorder     string        `toml:"recorder"`
	Author       string        `toml:"author"`
	Translator   string        `toml:"translator"`
	Archive      string        `toml:"archive"`
	URL          string        `toml:"url"`
	Locator      string        `toml:"locator"`
	Layout       string        `toml:"layout"`
	Speaker      string        `toml:"speaker"`      // who says all of a text in which no speaker is named
	Participants []string      `toml:"participants"` // all who took part
	Proofread    bool          `toml:"proofread"`    // somebody has compared the reading with the file
	Nobody       []string      `toml:"nobody"`       // labels under which the recorder writes
	NoNames      []string      `toml:"no_names"`     // what looks like a label and is words
	Narration    []string      `toml:"narration"`    // lines of the file: "12", "14-20"
	Sensitive    []string      `toml:"sensitive"`    // references within the record: "31", "33-35", "n2"
	Speakers     []Declaration `toml:"speakers"`
	Lines        []Attribution `toml:"lines"`
}

// A Declaration says who somebody is.
type Declaration struct {
	Name    string   `toml:"name"`
	Aliases []string `toml:"aliases"` // other names, also in other records
	Labels  []string `toml:"labels"`  // what this file alone calls the speaker: a misprint, "Speaker 1"
	Role    string   `toml:"role"`
}

// declares reports whether d says who somebody is, and not only what the file
// calls the speaker.
func (d *Declaration) declares() bool {
	return len(d.Aliases) > 0 || d.Role != "" || len(d.Labels) == 0
}

// An Attribution says who speaks on given lines.
type Attribution struct {
	Lines     string `toml:"lines"`
	Words     string `toml:"words"`     // of the words on the lines only these, "" for all
	From      string `toml:"from"`      // of the turn that has these words on the first line, what stands from them on; "" for all
	Speaker   string `toml:"speaker"`   // whose they are
	Narration bool   `toml:"narration"` // they are nobody's but the recorder's
	Restore   bool   `toml:"restore"`   // the reader left them out: as a running head, as metadata
}

// inPart reports whether a claims a part of what stands on its lines.
func (a *Attribution) inPart() bool { return a.Words != "" || a.From != "" }

// SidecarName returns the name of the sidecar of a transcript: the file's with
// .toml in place of its extension.
func SidecarName(file string) string {
	return strings.TrimSuffix(file, path.Ext(file)) + ".toml"
}

// SidecarNames returns the names that a sidecar is looked for under: where two
// transcripts differ by their extension alone, it can keep that.
func SidecarNames(file string) []string {
	return []string{file + ".toml", SidecarName(file)}
}

// ParseSidecar reads a sidecar; nil data is an empty one.
func ParseSidecar(data []byte) (*Sidecar, error) {
	s := new(Sidecar)
	if err := checkSidecar(data); err != nil {
		return nil, err
	}
	meta, err := toml.NewDecoder(bytes.NewReader(data)).Decode(s)
	if err != nil {
		var syntax toml.ParseError
		if errors.As(err, &syntax) {
			return nil, fmt.Errorf("sidecar: line %d: %s", syntax.Position.Line, syntax.Message)
		}
		if wrong := misplacedValue(data); wrong != nil {
			return nil, wrong
		}
		return nil, fmt.Errorf("sidecar: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("sidecar: it sets %q, which means nothing here", unknown[0].String())
	}
	for _, check := range []func() error{s.checkValues, s.checkRanges, s.checkLines} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// checkValues refuses a date, a layout or a speaker that is none.
func (s *Sidecar) checkValues() error {
	if s.Date != "" {
		if _, err := corpus.ParseDate(s.Date); err != nil {
			return fmt.Errorf("sidecar: %w", err)
		}
	}
	if s.Layout != "" && !slices.Contains(Layouts(), s.Layout) {
		return fmt.Errorf("sidecar: there is no layout %q; there are %s", s.Layout, strings.Join(Layouts(), ", "))
	}
	for _, d := range s.Speakers {
		if d.Name == "" {
			return errors.New("sidecar: a speaker has no name")
		}
	}
	return nil
}

// checkRanges refuses lines that are no numbers.
func (s *Sidecar) checkRanges() error {
	for _, n := range s.Narration {
		if _, err := parseLines(n); err != nil {
			return err
		}
	}
	for _, a := range s.Lines {
		if _, err := parseLines(a.Lines); err != nil {
			return err
		}
	}
	return nil
}

// checkLines refuses lines of which two things are said, or nothing.
func (s *Sidecar) checkLines() error {
	for _, a := range s.Lines {
		if a.Speaker == "" && !a.Narration {
			return fmt.Errorf("sidecar: lines %q are given to no speaker", a.Lines)
		}
		if a.Speaker != "" && a.Narration {
			return fmt.Errorf("sidecar: lines %q are narration and given to %q", a.Lines, a.Speaker)
		}
		if a.inPart() && a.Restore {
			return fmt.Errorf("sidecar: lines %q are restored as a whole, without words or from", a.Lines)
		}
		if a.Words != "" && a.From != "" {
			return fmt.Errorf("sidecar: lines %q have words and from, and only one of them can be", a.Lines)
		}
	}
	return nil
}

// MaxSidecar is the largest sidecar that is read, in bytes.
const MaxSidecar = 64 << 10

// maxNesting is how deep the values and keys of a sidecar can be nested. The
// decoder takes time by the square of that.
const maxNesting = 32

// checkSidecar refuses data that the decoder would take too long for.
func checkSidecar(data []byte) error {
	if len(data) > MaxSidecar {
		return fmt.Errorf("sidecar: %w", tooLarge(int64(len(data)), MaxSidecar))
	}
	depth, number := 0, 0
	for line := range bytes.Lines(data) {
		number++
		if line = bytes.TrimSpace(line); len(line) == 0 || line[0] == '#' {
			continue
		}
		key, _, _ := bytes.Cut(line, []byte("="))
		if key = bytes.TrimSpace(key); !bytes.ContainsAny(key, " \t") && bytes.Count(key, []byte(".")) > maxNesting {
			return fmt.Errorf("sidecar: line %d: its key has more than %d parts", number, maxNesting)
		}
		for _, c := range line {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
			if depth > maxNesting {
				return fmt.Errorf("sidecar: line %d: values are nested more than %d deep", number, maxNesting)
			}
		}
	}
	return nil
}

// A lineRange is a range of lines of a file, from 1, both ends included.
type lineRange struct{ first, last uint32 }

func parseLines(s string) (lineRange, error) {
	a, b, isRange := strings.Cut(s, "-")
	first, err := strconv.ParseUint(strings.TrimSpace(a), 10, 31)
	last := first
	if err == nil && isRange {
		last, err = strconv.ParseUint(strings.TrimSpace(b), 10, 31)
	}
	if err != nil || first == 0 || last < first {
		return lineRange{}, fmt.Errorf("sidecar: %q are not lines such as 12 or 14-20", s)
	}
	return lineRange{uint32(first), uint32(last)}, nil
}

// ParseLines returns the first and the last of lines that a sidecar names: "12",
// "14-20".
func ParseLines(s string) (first, last int, err error) {
	lines, err := parseLines(s)
	return int(lines.first), int(lines.last), err
}

// declared returns the names by which the sidecar knows a speaker, each with
// the one to use.
func (s *Sidecar) declared() map[string]string {
	names := make(map[string]string)
	for _, d := range s.Speakers {
		names[d.Name] = d.Name
		for _, a := range d.Aliases {
			names[a] = d.Name
		}
		for _, l := range d.Labels {
			names[l] = d.Name
		}
	}
	return names
}

// describe sets what the sidecar says of the record as a whole and of its
// speakers.
func (s *Sidecar) describe(r *corpus.Record) {
	for _, set := range []struct {
		field *string
		value string
	}{
		{&r.Title, s.Title}, {&r.Short, s.Short}, {&r.Place, s.Place}, {&r.Source, s.Source}, {&r.Language, s.Language},
		{&r.Rights, s.Rights}, {&r.Recorder, s.Recorder}, {&r.Locator, s.Locator},
		{&r.Author, s.Author}, {&r.Translator, s.Translator}, {&r.Archive, s.Archive}, {&r.URL, s.URL},
	} {
		if set.value != "" {
			*set.field = set.value
		}
	}
	if len(s.Participants) > 0 {
		r.Participants = s.Participants
	}
	if r.Locator == "line" {
		r.Locator, r.Places = "", nil // lines are what a record without places is cited by
		for i := range r.Turns {
			for k := range r.Turns[i].Marks {
				r.Turns[i].Marks[k].Place = 0
			}
		}
	}
	if s.Date != "" {
		r.Date, _ = corpus.ParseDate(s.Date) // ParseSidecar has tried it
	}
	for _, d := range s.Speakers {
		for i := range r.Speakers {
			speaker := &r.Speakers[i]
			if speaker.Name != d.Name {
				continue
			}
			speaker.Declared = speaker.Declared || d.declares()
			if d.Role != "" {
				speaker.Role = d.Role
			}
			speaker.Aliases = slices.DeleteFunc(speaker.Aliases, func(a string) bool {
				return slices.Contains(d.Labels, a) // which is said of this file alone
			})
			for _, a := range d.Aliases {
				if a != speaker.Name && !slices.Contains(speaker.Aliases, a) {
					speaker.Aliases = append(speaker.Aliases, a)
				}
			}
		}
	}
}

// hide marks the turns that the sidecar calls sensitive.
func (s *Sidecar) hide(r *corpus.Record) error {
	for _, text := range s.Sensitive {
		ref, err := corpus.ParseReference(text)
		if err != nil {
			return fmt.Errorf("sidecar: sensitive: %w", err)
		}
		found := 0
		for i := range r.Turns {
			t := &r.Turns[i]
			if (ref.Record == "" || ref.Record == r.ID) && t.Kind == ref.Kind && ref.First <= int(t.Number) && int(t.Number) <= ref.Last {
				t.Sensitive = true
				found++
			}
		}
		if found == 0 {
			return fmt.Errorf("sidecar: sensitive: the record has no %s", text)
		}
	}
	return nil
}
