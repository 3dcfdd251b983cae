package store

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"rapporteur/bot"
)

// TestOverview looks at the schedules and the ledger of several servers, in a
// store in which nothing can be changed.
func TestOverview(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		ctx := t.Context()
		s := open(t, where)
		for guild := range 3 {
			for n := range 2 {
				schedule := &bot.Schedule{ID: fmt.Sprintf("schedule%d-%d", n, guild), Guild: fmt.Sprint(guild), Zone: "UTC", Mode: bot.Shuffled}
				var lines []*bot.Delivery
				for day := range 3 {
					at := noon.AddDate(0, 0, day)
					lines = append(lines, &bot.Delivery{Key: bot.DeliveryKey(schedule.ID, bot.DayOf(at)), Schedule: schedule.ID, Guild: schedule.Guild, At: at, Day: bot.DayOf(at), State: bot.Posted})
				}
				if err := s.Save(ctx, schedule, lines...); err != nil {
					t.Fatal(err)
				}
			}
		}
		look, err := Look(ctx, where)
		if err != nil {
			t.Fatal(err)
		}
		defer look.Close()
		var ids []string
		for after := ""; ; {
			page, err := look.AllSchedules(ctx, after, 4)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, s := range page {
				ids = append(ids, s.ID)
			}
			after = ids[len(ids)-1]
		}
		if want := "[schedule0-0 schedule0-1 schedule0-2 schedule1-0 schedule1-1 schedule1-2]"; fmt.Sprint(ids) != want {
			t.Errorf("%v, want %s", ids, want)
		}
		day := 24 * time.Hour
		for _, test := range []struct {
			guild       string
			from, to    time.Time
			skip, limit int
			want        int
			first       string
		}{
			{"", noon, noon.Add(3 * day), 0, 100, 18, "schedule1-2-2026-03-10"},
			{"", noon, noon.Add(2 * day), 0, 100, 12, "schedule1-2-2026-03-09"}, // the end is not of it
			{"1", noon.Add(time.Millisecond), noon.Add(3 * day), 0, 100, 4, "schedule1-1-2026-03-10"},
			{"1", noon, noon.Add(3 * day), 2, 3, 3, "schedule1-1-2026-03-09"},
			{"9", noon, noon.Add(3 * day), 0, 100, 0, ""},
		} {
			lines, err := look.Ledger(ctx, test.guild, test.from, test.to, test.skip, test.limit)
			if err != nil || len(lines) != test.want || test.want > 0 && lines[0].Key != test.first {
				t.Errorf("%+v: %d lines, %v: %v", test, len(lines), err, lines)
			}
		}
		if err := look.RemoveSchedule(ctx, ids[0]); err == nil {
			t.Error("a store that is looked at can be changed")
		}
		if err := look.SaveGuild(ctx, &bot.Guild{ID: "new"}); err == nil {
			t.Error("a store that is looked at can be added to")
		}
	})
}

// BenchmarkLedger reads what was posted on one day out of the ledger of 100
// days of 200 schedules.
func BenchmarkLedger(b *testing.B) {
	for name, where := range map[string]func(b *testing.B) string{
		"sqlite":   func(b *testing.B) string { return filepath.Join(b.TempDir(), "store.db") },
		"postgres": func(b *testing.B) string { return postgresSchema(b) },
	} {
		b.Run(name, func(b *testing.B) {
			s := open(b, where(b))
			const days, schedules = 100, 200
			for n := range schedules {
				schedule := &bot.Schedule{ID: fmt.Sprintf("schedule%d", n), Guild: fmt.Sprint(n / bot.MaxSchedules), Zone: "UTC", Mode: bot.Shuffled}
				var lines []*bot.Delivery
				for day := range days {
					at := noon.AddDate(0, 0, day)
					lines = append(lines, &bot.Delivery{Key: bot.DeliveryKey(schedule.ID, bot.DayOf(at)), Schedule: schedule.ID, Guild: schedule.Guild, At: at, Day: bot.DayOf(at), State: bot.Posted})
				}
				if err := s.Save(b.Context(), schedule, lines...); err != nil {
					b.Fatal(err)
				}
			}
			day := noon.AddDate(0, 0, days/2)
			for b.Loop() {
				lines, err := s.Ledger(b.Context(), "", day, day.AddDate(0, 0, 1), 0, 51)
				if err != nil || len(lines) != 51 {
					b.Fatal(len(lines), err)
				}
			}
		})
	}
}
