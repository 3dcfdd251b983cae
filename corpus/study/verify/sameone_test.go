package verify

import (
	"strings"
	"testing"

	"rapporteur/corpus/transcript"
)

// TestOneFamilyName holds that a fuller or shorter name of the one who spoke is
// not taken for another's, and a namesake's never for theirs.
func TestOneFamilyName(t *testing.T) {
	const words = "we shall keep the old mill open for another winter"
	for _, test := range []struct {
		label, other, claimed string
		want                  Attribution
	}{
		// Who is called by two names in a record, or by initials.
		{"PATEL", "COUNCILMAN PATEL", "Councilman Patel", NoAttribution},
		{"MR. HALL", "GREGORY HALL", "Gregory Hall", NoAttribution},
		{"MR. HALL", "MR. GREGORY HALL", "Gregory Hall", NoAttribution},
		{"GREGORY HALL", "MR. HALL", "G. Hall", NoAttribution},
		{"MS", "MIRA SANTOS", "Mira Santos", NoAttribution},
		{"MS", "JT", "Mira Santos", NoAttribution},
		{"J.F.", "A.K.", "Jonas Feld", NoAttribution},
		{"LG", "DB", "Glück", NoAttribution},
		{"LG", "DB", "Louise Glück", NoAttribution},
		// Others.
		{"MS", "JONAS TELL", "Jonas Tell", Wrong},
		{"MS", "JT", "Karl Weber", Wrong},
		{"LG", "DB", "Becker", Wrong},
		{"PATEL", "MAYOR QUINN", "Mayor Quinn", Wrong},
		{"MACBETH", "LADY MACBETH", "Lady Macbeth", Wrong},
		{"LADY MACBETH", "MACBETH", "Macbeth", Wrong},
		{"SIWARD", "YOUNG SIWARD", "Young Siward", Wrong},
		{"MR. HALL", "MRS. HALL", "Mrs. Hall", Wrong},
		{"GREGORY HALL", "ANNA POOLE", "Peter Hall", Wrong},
		{"GREGORY HALL", "PETER HALL", "Peter Hall", Wrong},
		{"MR. HALL", "PETER HALL/GREGORY HALL", "Peter Hall", Wrong},
		{"MR. HALL", "GREGORY HALL (named by the sidecar)", "Gregory Hall", Wrong},
		{"MAYOR HALL", "JUDGE HALL", "Judge Hall", Wrong},
	} {
		names, declared := strings.CutSuffix(test.other, " (named by the sidecar)")
		text := "The hearing\n\n"
		for range 2 {
			text += test.label + ": I think that " + words + ", if nobody minds the cost.\n\n"
			for other := range strings.SplitSeq(names, "/") {
				text += other + ": And who would pay for the roof of the mill?\n\n"
			}
		}
		report := transcript.Read(transcript.Source{Name: "hearing.txt", Data: []byte(text)})
		if report.Err != nil {
			t.Errorf("%s: %v", test.label, report.Err)
			continue
		}
		for i := range report.Records[0].Speakers {
			report.Records[0].Speakers[i].Declared = declared
		}
		findings, err := over(report.Records...).CheckText(t.Context(), test.claimed+" said, “"+words+"”.")
		if err != nil || len(findings) != 1 {
			t.Errorf("%s: %d findings, %v", test.claimed, len(findings), err)
			continue
		}
		if got := findings[0].Attribution; got != test.want {
			t.Errorf("%s of %s, beside %s: %s (%q), want %s", test.claimed, test.label, test.other, got, findings[0].Speaker, test.want)
		}
	}
}
