package transcript

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// A Reader reads what is at a path again and again, and of its files those alone
// that have changed: of the others it returns the same records. The zero Reader
// has read nothing. ReadAll is called once at a time.
type Reader struct {
	mu   sync.Mutex
	read map[string]readBefore // by the file's path
}

// A readBefore is how a file was read, and what it was then.
type readBefore struct {
	was    Fingerprint
	report Report
}

// ReadAll does what the function does. A file that was refused is read again in
// any case.
func (r *Reader) ReadAll(path string) ([]Report, error) {
	before := r.read
	r.read = make(map[string]readBefore)
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read transcripts: %w", err)
	}
	if info.IsDir() {
		return readAll(folder(path), func(fsys fs.FS, name string) Report {
			return r.readFile(before, filepath.Join(path, filepath.FromSlash(name)), fsys, name)
		})
	}
	dir, name := filepath.Split(path)
	return []Report{r.readFile(before, path, folder(cmp.Or(dir, ".")), name)}, nil
}

// readFile reads a file unless it is what it was before. It may be called by
// several goroutines.
func (r *Reader) readFile(before map[string]readBefore, path string, fsys fs.FS, name string) Report {
	now, err := FingerprintOf(path) // before it is read: a later change is one
	known, ok := before[path]
	if err != nil || !ok || known.was != now {
		known = readBefore{now, readFile(fsys, name)}
	}
	if err == nil && known.report.Err == nil {
		r.mu.Lock()
		r.read[path] = known
		r.mu.Unlock()
	}
	return known.report
}
