package commands

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/study/concordance"
)

// mentionsCommand declares /mentions: who says words most, and each place in
// its context.
func mentionsCommand(s studio) bot.Command {
	order := &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: "order", Description: "How the places are listed",
	}
	for _, o := range concordance.Orders {
		order.Choices = append(order.Choices, &discordgo.ApplicationCommandOptionChoice{Name: string(orderNames[o]), Value: string(o)})
	}
	return bot.Command{
		Declaration: declare("mentions", "Who says a word most often, where, and with which words around it",
			longer(textOption("words", "Words; “in quotation marks” exactly these; compare with: rice vs missiles", true), 300),
			textOption("speaker", "Only this speaker", false),
			textOption("record", "Only in this record", false),
			order,
			privateOption(),
		),
		Example:      "/mentions words: {word}",
		Run:          s.mentions,
		Autocomplete: map[string]bot.Propose{"words": proposeMentioned, "speaker": proposeSpeakers, "record": proposeRecords},
		Verbs: []bot.Verb{
			{Name: "mentions", Fields: []string{"page", "query"}, Run: s.mentionsPage},
			{Name: "figures", Fields: []string{"query"}, Run: mentionsFigures, Place: bot.Aside},
		},
	}
}

// proposeMentioned proposes words that are mentioned.
func proposeMentioned(r *bot.Request, typed string) []bot.Choice {
	return proposeWords(r, typed, func(speaker *corpus.Person, in *corpus.Record, typed string) bool {
		sets, err := concordance.Parse(typed)
		return err == nil && !slices.ContainsFunc(sets, func(words concordance.Words) bool {
			for p := range r.Index.Occurrences(words.Text, words.Exactly, in) {
				if speaker == nil || r.Index.Library().Person(p.Turn) == speaker {
					return false
				}
			}
			return true
		})
	})
}

// orderNames are the orders as a person chooses them.
var orderNames = map[concordance.Order]bot.Key{
	concordance.ByPlace:  "as they stand in the record",
	concordance.ByAfter:  "by the words after",
	concordance.ByBefore: "by the words before",
}

const (
	placesOnPage   = 8
	contextWidth   = 36 // characters before and after the words
	sharesInAnswer = 8
)

// A mentions is the answer to one question: a concordance for each set of
// words, and the places of all of them together.
type mentions struct {
	words   string // as typed
	speaker *corpus.Person
	record  *corpus.Record
	order   concordance.Order

	sets   []concordance.Concordance
	places []concordance.Place
}

// called returns what to call those who say the words.
func (m *mentions) called(l *bot.Language) map[*corpus.Person]string {
	var people []*corpus.Person
	for _, c := range m.sets {
		for _, s := range c.Speakers {
			people = append(people, s.Person)
		}
	}
	return namesApart(l, people)
}

func (s studio) mentions(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	m, err := mentionsOf(r)
	if err != nil {
		return nil, err
	}
	return s.showMentions(ctx, r, m, 0)
}

// mentionsPage answers a button that carries the question and a page.
func (s studio) mentionsPage(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	page, err := strconv.Atoi(r.Field("page"))
	if err != nil || !unpackMentions(r) {
		return nil, bot.Refuse(bot.OldButton)
	}
	m, err := mentionsOf(r)
	if err != nil {
		return nil, err
	}
	return s.showMentions(ctx, r, m, page)
}

func unpackMentions(r *bot.Request) bool {
	values, ok := bot.Unpacked(r.Field("query"), 4)
	if ok {
		r.Options = map[string]string{"order": values[0], "speaker": values[1], "record": values[2], "words": values[3]}
	}
	return ok
}

// query returns what unpackMentions reads.
func (m *mentions) query(order concordance.Order) string {
	return bot.Packed(string(order), bot.TokenOfPerson(m.speaker), bot.TokenOfRecord(m.record), m.words)
}

func (m *mentions) click(order concordance.Order, page int) bot.Click {
	return bot.Click{Verb: "mentions", Fields: []string{strconv.Itoa(page), m.query(order)}}
}

