package proofread

import (
	"mime"
	"net/http"

	"rapporteur/corpus/transcript"
)

// save writes the sidecar beside the file; of a file that the browser gave, both
// into the folder of records.
func (r *Room) save(w http.ResponseWriter, req *http.Request, s *sheet) {
	if r.folder == nil {
		r.refuse(w, complain("There is no folder of records here: keep your corrections with Download, beside the file."))
		return
	}
	sidecar := s.history.Sidecar()
	if sidecar == nil && s.onDisk != nil {
		sidecar = []byte{} // all is taken back that was said
	}
	var as string
	var err error
	said := ""
	switch {
	case s.path == "":
		if as, err = r.folder.add(s.name, s.data, sidecar); err == nil {
			s.path = s.name
			said = visible(s.name) + " and its sidecar stand in the folder of records now."
		}
	case !s.Unsaved() && s.onDisk != nil:
		said = "There is nothing new to save."
	case len(sidecar) == 0 && s.onDisk == nil:
		said = "There is nothing to save: nothing is corrected."
	default:
		if as, err = r.folder.saveSidecar(s.path, s.data, s.onDisk, sidecar); err == nil {
			said = visible(as) + " is saved beside the file."
		}
	}
	if err != nil {
		r.refuse(w, err)
		return
	}
	r.saved()
	if as != "" {
		s.onDisk, s.kept = sidecar, sidecar
	}
	r.tell(w, s, said)
}

// download answers with the sidecar, for a file that stands elsewhere.
func (r *Room) download(w http.ResponseWriter, req *http.Request, s *sheet) {
	name := transcript.SidecarName(s.name)
	w.Header().Set("Content-Type", "application/toml")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	s.kept = s.history.Sidecar()
	_, _ = w.Write(s.history.Sidecar()) // a browser that has gone cannot be told
}
