//go:build unix

package transcript

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// benchmarkSize is how large the files of BenchmarkRead are.
const benchmarkSize = 4 << 20

// BenchmarkRead reads a file of each kind. MB/cpu-s are megabytes by second of
// processor time; peak and live are the memory that a fresh process takes at
// most to read the file, and the memory of its record, times the file's size.
// The file itself is part of the peak.
//
//	go test ./corpus/transcript -run '^$' -bench Read -benchtime 1x -cpu 1
func BenchmarkRead(b *testing.B) {
	for kind, samples := range map[string]map[string]sample{"talk": talks, "hostile": hostile} {
		b.Run(kind, func(b *testing.B) {
			for _, name := range slices.Sorted(maps.Keys(samples)) {
				s := samples[name]
				b.Run(name, func(b *testing.B) { benchmarkRead(b, s.file, s.fill(benchmarkSize)) })
			}
		})
	}
}

// BenchmarkLarge reads a file of the largest size that is read.
func BenchmarkLarge(b *testing.B) {
	benchmarkRead(b, "a.txt", talks["label with a full stop"].fill(MaxFileSize-4096))
}

// BenchmarkPlays reads the collected plays.
func BenchmarkPlays(b *testing.B) {
	files, err := filepath.Glob(filepath.Join(testdataDir(b), "shakespeare", "*.txt"))
	if err != nil {
		b.Fatal(err)
	}
	var sources []Source
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, Source{Name: filepath.Base(file), Data: data})
	}
	timeReads(b, sources...)
}

func benchmarkRead(b *testing.B, name string, data []byte) {
	timeReads(b, Source{Name: name, Data: data})
	peak, live := footprint(b, name, data)
	b.ReportMetric(peak, "peak")
	b.ReportMetric(live, "live")
}

// timeReads measures the processor time that reading takes.
func timeReads(b *testing.B, sources ...Source) {
	size := 0
	for _, src := range sources {
		size += len(src.Data)
	}
	runtime.GC()
	b.ReportAllocs()
	start := processorTime(b)
	for b.Loop() {
		for _, src := range sources {
			Read(src)
		}
	}
	b.ReportMetric(float64(size)*float64(b.N)/1e6/(processorTime(b)-start).Seconds(), "MB/cpu-s")
	b.ReportMetric(0, "ns/op") // which others on the machine make longer
}

func processorTime(tb testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// mostResident returns how much memory the process has had at most. What
// Getrusage says of that is at least what its parent had.
func mostResident(tb testing.TB) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		tb.Skip("no way to know how much memory is in use:", err)
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	var kB float64
	if _, err := fmt.Sscan(after, &kB); err != nil {
		tb.Fatal(err)
	}
	return kB * 1024
}

// footprintOf names the file that a process started by footprint reads.
const footprintOf = "RAPPORTEUR_FOOTPRINT_OF"

// footprint reads a file in a process of its own, and returns how much memory
// that takes at most, and how much of it the record keeps, times the file's size.
func footprint(b *testing.B, name string, data []byte) (peak, live float64) {
	file := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestFootprint$", "-test.v", "-test.cpu=1")
	cmd.Env = append(os.Environ(), footprintOf+"="+file)
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	_, figures, _ := strings.Cut(string(out), "footprint:")
	if _, err := fmt.Sscan(figures, &peak, &live); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return peak, live
}

// TestFootprint is what the process that footprint starts runs.
func TestFootprint(t *testing.T) {
	file := os.Getenv(footprintOf)
	if file == "" {
		t.Skip("no benchmark has started it")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	size := float64(len(data))
	heap := func() float64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	before, resident := heap(), mostResident(t)
	report := Read(Source{Name: filepath.Base(file), Data: data})
	peak := size + mostResident(t) - resident
	data = nil
	live := heap() - before + size
	fmt.Printf("footprint: %.2f %.2f\n", peak/size, max(0, live)/size)
	t.Log(cmp.Or(report.Layout, "refused"))
	runtime.KeepAlive(report)
}
