package discordtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"rapporteur/bot/discord/discordtest"
)

// A caller sends requests to a server as a bot would.
type caller struct {
	t      testing.TB
	server *discordtest.Server
	token  string
	agent  string
}

func newCaller(t testing.TB) *caller {
	server := discordtest.Start(t)
	server.ExpectRefusals()
	return &caller{t, server, "Bot " + discordtest.Token, "DiscordBot (https://example.org, 1)"}
}

// in returns the caller for a part of its test.
func (c *caller) in(t testing.TB) *caller { return &caller{t, c.server, c.token, c.agent} }

// call sends a request and returns the status and the body of the answer.
func (c *caller) call(method, path, body string) (int, string) {
	c.t.Helper()
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.server.URL+"/api/v9"+path, reader)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", c.token)
	req.Header.Set("User-Agent", c.agent)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return resp.StatusCode, string(answer)
}

// A rule is a body that is refused, with the code that Discord gives, and its
// nearest neighbour that is accepted.
type rule struct {
	refused  string
	code     string
	accepted string
}

// check sends both and looks for the code in the refusal.
func (c *caller) check(method, path string, r rule) {
	c.t.Helper()
	if status, answer := c.call(method, path, r.refused); status != http.StatusBadRequest || !strings.Contains(answer, r.code) {
		c.t.Errorf("%s\nis answered with %d %s\nwant a refusal with %s", r.refused, status, answer, r.code)
	}
	if status, answer := c.call(method, path, r.accepted); status != http.StatusOK && status != http.StatusNoContent {
		c.t.Errorf("%s\nis refused with %d %s", r.accepted, status, answer)
	}
}

func repeat(n int, f func(n int) string) string {
	var list []string
	for i := range n {
		list = append(list, f(i))
	}
	return strings.Join(list, ",")
}

// message is the body of a message of Components V2.
func message(components string) string {
	return `{"flags":32768,"allowed_mentions":{"parse":[]},"components":[` + components + `]}`
}

func text(n int) string { return fmt.Sprintf(`{"type":10,"content":%q}`, strings.Repeat("a", n)) }

func button(id, label string) string {
	return fmt.Sprintf(`{"type":2,"style":2,"custom_id":%q,"label":%q}`, id, label)
}

func buttons(n int) string {
	return repeat(n, func(i int) string { return button(fmt.Sprint("b", i), "x") })
}

func row(inside string) string { return `{"type":1,"components":[` + inside + `]}` }

func container(inside string) string { return `{"type":17,"components":[` + inside + `]}` }

func menu(options string) string {
	return row(`{"type":3,"custom_id":"m","options":[` + options + `]}`)
}

func option(n int) string { return fmt.Sprintf(`{"label":"l%d","value":"v%d"}`, n, n) }

func long(n int) string { return strings.Repeat("x", n) }

