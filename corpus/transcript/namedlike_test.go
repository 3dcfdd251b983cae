package transcript

import (
	"os"
	"regexp"
	"testing"
)

// TestIsNamedLike holds that a folder's files are read by every ending that the
// page of this package names.
func TestIsNamedLike(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`\\.[A-Za-z]+`").FindAllString(string(page), -1)
	if len(named) < 5 {
		t.Fatalf("the page names %d endings", len(named))
	}
	for _, ending := range named {
		if ending = ending[1 : len(ending)-1]; ending != ".toml" && !IsNamedLike("talk"+ending) {
			t.Errorf("files named %s are passed over in folders", ending)
		}
	}
}
