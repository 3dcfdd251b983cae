package discord

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

// What an HTTP request with an interaction may be.
const (
	signedWithin = time.Minute // before or after our clock; an interaction can be answered for 3 s
	usualBody    = 32 << 10    // bytes; Discord's are a few KiB
	mostUnusual  = 256         // longer ones that are read at a time
	readWithin   = 5 * time.Second
	writeWithinH = 10 * time.Second
	idleWithin   = 2 * time.Minute
	largestHeads = 16 << 10
)

// An HTTP says where Discord sends interactions by HTTP, in place of the
// gateway. Any number of processes behind a load balancer can take them.
// https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint
type HTTP struct {
	Address  string       // to listen at
	Listener net.Listener // in place of it, one that listens already; closed by Run

	// PublicKey is what Discord's signatures are verified with. nil asks
	// Discord for the application's.
	PublicKey ed25519.PublicKey
}

// serve returns what serves the endpoint until ctx ends. It then goes on for a
// moment, so that what was sent before anybody knew is answered: every answer closes
// its connection.
func (h *HTTP) serve(w *wire) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		l := h.Listener
		if l == nil {
			var err error
			if l, err = net.Listen("tcp", h.Address); err != nil {
				return fmt.Errorf("take interactions by HTTP: %w", err)
			}
		}
		key, err := w.publicKey(ctx, h.PublicKey)
		if err != nil || key == nil {
			l.Close()
			return err
		}
		e := &endpoint{wire: w, key: key, unusual: make(chan struct{}, mostUnusual)}
		mux := http.NewServeMux()
		mux.Handle("POST /interactions", e)
		server := &http.Server{
			Handler:           mux,
			ReadHeaderTimeout: readWithin,
			ReadTimeout:       readWithin,
			WriteTimeout:      writeWithinH,
			IdleTimeout:       idleWithin,
			MaxHeaderBytes:    largestHeads,
			ErrorLog:          slog.NewLogLogger(w.log.Handler(), slog.LevelDebug),
		}
		var closing sync.WaitGroup
		defer closing.Wait()
		defer context.AfterFunc(ctx, func() {
			closing.Go(func() {
				w.observer.Gateway(0, false)
				e.ending.Store(true)
				sleep(w.work, leaveWithin)
				server.Shutdown(w.work)
			})
		})()
		w.log.Info("waiting for interactions", "address", l.Addr().String())
		w.observer.Gateway(0, true)
		if w.ready != nil {
			w.ready()
		}
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	}
}

// publicKey returns the application's key, and asks Discord for it until it
// answers where it is not given. It returns nil if ctx ends before.
func (w *wire) publicKey(ctx context.Context, given ed25519.PublicKey) (ed25519.PublicKey, error) {
	for failures := 1; given == nil; failures++ {
		application, err := w.client.application(ctx)
		if err == nil {
			key, err := hex.DecodeString(application.VerifyKey)
			if err != nil || len(key) != ed25519.PublicKeySize {
				return nil, errors.New("connect to Discord: it does not tell the application's public key; set DISCORD_PUBLIC_KEY")
			}
			return key, nil
		}
		if ctx.Err() != nil {
			return nil, nil
		}
		if final := fatal(err); final != nil {
			return nil, final
		}
		delay := min(backOff(firstReconnect, failures), lastReconnect)
		w.log.Warn("public key not known", "error", err, "again_in", delay.Round(time.Millisecond))
		if !sleep(ctx, delay) {
			return nil, nil
		}
	}
	return given, nil
}

// An endpoint takes interactions by HTTP.
type endpoint struct {
	*wire
	key     ed25519.PublicKey
	unusual chan struct{} // filled by the long requests that are being read
	ending  atomic.Bool   // whoever asks again is to ask another process
}

