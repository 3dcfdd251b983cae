package proofread

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const minutes = `First debate of the class

March 3, 2026

A. Baker: We brought the bread and
the jam. And who has brought the salt?

B. Cook: Nobody was asked to bring any.
Then the soup will be thin again.

A. Baker: Three things were said.

B. Cok: Four things were said. Yes they were.

A. Baker: So it stands.
`

// A desk is a room with what its page knows.
type desk struct {
	*Room
	t       *testing.T
	at      string // path of the file that is open
	version int
}

func newDesk(t *testing.T, records string) *desk {
	return &desk{Room: New(Options{Records: records}), t: t}
}

func (d *desk) ask(r *http.Request) *httptest.ResponseRecorder {
	d.t.Helper()
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w
}

func (d *desk) get(path string) *httptest.ResponseRecorder {
	d.t.Helper()
	return d.ask(httptest.NewRequest(http.MethodGet, path, nil))
}

// upload sends files as a form of the browser does, by name and contents.
func (d *desk) upload(files ...string) *httptest.ResponseRecorder {
	d.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		part, err := form.CreateFormFile("file", files[i])
		if err != nil {
			d.t.Fatal(err)
		}
		part.Write([]byte(files[i+1]))
	}
	form.Close()
	r := httptest.NewRequest(http.MethodPost, "/open", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return d.opened(d.ask(r))
}

func (d *desk) take(name string) *httptest.ResponseRecorder {
	d.t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/take", strings.NewReader(url.Values{"name": {name}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.opened(d.ask(r))
}

func (d *desk) opened(w *httptest.ResponseRecorder) *httptest.ResponseRecorder {
	if w.Code == http.StatusSeeOther {
		d.at = "/" + w.Header().Get("Location")
		_, rest, _ := strings.Cut(d.get(d.at).Body.String(), `data-version="`)
		version, _, _ := strings.Cut(rest, `"`)
		d.version, _ = strconv.Atoi(version)
	}
	return w
}

