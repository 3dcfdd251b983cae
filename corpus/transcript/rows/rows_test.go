package rows

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// turns returns who says what in a table.
func turns(t testing.TB, text *page.Text) ([]string, error) {
	t.Helper()
	d, err := read(&page.File{Text: text}, draft.Hint{})
	if d == nil || err != nil {
		return nil, err
	}
	r, err := d.Finish()
	if err != nil {
		return nil, err
	}
	var all []string
	for i := range r.Turns {
		name := ""
		if r.Turns[i].Kind == corpus.Speech {
			name = r.Speakers[r.Turns[i].Speaker].Name
		}
		all = append(all, name+": "+strings.ReplaceAll(r.Turns[i].Text, "\n", "/"))
	}
	return all, nil
}

func TestSeparated(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"any order", "Time,Text,Speaker Name\n0:01,\"Well, who?\",Anna\n0:02,I.,Ben\n", "Anna: Well, who?|Ben: I."},
		{"quotation marks", "speaker,text\nAnna,\"He said \"\"yes\"\" and \"\"no\"\".\nThen he left.\"\nBen,\"\"\"No.\"\"\"\n", "Anna: He said \"yes\" and \"no\"./Then he left.|Ben: \"No.\""},
		{"German", "Zeit;Sprecher;Inhalt\n00:01;Anna;Wer; \n00:02;Ben;Ich, ja.\n", "Anna: Wer|Ben: Ich, ja."},
		{"tabs", "id\tuser_id\tuser_name\tmessage\n1\t9\tanna\tWho, me?\n2\t8\tben\tYou.\n", "anna: Who, me?|ben: You."},
		{"a title before the names", "Focus group 3,,\n,,\nSpeaker,Start,Utterance\nAnna,1,Who?\nBen,2,I.\n", "Anna: Who?|Ben: I."},
		{"characters of HTML", "speaker,text\nAnna,\"Who&#8212;I&apos;m &amp; you &quot;so&quot; &c; ?\"\nBen,AT&T.\n", "Anna: Who—I'm & you &quot;so&quot; &c; ?|Ben: AT&T."},
		{"a mark within a cell", "| Speaker | Text |\n|---|---|\n| Anna | Keep or a \\| b \\|c? |\n| Ben | I. |\n", "Anna: Keep or a | b |c?|Ben: I."},
		{"a messenger's own words", "author,content\nanna,Who?\nben,joined the server\nben,I.\nanna,<Media omitted>\nanna,Diese Nachricht wurde gelöscht.\n", "anna: Who?|ben: I."},
		{"Excel's line", "sep=;\nSpeaker;Text\nAnna;Who?\nBen;I.\n", "Anna: Who?|Ben: I."},
		{"nobody", "speaker,text\nAnna,Who?\n,[laughter]\nBen,I.\n", "Anna: Who?|: [laughter]|Ben: I."},
		{"what happens in the column of names", "speaker,text\nAnna,Who?\n[The bell rings],\nThey all leave.\nBen,I.\nAnna,\n", "Anna: Who?|: [The bell rings]|: They all leave.|Ben: I."},
		{"Markdown within a text", "# Circle\n\nWe met at ten.\n\n| Time | Speaker | What was said |\n|---|:--|---|\n| 10:02 | Anna | Who? |\n| 10:03 | Ben | I. |\n| 10:04 | Anna | \"Now\" or later? |\n\nThen we left.\n", ": We met at ten.|Anna: Who?|Ben: I.|Anna: \"Now\" or later?|: Then we left."},
		{"Markdown of something else", "| Name | Age |\n|---|---|\n| Anna | 30 |\n| Ben | 31 |\n", ""},
		{"Markdown", "| Speaker | Text |\n|---|---|\n| Anna | Who? |\n| Ben | I. |\n", "Anna: Who?|Ben: I."},
		{"Discord", "AuthorID,Author,Date,Content,Attachments,Reactions\n\"1\",\"anna\",\"2024-01-05T10:00:00.0000000+00:00\",\"Who?\",\"\",\"\"\n\"2\",\"ben\",\"2024-01-05T10:01:00.0000000+00:00\",\"\",\"http://x\",\"\"\n\"2\",\"ben\",\"2024-01-05T10:02:00.0000000+00:00\",\"I: me.\",\"\",\"👍 (1)\"\n", "anna: Who?|ben: I: me."},
		{"Japanese", "時間,話者,内容\n0:01,田中,誰?\n0:02,鈴木,私。\n", "田中: 誰?|鈴木: 私。"},
		{"a name before a role", "Name,Role,Comment\nAnna,Chair,Who?\nBen,Chair,I.\n", "Anna: Who?|Ben: I."},
		{"a role alone", "Role,Text\nAnna,Who?\nBen,I.\n", "Anna: Who?|Ben: I."},
		{"words before a comment", "Comment,Speaker,Text\nslowly,Anna,Who?\n,Ben,I.\n", "Anna: Who?|Ben: I."},
		{"Russian", "Имя;Роль;Комментарий\nАнна;Судья;Кто?\nБорис;Судья;Я.\n", "Анна: Кто?|Борис: Я."},
		{"a mark that is never closed", "speaker,text\nAnna,\"Who?\nBen,I.\n", "Anna: \"Who?|Ben: I."},
		{"a table of something else", "name,age,city\nAnna,30,Bonn\nBen,31,Kiel\n", ""},
		{"prose", "The speaker, the text and the time.\nNobody said so.\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := turns(t, page.New(test.text))
			if err != nil || strings.Join(got, "|") != test.want {
				t.Errorf("error %v\n got %s\nwant %s", err, strings.Join(got, "|"), test.want)
			}
		})
	}
}

