package schedules

import (
	"context"
	"errors"
	"fmt"
	"html"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/desk/frame"
	"rapporteur/corpus"
)

// A fakeStore has schedules, and a ledger with the latest line first.
type fakeStore struct {
	schedules []bot.Schedule // by ID
	ledger    []bot.Delivery
	closed    int
	err       error
}

func (f *fakeStore) AllSchedules(_ context.Context, after string, limit int) ([]bot.Schedule, error) {
	var found []bot.Schedule
	for _, s := range f.schedules {
		if s.ID > after && len(found) < limit {
			found = append(found, s)
		}
	}
	return found, f.err
}

func (f *fakeStore) Schedules(_ context.Context, guild string) ([]bot.Schedule, error) {
	return slices.DeleteFunc(slices.Clone(f.schedules), func(s bot.Schedule) bool { return s.Guild != guild }), f.err
}

func (f *fakeStore) Ledger(_ context.Context, guild string, from, to time.Time, skip, limit int) ([]bot.Delivery, error) {
	var found []bot.Delivery
	for _, d := range f.ledger {
		if !d.At.Before(from) && d.At.Before(to) && (guild == "" || d.Guild == guild) {
			found = append(found, d)
		}
	}
	found = found[min(skip, len(found)):]
	return found[:min(limit, len(found))], f.err
}

func (f *fakeStore) Close() error { f.closed++; return nil }

// everyDay has a schedule post at noon of UTC on each day.
func everyDay(s bot.Schedule, first, last bot.Day) []bot.Occurrence {
	var found []bot.Occurrence
	for day := first; day <= last; day++ {
		found = append(found, bot.Occurrence{Day: day, At: day.UTC().Add(12 * time.Hour)})
	}
	return found
}

// open opens a page of a room with that store, and returns what is read on it.
func open(t *testing.T, f *fakeStore, address string) (status int, page string) {
	t.Helper()
	room := New(Options{
		Open:        func(context.Context) (Store, error) { return f, nil },
		Occurrences: everyDay,
		Draw: func(s bot.Schedule) (bot.Draw, error) {
			if s.ID == "empty" {
				return bot.Draw{}, bot.Refuse("UNIQUE reason")
			}
			return bot.Draw{Passages: []corpus.Passage{passage}}, nil
		},
		Markdown: func(text bot.Markdown) template.HTML {
			return template.HTML("<p>" + html.EscapeString(string(text)) + "</p>")
		},
		Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
	})
	w := httptest.NewRecorder()
	room.ServeHTTP(w, frame.In(httptest.NewRequest(http.MethodGet, address, nil), frame.Around{}))
	return w.Code, w.Body.String()
}

var passage = func() corpus.Passage {
	r := &corpus.Record{ID: "talk", Speakers: []corpus.Speaker{{Name: "Ann"}}, Turns: []corpus.Turn{{Number: 1, Text: "The very words."}}}
	r.Turns[0].Record = r
	return r.Turns[0].Around(corpus.Span{End: len("The very words.")})
}()

var rows = regexp.MustCompile(`<li class="event`)

