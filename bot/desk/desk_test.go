package desk

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rapporteur/bot/desk/frame"
)

// echo is a room that says what reached it.
var echo = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		frame.Refuse(w, r, http.StatusRequestEntityTooLarge, "That is too long.")
		return
	}
	frame.Write(w, r, frame.Page{Title: "Echo <b>", Body: template.HTML("<p>" + template.HTMLEscapeString(r.Method+" "+r.URL.Path+" "+string(body)) + "</p>")})
})

func newDesk() *Desk {
	return New(Options{Rooms: []frame.Room{{Path: "echo", Title: "Echo", Handler: echo, Body: 10}, {Path: "other", Title: "Other", Handler: echo}}})
}

// TestWhoMayComeIn sends requests as browsers, strangers and hostile pages do.
func TestWhoMayComeIn(t *testing.T) {
	const host = "127.0.0.1:8000"
	for _, test := range []struct {
		name, method, host, path, origin, site, body string

		status int
		shows  string
	}{
		{name: "the first room", path: "SECRET/", status: http.StatusSeeOther},
		{name: "a room", path: "SECRET/echo/a/b", status: http.StatusOK, shows: "GET /a/b"},
		{name: "a room without its slash", path: "SECRET/echo", status: http.StatusSeeOther},
		{name: "no such room", path: "SECRET/nothing/", status: http.StatusNotFound, shows: "no such page"},
		{name: "by the name localhost", host: "localhost:9", path: "SECRET/echo/", status: http.StatusOK, shows: "GET /"},
		{name: "by IPv6", host: "[::1]:9", path: "SECRET/echo/", status: http.StatusOK, shows: "GET /"},
		{name: "nothing", path: "", status: http.StatusNotFound},
		{name: "a wrong secret", path: strings.Repeat("A", 43) + "/echo/", status: http.StatusNotFound},
		{name: "half of the secret", path: "HALF/echo/", status: http.StatusNotFound},
		{name: "assets want the secret, too", path: "frame.css", status: http.StatusNotFound},
		{name: "a name that was bent to this machine", host: "evil.example:8000", path: "SECRET/echo/", status: http.StatusMisdirectedRequest},
		{name: "a name that looks like this machine", host: "localhost.evil.example", path: "SECRET/echo/", status: http.StatusMisdirectedRequest},
		{name: "a form of the desk", method: "POST", path: "SECRET/echo/", origin: "http://" + host, site: "same-origin", body: "hello", status: http.StatusOK, shows: "POST / hello"},
		{name: "an old browser's", method: "POST", path: "SECRET/echo/", origin: "http://" + host, body: "hello", status: http.StatusOK, shows: "POST / hello"},
		{name: "a form from elsewhere", method: "POST", path: "SECRET/echo/", origin: "https://evil.example", site: "cross-site", status: http.StatusForbidden},
		{name: "another port's form", method: "POST", path: "SECRET/echo/", origin: "http://127.0.0.1:9", site: "same-site", status: http.StatusForbidden},
		{name: "a form from nowhere", method: "POST", path: "SECRET/echo/", status: http.StatusForbidden},
		{name: "a form that hides where it is from", method: "POST", path: "SECRET/echo/", origin: "null", site: "cross-site", status: http.StatusForbidden},
		{name: "an origin alone is not believed", method: "POST", path: "SECRET/echo/", origin: "http://" + host, site: "cross-site", status: http.StatusForbidden},
		{name: "too long", method: "POST", path: "SECRET/echo/", origin: "http://" + host, body: "longer than ten", status: http.StatusRequestEntityTooLarge, shows: "too long"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk()
			path := strings.NewReplacer("SECRET", d.secret, "HALF", d.secret[:21]).Replace(test.path)
			method := test.method
			if method == "" {
				method = http.MethodGet
			}
			r := httptest.NewRequest(method, "http://"+host+"/"+path, strings.NewReader(test.body))
			if test.host != "" {
				r.Host = test.host
			}
			if test.origin != "" {
				r.Header.Set("Origin", test.origin)
			}
			if test.site != "" {
				r.Header.Set("Sec-Fetch-Site", test.site)
			}
			w := httptest.NewRecorder()
			d.Handler().ServeHTTP(w, r)
			page := w.Body.String()
			if w.Code != test.status || !strings.Contains(page, test.shows) {
				t.Errorf("%d, want %d with %q:\n%s", w.Code, test.status, test.shows, page)
			}
			if w.Code != http.StatusOK && test.shows == "" && strings.Contains(page+w.Header().Get("Location"), d.secret) != (w.Code == http.StatusSeeOther) {
				t.Errorf("who is not let in learns the secret, or who is let in does not: %q", page)
			}
			for _, h := range headers {
				if got := w.Header().Get(h.name); got != h.value {
					t.Errorf("%s is %q", h.name, got)
				}
			}
		})
	}
}

