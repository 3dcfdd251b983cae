package chats

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// A reader puts the messages of a log into a draft.
type reader struct {
	text  *page.Text
	d     *draft.Draft
	style form
	edits map[string]int // what stands in angle brackets at the end of messages
}

// Furniture of logs.
const (
	stamped   draft.Kind = draft.Label
	own       draft.Kind = draft.Own
	attached  draft.Kind = "attachment"
	exporters draft.Kind = "exporter's frame"
)

func (r *reader) read(lines []line) {
	r.countEdits(lines)
	r.head(lines[0].index - lines[0].above)
	for i, m := range lines {
		if i+1 == len(lines) {
			r.message(m, r.frame(m.index+1))
		} else {
			r.message(m, lines[i+1].index-lines[i+1].above)
		}
	}
}

// head reads what stands before the first message.
func (r *reader) head(end int) {
	framed := end > 0 && isFrame(r.text.At(&r.text.Lines[0]))
	for i := range r.text.Lines[:end] {
		l := &r.text.Lines[i]
		words := r.text.At(l)
		switch {
		case framed:
			// DiscordChatExporter names the server and the channel.
			if title, ok := strings.CutPrefix(words, "Channel: "); ok {
				r.d.Record.Title = title
			}
			r.d.Drop(spanOf(l), draft.Metadata)
		default:
			r.d.Narration()
			r.d.Words(spanOf(l), draft.Space)
		}
	}
}

// frame returns the index of the line at which the exporter's frame begins that
// ends the log, and drops it.
func (r *reader) frame(from int) int {
	for i := from; i < len(r.text.Lines); i++ {
		if isFrame(r.text.At(&r.text.Lines[i])) && len(r.text.Lines)-i <= 4 {
			for n := i; n < len(r.text.Lines); n++ {
				r.d.Drop(spanOf(&r.text.Lines[n]), exporters)
			}
			return i
		}
	}
	return len(r.text.Lines)
}

// isFrame reports whether a line is a rule that an exporter draws.
func isFrame(words string) bool { return len(words) >= 20 && strings.Trim(words, "=") == "" }

func spanOf(l *page.Line) page.Span { return page.Span{Start: int(l.Start), End: int(l.End)} }

// message reads a message and the lines below it.
func (r *reader) message(m line, next int) {
	if m.form == copied && m.above > 0 {
		r.d.Drop(spanOf(&r.text.Lines[m.index-1]), draft.Metadata)
	}
	r.d.Drop(m.label, stamped)
	if m.stamp.text != "" {
		r.d.Place("time", m.stamp.text)
	}
	spans, joints := r.below(m, next)
	switch m.form {
	case headed:
		spans, joints = r.cutBlocks(spans, joints)
	case sent, tabbed:
		spans, joints = r.cutAnswered(spans, joints)
	}
	spans, joints = r.cutBelow(spans, joints)
	if m.form == system {
		r.d.Narration()
		for i, s := range spans {
			r.d.Words(s, joints[i])
		}
		return
	}
	first := slices.IndexFunc(spans, func(s page.Span) bool { return r.text.Trim(s).Len() > 0 })
	if first >= 0 && (m.words.Len() > 0 || first == len(spans)-1) && r.isOwn(spans[first]) {
		r.d.Drop(spans[first], own)
		spans, joints = spans[first+1:], joints[first+1:]
	}
	r.say(m.name, spans, joints)
}

// below returns the words on a message's line and those of the lines below it.
func (r *reader) below(m line, next int) ([]page.Span, []draft.Joint) {
	spans, joints := []page.Span{m.words}, []draft.Joint{draft.Newline}
	if r.style == angled && m.form == angled {
		spans[0] = r.withoutFlag(m)
	}
	for i := m.index + 1; i < next; i++ {
		l := &r.text.Lines[i]
		if at, ok := cutStamp(r.text.At(l)); ok && at.end == len(r.text.At(l)) && (m.form == split || m.form == copied && at.bracketed) {
			r.d.Drop(spanOf(l), stamped) // the same person goes on later
			continue
		}
		joint := draft.Newline
		if l.Blanks > 0 {
			joint = draft.Paragraph
		}
		s := spanOf(l)
		if r.style == piped {
			s.Start += len(barBefore(r.text.At(l)))
		}
		spans, joints = append(spans, s), append(joints, joint)
	}
	return spans, joints
}

