package commands

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// What an answer can be, in the table of who may do what.
const (
	forAll   = "for all"
	forOne   = "for one" // the user alone sees it
	proposes = "proposes"
	nothing  = "nothing" // no proposal, and no word why
	aForm    = "a form"

	// Refusals, by words of theirs.
	managers  = "is for those who may manage this server"
	servers   = "is for servers"
	uninvited = "it is not in this server"
	notAdd    = "may not add to the list"
	notSet    = "Only those who may *Manage Server* can set this"
	class     = "A class keeps its list in a server"
	inOne     = "Scores are kept in servers"
	outdated  = "from another version"
)

// circumstances are those in which everything is asked, in the order of the
// table's columns.
var circumstances = []struct {
	name, guild, owners string
	permissions         int64
}{
	{"a member", "3", `{"0":"3"}`, discordgo.PermissionSendMessages},
	{"who manages the server", "3", `{"0":"3","1":"100"}`, discordgo.PermissionManageGuild},
	{"in a direct message", "", `{"0":"0"}`, 0},
	{"who manages a server without the bot", "3", `{"1":"100"}`, discordgo.PermissionManageGuild},
}

func always(outcome string) [4]string { return [4]string{outcome, outcome, outcome, outcome} }

// forManagers is of what belongs to /daily.
func forManagers(outcome string) [4]string { return [4]string{managers, outcome, servers, uninvited} }

// forKeepers is of what belongs to a server's own records.
func forKeepers(outcome string) [4]string {
	return [4]string{"may not look after the records", outcome, "works in servers only", uninvited}
}

