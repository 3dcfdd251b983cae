package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const minutes = `First debate of the class

March 3, 2026

A. Baker: We brought the bread and
the jam. And who has brought the salt?

B. Cook: Nobody was asked to bring any.
Then the soup will be thin again. [laughter]

Bell: It rang twice.

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

// unasked lets a page be left though something is not saved, which it would ask
// about.
const unasked = `addEventListener("beforeunload", (e) => e.stopImmediatePropagation(), true)`

// leaveUnsaved lets the tab be closed at the end though something is not saved.
func leaveUnsaved(t *testing.T, w *tab) {
	t.Cleanup(func() { _ = chromedp.Run(w, chromedp.Evaluate(unasked, nil)) })
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

// TestDeskSavedIsTried asks the bot in Try for what was corrected in Proofread.
func TestDeskSavedIsTried(t *testing.T) {
	w := inBrowser(t)
	leaveUnsaved(t, w)
	dir := recordsOf(t, map[string]string{"minutes.txt": minutes})
	address := openMinutes(t, w, dir)
	w.do(chromedp.Click("#r5", chromedp.ByID))
	w.until(`document.getElementById("chosen-heading").textContent === "Line 9"`)
	w.keys("1")
	w.until(`document.getElementById("said").textContent.includes("Line 9 is A. Baker’s now.")`)
	w.do(chromedp.KeyEvent("s", chromedp.KeyModifiers(input.ModifierCtrl)))
	w.until(`document.getElementById("said").textContent.includes("minutes.toml is saved beside the file.")`)
	w.do(chromedp.Navigate(address))
	w.until(`document.activeElement.id === "text"`)
	w.command("the soup will be thin again")
	w.until(`document.querySelector(".entry:last-child").textContent.includes("— A. Baker")`)
	w.quiet(address)
}

// TestDeskProofread proofreads a file of the folder by the keyboard alone.
func TestDeskProofread(t *testing.T) {
	w := inBrowser(t)
	leaveUnsaved(t, w)
	dir := recordsOf(t, map[string]string{"minutes.txt": minutes})
	address := openMinutes(t, w, dir)
	w.pictured("proofread-opened")
	saidHas := func(words string) {
		t.Helper()
		w.until(fmt.Sprintf(`document.getElementById("said").textContent.includes(%q)`, words))
	}
	focusOn := func(id string) {
		t.Helper()
		w.until(fmt.Sprintf(`document.activeElement.id === %q`, id))
	}
	tabTo := func(id string) {
		t.Helper()
		for range 60 {
			w.keys(kb.Tab)
			var at string
			w.do(chromedp.Evaluate(`document.activeElement.id`, &at))
			if at == id {
				return
			}
		}
		t.Fatalf("the key Tab never leads to %s", id)
	}

	// From the file's tools to its text, and down in it.
	tabTo("r0") // where the text leads the focus
	w.keys(kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown)
	w.until(`document.activeElement.id === "r5" && document.getElementById("chosen-heading").textContent === "Line 9"`)

	// The first speaker said it, and did not.
	w.keys("1")
	w.until(`document.querySelector("#r5.begins .mark")?.textContent === "A. Baker" && document.activeElement.id === "r5"`)
	saidHas("Line 9 is A. Baker’s now.")
	w.pictured("proofread-corrected")
	w.do(chromedp.KeyEvent("z", chromedp.KeyModifiers(input.ModifierCtrl)))
	w.until(`document.querySelector("#r5:not(.begins) .mark")?.textContent === "B. Cook" && document.activeElement.id === "r5"`)

	// The doubt is about a misprint. A turn begins within that line, and is
	// somebody else's.
	w.keys("d")
	w.until(`document.getElementById("chosen-heading").textContent === "Line 15" && document.activeElement.id === "r8"`)
	w.keys("w")
	focusOn("whose")
	tabTo("at")
	w.keys("Y") // "Yes they were."
	tabTo("split")
	w.keys(kb.Enter)
	saidHas("A turn begins there now.")
	focusOn("split")
	w.keys(kb.Escape)
	focusOn("r8")
	w.keys("w")
	focusOn("whose")
	w.keys(kb.End) // "somebody else's…"
	focusOn("whose-name")
	w.keys("D. Potter")
	tabTo("only-6")
	w.keys(kb.Enter)
	saidHas("Turn 6 is D. Potter’s now.")
	w.keys(kb.Escape)
	focusOn("r8")
	w.keys("h")
	saidHas("Marked as sensitive: 5, 6.")
	w.until(`document.querySelector("#r8 .badge") && document.activeElement.id === "r8"`)
	w.pictured("proofread-more")

	// Two lines are narration.
	w.keys(kb.Home, kb.ArrowDown, kb.ArrowDown)
	focusOn("r2")
	w.do(chromedp.KeyEvent(kb.ArrowDown, chromedp.KeyModifiers(input.ModifierShift)))
	w.until(`document.getElementById("chosen-heading").textContent === "Lines 5 to 6"`)
	w.keys("0")
	saidHas("Lines 5 to 6 are the recorder’s now.")
	w.until(`document.querySelector("#r2.narration") && document.activeElement.id === "r3"`)

	// The speakers stand further down.
	w.do(chromedp.Focus("#sum-3"))
	w.keys(kb.Enter)
	tabTo("name-3")
	w.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(input.ModifierCtrl)))
	w.keys("Ben Cook", kb.Enter)
	saidHas("is called Ben Cook now.")
	focusOn("name-3")
	w.until(`document.querySelector("#r8 .mark").textContent === "Ben Cook / D. Potter"`)
	w.pictured("proofread-speakers")

	// A search, and what cannot be done.
	w.do(chromedp.Focus("#q"))
	w.keys("DEBATE", kb.Enter)
	focusOn("r0")
	w.keys("h")
	w.until(`document.getElementById("problem").textContent.includes("No words of a turn stand on line 1") && document.activeElement.id === "r0"`)

	w.do(chromedp.KeyEvent("s", chromedp.KeyModifiers(input.ModifierCtrl)))
	saidHas("minutes.toml is saved beside the file.")
	w.until(`document.getElementById("state").textContent.startsWith("All is saved.")`)
	want := `narration = ["5-6"]