// TestPages looks at every view at noon of a Wednesday.
func TestPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 3, 4, 12, 30, 0, 0, time.UTC)))
		today := bot.DayOf(time.Now())
		f := &fakeStore{}
		for n := range 120 {
			s := bot.Schedule{ID: fmt.Sprintf("s%03d", n), Guild: fmt.Sprint(n % 2), Channel: "7", Zone: "UTC", Time: 12 * 60, Mode: bot.Shuffled, Next: today + 1}
			s.NextAt = s.Next.UTC().Add(12 * time.Hour)
			f.schedules = append(f.schedules, s)
			for back := range 2 {
				d := bot.Delivery{Key: "k", Schedule: s.ID, Guild: s.Guild, Channel: "7", Day: today - bot.Day(back), State: bot.Posted, Message: "99", Reference: "talk:1"}
				d.At = d.Day.UTC().Add(12 * time.Hour)
				if n == 0 {
					d.State, d.Why = bot.Failed, "No <b>permission</b>."
				}
				if n == 1 {
					d.Steps = map[bot.Step]bot.Progress{bot.Pin: {State: bot.Failed, Why: "It could not be pinned."}}
				}
				f.ledger = append(f.ledger, d)
			}
		}
		slices.SortStableFunc(f.ledger, func(a, b bot.Delivery) int { return b.At.Compare(a.At) })
		f.schedules[3].NextAt, f.schedules[3].Next, f.schedules[3].Paused = time.Time{}, 0, "It rests for a reason."
		f.schedules[5].NextAt, f.schedules[5].Next = today.UTC().Add(12*time.Hour-48*time.Hour), today-2
		f.schedules = append([]bot.Schedule{{ID: "empty", Guild: "2", Zone: "UTC", Next: today + 1, NextAt: (today + 1).UTC().Add(12 * time.Hour)}}, f.schedules...)

		for _, test := range []struct {
			address string
			rows    int
			has     []string
			not     []string
		}{
			{"/", 0, []string{"March 2026", "<span class=\"posted\">✓ 118<", "<span class=\"wrong\">✗ 3<", "<span class=\"coming\">120<", `href="day?from=2026-03-05"`, `href="./?from=2026-02-01"`, `href="./?from=2026-04-01"`}, nil},
			{"/?server=2", 0, []string{"<span class=\"coming\">1<", `value="2"`, `href="day?from=2026-03-05&amp;server=2"`}, []string{"✓"}},
			{"/day?from=2026-03-05", 50, []string{"120 in all", "“The very words.” — Ann (talk:1)", `href="day?from=2026-03-05&amp;page=1"`}, []string{`rel="prev"`}},
			{"/day?from=2026-03-05&page=2", 20, []string{`rel="prev" href="day?from=2026-03-05&amp;page=1"`}, []string{`rel="next"`}},
			{"/day?from=2026-03-05&server=2", 1, []string{"With the records that are loaded here: UNIQUE reason"}, nil},
			{"/day?from=2026-03-06&server=2", 1, []string{"Drawn then: passages that stand alone"}, nil},
			{"/day?from=2026-03-02", 1, []string{"overdue", "Is the bot running?"}, nil},
			{"/day?from=2027-03-02&page=9", 0, []string{"in all"}, nil},
			{"/week", 1 + 6*8, []string{"Week of 2 March 2026", "113 more on this day", `href="day?from=2026-03-05"`}, nil},
			{"/log", 50, []string{`href="https://discord.com/channels/0/7/99"`, "No &lt;b&gt;permission&lt;/b&gt;."}, []string{"<b>permission"}},
			{"/log?page=4", 40, []string{`href="log?page=3"`}, []string{`rel="next"`}},
			{"/log?faults=1", 4, []string{"It could not be pinned.", "No &lt;b&gt;"}, []string{`rel="next"`}},
			{"/log?faults=1&server=1", 2, []string{"It could not be pinned."}, []string{"No &lt;b&gt;"}},
			{"/all", 50, []string{"121 in all", "12:00 UTC"}, []string{"It rests"}},
			{"/all?page=2", 21, []string{"It rests for a reason."}, []string{`rel="next"`}},
			{"/all?server=x%3Cscript%3E&page=-7&from=yesterday", 50, nil, []string{"script&gt;"}},
		} {
			status, page := open(t, f, test.address)
			if status != http.StatusOK {
				t.Errorf("%s: %d\n%s", test.address, status, page)
			}
			if got := len(rows.FindAllString(page, -1)); test.rows > 0 && got != test.rows {
				t.Errorf("%s has %d rows, want %d", test.address, got, test.rows)
			}
			for _, part := range test.has {
				if !strings.Contains(page, part) {
					t.Errorf("%s has no %s", test.address, part)
				}
			}
			for _, part := range test.not {
				if strings.Contains(page, part) {
					t.Errorf("%s has %s", test.address, part)
				}
			}
		}
		if f.closed == 0 {
			t.Error("no store is closed")
		}
	})
}

// TestNoStore says why there is nothing to see.
func TestNoStore(t *testing.T) {
	if status, page := open(t, &fakeStore{err: errors.New("it is <locked>")}, "/"); status != http.StatusServiceUnavailable || !strings.Contains(page, "it is &lt;locked&gt;. The store is the one that --store or RAPPORTEUR_STORE names.") {
		t.Errorf("%d\n%s", status, page)
	}
	if status, page := open(t, &fakeStore{err: fmt.Errorf("open it: %w", ErrNoStore)}, "/"); status != http.StatusOK || !strings.Contains(page, "No bot has kept schedules here yet.") {
		t.Errorf("%d\n%s", status, page)
	}
	if status, page := open(t, &fakeStore{}, "/log"); status != http.StatusOK || !strings.Contains(page, "Nothing has been posted yet.") {
		t.Errorf("%d\n%s", status, page)
	}
}
