package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"golang.org/x/text/unicode/norm"

	"rapporteur/corpus"
	"rapporteur/corpus/records"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

// A loaded is what was made of the transcripts.
type loaded struct {
	index   *search.Index
	reports []transcript.Report // of every file, also of those that were refused
	reader  *transcript.Reader  // that has read them
}

// load reads and indexes the transcripts at the given paths, files or
// folders; without one, the built-in record. Files that are refused do not
// keep the others from being loaded, unless there are no others.
func load(paths ...string) (*loaded, error) { return loadAs("", paths...) }

// loadAs does what load does with one file that is what speaker says, if it
// names nobody itself; "" is nobody.
func loadAs(speaker string, paths ...string) (*loaded, error) {
	return (&loaded{reader: new(transcript.Reader)}).again(speaker, paths...)
}

// again does what loadAs does, and takes over what has not changed since l was
// loaded.
func (l *loaded) again(speaker string, paths ...string) (*loaded, error) {
	before := l.index
	reports, err := readAs(l.reader, speaker, paths)
	if err != nil {
		return nil, err
	}
	l = &loaded{reports: reports, reader: l.reader}
	var all []*corpus.Record
	for _, r := range reports {
		all = append(all, r.Records...)
	}
	if err := namesakes(reports); err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no transcript can be read:\n%w", errors.Join(l.refusals()...))
	}
	library, err := corpus.NewLibrary(all)
	if err != nil {
		return nil, err
	}
	l.index = before.Anew(library)
	return l, nil
}

// read reads the files at the given paths; without one, the built-in record.
func read(paths []string) ([]transcript.Report, error) {
	return readWith(new(transcript.Reader), paths)
}

func readWith(reader *transcript.Reader, paths []string) ([]transcript.Report, error) {
	if len(paths) == 0 {
		return []transcript.Report{transcript.Read(transcript.Source{Name: records.Name, Data: records.Text, Sidecar: records.Sidecar})}, nil
	}
	var all []transcript.Report
	for _, path := range paths {
		reports, err := reader.ReadAll(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, misuse{fmt.Errorf("there is no file or folder %q to read transcripts from", path)}
		case errors.Is(err, transcript.ErrNoTranscripts):
			return nil, misuse{fmt.Errorf("the folder %q holds no file that could be a transcript", path)}
		case err != nil:
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		for i := range reports {
			reports[i].Err = plain(reports[i].Err)
		}
		all = append(all, reports...)
	}
	return all, nil
}

// readAs reads the files at the given paths; if a speaker is named, the one file
// there is, as what that speaker says.
func readAs(reader *transcript.Reader, speaker string, paths []string) ([]transcript.Report, error) {
	if speaker == "" {
		return readWith(reader, paths)
	}
	if len(paths) != 1 {
		return nil, misuse{errors.New("--speaker goes with one file, whose words are all this speaker's")}
	}
	report, err := transcript.ReadAs(paths[0], speaker)
	if err != nil {
		return nil, misuse{err}
	}
	return []transcript.Report{report}, nil
}

// namesakes returns an error that names two files whose records have the same
// ID, nil if there are none.
func namesakes(reports []transcript.Report) error {
	files := make(map[string]string)
	for _, report := range reports {
		for _, r := range report.Records {
			id := norm.NFC.String(r.ID) // macOS writes “é” as two letters
			if other, ok := files[id]; ok {
				return fmt.Errorf("two transcripts have the ID %q, after the names of their files: %s and %s; rename one of them", r.ID, other, report.File)
			}
			files[id] = report.File
		}
	}
	return nil
}

// loadRecords reads the settings and loads the records that they name. Files that
// are refused are named on standard error.
func (e *environment) loadRecords() (*loaded, error) { return e.loadSpeech("") }

// loadSpeech does what loadRecords does; a file without labels is a speech of
// speaker.
func (e *environment) loadSpeech(speaker string) (*loaded, error) {
	c, err := e.config()
	if err != nil {
		return nil, err
	}
	l, err := loadAs(speaker, pathsOf(c.Records)...)
	if err != nil {
		return nil, err
	}
	l.warn(e.stderr)
	return l, nil
}

// oneFile returns name if the records are one file, which may be a speech of
// the speaker called so, and "" if they are a folder or the built-in record.
func (e *environment) oneFile(name string) string {
	c, err := e.config()
	if err != nil || c.Records == "" {
		return ""
	}
	if info, err := os.Stat(c.Records); err != nil || info.IsDir() {
		return ""
	}
	return name
}

// pathsOf returns the paths that a setting names: none for the built-in
// record.
func pathsOf(records string) []string {
	if records == "" {
		return nil
	}
	return []string{records}
}

// refusals returns why files were refused.
func (l *loaded) refusals() []error {
	var errs []error
	for _, r := range l.reports {
		if r.Err != nil {
			errs = append(errs, r.Err)
		}
	}
	return errs
}

// leftOut returns why files were refused, as it may be shown.
func (l *loaded) leftOut() []string {
	var all []string
	for _, err := range l.refusals() {
		all = append(all, visible(err.Error()))
	}
	return all
}

// size returns how many records and turns are loaded.
func (l *loaded) size() (records, turns int) {
	turns, _ = count(l.index.Library())
	return len(l.index.Library().Records), turns
}

// warn names the files that were refused.
func (l *loaded) warn(w io.Writer) {
	for _, why := range l.leftOut() {
		fmt.Fprintf(w, "rapporteur: not loaded: %s\n", why)
	}
	for _, r := range l.doubtful() {
		fmt.Fprintf(w, "rapporteur: %s is read with doubts: %.0f %% sure who speaks where; rapporteur lint and rapporteur desk show them\n",
			visible(r.File), 100*r.Confidence)
	}
}

// doubtful returns the reports on files of which it is not sure who speaks.
func (l *loaded) doubtful() []transcript.Report {
	var some []transcript.Report
	for _, r := range l.reports {
		if len(r.Records) > 0 && r.Records[0].Doubtful {
			some = append(some, r)
		}
	}
	return some
}
