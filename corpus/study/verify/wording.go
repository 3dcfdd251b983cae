package verify

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/corpus/search"
)

// A wording is what a language has of words that turn or carry the sense.
type wording struct {
	language string // its tag of two letters
	// negations, each with what it counts as: two of one kind are the same.
	negations map[string]string
	// halves are negations that another one goes with, which says the same: "ne"
	// of "ne … pas". They count only where they face another.
	halves   map[string]bool
	modals   map[string]bool
	numerals map[string]numeral
	joins    map[string]bool // words between the parts of a numeral: "and"
	// prefixes turn a word into its opposite, and exceptions are words that
	// only look as if they had one.
	prefixes   []string
	exceptions map[string]bool
	// contractions are short forms of two words, each with the two; they are
	// found with an apostrophe and, where that makes no other word, without.
	contractions map[string][2]string
	// lookalikes are words that are a letter off a negation and mean
	// something else, so that they are no slips for it.
	lookalikes map[string]bool
	titles     map[string]bool // of persons: they may be left out of a name
}

// wordings are by the language's tag of two letters.
var wordings = map[string]*wording{
	"en": {
		language: "en",
		negations: kinds(`not: not no non n't. never: never. nobody: nobody noone. nothing: nothing naught nought.
			none: none. nowhere: nowhere. neither: neither. nor: nor. without: without. hardly: hardly barely scarcely rarely seldom`),
		modals:   set(`can could may might must shall should will would ought`),
		numerals: englishNumerals(),
		joins:    set(`and`),
		prefixes: strings.Fields(`un in im il ir dis non mis`),
		exceptions: set(`inform informed informs impress impressed income invent invented inland intend intended intends inside
			import imported imports improve improved indeed intent increase increased increases include involve invest
			instead install inspire insight intake input inquire imply impose imposed impart imprint inflame inhabit
			invaluable discover discovered discovers dismiss dismissed disease dispose disposed discuss distill display
			displayed dispatch discharge discount discourse dismay distress until unless under union unit unite united
			unity unto into incite indent infer inject inset insert inspect instruct intense intention intentions
			interest inward inner missile missiles mission missions mistress mister imprison impress indebted ingrained
			inborn infuse ingest inmate inroad inscribe inscription instance instant interred invent inventory invert
			irate immigrate immigration illuminate unison uniform universe university discord distract distribute
			district disturb dispute mischief misery miser miss missing missed mist indwell inlet income inspire
			implant implanted imperil impending impoverish`),
		contractions: englishContractions(),
		lookalikes:   set(`now nor note net nut knot ever one or on got hot lot new nay so go no know known note noted near newer`),
		titles: set(`cde cdes comrade comrades mr mrs ms miss dr prof professor sir lady lord king queen minister president
			ambassador senator secretary general colonel captain the señor senor sr sra st saint premier chairman`),
	},
	"de": {
		language: "de",
		negations: kinds(`not: nicht. no: kein keine keinen keiner keinem keines. never: nie niemals nimmer. nobody: niemand
			niemanden niemandem. nothing: nichts. neither: weder. without: ohne`),
		modals: set(`kann kannst konnen konnt konnte konnten konnte konnten darf durfen durfte durften muss mussen musste mussten
			soll sollen sollte sollten will wollen wollte wollten mag mogen mochte mochten`),
		numerals: numeralsOf(`null ein|eins|eine|einen|einem|einer zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn
			vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn`, `zwanzig dreißig|dreissig vierzig funfzig sechzig siebzig achtzig
			neunzig`, `hundert tausend million|millionen milliarde|milliarden`, "ein eins eine einen einem einer"),
		joins:      set(`und`),
		prefixes:   []string{"un"},
		exceptions: set(`unter unten uns unser unsere und unterschied unterschiede`),
		lookalikes: set(`recht sicht licht eine keime klein`),
		titles:     set(`herr frau dr prof genosse genossin minister prasident kanzler`),
	},
	"es": {
		language: "es",
		negations: kinds(`no: no. never: nunca jamas. nobody: nadie. nothing: nada. none: ningun ninguno ninguna. nor: ni.
			without: sin. neither: tampoco`),
		modals: set(`puede pueden puedo podemos podria podrian podriamos podra podran debe deben debo debemos deberia deberian
			deberiamos debera deberan`),
		numerals: numeralsOf(`cero uno|un|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis
			diecisiete dieciocho diecinueve`, `veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa`,
			`cien|ciento mil millon|millones -`, "uno un una"),
		joins:      set(`y`),
		prefixes:   strings.Fields(`in im des`),
		exceptions: set(`informar imponer importar`),
		lookalikes: set(`nos lo su si son sino on`),
		titles:     set(`señor senor señora senora sr sra don doña dona dr companero compañero ministro presidente`),
	},
	"fr": {
		language: "fr",
		negations: kinds(`not: pas point. ne: ne n. never: jamais. nobody: personne. nothing: rien. none: aucun aucune nul nulle.
			nor: ni. without: sans. no: non`),
		halves: set(`ne n`),
		modals: set(`peut peuvent peux pouvons pouvez pourrait pourraient pourrons pourra doit doivent dois devons devez devrait
			devraient devra devront`),
		numerals: numeralsOf(`zero un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
			dix-sept dix-huit dix-neuf`, `vingt trente quarante cinquante soixante - - -`, `cent|cents mille million|millions
			milliard|milliards`, "un une"),
		joins:      set(`et`),
		prefixes:   strings.Fields(`in im ir il`),
		exceptions: set(`importer imposer informer interet`),
		lookalikes: set(`par las mais sous dans nos le je ce se de`),
		titles:     set(`m mme mlle monsieur madame dr camarade ministre president`),
	},
	"ru": {
		language: "ru",
		negations: kinds(`not: не. no: нет. never: никогда. nobody: никто никого никому. nothing: ничто ничего ничему. nor: ни.
			none: никакой никакая никакие никаких. without: без. cannot: нельзя`),
		modals: set(`может могут могу можем мог могла могли можно должен должна должны должно надо нужно следует`),
		numerals: numeralsOf(`ноль один|одна|одно|одного два|две|двух три|трех четыре|четырех пять|пяти шесть|шести семь|семи восемь|восьми
			девять|девяти десять|десяти одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать
			девятнадцать`, `двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят шестьдесят семьдесят восемьдесят девяносто`,
			`сто|ста тысяча|тысячи|тысяч миллион|миллиона|миллионов миллиард|миллиарда|миллиардов`, "один одна одно одного"),
		joins:      map[string]bool{},
		prefixes:   []string{"не", "без", "бес"},
		exceptions: set(`него нее них нему ней неделя недели неделю немец немцы небо небе`),
		lookalikes: set(`на но нас за до да со`),
		titles:     set(`тов товарищ господин госпожа министр президент`),
	},
}

