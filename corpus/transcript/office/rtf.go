package office

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"rapporteur/corpus/transcript/page"
)

// An rtf reads rich text: groups in braces, each with a state of its own that
// begins as that of the group around it.
type rtf struct {
	w     *writer
	data  []byte
	at    int
	state rtfState
	outer []rtfState
	bytes []byte         // in the code page of the font, not decoded yet
	units []uint16       // of \u, which may be half of a character
	skip  int            // characters that stand in for one of \u, still to come
	fonts map[int]string // character sets of fonts
	note  strings.Builder
	apart strings.Builder
	notes int
}

// An rtfState is what the end of a group restores.
type rtfState struct {
	dest    destination
	bold    bool
	hidden  bool
	deleted bool
	font    int
	uc      int // how many characters stand in for one of \u
	indent  int
	first   int
	level   int // of a heading
	inCell  bool
	fresh   bool // nothing has come yet in the group
	starred bool // the group may be passed over if its word is not known
}

// A destination is where a group's text goes.
type destination uint8

const (
	toText destination = iota
	toNothing
	toNote
	toFonts
	toHead
	toComment
)

var rtfDestinations = map[string]destination{
	"fonttbl": toFonts, "colortbl": toNothing, "stylesheet": toNothing, "info": toNothing, "pict": toNothing,
	"object": toNothing, "fldinst": toNothing, "header": toHead, "headerl": toHead, "headerr": toHead, "headerf": toHead,
	"footer": toHead, "footerl": toHead, "footerr": toHead, "footerf": toHead, "footnote": toNote, "annotation": toComment,
	"atnid": toNothing, "atnauthor": toNothing, "xe": toNothing, "tc": toNothing, "tcn": toNothing, "bkmkstart": toNothing,
	"bkmkend": toNothing, "listtext": toText, "pntext": toText, "nonshppict": toNothing, "themedata": toNothing,
	"rxe": toNothing, "txe": toNothing, "filetbl": toNothing, "revtbl": toNothing, "generator": toNothing, "shpinst": toNothing,
}

