package verify

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A Verdict says whether a quotation is true to the record.
type Verdict uint8

const (
	Absent   Verdict = iota // the record does not hold it
	Altered                 // it stands there in other words, or in several places
	Verbatim                // it stands there, word for word
)

// String returns "absent", "altered" or "verbatim".
func (v Verdict) String() string { return [...]string{"absent", "altered", "verbatim"}[v] }

// Attribution says whether a quotation is given to the one who said it.
type Attribution uint8

const (
	NoAttribution Attribution = iota // nobody is named, or not clearly
	Right
	Wrong
)

// String returns "none", "right" or "wrong".
func (a Attribution) String() string { return [...]string{"none", "right", "wrong"}[a] }

// A Claim is what a text gives for a quotation.
type Claim struct {
	Text    string // the words
	Speaker string // whom the text names, as it does; "" for nobody
	Line    int    // of the text, from 1
}

// A Finding is what the record has to say of a claim.
type Finding struct {
	Claim
	Verdict Verdict
	// Pieces are where the words stand: one, or several of a quotation that is
	// stitched together; none if it is absent.
	Pieces      []Piece
	Attribution Attribution
	Diff        []Change // nil unless the quotation is altered
	Notes       []Note   // what turns the sense comes first
	// Nearest is the line that comes nearest to what is absent; its Turn is nil
	// if there is none.
	Nearest search.Hit
}

// True reports whether the quotation is word for word what the record has, and
// not given to somebody who did not say it.
func (f Finding) True() bool { return f.Verdict == Verbatim && f.Attribution != Wrong }

// A Piece is a part of a quotation, and where it stands.
type Piece struct {
	Passage corpus.Passage // exactly the words, from the first to the last
	Words   []corpus.Span  // those that the quotation has, as offsets into the turn's text
	Text    string         // the part of the quotation
}

// Whole returns the whole sentences that the piece is of.
func (p Piece) Whole() corpus.Passage { return p.Passage.Turn.Around(p.Passage.Span) }

// Speaker returns the name of who said the words of the piece: the recorder,
// "" if unknown, for what the recorder wrote.
func (p Piece) Speaker() string {
	if p.Recorder() {
		return p.Passage.Turn.Record.Recorder
	}
	return p.Passage.Turn.SpeakerName()
}

// Recorder reports whether the words are the recorder's: a narration, or an
// aside within a turn.
func (p Piece) Recorder() bool {
	if p.Passage.Turn.Kind == corpus.Narration {
		return true
	}
	return slices.ContainsFunc(p.Passage.Turn.Asides, func(a corpus.Span) bool {
		return a.Start <= p.Passage.Start && p.Passage.End <= a.End
	})
}

// A Verifier checks quotations against a library. It may be used from any
// number of goroutines.
type Verifier struct {
	index   *search.Index
	lexicon func() *lexicon
}

// New returns a verifier for the library of an index. What it needs besides
// the index is made when it is first used.
func New(x *search.Index) *Verifier {
	return &Verifier{x, sync.OnceValue(func() *lexicon { return newLexicon(x.Library()) })}
}

// Check says what the record has to say of a claim. The error is the
// context's, and there is no answer then.
func (v *Verifier) Check(ctx context.Context, c Claim) (Finding, error) {
	f := v.check(ctx, c)
	if err := ctx.Err(); err != nil {
		return Finding{}, err
	}
	return f, nil
}

func (v *Verifier) check(ctx context.Context, c Claim) Finding {
	f := Finding{Claim: c}
	q := read(c.Text, v.holds)
	if len(q.words) == 0 {
		return f
	}
	if p, ok := v.place(ctx, q, c.Speaker); ok {
		v.verbatim(ctx, &f, q, p)
	} else {
		v.altered(ctx, &f, q)
	}
	f.Attribution = v.attribution(ctx, c.Speaker, f.Pieces)
	order(f.Notes)
	f.Notes = slices.Compact(f.Notes)
	return f
}

// holds reports whether a word stands in the library.
func (v *Verifier) holds(word string) bool { return v.lexicon().known(search.Fold(word)) }

// place returns where the quotation stands word for word, said by the one who
// is named where that is so.
func (v *Verifier) place(ctx context.Context, q quotation, speaker string) (best place, ok bool) {
	for p := range v.places(q) {
		if !ok {
			best, ok = p, true
		}
		if speaker == "" {
			break
		}
		if v.attribution(ctx, speaker, []Piece{p.piece(q)}) == Right {
			return p, true
		}
	}
	return best, ok
}

func (p place) piece(q quotation) Piece {
	piece := Piece{Passage: corpus.Passage{Turn: p.turn, Span: p.span()}, Text: q.text}
	for _, j := range p.at {
		if j >= 0 {
			piece.Words = append(piece.Words, p.words[j].span)
		}
	}
	return piece
}

