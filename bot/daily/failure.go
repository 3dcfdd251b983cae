package daily

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// Reasons, each with its remedy, for the people who keep a schedule.
const (
	whyDown   = "The bot was not running when the post was due, and for too long after. Nothing needs to be done: the next date is posted as usual."
	whyPaused = "The schedule was paused before the post was sent. `/daily resume` lets it go on."

	whyNoHistory = "The bot was interrupted while it sent the post, and cannot read the channel to see whether it is there, so it does not send it again. " +
		"Look into the channel; if the post is not there, `/daily now` sends another. Give the bot Read Message History there, and it can look itself."
	whyNoLook = "The bot was interrupted while it sent the post, and could not look whether it is there, so it does not send it again. " +
		"Look into the channel; if the post is not there, `/daily now` sends another."
)

// A failure is what an error of Discord's means for a post.
type failure struct {
	why     string        // the reason and the remedy
	final   bool          // trying again is of no use
	pause   bool          // not on another day either, before somebody has done something
	unknown bool          // it may have been done all the same
	after   time.Duration // how long Discord asks to wait
}

// refusals are the codes that Discord gives for what only people can mend.
var refusals = map[int]string{
	bot.CodeUnknownChannel:    "The channel %s is gone. `/daily edit` chooses another.",
	bot.CodeUnknownGuild:      "The bot is no longer in this server. Add it again, then `/daily resume`.",
	bot.CodeMissingAccess:     "The bot cannot see %s. Give it View Channel there, then `/daily resume`.",
	bot.CodeNotText:           "%s is not a channel to post messages in. `/daily edit` chooses another.",
	bot.CodeMissingPermission: "Discord says that the bot lacks a permission in %s. Check its permissions there, then `/daily resume`.",
}

// failureOf says what an error means. Errors that did not come of a request
// are a fault here and tried again.
func failureOf(err error, channel string) failure {
	var e *bot.RequestError
	if !errors.As(err, &e) {
		return failure{why: "The bot had a fault of its own, which its log describes.", unknown: true}
	}
	f := failure{final: e.Permanent(), unknown: e.Unknown, after: e.RetryAfter}
	text, known := refusals[e.Code]
	switch {
	case f.final && known:
		f.pause = true
		f.why = strings.ReplaceAll(text, "%s", mention(channel))
	case f.final && e.Status == 401:
		f.why = "Discord refuses the bot's token. Its keeper has to give it a new one."
	case f.final:
		f.why = fmt.Sprintf("Discord refused it for good (%d, code %d). The bot's log says more.", e.Status, e.Code)
	case e.Status == 429:
		f.why = "Discord asked the bot to wait, for too long."
	case e.Status == 0:
		f.why = "Discord could not be reached."
	default:
		f.why = fmt.Sprintf("Discord had a fault of its own (%d).", e.Status)
	}
	return f
}

func mention(channel string) string { return "<#" + channel + ">" }

// needs are the permissions of a schedule's steps, in the words of Discord's
// settings.
var needs = []struct {
	bit    int64
	name   string
	needed func(s bot.Schedule, thread bool) bool
}{
	{discordgo.PermissionViewChannel, "View Channel", func(bot.Schedule, bool) bool { return true }},
	{discordgo.PermissionSendMessages, "Send Messages", func(_ bot.Schedule, thread bool) bool { return !thread }},
	{discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads", func(_ bot.Schedule, thread bool) bool { return thread }},
	{discordgo.PermissionReadMessageHistory, "Read Message History", func(bot.Schedule, bool) bool { return true }},
	{discordgo.PermissionCreatePublicThreads, "Create Public Threads", func(s bot.Schedule, _ bool) bool { return s.Thread }},
	{permissionPinMessages, "Pin Messages", func(s bot.Schedule, _ bool) bool { return s.Pin }},
}

// permissionPinMessages is one that discordgo does not know.
const permissionPinMessages = 1 << 51

// essential are the permissions without which nothing can be posted.
const essential = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads

// missing names the permissions of mask that a schedule needs and the bot
// lacks.
func missing(s bot.Schedule, a bot.Access, mask int64) []string {
	thread := isThread(a.Type)
	var names []string
	for _, n := range needs {
		if n.bit&mask != 0 && n.needed(s, thread) && a.Permissions&n.bit == 0 {
			names = append(names, n.name)
		}
	}
	return names
}

func isThread(t discordgo.ChannelType) bool {
	return t == discordgo.ChannelTypeGuildPublicThread || t == discordgo.ChannelTypeGuildPrivateThread || t == discordgo.ChannelTypeGuildNewsThread
}

// unpostable says why nothing can be posted in a channel, "" if it can.
func unpostable(a bot.Access) string {
	switch a.Type {
	case discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildVoice, discordgo.ChannelTypeGuildStageVoice:
	default:
		if !isThread(a.Type) {
			return mention(a.Channel) + " is not a channel to post messages in. `/daily edit` chooses another."
		}
	}
	if names := missing(bot.Schedule{}, a, essential); len(names) > 0 {
		return lacking(names, a.Channel) + " Then `/daily resume`."
	}
	return ""
}

func lacking(names []string, channel string) string {
	return fmt.Sprintf("The bot lacks %s in %s. Grant it in the channel's settings, under Permissions.", strings.Join(names, ", "), mention(channel))
}

// CheckAccess says what stands in the way of a schedule's posts and steps, for
// the person who sets it up: nil if nothing does.
func (e *Engine) CheckAccess(ctx context.Context, s bot.Schedule) ([]string, error) {
	a, err := e.permissions.Access(ctx, s.Guild, s.Channel, s.Role)
	if err != nil {
		if f := failureOf(err, s.Channel); f.final {
			return []string{f.why}, nil
		}
		return nil, err
	}
	var faults []string
	if isThread(a.Type) && s.Thread {
		faults = append(faults, mention(s.Channel)+" is a thread, which cannot have threads of its own. Leave `thread` out.")
	}
	if why := unpostable(bot.Access{Channel: a.Channel, Type: a.Type, Permissions: -1}); why != "" {
		faults = append(faults, why)
	} else if names := missing(s, a, -1); len(names) > 0 {
		faults = append(faults, lacking(names, a.Channel))
	}
	if s.Role != "" && s.Role != s.Guild {
		faults = append(faults, pingFault(a)...)
	}
	return faults, nil
}

func pingFault(a bot.Access) []string {
	switch {
	case !a.RoleExists:
		return []string{"The role to mention is gone. `/daily edit` chooses another."}
	case !a.RolePings:
		return []string{"A mention of the role notifies nobody. Allow everybody to mention it in the role's settings, or give the bot Mention @everyone, @here and All Roles."}
	}
	return nil
}

// backOff returns how long to wait after the nth try, from 1: doubled with
// each, and shortened by chance, so that those who failed together do not come
// back together.
func backOff(n int) time.Duration {
	d := min(firstRetry<<min(max(n-1, 0), 20), lastRetry)
	return d/2 + rand.N(d/2)
}
