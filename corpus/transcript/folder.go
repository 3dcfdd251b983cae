package transcript

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// MaxFileSize is the largest file that is read, in bytes.
const MaxFileSize = 64 << 20

// ErrNoTranscripts is wrapped by the errors of ReadAll and ReadFS for a folder
// that holds nothing to read.
var ErrNoTranscripts = errors.New("there are no transcripts in it")

// ReadAll reads the file path, or all transcripts below the folder path, in
// the order of their names. A file that is refused has its Err set and does
// not keep the others from being read. The error is of the path itself.
func ReadAll(path string) ([]Report, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read transcripts: %w", err)
	}
	if info.IsDir() {
		return ReadFS(os.DirFS(path))
	}
	dir, name := filepath.Split(path)
	if dir == "" {
		dir = "."
	}
	return []Report{readFile(os.DirFS(dir), name)}, nil
}

// ReadFS reads all transcripts of fsys, in the order of their names. Files
// whose name begins with a full stop and files that cannot be a transcript by
// their name are passed over.
func ReadFS(fsys fs.FS) ([]Report, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(entry.Name(), ".") && name != "."
		switch {
		case err != nil:
			return err
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case !entry.IsDir() && !hidden && extensions[strings.ToLower(path.Ext(name))]:
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read transcripts: %w", err)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("read transcripts: %w", ErrNoTranscripts)
	}
	reports := make([]Report, len(names))
	next := make(chan int)
	var readers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(names)) {
		readers.Go(func() {
			for i := range next {
				reports[i] = readFile(fsys, names[i])
			}
		})
	}
	for i := range names {
		next <- i
	}
	close(next)
	readers.Wait()
	return reports, nil
}

// extensions are those of files that can be transcripts.
var extensions = map[string]bool{
	".txt": true, ".text": true, ".md": true, ".markdown": true, ".vtt": true, ".srt": true,
	".xml": true, ".tei": true, ".csv": true, ".tsv": true, ".log": true, "": true,
}

func readFile(fsys fs.FS, name string) Report {
	info, err := fs.Stat(fsys, name)
	if err == nil && info.Size() > MaxFileSize {
		err = fmt.Errorf("read %s: it has %d MiB, and more than %d MiB is no transcript", name, info.Size()>>20, MaxFileSize>>20)
	}
	if err != nil {
		return Report{File: name, Err: err}
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return Report{File: name, Err: err}
	}
	return Read(Source{Name: name, Data: data})
}
