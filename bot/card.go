package bot

import (
	"github.com/bwmarrin/discordgo"
)

// A Verdict says at a glance how an answer stands to what was asked: by the
// card's colour, and by a sign and words for those who do not see it.
type Verdict struct {
	Sign   string
	Words  Key
	Colour int // RGB
}

// The verdicts, and the card of an answer that needs none.
var (
	Exact   = Verdict{"✓", "Exact words", green}
	Close   = Verdict{"≈", "Close: the wording differs", amber}
	Related = Verdict{"∴", "Related passages", blue}
	Absent  = Verdict{"✗", "Not in the record", red}
	Others  = Verdict{"≠", "Right words, another speaker", amber}

	Verbatim = Verdict{"✓", "Verbatim: word for word", green}
	Altered  = Verdict{"≠", "Altered: not word for word", amber}

	ReadWell       = Verdict{"✓", "Read without a doubt", green}
	ReadWithDoubts = Verdict{"≈", "Read, with doubts", amber}
	NotRead        = Verdict{"✗", "Not read", red}
)

// The colours have a contrast of at least 3 : 1 to both of Discord's
// backgrounds, dark (#2b2d31) and light (#f2f3f5).
const (
	green = 0x2e9e5b
	amber = 0xb7791f
	red   = 0xd64545
	blue  = 0x4a7fd6
)

// mostButtons bounds the buttons below a card: four, and in a private one the
// button that shares it.
const mostButtons = 5

// Verdict begins a card: the verdict as its heading, with what is said beside
// it, if anything.
func (r *Reply) Verdict(v Verdict, beside ...Markdown) {
	r.accent = v.Colour
	r.Title(Markdown(v.Sign)+" "+r.language.Say(v.Words), beside...)
}

// Title begins a card with a heading, and what is said beside it.
func (r *Reply) Title(title Markdown, beside ...Markdown) {
	r.Add("### " + Join(append([]Markdown{title}, beside...), " · "))
}

// Rule draws a line where a card's parts change.
func (r *Reply) Rule() {
	divider := true
	r.parts = append(r.parts, discordgo.Separator{Divider: &divider})
}

// Buttons ends a card: a line, and the first five of the buttons, those that
// are zero left out. The first is what most will press.
func (r *Reply) Buttons(buttons ...Press) {
	var some []Press
	for _, b := range buttons {
		if b.Click.Verb != "" && len(some) < mostButtons {
			some = append(some, b)
		}
	}
	if len(some) == 0 {
		return
	}
	some[0].Main = true
	r.Rule()
	r.Row(some...)
}
