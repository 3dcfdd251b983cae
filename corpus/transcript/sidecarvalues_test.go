package transcript

import "testing"

// TestMisplacedValue holds that a value of another kind than its key takes is
// answered by how to write it, not by what the decoder calls it.
func TestMisplacedValue(t *testing.T) {
	for side, want := range map[string]string{
		"[[lines]]\nlines = 14\nspeaker = \"Ann\"\n": `sidecar: lines = 14 is not written as it has to be: lines = "14" or "14-20"`,
		"narration = 3\n":       `sidecar: narration = 3 is not written as it has to be: narration = ["12", "14-20"]`,
		"narration = [3]\n":     `sidecar: narration = [3] is not written as it has to be: narration = ["12", "14-20"]`,
		"proofread = \"yes\"\n": `sidecar: proofread = yes is not written as it has to be: proofread = true`,
		"title = 7\n":           `sidecar: title = 7 is not written as it has to be: title = "…"`,
		"[[speakers]]\nname = \"A\"\naliases = \"B\"\n": `sidecar: aliases = B is not written as it has to be: aliases = ["B. Cook"]`,
		"[speakers]\nname = \"A\"\n":                    `sidecar: write [[speakers]] on a line of its own before what it says of one of them`,
	} {
		_, err := ParseSidecar([]byte(side))
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", side, err, want)
		}
	}
}
