package commands

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// TestWhoSeesAClick holds where the answer to a click goes: the asker turns
// the pages of a public answer, anybody else gets a private copy, which can
// be shared.
func TestWhoSeesAClick(t *testing.T) {
	c := newClient(t, builtIn())
	asked := c.run("/quote text: chinese")
	if isEphemeral(asked) {
		t.Fatal("a quotation is private unasked")
	}
	if id, _ := find(asked, "Share"); id != "" {
		t.Error("what everybody sees can be shared")
	}
	if got := c.click(asked, c.user, "Next"); got.Type != discordgo.InteractionResponseUpdateMessage {
		t.Errorf("the asker's page is a new message:\n%s", render(got))
	}
	for _, asker := range []string{"other", ""} {
		if got := c.click(asked, asker, "Next"); got.Type != discordgo.InteractionResponseChannelMessageWithSource || !isEphemeral(got) {
			t.Errorf("of %q's answer, somebody else's click gets:\n%s", asker, render(got))
		}
	}
	copied := c.click(asked, "other", "Next")
	page := c.click(copied, "other", "Next")
	if page.Type != discordgo.InteractionResponseUpdateMessage || isEphemeral(page) {
		t.Errorf("the next page of a private copy is\n%s", render(page))
	}
	shared := c.press(must(find(copied, "Share")), "", c.user, discordgo.MessageFlagsEphemeral)
	if shared.Type != discordgo.InteractionResponseChannelMessageWithSource || isEphemeral(shared) {
		t.Errorf("shared as\n%s", render(shared))
	}
	if quoted(shared) != quoted(copied) {
		t.Errorf("shared other words:\n%s", render(shared))
	}
	if got := c.click(asked, c.user, "In context"); !isEphemeral(got) {
		t.Errorf("the context takes the quotation's place:\n%s", render(got))
	}
}

func must(customID, _ string) string { return customID }

// quoted returns the lines of block quotes of an answer.
func quoted(response *discordgo.InteractionResponse) string {
	var lines []string
	for _, l := range strings.Split(text(response), "\n") {
		if strings.HasPrefix(l, "> ") {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// TestSharesWhatIsSeen shares every private answer and compares.
func TestSharesWhatIsSeen(t *testing.T) {
	c := newClient(t, builtIn())
	for _, line := range []string{
		"/quote text: chinese private: true", "/quote text: thank private: true", "/speaker name: dorticos", "/read at: 31", "/read at: 23-25",
		"/read at: mikoyan-1962-11-18", "/records list",
	} {
		private := c.run(line)
		shared := c.press(must(find(private, "Share")), "", c.user, private.Data.Flags)
		if isEphemeral(shared) || text(shared) != text(private) {
			t.Errorf("%s is shared as\n%s", line, render(shared))
		}
	}
}

// TestRandomWalk presses Another until all have been shown.
func TestRandomWalk(t *testing.T) {
	c := newClient(t, builtIn())
	response := c.run("/random speaker: dorticos")
	seen := map[string]int{}
	eligible := 0
	for i := range builtIn().Library().Records[0].Turns {
		turn := &builtIn().Library().Records[0].Turns[i]
		if turn.SpeakerName() == "O. Dorticos" && len(corpus.StandAlone(turn)) > 0 {
			eligible++
		}
	}
	last := ""
	for n := range 3 * eligible {
		q := text(response)
		if again := strings.Contains(q, "All have been shown"); again != (n > 0 && n%eligible == 0) {
			t.Errorf("passage %d of %d says that all have been shown: %t", n, eligible, again)
		}
		turn := q[strings.LastIndex(q, "mikoyan-1962"):]
		turn = turn[:strings.Index(turn, ")")]
		if turn == last {
			t.Errorf("passage %d is of the same turn as the one before: %s", n, turn)
		}
		seen[turn]++
		last = turn
		response = c.click(response, c.user, "Another")
	}
	for turn, n := range seen {
		if n != 3 {
			t.Errorf("turn %s was shown %d times in 3 rounds", turn, n)
		}
	}
	if len(seen) != eligible || eligible < 5 {
		t.Errorf("%d turns were shown of %d", len(seen), eligible)
	}
}

func TestShuffleReachesAll(t *testing.T) {
	for n := 1; n < 60; n++ {
		for seed := range uint32(20) {
			s := shuffle{n, seed * 0x1234567}
			seen := make([]bool, n)
			for i := range n {
				seen[s.at(i)] = true
			}
			if slices.Contains(seen, false) {
				t.Fatalf("shuffle of %d with seed %d misses some", n, s.seed)
			}
		}
	}
}

// TestReadsAll pages through the whole record, forwards and backwards, and
// finds every word of every turn.
func TestReadsAll(t *testing.T) {
	c := newClient(t, builtIn())
	for _, end := range []struct{ at, button string }{{"mikoyan-1962-11-18", "Later"}, {"n4", "Earlier"}} {
		response := c.run("/read at: " + end.at)
		pages := []string{quoted(response)}
		for range 50 {
			id, _ := find(response, end.button)
			if id == "" {
				break
			}
			response = c.press(id, "", c.user, response.Data.Flags)
			pages = append(pages, quoted(response))
		}
		if end.button == "Earlier" {
			slices.Reverse(pages)
		}
		all := words(strings.Join(pages, " "))
		for i := range builtIn().Library().Records[0].Turns {
			turn := &builtIn().Library().Records[0].Turns[i]
			if !strings.Contains(all, words(turn.Text)) {
				t.Errorf("%s is not read whole when going %s", turn.Reference(), end.button)
			}
		}
	}
}

// words returns only the words of a text, between single spaces.
func words(s string) string {
	return " " + strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !bot.IsWordRune(r) }), " ") + " "
}

