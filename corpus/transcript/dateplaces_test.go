package transcript

import (
	"testing"

	"rapporteur/corpus"
)

func TestDateInPlaces(t *testing.T) {
	for _, test := range []struct {
		name   string
		places []string
		want   string
	}{
		{"a program's", []string{"2023-05-02 09:12", "2023-05-01 10:00"}, "2023-05-01"},
		{"days first, by a day past twelve", []string{"11/12/2019, 10:21", "31/12/2019, 10:21"}, "2019-12-11"},
		{"months first, by a day past twelve", []string{"1/5/24, 10:00", "1/15/24, 10:00"}, "2024-01-05"},
		{"days first, since they rise", []string{"30/04/21", "01/05/21", "02/05/21"}, "2021-04-30"},
		{"one order alone rises", []string{"10/12/2023 6:01 PM", "11/12/2023 6:01 PM", "01/01/2024 6:01 PM", "01/02/2024 6:01 PM", "05/01/2024 6:01 PM"}, "2023-10-12"},
		{"either order", []string{"10/11/2023 6:01 PM", "10/12/2023 6:02 PM"}, ""},
		{"the same in either order", []string{"10/10/2023 6:01 PM"}, "2023-10-10"},
		{"full stops", []string{"03.05.23, 14:02"}, "2023-05-03"},
		{"years first", []string{"2021/03/04 10:00"}, "2021-03-04"},
		{"in words", []string{"Mar 3, 2024 5:02:11 PM"}, "2024-03-03"},
		{"in Korean", []string{"2023년 4월 1일 오전 10:00"}, "2023-04-01"},
		{"no dates", []string{"00:01:02", "10:00"}, ""},
		{"no day", []string{"99/99/2023"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := dateInPlaces(&corpus.Record{Locator: "time", Places: test.places}).ISO(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if got := dateInPlaces(&corpus.Record{Locator: "page", Places: []string{"2023-05-02"}}); !got.IsZero() {
		t.Errorf("of pages: %v", got)
	}
}
