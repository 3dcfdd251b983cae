//go:build !race

package commands

import "testing"

func alone(*testing.T) {}