// A play is a small record of our own: speakers of one surname, verse, and a
// turn that is marked as sensitive.
func play(id string) *corpus.Record {
	r := &corpus.Record{
		ID: id, Title: "The Harbour, " + id, File: id + ".txt",
		Speakers: []corpus.Speaker{{Name: "ANNA SMITH", Aliases: []string{"Smith"}}, {Name: "PETER SMITH", Aliases: []string{"Smith"}}, {Name: "KEEPER"}},
	}
	for n, turn := range []struct {
		speaker int32
		line    uint32
		text    string
	}{
		{0, 1, "The harbour lights are burning low tonight,\nand every boat lies empty on the sand.\n\nWho brings the boats back now?"},
		{1, 6, "Nobody brings them back, my sister, for the storm has taken all the men of this whole coast."},
		{2, 8, "Bodies were washed ashore this morning, and the children of the village stood and saw them all."},
		{0, 10, "Then let the lights go out."},
	} {
		r.Turns = append(r.Turns, corpus.Turn{Text: turn.text, Speaker: turn.speaker, Number: int32(n + 1), Marks: []corpus.Mark{{Line: turn.line}}, Sensitive: n == 2})
	}
	return r
}

// TestTwoRecords holds what only shows with several records: questions which
// speaker or record is meant, and the way on from them.
func TestTwoRecords(t *testing.T) {
	for _, test := range []struct {
		name, command string
		clicks        []string
	}{
		{"verse", "/quote text: lies empty on the sand", nil},
		{"which_speaker", "/quote text: lights speaker: smith private: true", []string{"ANNA"}},
		{"which_speaker_public", "/random speaker: smith", []string{"PETER"}},
		{"which_record", "/read at: 2", []string{"south"}},
		{"records", "/records list", nil},
		{"record_filter", "/quote text: boats record: south", nil},
		{"record_unsure", "/quote text: boats record: harbour", []string{"north"}},
		{"record_absent", "/quote text: boats record: moon", nil},
		{"sensitive", "/quote text: bodies were washed ashore", nil},
		{"sensitive_read", "/read at: north:2-3", nil},
		{"sensitive_card", "/speaker name: keeper record: north", nil},
		{"sensitive_random", "/random speaker: keeper record: north", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newClient(t, indexOf(play("north"), play("south")))
			response := c.run(test.command)
			got := test.command + "\n" + render(response)
			for _, label := range test.clicks {
				response = c.click(response, c.user, label)
				got += "\n[" + label + "]\n" + render(response)
			}
			golden(t, "two_records/"+test.name, got)
		})
	}
}

// TestLongQuery pages through the matches of a query that no custom ID holds.
func TestLongQuery(t *testing.T) {
	c := newClient(t, indexOf(play("north"), play("south"), play("east")))
	response := c.run("/quote text: nobody brings them back my sister for the storm has taken all the men of this whole coast")
	id, _ := find(response, "Next")
	if !strings.HasPrefix(id, "1:hits:") {
		t.Fatalf("Next is %q in\n%s", id, render(response))
	}
	source := func(r *discordgo.InteractionResponse) string {
		return regexp.MustCompile(`\(\w+:\d+\)`).FindString(text(r))
	}
	seen := []string{source(response)}
	for range 5 {
		response = c.press(id, "", c.user, 0)
		if got := source(response); !slices.Contains(seen, got) {
			seen = append(seen, got)
		}
		if id, _ = find(response, "Next"); id == "" {
			id, _ = find(response, "First")
		}
	}
	if len(seen) != 3 {
		t.Errorf("%d matches can be reached of 3", len(seen))
	}
}

