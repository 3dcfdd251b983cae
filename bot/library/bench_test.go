//go:build unix

package library_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/library"
	"rapporteur/bot/store"
	"rapporteur/corpus/records"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

var many = flag.Int("servers", 1000, "servers with records of their own in BenchmarkServers; a tenth is active")

// speech returns a transcript of about so many bytes with the words of a play,
// in an order of its own.
func speech(b testing.TB, size int, seed uint64) []byte {
	b.Helper()
	dice := rand.New(rand.NewPCG(seed, 1))
	lines := plays(b)
	var text bytes.Buffer
	for i := 0; text.Len() < size; i++ {
		fmt.Fprintf(&text, "%s: %s\n\n", []string{"ANNA SMITH", "BEN JONES", "CARL BROWN", "DORA WHITE"}[dice.IntN(4)], lines[dice.IntN(len(lines))])
	}
	return text.Bytes()
}

var playLines []string

// plays returns speeches of the plays.
func plays(b testing.TB) []string {
	if playLines != nil {
		return playLines
	}
	root := os.Getenv("RAPPORTEUR_TESTDATA")
	if root == "" {
		b.Skip("RAPPORTEUR_TESTDATA is not set")
	}
	reports, err := transcript.ReadAll(filepath.Join(root, "transcripts", "shakespeare"))
	if err != nil {
		b.Fatal(err)
	}
	for _, r := range reports {
		for _, record := range r.Records {
			for i := range record.Turns {
				if t := record.Turns[i].Text; len(t) > 40 {
					playLines = append(playLines, strings.ReplaceAll(t, "\n", " "))
				}
			}
		}
	}
	return playLines
}

func builtIn(b testing.TB) *search.Index {
	report := transcript.Read(transcript.Source{Name: records.Name, Data: records.Text, Sidecar: records.Sidecar})
	if report.Err != nil {
		b.Fatal(report.Err)
	}
	return indexOf(b, report.Records...)
}

func shelvesOver(b testing.TB, kept *store.Store, x *search.Index, memory int) *library.Shelves {
	b.Helper()
	s, err := library.New(b.Context(), library.Options{Store: kept, Index: x, Quota: bot.Quota{Records: 50, Bytes: 20 << 20}, Memory: memory})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// cpu returns the processor time that the process has taken.
func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkAdd measures from the file to the first answer: it is read on trial,
// saved, read, indexed, joined and searched.
func BenchmarkAdd(b *testing.B) {
	for _, size := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprintf("%dkB", size/1000), func(b *testing.B) {
			kept, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "store.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer kept.Close()
			s := shelvesOver(b, kept, builtIn(b), 0)
			n, took := 0, time.Duration(0)
			for b.Loop() {
				b.StopTimer()
				n++
				guild, file := fmt.Sprint("g", n), speech(b, size, uint64(n))
				line := plays(b)[n]
				b.StartTimer()
				began := cpu()
				var report transcript.Report
				if err := s.Trial(b.Context(), guild, func() {
					report = transcript.Read(transcript.Source{Name: "own.txt", Data: file})
				}); err != nil || report.Err != nil {
					b.Fatal(err, report.Err)
				}
				u := bot.Upload{Guild: guild, File: "own.txt"}
				if err := s.Save(b.Context(), &u, file, nil); err != nil {
					b.Fatal(err)
				}
				ask(b, s, guild, line)
				took += cpu() - began
			}
			b.ReportMetric(float64(took.Microseconds())/float64(b.N)/1000, "cpu-ms/op")
		})
	}
}

func ask(b testing.TB, s *library.Shelves, guild, line string) {
	b.Helper()
	x, err := s.Index(b.Context(), guild)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := x.Search(context.Background(), search.Query{Text: line}); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkCold measures the first question to a server whose records are in the
// store alone.
func BenchmarkCold(b *testing.B) {
	for _, size := range []int{100_000, 1_000_000, 10_000_000} {
		b.Run(fmt.Sprintf("%dkB", size/1000), func(b *testing.B) {
			kept, err := store.OpenMemory(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			defer kept.Close()
			x := builtIn(b)
			u := bot.Upload{Guild: "g1", File: "own.txt"}
			if err := shelvesOver(b, kept, x, 0).Save(b.Context(), &u, speech(b, size, 1), nil); err != nil {
				b.Fatal(err)
			}
			began := cpu()
			for b.Loop() {
				ask(b, shelvesOver(b, kept, x, 0), "g1", plays(b)[7])
			}
			b.ReportMetric(float64((cpu()-began).Microseconds())/float64(b.N)/1000, "cpu-ms/op")
		})
	}
}

// BenchmarkServers has many servers with three records of 100 kB each, of which
// a tenth is active, and reports the memory of the process and the time of an
// answer.
func BenchmarkServers(b *testing.B) {
	kept, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "store.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer kept.Close()
	s := shelvesOver(b, kept, builtIn(b), 3<<30)
	for g := range *many {
		for r := range 3 {
			u := bot.Upload{Guild: fmt.Sprint("g", g), File: fmt.Sprintf("own-%d.txt", r)}
			if err := s.Save(b.Context(), &u, speech(b, 100_000, uint64(3*g+r)), nil); err != nil {
				b.Fatal(err)
			}
		}
	}
	runtime.GC()
	debug.FreeOSMemory()
	idle := resident(b)
	active := *many / 10
	began, took := time.Now(), cpu()
	for g := range active {
		ask(b, s, fmt.Sprint("g", g), plays(b)[g])
	}
	firstWall, firstCPU := time.Since(began), cpu()-took
	servers, held, size := s.Sizes()
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.Logf("idle %d MB resident; %d of %d active: %d MB resident, heap %d MB, counted %d MB for %d servers with %d records; first answers %v (%v CPU) each",
		idle>>20, active, *many, resident(b)>>20, m.HeapAlloc>>20, size>>20, servers, held, firstWall/time.Duration(active), firstCPU/time.Duration(active))
	n := 0
	took = cpu()
	for b.Loop() {
		n++
		ask(b, s, fmt.Sprint("g", n%active), plays(b)[n%1000])
	}
	b.ReportMetric(float64((cpu()-took).Microseconds())/float64(b.N)/1000, "cpu-ms/op")
	b.ReportMetric(float64(resident(b)>>20), "resident-MB")
}

// resident returns the memory that the process has, in bytes.
func resident(b testing.TB) int {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		b.Skip(err)
	}
	var size, pages int
	fmt.Sscan(string(data), &size, &pages)
	return pages * os.Getpagesize()
}