// messageRules are those of every message.
var messageRules = map[string]rule{
	"empty":                      {`{"allowed_mentions":{"parse":[]}}`, "50006", message(text(1))},
	"empty of components":        {message(""), "50006", message(text(1))},
	"no allowed_mentions":        {`{"flags":32768,"components":[` + text(1) + `]}`, "allowed_mentions", message(text(1))},
	"the flag is missing":        {`{"allowed_mentions":{"parse":[]},"components":[` + text(1) + `]}`, "IS_COMPONENTS_V2", message(text(1))},
	"the flag is missing deep":   {`{"allowed_mentions":{"parse":[]},"components":[` + container(text(1)) + `]}`, "IS_COMPONENTS_V2", `{"content":"x","allowed_mentions":{"parse":[]},"components":[` + row(buttons(1)) + `]}`},
	"content beside V2":          {`{"content":"x",` + message(text(1))[1:], "LEGACY_FIELDS", `{"content":"",` + message(text(1))[1:]},
	"embeds beside V2":           {`{"embeds":[{"title":"x"}],` + message(text(1))[1:], "LEGACY_FIELDS", `{"embeds":[],` + message(text(1))[1:]},
	"content too long":           {`{"content":"` + long(2001) + `","allowed_mentions":{"parse":[]}}`, "content", `{"content":"` + long(2000) + `","allowed_mentions":{"parse":[]}}`},
	"41 components":              {message(container(repeat(40, func(int) string { return text(1) }))), "MAX_TOTAL_COMPONENTS", message(container(repeat(39, func(int) string { return text(1) })))},
	"41 components, some deeper": {message(repeat(3, func(n int) string { return container(repeat(12, func(int) string { return text(1) })) }) + "," + text(1) + "," + text(1)), "MAX_TOTAL_COMPONENTS", message(repeat(3, func(n int) string { return container(repeat(12, func(int) string { return text(1) })) }) + "," + text(1))},
	"4001 characters":            {message(text(2000) + "," + container(text(2001))), "DISPLAYABLE_TEXT_SIZE", message(text(2000) + "," + container(text(2000)))},
	"4001 in units of UTF-16":    {message(`{"type":10,"content":"` + strings.Repeat("😀", 1500) + `"},` + text(1001)), "DISPLAYABLE_TEXT_SIZE", message(`{"type":10,"content":"` + strings.Repeat("😀", 1500) + `"},` + text(1000))},
	"a text without text":        {message(`{"type":10,"content":" "}`), "BASE_TYPE_REQUIRED", message(text(1))},
	"the same custom_id twice":   {message(row(button("a", "x")) + "," + row(button("a", "y"))), "CUSTOM_ID_DUPLICATED", message(row(button("a", "x")) + "," + row(button("b", "y")))},
	"a custom_id of 101":         {message(row(button(long(101), "x"))), "custom_id", message(row(button(long(100), "x")))},
	"a custom_id of none":        {message(row(button("", "x"))), "custom_id", message(row(button("a", "x")))},
	"no custom_id":               {message(row(`{"type":2,"style":1,"label":"x"}`)), "BUTTON_COMPONENT_INVALID", message(row(button("a", "x")))},
	"a label of 81":              {message(row(button("a", long(81)))), "label", message(row(button("a", long(80))))},
	"no label":                   {message(row(button("a", ""))), "BUTTON_COMPONENT_INVALID", message(row(`{"type":2,"style":2,"custom_id":"a","emoji":{"name":"🎲"}}`))},
	"a link with a custom_id":    {message(row(`{"type":2,"style":5,"custom_id":"a","url":"https://example.org","label":"x"}`)), "BUTTON_COMPONENT_INVALID", message(row(`{"type":2,"style":5,"url":"https://example.org","label":"x"}`))},
	"a link elsewhere":           {message(row(`{"type":2,"style":5,"url":"file:///etc/passwd","label":"x"}`)), "SCHEME", message(row(`{"type":2,"style":5,"url":"http://example.org","label":"x"}`))},
	"6 buttons in a row":         {message(row(buttons(6))), "components", message(row(buttons(5)))},
	"an empty row":               {message(row("")), "components", message(row(buttons(1)))},
	"a menu beside a button":     {message(strings.TrimSuffix(menu(option(1)), "]}") + "," + button("b", "x") + "]}"), "components", message(menu(option(1)) + "," + row(button("b", "x")))},
	"26 options":                 {message(menu(repeat(26, option))), "options", message(menu(repeat(25, option)))},
	"no options":                 {message(menu("")), "options", message(menu(option(1)))},
	"an option's label of 101":   {message(menu(`{"label":"` + long(101) + `","value":"v"}`)), "label", message(menu(`{"label":"` + long(100) + `","value":"v"}`))},
	"an option's value of 101":   {message(menu(`{"label":"l","value":"` + long(101) + `"}`)), "value", message(menu(`{"label":"l","value":"` + long(100) + `"}`))},
	"an option's description":    {message(menu(`{"label":"l","value":"v","description":"` + long(101) + `"}`)), "description", message(menu(`{"label":"l","value":"v","description":"` + long(100) + `"}`))},
	"the same option twice":      {message(menu(option(1) + "," + option(1))), "VALUE_DUPLICATED", message(menu(option(1) + "," + option(2)))},
	"six rows without V2":        {`{"content":"x","allowed_mentions":{"parse":[]},"components":[` + repeat(6, func(n int) string { return row(button(fmt.Sprint(n), "x")) }) + `]}`, "components", `{"content":"x","allowed_mentions":{"parse":[]},"components":[` + repeat(5, func(n int) string { return row(button(fmt.Sprint(n), "x")) }) + `]}`},
}

func TestMessageRules(t *testing.T) {
	c := newCaller(t)
	for name, r := range messageRules {
		t.Run(name, func(t *testing.T) {
			c := c.in(t)
			c.check("POST", "/channels/"+discordtest.DefaultChannel+"/messages", r)
		})
	}
}

