package main

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/bot/drawing"
)

// shown are the main replies, each with the lines that lead to it.
var shown = []struct {
	name    string
	lines   []string
	tallest [2]int // CSS pixels at most, on a wide screen and on a phone
}{
	{"exact", []string{"/quote text: letters of support"}, [2]int{290, 430}},
	{"close", []string{"/quote text: 38 thousend leters of suport"}, [2]int{290, 430}},
	{"warned", []string{"/quote text: the americans are stupid"}, [2]int{300, 470}},
	{"others_words", []string{"/quote text: Guevara: we have enough missiles"}, [2]int{350, 500}},
	{"related", []string{"/quote text: submarins and nukes"}, [2]int{380, 600}},
	{"absent", []string{"/quote text: ask not what your country can do for you"}, [2]int{380, 600}},
	{"not_theirs", []string{"/quote text: give me your hand speaker: O. Dorticos"}, [2]int{380, 600}},
	{"asks_who", []string{"/speaker name: xyz"}, [2]int{240, 300}},
	{"long", []string{"/quote text: mikoyan-1962-11-18:33"}, [2]int{480, 820}},
	{"metadata", []string{"/quote text: who was at the meeting"}, [2]int{330, 480}},
	{"context", []string{"/quote text: 200 million letters", "1"}, [2]int{480, 570}},
	{"page", []string{"/read at: 31"}, [2]int{500, 880}},
	{"random", []string{"/random about: missiles"}, [2]int{560, 900}}, // by chance, so as tall as the longest passage
	{"speaker", []string{"/speaker name: mikoyan"}, [2]int{720, 1210}},
	{"turns", []string{"/speaker name: dorticos", "2"}, [2]int{760, 1300}},
	{"record", []string{"/records list"}, [2]int{500, 820}},
	{"mentions", []string{"/mentions words: rice"}, [2]int{1000, 1100}},
	{"exchange", []string{"/exchange between: Guevara and: Mikoyan"}, [2]int{1200, 2000}},
	{"help", []string{"/help"}, [2]int{1400, 2200}},
	{"refused", []string{"/read at: 99"}, [2]int{200, 280}},
}

// drawn returns the last reply to the lines.
func drawn(t *testing.T, lines []string) drawing.Reply {
	t.Helper()
	c := &showCommand{Reply: lines}
	replies, err := c.replies(t.Context(), &environment{getenv: func(string) string { return "" }, flags: new(commandLine)})
	if err != nil {
		t.Fatal(err)
	}
	return replies[len(replies)-1]
}

// TestSpoken holds what a screen reader says of the main replies.
func TestSpoken(t *testing.T) {
	var b strings.Builder
	for _, s := range shown {
		if strings.HasPrefix(s.lines[0], "/random") {
			continue // by chance
		}
		fmt.Fprintf(&b, "# %s\n%s\n", strings.Join(s.lines, ", then "), drawing.Spoken(drawn(t, s.lines).Message))
	}
	path := filepath.Join("testdata", "spoken.golden")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		t.Errorf("%s differs (run with -update if it is meant):\n%s", path, got)
	}
}

// TestPictures draws the main replies on a wide screen and on a phone, dark
// and light: none is taller than it should be, nor wider than the screen. The
// pictures in testdata show how they looked when they were last rewritten; a
// font of another machine may change them a little.
func TestPictures(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	if os.Getenv("RAPPORTEUR_TEST_PICTURES") == "" {
		t.Skip("pictures take a minute: set RAPPORTEUR_TEST_PICTURES to draw them")
	}
	camera, err := drawing.NewCamera(t.Context())
	if errors.Is(err, drawing.ErrNoBrowser) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer camera.Close()
	camera.Scale = 1
	for _, s := range shown {
		reply := drawn(t, s.lines)
		for n, width := range []int{900, 360} {
			for _, theme := range drawing.Themes {
				html, err := drawing.HTML(theme, reply)
				if err != nil {
					t.Fatal(err)
				}
				picture, err := camera.Take(html, width)
				if err != nil {
					t.Fatal(err)
				}
				if picture.Width > width {
					t.Errorf("%s is %d pixels wide on a screen of %d", s.name, picture.Width, width)
				}
				if picture.Height > s.tallest[n] {
					t.Errorf("%s is %d pixels tall on a screen of %d; %d at most", s.name, picture.Height, width, s.tallest[n])
				}
				if theme == drawing.Dark {
					comparePicture(t, fmt.Sprintf("%s-%d.png", s.name, width), picture.PNG)
				}
			}
		}
	}
}

// comparePicture holds that a picture is about as tall as the one in testdata.
func comparePicture(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "pictures", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	was, err := png.DecodeConfig(bytes.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	is, err := png.DecodeConfig(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	const most = 0.15 // of the height, which fonts may change
	if name != "random-900.png" && name != "random-360.png" && (float64(is.Height) > float64(was.Height)*(1+most) || float64(is.Height) < float64(was.Height)*(1-most)) {
		t.Errorf("%s is %d pixels tall and was %d (run with -update if it is meant)", name, is.Height, was.Height)
	}
}
