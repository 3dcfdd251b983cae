// Package schedules is the room of the desk in which whoever runs a bot sees what
// its schedules will post, what they have posted, and why not. Nothing can be
// changed in it.
package schedules

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/desk/frame"
)

// A Store has the schedules. [rapporteur/bot/store.Store] is one, and says what
// the methods promise.
type Store interface {
	AllSchedules(ctx context.Context, after string, limit int) ([]bot.Schedule, error)
	Schedules(ctx context.Context, guild string) ([]bot.Schedule, error)
	Ledger(ctx context.Context, guild string, from, to time.Time, skip, limit int) ([]bot.Delivery, error)
	Close() error
}

// ErrNoStore is of a store that is not there yet.
var ErrNoStore = errors.New("there is no store yet")

// Options are what the room needs. All are required.
type Options struct {
	// Open opens the store to be looked at, for one page. Its error is shown,
	// unless it wraps [ErrNoStore].
	Open func(ctx context.Context) (Store, error)
	// Occurrences yields the dates from first to last on which a schedule posts,
	// and Draw what it posts next.
	Occurrences func(s bot.Schedule, first, last bot.Day) []bot.Occurrence
	Draw        func(s bot.Schedule) (bot.Draw, error)
	// Markdown draws Discord's markdown.
	Markdown func(bot.Markdown) template.HTML
	Zone     *time.Location // of the one who looks: what day is today
	Log      *slog.Logger
}

// A Room is the room.
type Room struct {
	options Options
	mux     http.ServeMux
	zones   sync.Map // locations by name: finding one reads a file
}

//go:embed schedules.css
var stylesheet []byte

//go:embed page.html
var pageText string

var pages = template.Must(template.New("page").Parse(pageText))

// New makes the room.
func New(o Options) *Room {
	r := &Room{options: o}
	r.mux.HandleFunc("GET /{$}", r.show("month", r.month))
	r.mux.HandleFunc("GET /week", r.show("week", r.week))
	r.mux.HandleFunc("GET /day", r.show("day", r.day))
	r.mux.HandleFunc("GET /log", r.show("log", r.log))
	r.mux.HandleFunc("GET /all", r.show("all", r.all))
	r.mux.HandleFunc("GET /schedules.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(stylesheet) // a browser that has gone cannot be told
	})
	return r
}

// ServeHTTP answers a request from the room's root on.
func (r *Room) ServeHTTP(w http.ResponseWriter, req *http.Request) { r.mux.ServeHTTP(w, req) }

// A view is what is asked for, and what every page of the room shows.
type view struct {
	Kind   string // month, week, day, log or all
	Server string // an ID, "" for all
	First  bot.Day
	Page   int // from 0
	Faults bool
	Today  bot.Day
	Now    time.Time

	Title        string
	Before, Next string // addresses of the pages beside
	Data         any
}

// perPage is how many lines a page has.
const perPage = 50

// show answers with a page that fill completes.
func (r *Room) show(kind string, fill func(context.Context, Store, *view) error) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		v := r.view(kind, req.URL.Query())
		store, err := r.options.Open(req.Context())
		if err != nil {
			r.refuse(w, req, err)
			return
		}
		defer store.Close()
		if err := fill(req.Context(), store, v); err != nil {
			r.refuse(w, req, err)
			return
		}
		var b bytes.Buffer
		if err := pages.ExecuteTemplate(&b, "page", v); err != nil {
			r.refuse(w, req, err)
			return
		}
		frame.Write(w, req, frame.Page{Title: v.Title, Style: []string{"schedules.css"}, Body: template.HTML(b.String())})
	}
}

// noStore is what whoever has no bot yet sees.
const noStore = `<p class="notice">No bot has kept schedules here yet. Once one runs, what its schedules post is shown here: start the desk in the folder of its
store, or name that with <code>--store</code>. To try what a schedule does, use <code>/daily</code> in the room Try.</p>`

// refuse says why there is nothing to see.
func (r *Room) refuse(w http.ResponseWriter, req *http.Request, err error) {
	if errors.Is(err, context.Canceled) {
		return // nobody waits any more
	}
	if errors.Is(err, ErrNoStore) {
		frame.Write(w, req, frame.Page{Title: "Schedules", Body: template.HTML("<h1>Schedules</h1>\n" + noStore)})
		return
	}
	r.options.Log.Warn("desk schedules", "error", err)
	frame.Refuse(w, req, http.StatusServiceUnavailable, "The schedules cannot be shown: "+err.Error()+". The store is the one that --store or RAPPORTEUR_STORE names.")
}

// view reads what is asked for. What makes no sense is as if it were not there.
func (r *Room) view(kind string, query url.Values) *view {
	now := time.Now()
	v := &view{Kind: kind, Now: now, Today: bot.DayOf(now.In(r.options.Zone)), Faults: query.Get("faults") != ""}
	v.First = v.Today
	if day, err := bot.ParseDay(query.Get("from")); err == nil {
		v.First = day
	}
	if page, err := strconv.Atoi(query.Get("page")); err == nil && page > 0 && page < 1e6 {
		v.Page = page
	}
	if server := strings.TrimSpace(query.Get("server")); len(server) <= 20 && !strings.ContainsFunc(server, func(r rune) bool { return r < '0' || r > '9' }) {
		v.Server = server
	}
	return v
}

// kinds are the views with their names, in the order of their links.
var kinds = []struct{ Name, Title string }{
	{"month", "Month"}, {"week", "Week"}, {"day", "Day"}, {"log", "Posts so far"}, {"all", "All schedules"},
}

