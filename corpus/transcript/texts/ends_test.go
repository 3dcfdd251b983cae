package texts

import "testing"

func TestCreditIn(t *testing.T) {
	for text, want := range map[string]string{
		"Transcribed by A. Stone, 16 October 2024":            "A. Stone",
		"Typed by Nora on 4 May 2024.":                        "Nora",
		"Transcript prepared by the Oral History Club, 2022.": "the Oral History Club, 2022",
		"Transkribiert von Eva Kern":                          "Eva Kern",
		"Transcrit par Luc Roy":                               "Luc Roy",
		"Transcrito por Ana Ruiz el 4 de mayo de 2019":        "Ana Ruiz",
		"Расшифровала Анна Петрова":                           "Анна Петрова",
		"Typed by hand, the letter came on Monday.":           "",
		"Transcribed by whom?":                                "",
		"The letter was typed by Nora.":                       "",
	} {
		if got := creditIn(text); got != want {
			t.Errorf("creditIn(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestIsTally(t *testing.T) {
	for text, want := range map[string]bool{
		"The motion carried: 3 ayes, 0 nays.":        true,
		"Motion passed (5-2).":                       true,
		"The motion was adopted, unanimously.":       true,
		"Der Antrag wurde angenommen: 12 Ja-Stimmen": true,
		"La motion est adoptée (12 voix)":            true,
		"La moción fue aprobada: 8 votos":            true,
		"Предложение принято: 7 голосов":             true,
		"The motion carried, I believe.":             false,
		"The motion carried in 1911 all before it.":  false,
	} {
		if got := isTally(text); got != want {
			t.Errorf("isTally(%q) = %v", text, got)
		}
	}
}

func TestIsAfterword(t *testing.T) {
	for text, want := range map[string]bool{
		"Word count: 41":                 true,
		"Notes: the shop is cold.":       true,
		"Hinweis: die Uhr ging nach.":    true,
		"Copyright 2024 Milford School.": true,
		"Tous droits réservés.":          true,
		"Copyright is theft.":            false,
		"First: 41":                      false,
		"My notes: the shop is cold.":    false,
	} {
		if got := isAfterword(text); got != want {
			t.Errorf("isAfterword(%q) = %v", text, got)
		}
	}
}

func TestIsBreak(t *testing.T) {
	for text, want := range map[string]bool{
		"--- break ---":               true,
		"=== Pause ===":               true,
		"-- No, I mean --":            false,
		"---":                         false,
		"--- What did I say? I said:": false,
		"—And so—":                    false,
	} {
		if got := isBreak(text); got != want {
			t.Errorf("isBreak(%q) = %v", text, got)
		}
	}
}
