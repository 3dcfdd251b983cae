package texts

import (
	"regexp"
	"slices"
	"strings"

	"rapporteur/corpus/transcript/page"
)

// Minutes say what was said without saying it, and who has to do what: neither is
// anybody's words.

// taskHeads are the lines above lists of who has to do what.
var taskHeads = page.WordListOf(
	"action items", "action points", "actions", "action list", "tasks", "to do", "to-do", "todo", "todos", "to-dos", "next steps",
	"aufgaben", "to-dos", "nächste schritte", "wer macht was", "actiepunten", "acties", "taken", "tareas", "acciones", "próximos pasos",
	"tâches", "actions à mener", "à faire", "prochaines étapes", "azioni", "compiti", "prossimi passi", "tarefas", "próximos passos",
	"задачи", "поручения", "zadania", "uppgifter", "opgaver", "oppgaver",
)

// isTaskHead reports whether a line is the head of such a list.
func isTaskHead(text string) bool {
	const most = 40 // bytes
	if len(text) > most || isLetterByte(text[0]) && !taskHeads.Begins(text[0]) {
		return false // most lines
	}
	return taskHeads.Holds(strings.Trim(text, "#*_: "))
}

// taskLines returns the lines of the lists of who has to do what, from one up to
// another.
func taskLines(s *page.Sheet) (lists [][2]int) {
	for i := range s.Lines {
		if !isTaskHead(s.At(i)) {
			continue
		}
		from := i + 1
		end := s.Block(i, len(s.Lines))
		if end == from && from < len(s.Lines) {
			end = s.Block(from, len(s.Lines)) // the list stands below a blank line
		}
		lists = append(lists, [2]int{i, end})
	}
	return lists
}

// withoutTasks drops the cues of such lists.
func (d *document) withoutTasks(cues []cue) []cue {
	for _, list := range d.tasks {
		cues = slices.DeleteFunc(cues, func(q cue) bool { return q.line >= list[0] && q.line < list[1] })
	}
	return cues
}

// withoutPoints drops the cues whose numbers count no turns: they are of the points
// of minutes, "3. Summer fair: on 24 June".
func withoutPoints(cues []cue) []cue {
	return slices.DeleteFunc(cues, func(q cue) bool {
		_, name := leadingNumber(q.label.Name)
		return name != ""
	})
}

// minutesHead is a word of the title of minutes.
var minutesHead = regexp.MustCompile(`(?i)\b(?:minutes|protokoll|ergebnisprotokoll|acta|compte[- ]rendu|procès-verbal|verbale|notulen|ata|протокол|protokół|referat)\b`)

// isMinutes reports whether the text says that it is minutes, and what is said in
// it is short.
func (p *parse) isMinutes() bool {
	const (
		head  = 6   // lines
		short = 300 // bytes of a turn, with what is told of it
	)
	from := p.cues[0].line
	if len(p.s.Text.String)-int(p.s.Lines[from].Start) > short*len(p.cues) {
		return false
	}
	for i := range min(head, from) {
		if minutesHead.MatchString(p.s.At(i)) {
			return true
		}
	}
	return false
}