// rtfCharacters are control words that stand for characters.
var rtfCharacters = map[string]string{
	"tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
	"endash": "–", "emdash": "—", "enspace": "\u2002", "emspace": "\u2003", "qmspace": "\u2005",
	"zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}

var errNotClosed = errors.New("it is damaged: it ends within a group")

func readRTF(data []byte) (*page.Text, error) {
	r := &rtf{w: &writer{}, data: signature(data), fonts: make(map[int]string)}
	r.state.uc = 1
	r.fonts[defaultFont] = "1252"
	for r.at < len(r.data) {
		if err := r.step(); err != nil {
			return nil, err
		}
		if len(r.outer) == 0 && r.at > len(`{\rtf`) {
			break // what stands after the last group is no rich text
		}
	}
	if len(r.outer) > 0 && len(data) > 0 && r.w.size == 0 {
		return nil, errNotClosed
	}
	if err := r.flush(); err != nil {
		return nil, err
	}
	if err := r.w.keepApart("running head", r.apart.String()); err != nil {
		return nil, err
	}
	return r.w.text(), nil
}

// defaultFont is the number under which the document's code page is kept.
const defaultFont = -1

// step reads one byte, control word or control symbol.
func (r *rtf) step() error {
	c := r.data[r.at]
	r.at++
	switch c {
	case '{':
		if err := r.flush(); err != nil {
			return err
		}
		if len(r.outer) >= maxDepth {
			return errTooDeep
		}
		r.outer = append(r.outer, r.state)
		r.state.fresh, r.state.starred = true, false
		r.skip = 0
		return nil
	case '}':
		if err := r.flush(); err != nil {
			return err
		}
		n := len(r.outer)
		if n == 0 {
			return nil
		}
		inner := r.state
		r.state = r.outer[n-1]
		r.outer = r.outer[:n-1]
		r.skip = 0
		return r.close(inner)
	case '\\':
		return r.control()
	case '\r', '\n':
		return nil
	}
	r.state.fresh = false
	if r.skip > 0 {
		r.skip--
		return nil
	}
	return r.put(c)
}

// close ends a group that has gone somewhere else than to the text.
func (r *rtf) close(inner rtfState) error {
	if inner.dest == r.state.dest {
		return nil
	}
	switch inner.dest {
	case toNote:
		text := strings.Join(strings.Fields(r.note.String()), " ")
		r.note.Reset()
		if text != "" && r.shown() {
			r.notes++
			return r.w.note(strconv.Itoa(r.notes), text)
		}
	case toComment:
		text := r.note.String()
		r.note.Reset()
		return r.w.keepApart("comment", text)
	case toHead:
		r.apart.WriteByte(' ')
	}
	return nil
}

// shown reports whether text goes to the document now.
func (r *rtf) shown() bool {
	return r.state.dest == toText && !r.state.hidden && !r.state.deleted
}

// put takes a byte of text in the code page of the font.
func (r *rtf) put(c byte) error {
	if len(r.units) > 0 {
		if err := r.flush(); err != nil {
			return err
		}
	}
	r.bytes = append(r.bytes, c)
	if len(r.bytes) >= 4096 && c < 0x80 {
		return r.flush()
	}
	return nil
}

// flush decodes what has been gathered and writes it.
func (r *rtf) flush() error {
	var s string
	switch {
	case len(r.units) > 0:
		s = string(utf16.Decode(r.units))
		r.units = r.units[:0]
	case len(r.bytes) > 0:
		s = r.decode(r.bytes)
		r.bytes = r.bytes[:0]
	default:
		return nil
	}
	return r.write(s)
}

func (r *rtf) write(s string) error {
	switch r.state.dest {
	case toNote, toComment:
		if r.w.size += len(s); r.w.size > maxText {
			return errTooLong
		}
		r.note.WriteString(s)
	case toHead:
		if r.w.size += len(s); r.w.size > maxText {
			return errTooLong
		}
		r.apart.WriteString(s)
	case toText:
		if !r.shown() {
			return nil
		}
		if r.state.inCell && r.w.open() == nil {
			if err := r.w.beginTable(); err != nil {
				return err
			}
		}
		if t := r.w.open(); t != nil {
			if !r.state.inCell {
				r.w.endTable()
			} else if !t.inCell {
				r.w.beginCell()
			}
		}
		if r.w.now.blank() {
			r.w.now.indent = max(0, min((r.state.indent+r.state.first)/twipsPerColumn, 80))
			r.w.now.heading = r.state.level
		}
		return r.w.write(s, r.state.bold)
	}
	return nil
}

// codePages are the encodings of code pages and of the character sets of fonts.
var codePages = map[string]encoding.Encoding{
	"437": charmap.CodePage437, "850": charmap.CodePage850, "852": charmap.CodePage852, "866": charmap.CodePage866,
	"874": charmap.Windows874, "1250": charmap.Windows1250, "1251": charmap.Windows1251, "1252": charmap.Windows1252,
	"1253": charmap.Windows1253, "1254": charmap.Windows1254, "1255": charmap.Windows1255, "1256": charmap.Windows1256,
	"1257": charmap.Windows1257, "1258": charmap.Windows1258, "10000": charmap.Macintosh, "10007": charmap.MacintoshCyrillic,
	"932": japanese.ShiftJIS, "936": simplifiedchinese.GBK, "949": korean.EUCKR, "950": traditionalchinese.Big5,
}

// fontPages are the code pages of the character sets that fonts have.
var fontPages = map[int]string{
	77: "10000", 128: "932", 129: "949", 134: "936", 136: "950", 161: "1253", 162: "1254", 163: "1258",
	177: "1255", 178: "1256", 186: "1257", 204: "1251", 222: "874", 238: "1250",
}

func (r *rtf) decode(data []byte) string {
	name, ok := r.fonts[r.state.font]
	if !ok {
		name = r.fonts[defaultFont]
	}
	e, ok := codePages[name]
	if !ok {
		e = charmap.Windows1252
	}
	s, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	return string(s)
}

// control reads what stands after a backslash.
func (r *rtf) control() error {
	if r.at >= len(r.data) {
		return nil
	}
	c := r.data[r.at]
	if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		return r.word()
	}
	r.at++
	symbol := ""
	switch c {
	case '\'':
		if r.at+2 > len(r.data) {
			r.at = len(r.data)
			return nil
		}
		n, err := strconv.ParseUint(string(r.data[r.at:r.at+2]), 16, 8)
		if err != nil {
			return nil
		}
		r.at += 2
		if r.state.fresh = false; r.skip > 0 {
			r.skip--
			return nil
		}
		return r.put(byte(n))
	case '*':
		r.state.starred = true
		return nil
	case '\\', '{', '}':
		symbol = string(c)
	case '~':
		symbol = "\u00a0"
	case '_':
		symbol = "\u2011"
	case '-':
		symbol = "\u00ad"
	case '\n', '\r':
		return r.act("par", 1)
	default:
		return nil
	}
	if r.skip > 0 {
		r.skip--
		return nil
	}
	if err := r.flush(); err != nil {
		return err
	}
	return r.write(symbol)
}

