package exports

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"rapporteur/corpus/transcript/draft"
)

// A dialect is how a program lists what was said. Paths are those of gjson; of
// several the first that holds something counts.
type dialect struct {
	title   string   // for people
	list    string   // path of the list, "" if the file is one
	has     []string // what at least half of its elements have
	speaker []string
	id      string // of who speaks, beside the name
	account string // the name by which the program knows who speaks
	words   []string
	time    []string
	unit    time.Duration // of a time that is a number
	heading string        // path of the title
	spoken  bool          // it was spoken: what somebody says on end is one turn
	mangled bool          // each byte of a text may be written as a character
	// kind says what a message is that nobody said.
	kind func(m gjson.Result) draft.Kind
	// text returns the words, where they are more than a value. Names are those of
	// all who speak, by their ID.
	text func(m gjson.Result, names map[string]string) string
	// gather returns all that is said, where it stands in more than one list.
	gather func(doc *document) []part
	// forwarded is the path of what says that the words are another's.
	forwarded string
}

// dialects are those that need more than names of keys. All others are found by
// these: see generic.
var dialects = []dialect{
	{
		title: "DiscordChatExporter", list: "messages", has: []string{"author.name", "content", "timestamp"},
		speaker: []string{"author.nickname", "author.name"}, id: "author.id", account: "author.name",
		words: []string{"content"}, time: []string{"timestamp"}, heading: "channel.name", kind: discordKind,
	},
	{
		title: "Messenger", list: "messages", has: []string{"sender_name", "timestamp_ms"},
		speaker: []string{"sender_name"}, words: []string{"content"}, time: []string{"timestamp_ms"}, unit: time.Millisecond,
		heading: "title", kind: messengerKind, mangled: true,
	},
	{
		title: "Matrix", list: "messages", has: []string{"sender", "content", "origin_server_ts"},
		speaker: []string{"sender"}, heading: "room_name", gather: gatherMatrix,
	},
	{
		title: "Slack", has: []string{"ts", "type", "text"},
		speaker: []string{"user_profile.real_name", "user_profile.display_name", "user_profile.name", "username", "bot_profile.name", "user"},
		id:      "user", account: "user", words: []string{"text"}, time: []string{"ts"}, unit: time.Second, kind: slackKind, text: slackText,
	},
	{
		title: "Telegram", list: "messages", has: []string{"id", "type", "date"},
		speaker: []string{"from", "actor"}, id: "from_id", account: "from_id",
		words: []string{"text"}, time: []string{"date"}, heading: "name", kind: telegramKind, text: telegramText, forwarded: "forwarded_from",
	},
	{
		title: "whisper.cpp", list: "transcription", has: []string{"text", "timestamps.from"},
		speaker: []string{"speaker"}, words: []string{"text"}, time: []string{"timestamps.from"}, spoken: true,
	},
	{
		title: "Deepgram", list: "results.utterances", has: []string{"transcript", "speaker"},
		speaker: []string{"speaker"}, words: []string{"transcript"}, time: []string{"start"}, unit: time.Second, spoken: true,
	},
	{
		title: "Deepgram", list: "results.channels.0.alternatives.0.paragraphs.paragraphs", has: []string{"sentences", "speaker"},
		speaker: []string{"speaker"}, words: []string{"sentences"}, time: []string{"start"}, unit: time.Second, spoken: true,
		text: func(m gjson.Result, _ map[string]string) string { return joined(m.Get("sentences.#.text")) },
	},
	{
		title: "Deepgram", list: "results.channels.0.alternatives.0.words", has: []string{"word", "speaker"},
		speaker: []string{"speaker"}, words: []string{"punctuated_word", "word"}, time: []string{"start"}, unit: time.Second, spoken: true,
	},
	{
		title: "Amazon Transcribe", list: "results.audio_segments", has: []string{"transcript", "speaker_label"},
		speaker: []string{"speaker_label"}, words: []string{"transcript"}, time: []string{"start_time"}, unit: time.Second, spoken: true,
	},
	{
		title: "Amazon Transcribe", list: "results.speaker_labels.segments", has: []string{"speaker_label", "items"},
		speaker: []string{"speaker_label"}, spoken: true, gather: gatherAmazon,
	},
	{
		title: "Google Speech", list: "results.#.alternatives.0.words|@flatten|#(speakerTag)#", has: []string{"word", "speakerTag"},
		speaker: []string{"speakerTag"}, spoken: true, gather: gatherGoogle,
	},
	{
		title: "Google Speech", list: "results.#.alternatives.0.words|@flatten|#(speakerLabel)#", has: []string{"word", "speakerLabel"},
		speaker: []string{"speakerLabel"}, spoken: true, gather: gatherGoogle,
	},
	{
		title: "Label Studio", list: "#.annotations.0.result|@flatten|#(value.labels)#", has: []string{"id", "value.start"},
		speaker: []string{"value.labels.0"}, spoken: true, gather: gatherLabelStudio,
	},
	{
		title: "Rev", list: "monologues", has: []string{"elements", "speaker"},
		speaker: []string{"speaker_name", "speaker"}, words: []string{"elements"}, time: []string{"elements.0.timestamp", "elements.0.ts"}, unit: time.Second, spoken: true,
		text: func(m gjson.Result, _ map[string]string) string {
			var b strings.Builder
			m.Get("elements.#.value").ForEach(func(_, v gjson.Result) bool { b.WriteString(v.String()); return true })
			return b.String()
		},
	},
	{
		title: "Azure", list: "recognizedPhrases", has: []string{"nBest.0.display", "speaker"},
		speaker: []string{"speaker"}, words: []string{"nBest.0.display"}, time: []string{"offset"}, spoken: true,
	},
	{
		title: "AssemblyAI", list: "utterances", has: []string{"text", "speaker", "start"},
		speaker: []string{"speaker"}, words: []string{"text"}, time: []string{"start"}, unit: time.Millisecond, spoken: true,
	},
	{
		title: "Google Chat", list: "messages", has: []string{"creator.name", "created_date"},
		speaker: []string{"creator.name"}, id: "creator.email", account: "creator.email", words: []string{"text"}, time: []string{"created_date"},
	},
}

