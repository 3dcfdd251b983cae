package commands

import (
	"cmp"
	"errors"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
	correction "rapporteur/corpus/transcript/proof"
)

// How much of a reading a card shows.
const (
	speakersShown = 6
	turnsShown    = 3
	doubtsShown   = 4
	mergesShown   = 3
)

// A reading is how a draft is read, as cards need it.
type reading struct {
	correction.Result
	record   *corpus.Record // nil where the file is refused
	speakers []spoken       // those who speak most first
	lines    map[int]string // of what was read, by their numbers in the file
	last     int            // number of the last line
}

// A spoken is how much somebody speaks.
type spoken struct {
	name, role   string
	turns, words int
	first        *corpus.Turn
}

func readingOf(result correction.Result) reading {
	v := reading{Result: result, lines: make(map[int]string)}
	for _, l := range result.Report.Lines {
		text := result.Report.Text[l.Start:l.End]
		if before := v.lines[l.Number]; before != "" {
			text = before + " " + text
		}
		v.lines[l.Number], v.last = text, max(v.last, l.Number)
	}
	if result.Report.Err != nil || len(result.Report.Records) == 0 {
		return v
	}
	lib, err := corpus.NewLibrary(result.Report.Records[:1])
	if err != nil {
		return v
	}
	v.record = lib.Records[0]
	v.speakers = make([]spoken, len(v.record.Speakers))
	for i, s := range v.record.Speakers {
		v.speakers[i] = spoken{name: s.Name, role: s.Role}
	}
	for i := range v.record.Turns {
		if t := &v.record.Turns[i]; t.Speaker >= 0 {
			s := &v.speakers[t.Speaker]
			s.turns++
			s.words += len(strings.Fields(t.Text))
			if s.first == nil {
				s.first = t
			}
		}
	}
	slices.SortStableFunc(v.speakers, func(a, b spoken) int { return cmp.Compare(b.words, a.words) })
	return v
}

// speaker returns who has a key, nil if nobody has.
func (v *reading) speaker(key string) *spoken {
	for i := range v.speakers {
		if speakerKey(v.speakers[i].name) == key {
			return &v.speakers[i]
		}
	}
	return nil
}

// speakerKey names a speaker in a button, by a hash of the name.
func speakerKey(name string) string {
	h := fnv.New64a()
	h.Write([]byte(name))
	return strconv.FormatUint(h.Sum64()&(1<<50-1), 36)
}

// turnAt returns the turn that a line belongs to, nil if it is in none.
func (v *reading) turnAt(line int) *corpus.Turn {
	if v.record == nil {
		return nil
	}
	for i := range v.record.Turns {
		t := &v.record.Turns[i]
		first, last := t.Whole().Lines()
		if first <= line && line <= last {
			return t
		}
	}
	return nil
}

// sensitive reports whether a line belongs to a sensitive turn.
func (v *reading) sensitive(line int) bool {
	t := v.turnAt(line)
	return t != nil && t.Sensitive
}

// line returns so much of a line of the file, behind bars if it is sensitive.
func (v *reading) line(n, most int) bot.Markdown {
	return veiled(v.lines[n], most, v.sensitive(n))
}

// veiled returns so much of a text on one line, behind bars if it is sensitive.
func veiled(text string, most int, sensitive bool) bot.Markdown {
	line := bot.Plain(bot.Clip(bot.OneLine(text), most))
	if sensitive {
		line = bot.Veiled(line)
	}
	return line
}

// turnsAt returns the references within the record of the turns on some lines.
func (v *reading) turnsAt(s stretch) (refs []string) {
	if v.record == nil {
		return nil
	}
	for i := range v.record.Turns {
		t := &v.record.Turns[i]
		if first, last := t.Whole().Lines(); first <= s.last && s.first <= last {
			ref := t.Reference()
			ref.Record = ""
			refs = append(refs, ref.String())
		}
	}
	return refs
}

// doubts says what each kind of doubt is.
var doubts = map[string]bot.Key{
	"near_duplicate_label": "This name may be a misprint of another one.",
	"single_turn":          "Whoever is named here speaks nowhere else.",
	"long_turn":            "This turn is far longer than the others; another speaker’s words may be in it.",
	"label_inside_turn":    "Two turns may run together here.",
	"unlabelled_line":      "Nobody is named before this line, and it may be nobody’s words.",
	"unlabelled_text":      "Nobody is named before this text, and it is taken for the recorder’s.",
	"broken_word":          "A word may be torn in two here.",
	"undecodable_bytes":    "Some bytes here are not characters.",
	"unsure_reading":       "It is not certain how the whole file is to be read.",
}

