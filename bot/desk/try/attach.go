package try

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

var _ bot.Attachments = (*Channel)(nil)

// attachedURL begins the addresses of files that were given to a command. They
// lead nowhere but here.
const attachedURL = "desk:"

// attach keeps the files of a form until they are detached, and puts their IDs
// into the options.
func (c *Channel) attach(req *http.Request, u usage, options []*given) ([]*discordgo.MessageAttachment, error) {
	var all []*discordgo.MessageAttachment
	for _, o := range leaves(options) {
		if o.Type != discordgo.ApplicationCommandOptionAttachment {
			continue
		}
		file, header, err := req.FormFile("o:" + o.Name)
		if err != nil {
			return nil, bot.Refuse("%s needs the option %s.", u.Name, o.Name)
		}
		data, err := io.ReadAll(file)
		file.Close()
		if err != nil {
			return nil, fmt.Errorf("read an attachment: %w", err)
		}
		c.mu.Lock()
		c.last++
		id := strconv.FormatInt(c.last, 10)
		if c.attached == nil {
			c.attached = make(map[string][]byte)
		}
		c.attached[attachedURL+id] = data
		c.mu.Unlock()
		o.Value = id
		all = append(all, &discordgo.MessageAttachment{ID: id, URL: attachedURL + id, Filename: header.Filename, Size: len(data)})
	}
	return all, nil
}

// leaves returns the options below subcommands.
func leaves(options []*given) []*given {
	for len(options) == 1 && len(options[0].Options) > 0 {
		options = options[0].Options
	}
	return options
}

// detach forgets files.
func (c *Channel) detach(all []*discordgo.MessageAttachment) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range all {
		delete(c.attached, a.URL)
	}
}

// Fetch returns what is in a file that was given to a command.
func (c *Channel) Fetch(_ context.Context, a bot.Attachment) ([]byte, error) {
	if !strings.HasPrefix(a.URL, attachedURL) {
		return nil, bot.ErrAttachmentPlace
	}
	c.mu.Lock()
	data, ok := c.attached[a.URL]
	c.mu.Unlock()
	switch {
	case !ok:
		return nil, bot.ErrAttachmentGone
	case len(data) > bot.MaxAttachment:
		return nil, bot.ErrAttachmentSize
	}
	return data, nil
}