// word reads a control word with its number and the space that ends it.
func (r *rtf) word() error {
	start := r.at
	for r.at < len(r.data) && (r.data[r.at] >= 'a' && r.data[r.at] <= 'z' || r.data[r.at] >= 'A' && r.data[r.at] <= 'Z') {
		r.at++
	}
	name := string(r.data[start:min(r.at, start+32)])
	number := r.at
	if r.at < len(r.data) && r.data[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.data) && r.data[r.at] >= '0' && r.data[r.at] <= '9' {
		r.at++
	}
	n, err := strconv.Atoi(string(r.data[number:min(r.at, number+12)]))
	if err != nil {
		n = noNumber
	}
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	return r.act(name, n)
}

// noNumber stands for the number of a control word that has none.
const noNumber = -1 << 31

// act does what a control word says.
func (r *rtf) act(name string, n int) error {
	fresh := r.state.fresh
	r.state.fresh = false
	on := n != 0
	if name == "u" {
		if len(r.bytes) > 0 {
			if err := r.flush(); err != nil {
				return err
			}
		}
		r.units = append(r.units, uint16(n))
		r.skip = r.state.uc
		return nil
	}
	if name == "bin" {
		r.at += max(0, min(n, len(r.data)-r.at))
		return nil
	}
	if r.skip > 0 {
		r.skip-- // a control word counts as one character
		return nil
	}
	if err := r.flush(); err != nil {
		return err
	}
	if fresh {
		dest, known := rtfDestinations[name]
		switch {
		case known && r.state.dest != toNothing:
			r.state.dest = dest
			return nil
		case !known && r.state.starred:
			r.state.dest = toNothing
			return nil
		}
	}
	if s := rtfCharacters[name]; s != "" {
		return r.write(s)
	}
	switch name {
	case "par":
		switch r.state.dest {
		case toText:
			if t := r.w.open(); t != nil && !r.state.inCell {
				r.w.endTable()
			}
			if r.shown() {
				r.w.end()
			}
		case toNote, toComment:
			r.note.WriteByte(' ')
		}
	case "page":
		if r.shown() {
			r.w.feed()
		}
	case "cell", "nestcell":
		if r.shown() && r.w.open() != nil {
			if !r.w.open().inCell {
				r.w.beginCell()
			}
			r.w.endCell()
		} else if r.shown() && r.state.inCell {
			if err := r.w.beginTable(); err != nil {
				return err
			}
			r.w.beginCell()
			r.w.endCell()
		}
	case "row", "nestrow":
		if r.shown() {
			r.w.endRow()
		}
	case "intbl":
		r.state.inCell = true
	case "pard":
		r.state.indent, r.state.first, r.state.level, r.state.inCell = 0, 0, 0, false
	case "plain":
		r.state.bold, r.state.hidden, r.state.deleted = false, false, false
	case "b":
		r.state.bold = on
	case "v":
		r.state.hidden = on
	case "deleted":
		r.state.deleted = on
	case "li", "lin":
		r.state.indent = number(n)
	case "fi":
		r.state.first = number(n)
	case "outlinelevel":
		if n >= 0 && n < 9 {
			r.state.level = n + 1
		}
	case "uc":
		r.state.uc = max(0, min(n, 16))
	case "f":
		if r.state.font = n; r.state.dest == toFonts && len(r.fonts) < maxEntries {
			r.fonts[n] = r.fonts[defaultFont]
		}
	case "fcharset":
		if name := fontPages[n]; name != "" && r.state.dest == toFonts {
			r.fonts[r.state.font] = name
		}
	case "ansicpg":
		r.fonts[defaultFont] = strconv.Itoa(n)
	case "mac":
		r.fonts[defaultFont] = "10000"
	case "pc":
		r.fonts[defaultFont] = "437"
	case "pca":
		r.fonts[defaultFont] = "850"
	}
	return nil
}

// number returns n, or 0 if a control word had none.
func number(n int) int {
	if n == noNumber {
		return 0
	}
	return max(-1<<20, min(n, 1<<20))
}
