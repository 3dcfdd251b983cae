package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"time"

	"rapporteur/corpus/transcript"
)

// pollInterval is how often the files are looked at. They are polled, not
// watched by the kernel, because that tells nothing on network file systems
// and of folders mounted into a container, where many transcripts live.
const pollInterval = 2 * time.Second

// A reloader keeps what is served up to date with the files.
type reloader struct {
	path    string                 // file or folder
	speaker string                 // who says all of the file, if it names nobody
	seen    transcript.Fingerprint // of path, before it was loaded
	served  *loaded
	swap    func(*loaded)
	saved   <-chan struct{} // delivers when a file was written that can be read at once; nil never does
	log     *slog.Logger
}

// run loads the files again when hangup or saved delivers and when they have
// changed and then stayed the same for an interval, until the context ends.
func (r *reloader) run(ctx context.Context, hangup <-chan os.Signal) {
	tick := time.NewTicker(pollInterval)
	defer tick.Stop()
	now := r.seen
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			now = fingerprint(r.path)
			r.served.reader = new(transcript.Reader) // who asks for it may know better than the files' times
		case <-r.saved:
			now = fingerprint(r.path)
		case <-tick.C:
			before := now
			now = fingerprint(r.path)
			if now == r.seen || now != before {
				continue
			}
		}
		r.seen = now
		r.reload()
	}
}

// reload loads the files and serves them, whole or not at all: if there is
// nothing to load, or if a file that is being served can no longer be read,
// what was loaded before stays.
func (r *reloader) reload() {
	began := time.Now()
	next, err := r.served.again(r.speaker, r.path)
	if err == nil {
		err = r.lost(next)
	}
	if err != nil {
		r.log.Error("records not reloaded, serving those from before", "error", err)
		return
	}
	r.swap(next)
	r.served = next
	next.logTo(r.log, "records reloaded", time.Since(began))
}

// lost returns why a file that is being served is refused now, nil if none
// is. A file that is gone was taken away on purpose.
func (r *reloader) lost(next *loaded) error {
	served := make(map[string]bool)
	for _, report := range r.served.reports {
		served[report.File] = report.Err == nil
	}
	for _, report := range next.reports {
		if report.Err != nil && served[report.File] {
			return report.Err
		}
	}
	return nil
}

// logTo logs what was loaded, and what was not.
func (l *loaded) logTo(log *slog.Logger, message string, took time.Duration) {
	library := l.index.Library()
	turns, narrations := count(library)
	refusals := l.refusals()
	for _, err := range refusals {
		log.Warn("file refused", "error", err)
	}
	for _, r := range l.doubtful() {
		log.Warn("file read with doubts", "file", r.File, "confidence", r.Confidence)
	}
	log.Info(message, "records", len(library.Records), "turns", turns, "narrations", narrations, "speakers", len(library.People), "refused", len(refusals), "took", took)
}

// warnings returns a log of what went wrong alone, for where a person works:
// that all goes well is not worth a line there.
func warnings(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// fingerprint returns what changes when the files at or below path do. Where
// they cannot be looked at it is zero, and loading them says why.
func fingerprint(path string) transcript.Fingerprint {
	f, _ := transcript.FingerprintOf(path)
	return f
}
