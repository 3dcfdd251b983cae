package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"rapporteur/bot/discord/discordtest"
)

// A discord is a fake one that measures.
type discord struct {
	server   *discordtest.Server
	listener net.Listener
	url      string // of the REST API
	endpoint string // where the bot is to listen, for HTTP
	folder   string
	process  int    // the bot's
	only     string // the user whose answers are measured, "" for all

	mu       sync.Mutex
	counting bool
	sent     int
	after    []time.Duration
	away     int // turned away
	faults   map[string]int
	memory   []int         // in KiB, over the run
	spent    time.Duration // of the processors, by the bot
	own      time.Duration // likewise by this program, for what it sends by HTTP
}

func newDiscord() (*discord, error) {
	d := &discord{faults: map[string]int{}}
	var err error
	d.server, err = discordtest.New(discordtest.Options{Forget: true, Answered: d.answered})
	if err != nil {
		return nil, err
	}
	if d.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	d.url = "http://" + d.listener.Addr().String()
	go d.server.Serve(d.listener)
	if d.endpoint, err = freeAddress(); err != nil {
		return nil, err
	}
	d.folder, err = os.MkdirTemp("", "load")
	return d, err
}

func (d *discord) close() {
	d.server.DropGateway()
	d.listener.Close()
	os.RemoveAll(d.folder)
}

// answered notes an answer.
func (d *discord) answered(x *discordtest.Exchange, a *discordtest.Answer) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.counting || d.only != "" && x.User != d.only {
		return
	}
	d.after = append(d.after, a.After)
	if a.Message != nil && strings.Contains(a.Message.Text(), "faster than I can") {
		d.away++
	}
}

// waitFor waits for what the bot does at its start.
func (d *discord) waitFor(what string, there func() bool) error {
	for range 600 {
		if there() {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return errors.New("waited in vain for " + what)
}

// warm sends a few before anything is counted.
func (d *discord) warm(send func()) {
	for range 500 {
		send()
		time.Sleep(4 * time.Millisecond)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.counting, d.faults = true, map[string]int{}
}

// pace calls send so many times a second, and late rather than less often.
func (d *discord) pace(rate int, length time.Duration, send func()) {
	began, spent := time.Now(), processorTime(d.process)
	total := int(float64(rate) * length.Seconds())
	every := max(1, total/50)
	for n := range total {
		if wait := time.Until(began.Add(time.Duration(float64(n) / float64(rate) * float64(time.Second)))); wait > 0 {
			time.Sleep(wait)
		}
		send()
		if n%every == 0 {
			d.memory = append(d.memory, residentSize(d.process))
		}
	}
	d.sent = total
	if d.only != "" {
		d.sent = total / 200
	}
	time.Sleep(3 * time.Second)
	d.spent = processorTime(d.process) - spent
}

// print prints the line of a run.
func (d *discord) print(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	slices.Sort(d.after)
	at := func(share float64) string {
		if len(d.after) == 0 {
			return "-"
		}
		return fmt.Sprintf("%.1f ms", float64(d.after[min(len(d.after)-1, int(share*float64(len(d.after))))].Microseconds())/1000)
	}
	fmt.Printf("%-25s | %7d | %5d | %11d | %9s | %9s | %9s | %6d µs | %6d µs | %s\n",
		name, d.sent, d.sent-len(d.after), d.away, at(.5), at(.99), at(1), d.spent.Microseconds()/int64(max(1, d.sent)), d.own.Microseconds()/int64(max(1, d.sent)), grown(d.memory))
	for fault, n := range d.faults {
		fmt.Printf("    %d times: %s\n", n, fault)
	}
}

// grown tells the memory at the end of the first fifth, and at the end.
func grown(memory []int) string {
	if len(memory) < 10 {
		return "-"
	}
	first, last := slices.Max(memory[:len(memory)/5]), slices.Max(memory[len(memory)*4/5:])
	return fmt.Sprintf("%d, then %d (%+.1f %%)", first>>10, last>>10, 100*float64(last-first)/float64(first))
}

// processorTime returns what a process has had of the processors, and 0 where
// the system does not tell as Linux does. Unlike the time that an answer takes,
// it does not depend on what else the machine does.
func processorTime(process int) time.Duration {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// residentSize returns the memory that a process has, in KiB, and 0 where the
// system does not tell as Linux does.
func residentSize(process int) int {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	for line := range bytes.Lines(status) {
		if size, ok := bytes.CutPrefix(line, []byte("VmRSS:")); ok {
			n, _ := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(string(size)), "kB")))
			return n
		}
	}
	return 0
}
