package markup

import "strings"

// A role says what the words inside an element are.
type role uint8

const (
	inline      role = iota // of what they stand in
	turn                    // a turn
	cue                     // nothing: its attributes say who speaks from here on
	said                    // surely the speaker's own
	label                   // the name of the speaker
	caller                  // what a note before a turn calls its speaker
	particulars             // what else is said of a speaker, beside the name
	party                   // the same, and no part of a name
	paragraph               // a paragraph
	verse                   // a line of verse
	aside                   // the recorder's, within a turn or between turns
	remark                  // the recorder's, and between turns
	heading                 // narration, also within an element that holds turns
	section                 // a part of the whole, which may have a heading
	note                    // a footnote, or what else the vocabulary calls a note
	second                  // another reading of what stands before
	either                  // two readings, of which one is the text
	metadata                // what describes the document
	running                 // a running head or foot
	votes                   // a list of who voted how
	clock                   // a time that stands in the text
	tongue                  // the language that is spoken from here on
	pageBreak               // the beginning of a page, by its attribute n
	pageWords               // the beginning of a page, by its words
	column                  // the beginning of a column, by its words
	token                   // a word or a mark
	blank                   // the white space between two tokens
	lineBreak               // white space
	lastRole
)

// A vocabulary is a language of elements for transcripts.
type vocabulary struct {
	name string
	// known are sets of elements and, after "@", attributes: a file that has
	// all of one set is of the vocabulary.
	known []string
	// roles are those of elements, by name; "p.italic" is a p whose class is
	// italic, "p.t_*" one whose class begins with t_, "point>texte" a texte
	// that stands directly in a point.
	roles map[string]role
	// who are the attributes of a turn that point at its speaker.
	who []string
	// spoken are the attributes of a turn that name its speaker outright.
	spoken []string
	// office is an attribute that says what the speaker is.
	office string
	// when are the attributes of a turn that say when it begins.
	when []string
	// joined says that turns of one speaker that follow each other are the
	// paragraphs of one.
	joined bool
	// procedure says that a paragraph that is centred or opens in italics is
	// the recorder's.
	procedure bool
	// mark begins words of a turn that repeat who speaks, up to a wide blank.
	mark string
	// nobody is a label that is nobody's: what it stands before is narration.
	nobody string
	// lines says that each line of the file is a paragraph.
	lines bool
	// anonymous says that a turn without a speaker is the recorder's.
	anonymous bool
	// unmarked says that remarks may stand in the words in brackets alone.
	unmarked bool
}

// classes are the attributes whose value tells elements of one name apart.
var classes = []string{"class", "klasse", "type", "role", "code_style"}

// A roles table answers which role an element has.
type roleTable struct {
	*vocabulary
	tree   *tree
	plain  []role // by name
	parted []bool // by name: class or parent may give another role
}

func newRoleTable(v *vocabulary, t *tree) *roleTable {
	r := &roleTable{vocabulary: v, tree: t, plain: make([]role, len(t.names)), parted: make([]bool, len(t.names))}
	for i, name := range t.names {
		known, ok := v.roles[name]
		if !ok {
			known = common[name]
		}
		r.plain[i] = known
	}
	for key := range v.roles {
		name, _, _ := strings.Cut(key, ".")
		if i := strings.IndexByte(key, '>'); i >= 0 {
			name = key[i+1:]
		}
		if name == key {
			continue
		}
		if i, ok := t.index[name]; ok {
			r.parted[i] = true
		}
	}
	return r
}

// of returns the role of the element that e opens within parent, the name of
// an element or -1.
func (r *roleTable) of(e *event, parent int32) role {
	if !r.parted[e.name] {
		return r.plain[e.name]
	}
	name := r.tree.names[e.name]
	if parent >= 0 {
		if special, ok := r.roles[r.tree.names[parent]+">"+name]; ok {
			return special
		}
	}
	for _, attribute := range classes {
		for class := range strings.FieldsSeq(strings.ToLower(r.tree.get(e, attribute))) {
			if special, ok := r.roles[name+"."+class]; ok {
				return special
			}
			if kind, _, ok := strings.Cut(class, "_"); ok {
				if special, ok := r.roles[name+"."+kind+"_*"]; ok {
					return special
				}
			}
		}
	}
	return r.plain[e.name]
}

// common are the roles of elements in all vocabularies that say nothing else
// of them.
var common = roles(map[role]string{
	lineBreak: "br lb", paragraph: "p li td th tr blockquote dt dd", heading: "h1 h2 h3 h4",
})

// roles turns a table of roles into one of elements.
func roles(byRole map[role]string) map[string]role {
	table := make(map[string]role)
	for r, names := range byRole {
		for name := range strings.FieldsSeq(names) {
			table[name] = r
		}
	}
	return table
}

// unread are the elements whose characters are not part of the text.
var unread = wordSet("script style")

// readAttributes are the attributes that are kept of an element.
var readAttributes = wordSet(`align as ana break by class code_style colnum date eid format href id join klasse lang lib
	n name next nospeaker part person_id place prev redner rend role showas sitzung-datum speaker speakerid speakername
	startdate starttime time title top-id type when who value affiliation nameid nom personid role stime level corresp ref`)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
