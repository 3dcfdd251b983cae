package bot

import (
	"hash/fnv"
	"strconv"
	"strings"

	"rapporteur/corpus"
)

// A state is all that a click needs, kept in the custom ID of its button: what
// to do, and with what. No button's state is in memory, so that a button
// works after a restart, on another replica and next year.
//
// Its text is "1:verb:field:field…". The digit is the version of this form
// and of all verbs' fields. Only the last field may hold a colon.
type state struct {
	verb   string
	fields []string
}

const stateVersion = "1"

// String returns the custom ID.
func (s state) String() string {
	return strings.Join(append([]string{stateVersion, s.verb}, s.fields...), ":")
}

// shareable reports whether the state fits into a custom ID, also as what a
// Share button carries.
func (s state) shareable() bool {
	return units(shared(s).String()) <= maxCustomID
}

// parseState reads what String has written. ok is false for another version
// and for what is no state.
func parseState(customID string) (verb, fields string, ok bool) {
	version, text, _ := strings.Cut(customID, ":")
	verb, fields, _ = strings.Cut(text, ":")
	return verb, fields, version == stateVersion && verb != ""
}

// shared returns the state of the button that posts publicly what s shows.
func shared(s state) state {
	return state{shareVerb, append([]string{s.verb}, s.fields...)}
}

// A key names a person or a record in 8 characters, by a hash of the name
// that holds while the library changes around it.
func key(name string) string {
	h := fnv.New64a()
	h.Write([]byte(name))
	s := strconv.FormatUint(h.Sum64(), 36)
	return strings.Repeat("0", max(0, 8-len(s))) + s[max(0, len(s)-8):]
}

// Tokens stand for a person or a record wherever its name could: in a state,
// and as the value of a choice where names are not enough. They begin as no
// name and no mention does.
const (
	personToken = "~"
	recordToken = "^"
)

func tokenOfPerson(p *corpus.Person) string {
	if p == nil {
		return ""
	}
	// Two people may have one name, but never in one record.
	return personToken + key(p.Name+"\x00"+p.Parts[0].Record.ID)
}

func tokenOfRecord(r *corpus.Record) string {
	if r == nil {
		return ""
	}
	return recordToken + key(r.ID)
}

// personOf returns the person that a token stands for, nil if there is none.
func personOf(lib *corpus.Library, token string) *corpus.Person {
	for i := range lib.People {
		if tokenOfPerson(&lib.People[i]) == token {
			return &lib.People[i]
		}
	}
	return nil
}

// recordOf returns the record that a token stands for, nil if there is none.
func recordOf(lib *corpus.Library, token string) *corpus.Record {
	for _, r := range lib.Records {
		if tokenOfRecord(r) == token {
			return r
		}
	}
	return nil
}

func isToken(s, kind string) bool { return len(s) == len(kind)+8 && strings.HasPrefix(s, kind) }

// packed joins the values of options into one field of a state.
func packed(values ...string) string {
	for i, v := range values {
		// A bar is punctuation, which no search looks at.
		values[i] = oneLine(strings.ReplaceAll(v, "|", " "))
	}
	return strings.Join(values, "|")
}

// unpacked returns the n values that packed has joined; ok is false if there
// are not as many.
func unpacked(field string, n int) (values []string, ok bool) {
	values = strings.Split(field, "|")
	return values, len(values) == n
}

// A passage in a state or in a choice's value: the turn's ID, and where in
// its text the passage stands, in decimal.
func passageToken(p corpus.Passage) string {
	return p.Turn.ID.String() + ":" + strconv.Itoa(p.Start) + "-" + strconv.Itoa(p.End)
}

// passageOf reads what passageToken has written. ok is false if it is no such
// token. The passage's Turn is nil if the turn is gone. The span is widened
// to whole sentences, so that no forged token cuts a sentence to another
// sense.
func passageOf(lib *corpus.Library, token string) (p corpus.Passage, ok bool) {
	id, span, _ := strings.Cut(token, ":")
	from, to, _ := strings.Cut(span, "-")
	turnID, err := corpus.ParseTurnID(id)
	start, errStart := strconv.Atoi(from)
	end, errEnd := strconv.Atoi(to)
	if err != nil || errStart != nil || errEnd != nil {
		return corpus.Passage{}, false
	}
	t := lib.Turn(turnID)
	if t == nil || start < 0 || start >= end || end > len(t.Text) {
		return corpus.Passage{}, true
	}
	return t.Around(corpus.Span{Start: start, End: end}), true
}
