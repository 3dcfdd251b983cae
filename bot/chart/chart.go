// Package chart draws the pictures that stand beside answers.
//
// They are made to be read in a channel: 720 pixels wide, so that the type is
// still legible when a telephone shows them at half of that; dark on a light
// ground of their own, so that they look the same in Discord's dark and light;
// in colours that people tell apart who do not see all of them (M. Okabe and
// K. Ito, Color Universal Design, 2008), which also differ in lightness.
//
// gonum's vector graphics draw the shapes. Its plots are made for papers and have
// no lanes, so the few shapes that are needed are laid out here. Its type knows
// one font and sets letters one after the other; go-text's shapes all scripts,
// from right to left and stacked, in whatever fonts the machine has. What there
// is no font for is numbered.
package chart

import (
	"bytes"
	"container/list"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"image/png"
	"sync"

	"gonum.org/v1/plot/vg/vgimg"

	"rapporteur/bot"
)

const (
	atOnce = 2  // figures that are drawn at the same time
	dpi    = 72 // a unit of length is a pixel
	kept   = 64 // pictures that are kept for those who ask again
)

// A Drawer draws figures, a few at a time, and keeps the last ones. It may be
// used from any number of goroutines.
type Drawer struct {
	types *typesetter
	turn  chan struct{}

	mu       sync.Mutex
	pictures map[[sha256.Size]byte]*list.Element
	recent   list.List // of picture, the last used in front
}

type picture struct {
	key [sha256.Size]byte
	png []byte
}

// New returns a drawer.
func New() *Drawer {
	return &Drawer{
		types:    newTypesetter(),
		turn:     make(chan struct{}, atOnce),
		pictures: make(map[[sha256.Size]byte]*list.Element),
	}
}

// Draw returns a PNG of f, as [bot.Drawer] wants it.
func (d *Drawer) Draw(ctx context.Context, f bot.Figure) ([]byte, error) {
	f.Alt = "" // is not drawn
	content, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("draw a figure: %w", err)
	}
	key := sha256.Sum256(content)
	if p := d.drawn(key); p != nil {
		return p, nil
	}
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("wait to draw a figure: %w", context.Cause(ctx))
	}
	if p := d.drawn(key); p != nil {
		return p, nil
	}
	p, err := d.paint(f)
	if err != nil {
		return nil, fmt.Errorf("draw a figure: %w", err)
	}
	d.keep(picture{key, p})
	return p, nil
}

func (d *Drawer) drawn(key [sha256.Size]byte) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	e, ok := d.pictures[key]
	if !ok {
		return nil
	}
	d.recent.MoveToFront(e)
	return e.Value.(picture).png
}

func (d *Drawer) keep(p picture) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.pictures[p.key]; ok {
		return // two have drawn it at the same time
	}
	d.pictures[p.key] = d.recent.PushFront(p)
	if d.recent.Len() > kept {
		delete(d.pictures, d.recent.Remove(d.recent.Back()).(picture).key)
	}
}

// paint draws f on a sheet that is as high as it needs.
func (d *Drawer) paint(f bot.Figure) ([]byte, error) {
	height := layout(&sheet{types: d.types}, f)
	canvas := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(ground))
	layout(&sheet{canvas: canvas, height: height, types: d.types}, f)
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	err := encoder.Encode(&out, canvas.Image())
	return out.Bytes(), err
}