// whoMayDoWhat has a row for each command and subcommand, each button and menu,
// and each option that is completed. given is what it is asked with: options,
// or the fields of a button and what is chosen in its menu, or what is typed. says is part of
// the answer where it is no refusal.
var whoMayDoWhat = []struct {
	what, given, says string
	want              [4]string
}{
	{"/quote", "text:letters of support", "letters of support", always(forAll)},
	{"/quote", "text:letters of support|private:true", "letters of support", always(forOne)},
	{"/speaker", "name:guevara", "Guevara", always(forOne)},
	{"/random", "", "> ", always(forAll)},
	{"/read", "at:mikoyan-1962-11-18:31", "> ", always(forOne)},
	{"/verify", "text:38 thousand letters of support", "letters of support", always(forAll)},
	{"/cite", "reference:33", "```", always(forAll)},
	{"/mentions", "words:rice", "rice", always(forAll)},
	{"/exchange", "between:mikoyan|and:guevara", "> ", always(forAll)},
	{"/records list", "", "Mikoyan", always(forOne)},
	{"/records add", "file:70", "Who speaks", forKeepers(forOne)},
	{"/records correct", "record:ours", "Choose a speaker", forKeepers(forOne)},
	{"/records replace", "record:ours|file:70", "in the place of", forKeepers(forOne)},
	{"/records remove", "record:ours", "are deleted", forKeepers(forOne)},
	{"/records hide", "record:mikoyan-1962-11-18", "is hidden", forKeepers(forOne)},
	{"/records show", "record:hidden-1", "is seen", forKeepers(forOne)},
	{"/records export", "record:ours", "as it was added", forKeepers(forOne)},
	{"/records managers", "role:50", "can now look after", forKeepers(forOne)},
	{"/help", "", "/quote", always(forOne)},
	{"/privacy", "", "kept of you", always(forOne)},
	{"Verify quotation", "38 thousand letters of support", "letters of support", always(forOne)},

	{"/whosaid play", "rounds:3", "Question 1 of 3", always(forAll)},
	{"/whosaid scores", "", "of 3 right", [4]string{forAll, forAll, inOne, forAll}},
	{"/saved list", "", "1 quotation", always(forOne)},
	{"/saved class", "", "1 quotation", [4]string{forOne, forOne, class, forOne}},
	{"/saved note", "quotation:{reference}|note:mine", "is saved: mine", always(forOne)},
	{"/saved remove", "quotation:{reference}", "no longer in the list", always(forOne)},
	{"/saved remove", "quotation:{reference}|class:true", "no longer in the list", [4]string{"may not change the list", forOne, "may not change the list", forOne}},
	{"/saved export", "format:md", "1 quotation", always(forOne)},
	{"/saved managers", "role:50", "can now add to the list", [4]string{notSet, forOne, notSet, forOne}},

	{"/daily add", "channel:40|time:07:30|timezone:UTC", "Set up", forManagers(forOne)},
	{"/daily list", "", "<#40>", forManagers(forOne)},
	{"/daily show", "", "<#40>", forManagers(forOne)},
	{"/daily edit", "time:08:00", "08:00", forManagers(forOne)},
	{"/daily preview", "", "next dates", forManagers(forOne)},
	{"/daily skip", "", "Skipped", forManagers(forOne)},
	{"/daily pause", "", "Paused", forManagers(forOne)},
	{"/daily resume", "", "is not paused", forManagers(forOne)},
	{"/daily now", "", "on its way", forManagers(forOne)},
	{"/daily test", "", "how it will look", forManagers(forOne)},
	{"/daily remove", "all:true", "is removed", forManagers(forOne)},
	{"/daily log", "", "Nothing was posted yet", forManagers(forOne)},

	{"button quote", "0:letters of support||", "letters of support", always(forAll)},
	{"button hits", "0:{passage}", "> ", always(forAll)},
	{"button this", "{passage}", "> ", always(forAll)},
	{"button pick", "passage > {passage}", "> ", always(forOne)},
	{"button speaker", "{person}|", "Guevara", always(forAll)},
	{"button turns", "0:{person}|", "Guevara", always(forAll)},
	{"button random", "1:0:||", "> ", always(forAll)},
	{"button another", "||", "> ", always(forOne)},
	{"button page", "f:{turn}:0", "> ", always(forAll)},
	{"button read", "f:{turn}:0", "> ", always(forOne)},
	{"button at", "1:{passage}", "> ", always(forAll)},
	{"button context", "1:{passage}", "In context", always(forOne)},
	{"button open", "turn > {turn}", "> ", always(forOne)},
	{"button verify", "38 thousand letters of support", "letters of support", always(forAll)},
	{"button cite", "{passage}", "```", always(forOne)},
	{"button style", "{passage} > apa", "```", always(forAll)},
	{"button cited", "apa:{passage}", "```", always(forAll)},
	{"button mentions", "0:|||rice", "rice", always(forAll)},
	{"button figures", "|||rice", "counts", always(forOne)},
	{"button exchange", "0:{person}|{other}||", "> ", always(forAll)},
	{"button records", "0", "record", always(forAll)},
	{"button about", "{record}", "Mikoyan", always(forAll)},
	{"button course", "{record}:", "The course of", always(forAll)},
	{"button draft", "{draft}:read:", "Who speaks", forKeepers(forOne)},
	{"button draft", "{draft}:correct:0.0", "Choose a speaker", forKeepers(forOne)},
	{"button draft", "{draft}:use:", "in this server now", forKeepers(forOne)},
	{"button draft", "{draft}:discard:", "nothing of it is kept", forKeepers(forOne)},
	{"button drafts", "mine > {draft}", "Who speaks", forKeepers(forOne)},
	{"button draftform", "{draft}:about:", "", forKeepers(aForm)},
	{"button draftfile", "{draft}", "was corrected", forKeepers(forOne)},
	{"button removal", "1:{ours}", "is removed", forKeepers(forOne)},
	{"button guess", "{round}:0:0", "Your answer", always(forOne)},
	{"button step", "{round}:0:false", "answers", always(forAll)},
	{"button stop", "{round}", "The round is over", always(forAll)},
	{"button listed", "true", "You are named", [4]string{forOne, forOne, outdated, forOne}},
	{"button save", "{passage}", "Saved", always(forOne)},
	{"button saveclass", "{passage}", "Saved for all", [4]string{notAdd, forOne, notAdd, forOne}},
	{"button unsave", "{passage}", "no longer among", always(forOne)},
	{"button bookcase", "0:saved:", "1 quotation", always(forAll)},
	{"button bookcase", "0:saved/class:", "1 quotation", [4]string{forAll, forAll, class, forAll}},
	{"button handover", "all", "All that is kept of you", always(forOne)},
	{"button forget", "all", "Shall all", always(forOne)},
	{"button forget", "sure", "is deleted", always(forOne)},
	// Everybody reads on from a daily post, wherever it was sent on to.
	{"button post", "key:1:{passage}", "In context", always(forOne)},
	{"button ask", "quote:speaker:letters of support||| > {other}", "letters of support", always(forAll)},
	{"button ask", "whosaid play:record:|| > {record}", "Question 1 of 5", always(forAll)},
	{"button ask", "saved class:record: > {record}", "1 quotation", [4]string{forOne, forOne, class, forOne}},
	{"button ask", "daily remove:schedule:| > {schedule}", "Removed", forManagers(forOne)},
	{"button ask", "daily remove:all:| > true", "is removed", forManagers(forOne)},
	{"button ask", "daily:remove:||||||||||| > true", "", forManagers(outdated)},
	{"button ask", "saved:managers:||||| > 50", "", always(outdated)},
	{"button ask", "saved class:list: > x", "", always(outdated)},
	{"button ask", "Verify quotation:text: > x", "", always(outdated)},

	{"complete help command", "ver", "", always(proposes)},
	{"complete quote text", "letters of", "", always(proposes)},
	{"complete quote speaker", "gue", "", always(proposes)},
	{"complete quote record", "mik", "", always(proposes)},
	{"complete speaker name", "gue", "", always(proposes)},
	{"complete speaker record", "mik", "", always(proposes)},
	{"complete random speaker", "gue", "", always(proposes)},
	{"complete random record", "mik", "", always(proposes)},
	{"complete random about", "ric", "", always(proposes)},
	{"complete read at", "31", "", always(proposes)},
	{"complete cite reference", "letters of", "", always(proposes)},
	{"complete mentions words", "ric", "", always(proposes)},
	{"complete mentions speaker", "gue", "", always(proposes)},
	{"complete mentions record", "mik", "", always(proposes)},
	{"complete exchange between", "gue", "", always(proposes)},
	{"complete exchange and", "gue", "", always(proposes)},
	{"complete exchange about", "missiles|between:mikoyan|and:guevara", "", always(proposes)},
	{"complete exchange record", "mik", "", always(proposes)},
	{"complete whosaid record", "mik", "", always(proposes)},
	{"complete saved record", "mik", "", always(proposes)},
	{"complete saved quotation", "", "", always(proposes)},
	{"complete records record", "our", "", [4]string{nothing, proposes, nothing, nothing}},
	{"complete daily schedule", "", "", [4]string{nothing, proposes, nothing, nothing}},
	{"complete daily time", "7", "", [4]string{nothing, proposes, nothing, nothing}},
	{"complete daily timezone", "Ber", "", [4]string{nothing, proposes, nothing, nothing}},
	{"complete daily days", "mon", "", [4]string{nothing, proposes, nothing, nothing}},
	{"complete daily speaker", "gue", "", [4]string{nothing, proposes, nothing, nothing}},
	{"complete daily record", "mik", "", [4]string{nothing, proposes, nothing, nothing}},
	{"complete daily about", "ric", "", [4]string{nothing, proposes, nothing, nothing}},
}