// Kinds returns the views.
func (*view) Kinds() []struct{ Name, Title string } { return kinds }

// Address returns where the view is.
func (v *view) Address() string { return address(v.Kind) }

func address(kind string) string {
	if kind == kinds[0].Name {
		return "./"
	}
	return kind
}

// Link returns the address of a page of the same server.
func (v *view) Link(kind string, first bot.Day, page int) string {
	query := url.Values{}
	if v.Server != "" {
		query.Set("server", v.Server)
	}
	if first != 0 && first != v.Today {
		query.Set("from", first.String())
	}
	if page > 0 {
		query.Set("page", strconv.Itoa(page))
	}
	if v.Faults && kind == "log" {
		query.Set("faults", "1")
	}
	if len(query) == 0 {
		return address(kind)
	}
	return address(kind) + "?" + query.Encode()
}

// pageOf cuts a page off a list, and links the ones beside it.
func pageOf[T any](v *view, all []T) []T {
	start := min(v.Page*perPage, len(all))
	end := min(start+perPage, len(all))
	v.beside(v.Page > 0, end < len(all))
	return all[start:end]
}

// beside links the pages before and after.
func (v *view) beside(before, next bool) {
	if before {
		v.Before = v.Link(v.Kind, v.First, v.Page-1)
	}
	if next {
		v.Next = v.Link(v.Kind, v.First, v.Page+1)
	}
}

// schedules returns the schedules that are looked at.
func schedules(ctx context.Context, store Store, server string) ([]bot.Schedule, error) {
	if server != "" {
		return store.Schedules(ctx, server)
	}
	const atOnce = 2000
	var all []bot.Schedule
	for after := ""; ; {
		some, err := store.AllSchedules(ctx, after, atOnce)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
		if len(some) < atOnce {
			return all, nil
		}
		after = some[len(some)-1].ID
	}
}

// log lists what was posted and what was not, the latest first.
func (r *Room) log(ctx context.Context, store Store, v *view) error {
	v.Title = "Posts so far"
	known, err := schedules(ctx, store, v.Server)
	if err != nil {
		return err
	}
	byID := make(map[string]*bot.Schedule, len(known))
	for i := range known {
		byID[known[i].ID] = &known[i]
	}
	until := v.Now.Add(time.Minute)
	if v.Faults {
		// How a post stands is not something that the ledger is sorted by.
		lines, err := store.Ledger(ctx, v.Server, time.Unix(0, 0), until, 0, mostLines)
		if err != nil {
			return err
		}
		var wrong []event
		for _, d := range lines {
			if e := r.posted(d, byID[d.Schedule]); e.Wrong {
				wrong = append(wrong, e)
			}
		}
		v.Data = pageOf(v, wrong)
		return nil
	}
	lines, err := store.Ledger(ctx, v.Server, time.Unix(0, 0), until, v.Page*perPage, perPage+1)
	if err != nil {
		return err
	}
	var shown []event
	for _, d := range lines[:min(perPage, len(lines))] {
		shown = append(shown, r.posted(d, byID[d.Schedule]))
	}
	v.beside(v.Page > 0, len(lines) > perPage)
	v.Data = shown
	return nil
}

// A rule is a schedule as it is listed.
type rule struct {
	bot.Schedule
	When  string
	What  string
	Next  string
	Rests template.HTML
}

// all lists the schedules, those first that post next, and at the end those that
// rest.
func (r *Room) all(ctx context.Context, store Store, v *view) error {
	v.Title = "All schedules"
	known, err := schedules(ctx, store, v.Server)
	if err != nil {
		return err
	}
	slices.SortFunc(known, func(a, b bot.Schedule) int {
		if rest := cmp.Compare(btoi(a.NextAt.IsZero()), btoi(b.NextAt.IsZero())); rest != 0 {
			return rest
		}
		return cmp.Or(a.NextAt.Compare(b.NextAt), cmp.Compare(a.ID, b.ID))
	})
	var rules []rule
	for _, s := range pageOf(v, known) {
		l := rule{Schedule: s, When: strings.TrimSpace(s.Time.String() + " " + s.Zone), What: what(s), Rests: r.because(s.Paused)}
		if s.Days != "" {
			l.When += ", " + s.Days
		}
		if !s.NextAt.IsZero() {
			l.Next = s.NextAt.In(r.location(s.Zone)).Format("Mon 2 Jan 2006, 15:04 MST")
		} else if l.Rests == "" {
			l.Rests = "<p>No date is left on which it posts.</p>"
		}
		rules = append(rules, l)
	}
	v.Data = struct {
		Count int
		Rules []rule
	}{len(known), rules}
	return nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// location returns a zone by its name, UTC for one that is unknown.
func (r *Room) location(zone string) *time.Location {
	if known, ok := r.zones.Load(zone); ok {
		return known.(*time.Location)
	}
	l, err := time.LoadLocation(zone)
	if err != nil {
		l = time.UTC
	}
	r.zones.Store(zone, l)
	return l
}

// what says what a schedule draws from.
func what(s bot.Schedule) string {
	parts := []string{"passages that stand alone"}
	if s.Mode == bot.Serial {
		parts[0] = "one record from its first turn to its last"
	}
	for _, f := range []struct{ before, value string }{{"by ", s.Speaker}, {"of ", s.Record}, {"about ", s.About}} {
		if f.value != "" {
			parts = append(parts, f.before+f.value)
		}
	}
	return strings.Join(parts, ", ")
}
