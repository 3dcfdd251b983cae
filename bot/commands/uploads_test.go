package commands

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/bottest"
)

const misread = `First debate of the class

March 3, 2026

A. Baker. We brought the bread and the jam.

B. Cook. And who has brought the salt?

A. Baker. Nobody was asked to bring any.

B. Cok. Then the soup will be thin again.

A. Baker. It will be thin: so be it.

B. Cook. I have said what I think of that.
`

// TestAddRecord adds a record, corrects it in every way, uses it, hands it over
// and removes it.
func TestAddRecord(t *testing.T) {
	a := newArchivist(t, enough)
	a.files["First Debate.txt"] = misread
	card := a.note("add", a.records("add", "file", "First Debate.txt", "short", "First debate"))
	if !isEphemeral(card) {
		t.Error("all see a draft")
	}
	if got := a.run("/quote text: the soup will be thin again"); strings.Contains(text(got), "First debate") {
		t.Errorf("what nobody uses yet is quoted:\n%s", text(got))
	}
	view := a.note("correct", a.click(card, "Correct"))
	who := a.note("a speaker", a.click(view, "B. Cok"))
	view = a.note("joined", a.click(who, "B. Cook"))
	view = a.note("undone", a.click(view, "Undo"))
	form := a.note("a form", a.click(a.click(view, "B. Cok"), "Another name"))
	view = a.note("renamed", a.typed(form, "name", "Bert  *Cook*"))
	view = a.note("undone again", a.click(view, "Undo"))
	view = a.note("nobody", a.click(a.click(view, "B. Cok"), "Nobody speaks this"))
	view = a.click(view, "Undo")
	view = a.note("no name", a.click(a.click(view, "B. Cok"), "Not a name"))
	view = a.click(view, "Undo")
	line := a.note("a doubt", a.click(view, "Line 11"))
	view = a.note("whose", a.click(line, "B. Cook"))
	form = a.note("a form for lines", a.click(view, "Another line"))
	line = a.note("another line", a.typed(form, "lines", "13"))
	view = a.note("the recorder’s", a.click(line, "Nobody: the recorder"))
	view = a.click(view, "Undo")
	line = a.typed(a.click(view, "Another line"), "lines", "13")
	view = a.note("sensitive", a.click(line, "Mark as sensitive"))
	line = a.note("a sensitive line", a.typed(a.click(view, "Another line"), "lines", "13"))
	view = a.note("not sensitive", a.click(line, "Not sensitive"))
	view = a.note("no such lines", a.typed(a.click(view, "Another line"), "lines", "900-1000"))
	view = a.note("a turn begins there already", a.click(a.typed(a.click(view, "Another line"), "lines", "13"), "A turn begins here"))
	form = a.note("about the record", a.click(view, "Title, date"))
	view = a.note("about it", a.typed(form, "title", "The *first* debate", "date", "2026-03-04", "place", "Class 9b", "source", "Minutes", "rights", ""))
	view = a.note("a date that is none", a.typed(a.click(view, "Title, date"), "date", "tomorrow"))
	sidecar := a.note("the sidecar", a.click(view, "Sidecar"))
	said := fileOf(t, sidecar, "first-debate.toml")
	a.log.WriteString(said + "\n")
	used := a.note("use it", a.click(a.note("read", a.click(view, "How it is read")), "Use it"))
	a.note("used again", a.click(card, "Use it"))
	a.note("about", a.click(used, "About it"))
	found := a.note("quoted", a.run("/quote text: the soup will be thin again"))
	a.note("list", a.records("list"))
	export := a.note("export", a.records("export", "record", "first-debate"))
	if fileOf(t, export, "first-debate.txt") != misread || fileOf(t, export, "first-debate.toml") != said {
		t.Error("what is handed over is not what was added")
	}
	ask := a.note("remove", a.records("remove", "record", "first-debate"))
	a.note("removed", a.click(ask, "Remove it"))
	a.note("removed again", a.click(ask, "Remove it"))
	a.note("a reference to it", a.run("/read at: first-debate:3"))
	a.note("a citation of it", a.run("/cite reference: first-debate:3"))
	a.note("an old button", a.click(found, "In context"))
	a.note("an old card", a.click(used, "About it"))
	a.files["First Debate.txt"] = strings.ReplaceAll(misread, "soup", "broth")
	a.note("added again under its name", a.click(a.records("add", "file", "First Debate.txt"), "Use it"))
	golden(t, "records_add", a.log.String())

	// Elsewhere, with its sidecar, it is read as it was corrected.
	b := newArchivist(t, enough)
	b.guild = "9"
	b.files["first-debate.txt"], b.files["first-debate.toml"] = misread, said
	again := text(b.records("add", "file", "first-debate.txt", "sidecar", "first-debate.toml"))
	if !strings.Contains(again, "Read without a doubt") || !strings.Contains(again, "Class 9b") || strings.Contains(again, "Cok") {
		t.Errorf("with its sidecar, it is read so:\n%s", again)
	}
}