sensitive = ["4-5"]

[[lines]]
lines = "15-16"
from = "Yes they were."
speaker = "D. Potter"

[[speakers]]
name = "Ben Cook"
labels = ["B. Cok"]
`
	if got, err := os.ReadFile(filepath.Join(dir, "minutes.toml")); err != nil || string(got) != want {
		t.Errorf("error %v, and the sidecar is\n%s", err, got)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "minutes.txt")); err != nil || string(got) != minutes {
		t.Errorf("error %v, and the transcript is\n%s", err, got)
	}
	w.quiet(address)
}

// TestDeskProofreadHostile opens a file whose name and content a browser could
// obey: no script runs, and nothing is asked of anybody.
func TestDeskProofreadHostile(t *testing.T) {
	const bad = `<script>alert(1)</script><img src="http://example.org/x" onerror="alert(2)"><svg onload=alert(3)>"'&{{.}}` + "\u202e\u0007"
	w := inBrowser(t)
	leaveUnsaved(t, w)
	dir := recordsOf(t, map[string]string{
		"<img src=x onerror=alert(4)>.txt":  "Ann: One. " + bad + "\n\nBob: Two.\n\nAnn: Three <b onclick=alert(5)>times</b>.\n\nBob: Four. " + bad + "\n",
		"<img src=x onerror=alert(4)>.toml": "title = '<script>alert(6)</script>'\nurl = 'javascript:alert(7)'\n[[speakers]]\nname = '</select><script>alert(8)</script>'\nlabels = ['Bob']\n",
	})
	address := openDesk(t, "--records", dir)
	w.do(chromedp.Navigate(address+"proofread/"), chromedp.Click(`.files button`))
	w.until(`document.querySelectorAll(".row").length === 4`)
	w.do(chromedp.Evaluate(`for (const d of document.querySelectorAll("details")) d.open = true`, nil), chromedp.Click("#r3"))
	w.until(`document.getElementById("chosen-heading").textContent === "Line 7"`)
	w.keys("1")
	w.until(`document.getElementById("said").textContent.includes("Line 7 is")`)
	w.pictured("proofread-hostile")
	var elements int
	w.do(chromedp.Evaluate(`document.querySelectorAll("main script, main img, main svg, main b, main [onclick], main [onerror], main [style]:not(.part)").length`, &elements))
	if elements > 0 {
		t.Errorf("%d elements come of what the file holds", elements)
	}
	w.quiet(address)
}

