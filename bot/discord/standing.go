package discord

import (
	"slices"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A standing is what the bot is in a guild.
type standing struct {
	guild   string
	me      string // the bot's user
	owner   bool
	roles   []*discordgo.Role // the guild's
	own     []string          // the IDs of the bot's
	muted   time.Time         // timed out until then
	learned time.Time
}

// standings are what the bot was lately in each guild.
type standings struct {
	mu    sync.Mutex
	known map[string]standing
}

// How long a standing is believed.
const standingKept = time.Minute

func (s *standings) lookup(guild string) (standing, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in, ok := s.known[guild]
	return in, ok && time.Since(in.learned) < standingKept
}

// keep remembers a standing, and forgets those that are too old.
func (s *standings) keep(in standing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for guild, old := range s.known {
		if time.Since(old.learned) >= standingKept {
			delete(s.known, guild)
		}
	}
	if s.known == nil {
		s.known = map[string]standing{}
	}
	s.known[in.guild] = in
}

// What is left to a member who is timed out.
const permissionsMuted = discordgo.PermissionViewChannel | discordgo.PermissionReadMessageHistory

// permissions applies a channel's overwrites to what the bot may do in the
// guild. https://discord.com/developers/docs/topics/permissions#permission-overwrites
func (in standing) permissions(overwrites []*discordgo.PermissionOverwrite) int64 {
	const all = 1<<62 - 1
	if in.owner {
		return all
	}
	var granted int64
	for _, r := range in.roles {
		if r.ID == in.guild || slices.Contains(in.own, r.ID) {
			granted |= r.Permissions
		}
	}
	if granted&discordgo.PermissionAdministrator != 0 {
		return all
	}
	// First that of @everyone, whose ID is the guild's, then those of the
	// bot's roles together, then its own. Of one rank, what is allowed wins.
	for _, rank := range [][]string{{in.guild}, in.own, {in.me}} {
		var allow, deny int64
		for _, o := range overwrites {
			if slices.Contains(rank, o.ID) {
				allow, deny = allow|o.Allow, deny|o.Deny
			}
		}
		granted = granted&^deny | allow
	}
	if time.Now().Before(in.muted) {
		granted &= permissionsMuted
	}
	if granted&discordgo.PermissionViewChannel == 0 {
		return 0
	}
	return granted
}
