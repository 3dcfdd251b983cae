package main

import (
	"archive/tar"
	"bytes"
	"io"
	"os/exec"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
)

func TestVersionOf(t *testing.T) {
	const unfilled = "$Format:%H|%cI|%(describe:tags=true)$\n"
	stamped := []debug.BuildSetting{{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.time", Value: "2026-03-08T05:00:00Z"}}
	for _, test := range []struct {
		name     string
		info     debug.BuildInfo
		archived string
		want     string
	}{
		{"repository", debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}, Settings: stamped}, unfilled, "v1.2.3 (commit abc, 2026-03-08T05:00:00Z)"},
		{"changed", debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}, Settings: append(stamped[:2:2], debug.BuildSetting{Key: "vcs.modified", Value: "true"})},
			unfilled, "v1.2.3 (commit abc, changed, 2026-03-08T05:00:00Z)"},
		{"archive", debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, "def|2026-03-09T05:00:00Z|v1.2.3-4-gdef\n", "v1.2.3-4 (commit def, 2026-03-09T05:00:00Z)"},
		{"archive without a tag", debug.BuildInfo{}, "def|2026-03-09T05:00:00Z|\n", nextRelease + " (commit def, 2026-03-09T05:00:00Z)"},
		{"module", debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}, unfilled, "v1.2.3 (commit not known, date not known)"},
		{"nothing", debug.BuildInfo{}, unfilled, nextRelease + " (commit not known, date not known)"},
	} {
		if got := versionOf(&test.info, test.archived); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestArchiveNamesItsCommit looks into an archive of the repository.
func TestArchiveNamesItsCommit(t *testing.T) {
	if err := exec.Command("git", "rev-parse", "--verify", "HEAD:./archived.txt").Run(); err != nil {
		t.Skip("not in a repository of git")
	}
	archive, err := exec.Command("git", "-C", "../..", "archive", "HEAD", "cmd/rapporteur/archived.txt").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := tar.NewReader(bytes.NewReader(archive))
	for header := new(tar.Header); header.Typeflag != tar.TypeReg; {
		if header, err = files.Next(); err != nil {
			t.Fatal(err)
		}
	}
	text, err := io.ReadAll(files)
	if err != nil {
		t.Fatal(err)
	}
	if got := versionOf(new(debug.BuildInfo), string(text)); !regexp.MustCompile(`\(commit [0-9a-f]{40}, \d{4}-\d\d-\d\dT`).MatchString(got) || strings.Contains(got, "$") {
		t.Errorf("it names itself %s", got)
	}
}
