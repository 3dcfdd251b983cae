package commands

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

func helpCommand() bot.Command {
	return bot.Command{
		Declaration: declare("help", "The commands with an example each, and what is stored about you"),
		Example:     "/help",
		Run:         runHelp,
		Private:     true,
	}
}

func runHelp(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	answer := r.NewReply()
	answer.Title(r.Say("Quotations from the record"))
	answer.Say("Every quotation is word for word, with its speaker and its place in the source. What the record does not hold, the bot does not quote.")
	var lines []bot.Markdown
	for _, c := range r.Commands() {
		if c.Declaration.Type == discordgo.MessageApplicationCommand {
			name := bot.Key(c.Declaration.Name)
			lines = append(lines, bot.Bold(r.Say(name))+" · "+r.Say("In the menu of a message, under Apps: whether what it quotes is true to the record"))
			continue
		}
		lines = append(lines, bot.Bold(bot.Markdown(r.NameOf(c)))+" · "+r.Say(bot.Key(c.Declaration.Description))+"\n"+bot.Small(r.ExampleOf(c)))
	}
	answer.Add(bot.Join(lines, "\n"))
	stored := r.Say("**What is stored about you:** nothing, but for what these commands keep. Buttons carry what they need. The log has no names and no words of yours.")
	for _, c := range r.Commands() {
		if c.Stores != "" {
			stored += " " + r.Say("`%s` keeps: %s.", bot.Markdown(r.NameOf(c)), c.Stores)
		}
	}
	answer.Add(stored)
	return answer, nil
}