// turned are the words that stand in place of a negation where it is turned into
// its opposite: "somebody" for "nobody". They are of all languages.
var turned = func() map[string]map[string]bool {
	all := make(map[string]map[string]bool)
	for _, row := range []struct{ negations, others string }{
		{"nobody noone", "somebody someone everybody everyone anybody anyone"},
		{"nothing naught nought", "something everything anything much"},
		{"none", "all some any many most each"},
		{"never", "always ever often sometimes usually once"},
		{"nowhere", "somewhere everywhere anywhere"},
		{"neither", "both either"},
		{"nor", "or and"},
		{"without", "with"},
		{"hardly barely scarcely rarely seldom", "often always fully clearly easily frequently usually"},
		{"niemand niemanden niemandem", "jemand jemanden jemandem jeder jeden jedem alle"},
		{"nichts", "etwas alles"},
		{"nie niemals", "immer stets oft"},
		{"ohne", "mit"},
		{"nadie", "alguien todos"},
		{"nada", "algo todo"},
		{"nunca jamas", "siempre"},
		{"ningun ninguno ninguna", "algun alguno alguna todo toda"},
		{"sin", "con"},
		{"tampoco", "tambien"},
		{"rien", "tout"},
		{"aucun aucune", "tout toute chaque"},
		{"jamais", "toujours"},
		{"sans", "avec"},
		{"никто никого никому", "кто-то все всех всем каждыи"},
		{"ничто ничего ничему", "все что-то"},
		{"никогда", "всегда"},
		{"без", "с"},
	} {
		for n := range set(row.negations) {
			all[n] = set(row.others)
		}
	}
	return all
}()

