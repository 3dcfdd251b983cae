package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur/corpus"
)

// passes is how often each query is timed, after one pass that is not. The
// median of them is the query's time, so that what else the machine does at a
// moment does not count.
const passes = 7

// A row is what is measured of one engine.
type row struct {
	first, third float64 // share of the queries whose passage is at rank 1, up to 3
	reciprocal   float64 // mean of 1/rank, 0 where the passage is not found
	median, p99  time.Duration
	index        time.Duration // from a library in memory to the first answer
	memory       int64         // bytes; -1 if unknown
}

const head = `| engine | recall@1 | recall@3 | MRR | median | p99 | index | memory |
|---|--:|--:|--:|--:|--:|--:|--:|
`

// measure opens an engine and asks it the queries, one after another.
func measure(open func(*corpus.Library) (engine, error), lib *corpus.Library, queries []query) (row, error) {
	var r row
	before, counted := resident()
	start := time.Now()
	e, err := open(lib)
	if err != nil {
		return row{}, err
	}
	r.index = time.Since(start)
	for _, q := range queries {
		found, err := e.search(q.text)
		if err != nil {
			return row{}, err
		}
		rank := 1 + slices.IndexFunc(found, q.wanted)
		if rank == 1 {
			r.first++
		}
		if rank >= 1 && rank <= 3 {
			r.third++
		}
		if rank >= 1 {
			r.reciprocal += 1 / float64(rank)
		}
	}
	n := float64(len(queries))
	r.first, r.third, r.reciprocal = r.first/n, r.third/n, r.reciprocal/n
	after, _ := resident()
	r.memory = after - before
	_ = counted
	var took []time.Duration
	for _, q := range queries {
		var times []time.Duration
		for range passes {
			start := time.Now()
			if _, err := e.search(q.text); err != nil {
				return row{}, err
			}
			times = append(times, time.Since(start))
		}
		took = append(took, percentile(times, 50))
	}
	r.median, r.p99 = percentile(took, 50), percentile(took, 99)
	runtime.KeepAlive(e)
	return r, nil
}

func percentile(times []time.Duration, percent int) time.Duration {
	slices.Sort(times)
	return times[(len(times)*percent+99)/100-1]
}

func resident() (int64, bool) {
	debug.FreeOSMemory()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, false
	}
	_, rest, _ := strings.Cut(string(status), "RssAnon:")
	f := strings.Fields(rest)
	n, err := strconv.ParseInt(f[0], 10, 64)
	return n << 10, err == nil
}

func (r row) write(w io.Writer, name string) {
	fmt.Fprintf(w, "| %s | %.0f %% | %.0f %% | %.2f | %v | %v | %v | %.1f MiB |\n", name, 100*r.first, 100*r.third, r.reciprocal,
		r.median, r.p99, r.index, float64(r.memory)/(1<<20))
}
