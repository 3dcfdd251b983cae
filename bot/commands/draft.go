package commands

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"time"

	"rapporteur/bot"
	correction "rapporteur/corpus/transcript/proof"
)

const (
	draftFor   = 24 * time.Hour // how long a draft is kept
	mostUndone = 10             // corrections that can be taken back
)

// A draft is a record that somebody is adding or correcting. Nobody else sees
// it until it is used.
type draft struct {
	bot.Draft
	content []byte // of the file
	said    string // text of the sidecar
	notes
	doc bot.Document // of the notes
}

// kindNotes is of what belongs to a draft besides: of whose it is, by its ID.
const kindNotes = "records/draft"

// notes are what is kept beside a draft.
type notes struct {
	File   string
	Before []string // texts of the sidecar before the last corrections, the latest last
	// About is what the last reading says of the record, by setting: a form must
	// be shown before there is time to read.
	About map[string]string
}

// newDraft begins a draft of a file.
func newDraft(r *bot.Request, file string, content []byte) *draft {
	d := &draft{content: content}
	d.Draft = bot.Draft{Guild: r.Guild, User: r.User, File: file, Expires: time.Now().Add(draftFor)}
	return d
}

// name is what the file is called where it is read, after which the record gets
// its ID.
func (d *draft) name() string {
	if d.Replaces != "" {
		return d.Replaces + path.Ext(d.Draft.File)
	}
	return d.Draft.File
}

// sidecar returns the sidecar, nil for none.
func (d *draft) sidecar() []byte {
	if d.said == "" {
		return nil
	}
	return []byte(d.said)
}

// read takes what a reading says.
func (d *draft) read(result correction.Result) {
	d.said = string(result.Sidecar)
	d.Title, d.About = "", make(map[string]string)
	if result.Report.Err != nil {
		return
	}
	d.Title = result.Record().Title
	for _, f := range aboutFields {
		d.About[f.name] = correction.Value(result.Record(), f.name)
	}
}

// saveDraft saves a draft over the version that was read, or is [bot.ErrStale].
func (a archive) saveDraft(ctx context.Context, d *draft) error {
	var file []byte
	if d.Version == 0 {
		file = d.content
	}
	if err := a.uploads.SaveDraft(ctx, &d.Draft, file, d.sidecar()); err != nil {
		return err
	}
	d.notes.File = d.Draft.File
	body, err := json.Marshal(d.notes)
	if err != nil {
		return err
	}
	d.doc.Kind, d.doc.ID, d.doc.Body = kindNotes, d.ID, body
	d.doc.Guild, d.doc.User, d.doc.Expires = d.Guild, d.User, d.Expires
	err = a.documents.SaveDocument(ctx, &d.doc)
	if errors.Is(err, bot.ErrStale) {
		err = nil // the draft itself says whose save holds
	}
	return err
}

// draftGone is the same for a draft that is not there any more, was never there
// or is somebody else's.
const draftGone bot.Key = "This draft is no longer there: it was used or discarded, or a day has passed. `/records add` begins another one."

// findDraft returns a draft of the user's in this server.
func (a archive) findDraft(ctx context.Context, r *bot.Request, id string) (*draft, error) {
	if err := a.mayAdd(ctx, r); err != nil {
		return nil, err
	}
	kept, content, sidecar, err := a.uploads.Draft(ctx, r.Guild, id)
	if errors.Is(err, bot.ErrAbsent) || err == nil && kept.User != r.User {
		return nil, bot.Refuse(draftGone)
	}
	if err != nil {
		return nil, err
	}
	d := &draft{Draft: kept, content: content, said: string(sidecar)}
	doc, err := a.documents.Document(ctx, kindNotes, id)
	if errors.Is(err, bot.ErrAbsent) {
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	d.doc = doc
	d.notes, err = decodeNotes(doc)
	return d, err
}

func decodeNotes(doc bot.Document) (n notes, err error) {
	if err := json.Unmarshal(doc.Body, &n); err != nil {
		return n, fmt.Errorf("decode %s %s: %w", doc.Kind, doc.ID, err)
	}
	return n, nil
}

// dropDraft removes a draft.
func (a archive) dropDraft(ctx context.Context, d *draft) error {
	if err := a.uploads.RemoveDraft(ctx, d.Guild, d.ID); err != nil {
		return err
	}
	return a.documents.RemoveDocument(ctx, kindNotes, d.ID)
}

// look reads a draft as it is.
func (a archive) look(ctx context.Context, r *bot.Request, d *draft) (correction.Result, error) {
	return a.tried(ctx, r, func() (correction.Result, error) { return a.open.look(d, d.sidecar()), nil })
}

// corrected reads a draft with a correction.
func (a archive) corrected(ctx context.Context, r *bot.Request, d *draft, c correction.Correction) (correction.Result, error) {
	return a.tried(ctx, r, func() (correction.Result, error) {
		return correction.Again(d.name(), d.content, a.open.look(d, d.sidecar()), c)
	})
}

// How long a reading waits for its turn: others read, or somebody else of this
// server does.
const (
	readingTurn  = 20 * time.Second
	readingAgain = 200 * time.Millisecond
)

// tried reads under the bounds that files of strangers are read under.
func (a archive) tried(ctx context.Context, r *bot.Request, read func() (correction.Result, error)) (correction.Result, error) {
	type outcome struct {
		result correction.Result
		err    error
	}
	done := make(chan outcome, 1) // what is left behind writes where nobody looks
	for until := time.Now().Add(readingTurn); ; {
		err := a.uploads.Trial(ctx, r.Guild, func() {
			result, err := read()
			done <- outcome{result, err}
		})
		if err == nil {
			o := <-done
			return o.result, o.err
		}
		if !errors.Is(err, bot.ErrBusy) || time.Now().After(until) {
			return correction.Result{}, err
		}
		select {
		case <-ctx.Done():
			return correction.Result{}, ctx.Err()
		case <-time.After(readingAgain):
		}
	}
}
