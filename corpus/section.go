package corpus

// A Section is a part of a record under a heading of its own: a scene, an item
// of an agenda, the questions to a minister. It lasts until the next of its
// level or of one above.
type Section struct {
	Turn   int    // index into Record.Turns of the first that stands in it
	Level  int    // from 1, the outermost
	Name   string // as the document heads it: "SCENE I. A room in the castle."
	Number string // what people cite it by: "3.1" for act 3, scene 1; "" for most
}
