package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rapporteur/bot/drawing"
)

// openDesk runs the desk with flags and returns its address.
func openDesk(t *testing.T, flags ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	var complaints strings.Builder
	var failed error
	ended := make(chan struct{})
	go func() {
		failed = run(ctx, append([]string{"desk", "--no-browser"}, flags...), os.Getenv, strings.NewReader(""), in, &complaints)
		in.CloseWithError(io.EOF)
		close(ended)
	}()
	t.Cleanup(func() {
		cancel()
		if <-ended; failed != nil {
			t.Errorf("the desk ends with %v", failed)
		}
		for line := range strings.Lines(complaints.String()) {
			if !strings.Contains(line, "read with doubts") { // as it says of files that are there to be proofread
				t.Errorf("the desk complains: %s", line)
			}
		}
	})
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the desk prints no address: %v", err)
	}
	go io.Copy(io.Discard, lines)
	return regexp.MustCompile(`http://\S+`).FindString(line)
}

// A tab is a tab of which every request and every complaint is kept.
type tab struct {
	context.Context
	t *testing.T

	mu         sync.Mutex
	requests   []string
	complaints []string
}

// theBrowser is one for all tests of the desk's pages.
var theBrowser struct {
	once  sync.Once
	first context.Context
	err   error
}

// inBrowser opens a tab of a browser, or skips the test where there is none.
func inBrowser(t *testing.T) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("it needs a browser")
	}
	theBrowser.once.Do(func() { theBrowser.first, _, theBrowser.err = drawing.Browser(context.Background()) })
	if errors.Is(theBrowser.err, drawing.ErrNoBrowser) {
		t.Skip(theBrowser.err)
	}
	if theBrowser.err != nil {
		t.Fatal(theBrowser.err)
	}
	opened, shut := chromedp.NewContext(theBrowser.first)
	t.Cleanup(shut)
	ctx, cancel := context.WithTimeout(opened, time.Minute)
	t.Cleanup(cancel)
	w := &tab{Context: ctx, t: t}
	chromedp.ListenTarget(ctx, func(event any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			w.requests = append(w.requests, e.Request.URL)
		case *log.EventEntryAdded:
			w.complaints = append(w.complaints, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		case *cdpruntime.EventExceptionThrown:
			w.complaints = append(w.complaints, e.ExceptionDetails.Error())
		case *cdppage.EventJavascriptDialogOpening:
			w.complaints = append(w.complaints, "a script opens a dialog: "+e.Message)
		}
	})
	w.do(network.Enable(), log.Enable(), cdpruntime.Enable())
	return w
}

// do does things in the tab.
func (w *tab) do(actions ...chromedp.Action) {
	w.t.Helper()
	if err := chromedp.Run(w, actions...); err != nil {
		var page string
		_ = chromedp.Run(w, chromedp.Evaluate(`document.body.innerText`, &page))
		w.t.Fatalf("%v\n%s", err, page)
	}
}

// until waits until an expression of JavaScript is true.
func (w *tab) until(expression string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w, 10*time.Second)
	defer cancel()
	err := errors.New("not looked yet")
	for err != nil && ctx.Err() == nil { // a page that is left takes what is polled in it along
		err = chromedp.Run(ctx, chromedp.Poll(expression, nil, chromedp.WithPollingInterval(20*time.Millisecond)))
	}
	if err != nil {
		var page string
		_ = chromedp.Run(w, chromedp.Evaluate(`document.body.innerText + "\n— the focus is on: " + document.activeElement.outerHTML.slice(0, 300)`, &page))
		w.t.Fatalf("it never comes that %s: %v\n%s", expression, err, page)
	}
}

// keys presses keys, one after the other.
func (w *tab) keys(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		if k != kb.Enter {
			w.do(chromedp.KeyEvent(k))
			continue
		}
		// As a keyboard does it: a page that takes the key for itself keeps the
		// browser from sending a form. chromedp sends the letter regardless.
		down := input.DispatchKeyEvent(input.KeyDown).WithKey("Enter").WithCode("Enter").WithText("\r").WithWindowsVirtualKeyCode(13)
		up := input.DispatchKeyEvent(input.KeyUp).WithKey("Enter").WithCode("Enter").WithWindowsVirtualKeyCode(13)
		w.do(down, up)
	}
}

