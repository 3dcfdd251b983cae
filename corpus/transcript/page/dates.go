package page

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"rapporteur/corpus"
)

// months are the names of months in small letters, as they stand between or
// before numbers, one line for each month.
var months = func() map[string]time.Month {
	of := make(map[string]time.Month)
	for n, names := range []string{
		"january jan januar jänner janvier enero ene gennaio janeiro januari января январь січня stycznia ocak ιανουαρίου tammikuuta januára ledna ianuarie siječnja يناير ינואר",
		"february feb februar februari février fév febrero febbraio fevereiro февраля февраль лютого lutego şubat φεβρουαρίου helmikuuta února februarie februára veljače فبراير פברואר",
		"march mar märz mars marzo março maart марта март березня marca mart μαρτίου maaliskuuta března martie ožujka مارس מרץ",
		"april apr avril abril aprile abr апреля апрель квітня kwietnia nisan απριλίου huhtikuuta dubna aprilie apríla travnja أبريل אפריל",
		"may mai mayo maggio maio mei maj мая май травня maja mayıs μαΐου toukokuuta května mája svibnja مايو מאי",
		"june jun juni juin junio giugno junho июня июнь червня czerwca haziran ιουνίου kesäkuuta června iunie júna lipnja يونيو יוני",
		"july jul juli juillet julio luglio julho июля июль липня lipca temmuz ιουλίου heinäkuuta července iulie júla srpnja يوليو יולי",
		"august aug août agosto augusti augustus ago августа август серпня sierpnia ağustos αυγούστου elokuuta srpna augusta kolovoza أغسطس אוגוסט",
		"september sep sept septembre septiembre settembre setembro сентября сентябрь вересня września eylül σεπτεμβρίου syyskuuta září septembrie septembra rujna سبتمبر ספטמבר",
		"october oct oktober okt octobre octubre ottobre outubro октября октябрь жовтня października ekim οκτωβρίου lokakuuta října octombrie októbra أكتوبر אוקטובר",
		"november nov novembre noviembre novembro ноября ноябрь листопада listopada kasım νοεμβρίου marraskuuta listopadu noiembrie novembra نوفمبر נובמבר",
		"december dec dezember dez décembre déc diciembre dicembre dezembro декабря декабрь грудня grudnia aralık δεκεμβρίου joulukuuta prosince decembrie decembra prosinca ديسمبر דצמבר",
	} {
		for name := range strings.FieldsSeq(names) {
			of[name] = time.Month(n + 1)
		}
	}
	return of
}()

var (
	dayMonthYear = regexp.MustCompile(`(?:^|[^\pL\pN])(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?(?: of| de)? ב?(\pL{3,12})\.?,?(?: de| del)? (\d{4})(?:$|[^\pN])`)
	monthDayYear = regexp.MustCompile(`(?:^|[^\pL\pN])(\pL{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:$|[^\pN])`)
	yearMonthDay = regexp.MustCompile(`(?:^|\PN)(\d{4})(?:-| ?[年년] ?)(\d{1,2})(?:-| ?[月월] ?)(\d{1,2})(?:$|\PN)`)
	dottedDate   = regexp.MustCompile(`(?:^|[^\pN.])(\d{1,2})\. ?(\d{1,2})\. ?((?:1[5-9]|20)\d\d)(?:$|\PN)`)
)

// BeginsWithDay reports whether text begins with a month and a day of it, "April 9",
// or the other way round.
func BeginsWithDay(text string) bool {
	first, rest, _ := strings.Cut(text, " ")
	second, _, _ := strings.Cut(rest, " ")
	if !HasDigit(first) && !HasDigit(second) {
		return false
	}
	first, second = strings.ToLower(strings.Trim(first, ".,")), strings.ToLower(strings.Trim(second, ".,"))
	return months[first] > 0 && isNumber(second) || months[second] > 0 && isNumber(first)
}

// HasDigit reports whether a digit of ASCII stands in text.
func HasDigit(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' {
			return true
		}
	}
	return false
}

// hasYear reports whether four digits of ASCII stand together in text, and no more.
func hasYear(text string) bool {
	const digits = 4
	n := 0
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' {
			n++
		} else if n == digits {
			return true
		} else {
			n = 0
		}
	}
	return n == digits
}

// DateIn returns the first date in text, the zero date if there is none. A date in
// digits alone is read only in the orders that nobody reads in another way.
func DateIn(text string) corpus.Date {
	if !hasYear(text) {
		return corpus.Date{}
	}
	for _, form := range []struct {
		pattern          *regexp.Regexp
		year, month, day int // which group of the pattern each is
	}{{monthDayYear, 3, 1, 2}, {dayMonthYear, 3, 2, 1}, {yearMonthDay, 1, 2, 3}, {dottedDate, 3, 2, 1}} {
		for _, m := range form.pattern.FindAllStringSubmatch(text, -1) {
			if d, ok := dateOf(m[form.year], m[form.month], m[form.day]); ok {
				return d
			}
		}
	}
	return corpus.Date{}
}

func dateOf(year, month, day string) (corpus.Date, bool) {
	m := months[strings.ToLower(month)]
	if n, err := strconv.Atoi(month); err == nil && n <= 12 {
		m = time.Month(n)
	}
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if m == 0 || t.Day() != d || t.Month() != m {
		return corpus.Date{}, false
	}
	return corpus.Date{Year: y, Month: m, Day: d}, true
}
