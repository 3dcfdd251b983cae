package exports

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// read reads an export by the first layout that it is of.
func read(text string) (*draft.Draft, error) {
	f := &page.File{Data: []byte(text), Text: page.New(text)}
	for _, l := range Layouts {
		if d, err := l.Read(f, draft.Hint{}); d != nil || err != nil {
			return d, err
		}
	}
	return nil, nil
}

var update = flag.Bool("update", false, "rewrite the expected files of testdata")

// TestSamples holds what is read of each export to the file beside it.
func TestSamples(t *testing.T) {
	samples, err := filepath.Glob("testdata/*")
	if err != nil || len(samples) == 0 {
		t.Fatal("no samples", err)
	}
	for _, name := range samples {
		if strings.HasSuffix(name, ".golden") {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := describe(t, string(data))
			if *update {
				if err := os.WriteFile(name+".golden", []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name + ".golden")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// describe writes down what is read of an export.
func describe(t *testing.T, text string) string {
	t.Helper()
	d, err := read(text)
	if err != nil {
		return "refused: " + err.Error() + "\n"
	}
	if d == nil {
		return "of no layout\n"
	}
	r, err := d.Finish()
	if err != nil {
		return "refused: " + err.Error() + "\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s; title %q\n", d.Layout, r.Title)
	for _, doubt := range d.Doubts {
		fmt.Fprintf(&b, "doubt at line %d: %s\n", d.LineNumber(doubt.At), doubt.Kind)
	}
	for i := range r.Turns {
		turn := &r.Turns[i]
		place := ""
		if p := turn.Marks[0].Place; p > 0 {
			place = r.Places[p-1]
		}
		name := "(narration)"
		if turn.Speaker >= 0 {
			name = r.Speakers[turn.Speaker].Name
		}
		fmt.Fprintf(&b, "%d [%s] %s: %q\n", turn.Marks[0].Line, place, name, turn.Text)
	}
	return b.String()
}

// FuzzRead holds that no export makes a reader panic, and that what is read is
// accounted for to the last letter.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"messages":[{"author":{"name":"a","id":"1"},"content":"hi","timestamp":"2024-01-05T10:00:00Z"}]}`,
		`[{"type":"message","ts":"1.2","user":"U1","text":"<@U1> &amp; <http://x|y>"}]`,
		`{"messages":[{"id":1,"type":"message","date":"x","from":"A","text":["a",{"text":"b"}]}]}`,
		`{"segments":[{"speaker":"A","text":"hi","start":1}]}`,
		"{\"who\":\"A\",\"text\":\"hi\"}\n{\"who\":\"B\",\"text\":\"ho\"}\n",
		`<div class="from_name">A</div><div class="text">hi<br>ho</div><div class="forwarded body"><div class="from_name">B</div>`,
		`<div class=chatlog__message-group><span class=chatlog__author>A</span><div class=chatlog__content>hi`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := read(strings.ToValidUTF8(text, "\uFFFD"))
		if d == nil || err != nil {
			return
		}
		if _, err := d.Finish(); err != nil && strings.Contains(err.Error(), "accounted") {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var whisper, discord, page strings.Builder
	whisper.WriteString(`{"segments": [`)
	discord.WriteString(`{"channel":{"name":"history"},"messages": [`)
	for i := range 20_000 {
		comma := ","
		if i == 0 {
			comma = ""
		}
		fmt.Fprintf(&whisper, `%s{"start": %d.5, "end": 3.2, "text": " So who reads tonight, and who after that?", "words": [%s{"word": "So"}], "speaker": "SPEAKER_0%d"}`,
			comma, i, strings.Repeat(`{"word": "reads", "start": 0.009, "end": 0.2, "score": 0.9}, `, 8), i%5)
		fmt.Fprintf(&discord, `%s{"id": "%d","type": "Default","timestamp": "2024-01-05T10:00:00+00:00","isPinned": false,"content": "Who crossed the river then?","author": {"id": "%d","name": "anna","nickname": "Anna"},"attachments": [],"embeds": []}`, comma, i, i%7)
		fmt.Fprintf(&page, "<div class=chatlog__message-group><span class=chatlog__author title=anna_b data-user-id=9>Anna</span><div class=\"chatlog__content chatlog__markdown\"><span class=chatlog__markdown-preserve>Who crossed the <strong>river</strong>?</span></div></div>\n")
	}
	whisper.WriteString(`]}`)
	discord.WriteString(`]}`)
	for _, file := range []struct{ name, text string }{{"whisperx", whisper.String()}, {"discord", discord.String()}, {"page", page.String()}} {
		b.Run(file.name, func(b *testing.B) {
			b.SetBytes(int64(len(file.text)))
			b.ReportAllocs()
			for b.Loop() {
				if d, err := read(file.text); d == nil || err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       error
	}{
		{"deep", strings.Repeat(`{"a":`, 100_000), errDeep},
		{"keys and values", `{"name": "Anna", "text": "hi"}`, errDialect},
		{"all chats of Telegram", `{"about": "x", "chats": {"list": [{"messages": []}]}}`, errChats},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d, err := read(test.text); d != nil || err != test.want {
				t.Errorf("draft %v, error %v", d, err)
			}
		})
	}
	if d, err := read("[12/31/20, 10:21 PM] Anna: hello\n"); d != nil || err != nil {
		t.Errorf("a text in brackets: draft %v, error %v", d, err)
	}
}
