package commands

import (
	"strconv"

	"rapporteur/bot"
	"rapporteur/corpus/transcript"
	correction "rapporteur/corpus/transcript/proof"
)

// refusals say why a correction is not made. Each has the place for what it is
// about, if it needs one.
var refusals = map[correction.Why]bot.Key{
	correction.BadSidecar:   "The sidecar that is there cannot be read: %s",
	correction.NotRead:      "The file is not read, so nothing in it can be corrected: %s",
	correction.NotReadThen:  "With this correction the file could no longer be read: %s",
	correction.CannotBeSaid: "A sidecar cannot say this: %s",
	correction.TooMuch:      "These are too many corrections: a sidecar can be %s at most.",
	correction.NotHonoured:  "It cannot be corrected in this way: in a file of this kind, the file itself says who speaks. Correct it line by line.",
	correction.NoSpeaker:    "Nobody is called %s here.",
	correction.OneSpeaker:   "%s is one speaker already.",
	correction.Taken:        "%s is another speaker. Join the two if they are one.",
	correction.NoLines:      "The file has no lines %s.",
	correction.NobodysLines: "On the lines %s stand no words of a turn, so they cannot be given to anybody.",
	correction.AtStart:      "A turn begins there already.",
}

// otherRefusal is of a reason that has no words of its own.
const otherRefusal bot.Key = "It cannot be corrected in this way, and nothing was changed."

// refusalText says why a correction is not made.
func refusalText(r *bot.Request, refused *correction.Refusal) bot.Markdown {
	key, ok := refusals[refused.Why]
	if !ok {
		return r.Say(otherRefusal)
	}
	switch refused.Why {
	case correction.BadSidecar, correction.NotRead, correction.NotReadThen, correction.CannotBeSaid:
		text := ""
		if refused.Err != nil {
			text = bot.Clip(bot.OneLine(refused.Err.Error()), 300)
		}
		return r.Say(key, text)
	case correction.TooMuch:
		return r.Say(key, r.Bytes(transcript.MaxSidecar))
	case correction.NoLines, correction.NobodysLines:
		lines := strconv.Itoa(refused.First)
		if refused.Last > refused.First {
			lines += "-" + strconv.Itoa(refused.Last)
		}
		return r.Say(key, lines)
	}
	return r.Say(key, bot.Clip(refused.Name, 80))
}
