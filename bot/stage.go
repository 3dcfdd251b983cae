package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Stage stands in for a Discord server where there is none: a channel has the
// name that somebody gives it, and the bot may do everything in it. It is what
// daily posts need of Discord, but for the posting. The zero Stage is ready, and
// may be used from any number of goroutines.
type Stage struct {
	Language *Language // of the one who talks; nil is English

	mu    sync.Mutex
	names []string // of channels and roles; the ID is the place
}

var (
	_ Permissions = (*Stage)(nil)
	_ Membership  = (*Stage)(nil)
)

// Of whom is on the stage, talkerID is who talks and stageID the server. Channels
// and roles are counted from firstName on.
const (
	talkerID  = "1"
	stageID   = "4"
	firstName = 1000
)

// place puts an interaction onto the stage, as one of somebody who manages the
// server.
func (*Stage) place(i *discordgo.Interaction) {
	i.GuildID, i.Context = stageID, discordgo.InteractionContextGuild
	i.Member = &discordgo.Member{User: i.User, Permissions: discordgo.PermissionManageGuild}
	i.User = nil
}

// ID returns the ID of a channel or a role that somebody has named.
func (s *Stage) ID(text string) string {
	name := strings.Join(strings.Fields(strings.ToLower(strings.TrimLeft(text, "#@"))), "-")
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.Index(s.names, name)
	if at < 0 {
		at = len(s.names)
		s.names = append(s.names, name)
	}
	return strconv.Itoa(firstName + at)
}

// name returns what a channel or a role is called.
func (s *Stage) name(id string) (name string, ok bool) {
	n, err := strconv.Atoi(id)
	if n -= firstName; s == nil || err != nil || n < 0 {
		return "", false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if n >= len(s.names) {
		return "", false
	}
	return s.names[n], true
}

// Locate puts IDs in the place of the names of channels and roles.
func (s *Stage) Locate(options []*discordgo.ApplicationCommandInteractionDataOption) {
	for _, o := range options {
		if o.Type == discordgo.ApplicationCommandOptionChannel || o.Type == discordgo.ApplicationCommandOptionRole {
			o.Value = s.ID(fmt.Sprint(o.Value))
		}
		s.Locate(o.Options)
	}
}

func (s *Stage) language() *Language {
	if s == nil {
		return nil
	}
	return s.Language
}

var stagedMentions = regexp.MustCompile(`<(#|@&|@)(\d+)>`)

// Told puts names in the place of mentions. A nil stage knows nobody but the one
// who talks.
func (s *Stage) Told(text string) string {
	return stagedMentions.ReplaceAllStringFunc(text, func(mention string) string {
		name := s.Called(mention)
		if name == "" {
			return mention
		}
		bare := strings.TrimLeft(name, "#@")
		return strings.TrimSuffix(name, bare) + string(Plain(bare))
	})
}

// Called returns the name that stands for a mention, as plain text: "#class"; ""
// where it is not known.
func (s *Stage) Called(mention string) string {
	m := stagedMentions.FindStringSubmatch(mention)
	if m == nil {
		return ""
	}
	if m[2] == talkerID {
		return s.language().Text("you")
	}
	name, ok := s.name(m[2])
	if !ok {
		return ""
	}
	return m[1][:1] + name
}

// FindPost finds nothing: what was shown cannot be searched.
func (*Stage) FindPost(context.Context, string, string, time.Time) (string, error) { return "", nil }

// FindThread finds nothing either.
func (*Stage) FindThread(context.Context, string, string, string, time.Time) (string, error) {
	return "", nil
}

// Unpin does nothing that could be seen.
func (*Stage) Unpin(context.Context, string, string) error { return nil }

// Access grants everything.
func (*Stage) Access(_ context.Context, _, channel, _ string) (Access, error) {
	return Access{Channel: channel, Permissions: 1<<62 - 1, RoleExists: true, RolePings: true}, nil
}

// IsMember reports that the bot is in the server.
func (*Stage) IsMember(context.Context, string) (bool, error) { return true, nil }

// Message returns the message that Discord would make of a post.
func (p Post) Message() (*discordgo.Message, error) {
	return messageOf(map[string]any{"components": p.Components, "flags": discordgo.MessageFlagsIsComponentsV2})
}

// messageOf returns the message that has the given fields in JSON.
func messageOf(fields map[string]any) (*discordgo.Message, error) {
	raw, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	m := new(discordgo.Message)
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, err
	}
	return m, nil
}
