package office

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

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