// wordingOf returns the wording of a language by its tag, English for one that
// is unknown.
func wordingOf(tag string) *wording {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if w, ok := wordings[base]; ok {
		return w
	}
	return wordings["en"]
}

// longestMeant bounds a word that may be a numeral or a short form with a slip.
const longestMeant = 16

// meant returns the numeral or the short form of "not" that a word is a letter
// off, "" if it is none, is one itself, or if there are several.
func (w *wording) meant(word string) string {
	if _, ok := w.numerals[word]; ok {
		return ""
	}
	if _, ok := w.contractions[word]; ok {
		return ""
	}
	if _, ok := ordinals[word]; ok {
		return "" // "sixth" is none for "sixty"
	}
	if w.negations[word] != "" || w.modals[word] || w.lookalikes[word] {
		return ""
	}
	found := ""
	for form := range w.numerals {
		if len(word) > 5 && form[0] == word[0] && (scanned(form) == scanned(word) || within(word, form, 1)) {
			if found != "" && found != form {
				return ""
			}
			found = form
		}
	}
	for form := range w.contractions {
		if len(form) > 2 && scanned(form) == scanned(word) && (found == "" || form < found) {
			found = form // "I’rn" for "I’m"
		}
	}
	if found != "" || word[len(word)-1] != 't' {
		return found
	}
	// "havn't" may be "haven't" or "hadn't": that it denies is what counts.
	for form, parts := range w.contractions {
		if parts[1] != "not" || len(form) < 4 || form[0] != word[0] || strings.Contains(form, "'") != strings.Contains(word, "'") {
			continue
		}
		if (len(form) > 4 || strings.Contains(form, "'")) && within(word, form, 1) && (found == "" || len(form) > len(found) || len(form) == len(found) && form < found) {
			found = form
		}
	}
	return found
}

// isSlip reports whether a is likely a slip of the pen for b: of few letters
// for its length.
func isSlip(a, b string) bool {
	n := min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	return n > 1 && within(a, b, tolerance(n))
}

// isNameSlip reports whether a is likely a slip of the pen for the name b,
// rather than another name: it begins alike and has a letter too many, too few
// or swapped, or, in a longer one, wrong. Two letters may be wrong in a name of
// nine, or in one of six that has the same letters all the same: "Sovvviet".
func isNameSlip(a, b string) bool {
	x, y := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	switch {
	case min(x, y) < 3 || y < 4 || a[0] != b[0] || gazetteer()[a]:
		return false
	case x == y && y < 5 && !isSwap(a, b):
		return false
	case min(x, y) >= 9, y >= 6 && lettersIn(a) == lettersIn(b):
		return within(a, b, 2)
	}
	return within(a, b, 1)
}

// lettersIn returns the letters of a word, each once.
func lettersIn(word string) string {
	letters := []rune(word)
	slices.Sort(letters)
	return string(slices.Compact(letters))
}

