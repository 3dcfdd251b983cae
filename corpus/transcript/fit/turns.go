package main

import (
	"math/rand/v2"
	"strings"

	"rapporteur/corpus/transcript/truth"
)

// A talk is a stretch of a document whose turns are known, short enough to be
// written down in many ways.
type talk struct {
	family string // the folder of the document
	title  string
	turns  []truth.Turn
}

// mostTurns is how many turns of a document are written down anew at most.
const mostTurns = 70

// talksOf returns stretches of a document.
func talksOf(d *truth.Document, r *rand.Rand) []talk {
	family, title, _ := strings.Cut(d.File, "/")
	var talks []talk
	{
		n := 8 + r.IntN(mostTurns)
		from := r.IntN(max(1, len(d.Turns)-n))
		t := talk{family: family, title: strings.TrimSuffix(title, ".txt")}
		for _, turn := range d.Turns[from:min(len(d.Turns), from+n)] {
			turn.Text = strings.Join(strings.Fields(turn.Text), " ")
			if turn.Text == "" || len(turn.Speaker) > 60 {
				continue
			}
			turn.Aside = nil
			if len(turn.Speaker) == 1 {
				turn.As = append(turn.As, "Speaker "+turn.Speaker) // as voices that have a letter are called
			}
			t.turns = append(t.turns, turn)
		}
		if t.speakers() > 1 {
			talks = append(talks, t)
		}
	}
	return talks
}

func (t talk) speakers() int {
	names := make(map[string]bool)
	for _, turn := range t.turns {
		if turn.Speaker != "" {
			names[turn.Speaker] = true
		}
	}
	return len(names)
}

// truth returns what is known of the talk.
func (t talk) truth() *truth.Document {
	return &truth.Document{File: t.title, Turns: t.turns, Count: len(t.turns)}
}
