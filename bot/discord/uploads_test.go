package discord_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/commands"
	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/library"
	"rapporteur/bot/store"
	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// An uploading is a bot that keeps records of servers, against a fake Discord.
type uploading struct {
	t       testing.TB
	server  *discordtest.Server
	shelves *library.Shelves
	bot     *bot.Bot
}

const (
	stranger     = "1300000000000000009" // a server that is none of the teacher’s
	anotherUser  = "1200000000000000003"
	teacher      = "1200000000000000001"
	noPermission = "2248473465835073" // all but Manage Server
)

func newUploading(t testing.TB) *uploading {
	t.Helper()
	s := &uploading{t: t, server: discordtest.Start(t)}
	kept, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "kept.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	s.shelves, err = library.New(t.Context(), library.Options{Store: kept, Index: builtIn(), Quota: bot.Quota{Records: 500, Bytes: 1 << 30}})
	if err != nil {
		t.Fatal(err)
	}
	s.bot = bot.New(bot.Options{Index: builtIn(), Libraries: s.shelves, Commands: commands.All(commands.Options{
		Documents: kept, Schedules: kept, Uploads: s.shelves, Attachments: fetcher(t, s.server, discord.ClientOptions{}),
	})})
	session := start(t, s.server, s.bot, discord.ClientOptions{})
	s.server.WaitReady(t, 1)
	session.await(t, "commands installed", 1)
	t.Cleanup(func() {
		for _, line := range session.log.lines("interaction") {
			if line["outcome"] != "answered" {
				t.Errorf("logged %v", line)
			}
		}
	})
	return s
}

// in sends an interaction from a server.
func (s *uploading) in(guild string, i discordtest.Interaction) *discordtest.Message {
	s.t.Helper()
	i.Guild = guild
	return polite(s.t, fmt.Sprint(i.Data), s.server.Send(i))
}

// press presses a button of a message by a part of its custom ID.
func (s *uploading) press(guild string, on *discordtest.Message, part string) *discordtest.Message {
	s.t.Helper()
	for _, b := range on.Buttons() {
		if strings.Contains(b.CustomID, part) {
			return s.in(guild, discordtest.Button(on, b.CustomID))
		}
	}
	s.t.Fatalf("no button with %q in\n%s", part, on.Text())
	return nil
}

func (s *uploading) add(guild string, a discordtest.Attachment, options ...discordtest.Option) *discordtest.Message {
	s.t.Helper()
	options = append([]discordtest.Option{discordtest.File("file", a)}, options...)
	return s.in(guild, discordtest.Command("records", discordtest.Subcommand("add", options...)).With(a))
}

// lesson is a short conversation in each form that teachers have it in.
var lesson = []struct{ who, said string }{
	{"Anna Berg", "Good morning, I have brought the letters that we spoke of."},
	{"Mr. Cole", "Then please read the first of them to the whole class."},
	{"Anna Berg", "It says that the harbour was closed for eleven winters."},
	{"Mr. Cole", "Eleven winters is a long time for a town of sailors."},
	{"Anna Berg", "They turned to beekeeping, and the honey was famous."},
	{"Mr. Cole", "Nobody in this room has ever heard of that honey."},
}

