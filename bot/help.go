package bot

import (
	"context"
	"strings"

	"rapporteur/corpus"
)

func helpCommand() command {
	return command{
		declaration: declare("help", "The commands with an example each, and what is stored about you"),
		example:     "/help",
		run:         runHelp,
		private:     true,
	}
}

func runHelp(_ context.Context, r *request) (reply, error) {
	var answer reply
	answer.add("## Quotations from the record\nEvery quotation is word for word, with its speaker and its place in the source. What the record does not hold, the bot does not quote.")
	var lines []markdown
	for i := range r.bot.commands {
		c := &r.bot.commands[i]
		lines = append(lines, bold("/"+plain(c.declaration.Name))+" · "+plain(c.declaration.Description)+"\n"+small(r.bot.example(c)))
	}
	answer.add(join(lines, "\n"))
	stored := markdown("**What is stored about you:** nothing by these commands. Buttons carry what they need, and the log keeps no names and no words of yours.")
	if r.bot.schedules != nil {
		stored += " `/daily` alone keeps something: the ID of who set a schedule up, to tell them when it fails, until the schedule is removed."
	}
	answer.add(stored)
	return answer, nil
}

// example returns how a command is used, with words of the library that is
// loaded.
func (b *Bot) example(c *command) markdown {
	return "`" + markdown(b.fillIn(c.example)) + "`"
}

// Example returns how the command of that name is used, with words of the
// library that is loaded: "/speaker name: E. Guevara". It is "" for a command
// that the bot does not have.
func (b *Bot) Example(command string) string {
	if c := b.command(command); c != nil {
		return b.fillIn(c.example)
	}
	return ""
}

// fillIn replaces {speaker}, {reference} and {words} by what the library
// holds: the first passage that can stand alone, and who speaks it.
func (b *Bot) fillIn(text string) string {
	words, speaker, reference := "a line you remember", "a name", "record:1"
	if p := firstPassage(b.loaded.Load().index.Library()); p.Turn != nil {
		words = telling(p.Text())
		speaker, reference = p.Turn.SpeakerName(), p.Turn.Reference().String()
	}
	fill := strings.NewReplacer("{words}", inCode(words), "{speaker}", inCode(speaker), "{reference}", inCode(reference))
	return fill.Replace(text)
}

// telling returns the four words in a row of one sentence with the most
// letters: a line that somebody might remember.
func telling(text string) string {
	best := ""
	for s := range corpus.Sentences(text) {
		words := strings.Fields(text[s.Start:s.End])
		for i := range max(1, len(words)-3) {
			if line := strings.Join(words[i:min(i+4, len(words))], " "); len(line) > len(best) {
				best = line
			}
		}
	}
	return strings.TrimFunc(best, func(r rune) bool { return !isWordRune(r) })
}

// inCode returns s as it can stand between backquotes, where nothing else is
// markdown.
func inCode(s string) string {
	return clip(strings.ReplaceAll(oneLine(s), "`", "'"), 80)
}

func firstPassage(lib *corpus.Library) corpus.Passage {
	for _, r := range lib.Records {
		for i := range r.Turns {
			if t := &r.Turns[i]; t.Kind == corpus.Speech {
				if passages := corpus.StandAlone(t); len(passages) > 0 {
					return passages[0]
				}
			}
		}
	}
	return corpus.Passage{}
}
