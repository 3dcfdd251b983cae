package transcript

import (
	"fmt"
	"strings"
)

// A sample is a kind of file to be measured, of any size.
type sample struct {
	file string // what it is called, with an extension
	head string
	unit func(i int) string // its i-th part
	foot string
}

// fill returns a file of at least size bytes.
func (s sample) fill(size int) []byte {
	var b strings.Builder
	b.Grow(size + 1024)
	b.WriteString(s.head)
	for i := 0; b.Len() < size-len(s.foot); i++ {
		b.WriteString(s.unit(i))
	}
	b.WriteString(s.foot)
	return []byte(b.String())
}

// said returns words to be said.
func said(i int) string {
	return [...]string{
		"We brought the bread and the jam, and nobody thanked us.",
		"Who has the salt? I asked for it twice before we sat down, and now the soup is cold.",
		"It stands where it stood yesterday.",
		"I never said that the letter was lost; I said that nobody had looked for it, which is another thing altogether.",
		"Then let us look.",
	}[i%5]
}

// wrapped returns a paragraph of several lines, each set in by indent.
func wrapped(i int, indent string) string {
	return said(i) + "\n" + indent + said(i+1) + "\n" + indent + said(i+2) + "\n"
}

// who returns one of a few names.
func who(i int) string {
	return [...]string{"Ada Baker", "Ben Cook", "Carla Moss", "Dan Reed"}[i%4]
}

func capitals(i int) string { return strings.ToUpper(strings.Fields(who(i))[1]) }

func clock(i int) string {
	return fmt.Sprintf("%02d:%02d:%02d", i/3600%24, i/60%60, i%60)
}

// talks are conversations as they mostly are, one for each layout.
var talks = map[string]sample{
	"columns": {"a.txt", "", func(i int) string {
		return fmt.Sprintf("00 %s   %-8s %s\n", strings.ReplaceAll(clock(i), ":", " "), capitals(i), said(i))
	}, ""},
	"Congressional Record": {"a.txt", "[Congressional Record Volume 1, Number 2 (Tuesday, March 4, 1997)]\n[Senate]\n[Pages S10-S11]\n\n", func(i int) string {
		return fmt.Sprintf("  Mr. %s. Mr. President, %s", capitals(i), wrapped(i, ""))
	}, ""},
	"questions and answers":                    {"a.txt", "", func(i int) string { return "Q. " + said(i+1) + "\n\nA. " + said(i) + "\n\n" }, ""},
	"label and full stop on a line of its own": {"a.txt", "", func(i int) string { return capitals(i) + ".\n" + wrapped(i, "") + "\n" }, ""},
	"label with a colon":                       {"a.txt", "", func(i int) string { return who(i) + ": " + wrapped(i, "") + "\n" }, ""},
	"label with a full stop":                   {"a.txt", "", func(i int) string { return "Mr. " + capitals(i) + ". " + wrapped(i, "") + "\n" }, ""},
	"label with a dash":                        {"a.txt", "", func(i int) string { return who(i) + " — " + said(i) + "\n\n" }, ""},
	"label and tab":                            {"a.txt", "", func(i int) string { return who(i) + "\t" + wrapped(i, "\t") }, ""},
	"label with a circle": {"a.txt", "", func(i int) string {
		return "○議長（田中一郎君）　これより会議を開きます。\n○佐藤次郎君　質問いたします。水は足りていますか。\n"
	}, ""},
	"label in a heading of Markdown": {"a.md", "", func(i int) string { return "## " + who(i) + "\n\n" + said(i) + "\n\n" }, ""},
	"label on a line of its own":     {"a.txt", "", func(i int) string { return who(i) + "\n" + wrapped(i, "") + "\n" }, ""},
	"play in verse":                  {"a.txt", "ACT I\n\nSCENE I. A room.\n\n", func(i int) string { return "  " + capitals(i) + ". " + wrapped(i, "    ") }, ""},
	"captions: WebVTT": {"a.vtt", "WEBVTT\n\n", func(i int) string {
		return clock(i) + ".000 --> " + clock(i+1) + ".000\n<v " + who(i) + ">" + said(i) + "\n\n"
	}, ""},
	"captions: SubRip": {"a.srt", "", func(i int) string {
		return fmt.Sprintf("%d\n%s,000 --> %s,000\n%s: %s\n\n", i+1, clock(i), clock(i+1), who(i), said(i))
	}, ""},
	"chat log: phone": {"a.txt", "", func(i int) string { return fmt.Sprintf("12/31/20, 9:%02d PM - %s: %s\n", i%60, who(i), said(i)) }, ""},
	"chat log: IRC":   {"a.log", "", func(i int) string { return clock(i) + " <" + strings.ToLower(capitals(i)) + "> " + said(i) + "\n" }, ""},
	"table":           {"a.csv", "time,speaker,text\n", func(i int) string { return fmt.Sprintf("%s,%s,%q\n", clock(i), who(i), said(i)) }, ""},
	"screenplay":      {"a.fountain", "INT. KITCHEN - DAY\n\n", func(i int) string { return capitals(i) + "\n" + said(i) + "\n\n" }, ""},
	"XML: TEI": {"a.xml", "<TEI><text><body>", func(i int) string {
		return "<sp who=\"#" + strings.ToLower(capitals(i)) + "\"><speaker>" + who(i) + "</speaker><p>" + said(i) + "</p></sp>\n"
	}, "</body></text></TEI>"},
	"JSON": {"a.json", "{\"segments\":[{\"speaker\":\"Ada\",\"text\":\"Hello.\",\"start\":0}", func(i int) string {
		return fmt.Sprintf(",\n{\"speaker\":%q,\"text\":%q,\"start\":%d.5}", who(i), said(i), i)
	}, "]}"},
	"web page":  {"a.html", "<html><body>", func(i int) string { return "<p><b>" + who(i) + ":</b> " + said(i) + "</p>\n" }, "</body></html>"},
	"rich text": {"a.rtf", "{\\rtf1\\ansi ", func(i int) string { return "{\\b " + who(i) + ":} " + said(i) + "\\par\n" }, "}"},
}

