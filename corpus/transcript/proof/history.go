package proof

import "slices"

// A History is the sidecars of one file as corrections have made them, so that
// they can be undone. The zero value is of no use: see NewHistory.
type History struct {
	sidecars [][]byte
	at       int // index of the one that holds
}

// maxHistory is how many corrections can be undone.
const maxHistory = 200

// NewHistory begins with a sidecar, which may be nil.
func NewHistory(sidecar []byte) *History { return &History{sidecars: [][]byte{sidecar}} }

// Sidecar returns the one that holds.
func (h *History) Sidecar() []byte { return h.sidecars[h.at] }

// Add adds a sidecar that holds from now on. What was undone cannot be done
// again then.
func (h *History) Add(sidecar []byte) {
	h.sidecars = append(slices.Clip(h.sidecars[:h.at+1]), sidecar)
	if len(h.sidecars) > maxHistory+1 {
		h.sidecars = h.sidecars[1:]
	}
	h.at = len(h.sidecars) - 1
}

// Undo goes back to the sidecar before, and reports whether there is one.
func (h *History) Undo() bool {
	if h.at == 0 {
		return false
	}
	h.at--
	return true
}

// Redo goes on to the sidecar that was undone, and reports whether there is one.
func (h *History) Redo() bool {
	if h.at+1 == len(h.sidecars) {
		return false
	}
	h.at++
	return true
}

// CanUndo and CanRedo report whether there is something to undo or to do again.
func (h *History) CanUndo() bool { return h.at > 0 }
func (h *History) CanRedo() bool { return h.at+1 < len(h.sidecars) }
