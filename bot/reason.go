package bot

import (
	"errors"
	"strconv"
	"strings"
)

// A Reason says why something of the daily posts went wrong, and then what to
// do about it: messages, which are worded in the language of whoever reads
// them. It is kept as text, so that two can be compared; "" is none. A text
// that is no message of this version was stored by an earlier one, and is said
// as it stands.
type Reason string

// What parts the messages of a reason, a message's key and arguments, and the
// keys of one argument. An argument begins with a letter for its type.
const (
	betweenMessages  = "\x1e"
	betweenArguments = "\x1f"
	betweenKeys      = "\x1d"
)

// noSeparators takes out of an argument what parts arguments.
var noSeparators = strings.NewReplacer(betweenMessages, "", betweenArguments, "", betweenKeys, "")

// Why returns the reason that is one message. Its arguments are strings,
// markdown, numbers, keys and lists of keys.
func Why(k Key, args ...any) Reason {
	parts := []string{string(k)}
	for _, arg := range args {
		switch arg := arg.(type) {
		case Key:
			parts = append(parts, "k"+string(arg))
		case []Key:
			parts = append(parts, "k"+joinKeys(arg, betweenKeys))
		case Markdown:
			parts = append(parts, "m"+noSeparators.Replace(string(arg)))
		case int:
			parts = append(parts, "d"+strconv.Itoa(arg))
		default:
			parts = append(parts, "s"+noSeparators.Replace(english().written(arg)))
		}
	}
	return Reason(strings.Join(parts, betweenArguments))
}

// ReasonOf returns what an error says to people: a [Refusal]'s message, any
// other's text as a sentence.
func ReasonOf(err error) Reason {
	if r := (*Refusal)(nil); errors.As(err, &r) && r.Reply == nil {
		return Why(r.Key, r.Args...)
	}
	return Why("%s", SentenceOf(err))
}

// And returns the reason with another after it.
func (r Reason) And(more Reason) Reason {
	if r == "" || more == "" {
		return r + more
	}
	return r + betweenMessages + more
}

// First returns the first message of a reason.
func (r Reason) First() Reason {
	first, _, _ := strings.Cut(string(r), betweenMessages)
	return Reason(first)
}

// Because says a reason.
func (l *Language) Because(r Reason) Markdown {
	var said []Markdown
	for message := range strings.SplitSeq(string(r), betweenMessages) {
		key, rest, more := strings.Cut(message, betweenArguments)
		var args []any
		for more {
			var arg string
			arg, rest, more = strings.Cut(rest, betweenArguments)
			args = append(args, readArgument(arg))
		}
		if args == nil && !l.Knows(Key(key)) {
			said = append(said, Markdown(key))
			continue
		}
		said = append(said, l.Say(Key(key), args...))
	}
	return Join(said, " ")
}

// readArgument reads what Why has written of an argument.
func readArgument(arg string) any {
	if arg == "" {
		return ""
	}
	switch kind, text := arg[0], arg[1:]; kind {
	case 'k':
		var keys []Key
		for key := range strings.SplitSeq(text, betweenKeys) {
			keys = append(keys, Key(key))
		}
		return keys
	case 'm':
		return Markdown(text)
	case 'd':
		n, _ := strconv.Atoi(text)
		return n
	default:
		return text
	}
}

func joinKeys(keys []Key, between string) string {
	texts := make([]string, len(keys))
	for i, k := range keys {
		texts[i] = string(k)
	}
	return strings.Join(texts, between)
}
