// Package verify says whether a quotation is true to the record: whether its
// words stand there, what was changed, and whether they are the words of the
// one who is named.
//
// # The way of a quotation
//
// Claims (claim.go, speaker.go, cited.go) reads from a text what it quotes, and
// whom it names as the speaker: by name or by office (person.go), with verbs of
// saying in five languages (speech.go), in parentheses or in a note.
//
// Read (reading.go): a quotation is a row of words with gaps, where "…" says
// that words are left out, and brackets, whose words replace the record's.
//
// Find (verbatim.go): the words must stand side by side in one turn, gaps and
// brackets apart. Then the quotation is verbatim.
//
// Align (align.go): if they do not, the quotation is laid over the turns that
// come nearest, at the least cost of words left out, added and exchanged, and
// of jumps from one place to another. A quotation with a jump is stitched.
// What is too unlike is absent.
//
// Note (unit.go, notes.go): where the alignment shows a change, the words of
// both sides are compared by what they mean for the sense: negations, numbers,
// names, modal verbs, words that say the opposite (words/opposites.txt), and words
// in each other's place (moved.go). Only words that face each other are compared.
//
// Surroundings (surroundings.go): what stands right around the words in their turn
// says how they are meant: after a negation or on a condition, quoted or reported
// as somebody else's, or put in by the recorder (words/leads.txt).
//
// Against (against.go) compares a claim with one turn that is shown for it.
//
// Verbatim is never said of words that, folded, do not stand in one turn in
// this order.
package verify
