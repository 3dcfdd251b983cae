package commands

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/daily"
)

// TestNoWordsButTheRecords asks everything that other tests ask, in a language
// in which messages are marked. What is not marked must be the record's words,
// or those that were typed.
func TestNoWordsButTheRecords(t *testing.T) {
	var all []string
	for _, r := range builtIn().Library().Records {
		all = append(all, r.ID, r.File, r.Title, r.Short, r.Place, r.Source, r.Recorder, r.Author, r.Translator, r.Archive, r.Rights)
		all = append(all, r.Participants...)
		for i := range r.Turns {
			all = append(all, r.Turns[i].Text, r.Turns[i].SpeakerName(), r.Turns[i].Whole().Citation())
		}
		for _, s := range r.Speakers {
			all = append(append(all, s.Name, s.Role), s.Aliases...)
		}
		for _, note := range r.Notes {
			all = append(all, note.Text)
		}
	}
	known := plainWords(strings.Join(all, "\n"))
	check := func(t *testing.T, typed string, answer *discordgo.InteractionResponse) {
		t.Helper()
		for _, words := range unmarked(answer) {
			if w := plainWords(words); strings.TrimSpace(w) != "" && !isRule(words) && !strings.Contains(known, w) && !strings.Contains(plainWords(typed), w) {
				t.Errorf("%s\nis answered with words from nowhere: %q", typed, words)
			}
		}
	}
	for _, test := range asked {
		if strings.HasPrefix(test.name, "cite") {
			continue // a citation is written as its style has it
		}
		t.Run(test.name, func(t *testing.T) {
			c := newClient(t, builtIn())
			c.locale = bot.Marked
			answer := c.run(test.command)
			check(t, test.command, answer)
			for _, label := range test.clicks {
				if answer = c.click(answer, c.user, label); label == "Cite" {
					break
				}
				check(t, test.command, answer)
			}
		})
	}
	for _, test := range askedDaily {
		t.Run("daily_"+test.name, func(t *testing.T) {
			s := newStudy(t)
			s.locale = bot.Marked
			for i, line := range test.lines {
				if i == len(test.lines)-1 && test.between != nil {
					test.between(s)
				}
				check(t, strings.Join(test.lines, "\n")+"\nHistory", s.daily(line)) // the name of a tag
			}
			s.log.Reset()
		})
	}
	t.Run("kept", func(t *testing.T) {
		c, _ := newKeeper(t, builtIn())
		c.locale = bot.Marked
		quotation := c.run("/quote text: letters of support")
		for _, answer := range []*discordgo.InteractionResponse{
			c.sub("saved", "list"), c.click(quotation, c.user, "Save"), c.click(quotation, c.user, "Save"), c.sub("saved", "list"),
			c.sub("saved", "note", "quotation", "mikoyan-1962-11-18:33", "note", "letters"), c.sub("saved", "class"),
			c.sub("saved", "remove", "quotation", "mikoyan-1962-11-18:33"), c.sub("saved", "managers", "role", "55"),
			c.run("/privacy"), c.sub("whosaid", "scores"),
		} {
			check(t, "letters", answer)
		}
		question := c.sub("whosaid", "play", "rounds", "3", "seconds", "30")
		check(t, "", question)
		answer := c.click(question, c.user, "Show the answer")
		check(t, "", answer)
		check(t, "", c.click(c.click(answer, c.user, "Next question"), c.user, "End the round"))
	})
}

// unmarked returns the runs of text of an answer that are no message's.
func unmarked(answer *discordgo.InteractionResponse) []string {
	texts := []string{text(answer)}
	for _, component := range components(answer) {
		switch c := component.(type) {
		case discordgo.Button:
			texts = append(texts, c.Label)
		case discordgo.SelectMenu:
			texts = append(texts, c.Placeholder)
			for _, o := range c.Options {
				texts = append(texts, o.Label, o.Description)
			}
		}
	}
	var runs []string
	for _, text := range texts {
		text = noWords.ReplaceAllString(text, "\n")
		ours, run := []bool{false}, strings.Builder{}
		end := func() {
			runs = append(runs, run.String())
			run.Reset()
		}
		for _, r := range text {
			switch r {
			case '⟦', '⟨':
				end()
				ours = append(ours, r == '⟦')
				continue
			case '⟧', '⟩':
				end()
				ours = ours[:max(1, len(ours)-1)]
				continue
			}
			if !ours[len(ours)-1] {
				if strings.ContainsRune("\n·,;:()[]“”…", r) {
					end()
					continue
				}
				run.WriteRune(r)
			}
		}
		end()
	}
	return runs
}

// noWords are mentions, times, what is typed, addresses and ranges of turns.
var noWords = regexp.MustCompile("<[^>\n]*>|`[^`\n]*`|\\]\\([^)\n]*\\)|https?://[^\\s]+|\\d\\d:\\d\\d(?: to n?\\d+)?|n?\\d+ to n?\\d+")

// isRule reports whether words are a rule for days, or a time zone, which are
// written in one way in all languages.
func isRule(words string) bool {
	words = strings.ReplaceAll(words, `\`, "")
	_, noDays := daily.ParseDays(words)
	_, noZone := daily.LoadZone(words)
	return noDays == nil || noZone == nil
}

// plainWords returns the words of a text, without what is between them.
func plainWords(text string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }), " ") + " "
}
