package bot

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"rapporteur/corpus"
)

// A Key is a message to a user: its English text, as it stands in the code,
// under which the catalogue has the other languages. What varies in it stands
// as %s and %d, which number their arguments (%[2]s) where the order changes.
//
// Whatever a user reads is a Key, words of a record, or what the user typed; a
// test finds texts of ours that are no Key, and Keys that are missing from a language.
type Key string

// A Message is a Key with its arguments, to be said later in one language or
// another.
type Message struct {
	Key  Key
	Args []any
}

// Msg returns a message; see [Language.Say] for the arguments.
func Msg(k Key, args ...any) Message { return Message{k, args} }

// A Language is one that the bot answers in. A nil one is English.
type Language struct {
	tag     language.Tag
	locales []string          // Discord's, the main one first
	printer *message.Printer  // of numbers
	entries map[string]entry  // by key
	names   map[string]string // of commands and options, by the English ones
	marked  bool              // see Marked
}

// English is the language that all messages are written in.
const English = "en"

// Marked is the code of English in which every message stands in ⟦ ⟧ and every
// argument in ⟨ ⟩. It is for those who write messages: what stands outside of
// the first, or inside of the second, does not come from the catalogue.
const Marked = "qps"

var marked = &Language{tag: language.English, locales: []string{Marked}, printer: message.NewPrinter(language.English), marked: true}

// Languages returns all languages, English first.
func Languages() []*Language { return catalogues() }

// LanguageOf returns the language of one of Discord's locales, such as "es-419",
// or of a language's code; English where the bot does not know it.
func LanguageOf(locale string) *Language {
	if locale == Marked {
		return marked
	}
	code, _, _ := strings.Cut(locale, "-")
	for _, l := range Languages() {
		if strings.EqualFold(l.tag.String(), code) {
			return l
		}
	}
	return Languages()[0]
}

// Knows reports whether the catalogue has a message in the language.
func (l *Language) Knows(k Key) bool {
	if l.or().marked {
		return true
	}
	_, ok := l.entries[string(k)]
	return ok
}

// Locale returns the main one of Discord's locales that the language serves.
func (l *Language) Locale() discordgo.Locale { return discordgo.Locale(l.or().locales[0]) }

// Code returns the language's code by ISO 639: "en".
func (l *Language) Code() string {
	if l.or().marked {
		return Marked
	}
	return l.or().tag.String()
}

func english() *Language { return Languages()[0] }

func (l *Language) or() *Language {
	if l == nil {
		return english()
	}
	return l
}

// Say returns a message in Discord's markdown. Of its arguments, a string is
// shown letter for letter, markdown stands as it is, a number is written as
// the language writes it (a string from strconv where it is no amount), a
// date likewise, and a Key, a list of Keys, a Message or an error is said in
// the language, too.
func (l *Language) Say(k Key, args ...any) Markdown {
	said := make([]string, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case Markdown:
			said[i] = string(arg)
		case Key:
			said[i] = string(l.Say(arg))
		case Message:
			said[i] = string(l.Say(arg.Key, arg.Args...))
		case []Key:
			said[i] = l.list(arg)
		case error:
			said[i] = string(l.Explain(arg))
		default:
			said[i] = string(Plain(l.written(arg)))
		}
	}
	return Markdown(l.filled(k, args, said))
}

// Text returns a message as plain text, for a label, a choice or a title.
// Markdown in it would be shown letter for letter.
func (l *Language) Text(k Key, args ...any) string {
	said := make([]string, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case Key:
			said[i] = l.Text(arg)
		case Message:
			said[i] = l.Text(arg.Key, arg.Args...)
		case []Key:
			said[i] = l.list(arg)
		case error:
			said[i] = l.ExplainText(arg)
		default:
			said[i] = l.written(arg)
		}
	}
	return l.filled(k, args, said)
}

// filled returns a message in the language with what its arguments say. A name
// that ends with a full stop, in bold or not, ends the sentence with it: "J.F.".
func (l *Language) filled(k Key, args []any, said []string) string {
	if !l.or().marked {
		form := l.form(k, args)
		text := fill(form, said)
		if rest, ok := strings.CutSuffix(text, "."); ok && strings.HasSuffix(form, "s.") && strings.HasSuffix(strings.TrimRight(rest, "*"), ".") {
			return rest
		}
		return text
	}
	for i, arg := range said {
		said[i] = "⟨" + arg + "⟩"
	}
	return "⟦" + fill(l.form(k, args), said) + "⟧"
}

// list says keys that are names of things, one after the other.
func (l *Language) list(keys []Key) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = l.Text(k)
	}
	return strings.Join(names, ", ")
}

