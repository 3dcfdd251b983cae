// Package transcript reads transcripts: bytes in, records out.
package transcript

import (
	"rapporteur/corpus"
)

// A Source is one file to read.
type Source struct {
	Name string // file name, for the record's ID and for messages
	Data []byte
}

// A Report says how a file was read. It is what lint prints.
type Report struct {
	File       string
	Layout     string  // name of the layout that was detected or asked for
	Confidence float64 // 0 to 1
	Records    []*corpus.Record
	Warnings   []Warning
	Err        error // why the file is refused, nil if it was read
}

// A Warning is a doubt about a line of a file.
type Warning struct {
	Line int    // from 1
	Kind string // snake_case, for programs: "unknown_label"
	Text string // for people, quoting what stands there
}

// Read reads one file.
func Read(src Source) Report { return Report{} }

// ReadAll reads the file path, or all transcripts below the folder path, in the order of
// their names. A file that is refused has its Err set and does not keep the
// others from being read. The error is of the path itself.
func ReadAll(path string) ([]Report, error) { return nil, nil }