// TestReplaceRecord corrects a record that is used: buttons go on pointing at
// the same turns, and who asks for a number is told what it was.
func TestReplaceRecord(t *testing.T) {
	a := newArchivist(t, enough)
	a.files["debate.txt"] = misread
	a.click(a.records("add", "file", "debate.txt"), "Use it")
	last := a.run("/quote text: I have said what I think of that")
	middle := a.run("/quote text: Then the soup will be thin again")
	a.note("number 6", a.run("/read at: debate:6"))

	// The second turn is parted in two, so that all numbers after it move.
	a.files["debate 2.txt"] = strings.Replace(misread, "And who has brought the salt?", "And who has brought the salt?\n\nA. Baker. Not I.\n\nB. Cook. Who, then?", 1)
	card := a.note("replace", a.records("replace", "record", "debate", "file", "debate 2.txt"))
	a.note("replaced", a.click(card, "Use it"))
	if got := text(a.click(last, "In context")); !strings.Contains(got, "I have said what I think of that") || !strings.Contains(got, "** · 8") {
		t.Errorf("the old button of the last turn shows\n%s", got)
	}
	a.note("number 6 now", a.run("/read at: debate:6"))
	a.note("the range 4-6 cited", a.run("/cite reference: debate:4-6"))
	a.note("number 8 was nothing", a.run("/read at: debate:8"))

	// The misprint is mended: its turn is another's now.
	view := a.note("correct", a.records("correct", "record", "debate"))
	a.note("corrected", a.click(a.click(a.click(view, "B. Cok"), "B. Cook"), "Use it"))
	a.note("the old button of the misprint", a.click(middle, "In context"))
	a.note("number 4 twice later", a.run("/read at: debate:4"))

	// The file comes back without what was put in.
	a.files["debate 3.txt"] = misread
	a.note("back", a.click(a.records("replace", "record", "debate", "file", "debate 3.txt"), "Use it"))
	a.note("number 8 is gone", a.run("/read at: debate:8"))
	a.note("number 6 is what it was at first", a.run("/read at: debate:6"))
	golden(t, "records_replace", a.log.String())
}

// TestRefusedUploads holds what is said of files that are not read, of more than
// the quota, and of records that can be neither removed nor hidden.
func TestRefusedUploads(t *testing.T) {
	a := newArchivist(t, bot.Quota{Records: 2, Bytes: 1000})
	a.files["prose.txt"] = "It was a dark night. The rain fell.\n\nNobody was in the street, and the lamps were out.\n"
	card := a.note("prose", a.records("add", "file", "prose.txt"))
	view := a.note("one person", a.typed(a.note("a form", a.click(card, "One person says all")), "name", "Ann Baker"))
	a.note("used", a.click(view, "Use it"))
	a.files["empty.txt"] = ""
	a.note("empty", a.records("add", "file", "empty.txt"))
	a.note("gone", a.records("add", "file", "gone.txt"))
	a.files["zip.docx"] = "PK\x03\x04 is no document"
	a.note("broken", a.records("add", "file", "zip.docx"))
	a.files["side.toml"] = "title = \n"
	a.files["debate.txt"] = debate
	a.note("bad sidecar", a.records("add", "file", "debate.txt", "sidecar", "side.toml"))
	a.note("bad date", a.records("add", "file", "debate.txt", "date", "tomorrow"))
	a.files["long.txt"] = strings.Repeat("Anna: We brought the bread, and the jam.\n\nBert: And who has brought the salt?\n\n", 30)
	a.note("too much", a.click(a.records("add", "file", "long.txt"), "Use it"))
	a.click(a.records("add", "file", "debate.txt"), "Use it")
	a.files["third.txt"] = debate
	a.note("too many", a.click(a.records("add", "file", "third.txt"), "Use it"))
	a.note("list", a.records("list"))
	a.note("no such record", a.records("remove", "record", "nothing"))
	a.note("the bot’s", a.records("remove", "record", "mikoyan-1962-11-18"))
	a.note("hide one’s own", a.records("hide", "record", "prose"))
	a.note("hide", a.records("hide", "record", "mikoyan-1962-11-18"))
	a.note("list without it", a.records("list"))
	a.note("show nothing", a.records("show", "record", "prose"))
	a.note("show", a.records("show", "record", "mikoyan-1962-11-18"))
	golden(t, "records_refused", a.log.String())
}