// otherDoubt is of a kind that has no words of its own.
const otherDoubt bot.Key = "This line may have been read wrongly."

func doubtText(w transcript.Warning) bot.Key {
	if key, ok := doubts[w.Kind]; ok {
		return key
	}
	return otherDoubt
}

// draftClick does something with a draft.
func draftClick(d *draft, act, on string) bot.Click {
	return bot.Click{Verb: "draft", Fields: []string{d.ID, act, on}}
}

func formClick(d *draft, act, on string) bot.Click {
	return bot.Click{Verb: "draftform", Fields: []string{d.ID, act, on}}
}

// draftReply begins a reply about a draft that can be read.
func draftReply(r *bot.Request, d *draft, v reading, note bot.Markdown) *bot.Reply {
	answer := r.NewReply()
	answer.Verdict(readingVerdict(v))
	addNote(answer, note)
	answer.Add(draftHead(r, d, v))
	return answer
}

// readView shows how a draft is read, to be used, corrected or discarded.
func (a archive) readView(r *bot.Request, d *draft, result correction.Result, note bot.Markdown) *bot.Reply {
	v := readingOf(result)
	if v.record == nil {
		return a.refusedView(r, d, v, note)
	}
	answer := draftReply(r, d, v, note)
	answer.Add(whoSpeaksHere(r, v))
	if first := firstTurns(r, v); first != "" {
		answer.Add(first)
	}
	if some := someDoubts(r, v); some != "" {
		answer.Add(some)
	}
	answer.Add(bot.Small(r.Say("Only you see this, until you use it. It is kept until %s.", until(d))))
	discard := bot.Button("Discard", draftClick(d, "discard", ""))
	use := bot.Button("Use it", draftClick(d, "use", ""))
	answer.Buttons(use, bot.Button("Correct", draftClick(d, "correct", "")), discard)
	return answer
}

func readingVerdict(v reading) bot.Verdict {
	if len(v.Report.Warnings) == 0 {
		return bot.ReadWell
	}
	return bot.ReadWithDoubts
}

// until says how long a draft is kept.
func until(d *draft) bot.Markdown {
	return bot.Markdown("<t:" + strconv.FormatInt(d.Expires.Unix(), 10) + ":f>")
}

func addNote(answer *bot.Reply, note bot.Markdown) {
	if note != "" {
		answer.Add(note)
	}
}

// draftHead says what the record is, and how sure its reading is.
func draftHead(r *bot.Request, d *draft, v reading) bot.Markdown {
	name := bot.Bold(bot.Plain(bot.Clip(r.ShortTitle(v.record), 100)))
	about := []bot.Markdown{name}
	for _, text := range []string{r.Date(v.record.Date), bot.Clip(v.record.Place, 80)} {
		if text != "" {
			about = append(about, bot.Plain(text))
		}
	}
	lines := []bot.Markdown{bot.Join(about, " · ")}
	if source := v.record.Source; source != "" {
		lines = append(lines, bot.Bold(r.Say("Source"))+": "+bot.Plain(bot.Clip(source, 200)))
	}
	if d.Replaces != "" {
		lines = append(lines, r.Say("It comes in the place of `%s`.", bot.Markdown(d.Replaces)))
	}
	lines = append(lines, bot.Small(r.Say("%s, %s, read as: %s (%d %% sure)",
		bot.Clip(d.Draft.File, bot.MaxChoice), r.Bytes(len(d.content)), v.Report.Layout, int(100*v.Report.Confidence))))
	return bot.Join(lines, "\n")
}

// howMuch says how many turns, speakers and doubts there are.
func howMuch(r *bot.Request, v reading) []bot.Markdown {
	speeches, narrations := 0, 0
	for i := range v.record.Turns {
		if v.record.Turns[i].Kind == corpus.Speech {
			speeches++
		} else {
			narrations++
		}
	}
	amount := []bot.Markdown{r.Say("%d turns", speeches), r.Say("%d speakers", len(v.speakers))}
	if narrations > 0 {
		amount = append(amount, r.Say("%d narrations", narrations))
	}
	if n := len(v.Report.Warnings); n > 0 {
		amount = append(amount, r.Say("%d doubts", n))
	}
	return amount
}

