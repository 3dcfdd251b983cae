package daily

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// Reasons, each with its remedy, for the people who keep a schedule.
var (
	whyDown     = bot.Why("The bot was not running when the post was due, nor for a long time after. Nothing needs to be done: the next date is posted as usual.")
	whyPaused   = bot.Why("The schedule was paused before the post was sent. `/daily resume` lets it go on.")
	whyOwnFault = bot.Why("The bot had a fault of its own while it wrote the post, which its log describes.")

	whyNoHistory = bot.Why("The bot was interrupted while it sent the post, and cannot read the channel to see whether it is there, so it does not send it again. " +
		"Look into the channel; if the post is not there, `/daily now` sends another. Give the bot Read Message History there, and it can look itself.")
	whyNoLook = bot.Why("The bot was interrupted while it sent the post, and could not look whether it is there, so it does not send it again. " +
		"Look into the channel; if the post is not there, `/daily now` sends another.")
)

// What comes after the reason for a schedule that is there already.
const (
	thenResume   bot.Key = "Then `/daily resume` lets it go on."
	chooseOther  bot.Key = "`/daily edit` chooses another."
	nothingToDo  bot.Key = "Nothing needs to be done."
	nextIsOther  bot.Key = "The next date brings another passage."
	alarmsToRoom bot.Key = "`alarms` in `/daily edit` names a channel for failures."
)

// A failure is what an error of Discord's means for a post.
type failure struct {
	why     bot.Reason    // with the remedy
	final   bool          // trying again is of no use
	pause   bool          // not on another day either, before somebody has done something
	unknown bool          // it may have been done all the same
	after   time.Duration // how long Discord asks to wait
}

// A refusal is what a code of Discord's means: the reason, in which %s is the
// channel, what to do about it, "" where the reason says that, and whether the
// schedule rests until somebody has done it.
type refusal struct {
	why   bot.Key
	then  bot.Key
	pause bool
}

// refusals are the codes that Discord gives for what only people can mend.
var refusals = map[int]refusal{
	bot.CodeUnknownChannel:    {"The channel %s is gone.", chooseOther, true},
	bot.CodeUnknownGuild:      {"The bot is no longer in this server. Add it again.", thenResume, true},
	bot.CodeMissingAccess:     {"The bot cannot see %s. Give it View Channel there.", thenResume, true},
	bot.CodeNotText:           {notForMessages, chooseOther, true},
	bot.CodeChannelType:       {"%s is not a channel in which that can be done.", chooseOther, true},
	bot.CodeMissingPermission: {"Discord says that the bot is missing a permission in %s. Check its permissions there.", thenResume, true},
	bot.CodeVerification: {
		"%s asks for a verification that the bot does not have. Give the bot a role of its own there, or lower the server's verification level.", thenResume, true,
	},
	bot.CodeThreadArchived: {"The thread %s is archived. Open it again.", thenResume, true},
	bot.CodeThreadLocked:   {lockedThread, thenResume, true},
	bot.CodeTagRequired:    {"The forum %s requires a tag on every post.", "`/daily edit` sets `tags`, then `/daily resume` lets it go on.", true},
	bot.CodeUnknownTag:     {"A tag of the schedule is gone from the forum %s.", "`/daily edit` sets `tags`, then `/daily resume` lets it go on.", true},
	bot.CodeMaximumThreads: {
		"The server has as many active threads as Discord allows. Archive some, or have them archived sooner.", "", false,
	},
	bot.CodeMaximumNewsThreads: {
		"The server has as many active threads in announcement channels as Discord allows. Archive some, or have them archived sooner.", "", false,
	},
	bot.CodeMaximumPins: {"The channel has as many pinned messages as Discord allows. Unpin some.", "`/daily edit` with `pin: False` stops the pinning.", false},
	bot.CodeBlocked: {
		"AutoMod of this server has blocked the words of the post. Let its rules pass the bot's role, or %s.", nextIsOther, false,
	},
	bot.CodeTitleBlocked: {
		"AutoMod of this server has blocked the title of the post. Let its rules pass the bot's role, or %s.", "`/daily edit` sets another `title`.", false,
	},
	bot.CodeExplicit: {"Discord's filter for explicit content has blocked the post.", nextIsOther, false},
	bot.CodeTwoFactor: {
		"This server asks moderators for two-factor authentication. Whoever owns the bot must turn it on in their own Discord account.", "", false,
	},
	bot.CodeSlowmode: {
		"Slow mode in %s has kept the post back. Give the bot Bypass Slowmode or Manage Messages there.", "", false,
	},
	bot.CodeSendingDisabled:   {"Discord has stopped the sending of messages for now.", nothingToDo, false},
	bot.CodeUnknownMessage:    {"The post was deleted before.", "", false},
	bot.CodeCannotMessageUser: {"The person who set the schedule up takes no direct messages from the bot.", alarmsToRoom, false},
	bot.CodeNoMutualGuild:     {"The person who set the schedule up is in no server with the bot any more.", alarmsToRoom, false},
}

