package library

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// Uploads returns what a server has brought, and what it removed, by ID.
func (s *Shelves) Uploads(ctx context.Context, guild string) ([]bot.Upload, error) {
	return s.store.Uploads(ctx, guild)
}

// Upload returns one with the content of its file and its sidecar, or
// [bot.ErrAbsent].
func (s *Shelves) Upload(ctx context.Context, guild, id string) (u bot.Upload, file, sidecar []byte, err error) {
	all, err := s.store.Uploads(ctx, guild)
	if err != nil {
		return u, nil, nil, err
	}
	at := slices.IndexFunc(all, func(u bot.Upload) bool { return u.ID == id && u.Removed.IsZero() })
	if at < 0 {
		return u, nil, nil, bot.ErrAbsent
	}
	u = all[at]
	if file, err = s.store.Content(ctx, u.Sum); err == nil && u.Sidecar != "" {
		sidecar, err = s.store.Content(ctx, u.Sidecar)
	}
	return u, file, sidecar, err
}

// Save saves an upload, as [bot.Uploads] says.
func (s *Shelves) Save(ctx context.Context, u *bot.Upload, file, sidecar []byte) error {
	if u.Version > 0 {
		return s.store.SaveUpload(ctx, u, file, sidecar, s.quota)
	}
	// Somebody else may take the ID in the moment between.
	const tries = 5
	for try := 1; ; try++ {
		uploads, err := s.store.Uploads(ctx, u.Guild)
		if err != nil {
			return err
		}
		u.ID = s.freeID(u.File, uploads)
		err = s.store.SaveUpload(ctx, u, file, sidecar, s.quota)
		if !errors.Is(err, bot.ErrStale) || try == tries {
			return err
		}
	}
}

// longestID bounds an ID, in bytes, so that a reference fits wherever it must.
const longestID = 60

// freeID returns the ID of a record that is added: that of its file's name, with
// a number where that is one of the bot's own records or was used before.
func (s *Shelves) freeID(file string, uploads []bot.Upload) string {
	s.mu.Lock()
	base := s.base.Library()
	s.mu.Unlock()
	name := path.Base(norm.NFC.String(file))
	slug := corpus.Slug(strings.TrimSuffix(name, path.Ext(name)))
	for len(slug) > longestID {
		at := strings.LastIndexByte(slug, '-')
		if at <= 0 || at > longestID {
			at = len(slug) - 1
			for at > 0 && slug[at]&0xc0 == 0x80 { // within a letter
				at--
			}
		}
		slug = slug[:at]
	}
	if slug == "" {
		slug = "record"
	}
	for n := 1; ; n++ {
		id := slug
		if n > 1 {
			id = fmt.Sprintf("%s-%d", slug, n)
		}
		if base.Record(id) == nil && !slices.ContainsFunc(uploads, func(u bot.Upload) bool { return u.ID == id }) {
			return id
		}
	}
}

// Remove removes a record of a server's own, or is [bot.ErrAbsent].
func (s *Shelves) Remove(ctx context.Context, guild, id string) error {
	return s.store.RemoveUpload(ctx, guild, id)
}

// Hide hides one of the bot's own records in a server, or shows it again.
func (s *Shelves) Hide(ctx context.Context, guild, record string, hidden bool) error {
	for {
		g, err := s.store.Guild(ctx, guild)
		if err != nil {
			return err
		}
		if slices.Contains(g.Hidden, record) == hidden {
			return nil
		}
		if hidden {
			g.Hidden = append(g.Hidden, record)
		} else {
			g.Hidden = slices.DeleteFunc(g.Hidden, func(id string) bool { return id == record })
		}
		if err := s.store.SaveGuild(ctx, &g); !errors.Is(err, bot.ErrStale) {
			return err
		}
	}
}

// Quota is how much a server can bring.
func (s *Shelves) Quota() bot.Quota { return s.quota }

// sleep waits for a time, and reports whether ctx goes on.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
