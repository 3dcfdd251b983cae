package office

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rapporteur/corpus/transcript/page"
)

// flattenHTML reads a web page, as word processors and browsers save it.
func flattenHTML(f *page.File) (*page.Text, error) {
	if f.Text == nil || !isHTML(f.Text.String) {
		return nil, nil
	}
	w := &writer{}
	if err := readHTML(w, f.Text.String, true); err != nil {
		return nil, err
	}
	text := w.text()
	if !page.HasLetter(text.Body()) {
		return nil, ErrEmpty
	}
	return text, nil
}

// isHTML reports whether text begins as a web page does.
func isHTML(text string) bool {
	head := strings.ToLower(strings.TrimLeft(text[:min(len(text), 2048)], " \t\n\ufeff"))
	for strings.HasPrefix(head, "<?") || strings.HasPrefix(head, "<!--") {
		_, after, ok := strings.Cut(head, ">")
		if !ok {
			return false
		}
		head = strings.TrimLeft(after, " \t\n")
	}
	for _, start := range []string{"<!doctype html", "<html", "<head", "<body", "<meta ", "<div", "<p>", "<pre", "<table"} {
		if strings.HasPrefix(head, start) {
			return true
		}
	}
	return false
}

// What elements of HTML are for. Those that are not here stand within lines.
type htmlKind uint8

const (
	inLine    htmlKind = iota
	unread             // programs, styles, what is not shown
	blockText          // ends a paragraph before and after it
	heading
	bold
	deleted
	tableOf
	tableRow
	tableCell
	rawText
	lineBreak
)

var htmlKinds = map[atom.Atom]htmlKind{
	atom.Script: unread, atom.Style: unread, atom.Template: unread, atom.Noscript: unread, atom.Svg: unread, atom.Math: inLine,
	atom.Iframe: unread, atom.Object: unread, atom.Select: unread, atom.Textarea: unread, atom.Button: unread, atom.Nav: unread,
	atom.Title: unread, atom.Audio: unread, atom.Video: unread, atom.Canvas: unread, atom.Map: unread, atom.Rt: unread, atom.Rp: unread,
	atom.Del: deleted, atom.S: deleted, atom.Strike: deleted,
	atom.P: blockText, atom.Div: blockText, atom.Li: blockText, atom.Ul: blockText, atom.Ol: blockText, atom.Dl: blockText,
	atom.Dt: blockText, atom.Dd: blockText, atom.Blockquote: blockText, atom.Section: blockText, atom.Article: blockText,
	atom.Main: blockText, atom.Header: blockText, atom.Footer: blockText, atom.Aside: blockText, atom.Center: blockText,
	atom.Figure: blockText, atom.Figcaption: blockText, atom.Form: blockText, atom.Address: blockText, atom.Details: blockText,
	atom.Summary: blockText, atom.Hr: blockText, atom.Body: blockText, atom.Html: blockText, atom.Caption: blockText, atom.Fieldset: blockText,
	atom.H1: heading, atom.H2: heading, atom.H3: heading, atom.H4: heading, atom.H5: heading, atom.H6: heading,
	atom.B: bold, atom.Strong: bold,
	atom.Table: tableOf, atom.Tr: tableRow, atom.Td: tableCell, atom.Th: tableCell,
	atom.Pre: rawText, atom.Listing: rawText, atom.Xmp: rawText, atom.Br: lineBreak,
}

// void are elements without an end.
var void = map[atom.Atom]bool{
	atom.Br: true, atom.Hr: true, atom.Img: true, atom.Input: true, atom.Meta: true, atom.Link: true, atom.Wbr: true,
	atom.Col: true, atom.Area: true, atom.Base: true, atom.Source: true, atom.Track: true, atom.Embed: true, atom.Param: true,
}

// An htmlReader reads a page from its start to its end. It keeps no tree: the
// ends of elements that are missing in most pages would only make it deeper.
type htmlReader struct {
	w       *writer
	bold    []atom.Atom // elements that are open and bold
	unread  int         // depth within an element that is not read
	skipped atom.Atom   // that element
	raw     int         // depth within <pre>
	quotes  int         // depth within <blockquote>
	line    int
	numbers bool // lines of the file are those of the text
}

