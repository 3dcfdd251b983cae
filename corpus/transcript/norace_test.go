//go:build !race

package transcript

const raceFactor = 1
