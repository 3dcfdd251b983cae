package texts

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// A telling says how likely what stands without a label below a speech is told
// by the recorder. Who speaks says I and you, asks and calls out, about as often
// below a label as further down. If what has no label does so seldom, much of it
// is the recorder's; a sentence's own words say more.
type telling struct {
	tongue  *tongue
	bullet  string  // what labels stand behind, where the text is a list of speeches
	prior   float64 // log-odds of a paragraph without a label being told, before its words are read
	silence float64 // what it adds that one has no sign of speech
}

// Log-odds and what they are compared with.
const (
	seldom   = -4.0 // what stands under long speeches is theirs
	signed   = -4.0 // it has a sign of speech
	begun    = -2.5 // it begins with a small letter or goes on with what was said
	formula  = 4.0  // it is what minutes are written with
	acts     = 3.0  // it begins with somebody known who does something
	theyAct  = 1.5  // it begins with "they" or the like, who do something
	chairs   = -3.0 // it gives somebody the floor
	slanted  = 2.0  // all of it is in italics
	item     = 3.0  // it is an item of a list whose other items begin with labels
	remarked = 5.0  // all of it stands in brackets
	doubtful = -0.4 // above it is doubted
	told     = 2.5  // above it, and with words that say so, it is told
)

// maxTold is the longest paragraph, in bytes, that is looked at.
const maxTold = 600

// tellings counts signs of speech below labels and elsewhere.
func (p *parse) tellings(lined bool) telling {
	const (
		enough = 2000 // paragraphs
		few    = 1.2  // further paragraphs to a label, above which they are what speeches are made of
		mostly = 0.95 // of the paragraphs with a label that can be known to have a sign
	)
	t := telling{prior: seldom, tongue: tongueOf(p.s, p.cues[0].line), bullet: p.bullet()}
	if p.columns || p.hearing {
		return t
	}
	said, signs := 0.0, 0.0
	more, moreSigns := 0.0, 0.0
	next := 0
	for i := p.cues[0].line; i < len(p.s.Lines) && said+more < enough; i++ {
		cued := false
		for next < len(p.cues) && p.cues[next].line <= i {
			cued, next = true, next+1
		}
		text := p.s.At(i)
		switch {
		case cued && p.cues[next-1].label.Rest != "":
			said++
			signs += t.sign(p.cues[next-1].label.Rest)
		case cued:
			if i+1 < len(p.s.Lines) && (next == len(p.cues) || p.cues[next].line > i+1) {
				said++
				i++
				signs += t.sign(p.s.At(i))
			}
		case p.stands(i, lined, t.bullet):
			more++
			moreSigns += t.sign(text)
		}
	}
	if said == 0 {
		return t
	}
	rate := min(mostly, max(signs/said, 0.05))
	t.silence = -math.Log(1 - rate)
	share := shareTold(int(more), int(moreSigns), rate)
	if more <= few*said {
		t.prior = math.Log(share / (1 - share))
	}
	return t
}

// shareTold returns which share of n paragraphs without a label is likely told,
// of which some have signs of speech, as often as rate says if they are spoken:
// the mean of what it can be, a small one being twice as likely beforehand as
// one in the middle.
func shareTold(n, signs int, rate float64) float64 {
	const steps = 50
	all, mean := 0.0, 0.0
	for k := range steps {
		share := (float64(k) + 0.5) / steps
		sign := (1 - share) * rate
		weight := (1 - share) * math.Exp(float64(signs)*math.Log(sign/rate)+float64(n-signs)*math.Log((1-sign)/(1-rate*0.5)))
		all += weight
		mean += weight * share
	}
	return mean / all
}

// bullet returns what stands before nearly all labels, as "- " does before the
// items of a list; "" if nothing does.
func (p *parse) bullet() string {
	const nearly = 0.9
	count := make(map[string]int)
	for _, q := range p.cues {
		if text := p.s.At(q.line); q.at == 0 {
			count[bulletOf(text)]++
		}
	}
	for _, b := range bullets {
		if float64(count[b]) >= nearly*float64(len(p.cues)) {
			return b
		}
	}
	return ""
}

var bullets = []string{"- ", "* ", "• ", "– ", "+ "}

func bulletOf(text string) string {
	for _, b := range bullets {
		if strings.HasPrefix(text, b) {
			return b
		}
	}
	return ""
}

// stands reports whether line i begins something that the label above may not
// be meant for: a paragraph, or where turns are a line each, a line after the
// end of a sentence, or where they are items of a list, an item.
func (p *parse) stands(i int, lined bool, bullet string) bool {
	text := p.s.At(i)
	if bullet != "" && strings.HasPrefix(text, bullet) && p.s.Lines[i].Indent <= p.s.Lines[p.cues[0].line].Indent {
		return true
	}
	if p.s.Lines[i].Gap <= page.Turned && !(lined && page.EndsSentence(p.s.At(i-1))) {
		return false
	}
	return !isDirection(p.s, i, i+1) && !label.IsScene(text) && !((text[0] == '[' || text[0] == '(') && page.Closing(text, 0) < 0)
}

// sign returns 1 if text has a sign that somebody speaks in it, else 0.
func (t *telling) sign(text string) float64 {
	if calls(text) || t.tongue.says(text, t.tongue.speaking) {
		return 1
	}
	return 0
}

// A weighed is a paragraph whose odds are known. It is asked for them several times
// on the way past it.
type weighed struct {
	from, end int // its lines
	odds      float64
	words     bool
}