// readHTML reads a page, or a chapter of a book.
func readHTML(w *writer, text string, numbers bool) error {
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(maxText)
	r := &htmlReader{w: w, line: 1, numbers: numbers}
	for {
		kind := z.Next()
		lines := bytes.Count(z.Raw(), []byte("\n"))
		switch kind {
		case html.ErrorToken:
			w.finish()
			return nil
		case html.TextToken:
			if r.unread == 0 {
				if err := r.text(string(z.Text())); err != nil {
					return err
				}
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if err := r.start(t, kind == html.SelfClosingTagToken); err != nil {
				return err
			}
		case html.EndTagToken:
			t := z.Token()
			r.end(t.DataAtom)
		}
		r.line += lines
	}
}

func (r *htmlReader) text(s string) error {
	if r.raw == 0 {
		s = foldSpace(s, r.w.now.endsInSpace())
	} else if r.w.now.blank() {
		s = strings.TrimLeft(s, "\n")
	}
	if r.numbers && s != "" && len(r.w.now.runs) == 0 {
		r.w.now.number = r.line
		r.w.now.raw = r.raw > 0
	}
	if r.quotes > 0 && strings.TrimSpace(s) != "" {
		r.w.now.quoted = true
	}
	return r.w.write(s, len(r.bold) > 0)
}

func (r *htmlReader) start(t html.Token, closed bool) error {
	kind := htmlKinds[t.DataAtom]
	if r.unread > 0 {
		if t.DataAtom == r.skipped && !closed && !void[t.DataAtom] {
			r.unread++
		}
		return nil
	}
	if kind == unread || kind == deleted || isNotShown(t) {
		if !closed && !void[t.DataAtom] {
			r.unread, r.skipped = 1, t.DataAtom
		}
		return nil
	}
	switch kind {
	case blockText:
		r.w.endText()
		if t.DataAtom == atom.Blockquote && !closed {
			r.quotes++
		}
	case heading:
		r.w.endText()
		r.w.now.heading = int(t.Data[1] - '0')
	case tableOf:
		return r.w.beginTable()
	case tableRow:
		r.w.endRow()
	case tableCell:
		if r.w.open() == nil {
			r.w.endText()
			return nil
		}
		r.w.beginCell()
		for _, a := range t.Attr {
			if a.Key == "colspan" && len(a.Val) == 1 && a.Val[0] > '1' && a.Val[0] <= '9' {
				r.w.widen(int(a.Val[0] - '1'))
			}
		}
	case rawText:
		r.w.endText()
		r.raw++
	case lineBreak:
		return r.w.write("\n", false)
	}
	if (kind == bold || isBold(t)) && !closed && !void[t.DataAtom] && len(r.bold) < maxDepth {
		r.bold = append(r.bold, t.DataAtom)
	}
	return nil
}

func (r *htmlReader) end(name atom.Atom) {
	if r.unread > 0 {
		if name == r.skipped {
			r.unread--
		}
		return
	}
	if n := len(r.bold); n > 0 && r.bold[n-1] == name {
		r.bold = r.bold[:n-1]
	}
	switch htmlKinds[name] {
	case blockText:
		if name == atom.P && r.w.now.blank() && len(r.w.now.runs) > 0 {
			r.w.end() // a paragraph with nothing but a space, to part others
			return
		}
		r.w.endText()
		if name == atom.Blockquote {
			r.quotes = max(0, r.quotes-1)
		}
	case heading:
		r.w.endText()
		r.bold = r.bold[:0]
	case tableOf:
		r.w.endTable()
	case tableRow:
		r.w.endRow()
	case tableCell:
		r.w.endCell()
	case rawText:
		r.w.endText()
		r.raw = max(0, r.raw-1)
	}
}

// isNotShown reports whether an element says that it is not shown.
func isNotShown(t html.Token) bool {
	for _, a := range t.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			return strings.Contains(style, "display:none") || strings.Contains(style, "mso-hide:all")
		}
	}
	return false
}

// isBold reports whether an element says that its text is bold.
func isBold(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "style" {
			style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			return strings.Contains(style, "font-weight:bold") || strings.Contains(style, "font-weight:700") || strings.Contains(style, "font-weight:600")
		}
	}
	return false
}
