package transcript

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// A setting is a key of a sidecar with its value as TOML has it, "" if it is not
// set.
type setting struct{ key, value string }

func (s *Sidecar) settings() []setting {
	return []setting{
		{"title", quoted(s.Title)}, {"short", quoted(s.Short)}, {"date", quoted(s.Date)}, {"place", quoted(s.Place)},
		{"source", quoted(s.Source)}, {"language", quoted(s.Language)}, {"rights", quoted(s.Rights)},
		{"recorder", quoted(s.Recorder)}, {"author", quoted(s.Author)}, {"translator", quoted(s.Translator)},
		{"archive", quoted(s.Archive)}, {"url", quoted(s.URL)}, {"locator", quoted(s.Locator)}, {"layout", quoted(s.Layout)},
		{"speaker", quoted(s.Speaker)}, {"participants", list(s.Participants)}, {"proofread", boolean(s.Proofread)}, {"nobody", list(s.Nobody)},
		{"no_names", list(s.NoNames)}, {"narration", list(s.Narration)}, {"sensitive", list(s.Sensitive)},
	}
}

func (d *Declaration) settings() []setting {
	return []setting{{"name", quoted(d.Name)}, {"aliases", list(d.Aliases)}, {"labels", list(d.Labels)}, {"role", quoted(d.Role)}}
}

func (a *Attribution) settings() []setting {
	return []setting{{"lines", quoted(a.Lines)}, {"words", quoted(a.Words)}, {"from", quoted(a.From)}, {"speaker", quoted(a.Speaker)}, {"narration", boolean(a.Narration)}, {"restore", boolean(a.Restore)}}
}

func boolean(value bool) string {
	if value {
		return "true"
	}
	return ""
}

func quoted(value string) string {
	if value == "" {
		return ""
	}
	return tomlString(value)
}

// list returns an array of TOML; a long one has a line for each value.
func list(values []string) string {
	const wide = 100 // columns
	if len(values) == 0 {
		return ""
	}
	var items []string
	for _, v := range values {
		items = append(items, tomlString(v))
	}
	if line := "[" + strings.Join(items, ", ") + "]"; len(line) <= wide {
		return line
	}
	return "[\n\t" + strings.Join(items, ",\n\t") + ",\n]"
}

// ErrSidecar is wrapped by the error of Amend if a sidecar cannot say what it
// should: it is too large, or has something that ParseSidecar refuses.
var ErrSidecar = errors.New("a sidecar cannot say it")

// Amend returns the sidecar old, as it stands in a file, changed to say what s
// says: parsed, it gives s. What it said already stays as it was written, with
// its comments; nil is a new one.
func (s *Sidecar) Amend(old []byte) ([]byte, error) {
	was, err := ParseSidecar(old)
	if err != nil {
		return nil, err
	}
	if same(was, s) {
		return old, nil
	}
	doc, ok := cutTOML(string(old))
	if ok {
		out := []byte(doc.amended(was, s))
		if now, err := ParseSidecar(out); err == nil && same(now, s) {
			return out, nil
		}
	}
	// It is written in a way of TOML that amending does not know: all comments are
	// kept, before what it says.
	out := []byte(comments(string(old)) + s.String())
	now, err := ParseSidecar(out)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSidecar, err)
	}
	if !same(now, s) {
		return nil, fmt.Errorf("%w: it has a character that TOML does not take", ErrSidecar)
	}
	return out, nil
}

// same reports whether two sidecars say the same.
func same(a, b *Sidecar) bool {
	return slices.Equal(a.settings(), b.settings()) &&
		slices.EqualFunc(a.Speakers, b.Speakers, func(x, y Declaration) bool { return slices.Equal(x.settings(), y.settings()) }) &&
		reflect.DeepEqual(append([]Attribution{}, a.Lines...), append([]Attribution{}, b.Lines...))
}

// String returns a sidecar that says what s says.
func (s *Sidecar) String() string {
	var b strings.Builder
	writeSettings(&b, s.settings())
	for i := range s.Speakers {
		b.WriteString(table("speakers", s.Speakers[i].settings(), b.Len() > 0))
	}
	for i := range s.Lines {
		b.WriteString(table("lines", s.Lines[i].settings(), b.Len() > 0))
	}
	return b.String()
}

func writeSettings(b *strings.Builder, settings []setting) {
	for _, set := range settings {
		if set.value != "" {
			fmt.Fprintf(b, "%s = %s\n", set.key, set.value)
		}
	}
}

// table returns a table of an array, after a blank line if something stands
// before it.
func table(name string, settings []setting, apart bool) string {
	var b strings.Builder
	if apart {
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "[[%s]]\n", name)
	writeSettings(&b, settings)
	return b.String()
}

// comments returns the lines of text that are comments alone.
func comments(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			b.WriteString(strings.TrimRight(line, "\r\n") + "\n")
		}
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}
