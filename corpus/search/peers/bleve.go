package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/simple"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/upsidedown"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"

	"rapporteur/corpus"
)

// bleveBatch is how many turns are given to bleve at once.
var bleveBatch = func() int { n,_ := strconv.Atoi(os.Getenv("BATCH")); return n }()

type bleveEngine struct {
	index     bleve.Index
	turns     []*corpus.Turn
	fuzziness int
}

func openBleve(fuzziness int) func(*corpus.Library) (engine, error) {
	return func(lib *corpus.Library) (engine, error) {
		turns := turnsOf(lib)
		var x bleve.Index
		var err error
		if os.Getenv("UPS") != "" {
			x, err = bleve.NewUsing("", bleveMapping(), upsidedown.Name, "gtreap", nil)
		} else {
			x, err = bleve.NewUsing("", bleveMapping(), scorch.Name, bleve.Config.DefaultMemKVStore, nil)
		}
		if err != nil {
			return nil, fmt.Errorf("bleve: %w", err)
		}
		batch := x.NewBatch()
		for i, t := range turns {
			if err := batch.Index(strconv.Itoa(i), map[string]string{"text": t.Text}); err != nil {
				return nil, fmt.Errorf("bleve: %w", err)
			}
			if batch.Size() == bleveBatch || i == len(turns)-1 {
				if err := x.Batch(batch); err != nil {
					return nil, fmt.Errorf("bleve: %w", err)
				}
				batch.Reset()
			}
		}
		return &bleveEngine{x, turns, fuzziness}, nil
	}
}

func bleveMapping() mapping.IndexMapping {
	text := bleve.NewTextFieldMapping()
	text.Store, text.IncludeTermVectors, text.IncludeInAll, text.DocValues = false, false, false, false
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	m.DefaultMapping.AddFieldMappingsAt("text", text)
	_, _ = en.AnalyzerName, simple.Name
	if a := os.Getenv("AN"); a != "" {
		m.DefaultAnalyzer = a
	}
	if os.Getenv("TFIDF") == "" {
		m.ScoringModel = index.BM25Scoring
	}
	return m
}

func (e *bleveEngine) search(text string) ([]corpus.Passage, error) {
	query := bleve.NewMatchQuery(text)
	query.SetField("text")
	query.SetFuzziness(e.fuzziness)
	result, err := e.index.Search(bleve.NewSearchRequestOptions(query, depth, 0, false))
	if err != nil {
		return nil, fmt.Errorf("bleve: %w", err)
	}
	passages := make([]corpus.Passage, len(result.Hits))
	for i, hit := range result.Hits {
		n, err := strconv.Atoi(hit.ID)
		if err != nil {
			return nil, fmt.Errorf("bleve: %w", err)
		}
		passages[i] = e.turns[n].Whole()
	}
	return passages, nil
}
