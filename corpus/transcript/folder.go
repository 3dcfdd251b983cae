package transcript

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
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
		case isFolder(fsys, name, entry):
			// A link to a folder can lead round in a circle.
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

// isFolder reports whether entry is a link to a folder.
func isFolder(fsys fs.FS, name string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return false
	}
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// extensions are those of files that can be transcripts.
var extensions = map[string]bool{
	".txt": true, ".text": true, ".md": true, ".markdown": true, ".vtt": true, ".srt": true,
	".xml": true, ".tei": true, ".csv": true, ".tsv": true, ".log": true, "": true,
	".docx": true, ".odt": true, ".rtf": true, ".epub": true, ".pdf": true, ".html": true, ".htm": true, ".xhtml": true,
	".json": true, ".jsonl": true, ".fountain": true, ".doc": true,
}

func readFile(fsys fs.FS, name string) Report {
	data, err := readLimited(fsys, name)
	if err != nil {
		return Report{File: name, Err: fmt.Errorf("read %s: %w", name, err)}
	}
	var side []byte
	for _, beside := range sidecarNames(name) {
		if side, err = readLimited(fsys, beside); err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return Report{File: name, Err: fmt.Errorf("read %s: sidecar: %w", name, err)}
		}
	}
	return Read(Source{Name: name, Data: data, Sidecar: side})
}

// readLimited reads a file that is not larger than MaxFileSize.
func readLimited(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is a folder or a device, not a file")
	}
	if info.Size() > MaxFileSize {
		return nil, tooLarge(info.Size())
	}
	// The file may have grown since.
	data, err := io.ReadAll(io.LimitReader(f, MaxFileSize+1))
	if err == nil && len(data) > MaxFileSize {
		err = tooLarge(int64(len(data)))
	}
	return data, err
}

func tooLarge(size int64) error {
	return fmt.Errorf("it has %d MiB, and files of more than %d MiB are not read", (size+1<<20-1)>>20, MaxFileSize>>20)
}

// A Fingerprint changes when a file that ReadAll reads at a path is changed,
// added or taken away.
type Fingerprint [sha256.Size]byte

// FingerprintOf returns the fingerprint of a path, by the names, sizes and
// times of its files.
func FingerprintOf(path string) (Fingerprint, error) {
	h := sha256.New()
	err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(entry.Name(), ".") && name != path {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		info, err := os.Stat(name)
		if err != nil || info.IsDir() {
			return nil // a link that leads nowhere
		}
		fmt.Fprintf(h, "%q %d %d\n", name, info.Size(), info.ModTime().UnixNano())
		return nil
	})
	if err != nil {
		return Fingerprint{}, fmt.Errorf("look for changes: %w", err)
	}
	for _, beside := range sidecarNames(path) {
		if side, err := os.Stat(beside); err == nil {
			fmt.Fprintf(h, "%q %d %d\n", beside, side.Size(), side.ModTime().UnixNano())
		}
	}
	return Fingerprint(h.Sum(nil)), nil
}
