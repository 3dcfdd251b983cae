// Package records holds the record that ships with the program.
//
// It is the conversation of Anastas Mikoyan with the Cuban leadership in
// Havana on November 18, 1962, as recorded by Tikhmenev. By the note at its
// end, it comes from the personal archive of Sergo A. Mikoyan, donated to the
// National Security Archive, and was translated by Anna Melyakova for the
// National Security Archive. The file stands here as it was received: nothing
// in it is changed, what is read from it says where it stands.
package records

import _ "embed"

// Name is the name of the built-in record's file.
const Name = "mikoyan-1962-11-18.txt"

// Text is the built-in record's file. It must not be changed.
//
//go:embed mikoyan-1962-11-18.txt
var Text []byte

// Sidecar says of the record what the file does not: a short title, and who
// its speakers were.
//
//go:embed mikoyan-1962-11-18.toml
var Sidecar []byte
