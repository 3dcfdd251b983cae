package commands

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// A bookcase keeps quotations: everybody's own, and a list of each server's.
type bookcase struct{ documents bot.Documents }

const (
	kindSaved = "saved"       // a user's own
	kindClass = "saved/class" // a server's; nothing says who has added it
	kindRole  = "saved/role"  // who may add to a server's
)

// mostSaved is how many quotations a list can hold.
const mostSaved = 500

// maxNote bounds a note, in units.
const maxNote = 300

// A saved is a quotation that is kept. Its words stay in the record.
type saved struct {
	Passage   string // token
	Record    string // ID
	Reference string // to name it if the record is gone
	Note      string
	At        time.Time

	id string // of its document
}

// listOf chooses the documents of a list.
func listOf(r *bot.Request, kind string) (bot.DocumentFilter, error) {
	if kind == kindClass {
		if r.Guild == "" {
			return bot.DocumentFilter{}, bot.Refuse("A class keeps its list in a server. Please use this command in one.")
		}
		return bot.DocumentFilter{Kind: kind, Guild: r.Guild}, nil
	}
	return bot.DocumentFilter{Kind: kind, User: r.User}, nil
}

// all returns what a list holds, in the order of the records.
func (s bookcase) all(ctx context.Context, r *bot.Request, kind string) ([]saved, error) {
	f, err := listOf(r, kind)
	if err != nil {
		return nil, err
	}
	docs, err := s.documents.Documents(ctx, f, "", mostSaved)
	if err != nil {
		return nil, err
	}
	var list []saved
	for _, d := range docs {
		var one saved
		if err := json.Unmarshal(d.Body, &one); err != nil {
			return nil, fmt.Errorf("decode %s: %w", d.Kind, err) // the ID has the user's number
		}
		one.id = d.ID
		list = append(list, one)
	}
	lib := r.Index.Library()
	order := make(map[string]int)
	for i, record := range lib.Records {
		order[record.ID] = i + 1
	}
	slices.SortStableFunc(list, func(a, b saved) int {
		if c := order[a.Record] - order[b.Record]; c != 0 {
			return c
		}
		p, _ := bot.PassageOf(lib, a.Passage)
		q, _ := bot.PassageOf(lib, b.Passage)
		if p.Turn == nil || q.Turn == nil {
			return strings.Compare(a.Reference, b.Reference)
		}
		if c := p.Turn.Index() - q.Turn.Index(); c != 0 {
			return c
		}
		return p.Start - q.Start
	})
	return list, nil
}

// idOf returns the ID of a passage's document in a list.
func idOf(r *bot.Request, kind, token string) string {
	if kind == kindClass {
		return r.Guild + "/" + token
	}
	return r.User + "/" + token
}

// keep adds the passage of a button to a list. Adding it again changes nothing.
func (s bookcase) keep(ctx context.Context, r *bot.Request, kind string) (corpus.Passage, error) {
	token := r.Field("passage")
	p, ok := bot.PassageOf(r.Index.Library(), token)
	switch {
	case !ok:
		return p, bot.Refuse(bot.OldButton)
	case p.Turn == nil:
		return p, bot.Refuse(bot.GoneTurn)
	}
	f, err := listOf(r, kind)
	if err != nil {
		return p, err
	}
	docs, err := s.documents.Documents(ctx, f, "", mostSaved)
	if err != nil {
		return p, err
	}
	if len(docs) == mostSaved {
		return p, bot.Refuse("This list is full: it holds %d quotations. `/saved remove` makes room.", mostSaved)
	}
	token = bot.PassageToken(p)
	body, err := json.Marshal(saved{Passage: token, Record: p.Turn.Record.ID, Reference: p.Turn.Reference().String(), At: time.Now().UTC()})
	if err != nil {
		return p, err
	}
	err = s.documents.SaveDocument(ctx, &bot.Document{Kind: kind, ID: idOf(r, kind, token), Guild: f.Guild, User: f.User, Body: body})
	if errors.Is(err, bot.ErrStale) {
		err = nil // it is there
	}
	return p, err
}

// mayAdd reports whether the user may change the server's list.
func (s bookcase) mayAdd(ctx context.Context, r *bot.Request) (bool, error) {
	if r.Guild == "" || r.Manages {
		return r.Guild != "", nil
	}
	d, err := s.documents.Document(ctx, kindRole, r.Guild)
	if errors.Is(err, bot.ErrAbsent) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var role string
	if err := json.Unmarshal(d.Body, &role); err != nil {
		return false, fmt.Errorf("decode the role of %s: %w", r.Guild, err)
	}
	return role == r.Guild || slices.Contains(r.Roles, role), nil // @everyone has the server's ID
}

// chosenSaved returns what of a list an option names.
func (s bookcase) chosenSaved(ctx context.Context, r *bot.Request, kind string) (saved, error) {
	list, err := s.all(ctx, r, kind)
	if err != nil {
		return saved{}, err
	}
	for _, one := range list {
		if typed := r.Options["quotation"]; one.Passage == typed || strings.EqualFold(one.Reference, typed) {
			return one, nil
		}
	}
	return saved{}, bot.Refuse("No such quotation is in the list. Please choose one of those that are proposed while you type, or type a reference such as `mikoyan-1962-11-18:31`.")
}