// TestUploadsInAllLanguages holds that each card is said in every language, and
// keeps the rules in it.
func TestUploadsInAllLanguages(t *testing.T) {
	bottest.NeedsLanguages(t)
	var english []string
	for _, l := range bot.Languages() {
		a := newArchivist(t, enough)
		a.locale = string(l.Locale())
		a.files["a.txt"], a.files["b.txt"] = misread, "Nothing at all is said here by anybody."
		var cards []*discordgo.InteractionResponse
		see := func(r *discordgo.InteractionResponse) *discordgo.InteractionResponse {
			cards = append(cards, r)
			return r
		}
		press := func(on *discordgo.InteractionResponse, part string) *discordgo.InteractionResponse {
			for _, component := range components(on) {
				if b, ok := component.(discordgo.Button); ok && strings.Contains(b.CustomID, part) {
					return see(a.press(b.CustomID, ""))
				}
			}
			t.Fatalf("no button %q in\n%s", part, render(on))
			return nil
		}
		card := see(a.records("add", "file", "a.txt"))
		view := press(card, ":correct:")
		who := see(a.click(view, "B. Cok"))
		joined := see(a.click(who, "B. Cook"))
		line := see(a.typed(press(joined, "draftform:"+strings.Split(idsOf(joined, ":line:")[0], ":")[2]+":line"), "lines", "11"))
		press(line, ":veil:")
		press(joined, ":undo:")
		press(joined, "draftfile")
		press(joined, ":use:")
		see(a.records("list"))
		press(see(a.records("remove", "record", "a")), "removal")
		see(a.records("add", "file", "b.txt"))
		see(a.records("managers", "role", "5"))
		see(a.records("hide", "record", "mikoyan-1962-11-18"))
		for i, r := range cards {
			said := render(r) + r.Data.Title
			if l.Code() == bot.English {
				english = append(english, said)
				continue
			}
			if said == english[i] {
				t.Errorf("in %s, card %d is the English one:\n%s", l.Code(), i, said)
			}
		}
	}
}

// idsOf returns the custom IDs that hold a part.
func idsOf(r *discordgo.InteractionResponse, part string) (ids []string) {
	for _, component := range components(r) {
		switch component := component.(type) {
		case discordgo.Button:
			if strings.Contains(component.CustomID, part) {
				ids = append(ids, component.CustomID)
			}
		case discordgo.SelectMenu:
			if strings.Contains(component.CustomID, part) {
				ids = append(ids, component.CustomID)
			}
		}
	}
	return ids
}

// TestUsedOnce presses Use it at two processes at once: one record comes of it.
func TestUsedOnce(t *testing.T) {
	a := newArchivist(t, enough)
	b := archivistAt(t, a.store, enough)
	for n := range 5 {
		name := fmt.Sprintf("debate%d.txt", n)
		a.files[name] = misread + strings.Repeat("\nA. Baker. Again.\n", n)
		card := a.records("add", "file", name)
		id, _ := find(card, "Use it")
		var wait sync.WaitGroup
		said := make([]string, 4)
		for i, at := range []*archivist{a, b, a, b} {
			wait.Go(func() {
				x := archivist{client: &client{t: t, user: "100", permissions: discordgo.PermissionManageGuild, bot: at.bot}, guild: "3", message: a.message, asked: 100*n + 10*i}
				said[i] = text(x.press(id, ""))
			})
		}
		wait.Wait()
		done := 0
		for _, s := range said {
			if strings.Contains(s, "in this server now") {
				done++
			} else if !strings.Contains(s, "no longer there") {
				t.Errorf("pressed at once, a button is answered with %q", s)
			}
		}
		uploads, err := a.shelves.Uploads(t.Context(), "3")
		if err != nil || done != 1 || len(uploads) != n+1 {
			t.Fatalf("%d say that it is done, and there are %d records, %v", done, len(uploads), err)
		}
	}
}