// A part is a message as a dialect has it.
type part struct {
	name, id, account string
	time              string
	words             string
	kind              draft.Kind
	forwarded         bool
	line              int // of the file
}

// marks reports whether a message is of the dialect.
func (d *dialect) marks(m gjson.Result) bool {
	for _, path := range d.has {
		if !m.Get(path).Exists() {
			return false
		}
	}
	return true
}

// part returns what an element of the list says.
func (d *dialect) part(m gjson.Result, names map[string]string) part {
	p := part{time: d.when(m)}
	if d.kind != nil {
		p.kind = d.kind(m)
	}
	if p.kind == "" {
		p.name = d.name(first(m, d.speaker))
	}
	if d.id != "" {
		p.id, p.account = m.Get(d.id).String(), m.Get(d.account).String()
	}
	p.forwarded = d.forwarded != "" && m.Get(d.forwarded).String() != ""
	if d.text != nil {
		p.words = d.text(m, names)
	} else {
		p.words = first(m, d.words)
	}
	if d.mangled {
		p.name, p.words = unmangled(p.name), unmangled(p.words)
	}
	if !d.spoken && p.kind == "" && draft.IsMessengers(p.words) {
		p.kind, p.name = draft.Own, ""
	}
	return p
}

// name returns what a speaker is called: a number or a letter by which a
// recogniser tells voices apart is no name.
func (d *dialect) name(name string) string {
	return voiceName(name, d.spoken)
}

// voiceName is name for a recording, or what people write.
func voiceName(name string, spoken bool) string {
	name = strings.TrimSpace(name)
	if !spoken || utf8.RuneCountInString(name) > 2 || name == "" {
		return name
	}
	if _, err := strconv.Atoi(name); err == nil || len(name) == 1 && name[0] >= 'A' && name[0] <= 'Z' {
		return "Speaker " + name
	}
	if name == "?" {
		return ""
	}
	return name
}

// when returns when a message was said.
func (d *dialect) when(m gjson.Result) string {
	return momentOf(first(m, d.time), d.unit)
}

