package game

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
		Expires: time.Now().Add(keptRound), Body: body,
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
				return nil, fmt.Errorf("decode answer %s: %w", d.ID, err)
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
				return nil, fmt.Errorf("decode score %s: %w", d.ID, err)
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
