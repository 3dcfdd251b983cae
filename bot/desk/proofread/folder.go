package proofread

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// A folder is that of the records. Nothing outside it is read or written, also
// where a link leads there.
type folder struct{ path string }

// names returns the names of the transcripts in the folder.
func (f *folder) names() ([]string, error) {
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	names, err := transcript.Names(root.FS())
	slices.Sort(names)
	return names, err
}

// read returns a transcript and its sidecar, nil if it has none.
func (f *folder) read(name string) (data, sidecar []byte, err error) {
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	if data, err = contents(root, name, MaxFile); err != nil {
		return nil, nil, err
	}
	beside, err := sidecarOf(root, name)
	if err != nil {
		return nil, nil, err
	}
	sidecar, err = contents(root, beside, transcript.MaxSidecar)
	if errors.Is(err, fs.ErrNotExist) {
		return data, nil, nil
	}
	return data, sidecar, err
}

// contents returns what a file has, which must be a file and not too large.
func contents(root *os.Root, name string, most int64) ([]byte, error) {
	info, err := root.Stat(name) // before it is opened: a pipe would never open
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > most {
		return nil, fmt.Errorf("%q is no file, or has more than %d bytes", name, most)
	}
	file, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most))
}

// sidecarOf returns the name of a transcript's sidecar, whether or not there is
// one: the one that is there, else the one that is no other transcript's.
func sidecarOf(root *os.Root, name string) (string, error) {
	names := transcript.SidecarNames(name)
	for _, n := range names {
		if _, err := root.Stat(n); err == nil {
			return n, nil
		}
	}
	entries, err := fs.ReadDir(root.FS(), path.Dir(name))
	if err != nil {
		return "", err
	}
	short := names[len(names)-1]
	for _, e := range entries {
		other := path.Join(path.Dir(name), e.Name())
		if other != name && transcript.IsNamedLike(other) && transcript.SidecarName(other) == short {
			return names[0], nil
		}
	}
	return short, nil
}

// saveSidecar writes a transcript's sidecar if beside it stands what is expected,
// nil for nothing, and if the transcript is the one that was read. The errors for
// a person are complaints.
func (f *folder) saveSidecar(name string, data, expected, sidecar []byte) (as string, err error) {
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return "", err
	}
	defer root.Close()
	now, err := contents(root, name, MaxFile)
	if err != nil || !bytes.Equal(now, data) {
		return "", complain("%s has been changed or taken away since you opened it, so its lines may be others now. Nothing is saved: keep your corrections with Download, and open the file again.", name)
	}
	if as, err = sidecarOf(root, name); err != nil {
		return "", err
	}
	there, err := contents(root, as, transcript.MaxSidecar)
	exists := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("look at the sidecar: %w", err)
	}
	if exists != (expected != nil) || !bytes.Equal(there, expected) {
		return "", complain("Somebody else has changed %s since you opened the file. Nothing is saved: keep your corrections with Download, and open the file again to see theirs.", as)
	}
	mode := fs.FileMode(0o644) // less what the umask takes
	if exists {
		info, err := root.Stat(as)
		if err != nil {
			return "", err
		}
		mode = info.Mode().Perm()
	}
	return as, replace(root, as, sidecar, mode, exists)
}

// add writes a transcript that is not there yet, and its sidecar if it has one.
func (f *folder) add(name string, data, sidecar []byte) (as string, err error) {
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return "", err
	}
	defer root.Close()
	if strings.HasPrefix(name, ".") || !fs.ValidPath(name) || strings.ContainsFunc(name, unseen) || !transcript.IsNamedLike(name) {
		return "", complain("A file called %q would not be read from the folder: rename it and open it again.", visible(name))
	}
	names, err := transcript.Names(root.FS())
	if err != nil {
		return "", err
	}
	for _, other := range names {
		if id(other) == id(name) {
			return "", complain("The folder has %s already, which would be the same record: rename the file and open it again.", visible(other))
		}
	}
	beside := transcript.SidecarName(name)
	if len(sidecar) > 0 {
		if _, err := root.Stat(beside); err == nil {
			return "", complain("The folder has a sidecar %s already: rename the file and open it again.", visible(beside))
		}
		if err := replace(root, beside, sidecar, 0o644, false); err != nil {
			return "", err
		}
	}
	// The sidecar first: a bot that reads the folder never sees the file without.
	return beside, replace(root, name, data, 0o644, false)
}

func id(name string) string {
	base := path.Base(name)
	return corpus.Slug(strings.TrimSuffix(base, path.Ext(base)))
}

// replace writes a file whole or not at all. Without over, a file that is there
// is left alone, and the error is a complaint.
func replace(root *os.Root, name string, data []byte, mode fs.FileMode, over bool) error {
	beside := path.Join(path.Dir(name), "."+rand.Text()+".tmp")
	file, err := root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return fmt.Errorf("write %q: %w", name, err)
	}
	defer root.Remove(beside) // which is gone if all went well
	_, err = file.Write(data)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil && over {
		err = root.Chmod(beside, mode)
	}
	if err != nil {
		return fmt.Errorf("write %q: %w", name, err)
	}
	if !over {
		err := root.Link(beside, name) // which never replaces a file
		if errors.Is(err, fs.ErrExist) {
			return complain("There is a file %s already, and it is left as it is.", visible(name))
		}
		if err == nil {
			return nil
		}
		// A file system without links: what is there was looked at a moment ago.
	}
	if err := root.Rename(beside, name); err != nil {
		return fmt.Errorf("write %q: %w", name, err)
	}
	return nil
}

func mebibytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d MiB", n>>20)
}
