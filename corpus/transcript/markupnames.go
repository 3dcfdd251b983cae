package transcript

import (
	"strings"
	"unicode"
)

// speak begins a turn. Its speaker is the person that who points at; without
// that, whoever the label names. It reports whether there is either.
func (m *markupReader) speak(who, label string) bool {
	who = strings.TrimSpace(who)
	if who == "" && label == "" {
		return false
	}
	name := label
	if who != "" {
		name = m.nameOf(who, label)
	}
	m.b.speech(name)
	s := m.b.speaker()
	for _, alias := range []string{who, label, m.said} {
		if alias != "" {
			addAlias(s, alias)
		}
	}
	m.turn, m.how, m.space = inTurn, joinParagraphs, false
	return true
}

// member begins the turn of a member of a parliament. Who is called by name has
// the constituency in brackets; who is called by office has the name there.
func (m *markupReader) member(text string) {
	name := text
	if before, _, ok := strings.Cut(text, " ("); ok && isTitled(before) && !strings.HasPrefix(strings.ToLower(before), "the ") {
		name = before
	}
	if name == "" {
		return
	}
	m.speak("", name)
	addAlias(m.b.speaker(), text)
	m.colon = true
}

// nameOf returns the one name of the person that who points at: the label that
// it speaks under first, unless that already is another's.
func (m *markupReader) nameOf(who, label string) string {
	if name, ok := m.labels[who]; ok {
		return name
	}
	id := strings.TrimPrefix(who, "#")
	if together := strings.Fields(who); label == "" && len(together) > 1 {
		for i, one := range together {
			together[i] = m.nameOf(one, "")
		}
		label = strings.Join(together, " and ")
	}
	name := label
	if other, taken := m.names[label]; name == "" || taken && other != who {
		if name = m.persons[id]; name == "" {
			name = nameOfID(id)
		}
		if other, taken := m.names[name]; taken && other != who {
			name += " (" + id + ")"
		}
	}
	m.labels[who], m.names[name] = name, who
	return name
}

// nameOfID makes a name of an ID such as "JánĽupták.1946".
func nameOfID(id string) string {
	name := strings.TrimRight(id, "0123456789")
	name = strings.TrimRight(name, ".-_")
	if name == "" {
		return id
	}
	var b strings.Builder
	last := ' '
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		if r == '_' {
			r = ' '
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
