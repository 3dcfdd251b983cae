package main

import (
	"context"
	"errors"
)

// together runs all until they have ended. The end of one ends the others.
func together(ctx context.Context, all ...func(context.Context) error) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	errs := make(chan error)
	for _, run := range all {
		go func() { errs <- run(ctx) }()
	}
	var failed error
	for range all {
		failed = errors.Join(failed, <-errs)
		end()
	}
	return failed
}

// untilDone returns what f does, or leaves it behind when ctx ends: reading
// files has no context, and may wait for a file system that is not there.
func untilDone[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := f()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
