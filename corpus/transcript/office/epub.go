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
	root, err := bookOf(a)
	if err != nil {
		return nil, err
	}
	book, err := a.part(root)
	if err != nil {
		return nil, err
	}
	chapters, err := spineOf(book, path.Dir(root))
	if err != nil {
		return nil, err
	}
	// Fonts are scrambled in books that are free to read, too.
	if locked, err := a.part("META-INF/encryption.xml"); err == nil {
		for _, name := range chapters {
			if bytes.Contains(locked, []byte(path.Base(name))) {
				return nil, ErrRights
			}
		}
	}
	w := &writer{}
	for _, name := range chapters {
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

// bookOf returns the name of the part that says what the book is made of.
func bookOf(a *archive) (string, error) {
	container, err := a.part("META-INF/container.xml")
	if err != nil {
		return "", err
	}
	root := ""
	err = elements(container, func(e xml.StartElement) {
		if e.Name.Local == "rootfile" && root == "" {
			root = attr(e, "full-path")
		}
	})
	return root, err
}

// spineOf returns the names of a book's chapters in their order, each once.
func spineOf(book []byte, folder string) ([]string, error) {
	files := make(map[string]string) // by ID
	var spine []string
	err := elements(book, func(e xml.StartElement) {
		switch e.Name.Local {
		case "item":
			// The page of contents is for programs to show beside the text.
			if strings.Contains(attr(e, "media-type"), "html") && !strings.Contains(attr(e, "properties"), "nav") {
				name, err := url.PathUnescape(attr(e, "href"))
				if err != nil {
					name = attr(e, "href")
				}
				files[attr(e, "id")] = path.Join(folder, name)
			}
		case "itemref":
			if attr(e, "linear") != "no" {
				spine = append(spine, attr(e, "idref"))
			}
		}
	})
	if err != nil {
		return nil, err
	}
	var chapters []string
	for _, id := range spine {
		if name, ok := files[id]; ok {
			delete(files, id)
			chapters = append(chapters, name)
		}
	}
	return chapters, nil
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
