package main

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// awaited waits for what a promise brings.
func awaited(p *cdpruntime.EvaluateParams) *cdpruntime.EvaluateParams {
	return p.WithAwaitPromise(true)
}

// spoken holds that a screen reader can say the page: what can be used has a
// name, and the page its parts. It returns the names of a role.
func (w *tab) spoken() map[string][]string {
	w.t.Helper()
	// Package accessibility does not know all that this Chromium says.
	type value struct {
		Value any `json:"value"`
	}
	var tree struct {
		Nodes []struct {
			Ignored bool  `json:"ignored"`
			Role    value `json:"role"`
			Name    value `json:"name"`
		} `json:"nodes"`
	}
	w.do(chromedp.ActionFunc(func(ctx context.Context) error {
		return cdp.Execute(ctx, accessibility.CommandGetFullAXTree, nil, &tree)
	}))
	named := make(map[string][]string)
	for _, n := range tree.Nodes {
		if n.Ignored {
			continue
		}
		role, _ := n.Role.Value.(string)
		name, _ := n.Name.Value.(string)
		named[role] = append(named[role], name)
		switch role {
		case "button", "link", "textbox", "combobox", "checkbox", "option", "image", "navigation", "dialog", "table", "log", "heading", "DisclosureTriangle":
			if name == "" {
				w.t.Errorf("a %s has no name", role)
			}
		}
	}
	for _, role := range []string{"banner", "navigation", "main", "status"} {
		if len(named[role]) == 0 {
			w.t.Errorf("the page has no %s", role)
		}
	}
	var levels []int
	w.do(chromedp.Evaluate(`[...document.querySelectorAll("h1, h2, h3, h4")].filter((h) => h.checkVisibility()).map((h) => Number(h.tagName[1]))`, &levels))
	before := 0
	for n, level := range levels {
		if level > before+1 || (level == 1) != (n == 0) {
			w.t.Errorf("headings go by %v", levels)
			break
		}
		before = level
	}
	return named
}

// TestDeskSpoken goes through the pages as a screen reader finds them.
func TestDeskSpoken(t *testing.T) {
	w := inBrowser(t)
	address := openDesk(t, "--store", aStore(t, 20))
	w.look(1280, "dark")
	// The first thing on a page leads past the navigation.
	w.do(chromedp.Navigate(address + "schedules/"))
	w.until(`document.querySelector("h1")?.textContent === "Schedules"`)
	w.keys(kb.Tab)
	w.until(`document.activeElement.textContent === "To the content"`)
	w.keys(kb.Enter)
	w.until(`document.activeElement.id === "main"`)

	w.do(chromedp.Navigate(address))
	w.until(`document.activeElement.id === "text"`)
	w.command("letters of support")
	w.command("/speaker name: Guevara")
	w.do(chromedp.Focus("#text"))
	w.keys("/daily add")
	w.until(`document.querySelector("#commands [aria-selected=true]")?.dataset.path === "daily add"`)
	w.spoken()
	w.keys(kb.Enter)
	w.until(`document.activeElement.form?.id === "command"`)
	w.do(chromedp.Evaluate(`document.querySelectorAll("details").forEach((d) => { d.open = true; })`, nil))
	named := w.spoken()
	if len(named["log"]) != 1 || named["log"][0] != "Conversation" {
		t.Errorf("what is said is read out of %q", named["log"])
	}
	if len(named["combobox"])+len(named["textbox"]) < 8 {
		t.Errorf("the options are %q and %q", named["combobox"], named["textbox"])
	}
	for _, page := range []string{"", "week", "day", "log", "all"} {
		w.do(chromedp.Navigate(address + "schedules/" + page))
		w.until(`document.querySelector("h1")?.textContent === "Schedules"`)
		w.spoken()
	}
	w.quiet(address)
}
