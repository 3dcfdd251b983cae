package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press goes to the last button with that text, by name, and presses it.
func (w *tab) press(label string) {
	w.t.Helper()
	var found []*cdp.Node
	w.do(chromedp.Nodes(`//*[contains(@class, "entry")]//button[normalize-space(.)="`+label+`"]`, &found, chromedp.BySearch))
	w.do(chromedp.MouseClickNode(found[len(found)-1]))
}

// compose chooses a command by its path.
func (w *tab) compose(path string) {
	w.t.Helper()
	w.do(chromedp.Focus("#text"))
	w.keys("/" + path)
	w.until(`document.querySelector("#commands [aria-selected=true]")?.dataset.path === "` + path + `"`)
	w.keys(kb.Enter)
	w.until(`document.activeElement.form?.id === "command"`)
}

// TestDeskKeeps does what the bot keeps something for: a record that a class
// brings, a quotation that is saved, a passage a day, a round.
func TestDeskKeeps(t *testing.T) {
	w := inBrowser(t)
	address := openDesk(t)
	w.look(1280, "dark")
	w.do(chromedp.Navigate(address))
	w.until(`document.activeElement.id === "text"`)

	// A record of the class, which is then quoted.
	file := filepath.Join(t.TempDir(), "Our lesson.txt")
	lesson := "TEACHER: Who has seen the marmalade skies of Tuesday?\n\nANNA: I have seen them, and they were magnificent.\n\nTEACHER: Then tell us what they were like.\n\nANNA: Like an orange that somebody has forgotten.\n"
	if err := os.WriteFile(file, []byte(lesson), 0o644); err != nil {
		t.Fatal(err)
	}
	w.compose("records add")
	w.do(chromedp.SetUploadFiles(`#command input[type=file]`, []string{file}), chromedp.Click("#command .button.primary"))
	w.until(`document.querySelector(".entry:last-child")?.textContent.includes("ANNA")`)
	w.pictured("try-records-add")
	w.press("Correct")
	w.until(`document.querySelector(".entry:last-child details.menu") !== null`)
	w.pictured("try-records-correct")

	// A form has the focus while it is open, and gives it back.
	w.press("Title, date and source")
	w.until(`document.querySelector("dialog").open && document.activeElement.closest("dialog") !== null`)
	w.pictured("try-form")
	w.keys(kb.Escape)
	w.until(`!document.querySelector("dialog").open && document.activeElement.textContent === "Title, date and source"`)
	w.keys(kb.Enter)
	w.until(`document.activeElement.closest("dialog") !== null`)
	w.do(chromedp.Evaluate(`document.activeElement.select()`, nil))
	w.keys("The marmalade lesson", kb.Enter)
	w.until(`!document.querySelector("dialog").open && document.querySelector(".entry:last-child").textContent.includes("The marmalade lesson")`)
	w.press("Use it")
	w.until(`!document.querySelector(".entry:last-child button[value*=use]") || document.querySelectorAll(".entry").length > 1`)
	w.command("marmelade skies")
	w.until(`document.querySelector(".entry:last-child blockquote")?.textContent.includes("marmalade skies of Tuesday")`)

	// It is saved, and stands among what is saved.
	w.press("Save")
	w.until(`document.querySelector(".entry:last-child").textContent.includes("Only you can see this")`)
	w.command("/saved list")
	w.until(`document.querySelector(".entry:last-child").textContent.includes("marmalade skies of Tuesday")`)
	w.command("/saved export format: CSV")
	w.until(`document.querySelector(".entry:last-child a.file[download]") !== null`)
	var kind string
	w.do(chromedp.Evaluate(`fetch(document.querySelector(".entry:last-child a.file").href).then((r) => r.headers.get("Content-Disposition"))`, &kind, awaited))
	if want := "attachment; filename="; len(kind) < len(want) || kind[:len(want)] != want {
		t.Errorf("a file is given as %q", kind)
	}

	// A passage a day in a channel that is named, and one of it now.
	w.command("/daily add channel: #class-9b time: 07:30 timezone: Europe/Berlin")
	w.until(`document.querySelector(".entry:last-child .mention")?.textContent === "#class-9b"`)
	w.pictured("try-daily")

	// A round, whose question is answered.
	w.command("/whosaid play rounds: 3")
	w.until(`document.querySelectorAll(".entry:last-child button[name=press]").length >= 2`)
	w.pictured("try-whosaid")
	w.do(chromedp.Click(`.entry:last-child button[name=press]`))
	w.until(`document.querySelectorAll(".entry").length >= 6`)
	w.quiet(address)
}
