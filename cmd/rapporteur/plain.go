package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// A plainError says what another one does, in plain words.
type plainError struct {
	error
	said string
}

func (p plainError) Error() string { return p.said }
func (p plainError) Unwrap() error { return p.error }

// plain returns an error that says what the system says of files in our own
// words, which are the same on every system.
func plain(err error) error {
	if err == nil {
		return nil
	}
	said := err.Error()
	for _, of := range ofFiles(err) {
		said = strings.ReplaceAll(said, of.Error(), aboutFile(of))
	}
	return plainError{err, said}
}

// ofFiles returns the errors about files that an error wraps.
func ofFiles(err error) []*fs.PathError {
	switch e := err.(type) {
	case *fs.PathError:
		return []*fs.PathError{e}
	case interface{ Unwrap() error }:
		return ofFiles(e.Unwrap())
	case interface{ Unwrap() []error }:
		var all []*fs.PathError
		for _, one := range e.Unwrap() {
			all = append(all, ofFiles(one)...)
		}
		return all
	}
	return nil
}

// aboutFile says what is wrong with a file.
func aboutFile(e *fs.PathError) string {
	info, there := os.Stat(e.Path)
	switch {
	case errors.Is(e, fs.ErrPermission):
		return fmt.Sprintf("the system does not let you open %q", e.Path)
	case errors.Is(e, fs.ErrNotExist) && !exists(filepath.Dir(e.Path)):
		return fmt.Sprintf("there is no folder %q", filepath.Dir(e.Path))
	case errors.Is(e, fs.ErrNotExist):
		return fmt.Sprintf("there is no file %q", e.Path)
	case errors.Is(e, syscall.ENOTDIR):
		return fmt.Sprintf("%q is not a folder, or is not in one", e.Path)
	case there == nil && info.IsDir():
		return fmt.Sprintf("%q is a folder, and a file is needed", e.Path)
	}
	return e.Error()
}