// TestFrame holds what every page has around it.
func TestFrame(t *testing.T) {
	d := newDesk()
	w := httptest.NewRecorder()
	d.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:1"+d.Path()+"other/", nil))
	page := w.Body.String()
	for _, part := range []string{
		"<title>Echo &lt;b&gt; – Rapporteur</title>",
		fmt.Sprintf(`<a href="%secho/">Echo</a><a href="%[1]sother/" aria-current="page">Other</a>`, d.Path()),
		`role="status"`, `<main id="main"`, `href="#main"`,
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %s:\n%s", part, page)
		}
	}
	for _, name := range []string{"frame.css", "frame.js", "icon.svg"} {
		w := httptest.NewRecorder()
		d.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:1"+d.Path()+name, nil))
		if w.Code != http.StatusOK || w.Body.Len() == 0 || !strings.Contains(page, d.Path()+name) {
			t.Errorf("%s: %d, %d bytes", name, w.Code, w.Body.Len())
		}
	}
}

// TestInvitation opens one once, another twice and a third too late.
func TestInvitation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		open := func(path string) int {
			w := httptest.NewRecorder()
			d.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:1"+path, nil))
			return w.Code
		}
		once, late := d.Invite(), d.Invite()
		if strings.Contains(once, d.secret) || open(once) != http.StatusSeeOther || open(once) != http.StatusNotFound {
			t.Error("an invitation is not good once")
		}
		time.Sleep(invitationFor)
		if open(late) != http.StatusNotFound || open("/open/") != http.StatusNotFound {
			t.Error("an invitation is good for ever, or none is needed")
		}
	})
}

func TestListen(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "example.org:80", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:web", ""} {
		if l, err := Listen(t.Context(), address); !errors.Is(err, ErrNotLoopback) {
			t.Errorf("%q: %v, %v", address, l, err)
		}
	}
}

// TestServe asks over a socket, and leaves.
func TestServe(t *testing.T) {
	d := newDesk()
	l, err := Listen(t.Context(), "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan error)
	go func() { left <- d.Serve(ctx, l) }()
	address := "http://" + l.Addr().String()
	resp, err := http.Get(address + d.Invite())
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(page), "GET /") {
		t.Errorf("%d, %v: %s", resp.StatusCode, err, page)
	}
	leave()
	if err := <-left; err != nil {
		t.Error(err)
	}
	if _, err := http.Get(address); err == nil {
		t.Error("the desk still answers")
	}
}

// TestHeaders holds what every answer says to a browser, word for word: a header
// that is gone leaves the desk open to a page elsewhere.
func TestHeaders(t *testing.T) {
	d := newDesk()
	for _, path := range []string{"/", d.Path() + "echo/", d.Path() + "frame.js", d.Path() + "nothing/"} {
		w := httptest.NewRecorder()
		d.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:1"+path, nil))
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
				"form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
			"Referrer-Policy":              "same-origin",
			"X-Content-Type-Options":       "nosniff",
			"X-Frame-Options":              "DENY",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Cache-Control":                "no-store",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s has %s: %q, want %q", path, name, got, want)
			}
		}
	}
}

// TestBounds holds how much a room that says nothing of it is sent, how long it may
// take, and how long an invitation lasts.
func TestBounds(t *testing.T) {
	read, within := 0, time.Duration(0)
	room := frame.Room{Path: "plain", Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if deadline, ok := r.Context().Deadline(); ok {
			within = time.Until(deadline)
		}
		data, err := io.ReadAll(r.Body)
		if read = len(data); err != nil {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
		}
	})}
	d := New(Options{Rooms: []frame.Room{room}})
	for size, want := range map[int]int{1 << 20: http.StatusOK, 1<<20 + 1: http.StatusRequestEntityTooLarge} {
		r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:1"+d.Path()+"plain/", strings.NewReader(strings.Repeat("x", size)))
		r.Header.Set("Origin", "http://127.0.0.1:1")
		w := httptest.NewRecorder()
		d.Handler().ServeHTTP(w, r)
		if w.Code != want || read > 1<<20 {
			t.Errorf("%d bytes are answered with %d, and %d were read", size, w.Code, read)
		}
	}
	if within <= 0 || within > 30*time.Second {
		t.Errorf("a room may take %v", within)
	}
	if invitationFor > 5*time.Minute {
		t.Errorf("an invitation that others can read lasts %v", invitationFor)
	}
}
