package chart_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"rapporteur/bot"
	"rapporteur/bot/chart"
)

var update = flag.Bool("update", false, "rewrite the pictures in testdata")

var figures = map[string]bot.Figure{
	"mentions": {
		Title:  "Who says “rice” and “missiles” most",
		Series: []string{"rice", "missiles"},
		Panels: []bot.Panel{
			{Title: "In a thousand words", Bars: []bot.Bar{
				{Label: "C.R. Rodriguez", Values: []float64{39.2, 0}, Notes: []string{"39.2 (2 times)", "0"}},
				{Label: "E. Guevara", Values: []float64{5.2, 10.4}, Notes: []string{"5.2 (once)", "10.4 (2 times)"}},
				{Label: "A.I. Mikoyan", Values: []float64{1.1, 4.4}, Notes: []string{"1.1 (2 times)", "4.4 (8 times)"}},
			}},
			{Title: "Along the record", Tenth: [][]float64{{0, 0, 0, 0, 0, 0, 0, 1, 4, 0}, {2, 0, 0, 4, 1, 1, 2, 1, 0, 2}}, Ends: [2]string{"beginning", "end"}},
		},
	},
	"lanes": {
		Title: "Who speaks when in a record with a title that needs more than one line of the picture",
		Panels: []bot.Panel{{
			Lanes: []bot.Lane{
				{Label: "A.I. Mikoyan", Spans: [][2]float64{{0, 0.1}, {0.15, 0.4}, {0.41, 0.8}}},
				{Label: "\u0378 (no letter)", Spans: [][2]float64{{0.1, 0.15}, {0.9, 1}}, Series: 1},
				{Label: "Дмитрий Иванович", Spans: [][2]float64{{0.4, 0.4001}, {0.8, 0.9}}, Series: 2},
			},
			Ends: [2]string{"page 1", "page 12"},
		}},
	},
	"nothing": {Title: "", Panels: []bot.Panel{{Tenth: [][]float64{{0, 0}}}, {}}},
}

// TestPictures compares pictures with those that were looked at.
func TestPictures(t *testing.T) {
	d := chart.New()
	for name, f := range figures {
		got, err := d.Draw(context.Background(), f)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name+".png")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := differing(t, got, want); n > 0.001 {
			t.Errorf("%s: %.2f %% of the pixels are others; -update rewrites it, then look at it", path, 100*n)
		}
	}
}

// differing returns the share of pixels in which two pictures clearly differ;
// 1 if their sizes do. Machines round the edges of letters differently.
func differing(t *testing.T, a, b []byte) float64 {
	t.Helper()
	p, err := png.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	q, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	size := p.Bounds()
	if q.Bounds() != size {
		return 1
	}
	other := 0
	for y := range size.Dy() {
		for x := range size.Dx() {
			r1, g1, b1, _ := p.At(x, y).RGBA()
			r2, g2, b2, _ := q.At(x, y).RGBA()
			for _, d := range []int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2)} {
				if max(d, -d) > 0x1800 {
					other++
					break
				}
			}
		}
	}
	return float64(other) / float64(size.Dx()*size.Dy())
}

// scripts are names by the font of Noto's that has their letters.
var scripts = map[string]string{
	"NotoSansArabic":     "محمد علی جناح",
	"NotoSansHebrew":     "היו\"ר משה גפני (2015)",
	"NotoSansDevanagari": "श्री जवाहरलाल नेहरू",
	"NotoSansGeorgian":   "ზვიად გამსახურდია",
	"NotoSansArmenian":   "Լևոն Տեր-Պետրոսյան",
	"NotoSansThai":       "นายกรัฐมนตรี สฤษดิ์",
	"NotoSansTamil":      "முதலமைச்சர்",
	"NotoSansBengali":    "শেখ মুজিবুর রহমান",
	"NotoSansEthiopic":   "ጠቅላይ ሚኒስትር",
	"NotoSansCJK":        "田中 角栄 総理",
}

// TestScripts holds that names are set where this machine has a font for their
// script, and that what there is no letter for is numbered. It draws all of
// them into an artifact.
func TestScripts(t *testing.T) {
	d := chart.New()
	draw := func(labels ...string) []byte {
		var lanes []bot.Lane
		for _, l := range labels {
			lanes = append(lanes, bot.Lane{Label: l})
		}
		p, err := d.Draw(context.Background(), bot.Figure{Panels: []bot.Panel{{Lanes: lanes}}})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	numbered := draw("\u0378")
	if !bytes.Equal(draw("\u0379 and more"), numbered) {
		t.Error("what has no letter is not numbered")
	}
	fonts, _ := filepath.Glob("/usr/share/fonts/*/noto/*") // where Debian has them
	var all []string
	for font, name := range scripts {
		all = append(all, name)
		if bytes.Equal(draw(name), numbered) && slices.ContainsFunc(fonts, func(path string) bool { return strings.HasPrefix(filepath.Base(path), font+"-") }) {
			t.Errorf("%s is numbered, and there is a font for it: %s", name, font)
		}
	}
	slices.Sort(all)
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), "scripts.png"), draw(all...), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestWidth holds that long labels and many rows neither widen nor fail a
// picture.
func TestWidth(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	long := "An extraordinarily long name of somebody whose parents could not agree upon a short one, Esquire"
	f := bot.Figure{Title: long + long + long, Series: []string{long, long, long, long}}
	var rows []bot.Bar
	for range 30 {
		rows = append(rows, bot.Bar{Label: long, Values: []float64{1, 2, 3, 4}, Notes: []string{long, "b"}})
	}
	f.Panels = []bot.Panel{{Title: long, Bars: rows}, {Ends: [2]string{long, long}, Lanes: []bot.Lane{{Label: "שלום", Spans: [][2]float64{{-1, 2}}}}}}
	data, err := chart.New().Draw(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width != 720 || c.Height > 6000 {
		t.Errorf("%d × %d pixels, %v", c.Width, c.Height, err)
	}
}

// TestTurns holds that figures wait their turn, give up with their context, and
// are drawn once.
func TestTurns(t *testing.T) {
	d := chart.New()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := d.Draw(context.Background(), figures["mentions"]); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	first, _ := d.Draw(context.Background(), figures["mentions"])
	again, _ := d.Draw(context.Background(), figures["mentions"])
	if &first[0] != &again[0] {
		t.Error("the same figure is drawn twice")
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := d.Draw(gone, bot.Figure{Title: "Nobody waits for this"}); !errors.Is(err, context.Canceled) {
		t.Errorf("drawn for nobody: %v", err)
	}
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		if _, err := chart.New().Draw(context.Background(), figures["mentions"]); err != nil {
			b.Fatal(err)
		}
	}
}