// The same rules hold for answers to interactions and for their edits.
func TestMessageRulesOfAnswers(t *testing.T) {
	c := newCaller(t)
	for name, r := range messageRules {
		t.Run(name, func(t *testing.T) {
			c := c.in(t)
			x := c.server.Send(discordtest.Command("quote"))
			answer := func(body string) string { return `{"type":4,"data":` + body + `}` }
			c.check("POST", "/interactions/"+x.ID+"/"+x.Token+"/callback", rule{answer(r.refused), r.code, answer(r.accepted)})
			if r.code != "50006" { // an edit may leave everything as it is
				c.check("PATCH", "/webhooks/"+discordtest.ApplicationID+"/"+x.Token+"/messages/@original", r)
			}
		})
	}
}

func TestPostRules(t *testing.T) {
	c := newCaller(t)
	path := "/channels/" + discordtest.DefaultChannel + "/messages"
	c.check("POST", path, rule{
		`{"nonce":"` + long(26) + `",` + message(text(1))[1:], "nonce",
		`{"nonce":"` + long(25) + `",` + message(text(1))[1:],
	})
	c.check("POST", path, rule{`{"allowed_mentions":{"parse":[]},"flags":32832,"components":[` + text(1) + `]}`, "INVALID_FLAGS", message(text(1))})
	c.check("POST", path, rule{`not JSON`, "50109", message(text(1))})
	if len(c.server.Refused()) != 3 {
		t.Errorf("%d refused requests are kept, want 3", len(c.server.Refused()))
	}
}

func command(fields string) string { return `[{"name":"quote","description":"d",` + fields + `}]` }

func opt(name, fields string) string {
	return fmt.Sprintf(`{"type":3,"name":%q,"description":"d"%s}`, name, fields)
}

func opts(list ...string) string { return command(`"options":[` + strings.Join(list, ",") + `]`) }

func sub(kind int, name, inside string) string {
	return fmt.Sprintf(`{"type":%d,"name":%q,"description":"d","options":[%s]}`, kind, name, inside)
}

func choice(n int) string { return fmt.Sprintf(`{"name":"n%d","value":"v%d"}`, n, n) }

