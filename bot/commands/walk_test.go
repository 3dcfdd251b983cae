package commands

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/bottest"
	"rapporteur/corpus/records"
)

// walked is what is asked in every language besides all that has a golden reply:
// what is wrong with options, what is not found, and what is looked after.
var walked = []string{
	"/records list", "/records add", "/records add file: nope", "/records correct record: nope", "/records replace record: nope", "/records remove record: nope",
	"/records hide record: mikoyan-1962-11-18", "/records list", "/records hide record: nope", "/records show record: nope", "/records show record: mikoyan-1962-11-18",
	"/records export record: nope", "/records managers", "/records managers role: 55",
	"/whosaid play rounds: 3", "/whosaid play record: nope", "/whosaid play rounds: 10 seconds: 120", "/whosaid scores",
	"/saved list", "/saved class", "/saved note quotation: nope note: mine", "/saved remove quotation: nope", "/saved export format: csv", "/saved export format: nope",
	"/saved managers", "/saved managers role: 55", "/privacy", "/help",
	"/mentions words: !!!", "/mentions words: a vs b vs c vs d", "/mentions words: xylophone", "/mentions words: “xylophone”", "/mentions words: rice speaker: Aragonés",
	"/mentions words: rice speaker: nobody", "/mentions words: rice record: nope", "/mentions words: rice vs xylophone", "/mentions words: the order: by the words after",
	"/exchange between: Mikoyan and: Mikoyan", "/exchange between: Mikoyan and: nobody", "/exchange between: Mikoyan and: Guevara about: xylophone",
	"/exchange between: Mikoyan and: Guevara about: !!", "/exchange between: Aragonés and: Guevara record: mikoyan", "/exchange between: Roa and: Guevara",
	"/speaker name: nobody", "/speaker name: nobody record: mikoyan", "/speaker name: Guevara record: mikoyan", "/speaker name: Mikoyan", "/speaker name: Roa",
	"/random about: xylophone", "/random about: xylophone speaker: Guevara", "/random record: nope", "/random speaker: nobody", "/random about: !!",
	"/daily list", "/daily show", "/daily add channel: 40 time: 7 timezone: Nowhere/Town", "/daily add channel: 40 time: 99 timezone: UTC",
	"/daily add channel: 40 time: 07:30 timezone: UTC", "/daily list", "/daily show", "/daily preview", "/daily skip", "/daily pause", "/daily pause", "/daily resume", "/daily log", "/daily remove all: true",
	"/read at: 99", "/read at: nope:1", "/verify text: !!", "/quote text: !!",
}

// custom are what buttons carry, which nobody reads.
var custom = regexp.MustCompile(`(?m)\] 1:\S+.*$|\) \S+$|<[^<>]*>`)

// TestNoEnglishLeft asks everything in every language and holds that no line of
// an answer, no button and no choice is the English one, unless it is the
// record's words, a name, a number or what is typed.
func TestNoEnglishLeft(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	bottest.NeedsLanguages(t)
	own := make(map[string]bool) // words of the records, and what is typed
	for _, word := range nameWords(string(records.Text) + records.Name + ownRecord() + marker + " papers") {
		own[word] = true
	}
	for i := range builtIn().Library().People {
		p := &builtIn().Library().People[i]
		for _, word := range nameWords(p.Name + " " + p.Role + " " + strings.Join(p.Aliases, " ")) {
			own[word] = true
		}
	}
	lines := slices.Clone(walked)
	for _, a := range asked {
		if !strings.HasPrefix(a.command, "/cite") { // styles of citation have a language of their own
			lines = append(lines, a.command)
		}
	}
	for _, word := range nameWords(strings.Join(lines, " ") + " participants narration") { // which are called so in French, too
		own[word] = true
	}
	all := make(map[string][]string) // by language
	for _, l := range bot.Languages() {
		town := newTown(t)
		town.locale = string(l.Locale())
		town.permissions = 1 << 5
		for _, line := range lines {
			all[l.Code()] = append(all[l.Code()], render(town.whole(town.data(line, ""))))
		}
		verify := `{"id":"5","name":"Verify quotation","type":3,"target_id":"9","resolved":{"messages":{"9":{"id":"9","content":"“we do not have enough missiles” said Guevara"}}}}`
		all[l.Code()] = append(all[l.Code()], render(town.whole(verify)))
	}
	lines = append(lines, "Verify quotation")
	for _, l := range bot.Languages()[1:] {
		for i, answer := range all[l.Code()] {
			english := strings.Split(all["en"][i], "\n")
			for n, line := range strings.Split(answer, "\n") {
				said := slices.DeleteFunc(nameWords(custom.ReplaceAllString(line, " ")), func(word string) bool { return own[word] || !strings.ContainsFunc(word, unicode.IsLetter) })
				if n == 0 || len(said) == 0 || !slices.Contains(english, line) {
					continue
				}
				t.Errorf("%s %s: %q in %s", l.Code(), lines[i], said, line)
			}
			for _, hole := range []string{"%!", "%d", "%s"} {
				if strings.Contains(answer, hole) {
					t.Errorf("%s %s has a hole: %s", l.Code(), lines[i], answer)
				}
			}
		}
	}
}

// whole sends a command and returns its answer, the second one where the first
// only says that it is to come.
func (w *town) whole(data string) *discordgo.InteractionResponse {
	w.t.Helper()
	w.asked++
	i := decoded(w.interaction(discordgo.InteractionApplicationCommand, data))
	i.ID = fmt.Sprint(1000 + w.asked)
	response := w.respond(i)
	if response.Type == discordgo.InteractionResponseDeferredChannelMessageWithSource {
		response = &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: w.bot.Finish(w.t.Context(), i)}
	}
	return response
}
