package main

import (
	"encoding/json"
	"io"
	"strconv"

	"rapporteur/corpus"
)

// A row is a passage as it is given to other programs.
type row struct {
	Record    string `json:"record"`
	Turn      int    `json:"turn"`                // 0 for narration
	Narration int    `json:"narration,omitempty"` // numbered apart; 0 for speech
	Kind      string `json:"kind"`                // "speech" or "narration"
	Speaker   string `json:"speaker"`             // "" for narration
	Text      string `json:"text"`
	// Page is where the passage begins, 0 if the record has no numbered
	// pages. Then Locator is where it begins, if anything but lines tells:
	// "H6183", "00:04:12".
	Page    int    `json:"page"`
	Locator string `json:"locator,omitempty"`
	Lines   [2]int `json:"lines"` // first and last line of the file, from 1
}

func newRow(p corpus.Passage) row {
	t := p.Turn
	r := row{Record: t.Record.ID, Kind: t.Kind.String(), Speaker: t.SpeakerName(), Text: p.Text()}
	if t.Kind == corpus.Narration {
		r.Narration = int(t.Number)
	} else {
		r.Turn = int(t.Number)
	}
	r.Lines[0], r.Lines[1] = p.Lines()
	place, _ := p.Places()
	number, err := strconv.Atoi(place)
	if t.Record.Locator == "page" && err == nil {
		r.Page = number
	} else {
		r.Locator = place
	}
	return r
}

// newJSON returns an encoder that writes an object a line, and the characters
// of text as they are.
func newJSON(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}
