package discord

import (
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// seenFor is how long an interaction is known again: as long as it can be
// answered.
const seenFor = 15 * time.Minute

// mostSeen is how many are known at least, by the line that they stand in: of
// what is asked for, those of a quarter of an hour at 145 a second. What is
// typed changes nothing, so that its last few seconds will do.
var mostSeen = [2]int{asking: 1 << 17, typing: 1 << 14}

// A seen knows the interactions that were received lately, so that one that is
// delivered twice is answered once. What is typed is kept apart, since there is
// ten times as much of it.
type seen struct {
	mu    sync.Mutex
	lines [2]generations
}

// newSeen makes one with the memory that it will ever take.
func newSeen(most [2]int) *seen {
	s := new(seen)
	for line, most := range most {
		s.lines[line] = generations{young: make(map[uint64]struct{}, most), old: make(map[uint64]struct{}, most), most: most}
	}
	return s
}

// generations are two sets of IDs. Those of the older one are forgotten at once
// when the younger one is full or old enough; no ID is before its time.
type generations struct {
	young, old map[uint64]struct{}
	most       int
	begun      time.Time
}

// again notes an interaction and reports whether it was there before.
func (s *seen) again(i *discordgo.Interaction, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lines[lineOf(i)].again(numberOf(i.ID), now)
}

func (g *generations) again(id uint64, now time.Time) bool {
	if len(g.young) >= g.most || now.Sub(g.begun) >= seenFor {
		g.young, g.old, g.begun = g.old, g.young, now
		clear(g.young)
	}
	_, young := g.young[id]
	_, old := g.old[id]
	g.young[id] = struct{}{}
	return young || old
}

// lineOf returns the line that an interaction stands in.
func lineOf(i *discordgo.Interaction) int {
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		return typing
	}
	return asking
}
