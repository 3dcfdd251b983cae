package bot_test

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode"

	"rapporteur/bot"
	"rapporteur/bot/bottest"

	"golang.org/x/tools/go/packages"
)

// A source is the bot's own code, read with its types.
type source struct {
	keys  map[string]token.Position // constants of type bot.Key
	loose map[string]token.Position // constants of type bot.Markdown that have words
}

var scan = sync.OnceValues(func() (*source, error) {
	loaded, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedExportFile,
	}, "rapporteur/bot", "rapporteur/bot/commands", "rapporteur/bot/console", "rapporteur/bot/daily", "rapporteur/bot/game", "rapporteur/bot/store", "rapporteur/cmd/rapporteur")
	if err != nil {
		return nil, err
	}
	s := &source{keys: map[string]token.Position{}, loose: map[string]token.Position{}}
	for _, p := range loaded {
		for _, err := range p.Errors {
			return nil, err
		}
		for _, f := range p.Syntax {
			ast.Inspect(f, func(n ast.Node) bool { return s.constant(p, n) })
		}
	}
	return s, nil
})

// constant notes what a constant expression is, the whole of a sum of several.
func (s *source) constant(p *packages.Package, n ast.Node) bool {
	e, ok := n.(ast.Expr)
	if !ok {
		return true
	}
	v, ok := p.TypesInfo.Types[e]
	if !ok || v.Value == nil || v.Value.Kind() != constant.String {
		return true
	}
	named, ok := v.Type.(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "rapporteur/bot" {
		return true
	}
	text, at := constant.StringVal(v.Value), p.Fset.Position(e.Pos())
	switch named.Obj().Name() {
	case "Key":
		if text != "" {
			s.keys[text] = at
		}
	case "Markdown":
		if strings.ContainsFunc(text, unicode.IsLetter) {
			s.loose[text] = at
		}
	}
	return false
}

func scanned(t *testing.T) *source {
	t.Helper()
	s, err := scan()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestNothingOutsideTheCatalogue holds that no words of ours reach a reply but
// through the catalogue.
func TestNothingOutsideTheCatalogue(t *testing.T) {
	for text, at := range scanned(t).loose {
		t.Errorf("%s: %q is markdown with words; make it a Key and say it", at, text)
	}
}

var plurals = regexp.MustCompile(`%(?:\[\d\])?d (?:\w+ )?\w+s\b`)

// TestEveryMessage holds that the catalogue has every message in every
// language, in English where it counts something, and no message that is no
// longer said.
func TestEveryMessage(t *testing.T) {
	bottest.NeedsLanguages(t)
	keys := scanned(t).keys
	for _, l := range bot.Languages() {
		for key, at := range keys {
			if l.Knows(bot.Key(key)) || l.Code() == bot.English && !plurals.MatchString(key) {
				continue
			}
			t.Errorf("%s: %s lacks %q", at, l.Code(), key)
		}
	}
}
