//go:build !linux

package search_test

import "time"

var begun = time.Now()

// threadTime returns the time, since the thread's own is not known here.
func threadTime() time.Duration { return time.Since(begun) }
