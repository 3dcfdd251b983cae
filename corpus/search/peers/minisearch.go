package main

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"

	"rapporteur/corpus"
)

// minisearchScript reads the turns from its first line, answers each line after
// that with the places of turns, and ends with its input.
//
//go:embed minisearch.mjs
var minisearchScript string

// A minisearchEngine is MiniSearch in a Node.js of its own, with the options
// that its documentation gives for typing errors: fuzzy 0.2 and prefixes. It is
// measured if node can import it: npm install minisearch, here.
type minisearchEngine struct {
	in    io.Writer
	out   *bufio.Reader
	turns []*corpus.Turn
}

func openMiniSearch(lib *corpus.Library) (engine, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, fmt.Errorf("MiniSearch: %w: %w", errNotHere, err)
	}
	if err := exec.Command(node, "--input-type=module", "-e", "import 'minisearch'").Run(); err != nil {
		return nil, fmt.Errorf("MiniSearch: %w: %w", errNotHere, err)
	}
	program := exec.Command(node, "--input-type=module", "-e", minisearchScript)
	in, err := program.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := program.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := program.Start(); err != nil {
		return nil, fmt.Errorf("start node: %w", err)
	}
	e := &minisearchEngine{in, bufio.NewReader(out), turnsOf(lib)}
	texts := make([]string, len(e.turns))
	for i, t := range e.turns {
		texts[i] = t.Text
	}
	_, err = e.ask(texts)
	return e, err
}

func (e *minisearchEngine) search(query string) ([]corpus.Passage, error) {
	places, err := e.ask(query)
	return wholeTurns(e.turns, places), err
}

// ask sends a line and reads one.
func (e *minisearchEngine) ask(line any) ([]int, error) {
	data, err := json.Marshal(line)
	if err != nil {
		return nil, err
	}
	if _, err := e.in.Write(append(data, '\n')); err != nil {
		return nil, fmt.Errorf("ask node: %w", err)
	}
	answer, err := e.out.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("hear node: %w", err)
	}
	var places []int
	return places, json.Unmarshal(answer, &places)
}