func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(files[i+1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lessons returns the lesson as files, by name.
func lessons(t testing.TB) map[string][]byte {
	var text, bold, docx, odt, rtf, html, srt, vtt, csv, chat, telegram strings.Builder
	var table []map[string]string
	for n, l := range lesson {
		at := fmt.Sprintf("00:00:%02d", n*5)
		fmt.Fprintf(&text, "%s: %s\n\n", l.who, l.said)
		fmt.Fprintf(&bold, "**%s:** %s\n\n", l.who, l.said)
		fmt.Fprintf(&docx, "<w:p><w:r><w:t>%s: %s</w:t></w:r></w:p>", l.who, l.said)
		fmt.Fprintf(&odt, "<text:p>%s: %s</text:p>", l.who, l.said)
		fmt.Fprintf(&rtf, "%s: %s\\par\\par\n", l.who, l.said)
		fmt.Fprintf(&html, "<p><b>%s:</b> %s</p>\n", l.who, l.said)
		fmt.Fprintf(&srt, "%d\n%s,000 --> %s,900\n%s: %s\n\n", n+1, at, at, l.who, l.said)
		fmt.Fprintf(&vtt, "%s.000 --> %s.900\n<v %s>%s\n\n", at, at, l.who, l.said)
		fmt.Fprintf(&csv, "%s,\"%s\",%s\n", l.who, l.said, at)
		fmt.Fprintf(&chat, "[03/03/26, 10:%02d:00] %s: %s\n", n, l.who, l.said)
		fmt.Fprintf(&telegram, "%s  10:%02d\n%s\n\n", l.who, n, l.said)
		table = append(table, map[string]string{"speaker": l.who, "text": l.said})
	}
	records, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"Lesson of 9b.txt": []byte(text.String()),
		"lesson.md":        []byte(bold.String()),
		"Протокол урока.docx": zipped(t, "[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
			"word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+docx.String()+`</w:body></w:document>`),
		"lesson.odt": zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
			`<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>`+odt.String()+`</office:text></office:body></office:document-content>`),
		"lesson.rtf":        []byte(`{\rtf1\ansi ` + rtf.String() + `}`),
		"lesson.html":       []byte("<html><head><title>Lesson</title></head><body>" + html.String() + "</body></html>"),
		"lesson.srt":        []byte(srt.String()),
		"lesson.vtt":        []byte("WEBVTT\n\n" + vtt.String()),
		"lesson.csv":        []byte("speaker,text,time\n" + csv.String()),
		"WhatsApp Chat.txt": []byte(chat.String()),
		"telegram copy.txt": []byte(telegram.String()),
		"lesson.json":       records,
		"lesson.utf16.txt":  utf16(text.String()),
	}
}

// utf16 returns a text as Windows' notepad saves it.
func utf16(text string) []byte {
	b := []byte{0xff, 0xfe}
	for _, r := range text {
		b = append(b, byte(r), byte(r>>8))
	}
	return b
}

// samples returns the lessons, the reader's own samples, and those of the folder
// of transcripts where there is one; of the samples every fourth, unless
// RAPPORTEUR_TEST_FULL is set: all of them take minutes under the race detector.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	patterns := []string{"../../corpus/transcript/testdata/kinds/*", "../../corpus/transcript/exports/testdata/*", "../../corpus/transcript/office/testdata/*"}
	if data := os.Getenv("RAPPORTEUR_TESTDATA"); data != "" {
		patterns = append(patterns, filepath.Join(data, "transcripts", "cases", "*"))
	}
	found := lessons(t)
	seen := 0
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			switch filepath.Ext(name) {
			case ".golden", ".py", ".go", ".txtar", ".toml", "":
				continue
			}
			if strings.HasSuffix(name, ".expected.json") {
				continue
			}
			if seen++; seen%4 != 0 && os.Getenv("RAPPORTEUR_TEST_FULL") == "" {
				continue
			}
			data, err := os.ReadFile(name)
			if err == nil && len(data) > 0 {
				found[filepath.Base(name)] = data
			}
		}
	}
	return found
}

// TestUploads adds files of every kind over the wire. What is read is found in
// the server, word for word; a stranger's server, whatever it tries, finds
// nothing of it.
func TestUploads(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	s := newUploading(t)
	read, refused := 0, 0
	lessons := lessons(t)
	for name, data := range samples(t) {
		report := transcript.Read(transcript.Source{Name: "x" + filepath.Ext(name), Data: data})
		card := s.add(discordtest.DefaultGuild, s.server.Upload(name, data))
		if !card.Ephemeral() {
			t.Fatalf("%s: all see the draft", name)
		}
		if report.Err != nil {
			refused++
			if !strings.Contains(card.Text(), "Not read") {
				t.Errorf("%s is refused by the reader, and the answer is\n%s", name, card.Text())
			}
			continue
		}
		if !strings.Contains(card.Text(), "Who speaks") {
			t.Errorf("%s is read by the reader, and the answer is\n%s", name, card.Text())
			continue
		}
		read++
		draft := card.Buttons()[0].CustomID
		used := s.press(discordtest.DefaultGuild, card, ":use:")
		record := recordIn(t, s, discordtest.DefaultGuild, name, data, report.Records[0])
		if _, ours := lessons[name]; record != nil && ours {
			s.strange(name, record, draft, used)
		}
	}
	t.Logf("%d files were read and used, %d refused", read, refused)
	if read < 30 {
		t.Errorf("only %d files are read", read)
	}
}

