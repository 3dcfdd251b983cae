package commands

import (
	"strings"
	"testing"

	"rapporteur/bot"
	"rapporteur/bot/bottest"
	"rapporteur/corpus/search"
)

// asked is a command, and which buttons are pressed then, one on the answer of
// the other.
var asked = []struct {
	name, command string
	clicks        []string
}{
	{"quote_exact", "/quote text: letters of support", nil},
	{"quote_private", "/quote text: give me your hand private: true", nil},
	{"quote_typo", "/quote text: 38 thousend leters of suport", nil},
	{"quote_speaker", "/quote text: rice speaker: guevra", nil},
	{"quote_speaker_unsure", "/quote text: rice speaker: xyz", nil},
	{"quote_wrong_speaker", "/quote text: give me your hand speaker: O. Dorticos", nil},
	{"quote_wrong_speaker_loose", "/quote text: regardless of jurisdiction speaker: guevara", nil},
	{"quote_exact_only", "/quote text: “letters of sympathy for cuba”", nil},
	{"quote_absent", "/quote text: ask not what your country can do for you", nil},
	{"quote_title", "/quote text: presidential palace", nil},
	{"quote_date", "/quote text: november 18, 1962", nil},
	{"quote_signature", "/quote text: recorded by tikhmenev", nil},
	{"quote_negation", "/quote text: the americans are stupid", nil},
	{"quote_negation_added", "/quote text: we have never received a telegram from lechuga about his conversation", nil},
	{"quote_negation_related", "/quote text: we do not have enough missiles", nil},
	{"quote_negation_offered", "/quote text: imperialism is not to blame for the malanga", nil},
	{"quote_negation_before", "/quote text: you can destroy American imperialism on your own", nil},
	{"quote_opposite", "/quote text: the situation is becoming more tense", nil},
	{"quote_exchanged", "/quote text: fewer and fewer communists remain", nil},
	{"quote_name_offered", "/quote text: the Cuban ambassador in Beijing was given letters", nil},
	{"quote_insertion", "/quote text: after a telephone call", nil},
	{"verify_name_alone", "/verify text: — Mikoyan", nil},
	{"verify_function_word", "/verify text: the", nil},
	{"verify_leap", "/verify text: “they juggle revolutionary phrases … capture Hong Kong”", nil},
	{"verify_quoted_there", "/verify text: “mostly with their own forces to destroy American imperialism” - Xinhua", nil},
	{"verify_insertion", "/verify text: Dorticos: After a telephone call", nil},
	{"verify_elsewhere", "/verify text: thank you", nil},
	{"speaker_recorder", "/speaker name: Tikhmenev", nil},
	{"speaker_namesake", "/speaker name: Alfredo Guevara", nil},
	{"speaker_spoken_of", "/speaker name: Fidel Castro", nil},
	{"mentions_alike", "/mentions words: China", nil},
	{"cite_word", "/cite reference: Guevara", nil},
	{"quote_word_nowhere", "/quote text: Khrushchev missiles", nil},
	{"quote_two_turns", "/quote text: Give me your hand. I am glad to shake your hand.", nil},
	{"cite_two_turns", "/cite reference: Give me your hand. I am glad to shake your hand.", nil},
	{"quote_other_language", "/quote text: wie viele Briefe wurden geschickt", nil},
	{"quote_question_answered", "/quote text: Cde. Mikoyan, tell us please, where are your submarines located?", nil},
	{"quote_partly", "/quote text: how did Mikoyan meet penguins", nil},
	{"quote_stranger", "/quote text: What did Castro say about rice?", nil},
	{"quote_silent", "/quote text: What did Roa say?", nil},
	{"verify_reported", "/verify text: Guevara said we are brothers indeed", nil},
	{"quote_reference", "/quote text: mikoyan-1962-11-18:33", nil},
	{"quote_range", "/quote text: mikoyan-1962-11-18:23-24", nil},
	{"quote_note", "/quote text: under their jurisdiction", nil},
	{"quote_aside", "/quote text: comrade fidel is not in the city", nil},
	{"quote_narration", "/quote text: the conversation and movie took 4 hours", nil},
	{"quote_asked_close", "/quote text: why abstain from voting", nil},
	{"quote_modal_replaced", "/quote text: maybe they abstain from voting on this question", nil},
	{"quote_asked_related", "/quote text: is Che a factioneer", nil},
	{"quote_page_beyond", "/quote text: page 9", nil},
	{"quote_number", "/quote text: 33", nil},
	{"quote_place", "/quote text: page 4", nil},
	{"quote_spot", "/quote text: the second thing Aragones says", nil},
	{"quote_spot_end", "/quote text: how does the meeting end", nil},
	{"quote_spot_note", "/quote text: the footnote", nil},
	{"quote_line", "/quote text: line 25", nil},
	{"quote_no_times", "/quote text: at 12:40", nil},
	{"quote_no_acts", "/quote text: act 7 scene 1", nil},
	{"read_spot", "/read at: the last page", nil},
	{"cite_spot", "/cite reference: the last thing Guevara says", nil},
	{"quote_who_speaks_most", "/quote text: who speaks most", nil},
	{"quote_said_by_another", "/quote text: Guevara: we have enough missiles", nil},
	{"quote_said_by_him", "/quote text: as Mikoyan said, we have enough missiles", nil},
	{"quote_number_changed", "/quote text: given 83 thousand letters of support for Cuba", nil},
	{"quote_neighbour", "/quote text: americans are afraid to fly low level flights", nil},
	{"verify_verbatim", "/verify text: every revolution produces its own special methods and forms", []string{"Cite", "MLA 9"}},
	{"verify_private", "/verify text: give me your hand private: true", []string{"Share"}},
	{"verify_altered", "/verify text: The Americans are stupid. They are now afraid to fly low-level flights.", nil},
	{"verify_speaker", "/verify text: as Guevara said, “we have enough missiles for all these bases”", nil},
	{"verify_stitched", "/verify text: These bases are not worrisome for us. We will get rice by our own forces.", nil},
	{"verify_absent", "/verify text: Cuba will never surrender its missiles to anyone.", nil},
	{"verify_several", "/verify text: Mikoyan said “it is a matter of gratitude” and Guevara “we will get rice by our own forces”, but nobody said “history will absolve me”", nil},
	{"verify_narration", "/verify text: The conversation and movie took 4 hours.", nil},
	{"verify_wordless", "/verify text: ?!", nil},
	{"cite", "/cite reference: 31-33", nil},
	{"cite_apa", "/cite reference: mikoyan-1962-11-18:17 style: apa", []string{"BibTeX"}},
	{"cite_bibliography", "/cite reference: mikoyan-1962-11-18:17 style: chicago-bibliography", nil},
	{"cite_place", "/cite reference: page 4 style: plain private: true", []string{"Share"}},
	{"cite_cut", "/cite reference: 33", nil},
	{"cite_narration", "/cite reference: n3 style: mla", nil},
	{"cite_words", "/cite reference: when there is not enough malanga style: ris", nil},
	{"cite_unknown_style", "/cite reference: 31 style: harvard", nil},
	{"cite_beyond", "/cite reference: 99", nil},
	{"cite_downwards", "/cite reference: 35-33", nil},
	{"cite_nothing", "/cite reference: zebras on the moon", nil},
	{"quote_next", "/quote text: chinese", []string{"Next"}},
	{"quote_context", "/quote text: 200 million letters", []string{"In context"}},
	{"speaker", "/speaker name: mikoyan", nil},
	{"speaker_typo", "/speaker name: Rodrigues", nil},
	{"speaker_silent", "/speaker name: Roa", nil},
	{"speaker_turns", "/speaker name: dorticos", []string{"All their turns", "Later"}},
	{"random", "/random", []string{"Another"}},
	{"random_speaker", "/random speaker: Guevara", nil},
	{"random_about", "/random about: missiles", nil},
	{"random_about_nothing", "/random about: football", nil},
	{"random_speaker_nothing", "/random about: football speaker: Guevara", nil},
	{"read_turn", "/read at: 31", nil},
	{"read_range", "/read at: mikoyan-1962-11-18:23-25", nil},
	{"read_narration", "/read at: n2", nil},
	{"read_start", "/read at: mikoyan-1962-11-18", []string{"Later", "Later", "Earlier"}},
	{"read_beyond", "/read at: 49", nil},
	{"read_by_name", "/read at: mikoyan:48", nil},
	{"read_page", "/read at: page 5", nil},
	{"read_page_beyond", "/read at: page 8", nil},
	{"read_downwards", "/read at: 35-33", nil},
	{"quote_back", "/quote text: the americans are stupid", []string{"Next match", "Previous"}},
	{"read_zero", "/read at: 0", nil},
	{"read_zero_of_record", "/read at: mikoyan:0", nil},
	{"read_backwards", "/read at: 5-3", nil},
	{"read_unknown", "/read at: gettysburg:1", nil},
	{"mentions", "/mentions words: rice", []string{"words after", "Figures"}},
	{"mentions_versus", "/mentions words: rice vs missiles", []string{"Later"}},
	{"mentions_versus_nobody", "/mentions words: rice vs xylophone", nil},
	{"mentions_forms", "/mentions words: Americans", nil},
	{"mentions_rate_once", "/mentions words: Cuba", nil},
	{"mentions_once", "/mentions words: slogan", nil},
	{"mentions_exactly", "/mentions words: “american” speaker: mikoyan", nil},
	{"mentions_nowhere", "/mentions words: “american rice”", nil},
	{"mentions_wordless", "/mentions words: ?!", nil},
	{"exchange", "/exchange between: mikoyan and: guevara", []string{"Next best"}},
	{"exchange_about", "/exchange between: guevara and: mikoyan about: missiles", nil},
	{"exchange_never", "/exchange between: Aragonés and: Rodriguez", nil},
	{"exchange_alone", "/exchange between: mikoyan and: mikoyan", nil},
	{"records_course", "/records list", []string{"Its course"}},
	{"speaker_course", "/speaker name: guevara", []string{"When they speak"}},
	{"records", "/records list", nil},
	{"records_read", "/records list", []string{"Read from"}},
	{"help", "/help", nil},
	{"help_verify", "/help command: verify", nil},
	{"help_subcommands", "/help command: /records", nil},
	{"help_subcommand", "/help command: records add", nil},
	{"help_on_message", "/help command: verify quotation", nil},
	{"help_unknown", "/help command: varify", nil},
}

