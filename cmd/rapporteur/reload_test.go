package main

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

const picnic = "A. Baker. We brought the bread and the jam.\n\nB. Cook. And who has brought the salt?\n\nA. Baker. Nobody, it seems. Nobody ever does.\n"

const prose = "It had rained all night, and in the morning the meadow stood under water.\n"

// TestReload changes files under a reloader and looks at what is served and
// logged some polls later.
func TestReload(t *testing.T) {
	write := func(name, text string) func(*testing.T, string) {
		return func(t *testing.T, folder string) {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	remove := func(name string) func(*testing.T, string) {
		return func(t *testing.T, folder string) {
			if err := os.Remove(filepath.Join(folder, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, test := range []struct {
		name   string
		change func(t *testing.T, folder string)
		want   string // IDs that are served afterwards
		swaps  int
		log    string // part of what is logged
		not    string // not logged
	}{
		{name: "nothing", change: func(*testing.T, string) {}, want: "garden picnic"},
		{name: "a file comes", change: write("lunch.txt", picnic), want: "garden lunch picnic", swaps: 1, log: "records reloaded"},
		{name: "a file goes", change: remove("garden.txt"), want: "picnic", swaps: 1, log: "records reloaded"},
		{name: "a file changes", change: write("picnic.txt", picnic+"\nB. Cook. Then we do without.\n"), want: "garden picnic", swaps: 1, log: "turns=7"},
		{name: "a hidden file comes", change: write(".picnic.txt.swp", picnic), want: "garden picnic"},
		{name: "a bad file comes", change: write("letter.txt", prose), want: "garden picnic", swaps: 1, log: "letter.txt"},
		{name: "a served file goes bad", change: write("picnic.txt", prose), want: "garden picnic", log: "not reloaded", not: "records reloaded"},
		{name: "a record comes twice", change: write("Picnic.text", picnic), want: "garden picnic", log: "two transcripts have the ID"},
		{name: "everything goes", change: func(t *testing.T, folder string) {
			remove("garden.txt")(t, folder)
			remove("picnic.txt")(t, folder)
			remove("prose.txt")(t, folder)
		}, want: "garden picnic", log: "not reloaded"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				folder := t.TempDir()
				write("picnic.txt", picnic)(t, folder)
				write("garden.txt", picnic)(t, folder)
				write("prose.txt", prose)(t, folder)
				w := watch(t, folder, nil)
				time.Sleep(10 * pollInterval)
				test.change(t, folder)
				time.Sleep(10 * pollInterval)
				served, swaps, log := w.state()
				if served != test.want {
					t.Errorf("served are %s, want %s", served, test.want)
				}
				if swaps != test.swaps {
					t.Errorf("%d swaps, want %d", swaps, test.swaps)
				}
				if !strings.Contains(log, test.log) || test.not != "" && strings.Contains(log, test.not) {
					t.Errorf("the log is:\n%s", log)
				}
			})
		})
	}
}

// TestReloadSettles holds that a file that is still being written is not
// loaded half.
func TestReloadSettles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		name := filepath.Join(folder, "picnic.txt")
		text := picnic
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		w := watch(t, folder, nil)
		for range 20 {
			text += "\nB. Cook. And then there was more of it.\n\nA. Baker. There always is.\n"
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			time.Sleep(pollInterval / 2)
		}
		if _, swaps, _ := w.state(); swaps > 0 {
			t.Errorf("%d swaps while the file was being written", swaps)
		}
		time.Sleep(3 * pollInterval)
		if _, swaps, _ := w.state(); swaps != 1 {
			t.Errorf("%d swaps after it was written, want 1", swaps)
		}
	})
}

func TestReloadOnHangup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "picnic.txt"), []byte(picnic), 0o600); err != nil {
			t.Fatal(err)
		}
		hangup := make(chan os.Signal)
		w := watch(t, folder, hangup)
		hangup <- os.Interrupt
		if _, swaps, log := w.state(); swaps != 1 || !strings.Contains(log, "records reloaded") {
			t.Errorf("%d swaps, want 1; the log is:\n%s", swaps, log)
		}
	})
}