func TestCommandRules(t *testing.T) {
	named := func(name string) string { return fmt.Sprintf(`[{"name":%q,"description":"d"}]`, name) }
	described := func(d string) string { return fmt.Sprintf(`[{"name":"quote","description":%q}]`, d) }
	context := func(name, fields string) string { return fmt.Sprintf(`[{"type":3,"name":%q%s}]`, name, fields) }
	c := newCaller(t)
	for name, r := range map[string]rule{
		"no list":                     {`null`, "BASE_TYPE_REQUIRED", `[]`},
		"upper case":                  {named("Quote"), "INVALID_NAME", named("quote")},
		"a space":                     {named("my quote"), "INVALID_NAME", named("my-quote_2")},
		"other scripts":               {named("ЦИТАТА"), "INVALID_NAME", named("цитата")},
		"a name of 33":                {named(long(33)), "name", named(long(32))},
		"no name":                     {named(""), "name", named("q")},
		"punctuation":                 {named("quote!"), "INVALID_NAME", named("quote")},
		"no description":              {described(""), "description", described("d")},
		"a description of 101":        {described(long(101)), "description", described(long(100))},
		"the same name twice":         {`[{"name":"a","description":"d"},{"name":"a","description":"d"}]`, "DUPLICATE_NAME", `[{"name":"a","description":"d"},{"name":"a","type":3}]`},
		"101 commands":                {`[` + repeat(101, func(n int) string { return fmt.Sprintf(`{"name":"c%d","description":"d"}`, n) }) + `]`, "30032", `[` + repeat(100, func(n int) string { return fmt.Sprintf(`{"name":"c%d","description":"d"}`, n) }) + `]`},
		"a message command described": {context("Check quotation", `,"description":"d"`), "DESCRIPTION_NOT_ALLOWED", context("Check quotation", "")},
		"a message command's options": {context("Check quotation", `,"options":[`+opt("a", "")+`]`), "OPTIONS_NOT_ALLOWED", context("Check quotation", `,"options":[]`)},
		"a message command of 33":     {context(long(33), ""), "name", context(long(32), "")},
		"required after optional":     {opts(opt("a", ""), opt("b", `,"required":true`)), "OPTIONS_REQUIRED_INVALID", opts(opt("a", `,"required":true`), opt("b", ""))},
		"26 options":                  {opts(repeat(26, func(n int) string { return opt(fmt.Sprint("o", n), "") })), "options", opts(repeat(25, func(n int) string { return opt(fmt.Sprint("o", n), "") }))},
		"an option's name":            {opts(opt("Text", "")), "INVALID_NAME", opts(opt("text", ""))},
		"the same option twice":       {opts(opt("a", ""), opt("a", "")), "OPTIONS_NAME_INVALID", opts(opt("a", ""), opt("b", ""))},
		"26 choices":                  {opts(opt("a", `,"choices":[`+repeat(26, choice)+`]`)), "choices", opts(opt("a", `,"choices":[`+repeat(25, choice)+`]`))},
		"a choice's name of 101":      {opts(opt("a", `,"choices":[{"name":"`+long(101)+`","value":"v"}]`)), "name", opts(opt("a", `,"choices":[{"name":"`+long(100)+`","value":"v"}]`))},
		"a choice's value of 101":     {opts(opt("a", `,"choices":[{"name":"n","value":"`+long(101)+`"}]`)), "value", opts(opt("a", `,"choices":[{"name":"n","value":"`+long(100)+`"}]`))},
		"choices and autocomplete":    {opts(opt("a", `,"autocomplete":true,"choices":[`+choice(1)+`]`)), "AUTOCOMPLETE_INVALID", opts(opt("a", `,"autocomplete":true,"choices":[]`))},
		"a boolean that completes":    {opts(`{"type":5,"name":"a","description":"d","autocomplete":true}`), "AUTOCOMPLETE_INVALID", opts(`{"type":4,"name":"a","description":"d","autocomplete":true}`)},
		"subcommands among options":   {opts(sub(1, "a", ""), opt("b", "")), "OPTIONS_TYPE_INVALID", opts(sub(1, "a", opt("b", "")))},
		"a subcommand in another":     {opts(sub(1, "a", sub(1, "b", ""))), "type", opts(sub(2, "a", sub(1, "b", opt("c", ""))))},
		"a group in a group":          {opts(sub(2, "a", sub(2, "b", ""))), "type", opts(sub(2, "a", sub(1, "b", "")), sub(1, "c", ""))},
		"8001 characters": {
			opts(repeat(25, func(n int) string {
				return opt(fmt.Sprint("o", n), `,"choices":[`+repeat(2, func(m int) string { return fmt.Sprintf(`{"name":"%d%s","value":"%s"}`, m, long(99), long(100)) })+`]`)
			})), "TOO_LARGE",
			opts(repeat(25, func(n int) string {
				return opt(fmt.Sprint("o", n), `,"choices":[`+repeat(1, func(m int) string { return fmt.Sprintf(`{"name":"%d%s","value":"%s"}`, m, long(99), long(100)) })+`]`)
			})),
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := c.in(t)
			c.check("PUT", "/applications/"+discordtest.ApplicationID+"/commands", r)
		})
	}
	// Permissions are a string, whatever the document says.
	if status, answer := c.call("PUT", "/applications/"+discordtest.ApplicationID+"/commands", command(`"default_member_permissions":"32"`)); status != 200 {
		t.Errorf("permissions as a string: %d %s", status, answer)
	}
}

