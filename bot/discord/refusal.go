package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"rapporteur/bot"
)

// errToken is what a token that Discord does not know comes to.
var errToken = errors.New("the token is refused; make a new one at " +
	"https://discord.com/developers/applications (your application, Bot, Reset Token) and put it into DISCORD_TOKEN")

// refusal is the error that an answer of 300 or above stands for.
func refusal(status int, body []byte) *bot.RequestError {
	var said struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
		Errors  any    `json:"errors"`
	}
	e := &bot.RequestError{Status: status, Unknown: status >= 500}
	err := json.Unmarshal(body, &said)
	e.Code = said.Code
	switch {
	case err != nil || said.Message == "":
		// A page of Cloudflare's or of a proxy. Nothing in it helps a log, and
		// what it says of a token it does not know.
		e.Err = fmt.Errorf("%s, and %d bytes that are not Discord's", http.StatusText(status), len(body))
	case status == http.StatusUnauthorized && said.Code == 0:
		e.Err = errToken
	default:
		found := faults("", said.Errors, deepestFault)
		if more := len(found) - mostFaults; more > 0 {
			found = append(found[:mostFaults], fmt.Sprintf("and %d more", more))
		}
		e.Err = errors.New(clipped(strings.Join(append([]string{clipped(said.Message, 200)}, found...), "; "), 600))
	}
	return e
}

// What a log line tells of a body's faults: the first few show what is wrong, and
// Discord's tree of them has some twelve levels.
const (
	mostFaults   = 5
	deepestFault = 24
)

// clipped returns at most so many bytes of a text.
func clipped(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

// faults flattens the tree by which Discord says what is wrong with a body to
// lines such as "components.0.custom_id BASE_TYPE_BAD_LENGTH". The messages in
// it are left out: some repeat what was sent.
func faults(path string, tree any, levels int) []string {
	branches, _ := tree.(map[string]any)
	var lines []string
	for name, branch := range branches {
		if name != "_errors" && levels > 0 {
			lines = append(lines, faults(strings.TrimPrefix(path+"."+clipped(name, 40), "."), branch, levels-1)...)
			continue
		}
		leaves, _ := branch.([]any)
		for _, leaf := range leaves {
			fault, _ := leaf.(map[string]any)
			lines = append(lines, fmt.Sprintf("%s %v", path, fault["code"]))
		}
	}
	slices.Sort(lines)
	return lines
}

// Discord's codes for answers that come too late, twice, or too early.
const (
	codeUnknownInteraction  = 10062
	codeAlreadyAcknowledged = 40060
	codeUnknownWebhook      = 10015
)

// refusedWith reports whether Discord has refused a request with the code.
func refusedWith(err error, code int) bool {
	var e *bot.RequestError
	return errors.As(err, &e) && e.Code == code
}