// isSwap reports whether the same letters stand in both words.
func isSwap(a, b string) bool {
	x, y := []rune(a), []rune(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// scannedFrom returns what a scanner may have read as word: "client" as "dient".
func scannedFrom(word string) []string {
	var all []string
	for _, pair := range [][2]string{{"d", "cl"}, {"m", "rn"}, {"w", "vv"}, {"h", "li"}, {"h", "b"}, {"b", "h"}, {"rn", "m"}, {"cl", "d"}} {
		if i := strings.Index(word, pair[0]); i >= 0 {
			all = append(all, word[:i]+pair[1]+word[i+len(pair[0]):])
		}
	}
	return all
}

// scanned returns a word with the letters that a scanner takes for each other
// made one.
func scanned(word string) string { return lookAlikes.Replace(word) }

var lookAlikes = strings.NewReplacer("rn", "m", "cl", "d", "vv", "w", "li", "h", "ii", "u", "1", "l", "0", "o", "5", "s", "b", "h")

// opposite reports whether one of two words is the other with a prefix or an
// ending that turns it into its opposite.
func (w *wording) opposite(a, b string) (added, ok bool) {
	if w.negates(a, b) {
		return true, true
	}
	return false, w.negates(b, a)
}

// negates reports whether long is the opposite of short.
func (w *wording) negates(long, short string) bool {
	if utf8.RuneCountInString(short) < 3 || w.exceptions[long] || within(long, short, 1) {
		return false // "intially" for "initially" has its prefix
	}
	for _, p := range w.prefixes {
		if stem, ok := strings.CutPrefix(long, p); ok {
			// A slip in a long stem does not hide it.
			if stem == short || len(stem) > 5 && stem[0] == short[0] && len(stem)-len(short) < 2 && within(stem, short, 1) {
				return true
			}
		}
	}
	if w == wordings["en"] {
		// "careful" and "careless", "power" and "powerless".
		if stem, ok := strings.CutSuffix(long, "less"); ok && len(stem) > 2 {
			return stem == short || stem == strings.TrimSuffix(short, "ful")
		}
	}
	return false
}

// kinds reads a table of rows "kind: word word." into the kind of each word, folded.
func kinds(table string) map[string]string {
	m := make(map[string]string)
	for line := range strings.SplitSeq(table, ".") {
		kind, words, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(words) {
			m[search.Fold(w)] = strings.TrimSpace(kind)
		}
	}
	return m
}

// set returns words, folded.
func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[search.Fold(w)] = true
	}
	return m
}

// englishContractions returns the short forms that matter for the sense: those
// of "not", and of "will".
func englishContractions() map[string][2]string {
	m := make(map[string][2]string)
	for _, verb := range strings.Fields(`are is was were do does did has have had could would should must might need ought dare may`) {
		m[verb+"n't"] = [2]string{verb, "not"}
		m[verb+"nt"] = [2]string{verb, "not"}
	}
	for short, verb := range map[string]string{"ca": "can", "wo": "will", "sha": "shall", "ai": "is"} {
		m[short+"n't"] = [2]string{verb, "not"}
		m[short+"nt"] = [2]string{verb, "not"}
	}
	m["cannot"] = [2]string{"can", "not"}
	for _, s := range strings.Fields("i you he she it we they that there who") {
		m[s+"'ll"] = [2]string{s, "will"}
		m[s+"'ve"] = [2]string{s, "have"}
		m[s+"'re"] = [2]string{s, "are"}
	}
	for _, s := range strings.Fields("you they") {
		m[s+"ll"], m[s+"ve"], m[s+"re"] = m[s+"'ll"], m[s+"'ve"], m[s+"'re"]
	}
	m["weve"], m["ive"], m["im"], m["i'm"] = [2]string{"we", "have"}, [2]string{"i", "have"}, [2]string{"i", "am"}, [2]string{"i", "am"}
	for _, s := range strings.Fields("he she it that there what who where here") {
		m[s+"'s"] = [2]string{s, "is"}
	}
	for _, s := range strings.Fields("that there what") {
		m[s+"s"] = [2]string{s, "is"}
	}
	return m
}