// whoSpeaksHere says who speaks how much.
func whoSpeaksHere(r *bot.Request, v reading) bot.Markdown {
	lines := []bot.Markdown{bot.Bold(r.Say("Who speaks")) + " · " + bot.Join(howMuch(r, v), ", ")}
	for _, s := range v.speakers[:min(speakersShown, len(v.speakers))] {
		lines = append(lines, "- "+bot.Plain(bot.Clip(r.NameOr(s.name), 80))+" · "+bot.Join([]bot.Markdown{r.Say("%d turns", s.turns), r.Say("%d words", s.words)}, ", "))
	}
	if more := len(v.speakers) - speakersShown; more > 0 {
		lines = append(lines, bot.Small(r.Say("and %d more", more)))
	}
	for _, m := range v.Report.Merges[:min(mergesShown, len(v.Report.Merges))] {
		lines = append(lines, bot.Small(r.Say("“%s” is read as %s.", bot.Clip(m.Label, 60), bot.Clip(m.Name, 60))))
	}
	if more := len(v.Report.Merges) - mergesShown; more > 0 {
		lines = append(lines, bot.Small(r.Say("%d more names are read as somebody’s.", more)))
	}
	return bot.Join(lines, "\n")
}

// firstTurns shows how the record begins.
func firstTurns(r *bot.Request, v reading) bot.Markdown {
	lines := []bot.Markdown{bot.Bold(r.Say("It begins"))}
	for i := range v.record.Turns[:min(turnsShown, len(v.record.Turns))] {
		t := &v.record.Turns[i]
		if t.Sensitive {
			continue
		}
		lines = append(lines, "> "+r.WhoSpeaks(t, false)+": "+bot.Plain(bot.Clip(bot.OneLine(t.Text), 160)))
	}
	if len(lines) == 1 {
		return ""
	}
	return bot.Join(lines, "\n")
}

// someDoubts names the first doubts with their lines.
func someDoubts(r *bot.Request, v reading) bot.Markdown {
	all := v.Report.Warnings
	if len(all) == 0 {
		return ""
	}
	lines := []bot.Markdown{bot.Bold(r.Say("%d doubts", len(all)))}
	for _, w := range all[:min(doubtsShown, len(all))] {
		lines = append(lines, doubtOf(r, w))
		if text := v.line(w.Line, 120); text != "" {
			lines = append(lines, "> "+text)
		}
	}
	if more := len(all) - doubtsShown; more > 0 {
		lines = append(lines, bot.Small(r.Say("and %d more", more)))
	}
	return bot.Join(lines, "\n")
}

// doubtOf says what is doubtful, and on which line: 0 is the whole file.
func doubtOf(r *bot.Request, w transcript.Warning) bot.Markdown {
	if w.Line == 0 {
		return "⚠ " + r.Say(doubtText(w))
	}
	return r.Say("Line %s: %s", strconv.Itoa(w.Line), doubtText(w))
}

// refusedView says why a file is not read, and what would help.
func (a archive) refusedView(r *bot.Request, d *draft, v reading, note bot.Markdown) *bot.Reply {
	answer := r.NewReply()
	answer.Verdict(bot.NotRead)
	addNote(answer, note)
	why := r.Say("**%s** cannot be read for certain, so nothing of it is quoted.", bot.Clip(d.Draft.File, bot.MaxChoice))
	if v.Report.Err != nil {
		why += "\n" + bot.Small(r.Say("The reader says: %s", reasonOf(v.Report)))
	}
	answer.Add(why)
	var one bot.Press
	if errors.Is(v.Report.Err, transcript.ErrNoSpeakers) {
		answer.Say("No speakers were found in it. If one person says all of it, say who. Otherwise begin each turn with who speaks and a colon, such as `Anna: …`, and add the file again.")
		one = bot.Button("One person says all of it", formClick(d, "speaker", ""))
	} else {
		answer.Say("A text file, or one that was saved as `.txt` or `.docx`, is the easiest to read. `/records add` takes another one.")
	}
	var undo bot.Press
	if len(d.Before) > 0 {
		undo = bot.Button("Undo", draftClick(d, "undo", ""))
	}
	var discard bot.Press
	if d.ID != "" { // it is kept
		discard = bot.Button("Discard", draftClick(d, "discard", ""))
	}
	answer.Buttons(one, undo, discard)
	return answer
}

