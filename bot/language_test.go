package bot

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/feature/plural"

	"rapporteur/corpus"
)

// formsOf returns the plural forms that whole numbers have in a language.
func formsOf(l *Language) []string {
	var forms []string
	for _, n := range []int{0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 101, 1000, 1000000} {
		if f := pluralForms[plural.Cardinal.MatchPlural(l.tag, n, 0, 0, 0, 0)]; !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	slices.Sort(forms)
	return forms
}

// verbsOf returns which arguments a text takes, and as what: "1s", "2d".
func verbsOf(text string) []string {
	var verbs []string
	next := 0
	for _, m := range verb.FindAllStringSubmatch(text, -1) {
		if m[2] == "%" {
			continue
		}
		if next++; m[1] != "" {
			next = int(m[1][0] - '0')
		}
		if v := string(rune('0'+next)) + m[2]; !slices.Contains(verbs, v) {
			verbs = append(verbs, v)
		}
	}
	slices.Sort(verbs)
	return verbs
}

// TestCatalogue holds that each translation takes the arguments that the
// English text has, that only a plural form for one thing may leave its number
// out, and that all forms are there.
func TestCatalogue(t *testing.T) {
	for _, l := range Languages() {
		for key, e := range l.entries {
			want := verbsOf(key)
			for form, text := range e.forms {
				for _, v := range verbsOf(text) {
					if !slices.Contains(want, v) {
						t.Errorf("%s: %q takes an argument %s that the English text has not", l.Code(), text, v)
					}
				}
				for _, v := range want {
					missing := !slices.Contains(verbsOf(text), v)
					if missing && !(len(e.forms) > 1 && form == "one" && v == string(rune('0'+e.by))+"d") {
						t.Errorf("%s: %q lacks the argument %s of %q", l.Code(), text, v, key)
					}
				}
			}
			if len(e.forms) > 1 {
				for _, form := range formsOf(l) {
					if e.forms[form] == "" {
						t.Errorf("%s: %q lacks the plural form %q", l.Code(), key, form)
					}
				}
			}
		}
	}
}

var optionName = regexp.MustCompile(`^[-_\p{Ll}\p{Lo}\p{N}]{1,32}$`)

// TestNames holds that names in all languages are such as Discord takes.
func TestNames(t *testing.T) {
	for _, l := range Languages()[1:] {
		for key := range l.entries {
			if !isName(key) {
				continue
			}
			if name := bare(l.Text(Key(key))); !optionName.MatchString(name) {
				t.Errorf("%s: %q is no name for %q", l.Code(), name, key)
			}
		}
	}
}

func TestPlurals(t *testing.T) {
	for _, test := range []struct {
		locale string
		n      int
		want   string
	}{
		{"en-US", 1, "1 turn"}, {"en-GB", 1234, "1,234 turns"}, {"de", 2, "2 Wortmeldungen"}, {"fr", 0, "0 intervention"},
		{"es-419", 1, "1 intervención"}, {"ru", 1, "1 реплика"}, {"ru", 22, "22 реплики"}, {"ru", 11, "11 реплик"}, {"xx", 2, "2 turns"},
	} {
		if got := LanguageOf(test.locale).Text("%d turns", test.n); got != test.want {
			t.Errorf("%s: %d is %q, want %q", test.locale, test.n, got, test.want)
		}
	}
}

func TestDates(t *testing.T) {
	day, month := corpus.Date{Year: 1962, Month: 11, Day: 18}, corpus.Date{Year: 1962, Month: 5}
	for code, want := range map[string][2]string{
		"en": {"November 18, 1962", "May 1962"}, "de": {"18. November 1962", "Mai 1962"}, "es": {"18 de noviembre de 1962", "mayo de 1962"},
		"fr": {"18 novembre 1962", "mai 1962"}, "ru": {"18 ноября 1962 года", "май 1962 года"},
	} {
		if l := LanguageOf(code); l.Date(day) != want[0] || l.Date(month) != want[1] {
			t.Errorf("%s: %q and %q, want %q", code, l.Date(day), l.Date(month), want)
		}
	}
	if got := LanguageOf("fr").Date(corpus.Date{Year: 1789, Month: 5, Day: 1}); got != "1er mai 1789" {
		t.Errorf("the first of a month in French is %q", got)
	}
}

// TestSay holds that what is no markdown is shown letter for letter, and that
// commands have their names in the language.
func TestSay(t *testing.T) {
	if got := LanguageOf("es").Say("No speaker is called “%s”. These speak here:", "**x**"); got != `Ningún orador se llama «\*\*x\*\*». Aquí hablan:` {
		t.Errorf("said %q", got)
	}
	if got := LanguageOf("de").Text("`/random about:` shows passages about something."); !strings.Contains(got, "`/zufall über:`") {
		t.Errorf("a command in German is %q", got)
	}
}

// TestLocalized holds that a declaration has its names in the other languages.
func TestLocalized(t *testing.T) {
	c := Localized(&discordgo.ApplicationCommand{Name: "quote", Description: "Find the exact words of a line you half remember",
		Options: []*discordgo.ApplicationCommandOption{{Name: "text", Type: discordgo.ApplicationCommandOptionString, Description: "Which one"}}})
	if names := *c.NameLocalizations; names["es-ES"] != "cita" || names["es-419"] != "cita" || names["de"] != "zitat" || names["en-US"] != "" {
		t.Errorf("the names are %v", names)
	}
	if names := c.Options[0].NameLocalizations; names["ru"] != "текст" {
		t.Errorf("the option's names are %v", names)
	}
}

// TestOneFullStop holds that a name with a full stop at its end brings no second.
func TestOneFullStop(t *testing.T) {
	for name, want := range map[Markdown]Markdown{
		Bold("J.F."): "Not said by “Ana”, but by **J.F.**",
		"J.F.":       "Not said by “Ana”, but by J.F.",
		Bold("Ben"):  "Not said by “Ana”, but by **Ben**.",
	} {
		if got := english().Say("Not said by “%s”, but by %s.", "Ana", name); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := english().Say("%s", "Wait..."); got != "Wait..." {
		t.Errorf("three full stops are %s", got)
	}
}

// TestFrenchSpaces holds that no line of French can break before a colon or
// within quotation marks. What is typed, in backquotes, is left alone.
func TestFrenchSpaces(t *testing.T) {
	typed := regexp.MustCompile("`[^`]*`")
	breaks := regexp.MustCompile(`[ ][:;?!»]|«[ ]`)
	seen := 0
	for key, e := range LanguageOf("fr").entries {
		for _, text := range e.forms {
			text = typed.ReplaceAllString(text, "")
			if at := breaks.FindString(text); at != "" {
				t.Errorf("%q can break at %q: a no-break space belongs there (of %q)", text, at, key)
			}
			seen += strings.Count(text, "\u00a0")
		}
	}
	if seen < 100 {
		t.Errorf("only %d no-break spaces in French", seen)
	}
}
