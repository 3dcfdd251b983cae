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
	file, sidecar, err = s.contents(ctx, u.Sum, u.Sidecar)
	return u, file, sidecar, err
}

// contents returns what a file and a sidecar hold; the sum "" is that of none.
func (s *Shelves) contents(ctx context.Context, sum, sidecarSum string) (file, sidecar []byte, err error) {
	if file, err = s.store.Content(ctx, sum); err == nil && sidecarSum != "" {
		sidecar, err = s.store.Content(ctx, sidecarSum)
	}
	return file, sidecar, err
}

// Save saves an upload, as [bot.Uploads] says.
func (s *Shelves) Save(ctx context.Context, u *bot.Upload, file, sidecar []byte) error {
	if u.Version > 0 {
		return s.store.SaveUpload(ctx, u, file, sidecar, s.quota)
	}
	return s.withFreeID(ctx, u.Guild, u.File, func(id string) error {
		u.ID = id
		return s.store.SaveUpload(ctx, u, file, sidecar, s.quota)
	})
}

// withFreeID adds a record under an ID that is free. Somebody else may take it
// in the moment between, and then the next is tried. If the same is free still,
// it is something else that is stale.
func (s *Shelves) withFreeID(ctx context.Context, guild, file string, add func(id string) error) error {
	tried := ""
	for {
		uploads, err := s.store.Uploads(ctx, guild)
		if err != nil {
			return err
		}
		id := s.freeID(file, uploads)
		if id == tried {
			return bot.ErrStale
		}
		if err := add(id); !errors.Is(err, bot.ErrStale) {
			return err
		}
		tried = id
	}
}

// SaveDraft saves a draft, as [bot.Uploads] says.
func (s *Shelves) SaveDraft(ctx context.Context, d *bot.Draft, file, sidecar []byte) error {
	return s.store.SaveDraft(ctx, d, file, sidecar)
}

// Draft returns a draft of a server with what it holds, or [bot.ErrAbsent].
func (s *Shelves) Draft(ctx context.Context, guild, id string) (d bot.Draft, file, sidecar []byte, err error) {
	if d, err = s.store.Draft(ctx, guild, id); err != nil {
		return d, nil, nil, err
	}
	file, sidecar, err = s.contents(ctx, d.Sum, d.Sidecar)
	return d, file, sidecar, err
}

// UseDraft makes an upload of a draft, as [bot.Uploads] says.
func (s *Shelves) UseDraft(ctx context.Context, d bot.Draft) (u bot.Upload, err error) {
	if d.Replaces != "" {
		return s.store.UseDraft(ctx, d, "", s.quota)
	}
	err = s.withFreeID(ctx, d.Guild, d.File, func(id string) (err error) {
		u, err = s.store.UseDraft(ctx, d, id, s.quota)
		return err
	})
	return u, err
}

// RemoveDraft removes a draft; what is not there is no error.
func (s *Shelves) RemoveDraft(ctx context.Context, guild, id string) error {
	return s.store.RemoveDraft(ctx, guild, id)
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