// mentionsOf answers the question of the options.
func mentionsOf(r *bot.Request) (*mentions, error) {
	sets, err := concordance.Parse(r.Options["words"])
	switch {
	case errors.Is(err, concordance.ErrTooManySets):
		return nil, bot.Refuse("At most %d sets of words can be compared, such as `rice vs missiles`.", concordance.MostSets)
	case err != nil:
		return nil, bot.Refuse("There is no word to look for. For example: %s", r.Example())
	}
	speaker, in, err := filters(r, "speaker")
	if err != nil {
		return nil, err
	}
	order := concordance.Order(r.Options["order"])
	if !slices.Contains(concordance.Orders, order) {
		order = concordance.ByPlace
	}
	return countMentions(r.Index, sets, r.Options["words"], speaker, in, order), nil
}

func countMentions(x *search.Index, sets []concordance.Words, typed string, speaker *corpus.Person, in *corpus.Record, order concordance.Order) *mentions {
	m := &mentions{words: bot.OneLine(typed), speaker: speaker, record: in, order: order}
	for _, words := range sets {
		m.sets = append(m.sets, concordance.Of(x, concordance.Question{Words: words, Speaker: speaker, Record: in}))
	}
	m.places = concordance.Merge(m.order, m.sets...)
	return m
}

// showMentions answers with a page of places; the first one begins with who
// says the words most.
func (s studio) showMentions(ctx context.Context, r *bot.Request, m *mentions, page int) (*bot.Reply, error) {
	if len(m.places) == 0 {
		return nil, m.nowhere(r)
	}
	pages := (len(m.places) + placesOnPage - 1) / placesOnPage
	if page < 0 || page >= pages {
		return nil, bot.Refuse("That page is no longer there: the records may have changed. `/mentions` counts again.")
	}
	answer := r.NewReply()
	if page == 0 {
		answer.Title(bot.Plain(bot.Clip(m.finding(r), 300)))
		if meaning := m.meaning(r); meaning != "" {
			answer.Add(meaning)
		}
		answer.Add(m.shares(r))
		f := m.figure(r.Language, r.Index)
		f.Alt = m.glance(r.Language, f) // its numbers are those of the line above
		if err := s.picture(ctx, answer, "mentions.png", f); err != nil {
			return nil, err
		}
	}
	var lines []bot.Markdown
	var options []discordgo.SelectMenuOption
	for _, p := range m.places[page*placesOnPage : min(len(m.places), (page+1)*placesOnPage)] {
		lines = append(lines, keyword(r, p))
		options = append(options, placeOption(r, p))
	}
	answer.Add(bot.Join(lines, "\n"))
	if pages > 1 {
		answer.Add(bot.Small(r.Say("Places, %s · page %d of %d", orderNames[m.order], page+1, pages)))
	}
	answer.Menu(openClick("turn"), "Read one in context", unlike(options))
	here := m.click(m.order, page)
	if !here.Shareable() {
		if pages > 1 {
			answer.Add(bot.Small(r.Say("These are too many words for buttons that turn pages. Fewer words show all places.")))
		}
		return answer, nil
	}
	var prev, next bot.Press
	if pages > 1 {
		prev, next = bot.Pager("Earlier", "Later", page, pages, func(n int) bot.Click { return m.click(m.order, n) })
	}
	var list bot.Press
	if len(m.places) > 1 {
		other := concordance.Orders[(slices.Index(concordance.Orders, m.order)+1)%len(concordance.Orders)]
		list = bot.Button("List %s", m.click(other, 0), orderNames[other])
	}
	answer.Row(prev, next, list,
		bot.Button("Figures (CSV)", bot.Click{Verb: "figures", Fields: []string{m.query(m.order)}}),
		r.Share(here))
	return answer, nil
}

// marked returns the words as they were typed, in quotation marks.
func (m *mentions) marked(l *bot.Language) string {
	if _, quoted := search.Unquote(m.words); quoted {
		return m.words
	}
	return l.Text("“%s”", m.words)
}

// nowhere says that the words stand nowhere, and what is near.
func (m *mentions) nowhere(r *bot.Request) error {
	var filters bot.Markdown
	if m.speaker != nil {
		filters += " " + r.Say("by %s", bot.Clip(m.speaker.Name, 80))
	}
	if m.record != nil {
		filters += " " + r.Say("in %s", r.Where(m.record))
	}
	advice := bot.Key("Try `/quote`, which also finds what is similar.")
	nowhere := bot.Key("%s%s stands nowhere: no place has these words side by side. %s")
	if len(m.sets) == 1 && len(strings.Fields(m.sets[0].Words.Text)) == 1 {
		nowhere = "%s%s stands nowhere. %s"
	}
	if slices.ContainsFunc(m.sets, func(c concordance.Concordance) bool { return c.Words.Exactly }) {
		advice = "Without quotation marks, other forms of the words count, too."
	} else if m.speaker != nil || m.record != nil {
		advice = "Try without the speaker or the record, or `/quote`, which also finds what is similar."
	}
	says := r.Say(advice)
	if like := alike(r, m); like != "" {
		says = r.Say("What is like it: %s.", like) + " " + says
	}
	return bot.Refuse(nowhere, bot.Clip(m.marked(r.Language), 200), filters, says)
}

