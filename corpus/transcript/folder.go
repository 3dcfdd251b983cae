package transcript

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// MaxFileSize is the largest file that is read, in bytes.
const MaxFileSize = 64 << 20

// ErrNoTranscripts is wrapped by the errors of ReadAll and ReadFS for a folder
// that holds nothing to read.
var ErrNoTranscripts = errors.New("there are no transcripts in it")

// ErrPassedOver is wrapped by the Err of a report on a file of a folder that was
// not read since it cannot be a transcript.
var ErrPassedOver = errors.New("passed over")

// ReadAll reads the file path, or all transcripts below the folder path, in
// the order of their names. A file that is refused or passed over has its Err
// set and does not keep the others from being read. The error is of the path
// itself.
func ReadAll(path string) ([]Report, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read transcripts: %w", err)
	}
	if info.IsDir() {
		return ReadFS(folder(path))
	}
	dir, name := filepath.Split(path)
	return []Report{readFile(folder(cmp.Or(dir, ".")), name)}, nil
}

// A folder is a folder of this machine. Nothing is waited for when a file of it
// is opened: a pipe to which nobody writes would never open.
type folder string

func (f folder) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return os.OpenFile(filepath.Join(string(f), filepath.FromSlash(name)), os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// ReadFS reads all transcripts of fsys, in the order of their names. A file that
// cannot be one by its name or its kind is passed over, and a folder that cannot
// be read refused; those whose name begins with a full stop are not looked at.
func ReadFS(fsys fs.FS) ([]Report, error) { return readAll(fsys, readFile) }

// readAll reads all transcripts of fsys, each with readOne.
func readAll(fsys fs.FS, readOne func(fsys fs.FS, name string) Report) ([]Report, error) {
	files, reports, err := filesOf(fsys)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("read transcripts: %w", ErrNoTranscripts)
	}
	// The largest first, so that no reader is left with it when the others are done.
	slices.SortStableFunc(files, func(a, b file) int { return cmp.Compare(b.size, a.size) })
	read := make([]Report, len(files))
	next := make(chan int)
	var readers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		readers.Go(func() {
			for i := range next {
				read[i] = readOne(fsys, files[i].name)
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	readers.Wait()
	reports = append(reports, read...)
	slices.SortStableFunc(reports, func(a, b Report) int { return cmp.Compare(a.File, b.File) })
	return reports, nil
}

// Names returns the names of the files that [ReadFS] reads, in no order that
// matters.
func Names(fsys fs.FS) ([]string, error) {
	files, _, err := filesOf(fsys)
	names := make([]string, 0, len(files))
	for _, f := range files {
		names = append(names, f.name)
	}
	return names, err
}

// IsNamedLike reports whether a file can be a transcript by its name.
func IsNamedLike(name string) bool { return extensions[strings.ToLower(path.Ext(name))] }

// isHidden reports whether a file or folder is not for people to see: Word and
// LibreOffice keep such files beside a document as long as it is open.
func isHidden(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") }

// A file is one that is read.
type file struct {
	name string
	size int64 // 0 if it is not known
}

func sizeOf(entry fs.DirEntry) int64 {
	info, err := entry.Info()
	if err != nil {
		return 0
	}
	return info.Size()
}

// filesOf returns the files below fsys that are read, and reports on those that are
// not.
func filesOf(fsys fs.FS) (files []file, reports []Report, err error) {
	passOver := func(name, why string) {
		reports = append(reports, Report{File: name, Err: fmt.Errorf("%s: %w: %s", name, ErrPassedOver, why)})
	}
	err = fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		hidden := name != "." && isHidden(path.Base(name))
		switch {
		case err != nil && name == ".":
			return err
		case hidden && entry != nil && entry.IsDir():
			return fs.SkipDir
		case hidden:
		case err != nil:
			reports = append(reports, Report{File: name, Err: fmt.Errorf("read %s: %w", name, err)})
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir(), isFolder(fsys, name, entry):
			// A link to a folder can lead round in a circle.
		case isSidecar(fsys, name):
		case entry.Type()&^fs.ModeSymlink != 0:
			passOver(name, "it is no file but a pipe, a socket or a device")
		case !extensions[strings.ToLower(path.Ext(name))]:
			passOver(name, "files named "+path.Ext(name)+" are not read")
		default:
			files = append(files, file{name, sizeOf(entry)})
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read transcripts: %w", err)
	}
	return files, reports, nil
}

// isSidecar reports whether a file is the sidecar of another one.
func isSidecar(fsys fs.FS, name string) bool {
	stem, ok := strings.CutSuffix(name, ".toml")
	if !ok {
		return false
	}
	if _, err := fs.Stat(fsys, stem); err == nil {
		return true
	}
	for ext := range extensions {
		if _, err := fs.Stat(fsys, stem+ext); err == nil && ext != "" {
			return true
		}
	}
	return false
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
	".sbv": true, ".ass": true, ".ssa": true, ".ttml": true, ".dfxp": true,
	".eaf": true, ".textgrid": true, ".exb": true, ".trs": true, ".cha": true,
}

// ReadAs reads the file path as what one person says, if no speaker is named in
// it. The error is of the path itself.
func ReadAs(path, speaker string) (Report, error) {
	return readOne(path, Source{Speaker: speaker})
}

// ReadMarked is like [ReadAs], and its report has the parts of the text.
func ReadMarked(path, speaker string) (Report, error) {
	return readOne(path, Source{Speaker: speaker, Marked: true})
}

// readOne reads the file at path as src asks.
func readOne(path string, src Source) (Report, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Report{}, fmt.Errorf("read transcripts: %w", err)
	}
	if info.IsDir() {
		return Report{}, fmt.Errorf("read transcripts: %s is a folder, not a file", path)
	}
	dir, name := filepath.Split(path)
	return readFileAs(folder(cmp.Or(dir, ".")), name, src), nil
}

func readFile(fsys fs.FS, name string) Report { return readFileAs(fsys, name, Source{}) }

// readFileAs reads a file as src asks, which it completes.
func readFileAs(fsys fs.FS, name string, src Source) Report {
	return within(maxReading, name, func() Report { return readSource(fsys, name, src) })
}

// readSource reads a file as src asks, however long it takes.
func readSource(fsys fs.FS, name string, src Source) Report {
	data, err := readLimited(fsys, name, MaxFileSize)
	if err != nil {
		return Report{File: name, Err: fmt.Errorf("read %s: %w", name, err)}
	}
	var side []byte
	for _, beside := range SidecarNames(name) {
		if side, err = readLimited(fsys, beside, MaxSidecar); err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return Report{File: name, Err: fmt.Errorf("read %s: sidecar: %w", name, err)}
		}
	}
	src.Name, src.Data, src.Sidecar = name, data, side
	return Read(src)
}

// maxReading is how long the reading of a file may take. The largest takes some
// seconds; one on a file system of a network may never be there.
const maxReading = time.Minute

// within reads a file, and gives up when that takes longer than a bound.
func within(bound time.Duration, name string, read func() Report) Report {
	done := make(chan Report, 1)
	go func() { done <- read() }()
	timer := time.NewTimer(bound)
	defer timer.Stop()
	select {
	case report := <-done:
		return report
	case <-timer.C:
		return Report{File: name, Err: fmt.Errorf("read %s: it takes more than %v", name, bound)}
	}
}

// readLimited reads a regular file that is not larger than a limit.
func readLimited(fsys fs.FS, name string, limit int64) ([]byte, error) {
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
		return nil, errors.New("it is a folder, a pipe or a device, not a file")
	}
	if info.Size() > limit {
		return nil, tooLarge(info.Size(), limit)
	}
	// The file may have grown since.
	var data bytes.Buffer
	data.Grow(int(info.Size()) + bytes.MinRead)
	_, err = data.ReadFrom(io.LimitReader(f, limit+1))
	if err == nil && int64(data.Len()) > limit {
		err = tooLarge(int64(data.Len()), limit)
	}
	return data.Bytes(), err
}

func tooLarge(size, limit int64) error {
	unit, name := int64(1<<20), "MiB"
	if limit < unit {
		unit, name = 1<<10, "KiB"
	}
	return fmt.Errorf("it has %d %s, and files of more than %d %s are not read", (size+unit-1)/unit, name, limit/unit, name)
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
		if isHidden(entry.Name()) && name != path {
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
	for _, beside := range SidecarNames(path) {
		if side, err := os.Stat(beside); err == nil {
			fmt.Fprintf(h, "%q %d %d\n", beside, side.Size(), side.ModTime().UnixNano())
		}
	}
	return Fingerprint(h.Sum(nil)), nil
}
