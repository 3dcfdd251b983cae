package transcript

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Names of columns, in small letters.
var (
	speakerColumns = wordSet(`speaker speakers name who label from author user username participant character player
		actor person speaker_name speakername sender nick talker`)
	textColumns = wordSet(`text content utterance message line speech dialogue dialog quote transcript body words
		statement playerline turn_text sentence`)
	timeColumns = wordSet(`time timestamp start start_time starttime begin timecode time_start`)
)

// tryTable looks for a table with a column of speakers and one of their words.
func tryTable(d *document, atLeast float64) attempt {
	if len(d.lines) < 2 {
		return attempt{}
	}
	head := d.lines[0].text
	comma := ','
	for _, sep := range []rune{'\t', ';'} {
		if strings.Count(head, string(sep)) > strings.Count(head, string(comma)) {
			comma = sep
		}
	}
	names, err := newTable(head, comma).Read()
	if err != nil {
		return attempt{}
	}
	columns := tableColumns{speaker: -1, text: -1, time: -1}
	for i, name := range names {
		name = columnName(name)
		columns.set(&columns.speaker, speakerColumns[name], i)
		columns.set(&columns.text, textColumns[name], i)
		columns.set(&columns.time, timeColumns[name], i)
	}
	if columns.speaker < 0 || columns.text < 0 {
		return attempt{}
	}
	return attempt{
		weight:     max(atLeast+1, float64(len(d.lines))),
		confidence: 1,
		read:       func(b *builder) error { return readTable(d, columns, comma, b) },
	}
}

// columnName returns the name of a column in small letters, without the words
// that only say that it is one: "speaker" for "Speaker Name".
func columnName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '\ufeff' })
	if len(words) == 2 && (words[1] == "name" || words[1] == "text" || words[1] == "time") {
		words = words[:1]
	}
	return strings.Join(words, "_")
}

// tableColumns are the indices of columns; time is -1 if there is none.
type tableColumns struct{ speaker, text, time int }

func (*tableColumns) set(column *int, is bool, i int) {
	if is && *column < 0 {
		*column = i
	}
}

func newTable(text string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = comma
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	r.ReuseRecord = true
	return r
}

func readTable(d *document, columns tableColumns, comma rune, b *builder) error {
	rows := newTable(d.text, comma)
	if _, err := rows.Read(); err != nil {
		return fmt.Errorf("header: %w", err)
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if max(columns.speaker, columns.text) >= len(row) {
			continue
		}
		number, _ := rows.FieldPos(columns.text)
		l := line{text: row[columns.text], number: uint32(number)}
		if columns.time >= 0 && columns.time < len(row) && row[columns.time] != "" {
			l.place = b.place("time", row[columns.time])
		}
		if name := strings.TrimSpace(row[columns.speaker]); name != "" {
			b.speech(name)
		} else {
			b.narration()
		}
		for i, text := range strings.Split(row[columns.text], "\n") {
			l.number = uint32(number + i)
			b.words(&l, strings.TrimSpace(text), joinVerse)
		}
	}
}
