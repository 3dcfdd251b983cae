package proof

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSharedFiles makes corrections by chance to whole transcripts as they are
// published, where there are some.
func TestSharedFiles(t *testing.T) {
	dir := os.Getenv("RAPPORTEUR_TESTDATA")
	if dir == "" {
		t.Skip("RAPPORTEUR_TESTDATA names no folder of transcripts")
	}
	const steps = 6
	largest := int64(40 << 10)
	if os.Getenv("RAPPORTEUR_TEST_FULL") != "" {
		largest = 1 << 20
	}
	files, made := 0, 0
	err := filepath.WalkDir(filepath.Join(dir, "transcripts"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil || info.Size() > largest || strings.HasSuffix(path, ".gz") || strings.HasSuffix(path, ".py") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name := filepath.Base(path)
		at := Look(name, data, nil)
		if at.Record() == nil {
			return nil
		}
		files++
		dice := rand.New(rand.NewPCG(7, uint64(len(data))))
		for range steps {
			c := anyCorrection(dice, &at)
			next, err := Again(name, data, at, c)
			if err != nil {
				continue
			}
			made++
			if check(t, name, data, at, next, c); t.Failed() {
				t.Fatalf("of %s", path)
			}
			at = next
		}
		return nil
	})
	if err != nil || made < files {
		t.Errorf("%d corrections of %d files, error %v", made, files, err)
	}
	t.Logf("%d corrections of %d files", made, files)
}