// What is said in more than one place.
const (
	notForMessages bot.Key = "%s is not a channel to post messages in."
	lockedThread   bot.Key = "The thread %s is locked. Unlock it, or give the bot Manage Threads."
)

// failureOf says what an error means. Errors that did not come of a request
// are a fault here and tried again.
func failureOf(err error, channel string) failure {
	var e *bot.RequestError
	if !errors.As(err, &e) {
		return failure{why: bot.Why("The bot had a fault of its own, which its log describes."), unknown: true}
	}
	f := failure{final: e.Permanent(), unknown: e.Unknown, after: e.RetryAfter}
	refused, known := refusals[e.Code]
	switch {
	case f.final && known:
		f.pause = refused.pause
		f.why = bot.Why(refused.why, mention(channel)).And(bot.Why(refused.then))
	case f.final && e.Status == 401:
		f.why = bot.Why("Discord refuses the bot's token. Whoever runs the bot must set a new one.")
	case f.final:
		f.why = bot.Why("Discord has refused it and says “%s” (%s, code %s).", discordsWords(e), strconv.Itoa(e.Status), strconv.Itoa(e.Code))
	case e.Status == 429:
		f.why = bot.Why("Discord asked the bot to wait for too long.")
	case e.Status == 0:
		f.why = bot.Why("Discord could not be reached.")
	default:
		f.why = bot.Why("Discord had a fault of its own (%s).", strconv.Itoa(e.Status))
	}
	return f
}

// discordsWords returns Discord's own message.
func discordsWords(e *bot.RequestError) string {
	if e.Err == nil {
		return "…"
	}
	return bot.Clip(e.Err.Error(), 200)
}

func mention(channel string) bot.Markdown { return bot.Markdown("<#" + channel + ">") }

