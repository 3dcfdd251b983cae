package bot

import "testing"

// TestReplies holds what each command answers on the built-in record.
func TestReplies(t *testing.T) {
	for _, test := range []struct {
		name, command string
		clicks        []string
	}{
		{"quote_exact", "/quote text: letters of support", nil},
		{"quote_private", "/quote text: give me your hand private: true", nil},
		{"quote_typo", "/quote text: 38 thousend leters of suport", nil},
		{"quote_speaker", "/quote text: rice speaker: guevra", nil},
		{"quote_speaker_unsure", "/quote text: rice speaker: xyz", nil},
		{"quote_wrong_speaker", "/quote text: give me your hand speaker: O. Dorticos", nil},
		{"quote_wrong_speaker_loose", "/quote text: regardless of jurisdiction speaker: guevara", nil},
		{"quote_exact_only", "/quote text: “letters of sympathy for cuba”", nil},
		{"quote_absent", "/quote text: ask not what your country can do for you", nil},
		{"quote_note", "/quote text: under their jurisdiction", nil},
		{"quote_aside", "/quote text: comrade fidel is not in the city", nil},
		{"quote_narration", "/quote text: the conversation and movie took 4 hours", nil},
		{"quote_next", "/quote text: chinese", []string{"Next"}},
		{"quote_context", "/quote text: 200 million letters", []string{"In context"}},
		{"speaker", "/speaker name: mikoyan", nil},
		{"speaker_typo", "/speaker name: Rodrigues", nil},
		{"speaker_silent", "/speaker name: Roa", nil},
		{"speaker_turns", "/speaker name: dorticos", []string{"All their turns", "Later"}},
		{"random", "/random", []string{"Another"}},
		{"random_speaker", "/random speaker: Guevara", nil},
		{"random_about", "/random about: missiles", nil},
		{"read_turn", "/read at: 31", nil},
		{"read_range", "/read at: mikoyan-1962-11-18:23-25", nil},
		{"read_narration", "/read at: n2", nil},
		{"read_start", "/read at: mikoyan-1962-11-18", []string{"Later", "Later", "Earlier"}},
		{"read_beyond", "/read at: 49", nil},
		{"records", "/records", nil},
		{"records_read", "/records", []string{"Record of"}},
		{"help", "/help", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newClient(t, builtIn())
			response := c.run(test.command)
			got := test.command + "\n" + render(response)
			for _, label := range test.clicks {
				response = c.click(response, c.user, label)
				got += "\n[" + label + "]\n" + render(response)
			}
			golden(t, test.name, got)
		})
	}
}
