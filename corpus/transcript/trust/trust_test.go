package trust

import (
	"slices"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
)

// wantStarts holds where turns surely seem to begin within a text.
func (n *names) wantStarts(t *testing.T, text string, want []int) {
	t.Helper()
	var got []int
	for at, surely := range n.starts(text) {
		if surely {
			got = append(got, at)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q: turns seem to begin at %d, want %d", text, got, want)
	}
}

func TestStarts(t *testing.T) {
	names := newNames(false, 4, slices.Values([]string{"Anna Berg", "Ben", "秘書", "E. Aragonés", "MR."}))
	for text, want := range map[string][]int{
		"We went. Nobody came.":                      nil,
		"We went.\n\nAnna Berg: Nobody came.":        {10},
		"So did we Ben: Nobody came.":                {10},
		"So we asked Ben: Did nobody come?":          nil,
		"We went. Ben:":                              {9},
		"We went.\n\nanna berg: Nobody came.":        {10},
		"We went. Anna Berg: Nobody came.":           {9},
		"We went. Anna Berg. Nobody came.":           {9},
		"We went.\n\nAnna Berg, smiling: Nobody.":    {10},
		"We went.\n\nAnna 8erg: Nobody.":             {10},
		"We went.\n\nAnnaBerg; - Nobody.":            {10},
		"We went.\n\nBen - Nobody came.":             {10},
		"We went.\n\n## Ben":                         {10},
		"We went.\n\nMR. STONE: Nobody came.":        {10},
		"We went. MR. STONE: Nobody came.":           {9},
		"We went.\n\n[00:01:02] Nobody came.":        {10},
		"好。秘書：沒有。":                                   {6},
		"We went. **Ben:** Nobody came.":             {9},
		"We went. Mr. STONE of Ohio. Nobody came.":   {9},
		"We went.\n\nMr. Speaker, Sir, nobody came.": nil,
		"We went.\nand nobody saw: it was dark.":     nil,
		"We thanked Mr. Ben. He came.":               nil,
		"We went.\n\nNote: nobody came.":             nil,
		"We went.\n\nThe reason: nobody came.":       nil,
		"Ben: is how this turn begins, and not in.":  nil,
	} {
		names.wantStarts(t, text, want)
	}
}

// TestStartsAlone holds that in a play, whose labels have lines of their own, a
// line that is nearly one is seen.
func TestStartsAlone(t *testing.T) {
	names := newNames(true, 2, slices.Values([]string{"Hamlet", "First Clown"}))
	for text, want := range map[string][]int{
		"To be.\n\nhamlet.\n\nOr not.":                  {8},
		"To be.\n\nHAM1ET.\n\nOr not.":                  {8},
		"To be.\n\nFirst Clown, digging\n\nOr not.":     {8},
		"To be.\nHamlet comes back: and what of that?":  {7},
		"To be.\nHamlet.\nOr not.":                      nil,
		"To be.\n\nOr not to be at all.\n\nThat is it.": nil,
	} {
		names.wantStarts(t, text, want)
	}
}

// TestStartsWhole holds that where a program marks each turn, what begins like
// another's does not show another one, but for the name of who speaks elsewhere.
func TestStartsWhole(t *testing.T) {
	names := newNames(false, 2, slices.Values([]string{"Anna Berg", "Ben"}))
	names.whole = true
	for text, want := range map[string][]int{
		"Who brings what?\nCarla: Salad\nBen:":     nil,
		"By heart:\nROMEO: What light!":            nil,
		"In 1996. [00:00:16] My brother was here.": nil,
		"Who?\nAnna Berg: I did.":                  {5},
		"So we went. Ben: Did nobody come?":        {12},
		"Who?\nAnna: I did.":                       nil,
	} {
		names.wantStarts(t, text, want)
	}
}

// TestStrangers holds that what has the shape of a label is seen, whatever layout
// the file has, unless something speaks against it.
func TestStrangers(t *testing.T) {
	for text, want := range map[string]bool{
		"We went.\n\nZoë: Nobody came.":               true,
		"We went.\n\nZoë - Nobody came.":              true,
		"We went.\n\nZoë — Nobody came.":              true,
		"We went.\n\n[Zoë] Nobody came.":              true,
		"We went.\n\nZoë (10:02) Nobody came.":        true,
		"We went.\n\nZOË. Nobody came.":               true,
		"We went.\n\n**Zoë** Nobody came.":            true,
		"We went.\n\nZoë\tNobody came.":               true,
		"We went.\n\nZOË\n\nNobody came.":             true,
		"We went.\nZoë: Nobody came.":                 true,
		"We went.\n\nAnna: Nobody came.":              false, // she is known
		"We went.\n\nZoë. Nobody came.":               false,
		"We went.\n\nZoë\n\nNobody came.":             false,
		"We went.\n\nNote: Nobody came.":              false,
		"We went.\n\nZoë: nobody came.":               false,
		"We went.\n\nThe boats: Nobody came.":         false,
		"We saw the harbour.\n\nHarbour: It is full.": false,
		"We went.\n\nDear Zoë: Nobody came.":          false,
		"We went.\n\nCaptain: Zoë Berg":               false,
		"We went.\n\nINT. HARBOUR - NIGHT\n\nDark.":   false,
		"We went and\nZoë: Nobody came.":              false,
	} {
		r := &corpus.Record{Speakers: []corpus.Speaker{{Name: "Anna"}}, Turns: []corpus.Turn{{Text: text, Marks: []corpus.Mark{{Line: 1}}}}}
		if got := len(Look(r, draft.Basis{}).Odd) > 0; got != want {
			t.Errorf("%q: a label is seen: %v, want %v", text, got, want)
		}
		if got := Look(r, draft.Basis{Marks: draft.Cells}).Odd; got != nil {
			t.Errorf("%q: a label is seen in a table: %v", text, got)
		}
	}
}

// TestConfidence holds that a talk is trusted, and less with each thing that
// speaks against it.
func TestConfidence(t *testing.T) {
	talk := func(change func(*corpus.Record)) float64 {
		r := &corpus.Record{Speakers: []corpus.Speaker{{Name: "Anna Berg"}, {Name: "Ben Cole"}}}
		for i := range 40 {
			r.Turns = append(r.Turns, corpus.Turn{Kind: corpus.Speech, Speaker: int32(i % 2), Text: "We went there, and nobody came.", Marks: []corpus.Mark{{Line: uint32(i + 1)}}})
		}
		if change != nil {
			change(r)
		}
		s := Of(draft.Basis{}, r, Look(r, draft.Basis{}), nil)
		return s.Confidence()
	}
	whole := talk(nil)
	if whole < 0.9 {
		t.Errorf("a talk is %.2f sure", whole)
	}
	for name, change := range map[string]func(*corpus.Record){
		"a label within a turn": func(r *corpus.Record) { r.Turns[7].Text += "\n\nAnna Berg: Did they?" },
		"one speaks alone":      func(r *corpus.Record) { r.Speakers = r.Speakers[:1]; r.Turns = r.Turns[:1] },
		"somebody speaks on": func(r *corpus.Record) {
			for i := range r.Turns[:20] {
				r.Turns[i].Speaker = 0
			}
		},
		"turns begin in mid-words": func(r *corpus.Record) {
			for i := range r.Turns[:12] {
				r.Turns[i].Text = "and " + r.Turns[i].Text
			}
		},
	} {
		if got := talk(change); got >= whole {
			t.Errorf("%s: %.3f sure, without it %.3f", name, got, whole)
		}
	}
}
