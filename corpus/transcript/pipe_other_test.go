//go:build !unix

package transcript

import "errors"

func makePipe(string) error { return errors.ErrUnsupported }
