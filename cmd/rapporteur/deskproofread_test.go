package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const minutes = `First debate of the class

March 3, 2026

A. Baker: We brought the bread and
the jam. And who has brought the salt?

B. Cook: Nobody was asked to bring any.
Then the soup will be thin again. [laughter]

Bell: it rang twice.

A. Baker: Three things were said.

B. Cok: Four things were said. Yes they were.
No they were not.

A. Baker: So it stands.
`

// records makes a folder of records with files, and returns its path.
func recordsOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// openMinutes opens the minutes in the browser.
func openMinutes(t *testing.T, w *tab, dir string) (address string) {
	t.Helper()
	address = openDesk(t, "--records", dir)
	w.look(1280, "dark")
	w.do(chromedp.Navigate(address+"proofread/"), chromedp.Click(`//button[text()="minutes.txt"]`, chromedp.BySearch))
	w.until(`document.querySelectorAll(".row").length === 11`)
	return address
}

// TestDeskProofread proofreads a file of the folder by the keyboard alone.
func TestDeskProofread(t *testing.T) {
	w := inBrowser(t)
	dir := recordsOf(t, map[string]string{"minutes.txt": minutes})
	address := openMinutes(t, w, dir)
	w.pictured("proofread-opened")
	w.do(chromedp.Focus("#rows"))
	w.until(`document.activeElement.id === "r0"`)
	w.keys(kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown)
	w.until(`document.activeElement.id === "r5" && document.getElementById("chosen-heading").textContent === "Line 9"`)
	// The first speaker said it.
	w.keys("1")
	w.until(`document.querySelector("#r5.begins .mark")?.textContent === "A. Baker" && document.activeElement.id === "r5"`)
	w.until(`document.getElementById("said").textContent.includes("Line 9 is A. Baker’s now.")`)
	w.pictured("proofread-corrected")
	w.do(chromedp.KeyEvent("z", chromedp.KeyModifiers(2)))
	w.until(`document.querySelector("#r5:not(.begins) .mark")?.textContent === "B. Cook" && document.activeElement.id === "r5"`)
	w.quiet(address)
}
