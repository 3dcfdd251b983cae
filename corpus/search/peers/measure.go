package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur/corpus"
)

// passes is how often each query is timed. The median of them is the query's
// time: other work of the machine disturbs some of them, but not most.
const passes = 5

// head begins the table that rows continue.
const head = `| engine               | recall@1 | recall@3 |  MRR |  median |     p99 |   index |   memory |
|----------------------|---------:|---------:|-----:|--------:|--------:|--------:|---------:|
`

// A row is what is measured of one engine.
type row struct {
	first, third float64       // share of the queries with the wanted passage at rank 1; up to rank 3
	reciprocal   float64       // mean of 1/rank, where 0 stands for a passage that is not found
	median, p99  time.Duration // of a query, over all queries
	index        time.Duration // to make the engine of a library in memory
	memory       int64         // bytes that the process has grown by, beside the library; -1 if unknown
}

// String returns r as the table has it, without the engine's name.
func (r row) String() string {
	memory := "unknown"
	if r.memory >= 0 {
		memory = figure(float64(r.memory)/(1<<20), "MiB")
	}
	return fmt.Sprintf("| %6.0f %% | %6.0f %% | %.2f | %7s | %7s | %7s | %8s |", r.first*100, r.third*100, r.reciprocal,
		figure(r.median.Seconds()*1000, "ms"), figure(r.p99.Seconds()*1000, "ms"), figure(r.index.Seconds()*1000, "ms"), memory)
}

// figure writes x with two digits, or more before the decimal point.
func figure(x float64, unit string) string {
	decimals := 2
	switch {
	case x >= 10:
		decimals = 0
	case x >= 1:
		decimals = 1
	}
	return fmt.Sprintf("%.*f %s", decimals, x, unit)
}

// measure opens an engine for each group, one after another, and asks it all
// queries, one at a time: once for the ranks, which also warms it up, then for
// the time. The memory is that of the largest.
func measure(open func(*corpus.Library) (engine, error), groups []group) (row, error) {
	var r row
	var took []time.Duration
	all := 0
	for _, g := range groups {
		all += len(g.queries)
	}
	for _, g := range groups {
		before := resident()
		start := time.Now()
		e, err := open(g.lib)
		if err != nil {
			return r, err
		}
		r.index += time.Since(start)
		if err := r.rank(e, g.queries, 1/float64(all)); err != nil {
			return r, err
		}
		if now := resident(); now < 0 {
			r.memory = now
		} else {
			r.memory = max(r.memory, now-before)
		}
		if took, err = timed(e, g.queries, took); err != nil {
			return r, err
		}
	}
	r.median, r.p99 = percentile(took, 50), percentile(took, 99)
	return r, nil
}

// rank adds to r how well e finds what the queries want, each of which is a
// share of the whole.
func (r *row) rank(e engine, queries []query, share float64) error {
	for _, q := range queries {
		found, err := e.search(q.text)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(found, q.wanted)
		if i < 0 {
			continue
		}
		if i < 1 {
			r.first += share
		}
		if i < 3 {
			r.third += share
		}
		r.reciprocal += share / float64(i+1)
	}
	return nil
}

// timed appends how long e takes for each query.
func timed(e engine, queries []query, took []time.Duration) ([]time.Duration, error) {
	for _, q := range queries {
		var times [passes]time.Duration
		for p := range times {
			start := time.Now()
			if _, err := e.search(q.text); err != nil {
				return nil, err
			}
			times[p] = time.Since(start)
		}
		took = append(took, percentile(times[:], 50))
	}
	return took, nil
}

// percentile returns the least of times that percent of them do not exceed. It
// sorts them.
func percentile(times []time.Duration, percent int) time.Duration {
	slices.Sort(times)
	return times[(len(times)*percent+99)/100-1]
}

// resident returns how many bytes of memory of its own the process has, -1
// where the system is not Linux. It is not Go's heap that is counted, because
// SQLite takes its memory from the system.
func resident() int64 {
	debug.FreeOSMemory()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return -1
	}
	_, rest, _ := strings.Cut(string(status), "\nRssAnon:")
	size, _, _ := strings.Cut(rest, " kB\n")
	n, err := strconv.ParseInt(strings.TrimSpace(size), 10, 64)
	if err != nil {
		return -1
	}
	return n << 10
}