// recordIn returns the record that was added last, and holds that it has the
// words that the reader reads in the file.
func recordIn(t testing.TB, s *uploading, guild, name string, data []byte, want *corpus.Record) *corpus.Record {
	t.Helper()
	uploads, err := s.shelves.Uploads(t.Context(), guild)
	if err != nil {
		t.Fatal(err)
	}
	x, err := s.shelves.Index(t.Context(), guild)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range uploads {
		if u.File != bot.FileName(name) {
			continue
		}
		if _, file, _, err := s.shelves.Upload(t.Context(), guild, u.ID); err != nil || !bytes.Equal(file, data) {
			continue
		}
		r := x.Library().Record(u.ID)
		if r == nil || len(r.Turns) != len(want.Turns) {
			t.Errorf("%s is not seen, or otherwise than the reader reads it", name)
			return nil
		}
		for i := range r.Turns {
			if r.Turns[i].Text != want.Turns[i].Text || r.Turns[i].SpeakerName() != speakerName(want, i) {
				t.Errorf("%s: turn %d is otherwise than the reader reads it", name, i)
				return nil
			}
		}
		return r
	}
	t.Errorf("%s is not kept as it was sent", name)
	return nil
}

func speakerName(r *corpus.Record, turn int) string {
	if at := r.Turns[turn].Speaker; at >= 0 {
		return r.Speakers[at].Name
	}
	return ""
}

// strange tries to see a record in a server that is none of its own.
func (s *uploading) strange(name string, r *corpus.Record, draft string, used *discordtest.Message) {
	s.t.Helper()
	var turn *corpus.Turn
	for i := range r.Turns {
		if t := &r.Turns[i]; t.Kind == corpus.Speech && !t.Sensitive && len(strings.Fields(t.Text)) >= 4 {
			turn = t
			break
		}
	}
	if turn == nil {
		return
	}
	passage := bot.PassageToken(turn.Whole())
	words := strings.Fields(turn.Text)
	line := strings.Join(words[:min(8, len(words))], " ")
	// What is asked for may be repeated: what was not asked for may not be shown.
	secret := ""
	if len(words) >= 14 {
		secret = strings.Join(words[len(words)-4:], " ")
	}
	plain := strings.NewReplacer("\\", "", "*", "", "\n> ", " ")
	shown := func(m *discordtest.Message) bool {
		return secret != "" && strings.Contains(plain.Replace(m.Text()), secret) || strings.Contains(string(m.JSON()), turn.ID.String())
	}
	if own := s.in(discordtest.DefaultGuild, discordtest.Command("quote", discordtest.String("text", "turn:"+passage))); !shown(own) {
		s.t.Errorf("%s: its own server is not shown\n%s", name, own.Text())
	}
	token := bot.TokenOfRecord(r)
	for what, i := range map[string]discordtest.Interaction{
		"quote":      discordtest.Command("quote", discordtest.String("text", line)),
		"passage":    discordtest.Command("quote", discordtest.String("text", "turn:"+passage)),
		"verify":     discordtest.Command("verify", discordtest.String("text", line)),
		"read":       discordtest.Command("read", discordtest.String("at", r.ID+":1")),
		"read on":    discordtest.Command("read", discordtest.String("at", token)),
		"cite":       discordtest.Command("cite", discordtest.String("reference", r.ID+":1")),
		"speaker":    discordtest.Command("speaker", discordtest.String("name", turn.SpeakerName())),
		"random":     discordtest.Command("random", discordtest.String("record", r.ID)),
		"mentions":   discordtest.Command("mentions", discordtest.String("words", words[0]+"x"), discordtest.String("record", r.ID)),
		"list":       discordtest.Command("records", discordtest.Subcommand("list")),
		"export":     discordtest.Command("records", discordtest.Subcommand("export", discordtest.String("record", r.ID))),
		"correct":    discordtest.Command("records", discordtest.Subcommand("correct", discordtest.String("record", r.ID))),
		"remove":     discordtest.Command("records", discordtest.Subcommand("remove", discordtest.String("record", token))),
		"about":      discordtest.Button(used, "1:about:"+token),
		"course":     discordtest.Button(used, "1:course:"+token+":"),
		"context":    discordtest.Button(used, "1:context:1:"+passage),
		"page":       discordtest.Button(used, "1:page:f:"+turn.ID.String()+":0"),
		"this":       discordtest.Button(used, "1:this:"+passage),
		"citation":   discordtest.Button(used, "1:cite:"+passage),
		"shared":     discordtest.Button(used, "1:say:at:1:"+passage),
		"opened":     discordtest.Select(used, "1:open:turn", turn.ID.String()),
		"removal":    discordtest.Button(used, "1:removal:1:"+token),
		"draft":      discordtest.Button(used, draft),
		"draft file": discordtest.Button(used, "1:draftfile:"+strings.Split(draft, ":")[2]),
	} {
		at := s.server.NewEphemeral(used)
		if i.Message != nil {
			i.Message = at
		}
		if got := s.in(stranger, i); shown(got) {
			s.t.Errorf("%s: a stranger's server is shown by %s:\n%s", name, what, got.Text())
		}
		i.Guild = ""
		if got := polite(s.t, what, s.server.Send(i)); shown(got) {
			s.t.Errorf("%s: a direct message is shown by %s:\n%s", name, what, got.Text())
		}
	}
	for _, i := range []discordtest.Interaction{
		discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", line))),
		discordtest.Autocomplete("read", discordtest.Focused(discordtest.String("at", r.ID))),
		discordtest.Autocomplete("random", discordtest.Focused(discordtest.String("record", r.ID))),
		discordtest.Autocomplete("speaker", discordtest.Focused(discordtest.String("name", turn.SpeakerName()))),
		discordtest.Autocomplete("records", discordtest.Subcommand("export", discordtest.Focused(discordtest.String("record", r.ID)))),
	} {
		i.Guild = stranger
		for _, c := range s.server.Send(i).Answer(s.t).Choices {
			if strings.Contains(fmt.Sprint(c.Value), r.ID+":") || fmt.Sprint(c.Value) == r.ID || strings.Contains(fmt.Sprint(c.Value), turn.ID.String()) {
				s.t.Errorf("%s: a stranger's server is proposed %v", name, c)
			}
		}
	}
}

