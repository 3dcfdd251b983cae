package discord

import (
	"hash/fnv"
	"strconv"
	"strings"
	"time"
)

// isSnowflake reports whether a text is an ID of Discord's.
func isSnowflake(id string) bool {
	return id != "" && len(id) <= 20 && !strings.ContainsFunc(id, func(r rune) bool { return r < '0' || r > '9' })
}

// numberOf returns an ID as the number that it is. One that is too large to be
// Discord's is as good as any other number.
func numberOf(id string) uint64 {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		h := fnv.New64a()
		h.Write([]byte(id))
		return h.Sum64()
	}
	return n
}

// beforeSnowflakes returns the ID after which those given at t or later come.
func beforeSnowflakes(t time.Time) uint64 {
	const epoch = 1420070400000 // when they begin, in milliseconds
	return uint64(max(0, (t.UnixMilli()-epoch)<<22-1))
}
