package transcript

// A layout is a way in which transcripts are written down.
type layout struct {
	name string
	// try weighs the whole document: how much of it the layout explains. It may
	// give up once its weight cannot be more than atLeast.
	try func(d *document, atLeast float64) attempt
}

// An attempt is what comes of looking at a document as one of a layout.
type attempt struct {
	weight     float64 // how many turns the layout explains, each counted as it is sure
	confidence float64 // 0 to 1; 0 means that the document is not of the layout
	read       func(*builder)
}

// layouts are all that are known, the stricter before the laxer: of two that
// explain a document equally well the first one reads it.
var layouts = []layout{
	{"label and full stop on a line of its own", style{cut: alone("."), anywhere: true, alone: true}.try},
	{"label with a colon", style{cut: cutColon, anywhere: true}.try},
	{"label with a full stop", style{cut: cutPeriod}.try},
	{"label on a line of its own", style{cut: alone(""), anywhere: true, alone: true}.try},
}

func alone(stop string) func(string) (label, bool) {
	return func(text string) (label, bool) { return cutAlone(text, stop) }
}
