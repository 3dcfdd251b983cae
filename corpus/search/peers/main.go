package main

import (
	"os"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

func main() {
	dir := os.Args[1]
	reports, err := transcript.ReadAll(dir)
	if err != nil {
		panic(err)
	}
	var records []*corpus.Record
	for _, r := range reports {
		records = append(records, r.Records...)
	}
	lib, err := corpus.NewLibrary(records)
	if err != nil {
		panic(err)
	}
	queries, err := readQueries(os.Args[2], lib)
	if err != nil {
		panic(err)
	}
	for _, e := range engines {
		if e.name == os.Args[3] {
			r, err := measure(e.open, lib, queries)
			if err != nil {
				panic(err)
			}
			r.write(os.Stdout, e.name)
		}
	}
}
