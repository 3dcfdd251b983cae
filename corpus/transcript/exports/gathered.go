package exports

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"rapporteur/corpus/transcript/draft"
)

// A spoken collects the words that one voice after the other says.
type spoken struct {
	parts []part
	words strings.Builder
}

// add adds a word, or a mark that stands right after one.
func (s *spoken) add(name, when, word string, mark bool) {
	if n := len(s.parts); n == 0 || s.parts[n-1].name != name && !mark {
		s.end()
		s.parts = append(s.parts, part{name: name, time: when, line: 1})
	}
	if s.words.Len() > 0 && !mark {
		s.words.WriteByte(' ')
	}
	s.words.WriteString(word)
}

// end ends what the last voice says.
func (s *spoken) end() []part {
	if n := len(s.parts); n > 0 {
		s.parts[n-1].words = s.words.String()
	}
	s.words.Reset()
	return s.parts
}

// gatherAmazon returns the words of Amazon Transcribe, which lists them apart
// from who says them: a word is of the voice that begins to say it at its time.
func gatherAmazon(doc *document) []part {
	voices := make(map[string]string) // by time
	doc.each("results.speaker_labels.segments", func(m gjson.Result, _ int) bool {
		of := m.Get("speaker_label").String()
		m.Get("items").ForEach(func(_, w gjson.Result) bool {
			voices[w.Get("start_time").String()] = cmp.Or(w.Get("speaker_label").String(), of)
			return true
		})
		return true
	})
	var s spoken
	doc.each("results.items", func(m gjson.Result, _ int) bool {
		at := m.Get("start_time").String()
		name := cmp.Or(m.Get("speaker_label").String(), voices[at])
		s.add(voiceName(name, true), momentOf(at, time.Second), m.Get("alternatives.0.content").String(), m.Get("type").String() == "punctuation")
		return true
	})
	return s.end()
}

// gatherGoogle returns the words of Google Speech: those of the last result, if
// it repeats those of all before with who says them, else those of each.
func gatherGoogle(doc *document) []part {
	var results [][]gjson.Result
	before := 0
	doc.each("results", func(m gjson.Result, _ int) bool {
		var words []gjson.Result
		m.Get("alternatives.0.words").ForEach(func(_, w gjson.Result) bool {
			if voiceOf(w) != "" {
				words = append(words, w)
			}
			return true
		})
		if n := len(results); n > 0 {
			before += len(results[n-1])
		}
		results = append(results, words)
		return true
	})
	if n := len(results); n > 1 && len(results[n-1]) >= before {
		results = results[n-1:]
	}
	var s spoken
	for _, w := range slices.Concat(results...) {
		s.add(voiceName(voiceOf(w), true), momentOf(strings.TrimSuffix(first(w, []string{"startTime", "startOffset"}), "s"), time.Second), w.Get("word").String(), false)
	}
	return s.end()
}

// voiceOf returns the voice that says a word of Google Speech; 0 is none.
func voiceOf(word gjson.Result) string {
	voice := first(word, []string{"speakerLabel", "speakerTag"})
	if voice == "0" {
		return ""
	}
	return voice
}

// gatherLabelStudio returns the regions of a recording, whose labels and words
// stand in elements of their own.
func gatherLabelStudio(doc *document) []part {
	var parts []part
	doc.each("", func(task gjson.Result, _ int) bool {
		regions := make(map[string]*part)
		starts := make(map[string]float64)
		var order []string
		task.Get("annotations.0.result").ForEach(func(_, m gjson.Result) bool {
			id := m.Get("id").String()
			p := regions[id]
			if p == nil {
				p = &part{line: 1, time: momentOf(m.Get("value.start").String(), time.Second)}
				regions[id], starts[id] = p, m.Get("value.start").Float()
				order = append(order, id)
			}
			if label := m.Get("value.labels.0").String(); label != "" {
				p.name = voiceName(label, true)
			}
			if words := m.Get("value.text"); words.IsArray() {
				p.words = joined(words)
			}
			return true
		})
		slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(starts[a], starts[b]) })
		for _, id := range order {
			parts = append(parts, *regions[id])
		}
		return true
	})
	return parts
}

// gatherMatrix returns the messages of a room of Matrix. Those who write are
// shown as they call themselves when they join.
func gatherMatrix(doc *document) []part {
	shown := make(map[string]string)
	doc.each("messages", func(m gjson.Result, _ int) bool {
		if name := m.Get("content.displayname").String(); name != "" && m.Get("type").String() == "m.room.member" {
			shown[m.Get("state_key").String()] = name
		}
		return true
	})
	var parts []part
	number, counted := 1, 0
	doc.each("messages", func(m gjson.Result, at int) bool {
		if at > counted {
			number += strings.Count(doc.text[counted:at], "\n")
			counted = at
		}
		sender := m.Get("sender").String()
		p := part{id: sender, account: sender, line: number, time: momentOf(m.Get("origin_server_ts").String(), time.Millisecond)}
		switch m.Get("content.msgtype").String() {
		case "m.text", "m.notice", "m.emote":
			p.name, p.words = cmp.Or(shown[sender], sender), withoutAnswered(m.Get("content.body").String())
		case "":
			if how := m.Get("content.membership").String(); how != "" {
				p.kind, p.words = draft.Narration, cmp.Or(shown[sender], sender)+" "+how
			}
		}
		parts = append(parts, p)
		return true
	})
	return parts
}

// withoutAnswered returns a message without the lines of the one that it answers,
// which stand before it.
func withoutAnswered(text string) string {
	if !strings.HasPrefix(text, "> <") {
		return text
	}
	_, rest, ok := strings.Cut(text, "\n\n")
	if !ok {
		return text
	}
	return rest
}
