package game

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapporteur/bot"
)

// An answer is what a user has chosen, and when.
type answer struct {
	User   string
	Choice int
	At     time.Time
}

// Answer keeps a user's answer to the nth question. The error is [bot.ErrLate]
// if the question is no longer open, [bot.ErrAbsent] if there is no such round,
// and [bot.ErrStale] if the user has answered it before.
func (e *Engine) Answer(ctx context.Context, round, user string, nth, choice int) error {
	r, err := e.Round(ctx, round)
	if err != nil {
		return err
	}
	if r.At != nth || r.Shown || r.Over() || time.Now().After(r.Due) {
		return bot.ErrLate
	}
	if choice < 0 || choice >= len(r.Asked[nth].Choices) {
		return fmt.Errorf("answer %d of %d choices", choice, len(r.Asked[nth].Choices))
	}
	body, err := json.Marshal(answer{user, choice, time.Now()})
	if err != nil {
		return err
	}
	return e.Store.SaveDocument(ctx, &bot.Document{
		Kind: answersTo(round, nth), ID: user, Guild: r.Guild, User: user,
		Expires: time.Now().Add(keptRound + bot.RoundMost), Body: body, // no earlier than the round
	})
}

// answersTo is the kind of the documents that are the answers to a question.
func answersTo(round string, nth int) string { return fmt.Sprintf("answer/%s/%d", round, nth) }

// answers returns the answers to a question, the first first.
func (e *Engine) answers(ctx context.Context, round string, nth int) ([]answer, error) {
	var all []answer
	for after := ""; ; {
		found, err := e.Store.Documents(ctx, bot.DocumentFilter{Kind: answersTo(round, nth)}, after, page)
		if err != nil {
			return nil, err
		}
		for _, d := range found {
			var a answer
			if err := json.Unmarshal(d.Body, &a); err != nil {
				return nil, fmt.Errorf("decode %s: %w", d.Kind, err) // the ID is a user's number
			}
			all = append(all, a)
			after = d.ID
		}
		if len(found) < page {
			break
		}
	}
	slices.SortStableFunc(all, func(a, b answer) int { return a.At.Compare(b.At) })
	return all, nil
}

// reveal fills in who knew the question that is shown.
func (e *Engine) reveal(ctx context.Context, r *bot.Round) error {
	answers, err := e.answers(ctx, r.ID, r.At)
	if err != nil {
		return err
	}
	q := &r.Asked[r.At]
	q.Answers, q.Knew, q.Others = len(answers), nil, 0
	for _, a := range answers {
		if a.Choice != q.Right {
			continue
		}
		s, err := e.Score(ctx, r.Guild, a.User)
		if err != nil {
			return err
		}
		if s.Listed {
			q.Knew = append(q.Knew, a.User)
		} else {
			q.Others++
		}
	}
	return nil
}

// mostCounted bounds the questions that a score remembers: some rounds' worth.
const mostCounted = 64