// of makes the same of each part of a file.
func of(text string) func(int) string { return func(int) string { return text } }

// numbered makes parts that hold their number.
func numberedParts(format string) func(int) string {
	return func(i int) string { return fmt.Sprintf(format, i*7919) }
}

// talk is a short conversation that other things stand behind or in.
const talk = "First debate\n\nMarch 3, 2026\n\nA. Baker. We brought the bread and the jam.\n\nB. Cook. And who has brought the salt?\n\nA. Baker. Nobody was asked to bring any.\n"

// threeTurns is what stands around a turn that is odd.
const before, after = "A. Baker. Hello. ", "\n\nB. Cook. Salt here.\n\nA. Baker. Hi there.\n"

// hostile are files made to cost much.
var hostile = map[string]sample{
	// Many short lines.
	"few speakers":       {"a.txt", "", func(i int) string { return fmt.Sprintf("Name%d: word word.\n", i%40) }, ""},
	"single speakers":    {"a.txt", "", numberedParts("X%dabc: word word.\n"), ""},
	"single in capitals": {"a.txt", "", numberedParts("NAME%X: hello there\n"), ""},
	"single apart":       {"a.txt", "", numberedParts("Name%d: yes\n\n"), ""},
	"single full stops":  {"a.txt", "", numberedParts("P%d Q. hi.\n\n"), ""},
	"single on lines":    {"a.txt", "", numberedParts("Name%d.\nyes\n\n"), ""},
	"single in headings": {"a.md", "", numberedParts("## Name%d\n\nhello there friends\n\n"), ""},
	"unknown words": {"a.txt", "", func(i int) string {
		return [...]string{"Anna: word word.\n", "Ben: word word.\n", fmt.Sprintf("The %x of it: word word.\n", i*7919)}[i%3]
	}, ""},
	"unknown in capitals": {"a.txt", "", func(i int) string {
		return [...]string{fmt.Sprintf("NOTE THE %X: word.\n", i*7919), "Xabc: word word. Word. Word.\n"}[i%2]
	}, ""},
	"colons":          {"a.txt", "", of("A: "), ""},
	"chat":            {"a.log", "", of("<a> b\n"), ""},
	"questions":       {"a.txt", "", of("Q. a\nA. b\n"), ""},
	"columns":         {"a.txt", "", of("00 00 00 01   CDR   a\n"), ""},
	"line numbers":    {"a.txt", "", of("1 Q. a\n2 A. b\n"), ""},
	"times":           {"a.txt", "", of("[00:00:01]\nAnn: a\n"), ""},
	"pages":           {"a.txt", "Ann: a\n\nBob: b\n\n", of("Ann: a\n\nBob: b\n\f"), ""},
	"form feeds":      {"a.txt", "Ann: a\n\nBob: b\n\n", of("\f"), ""},
	"directions":      {"a.txt", "Ann: a\n\nBob: b\n\nAnn: c\n\n", of("(a)\n\n"), ""},
	"rules and notes": {"a.txt", "Ann: a\n\fBob: b\n\nAnn: c\n\n", of("---\n1 x\n"), ""},
	"footnotes":       {"a.txt", talk, numberedParts("[%d] note text\n"), ""},
	"congress":        {"a.txt", "[Congressional Record Volume 1]\n\n  Mr. SMITH. Mr. President,\n", of("  The Clerk x\n"), ""},
	// Few long ones.
	"one line":        {"a.txt", before, of("bread and jam "), after},
	"one word":        {"a.txt", before, of("xxxxxxxx"), after},
	"sentences":       {"a.txt", before, of("Mr. X. "), after},
	"quotes":          {"a.txt", before, of("“a "), after},
	"open brackets":   {"a.txt", before, of("("), after},
	"nested brackets": {"a.txt", before, of("([{"), after},
	"square brackets": {"a.txt", before, of("[a "), after},
	"zero width":      {"a.txt", before, of("\u00ad"), after},
	"emphasis":        {"a.md", "", of("**"), "\n\n**Baker:** hi\n\n**Cook:** ho\n"},
	// Nothing at all.
	"line feeds":       {"a.txt", "", of("\n"), ""},
	"carriage returns": {"a.txt", "", of("\r"), ""},
	"spaces":           {"a.txt", "", of(" "), ""},
	"zeros":            {"a.txt", "", of("\x00"), ""},
	"half characters":  {"a.txt", "\xff\xfe", of("\xd8\x00\xd8"), ""},
	// Structure.
	"captions": {"a.vtt", "WEBVTT\n\n", func(i int) string {
		return clock(i)[3:] + ".000 --> " + clock(i)[3:] + ".000\n<v P" + fmt.Sprint(i) + ">hello there\n\n"
	}, ""},
	"tags in captions": {"a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>", of("<a"), ""},
	"voices":           {"a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n", of("<v A>"), ""},
	"rows":             {"a.csv", "speaker,text\n", func(i int) string { return fmt.Sprintf("p%d,hello world %d\n", i, i) }, ""},
	"open cell":        {"a.csv", "speaker,text\n\"", of("x,\"\" "), ""},
	"open cells":       {"a.csv", "speaker,text\n", of("a,\"b\n"), ""},
	"elements": {"a.xml", "<TEI><text><body>", func(i int) string {
		return fmt.Sprintf("<sp who=\"#p%d\"><speaker>P%d</speaker><p>hello world</p></sp>", i, i)
	}, "</body></text></TEI>"},
	"paragraphs":      {"a.xml", "<TEI><u who='a'>", of("<p>a</p>"), ""},
	"deep elements":   {"a.xml", "<TEI>", of("<sp>"), ""},
	"attributes":      {"a.xml", "<TEI><sp ", func(i int) string { return fmt.Sprintf("a%d=\"x\" ", i) }, ">hi</sp></TEI>"},
	"same attributes": {"a.xml", "<TEI><u who='a' ", of("a='b' "), ""},
	"unknown closers": {"a.xml", "<TEI><u who='a'>x", of("</p>"), ""},
	"turns in XML":    {"a.xml", "", of("<u who='a'>b</u>"), ""},
}
