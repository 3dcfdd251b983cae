package bot

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"path"
	"regexp"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Limits of the files of one message. Discord takes 10 MiB of each where nobody
// has paid for more; together they are the largest attachment and its sidecar.
const (
	maxFiles     = 10
	maxFileBytes = 10 << 20
	maxAllFiles  = 11 << 20
	maxAltText   = 1024
)

// attached is how components name a file of their own message.
const attached = "attachment://"

// fileName is what Discord leaves of a file's name as it is.
var fileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.[a-z0-9]{1,8}$`)

// Picture appends a picture and what it shows in words, for those who do not
// see it. Its name ends in what it is: "mentions.png".
func (r *Reply) Picture(name, alt string, data []byte) {
	r.attach(name, data)
	alt = Clip(OneLine(alt), maxAltText)
	r.parts = append(r.parts, discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{{
		Media: discordgo.UnfurledMediaItem{URL: attached + name}, Description: &alt,
	}}})
}

// File appends a file to be downloaded. Discord shows how one of text begins: one
// with words of sensitive turns stands behind a spoiler.
func (r *Reply) File(name string, data []byte, sensitive bool) {
	r.attach(name, data)
	r.parts = append(r.parts, discordgo.FileComponent{File: discordgo.UnfurledMediaItem{URL: attached + name}, Spoiler: sensitive})
	if sensitive {
		r.Add(Small(r.language.Say(SensitiveNote)))
	}
}

func (r *Reply) attach(name string, data []byte) {
	r.files = append(r.files, &discordgo.File{
		Name: name, ContentType: mime.TypeByExtension(path.Ext(name)), Reader: bytes.NewReader(data),
	})
}

// checkFiles reports the first rule that a message's files break: few, small,
// with plain names, and each shown by a component. Files are read from their
// beginning.
func checkFiles(data *discordgo.InteractionResponseData, shown []string) error {
	if len(data.Files) > maxFiles {
		return fmt.Errorf("%d files", len(data.Files))
	}
	size := int64(0)
	names := make(map[string]bool)
	for _, f := range data.Files {
		reader, ok := f.Reader.(*bytes.Reader)
		if !ok || !fileName.MatchString(f.Name) || names[f.Name] {
			return fmt.Errorf("a file with the name %q, or one that cannot be read twice", f.Name)
		}
		names[f.Name] = true
		if size += reader.Size(); reader.Size() > maxFileBytes || size > maxAllFiles {
			return fmt.Errorf("files of %d bytes", size)
		}
		reader.Seek(0, io.SeekStart)
	}
	for _, url := range shown {
		name, ok := strings.CutPrefix(url, attached)
		if !ok || !names[name] {
			return fmt.Errorf("a file %q that is not attached", url)
		}
		delete(names, name)
	}
	if len(names) > 0 {
		return fmt.Errorf("%d files that no component shows, or one shown twice", len(names))
	}
	return nil
}
