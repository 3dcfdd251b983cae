package transcript

import (
	"path/filepath"
	"runtime"
	"testing"

	"rapporteur/corpus"
)

// TestPlays reads the collected plays, whose labels stand on an indented line
// of their own.
func TestPlays(t *testing.T) {
	var before, heap runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	reports, err := ReadAll(filepath.Join(testdataDir(t), "shakespeare"))
	if err != nil {
		t.Fatal(err)
	}
	speeches, size := 0, 0
	for _, report := range reports {
		if report.Err != nil {
			t.Fatal(report.Err)
		}
		size += report.Records[0].Size
		for i := range report.Records[0].Turns {
			if report.Records[0].Turns[i].Kind == corpus.Speech {
				speeches++
			}
		}
	}
	// Texts, marks and turns have room beside an index.
	runtime.GC()
	runtime.ReadMemStats(&heap)
	taken := heap.HeapAlloc - min(heap.HeapAlloc, before.HeapAlloc)
	if taken > 3*uint64(size) {
		t.Errorf("%d bytes of plays take %d", size, taken)
	}
	t.Logf("%d speeches, %.1f times the size of the files", speeches, float64(taken)/float64(size))
	runtime.KeepAlive(reports)
	if len(reports) != 37 || speeches != 31008 {
		t.Errorf("%d plays with %d speeches", len(reports), speeches)
	}
}