// verbatim finds that the quotation stands at p. It is altered all the same
// if its brackets or an ellipsis turn the sense.
func (v *Verifier) verbatim(ctx context.Context, f *Finding, q quotation, p place) {
	f.Verdict = Verbatim
	f.Pieces = []Piece{p.piece(q)}
	w := wordingOf(p.turn.Record.Language)
	l := v.lexicon()
	last := -1
	for i := range q.words {
		qw := &q.words[i]
		if qw.gap && last >= 0 && p.at[i] > last+1 {
			f.Notes = append(f.Notes, Note{Change: LeftOutByEllipsis})
			if omitted := p.words[last+1 : p.at[i]]; len(omitted) <= mostOmitted {
				v.replaced(f, nil, l.sideOf(p.turn.Text, omitted, w, true), negation)
			}
		}
		if p.at[i] >= 0 {
			last = p.at[i]
		}
		if qw.stub != "" && p.at[i] >= 0 && qw.fold != p.words[p.at[i]].fold {
			f.Notes = append(f.Notes, Note{Change: InBrackets})
			if added, ok := w.opposite(qw.fold, p.words[p.at[i]].fold); ok {
				note := Note{"negation", "left out", qw.fold, p.words[p.at[i]].fold}
				if added {
					note.Change = "added"
				}
				f.Verdict, f.Notes = Altered, append(f.Notes, note)
			}
		}
		if r, ok := p.replaced[qw.bracket]; ok && qw.bracket > 0 && (i == 0 || q.words[i-1].bracket != qw.bracket) {
			f.Notes = append(f.Notes, Note{Change: InBrackets})
			var mine []word
			for _, o := range q.words[i:] {
				if o.bracket != qw.bracket {
					break
				}
				mine = append(mine, o.word)
			}
			v.replaced(f, l.sideOf(q.text, mine, w, false), l.sideOf(p.turn.Text, p.words[r[0]:r[1]], w, true), negation, number)
			last = r[1] - 1
		}
	}
	if f.Verdict == Altered {
		v.altered(ctx, f, q)
	}
}

// replaced makes the finding an altered one if mine, which stands in place of
// theirs by the quotation's own word, turns the sense.
func (v *Verifier) replaced(f *Finding, mine, theirs *side, classes ...class) {
	var h hunk
	take := func(s *side) (units []*unit, text string) {
		if s == nil || len(s.words) == 0 {
			return nil, ""
		}
		for i := range s.units {
			if slices.Contains(classes, s.units[i].class) {
				units = append(units, &s.units[i])
			}
		}
		return units, s.text[s.words[0].span.Start:s.words[len(s.words)-1].span.End]
	}
	var text, was string
	h.q, text = take(mine)
	h.r, was = take(theirs)
	if notes := h.compare(text, was); len(notes) > 0 {
		f.Verdict = Altered
		f.Notes = append(f.Notes, notes...)
	}
}

// order puts first what turns the sense.
func order(notes []Note) {
	rank := func(n Note) int {
		i := slices.IndexFunc(classNames, func(c struct {
			class
			name string
		}) bool {
			return c.name == n.Class
		})
		if i < 0 {
			return len(classNames)
		}
		return i
	}
	slices.SortStableFunc(notes, func(a, b Note) int { return cmp.Compare(rank(a), rank(b)) })
}

// attribution says whether the one who is named said all of the pieces. Who
// is not clearly named is not judged.
func (v *Verifier) attribution(ctx context.Context, speaker string, pieces []Piece) Attribution {
	if speaker == "" || len(pieces) == 0 {
		return NoAttribution
	}
	for _, p := range pieces {
		if a := v.said(ctx, speaker, p); a != Right {
			return a
		}
	}
	return Right
}

// unlike is the score of a name under which it is another's.
const unlike = 0.6

// said says whether the one who is named said a piece. A name is first looked
// for in the record where the words stand.
func (v *Verifier) said(ctx context.Context, speaker string, p Piece) Attribution {
	r := p.Passage.Turn.Record
	if p.Recorder() {
		if namesRecorder(speaker, r.Recorder) {
			return Right
		}
	}
	people, sure, _ := v.index.Speakers(ctx, speaker, r)
	switch {
	case sure && !p.Recorder() && people[0].Person == v.index.Library().Person(p.Passage.Turn):
		return Right
	case sure:
		return Wrong
	case len(people) > 0 && people[0].Score >= unlike, !comparable(speaker, p.Passage.Turn.SpeakerName()):
		return NoAttribution
	}
	return Wrong
}

// comparable reports whether two names are written in one script. Whether
// “Гевара” is E. Guevara cannot be seen, so neither is it said that he is not.
func comparable(a, b string) bool {
	for _, script := range []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Hebrew, unicode.Arabic, unicode.Devanagari, unicode.Han} {
		in := func(r rune) bool { return unicode.Is(script, r) }
		if strings.ContainsFunc(a, in) && strings.ContainsFunc(b, in) {
			return true
		}
	}
	return false
}

// namesRecorder reports whether somebody is called as the recorder is.
func namesRecorder(name, recorder string) bool {
	mine, theirs := strings.Fields(search.Fold(name)), strings.Fields(search.Fold(recorder))
	if len(mine) == 1 && mine[0] == "recorder" || len(mine) == 2 && mine[1] == "recorder" {
		return true
	}
	return len(mine) > 0 && len(theirs) > 0 && slices.Contains(mine, theirs[len(theirs)-1])
}
