package commands

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/cite"
	"rapporteur/corpus/search"
)

// An intended is an intent with the options that were typed with it, by name. People
// and records are named by tokens, as menus name them, and shown as typed.
type intended struct {
	intent
	options map[string]string
	shown   map[string]string
}

// intentForms are the forms of asking for each of intents, compiled when they are
// first needed.
var intentForms = sync.OnceValue(func() [][]*regexp.Regexp {
	option := regexp.MustCompile(`\{(\w+)\}`)
	var all [][]*regexp.Regexp
	for _, i := range intents {
		var forms []*regexp.Regexp
		for _, asked := range i.asked {
			forms = append(forms, regexp.MustCompile(`^(?:`+polite+`)*`+option.ReplaceAllString(asked, `(?P<$1>.+?)`)+`$`))
		}
		all = append(all, forms)
	}
	return all
})

// polite are words that may stand before anything that is asked for.
const polite = `(?:please|can you|could you|i want|i'd like|give me|show me|show|tell me|find|a|the|bitte|zeige? mir|gib mir|s'il te plaît|montre-moi|donne-moi|por favor|muéstrame|dame|пожалуйста|покажи(?: мне)?|дай(?: мне)?) `

// intentOf returns what a text asks for that another command does. It reports false
// for any other text, and where it names somebody who is not surely a speaker.
func intentOf(r *bot.Request, text string, in *corpus.Record) (intended, bool) {
	if _, quoted := search.Unquote(text); quoted || len(text) > mostPointing {
		return intended{}, false
	}
	text = strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(text, "’", "'")), " "))
	text = strings.TrimRight(strings.TrimLeft(text, "¿¡"), " ?!.")
	for i, forms := range intentForms() {
		for _, form := range forms {
			if m := form.FindStringSubmatch(text); m != nil {
				if asked, ok := withOptions(r, intents[i], form.SubexpNames(), m, in); ok {
					return asked, has(r, asked.command)
				}
			}
		}
	}
	return intended{}, false
}

// has reports whether the bot has a command, which is not so without a store.
func has(r *bot.Request, command string) bool {
	name, _, _ := strings.Cut(command, " ")
	return slices.ContainsFunc(r.Commands(), func(c bot.Command) bool { return c.Declaration.Name == name })
}

// withOptions reads the options of an intent.
func withOptions(r *bot.Request, i intent, names, values []string, in *corpus.Record) (intended, bool) {
	asked := intended{i, make(map[string]string), make(map[string]string)}
	for n, name := range names {
		value := strings.Trim(values[n], ` "“”„«»'`)
		if name == "" || value == "" {
			continue
		}
		asked.options[name], asked.shown[name] = value, value
		switch name {
		case "speaker", "between", "and", "name":
			people, sure, err := r.Index.Speakers(r.Context(), value, in)
			if err != nil || !sure {
				return intended{}, false
			}
			asked.options[name], asked.shown[name] = bot.TokenOfPerson(people[0].Person), people[0].Person.Name
		case "style":
			style, ok := cite.ByKey(value)
			if !ok {
				return intended{}, false
			}
			asked.options[name], asked.shown[name] = style.Key, style.Key
		case "time":
			if !strings.Contains(value, ":") {
				asked.shown[name] = value + ":00"
			}
		}
	}
	if in != nil {
		asked.options["record"] = bot.TokenOfRecord(in)
	}
	if reference, given := asked.options["reference"]; given && ofRecordAlone(reference) {
		delete(asked.shown, "reference")
		asked.answer, asked.looked = onlyNamed, ""
	}
	if i.command == "read" && i.lead == "" {
		return asked.fromStart(r, in)
	}
	return asked, true
}

// ofRecordAlone reports whether words name a record and no line of it: "this interview".
func ofRecordAlone(words string) bool {
	for word := range strings.FieldsSeq(words) {
		switch spotWords[search.Fold(word)] {
		case spotRecord, spotFiller, spotFrom, spotHow:
		default:
			return false
		}
	}
	return true
}

// fromStart gives /read the record that it reads, if there is one to read.
func (a intended) fromStart(r *bot.Request, in *corpus.Record) (intended, bool) {
	if all := r.Index.Library().Records; in == nil && len(all) == 1 {
		in = all[0]
	}
	if in != nil {
		a.options["at"], a.shown["at"] = bot.TokenOfRecord(in), in.ID
	}
	return a, true
}

