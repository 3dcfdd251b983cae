package discord

import "time"

// An Observer is told what happens, to be counted. Its methods must not wait.
type Observer interface {
	// Interaction is called once for each, with the time since its receipt.
	// command is one of the responder's, or "".
	Interaction(kind, command, outcome string, took time.Duration)
	// Answering is called with the time that the responder took.
	Answering(kind, command string, took time.Duration)
	// Request is called for each request, with the route as the API has it,
	// and the status 0 where no answer came.
	Request(method, route string, status int, took time.Duration)
	// Gateway is called where a shard's session opens or is lost.
	Gateway(shard int, open bool)
}

// unobserved is the observer of nobody.
type unobserved struct{}

func (unobserved) Interaction(kind, command, outcome string, took time.Duration) {}
func (unobserved) Answering(kind, command string, took time.Duration)            {}
func (unobserved) Request(method, route string, status int, took time.Duration)  {}
func (unobserved) Gateway(shard int, open bool)                                  {}
