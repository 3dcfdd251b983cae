package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strconv"
	"time"
)

// Shards say which parts of the bot's servers a process is connected for. The
// zero value is all of them, in as many parts as Discord recommends. Direct
// messages come to shard 0.
type Shards struct {
	First, Last int // both included
	Count       int // of all processes together; 0 asks Discord
}

var shardsPattern = regexp.MustCompile(`^(ordinal:)?([0-9]{1,6})(?:-([0-9]{1,6}))?/([0-9]{1,6})$`)

// ordinalPattern finds the number at the end of a host's name, which a
// StatefulSet gives its pods: "rapporteur-3".
var ordinalPattern = regexp.MustCompile(`-([0-9]{1,6})$`)

// ParseShards reads "auto"; "0-15/64", the first 16 of 64; "3/64", one of them;
// or "ordinal:16/64", as many of 64 for each pod of a StatefulSet, which host's
// number says which. The error reads on after the name of the setting.
func ParseShards(text, host string) (Shards, error) {
	if text == "" || text == "auto" {
		return Shards{}, nil
	}
	m := shardsPattern.FindStringSubmatch(text)
	if m == nil || m[1] != "" && m[3] != "" {
		return Shards{}, fmt.Errorf("is %q, which is none of auto, 0-15/64, 3/64 and ordinal:16/64", text)
	}
	first, _ := strconv.Atoi(m[2])
	count, _ := strconv.Atoi(m[4])
	last := first
	switch {
	case m[3] != "":
		last, _ = strconv.Atoi(m[3])
	case m[1] != "":
		pod := ordinalPattern.FindStringSubmatch(host)
		if pod == nil {
			return Shards{}, fmt.Errorf("is %q, and the host's name %q does not end in a number such as rapporteur-3", text, host)
		}
		ordinal, _ := strconv.Atoi(pod[1])
		each := first
		first, last = ordinal*each, min(ordinal*each+each, count)-1
	}
	if count == 0 || first > last || last >= count {
		return Shards{}, fmt.Errorf("is %q, which names shards %d to %d of %d; they count from 0", text, first, last, count)
	}
	return Shards{first, last, count}, nil
}

// shards makes the shards to run. Without a number of them it asks Discord
// until it answers.
func (w *wire) shards(ctx context.Context) ([]*shard, error) {
	which := w.which
	for failures := 1; which.Count == 0; failures++ {
		info, err := w.client.gateway(ctx)
		if err == nil {
			which = Shards{0, max(1, info.Shards) - 1, max(1, info.Shards)}
			break
		}
		if ctx.Err() != nil {
			return nil, nil
		}
		if final := fatal(err); final != nil {
			return nil, final
		}
		delay := min(backOff(firstReconnect, failures), lastReconnect)
		w.log.Warn("gateway lost", "error", err, "again_in", delay.Round(time.Millisecond))
		if !sleep(ctx, delay) {
			return nil, nil
		}
	}
	if which.Count > mostShards {
		return nil, errors.New("connect to Discord: it recommends more shards than one process can run; set RAPPORTEUR_SHARDS")
	}
	var all []*shard
	for n := which.First; n <= which.Last; n++ {
		all = append(all, &shard{wire: w, number: n, count: which.Count, log: w.log.With(slog.Int("shard", n))})
	}
	return all, nil
}

// mostShards bounds what Discord may recommend: so many are for ten million
// servers.
const mostShards = 10_000