// TestReplies holds what each command answers on the built-in record.
func TestReplies(t *testing.T) {
	for _, test := range asked {
		t.Run(test.name, func(t *testing.T) {
			c := newClient(t, builtIn())
			response := c.run(test.command)
			got := test.command + "\n" + render(response)
			for _, label := range test.clicks {
				response = c.click(response, c.user, label)
				got += "\n[" + label + "]\n" + render(response)
			}
			golden(t, test.name, got)
		})
	}
}

// TestEmptyLibrary holds that every command says what is missing.
func TestEmptyLibrary(t *testing.T) {
	c := newClient(t, indexOf())
	for _, line := range []string{"/quote text: rice", "/quote text: rice speaker: x record: y", "/speaker name: x", "/random", "/read at: 1", "/read at: x", "/read at: x:1", "/records list"} {
		if got := c.run(line); !isEphemeral(got) || len(quoted(got)) > 0 {
			t.Errorf("%s is answered with\n%s", line, render(got))
		}
	}
	c.run("/help")
	for _, command := range []string{"/quote text: a", "/speaker name: a", "/random about: a", "/read at: a"} {
		for _, o := range []string{"text", "name", "about", "at"} {
			c.complete(command, o)
		}
	}
}

// TestQuotesAreVerbatim quotes every turn, and takes what Discord would show
// for the words of the record.
func TestQuotesAreVerbatim(t *testing.T) {
	for _, x := range []*search.Index{builtIn(), indexOf(play("north")), indexOf(hostileRecord())} {
		c := newClient(t, x)
		for _, r := range x.Library().Records {
			for i := range r.Turns {
				p := r.Turns[i].Whole()
				var lines []string
				for _, line := range strings.Split(quoted(c.run("/quote text: "+chosenPrefix+bot.PassageToken(p))), "\n") {
					glyphs, construct := bottest.Shown(strings.TrimPrefix(line, "> "))
					if construct != "" {
						t.Fatalf("%s is read as markdown: %s", p.Turn.Reference(), construct)
					}
					var b strings.Builder
					for _, g := range glyphs {
						b.WriteRune(g.R)
					}
					lines = append(lines, b.String())
				}
				got, cut := strings.CutSuffix(strings.Join(lines, "\n"), " […]")
				switch want := p.Text(); {
				case cut && (!strings.HasPrefix(want, got) || got == want || bot.Units(got) < bot.MostQuoted/4):
					t.Errorf("%s is cut to %q", p.Turn.Reference(), got)
				case !cut && strings.TrimRight(got, " ") != want:
					t.Errorf("%s is quoted as %q, want %q", p.Turn.Reference(), got, want)
				}
			}
		}
	}
}

func BenchmarkRespond(b *testing.B) {
	c := &client{t: &testing.T{}, user: "100"}
	c.bot = bot.New(bot.Options{Index: builtIn(), Commands: All(Options{})})
	for _, line := range []string{"/quote text: 38 thousend leters of suport", "/speaker name: guevra", "/random about: missiles", "/read at: 31", "/records list", "/help"} {
		i := decoded(c.interaction(2, c.data(line, "")))
		b.Run(strings.Fields(line)[0][1:], func(b *testing.B) {
			for b.Loop() {
				c.bot.Respond(b.Context(), i)
			}
		})
	}
}