// TestUploadInterrupted stops a process while it fetches a file: nothing is
// kept, and the next one adds it.
func TestUploadInterrupted(t *testing.T) {
	s := newUploading(t)
	slow := make(chan struct{})
	defer close(slow)
	a := s.server.UploadTo("slow.txt", 1000, func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("Anna: I have "))
		http.NewResponseController(w).Flush()
		select {
		case <-slow:
		case <-r.Context().Done():
		}
	})
	x := s.server.Send(discordtest.Command("records", discordtest.Subcommand("add", discordtest.File("file", a))).With(a))
	if x.Answer(t).Type != 5 {
		t.Fatalf("the answer is of type %d", x.Answer(t).Type)
	}
	s.server.Wait(t, "the file to be asked for", func() bool { return s.server.Count("GET attachment") == 1 })
	uploads, err := s.shelves.Uploads(t.Context(), discordtest.DefaultGuild)
	if err != nil || len(uploads) > 0 {
		t.Errorf("half a file is kept: %+v, %v", uploads, err)
	}
	if text := s.in(discordtest.DefaultGuild, discordtest.Command("records", discordtest.Subcommand("list"))).Text(); strings.Contains(text, "slow") {
		t.Errorf("half a file is listed:\n%s", text)
	}
}

// TestUploadBounds holds what is said of files that are too large, incomplete or
// not there.
func TestUploadBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	s := newUploading(t)
	for what, a := range map[string]discordtest.Attachment{
		"too large":           s.server.Upload("large.txt", bytes.Repeat([]byte("Anna: Hello.\n\n"), bot.MaxAttachment/14+1)),
		"hand that file over": s.server.UploadTo("gone.txt", 10, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNotFound) }),
		"over. Please":        s.server.UploadTo("moved.txt", 10, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, s.server.URL, http.StatusFound) }),
		"is empty":            s.server.Upload("empty.txt", nil),
	} {
		if text := s.add(discordtest.DefaultGuild, a).Text(); !strings.Contains(text, what) {
			t.Errorf("%s is answered with %q", a.Name, text)
		}
	}
	long := strings.Repeat("We have brought the bread and the jam today. ", 500)
	largest := []byte("ANNA: " + long + "\n\nBERT: And who has brought the salt this time?\n\n")
	largest = bytes.Repeat(largest, bot.MaxAttachment/len(largest))
	began := time.Now()
	card := s.add(discordtest.DefaultGuild, s.server.Upload("largest.txt", largest))
	if !strings.Contains(card.Text(), "Who speaks") {
		t.Fatalf("the largest file is answered with\n%s", card.Text())
	}
	t.Logf("a file of %d bytes is read in %s", len(largest), time.Since(began))
	s.press(discordtest.DefaultGuild, card, ":use:")
	export := s.in(discordtest.DefaultGuild, discordtest.Command("records", discordtest.Subcommand("export", discordtest.String("record", "largest"))))
	if export.File("largest.txt") != string(largest) {
		t.Errorf("of %d bytes, %d are handed over", len(largest), len(export.File("largest.txt")))
	}
}