// look sets the size of the screen and the colours.
func (w *tab) look(width int64, theme string) {
	w.t.Helper()
	height := int64(800)
	w.do(emulation.SetDeviceMetricsOverride(width, height, 1, width < 600),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}))
}

// pictured holds that nothing is wider than the screen, and with go test
// -artifacts keeps a picture of the page in each size and in both colours.
func (w *tab) pictured(name string) {
	w.t.Helper()
	kept := flag.Lookup("test.artifacts").Value.String() == "true"
	for _, width := range []int64{1280, 390} {
		for _, theme := range []string{"dark", "light"} {
			if theme == "light" && !kept {
				continue
			}
			w.look(width, theme)
			var widest int64
			w.do(chromedp.Evaluate(`document.documentElement.scrollWidth`, &widest))
			if widest > width {
				w.t.Errorf("%s is %d pixels wide on a screen of %d", name, widest, width)
			}
			if !kept {
				continue
			}
			var png []byte
			w.do(chromedp.CaptureScreenshot(&png))
			if err := os.WriteFile(filepath.Join(w.t.ArtifactDir(), fmt.Sprintf("%s-%d-%s.png", name, width, theme)), png, 0o644); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	w.look(1280, "dark")
}

// quiet holds that nothing was asked of anybody but the desk, and that the
// browser has had nothing to complain of.
func (w *tab) quiet(address string) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, url := range w.requests {
		if !strings.HasPrefix(url, address) {
			w.t.Errorf("the page asks for %s", url)
		}
	}
	for _, c := range w.complaints {
		w.t.Errorf("the browser complains: %s", c)
	}
}

// TestDeskTry tries the bot with the keyboard alone.
func TestDeskTry(t *testing.T) {
	w := inBrowser(t)
	address := openDesk(t)
	w.look(1280, "dark")
	w.do(chromedp.Navigate(address))
	w.until(`document.activeElement.id === "text"`)
	w.pictured("try-empty")

	// Half-remembered words, without a command.
	w.keys("leters of suport")
	w.until(`!document.getElementById("commands").hidden`)
	w.keys(kb.Enter)
	w.until(`document.querySelectorAll(".entry").length === 1`)
	w.until(`document.querySelector(".entry blockquote").textContent.includes("38 thousand letters of support")`)
	w.until(`document.activeElement.id === "text" && document.activeElement.value === ""`)
	w.pictured("try-quote")

	// The buttons of a reply are the last things before the line. A new reply to
	// them gets the focus.
	w.backTo("In context")
	w.keys(kb.Enter)
	w.until(`document.querySelectorAll(".entry").length === 2 && document.activeElement.textContent.includes("Only you can see this")`)

	// A reply that changes in its place keeps it on the same button.
	w.command("the Cuban comrades")
	w.until(`document.querySelector(".entry:last-child").textContent.includes("1 of ")`)
	w.backTo("Next match ▶")
	w.keys(" ")
	w.until(`document.querySelectorAll(".entry").length === 3 && document.querySelector(".entry:last-child").textContent.includes("2 of ")`)
	w.until(`document.activeElement.textContent === "Next match ▶" || document.activeElement.classList.contains("entry")`)
	w.do(chromedp.Focus("button[formaction=clear]"))
	w.keys(kb.Enter)
	w.until(`document.querySelectorAll(".entry").length === 0 && document.activeElement.id === "text"`)
	w.command("leters of suport")

	// A command is chosen, its options filled in with what the bot proposes.
	w.do(chromedp.Focus("#text"))
	w.keys("/spea")
	w.until(`document.querySelector("#commands [aria-selected=true]")?.dataset.path === "speaker"`)
	w.pictured("try-commands")
	w.keys(kb.Enter)
	w.until(`document.activeElement.name === "o:name"`)
	w.keys("guev")
	w.until(`document.querySelector("#f-name-list [role=option]") !== null`)
	w.pictured("try-compose")
	w.keys(kb.ArrowDown)
	w.until(`document.activeElement.getAttribute("aria-activedescendant") === "f-name-list0"`)
	w.keys(kb.Enter)
	w.until(`document.activeElement.value.includes("Guevara")`)
	w.keys(kb.Enter)
	w.until(`document.querySelectorAll(".entry").length === 2 && document.activeElement.id === "text"`)
	w.until(`document.querySelectorAll(".entry")[1].textContent.includes("E. Guevara")`)

	// What is required is asked for, and nothing is sent without it.
	w.keys("/read")
	w.until(`document.querySelector("#commands [aria-selected=true]")?.dataset.path === "read"`)
	w.keys(kb.Enter)
	w.until(`document.activeElement.form?.id === "command"`)
	w.keys(kb.Escape)
	w.until(`document.activeElement.id === "text" && document.getElementById("command").hidden`)

	// A mistake is said in a sentence, and what was typed is kept.
	w.keys("/qoute text: rice", kb.Enter)
	w.until(`document.getElementById("wrong").textContent === "There is no command /qoute. Did you mean /quote?"`)
	w.until(`document.activeElement.value === "/qoute text: rice"`)
	w.do(chromedp.Evaluate(`document.getElementById("text").value = ""`, nil))

	// A message has a menu, in which it is verified.
	w.keys("Mikoyan said: I am glad to shake your hand")
	w.until(`!document.getElementById("commands").hidden`)
	w.keys(kb.ArrowDown, kb.Enter)
	w.until(`document.activeElement.tagName === "SUMMARY" && document.activeElement.textContent === "Apps"`)
	w.keys(kb.Enter, kb.Tab)
	w.until(`document.activeElement.textContent === "Verify quotation"`)
	w.pictured("try-message")
	w.keys(kb.Enter)
	w.until(`document.querySelectorAll(".entry").length === 4 && document.activeElement.classList.contains("entry")`)
	w.until(`document.activeElement.textContent.includes("Right words, another speaker") || document.activeElement.textContent.includes("E. Guevara")`)
	w.until(`document.activeElement.textContent.includes("Only you can see this")`)

	// Pictures and files come from the desk.
	w.command("/mentions words: situation")
	w.until(`document.querySelector(".entry:last-child img")?.complete && document.querySelector(".entry:last-child img").naturalWidth > 100`)
	w.pictured("try-picture")

	// The language is that of the answers, and of the commands.
	w.do(chromedp.Focus(`button[lang="de"]`))
	w.keys(kb.Enter)
	w.until(`document.querySelector('button[lang="de"]').getAttribute("aria-pressed") === "true" && document.querySelector("[data-path=help]").textContent.includes("Befehle")`)
	w.command("letters of support")
	w.until(`document.querySelector(".entry:last-child").textContent.includes("Wörtlich") || document.querySelector(".entry:last-child").textContent.includes("Wortlaut")`)
	w.do(chromedp.Focus(`button[lang="en"]`))
	w.keys(kb.Enter)
	w.until(`document.querySelector('button[lang="en"]').getAttribute("aria-pressed") === "true"`)

	w.do(chromedp.Focus(`button[formaction=clear]`))
	w.keys(kb.Enter)
	w.until(`document.querySelectorAll(".entry").length === 0`)
	w.quiet(address)
}

// command types a command or words, and sends them as they stand.
func (w *tab) command(line string) {
	w.t.Helper()
	w.do(chromedp.Focus("#text"))
	var before int
	w.do(chromedp.Evaluate(`document.querySelectorAll(".entry").length`, &before))
	w.keys(line, kb.Escape, kb.Enter)
	w.until(fmt.Sprintf(`document.querySelectorAll(".entry").length > %d`, before))
}

// backTo goes back with Shift and Tab to something with that text.
func (w *tab) backTo(text string) {
	w.t.Helper()
	for range 60 {
		var at string
		w.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(input.ModifierShift)), chromedp.Evaluate(`document.activeElement.textContent`, &at))
		if at == text {
			return
		}
	}
	w.t.Fatalf("the keyboard does not come to %q", text)
}