// hint names the command that does what is asked, with its options filled in.
func (a intended) hint(r *bot.Request) bot.Markdown {
	name, below, _ := strings.Cut(a.command, " ")
	for _, c := range r.Commands() {
		if c.Declaration.Name != name || !isSlash(c) {
			continue
		}
		typed, does, options := r.NameOf(c), bot.Key(c.Declaration.Description), c.Declaration.Options
		if o := subcommand(r, c, below); o != nil {
			typed, does, options = typed+" "+subcommandName(r, c, o), bot.Key(o.Description), o.Options
		}
		for _, o := range options {
			if value := a.shown[o.Name]; value != "" {
				typed += " " + r.Text(bot.Key(o.Name+":")) + " " + strings.ReplaceAll(bot.Clip(bot.OneLine(value), 80), "`", "'")
			}
		}
		lead := cmp.Or(a.lead, "There is a command for that:")
		return r.Say(lead) + " `" + bot.Markdown(typed) + "` · " + r.Say(does)
	}
	return ""
}

// run lets the command answer.
func (a intended) run(r *bot.Request) (*bot.Reply, error) {
	if a.answer == tallied {
		return whoSpeaksHowMuch(r, bot.RecordOf(r.Index.Library(), a.options["record"]))
	}
	for _, c := range r.Commands() {
		if c.Declaration.Name == a.command {
			as := *r
			as.Options = a.options
			return c.Run(r.Context(), &as)
		}
	}
	return nil, fmt.Errorf("no command %q", a.command)
}

// intend answers what another command is for: as that does, or with what the record
// holds of the words and the name of the command. Words that the record has come
// first in any case. It returns nothing if the text asks for nothing of the kind.
func (p *proof) intend(r *bot.Request, text string, in *corpus.Record) (*bot.Reply, error) {
	asked, ok := intentOf(r, text, in)
	if !ok {
		return nil, nil
	}
	result, err := r.Index.Search(r.Context(), search.Query{Text: text, Record: in, Limit: 1})
	if err != nil {
		return nil, err
	}
	hint := bot.Small(asked.hint(r))
	var refusal *bot.Refusal
	if asked.answer != onlyNamed && result.Match < search.Close {
		answer, err := asked.run(r)
		switch {
		case answer != nil && err == nil:
			answer.Add(hint)
			return answer, nil
		case asked.looked == "" && errors.As(err, &refusal) && refusal.Reply == nil:
			answer := r.Reply(refusal.Key, refusal.Args...)
			answer.Add(hint)
			return nil, &bot.Refusal{Reply: answer, Cause: err}
		}
	}
	looked := cmp.Or(asked.options[asked.looked], text)
	answer, err := p.match(r, search.Query{Text: looked, Record: in}, 0)
	switch {
	case err == nil && result.Match >= search.Close:
		answer.Add(hint)
	case err == nil:
		answer.First(hint)
	case errors.As(err, &refusal):
		return nil, &bot.Refusal{Reply: instead(r, asked, text, in), Cause: err}
	}
	return answer, err
}

// instead names the command where the record holds nothing of the words.
func instead(r *bot.Request, asked intended, text string, in *corpus.Record) *bot.Reply {
	answer := r.NewReply()
	answer.Add(asked.hint(r))
	says := missing(r.Language, r.Index.Library(), search.Query{Text: text, Record: in})
	answer.Add(bot.Small(r.Say(says.Key, says.Args...)))
	return answer
}

// mostShares is how many of those who speak are listed with how much.
const mostShares = 12

// whoSpeaksHowMuch lists those who speak in a record, or the only one, by how much. It
// returns nothing if it is not clear which record is meant, or nobody speaks in it.
func whoSpeaksHowMuch(r *bot.Request, in *corpus.Record) (*bot.Reply, error) {
	lib := r.Index.Library()
	if in == nil && len(lib.Records) == 1 {
		in = lib.Records[0]
	}
	if in == nil || len(in.Speakers) == 0 {
		return nil, nil
	}
	var shares []share
	for s := range in.Speakers {
		shares = append(shares, shareOf(r.Index, corpus.Part{Record: in, Speaker: int32(s)}))
	}
	order := make([]int, len(shares))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(shares[b].words, shares[a].words) })
	answer := r.NewReply()
	answer.Title(bot.Plain(bot.Clip(r.ShortTitle(in), 100)), r.Say("%d speakers", len(in.Speakers)), r.Say("%d turns", shares[0].of))
	var lines []bot.Markdown
	for _, i := range order[:min(mostShares, len(order))] {
		s := shares[i]
		said := bot.Join([]bot.Markdown{r.Say("%d turns", len(s.turns)), r.Say("%d words", s.words)}, ", ")
		if s.all > 0 {
			said = r.Say("%s (%s of all that is said)", said, percent(r.Language, s.words, s.all))
		}
		lines = append(lines, "**"+bot.Plain(bot.Clip(r.NameOr(in.Speakers[i].Name), 80))+"** · "+said)
	}
	answer.Add(bot.Join(lines, "\n"))
	answer.Buttons(bot.Button("Its course", courseClick(in, nil)), bot.Button("About this record", aboutClick(in)))
	return answer, nil
}