// written returns an argument as the language writes it.
func (l *Language) written(arg any) string {
	switch arg := arg.(type) {
	case string:
		return arg
	case int:
		return l.Number(arg)
	case corpus.Date:
		return l.Date(arg)
	}
	return fmt.Sprint(arg)
}

// form returns the message's text in the language, in English where the
// catalogue does not have it, in the plural form that the arguments ask for.
func (l *Language) form(k Key, args []any) string {
	l = l.or()
	e, ok := l.entries[string(k)]
	if !ok {
		if e, ok = english().entries[string(k)]; !ok {
			return string(k)
		}
		l = english()
	}
	if len(e.forms) > 1 && e.by <= len(args) {
		if n, ok := args[e.by-1].(int); ok {
			form := pluralForms[plural.Cardinal.MatchPlural(l.tag, n, 0, 0, 0, 0)]
			if text, ok := e.forms[form]; ok {
				return text
			}
		}
	}
	return e.forms["other"]
}

// verb is what stands for an argument in a message.
var verb = regexp.MustCompile(`%(?:\[(\d)\])?([sd%])`)

// fill puts arguments in the place of a message's verbs.
func fill(text string, said []string) string {
	next := 0
	return verb.ReplaceAllStringFunc(text, func(v string) string {
		m := verb.FindStringSubmatch(v)
		if m[2] == "%" {
			return "%"
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
			next--
		}
		next++
		if next > len(said) {
			return ""
		}
		return said[next-1]
	})
}

// messageIn returns the message that an error is made of, the zero one if it is
// made of none.
func messageIn(err error) Message {
	var of interface{ message() Message }
	if errors.As(err, &of) {
		return of.message()
	}
	return Message{}
}

// Explain returns what an error says to people: a [Refusal]'s message in this
// language, any other's text as a sentence.
func (l *Language) Explain(err error) Markdown {
	if m := messageIn(err); m.Key != "" {
		return l.Say(m.Key, m.Args...)
	}
	return Plain(Clip(SentenceOf(err), 1500))
}

// ExplainText is Explain as plain text.
func (l *Language) ExplainText(err error) string {
	if m := messageIn(err); m.Key != "" {
		return l.Text(m.Key, m.Args...)
	}
	return SentenceOf(err)
}

// SentenceOf makes a sentence of an error's text.
func SentenceOf(err error) string {
	text := err.Error()
	return strings.TrimSuffix(strings.ToUpper(text[:1])+text[1:], ".") + "."
}

// Number writes a number as the language does: "1,234".
func (l *Language) Number(n int) string { return l.or().printer.Sprintf("%d", n) }

// Decimal writes a number with so many digits after the mark.
func (l *Language) Decimal(n float64, digits int) string {
	return l.or().printer.Sprintf("%.*f", digits, n)
}

// Bytes writes a size as Discord and most systems write it, by the powers of
// 1024: "12 KB", "3.4 MB".
func (l *Language) Bytes(n int) string {
	switch {
	case n < 1<<10:
		return l.Text("%d bytes", n)
	case n < 1<<20:
		return l.Text("%d KB", (n+1<<10-1)>>10)
	case n%(1<<20) == 0:
		return l.Text("%d MB", n>>20)
	}
	return l.Text("%s MB", l.or().printer.Sprintf("%.1f", float64(n)/(1<<20)))
}

// dateForms are how a day, and a month of a year, are written. Names of months
// are %[2]s.
var dateForms = map[string]struct {
	day, month string
	months     [12]string // as they stand in a date
	alone      [12]string // as they stand before a year, where that differs
}{
	"de": {day: "%[1]d. %[2]s %[3]s", month: "%[2]s %[3]s", months: [12]string{
		"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}},
	"es": {day: "%[1]d de %[2]s de %[3]s", month: "%[2]s de %[3]s", months: [12]string{
		"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}},
	"fr": {day: "%[1]d %[2]s %[3]s", month: "%[2]s %[3]s", months: [12]string{
		"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}},
	"ru": {day: "%[1]d %[2]s %[3]s года", month: "%[2]s %[3]s года", months: [12]string{
		"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
		alone: [12]string{
			"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"}},
}

// Date writes a date as the language's prose does: "November 18, 1962".
func (l *Language) Date(d corpus.Date) string {
	form, ok := dateForms[l.Code()]
	if !ok || d.Month == 0 {
		return d.String()
	}
	year := strconv.Itoa(d.Year)
	if d.Day == 0 {
		months := form.alone
		if months[0] == "" {
			months = form.months
		}
		// The forms number their arguments, of which this one has no first.
		return fmt.Sprintf(form.month+"%.0[1]d", 0, months[d.Month-1], year)
	}
	day := fmt.Sprintf(form.day, d.Day, form.months[d.Month-1], year)
	if l.Code() == "fr" && d.Day == 1 {
		day = strings.Replace(day, "1 ", "1er ", 1)
	}
	return day
}
