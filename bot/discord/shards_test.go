package discord

import (
	"strings"
	"testing"
)

func TestParseShards(t *testing.T) {
	for text, want := range map[string]Shards{
		"": {}, "auto": {},
		"0/1":           {0, 0, 1},
		"3/64":          {3, 3, 64},
		"0-15/64":       {0, 15, 64},
		"48-63/64":      {48, 63, 64},
		"ordinal:16/64": {48, 63, 64},
		"ordinal:20/64": {60, 63, 64},
		"ordinal:1/4":   {3, 3, 4},
	} {
		if got, err := ParseShards(text, "rapporteur-3"); got != want || err != nil {
			t.Errorf("%q is %+v, %v, want %+v", text, got, err, want)
		}
	}
	for text, reason := range map[string]string{
		"all": "none of", "1": "none of", "0-15": "none of", "-1/4": "none of", "0-1-2/4": "none of", "ordinal:0-3/4": "none of", "1/9999999": "none of",
		"0/0": "names shards", "4/4": "names shards", "3-1/4": "names shards", "0-4/4": "names shards", "ordinal:2/6": "names shards", "ordinal:0/6": "names shards",
	} {
		if _, err := ParseShards(text, "rapporteur-3"); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%q: %v, want %q", text, err, reason)
		}
	}
	if _, err := ParseShards("ordinal:1/4", "laptop"); err == nil || !strings.Contains(err.Error(), "does not end in a number") {
		t.Errorf("a host without a number: %v", err)
	}
}
