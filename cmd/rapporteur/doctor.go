package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/commands"
	"rapporteur/bot/daily"
	"rapporteur/bot/discord"
	"rapporteur/bot/game"
	"rapporteur/bot/store"
	"rapporteur/config"
	"rapporteur/corpus/search"
)

type doctorCommand struct{}

func (*doctorCommand) Help() string {
	return `Checks the settings, the records, the store, the clock, the token, the commands
on Discord, and for every daily schedule the permissions in its channel. It
changes nothing, and the bot may run meanwhile. The exit code is 1 if anything
needs to be done.`
}

// A finding is what a check says: what is so, or what is amiss with what to do.
type finding struct {
	amiss bool
	text  string
}

func fine(format string, args ...any) []finding {
	return []finding{{text: fmt.Sprintf(format, args...)}}
}
func amiss(format string, args ...any) []finding {
	return []finding{{true, fmt.Sprintf(format, args...)}}
}

// A patient is what is examined.
type patient struct {
	settings *config.Config
	client   *discord.Client
	known    bool // the token was proved
}

// examinations are the checks, in the order in which a fault of one explains
// those after it.
var examinations = []struct {
	name  string
	check func(ctx context.Context, p *patient) []finding
}{
	{"records", checkRecords},
	{"store", checkStore},
	{"clock", checkClock},
	{"token", checkToken},
	{"commands", checkCommands},
	{"schedules", checkSchedules},
}

func (*doctorCommand) Run(ctx context.Context, e *environment) error {
	settings, err := e.config()
	if err != nil {
		return err
	}
	p := &patient{settings: settings}
	faults := 0
	for _, examination := range examinations {
		for _, f := range examination.check(ctx, p) {
			sign := "ok  "
			if f.amiss {
				sign = "!!  "
				faults++
			}
			fmt.Fprintf(e.stdout, "%s%-10s %s\n", sign, examination.name, strings.ReplaceAll(visible(f.text), "\n", "\n               "))
		}
	}
	if faults > 0 {
		fmt.Fprintf(e.stdout, "\n%s to do.\n", plural(faults, "thing"))
		return silence{errors.New("something is amiss")}
	}
	fmt.Fprintln(e.stdout, "\nAll is well.")
	return nil
}

func checkRecords(_ context.Context, p *patient) []finding {
	l, err := load(pathsOf(p.settings.Records)...)
	if err != nil {
		return amiss("%v. Let RAPPORTEUR_RECORDS name a folder of transcripts.", err)
	}
	found := fine("%s", contents(bot.LanguageOf(bot.English), l.index.Library()))
	for _, err := range l.refusals() {
		found = append(found, amiss("not loaded: %v", err)...)
	}
	doubts := 0
	for _, r := range l.reports {
		doubts += len(r.Warnings)
	}
	if doubts > 0 {
		found = append(found, fine("%s about lines; \"rapporteur lint\" lists them", plural(doubts, "doubt"))...)
	}
	return found
}

func checkStore(ctx context.Context, p *patient) []finding {
	found, err := store.Check(ctx, p.settings.Store.Reveal())
	switch {
	case errors.Is(err, store.ErrEmpty):
		return fine("nothing is in it yet; the bot makes its tables when it starts")
	case errors.Is(err, store.ErrNoFile):
		return fine("there is no file yet; the bot makes it when it starts")
	case err != nil:
		return amiss("%v", err)
	}
	return fine("%s, %s: %s of %s", found.Where, found.Kind, plural(found.Schedules, "schedule"), plural(found.Guilds, "server"))
}

// clockOff is how far the clock may be from Discord's. Interactions end after
// three seconds, and posts come to the minute.
const clockOff = 10 * time.Second

// checkClock compares the clock with the date that Discord's answer has.
func checkClock(ctx context.Context, p *patient) []finding {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	theirs, err := discord.Reach(ctx, p.settings.DiscordURL)
	switch {
	case err != nil:
		return amiss("Discord cannot be reached: %v. Look at the network, a proxy or a firewall; the bot needs HTTPS to discord.com and gateway.discord.gg.", err)
	case theirs.IsZero():
		return fine("Discord is reached; its answer has no date to compare the clock with")
	}
	if off := time.Since(theirs).Abs(); off > clockOff {
		return amiss("it is %s off. Let the system set it by the network, or daily posts come at the wrong time.", off.Round(time.Second))
	}
	return fine("Discord is reached, and the clock agrees with it")
}

func checkToken(ctx context.Context, p *patient) []finding {
	if p.settings.DiscordToken.IsZero() {
		return amiss("there is none. \"rapporteur setup\" takes it.")
	}
	client, err := discord.NewClient(discord.ClientOptions{Token: p.settings.DiscordToken.Reveal(), BaseURL: p.settings.DiscordURL})
	if err != nil {
		return amiss("%v", err)
	}
	identity, err := client.Identify(ctx)
	if err != nil {
		return amiss("%v", err)
	}
	p.client, p.known = client, true
	bits, _ := daily.Permissions()
	return fine("Discord knows the bot: it is %s. It is added to a server by\n%s", identity.Name, identity.InstallLink(bits))
}

// declared returns the commands as serve declares them.
func declared(index *search.Index) []*discordgo.ApplicationCommand {
	all := commands.All(commands.Options{
		Schedules: new(store.Store), Scheduler: new(daily.Engine), Rounds: new(game.Engine), Documents: new(store.Store),
	}) // of which nothing is asked
	return bot.New(bot.Options{Index: index, Commands: all}).Commands()
}

func checkCommands(ctx context.Context, p *patient) []finding {
	if !p.known {
		return nil
	}
	l, err := load()
	if err != nil {
		return amiss("%v", err)
	}
	same, err := p.client.CommandsInstalled(ctx, declared(l.index))
	switch {
	case err != nil:
		return amiss("%v", err)
	case !same:
		return amiss("those on Discord are not those of this version. Start the bot: it installs them within seconds.")
	}
	return fine("they are on Discord")
}

func checkSchedules(ctx context.Context, p *patient) []finding {
	if !p.known {
		return nil
	}
	kept, err := store.Look(ctx, p.settings.Store.Reveal())
	if err != nil {
		return nil // said by the check of the store
	}
	defer kept.Close()
	guilds, err := kept.Guilds(ctx)
	if err != nil {
		return nil
	}
	engine := daily.New(daily.Options{Permissions: p.client})
	var found []finding
	sound := 0
	for _, guild := range guilds {
		schedules, err := kept.Schedules(ctx, guild)
		if err != nil {
			return amiss("%v", err)
		}
		for _, s := range schedules {
			faults := faultsOf(ctx, engine, &s)
			for _, fault := range faults {
				found = append(found, amiss("%s in server %s, channel %s: %s", s.Time, guild, s.Channel, fault)...)
			}
			if len(faults) == 0 {
				sound++
			}
		}
	}
	if sound > 0 {
		found = append(found, fine("%s can post", plural(sound, "schedule"))...)
	}
	return found
}

// faultsOf says why a schedule cannot post.
func faultsOf(ctx context.Context, engine *daily.Engine, s *bot.Schedule) (faults []string) {
	reasons, err := engine.CheckAccess(ctx, s)
	if err != nil {
		faults = append(faults, fmt.Sprintf("Discord does not say what the bot may do there: %v", err))
	}
	english := bot.LanguageOf(bot.English)
	for _, why := range reasons {
		faults = append(faults, string(english.Because(why)))
	}
	if s.Paused != "" {
		faults = append(faults, "It is paused: "+string(english.Because(s.Paused)))
	}
	return faults
}
