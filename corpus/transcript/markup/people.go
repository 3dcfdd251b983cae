package markup

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/page"
)

// people are the persons of a file.
type people struct {
	names    map[string]string   // ID -> name as the file gives it
	others   map[string][]string // ID -> other forms of it
	speakers map[string]string   // ID -> the name it speaks under
	holders  map[string]string   // the name somebody speaks under -> ID
	brackets map[string]string   // name -> what stands in brackets behind it
}

func newPeople() *people {
	return &people{
		names: make(map[string]string), others: make(map[string][]string),
		speakers: make(map[string]string), holders: make(map[string]string), brackets: make(map[string]string),
	}
}

// nameOf returns the one name of whoever a voice is, and adds the others that
// the file has for it. Without an ID that is what the label says.
func (p *people) nameOf(v *voice) string {
	name, bracket := splitLabel(v.label)
	if bracket != "" {
		if other, ok := p.brackets[name]; ok && other != bracket {
			name = v.label // the bracket alone tells them apart
		} else {
			p.brackets[name] = bracket
		}
	}
	if name != v.label {
		v.aliases = append(v.aliases, v.label)
	} else if _, holder, ok := strings.Cut(strings.TrimSuffix(v.label, ")"), " ("); ok && isTitled(holder) {
		v.aliases = append(v.aliases, holder)
	}
	if v.who != "" {
		name = p.nameOfID(v.who, name)
		id := strings.TrimPrefix(v.who, "#")
		v.aliases = append(v.aliases, v.label, p.names[id])
		v.aliases = append(append(v.aliases, p.others[id]...), v.who)
	}
	v.aliases = slices.DeleteFunc(v.aliases, func(a string) bool { return a == "" || a == name })
	return name
}

// nameOfID returns the one name of the person who has an ID: the label that it
// speaks under first, unless that already is another's.
func (p *people) nameOfID(who, label string) string {
	if name, ok := p.speakers[who]; ok {
		return name
	}
	id := strings.TrimPrefix(who, "#")
	if together := strings.Fields(who); label == "" && len(together) > 1 {
		for i, one := range together {
			together[i] = p.nameOfID(one, "")
		}
		label = strings.Join(together, " and ")
	}
	name := label
	if other, taken := p.holders[label]; name == "" || taken && other != who {
		if name = p.names[id]; name == "" {
			name = readable(id)
		}
		if other, taken := p.holders[name]; taken && other != who {
			name += " (" + id + ")"
		}
	}
	p.speakers[who], p.holders[name] = name, who
	return name
}

// readable makes a name of an ID such as "JánĽupták.1946".
func readable(id string) string {
	name := strings.TrimRight(id, "0123456789")
	name = strings.TrimRight(name, ".-_")
	if name == "" || strings.Contains(name, "/") {
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

// splitLabel parts a label that names a person from the brackets behind the
// name, which say for what party or place it speaks. In "The Minister (Mr.
// Hunt)" the brackets name the person, and are left.
func splitLabel(label string) (name, bracket string) {
	before, rest, ok := strings.Cut(label, " (")
	if !ok || isTitled(rest) {
		return label, ""
	}
	if _, after, ok := strings.Cut(rest, ") "); ok && page.HasLetter(after) && !strings.ContainsAny(after, "()") {
		return label, "" // "Charles (Chaz) Noble"
	}
	words := strings.Fields(before)
	for i, w := range words {
		first := []rune(w)[0]
		lower := strings.ToLower(strings.TrimRight(w, ".,"))
		if offices[lower] || i == 0 && lower == "the" || !unicode.IsUpper(first) && !particles[lower] && unicode.IsLower(first) {
			return label, ""
		}
	}
	if len(words) < 2 || len(words) > maxNameWords {
		return label, ""
	}
	return strings.TrimRight(before, " .:,"), rest
}

const maxNameWords = 6

// isTitled reports whether a name begins with a title of courtesy.
func isTitled(name string) bool {
	word, _, ok := strings.Cut(strings.TrimSpace(name), " ")
	return ok && courtesies[strings.ToLower(strings.TrimRight(word, "."))]
}

var (
	courtesies = wordSet(`mr mrs ms miss mx dr prof professor sir lord lady dame hon rev m mme mlle herr frau don doña sr sra
		senator sen deputy captain colonel major admiral general baroness viscount earl dott on`)
	offices = wordSet(`minister secretary chancellor speaker president chair chairman chairwoman chairperson attorney-general attorney
		solicitor-general leader advocate comptroller treasurer postmaster-general lord-advocate lords clerk commissioner prime
		ministre président présidente presidente präsident präsidentin vizepräsident vizepräsidentin bundesminister bundesministerin
		staatsminister staatssekretär bundeskanzler bundeskanzlerin alterspräsident senators members governor members. mayor judge
		officer church parliamentary under-secretary deputy-speaker sergeant`)
	particles = wordSet("de da di du del della der den des van von zu zur la le el y e ten ter al bin ibn ap af av i")
)
