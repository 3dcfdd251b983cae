package office

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"rapporteur/corpus/transcript/page"
)

// Bounds of what a PDF may cost. PDFium runs in a sandbox of WebAssembly that
// sees no files, has no more memory than this, and is stopped after the time.
const (
	maxPDFPages  = 5_000
	maxPDFTime   = 2 * time.Minute
	maxPDFMemory = 768 << 20
	wasmPage     = 64 << 10
)

var (
	errSlow   = fmt.Errorf("its pages take more than %v to read; save its text as .txt", maxPDFTime)
	errGlyphs = errors.New("its fonts do not say which letters they show; have a program recognise its text (OCR), and save that")
)

// pdfium is compiled once a process, which takes a few seconds, or a tenth of
// one if the user's cache has it from an earlier run.
var pdfiumPool = sync.OnceValues(func() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(maxPDFMemory / wasmPage).
		WithCloseOnContextDone(true)
	if dir, err := os.UserCacheDir(); err == nil {
		// Without a folder to write to it is compiled in memory.
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "rapporteur", "pdfium")); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	return webassembly.Init(webassembly.Config{
		MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(),
	})
})

// readPDF reads the text layer of a PDF.
func readPDF(data []byte) (*page.Text, error) {
	pool, err := pdfiumPool()
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	instance, err := pool.GetInstance(maxPDFTime)
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	slow := false
	var lock sync.Mutex
	timer := time.AfterFunc(maxPDFTime, func() {
		lock.Lock()
		defer lock.Unlock()
		slow = true
		instance.Kill()
	})
	pages, err := pdfPages(instance, data)
	timer.Stop()
	lock.Lock()
	defer lock.Unlock()
	if slow {
		return nil, errSlow
	}
	instance.Close()
	if err != nil {
		return nil, err
	}
	return layPages(pages)
}

// pdfPages returns what stands on the pages of a PDF.
func pdfPages(instance pdfium.Pdfium, data []byte) (pages []sheet, err error) {
	defer func() {
		if trap := recover(); trap != nil {
			pages, err = nil, fmt.Errorf("it is damaged: %v", trap)
		}
	}()
	opened, err := instance.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return nil, ErrEncrypted
	case err != nil:
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return nil, fmt.Errorf("count pages: %w", err)
	}
	if count.PageCount > maxPDFPages {
		return nil, fmt.Errorf("it has %d pages, and more than %d are not read; split it", count.PageCount, maxPDFPages)
	}
	pages = make([]sheet, count.PageCount)
	size := 0
	for i := range pages {
		at := requests.Page{ByIndex: &requests.PageByIndex{Document: opened.Document, Index: i}}
		text, err := instance.GetPageTextStructured(&requests.GetPageTextStructured{
			Page: at, Mode: requests.GetPageTextStructuredModeChars,
		})
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		if size += len(text.Chars); size > maxText {
			return nil, errTooLong
		}
		fonts, err := openFonts(instance, at)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		pages[i].lines = linesOf(text.Chars, fonts)
		fonts.close()
	}
	return pages, nil
}

// fonts say how the characters of a page are set. Each answer takes PDFium as
// long as ten characters do, so only those are asked for that may begin a line
// in bold.
type fonts struct {
	instance pdfium.Pdfium
	page     references.FPDF_TEXTPAGE
}

func openFonts(instance pdfium.Pdfium, at requests.Page) (fonts, error) {
	opened, err := instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: at})
	if err != nil {
		return fonts{}, err
	}
	return fonts{instance, opened.TextPage}, nil
}

func (f fonts) close() {
	f.instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: f.page})
}

// isBold reports whether the character at an index is set in bold.
func (f fonts) isBold(index int) bool {
	const semibold = 600
	weight, err := f.instance.FPDFText_GetFontWeight(&requests.FPDFText_GetFontWeight{TextPage: f.page, Index: index})
	if err == nil && weight.FontWeight >= semibold {
		return true
	}
	font, err := f.instance.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: f.page, Index: index})
	return err == nil && (strings.Contains(font.FontName, "Bold") || strings.Contains(font.FontName, "Black") || strings.Contains(font.FontName, "Heavy"))
}

// glyph returns what a character of a PDF is in text: PDFium marks the hyphens
// at the ends of lines, and other characters may control a terminal.
func glyph(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case r == 0x02, r == 0xFFFE:
		return '-'
	case r == '\t':
		return ' '
	case r < ' ' && r != '\n', r == 0x7F, text == "":
		return -1
	}
	return r
}

// linesOf cuts the characters of a page into lines. PDFium ends lines and parts
// words by where they stand.
func linesOf(chars []*responses.GetPageTextStructuredChar, f fonts) []linePDF {
	var lines []linePDF
	fresh, bold := true, false
	for i, c := range chars {
		r := glyph(c.Text)
		if r == '\n' {
			fresh = true
			continue
		}
		if r < 0 || fresh && r == ' ' {
			continue
		}
		if fresh {
			lines = append(lines, linePDF{top: c.PointPosition.Top, bottom: c.PointPosition.Bottom})
		}
		// A label ends at the end of a word.
		if fresh || bold && chars[max(0, i-1)].Text == " " {
			bold = f.isBold(i)
			fresh = false
		}
		lines[len(lines)-1].add(r, c.PointPosition, bold)
		// PDFium leaves out the end of a line after a hyphen that breaks a word.
		fresh = r == '-' && i+1 < len(chars) && chars[i+1].PointPosition.Top < c.PointPosition.Bottom
	}
	return lines
}
