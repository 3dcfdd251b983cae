package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"rapporteur/bot"
)

var _ bot.Attachments = (*Client)(nil)

// attachmentHosts are where Discord keeps attachments. No other host is ever
// asked for one, whatever an interaction says.
var attachmentHosts = map[string]bool{"cdn.discordapp.com": true, "media.discordapp.net": true}

// attachmentPaths are what the path of an attachment begins with.
var attachmentPaths = []string{"/attachments/", "/ephemeral-attachments/"}

// How patient the fetching of one attachment is.
const (
	attachmentWithin   = 30 * time.Second // all attempts together
	attachmentAttempts = 3
	longestAddress     = 2048 // in bytes
)

// Fetch fetches an attachment, as [bot.Attachments] says. The request carries
// no token, and no redirect is followed.
func (c *Client) Fetch(ctx context.Context, a bot.Attachment) ([]byte, error) {
	if a.Size > bot.MaxAttachment {
		return nil, fmt.Errorf("fetch an attachment: %w", bot.ErrAttachmentSize)
	}
	address, err := c.attachmentAddress(a.URL)
	if err != nil {
		return nil, fmt.Errorf("fetch an attachment: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, attachmentWithin)
	defer cancel()
	for attempt := 1; ; attempt++ {
		data, again, err := c.fetchOnce(ctx, address, a.Size)
		if err == nil {
			return data, nil
		}
		if wait := backOff(firstWait, attempt); !again || attempt == attachmentAttempts || endsWithin(ctx, wait) || !sleep(ctx, wait) {
			return nil, fmt.Errorf("fetch an attachment: %w", err)
		}
	}
}

// attachmentAddress returns where an attachment is asked for. Only the path and
// the query are the interaction's: scheme and host are one of ours.
func (c *Client) attachmentAddress(given string) (string, error) {
	u, err := url.Parse(given)
	switch {
	case err != nil, len(given) > longestAddress, u.Scheme != "https", u.User != nil, u.Opaque != "", !attachmentHosts[u.Host],
		path.Clean(u.Path) != u.Path, strings.Contains(u.Path, `\`):
		return "", bot.ErrAttachmentPlace
	}
	for _, begin := range attachmentPaths {
		if strings.HasPrefix(u.Path, begin) {
			at := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
			if c.attachments != nil {
				at.Scheme, at.Host = c.attachments.Scheme, c.attachments.Host
			}
			return at.String(), nil
		}
	}
	return "", bot.ErrAttachmentPlace
}

// fetchOnce asks for an attachment once. again reports whether it may be there
// the next time.
func (c *Client) fetchOnce(ctx context.Context, address string, size int64) (data []byte, again bool, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, false, bot.ErrAttachmentPlace
	}
	r.Header.Set("User-Agent", userAgent)
	r.Header.Set("Accept-Encoding", "identity") // so that what is read is what is counted
	resp, err := c.http.Do(r)
	if err != nil {
		if inside := (*url.Error)(nil); errors.As(err, &inside) {
			err = inside.Err // without the address, which opens the file to whoever reads the log
		}
		return nil, true, err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return nil, false, bot.ErrAttachmentPlace
	case resp.StatusCode == http.StatusForbidden, resp.StatusCode == http.StatusNotFound, resp.StatusCode == http.StatusGone:
		return nil, false, bot.ErrAttachmentGone
	case resp.StatusCode != http.StatusOK:
		return nil, resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500, fmt.Errorf("status %d", resp.StatusCode)
	case resp.ContentLength > bot.MaxAttachment:
		return nil, false, bot.ErrAttachmentSize
	}
	data, err = io.ReadAll(io.LimitReader(resp.Body, bot.MaxAttachment+1))
	switch {
	case err != nil:
		return nil, true, err
	case len(data) > bot.MaxAttachment:
		return nil, false, bot.ErrAttachmentSize
	case int64(len(data)) != size:
		return nil, true, fmt.Errorf("%d bytes came, of %d", len(data), size)
	}
	return data, false, nil
}