// momentOf returns a time as it is shown. If it is a number, it counts units.
func momentOf(value string, unit time.Duration) string {
	if value == "" {
		return ""
	}
	if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds >= 0 && seconds < 1e18 && unit > 0 {
		const latest = 9e9 // seconds of a date; more are counted in a smaller unit
		seconds *= unit.Seconds()
		for seconds > latest {
			seconds /= 1000
		}
		t := time.Duration(seconds*1000) * time.Millisecond
		const year = 365 * 24 * time.Hour
		if t > 10*year {
			return time.Unix(0, 0).Add(t).UTC().Format("2006-01-02 15:04")
		}
		return fmt.Sprintf("%d:%02d:%02d", int(t.Hours()), int(t.Minutes())%60, int(t.Seconds())%60)
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, value); err == nil {
			return t.Format("2006-01-02 15:04")
		}
	}
	if clock, fraction, ok := strings.Cut(value, ","); ok && len(fraction) == 3 {
		return clock
	}
	clock, _, _ := strings.Cut(value, ".")
	return clock
}

// first returns the first of some values that is not empty.
func first(m gjson.Result, paths []string) string {
	for _, path := range paths {
		if v := m.Get(path); v.Type == gjson.String || v.Type == gjson.Number {
			if s := v.String(); strings.TrimSpace(s) != "" {
				return s
			}
		}
	}
	return ""
}

// joined returns the words of a list with a space between.
func joined(list gjson.Result) string {
	var words []string
	list.ForEach(func(_, v gjson.Result) bool {
		words = append(words, strings.TrimSpace(v.String()))
		return true
	})
	return strings.Join(words, " ")
}

// discordKind says what is not said by people: who joined, what was pinned.
func discordKind(m gjson.Result) draft.Kind {
	switch m.Get("type").String() {
	case "Default", "Reply", "", "0", "19", "ContextMenuCommand", "ChatInputCommand":
		return ""
	}
	return draft.Narration
}

// messengerKind says what is not said by people: who joined, and calls.
func messengerKind(m gjson.Result) draft.Kind {
	switch m.Get("type").String() {
	case "", "Generic", "Share", "Media":
		return ""
	}
	return draft.Narration
}

// slackKind says what is not said by people: who joined, what the topic is.
func slackKind(m gjson.Result) draft.Kind {
	switch m.Get("subtype").String() {
	case "", "bot_message", "me_message", "thread_broadcast", "file_share", "file_comment", "reply_broadcast":
		return ""
	}
	return draft.Narration
}

// slackText returns the words of a message of Slack, which escapes three
// characters and writes references between angle brackets.
func slackText(m gjson.Result, names map[string]string) string {
	text := m.Get("text").String()
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(text, "<")
		b.WriteString(before)
		if !ok {
			break
		}
		reference, rest, ok := strings.Cut(after, ">")
		if !ok {
			b.WriteString("<" + after)
			break
		}
		if target, shown, named := strings.Cut(reference, "|"); named {
			if strings.HasPrefix(target, "#") || strings.HasPrefix(target, "@") {
				shown = target[:1] + strings.TrimLeft(shown, "#@")
			}
			b.WriteString(shown)
		} else {
			reference = strings.TrimPrefix(reference, "!")
			if name := names[strings.TrimPrefix(reference, "@")]; name != "" {
				reference = "@" + name
			}
			b.WriteString(reference)
		}
		text = rest
	}
	return html.UnescapeString(b.String())
}

// telegramKind says what is not said by people: who joined, what was pinned.
func telegramKind(m gjson.Result) draft.Kind {
	if m.Get("type").String() == "service" {
		return draft.Narration
	}
	return ""
}

// telegramText returns the words of a message of Telegram: a text, or a list of
// texts of which some are set in a style. A message of the program's is what it
// says somebody did.
func telegramText(m gjson.Result, _ map[string]string) string {
	if m.Get("type").String() == "service" {
		return strings.TrimSpace(m.Get("actor").String() + " " + strings.ReplaceAll(m.Get("action").String(), "_", " "))
	}
	text := m.Get("text")
	if !text.IsArray() {
		return text.String()
	}
	var b strings.Builder
	text.ForEach(func(_, v gjson.Result) bool {
		if v.IsObject() {
			v = v.Get("text")
		}
		b.WriteString(v.String())
		return true
	})
	return b.String()
}
