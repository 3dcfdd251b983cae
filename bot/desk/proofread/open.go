package proofread

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"rapporteur/bot/desk/frame"
	"rapporteur/corpus/transcript"
)

// start shows what can be opened, and what is open.
func (r *Room) start(w http.ResponseWriter, req *http.Request) {
	data := struct {
		Open    []*sheet
		Folder  string
		Names   []string
		Problem string
		Most    int
	}{Open: r.all(), Most: MaxFile >> 20}
	if r.folder != nil {
		data.Folder = visible(r.folder.path)
		names, err := r.folder.names()
		if err != nil {
			r.log.Error("list records", "error", err)
			data.Problem = "The folder of records cannot be read."
		}
		data.Names = names
	}
	r.write(w, req, http.StatusOK, "start", "Proofread", ".", data)
}

// write answers with a page of the room, whose address is below it as up says.
func (r *Room) write(w http.ResponseWriter, req *http.Request, status int, name, title, up string, data any) {
	html, err := shown(name, data)
	if err != nil {
		r.log.Error("show a page", "page", name, "error", err)
		frame.Refuse(w, req, http.StatusInternalServerError, "This page cannot be shown.")
		return
	}
	frame.WriteStatus(w, req, status, frame.Page{
		Title: title, Style: []string{up + "/proofread.css"}, Script: []string{up + "/proofread.js"}, Body: html,
	})
}

// open opens what the browser sends: a transcript, and its sidecar if there is
// one.
func (r *Room) open(w http.ResponseWriter, req *http.Request) {
	name, data, sidecar, err := received(req)
	if err != nil {
		frame.Refuse(w, req, http.StatusUnprocessableEntity, sentence(err))
		return
	}
	r.begin(w, req, newSheet(name, "", data, sidecar))
}

// take opens a file of the folder of records.
func (r *Room) take(w http.ResponseWriter, req *http.Request) {
	if r.folder == nil {
		frame.Refuse(w, req, http.StatusNotFound, "There is no folder of records here.")
		return
	}
	name := req.FormValue("name")
	for _, s := range r.all() {
		if s.path == name { // two sheets of one file would overwrite each other
			lead(w, "file/"+s.id+"/")
			return
		}
	}
	data, sidecar, err := r.folder.read(name)
	if err != nil {
		r.log.Info("open a record", "error", err)
		frame.Refuse(w, req, http.StatusNotFound, "This file cannot be opened: it is not there any more, or larger than "+mebibytes(MaxFile)+".")
		return
	}
	r.begin(w, req, newSheet(path.Base(name), name, data, sidecar))
}

func (r *Room) begin(w http.ResponseWriter, req *http.Request, s *sheet) {
	if err := r.keep(s); err != nil {
		frame.Refuse(w, req, http.StatusConflict, sentence(err))
		return
	}
	lead(w, "file/"+s.id+"/")
}

// received returns the files of a form: a transcript and, if there are two, its
// sidecar.
func received(req *http.Request) (name string, data, sidecar []byte, err error) {
	if err := req.ParseMultipartForm(MaxBody); err != nil {
		if errors.As(err, new(*http.MaxBytesError)) {
			return "", nil, nil, complain("The file has more than %s, which is the most that can be opened here.", mebibytes(MaxFile))
		}
		return "", nil, nil, complain("The file did not arrive: choose it again.")
	}
	defer req.MultipartForm.RemoveAll()
	for _, header := range req.MultipartForm.File["file"] {
		if header.Filename == "" && header.Size == 0 {
			continue // nothing was chosen
		}
		base := path.Base(strings.ReplaceAll(header.Filename, `\`, "/"))
		isSidecar := strings.EqualFold(path.Ext(base), ".toml")
		most := int64(MaxFile)
		if isSidecar {
			most = transcript.MaxSidecar
		}
		if header.Size > most {
			return "", nil, nil, complain("%q has more than %s, which is the most that can be opened here.", visible(base), mebibytes(most))
		}
		bytes, err := contentsOf(header)
		switch {
		case err != nil:
			return "", nil, nil, complain("The file did not arrive: choose it again.")
		case isSidecar && sidecar != nil, !isSidecar && data != nil:
			return "", nil, nil, complain("Choose one transcript at a time, with its sidecar (.toml) if it has one.")
		case isSidecar:
			sidecar = bytes
		default:
			name, data = base, bytes
		}
	}
	switch {
	case data == nil && sidecar != nil:
		return "", nil, nil, complain("This is a sidecar alone: choose the transcript with it.")
	case data == nil:
		return "", nil, nil, complain("No file was chosen.")
	}
	return name, data, sidecar, nil
}

func contentsOf(header *multipart.FileHeader) ([]byte, error) {
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if data == nil {
		data = []byte{}
	}
	return data, err
}
