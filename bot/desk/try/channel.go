package try

import (
	"context"
	"html/template"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// A Channel is what is said in the room, the newest last. It is also the server
// in which daily passages are posted: a [bot.Poster], and a [bot.Editor] of the
// answers in it.
type Channel struct {
	bot.Stage

	mu       sync.Mutex
	entries  []*entry
	last     int64             // change: each has a number
	attached map[string][]byte // files given to commands that are being answered, by their addresses
}

var (
	_ bot.Poster = (*Channel)(nil)
	_ bot.Editor = (*Channel)(nil)
)

// mostEntries and mostBytes bound what is kept: the oldest entries go first.
const (
	mostEntries = 300
	mostBytes   = 64 << 20 // of files
)

// An entry is something that was said: a message of the bot's with what it
// answers, what the person wrote, or a note of what was done.
type entry struct {
	id      string // of the message, if it is one
	changed int64

	asked   string // what the message answers, as it was typed
	posted  string // where it was posted of the bot's own accord
	message *discordgo.Message
	files   map[string][]byte // by name

	written string // by the person
	note    string
	wrong   bool // the note says why something was not done
}

// add appends an entry. The caller holds no lock.
func (c *Channel) add(e *entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last++
	e.changed = c.last
	if e.id == "" {
		e.id = "n" + strconv.FormatInt(c.last, 10)
	}
	c.entries = append(c.entries, e)
	size := 0
	for _, e := range c.entries {
		size += e.size()
	}
	for len(c.entries) > 1 && (len(c.entries) > mostEntries || size > mostBytes) {
		size -= c.entries[0].size()
		c.entries = slices.Delete(c.entries, 0, 1)
	}
}

func (e *entry) size() int {
	n := 0
	for _, data := range e.files {
		n += len(data)
	}
	return n
}

// see keeps what came of an interaction.
func (c *Channel) see(asked string, o bot.Outcome) error {
	files, err := contents(o.Files)
	if err != nil {
		return err
	}
	if o.Replaces && c.replace(o.Message, files) {
		return nil
	}
	c.add(&entry{id: o.Message.ID, asked: asked, message: o.Message, files: files})
	return nil
}

// replace replaces the message of an entry, and reports whether there is one.
func (c *Channel) replace(m *discordgo.Message, files map[string][]byte) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := slices.IndexFunc(c.entries, func(e *entry) bool { return e.id == m.ID })
	if at < 0 {
		return false
	}
	after := *c.entries[at]
	c.last++
	after.message, after.files, after.changed = m, files, c.last
	c.entries[at] = &after // what is being drawn is not changed under the pencil
	return true
}

// contents reads files.
func contents(files []*discordgo.File) (map[string][]byte, error) {
	all := make(map[string][]byte, len(files))
	for _, f := range files {
		data, err := io.ReadAll(f.Reader)
		if err != nil {
			return nil, err
		}
		all[f.Name] = data
	}
	return all, nil
}

// since returns the entries that have changed since a change, in their order,
// and the number of the last change.
func (c *Channel) since(change int64) ([]*entry, int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var changed []*entry
	for _, e := range c.entries {
		if e.changed > change {
			changed = append(changed, e)
		}
	}
	return changed, c.last
}

// entry returns the entry of an ID, nil if it is gone.
func (c *Channel) entry(id string) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range c.entries {
		if e.id == id {
			return e
		}
	}
	return nil
}

// clear forgets what was said.
func (c *Channel) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries = nil
}

// Post shows a message that nobody asked for.
func (c *Channel) Post(_ context.Context, p bot.Post) (string, error) {
	m, err := p.Message()
	if err != nil {
		return "", err
	}
	e := &entry{message: m, posted: "Posted in " + c.Told("<#"+p.Channel+">")}
	if p.Channel == "" {
		e.posted = "Sent to you as a direct message"
	}
	c.mu.Lock()
	c.last++
	m.ID = "p" + strconv.FormatInt(c.last, 10)
	c.mu.Unlock()
	e.id = m.ID
	c.add(e)
	return m.ID, nil
}

// EditAnswer replaces the answer to an interaction.
func (c *Channel) EditAnswer(_ context.Context, _, token string, data *discordgo.InteractionResponseData) error {
	m, err := bot.Received(data)
	if err != nil {
		return err
	}
	m.ID = strings.TrimPrefix(token, bot.TalkToken)
	before := c.entry(m.ID)
	if before == nil {
		return nil // nobody looks at it any more
	}
	m.InteractionMetadata = before.message.InteractionMetadata
	m.Flags |= before.message.Flags & discordgo.MessageFlagsEphemeral
	files, err := contents(data.Files)
	if err != nil {
		return err
	}
	c.replace(m, files)
	return nil
}

// StartThread notes that a thread would be opened.
func (c *Channel) StartThread(_ context.Context, _, _, name string) error {
	c.add(&entry{note: "A thread is opened on it: " + name})
	return nil
}

// Pin notes that the post would be pinned.
func (c *Channel) Pin(context.Context, string, string) error {
	c.add(&entry{note: "It is pinned."})
	return nil
}

// Publish notes that the post would be published.
func (c *Channel) Publish(context.Context, string, string) error {
	c.add(&entry{note: "It is published."})
	return nil
}

// A Drawing is a message to be drawn.
type Drawing struct {
	Asked   string
	Message *discordgo.Message
	Files   map[string]string // addresses by those that components have for them
	Name    func(mention string) string
}

// A Draw function draws a message as a part of a page, with its buttons as those
// of a form around it: a button is named press, and has its custom ID as its
// value; an option of a menu is named choose: and the menu's custom ID; and pick
// sends the options that are ticked.
type Draw func(Drawing) (template.HTML, error)

// drawing returns the entry's message to be drawn.
func (c *Channel) drawing(e *entry) Drawing {
	d := Drawing{Asked: e.asked, Message: e.message, Files: make(map[string]string), Name: c.Called}
	if e.posted != "" {
		d.Asked = e.posted
	}
	for _, name := range slices.Sorted(maps.Keys(e.files)) {
		// The address changes with the entry, so that a new picture of the
		// same name is fetched.
		d.Files["attachment://"+name] = "file/" + e.id + "/" + strconv.FormatInt(e.changed, 10) + "/" + name
	}
	return d
}
