package commands

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// noSuchPlace refuses a text that is nothing but a place which no record has, or the
// one that it names: "page 9" of seven, "act 7 scene 1". It says what there is. It
// returns nil for any other text.
func noSuchPlace(r *bot.Request, text string) error {
	lib := r.Index.Library()
	for _, form := range placeForms(r.Language.Code(), text) {
		in, place := ofRecord(lib, form)
		if in == nil {
			in, place = nil, form
			if len(lib.Records) == 1 {
				in = lib.Records[0]
			}
		}
		kind, ok := kindOfPlace(place)
		switch {
		case !ok:
			continue
		case in == nil && len(lib.Records) > 0:
			return bot.Refuse("None of the %d records has a place “%s”.", len(lib.Records), bot.Clip(text, 80))
		case in == nil:
			return nil
		case kind == "turn":
			ref, err := corpus.ParseReference(place)
			if err != nil {
				return nil
			}
			ref.Record = in.ID
			return noSuchTurn(r, ref)
		}
		return noPlaceIn(r, in, kind, place, text)
	}
	return nil
}

// timeIn is the time in the label of a place: "[00:04:12] applause".
var timeIn = regexp.MustCompile(`\d{1,3}(?::\d{2}){1,2}`)

// placeKinds are places in their normal form, by what they count.
var placeKinds = []struct {
	kind string
	as   *regexp.Regexp
}{
	{"turn", regexp.MustCompile(`^turn \d{1,9}$`)},
	{"page", regexp.MustCompile(`^page \d{1,9}$`)},
	{"line", regexp.MustCompile(`^line \d{1,9}$`)},
	{"time", regexp.MustCompile(`^\d{1,3}(?::\d{2}){1,2}$`)},
	{"act", regexp.MustCompile(`^act (?:\d{1,3}|[ivxl]{1,6})(?: scene (?:\d{1,3}|[ivxl]{1,6}))?$`)},
}

// kindOfPlace returns what a place in its normal form counts; ok is false for any
// other text.
func kindOfPlace(place string) (kind string, ok bool) {
	for _, k := range placeKinds {
		if k.as.MatchString(place) {
			return k.kind, true
		}
	}
	return "", false
}

// noPlaceIn says that a record has no such place, and which it has.
func noPlaceIn(r *bot.Request, in *corpus.Record, kind, place, text string) error {
	has := placesOf(in, kind, place)
	if len(has) > 0 {
		return bot.Refuse("“%s” is not there. The places of this record go from “%s” to “%s”.", bot.Clip(text, 80), bot.Clip(has[0], 80), bot.Clip(has[len(has)-1], 80))
	}
	none := map[string]bot.Key{"page": "The record has no pages.", "time": "The record gives no times.", "act": "The record has no acts or scenes."}[kind]
	if none == "" {
		return nil
	}
	_, last := in.Turns[len(in.Turns)-1].Whole().Lines()
	answer := r.NewReply()
	answer.Add(r.Say(none) + " " + r.Say("It can be opened at a turn, 1 to %d, or at a line of its file, 1 to %d.", lastNumber(in, corpus.Speech), last))
	return &bot.Refusal{Reply: answer}
}

// placesOf returns the places of a kind that a record has, in order; of the scenes,
// those of the act that place names, if it has that.
func placesOf(in *corpus.Record, kind, place string) []string {
	var all []string
	switch {
	case len(in.Turns) == 0:
	case kind == "line":
		_, last := in.Turns[len(in.Turns)-1].Whole().Lines()
		return []string{"line 1", "line " + strconv.Itoa(last)}
	case kind == "act":
		act, _, _ := strings.Cut(place, " scene ")
		_, there := in.Locate(act)
		for _, s := range in.Sections {
			of, scene, divided := strings.Cut(s.Number, ".")
			switch {
			case of == "" || !there && slices.Contains(all, "act "+of):
			case !there:
				all = append(all, "act "+of)
			case "act "+of == act && divided:
				all = append(all, act+" scene "+scene)
			}
		}
	case in.Locator == kind:
		for _, label := range in.Places {
			if kind == "time" {
				all = append(all, timeIn.FindString(label))
			} else {
				all = append(all, kind+" "+label)
			}
		}
	}
	return all
}
