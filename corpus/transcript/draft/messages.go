package draft

import (
	"rapporteur/corpus/transcript/page"
)

// A Message is one thing that somebody said or wrote, in a file that lists such
// things: a chat, a table, the export of a recogniser of speech.
type Message struct {
	Name  string    // who said it; "" if that is not known
	Label page.Span // where the name stands, if it does
	Time  string    // when, "" if that is not known
	Words []page.Span
	// Kind is Turn if it is empty, else Narration, a kind of furniture, or Aside
	// for what is heard while somebody speaks.
	Kind Kind
}

// Add adds messages in their order. Where goesOn says so, what somebody says in
// several messages on end is one turn, else each is a turn of its own.
func (d *Draft) Add(messages []Message, goesOn bool) {
	d.Expect(len(messages))
	current := ""
	for _, m := range messages {
		d.Drop(m.Label, Label)
		if m.Time != "" {
			d.Place("time", m.Time)
		}
		kind := m.Kind
		if kind == "" {
			kind = Turn
		}
		if kind == Turn && m.Name == "" {
			kind = Narration
			if len(m.Words) > 0 {
				d.Doubt(m.Words[0].Start, "unlabelled_text", "nothing says whose words these are: "+d.quote(m.Words[0].Start))
			}
		}
		joint := Newline
		if goesOn {
			joint = Space // lines of speech are only wrapped
		}
		switch {
		case kind == Turn && goesOn && m.Name == current && d.Begun():
		case kind == Turn:
			d.Turn(m.Name)
			current = m.Name
		case kind == Aside && d.Begun():
			for _, s := range m.Words {
				d.Aside(s, Space)
			}
			continue
		case kind == Narration || kind == Aside:
			d.Narration()
			current = ""
		default:
			for _, s := range m.Words {
				d.Drop(s, kind)
			}
			continue
		}
		for _, s := range m.Words {
			d.Words(s, joint)
		}
	}
}
