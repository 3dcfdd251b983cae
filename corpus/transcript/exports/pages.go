package exports

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// A pageForm is the web page that an exporter of chats writes: what its elements
// hold, by their classes.
type pageForm struct {
	title string
	mark  string // stands in the file's beginning or in its first message
	roles map[string]role
}

// A role is what stands in an element.
type role uint8

const (
	nothing role = iota
	group        // messages of one person: who it is comes anew
	author       // who says what follows
	moment       // when
	words        // what is said
	notice       // what nobody says: who joined
	unread       // what is no part of the message, such as one that it answers
	another      // words that were sent on, with an author of their own
)

var pageForms = []pageForm{
	{"DiscordChatExporter", "chatlog__message", map[string]role{
		"chatlog__message-group": group, "chatlog__author": author, "chatlog__author-name": author, "chatlog__timestamp": moment,
		"chatlog__short-timestamp": moment, "chatlog__content": words, "chatlog__system-notification-author": notice,
		"chatlog__system-notification-content": notice, "chatlog__reply": unread, "chatlog__reference": unread,
		"chatlog__edited-timestamp": unread, "chatlog__author-tag": unread, "chatlog__bot-label": unread, "chatlog__embed": unread, "chatlog__attachment": unread,
		"chatlog__reactions": unread, "chatlog__sticker": unread, "chatlog__system-notification-timestamp": unread,
	}},
	{"Telegram", "from_name", map[string]role{
		"from_name": author, "date": moment, "text": words, "service": notice, "reply_to": unread, "media_wrap": unread,
		"userpic_wrap": unread, "signature": unread, "reactions": unread, "page_header": unread, "bot_buttons_table": unread, "forwarded": another,
	}},
}

// readPage reads a web page of a chat.
func readPage(f *page.File, h draft.Hint) (*draft.Draft, error) {
	if f.Text == nil || !strings.Contains(f.Text.String[:min(len(f.Text.String), 4096)], "<") {
		return nil, nil
	}
	for _, form := range pageForms {
		if strings.Contains(f.Text.String, `class="`+form.mark) || strings.Contains(f.Text.String, "class="+form.mark) {
			if d := form.read(f.Text.String, h); d != nil {
				return d, nil
			}
		}
	}
	return nil, nil
}

// A pageReader reads the page of a chat from its start to its end.
type pageReader struct {
	form     pageForm
	flat     page.Flat
	messages []draft.Message
	open     []opened
	role     role
	line     int
	name     string
	label    page.Span
	time     string
	text     strings.Builder // of the element that is being read
	begun    int             // line on which that text begins
}

// An opened element.
type opened struct {
	tag  string
	role role   // of what stands around it
	name string // of who speaks again after it, if it is another's
}

// read reads a page, nil if no message stands in it.
func (form pageForm) read(text string, h draft.Hint) *draft.Draft {
	z := html.NewTokenizer(strings.NewReader(text))
	r := &pageReader{form: form, line: 1}
	for {
		kind := z.Next()
		lines := bytes.Count(z.Raw(), []byte("\n"))
		if kind == html.ErrorToken {
			break
		}
		switch kind {
		case html.TextToken:
			if r.role != nothing && r.role != unread {
				r.add(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z.Token(), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			r.end(z.Token().Data)
		}
		r.line += lines
	}
	if len(r.messages) == 0 {
		return nil
	}
	d := draft.New(r.flat.Text(), h)
	d.Layout, d.Marked = "web page of a chat: "+form.title, true
	d.Basis.Marks, d.Basis.Whole = draft.Exported, true
	d.Add(r.messages, false)
	return d
}

func (r *pageReader) start(t html.Token, closed bool) {
	class, alt := "", ""
	for _, a := range t.Attr {
		switch a.Key {
		case "class":
			class = a.Val
		case "alt":
			alt = a.Val
		}
	}
	switch t.Data {
	case "br":
		r.add("\n")
		return
	case "img":
		// A picture within words stands for a sign.
		if r.role == words {
			r.add(html.UnescapeString(alt))
		}
		return
	case "meta", "link", "input", "hr", "wbr", "source":
		return
	}
	now := r.role
	if t.Data == "script" || t.Data == "style" || t.Data == "svg" {
		now = unread
	}
	if now != unread {
		for name := range strings.FieldsSeq(class) {
			if found := r.form.roles[name]; found != nothing {
				now = found
			}
		}
	}
	if closed || len(r.open) >= maxDepth {
		return
	}
	again := ""
	switch now {
	case group:
		r.name, now = "", nothing
	case another:
		again, r.name, now = r.name, "", nothing
	}
	if now != r.role && now != unread && now != nothing {
		r.flush(r.role)
	}
	r.open = append(r.open, opened{t.Data, r.role, again})
	r.role = now
}

// add adds text to that of the element.
func (r *pageReader) add(text string) {
	if r.text.Len() == 0 {
		trimmed := strings.TrimLeft(text, " \n")
		r.begun = r.line + strings.Count(text[:len(text)-len(trimmed)], "\n")
		text = trimmed
	}
	r.text.WriteString(text)
}

func (r *pageReader) end(tag string) {
	// Elements that nobody has closed end with the one around them.
	at := len(r.open) - 1
	for at >= 0 && r.open[at].tag != tag {
		at--
	}
	if at < 0 {
		return
	}
	before := r.role
	r.role = r.open[at].role
	again := ""
	for _, o := range r.open[at:] {
		if again == "" {
			again = o.name
		}
	}
	r.open = r.open[:at]
	if before != r.role && before != unread {
		r.flush(before)
	}
	if again != "" {
		r.name = again
	}
}

// flush uses the text of an element that has ended.
func (r *pageReader) flush(was role) {
	text := strings.TrimSpace(r.text.String())
	r.text.Reset()
	if text == "" {
		return
	}
	line := strings.Join(strings.Fields(text), " ")
	switch was {
	case author:
		r.name = line
		r.label = r.flat.Write(line, r.begun)
		r.flat.Break()
		r.messages = append(r.messages, draft.Message{Label: r.label, Kind: draft.Label})
	case moment:
		r.time = line
	case words, notice:
		m := draft.Message{Name: r.name, Time: r.time}
		if was == notice {
			m.Kind, m.Name = draft.Narration, ""
		}
		for piece := range strings.Lines(text) {
			if span := r.flat.Write(strings.TrimSpace(piece), r.begun); span.Len() > 0 {
				m.Words = append(m.Words, span)
			}
			r.flat.Break()
		}
		r.messages = append(r.messages, m)
	}
}