// TestTwoManagers lets two correct one record: the second is told.
func TestTwoManagers(t *testing.T) {
	a := newArchivist(t, enough)
	a.files["debate.txt"] = misread
	a.click(a.records("add", "file", "debate.txt"), "Use it")
	first := a.records("correct", "record", "debate")
	a.user = "101"
	second := a.click(a.click(a.records("correct", "record", "debate"), "B. Cok"), "B. Cook")
	if got := text(a.press(idsOf(first, ":use:")[0], "")); !strings.Contains(got, "no longer there") {
		t.Errorf("somebody else’s draft is used: %s", got)
	}
	if got := text(a.click(second, "Use it")); !strings.Contains(got, "One turn is new") {
		t.Errorf("the first to use it is told %s", got)
	}
	a.user = "100"
	if got := text(a.click(first, "Use it")); !strings.Contains(got, "Somebody else has changed") {
		t.Errorf("the second is told %s", got)
	}
	ask := a.records("remove", "record", "debate")
	a.click(a.click(a.click(a.records("correct", "record", "debate"), "A. Baker"), "B. Cook"), "Use it")
	if got := text(a.click(ask, "Remove it")); !strings.Contains(got, "Somebody else has changed") {
		t.Errorf("a record that has changed is removed: %s", got)
	}
}

// TestAdders lets a role look after the records, and takes it back.
func TestAdders(t *testing.T) {
	a := newArchivist(t, enough)
	a.files["debate.txt"] = misread
	card := a.records("add", "file", "debate.txt")
	a.permissions = 0
	for _, r := range []*discordgo.InteractionResponse{
		a.records("add", "file", "debate.txt"), a.click(card, "Correct"), a.click(card, "Use it"), a.records("managers", "role", "3"),
	} {
		if got := text(r); !strings.Contains(got, "may not look after") {
			t.Errorf("without permission, it is answered: %s", got)
		}
	}
	if id := idsOf(a.records("list"), ":drafts:"); len(id) > 0 {
		t.Error("who may not add is shown drafts")
	}
	a.permissions = discordgo.PermissionManageGuild
	a.records("managers", "role", "55")
	a.permissions, a.roles = 0, `"54","55"`
	if got := text(a.records("managers", "role", "3")); !strings.Contains(got, "Only those who may *Manage Server*") {
		t.Errorf("who has the role sets who has it: %s", got)
	}
	if got := text(a.click(card, "Use it")); !strings.Contains(got, "in this server now") {
		t.Errorf("with the role, it is answered: %s", got)
	}
	a.permissions = discordgo.PermissionManageGuild
	a.records("managers")
	a.permissions = 0
	if got := text(a.records("remove", "record", "debate")); !strings.Contains(got, "may not look after") {
		t.Errorf("without the role, it is answered: %s", got)
	}
}

// TestLongLists pages through more speakers and doubts than a menu takes.
func TestLongLists(t *testing.T) {
	a := newArchivist(t, enough)
	var b strings.Builder
	for round := range 3 {
		for n := range 70 {
			fmt.Fprintf(&b, "SPEAKER NUMBER %c%c: This is what I say in round %d, for the %d. time.\n\n", 'A'+n/26, 'A'+n%26, round, n)
		}
	}
	a.files["many.txt"] = b.String()
	view := a.click(a.records("add", "file", "many.txt"), "Correct")
	seen := make(map[string]bool)
	for page := range 3 {
		for _, component := range components(view) {
			if menu, ok := component.(discordgo.SelectMenu); ok && strings.Contains(menu.CustomID, ":who:") {
				for _, o := range menu.Options {
					seen[o.Label] = true
				}
			}
		}
		if page < 2 {
			view = a.click(view, "More speakers")
		}
	}
	if len(seen) != 70 {
		t.Errorf("the menus name %d speakers of 70", len(seen))
	}
	who := a.click(view, "SPEAKER NUMBER CR")
	if got := text(a.click(a.click(who, "More speakers"), "SPEAKER NUMBER AZ")); !strings.Contains(got, "the same person as") {
		t.Errorf("joined with somebody of the second page: %s", got)
	}
}

