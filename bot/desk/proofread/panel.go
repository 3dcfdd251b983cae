package proofread

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/proof"
)

// A voice is a speaker as a panel shows one.
type voice struct {
	Index, Key          int // Key is the digit that gives lines to the speaker, 0 for none
	Name, Role, Class   string
	Also                string
	Turns, Words        int
	RawName, RawRole    string // as they are, for fields
	OthersAreThere, One bool
}

func (s *sheet) voices() []voice {
	record := s.now.Record()
	if record == nil {
		return nil
	}
	all := make([]voice, len(record.Speakers))
	for i := range record.Speakers {
		speaker := &record.Speakers[i]
		all[i] = voice{
			Index: i, Name: visible(speaker.Name), Role: visible(speaker.Role), RawName: speaker.Name, RawRole: speaker.Role,
			Class: speakerClass(i), Also: visible(strings.Join(speaker.Aliases, ", ")), OthersAreThere: len(all) > 1,
		}
		if i < 9 {
			all[i].Key = i + 1
		}
	}
	for i := range record.Turns {
		if t := &record.Turns[i]; t.Speaker >= 0 {
			all[t.Speaker].Turns++
			all[t.Speaker].Words += len(strings.Fields(t.Text))
		}
	}
	for i := range all {
		all[i].One = all[i].Turns == 1
	}
	return all
}

// A doubt is what may have been read wrongly, with the row to look at.
type doubt struct {
	Row, Number int // Number is 0 for what is about all of it
	Text        string
}

// mostDoubts is how many doubts are listed.
const mostDoubts = 200

func (s *sheet) doubts() (doubts []doubt, more int) {
	for _, w := range s.now.Report.Warnings {
		if len(doubts) == mostDoubts {
			return doubts, len(s.now.Report.Warnings) - mostDoubts
		}
		doubts = append(doubts, doubt{s.rowOf(w.Line), w.Line, visible(w.Text)})
	}
	return doubts, 0
}

// A field is a setting of the record in a form.
type field struct {
	Name, Label, Hint, Value string
	Long                     bool
}

// fields are what a form asks for: the first few for every record, the others
// for those who cite it on paper.
var fields = []field{
	{Name: "title", Label: "Title"},
	{Name: "date", Label: "Date", Hint: "1962-11-18, 1962-11 or 1962"},
	{Name: "place", Label: "Place"},
	{Name: "source", Label: "Source", Hint: "where the document is from, for the citation"},
	{Name: "short", Label: "Short title", Hint: "what to call it where the title is too long"},
	{Name: "participants", Label: "Participants", Hint: "one on each line", Long: true},
	{Name: "language", Label: "Language", Hint: "a tag such as en or pt-BR"},
	{Name: "rights", Label: "Rights", Hint: "what may be done with it"},
	{Name: "recorder", Label: "Recorder", Hint: "who wrote it down"},
	{Name: "author", Label: "Author"},
	{Name: "translator", Label: "Translator"},
	{Name: "archive", Label: "Archive", Hint: "who keeps the document"},
	{Name: "url", Label: "Address on the web"},
}

// firstFields is how many of the fields are always shown.
const firstFields = 4

func (s *sheet) about() (first, others []field) {
	record := s.now.Record()
	all := slices.Clone(fields)
	for i := range all {
		if record != nil {
			all[i].Value = proof.Value(record, all[i].Name)
		}
	}
	return all[:firstFields], all[firstFields:]
}

// panels are what is shown beside the text whatever is chosen in it.
type panels struct {
	Sheet          *sheet
	Summary        string
	Speakers       []voice
	Doubts         []doubt
	MoreDoubts     int
	First, Others  []field
	Sidecar        string
	CanSave, InUse bool // there is a folder; the file stands in it
}

func (r *Room) panels(s *sheet) panels {
	p := panels{Sheet: s, Summary: s.summary(), Speakers: s.voices(), Sidecar: visible(string(s.history.Sidecar())), CanSave: r.folder != nil, InUse: s.path != ""}
	p.Doubts, p.MoreDoubts = s.doubts()
	p.First, p.Others = s.about()
	return p
}