// TestWhoMayDoWhat asks for everything in all circumstances.
func TestWhoMayDoWhat(t *testing.T) {
	alone(t)
	house := newHouse(t)
	rows := make(map[string]bool)
	for _, row := range whoMayDoWhat {
		rows[row.what] = true
		for n, c := range circumstances {
			if !strings.HasPrefix(row.what, "complete ") || n == 0 { // which changes nothing
				house.furnish()
			}
			got, answer := house.ask(row.what, row.given, n)
			if want := row.want[n]; got != want && !strings.Contains(answer, want) {
				t.Errorf("%s %s, %s: it is %s, want %s:\n%s", row.what, row.given, c.name, got, want, answer)
			}
			if allowed := got == row.want[n]; allowed && !strings.Contains(answer, row.says) {
				t.Errorf("%s %s, %s: the answer says nothing of %q:\n%s", row.what, row.given, c.name, row.says, answer)
			}
		}
	}
	for _, what := range house.everything() {
		if !rows[what] {
			t.Errorf("the table does not say who may do this: %s", what)
		}
	}
}

// TestSharedByNobodyElse shares everything by a forged button: what is
// somebody's own is shared with nobody, and all else with those who may see it.
func TestSharedByNobodyElse(t *testing.T) {
	alone(t)
	house := newHouse(t)
	for _, row := range whoMayDoWhat {
		name, isButton := strings.CutPrefix(row.what, "button ")
		_, verb := house.verb(name)
		if !isButton || verb == nil || strings.Contains(row.given, " > ") {
			continue
		}
		for n, c := range circumstances {
			want := row.want[n]
			switch {
			case verb.Alone:
				want = outdated
			case want == forOne:
				want = forAll
			}
			house.furnish()
			if got, answer := house.ask("button say", name+":"+row.given, n); got != want && !strings.Contains(answer, want) {
				t.Errorf("sharing %s, %s: it is %s, want %s:\n%s", row.what, c.name, got, want, answer)
			}
		}
	}
}

