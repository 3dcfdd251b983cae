package verify

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// talk reads a transcript in a language.
func talk(t *testing.T, language, text string) *Verifier {
	t.Helper()
	report := transcript.Read(transcript.Source{Name: "talk.txt", Data: []byte(text)})
	if report.Err != nil {
		t.Fatal(report.Err)
	}
	for _, r := range report.Records {
		r.Language = language
	}
	return over(report.Records...)
}

const club = `ANNA: If the rain stops, we will play. They look as if we will win it.
BORIS: My uncle said that the barrel is made of oak. I said that the boat is too small for us.
ANNA: Boris, you said that the money is gone. The letter says “the harvest came in late this year.” I say “we go home before dark.”
BORIS: We will sing unless the choir leaves. We ask if the bus has come already.
ANNA: Because the money is gone. And the old fox ate the cheese at the mill.
BORIS: The cook sees the baker and the baker pays the cook. Thank you for the lamp.
`

// TestSurroundings checks what is said of words that are not the speaker's own, or
// that he does not say without a condition, each with what stands before them.
func TestSurroundings(t *testing.T) {
	v := talk(t, "en", club)
	for _, test := range []struct{ text, note, was string }{
		{"we will play", OnCondition, "If the rain stops"},
		{"We will sing", OnCondition, "unless the choir leaves"},
		{"we will win it", "", ""},
		{"the bus has come already", "", ""},
		{"the barrel is made of oak", Reported, "My uncle said that"},
		{"the boat is too small for us", "", ""},
		{"the harvest came in late", QuotedThere, "The letter says"},
		{"we go home before dark", "", ""},
		{"the old fox ate the cheese", "", ""},
	} {
		f, err := v.Check(t.Context(), Claim{Text: test.text})
		if err != nil || f.Verdict != Verbatim {
			t.Fatalf("%s: %v, %v", test.text, f.Verdict, err)
		}
		var want []Note
		if test.note != "" {
			want = []Note{{Change: test.note, Was: test.was}}
		}
		if !slices.Equal(f.Notes, want) {
			t.Errorf("%s: %v, want %v", test.text, f.Notes, want)
		}
	}
}

// TestPlacesOfWords checks that of several places the one is shown where the words
// are the speaker's own, and that the others are known.
func TestPlacesOfWords(t *testing.T) {
	v := talk(t, "en", club)
	f, err := v.Check(t.Context(), Claim{Text: "the money is gone", Speaker: "Anna"})
	if err != nil || len(f.Pieces) != 1 || len(f.Others) != 1 {
		t.Fatalf("%d pieces, %d others, %v", len(f.Pieces), len(f.Others), err)
	}
	if got := f.Pieces[0].Whole().Text(); got != "Because the money is gone." || len(f.Notes) > 0 || f.Attribution != Right {
		t.Errorf("%q, %v, %v", got, f.Notes, f.Attribution)
	}
	if got := f.Others[0].Whole().Text(); !strings.Contains(got, "you said that") {
		t.Errorf("the other place: %q", got)
	}
}

// TestSwapped checks that words in each other's place are noted, in several languages.
func TestSwapped(t *testing.T) {
	const watering = "ROSA: El agua no es de quien la tiene, sino de quien la cuida. Hoy vino el alcalde con su hermano.\nLUIS: Y el campo espera la lluvia desde mayo.\n"
	for _, test := range []struct{ language, record, text, was string }{
		{"es", watering, "el agua no es de quien la cuida sino de quien la tiene", "tiene … cuida"},
		{"en", club, "the cook pays the baker and the baker sees the cook", "sees … pays"},
	} {
		f, err := talk(t, test.language, test.record).Check(t.Context(), Claim{Text: test.text})
		if err != nil || len(f.Notes) != 1 || f.Notes[0].Class != "order" || f.Notes[0].Was != test.was {
			t.Errorf("%s: %v, %v", test.text, f.Notes, err)
		}
	}
}

// TestNegatedOnce checks that a negation of two words is noted once.
func TestNegatedOnce(t *testing.T) {
	const bakery = "JEANNE: Le pain est bon le matin et la farine vient du moulin.\nPAUL: Vous ouvrez la boutique à six heures du matin.\n"
	f, err := talk(t, "fr", bakery).Check(t.Context(), Claim{Text: "Le pain n'est pas bon le matin et la farine vient du moulin"})
	if err != nil || notesOf(f) != "negation added" || f.Notes[0].Text != "pas" {
		t.Errorf("%v, %v", f.Notes, err)
	}
}

// TestOpposites checks the words that say the opposite, in all languages.
func TestOpposites(t *testing.T) {
	for _, test := range []struct{ language, record, text string }{
		{"en", "ANNA: They sold more bread than milk on that market day.\nBEN: Fine.\n", "They sold less bread than milk on that market day"},
		{"de", "ANNA: Sie haben den größten Hafen im ganzen Land gebaut.\nBEN: Gut.\n", "Sie haben den kleinsten Hafen im ganzen Land gebaut"},
		{"es", "ANA: Llegaron al pueblo antes de la fiesta del patrón.\nLUIS: Bien.\n", "Llegaron al pueblo después de la fiesta del patrón"},
		{"fr", "ANNE: Ils ont vendu le moulin à un ami de la famille.\nPAUL: Bon.\n", "Ils ont vendu le moulin à un ennemi de la famille"},
		{"ru", "АННА: Они всегда продавали хлеб на нашем рынке утром.\nИВАН: Да.\n", "Они редко продавали хлеб на нашем рынке утром"},
	} {
		f, err := talk(t, test.language, test.record).Check(t.Context(), Claim{Text: test.text})
		if err != nil || notesOf(f) != "opposite changed" {
			t.Errorf("%s: %v, %v", test.text, f.Notes, err)
		}
	}
}

// TestAgainst checks that a claim is compared with the turn that is shown for it, and
// that one of a few words or of other ones is not.
func TestAgainst(t *testing.T) {
	v := theRecord()
	turn := func(n int) *corpus.Turn {
		for i := range v.index.Library().Records[0].Turns {
			if t := &v.index.Library().Records[0].Turns[i]; t.Kind == corpus.Speech && t.Reference().First == n {
				return t
			}
		}
		t.Fatalf("there is no turn %d", n)
		return nil
	}
	for _, test := range []struct {
		text  string
		turn  int
		notes string
	}{
		{"imperialism is not to blame for the malanga", 42, "negation added"},
		{"soviet blood was spilled in Cuba", 33, "negation left out"},
		{"letters of support", 33, ""},
		{"a wooden garden of quick music", 33, "-"},
	} {
		f, ok := v.Against(t.Context(), Claim{Text: test.text}, turn(test.turn))
		if got, _, _ := strings.Cut(notesOf(f), ";"); ok && got != test.notes || !ok && test.notes != "-" {
			t.Errorf("%s: %v %q", test.text, ok, got)
		}
	}
}
