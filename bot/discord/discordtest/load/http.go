package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"rapporteur/bot/discord/discordtest"
)

// How the endpoint is asked. Its share of the processors is what is measured,
// so that ours is kept small: requests are written and signed before a run, and
// sent over connections that stay.
const (
	connections = 192 // as a load balancer keeps: one answer is waited for on each
	mostSigned  = 150_000
	signedFor   = 20 * time.Second // of the minute in which a signature is taken
)

// byHTTP sends so many interactions a second to the endpoint.
func (o *options) byHTTP(rate int, length time.Duration) func(*discord) error {
	return func(d *discord) error {
		client := &http.Client{Timeout: 3 * time.Second}
		url := "http://" + d.endpoint + "/interactions"
		checked := func() bool { _, err := d.server.SendHTTP(client, url, anything()); return err == nil }
		if err := d.waitFor("the endpoint", checked); err != nil {
			return err
		}
		// The first are checked as Discord checks callbacks. Of the others, the
		// status and the type are.
		var failed error
		d.warm(func() {
			if _, err := d.server.SendHTTP(client, url, anything()); err != nil {
				failed = err
			}
		})
		if failed != nil {
			return failed
		}
		total := int(float64(rate) * length.Seconds())
		for sent := 0; sent < total; {
			some := min(total-sent, mostSigned, int(float64(rate)*signedFor.Seconds()))
			if err := d.sendSigned(signed(d.endpoint, some), rate); err != nil {
				return err
			}
			sent += some
		}
		return nil
	}
}

// signed writes and signs so many requests.
func signed(endpoint string, n int) [][]byte {
	server, err := discordtest.New(discordtest.Options{Forget: true})
	if err != nil {
		panic(err)
	}
	requests := make([][]byte, n)
	now := time.Now()
	for i := range requests {
		_, body := server.Payload(anything())
		var text bytes.Buffer
		discordtest.Signed("http://"+endpoint+"/interactions", body, now).Write(&text)
		requests[i] = text.Bytes()
	}
	return requests
}

// sendSigned sends requests at a rate. How long one takes is counted from when
// it was due, so that the endpoint answers for those that it held up, too.
func (d *discord) sendSigned(requests [][]byte, rate int) error {
	var next atomic.Int64
	var running sync.WaitGroup
	memory := time.NewTicker(time.Second)
	defer memory.Stop()
	began, spent, own := time.Now(), processorTime(d.process), processorTime(os.Getpid())
	for range min(connections, len(requests)) {
		running.Go(func() {
			l := line{faults: map[string]int{}}
			defer d.add(&l)
			for {
				n := int(next.Add(1)) - 1
				if n >= len(requests) {
					return
				}
				due := began.Add(time.Duration(float64(n) / float64(rate) * float64(time.Second)))
				time.Sleep(time.Until(due))
				away, err := l.ask(d.endpoint, requests[n])
				l.note(time.Since(due), away, err)
			}
		})
	}
	done := make(chan struct{})
	go func() { running.Wait(); close(done) }()
	for {
		select {
		case <-memory.C:
			d.memory = append(d.memory, residentSize(d.process))
		case <-done:
			d.sent += len(requests)
			d.spent += processorTime(d.process) - spent
			d.own += processorTime(os.Getpid()) - own
			return nil
		}
	}
}

// A line is a connection to the endpoint that stays for many requests, and what
// came of them.
type line struct {
	conn   net.Conn
	in     *bufio.Reader
	body   []byte
	after  []time.Duration
	away   int
	faults map[string]int
}

// note notes how long an answer took, and whether it turned the user away. What
// comes too late for Discord is lost.
func (l *line) note(after time.Duration, away bool, err error) {
	switch {
	case err != nil:
		l.faults[err.Error()]++
	case after > discordtest.AnswerWithin:
		l.faults["an answer came too late"]++
	default:
		l.after = append(l.after, after)
		if away {
			l.away++
		}
	}
}

// add closes a line and adds what came of its requests.
func (d *discord) add(l *line) {
	l.close()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.after = append(d.after, l.after...)
	d.away += l.away
	for fault, n := range l.faults {
		d.faults[fault] += n
	}
}

// ask sends a request and reads its answer.
func (l *line) ask(endpoint string, request []byte) (away bool, err error) {
	defer func() {
		if err != nil {
			l.close()
		}
	}()
	if l.conn == nil {
		if l.conn, err = net.Dial("tcp", endpoint); err != nil {
			return false, err
		}
		l.in = bufio.NewReader(l.conn)
	}
	l.conn.SetDeadline(time.Now().Add(2 * discordtest.AnswerWithin))
	if _, err := l.conn.Write(request); err != nil {
		return false, errors.New("the connection was closed")
	}
	length, err := l.head()
	if err != nil {
		return false, err
	}
	if cap(l.body) < length {
		l.body = make([]byte, length)
	}
	l.body = l.body[:length]
	if _, err := io.ReadFull(l.in, l.body); err != nil {
		return false, errors.New("half an answer")
	}
	if text := bytes.TrimSpace(l.body); !bytes.HasPrefix(text, []byte(`{"type":`)) || !bytes.HasSuffix(text, []byte("}")) {
		return false, errors.New("an answer of another form")
	}
	return bytes.Contains(l.body, []byte("faster than I can")), nil
}

// head reads the head of an answer and returns the length of its body.
func (l *line) head() (int, error) {
	length := -1
	for n := 0; ; n++ {
		head, err := l.in.ReadSlice('\n')
		if err != nil {
			return 0, errors.New("no answer")
		}
		if n == 0 && !bytes.HasPrefix(head, []byte("HTTP/1.1 200 ")) {
			return 0, fmt.Errorf("the endpoint answers %s", bytes.TrimSpace(head))
		}
		if name, value, _ := bytes.Cut(head, []byte(":")); bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return 0, errors.New("an answer of no length")
			}
		}
		if len(bytes.TrimSpace(head)) == 0 {
			break
		}
	}
	if length < 0 || length > 1<<20 {
		return 0, errors.New("an answer of no length")
	}
	return length, nil
}

func (l *line) close() {
	if l.conn != nil {
		l.conn.Close()
		l.conn = nil
	}
}
