package bot

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestFileName holds what is left of hostile names.
func TestFileName(t *testing.T) {
	for given, want := range map[string]string{
		"Debate of class 9b.docx":        "Debate of class 9b.docx",
		"Протокол № 3.txt":               "Протокол № 3.txt",
		"../../etc/passwd":               "passwd",
		`..\..\windows\system.ini`:       "system.ini",
		"/":                              "",
		"..":                             "",
		".toml":                          "toml",
		"evil\u202Etxt.exe":              "eviltxt.exe",
		"a\x00b\x1b[31m\n.txt":           "ab[31m.txt",
		"\u200Bzero\u200Dwidth\uFEFF.md": "zerowidth.md",
		"😀😀.txt":                         "",
		"<b>:|?*.html":                   "b.html",
		"no extension":                   "no extension",
		"":                               "",
		"a.very-long-extension-indeed":   "a.very-long-extension-indeed",
	} {
		if got := FileName(given); got != want {
			t.Errorf("FileName(%q) = %q, want %q", given, got, want)
		}
	}
	if got := FileName(strings.Repeat("длинное ", 500) + ".docx"); Units(got) > mostFileName || !strings.HasSuffix(got, ".docx") {
		t.Errorf("a long name is left with %d characters: %s", Units(got), got)
	}
}

func FuzzFileName(f *testing.F) {
	f.Add("../a\u202Eb.txt")
	f.Fuzz(func(t *testing.T, given string) {
		name := FileName(given)
		if !utf8.ValidString(name) || Units(name) > mostFileName || strings.ContainsAny(name, "/\\\x00\n\r\t") || strings.HasPrefix(name, ".") ||
			strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
			t.Errorf("FileName(%q) = %q", given, name)
		}
		if FileName(name) != name {
			t.Errorf("%q becomes %q when cleaned again", name, FileName(name))
		}
	})
}
