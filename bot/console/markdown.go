package console

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Markdown lays out a text in Discord's markdown. Every line ends with a line
// feed.
func (p Page) Markdown(text string) string {
	var w strings.Builder
	quoted, fenced := false, false
	for line := range strings.Lines(clean(text)) {
		line = strings.TrimRight(line, "\n")
		if rest, ok := strings.CutPrefix(line, ">>> "); ok && !quoted {
			quoted, line = true, rest
		}
		first, rest := "", ""
		if body, ok := cutQuote(line); ok || quoted {
			first, rest, line = "│ ", "│ ", body
		}
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
			continue
		}
		if fenced {
			p.set(&w, first, rest, []run{{line, 0}})
			continue
		}
		var base style
		if mark, body, ok := cutMark(line); ok {
			line, base = body, mark.style
			first, rest = first+mark.first, rest+mark.rest
		}
		p.set(&w, first, rest, p.signed(inline(line, base)))
	}
	return w.String()
}

func cutQuote(line string) (string, bool) {
	if line == ">" {
		return "", true
	}
	return strings.CutPrefix(line, "> ")
}

// A mark begins a line and says what the line is.
type mark struct {
	text, first, rest string
	style             style
}

var marks = []mark{
	{text: "-# ", style: dim},
	{text: "### ", style: bold},
	{text: "## ", style: bold},
	{text: "# ", style: bold},
	{text: "- ", first: "• ", rest: "  "},
	{text: "* ", first: "• ", rest: "  "},
	{text: "  - ", first: "  • ", rest: "    "},
}

func cutMark(line string) (mark, string, bool) {
	for _, m := range marks {
		if body, ok := strings.CutPrefix(line, m.text); ok {
			return m, body, true
		}
	}
	return mark{}, line, false
}

// delimiters stand around a styled text, the longer before those that they
// begin with.
var delimiters = []struct {
	text  string
	style style
}{{"**", bold}, {"__", underlined}, {"~~", struck}, {"||", dim}, {"*", italic}, {"_", italic}}

// inline returns the runs of one line, in the styles that its marks give on
// top of base.
func inline(s string, base style) []run {
	var runs []run
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			runs = append(runs, run{plain.String(), base})
			plain.Reset()
		}
	}
	last := ' ' // the rune before s
scan:
	for s != "" {
		if len(s) > 1 && s[0] == '\\' && isPunctuation(s[1]) {
			plain.WriteByte(s[1])
			last, s = rune(s[1]), s[2:]
			continue
		}
		if code, rest, ok := cutCode(s); ok {
			plain.WriteString(code)
			last, s = '`', rest
			continue
		}
		if shown, rest, ok := cutTag(s); ok {
			plain.WriteString(shown)
			last, s = '>', rest
			continue
		}
		for _, d := range delimiters {
			body, rest, ok := cutStyled(s, d.text, last)
			if !ok {
				continue
			}
			flush()
			if d.text == "||" {
				body = "(hidden on Discord: " + body + ")"
			}
			runs = append(runs, inline(body, base|d.style)...)
			last, s = rune(d.text[0]), rest
			continue scan
		}
		r, n := utf8.DecodeRuneInString(s)
		plain.WriteRune(r)
		last, s = r, s[n:]
	}
	flush()
	return runs
}

// signs stand around what is struck out or underlined where styles are not
// shown: what a quotation leaves out and what it adds would read as one text.
var signs = []struct {
	style       style
	open, close string
}{{struck, "[-", "-]"}, {underlined, "{+", "+}"}}

// signed returns the runs with the signs that the page needs.
func (p Page) signed(runs []run) []run {
	if p.Color {
		return runs
	}
	for i := range runs {
		for _, s := range signs {
			if runs[i].style&s.style != 0 {
				runs[i].text = s.open + runs[i].text + s.close
			}
		}
	}
	return runs
}

func isPunctuation(b byte) bool {
	return '!' <= b && b <= '~' && !isWord(rune(b))
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// cutCode cuts `code` off the front of s.
func cutCode(s string) (code, rest string, ok bool) {
	ticks := len(s) - len(strings.TrimLeft(s, "`"))
	if ticks == 0 {
		return "", s, false
	}
	code, rest, ok = strings.Cut(s[ticks:], s[:ticks])
	return strings.Trim(code, " "), rest, ok
}

// cutStyled cuts a text between two delimiters off the front of s. A star
// before a space and an underscore within a word delimit nothing.
func cutStyled(s, delimiter string, before rune) (body, rest string, ok bool) {
	if !strings.HasPrefix(s, delimiter) || delimiter == "_" && isWord(before) {
		return "", s, false
	}
	s = s[len(delimiter):]
	if delimiter == "*" && strings.HasPrefix(s, " ") {
		return "", s, false
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case !strings.HasPrefix(s[i:], delimiter) || i == 0:
		case len(delimiter) == 1 && strings.HasPrefix(s[i+1:], delimiter):
			i++ // a double delimiter is another one
		default:
			end := i + len(delimiter)
			for end < len(s) && s[end] == delimiter[0] { // "***both***"
				i, end = i+1, end+1
			}
			if next, _ := utf8.DecodeRuneInString(s[end:]); delimiter == "_" && isWord(next) {
				continue
			}
			return s[:i], s[end:], true
		}
	}
	return "", s, false
}

var tags = regexp.MustCompile(`^(?:<t:(-?\d{1,12})(?::[a-zA-Z])?>|<(/[^:>]+):\d+>|\[([^\]]+)\]\((https?://[^)\s]+)\))`)

// cutTag cuts a time, the mention of a command or a link off the front of s.
func cutTag(s string) (shown, rest string, ok bool) {
	m := tags.FindStringSubmatch(s)
	if m == nil {
		return "", s, false
	}
	rest = s[len(m[0]):]
	switch {
	case m[1] != "":
		seconds, _ := strconv.ParseInt(m[1], 10, 64)
		return time.Unix(seconds, 0).Format("2006-01-02 15:04 MST"), rest, true
	case m[2] != "":
		return m[2], rest, true
	}
	return m[3] + " (" + m[4] + ")", rest, true
}
