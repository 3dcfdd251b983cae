package corpus

import "testing"

func TestShortTitle(t *testing.T) {
	date := Date{1962, 11, 18}
	for _, c := range []struct {
		record Record
		want   string
	}{
		{Record{ID: "a-talk"}, "a-talk"},
		{Record{Title: "First debate\nof the class"}, "First debate of the class"},
		{Record{Title: "First debate of the class", Short: "The debate"}, "The debate"},
		{Record{Title: "The Tragedy of Hamlet, Prince of Denmark"}, "Hamlet"},
		{Record{Title: "The Life and Death of King John"}, "King John"},
		{Record{Title: "THE TRAGEDY OF MACBETH"}, "MACBETH"},
		{Record{Title: "The Comedy of Errors"}, "The Comedy of Errors"},
		{Record{Title: "Henry IV, Part 1"}, "Henry IV, Part 1"},
		{Record{Title: "The Tragedy of Robert, Part II"}, "Robert, Part II"},
		{Record{
			Title: "Record of Conversation between A.I. Mikoyan and O. Dorticos at the Presidential Palace",
			Date:  date, Participants: []string{"A.I. Mikoyan", "O. Dorticos"},
		}, "Mikoyan and Dorticos, 18 Nov 1962"},
		{Record{
			Title: "Memorandum of a Conversation at the White House about a good many of the questions of the day",
			Date:  Date{Year: 1962}, Participants: []string{"The President", "Mr. Kaysen (NSC)", "Kissinger, Henry", "the 2nd secretary"},
		}, "President, Kaysen and others, 1962"},
		{Record{Title: "Congressional Record, Volume 151 Issue 99 (Wednesday, July 20, 2005)"}, "Congressional Record, Volume 151 Issue 99"},
		{Record{Title: "A conversation on everything that may ever come to the mind of those who talk"},
			"A conversation on everything that may ever come to the mind…"},
		{Record{Title: "Hansard: " + "everything that was ever said in the House of Commons and the Lords"},
			"Hansard: everything that was ever said in the House of…"},
		{Record{Title: "Протокол заседания комитета по вопросам образования и науки, культуры и печати"},
			"Протокол заседания комитета по вопросам образования и науки"},
	} {
		if got := c.record.ShortTitle(); got != c.want {
			t.Errorf("%q: %q, want %q", c.record.Title, got, c.want)
		}
	}
}

func TestShortCitation(t *testing.T) {
	r := &Record{ID: "talk", Title: "A Talk", Date: Date{1962, 11, 18}, Locator: "page", Places: []string{"5"}}
	r.Turns = []Turn{{Record: r, Text: "Yes.", Number: 3, Marks: []Mark{{Line: 9, Place: 1}}}}
	p := r.Turns[0].Whole()
	if got, want := p.ShortCitation(), "A Talk, 18 Nov 1962, page 5 (talk:3)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	r.Short = "A Talk of November 1962"
	if got, want := p.ShortCitation(), "A Talk of November 1962, page 5 (talk:3)"; got != want {
		t.Errorf("%q, want %q: the date once", got, want)
	}
}
