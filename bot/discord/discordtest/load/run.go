package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"rapporteur/bot/discord/discordtest"
)

type options struct {
	program, records string
	length           time.Duration
	gateway, http    int
	total            int
	hostile          bool
	status           string
}

// run makes the runs, one after the other.
func (o *options) run() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Println("run                       |    sent |  lost | turned away |       p50 |       p99 |       max |  CPU each | load each | memory in MiB")
	for _, r := range []struct {
		name    string
		command func(d *discord) *exec.Cmd
		send    func(d *discord) error
		skip    bool
	}{
		{"gateway, bare discordgo", func(d *discord) *exec.Cmd { return exec.Command(self, "--bare", d.url) }, o.byGateway(o.gateway, o.length), o.gateway == 0},
		{"gateway", o.serve(false), o.byGateway(o.gateway, o.length), o.gateway == 0},
		{"HTTP, bare discordgo", func(d *discord) *exec.Cmd { return exec.Command(self, "--bare", d.url, d.endpoint) }, o.byHTTP(o.http, o.length), o.http == 0},
		{"HTTP", o.serve(true), o.byHTTP(o.http, o.length), o.http == 0},
		{"gateway, one hostile user", o.serve(false), o.besideHostile, !o.hostile},
		{"HTTP, memory", o.serve(true), o.byHTTP(o.http, time.Duration(float64(o.total)/float64(max(1, o.http))*float64(time.Second))), o.total == 0},
	} {
		if r.skip {
			continue
		}
		if err := oneRun(r.name, r.command, r.send); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
	}
	return nil
}

// serve returns the command that runs the program.
func (o *options) serve(http bool) func(d *discord) *exec.Cmd {
	return func(d *discord) *exec.Cmd {
		args := []string{"serve"}
		if o.records != "" {
			args = append(args, "--records", o.records)
		}
		if http {
			args = append(args, "--http", d.endpoint)
		}
		c := exec.Command(o.program, args...)
		c.Env = append(os.Environ(),
			"DISCORD_TOKEN="+discordtest.Token, "RAPPORTEUR_DISCORD_URL="+d.url,
			"RAPPORTEUR_STORE="+d.folder+"/load.db", "RAPPORTEUR_STATUS="+o.status, "RAPPORTEUR_PPROF=true", "RAPPORTEUR_LOG_LEVEL=warn")
		return c
	}
}

// oneRun starts a fake Discord and a bot, sends, and prints a line.
func oneRun(name string, command func(*discord) *exec.Cmd, send func(*discord) error) error {
	d, err := newDiscord()
	if err != nil {
		return err
	}
	defer d.close()
	c := command(d)
	if log, err := os.Create(d.folder + "/log"); err == nil {
		c.Stderr = log
		defer log.Close()
	}
	if err := c.Start(); err != nil {
		return err
	}
	d.process = c.Process.Pid
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	err = send(d)
	c.Process.Signal(syscall.SIGTERM)
	select {
	case <-ended:
	case <-time.After(15 * time.Second):
		c.Process.Kill()
		err = errors.Join(err, errors.New("it did not end"))
	}
	if err == nil {
		d.print(name)
	}
	return err
}

// byGateway sends so many interactions a second over the gateway.
func (o *options) byGateway(rate int, length time.Duration) func(*discord) error {
	return func(d *discord) error {
		if err := d.waitFor("a session", func() bool { return len(d.server.Identified()) > 0 }); err != nil {
			return err
		}
		time.Sleep(time.Second)
		d.warm(func() { d.server.Send(anything()) })
		d.pace(rate, length, func() { d.server.Send(anything()) })
		return nil
	}
}

// besideHostile sends what another user asks five times a second, while one
// asks a thousand times.
func (o *options) besideHostile(d *discord) error {
	if err := d.waitFor("a session", func() bool { return len(d.server.Identified()) > 0 }); err != nil {
		return err
	}
	time.Sleep(time.Second)
	d.warm(func() { d.server.Send(anything()) })
	long := strings.TrimSpace(strings.Repeat("we will not say what the comrades and the people of this country think about it ", 20))
	hostile := discordtest.Command("quote", discordtest.String("text", long[:1490]))
	hostile.User = "666"
	n := 0
	d.only = "777"
	d.pace(1000, o.length, func() {
		d.server.Send(hostile)
		if n++; n%200 == 0 {
			other := discordtest.Command("quote", discordtest.String("text", lines[n/200%len(lines)]))
			other.User = "777"
			d.server.Send(other)
		}
	})
	return nil
}

// lines are what people remember of the record that comes with the program.
var lines = []string{
	"38 thousand letters of support", "glad to shake your hand", "the soviet people would fight alongside the cubans",
	"we will get rice by our own forces", "the largest rice harvest", "gratitude brothers indeed", "he is not a factioneer",
	"marxist leninist parties", "the chinese could have shipped rice", "missiles", "the speech of november 1st", "not a matter of gratitude",
}

// anything returns one of the interactions of a busy hour: ten proposals for a
// command, by a hundred thousand users in ten thousand servers.
func anything() discordtest.Interaction {
	line := lines[rand.IntN(len(lines))]
	i := discordtest.Command("quote", discordtest.String("text", line))
	if rand.IntN(11) > 0 {
		i = discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", line[:1+rand.IntN(len(line))])))
	}
	i.User, i.Guild = fmt.Sprint(1_000_000+rand.IntN(100_000)), fmt.Sprint(2_000_000+rand.IntN(10_000))
	return i
}

// freeAddress returns an address that nobody listens at just now.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