// count adds the answers to a question to the scores of those who want to be
// named, each once however often it is called. Nothing is kept of the others.
func (e *Engine) count(ctx context.Context, r bot.Round, nth int) error {
	answers, err := e.answers(ctx, r.ID, nth)
	if err != nil {
		return err
	}
	question := fmt.Sprintf("%s/%d", r.ID, nth)
	for _, a := range answers {
		err := e.changeScore(ctx, r.Guild, a.User, func(s *bot.Score) bool {
			if slices.Contains(s.Counted, question) {
				return false
			}
			s.Counted = append(s.Counted, question)
			s.Counted = s.Counted[max(0, len(s.Counted)-mostCounted):]
			s.Asked++
			if a.Choice == r.Asked[nth].Right {
				s.Right++
			}
			return s.Listed
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Score returns what is kept of a user in a server.
func (e *Engine) Score(ctx context.Context, guild, user string) (bot.Score, error) {
	s, _, err := e.score(ctx, guild, user)
	return s, err
}

func (e *Engine) score(ctx context.Context, guild, user string) (bot.Score, int, error) {
	s := bot.Score{User: user}
	d, err := e.Store.Document(ctx, kindScore, guild+"/"+user)
	if errors.Is(err, bot.ErrAbsent) {
		return s, 0, nil
	}
	if err == nil {
		err = json.Unmarshal(d.Body, &s)
	}
	return s, d.Version, err
}

// changeScore changes a score, and keeps it if change says so.
func (e *Engine) changeScore(ctx context.Context, guild, user string, change func(*bot.Score) bool) error {
	for {
		s, version, err := e.score(ctx, guild, user)
		if err != nil || !change(&s) {
			return err
		}
		body, err := json.Marshal(s)
		if err != nil {
			return err
		}
		err = e.Store.SaveDocument(ctx, &bot.Document{
			Kind: kindScore, ID: guild + "/" + user, Version: version, Guild: guild, User: user, Body: body,
		})
		if !errors.Is(err, bot.ErrStale) {
			return err
		}
	}
}

// List names a user in a server's scores from now on, or deletes their score.
func (e *Engine) List(ctx context.Context, guild, user string, listed bool) error {
	if !listed {
		return e.Store.RemoveDocument(ctx, kindScore, guild+"/"+user)
	}
	return e.changeScore(ctx, guild, user, func(s *bot.Score) bool { s.Listed = true; return true })
}

// Scores returns a server's scores, the best first: by how many were right,
// then by how few were asked.
func (e *Engine) Scores(ctx context.Context, guild string) ([]bot.Score, error) {
	var scores []bot.Score
	for after := ""; ; {
		found, err := e.Store.Documents(ctx, bot.DocumentFilter{Kind: kindScore, Guild: guild}, after, page)
		if err != nil {
			return nil, err
		}
		for _, d := range found {
			var s bot.Score
			if err := json.Unmarshal(d.Body, &s); err != nil {
				return nil, fmt.Errorf("decode %s: %w", d.Kind, err)
			}
			if s.Listed && s.Asked > 0 {
				scores = append(scores, s)
			}
			after = d.ID
		}
		if len(found) < page {
			break
		}
	}
	slices.SortStableFunc(scores, func(a, b bot.Score) int {
		return cmp.Or(cmp.Compare(b.Right, a.Right), cmp.Compare(a.Asked, b.Asked), cmp.Compare(a.User, b.User))
	})
	return scores, nil
}

// roundsOf returns the rounds that may name a user: those that they began, and
// those in which they answered.
func (e *Engine) roundsOf(ctx context.Context, user string) ([]string, error) {
	docs, err := e.Store.UserDocuments(ctx, user)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, d := range docs {
		id, answered := strings.CutPrefix(d.Kind, "answer/")
		switch {
		case answered:
			id, _, _ = strings.Cut(id, "/")
		case d.Kind == bot.KindRound:
			id = d.ID
		default:
			continue
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Parts returns the rounds that name a user.
func (e *Engine) Parts(ctx context.Context, user string) ([]bot.RoundPart, error) {
	ids, err := e.roundsOf(ctx, user)
	if err != nil {
		return nil, err
	}
	var parts []bot.RoundPart
	for _, id := range ids {
		r, err := e.Round(ctx, id)
		if errors.Is(err, bot.ErrAbsent) {
			continue
		}
		if err != nil {
			return nil, err
		}
		part := bot.RoundPart{Round: id, Guild: r.Guild, Host: r.Host == user}
		for i, q := range r.Asked {
			if slices.Contains(q.Knew, user) {
				part.Knew = append(part.Knew, i+1)
			}
		}
		if part.Host || len(part.Knew) > 0 {
			parts = append(parts, part)
		}
	}
	return parts, nil
}

// Forget takes a user's name out of all rounds.
func (e *Engine) Forget(ctx context.Context, user string) error {
	ids, err := e.roundsOf(ctx, user)
	if err != nil {
		return err
	}
	for i := 0; i < len(ids); {
		switch err := e.forgetIn(ctx, ids[i], user); {
		case errors.Is(err, bot.ErrStale): // it has gone on in the meantime
		case err != nil && !errors.Is(err, bot.ErrAbsent):
			return err
		default:
			i++
		}
	}
	return nil
}

func (e *Engine) forgetIn(ctx context.Context, id, user string) error {
	r, err := e.Round(ctx, id)
	if err != nil {
		return err
	}
	named := r.Host == user
	if named {
		r.Host = ""
	}
	for i := range r.Asked {
		q := &r.Asked[i]
		if at := slices.Index(q.Knew, user); at >= 0 {
			q.Knew, q.Others, named = slices.Delete(q.Knew, at, at+1), q.Others+1, true
		}
	}
	if !named {
		return nil
	}
	if err := e.save(ctx, &r); err != nil {
		return err
	}
	e.plan(r)
	return nil
}