// ServeHTTP verifies a request and answers the interaction in it.
func (e *endpoint) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	received := time.Now()
	signature, timestamp, ok := signatureOf(r.Header, received)
	if !ok {
		fail(rw, http.StatusUnauthorized)
		return
	}
	signed, status := e.read(rw, r, timestamp)
	if status != 0 {
		fail(rw, status)
		return
	}
	if !ed25519.Verify(e.key, signed, signature) {
		fail(rw, http.StatusUnauthorized)
		return
	}
	if e.ending.Load() {
		rw.Header().Set("Connection", "close")
	}
	body := json.RawMessage(signed[len(timestamp):])
	if isPing(body) {
		write(rw, callback{Type: discordgo.InteractionResponsePong}, nil)
		return
	}
	if !e.hold() {
		fail(rw, http.StatusServiceUnavailable)
		return
	}
	defer e.running.Done()
	x := e.open(body, received)
	if x == nil {
		// It was sent before, by whomever, or it is no interaction.
		fail(rw, http.StatusUnauthorized)
		return
	}
	outcome, deferred, err := e.first(x, func(_ *exchange, reply *discordgo.InteractionResponse) error {
		if reply == nil {
			fail(rw, http.StatusUnauthorized)
			return nil
		}
		return write(rw, newCallback(reply), filesOf(reply.Data))
	})
	if !deferred {
		e.note(x, outcome, err)
		return
	}
	e.running.Go(func() { // Discord reads the first answer when this function returns
		outcome, err := e.finishDeferred(x)
		e.note(x, outcome, err)
	})
}

// isPing reports whether Discord asks whether anybody is there. Everything else
// has data, which these bytes can begin nowhere but in, so that only a ping is read
// twice.
func isPing(body []byte) bool {
	var i struct {
		Type discordgo.InteractionType `json:"type"`
	}
	return !bytes.Contains(body, []byte(`"data":{`)) && json.Unmarshal(body, &i) == nil && i.Type == discordgo.InteractionPing
}

// signatureOf reads the headers by which Discord signs a request, and reports
// whether they are there, well formed and of this minute.
func signatureOf(h http.Header, now time.Time) (signature []byte, timestamp string, ok bool) {
	timestamp = h.Get("X-Signature-Timestamp")
	signature, err := hex.DecodeString(h.Get("X-Signature-Ed25519"))
	seconds, wrong := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || wrong != nil || len(signature) != ed25519.SignatureSize {
		return nil, "", false
	}
	age := now.Unix() - seconds
	return signature, timestamp, -int64(signedWithin.Seconds()) <= age && age <= int64(signedWithin.Seconds())
}

// read returns what a request's signature is of: the timestamp and the body. A
// status other than 0 is to refuse it with. Until then nobody knows who it is that
// sends, so that memory is taken for what has come and not for what is promised,
// and few may send much.
func (e *endpoint) read(rw http.ResponseWriter, r *http.Request, timestamp string) (signed []byte, status int) {
	length := r.ContentLength
	switch {
	case length > largestInteraction:
		return nil, http.StatusRequestEntityTooLarge
	case length < 0 || length > usualBody:
		select {
		case e.unusual <- struct{}{}:
			defer func() { <-e.unusual }()
		default:
			return nil, http.StatusServiceUnavailable
		}
	}
	signed = append(make([]byte, 0, len(timestamp)+int(max(bytes.MinRead, min(length+1, usualBody)))), timestamp...)
	body := http.MaxBytesReader(rw, r.Body, largestInteraction)
	for {
		n, err := body.Read(signed[len(signed):cap(signed)])
		signed = signed[:len(signed)+n]
		switch {
		case err == io.EOF:
			return signed, 0
		case errors.As(err, new(*http.MaxBytesError)):
			return nil, http.StatusRequestEntityTooLarge
		case err != nil:
			return nil, http.StatusBadRequest
		}
		signed = slices.Grow(signed, bytes.MinRead)
	}
}

// write answers with a body.
func write(rw http.ResponseWriter, body any, files []*discordgo.File) error {
	data, kind, err := encode(body, files)
	if err != nil {
		fail(rw, http.StatusInternalServerError)
		return err
	}
	rw.Header().Set("Content-Type", kind)
	rw.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, err = rw.Write(data)
	return err
}

// fail answers with a status and the words for it.
func fail(rw http.ResponseWriter, status int) {
	rw.Header().Set("Connection", "close")
	http.Error(rw, http.StatusText(status), status)
}