func TestAnswerRules(t *testing.T) {
	c := newCaller(t)
	choices := func(inside string) string { return `{"type":8,"data":{"choices":[` + inside + `]}}` }
	clicked := c.server.PostAs("99", discordtest.DefaultChannel, "x")
	said := `{"type":4,"data":` + message(text(1)) + `}`
	for name, test := range map[string]struct {
		to discordtest.Interaction
		rule
	}{
		"26 proposals":              {discordtest.Autocomplete("quote"), rule{choices(repeat(26, choice)), "choices", choices(repeat(25, choice))}},
		"a proposal's name of 101":  {discordtest.Autocomplete("quote"), rule{choices(`{"name":"` + long(101) + `","value":"v"}`), "name", choices(`{"name":"` + long(100) + `","value":"v"}`)}},
		"a proposal's value of 101": {discordtest.Autocomplete("quote"), rule{choices(`{"name":"n","value":"` + long(101) + `"}`), "value", choices(`{"name":"n","value":"` + long(100) + `"}`)}},
		"an empty name":             {discordtest.Autocomplete("quote"), rule{choices(`{"name":"","value":"v"}`), "name", choices(`{"name":"n","value":"v"}`)}},
		"no list of proposals":      {discordtest.Autocomplete("quote"), rule{`{"type":8,"data":{}}`, "choices", choices("")}},
		"a message for proposals":   {discordtest.Autocomplete("quote"), rule{said, "INTERACTION_TYPE_INVALID", choices("")}},
		"proposals for a command":   {discordtest.Command("quote"), rule{choices(""), "INTERACTION_TYPE_INVALID", said}},
		"an update of no message":   {discordtest.Command("quote"), rule{`{"type":7,"data":` + message(text(1)) + `}`, "INTERACTION_TYPE_INVALID", said}},
		"a deferral with V2":        {discordtest.Command("quote"), rule{`{"type":5,"data":{"flags":32832}}`, "INVALID_FLAGS", `{"type":5,"data":{"flags":64}}`}},
		"an update":                 {discordtest.Button(clicked, "a"), rule{`{"type":7,"data":` + message(text(4001)) + `}`, "components", `{"type":7,"data":` + message(text(4000)) + `}`}},
	} {
		t.Run(name, func(t *testing.T) {
			c := c.in(t)
			x := c.server.Send(test.to)
			c.check("POST", "/interactions/"+x.ID+"/"+x.Token+"/callback", test.rule)
		})
	}
}

