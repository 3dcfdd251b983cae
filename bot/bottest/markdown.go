// Package bottest reads Discord's markdown as Discord shows it, for tests of
// what is written in it. It knows nothing of the package it tests.
package bottest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Glyph is a character as Discord shows it.
type Glyph struct {
	R                     rune
	Bold, Italic, Spoiled bool
}

// Shown is a small model of Discord's markdown. It returns what is Shown of
// one line, and the first construct found in it that no quotation may have.
func Shown(line string) (glyphs []Glyph, construct string) {
	m := markdownModel{}
	if c := lineConstruct.FindString(line); c != "" {
		return nil, "at the line's start: " + c
	}
	m.inline(line, Glyph{})
	return m.glyphs, m.construct
}

var (
	lineConstruct = regexp.MustCompile(`^\s*(?:[-*+] |\d+[.)] |#{1,3} |-# |>)`)
	inlineRules   = regexp.MustCompile("^(?:https?://\\S|:[\\pL\\pN_+-]+:|<|\\[|@|`|~~|__|\\*)")
)

type markdownModel struct {
	glyphs    []Glyph
	construct string
}

func (m *markdownModel) inline(s string, style Glyph) {
	for i := 0; i < len(s); {
		rest := s[i:]
		if len(rest) > 1 && rest[0] == '\\' {
			r, n := utf8.DecodeRuneInString(rest[1:])
			if !unicode.IsSpace(r) && !(r < utf8.RuneSelf && isASCIIWord(byte(r)) && r != '_') {
				m.put(r, style)
				i += 1 + n
				continue
			}
		}
		if strings.HasPrefix(rest, "**") {
			if n := closing(rest, "**", func(after string) bool { return !strings.HasPrefix(after, "*") }); n > 0 {
				inner := style
				inner.Bold = true
				m.inline(rest[2:n], inner)
				i += n + 2
				continue
			}
		}
		if rest[0] == '_' && !strings.HasPrefix(rest, "__") {
			if n := closing(rest, "_", func(after string) bool { return after == "" || !isASCIIWord(after[0]) }); n > 0 {
				inner := style
				inner.Italic = true
				m.inline(rest[1:n], inner)
				i += n + 1
				continue
			}
		}
		if strings.HasPrefix(rest, "||") {
			// Bars are looked for without regard to backslashes.
			if n := strings.Index(rest[3:], "||"); n >= 0 {
				inner := style
				inner.Spoiled = true
				m.inline(rest[2:3+n], inner)
				i += 5 + n
				continue
			}
		}
		if c := inlineRules.FindString(rest); c != "" && m.construct == "" {
			m.construct = c + " in " + rest
		}
		r, n := utf8.DecodeRuneInString(rest)
		m.put(r, style)
		i += n
	}
}

func (m *markdownModel) put(r rune, style Glyph) {
	style.R = r
	m.glyphs = append(m.glyphs, style)
}

// closing returns where the mark that s begins with is closed, 0 if nowhere.
func closing(s, mark string, ends func(after string) bool) int {
	for i := len(mark); i < len(s); {
		if s[i] == '\\' {
			i += 2
			continue
		}
		if i > len(mark) && strings.HasPrefix(s[i:], mark) && ends(s[i+len(mark):]) {
			return i
		}
		i++
	}
	return 0
}

func isASCIIWord(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c == '_'
}