// post sends what the script sends, and returns what is said, or the problem.
func (d *desk) post(to string, fields ...string) string {
	d.t.Helper()
	values := url.Values{"version": {strconv.Itoa(d.version)}}
	for i := 0; i+1 < len(fields); i += 2 {
		values.Set(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, d.at+to, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	w := d.ask(r)
	var got struct {
		news
		problem
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		d.t.Fatalf("%s: %d %q: %v", to, w.Code, w.Body, err)
	}
	if w.Code != http.StatusOK || (got.Problem == "") != (got.Said != "") {
		d.t.Errorf("status %d, it says %q and %q", w.Code, got.Said, got.Problem)
	}
	if got.Version > 0 {
		d.version = got.Version
	}
	return got.Said + got.Problem
}

// want holds that what is said has some words.
func (d *desk) want(said, words string) {
	d.t.Helper()
	if !strings.Contains(said, words) {
		d.t.Errorf("it says %q, want %q in it", said, words)
	}
}

func (d *desk) sidecar() string {
	d.t.Helper()
	return d.get(d.at + "sidecar").Body.String()
}

func TestCorrect(t *testing.T) {
	d := newDesk(t, "")
	if w := d.upload("minutes.txt", minutes); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if page := d.get(d.at).Body.String(); !strings.Contains(page, `id="r8"`) || !strings.Contains(page, "may be a misprint of &#34;B. Cook&#34;, which speaks once;") {
		t.Errorf("the page is\n%s", page)
	}
	chosen := d.get(d.at + "chosen?from=5&to=5").Body.String()
	for _, want := range []string{"Line 9", "Nobody was asked to bring any. Then the soup", "First debate of the class, March 3, 2026, lines 8–9 of the file (minutes:2)", `<option value="Then the soup">`} {
		if !strings.Contains(chosen, want) {
			t.Errorf("%q is not in\n%s", want, chosen)
		}
	}
	for _, step := range []struct{ said, sidecar string }{
		{d.post("do", "op", "whose", "from", "5", "to", "5", "speaker", "0"), "[[lines]]\nlines = \"9\"\nspeaker = \"A. Baker\"\n"},
	} {
		d.want(step.said, "Line 9 is A. Baker’s now.")
		if got := d.sidecar(); got != step.sidecar {
			t.Errorf("the sidecar is\n%s", got)
		}
	}
	d.want(d.post("do", "op", "join", "of", "2", "speaker", "1"), "B. Cok and B. Cook are one speaker now.")
	d.want(d.post("do", "op", "rename", "of", "1", "name", "Ben  Cook"), "B. Cook is called Ben Cook now.")
	d.want(d.post("do", "op", "role", "of", "1", "role", "President"), "role of Ben Cook")
	d.want(d.post("do", "op", "split", "from", "7", "to", "7", "at", "Yes they were."), "A turn begins there now.")
	d.want(d.post("do", "op", "turns", "from", "7", "to", "7", "turn", "6", "speaker", "new", "name", "D. Potter"), "D. Potter’s now.")
	d.want(d.post("do", "op", "sensitive", "from", "8", "to", "8"), "Marked as sensitive: 7.")
	d.want(d.post("do", "op", "whose", "from", "6", "to", "6", "speaker", "nobody"), "is the recorder’s now.")
	d.want(d.post("do", "op", "set", "title", "Second debate", "date", "2026-03-03", "place", ""), "Set: title.")
	want := `title = "Second debate"
narration = ["11"]
sensitive = ["6"]

[[lines]]
lines = "9"
speaker = "A. Baker"

[[speakers]]
name = "Ben Cook"
labels = ["B. Cok", "B. Cook"]
role = "President"

[[lines]]
lines = "13"
from = "Yes they were."
speaker = "D. Potter"
`
	if got := d.sidecar(); got != want {
		t.Errorf("the sidecar is\n%s\nwant\n%s", got, want)
	}
	for range 9 {
		d.want(d.post("undo"), "Undone.")
	}
	d.want(d.post("undo"), "There is nothing to undo.")
	d.want(d.post("do", "op", "whose", "from", "0", "to", "0", "speaker", "1"), "Line 1 is B. Cook’s now.") // which was left out
	d.post("undo")
	if got := d.sidecar(); got != "" {
		t.Errorf("the sidecar is\n%s", got)
	}
	d.want(d.post("redo"), "Done again.")
	d.version--
	d.want(d.post("redo"), "in another window")
}

func TestCorrectRefused(t *testing.T) {
	d := newDesk(t, "")
	d.upload("minutes.txt", minutes)
	for _, test := range []struct {
		fields []string
		want   string
	}{
		{[]string{"op", "whose", "from", "99", "to", "99", "speaker", "0"}, "Choose a line first."},
		{[]string{"op", "whose", "from", "5", "to", "4", "speaker", "0"}, "Choose a line first."},
		{[]string{"op", "whose", "from", "5", "to", "5", "speaker", "9"}, "Choose whose words these are."},
		{[]string{"op", "whose", "from", "5", "to", "5", "speaker", "new", "name", " "}, "Write the name"},
		{[]string{"op", "sensitive", "from", "0", "to", "0"}, "No words of a turn stand on line 1"},
		{[]string{"op", "split", "from", "4", "to", "4"}, "A turn begins there already."},
		{[]string{"op", "rename", "of", "1", "name", "A. Baker"}, "is another speaker"},
		{[]string{"op", "rename", "of", "7", "name", "A"}, "Choose a speaker first."},
		{[]string{"op", "join", "of", "1", "speaker", ""}, "Choose whom B. Cook is to be joined with."},
		{[]string{"op", "join", "of", "1", "speaker", "1"}, "one speaker already"},
		{[]string{"op", "set", "date", "yesterday"}, "1962-11-18"},
		{[]string{"op", "set", "date", "2026-03-03"}, "Nothing was changed"},
		{[]string{"op", "dance"}, "Choose a speaker first."},
		{[]string{"op", "dance", "of", "1"}, "nothing of that kind"},
	} {
		d.want(d.post("do", test.fields...), test.want)
	}
	if d.sidecar() != "" {
		t.Error("something was corrected")
	}
}

func TestOpen(t *testing.T) {
	for _, test := range []struct {
		name  string
		files []string
		want  string
	}{
		{"nothing", nil, "No file was chosen."},
		{"two transcripts", []string{"a.txt", minutes, "b.txt", minutes}, "one transcript at a time"},
		{"a sidecar alone", []string{"a.toml", "title = 'A'"}, "a sidecar alone"},
		{"too large", []string{"a.txt", strings.Repeat("a", MaxFile+1)}, "10 MiB"},
		{"a large sidecar", []string{"a.txt", minutes, "a.toml", strings.Repeat("#", 64<<10+1)}, "64 KiB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk(t, "")
			if w := d.upload(test.files...); w.Code == http.StatusSeeOther || !strings.Contains(w.Body.String(), test.want) {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
	d := newDesk(t, "")
	d.upload("a.txt", minutes, "a.toml", "# Eva's\ntitle = 'A'\n")
	d.want(d.post("do", "op", "set", "place", "Room 9"), "Set: place.")
	if got := d.sidecar(); got != "# Eva's\ntitle = 'A'\nplace = \"Room 9\"\n" {
		t.Errorf("the sidecar is %q", got)
	}
	// A file that is not read can be helped.
	d.upload("speech.txt", "We begin today. It is late.\n\nGood night to you all.\n")
	if page := d.get(d.at).Body.String(); !strings.Contains(page, "This file is not read.</strong> No speakers are named in it") {
		t.Errorf("the page is\n%s", page)
	}
	d.want(d.post("do", "op", "whose", "from", "0", "to", "0"), "is not read")
	d.want(d.post("do", "op", "set", "speaker", "Ada Hale", "layout", ""), "Set: speaker.")
	if page := d.get(d.at).Body.String(); !strings.Contains(page, "Ada Hale") || strings.Contains(page, "This file is not read.") {
		t.Errorf("the page is\n%s", page)
	}
	d.upload("talk.txt", "ann: one is here. it rains\n\nit rains: as it does\n\nbo: two is here\n")
	d.want(d.post("do", "op", "set", "speaker", "", "who", "ann\r\nbo\r\n"), "Set: speakers.")
	for range maxOpen {
		d.upload("b.txt", minutes)
	}
	if w := d.upload("b.txt", minutes); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "close one of them") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := d.ask(httptest.NewRequest(http.MethodPost, d.at+"close", nil)); w.Code != http.StatusSeeOther {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := d.get(d.at); w.Code != http.StatusGone {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// folderWith makes a folder with files.
func folderWith(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, elements ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(elements...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestSave(t *testing.T) {
	dir := folderWith(t, map[string]string{"minutes.txt": minutes, "other.txt": minutes, "other.md": minutes})
	saved := 0
	d := &desk{Room: New(Options{Records: dir, Saved: func() { saved++ }}), t: t}
	if page := d.get("/").Body.String(); !strings.Contains(page, "minutes.txt") {
		t.Errorf("the page is\n%s", page)
	}
	d.take("minutes.txt")
	d.want(d.post("save"), "nothing to save")
	d.post("do", "op", "whose", "from", "5", "to", "5", "speaker", "0")
	d.want(d.post("save"), "minutes.toml is saved beside the file.")
	if saved == 0 {
		t.Error("nobody is told that something was saved")
	}
	if got := read(t, dir, "minutes.toml"); got != "[[lines]]\nlines = \"9\"\nspeaker = \"A. Baker\"\n" {
		t.Errorf("the sidecar is %q", got)
	}
	if read(t, dir, "minutes.txt") != minutes {
		t.Error("the transcript is changed")
	}
	if err := os.Chmod(filepath.Join(dir, "minutes.toml"), 0o660); err != nil {
		t.Fatal(err)
	}
	d.want(d.post("save"), "nothing new")
	d.post("do", "op", "whose", "from", "4", "to", "4", "speaker", "0")
	d.want(d.post("save"), "is saved")
	if info, err := os.Stat(filepath.Join(dir, "minutes.toml")); err != nil || info.Mode().Perm() != 0o660 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	d.post("undo")
	d.post("undo")
	d.want(d.post("save"), "is saved")
	if got := read(t, dir, "minutes.toml"); got != "" {
		t.Errorf("the sidecar is %q", got)
	}

	// Somebody else changes it meanwhile.
	theirs := "title = \"Theirs\"\n"
	if err := os.WriteFile(filepath.Join(dir, "minutes.toml"), []byte(theirs), 0o600); err != nil {
		t.Fatal(err)
	}
	d.post("redo")
	d.want(d.post("save"), "Somebody else has changed minutes.toml")
	if got := read(t, dir, "minutes.toml"); got != theirs {
		t.Errorf("the sidecar is %q", got)
	}

	// A sidecar appears where there was none, of a file that shares its stem.
	d.take("other.txt")
	d.post("do", "op", "whose", "from", "5", "to", "5", "speaker", "0")
	d.want(d.post("save"), "other.txt.toml is saved")
	d.take("other.md")
	d.post("do", "op", "set", "title", "Markdown")
	if err := os.WriteFile(filepath.Join(dir, "other.md.toml"), []byte(theirs), 0o600); err != nil {
		t.Fatal(err)
	}
	d.want(d.post("save"), "Somebody else has changed other.md.toml")

	// The transcript is another.
	if err := os.WriteFile(filepath.Join(dir, "other.txt"), []byte("B: "+minutes), 0o600); err != nil {
		t.Fatal(err)
	}
	d.take("other.txt")
	d.post("do", "op", "whose", "from", "5", "to", "5", "speaker", "1")
	d.want(d.post("save"), "has been changed or taken away")
	for _, e := range entries(t, dir) {
		if strings.HasPrefix(e, ".") {
			t.Errorf("%s is left", e)
		}
	}
}

func entries(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}

func TestSaveBoth(t *testing.T) {
	dir := folderWith(t, map[string]string{"there.txt": minutes, "lonely.toml": ""})
	d := newDesk(t, dir)
	d.upload(`C:\files\minutes.txt`, minutes)
	d.post("do", "op", "whose", "from", "5", "to", "5", "speaker", "0")
	d.want(d.post("save"), "stand in the folder of records now")
	if read(t, dir, "minutes.txt") != minutes || read(t, dir, "minutes.toml") == "" {
		t.Error("they do not")
	}
	d.post("do", "op", "whose", "from", "4", "to", "4", "speaker", "0")
	d.want(d.post("save"), "minutes.toml is saved beside the file.")
	for name, want := range map[string]string{
		"There.md": "which would be the same record", ".hidden.txt": "would not be read", "a.exe": "would not be read", "lonely.txt": "has a sidecar lonely.toml already", "a\u202etxt.txt": "would not be read",
	} {
		d.upload(name, minutes)
		d.post("do", "op", "whose", "from", "5", "to", "5", "speaker", "0")
		d.want(d.post("save"), want)
	}
	if got := fmt.Sprint(entries(t, dir)); got != "[lonely.toml minutes.toml minutes.txt there.txt]" {
		t.Errorf("the folder has %s", got)
	}
	d = newDesk(t, "")
	d.upload("minutes.txt", minutes)
	d.want(d.post("save"), "no folder of records")
}

// TestOutside holds that nothing outside the folder is read or written.
func TestOutside(t *testing.T) {
	outside := folderWith(t, map[string]string{"secret.txt": minutes, "secret.toml": "title = \"Secret\"\n"})
	dir := folderWith(t, map[string]string{"a.txt": minutes, "b.txt": minutes})
	for link, to := range map[string]string{"link.txt": "secret.txt", "a.toml": "secret.toml"} {
		if err := os.Symlink(filepath.Join(outside, to), filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	d := newDesk(t, dir)
	for _, name := range []string{"../secret.txt", filepath.Join(outside, "secret.txt"), "link.txt", "", ".", "nothing.txt", "a.txt\x00"} {
		if w := d.take(name); w.Code != http.StatusNotFound {
			t.Errorf("%q: %d", name, w.Code)
		}
	}
	before := d.at
	d.take("a.txt") // whose sidecar is outside
	if d.at != before {
		d.post("do", "op", "set", "title", "Mine")
		d.post("save")
	}
	if read(t, outside, "secret.toml") != "title = \"Secret\"\n" {
		t.Error("a file outside is written")
	}
}

// TestHostile shows a file full of what a browser could obey.
func TestHostile(t *testing.T) {
	const bad = `<script>alert(1)</script><img src=x onerror=alert(2)>"'&` + "\u202e"
	d := newDesk(t, "")
	text := "Ann: One. " + bad + "\n\nBob: Two.\n\nAnn: Three.\n\nBob: Four. " + bad + "\n"
	d.upload(bad+".txt", text, "a.toml", "title = '"+"<script>alert(3)</script>"+"'\n")
	for _, path := range []string{"", "rows?from=0", "chosen?from=0&to=2"} {
		w := d.get(d.at + path)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d", path, w.Code)
		}
		body := w.Body.String()
		for _, not := range []string{"<script>alert", "<img", "\u202e", "style="} {
			if strings.Contains(body, not) {
				t.Errorf("%s has %q:\n%s", path, not, body)
			}
		}
	}
	if got := d.get(d.at + "sidecar").Header().Get("Content-Disposition"); strings.ContainsAny(got, "<>\n\u202e") {
		t.Errorf("Content-Disposition: %s", got)
	}
	for _, path := range []string{"rows?from=-1", "rows?from=99", "rows", "chosen?from=0&to=99", "chosen?from=2&to=1"} {
		if w := d.get(d.at + path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// TestSharedLines corrects a file whose messages all stand on one line.
func TestSharedLines(t *testing.T) {
	d := newDesk(t, "")
	d.upload("chat.json", `[{"speaker":"Ann","text":"One is here."},{"speaker":"Bob","text":"Two is here."},{"speaker":"Ann","text":"Three is here."},{"speaker":"Bob","text":"Four is here."}]`)
	d.want(d.post("do", "op", "whose", "from", "5", "to", "5", "speaker", "1"), "What you have chosen is Bob’s now.")
	if got := d.sidecar(); got != "[[lines]]\nlines = \"1\"\nwords = \"Three is here.\"\nspeaker = \"Bob\"\n" {
		t.Errorf("the sidecar is %s", got)
	}
	d.want(d.post("do", "op", "turns", "from", "1", "to", "1", "speaker", "1"), "Turn 1 is Bob’s now.")
}

func TestSearch(t *testing.T) {
	d := newDesk(t, "")
	d.upload("minutes.txt", minutes)
	if got := strings.TrimSpace(d.get(d.at + "search?q=THINGS+were").Body.String()); got != `{"rows":[6,7]}` {
		t.Error(got)
	}
	if got := strings.TrimSpace(d.get(d.at + "search?q=+").Body.String()); got != `{"rows":[]}` {
		t.Error(got)
	}
}

func TestReplaceLeavesWhatIsThere(t *testing.T) {
	dir := folderWith(t, map[string]string{"a.toml": "theirs"})
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := replace(root, "a.toml", []byte("mine"), fs.FileMode(0o644), false); err == nil || read(t, dir, "a.toml") != "theirs" {
		t.Errorf("error %v, and the file has %q", err, read(t, dir, "a.toml"))
	}
}