// An interaction is answered once, within three seconds, and edited within
// fifteen minutes.
func TestTimes(t *testing.T) {
	now := time.Now()
	server, err := discordtest.New(discordtest.Options{OpenAPI: discordtest.OpenAPI(t), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	c := &caller{t: t, server: serve(t, server), token: "Bot " + discordtest.Token, agent: "DiscordBot (x, 1)"}
	said := `{"type":4,"data":` + message(text(1)) + `}`
	callback := func(x *discordtest.Exchange) string { return "/interactions/" + x.ID + "/" + x.Token + "/callback" }
	original := func(x *discordtest.Exchange) string {
		return "/webhooks/" + discordtest.ApplicationID + "/" + x.Token + "/messages/@original"
	}
	want := func(what, method, path, body string, status int, code string) {
		t.Helper()
		if s, answer := c.call(method, path, body); s != status || !strings.Contains(answer, code) {
			t.Errorf("%s: %d %s, want %d %s", what, s, answer, status, code)
		}
	}
	first, second := server.Send(discordtest.Command("a")), server.Send(discordtest.Command("b"))
	want("an edit before the answer", "PATCH", original(first), message(text(1)), 404, "10015")
	now = now.Add(discordtest.AnswerWithin)
	want("an answer", "POST", callback(first), said, 204, "")
	want("another one", "POST", callback(first), said, 400, "40060")
	now = now.Add(time.Millisecond)
	want("one too late", "POST", callback(second), said, 404, "10062")
	want("one to nothing", "POST", "/interactions/1/abc/callback", said, 404, "10062")
	now = now.Add(14 * time.Minute)
	want("an edit", "PATCH", original(first), message(text(2)), 200, "aa")
	want("an edit that is ephemeral", "PATCH", original(first), strings.Replace(message(text(2)), "32768", "32832", 1), 400, "INVALID_FLAGS")
	want("a look", "GET", original(first), "", 200, "aa")
	now = now.Add(time.Minute)
	want("an edit too late", "PATCH", original(first), message(text(1)), 401, "50027")

	post := `{"nonce":"n","enforce_nonce":true,` + message(text(1))[1:]
	path := "/channels/" + discordtest.DefaultChannel + "/messages"
	ids := map[string]bool{}
	for _, after := range []time.Duration{0, discordtest.NonceMemory, time.Millisecond} {
		now = now.Add(after)
		_, answer := c.call("POST", path, post)
		var m struct{ ID string }
		if err := json.Unmarshal([]byte(answer), &m); err != nil {
			t.Fatal(err)
		}
		ids[m.ID] = true
	}
	if len(ids) != 2 {
		t.Errorf("three posts with one nonce made %d messages, want 2", len(ids))
	}
	_, one := c.call("POST", path, strings.Replace(post, "true", "false", 1))
	_, two := c.call("POST", path, strings.Replace(post, "true", "false", 1))
	if one == two {
		t.Error("a nonce that is not enforced is")
	}
}

func TestRefusalsOfAnyRequest(t *testing.T) {
	c := newCaller(t)
	want := func(what string, status int, code string, method, path, body string) {
		t.Helper()
		if s, answer := c.call(method, path, body); s != status || !strings.Contains(answer, code) {
			t.Errorf("%s: %d %s, want %d %s", what, s, answer, status, code)
		}
	}
	messages := "/channels/" + discordtest.DefaultChannel + "/messages"
	want("a path that is none", 404, "404: Not Found", "GET", "/nothing", "")
	want("a method that is none", 404, "404: Not Found", "DELETE", "/gateway", "")
	want("a channel that is none", 404, "10003", "GET", "/channels/5", "")
	want("a guild that is none", 404, "10004", "GET", "/guilds/5", "")
	want("a member that is none", 404, "10007", "GET", "/guilds/"+discordtest.DefaultGuild+"/members/5", "")
	want("a message that is none", 404, "10008", "GET", messages+"/5", "")
	want("another's commands", 403, "20012", "GET", "/applications/5/commands", "")
	want("a page of 101", 400, "limit", "GET", messages+"?limit=101", "")
	want("a page of 100", 200, "[]", "GET", messages+"?limit=100", "")
	c.agent = "curl/8"
	want("an agent that is no bot", 403, "40333", "GET", "/gateway", "")
	c.agent = "DiscordBot (x, 1)"
	c.token = "Bot other"
	want("a wrong token", 401, "401: Unauthorized", "GET", messages, "")
	want("no token needed", 200, "ws://", "GET", "/gateway", "")
	c.token = "Bot " + discordtest.Token
	c.server.LimitGlobally(2)
	refused := 0
	for range 12 {
		if status, answer := c.call("GET", messages, ""); status == 429 {
			refused++
			var body struct {
				RetryAfter float64 `json:"retry_after"`
				Global     bool    `json:"global"`
			}
			if json.Unmarshal([]byte(answer), &body); !body.Global || body.RetryAfter <= 0 || body.RetryAfter > 1 {
				t.Errorf("over the global limit: %s", answer)
			}
		}
	}
	if refused == 0 {
		t.Error("twelve requests pass a limit of two a second")
	}
}

// Without Discord's document the server has its own rules all the same.
func TestWithoutDocument(t *testing.T) {
	server, err := discordtest.New(discordtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := &caller{t: t, server: serve(t, server), token: "Bot " + discordtest.Token, agent: "DiscordBot (x, 1)"}
	for _, r := range messageRules {
		c.check("POST", "/channels/"+discordtest.DefaultChannel+"/messages", r)
	}
	if _, err := discordtest.New(discordtest.Options{OpenAPI: "nowhere.json"}); err == nil {
		t.Error("a document that is not there is read")
	}
}

// What only the document knows is refused too.
func TestDocument(t *testing.T) {
	if discordtest.OpenAPI(t) == "" {
		t.Skip("RAPPORTEUR_TESTDATA is not set, and it has the document")
	}
	c := newCaller(t)
	for name, r := range map[string]rule{
		"a component that is none": {message(`{"type":99}`), "OPENAPI", message(text(1))},
		"an accent beyond colours": {message(`{"type":17,"accent_color":16777216,"components":[` + text(1) + `]}`), "OPENAPI", message(`{"type":17,"accent_color":16777215,"components":[` + text(1) + `]}`)},
		"mentions that are none":   {strings.Replace(message(text(1)), `"parse":[]`, `"parse":["all"]`, 1), "OPENAPI", strings.Replace(message(text(1)), `"parse":[]`, `"parse":["roles"]`, 1)},
		"flags as a text":          {strings.Replace(message(text(1)), `32768`, `"32768"`, 1), "OPENAPI", message(text(1))},
		"a container in another":   {message(container(container(text(1)))), "OPENAPI", message(container(text(1)))},
		"a button that is loose":   {message(button("a", "x")), "OPENAPI", message(row(button("a", "x")))},
	} {
		t.Run(name, func(t *testing.T) {
			c := c.in(t)
			c.check("POST", "/channels/"+discordtest.DefaultChannel+"/messages", r)
		})
	}
	if status, answer := c.call("GET", "/gateway", `{"x":1}`); status != http.StatusBadRequest || !bytes.Contains([]byte(answer), []byte("OPENAPI")) {
		t.Errorf("a body where none belongs: %d %s", status, answer)
	}
}
