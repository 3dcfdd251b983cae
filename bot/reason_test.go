package bot

import (
	"encoding/json"
	"errors"
	"testing"
)

// TestReasons stores reasons and reads them in other languages.
func TestReasons(t *testing.T) {
	lacking := Why("The bot needs %s in %s. Allow that in the channel's settings, under Permissions.", []Key{"Send Messages", "Pin Messages"}, Markdown("<#40>"))
	for _, test := range []struct {
		why      Reason
		code     string
		want     Markdown
		firstHas Markdown
	}{
		{"", "de", "", ""},
		{lacking, "en", "The bot needs Send Messages, Pin Messages in <#40>. Allow that in the channel's settings, under Permissions.", ""},
		{lacking, "de", "Dem Bot fehlt in <#40>: Nachrichten senden, Nachrichten anpinnen. Gewähren Sie es in den Einstellungen des Kanals unter „Berechtigungen“.", ""},
		{Why("The channel %s is gone.", Markdown("<#40>")).And(Why("`/daily edit` chooses another.")), "en",
			"The channel <#40> is gone. `/daily edit` chooses another.", "The channel <#40> is gone."},
		{Why("Discord could not be reached.").And(""), "fr", "Discord n’était pas joignable.", ""},
		{Why("A post can have %d tags at most.", 5), "ru", "У публикации может быть не больше 5 тегов.", ""},
		{Why("%s has no tag “%s”. Its tags are: %s.", Markdown("<#40>"), "*a*\x1e\x1fb", ""), "en", `<#40> has no tag “\*a\*b”. Its tags are: .`, ""},
		{ReasonOf(Refuse("“%s” is not understood.", "frogs")), "es", "No se entiende «frogs».", ""},
		{ReasonOf(errors.New("the *moon* is full")), "en", `The \*moon\* is full.`, ""},
		{"The channel <#40> is gone, as an earlier version said: 5%d.", "de", "The channel <#40> is gone, as an earlier version said: 5%d.", ""},
	} {
		doc, err := json.Marshal(test.why)
		if err != nil {
			t.Fatal(err)
		}
		var why Reason
		if err := json.Unmarshal(doc, &why); err != nil || why != test.why {
			t.Errorf("%q comes back as %q, %v", test.why, why, err)
		}
		if got := LanguageOf(test.code).Because(why); got != test.want {
			t.Errorf("%s: %q, want %q", test.code, got, test.want)
		}
		if first := LanguageOf(test.code).Because(why.First()); test.firstHas != "" && first != test.firstHas {
			t.Errorf("%s: first %q, want %q", test.code, first, test.firstHas)
		}
	}
}

// TestMarked holds that what comes from the catalogue is marked, and the rest is not.
func TestMarked(t *testing.T) {
	l := LanguageOf(Marked)
	if got := l.Say("by %s", Msg("%d turns", 3)); got != "⟦by ⟨⟦⟨3⟩ turns⟧⟩⟧" {
		t.Errorf("said %q", got)
	}
	if l.Code() != Marked || LanguageOf("en-US").Text("by %s", "A") != "by A" {
		t.Error("English is marked, or the marked language is not known by its code")
	}
}