// TestReloadOnSaved holds that what a program of our own has saved is served at
// once, and once.
func TestReloadOnSaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		name := filepath.Join(folder, "picnic.txt")
		if err := os.WriteFile(name, []byte(picnic), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := load(folder)
		if err != nil {
			t.Fatal(err)
		}
		saved := make(chan struct{})
		w := &watched{served: l.index}
		r := &reloader{
			path: folder, seen: fingerprint(folder), served: l, swap: w.swap, saved: saved,
			log: slog.New(slog.NewTextHandler(w, nil)),
		}
		go r.run(t.Context(), nil)
		if err := os.WriteFile(filepath.Join(folder, "picnic.toml"), []byte("title = 'The picnic'\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		saved <- struct{}{}
		_, swaps, log := w.state()
		w.mu.Lock()
		title := w.served.Library().Records[0].Title
		w.mu.Unlock()
		if swaps != 1 || title != "The picnic" {
			t.Errorf("%d swaps, the title is %q; the log is:\n%s", swaps, title, log)
		}
		time.Sleep(5 * pollInterval)
		if _, swaps, _ := w.state(); swaps != 1 {
			t.Errorf("%d swaps some time later, want 1", swaps)
		}
	})
}

// TestConsoleReloads changes a file while a console runs.
func TestConsoleReloads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		name := filepath.Join(folder, "picnic.txt")
		if err := os.WriteFile(name, []byte(picnic), 0o600); err != nil {
			t.Fatal(err)
		}
		in, typed := io.Pipe()
		var out, complaints bytes.Buffer
		ended := make(chan error, 1)
		go func() {
			ended <- run(t.Context(), []string{"console", "--records", folder}, func(string) string { return "" }, in, &out, &complaints)
		}()
		io.WriteString(typed, "then we do without\n")
		synctest.Wait()
		if strings.Contains(out.String(), "B. Cook") {
			t.Fatalf("it is there before it was written:\n%s", out.String())
		}
		if err := os.WriteFile(name, []byte(picnic+"\nB. Cook. Then we do without.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * pollInterval)
		io.WriteString(typed, "then we do without\n")
		typed.Close()
		if err := <-ended; err != nil || complaints.Len() > 0 {
			t.Errorf("%v\n%s", err, complaints.String())
		}
		if !strings.Contains(out.String(), "│ Then we do without.") {
			t.Errorf("what was written meanwhile is not found:\n%s", out.String())
		}
	})
}

// TestReloadReadsWhatChanged holds that the records of files that have not
// changed stay the same ones, and that a hangup has all of them read.
func TestReloadReadsWhatChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		write := func(name, text string) {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range []string{"garden.txt", "lunch.txt", "picnic.txt"} {
			write(name, picnic)
		}
		hangup := make(chan os.Signal)
		w := watch(t, folder, hangup)
		record := func(id string) *corpus.Record {
			w.state()
			w.mu.Lock()
			defer w.mu.Unlock()
			return w.served.Library().Record(id)
		}
		garden, lunch, was := record("garden"), record("lunch"), record("picnic")
		time.Sleep(3 * pollInterval)
		write("picnic.txt", picnic+"\nB. Cook. Then we do without.\n")
		write("lunch.toml", "title = 'Lunch'\n")
		time.Sleep(3 * pollInterval)
		if record("garden") != garden || record("lunch") == lunch || record("lunch").Title != "Lunch" || record("picnic") == was || len(record("picnic").Turns) != len(was.Turns)+1 {
			t.Errorf("garden is the same: %t; lunch is %q; picnic has %d turns", record("garden") == garden, record("lunch").Title, len(record("picnic").Turns))
		}
		result, err := w.served.Search(t.Context(), search.Query{Text: "then we do without"})
		if err != nil || result.Match != search.Exact {
			t.Errorf("what is new is not found: %v, %v", result.Match, err)
		}
		hangup <- os.Interrupt
		if record("garden") == garden {
			t.Error("a hangup has not had all files read")
		}
	})
}

// A watched is a reloader at work, and what it does.
type watched struct {
	mu     sync.Mutex
	served *search.Index
	swaps  int
	log    bytes.Buffer
}

// watch runs a reloader over folder until the test ends.
func watch(t *testing.T, folder string, hangup chan os.Signal) *watched {
	l, err := load(folder)
	if err != nil {
		t.Fatal(err)
	}
	w := &watched{served: l.index}
	r := &reloader{
		path: folder, seen: fingerprint(folder), served: l, swap: w.swap,
		log: slog.New(slog.NewTextHandler(w, nil)),
	}
	go r.run(t.Context(), hangup)
	return w
}

func (w *watched) swap(l *loaded) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.served = l.index
	w.swaps++
}

// Write keeps what is logged.
func (w *watched) Write(line []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.log.Write(line)
}

// state returns the IDs of the records that are served, how often they were
// swapped, and the log.
func (w *watched) state() (served string, swaps int, log string) {
	synctest.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	var ids []string
	for _, r := range w.served.Library().Records {
		ids = append(ids, r.ID)
	}
	return strings.Join(ids, " "), w.swaps, w.log.String()
}
