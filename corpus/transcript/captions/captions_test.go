package captions

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// turns returns who says what in captions.
func turns(t testing.TB, text string) ([]string, error) {
	t.Helper()
	d, err := read(&page.File{Text: page.New(text)}, draft.Hint{})
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
		all = append(all, name+": "+r.Turns[i].Text)
	}
	return all, nil
}

func cues(lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&b, "%d\n00:00:%02d,000 --> 00:00:%02d,000\n%s\n\n", i+1, i, i+1, l)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a device is a name", cues("Ana: Hi.", "iPhone (2): Hello.", "Ben: Yes."), "Ana: Hi.|iPhone (2): Hello.|Ben: Yes."},
		{"how somebody is heard", cues("ANA: Hi.", "MAN 2 (on radio): Ho.", "ANA (sighs): So.", "BEN: Yes."), "ANA: Hi.|MAN 2: Ho.|ANA: So.|BEN: Yes."},
		{"notes that tell apart", cues("Ana (host): Hi.", "Ana (guest): Ho.", "Ana (host): So."), "Ana (host): Hi.|Ana (guest): Ho.|Ana (host): So."},
		{"a clause is none", cues("Ana: Hi.", "Because the answer is: no.", "Ben: Yes.", "Ana: So."), "Ana: Hi. Because the answer is: no.|Ben: Yes.|Ana: So."},
		{"a time that is spoken", cues("Ana: 7:30 works.", "Ben: 3:16 it is."), "Ana: 7:30 works.|Ben: 3:16 it is."},
		{"recognisers", cues("[SPEAKER_01] Hi.", "[SPEAKER_00]: Ho.", "[Music]", "[SPEAKER_01] Bye."), "SPEAKER_01: Hi.|SPEAKER_00: Ho. [Music]|SPEAKER_01: Bye."},
		{"names above the words", cues("Anna Berg\nWho reads?", "Ben Holt\nI do.\nThe first act.", "Anna Berg\nGood.", "Anna Berg\nBegin."),
			"Anna Berg: Who reads?|Ben Holt: I do. The first act.|Anna Berg: Good. Begin."},
		{"lines that grow", cues("ANA: WE ARE", "ANA: WE ARE HERE", "ANA: WE ARE HERE\nBEN: AND I", "BEN: AND I\nTOO"), "ANA: WE ARE HERE|BEN: AND I TOO"},
		{"the same words twice", cues("Ana: No.", "Ben: No.", "Ana: No, no.", "Ben: Well."), "Ana: No.|Ben: No.|Ana: No, no.|Ben: Well."},
		{"a voice over two lines", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Ruiz>I am\nhere &lt;now&gt;.</v> <v Ben>Good.</v>\n\n00:02.000 --> 00:03.000\nNobody.\n", "Ana Ruiz: I am here <now>.|Ben: Good.|: Nobody."},
		{"SBV", "0:00:01.000,0:00:04.000\nAnna: hello\n\n0:00:05.000,0:00:06.000\nBen: ho\n", "Anna: hello|Ben: ho"},
		{"no cue numbers", "0:0:0.0 --> 0:0:3.640\nAnna Berg\nHi.\n0:0:4.0 --> 0:0:5.640\nBen Holt\nHo.\n0:0:6.0 --> 0:0:7.640\nAnna Berg\nSo.\n", "Anna Berg: Hi.|Ben Holt: Ho.|Anna Berg: So."},
		{"a dash among labels", cues("HOST: Where is it?", "MRS. LEE: Gone. They burned it", "in thirty-two.", "[birds]", "- Who did?\n- Nobody knows."), "HOST: Where is it?|MRS. LEE: Gone. They burned it in thirty-two. [birds]|: Who did?|: Nobody knows."},
		{"one voice among labels", "WEBVTT\n\n00:01.000 --> 00:02.000\nAna: Who?\n\n00:02.000 --> 00:03.000\n<v Cy>I.</v>\n\n00:03.000 --> 00:04.000\nBen: He.\n", "Ana: Who?|Cy: I.|Ben: He."},
		{"one label among voices", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Who?\n\n00:02.000 --> 00:03.000\n<v Cy>I.</v>\n\n00:03.000 --> 00:04.000\nRemember: he.\n", "Ana: Who?|Cy: I.|: Remember: he."},
		{"labels that come back among voices", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Who?\n\n00:02.000 --> 00:03.000\nCY: I.\n\n00:03.000 --> 00:04.000\n<v Ana>Remember: me.\n\n00:04.000 --> 00:05.000\nCY: He.\n", "Ana: Who?|CY: I.|Ana: Remember: me.|CY: He."},
		{"a measure on a second line", cues("ANA: How is it?", "BEN: Pressure good.\nPulse: 61.", "ANA: Well then.", "BEN: So."), "ANA: How is it?|BEN: Pressure good. Pulse: 61.|ANA: Well then.|BEN: So."},
		{"names of captions", "WEBVTT\n\n1 \"Ana Ruiz\" (1122334455)\n00:01.000 --> 00:02.000\nHello.\n\n2 \"Ben\" (9)\n00:02.000 --> 00:03.000\nHo: ho.\n\n3\n00:03.000 --> 00:04.000\nWho?\n", "Ana Ruiz: Hello.|Ben: Ho: ho.|: Who?"},
		{"accounts in small letters", cues("Ana: Hi.", "kofi's iPad: Ho.", "Ana: So.", "kofi's iPad: Yes."), "Ana: Hi.|kofi's iPad: Ho.|Ana: So.|kofi's iPad: Yes."},
		{"SubStation Alpha", "[Script Info]\nTitle: A day\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\nComment: 0,0:00:00.00,0:00:01.00,Default,,timing\n" +
			"Dialogue: 0,0:00:03.00,0:00:05.00,Default,Ben,Me?\\NI live, you know, here.\nDialogue: 0,0:00:01.00,0:00:03.00,Default,Ana,{\\an8}Who: you?\n", "Ana: Who: you?|Ben: Me? I live, you know, here."},
		{"SubStation Alpha without names", "[Events]\nFormat: Start, End, Name, Text\nDialogue: 0:00:01.00,0:00:03.00,,Ana: Who?\nDialogue: 0:00:03.00,0:00:05.00,,Ben: I.\n", "Ana: Who?|Ben: I."},
		{"Timed Text", `<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><head><ttm:title>A day</ttm:title><ttm:agent xml:id="a"><ttm:name>Ana</ttm:name></ttm:agent></head>` +
			`<body><p begin="0:01.0" ttm:agent="a">Who<br/>are you?</p><p begin="0:02.0"><span ttm:agent="b">I,</span> <span ttm:agent="a">You?</span></p></body></tt>`, "Ana: Who are you?|b: I,|Ana: You?"},
		{"Timed Text with labels", `<tt xml:lang="en"><body><div><p begin="1s">ANA: Who<br/>are you?</p><p begin="2s">BEN: I.</p></div></body></tt>`, "ANA: Who are you?|BEN: I."},
		{"another label within a line", cues("MR. OWENS: Sit down.", "STUDENT: Is it", "MR. OWENS: It", "is on the test. STUDENT 2: Oh. STUDENT: Well", "no.", "MR. OWENS: Remember: all of it."),
			"MR. OWENS: Sit down.|STUDENT: Is it|MR. OWENS: It is on the test.|STUDENT 2: Oh.|STUDENT: Well no.|MR. OWENS: Remember: all of it."},
		{"wide colon", cues("王明：你好。", "李雷：很好。", "王明：再见。"), "王明: 你好。|李雷: 很好。|王明: 再见。"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := turns(t, test.text)
			if err != nil || strings.Join(got, "|") != test.want {
				t.Errorf("error %v\n got %s\nwant %s", err, strings.Join(got, "|"), test.want)
			}
		})
	}
	if _, err := turns(t, cues("Hello.", "I am here.", "So am I.")); err != errNobody {
		t.Errorf("captions of nobody: %v", err)
	}
	if _, err := turns(t, cues("we went on to", "Boston: it was", "cold and then", "there was rain in", "Paris: it was", "warm")); err != errNobody {
		t.Errorf("places in small letters: %v", err)
	}
	if got, err := turns(t, "Ana: The arrow --> points there.\nBen: 3 --> 4\n"); got != nil || err != nil {
		t.Errorf("a text with arrows: %v, %v", got, err)
	}
}

