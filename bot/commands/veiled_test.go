package commands

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/daily"
	"rapporteur/bot/game"
)

// Words of sensitive turns and of notes to them. What can be typed is typed, and
// may be repeated; the others nobody types, so that an answer that shows one has it of
// such a turn.
const (
	typedWord  = "quorvex"
	veiledWord = "brollachan"
)

// veiledRecord is a transcript of which each third turn is sensitive, and a
// narration, with the sidecar that says so.
func veiledRecord() (text, sidecar string) {
	var b strings.Builder
	var sensitive []string
	for i := range 24 {
		speaker := []string{"QUENTIN", "ZELDA"}[i%2]
		if i%3 == 1 {
			sensitive = append(sensitive, fmt.Sprintf("%q", fmt.Sprint(i+1)))
			fmt.Fprintf(&b, "%s: The %s of the cellar number %d was %s, and nobody who saw the %s has slept since. It was %s and cold.\n\n",
				speaker, typedWord, i+100, veiledWord, typedWord, veiledWord)
			continue
		}
		fmt.Fprintf(&b, "%s: The zanthor of the %s was weighed on the scales number %d, and everybody wrote it down at once.\n\n",
			speaker, []string{"harbour", "garrison", "orchard"}[i/3%3], i+100)
	}
	return b.String(), "title = \"The Cellar\"\ndate = \"1950-01-02\"\nsensitive = [" + strings.Join(sensitive, ", ") + "]\n"
}

// seer is a drawer that keeps what it is to write into pictures.
type seer struct{ figures []bot.Figure }

func (s *seer) Draw(_ context.Context, f bot.Figure) ([]byte, error) {
	s.figures = append(s.figures, f)
	return []byte("\x89PNG\r\n\x1a\n"), nil
}

// spoilers are what stands behind bars.
var spoilers = regexp.MustCompile(`(?s)\|\|.*?\|\|`)

// seen returns all that an answer shows to whoever clicks on no bars: its texts,
// labels, proposals, forms and files.
func seen(t *testing.T, response *discordgo.InteractionResponse) string {
	t.Helper()
	data := response.Data
	if data == nil {
		return ""
	}
	lines := []string{data.Title, data.Content}
	for _, c := range data.Choices {
		lines = append(lines, c.Name)
	}
	behind := make(map[string]bool)
	for _, c := range components(response) {
		switch c := c.(type) {
		case discordgo.Container, discordgo.ActionsRow: // what is in them comes by itself
		case discordgo.TextDisplay:
			lines = append(lines, spoilers.ReplaceAllString(c.Content, ""))
		case discordgo.Button:
			lines = append(lines, c.Label)
		case discordgo.SelectMenu:
			lines = append(lines, c.Placeholder)
			for _, o := range c.Options {
				lines = append(lines, o.Label, o.Description)
			}
		case discordgo.MediaGallery:
			for _, item := range c.Items {
				if item.Description != nil {
					lines = append(lines, *item.Description)
				}
			}
		case discordgo.FileComponent:
			behind[strings.TrimPrefix(c.File.URL, "attachment://")] = c.Spoiler
		default:
			encoded, err := json.Marshal(c)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, string(encoded))
		}
	}
	for _, f := range data.Files {
		f.Reader.(io.Seeker).Seek(0, io.SeekStart)
		body, err := io.ReadAll(f.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if !behind[f.Name] {
			lines = append(lines, f.Name, string(body))
		}
	}
	return strings.Join(lines, "\n")
}

