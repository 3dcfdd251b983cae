package drawing

import (
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/net/html"
)

// draw returns a fragment of a message of components.
func draw(t *testing.T, r Reply, components ...discordgo.MessageComponent) string {
	t.Helper()
	r.Message = &discordgo.Message{Components: components}
	fragment, err := Fragment(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(fragment)
}

// TestFragmentLive draws what can be pressed.
func TestFragmentLive(t *testing.T) {
	colour, alt := 0x2e9e5b, "A map"
	components := []discordgo.MessageComponent{
		&discordgo.Container{AccentColor: &colour, Components: []discordgo.MessageComponent{
			&discordgo.ActionsRow{Components: []discordgo.MessageComponent{
				&discordgo.Button{Label: "Next", CustomID: `go:"1"`, Style: discordgo.PrimaryButton},
				&discordgo.Button{Label: "Gone", CustomID: "gone", Disabled: true},
				&discordgo.Button{Label: "Source", Style: discordgo.LinkButton, URL: "https://example.org/a"},
			}},
			&discordgo.ActionsRow{Components: []discordgo.MessageComponent{
				&discordgo.SelectMenu{CustomID: "pick", Placeholder: "One", Options: []discordgo.SelectMenuOption{{Label: "A", Value: "a", Description: "The first"}}},
			}},
			&discordgo.ActionsRow{Components: []discordgo.MessageComponent{
				&discordgo.SelectMenu{CustomID: "some", Placeholder: "Some", MaxValues: 2, Options: []discordgo.SelectMenuOption{{Label: "B", Value: "b"}}},
			}},
			&discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{{Media: discordgo.UnfurledMediaItem{URL: "attachment://a.png"}, Description: &alt}}},
			&discordgo.FileComponent{File: discordgo.UnfurledMediaItem{URL: "attachment://a.csv"}},
		}},
	}
	files := map[string]string{"attachment://a.png": "file/1/a.png", "attachment://a.csv": "file/1/a.csv"}
	live := draw(t, Reply{Live: true, Files: files}, components...)
	for _, part := range []string{
		`fill="#2e9e5b"`,
		`<button class="button primary" name="press" value="go:&#34;1&#34;">Next</button>`,
		`name="press" value="gone" disabled>Gone`,
		`<a class="button secondary" href="https://example.org/a" target="_blank" rel="noreferrer">Source</a>`,
		`<button class="option" name="choose:pick" value="a"><b>A</b><small>The first</small></button>`,
		`<input type="checkbox" name="choose:some" value="b">`, `name="pick" value="some">OK`,
		`<img src="file/1/a.png" alt="A map">`, `<a class="file" href="file/1/a.csv" download="a.csv">a.csv</a>`,
	} {
		if !strings.Contains(live, part) {
			t.Errorf("there is no %s in\n%s", part, live)
		}
	}
	if strings.Contains(live, "style=") {
		t.Errorf("a style stands in an attribute, which no strict policy allows:\n%s", live)
	}
	if dead := draw(t, Reply{Files: files}, components...); strings.Contains(dead, "name=") || strings.Contains(dead, "<details") {
		t.Errorf("what is only looked at can be pressed:\n%s", dead)
	}
}

// TestFragmentMentions shows mentions and instants as Discord shows them.
func TestFragmentMentions(t *testing.T) {
	zone := time.FixedZone("CET", 3600)
	name := func(mention string) string { return map[string]string{"<#12>": "#class-9b"}[mention] }
	got := draw(t, Reply{Name: name, Zone: zone}, &discordgo.TextDisplay{Content: "<#12> <@34> </daily add:5> <t:0:F> <t:0> ||gone||"})
	if live := draw(t, Reply{Live: true}, &discordgo.TextDisplay{Content: "<t:-60:R>"}); !strings.Contains(live, `data-since="-60"`) {
		t.Errorf("a page cannot say how long ago it is:\n%s", live)
	}
	for _, part := range []string{
		`>#class-9b<`, `>@34<`, `>/daily add<`, "Thursday, January 1, 1970 01:00 CET", ">January 1, 1970 01:00 CET<", `<span class="spoiler" tabindex="0">gone</span>`,
	} {
		if !strings.Contains(got, part) {
			t.Errorf("there is no %s in\n%s", part, got)
		}
	}
}

// drawnTags and drawnAttributes are all that a message is drawn with.
var (
	drawnTags = words(`article div span time svg rect form input button a details summary fieldset legend label img p h1 h2 h3 small blockquote ul li b i u s code pre hr`)
	drawnAttr = words(`class aria-hidden width height fill href target rel name value disabled type src alt download tabindex data-since`)
)

func words(list string) map[string]bool {
	all := make(map[string]bool)
	for word := range strings.FieldsSeq(list) {
		all[word] = true
	}
	return all
}

// FuzzFragment draws any text: whatever stands in it, nothing runs and nothing is
// loaded.
func FuzzFragment(f *testing.F) {
	for _, seed := range []string{
		`<script>alert(1)</script>`, `<img src="https://evil.example/x.png" onerror=alert(1)>`, `"><svg onload=alert(1)>`,
		`[a](javascript:alert(1))`, `[a](https://x/" onclick="alert(1))`, "`<b>`", "```\n</pre><script>\n```", `</details:1> <t:99999999999:F> <@&1>`, `**_||~~x~~||_**`,
	} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, text, label string) {
		got := draw(t, Reply{Asked: label, Live: true}, &discordgo.TextDisplay{Content: text}, &discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			&discordgo.Button{Label: label, CustomID: text}, &discordgo.SelectMenu{CustomID: label, Placeholder: text, Options: []discordgo.SelectMenuOption{{Label: label, Value: text, Description: label}}},
		}})
		for z := html.NewTokenizer(strings.NewReader(got)); z.Next() != html.ErrorToken; {
			token := z.Token()
			if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
				continue
			}
			if !drawnTags[token.Data] {
				t.Fatalf("%q draws a tag <%s>", text, token.Data)
			}
			for _, a := range token.Attr {
				if !drawnAttr[a.Key] || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://") {
					t.Fatalf("%q draws an attribute %s=%q", text, a.Key, a.Val)
				}
			}
		}
	})
}
