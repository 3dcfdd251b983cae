//go:build race

package commands

import "testing"

// alone skips a test that does one thing after the other, for which the race
// detector looks in vain, ten times as long.
func alone(t *testing.T) { t.Skip("one thing after the other: tested without the race detector") }
