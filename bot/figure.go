package bot

import "context"

// A Figure is what a picture beside an answer shows. Its finding in words is
// the picture's alternative text, so that nobody needs to see it.
type Figure struct {
	Title  string
	Alt    string   // what the picture shows, in words: its finding first
	Series []string // names of the sets that are compared; their order is that of the colours
	Panels []Panel  // from top to bottom
}

// A Panel is one part of a figure: bars, a course or lanes, whichever it has.
type Panel struct {
	Title string
	Bars  []Bar       // the values of rows, longest bars for the greatest
	Tenth [][]float64 // by series: a value for each part of a course from left to right
	Ends  [2]string   // what stands at the beginning and at the end of a course or of lanes
	Lanes []Lane
}

// A Bar is a row with a value for each series.
type Bar struct {
	Label  string
	Values []float64 // by series, 0 or more
	Notes  []string  // by series: the value in words, at the end of its bar
}

// A Lane is a row of stretches along a record.
type Lane struct {
	Label  string
	Spans  [][2]float64 // from and to, each from 0 to 1, rising
	Series int          // whose colour it has
}

// A Drawer draws figures.
type Drawer interface {
	// Draw returns a PNG of 720 pixels' width. It waits its turn among others
	// as long as ctx allows.
	Draw(ctx context.Context, f Figure) ([]byte, error)
}
