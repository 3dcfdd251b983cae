package bot

import (
	"context"
	"errors"
	"path"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"
)

// An Attachment is a file that a user has given to an option of a command. What
// it says of itself is the user's: its name may hold anything.
type Attachment struct {
	Name string
	URL  string
	Size int64 // in bytes, as Discord says
}

// MaxAttachment is the largest attachment that is fetched, in bytes: what
// Discord lets everybody send.
const MaxAttachment = 10 << 20

// Why an attachment is not fetched, recognised by identity.
var (
	ErrAttachmentSize  = errors.New("the attachment is larger than is fetched")
	ErrAttachmentPlace = errors.New("the attachment is not where Discord keeps attachments")
	ErrAttachmentGone  = errors.New("the attachment is no longer there")
)

// Attachments fetches attachments from where Discord keeps them, and from
// nowhere else.
type Attachments interface {
	// Fetch returns what is in an attachment, at most MaxAttachment bytes. The
	// error wraps one of those above where that is the reason.
	Fetch(ctx context.Context, a Attachment) ([]byte, error)
}

// attachmentsOf returns the attachments among the options of a command, by
// option.
func attachmentsOf(declared declaredOptions, options map[string]string, resolved *discordgo.ApplicationCommandInteractionDataResolved) map[string]Attachment {
	found := make(map[string]Attachment)
	for _, d := range declared {
		if d.Type != discordgo.ApplicationCommandOptionAttachment || options[d.Name] == "" {
			continue
		}
		if resolved == nil || resolved.Attachments[options[d.Name]] == nil {
			continue
		}
		a := resolved.Attachments[options[d.Name]]
		found[d.Name] = Attachment{Name: a.Filename, URL: a.URL, Size: int64(a.Size)}
	}
	return found
}

// mostFileName and mostExtension bound a file's name and its extension with the
// stop, in units.
const (
	mostFileName  = 80
	mostExtension = 10
)

// FileName returns the name of an attachment as a name that leads to no other
// folder and shows what it is: its last part, on one line, without control
// characters, without those that turn the direction of what follows or cannot
// be seen, and not long. It is "" if nothing is left to call the file by.
func FileName(given string) string {
	name := OneLine(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || strings.ContainsRune(`<>:"|?*`, r) {
			return -1
		}
		return r
	}, given[strings.LastIndexAny(given, `/\`)+1:]))
	name = strings.TrimRight(strings.TrimLeft(name, ". "), " ")
	ext := path.Ext(name)
	if Units(ext) > mostExtension {
		name = strings.TrimSpace(firstUnits(name, mostFileName)) // which can leave a short one
		if ext = path.Ext(name); Units(ext) > mostExtension {
			ext = ""
		}
	}
	base := strings.TrimSpace(firstUnits(strings.TrimSuffix(name, ext), mostFileName-Units(ext)))
	if !strings.ContainsFunc(base, IsWordRune) {
		return ""
	}
	return base + ext
}