// needs are the permissions of a schedule's steps, in the words of Discord's
// settings.
var needs = []struct {
	bit    int64
	name   bot.Key
	needed func(s bot.Schedule, a bot.Access) bool
}{
	{discordgo.PermissionViewChannel, "View Channel", always},
	{discordgo.PermissionVoiceConnect, "Connect", func(_ bot.Schedule, a bot.Access) bool { return isVoice(a.Type) }},
	{discordgo.PermissionSendMessages, "Send Messages", func(_ bot.Schedule, a bot.Access) bool { return !isThread(a.Type) && !isForum(a.Type) }},
	{discordgo.PermissionSendMessages, "Create Posts", func(_ bot.Schedule, a bot.Access) bool { return isForum(a.Type) }},
	{discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads", func(_ bot.Schedule, a bot.Access) bool { return isThread(a.Type) }},
	{discordgo.PermissionReadMessageHistory, "Read Message History", always},
	{discordgo.PermissionCreatePublicThreads, "Create Public Threads", func(s bot.Schedule, _ bot.Access) bool { return s.Thread }},
	{permissionPinMessages, "Pin Messages", func(s bot.Schedule, _ bot.Access) bool { return s.Pin }},
}

func always(bot.Schedule, bot.Access) bool { return true }

// Permissions are what the bot asks for when it is added to a server: all that
// schedules can need, but for Connect, without which only voice channels take
// no posts.
func Permissions() (bits int64, names []bot.Key) {
	for _, n := range needs {
		if n.bit != discordgo.PermissionVoiceConnect && bits&n.bit == 0 {
			bits |= n.bit
			names = append(names, n.name)
		}
	}
	return bits, names
}

// permissionPinMessages is one that discordgo does not know.
const permissionPinMessages = 1 << 51

// essential are the permissions without which nothing can be posted.
const essential = discordgo.PermissionViewChannel | discordgo.PermissionVoiceConnect | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads

// missing names the permissions of mask that a schedule needs and the bot
// does not have.
func missing(s bot.Schedule, a bot.Access, mask int64) []bot.Key {
	var names []bot.Key
	for _, n := range needs {
		if n.bit&mask != 0 && n.needed(s, a) && a.Permissions&n.bit == 0 {
			names = append(names, n.name)
		}
	}
	return names
}

func isThread(t discordgo.ChannelType) bool {
	return t == discordgo.ChannelTypeGuildPublicThread || t == discordgo.ChannelTypeGuildPrivateThread || t == discordgo.ChannelTypeGuildNewsThread
}

func isVoice(t discordgo.ChannelType) bool {
	return t == discordgo.ChannelTypeGuildVoice || t == discordgo.ChannelTypeGuildStageVoice
}

func isForum(t discordgo.ChannelType) bool {
	return t == discordgo.ChannelTypeGuildForum || t == discordgo.ChannelTypeGuildMedia
}

// unpostable says why nothing can be posted in a channel, "" if it can.
func unpostable(a bot.Access) bot.Reason {
	isText := a.Type == discordgo.ChannelTypeGuildText || a.Type == discordgo.ChannelTypeGuildNews
	switch {
	case !isText && !isVoice(a.Type) && !isForum(a.Type) && !isThread(a.Type):
		return bot.Why(notForMessages, mention(a.Channel)).And(bot.Why(chooseOther))
	case a.Locked && a.Permissions&discordgo.PermissionManageThreads == 0:
		return bot.Why(lockedThread, mention(a.Channel)).And(bot.Why(thenResume))
	case a.Archived:
		return bot.Why("The thread %s is archived. Open it again, by writing a message in it.", mention(a.Channel)).And(bot.Why(thenResume))
	}
	if names := missing(bot.Schedule{}, a, essential); len(names) > 0 {
		return lacking(names, a.Channel).And(bot.Why(thenResume))
	}
	return ""
}

func lacking(names []bot.Key, channel string) bot.Reason {
	return bot.Why("The bot needs %s in %s. Allow that in the channel's settings, under Permissions.", names, mention(channel))
}

// CheckAccess says what stands in the way of a schedule's posts and steps, for
// the person who sets it up: nil if nothing does. It notes whether the channel
// is a forum, and which of its tags are meant.
func (e *Engine) CheckAccess(ctx context.Context, s *bot.Schedule) ([]bot.Reason, error) {
	a, err := e.permissions.Access(ctx, s.Guild, s.Channel, s.Role)
	if err != nil {
		if f := failureOf(err, s.Channel); f.final {
			return []bot.Reason{f.why}, nil
		}
		return nil, err
	}
	s.Forum = isForum(a.Type)
	faults := misfits(s, a)
	granted := a
	granted.Permissions = -1 // what is missing is said below, all at once
	if a.Locked {
		granted = a
	}
	if why := unpostable(granted); why != "" {
		faults = append(faults, why)
	} else if names := missing(*s, a, -1); len(names) > 0 {
		faults = append(faults, lacking(names, a.Channel))
	}
	if s.Forum {
		faults = append(faults, chooseTags(s, a)...)
	}
	if s.Role != "" {
		faults = append(faults, pingFault(a)...)
	}
	return faults, nil
}

// misfits names what a schedule asks for that its kind of channel has not got.
func misfits(s *bot.Schedule, a bot.Access) []bot.Reason {
	var faults []bot.Reason
	for _, m := range []struct {
		misfit bool
		text   bot.Key
	}{
		{isThread(a.Type) && s.Thread, "%s is a thread, which cannot have threads of its own. Leave `thread` out."},
		{isForum(a.Type) && s.Thread, "%s is a forum, in which every post is a thread already. Leave `thread` out."},
		{isForum(a.Type) && s.Pin, "%s is a forum, which can have one post pinned by hand. Leave `pin` out."},
		{isVoice(a.Type) && s.Thread, "%s is a voice channel, which cannot have threads. Leave `thread` out."},
		{a.Type != discordgo.ChannelTypeGuildNews && s.Publish, "%s is not an announcement channel, so nobody follows it. Leave `publish` out."},
		{!isForum(a.Type) && len(s.Tags) > 0, "%s is not a forum, and only posts of a forum have tags. Leave `tags` out."},
	} {
		if m.misfit {
			faults = append(faults, bot.Why(m.text, mention(a.Channel)))
		}
	}
	return faults
}

// mostTags bounds the tags of a post.
const mostTags = 5

// chooseTags finds the tags of a forum that the schedule names.
func chooseTags(s *bot.Schedule, a bot.Access) []bot.Reason {
	var there []string
	for _, tag := range a.Tags {
		there = append(there, tag.Name)
	}
	var faults []bot.Reason
	for i, wanted := range s.Tags {
		at := slices.IndexFunc(a.Tags, func(t bot.Tag) bool { return strings.EqualFold(t.Name, wanted.Name) })
		if at < 0 {
			fault := bot.Why("%s has no tag “%s”. Its tags are: %s.", mention(a.Channel), bot.Clip(wanted.Name, 50), strings.Join(there, ", "))
			if len(there) == 0 {
				fault = bot.Why("%s has no tags.", mention(a.Channel))
			}
			faults = append(faults, fault)
			continue
		}
		s.Tags[i] = a.Tags[at]
	}
	switch {
	case len(s.Tags) > mostTags:
		faults = append(faults, bot.Why("A post can have %d tags at most.", mostTags))
	case len(s.Tags) == 0 && a.TagRequired:
		faults = append(faults, bot.Why("%s requires a tag on every post. Choose in `tags` from: %s.", mention(a.Channel), strings.Join(there, ", ")))
	}
	return faults
}

func pingFault(a bot.Access) []bot.Reason {
	switch {
	case !a.RoleExists:
		return []bot.Reason{bot.Why("The role to mention is gone.").And(bot.Why(chooseOther))}
	case !a.RolePings:
		return []bot.Reason{bot.Why("A mention of the role notifies nobody. Allow everybody to mention it in the role's settings, or give the bot Mention @everyone, @here and All Roles.")}
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
