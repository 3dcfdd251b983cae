package exports

import (
	"strings"
	"time"

	"github.com/tidwall/gjson"
)

// Keys by which programs call who speaks, what is said, and when. Those that
// name somebody stand before those that number them.
var (
	speakerKeys = []string{
		"speaker_name", "speakerName", "speakerDisplayName", "speaker_label", "speakerLabel", "speaker.name", "speaker",
		"sender_name", "senderName", "sender.name", "sender", "author.name", "author", "from.name", "from.displayName", "from.user.displayName", "from",
		"user.name", "user_name", "username", "user", "participant.name", "participant", "creator.name", "creator", "name", "character", "label", "who",
		"speakerId", "speaker_id", "speakerTag",
	}
	wordKeys = []string{
		"text", "transcript", "sentence", "utterance", "content", "body.content", "body", "message", "display", "caption", "line", "words", "value",
	}
	timeKeys = []string{
		"start", "start_time", "startTime", "startOffset", "begin", "start_ts", "timestamp", "ts", "time", "date", "createdDateTime", "created_at", "offset", "start_ms",
	}
)

// recordedKeys are those of recordings; others are of what people write.
var recordedKeys = map[string]bool{
	"speaker_name": true, "speakerName": true, "speakerDisplayName": true, "speaker_label": true, "speakerLabel": true,
	"speaker.name": true, "speaker": true, "speakerId": true, "speaker_id": true, "speakerTag": true,
}

// maxLists is how many lists of a document are looked at.
const maxLists = 200

// generic returns the dialect of the list that names most speakers, nil if no
// list names any.
func (doc *document) generic() *dialect {
	best, most := (*dialect)(nil), 0
	for _, path := range doc.lists() {
		d := dialect{
			title: "list", list: path,
			speaker: doc.present(path, speakerKeys), words: doc.present(path, wordKeys), time: doc.present(path, timeKeys),
		}
		if path != "" {
			d.title, d.heading = path, doc.heading(path)
		}
		both, said, largest := 0, 0, 0.0
		doc.each(path, func(m gjson.Result, _ int) bool {
			if first(m, d.words) == "" {
				return true
			}
			said++
			if first(m, d.speaker) != "" {
				both++
			}
			if t := m.Get("start"); t.Type == gjson.Number {
				largest = max(largest, t.Float())
			}
			return true
		})
		// A recogniser gives its times in seconds with a fraction, or in thousandths.
		d.unit = time.Second
		d.spoken = len(d.speaker) > 0 && recordedKeys[d.speaker[0]]
		const day = 24 * 60 * 60
		if largest > day {
			d.unit = time.Millisecond
		}
		switch {
		case both*2 < said || said == 0:
			if best == nil && said > 1 {
				best = &d // to be refused as such
			}
		case both > most:
			most, best = both, &d
		}
	}
	return best
}

// headingKeys name what was recorded, beside its list or around it.
var headingKeys = []string{"title", "meeting_title", "meetingTitle", "subject", "topic"}

// heading returns the path of what the list at a path is called, "" if nothing
// says so.
func (doc *document) heading(path string) string {
	for path != "" {
		path = path[:max(0, strings.LastIndexByte(path, '.'))]
		for _, key := range headingKeys {
			if path != "" {
				key = path + "." + key
			}
			if doc.root.Get(key).Type == gjson.String {
				return key
			}
		}
	}
	return ""
}

// present returns those of keys that the first elements of a list have.
func (doc *document) present(path string, keys []string) []string {
	const enough = 300
	used := make(map[string]bool)
	n := 0
	doc.each(path, func(m gjson.Result, _ int) bool {
		for _, key := range keys {
			if !used[key] && first(m, []string{key}) != "" {
				used[key] = true
			}
		}
		n++
		return n < enough
	})
	var found []string
	for _, key := range keys {
		if used[key] {
			found = append(found, key)
		}
	}
	return found
}

// lists returns the paths of the lists of objects in a document.
func (doc *document) lists() []string {
	if doc.lines || doc.root.IsArray() {
		return []string{""}
	}
	var found []string
	var look func(v gjson.Result, path string, depth int)
	look = func(v gjson.Result, path string, depth int) {
		v.ForEach(func(key, child gjson.Result) bool {
			at := gjson.Escape(key.String())
			if path != "" {
				at = path + "." + at
			}
			switch {
			case child.IsArray() && child.Get("0").IsObject():
				found = append(found, at)
			case child.IsObject() && depth < 3:
				look(child, at, depth+1)
			}
			return len(found) < maxLists
		})
	}
	look(doc.root, "", 0)
	return found
}