// summary says in a line how the file was read.
func (s *sheet) summary() string {
	record := s.now.Record()
	if record == nil {
		return ""
	}
	narrations := 0
	for i := range record.Turns {
		if record.Turns[i].Kind == corpus.Narration {
			narrations++
		}
	}
	return fmt.Sprintf("Read as %s, %.0f %% sure: %s by %s, %s.", s.now.Report.Layout, 100*s.now.Report.Confidence,
		count(len(record.Turns)-narrations, "turn"), count(len(record.Speakers), "speaker"), count(narrations, "narration"))
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// A quoted is a turn as it is quoted.
type quoted struct {
	Reference, Who, Role, Class string
	Narration, Sensitive, Long  bool
	Words                       template.HTML
	Under, Cited                string
}

// quotedAtMost is how many bytes of a turn are shown as a quotation.
const quotedAtMost = 600

func (s *sheet) quoted(t *corpus.Turn) quoted {
	v := view{Result: &s.now}
	q := quoted{Reference: reference(t), Narration: t.Kind == corpus.Narration, Sensitive: t.Sensitive, Cited: visible(t.Whole().Citation())}
	q.Who, q.Class = v.turnMark(t)
	if t.Speaker >= 0 {
		q.Role = visible(t.Record.Speakers[t.Speaker].Role)
	}
	q.Under = visible(corpus.ShortCite(t.Whole(), t.Whole()))
	end := len(t.Text)
	if end > quotedAtMost {
		end, q.Long = strings.LastIndexByte(t.Text[:quotedAtMost], ' '), true
		if end < 0 {
			end = len(strings.ToValidUTF8(t.Text[:quotedAtMost], ""))
		}
	}
	var b strings.Builder
	at := 0
	write := func(to int) {
		b.WriteString(strings.ReplaceAll(template.HTMLEscapeString(visible(t.Text[at:to])), "\n", "<br>"))
		at = to
	}
	for _, a := range t.Asides {
		if a.End > end {
			break
		}
		write(a.Start)
		b.WriteString("<em>")
		write(a.End)
		b.WriteString("</em>")
	}
	write(end)
	q.Words = template.HTML(b.String())
	return q
}

// A beginning is where a turn can be parted.
type beginning struct{ At, Words string }

// A choice is what is chosen in the text, with what can be done with it.
type choice struct {
	From, To    int // rows
	Where       string
	First, Last int // lines of the file
	Rows        int
	Turns       []quoted
	MoreTurns   int
	Holder      int // index of the speaker of the first turn, -1 for narration
	Kinds       string
	LeftOut     bool // it can be restored
	Speakers    []voice
	Beginnings  []beginning
	Doubts      []string
}

// mostQuoted is how many turns are shown as quotations at once.
const mostQuoted = 3

// chosen answers with what can be done with rows.
func (r *Room) chosen(w http.ResponseWriter, req *http.Request, s *sheet) {
	from, to, ok := s.span(req)
	if !ok {
		http.NotFound(w, req)
		return
	}
	html, err := shown("chosen", s.choice(from, to))
	if err != nil {
		r.refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(html)) // a browser that has gone cannot be told
}

// span returns the rows that a request names.
func (s *sheet) span(req *http.Request) (from, to int, ok bool) {
	from, err := strconv.Atoi(req.FormValue("from"))
	to, err2 := strconv.Atoi(req.FormValue("to"))
	return from, to, err == nil && err2 == nil && 0 <= from && from <= to && to < len(s.now.Report.Lines)
}

// turnsOn returns the turns that have words on rows, by their indices.
func (s *sheet) turnsOn(from, to int) []int {
	v := view{Result: &s.now}
	var turns []int
	for i := from; i <= to; i++ {
		for _, p := range v.parts(s.now.Report.Lines[i].Span) {
			if p.Turn >= 0 && !slices.Contains(turns[max(0, len(turns)-8):], p.Turn) {
				turns = append(turns, p.Turn)
			}
		}
	}
	return turns
}

func (s *sheet) choice(from, to int) choice {
	record := s.now.Record()
	c := choice{From: from, To: to, Rows: to - from + 1, Holder: -1, Speakers: s.voices()}
	c.First, c.Last, _ = s.linesOf(from, to)
	c.Where = "Line " + strconv.Itoa(c.First)
	if c.Last > c.First {
		c.Where = fmt.Sprintf("Lines %d to %d", c.First, c.Last)
	}
	turns := s.turnsOn(from, to)
	for i, turn := range turns {
		if i == mostQuoted {
			c.MoreTurns = len(turns) - mostQuoted
			break
		}
		c.Turns = append(c.Turns, s.quoted(&record.Turns[turn]))
	}
	if len(turns) > 0 {
		c.Holder = int(record.Turns[turns[0]].Speaker)
	}
	c.Kinds, c.LeftOut = s.kindsOn(from, to)
	if from == to {
		for _, turn := range turns {
			c.Beginnings = append(c.Beginnings, beginnings(record, turn, c.First)...)
		}
	}
	for _, w := range s.now.Report.Warnings {
		if w.Line >= c.First && w.Line <= c.Last && len(c.Doubts) < 5 {
			c.Doubts = append(c.Doubts, visible(w.Text))
		}
	}
	return c
}

// kindsOn says what rows were taken for that hold no words of a turn, and whether
// they can be restored.
func (s *sheet) kindsOn(from, to int) (names string, leftOut bool) {
	v := view{Result: &s.now}
	var kinds []string
	for i := from; i <= to && len(kinds) < 4; i++ {
		for _, p := range v.parts(s.now.Report.Lines[i].Span) {
			name := string(p.Kind)
			leftOut = leftOut || proof.IsLeftOut(p)
			switch p.Kind {
			case draft.Metadata:
				name = "what the file says about itself (title, date, those present)"
			case draft.Note:
				name = "a footnote"
			case draft.Label:
				name = "the label of a turn"
			}
			if !slices.Contains(kinds, name) {
				kinds = append(kinds, name)
			}
		}
	}
	return strings.Join(kinds, ", "), leftOut
}

// mostBeginnings is how many words of a line a turn can be parted at.
const mostBeginnings = 80

// beginnings returns the words on a line of the file at which a turn can be
// parted.
func beginnings(record *corpus.Record, turn, line int) []beginning {
	t := &record.Turns[turn]
	var all []beginning
	for at := 0; at < len(t.Text) && len(all) < mostBeginnings; at++ {
		if at == 0 || t.Text[at] == ' ' || t.Text[at] == '\n' || t.Text[at-1] != ' ' && t.Text[at-1] != '\n' {
			continue
		}
		on, _ := corpus.Passage{Turn: t, Span: corpus.Span{Start: at, End: at + 1}}.Lines()
		if on > line {
			break
		}
		if on < line {
			continue
		}
		if from, ok := proof.Phrase(record, turn, at); ok {
			words := strings.Join(strings.Fields(t.Text[at:min(len(t.Text), at+200)]), " ")
			all = append(all, beginning{from, visible(clip(strings.ToValidUTF8(words, ""), 48))})
		}
	}
	return all
}

// clip returns the beginning of a text.
func clip(text string, runes int) string {
	n := 0
	for i := range text {
		if n++; n > runes {
			return text[:i] + "…"
		}
	}
	return text
}
