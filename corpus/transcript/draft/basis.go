package draft

// A Basis is what a reader knows the turns of a file by, and what it saw that
// speaks against that. How sure a reading is follows from it, see package
// transcript.
type Basis struct {
	Marks Marks
	Alone bool // names stand on lines of their own
	Whole bool // a program marks each turn: what stands in it is of nobody else
	Signs bool // before each name stands a sign that nothing else has: ">>"
	// What follows is known of labels in a text alone; each is from 0 to 1.
	Unsure    float64 // share of the turns whose label is not surely one
	Rival     float64 // how nearly the layout that comes second explains the text
	Strangers float64 // labels that look like a speaker's and are not taken, to one turn
	Far       float64 // share of the paragraphs that stand far from any label
}

// Marks say what sets turns apart in a file.
type Marks uint8

const (
	Labels   Marks = iota // names at the start of paragraphs
	Formal                // the same, in a text that says of itself what it is
	Somebody              // has said who speaks
	Elements              // of XML or HTML, whose meaning is known
	Guessed               // the same, whose meaning is guessed by their names
	Exported              // the fields of a program's export
	Captions              // their voices and labels
	Cells                 // of a table
	Stamps                // of a chat
	Capitals              // of a screenplay
	NumMarks
)
