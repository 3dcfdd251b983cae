package discord

import (
	"errors"
	"testing"
	"time"
)

// TestProposalsBesideAFlood holds that a user who asks for too much is still
// proposed what they type: a proposal costs the others nothing.
func TestProposalsBesideAFlood(t *testing.T) {
	q := newQueue()
	join := func(line int) error {
		p, err := q.join(t.Context(), time.Now().Add(time.Minute), "1", "", line)
		if err == nil {
			t.Cleanup(p.cancel)
		}
		return err
	}
	var err error
	for n := 0; err == nil && n < 10*userBurst; n++ {
		err = join(asking)
	}
	if !errors.Is(err, errUserLimit) {
		t.Fatalf("a flood ends with %v", err)
	}
	if err := join(typing); err != nil {
		t.Errorf("what is typed is turned away: %v", err)
	}
}

// TestFinishing holds how many deferred answers of one user are worked on at a
// time.
func TestFinishing(t *testing.T) {
	q := newQueue()
	var all []func()
	for range mostFinishing {
		done, ok := q.finish("1")
		if !ok {
			t.Fatal("too few deferred answers are worked on")
		}
		all = append(all, done)
	}
	if _, ok := q.finish("1"); ok {
		t.Error("one more than there may be is worked on")
	}
	if done, ok := q.finish("2"); !ok {
		t.Error("one user's answers keep another's back")
	} else {
		done()
	}
	all[0]()
	if _, ok := q.finish("1"); !ok {
		t.Error("when one is done, no other may begin")
	}
}