// say reads the words of somebody's message. What stands above them of others that
// are sent on or answered is the program's.
func (r *reader) say(name string, spans []page.Span, joints []draft.Joint) {
	said, forwarded := false, false
	for i, s := range spans {
		if words := strings.TrimSpace(r.text.String[s.Start:s.End]); !said {
			sentOn := forwardMark.MatchString(words)
			if forwarded = forwarded || sentOn; sentOn || r.style == copied && answeredMark.MatchString(words) {
				r.d.Drop(s, own)
				continue
			}
		}
		s = r.withoutEdit(s)
		if !page.HasLetter(r.text.String[s.Start:s.End]) && strings.TrimSpace(r.text.String[s.Start:s.End]) == "" {
			continue
		}
		if !said {
			r.d.Turn(name)
			said = true
			if forwarded {
				r.d.Doubt(s.Start, "forwarded", "a message that was forwarded is taken for the words of who sent it on")
			}
		}
		r.d.Words(s, joints[i])
	}
}

// blockHeads begin what DiscordChatExporter lists below a message.
var blockHeads = map[string]bool{"{Attachments}": true, "{Embed}": true, "{Stickers}": true, "{Reactions}": true}

// cutBlocks drops what is listed below a message.
func (r *reader) cutBlocks(spans []page.Span, joints []draft.Joint) ([]page.Span, []draft.Joint) {
	for i, s := range spans {
		if blockHeads[r.text.String[s.Start:s.End]] {
			for _, dropped := range spans[i:] {
				r.d.Drop(dropped, attached)
			}
			return spans[:i], joints[:i]
		}
	}
	return spans, joints
}

// forwardMark is what Telegram writes above the words of others that somebody sends
// on.
var forwardMark = regexp.MustCompile(`^\[(?:Forwarded from|Forwarded message from|Weitergeleitet von|Weitergeleitete Nachricht von|Reenviado de|Transféré de|Inoltrato da|Encaminhado de|Переслано от) .+\]$`)

// answeredMark is what Telegram writes above the words by which somebody answers.
var answeredMark = regexp.MustCompile(`^\[(?:In reply to|Antwort auf|En respuesta a|En réponse à|In risposta a|Em resposta a|В ответ на) .+\]$`)

// editedMarks end a message that a window shows as edited.
var editedMarks = []string{"(edited)", "(bearbeitet)", "(editado)", "(modifié)", "(modificato)", "(bewerkt)", "(изменено)"}

// attachedMark stands for what is no text, in the words of Telegram and LINE.
var attachedMark = regexp.MustCompile(`^\[(?: [\pL ]{3,30} |Photo|Video|Sticker|File|Voice message|Audio|Album|Location|スタンプ|写真|動画|ボイスメッセージ|アルバム|位置情報|ファイル|照片|影片|貼圖|사진|동영상|스티커)\]$`)

// belowMessage are lines that programs show below a message: how many answered, and
// who liked it.
var belowMessage = regexp.MustCompile(`^(?:\d+ (?:replies|reply|Antworten|Antwort|réponses?|respuestas?)|Last reply .{0,40}|(?:View|Show) thread|(?:like|heart|laugh|surprised|sad|angry) \d+|(?:Permalink|Show parent|Reply|Edit|Split|Delete)(?: ?\| ?(?:Permalink|Show parent|Reply|Edit|Split|Delete))*|·|\d{1,2}:\d\d(?: [AP]M)? · .{4,24}|[\d.,]+[KM]? (?:Views|Likes|Reposts|Replies|Quotes|Bookmarks)|Add (?:a |class )?comment(?:…|\.{3})|Kommentar hinzufügen…|Ajouter un commentaire…|Añadir un comentario…)$`)

// cutBelow drops what a window shows below a message that was copied out of it.
func (r *reader) cutBelow(spans []page.Span, joints []draft.Joint) ([]page.Span, []draft.Joint) {
	if r.style != copied && r.style != split && r.style != headed {
		return spans, joints
	}
	end := len(spans)
	for before := 0; before != end; {
		before = end
		end = r.withoutReactions(spans[:end])
		for end > 1 && belowMessage.MatchString(strings.TrimSpace(r.text.String[spans[end-1].Start:spans[end-1].End])) {
			end--
			r.d.Drop(spans[end], own)
		}
	}
	return spans[:end], joints[:end]
}

// withoutReactions drops how many liked a message, as a window shows it below: a sign
// without a letter or its name, and a number. It returns how many lines are left.
func (r *reader) withoutReactions(spans []page.Span) int {
	end := len(spans)
	for end > 2 {
		sign, count := strings.TrimSpace(r.text.String[spans[end-2].Start:spans[end-2].End]), strings.TrimSpace(r.text.String[spans[end-1].Start:spans[end-1].End])
		named := len(sign) > 2 && sign[0] == ':' && sign[len(sign)-1] == ':' && !strings.Contains(sign, " ")
		if digits(count) != len(count) || count == "" || !named && (sign == "" || page.HasLetter(sign) || digits(sign) > 0) {
			return end
		}
		r.d.Drop(spans[end-2], own)
		r.d.Drop(spans[end-1], own)
		end -= 2
	}
	return end
}