// reasonOf is what the reader says of a file that it refuses, without the
// file's name.
func reasonOf(report transcript.Report) string {
	text := report.Err.Error()
	if _, after, ok := strings.Cut(text, report.File+": "); ok {
		text = after
	}
	// What a sidecar or another command would mend is said by buttons here.
	text, _, _ = strings.Cut(text, "; if ")
	return bot.Clip(bot.OneLine(text), 400)
}

// A paging says which page of the speakers and of the doubts is shown: "2.0".
type paging struct{ speakers, doubts int }

func parsePaging(text string) paging {
	a, b, _ := strings.Cut(strings.TrimPrefix(text, "d"), ".") // the d keeps the buttons of two lists apart
	s, _ := strconv.Atoi(a)
	d, _ := strconv.Atoi(b)
	return paging{max(0, s), max(0, d)}
}

func (p paging) String() string { return strconv.Itoa(p.speakers) + "." + strconv.Itoa(p.doubts) }

// menuPage returns a page of a list, and how many pages there are.
func menuPage[T any](all []T, page int) (some []T, at, pages int) {
	pages = max(1, (len(all)+bot.MaxOptions-1)/bot.MaxOptions)
	at = min(page, pages-1)
	return all[at*bot.MaxOptions : min(len(all), (at+1)*bot.MaxOptions)], at, pages
}

// correctView offers what can be corrected.
func (a archive) correctView(r *bot.Request, d *draft, result correction.Result, note bot.Markdown, p paging) *bot.Reply {
	v := readingOf(result)
	if v.record == nil {
		return a.refusedView(r, d, v, note)
	}
	answer := draftReply(r, d, v, note)
	answer.Add(bot.Join(howMuch(r, v), ", "))
	speakers, at, pages := menuPage(v.speakers, p.speakers)
	p.speakers = at
	var options []discordgo.SelectMenuOption
	for _, s := range speakers {
		options = append(options, discordgo.SelectMenuOption{
			Label: s.name, Value: speakerKey(s.name), Description: r.Text("%d turns", s.turns) + ", " + r.Text("%d words", s.words),
		})
	}
	answer.Menu(draftClick(d, "who", ""), "Choose a speaker", unlike(options))
	if pages > 1 {
		answer.Row(bot.Pager("Other speakers", "More speakers", at, pages, func(n int) bot.Click {
			return draftClick(d, "correct", paging{n, p.doubts}.String())
		}))
	}
	onLines := slices.DeleteFunc(slices.Clone(v.Report.Warnings), func(w transcript.Warning) bool { return w.Line == 0 })
	all, at, pages := menuPage(onLines, p.doubts)
	options = nil
	for _, w := range all {
		words := v.lines[w.Line]
		if v.sensitive(w.Line) {
			words = r.Text("(marked as sensitive)")
		}
		options = append(options, discordgo.SelectMenuOption{
			Label: r.Text("Line %s", strconv.Itoa(w.Line)) + " · " + words, Value: strconv.Itoa(w.Line), Description: r.Text(doubtText(w)),
		})
	}
	answer.Menu(draftClick(d, "line", ""), "Choose a doubt", unlike(options))
	if pages > 1 {
		answer.Row(bot.Pager("Other doubts", "More doubts", at, pages, func(n int) bot.Click {
			return draftClick(d, "correct", "d"+paging{p.speakers, n}.String())
		}))
	}
	undo := bot.Button("Undo", draftClick(d, "undo", ""))
	undo.Disabled = len(d.Before) == 0
	answer.Row(
		bot.Button("Title, date and source", formClick(d, "about", "")),
		bot.Button("Another line", formClick(d, "line", "")),
		undo,
		bot.Button("Sidecar", bot.Click{Verb: "draftfile", Fields: []string{d.ID}}),
	)
	use := bot.Button("Use it", draftClick(d, "use", ""))
	use.Main = true
	answer.Row(use, bot.Button("How it is read", draftClick(d, "read", "")), bot.Button("Discard", draftClick(d, "discard", "")))
	return answer
}
