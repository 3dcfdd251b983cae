package drawing

import (
	"cmp"
	"html"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Markdown returns a text in Discord's markdown as HTML.
func (r Reply) Markdown(text string) template.HTML {
	var b strings.Builder
	quoted, listed := false, false
	shut := func(open *bool, tag string) {
		if *open {
			b.WriteString("</" + tag + ">")
			*open = false
		}
	}
	fenced := false
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
			b.WriteString(map[bool]string{true: "<pre>", false: "</pre>"}[fenced])
			continue
		}
		if fenced {
			b.WriteString(html.EscapeString(line) + "\n")
			continue
		}
		body, isQuote := cutQuote(line)
		if !isQuote {
			shut(&quoted, "blockquote")
		} else if !quoted {
			b.WriteString("<blockquote>")
			quoted = true
		}
		item, isItem := strings.CutPrefix(body, "- ")
		if !isItem || isQuote {
			shut(&listed, "ul")
		} else if !listed {
			b.WriteString("<ul>")
			listed = true
		}
		switch {
		case isItem && !isQuote:
			b.WriteString("<li>" + r.inline(item) + "</li>")
		default:
			b.WriteString(r.block(body))
		}
	}
	shut(&listed, "ul")
	shut(&quoted, "blockquote")
	return template.HTML(b.String()) // every piece of it is escaped
}

func cutQuote(line string) (string, bool) {
	if line == ">" {
		return "", true
	}
	return strings.CutPrefix(line, "> ")
}

// blocks are the marks at the start of a line, with the tags that they are.
var blocks = []struct{ mark, tag string }{
	{"-# ", "small"}, {"### ", "h3"}, {"## ", "h2"}, {"# ", "h1"},
}

func (r Reply) block(line string) string {
	for _, k := range blocks {
		if body, ok := strings.CutPrefix(line, k.mark); ok {
			return "<" + k.tag + ">" + r.inline(body) + "</" + k.tag + ">"
		}
	}
	if strings.TrimSpace(line) == "" {
		return "<p>&nbsp;</p>"
	}
	return "<p>" + r.inline(line) + "</p>"
}

// delimiters stand around a styled text, the longer before those that they
// begin with.
var delimiters = []struct{ mark, open, shut string }{
	{"**", "<b>", "</b>"}, {"__", "<u>", "</u>"}, {"~~", "<s>", "</s>"},
	{"||", `<span class="spoiler" tabindex="0">`, "</span>"}, {"*", "<i>", "</i>"}, {"_", "<i>", "</i>"},
}

var (
	code     = regexp.MustCompile("^`([^`]+)`")
	mentions = regexp.MustCompile(`^<(?:#|@&?!?)\d+>|^</([^:>]+):\d+>|^@(?:everyone|here)`)
	instants = regexp.MustCompile(`^<t:(-?\d{1,12})(?::([a-zA-Z]))?>`)
	links    = regexp.MustCompile(`^\[([^\]]+)\]\((https?://[^)\s]+)\)`)
)

// inline returns one line as HTML.
func (r Reply) inline(s string) string {
	var b strings.Builder
	last := ' ' // the rune before s
scan:
	for s != "" {
		if len(s) > 1 && s[0] == '\\' && '!' <= s[1] && s[1] <= '~' && !isWord(rune(s[1])) {
			b.WriteString(html.EscapeString(s[1:2]))
			last, s = rune(s[1]), s[2:]
			continue
		}
		if shown, n := r.tag(s); n > 0 {
			b.WriteString(shown)
			last, s = ' ', s[n:]
			continue
		}
		for _, d := range delimiters {
			if body, rest, ok := between(s, d.mark, last); ok {
				b.WriteString(d.open + r.inline(body) + d.shut)
				last, s = rune(d.mark[0]), rest
				continue scan
			}
		}
		letter, n := utf8.DecodeRuneInString(s)
		b.WriteString(html.EscapeString(s[:n]))
		last, s = letter, s[n:]
	}
	return b.String()
}

// tag returns what stands at the start of s, and how long it is: code, a
// mention, an instant or a link. n is 0 for none.
func (r Reply) tag(s string) (shown string, n int) {
	if m := code.FindStringSubmatch(s); m != nil {
		return "<code>" + html.EscapeString(m[1]) + "</code>", len(m[0])
	}
	if m := links.FindStringSubmatch(s); m != nil {
		return `<a href="` + html.EscapeString(m[2]) + `" target="_blank" rel="noreferrer">` + html.EscapeString(m[1]) + "</a>", len(m[0])
	}
	if m := instants.FindStringSubmatch(s); m != nil {
		return r.instant(m[1], m[2]), len(m[0])
	}
	if m := mentions.FindStringSubmatch(s); m != nil {
		return `<span class="mention">` + html.EscapeString(r.mention(m[0], m[1])) + "</span>", len(m[0])
	}
	return "", 0
}

// mention returns what is shown for a mention, which may be of a command.
func (r Reply) mention(mention, command string) string {
	if command != "" {
		return "/" + command
	}
	if r.Name != nil {
		if name := r.Name(mention); name != "" {
			return name
		}
	}
	return strings.Trim(mention, "<>")
}

// instantStyles are Discord's, but for R, which is how long ago it is.
var instantStyles = map[string]string{
	"t": "15:04", "T": "15:04:05", "d": "02/01/2006", "D": "January 2, 2006", "f": "January 2, 2006 15:04", "F": "Monday, January 2, 2006 15:04",
}

// instant returns an instant as HTML. How long ago it is, only a page that lives
// can say: a script there finds the mark for it.
func (r Reply) instant(seconds, style string) string {
	n, _ := strconv.ParseInt(seconds, 10, 64)
	zone := r.Zone
	if zone == nil {
		zone = time.UTC
	}
	shown := html.EscapeString(time.Unix(n, 0).In(zone).Format(cmp.Or(instantStyles[style], instantStyles["f"]) + " MST"))
	if r.Live && style == "R" {
		return `<time class="instant" data-since="` + seconds + `">` + shown + "</time>"
	}
	return `<span class="instant">` + shown + "</span>"
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// between cuts a text between two marks off the front of s.
func between(s, mark string, before rune) (body, rest string, ok bool) {
	if !strings.HasPrefix(s, mark) || mark == "_" && isWord(before) {
		return "", s, false
	}
	inner := s[len(mark):]
	for i := 1; i < len(inner); i++ {
		if inner[i] == '\\' {
			i++
			continue
		}
		if inner[i-1] == '\\' || !strings.HasPrefix(inner[i:], mark) {
			continue
		}
		after, _ := utf8.DecodeRuneInString(inner[i+len(mark):])
		if mark == "_" && isWord(after) || len(mark) == 1 && strings.HasPrefix(inner[i+1:], mark) {
			i += len(mark) - 1
			continue
		}
		return inner[:i], inner[i+len(mark):], true
	}
	return "", s, false
}
