package discord

import (
	"hash/fnv"
	"strconv"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// How long an interaction is known again, which is as long as it can be
// answered, and how many of one kind are at least.
const (
	seenFor  = 15 * time.Minute
	mostSeen = 1 << 17
)

// A seen knows the interactions that were received lately, so that one that is
// delivered twice is answered once. What is typed is kept apart, since there is
// ten times as much of it.
type seen struct {
	mu    sync.Mutex
	kinds [2]generations
}

// generations are two sets of IDs. Those of the older one are forgotten at once
// when the younger one is full or old enough; no ID is before its time.
type generations struct {
	young, old map[uint64]struct{}
	begun      time.Time
}

// again notes an interaction and reports whether it was there before.
func (s *seen) again(i *discordgo.Interaction, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kinds[lineOf(i)].again(numberOf(i.ID), now)
}

func (g *generations) again(id uint64, now time.Time) bool {
	if g.young == nil || len(g.young) >= mostSeen || now.Sub(g.begun) >= seenFor {
		g.young, g.old, g.begun = g.old, g.young, now
		if clear(g.young); g.young == nil {
			g.young = map[uint64]struct{}{}
		}
	}
	_, young := g.young[id]
	_, old := g.old[id]
	g.young[id] = struct{}{}
	return young || old
}

// numberOf returns an ID as the number that it is. One that is too large to be
// Discord's is as good as any other number.
func numberOf(id string) uint64 {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		h := fnv.New64a()
		h.Write([]byte(id))
		return h.Sum64()
	}
	return n
}

// lineOf returns the line that an interaction stands in.
func lineOf(i *discordgo.Interaction) int {
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		return typing
	}
	return asking
}
