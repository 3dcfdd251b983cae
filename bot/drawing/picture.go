package drawing

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// ErrNoBrowser is what Browser and NewCamera return where there is no Chromium to draw with.
var ErrNoBrowser = errors.New("there is no Chromium or Chrome on this machine, which pictures are drawn with")

// browsers are the names under which Chromium is installed.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// drawWithin bounds the drawing of one picture.
const drawWithin = 30 * time.Second

// A Camera takes pictures of pages. Close it when it is done with.
type Camera struct {
	Scale float64 // pixels of a picture for each of the page; NewCamera sets 2

	ctx   context.Context
	close func()
}

// NewCamera starts a browser.
func NewCamera(ctx context.Context) (*Camera, error) {
	tab, shut, err := Browser(ctx)
	if err != nil {
		return nil, err
	}
	return &Camera{2, tab, shut}, nil
}

// Browser starts a browser without a window and returns the context of its
// first tab, as chromedp works with it, and what ends it. The error wraps
// [ErrNoBrowser] where there is none.
func Browser(ctx context.Context) (tab context.Context, end func(), err error) {
	path := ""
	for _, name := range browsers {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil, nil, ErrNoBrowser
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, // it loads nothing but pages of ours
		chromedp.Flag("font-render-hinting", "none"),
	)
	allocated, stop := chromedp.NewExecAllocator(ctx, options...)
	// Of events of a later Chromium, chromedp says that it does not know them.
	tab, shut := chromedp.NewContext(allocated, chromedp.WithErrorf(func(string, ...any) {}))
	end = func() { shut(); stop() }
	if err := chromedp.Run(tab); err != nil {
		end()
		return nil, nil, fmt.Errorf("start %s: %w", path, err)
	}
	return tab, end, nil
}

// Close ends the browser.
func (c *Camera) Close() { c.close() }

// A Picture is a page as it is seen on a screen of some width.
type Picture struct {
	PNG    []byte
	Height int // of the page, in CSS pixels
	Width  int // of its widest part
}

// Take opens a page at a width in CSS pixels and takes a picture of all of it.
func (c *Camera) Take(html []byte, width int) (Picture, error) {
	ctx, cancel := context.WithTimeout(c.ctx, drawWithin)
	defer cancel()
	var p Picture
	var size []int
	err := chromedp.Run(ctx,
		emulation.SetDeviceMetricsOverride(int64(width), 100, c.Scale, width < 600),
		chromedp.Navigate("data:text/html;charset=utf-8;base64,"+base64.StdEncoding.EncodeToString(html)),
		chromedp.Evaluate("[document.documentElement.scrollWidth, Math.ceil(document.body.getBoundingClientRect().height)]", &size),
	)
	if err != nil {
		return Picture{}, fmt.Errorf("open the page: %w", err)
	}
	p.Width, p.Height = size[0], size[1]
	err = chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		p.PNG, err = cdppage.CaptureScreenshot().WithCaptureBeyondViewport(true).
			WithClip(&cdppage.Viewport{Width: float64(max(width, p.Width)), Height: float64(p.Height), Scale: 1}).Do(ctx)
		return err
	}))
	if err != nil {
		return Picture{}, fmt.Errorf("take the picture: %w", err)
	}
	return p, nil
}
