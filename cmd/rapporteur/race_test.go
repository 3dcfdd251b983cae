//go:build race

package main

// racing says that the race detector looks on, under which SQLite, which is
// written in Go here, takes ten times as long.
const racing = true
