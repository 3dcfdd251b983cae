package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"rapporteur/corpus/transcript/page"
)

// Bounds of what is unpacked. A part of a document that a person wrote has some
// hundred thousand bytes.
const (
	maxEntries  = 20_000
	maxUnpacked = 96 << 20 // bytes of all parts that are read
	maxText     = 64 << 20 // bytes of text
	maxBlocks   = 400_000  // paragraphs and cells of tables: a thick book has ten thousand
	maxDepth    = 256      // elements or groups within each other
)

var (
	errTooLarge = fmt.Errorf("more than %d MiB are packed into it", maxUnpacked>>20)
	errTooLong  = fmt.Errorf("it has more than %d MiB of text, or more than %d paragraphs", maxText>>20, maxBlocks)
	errTooDeep  = fmt.Errorf("its parts are more than %d deep within each other", maxDepth)
)

// An archive is an opened ZIP file, and how many bytes may still be unpacked.
type archive struct {
	files map[string]*zip.File
	left  int64
}

func openArchive(data []byte) (*archive, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	if len(r.File) > maxEntries {
		return nil, fmt.Errorf("it holds %d files, and more than %d are not looked at", len(r.File), maxEntries)
	}
	a := &archive{files: make(map[string]*zip.File, len(r.File)), left: maxUnpacked}
	for _, f := range r.File {
		if f.Flags&1 != 0 {
			return nil, ErrEncrypted
		}
		if _, ok := a.files[f.Name]; !ok {
			a.files[f.Name] = f
		}
	}
	return a, nil
}

func (a *archive) has(name string) bool { return a.files[name] != nil }

// matching returns the names of the parts that begin with prefix, in order.
func (a *archive) matching(prefix string) []string {
	var names []string
	for name := range a.files {
		if strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// errMissing is returned for a part that is not there.
var errMissing = errors.New("a part of it is missing")

// part returns the bytes of a file of the archive. Names are compared as they
// are, then without regard to case, as programs of Windows do.
func (a *archive) part(name string) ([]byte, error) {
	name = strings.TrimPrefix(name, "/")
	f := a.files[name]
	if f == nil {
		for other, candidate := range a.files {
			if strings.EqualFold(other, name) {
				f = candidate
			}
		}
	}
	if f == nil {
		return nil, fmt.Errorf("%w: %q", errMissing, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%q in it is damaged: %w", name, err)
	}
	defer r.Close()
	// What the archive says of the part's size may be a lie.
	const usual = 4 << 20
	out := bytes.NewBuffer(make([]byte, 0, min(f.UncompressedSize64+bytes.MinRead, usual, uint64(a.left)+bytes.MinRead)))
	_, err = out.ReadFrom(io.LimitReader(r, a.left+1))
	data := out.Bytes()
	if int64(len(data)) > a.left {
		return nil, errTooLarge
	}
	a.left -= int64(len(data))
	if err != nil {
		return nil, fmt.Errorf("%q in it is damaged: %w", name, err)
	}
	return data, nil
}

// readArchive reads a ZIP file by what stands in it.
func readArchive(data []byte) (*page.Text, error) {
	a, err := openArchive(data)
	if err != nil {
		return nil, err
	}
	switch mimetype, _ := a.part("mimetype"); {
	case a.has("META-INF/container.xml") && (a.has("META-INF/encryption.xml") || strings.HasPrefix(string(mimetype), "application/epub") || !a.has("content.xml")):
		return readEPUB(a)
	case a.has("content.xml"):
		return readODT(a, string(mimetype))
	case a.has("[Content_Types].xml"):
		return readDOCX(a)
	case a.has("Index/Document.iwa") || a.has("Index.zip"):
		return nil, ErrPages
	}
	return nil, ErrArchive
}
