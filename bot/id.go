package bot

import "crypto/rand"

// NewID returns 11 characters that nobody guesses, to name what is kept.
func NewID() string {
	const letters = "0123456789abcdefghijklmnopqrstuvwxyz"
	var b [11]byte
	rand.Read(b[:]) // never fails
	for i := range b {
		b[i] = letters[int(b[i])%len(letters)]
	}
	return string(b[:])
}