// TestButtonsOutliveTheBot presses a button on another bot, with a library
// that was read again.
func TestButtonsOutliveTheBot(t *testing.T) {
	before := newClient(t, indexOf(play("north"), play("south")))
	asked := before.run("/quote text: boats")
	changed := play("north")
	changed.Turns[3].Text += " I have said it."
	after := newClient(t, indexOf(changed, play("south")))
	got := after.click(asked, "100", "Next")
	want := before.click(asked, "100", "Next")
	if text(got) != text(want) {
		t.Errorf("got\n%s\nwant\n%s", render(got), render(want))
	}
	gone := before.run("/quote text: let the lights go out")
	if got := after.click(gone, "100", "In context"); !strings.Contains(text(got), "no longer in the record") {
		t.Errorf("a turn that was changed is answered with\n%s", render(got))
	}
}

func TestAutocomplete(t *testing.T) {
	var b strings.Builder
	c := newClient(t, builtIn())
	for _, test := range []struct{ line, option string }{
		{"/quote text:", "text"},
		{"/quote text: letters of sup", "text"},
		{"/quote text: rice speaker: guev", "speaker"},
		{"/quote text: rice speaker:", "speaker"},
		{"/quote text: rice record: mik", "record"},
		{"/speaker name: arag", "name"},
		{"/random about:", "about"},
		{"/random speaker: guevara about: r", "about"},
		{"/read at:", "at"},
		{"/read at: 31", "at"},
		{"/read at: n2", "at"},
		{"/read at: mikoyan-1962-11-18:3", "at"},
		{"/read at: zzz", "at"},
	} {
		fmt.Fprintf(&b, "%s\n", test.line)
		for _, choice := range c.complete(test.line, test.option) {
			fmt.Fprintf(&b, "    %s\n        %s\n", choice.Name, choice.Value)
		}
	}
	golden(t, "autocomplete", b.String())
}

// TestChosenName holds that choosing a proposal is never asked about again.
func TestChosenName(t *testing.T) {
	for _, x := range []*search.Index{builtIn(), indexOf(play("north"), play("south")), indexOf(play("north"))} {
		c := newClient(t, x)
		for _, choice := range c.complete("/speaker name:", "name") {
			if got := c.run("/speaker name: " + choice.Value.(string)); !strings.HasPrefix(text(got), "### ") {
				t.Errorf("%s is answered with\n%s", choice.Name, render(got))
			}
		}
		for _, choice := range c.complete("/quote text: a record:", "record") {
			if got := c.run("/read at: " + choice.Value.(string)); !strings.Contains(text(got), "> ") {
				t.Errorf("%s is answered with\n%s", choice.Name, render(got))
			}
		}
	}
}

// TestChosenPassage holds that choosing a proposal quotes exactly that.
func TestChosenPassage(t *testing.T) {
	c := newClient(t, builtIn())
	choices := c.complete("/quote text: cuba", "text")
	if len(choices) < 2 {
		t.Fatalf("%d choices", len(choices))
	}
	for _, choice := range choices {
		value := choice.Value.(string)
		p, _ := bot.PassageOf(builtIn().Library(), strings.TrimPrefix(value, chosenPrefix))
		want := string(bot.BlockQuote(p, bot.QuoteStyle{}))
		if got := quoted(c.run("/quote text: " + value)); got != want {
			t.Errorf("%s is answered with\n%s\nwant\n%s", choice.Name, got, want)
		}
	}
	// A span that cuts a sentence to another sense is widened to the whole.
	cut := choices[0].Value.(string)
	at := strings.LastIndexAny(cut, "-")
	cut = cut[:at] + fmt.Sprintf("-%d", atoi(cut[strings.LastIndex(cut, ":")+1:at])+5)
	if got := quoted(c.run("/quote text: " + cut)); got != quoted(c.run("/quote text: "+choices[0].Value.(string))) {
		t.Errorf("a forged span is quoted as\n%s", got)
	}
}

func atoi(s string) (n int) {
	fmt.Sscan(s, &n)
	return n
}

func TestCommands(t *testing.T) {
	var b strings.Builder
	for _, c := range bot.New(bot.Options{Index: builtIn(), Commands: All(Options{})}).Commands() {
		fmt.Fprintf(&b, "/%s  %s\n    contexts %v, installs %v\n", c.Name, c.Description, *c.Contexts, *c.IntegrationTypes)
		optional := false
		for _, o := range c.Options {
			if o.Required && optional {
				t.Errorf("/%s: %s is required after an optional one", c.Name, o.Name)
			}
			optional = optional || !o.Required
			for _, description := range []string{c.Description, o.Description} {
				if !bot.Between(1, description, 100) {
					t.Errorf("/%s: a description of %d characters", c.Name, bot.Units(description))
				}
			}
			fmt.Fprintf(&b, "    %s (%s, required %t, autocomplete %t)  %s\n", o.Name, o.Type, o.Required, o.Autocomplete, o.Description)
		}
	}
	golden(t, "commands", b.String())
}
