package bot

import "strings"

// Cell returns text as it can stand in a cell of a table that a spreadsheet
// opens: what a spreadsheet would run as a formula begins with an apostrophe,
// which it takes for the mark of a text.
func Cell(text string) string {
	if text != "" && strings.IndexByte("=+-@\t\r", text[0]) >= 0 {
		return "'" + text
	}
	return text
}
