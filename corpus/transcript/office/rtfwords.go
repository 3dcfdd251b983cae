package office

import "strconv"

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
	switch {
	case name == "u":
		return r.unit(n)
	case name == "bin":
		r.at += max(0, min(n, len(r.data)-r.at))
		return nil
	case r.skip > 0:
		r.skip-- // a control word counts as one character
		return nil
	}
	if err := r.flush(); err != nil {
		return err
	}
	if fresh && r.enter(name) {
		return nil
	}
	if s := rtfCharacters[name]; s != "" {
		return r.write(s)
	}
	if do := rtfWords[name]; do != nil {
		return do(r, n)
	}
	return nil
}

// unit takes a unit of UTF-16.
func (r *rtf) unit(n int) error {
	if len(r.bytes) > 0 {
		if err := r.flush(); err != nil {
			return err
		}
	}
	r.units = append(r.units, uint16(n))
	r.skip = r.state.uc
	return nil
}

// enter reports whether the first word of a group says where the group goes.
func (r *rtf) enter(name string) bool {
	dest, known := rtfDestinations[name]
	switch {
	case known && r.state.dest != toNothing:
		r.state.dest = dest
	case !known && r.state.starred:
		r.state.dest = toNothing
	default:
		return false
	}
	return true
}

// rtfWords are the control words that change how what follows is read, or that
// end a part of the text.
var rtfWords = map[string]func(r *rtf, n int) error{
	"par":      (*rtf).endParagraph,
	"page":     (*rtf).feed,
	"cell":     (*rtf).endCell,
	"nestcell": (*rtf).endCell,
	"row":      (*rtf).endRow,
	"nestrow":  (*rtf).endRow,
	"intbl":    func(r *rtf, _ int) error { r.state.inCell = true; return nil },
	"pard": func(r *rtf, _ int) error {
		r.state.indent, r.state.first, r.state.level, r.state.inCell = 0, 0, 0, false
		return nil
	},
	"plain": func(r *rtf, _ int) error {
		r.state.bold, r.state.hidden, r.state.deleted = false, false, false
		return nil
	},
	"b":       func(r *rtf, n int) error { r.state.bold = n != 0; return nil },
	"v":       func(r *rtf, n int) error { r.state.hidden = n != 0; return nil },
	"deleted": func(r *rtf, n int) error { r.state.deleted = n != 0; return nil },
	"li":      func(r *rtf, n int) error { r.state.indent = number(n); return nil },
	"lin":     func(r *rtf, n int) error { r.state.indent = number(n); return nil },
	"fi":      func(r *rtf, n int) error { r.state.first = number(n); return nil },
	"outlinelevel": func(r *rtf, n int) error {
		if n >= 0 && n < 9 {
			r.state.level = n + 1
		}
		return nil
	},
	"uc": func(r *rtf, n int) error { r.state.uc = max(0, min(n, 16)); return nil },
	"f": func(r *rtf, n int) error {
		if r.state.font = n; r.state.dest == toFonts && len(r.fonts) < maxEntries {
			r.fonts[n] = r.fonts[defaultFont]
		}
		return nil
	},
	"fcharset": func(r *rtf, n int) error {
		if name := fontPages[n]; name != "" && r.state.dest == toFonts {
			r.fonts[r.state.font] = name
		}
		return nil
	},
	"ansicpg": func(r *rtf, n int) error { r.fonts[defaultFont] = strconv.Itoa(n); return nil },
	"mac":     func(r *rtf, _ int) error { r.fonts[defaultFont] = "10000"; return nil },
	"pc":      func(r *rtf, _ int) error { r.fonts[defaultFont] = "437"; return nil },
	"pca":     func(r *rtf, _ int) error { r.fonts[defaultFont] = "850"; return nil },
}

func (r *rtf) endParagraph(int) error {
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
	return nil
}

func (r *rtf) feed(int) error {
	if r.shown() {
		r.w.feed()
	}
	return nil
}

func (r *rtf) endCell(int) error {
	switch {
	case !r.shown():
	case r.w.open() != nil:
		if !r.w.open().inCell {
			r.w.beginCell()
		}
		r.w.endCell()
	case r.state.inCell:
		if err := r.w.beginTable(); err != nil {
			return err
		}
		r.w.beginCell()
		r.w.endCell()
	}
	return nil
}

func (r *rtf) endRow(int) error {
	if r.shown() {
		r.w.endRow()
	}
	return nil
}

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

// number returns n, or 0 if a control word had none.
func number(n int) int {
	if n == noNumber {
		return 0
	}
	return max(-1<<20, min(n, 1<<20))
}
