package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestDeskHostile shows records whose names and words are markup, in every room:
// nothing of it runs, and nothing is asked of anybody.
func TestDeskHostile(t *testing.T) {
	w := inBrowser(t)
	records := t.TempDir()
	const text = `speaker,text
"<img src=x onerror=alert(1)>","The fabulous <script>document.title=""taken""</script> is <img src=""https://evil.example/a.png"" onerror=""alert(1)""> here."
SMITH,"No, [the fabulous answer](javascript:alert(1)) is ""><svg onload=alert(2)> <iframe src=https://evil.example> and <style>body{display:none}</style>."
"<img src=x onerror=alert(1)>","![picture](https://evil.example/b.png) <link rel=stylesheet href=https://evil.example/c.css> is what I say of the fabulous one."
SMITH,"<form action=https://evil.example><button>Give</button></form> so it is, my fabulous friend."
`
	if err := os.WriteFile(filepath.Join(records, `a "quoted" <b onmouseover=alert(3)> name.csv`), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	address := openDesk(t, "--records", records)
	w.look(1280, "dark")
	w.do(chromedp.Navigate(address))
	w.until(`document.activeElement.id === "text"`)
	for _, line := range []string{
		"fabulous", `<img src="https://evil.example/d.png" onerror="alert(4)">`, "/random", "/speaker name: SMITH",
		"/mentions words: fabulous", "/help", "/saved list",
	} {
		w.command(line)
	}
	w.do(chromedp.Evaluate(`document.querySelectorAll("details").forEach((d) => { d.open = true; })`, nil))
	w.until(`document.title === "Try – Rapporteur" && getComputedStyle(document.body).display !== "none"`)
	w.until(`document.querySelectorAll("main script, main iframe, main style, main link, main svg:not(.accent), main form:not([action=press]):not([action=say]):not([action=set]):not([action=run])").length === 0`)
	w.until(`[...document.querySelectorAll("*")].every((e) => [...e.attributes].every((a) => !a.name.startsWith("on") && a.name !== "style" && !/^\s*javascript:/i.test(a.value)))`)
	w.pictured("try-hostile")
	w.quiet(address)
}

// TestDeskPolicy holds that a page could not run or load anything if something
// got through: what is tried from within is refused.
func TestDeskPolicy(t *testing.T) {
	w := inBrowser(t)
	address := openDesk(t)
	w.do(chromedp.Navigate(address))
	w.until(`document.activeElement.id === "text"`)
	var refused []string
	w.do(chromedp.Evaluate(`new Promise((done) => {
		const refused = new Set();
		document.addEventListener("securitypolicyviolation", (e) => {
			refused.add(e.effectiveDirective);
			if (refused.size === 6) done([...refused].sort());
		});
		const add = (html) => document.body.insertAdjacentHTML("beforeend", html);
		add('<img src="https://evil.example/a.png" onerror="document.title = 1">');
		add('<p style="color: red">');
		add('<iframe src="https://evil.example/">');
		const script = document.createElement("script");
		script.src = "https://evil.example/a.js";
		document.body.append(script);
		fetch("https://evil.example/").catch(() => {});
	})`, &refused, chromedp.EvalAsValue, awaited))
	want := []string{"connect-src", "frame-src", "img-src", "script-src-attr", "script-src-elem", "style-src-attr"}
	for i := range want {
		if i >= len(refused) || refused[i] != want[i] {
			t.Fatalf("refused are %v, want %v", refused, want)
		}
	}
}
