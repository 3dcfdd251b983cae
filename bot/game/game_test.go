package game_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/game"
)

// A memory is a store without a database: the same promises, in a map.
type memory struct {
	mu   sync.Mutex
	docs map[string]bot.Document
}

func newMemory() *memory { return &memory{docs: make(map[string]bot.Document)} }

func (m *memory) SaveDocument(_ context.Context, d *bot.Document) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := d.Kind + "\x00" + d.ID
	old, ok := m.docs[key]
	if ok && old.Expires.Before(time.Now()) && !old.Expires.IsZero() {
		ok, old = false, bot.Document{}
	}
	if ok != (d.Version > 0) || old.Version != d.Version {
		return bot.ErrStale
	}
	d.Version++
	m.docs[key] = *d
	return nil
}

func (m *memory) Document(_ context.Context, kind, id string) (bot.Document, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, ok := m.docs[kind+"\x00"+id]
	if !ok {
		return d, bot.ErrAbsent
	}
	return d, nil
}

func (m *memory) Documents(_ context.Context, f bot.DocumentFilter, after string, limit int) ([]bot.Document, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []bot.Document
	for _, key := range slices.Sorted(maps.Keys(m.docs)) {
		d := m.docs[key]
		if d.Kind == f.Kind && (f.Guild == "" || d.Guild == f.Guild) && (f.User == "" || d.User == f.User) && d.ID > after && len(found) < limit {
			found = append(found, d)
		}
	}
	return found, nil
}

func (m *memory) UserDocuments(_ context.Context, user string) ([]bot.Document, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []bot.Document
	for _, key := range slices.Sorted(maps.Keys(m.docs)) {
		if m.docs[key].User == user {
			found = append(found, m.docs[key])
		}
	}
	return found, nil
}

func (m *memory) RemoveDocument(_ context.Context, kind, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.docs, kind+"\x00"+id)
	return nil
}

// An editor notes what a round's message was edited to.
type editor struct {
	mu    sync.Mutex
	edits []string
	fail  error
}

func (e *editor) EditAnswer(_ context.Context, _, token string, data *discordgo.InteractionResponseData) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.edits = append(e.edits, token+" "+data.Content)
	return e.fail
}

func render(_ context.Context, r bot.Round) (*discordgo.InteractionResponseData, error) {
	if r.Over() {
		return &discordgo.InteractionResponseData{Content: "over"}, nil
	}
	text := fmt.Sprintf("question %d", r.At)
	if q := r.Asked[r.At]; r.Shown {
		text = fmt.Sprintf("answer %d: %d answered, %v and %d others knew", r.At, q.Answers, q.Knew, q.Others)
	}
	return &discordgo.InteractionResponseData{Content: text}, nil
}

func round(questions int) *bot.Round {
	r := &bot.Round{Guild: "g", Host: "host", Token: "t", Seconds: 20}
	for range questions {
		r.Asked = append(r.Asked, bot.Asked{Choices: []string{"A", "B", "C"}, Right: 1})
	}
	return r
}

func start(t *testing.T, m *memory, ed *editor, processes int) ([]*game.Engine, func()) {
	ctx, cancel := context.WithCancel(t.Context())
	var engines []*game.Engine
	var running sync.WaitGroup
	for range processes {
		e := game.New(game.Options{Store: m, Editor: ed, Render: render})
		engines = append(engines, e)
		running.Go(func() { e.Run(ctx) })
	}
	return engines, func() { cancel(); running.Wait() }
}

// TestGame plays a round of two questions among eight users, in two processes
// that share a store.
func TestGame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, ed := newMemory(), &editor{}
		engines, stop := start(t, m, ed, 2)
		defer stop()
		ctx := t.Context()
		for _, user := range []string{"u1", "u2"} {
			if err := engines[0].List(ctx, "g", user, true); err != nil {
				t.Fatal(err)
			}
		}
		r := round(2)
		if err := engines[0].Start(ctx, r); err != nil {
			t.Fatal(err)
		}
		for i := range 8 {
			user := fmt.Sprintf("u%d", i)
			if err := engines[i%2].Answer(ctx, r.ID, user, 0, i%3); err != nil {
				t.Errorf("%s: %v", user, err)
			}
			if err := engines[0].Answer(ctx, r.ID, user, 0, 1); !errors.Is(err, bot.ErrStale) {
				t.Errorf("%s answers twice: %v", user, err)
			}
			time.Sleep(time.Second)
		}
		time.Sleep(13 * time.Second)
		synctest.Wait()
		if err := engines[0].Answer(ctx, r.ID, "late", 0, 1); !errors.Is(err, bot.ErrLate) {
			t.Errorf("an answer after the time: %v", err)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		want := []string{
			"t answer 0: 8 answered, [u1] and 2 others knew", "t question 1",
			"t answer 1: 0 answered, [] and 0 others knew", "t over",
		}
		if !slices.Equal(ed.edits, want) {
			t.Errorf("edited to\n%q, want\n%q", ed.edits, want)
		}
		scores, err := engines[1].Scores(ctx, "g")
		if err != nil || len(scores) != 2 || scores[0].User != "u1" || scores[0].Right != 1 || scores[1].Right != 0 || scores[1].Asked != 1 {
			t.Errorf("scores %+v, %v", scores, err)
		}
		if err := engines[1].List(ctx, "g", "u1", false); err != nil {
			t.Fatal(err)
		}
		if s, _ := engines[0].Score(ctx, "g", "u1"); s.Asked != 0 {
			t.Errorf("what is kept of who stays out: %+v", s)
		}
	})
}

