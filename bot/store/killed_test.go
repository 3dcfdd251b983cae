package store

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"rapporteur/bot"
)

// busyAt names the store that this process is to be busy in until it is killed.
const busyAt = "RAPPORTEUR_TEST_BUSY_AT"

// TestMain is what a process does that TestKilled starts: it saves, uses and
// removes records.
func TestMain(m *testing.M) {
	where := os.Getenv(busyAt)
	if where == "" {
		os.Exit(m.Run())
	}
	ctx := context.Background()
	s, err := Open(ctx, where)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	text := strings.Repeat("It was said and written down. ", 2000)
	for i := 0; ; i++ {
		id := fmt.Sprintf("r%d-%d", os.Getpid(), i)
		u := &bot.Upload{Guild: "g1", ID: id, File: "f"}
		s.SaveUpload(ctx, u, []byte(text+fmt.Sprint(i%3)), []byte(id), bot.Quota{Records: 1 << 20, Bytes: 1 << 40})
		d := &bot.Draft{Guild: "g1", File: "f", Replaces: id, Base: 1, Expires: time.Now().Add(time.Hour)}
		s.SaveDraft(ctx, d, []byte(text+fmt.Sprint(i%5)), nil)
		if i == 2 {
			fmt.Println("busy")
		}
		s.UseDraft(ctx, *d, "", bot.Quota{Records: 1 << 20, Bytes: 1 << 40})
		if i%2 == 0 {
			s.RemoveUpload(ctx, "g1", id)
		}
	}
}

// TestKilled kills processes in the midst of their work, and holds that nothing
// is left half.
func TestKilled(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		const times = 8
		for n := range times {
			c := exec.Command(os.Args[0])
			c.Env = append(os.Environ(), busyAt+"="+where)
			out, err := c.StdoutPipe()
			if err == nil {
				err = c.Start()
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := out.Read(make([]byte, 1)); err != nil { // it is at work
				t.Fatal(err)
			}
			// As much of this process's own work is when the other is ended.
			for range 1 + 2*n {
				u := bring(t, s, "g2", fmt.Sprintf("own-%d", time.Now().UnixNano()), "mine", "")
				if err := s.RemoveUpload(t.Context(), "g2", u.ID); err != nil {
					t.Fatal(err)
				}
			}
			c.Process.Kill()
			c.Wait()
			found, err := s.check(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if n == times-1 && found.Records == 0 {
				t.Error("nothing was saved")
			}
		}
	})
}