// TestNamed holds that a label that the sidecar lists names a speaker.
func TestNamed(t *testing.T) {
	text := cues("We begin.", "Ana: So", "it is.", "It is late.", "Ben: No.")
	d, err := read(&page.File{Text: page.New(text)}, draft.Hint{Names: map[string]string{"Ana": "Ana Ruiz", "Ben": "Ben"}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Finish()
	if err != nil || len(r.Speakers) != 2 || r.Speakers[0].Name != "Ana Ruiz" {
		t.Errorf("error %v, speakers %v", err, r.Speakers)
	}
}

// TestNoNames holds that a label that the sidecar says is none names nobody.
func TestNoNames(t *testing.T) {
	d, err := read(&page.File{Text: page.New(cues("Ana: So", "Rule: be kind.", "Ben: No.", "Rule: be fair."))}, draft.Hint{NoNames: map[string]bool{"Rule": true}})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := d.Finish(); err != nil || len(r.Speakers) != 2 || r.Turns[0].Text != "So Rule: be kind." {
		t.Errorf("error %v, speakers %v", err, r.Speakers)
	}
}

// TestBareCaption holds that a caption without a label is doubted where nearly all
// have one, and only if it may begin what somebody says.
func TestBareCaption(t *testing.T) {
	for text, want := range map[string]int{
		cues("Ana: Hi.", "Ben: Ho.", "Yes.", "Ana: So.", "Ben: No."): 1,
		cues("Ana: Hi.", "Ben: Ho.", "Ana: So.", "Ben: Yes.", "Ana: He ruled.", "Ben: Did he?", "Ana: He did.", "Ben: I see.", "Ana: And", "he made laws.", "Ben: Oh.", "Ana: Yes."): 1,
		cues("Ana: Hi, all", "of you.", "[Music]", "Ben: Ho", "Ana.", "Ana: So."):                                                                                                    0,
		cues("Ana: Hi.", "It is late.", "We go.", "Ben: Ho.", "All go.", "Ana: Now."):                                                                                                0,
	} {
		d, err := read(&page.File{Text: page.New(text)}, draft.Hint{})
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, doubt := range d.Doubts {
			if doubt.Kind == "unlabelled_line" {
				got++
			}
		}
		if got != want {
			t.Errorf("%d doubts, want %d, of\n%s", got, want, text)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(cues("Ana: Hi.", ">> BEN: Ho. >> ANA: So.", "[SPEAKER_00] x"))
	f.Add("WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000\n<v Ana>I am\nhere &lt;.</v> <v >Good.</v>\n")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := turns(t, strings.ToValidUTF8(text, "\uFFFD")); err != nil && strings.Contains(err.Error(), "accounted") {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&text, "%d\n00:%02d:%02d,000 --> 00:00:00,000\nSpeaker %d: So who reads tonight, and who after that?\n\n", i, i/60%60, i%60, i%7)
	}
	file := &page.File{Text: page.New(text.String())}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if d, err := read(file, draft.Hint{}); d == nil || err != nil {
			b.Fatal(err)
		}
	}
}
