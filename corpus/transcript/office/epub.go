package office

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"path"
	"strings"

	"rapporteur/corpus/transcript/page"
)

// readEPUB reads an electronic book: its chapters in the order of its spine.
func readEPUB(a *archive) (*page.Text, error) {
	container, err := a.part("META-INF/container.xml")
	if err != nil {
		return nil, err
	}
	root := ""
	if err := elements(container, func(e xml.StartElement) {
		if e.Name.Local == "rootfile" && root == "" {
			root = attr(e, "full-path")
		}
	}); err != nil {
		return nil, err
	}
	book, err := a.part(root)
	if err != nil {
		return nil, err
	}
	items := make(map[string]string) // files by ID
	var spine []string
	if err := elements(book, func(e xml.StartElement) {
		switch e.Name.Local {
		case "item":
			// The page of contents is for programs to show beside the text.
			if strings.Contains(attr(e, "media-type"), "html") && !strings.Contains(attr(e, "properties"), "nav") {
				name, err := url.PathUnescape(attr(e, "href"))
				if err != nil {
					name = attr(e, "href")
				}
				items[attr(e, "id")] = path.Join(path.Dir(root), name)
			}
		case "itemref":
			if attr(e, "linear") != "no" {
				spine = append(spine, attr(e, "idref"))
			}
		}
	}); err != nil {
		return nil, err
	}
	// Fonts are scrambled in books that are free to read, too.
	if locked, err := a.part("META-INF/encryption.xml"); err == nil {
		for _, id := range spine {
			if name := items[id]; name != "" && bytes.Contains(locked, []byte(path.Base(name))) {
				return nil, ErrRights
			}
		}
	}
	w := &writer{}
	for _, id := range spine {
		name, ok := items[id]
		if !ok {
			continue
		}
		delete(items, id) // a chapter is read once
		chapter, err := a.part(name)
		if err != nil {
			return nil, err
		}
		text, err := page.Decode(chapter)
		if err != nil {
			return nil, err
		}
		if err := readHTML(w, text, false); err != nil {
			return nil, err
		}
	}
	return w.text(), nil
}

// elements calls do for each element that starts in a part.
func elements(data []byte, do func(xml.StartElement)) error {
	w := walk(data)
	for {
		t, err := w.next()
		if t == nil || err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			do(e)
		}
	}
}
