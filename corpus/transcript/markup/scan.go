package markup

import (
	"io"
	"strings"

	"golang.org/x/net/html"
)

// An attribute is one that some vocabulary reads, its name in lower case and
// without a prefix.
type attribute struct{ name, value string }

// A sink takes what stands in a file, in its order. Names of elements are in
// lower case and without a prefix; line is that of the file, from 1.
type sink interface {
	open(name string, attributes []attribute, line int)
	shut(name string, line int)
	// words takes what stands on one line between two tags, entities resolved,
	// without white space at its ends; before and after say whether some stood
	// there.
	words(text string, before, after bool, line int)
}

// scan reads marked up text as browsers do: nothing is an error. Archives hold
// much that a strict reader of XML refuses, such as a tag that is misspelt
// where it is closed, an "&" or a "<" in the text, attributes without quotation
// marks. References to entities that the file declares itself stay as they are
// written: nothing is fetched and nothing expands.
func scan(text string, to sink) error {
	z := html.NewTokenizer(strings.NewReader(text))
	z.AllowCDATA(true)
	line := 1
	var attributes []attribute
	for {
		kind := z.Next()
		raw := z.Raw()
		lines := strings.Count(string(raw), "\n")
		switch kind {
		case html.ErrorToken:
			if err := z.Err(); err != io.EOF {
				return err
			}
			return nil
		case html.TextToken:
			scanWords(string(raw), line, to)
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, more := z.TagName()
			name := local(tag)
			if !unread[name] {
				z.NextIsNotRawText() // in XML a title may hold elements
			}
			attributes = attributes[:0]
			for more && len(attributes) < maxAttributes {
				var key, value []byte
				key, value, more = z.TagAttr()
				if key := local(key); readAttributes[key] {
					attributes = append(attributes, attribute{key, string(value)})
				}
			}
			to.open(name, attributes, line)
			if kind == html.SelfClosingTagToken {
				to.shut(name, line)
			}
		case html.EndTagToken:
			tag, _ := z.TagName()
			to.shut(local(tag), line)
		case html.DoctypeToken:
			// What is declared within a document type is not its text, and the
			// tokenizer ends it at the first ">".
			if strings.Contains(string(raw), "[") && !strings.Contains(string(raw), "]") {
				lines += skipDeclarations(z)
			}
		}
		line += lines
	}
}

// skipDeclarations reads up to the end of a document type's declarations and
// returns how many lines that took.
func skipDeclarations(z *html.Tokenizer) int {
	lines := 0
	for range maxDeclarations {
		if z.Next() == html.ErrorToken {
			break
		}
		raw := string(z.Raw())
		lines += strings.Count(raw, "\n")
		if strings.Contains(raw, "]>") || strings.HasPrefix(strings.TrimSpace(raw), "]") {
			break
		}
	}
	return lines
}

const (
	// maxAttributes is how many attributes of one element are looked at.
	maxAttributes = 64
	// maxDeclarations is how many pieces the declarations of a document type
	// have at most.
	maxDeclarations = 1 << 16
)

// local returns a name without its prefix: "akn:speech" is "speech".
func local(name []byte) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == ':' {
			return string(name[i+1:])
		}
	}
	return string(name)
}

const (
	cdataOpen = "<![CDATA["
	cdataShut = "]]>"
	space     = " \t\r\n\f"
)

// scanWords hands over what stands between two tags, line by line.
func scanWords(raw string, line int, to sink) {
	cdata := strings.HasPrefix(raw, cdataOpen)
	if cdata {
		raw = strings.TrimSuffix(raw[len(cdataOpen):], cdataShut)
	}
	before := false
	for more := true; more; line++ {
		var piece string
		piece, raw, more = strings.Cut(raw, "\n")
		text := strings.Trim(piece, space)
		if text == "" {
			before = before || more || piece != ""
			if !more && before {
				to.words("", before, true, line)
			}
			continue
		}
		before = before || strings.IndexByte(space, piece[0]) >= 0
		after := more || strings.IndexByte(space, piece[len(piece)-1]) >= 0
		if !cdata && strings.IndexByte(text, '&') >= 0 {
			text = html.UnescapeString(text)
		}
		to.words(text, before, after, line)
		before = more
	}
}
