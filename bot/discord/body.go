package discord

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"

	"github.com/bwmarrin/discordgo"
)

// largestFiles is how much the files of a message may be together, in bytes.
const largestFiles = 11 << 20

// encode returns a body as it is sent, and its type: as JSON or, with files,
// as a form with the JSON in it.
func encode(body any, files []*discordgo.File) (data []byte, kind string, err error) {
	data, err = json.Marshal(body)
	if err != nil || len(files) == 0 {
		return data, "application/json", err
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="payload_json"`}, "Content-Type": {"application/json"},
	})
	if err == nil {
		_, err = part.Write(data)
	}
	left := int64(largestFiles)
	for n, f := range files {
		if err != nil {
			break
		}
		part, err = w.CreateFormFile(fmt.Sprintf("files[%d]", n), f.Name)
		if seeker, ok := f.Reader.(io.Seeker); ok && err == nil {
			_, err = seeker.Seek(0, io.SeekStart) // it may have been sent before
		}
		if err != nil {
			break
		}
		var copied int64
		copied, err = io.Copy(part, io.LimitReader(f.Reader, left+1))
		if left -= copied; left < 0 {
			err = fmt.Errorf("the files are longer than %d bytes", largestFiles)
		}
	}
	if err == nil {
		err = w.Close()
	}
	return form.Bytes(), w.FormDataContentType(), err
}
