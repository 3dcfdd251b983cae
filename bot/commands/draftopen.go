package commands

import (
	"crypto/sha256"
	"slices"
	"sync"
	"time"

	correction "rapporteur/corpus/transcript/proof"
)

// openFiles are the files of drafts that were read last: who corrects one reads
// it again and again, and what does not change is found out once. The zero value
// is ready.
type openFiles struct {
	mu   sync.Mutex
	kept []*openFile // the one used last first
}

// How much is kept open, and how long.
const (
	mostOpen      = 16
	mostOpenBytes = 8 << 20 // of files; in memory they are some ten times as large
	openFor       = 10 * time.Minute
)

// An openFile is a file as it was read at first.
type openFile struct {
	name   string
	sum    [sha256.Size]byte
	size   int
	used   time.Time
	result correction.Result
}

// look reads a draft's file with a sidecar.
func (o *openFiles) look(d *draft, sidecar []byte) correction.Result {
	sum := sha256.Sum256(d.content)
	o.mu.Lock()
	now := time.Now()
	o.kept = slices.DeleteFunc(o.kept, func(f *openFile) bool { return now.Sub(f.used) > openFor })
	if at := slices.IndexFunc(o.kept, func(f *openFile) bool { return f.sum == sum && f.name == d.name() }); at >= 0 {
		f := o.kept[at]
		f.used = now
		o.kept = slices.Insert(slices.Delete(o.kept, at, at+1), 0, f)
		o.mu.Unlock()
		return f.result.With(sidecar)
	}
	o.mu.Unlock()
	result := correction.Look(d.name(), d.content, sidecar)
	o.keep(&openFile{name: d.name(), sum: sum, size: len(d.content), used: now, result: result})
	return result.With(sidecar) // what is kept is nobody's to change
}

// keep keeps a file open, and closes those for which there is no room.
func (o *openFiles) keep(f *openFile) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.kept = slices.Insert(o.kept, 0, f)
	size := 0
	for i, f := range o.kept {
		if size += f.size; i >= mostOpen || size > mostOpenBytes {
			o.kept = slices.Delete(o.kept, i, len(o.kept))
			return
		}
	}
}
