//go:build race

package transcript

// raceFactor is by how much the race detector slows down what is measured.
const raceFactor = 15
