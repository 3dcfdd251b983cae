package bot

import (
	"hash/fnv"
	"strconv"
	"strings"

	"rapporteur/corpus"
)

// A key names a person or a record in 8 characters, by a hash of the name
// that holds while the library changes around it.
func key(name string) string {
	h := fnv.New64a()
	h.Write([]byte(name))
	s := strconv.FormatUint(h.Sum64(), 36)
	return strings.Repeat("0", max(0, 8-len(s))) + s[max(0, len(s)-8):]
}

// Tokens stand for a person or a record wherever its name could: in a click,
// and as the value of a choice where names are not enough. They begin as no
// name and no mention does.
const (
	PersonToken = "~"
	RecordToken = "^"
)

// TokenOfPerson returns the token of a person, "" for nil.
func TokenOfPerson(p *corpus.Person) string {
	if p == nil {
		return ""
	}
	// Two people may have one name, but never in one record.
	return PersonToken + key(p.Name+"\x00"+p.Parts[0].Record.ID)
}

// TokenOfRecord returns the token of a record, "" for nil.
func TokenOfRecord(r *corpus.Record) string {
	if r == nil {
		return ""
	}
	return tokenOfRecord(r.ID)
}

func tokenOfRecord(id string) string { return RecordToken + key(id) }

// PersonOf returns the person that a token stands for, nil if there is none.
func PersonOf(lib *corpus.Library, token string) *corpus.Person {
	for i := range lib.People {
		if TokenOfPerson(&lib.People[i]) == token {
			return &lib.People[i]
		}
	}
	return nil
}

// RecordOf returns the record that a token stands for, nil if there is none.
func RecordOf(lib *corpus.Library, token string) *corpus.Record {
	for _, r := range lib.Records {
		if TokenOfRecord(r) == token {
			return r
		}
	}
	return nil
}

// IsToken reports whether s has the form of a token of a kind.
func IsToken(s, kind string) bool { return len(s) == len(kind)+8 && strings.HasPrefix(s, kind) }

// PassageToken stands for a passage: the turn's ID, and where in its text the
// passage stands, in decimal.
func PassageToken(p corpus.Passage) string {
	return p.Turn.ID.String() + ":" + strconv.Itoa(p.Start) + "-" + strconv.Itoa(p.End)
}

// PassageOf reads what PassageToken has written. ok is false if it is no such
// token. The passage's Turn is nil if the turn is gone. The span is widened
// to whole sentences, so that no forged token cuts a sentence to another
// sense.
func PassageOf(lib *corpus.Library, token string) (p corpus.Passage, ok bool) {
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