// TestUnnamed reads tables whose columns have names that are not known.
func TestUnnamed(t *testing.T) {
	for _, test := range []struct {
		text  string
		turns int
	}{
		{"timestamp,student,what they said\n1,Rosa M.,I think so.\n2,Rosa V.,Why do you?\n3,Kwame,Page 3 says it.\n4,Teacher,Good: go on.\n", 4},
		{"student,class,what they ate\nRosa,9,soup\nKwame,9,bread\nIna,10,fish\n", 0},
	} {
		d, err := Unnamed[0].Read(&page.File{Text: page.New(test.text)}, draft.Hint{})
		if err != nil || (d == nil) != (test.turns == 0) {
			t.Errorf("%q: read %v, error %v", test.text, d != nil, err)
			continue
		}
		if d != nil {
			if r, err := d.Finish(); err != nil || len(r.Turns) != test.turns {
				t.Errorf("%q: %d turns, error %v", test.text, len(r.Turns), err)
			}
		}
	}
}

// document returns the text of a document with a table.
func document(before string, rows ...[]string) *page.Text {
	var f page.Flat
	f.Write(before, 1)
	f.Paragraph()
	var table page.Table
	for i, r := range rows {
		var spans []page.Span
		for n, c := range r {
			if n > 0 {
				f.Write("\t", i+2)
			}
			spans = append(spans, f.Write(c, i+2))
		}
		f.Break()
		table = append(table, spans)
	}
	text := f.Text()
	text.Tables = []page.Table{table}
	return text
}

func TestTables(t *testing.T) {
	for _, test := range []struct {
		name string
		text *page.Text
		want string
	}{
		{"with names", document("Group", []string{"Speaker", "Text"}, []string{"Anna", "Who?"}, []string{"Ben", "I."}), "Anna: Who?|Ben: I."},
		{"without", document("Group", []string{"00:01", "Anna:", "Who, then?"}, []string{"00:02", "Ben:", "I, and nobody else."}, []string{"00:05", "Anna:", "Good."}, []string{"00:06", "Ben:", "So be it."}),
			"Anna: Who, then?|Ben: I, and nobody else.|Anna: Good.|Ben: So be it."},
		{"with names in other words", document("Group", []string{"Who", "What"}, []string{"Anna", "So who reads?"}, []string{"Ben", "I do."}, []string{"Anna", "Good, then."}, []string{"Ben", "So be it."}), "Anna: So who reads?|Ben: I do.|Anna: Good, then.|Ben: So be it."},
		{"of something else", document("Group", []string{"Bread", "two loaves"}, []string{"Jam", "one glass"}, []string{"Salt", "some"}), ""},
		{"beside a long text", document(strings.Repeat("Anna: Who? ", 50), []string{"Speaker", "Text"}, []string{"Anna", "Who?"}), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := turns(t, test.text)
			if err != nil || strings.Join(got, "|") != test.want {
				t.Errorf("error %v\n got %s\nwant %s", err, strings.Join(got, "|"), test.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("speaker,text,time\nAnna,\"He said \"\"yes\"\"\nno\",1\n,x\n")
	f.Add("# A\n\n| Speaker | Text |\n|---|---|\n| Anna | \\| a \\|b |\n| Ben |\n|x\n\nend\n")
	f.Add("sep=;\nSprecher;Text\n\"Anna\";\"a;b\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := turns(t, page.New(strings.ToValidUTF8(text, "\uFFFD"))); err != nil && !strings.Contains(err.Error(), "no speakers") {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	text.WriteString("speaker,text,time,note\n")
	for i := range 20_000 {
		fmt.Fprintf(&text, "Anna %d,\"So who \"\"reads\"\" tonight, and who after that?\",%d,x\n", i%9, i)
	}
	for _, file := range []struct{ name, text string }{{"plain", text.String()}, {"never closed", "speaker,text\n\"" + strings.Repeat(`x,"" `, 1<<18)}} {
		b.Run(file.name, func(b *testing.B) {
			f := &page.File{Text: page.New(file.text)}
			b.SetBytes(int64(len(file.text)))
			b.ReportAllocs()
			for b.Loop() {
				if d, err := read(f, draft.Hint{}); d == nil || err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
