package tiers

import (
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// maxOpen is how many elements may stand within each other.
const maxOpen = 64

// walk calls do with each element of XML that begins, its attributes, and the
// characters before what begins or ends next; and for each that ends, with "/"
// before its name, and the characters after it.
func walk(text string, do func(name string, attributes map[string]string, words string, line int)) error {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	name, depth, line := "", 0, 1
	var attributes map[string]string
	var words strings.Builder
	end := func() {
		if name != "" {
			do(name, attributes, words.String(), line)
		}
		name = ""
		words.Reset()
	}
	for {
		t, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			end()
			return nil
		case err != nil || depth > maxOpen:
			return errBroken
		}
		switch t := t.(type) {
		case xml.StartElement:
			end()
			depth++
			name = t.Name.Local
			line, _ = d.InputPos()
			attributes = make(map[string]string, len(t.Attr))
			for _, a := range t.Attr {
				attributes[a.Name.Local] = a.Value
			}
		case xml.EndElement:
			end()
			depth--
			name, attributes = "/"+t.Name.Local, nil
			line, _ = d.InputPos()
		case xml.CharData:
			words.Write(t)
		}
	}
}

// isXML reports whether a text is XML whose beginning holds an element.
func isXML(text, element string) bool {
	const head = 4096
	start := text[:min(len(text), head)]
	return strings.HasPrefix(strings.TrimLeft(start, "\ufeff \n"), "<") && strings.Contains(start, "<"+element)
}

// elan cuts a file of ELAN into tiers. A time is that of a slot; an annotation of
// another is said when that is.
func elan(text string) ([]tier, error) {
	if !isXML(text, "ANNOTATION_DOCUMENT") {
		return nil, nil
	}
	slots, starts := make(map[string]float64), make(map[string]float64)
	tiers := []tier{}
	start := -1.0
	err := walk(text, func(name string, a map[string]string, words string, line int) {
		switch name {
		case "TIME_SLOT":
			if ms, err := strconv.ParseFloat(a["TIME_VALUE"], 64); err == nil {
				slots[a["TIME_SLOT_ID"]] = ms / 1000
			}
		case "TIER":
			tiers = append(tiers, tier{id: a["TIER_ID"], speaker: a["PARTICIPANT"], parent: a["PARENT_REF"]})
		case "ALIGNABLE_ANNOTATION":
			if at, ok := slots[a["TIME_SLOT_REF1"]]; ok {
				start = at
			}
			starts[a["ANNOTATION_ID"]] = start
		case "REF_ANNOTATION":
			if at, ok := starts[a["ANNOTATION_REF"]]; ok {
				start = at
			}
			starts[a["ANNOTATION_ID"]] = start
		case "ANNOTATION_VALUE":
			if n := len(tiers); n > 0 {
				tiers[n-1].said = append(tiers[n-1].said, utterance{start, words, line})
			}
		}
	})
	return tiers, err
}

// exmaralda cuts a file of EXMARaLDA into tiers. Those that are transcribed are of
// type t.
func exmaralda(text string) ([]tier, error) {
	if !isXML(text, "basic-transcription") {
		return nil, nil
	}
	names, times := make(map[string]string), make(map[string]float64)
	tiers := []tier{}
	speaker, read := "", false
	err := walk(text, func(name string, a map[string]string, words string, line int) {
		switch name {
		case "speaker":
			speaker = a["id"]
			names[speaker] = speaker
		case "abbreviation":
			if words = strings.TrimSpace(words); words != "" {
				names[speaker] = words
			}
		case "tli":
			if at, err := strconv.ParseFloat(a["time"], 64); err == nil {
				times[a["id"]] = at
			} else {
				times[a["id"]] = float64(len(times)) / 1e6 // in their order
			}
		case "tier":
			if read = a["type"] == "t" && a["speaker"] != ""; read {
				tiers = append(tiers, tier{id: a["id"], speaker: names[a["speaker"]]})
			}
		case "event":
			if n := len(tiers); n > 0 && read {
				tiers[n-1].said = append(tiers[n-1].said, utterance{times[a["start"]], words, line})
			}
		}
	})
	return tiers, err
}

// transcriber cuts a file of Transcriber into tiers: turns of one or two who
// speak, in which marks of time, sounds, and who of the two goes on stand.
func transcriber(text string) ([]tier, error) {
	if !isXML(text, "Trans ") {
		return nil, nil
	}
	of := make(map[string]int) // indices in tiers, by the ID of who speaks
	tiers := []tier{}
	var speaking []string // in a turn
	now, start := "", -1.0
	err := walk(text, func(name string, a map[string]string, words string, line int) {
		switch name {
		case "Speaker":
			of[a["id"]] = len(tiers)
			tiers = append(tiers, tier{id: a["id"], speaker: cmp.Or(strings.TrimSpace(a["name"]), a["id"])})
		case "Turn":
			speaking, now, start = strings.Fields(a["speaker"]), "", number(a["startTime"])
			if len(speaking) > 0 {
				now = speaking[0]
			}
		case "Sync":
			start = number(a["time"])
		case "Who":
			if n, err := strconv.Atoi(a["nb"]); err == nil && n > 0 && n <= len(speaking) {
				now = speaking[n-1]
			}
		}
		if i, ok := of[now]; ok && name != "/Turn" && strings.TrimSpace(words) != "" {
			tiers[i].said = append(tiers[i].said, utterance{start, words, line})
		}
	})
	return tiers, err
}

// number returns a time, -1 if it is none.
func number(text string) float64 {
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		return n
	}
	return -1
}
