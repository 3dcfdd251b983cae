package draft

import (
	"embed"
	"io/fs"
	"strings"
)

// Own is the kind of what a messenger writes in somebody's name and nobody has
// said.
const Own Kind = "messenger's own words"

// messengerFiles hold, a file for each language and a line for each, what messengers
// write in somebody's name where they do not mark it: that a message was deleted or
// edited, who joined, or that a picture was left out.
//
//go:embed messengers
var messengerFiles embed.FS

var ownWords = func() map[string]bool {
	set := make(map[string]bool)
	names, err := fs.Glob(messengerFiles, "messengers/*.txt")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		text, err := messengerFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		for line := range strings.Lines(string(text)) {
			set[strings.TrimSpace(line)] = true
		}
	}
	delete(set, "")
	return set
}()

// IsMessengers reports whether a whole message is one of a messenger's own, with or
// without brackets around it.
func IsMessengers(words string) bool {
	const longest = 120 // bytes
	if len(words) > longest {
		return false
	}
	return ownWords[strings.ToLower(strings.Trim(words, "<>[]() .。।\u200e\u200f"))]
}
