package main

import (
	"cmp"
	_ "embed"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

type versionCommand struct{}

func (*versionCommand) Run(e *environment) error {
	_, err := fmt.Fprintf(e.stdout, "rapporteur %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// nextRelease names what is built of neither a repository, an archive of one
// nor a module.
const nextRelease = "v1.0.0-dev"

// archived says of which commit an archive of the repository is: git archive
// fills it in, as do the downloads of a forge.
//
//go:embed archived.txt
var archived string

// version returns the version, the commit and its date.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = new(debug.BuildInfo)
	}
	return versionOf(info, archived)
}

// versionOf takes what the toolchain has stamped, and what is missing from an
// archive.
func versionOf(info *debug.BuildInfo, archived string) string {
	stamped := make(map[string]string)
	for _, s := range info.Settings {
		stamped[s.Key] = s.Value
	}
	release, commit, date := strings.TrimPrefix(info.Main.Version, "(devel)"), stamped["vcs.revision"], stamped["vcs.time"]
	if fields := strings.Split(strings.TrimSpace(archived), "|"); len(fields) == 3 && !strings.HasPrefix(archived, "$") {
		described, _, _ := strings.Cut(fields[2], "-g")
		release, commit, date = cmp.Or(release, described), cmp.Or(commit, fields[0]), cmp.Or(date, fields[1])
	}
	if stamped["vcs.modified"] == "true" {
		commit += ", changed"
	}
	return fmt.Sprintf("%s (commit %s, %s)", cmp.Or(release, nextRelease), cmp.Or(commit, "not known"), cmp.Or(date, "date not known"))
}
