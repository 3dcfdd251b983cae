package discordtest

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// An Attachment is a file that a user has given to an option of a command, as
// an interaction tells of it.
type Attachment struct {
	ID, Name, URL string
	Size          int
}

// Upload keeps a file where Discord keeps those that users give to commands.
func (s *Server) Upload(name string, data []byte) Attachment {
	return s.UploadTo(name, len(data), func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Write(data)
	})
}

// UploadTo is Upload of a file that serve answers for, and of which the
// interaction says that it has size bytes.
func (s *Server) UploadTo(name string, size int, serve http.HandlerFunc) Attachment {
	s.mu.Lock()
	defer s.mu.Unlock()
	// Discord leaves of a name what an address can hold.
	plain := strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || r == '_' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
			return r
		}
		return '_'
	}, name)
	a := Attachment{ID: s.id(), Name: name, Size: size}
	path := fmt.Sprintf("/ephemeral-attachments/%s/%s/%s", ApplicationID, a.ID, url.PathEscape("f-"+plain))
	a.URL = "https://cdn.discordapp.com" + path + "?ex=66&is=65&hm=aa"
	if s.attachments == nil {
		s.attachments = make(map[string]http.HandlerFunc)
	}
	s.attachments[path] = serve
	return a
}

// serveAttachment answers as the host of attachments does, and reports whether
// the request was for it. Whoever sends it the bot's token is refused.
func (s *Server) serveAttachment(w http.ResponseWriter, r *http.Request) bool {
	if !strings.HasPrefix(r.URL.Path, "/ephemeral-attachments/") && !strings.HasPrefix(r.URL.Path, "/attachments/") {
		return false
	}
	s.mu.Lock()
	serve := s.attachments[r.URL.Path]
	s.mu.Unlock()
	n := s.record(Request{Method: r.Method, Path: r.URL.Path, Pattern: "attachment", At: s.options.Now()})
	switch {
	case r.Header.Get("Authorization") != "":
		s.answered(n, http.StatusBadRequest, &Refusal{Status: http.StatusBadRequest, Message: "the bot's token was sent to the host of attachments"})
		w.WriteHeader(http.StatusBadRequest)
	case serve == nil || r.URL.RawQuery == "":
		s.answered(n, http.StatusNotFound, nil)
		w.WriteHeader(http.StatusNotFound)
	default:
		s.answered(n, http.StatusOK, nil)
		serve(w, r)
	}
	return true
}

// File fills in an option that takes an attachment. The command is to be given
// the same attachment by [Interaction.With].
func File(option string, a Attachment) Option {
	return Option{"name": option, "type": 11, "value": a.ID}
}

// With puts the attachments of a command's options beside them.
func (i Interaction) With(attachments ...Attachment) Interaction {
	data, _ := i.Data.(map[string]any)
	list := map[string]any{}
	for _, a := range attachments {
		list[a.ID] = map[string]any{
			"id": a.ID, "filename": a.Name, "size": a.Size, "url": a.URL,
			"proxy_url": strings.Replace(a.URL, "cdn.discordapp.com", "media.discordapp.net", 1), "ephemeral": true,
		}
	}
	data["resolved"] = map[string]any{"attachments": list}
	return i
}
