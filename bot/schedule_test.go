package bot

import "testing"

func TestParseClock(t *testing.T) {
	for typed, want := range map[string]string{
		"07:30": "07:30", "7:05": "07:05", "7.30 pm": "19:30", "19h30": "19:30", " 00:00 ": "00:00", "23:59": "23:59",
		"12 am": "00:00", "12:30 a.m.": "00:30", "12 pm": "12:00", "12:30 PM": "12:30", "1 am": "01:00", "11:59 p.m.": "23:59",
		"7": "", "24:00": "", "23:60": "", "13 pm": "", "0 am": "", "7:5": "", "": "", "noon": "",
	} {
		got, err := ParseClock(typed)
		if err != nil && want != "" || err == nil && got.String() != want {
			t.Errorf("%q is %s, %v; want %q", typed, got, err, want)
		}
	}
}

func TestParseDay(t *testing.T) {
	for typed, ok := range map[string]bool{
		"2026-03-08": true, " 2028-02-29 ": true, "1971-01-01": true, "9998-12-31": true,
		"2027-02-29": false, "1970-12-31": false, "9999-01-01": false, "8.3.2026": false, "": false,
	} {
		if day, err := ParseDay(typed); (err == nil) != ok || ok && DayOf(day.UTC()) != day {
			t.Errorf("%q is %s, %v", typed, day, err)
		}
	}
	from, to := Day(100), Day(102)
	for day, want := range map[Day]bool{99: false, 100: true, 101: true, 102: true, 103: false} {
		if got := (DayRange{from, to}).Includes(day); got != want {
			t.Errorf("day %d from %d to %d: %v", day, from, to, got)
		}
	}
}

// TestDeckSame holds that whatever a schedule goes on from tells two decks apart.
func TestDeckSame(t *testing.T) {
	is := Deck{Seed: 1, Round: 2, Drawn: 3, Last: "4", Filter: "5"}
	if !is.Same(is) {
		t.Error("a deck is not as far as itself")
	}
	for name, change := range map[string]func(d *Deck){
		"seed": func(d *Deck) { d.Seed++ }, "round": func(d *Deck) { d.Round++ }, "drawn": func(d *Deck) { d.Drawn++ },
		"last": func(d *Deck) { d.Last = "" }, "filter": func(d *Deck) { d.Filter = "" },
	} {
		other := is
		if change(&other); is.Same(other) {
			t.Errorf("another %s makes no difference", name)
		}
	}
}

func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1",
		"": "", "a=1": "a=1", "1962": "1962", "'tis": "'tis",
	} {
		if got := Cell(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