// cutAnswered drops the line in which Zoom quotes what a message answers, and a
// message that only says how somebody likes another.
func (r *reader) cutAnswered(spans []page.Span, joints []draft.Joint) ([]page.Span, []draft.Joint) {
	for i, s := range spans {
		words := r.text.String[r.text.Trim(s).Start:r.text.Trim(s).End]
		switch {
		case words == "":
			continue
		case strings.HasPrefix(words, `Replying to "`) && i+1 < len(spans), strings.HasPrefix(words, `Reacted to "`), strings.HasPrefix(words, `Removed a `) && strings.Contains(words, ` reaction from "`):
			r.d.Drop(s, own)
			return spans[i+1:], joints[i+1:]
		}
		return spans, joints
	}
	return spans, joints
}

// withoutFlag returns the words of a line of IRC without the sign by which some
// servers say whether somebody is who they say: it stands right after each mask
// of a host.
func (r *reader) withoutFlag(m line) page.Span {
	words := m.words
	if !strings.Contains(r.text.String[m.label.Start:m.label.End], "!") {
		return words
	}
	s := r.text.Trim(words)
	if s.Len() > 1 && (r.text.String[s.Start] == '+' || r.text.String[s.Start] == '-') && r.text.String[s.Start+1] != ' ' {
		s.Start++
	}
	return s
}

// isOwn reports whether a message is the messenger's own: what WhatsApp for the
// iPhone marks by a character that nobody sees, and what stands in angle brackets
// as a whole, in whatever language; the name of a file that is attached; and that
// a message was deleted.
func (r *reader) isOwn(s page.Span) bool {
	raw := r.text.String[s.Start:s.End]
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(raw, " \u00a0\u202f")); first == '\u200e' || first == '\u200f' {
		return true
	}
	s = r.text.Trim(s)
	words := r.text.String[s.Start:s.End]
	switch {
	case words == "":
		return false
	case words[0] == '[' && r.style != angled && attachedMark.MatchString(words):
		return true
	case r.style == angled || r.style == tabbed:
		return false // IRC has no such words
	case words[0] == '<' && strings.IndexByte(words, '>') == len(words)-1 && strings.ContainsRune(words, ' '):
		return true
	case isFileName(words):
		return true
	}
	return draft.IsMessengers(words)
}

// isFileName reports whether a message begins with the name that WhatsApp gives
// a file: "IMG-20240105-WA0001.jpg (file attached)".
func isFileName(words string) bool {
	name, rest, _ := strings.Cut(words, " ")
	at := strings.Index(name, "-WA")
	return at > 0 && strings.Contains(name[at:], ".") && digits(name[:at]) == 8 && (rest == "" || strings.HasPrefix(strings.TrimSpace(rest), "("))
}

// countEdits counts what stands in angle brackets at the end of messages.
func (r *reader) countEdits(lines []line) {
	r.edits = make(map[string]int)
	if r.style != named {
		return
	}
	for _, m := range lines {
		if mark := editMark(r.text.String[m.words.Start:m.words.End]); mark != "" {
			r.edits[mark]++
		}
	}
}

// editMark returns what stands in angle brackets at the end of a message, "" if
// nothing does.
func editMark(words string) string {
	words = strings.TrimFunc(words, page.Unseen)
	at := strings.LastIndexByte(words, '<')
	if at <= 0 || !strings.HasSuffix(words, ">") || !strings.ContainsRune(words[at:], ' ') {
		return ""
	}
	return words[at:]
}

// withoutEdit returns a message without the words by which a messenger says that
// it was edited: they stand at the end, after a character that nobody sees, or
// more than once in the log.
func (r *reader) withoutEdit(s page.Span) page.Span {
	switch r.style {
	case copied, split:
		return r.withoutEditedMark(s)
	case named:
	default:
		return s
	}
	s = r.text.Trim(s)
	words := r.text.String[s.Start:s.End]
	mark := editMark(words)
	if mark == "" {
		return s
	}
	at := s.End - len(mark)
	before, _ := utf8.DecodeLastRuneInString(r.text.String[s.Start:at])
	if before != '\u200e' && r.edits[mark] < 2 && !draft.IsMessengers(mark) {
		return s
	}
	r.d.Drop(page.Span{Start: at, End: s.End}, own)
	return page.Span{Start: s.Start, End: at}
}

// withoutEditedMark returns a message that was copied out of a window without the
// mark that it was edited.
func (r *reader) withoutEditedMark(s page.Span) page.Span {
	s = r.text.Trim(s)
	words := r.text.String[s.Start:s.End]
	for _, mark := range editedMarks {
		if before, ok := strings.CutSuffix(words, mark); ok {
			r.d.Drop(page.Span{Start: s.Start + len(before), End: s.End}, own)
			return r.text.Trim(page.Span{Start: s.Start, End: s.Start + len(before)})
		}
	}
	return s
}
