package corpus

import (
	"cmp"
	"fmt"
	"time"
)

// A Date is a day of the Gregorian calendar, or a month or a year where no
// more is known: Day, then Month, may be zero. The zero Date is unknown.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// IsZero reports whether nothing is known of the date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the date as prose writes it: "November 18, 1962",
// "November 1962", "1962", or "" for the zero date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", d.Month, d.Year)
	}
	return fmt.Sprintf("%s %d, %d", d.Month, d.Day, d.Year)
}

// ISO returns the date by ISO 8601 as far as it is known: "1962-11-18",
// "1962-11", "1962" or "".
func (d Date) ISO() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Compare orders dates from old to new. A date of which less is known comes
// before the days it could be; an unknown one comes after all others.
func (d Date) Compare(o Date) int {
	if d.IsZero() || o.IsZero() {
		return cmp.Compare(b2i(d.IsZero()), b2i(o.IsZero()))
	}
	return cmp.Or(
		cmp.Compare(d.Year, o.Year),
		cmp.Compare(d.Month, o.Month),
		cmp.Compare(d.Day, o.Day),
	)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ParseDate reads what ISO writes: "1962-11-18", "1962-11" or "1962".
func ParseDate(s string) (Date, error) {
	for layout, precision := range map[string]int{"2006-01-02": 3, "2006-01": 2, "2006": 1} {
		if t, err := time.Parse(layout, s); err == nil {
			d := Date{Year: t.Year()}
			if precision > 1 {
				d.Month = t.Month()
			}
			if precision > 2 {
				d.Day = t.Day()
			}
			return d, nil
		}
	}
	return Date{}, fmt.Errorf("date %q is not of the form 1962-11-18, 1962-11 or 1962", s)
}