// TestHostileUploads adds files whose names and words are meant to do harm.
func TestHostileUploads(t *testing.T) {
	a := newArchivist(t, enough)
	evil := "@everyone **[x](https://evil.example)** <@&1> ||`\u202e"
	for _, name := range []string{
		"../../../etc/passwd", "a\x00b.txt", "\u202Etxt.exe", strings.Repeat("very long ", 400) + ".txt", "🙂🙂🙂.txt", ".txt", "@everyone.txt", "`.md", "con:aux?.txt", "записка о беседе.txt", "-.-", "<script>alert(1)</script>.html",
	} {
		a.files[name] = strings.ReplaceAll("A. "+evil+": We brought it.\n\nBERT: "+evil+" and who has not?\n\nANNA: Nobody was asked "+evil+".\n\nBERT: Then not.\n\nANNA: So be it.\n", "\u202e", "\u202e")
		card := a.records("add", "file", name, "title", evil)
		view := a.press(idsOf(card, "discard")[0], "")
		_ = view
		if id, _ := find(card, "Use it"); id == "" {
			continue
		}
		card = a.records("add", "file", name, "title", evil)
		correct := a.click(card, "Correct")
		used := a.click(card, "Use it")
		for _, r := range []*discordgo.InteractionResponse{card, correct, used, a.records("list")} {
			for _, line := range strings.Split(text(r), "\n") {
				if strings.Contains(strings.ReplaceAll(line, `\[x]`, ""), "[x]") || strings.Contains(line, "\u202e") {
					t.Errorf("%q: a card shows %q", name, line)
				}
			}
		}
		if len(idsOf(used, "about")) == 0 {
			t.Errorf("%q cannot be used:\n%s", name, text(used))
		}
	}
	uploads, err := a.shelves.Uploads(t.Context(), "3")
	if err != nil || len(uploads) == 0 {
		t.Fatal(err)
	}
	for _, u := range uploads {
		if strings.ContainsAny(u.File, "/\\\x00\u202e") || len(u.ID) > 64 || u.ID == "" {
			t.Errorf("it is kept as %q, %q", u.ID, u.File)
		}
		export := a.records("export", "record", u.ID)
		if len(export.Data.Files) == 0 {
			t.Errorf("%q is not handed over:\n%s", u.ID, text(export))
		}
	}
}

// TestNotReplaced holds that a correction that was not saved moves no numbers.
func TestNotReplaced(t *testing.T) {
	a := newArchivist(t, bot.Quota{Records: 1, Bytes: len(misread) + 100})
	a.files["debate.txt"] = misread
	a.click(a.records("add", "file", "debate.txt"), "Use it")
	a.files["debate.txt"] = strings.Replace(misread, "A. Baker. Nobody", "B. Cook. "+strings.Repeat("Well. ", 30)+"\n\nA. Baker. Nobody", 1)
	if got := text(a.click(a.records("replace", "record", "debate", "file", "debate.txt"), "Use it")); !strings.Contains(got, "Nothing was saved") {
		t.Fatalf("more than the quota is answered with %s", got)
	}
	if got := text(a.run("/read at: debate:6")); !strings.Contains(got, "I have said what I think of that") || strings.Contains(got, "Until") {
		t.Errorf("after it, number 6 is\n%s", got)
	}
}

// TestDraftOnPublicMessage presses a draft's buttons, forged, on a message that all
// see: nothing of the draft is shown there.
func TestDraftOnPublicMessage(t *testing.T) {
	a := newArchivist(t, enough)
	a.files["debate.txt"] = misread
	card := a.records("add", "file", "debate.txt")
	a.click(card, "Use it")
	card = a.records("correct", "record", "debate")
	ask := a.records("remove", "record", "debate")
	a.message = 0
	for _, r := range []*discordgo.InteractionResponse{
		a.press(idsOf(card, ":read:")[0], ""), a.press(idsOf(card, ":use:")[0], ""), a.click(card, "B. Cok"), a.click(ask, "Remove it"),
	} {
		if got := text(r); !strings.Contains(got, "from another version") {
			t.Errorf("on a public message, it is answered: %s", got)
		}
	}
}
