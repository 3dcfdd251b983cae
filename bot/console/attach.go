package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// Files are the files of this machine, which whoever types at it may give to a
// command by their names.
type Files struct{}

var _ bot.Attachments = Files{}

// localFile begins the addresses of files of this machine.
const localFile = "file:"

// Fetch reads a file that a command was given.
func (Files) Fetch(_ context.Context, a bot.Attachment) ([]byte, error) {
	name, ok := strings.CutPrefix(a.URL, localFile)
	if !ok {
		return nil, bot.ErrAttachmentPlace
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, bot.ErrAttachmentGone
	}
	if err != nil {
		return nil, fmt.Errorf("read a file that was given: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, bot.MaxAttachment+1))
	if err == nil && len(data) > bot.MaxAttachment {
		err = bot.ErrAttachmentSize
	}
	return data, err
}

// attach finds the files that options name, and puts their IDs into the options.
func attach(options []*given) (all []*discordgo.MessageAttachment, err error) {
	for _, o := range options {
		if len(o.Options) > 0 {
			return attach(o.Options)
		}
		if o.Type != discordgo.ApplicationCommandOptionAttachment {
			continue
		}
		name := strings.Trim(fmt.Sprint(o.Value), `"'`)
		about, err := os.Stat(name)
		if err == nil && about.IsDir() {
			return nil, bot.Refuse("%s is a folder. Please name one file in it.", short(name))
		}
		if err != nil || !about.Mode().IsRegular() {
			return nil, bot.Refuse("There is no file %s.", short(name))
		}
		a := &discordgo.MessageAttachment{ID: strconv.Itoa(len(all) + 1), Filename: filepath.Base(name), Size: int(about.Size()), URL: localFile + name}
		o.Value = a.ID
		all = append(all, a)
	}
	return all, nil
}
