package transcript

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"
)

// TestHostile reads files made to cost much: none may take seconds, or more
// memory than turns of one letter do.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	for name, sample := range hostile {
		t.Run(name, func(t *testing.T) {
			data := sample.fill(1 << 20 / raceFactor)
			runtime.GC()
			peak := peakMemory()
			start := time.Now()
			report := Read(Source{Name: sample.file, Data: data})
			took, used := time.Since(start), peak()
			if took > 20*time.Second*raceFactor {
				t.Errorf("%d MiB took %v", len(data)>>20, took)
			}
			if used > 200<<20 {
				t.Errorf("%d MiB took %d MiB of memory", len(data)>>20, used>>20)
			}
			t.Logf("%v, %d MiB, %s %v", took.Round(time.Millisecond), used>>20, report.Layout, report.Err)
		})
	}
}

// peakMemory watches the heap until the function that it returns is called,
// which says by how many bytes the heap grew at most.
func peakMemory() func() uint64 {
	read := func() uint64 {
		s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(s)
		return s[0].Value.Uint64()
	}
	before, done, most := read(), make(chan struct{}), make(chan uint64)
	go func() {
		peak := before
		for tick := time.NewTicker(time.Millisecond); ; {
			select {
			case <-tick.C:
				peak = max(peak, read())
			case <-done:
				tick.Stop()
				most <- max(peak, read()) - before
				return
			}
		}
	}()
	return func() uint64 {
		close(done)
		return <-most
	}
}

func TestRefused(t *testing.T) {
	for _, test := range []struct {
		name, data, want string
	}{
		{"zip.txt", "PK\x03\x04rest", "ZIP archive: it is damaged"},
		{"pdf.txt", "%PDF-1.4", "PDF: it is damaged"},
		{"zeros.txt", "Ann: a\x00\x00\x01", "zero bytes"},
		{"empty.txt", "", "no speakers"},
		{"spaces.txt", " \n\n \n", "no speakers"},
		{"….txt", "Ann: a\n\nBob: b\n\nAnn: c\n", "no letter or digit"},
	} {
		t.Run(test.name, func(t *testing.T) {
			report := Read(Source{Name: test.name, Data: []byte(test.data)})
			if report.Err == nil || !strings.Contains(report.Err.Error(), test.want) {
				t.Errorf("error %v, want %q in it", report.Err, test.want)
			}
			if report.Records != nil {
				t.Error("records beside an error")
			}
		})
	}
}

func TestTooLarge(t *testing.T) {
	file := filepath.Join(t.TempDir(), "large.txt")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(MaxFileSize + 1); err != nil {
		t.Fatal(err)
	}
	f.Close()
	reports, err := ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := reports[0].Err; err == nil || !strings.Contains(err.Error(), "65 MiB") {
		t.Errorf("error %v", err)
	}
}

// TestFolder reads a folder in which one file is no transcript, one is linked
// in a circle and one has a sidecar.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	const talk = "Ann: One.\n\nBob: Two.\n\nAnn: Three.\n"
	for name, text := range map[string]string{
		"b.txt": talk, "a.md": talk, "a.toml": "title = \"A talk\"\n", "bad.txt": "PK\x03\x04", "sub/c.txt": talk, ".hidden.txt": talk, "~$a.docx": "x", "picture.png": "x",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"loop": ".", "round.txt": "round.txt"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	if err := makePipe(filepath.Join(dir, "pipe.txt")); err != nil {
		t.Skip("no pipes here:", err)
	}
	reports, err := ReadAll(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range reports {
		state := "refused"
		if errors.Is(r.Err, ErrPassedOver) {
			state = "passed over"
		}
		if r.Err == nil {
			state = r.Records[0].Title
		}
		got = append(got, r.File+": "+state)
	}
	want := "a.md: A talk, b.txt: b, bad.txt: refused, picture.png: passed over, pipe.txt: passed over, round.txt: refused, sub/c.txt: c"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("read %s\nwant %s", s, want)
	}
}

// A hanging is a folder in which one file can be opened no sooner than that is
// over, as on a file system of a network.
type hanging struct {
	fs.FS
	file string
	over chan struct{}
}

func (h hanging) Open(name string) (fs.File, error) {
	if name == h.file {
		<-h.over
	}
	return h.FS.Open(name)
}

// TestSlowFile holds that a file whose reading is never done is left out with
// that reason, and that the others of its folder are read.
func TestSlowFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		talk := &fstest.MapFile{Data: []byte("Ann: One.\n\nBob: Two.\n\nAnn: Three.\n")}
		h := hanging{fstest.MapFS{"a.txt": talk, "slow.txt": talk, "z.txt": talk}, "slow.txt", make(chan struct{})}
		defer close(h.over)
		reports, err := ReadFS(h)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range reports {
			got = append(got, fmt.Sprintf("%s: %d records, %v", r.File, len(r.Records), r.Err))
		}
		want := "a.txt: 1 records, <nil>; slow.txt: 0 records, read slow.txt: it takes more than 1m0s; z.txt: 1 records, <nil>"
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("read %s\nwant %s", s, want)
		}
	})
}

func TestNoTranscripts(t *testing.T) {
	if _, err := ReadAll(t.TempDir()); !errors.Is(err, ErrNoTranscripts) {
		t.Errorf("error %v", err)
	}
	if _, err := ReadAll(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

func TestFingerprint(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(file, []byte("one"), 0o644); err != nil {
		t.Fatal(err)
	}
	before, err := FingerprintOf(dir)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := FingerprintOf(dir); again != before {
		t.Error("it changes by itself")
	}
	if err := os.WriteFile(file, []byte("three"), 0o644); err != nil {
		t.Fatal(err)
	}
	if after, _ := FingerprintOf(dir); after == before {
		t.Error("it does not see a change")
	}
}
