package chats

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// turns returns who says what in a log, and what nobody says.
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
		all = append(all, name+": "+strings.ReplaceAll(r.Turns[i].Text, "\n", "/"))
	}
	return all, nil
}

func TestRead(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"iPhone, English", "[05/01/2024, 10:00:00] Anna: Who reads?\n\u200e[05/01/2024, 10:00:10] Anna: \u200eimage omitted\n[05/01/2024, 10:01:00] \u202a+49\u00a0151\u00a0234\u202c: At 7:30.\nOr 8:00: maybe.\n", "Anna: Who reads?|+49 151 234: At 7:30./Or 8:00: maybe."},
		{"forwarded", "Nora, [03.05.2023 14:02]\nwho has it\n\nYann, [03.05.2023 14:03]\n[ Photo ]\n\nNora, [03.05.2023 14:05]\n[Forwarded from Bio 9b]\nTest on Friday!\n", "Nora: who has it|Nora: Test on Friday!"},
		{"LINE", "2023/04/01(土)\n10:00\t田中\tおはよう\n10:02\t佐藤\t[スタンプ]\n10:03\t田中\t7:30です\n", ": 2023/04/01(土)|田中: おはよう|田中: 7:30です"},
		{"Messages", "Mar 3, 2024  5:02:11 PM\nMe\nare you coming\n\nMar 3, 2024  5:03:45 PM (Read by you after 10 seconds)\nCoach Dan\nYes: both\n\nMar 3, 2024  5:04:00 PM\nMe\nha\n", "Me: are you coming|Coach Dan: Yes: both|Me: ha"},
		{"Signal", "From: Oskar (+49 151 0000)\nSent: Mon, 6 Nov 2023 17:02\nReceived: Mon, 6 Nov 2023 17:02\nhast du sie\n\nFrom: You\nSent: Mon, 6 Nov 2023 17:05\nnein: welche?\n", "Oskar: hast du sie|You: nein: welche?"},
		{"a forum", "English / General\n\nWas he right?\nby Helen Marsh - Monday, 4 March 2024, 9:15 AM\n\nWhat do you say?\n\nRe: Was he right?\nby Omar Said - Monday, 4 March 2024, 4:40 PM\n\nYes: he was.\n\nPermalink | Reply\n", ": English / General|Helen Marsh: What do you say?|Omar Said: Yes: he was."},
		{"a window with two manners", "Priya Nair  9:06 AM\nNo!\n3 replies\nLast reply today at 9:30 AM\n\nMarta Ruiz\n  9:10 AM\nI did.\n\nPriya Nair  9:12 AM\nlol\n", "Priya Nair: No!|Marta Ruiz: I did.|Priya Nair: lol"},
		{"answers in columns", "00:00:03\tDana:\tHi.\n00:00:24\tLea:\tReacted to \"Hi.\" with +\n00:00:30\tLea:\tReplying to \"Hi.\"\n\nWhere?\n00:00:41\tDana:\tLater.\n", "Dana: Hi.|Lea: Where?|Dana: Later."},
		{"iPhone, American", "[1/5/24, 10:00:00\u202fAM] Anna: Who reads?\n[1/5/24, 10:01:00\u202fPM] ~\u202fBen: I do.\n", "Anna: Who reads?|Ben: I do."},
		{"Android, German", "05.01.24, 10:00 - Anna hat die Gruppe erstellt\n05.01.24, 10:00 - Anna: Wer liest?\n05.01.24, 10:01 - Ben: <Medien ausgeschlossen>\n05.01.24, 10:01 - Ben: Diese Nachricht wurde gelöscht.\n05.01.24, 10:02 - Ben: Ich. <Diese Nachricht wurde bearbeitet.>\n", ": Anna hat die Gruppe erstellt|Anna: Wer liest?|Ben: Ich."},
		{"Android, Spanish", "5/1/24, 10:00\u00a0a.\u00a0m. - Anna: ¿Quién lee?\n5/1/24, 10:01\u00a0p.\u00a0m. - Ben: Se eliminó este mensaje.\n5/1/24, 10:02\u202fp.\u202fm. - Ben: Yo.\n", "Anna: ¿Quién lee?|Ben: Yo."},
		{"Android, French", "05/01/2024 à 10:00 - Anna: Qui lit ?\n05/01/2024 à 10:01 - Ben: Moi.\n", "Anna: Qui lit ?|Ben: Moi."},
		{"Android, Finnish", "5.1.2024 klo 10.00 - Anna: Kuka lukee?\n5.1.2024 klo 10.01 - Ben: Minä.\n", "Anna: Kuka lukee?|Ben: Minä."},
		{"Android, Indonesian", "05/01/24 10.00 - Anna: Siapa?\n05/01/24 10.01 - Ben: Saya.\n", "Anna: Siapa?|Ben: Saya."},
		{"Android, Dutch", "05-01-2024 10:00 - Anna: Wie leest?\n05-01-2024 10:01 - Ben: IMG-20240105-WA0001.jpg (bestand bijgevoegd)\n05-01-2024 10:02 - Ben: Ik.\n", "Anna: Wie leest?|Ben: Ik."},
		{"Android, Korean", "2024. 1. 5. 오전 10:00, Anna : 누가 읽어?\n2024. 1. 5. 오후 10:01, Ben : 나.\n", "Anna: 누가 읽어?|Ben: 나."},
		{"Android, Japanese", "2024/01/05 10:00 - Anna: 誰?\n2024/01/05 10:01 - Ben: 私。\n", "Anna: 誰?|Ben: 私。"},
		{"iPhone, Chinese", "[2024/1/5 上午10:00:00] Anna: 谁?\n[2024/1/5 下午10:01:00] Ben: 我。\n", "Anna: 谁?|Ben: 我。"},
		{"Android, Arabic", "\u200f٥\u200f/١\u200f/٢٠٢٤، ١٠:٠٠ ص - Anna: من يقرأ؟\n\u200f٥\u200f/١\u200f/٢٠٢٤، ١٠:٠١ م - Ben: أنا.\n", "Anna: من يقرأ؟|Ben: أنا."},
		{"Android, Hebrew", "5.1.2024, 10:00 - Anna: מי קורא?\n5.1.2024, 10:01 - Ben: אני.\n", "Anna: מי קורא?|Ben: אני."},
		{"Android, Swedish", "2024-01-05 10:00 - Anna: Vem?\n2024-01-05 10:01 - Ben: Jag.\n", "Anna: Vem?|Ben: Jag."},
		{"Android, Hungarian", "2024. 01. 05. 10:00 - Anna: Ki?\n2024. 01. 05. 10:01 - Ben: Én.\n", "Anna: Ki?|Ben: Én."},
		{"Android, Hindi", "05/01/24, 10:00 am - Anna: कौन?\n05/01/24, 10:01 pm - Ben: मैं।\n", "Anna: कौन?|Ben: मैं।"},
		{"Android, Greek", "5/1/24, 10:00 π.μ. - Anna: Ποιος;\n5/1/24, 10:01 μ.μ. - Ben: Εγώ.\n", "Anna: Ποιος;|Ben: Εγώ."},
		{"a subject with a colon", "1/5/24, 10:00 - Anna: Hi.\n1/5/24, 10:01 - Anna changed the subject from “A” to “Trip: May”\n1/5/24, 10:02 - Ben: Ho.\n", "Anna: Hi.|: Anna changed the subject from “A” to “Trip: May”|Ben: Ho."},
		{"DiscordChatExporter", "==============================================================\nGuild: Class\nChannel: school / history\n==============================================================\n\n[05/01/2024 10:00] anna b#1234 (pinned)\nWho?\n\nAnd when: in May?\n\n{Attachments}\nhttps://x/y.png\n\n[05/01/2024 10:01] ben\n\n{Embed}\nTitle\n\n[05/01/2024 10:02] ben\nI.\n\n==============================================================\nExported 3 message(s)\n==============================================================\n",
			"anna b#1234: Who?//And when: in May?|ben: I."},
		{"Telegram, copied", "Anna, [05.01.2024 10:00]\nWho reads?\n\nBen, [05.01.2024 10:01]\nI do: the first act.\n", "Anna: Who reads?|Ben: I do: the first act."},
		{"Teams, copied", "[05/01 10:00] Anna Berg\nWho reads?\n[05/01 10:01] Ben Holt\nI do.\n", "Anna Berg: Who reads?|Ben Holt: I do."},
		{"Teams, copied today", "[10:00 AM] Anna Berg\nWho reads?\n[10:01 AM] Ben Holt\nI do.\nNow.\n", "Anna Berg: Who reads?|Ben Holt: I do./Now."},
		{"Zoom", "10:00:01\t From Anna Berg to Everyone:\n\tWho reads?\n10:00:11\t From Ben to Anna Berg(Direct Message):\n\tI do: yes.\n", "Anna Berg: Who reads?|Ben: I do: yes."},
		{"Zoom, older", "10:00:01\t From Anna Berg : Who reads?\n10:00:11\t From Ben : I do.\n", "Anna Berg: Who reads?|Ben: I do."},
		{"Zoom, answers", "10:00:01\t From Anna to Everyone:\n\tWho reads?\n10:00:11\t From Ben to Everyone:\n\tReplying to \"Who reads?\"\n\n\tI do.\n10:00:12\t From Cy to Everyone:\n\tReacted to \"I do.\" with 👍\n", "Anna: Who reads?|Ben: I do."},
		{"Slack, copied", "Anna Berg\n  10:02 AM\nWho reads?\n\nBen Holt\n  10:03 AM\nI do: the first act.\nAnd more.\n\nAnna Berg\n  10:05 AM\nGood.\n", "Anna Berg: Who reads?|Ben Holt: I do: the first act./And more.|Anna Berg: Good."},
		{"Slack, copied without blank lines", "Anna Berg\n  10:02 AM\nWho reads?\nben.holt\n  10:03 AM\nI do.\n:+1:\n3\n2 replies\nAnna Berg\n  10:05 AM\nThe number is\n5\n", "Anna Berg: Who reads?|ben.holt: I do.|Anna Berg: The number is/5"},
		{"comments of a class", "Class comments\n\nAnna Berg\nMar 4\nWho reads?\n\nBen Holt\nMar 4\nI do.\n\nAnna Berg\nMar 5\nGood.\nAdd class comment…\n", ": Class comments|Anna Berg: Who reads?|Ben Holt: I do.|Anna Berg: Good."},
		{"accounts", "Anna\n@anna_b\nWho reads?\n9:12 AM · Mar 5, 2024\n·\n4.2K Views\n\nBen\n@ben\n·\nMar 6\nI do.\n\nAnna\n@anna_b\n·\nMar 6\nGood.\n", "Anna: Who reads?|Ben: I do.|Anna: Good."},
		{"days of a plan", "Dinner\nMar 4\nFish.\n\nLunch\nMar 5\nSoup.\n\nBreakfast\nMar 6\nBread.\n", ""},
		{"Telegram, answers", "Anna, [05.01.2024 10:00]\nWho reads?\n\nBen, [05.01.2024 10:01]\n[In reply to Anna]\nI do (edited)\n", "Anna: Who reads?|Ben: I do"},
		{"irssi, closed", "--- Log opened Fri Jan 05 10:00:00 2024\n10:01 <anna> Who?\n10:02 <ben> I.\n10:03 <anna> Ok.\n--- Log closed Fri Jan 05 10:10:00 2024\n", ": --- Log opened Fri Jan 05 10:00:00 2024|anna: Who?|ben: I.|anna: Ok.|: --- Log closed Fri Jan 05 10:10:00 2024"},
		{"Discord, copied", "anna — 01/05/2024 10:00 AM\nWho reads?\nben — Today at 10:01 AM\nI do.\nanna — Yesterday at 10:02 AM\nGood.\n", "anna: Who reads?|ben: I do.|anna: Good."},
		{"Slack, copied on a line", "Anna Berg  [10:02 AM]\nWho reads?\nBen Holt  [10:03 AM]\nI do.\n", "Anna Berg: Who reads?|Ben Holt: I do."},
		{"LINE", "2024/01/05(Fri)\n10:00\tAnna\tWho reads?\n10:01\tBen\tI do.\n10:02\tCy joined the chat.\n", ": 2024/01/05(Fri)|Anna: Who reads?|Ben: I do.|: Cy joined the chat."},
		{"KakaoTalk", "--------------- 2024년 1월 5일 금요일 ---------------\n[Anna] [오전 10:00] Who: me?\n[Ben] [오후 10:01] You.\n", ": --------------- 2024년 1월 5일 금요일 ---------------|Anna: Who: me?|Ben: You."},
		{"HexChat", "Jan 05 10:00:00 <anna>\tWho?\nJan 05 10:00:10 *\tben has joined\nJan 05 10:01:00 <@ben>\tI.\nJan 05 10:01:00 <anna>\tOk.\n", "anna: Who?|: ben has joined|ben: I.|anna: Ok."},
		{"weechat", "2024-01-05 10:00:00\tanna\tWho?\n2024-01-05 10:00:10\t-->\tben (b@x) has joined #c\n2024-01-05 10:01:00\t@ben\tI.\n", "anna: Who?|: ben (b@x) has joined #c|ben: I."},
		{"weechat, copied", "10:00  anna | Who?\n10:01   --> | ben (b@x) has joined #c\n10:02  @ben | I, or a | b.\n            | And cy.\n10:03  anna | 7:30 then.\n", "anna: Who?|: ben (b@x) has joined #c|ben: I, or a | b./And cy.|anna: 7:30 then."},
		{"weechat without times", "anna │ Who?\n ben │ I.\nanna │ Ok.\n  -- │ Mode #c [+o ben]\n ben │ Now.\n", "anna: Who?|ben: I.|anna: Ok.|: Mode #c [+o ben]|ben: Now."},
		{"what is sold", "bread | two loaves\njam | one glass\nsalt | none\nbread | one more\n", ""},
		{"tags", "<Speech>Mr. Berg: Who reads?\n<Speech>The Chair: I do.\n<Speech>Mr. Berg: Good.\n", ""},
		{"names above dates, without blank lines", "Ina\nTue, Oct 3 at 4:12 PM\nwho writes\nMe\nTue, Oct 3 at 4:15 PM\nOk.\ndue: tomorrow\nIna\nTue, Oct 3 at 4:20 PM\nship it\n", "Ina: who writes|Me: Ok./due: tomorrow|Ina: ship it"},
		{"names above times, without blank lines", "Ina\n4:12 PM\nwho writes\nMe\n4:15 PM\nI\nIna\n4:20 PM\nfine\n", "Ina: who writes|Me: I|Ina: fine"},
		{"Google Chat", "Project\nHistory is on\n\nIna Falk, Tue 4:02 PM\nWho writes?\n\nYou, Tue 4:03 PM, Edited\nI: me.\n\nIna Falk, Tue 4:05 PM\nGood.\n", ": Project|: History is on|Ina Falk: Who writes?|You: I: me.|Ina Falk: Good."},
		{"what is on when", "Choir, Tue 4:02 PM\nHall\n\nBand, Tue 4:30 PM\nGym\n\nPlay, Wed 4:00 PM\nHall\n", ""},
		{"a plan without blank lines", "Breakfast\n8:00 AM\nHall\nLunch\n12:00 PM\nGarden\nDinner\n6:00 PM\nHall\n", ""},
		{"badges and a name that ends in an initial", "Maya Lind\n  9:02 AM\nWho?\n\nDeploy Bot\nAPP  9:03 AM\nBuild 4 failed.\n\nTom K.\n  9:05 AM\nMe.\nOr twenty.\n9:06 AM\nMore.\n", "Maya Lind: Who?|Deploy Bot: Build 4 failed.|Tom K.: Me./Or twenty./More."},
		{"a bot in Discord", "wren — 03/02/2024 7:14 PM\nwho\n[7:14 PM]\nsay\nMika\nBOT\n — 03/02/2024 7:15 PM\nwren is 4!\nwren — 03/02/2024 7:18 PM\nok\n", "wren: who/say|Mika: wren is 4!|wren: ok"},
		{"a transcript with times", "[00:00:01] Anna: Who reads?\n[00:00:05] and who not?\n[00:00:07] Ben: I do.\n", ""},
		{"times that are spoken below stamps", "[00:01:10]\nP: 1:33.\n\n[00:01:14]\nCC: Roger, we copy.\n\n[00:01:19]\nP: 1:19\n\n[00:01:22]\nCC: Say again.\n\n[00:01:25]\nP: 2:04.\n", ""},
		{"prose", "10:30 was the time.\nThey met: nobody came.\n11:15 it was over.\n", ""},
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
	f.Add("[05/01/2024, 10:00:00] Anna: Who?\n\u200e[05/01/2024, 10:00:10] ~ Ben: \u200eimage omitted\nmore <x y>\n")
	f.Add("10:00 <anna!a@b> +hi\n10:01 * ben waves\n10:02 <ben> ho\n10:02 <ben> ho\n")
	f.Add("10:00 anna | hi | ho\n10:00 --> | ben has joined\n      | more\nben │ ho\nben │ ho\n")
	f.Add("\u212a\u212a\u212aa 10:00 ben: hi\n") // one whose small letters take fewer bytes
	f.Add("[05/01/2024 10:00] anna\nWho?\n\n{Embed}\nx\n[05/01/2024 10:00] ben\nI\n")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := turns(t, strings.ToValidUTF8(text, "\uFFFD")); err != nil && !strings.Contains(err.Error(), "no speakers") {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&text, "[%d/%d/24, 10:%02d:%02d\u202fAM] Anna Berg %d: So who reads tonight, and who after that?\n", i/28%12+1, i%28+1, i/60%60, i%60, i%9)
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
