package verify

import (
	"context"
	"slices"
	"strings"
	"sync"

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
	Pieces []Piece
	// Others are further places where the words of a verbatim quotation stand, some
	// mostWeighed at most.
	Others      []Piece
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

// Parts returns the whole sentences that the piece is of, less those that an ellipsis
// leaves out altogether.
func (p Piece) Parts() []corpus.Passage {
	var parts []corpus.Passage
	for i, w := range p.Words {
		around := p.Passage.Turn.Around(w)
		if n := len(parts) - 1; i > 0 && (around.Start <= parts[n].End || strings.TrimSpace(p.Passage.Turn.Text[parts[n].End:around.Start]) == "") {
			parts[n].End = max(parts[n].End, around.End)
			continue
		}
		parts = append(parts, around)
	}
	return parts
}

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
	titles  func() map[string][][]string // see titlesOf
}

// New returns a verifier for the library of an index. What it needs besides
// the index is made when it is first used.
func New(x *search.Index) *Verifier {
	return &Verifier{
		index:   x,
		lexicon: sync.OnceValue(func() *lexicon { return newLexicon(x.Library()) }),
		titles:  sync.OnceValue(func() map[string][][]string { return titlesOf(x.Library()) }),
	}
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
	if p, others, ok := v.place(ctx, q, c.Speaker); ok {
		v.verbatim(ctx, &f, q, p)
		for _, o := range others {
			f.Others = append(f.Others, o.piece(q))
		}
	} else {
		v.altered(ctx, &f, q)
	}
	v.judge(ctx, &f)
	return f
}

// judge notes how the words of a finding are meant where they stand, and whether
// the one who is named said them.
func (v *Verifier) judge(ctx context.Context, f *Finding) {
	if len(f.Pieces) > 0 {
		v.surround(f.Pieces[0]).notes(ctx, f)
	}
	f.Attribution = v.attribution(ctx, f.Speaker, f.Pieces)
	if f.Attribution != Right && namesSource(f.Speaker, f.Notes) {
		f.Attribution = NoAttribution
	}
	order(f.Notes)
	f.Notes = distinct(f.Notes)
}

// distinct returns notes, each once.
func distinct(notes []Note) []Note {
	var all []Note
	for _, n := range notes {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// holds reports whether a word stands in the library.
func (v *Verifier) holds(word string) bool { return v.lexicon().known(search.Fold(word)) }

// place returns where the quotation stands word for word, and the other places
// where it does. It is one where the words are said by the one who is named, if
// there is one, are whole sentences, and are the speaker's own; else the first.
func (v *Verifier) place(ctx context.Context, q quotation, speaker string) (best place, others []place, ok bool) {
	var all []place
	at, most := 0, -1
	for p := range v.places(q) {
		worth := 0
		if speaker != "" && v.attribution(ctx, speaker, []Piece{p.piece(q)}) == Right {
			worth += 4
		}
		if p.isWhole() {
			worth += 2
		} else if !v.borrowed(ctx, p.piece(q)) {
			worth++
		}
		if worth > most {
			at, most = len(all), worth
		}
		all = append(all, p)
		if len(all) >= mostWeighed && (speaker == "" || most >= 4) {
			break
		}
	}
	if len(all) == 0 {
		return place{}, nil, false
	}
	return all[at], slices.Delete(slices.Clone(all), at, at+1), true
}

// mostWeighed bounds the places of a quotation that are compared.
const mostWeighed = 40

// isWhole reports whether the words are one sentence, or several.
func (p place) isWhole() bool {
	s := p.span()
	if s.Start < 0 {
		return false
	}
	around := p.turn.Around(s)
	return search.Fold(around.Text()) == search.Fold(p.turn.Text[s.Start:s.End])
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
