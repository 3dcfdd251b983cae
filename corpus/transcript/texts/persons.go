package texts

import (
	"strings"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// castHeadings are what lists of the persons of a play are headed with.
var castHeadings = []string{
	"dramatis person", "persons represented", "persons of the play", "the persons of", "persons in the play",
	"characters", "persons of the dialogue", "cast of characters", "personen", "personnages", "acteurs", "interlocutori",
	"personajes", "personaggi",
	"действующие лица", "persone", "personagens", "personer", "henkilöt", "személyek", "osoby",
	"登場人物", "登场人物", "등장인물",
}

// castWords are the lines that head such a list with one word for it, which other
// words begin with, too.
var castWords = page.WordListOf(
	"cast", "the cast", "cast list", "rollen", "die rollen", "rollenverteilung", "besetzung", "distribution", "rôles", "les rôles", "reparto", "elenco",
	"interpreti", "players", "roles", "figuren", "papeles", "personnages", "characters", "rolverdeling", "rollen en spelers", "roller", "rollista", "roolit", "obsada", "роли", "в ролях", "исполнители", "人物", "角色", "人物表", "配役", "나오는 사람들", "출연",
)

// castList returns the lines, from and up to to, that list the persons of a
// play; to is 0 if no lines do.
func castList(s *page.Sheet) (from, to int) {
	for i := range s.Lines[:min(len(s.Lines), frontLines)] {
		if isCastHeading(s.At(i)) {
			return i, castEnd(s, i+1)
		}
	}
	return 0, 0
}

// isCastHeading reports whether text heads a list of persons.
func isCastHeading(text string) bool {
	if len(text) > 60 {
		return false
	}
	text = strings.ToLower(strings.Trim(text, "_*#.:[] "))
	for _, h := range castHeadings {
		if strings.HasPrefix(text, h) {
			return true
		}
	}
	return castWords.Has(strings.TrimSpace(text))
}

// castEnd returns where the list of persons ends that begins at line i.
func castEnd(s *page.Sheet, i int) int {
	end := headedEnd(s, i)
	if first, again := twice(s, i); again < end {
		return spokenFrom(s, i, first)
	}
	return end
}

// twice returns the first two lines after line i that begin with the same name a
// few lines apart: in a list of persons none does. They are the number of lines if
// there are none.
func twice(s *page.Sheet, i int) (first, again int) {
	const within = 12 // lines
	seen := make(map[string]int)
	for k := i; k < min(len(s.Lines), i+frontLines/2); k++ {
		name, _ := labelOf(s.At(k))
		if name == "" {
			continue
		}
		if first, ok := seen[name]; ok && k-first <= within {
			return first, k
		}
		seen[name] = k
	}
	return len(s.Lines), len(s.Lines)
}

// spokenFrom returns where the speeches begin of which the one at line first is
// one: others may have spoken before. All have words, and begin alike.
func spokenFrom(s *page.Sheet, i, first int) int {
	_, alone := labelOf(s.At(first))
	for p := first - 1; p > i; p-- {
		name, own := labelOf(s.At(p))
		end := s.Block(p, first)
		if name != "" && own == alone && (!own || end > p+1) && page.EndsSentence(s.At(end-1)) {
			first = p
		}
	}
	return first
}

// labelOf returns the name that a line can begin with as a label, "" if it can
// begin with none, and whether nothing else is on the line.
func labelOf(text string) (name string, own bool) {
	for _, cut := range []func(string) (label.Label, bool){label.Colon, label.Stop, alone("."), alone("")} {
		if found, ok := cut(text); ok && !label.IsScene(text) {
			return found.Name, found.Alone
		}
	}
	return "", false
}

// headedEnd returns where a list of persons ends that begins at line i: before the
// first heading of the play itself, or where more white space follows, or else with
// the block below its heading.
func headedEnd(s *page.Sheet, i int) int {
	for end := i; end < min(len(s.Lines), i+frontLines/2); end++ {
		text := s.At(end)
		word, _, _ := strings.Cut(strings.ToLower(text), " ")
		switch strings.Trim(word, ".:_") {
		case "prologue", "induction", "the":
			if label.IsCaps(text) && (end == i || s.Lines[end].Gap > page.Wrapped) { // else a person: "THE BOY"
				return end
			}
		}
		if label.IsScene(strings.Trim(text, "_*# ")) {
			return end
		}
	}
	for end := i + 1; end < len(s.Lines); end++ {
		if s.Lines[end].Gap == page.Section {
			return end
		}
	}
	if i < len(s.Lines) {
		return s.Block(i, len(s.Lines))
	}
	return i
}

// readCast reads the persons of a play for those who take part.
func (r *reader) readCast() {
	from, to := castList(r.s)
	for i := from + 1; i < to; i++ {
		name := strings.Trim(strings.TrimRight(personOf(r.s.At(i)), ". }{"), "_* ")
		if label.LooksLikeName(name) && len(r.d.Record.Participants) < maxParticipants {
			r.d.Record.Participants = append(r.d.Record.Participants, strings.Clone(name))
		}
	}
}

// personOf returns the name that a line of a list of persons begins with, before what
// is said of the person or who plays it: "TOM, his son", "Romeo - Ben".
func personOf(text string) string {
	for _, mark := range []string{",", ":", "：", " - ", " – ", " — ", "\u3000", "\t", "...", "…"} {
		text, _, _ = strings.Cut(text, mark)
	}
	return text
}