// odds returns the log-odds of the paragraph from line i to line end being told,
// and whether its own words say so.
func (r *reader) odds(i, end int) (odds float64, words bool) {
	w := &r.weighed[i%len(r.weighed)]
	if w.from != i || w.end != end {
		odds, words = r.weigh(i, end)
		*w = weighed{i, end, odds, words}
	}
	return w.odds, w.words
}

func (r *reader) weigh(i, end int) (odds float64, words bool) {
	t := &r.telling
	if r.s.Lines[end-1].End-r.s.Lines[i].Start > maxTold {
		return seldom, false
	}
	text := r.s.Joined(i, end)
	odds = t.prior
	if t.sign(text) > 0 {
		odds += signed
	} else {
		odds += t.silence
	}
	first, _ := utf8.DecodeRuneInString(text)
	word, _, _ := strings.Cut(text, " ")
	if unicode.IsLower(first) || t.tongue.joins.Has(strings.ToLower(strings.Trim(word, ",."))) || label.IsCounter(strings.TrimRight(word, ":,.")) || isCall(text) || strings.ContainsAny(text[:1], `"'`) || strings.ContainsRune("“„«»‘‚", first) {
		odds += begun
	}
	if t.tongue.begins(t.tongue.floors, text) {
		odds += chairs
	}
	if t.bullet != "" && strings.HasPrefix(text, t.bullet) {
		if text, odds = text[len(t.bullet):], odds+item; text != "" && (text[0] == '(' || text[0] == '[') && page.Closing(text, 0) == len(text) {
			return odds + remarked, true
		}
	}
	if inner, ok := inItalics(text); ok {
		text, odds, words = inner, odds+slanted, true
	}
	found, ok := label.Colon(text)
	switch {
	case t.tongue.begins(t.tongue.formulas, text), ok && label.IsHeading(found.Name) && !label.IsCounter(found.Name) && !makesPoint(found) && (found.Alone || label.SentenceWords(found.Name) == 0):
		return odds + formula, true
	case t.tongue.persons.Has(strings.ToLower(word)):
		if second := secondWord(text); t.tongue.verbs.Has(second) || t.tongue.verbs.Has(strings.TrimSuffix(second, "s")) {
			return odds + theyAct, true
		}
	case r.actsIn(text):
		return odds + acts, true
	}
	return odds, words
}

// isCall reports whether a text is one or two names and a full stop: somebody is
// called by it.
func isCall(text string) bool {
	name, stop := strings.CutSuffix(text, ".")
	return stop && strings.Count(name, " ") < 2 && label.AllNameWords(name)
}

// secondWord returns the first word of text that is not the first, nor one for
// all of them: "They all run".
func secondWord(text string) string {
	for n, w := range strings.Fields(text) {
		if n > 0 && !stagePersons.Has(w) {
			return strings.Trim(w, ".,;")
		}
	}
	return ""
}

// actsIn reports whether a sentence begins with who does something in the third
// person: "The Chair asked for silence", "Mayor takes off his hat".
func (r *reader) actsIn(text string) bool {
	const longest = 5 // words of who does
	known := false
	n := 0
	for w := range strings.FieldsSeq(text) {
		bare := strings.Trim(w, "*_()[]")
		first, _ := utf8.DecodeRuneInString(bare)
		lower := strings.ToLower(strings.Trim(bare, "."))
		switch {
		case n == 0 && r.telling.tongue.articles.Has(lower):
		case unicode.IsUpper(first) && (r.isNamed(lower) || label.IsHonorific(bare) || label.IsTitle(lower) || label.HasRole(bare)):
			known = true
		case known && unicode.IsUpper(first) && label.IsNameWord(strings.TrimRight(bare, ".")):
		case unicode.IsLower(first) && n > 0 && (r.isNamed(lower) || label.IsTitle(lower)) && !known:
			known = true
		default:
			return known && unicode.IsLower(first) && r.telling.tongue.tells(strings.Trim(bare, ".,;"))
		}
		if strings.HasSuffix(w, ",") || strings.HasSuffix(w, ":") {
			return false
		}
		if n++; n > longest {
			return false
		}
	}
	return false
}

// A verdict says whose a paragraph without a label is.
type verdict uint8

const (
	theSpeakers verdict = iota
	doubted
	theRecorders
)

// whose judges the paragraph from line i to line end, which stands below a
// speech.
func (r *reader) whose(i, end int) verdict {
	if r.d.Speaking() == nil {
		return theSpeakers
	}
	return r.judge(i, end)
}

func (r *reader) judge(i, end int) verdict {
	if r.hearing || r.columns || r.state != speaking || !r.stands(i, r.lined, r.telling.bullet) {
		return theSpeakers
	}
	odds, words := r.odds(i, end)
	switch {
	case odds > told && words:
		return theRecorders
	case odds > doubtful, r.asking, r.s.At(i)[0] == '>' && r.telling.bullet == "", r.lined && r.mayName(i):
		return doubted
	}
	return theSpeakers
}

// mayName reports whether a line without a label begins with what could be one
// where nearly all lines have one.
func (r *reader) mayName(i int) bool {
	found, ok := label.Colon(r.s.At(i))
	return ok && found.Rest != "" && !label.IsCounter(found.Name) && float64(len(r.parse.cues)) >= hangColumn*float64(len(r.s.Lines)-r.parse.cues[0].line)
}
