// Package frame is what all rooms of the desk have around them: the head of the
// page, the way to the other rooms, colours for dark and light, and where a
// screen reader is told what has changed. A room writes its pages with [Write].
package frame

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
)

// A Room is a part of the desk with an address of its own.
type Room struct {
	Path  string // in the address: lower-case letters
	Title string // in the navigation
	// Handler sees paths from the room's root on, "/" for its first page. That
	// the request comes from a page of the desk is checked before.
	Handler http.Handler
	Body    int64 // most bytes of a request's body; 0 is 1 MiB
}

// A Page is what a room shows. Its links are relative: the desk's address holds
// a secret that rooms need not know.
type Page struct {
	Title  string
	Style  []string // addresses of style sheets
	Script []string // of scripts, run once the page is there
	Body   template.HTML
}

// An Around is what a page of a room has around it.
type Around struct {
	Base  string // address of the desk, which ends in a slash
	Rooms []Room
	Room  *Room // whose page it is, nil for none
}

type key struct{}

// In returns a request that knows what its page has around it.
func In(r *http.Request, a Around) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), key{}, a))
}

//go:embed frame.html
var pageText string

var page = template.Must(template.New("frame").Parse(pageText))

// Stylesheet, Script and Icon belong to every page.
var (
	//go:embed frame.css
	Stylesheet []byte
	//go:embed frame.js
	Script []byte
	//go:embed icon.svg
	Icon []byte
)

// Write answers with a page.
func Write(w http.ResponseWriter, r *http.Request, p Page) { WriteStatus(w, r, http.StatusOK, p) }

// WriteStatus answers with a page and a status.
func WriteStatus(w http.ResponseWriter, r *http.Request, status int, p Page) {
	around, _ := r.Context().Value(key{}).(Around)
	var b bytes.Buffer
	if err := page.Execute(&b, struct {
		Around
		Page
	}{around, p}); err != nil {
		http.Error(w, "This page cannot be shown.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // a browser that has gone cannot be told
}

// Redirect leads to another page of the room once a form is done with. The
// address is relative, which http.Redirect would make absolute by a path that the
// browser does not know.
func Redirect(w http.ResponseWriter, address string) {
	w.Header().Set("Location", address)
	w.WriteHeader(http.StatusSeeOther)
}

// Refuse answers with a status and a sentence for the one who reads it.
func Refuse(w http.ResponseWriter, r *http.Request, status int, sentence string) {
	WriteStatus(w, r, status, Page{
		Title: http.StatusText(status),
		Body:  template.HTML(fmt.Sprintf(`<h1>%s</h1><p class="notice">%s</p>`, http.StatusText(status), template.HTMLEscapeString(sentence))),
	})
}
