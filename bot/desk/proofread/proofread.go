// Package proofread is the room of the desk in which it is seen how a transcript
// was read, and what was read wrongly is corrected. What comes out is a sidecar
// beside the file; the file itself is never changed.
package proofread

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"slices"
	"sync"

	"rapporteur/bot/desk/frame"
	"rapporteur/corpus/transcript"
	"rapporteur/corpus/transcript/proof"
)

// MaxFile is the largest file that is opened, in bytes.
const MaxFile = 10 << 20

// MaxBody is the largest body of a request to the room: a file with its sidecar.
const MaxBody = MaxFile + transcript.MaxSidecar + 1<<20

// Options are what the room has.
type Options struct {
	Records string // folder of transcripts, "" if there is none
	Log     *slog.Logger
	Saved   func() // is called when something was saved into Records; nil for nothing
}

// A Room is the room. The files that are open in it are kept in memory until
// they are closed.
type Room struct {
	folder *folder // nil without one
	log    *slog.Logger
	saved  func()
	mux    http.ServeMux

	mu     sync.Mutex
	sheets map[string]*sheet // by their ID
}

// maxOpen is how many files can be open at once.
const maxOpen = 12

//go:embed *.html proofread.css proofread.js
var files embed.FS

var pages = template.Must(template.New("").ParseFS(files, "*.html"))

// New makes the room.
func New(o Options) *Room {
	r := &Room{log: o.Log, saved: o.Saved, sheets: make(map[string]*sheet)}
	if r.saved == nil {
		r.saved = func() {}
	}
	if r.log == nil {
		r.log = slog.New(slog.DiscardHandler)
	}
	if o.Records != "" {
		r.folder = &folder{o.Records}
	}
	r.mux.HandleFunc("GET /{$}", r.start)
	r.mux.HandleFunc("GET /proofread.css", asset("text/css; charset=utf-8", "proofread.css"))
	r.mux.HandleFunc("GET /proofread.js", asset("text/javascript; charset=utf-8", "proofread.js"))
	r.mux.HandleFunc("POST /open", r.open)
	r.mux.HandleFunc("POST /take", r.take)
	for pattern, answer := range map[string]func(http.ResponseWriter, *http.Request, *sheet){
		"GET /file/{id}/{$}":     r.page,
		"GET /file/{id}/rows":    r.rows,
		"GET /file/{id}/chosen":  r.chosen,
		"GET /file/{id}/search":  r.search,
		"GET /file/{id}/sidecar": r.download,
		"POST /file/{id}/do":     r.correct,
		"POST /file/{id}/undo":   r.undo,
		"POST /file/{id}/redo":   r.redo,
		"POST /file/{id}/save":   r.save,
		"POST /file/{id}/close":  r.close,
	} {
		r.mux.HandleFunc(pattern, func(w http.ResponseWriter, req *http.Request) {
			s := r.sheet(req.PathValue("id"))
			if s == nil {
				r.gone(w, req)
				return
			}
			s.mu.Lock()
			defer s.mu.Unlock()
			answer(w, req, s)
		})
	}
	r.mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		frame.Refuse(w, req, http.StatusNotFound, "There is no such page.")
	})
	return r
}

func (r *Room) ServeHTTP(w http.ResponseWriter, req *http.Request) { r.mux.ServeHTTP(w, req) }

func asset(kind, name string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		data, _ := files.ReadFile(name) // embedded
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(data) // a browser that has gone cannot be told
	}
}

// sheet returns the open file with an ID, nil if there is none.
func (r *Room) sheet(id string) *sheet {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.sheets[id]
}

// all returns the open files, the first that was opened first.
func (r *Room) all() []*sheet {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []*sheet
	for _, s := range r.sheets {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *sheet) int { return cmp.Or(a.opened.Compare(b.opened), cmp.Compare(a.id, b.id)) })
	return all
}

// errFull is what the one who opens one file more is told.
var errFull = fmt.Errorf("%d files are open: close one of them first", maxOpen)

// keep keeps a file open.
func (r *Room) keep(s *sheet) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.sheets) >= maxOpen {
		return errFull
	}
	s.id = rand.Text()
	r.sheets[s.id] = s
	return nil
}

func (r *Room) close(w http.ResponseWriter, req *http.Request, s *sheet) {
	r.mu.Lock()
	delete(r.sheets, s.id)
	r.mu.Unlock()
	lead(w, "../../")
}

// lead leads to another page, whose address is relative: the room does not know
// where it stands.
func lead(w http.ResponseWriter, to string) {
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusSeeOther)
}

func (r *Room) gone(w http.ResponseWriter, req *http.Request) {
	const sentence = "This file is not open any more: open it again."
	if wantsJSON(req) {
		answer(w, http.StatusGone, problem{Problem: sentence})
		return
	}
	frame.Refuse(w, req, http.StatusGone, sentence)
}

// A problem is what a script is told that asks for what cannot be done.
type problem struct {
	Problem string `json:"problem"`
}

// wantsJSON reports whether a request is a script's.
func wantsJSON(r *http.Request) bool { return r.Header.Get("Accept") == "application/json" }

// answer answers a script.
func answer(w http.ResponseWriter, status int, value any) {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(value); err != nil {
		http.Error(w, "This cannot be shown.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // a browser that has gone cannot be told
}

// refuse answers a script that something cannot be done, in the words for a
// person if there are some. What was asked for was understood, so this is no
// failure of the page that a browser would complain of.
func (r *Room) refuse(w http.ResponseWriter, err error) {
	status := http.StatusOK
	switch {
	case errors.As(err, new(*proof.Refusal)), errors.As(err, new(*complaint)):
	default:
		r.log.Error("proofreading", "error", err)
		err = errors.New("something went wrong on this machine; nothing is changed")
		status = http.StatusInternalServerError
	}
	answer(w, status, problem{Problem: sentence(err)})
}

// A complaint is an error for the one who reads it.
type complaint struct{ text string }

func (c *complaint) Error() string { return c.text }

func complain(format string, values ...any) error { return &complaint{fmt.Sprintf(format, values...)} }

// shown writes a template into a string.
func shown(name string, data any) (template.HTML, error) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("show %s: %w", name, err)
	}
	return template.HTML(b.String()), nil
}