// TestVeiled asks for everything about a record with sensitive turns, and does
// all that is offered, to some depth. No answer shows a word of such a turn
// outside spoiler bars, whoever asks for it.
func TestVeiled(t *testing.T) {
	w := newTown(t)
	drawn := new(seer)
	decks := daily.NewDecks(w.shelves)
	decks.Swap(builtIn())
	w.engine = daily.New(daily.Options{Store: w.store, Decks: decks, Permissions: w})
	w.bot = bot.New(bot.Options{Index: builtIn(), Libraries: w.shelves, Log: textLog(&w.log), Commands: All(Options{
		Rand: rand.New(rand.NewPCG(1, 2)), Log: textLog(&w.log), Drawer: drawn, Schedules: w.store, Scheduler: w.engine,
		Rounds: game.New(game.Options{Store: w.store, Editor: nowhere{}}), Documents: w.store, Uploads: w.shelves,
	})})
	text, sidecar := veiledRecord()
	w.bring(t, "3", "cellar.txt", text, sidecar)

	var commands []deed
	for _, line := range []string{
		"/quote text: quorvex of the cellar number 104", "/quote text: “quorvex of the cellar number 104”", "/quote text: quorvex quorvox cellar has slept", "/quote text: cellar:5",
		"/quote text: zanthor was weighed", "/quote text: the quorvex of the harbour was weighed", "/quote text: quorvex speaker: Zelda private: true",
		"/quote text: who saw the quorvex", "/quote text: what did Zelda say about the cellar",
		"/speaker name: Quentin", "/speaker name: Zelda record: cellar", "/random record: cellar", "/random about: quorvex", "/random speaker: Zelda record: cellar",
		"/read at: cellar:5", "/read at: cellar:4-6", "/read at: cellar", "/read at: cellar:24",
		"/verify text: “The quorvex of the cellar number 104 was cold, and nobody who saw the quorvex has slept since” (Zelda)",
		"/verify text: “nobody who saw the quorvex has slept” (Quentin), and “the zanthor of the cellar was weighed”",
		"/cite reference: cellar:5", "/cite reference: cellar:4-6", "/cite reference: quorvex of the cellar number 104",
		"/mentions words: quorvex", "/mentions words: quorvex, zanthor", "/mentions words: cellar record: cellar",
		"/exchange between: Quentin and: Zelda", "/exchange between: Quentin and: Zelda about: quorvex",
	} {
		commands = append(commands, deed{discordgo.InteractionApplicationCommand, w.data(line, ""), false})
	}
	for _, c := range []struct{ line, option string }{
		{"/quote text: quor", "text"}, {"/quote text: cellar", "text"}, {"/quote text: cellar:5", "text"}, {"/quote text: who saw", "text"}, {"/read at: cellar:5", "at"}, {"/read at: cel", "at"}, {"/read at: quorvex", "at"},
		{"/cite reference: cellar:5", "reference"}, {"/cite reference: quor", "reference"}, {"/mentions words: quor", "words"}, {"/mentions words: broll", "words"}, {"/random about: w", "about"},
		{"/random about: ", "about"}, {"/exchange between: Quentin and: Zelda about: ", "about"}, {"/speaker name: Z", "name"}, {"/quote text: x speaker: Z", "speaker"},
	} {
		commands = append(commands, deed{discordgo.InteractionApplicationCommandAutocomplete, w.data(c.line, c.option), false})
	}
	sub := func(command, name, options string) {
		commands = append(commands, deed{discordgo.InteractionApplicationCommand,
			fmt.Sprintf(`{"id":"5","name":%q,"type":1,"options":[{"name":%q,"type":1,"options":[%s]}]}`, command, name, options), false})
	}
	const record, at = `{"name":"record","type":3,"value":"cellar"}`, `{"name":"channel","type":7,"value":"40"},{"name":"time","type":3,"value":"07:30"},{"name":"timezone","type":3,"value":"UTC"},`
	sub("records", "list", "")
	sub("records", "correct", record)
	sub("records", "export", record)
	sub("whosaid", "play", record)
	sub("daily", "add", at+record)
	sub("daily", "add", at+record+`,{"name":"mode","type":3,"value":"serial"}`)
	for _, name := range []string{"list", "show", "preview", "test"} {
		sub("daily", name, "")
	}
	for _, name := range []string{"help", "privacy"} {
		commands = append(commands, deed{discordgo.InteractionApplicationCommand, fmt.Sprintf(`{"id":"5","name":%q,"type":1,"options":[]}`, name), false})
	}
	for _, content := range []string{"nobody who saw the quorvex has slept since", "“The quorvex of the cellar number 104 was cold”"} {
		commands = append(commands, deed{discordgo.InteractionApplicationCommand, fmt.Sprintf(
			`{"id":"5","name":"Verify quotation","type":3,"target_id":"9","resolved":{"messages":{"9":{"id":"9","content":%q}}}}`, content), false})
	}
	var lists []deed // of what was saved by pressing
	for _, class := range []string{"", `,{"name":"class","type":5,"value":true}`} {
		for _, f := range savedFormats {
			lists = append(lists, deed{discordgo.InteractionApplicationCommand,
				fmt.Sprintf(`{"id":"5","name":"saved","type":1,"options":[{"name":"export","type":1,"options":[{"name":"format","type":3,"value":%q}%s]}]}`, f.value, class), false})
		}
	}
	for _, name := range []string{"list", "class"} {
		lists = append(lists, deed{discordgo.InteractionApplicationCommand, fmt.Sprintf(`{"id":"5","name":"saved","type":1,"options":[{"name":%q,"type":1,"options":[]}]}`, name), false})
	}
	lists = append(lists, deed{discordgo.InteractionApplicationCommandAutocomplete,
		`{"id":"5","name":"saved","type":1,"options":[{"name":"remove","type":1,"options":[{"name":"quotation","type":3,"value":"","focused":true}]}]}`, false})

	done := make(map[string]bool)
	veiled, depth := 0, 0
	do := func(d deed) []deed {
		if done[d.data] || len(done) > 2500 {
			return nil
		}
		done[d.data] = true
		_, response := w.ask("3", d)
		for _, shown := range append([]string{seen(t, response)}, figuresOf(drawn)...) {
			if strings.Contains(strings.ToLower(shown), veiledWord) {
				t.Errorf("at depth %d, %s shows\n%s", depth, d.data, shown)
			}
		}
		if strings.Contains(bothSides(response), veiledWord) {
			veiled++
		}
		return deedsOf(response)
	}
	for level := commands; depth < 4; depth++ {
		var next []deed
		for _, d := range level {
			next = append(next, do(d)...)
		}
		level = next
	}
	for _, d := range lists {
		do(d)
	}
	if len(done) < 300 || veiled < 20 {
		t.Errorf("%d deeds, %d of which have shown a sensitive turn behind bars", len(done), veiled)
	}
	t.Logf("%d deeds, %d of which have shown a sensitive turn behind bars", len(done), veiled)
}

// TestSensitiveIsNotNearest asks for what the record does not hold, and what only
// a sensitive turn comes near to: that turn is not offered.
func TestSensitiveIsNotNearest(t *testing.T) {
	w := newTown(t)
	text, sidecar := veiledRecord()
	w.bring(t, "3", "cellar.txt", text, sidecar)
	_, response := w.ask("3", deed{discordgo.InteractionApplicationCommand, w.data("/quote text: “quorvex has slept soundly”", ""), false})
	if said := bothSides(response); !strings.Contains(said, "Not in the record") || strings.Contains(said, "Nearest") {
		t.Errorf("the answer is\n%s", said)
	}
}

// figuresOf returns what was written into pictures, and forgets it.
func figuresOf(s *seer) (texts []string) {
	for _, f := range s.figures {
		encoded, _ := json.Marshal(f)
		texts = append(texts, string(encoded))
	}
	s.figures = nil
	return texts
}

// bothSides returns the texts of an answer, bars or not.
func bothSides(response *discordgo.InteractionResponse) string {
	if response.Data == nil {
		return ""
	}
	return text(response)
}
