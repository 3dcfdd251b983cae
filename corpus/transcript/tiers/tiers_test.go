package tiers

import (
	"errors"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// read reads a text by the first layout that it is of.
func read(text string, h draft.Hint) (*draft.Draft, error) {
	f := &page.File{Text: page.New(text)}
	for _, l := range Layouts {
		if d, err := l.Read(f, h); d != nil || err != nil {
			return d, err
		}
	}
	return nil, nil
}

// said returns who says what in a text.
func said(t testing.TB, text string) (string, *draft.Draft) {
	t.Helper()
	d, err := read(text, draft.Hint{})
	if err != nil {
		return err.Error(), nil
	}
	if d == nil {
		return "of no layout", nil
	}
	r, err := d.Finish()
	if err != nil {
		return err.Error(), nil
	}
	var all []string
	for i := range r.Turns {
		name := ""
		if r.Turns[i].Kind == corpus.Speech {
			name = r.Speakers[r.Turns[i].Speaker].Name
		}
		all = append(all, name+": "+r.Turns[i].Text)
	}
	return strings.Join(all, "|"), d
}

const elanOf = `<?xml version="1.0"?><ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="2" TIME_VALUE="61000"/>` +
	`<TIME_SLOT TIME_SLOT_ID="3" TIME_VALUE="62000"/></TIME_ORDER>`

func annotation(slot, words string) string {
	return `<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a` + slot + `" TIME_SLOT_REF1="` + slot + `"><ANNOTATION_VALUE>` + words + `</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`
}

const chatOf = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tCHI Eve Target_Child, MOT Mother,\n\tINV Ann Mary Investigator, SIS Eve Sister\n@Date:\t15-OCT-1962\n"

func TestRead(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"ELAN", elanOf + `<TIER TIER_ID="A" PARTICIPANT="Ana">` + annotation("1", "Where?") + annotation("3", "And?") + `</TIER><TIER TIER_ID="B" PARTICIPANT="Ben">` + annotation("2", "Here.") +
			`</TIER><TIER TIER_ID="C">` + annotation("2", "a door") + `</TIER></ANNOTATION_DOCUMENT>`, "Ana: Where?|Ben: Here.|Ana: And?"},
		{"ELAN, names of tiers", elanOf + `<TIER TIER_ID="utt@Ana">` + annotation("1", "Where?") + `</TIER><TIER TIER_ID="B-Spch">` + annotation("2", "Here.") +
			`</TIER><TIER TIER_ID="B-gesture">` + annotation("2", "points at the very old door") + `</TIER></ANNOTATION_DOCUMENT>`, "Ana: Where?|B: Here."},
		{"ELAN, numbers above words", elanOf + `<TIER TIER_ID="ref@Ana">` + annotation("2", "x.001") + `</TIER><TIER TIER_ID="tx@Ana" PARENT_REF="ref@Ana"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="b" ANNOTATION_REF="a2">` +
			`<ANNOTATION_VALUE>So it was.</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER><TIER TIER_ID="ref@Ben">` + annotation("1", "Was it?") + `</TIER></ANNOTATION_DOCUMENT>`, "Ben: Was it?|Ana: So it was."},
		{"EXMARaLDA", `<?xml version="1.0"?><basic-transcription><speakertable><speaker id="S0"><abbreviation>MAX</abbreviation></speaker></speakertable><common-timeline><tli id="T0" time="0"/><tli id="T1" time="2"/></common-timeline>` +
			`<tier id="a" speaker="S0" type="a"><event start="T0">loud</event></tier><tier id="b" speaker="S0" type="t"><event start="T0">Not </event><event start="T1">I.</event></tier></basic-transcription>`, "MAX: Not I."},
		{"Transcriber", `<?xml version="1.0"?><Trans version="3"><Speakers><Speaker id="s1" name="Ana"/><Speaker id="s2" name="Ben"/></Speakers><Section><Turn speaker="s1" startTime="0"><Sync time="0"/>where <Event desc="door"/>then` +
			`</Turn><Turn speaker="s1 s2" startTime="2"><Sync time="2"/><Who nb="1"/>who<Who nb="2"/>I</Turn><Turn startTime="4"><Sync time="4"/>noise</Turn></Section></Trans>`, "Ana: where then who|Ben: I"},
		{"Praat", "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0\nxmax = 6\ntiers? <exists>\nsize = 2\nitem []:\n  item [1]:\n    class = \"IntervalTier\"\n    name = \"Ana\"\n    xmin = 0\n    xmax = 6\n" +
			"    intervals: size = 2\n    intervals [1]:\n      xmin = 0\n      xmax = 1\n      text = \"The \"\"old\"\" mill?\"\n    intervals [2]:\n      xmin = 1\n      xmax = 6\n      text = \"<sil>\"\n" +
			"  item [2]:\n    class = \"IntervalTier\"\n    name = \"Ben\"\n    xmin = 0\n    xmax = 6\n    intervals: size = 1\n    intervals [1]:\n      xmin = 1\n      xmax = 6\n      text = \"Yes.\"\n", `Ana: The "old" mill?|Ben: Yes.`},
		{"Praat, short", "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n6\n<exists>\n3\n\"IntervalTier\"\n\"Ana - words\"\n0\n6\n2\n0\n1\n\"so\"\n1\n2\n\"what\"\n\"IntervalTier\"\n\"Ana - phones\"\n0\n6\n1\n0\n1\n\"S\"\n\"TextTier\"\n\"bell\"\n0\n6\n1\n1\n\"ding\"\n", "Ana: so what"},
		{"Praat, tiers of nobody", "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n6\n<exists>\n1\n\"IntervalTier\"\n\"words\"\n0\n6\n1\n0\n1\n\"so\"\n", errNobody.Error()},
		{"CHAT", chatOf + "*CHI:\tmore cookie . [+ IMP] \x15550_1200\x15\n%mor:\tqn|more n|cookie .\n*MOT:\tyou 0v <another one> [/] another@q one\n\tas [: like] well ?\n*MOT:\t(be)cause (.) &-um &=laughs no +...\n*INV:\txxx .\n@Comment:\tthe phone rings\n*SIS:\tme !\n@End\n",
			"Eve: more cookie.|Mother: you another one another one as well? because um no|Ann Mary: xxx.|Eve (SIS): me!"},
		{"no CHAT", "@Ana: I begin.\n@Begin is what I say.\n", "of no layout"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, _ := said(t, test.text); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestOthers holds that of two tiers of one person the other is named.
func TestOthers(t *testing.T) {
	got, d := said(t, elanOf+`<TIER TIER_ID="A" PARTICIPANT="Ana">`+annotation("1", "Where was it?")+`</TIER><TIER TIER_ID="A2" PARTICIPANT="Ana">`+annotation("2", "Here.")+`</TIER></ANNOTATION_DOCUMENT>`)
	if got != "Ana: Where was it?" || len(d.Doubts) != 1 || !strings.Contains(d.Doubts[0].Text, "A2") {
		t.Errorf("%s, doubts %v", got, d.Doubts)
	}
}

// TestOfChat holds what the head of CHAT says, and that a sidecar may name a code.
func TestOfChat(t *testing.T) {
	d, err := read(chatOf+"*CHI:\tno .\n@End\n", draft.Hint{Names: map[string]string{"CHI": "Eve Brown"}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Finish()
	if err != nil || r.Date != (corpus.Date{Year: 1962, Month: 10, Day: 15}) || r.Speakers[0].Name != "Eve Brown" {
		t.Errorf("error %v, date %v, speakers %v", err, r.Date, r.Speakers)
	}
}

// TestDamaged holds that a file that breaks off is refused.
func TestDamaged(t *testing.T) {
	for _, text := range []string{
		"File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n0\n6\n<exists>\n999999999\n\"IntervalTier\"\n\"Ana\"\n0\n6\n999999999\n",
		"<ANNOTATION_DOCUMENT>" + strings.Repeat("<TIER>", 1000),
	} {
		if _, err := read(text, draft.Hint{}); !errors.Is(err, errBroken) {
			t.Errorf("error %v of %.60q", err, text)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(chatOf + "*CHI:\tmore [: x] \x15550_1200\x15\n%mor:\tx\n*MOT\n\t<a> (b)c &=l @x +...\n")
	f.Add(elanOf + `<TIER TIER_ID="A">` + annotation("1", "Where?") + `</TIER></ANNOTATION_DOCUMENT>`)
	f.Add("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n0\n6\n<exists>\n1\n\"IntervalTier\"\n\"Ana\"\n0\n6\n1\n0\n1\n\"so\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := read(strings.ToValidUTF8(text, "\uFFFD"), draft.Hint{})
		if d == nil || err != nil {
			return
		}
		if _, err := d.Finish(); err != nil && strings.Contains(err.Error(), "accounted") {
			t.Fatal(err)
		}
	})
}