// longMinutes returns the minutes of a session of so many turns.
func longMinutes(turns int) string {
	dice := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the of and to in that we have said bread salt soup school class vote motion chair member question answer minister letter support island treaty")
	names := []string{"Anna Berg", "Ben Cook", "Carla Diaz", "David Evans", "Eva Frost", "Farid Gul", "Greta Holm", "Hugo Iles", "Ines Jung", "Jon Kerr"}
	var b strings.Builder
	b.WriteString("The long session\n\nMarch 3, 2026\n")
	for i := range turns {
		fmt.Fprintf(&b, "\n%s: So number %d", names[dice.IntN(len(names))], i+1)
		for k := range 5 + dice.IntN(55) {
			sep := " "
			if k%14 == 13 {
				sep = "\n"
			}
			b.WriteString(sep + words[dice.IntN(len(words))])
		}
		b.WriteString(".\n")
	}
	return b.String()
}

// TestDeskProofreadLong holds that a long transcript is shown, scrolled, searched
// and corrected without a wait: of 30,000 turns with RAPPORTEUR_TEST_FULL, else of
// 5,000, for the race detector makes all of it ten times slower. The bounds are
// those of a busy machine; the figures are logged.
func TestDeskProofreadLong(t *testing.T) {
	w := inBrowser(t)
	leaveUnsaved(t, w)
	turns := 5_000
	if os.Getenv("RAPPORTEUR_TEST_FULL") != "" {
		turns = 30_000
	}
	dir := recordsOf(t, map[string]string{"minutes.txt": longMinutes(turns)})
	address := openDesk(t)
	w.look(1280, "dark")
	w.do(chromedp.Navigate(address + "proofread/"))
	w.do(chromedp.SetUploadFiles("#file", []string{filepath.Join(dir, "minutes.txt")}, chromedp.ByID))
	w.until(`document.querySelectorAll(".row").length >= 100`)
	measure := func(name string, most float64, expression string) {
		t.Helper()
		var ms float64
		w.do(chromedp.Evaluate(expression, &ms, awaited))
		t.Logf("%-44s %8.0f", name, ms)
		if ms > most {
			t.Errorf("%s: %.0f, %.0f at most", name, ms, most)
		}
	}
	const until = `async (f) => { const start = performance.now(); while (!f()) { if (performance.now() - start > 20000) throw new Error("never " + f); await new Promise((r) => setTimeout(r, 4)); } return performance.now() - start; }`
	w.do(chromedp.Evaluate("window.until = "+until, nil))
	measure("bytes of the page", 200_000, `performance.getEntriesByType("navigation")[0].decodedBodySize`)
	measure("ms to the first paint of the opened page", 5_000, `until(() => performance.getEntriesByName("first-contentful-paint")[0]).then(() => performance.getEntriesByName("first-contentful-paint")[0].startTime)`)
	measure("rows", 1e6, `Number(document.getElementById("sheet").dataset.rows)`)
	w.do(chromedp.Focus("#rows"))
	w.until(`document.activeElement.id === "r0"`)
	press := func(key, code string) string {
		return fmt.Sprintf(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: %q, bubbles: true, cancelable: true%s}))`, key, code)
	}
	measure("ms to the last line", 5_000, press("End", "")+`; until(() => document.activeElement.id === "r" + (Number(document.getElementById("sheet").dataset.rows) - 1))`)
	measure("ms to the first line", 5_000, press("Home", "")+`; until(() => document.activeElement.id === "r0")`)
	measure("ms to the middle, by scrolling", 5_000, `(async () => { const l = document.getElementById("rows"); l.scrollTop = l.scrollHeight / 2; await new Promise(requestAnimationFrame); return until(() => { const b = l.getBoundingClientRect(); return document.elementFromPoint(b.left + 200, b.top + 200)?.closest(".row"); }); })()`)
	measure("ms to find a line", 5_000, `document.getElementById("q").value = "number 4912"; document.getElementById("search").requestSubmit(); until(() => document.activeElement.classList.contains("row") && document.activeElement.textContent.includes("number 4912"))`)
	for _, key := range []string{"1", "2"} {
		measure("ms of a correction, until it is seen", 8_000, `const before`+key+` = document.getElementById("sheet").textContent.length; document.getElementById("said").textContent = ""; `+press(key, "")+`; until(() => document.getElementById("said").textContent.includes("now."))`)
	}
	measure("ms of undoing it", 8_000, `document.getElementById("said").textContent = ""; document.querySelector('[data-do="undo"]').click(); until(() => document.getElementById("said").textContent.includes("Undone."))`)
	measure("ms of joining two speakers", 15_000, `document.getElementById("said").textContent = ""; { const f = document.querySelector('#speaker-1 [data-op="join"]'); f.elements.speaker.value = "0"; f.requestSubmit(); } until(() => document.getElementById("said").textContent.includes("one speaker"))`)
	measure("elements of the page, at most", 40_000, `(async () => { const l = document.getElementById("rows"); let most = 0; for (let i = 0; i < 40; i++) { l.scrollTop = l.scrollHeight * i / 40; await new Promise((r) => setTimeout(r, 50)); most = Math.max(most, document.getElementsByTagName("*").length); } return most; })()`)
	measure("MB of the script's memory", 200, `performance.memory.usedJSHeapSize / 1e6`)
	w.quiet(address)
}

// TestDeskProofreadDropped drops files on the page: one that is not read until it
// is said who speaks, and one whose lines a screen reader has read out.
func TestDeskProofreadDropped(t *testing.T) {
	w := inBrowser(t)
	leaveUnsaved(t, w)
	address := openDesk(t)
	w.look(1280, "dark")
	w.do(chromedp.Navigate(address + "proofread/"))
	w.pictured("proofread-start")
	drop := func(name, text string) {
		t.Helper()
		w.do(chromedp.Evaluate(fmt.Sprintf(`{ const files = new DataTransfer(); files.items.add(new File([%q], %q)); document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true})); }`, text, name), nil))
	}
	drop("minutes.txt", minutes)
	w.until(`document.querySelectorAll(".row").length === 11`)
	w.do(chromedp.Focus("#rows"))
	w.until(`document.activeElement.id === "r0"`)
	w.keys(kb.ArrowDown, kb.ArrowDown)
	w.until(`document.activeElement.id === "r2" && document.getElementById("chosen-heading").textContent === "Line 5"`)
	spoken := make(map[string]bool)
	for role, names := range w.spoken() {
		for _, name := range names {
			spoken[role+" "+name] = true
		}
	}
	for _, want := range []string{
		"heading minutes.txt", "heading The text, line by line", "heading Line 5", "DisclosureTriangle Doubts 1", "DisclosureTriangle Speakers 4", "DisclosureTriangle Keys",
		"listbox Lines of minutes.txt", "option 5 A. Baker A. Baker: We brought the bread and", "option 9 B. Cook Then the soup will be thin again. aside: [laughter]",
		"toolbar File", "search ", "searchbox Search in the text", "combobox Whose words are these?", "button Split", "main ", "navigation Rooms",
	} {
		if !spoken[want] {
			t.Errorf("a screen reader does not come to %q", want)
		}
	}
	if t.Failed() {
		t.Log(slices.Sorted(maps.Keys(spoken)))
	}
	w.do(chromedp.Evaluate(`document.querySelectorAll("details").forEach((d) => { d.open = true; })`, nil))
	w.spoken()
	w.do(chromedp.Navigate(address + "proofread/"))
	w.until(`document.querySelector(".files a")?.textContent === "minutes.txt"`)
	drop("talk.txt", "ann: one is here. it rains\n\nit rains: as it does\n\nbo: two is here\n")
	w.until(`document.querySelector(".notice.error strong")?.textContent === "This file is not read."`)
	w.pictured("proofread-refused")
	w.do(chromedp.SetValue("#who", "ann\nbo"), chromedp.Click(`.do[data-op="set"] button`, chromedp.ByQuery))
	w.until(`document.querySelectorAll(".row").length === 3 && document.querySelector("#r1 .mark").textContent !== "it rains"`)
	w.until(`document.getElementById("state").textContent === "Not saved yet"`)

	// There is no folder: what is corrected is downloaded.
	w.do(chromedp.Focus("#rows"))
	w.until(`document.activeElement.id === "r0"`)
	w.keys("2")
	w.until(`document.getElementById("said").textContent.includes("Line 1 is bo’s now.")`)
	var sidecar string
	w.do(chromedp.Evaluate(`fetch(document.getElementById("download").href).then((r) => r.text())`, &sidecar, awaited))
	if sidecar != "[[speakers]]\nname = \"ann\"\n\n[[speakers]]\nname = \"bo\"\n\n[[lines]]\nlines = \"1\"\nspeaker = \"bo\"\n" {
		t.Errorf("the sidecar is %q", sidecar)
	}
	w.quiet(address)
}