// TestRestart holds that a round goes on where it was.
func TestRestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, ed := newMemory(), &editor{}
		engines, stop := start(t, m, ed, 1)
		if err := engines[0].Start(t.Context(), round(2)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(21 * time.Second)
		stop()
		time.Sleep(5 * time.Second)
		_, stop = start(t, m, ed, 1)
		defer stop()
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(ed.edits) != 4 || ed.edits[3] != "t over" {
			t.Errorf("edited to %q", ed.edits)
		}
	})
}

// TestHost holds that the host can go on and stop, each step once.
func TestHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, ed := newMemory(), &editor{}
		engines, stop := start(t, m, ed, 1)
		defer stop()
		r := round(3)
		if err := engines[0].Start(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if err := engines[0].Answer(t.Context(), r.ID, "u", 0, 1); err != nil {
			t.Fatal(err)
		}
		now, err := engines[0].Step(t.Context(), r.ID, 0, false)
		if err != nil || !now.Shown || now.Asked[0].Others != 1 {
			t.Errorf("after a step: %+v, %v", now, err)
		}
		if again, _ := engines[0].Step(t.Context(), r.ID, 0, false); again.Version != now.Version {
			t.Error("the same step was taken twice")
		}
		ended, err := engines[0].Stop(t.Context(), r.ID)
		if err != nil || !ended.Over() || len(ended.Asked) != 1 {
			t.Errorf("after the end: %+v, %v", ended, err)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if len(ed.edits) != 0 {
			t.Errorf("a round that was ended is edited to %q", ed.edits)
		}
	})
}

// TestGoneMessage holds that a round whose message is gone ends.
func TestGoneMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, ed := newMemory(), &editor{fail: &bot.RequestError{Status: 404, Err: errors.New("unknown message")}}
		engines, stop := start(t, m, ed, 1)
		defer stop()
		r := round(5)
		if err := engines[0].Start(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if _, err := engines[0].Round(t.Context(), r.ID); !errors.Is(err, bot.ErrAbsent) || len(ed.edits) != 1 {
			t.Errorf("after %d edits: %v", len(ed.edits), err)
		}
	})
}

// A mortal is a store that a process loses after some saves.
type mortal struct {
	*memory
	mu   sync.Mutex
	left int
}

var errDead = errors.New("killed")

func (m *mortal) SaveDocument(ctx context.Context, d *bot.Document) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.left--; m.left < 0 {
		return errDead
	}
	return m.memory.SaveDocument(ctx, d)
}

// TestKilledWhileCounting kills a process after each of its saves: whoever goes
// on counts every answer, and none twice.
func TestKilledWhileCounting(t *testing.T) {
	for saves := range 12 {
		synctest.Test(t, func(t *testing.T) {
			m, ed := newMemory(), &editor{}
			engines, stop := start(t, m, ed, 1)
			defer stop()
			r := round(2)
			for i := range 4 {
				if err := engines[0].List(t.Context(), "g", fmt.Sprint("u", i), true); err != nil {
					t.Fatal(err)
				}
			}
			// The sound process does not know of the round before it looks.
			dying := game.New(game.Options{Store: &mortal{memory: m, left: 1 + saves}, Editor: ed, Render: render})
			if err := dying.Start(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			for n := range 2 {
				for i := range 4 {
					if err := engines[0].Answer(t.Context(), r.ID, fmt.Sprint("u", i), n, i%2); err != nil {
						t.Fatal(err)
					}
				}
				dying.Step(t.Context(), r.ID, n, false)
				dying.Step(t.Context(), r.ID, n, true)
				if n == 0 {
					for now := *r; now.At != 1 || now.Shown; {
						time.Sleep(time.Second)
						now, _ = engines[0].Round(t.Context(), r.ID)
					}
				}
			}
			time.Sleep(2 * time.Minute)
			scores, err := engines[0].Scores(t.Context(), "g")
			if err != nil || len(scores) != 4 {
				t.Fatalf("%d saves: %d scores, %v", saves, len(scores), err)
			}
			for _, s := range scores {
				want := 0
				if s.User == "u1" || s.User == "u3" {
					want = 2
				}
				if s.Asked != 2 || s.Right != want {
					t.Errorf("%d saves: %+v", saves, s)
				}
			}
		})
	}
}

// TestForget holds that a round says nothing more of who does not want to be
// known, and goes on.
func TestForget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, ed := newMemory(), &editor{}
		engines, stop := start(t, m, ed, 1)
		defer stop()
		e, ctx := engines[0], t.Context()
		r := round(2)
		if err := e.Start(ctx, r); err != nil {
			t.Fatal(err)
		}
		for _, user := range []string{"host", "u1", "u2"} {
			if err := e.List(ctx, "g", user, true); err != nil {
				t.Fatal(err)
			}
			if err := e.Answer(ctx, r.ID, user, 0, 1); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(21 * time.Second)
		parts, err := e.Parts(ctx, "host")
		if err != nil || len(parts) != 1 || !parts[0].Host || !slices.Equal(parts[0].Knew, []int{1}) {
			t.Errorf("the host's parts are %+v, %v", parts, err)
		}
		for _, user := range []string{"host", "u1"} {
			if err := e.Forget(ctx, user); err != nil {
				t.Fatal(err)
			}
			if parts, err := e.Parts(ctx, user); err != nil || len(parts) > 0 {
				t.Errorf("%s is forgotten, and has the parts %+v, %v", user, parts, err)
			}
		}
		now, err := e.Round(ctx, r.ID)
		if q := now.Asked[0]; err != nil || now.Host != "" || !slices.Equal(q.Knew, []string{"u2"}) || q.Others != 2 {
			t.Errorf("the round has the host %q and %+v, %v", now.Host, now.Asked[0], err)
		}
		time.Sleep(time.Minute)
		if now, err := e.Round(ctx, r.ID); err != nil || !now.Over() {
			t.Errorf("the round does not go on: %+v, %v", now, err)
		}
	})
}