// TestOfAnotherServer uses in server 3 what belongs to server 9, as somebody who
// manages server 3. Channels are Discord's to tell: see rapporteur/bot/discord.
func TestOfAnotherServer(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	house := newHouse(t)
	const manager = 1
	for _, test := range []struct{ what, given, want string }{
		{"/daily show", "schedule:other", "No schedule of this server"},
		{"/daily edit", "schedule:other|time:09:00", "No schedule of this server"},
		{"/daily preview", "schedule:other", "No schedule of this server"},
		{"/daily skip", "schedule:other", "No schedule of this server"},
		{"/daily pause", "schedule:other", "No schedule of this server"},
		{"/daily resume", "schedule:other", "No schedule of this server"},
		{"/daily now", "schedule:other", "No schedule of this server"},
		{"/daily test", "schedule:other", "No schedule of this server"},
		{"/daily log", "schedule:other", "No schedule of this server"},
		{"/daily remove", "schedule:other", "No schedule of this server"},
		{"/daily add", "channel:49|time:07:30|timezone:UTC", "gone"},
		{"/daily edit", "channel:49", "gone"},
		{"/daily edit", "alarms:49", "gone"},
		{"/daily add", "channel:40|time:07:30|timezone:UTC|role:59", "role"},
		{"/saved note", "quotation:mikoyan-1962-11-18:23|note:x", "No such quotation"},
		{"/saved remove", "quotation:mikoyan-1962-11-18:23", "No such quotation"},
		{"/saved remove", "quotation:mikoyan-1962-11-18:23|class:true", "No such quotation"},
		{"button guess", "roundof9999:0:0", outdated},
		{"button step", "roundof9999:0:false", "Only <@"},
		{"button stop", "roundof9999", "Only <@"},
		{"button guess", "noround9999:0:0", "This round is over"},
		{"button step", "noround9999:0:false", "This round is over"},
		{"button bookcase", "0:saved/role:", outdated},
		{"button bookcase", "0:round:", outdated},
		{"button post", "key:1:nonsense", outdated},
		{"/records correct", "record:secret", "no record called"},
		{"/records replace", "record:secret|file:70", "no record called"},
		{"/records remove", "record:secret", "no record called"},
		{"/records hide", "record:secret", "No record is called"},
		{"/records export", "record:secret", "no record called"},
		{"/records list", "", "1 of"},
		{"button removal", "1:{secret}", "no such record"},
		{"button about", "{secret}", "no longer loaded"},
		{"button about", "x > {secret}", "no longer loaded"},
		{"button draft", "{otherdraft}:use:", "no longer there"},
		{"button draft", "{otherdraft}:read:", "no longer there"},
		{"button draft", "{otherdraft}:discard:", "no longer there"},
		{"button draft", "{hisdraft}:use:", "no longer there"},
		{"button draft", "{hisdraft}:read:", "no longer there"},
		{"button draft", "{hisdraft}:discard:", "no longer there"},
		{"button drafts", "mine > {otherdraft}", "no longer there"},
		{"button drafts", "mine > {hisdraft}", "no longer there"},
		{"button draftform", "{hisdraft}:about:", "no longer there"},
		{"button draftfile", "{otherdraft}", "no longer there"},
		{"button draft", "nodraft:use:", "no longer there"},
		{"button draft", "{draft}:nothing:", outdated},
		{"button draftform", "{draft}:nothing:", outdated},
		{"/read", "at:secret:1", "No record"},
		{"/quote", "text:nobody else may read this", "Not in the record"},
	} {
		house.furnish()
		_, answer := house.ask(test.what, test.given, manager)
		if !strings.Contains(answer, test.want) {
			t.Errorf("%s %s is answered with\n%s", test.what, test.given, answer)
		}
		house.unchanged(t, test.what+" "+test.given)
	}
}
