package office

import (
	"errors"
	"strconv"
	"strings"

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
