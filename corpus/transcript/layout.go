package transcript

// A layout is a way in which transcripts are written down.
type layout struct {
	name string
	// try weighs the whole document: how much of it the layout explains.
	try func(*document) attempt
}

// An attempt is what comes of looking at a document as one of a layout.
type attempt struct {
	confidence float64 // 0 to 1; 0 means that the document is not of the layout
	read       func(*builder)
}

// layouts are all that are known, the stricter before the laxer: of two that
// explain a document equally well the first one reads it.
var layouts = []layout{
	{"period label", labelStyle{cutPeriod}.try},
}
