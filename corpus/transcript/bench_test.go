package transcript

import (
	"os"
	"path/filepath"
	"testing"
)

func BenchmarkPlays(b *testing.B) {
	files, err := filepath.Glob(filepath.Join(testdataDir(b), "shakespeare", "*.txt"))
	if err != nil {
		b.Fatal(err)
	}
	var sources []Source
	size := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, Source{Name: filepath.Base(file), Data: data})
		size += len(data)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range sources {
			Read(src)
		}
	}
}
