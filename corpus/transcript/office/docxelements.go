package office

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// wordElements are the elements of a document that say something, by what is
// done where one starts.
var wordElements = map[string]func(d *docx, w *walker, e xml.StartElement) error{
	"t":                     (*docx).startText,
	"br":                    (*docx).startBreak,
	"lastRenderedPageBreak": (*docx).startPage,
	"p":                     (*docx).startParagraph,
	"pStyle":                (*docx).styleParagraph,
	"outlineLvl":            (*docx).setOutline,
	"ind":                   (*docx).setIndent,
	"r":                     (*docx).startRun,
	"rStyle":                (*docx).styleRun,
	"b":                     (*docx).setBold,
	"vanish":                (*docx).setHidden,
	"fldChar":               (*docx).stepField,
	"footnoteReference":     (*docx).note,
	"endnoteReference":      (*docx).note,
	"txbxContent":           (*docx).startBox,
	"tbl":                   (*docx).startTable,
	"tc":                    (*docx).startCell,
	"gridSpan":              (*docx).widenCell,
	"del":                   (*docx).startDeletion,

	"moveFrom": (*docx).pass, "instrText": (*docx).pass, "delInstrText": (*docx).pass, "Fallback": (*docx).pass,
	"rt": (*docx).pass, "tabs": (*docx).pass, "sectPr": (*docx).pass, "pPrChange": (*docx).pass, "rPrChange": (*docx).pass,
	"tblPrChange": (*docx).pass, "trPrChange": (*docx).pass, "tcPrChange": (*docx).pass, "sectPrChange": (*docx).pass, "tblPrExChange": (*docx).pass,
}

// pass passes over an element with all that it holds.
func (d *docx) pass(w *walker, _ xml.StartElement) error {
	_, err := w.skip()
	return err
}

func (d *docx) startText(w *walker, e xml.StartElement) error {
	if !strings.Contains(e.Name.Space, "wordprocessingml") && !strings.HasSuffix(e.Name.Space, "/math") {
		return nil
	}
	words, err := w.skip()
	if err != nil {
		return err
	}
	return d.write(words)
}

func (d *docx) startBreak(_ *walker, e xml.StartElement) error {
	if attr(e, "type") == "page" {
		d.w.feed()
		return nil
	}
	return d.write("\n")
}

func (d *docx) startPage(*walker, xml.StartElement) error {
	d.w.pages = true
	d.w.feed()
	return nil
}

func (d *docx) startParagraph(*walker, xml.StartElement) error {
	d.base, d.contents = false, false
	return nil
}

func (d *docx) styleParagraph(_ *walker, e xml.StartElement) error {
	s := d.styles[attr(e, "val")]
	d.contents = strings.HasPrefix(s.name, "toc ")
	d.base, d.w.now.heading, d.w.now.indent, d.w.now.quoted = s.bold, s.heading, s.indent, s.quoted
	return nil
}

func (d *docx) setOutline(_ *walker, e xml.StartElement) error {
	if level, err := strconv.Atoi(attr(e, "val")); err == nil && level >= 0 && level < 9 {
		d.w.now.heading = level + 1
	}
	return nil
}

func (d *docx) setIndent(_ *walker, e xml.StartElement) error {
	d.w.now.indent = columns(e)
	return nil
}

func (d *docx) startRun(*walker, xml.StartElement) error {
	if len(d.runs) > maxDepth {
		return errTooDeep
	}
	d.runs = append(d.runs, wordRun{})
	return nil
}

func (d *docx) styleRun(_ *walker, e xml.StartElement) error {
	if s := d.styles[attr(e, "val")]; len(d.runs) > 0 && s.boldSet {
		d.runs[len(d.runs)-1].bold = s.bold
	}
	return nil
}

func (d *docx) setBold(_ *walker, e xml.StartElement) error {
	if len(d.runs) > 0 {
		d.runs[len(d.runs)-1].bold = isOn(e)
	}
	return nil
}

func (d *docx) setHidden(_ *walker, e xml.StartElement) error {
	if len(d.runs) > 0 {
		d.runs[len(d.runs)-1].hidden = isOn(e)
	}
	return nil
}

// stepField goes on in a field: first come its instructions, which are not shown,
// then what it shows.
func (d *docx) stepField(_ *walker, e xml.StartElement) error {
	n := len(d.fields)
	switch step := attr(e, "fldCharType"); {
	case step == "begin":
		d.fields = append(d.fields, true)
	case step == "separate" && n > 0:
		d.fields[n-1] = false
	case step == "end" && n > 0:
		d.fields = d.fields[:n-1]
	}
	return nil
}

func (d *docx) note(_ *walker, e xml.StartElement) error {
	text := d.notes[strings.TrimSuffix(e.Name.Local, "Reference")+attr(e, "id")]
	if text == "" || d.isHidden() {
		return nil
	}
	d.shown++
	return d.w.note(strconv.Itoa(d.shown), text)
}

func (d *docx) startBox(*walker, xml.StartElement) error {
	d.w.endText()
	return nil
}

func (d *docx) startTable(*walker, xml.StartElement) error { return d.w.beginTable() }

func (d *docx) startCell(*walker, xml.StartElement) error {
	d.w.beginCell()
	return nil
}

func (d *docx) widenCell(_ *walker, e xml.StartElement) error {
	if n, err := strconv.Atoi(attr(e, "val")); err == nil {
		d.w.widen(n - 1)
	}
	return nil
}

// startDeletion keeps the words of a deletion apart. Within properties it says
// that a mark of a paragraph or a row is deleted, and holds nothing.
func (d *docx) startDeletion(w *walker, _ xml.StartElement) error {
	words, err := w.skip()
	if err != nil {
		return err
	}
	if words != "" {
		d.removed.WriteString(words + " ")
	}
	return nil
}
