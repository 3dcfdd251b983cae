package main

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rapporteur/bot"
	"rapporteur/bot/daily"
	"rapporteur/bot/store"
)

// aStore makes a store with schedules of many servers, of which some posts went
// wrong, and returns its file.
func aStore(t *testing.T, schedules int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "rapporteur.db")
	kept, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	zones := []string{"Europe/Berlin", "America/Havana", "Asia/Tokyo", "UTC"}
	states := []bot.State{bot.Posted, bot.Posted, bot.Failed, bot.Missed, bot.Skipped}
	today := bot.DayOf(time.Now())
	for n := range schedules {
		s := &bot.Schedule{
			ID: fmt.Sprintf("schedule%03d", n), Guild: fmt.Sprint(9000 + n/3), Channel: fmt.Sprint(700000 + n), Mode: bot.Shuffled,
			Time: bot.Clock(n * 24 * 60 / schedules), Zone: zones[n%len(zones)], Start: today - 7,
		}
		if n%7 == 0 {
			s.Days = "mon-fri"
		}
		if n == 5 {
			s.Paused = `The bot may not send messages in <#700005>. <img src="https://evil.example/x.png" onerror="alert(1)">`
		}
		calendar, err := daily.NewCalendar(*s)
		if err != nil {
			t.Fatal(err)
		}
		for o := range calendar.After(time.Now()) {
			if s.Paused == "" {
				s.Next, s.NextAt = o.Day, o.At
			}
			break
		}
		var lines []*bot.Delivery
		for back := range 3 {
			day := today - 1 - bot.Day(back)
			d := &bot.Delivery{
				Key: bot.DeliveryKey(s.ID, day), Schedule: s.ID, Guild: s.Guild, Channel: s.Channel, Day: day,
				At: day.UTC().Add(time.Duration(s.Time) * time.Minute), State: states[(n+back)%len(states)],
			}
			switch d.State {
			case bot.Posted:
				d.Message, d.Reference = "1", "mikoyan-1962-11-18:33"
			case bot.Failed:
				d.Why = "Discord has refused it: Missing Permissions. Please let the bot send messages in this channel."
			}
			lines = append(lines, d)
		}
		if err := kept.Save(context.Background(), s, lines...); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

// TestDeskSchedules goes through the calendar with the keyboard.
func TestDeskSchedules(t *testing.T) {
	w := inBrowser(t)
	address := openDesk(t, "--store", aStore(t, 400))
	w.look(1280, "dark")
	// Tomorrow, since at some hour nothing is left of today.
	tomorrow := (bot.DayOf(time.Now()) + 1).String()
	cell := fmt.Sprintf(`.month a[href="day?from=%s"]`, tomorrow)
	w.do(chromedp.Navigate(address + "schedules/?from=" + tomorrow))
	w.until(`document.querySelectorAll(".month td").length >= 28`)
	w.until(fmt.Sprintf(`/\d+ to come/.test(document.querySelector(%q).textContent)`, cell))
	w.pictured("schedules-month")

	// A day has pages.
	w.do(chromedp.Focus(cell))
	w.keys(kb.Enter)
	w.until(`document.querySelectorAll(".event").length === 50`)
	w.until(`document.querySelector("[rel=next]") !== null`)
	w.until(`[...document.querySelectorAll(".what")].some((e) => e.textContent.startsWith("“") && e.textContent.includes("mikoyan-1962-11-18:"))`)
	w.pictured("schedules-day")
	w.do(chromedp.Focus("[rel=next]"))
	w.keys(kb.Enter)
	w.until(`location.search.includes("page=1") && document.querySelector("[rel=prev]") !== null`)

	w.do(chromedp.Navigate(address + "schedules/week"))
	w.until(`document.querySelectorAll(".date").length === 7`)
	w.pictured("schedules-week")
	w.do(chromedp.Navigate(address + "schedules/log?faults=1"))
	w.until(`document.querySelectorAll(".event.wrong").length === 50 && document.querySelectorAll(".event:not(.wrong)").length === 0`)
	w.pictured("schedules-log")

	// One server alone: its three schedules.
	w.do(chromedp.Navigate(address+"schedules/all"), chromedp.Focus("#server"))
	w.keys("9001", kb.Enter)
	w.until(`document.querySelectorAll(".event").length === 3`)
	w.until(`document.body.textContent.includes("The bot may not send messages in #700005. <img src")`)
	w.pictured("schedules-all")
	w.quiet(address)
}
