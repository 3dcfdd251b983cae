package config

import (
	"fmt"
	"io"
	"log/slog"
)

// A Secret is a text that is not printed, logged or marshalled by accident:
// only Reveal returns it. The zero Secret is empty.
type Secret struct {
	// A pointer, since package fmt prints the unexported fields of a struct
	// that is itself in an unexported field without calling any method, and
	// of a pointer it then prints only the address.
	text *string
}

const redacted = "[redacted]"

// NewSecret makes a secret of text.
func NewSecret(text string) Secret { return Secret{&text} }

// Reveal returns the text itself.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.Reveal() == "" }

// String returns "[redacted]", or "" if there is no secret.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return redacted
}

// Format prints what String returns, whatever the verb.
func (s Secret) Format(f fmt.State, verb rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue logs what String returns.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText marshals what String returns.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