// TestUploadByMember holds that somebody without permission, and somebody
// else's draft, come to nothing over the wire, forms and all.
func TestUploadByMember(t *testing.T) {
	s := newUploading(t)
	a := s.server.Upload("lesson.txt", lessons(t)["Lesson of 9b.txt"])
	card := s.add(discordtest.DefaultGuild, a)
	correct := s.press(discordtest.DefaultGuild, card, ":correct:")
	var form, act string
	for _, b := range correct.Buttons() {
		if strings.Contains(b.CustomID, "draftform") && strings.Contains(b.CustomID, "about") {
			form = b.CustomID
			act = strings.Replace(form, "draftform", "draft", 1)
		}
	}
	modal := s.server.Send(discordtest.Button(correct, form)).Answer(t)
	if modal.Type != 9 || modal.Lines()["title"] != "Lesson of 9b" && modal.Lines()["title"] != "lesson" {
		t.Fatalf("the form is %d, %q", modal.Type, modal.Lines())
	}
	after := polite(t, "a form", s.server.Send(discordtest.Typed(correct, modal, map[string]string{"title": "The honey of the harbour", "place": "Room 4"})))
	if !strings.Contains(after.Text(), "The honey of the harbour") || !strings.Contains(after.Text(), "Room 4") {
		t.Fatalf("what was typed comes to\n%s", after.Text())
	}
	member := map[string]any{"member": map[string]any{
		"user": map[string]any{"id": anotherUser, "username": "pupil", "discriminator": "0"}, "roles": []any{}, "permissions": noPermission, "joined_at": "2026-01-01T00:00:00Z", "deaf": false, "mute": false,
	}}
	for _, i := range []discordtest.Interaction{
		discordtest.Command("records", discordtest.Subcommand("add", discordtest.File("file", a))).With(a),
		discordtest.Button(card, strings.Replace(act, ":about:", ":use:", 1)),
		discordtest.Button(card, form),
		discordtest.TypedInto(card, act, map[string]string{"title": "Forged"}),
	} {
		i.User, i.Extra = anotherUser, member
		if i.Message != nil {
			i.Message = s.server.NewEphemeral(card)
		}
		if text := polite(t, "a pupil", s.server.Send(i)).Text(); !strings.Contains(text, "may not look after") {
			t.Errorf("a pupil is answered: %s", text)
		}
	}
	// Another manager is not shown it either.
	for _, i := range []discordtest.Interaction{
		discordtest.Button(card, strings.Replace(act, ":about:", ":use:", 1)), discordtest.TypedInto(card, act, map[string]string{"title": "Forged"}), discordtest.Button(card, form),
	} {
		i.User, i.Message = anotherUser, s.server.NewEphemeral(card)
		if text := polite(t, "another manager", s.server.Send(i)).Text(); !strings.Contains(text, "no longer there") {
			t.Errorf("another manager is answered: %s", text)
		}
	}
	if text := s.press(discordtest.DefaultGuild, after, ":use:").Text(); !strings.Contains(text, "The honey of the harbour") {
		t.Errorf("it is used as\n%s", text)
	}
}