// mostAlike bounds the words that are named which are like one that stands nowhere.
const mostAlike = 3

// alike names words of the records that stand for one that does not stand there,
// "Chinese" for "China"; "" if there are none, or if several words were looked for.
func alike(r *bot.Request, m *mentions) string {
	if len(m.sets) != 1 || len(strings.Fields(m.sets[0].Words.Text)) != 1 {
		return ""
	}
	result, err := r.Index.Search(r.Context(), search.Query{Text: m.sets[0].Words.Text, Speaker: m.speaker, Record: m.record, Limit: mostMatches})
	if err != nil {
		return "" // nobody waits for it any more
	}
	var words []string
	for _, hit := range result.Hits {
		for _, w := range hit.Words {
			word := "“" + bot.OneLine(hit.Turn.Text[w.Start:w.End]) + "”"
			if !hit.Turn.Sensitive && len(words) < mostAlike && !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	return bot.Clip(strings.Join(words, ", "), 200)
}

// finding says in a sentence what was found.
func (m *mentions) finding(r *bot.Request) string {
	var parts []string
	for _, c := range m.sets {
		how := bot.Key("“%s” %s")
		if c.OtherForms() {
			how = withForms
		}
		parts = append(parts, r.Text(how, c.Words.Text, times(r.Language, len(c.Places))))
	}
	finding := strings.Join(parts, ", ")
	if len(m.sets) > 1 || len(m.sets[0].Speakers) < 2 {
		return finding
	}
	most, ok := m.sets[0].Most()
	if !ok {
		return finding
	}
	return r.Text("%s, most by %s (%s)", finding, bot.Clip(m.called(r.Language)[most.Person], 100), times(r.Language, most.Count))
}

// withForms says something of words and of their other forms, all together.
const withForms bot.Key = "“%s” and other forms: %s"

// meaning says what the counts mean: who leads by rate, and that forms are
// counted together.
func (m *mentions) meaning(r *bot.Request) bot.Markdown {
	var lines []bot.Markdown
	if densest, ok := m.sets[0].Densest(); ok && len(m.sets) == 1 {
		lines = append(lines, r.Say("Of those who say it at least twice, the highest share of their own words: %s, %s in a thousand.",
			bot.Clip(m.called(r.Language)[densest.Person], 80), rate(r.Language, densest)))
	}
	if slices.ContainsFunc(m.sets, concordance.Concordance.OtherForms) {
		lines = append(lines, bot.Small(r.Say("Forms of a word are counted together. In quotation marks, only exactly what you type is counted.")))
	}
	return bot.Join(lines, "\n")
}

func times(l *bot.Language, n int) string {
	switch n {
	case 0:
		return l.Text("never")
	case 1:
		return l.Text("once")
	case 2:
		return l.Text("twice")
	}
	return l.Text("%d times", n)
}

// shares lists who says the words, by how often in a thousand words.
func (m *mentions) shares(r *bot.Request) bot.Markdown {
	var lines []bot.Markdown
	called := m.called(r.Language)
	for _, c := range m.sets {
		if len(m.sets) > 1 {
			title := bot.Bold(bot.Plain(bot.Clip(c.Words.String(), 80))) + ":"
			if len(c.Speakers) == 0 {
				title += " " + r.Say("nobody")
			}
			lines = append(lines, title)
		}
		for _, s := range c.Speakers[:min(sharesInAnswer/len(m.sets), len(c.Speakers))] {
			lines = append(lines, r.Say("%s — %s, %s in a thousand words", bot.Clip(called[s.Person], 80), times(r.Language, s.Count), rate(r.Language, s)))
		}
		if more := len(c.Speakers) - sharesInAnswer/len(m.sets); more > 0 {
			lines = append(lines, bot.Small(r.Say("and %d more speakers", more)))
		}
		if len(c.Records) > 1 {
			var names []string
			for _, s := range c.Records[:min(3, len(c.Records))] {
				name := r.ShortTitle(s.Record)
				if slices.ContainsFunc(c.Records, func(o concordance.Share) bool { return o.Record != s.Record && r.ShortTitle(o.Record) == name }) {
					name = s.Record.ID
				}
				names = append(names, bot.Clip(name, 60)+" ("+rate(r.Language, s)+")")
			}
			lines = append(lines, bot.Small(r.Say("Most in %s", strings.Join(names, ", "))))
		}
	}
	return bot.Join(lines, "\n")
}

// rate writes how often in a thousand words, to two figures that tell.
func rate(l *bot.Language, s concordance.Share) string {
	digits := 0
	for n := s.PerThousand(); 0 < n && n < 10 && digits < 4; n *= 10 {
		digits++ // of 0.59 the second one
	}
	return l.Decimal(s.PerThousand(), digits)
}

// keyword shows a place with the words around it, on one line.
func keyword(r *bot.Request, p concordance.Place) bot.Markdown {
	reference := p.Turn.Reference()
	if len(r.Index.Library().Records) == 1 {
		reference.Record = "" // nobody needs to be told which
	}
	ref := bot.Plain(bot.Clip(reference.String(), 60))
	who := r.Text("the recorder")
	if p.Person != nil {
		who = bot.Clip(r.NameOr(p.Person.Name), 40)
	}
	by := " — " + bot.Plain(who) + ", " + ref
	if p.Turn.Sensitive {
		return "_" + r.Say("(marked as sensitive)") + "_" + by
	}
	before, after := p.Context(contextWidth)
	return spaced(before) + bot.Bold(bot.Plain(bot.OneLine(p.Text()))) + spaced(after) + by
}

// spaced escapes text that stands beside other text, with the space at its ends.
func spaced(text string) bot.Markdown {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return ""
	}
	before, after, _ := strings.Cut(text, trimmed)
	return bot.Markdown(before) + bot.Plain(trimmed) + bot.Markdown(after)
}

// placeOption opens a place's turn.
func placeOption(r *bot.Request, p concordance.Place) discordgo.SelectMenuOption {
	text := r.Text("(marked as sensitive)")
	if !p.Turn.Sensitive {
		before, after := p.Context(contextWidth)
		text = before + bot.OneLine(p.Text()) + after
	}
	return discordgo.SelectMenuOption{Label: p.Turn.Reference().String(), Value: p.Turn.ID.String(), Description: text}
}

// unlike leaves the first option of each value: a turn may hold the words more
// than once.
func unlike(options []discordgo.SelectMenuOption) []discordgo.SelectMenuOption {
	seen := make(map[string]bool)
	return slices.DeleteFunc(options, func(o discordgo.SelectMenuOption) bool {
		again := seen[o.Value]
		seen[o.Value] = true
		return again
	})
}

// mentionsFigures answers with the counts as a table.
func mentionsFigures(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	if !unpackMentions(r) {
		return nil, bot.Refuse(bot.OldButton)
	}
	m, err := mentionsOf(r)
	if err != nil {
		return nil, err
	}
	answer := r.NewReply()
	answer.Say("The counts as a table, for a spreadsheet:")
	answer.File("mentions.csv", m.csv(r.Language), false)
	return answer, nil
}

// csv returns the counts, a row for each speaker and each record.
func (m *mentions) csv(l *bot.Language) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write([]string{"words", "of", "name", "count", "words_in_all", "per_thousand"})
	row := func(c concordance.Concordance, of, name string, s concordance.Share) {
		w.Write([]string{bot.Cell(c.Words.String()), of, bot.Cell(name), strconv.Itoa(s.Count), strconv.Itoa(s.Total), strconv.FormatFloat(s.PerThousand(), 'f', 3, 64)})
	}
	called := m.called(l)
	for _, c := range m.sets {
		for _, s := range c.Speakers {
			row(c, "speaker", called[s.Person], s)
		}
		for _, s := range c.Records {
			row(c, "record", s.Record.ID, s)
		}
		for i, n := range c.Course {
			row(c, "part", fmt.Sprintf("%d of %d", i+1, concordance.Tenths), concordance.Share{Count: n})
		}
	}
	w.Flush()
	return out.Bytes()
}
