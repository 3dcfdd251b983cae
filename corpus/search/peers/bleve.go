package main

import (
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/token/shingle"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"rapporteur/corpus"
)

// bleveBatch is how many turns bleve is given at once, each time a segment of
// its index. On the plays, a fifth of it makes queries with fuzziness take
// twice the time, and much more of it only takes memory.
const bleveBatch = 5000

// A bleveSetup is a way to use bleve: its match query, which finds the turns
// that hold any of the words, with its own choice of analyzer (standard, which
// leaves out stop words) and of scoring (TF-IDF).
//
// Other choices did worse on the plays. Its English analyzer found fewer lines
// at rank 1; one that keeps stop words found a line more without fuzziness and
// two fewer with it, in ten times the time. Its BM25 found fewer, too, and the
// fewer the larger the batches, since it takes the number of unlike words in
// all segments, by turn, for the average length of a turn.
type bleveSetup struct {
	fuzziness int  // letters that a word of a turn may differ in from the query's
	shingles  bool // pairs of neighbouring words count, too, stop words included
}

type bleveEngine struct {
	index     bleve.Index
	turns     []*corpus.Turn
	fuzziness int
}

// open indexes a library in memory, with the kind of index that bleve uses on
// disk: the one that bleve.NewMemOnly makes is an older kind, on the plays five
// times slower to fill and twenty times slower to ask with fuzziness.
func (s bleveSetup) open(lib *corpus.Library) (engine, error) {
	text := bleve.NewTextFieldMapping()
	text.Store, text.IncludeTermVectors, text.IncludeInAll, text.DocValues = false, false, false, false
	fields := bleve.NewIndexMapping()
	if s.shingles {
		if err := addShingles(fields); err != nil {
			return nil, fmt.Errorf("open bleve: %w", err)
		}
		text.Analyzer = shingled
	}
	fields.DefaultMapping = bleve.NewDocumentStaticMapping()
	fields.DefaultMapping.AddFieldMappingsAt("text", text)
	x, err := bleve.NewUsing("", fields, scorch.Name, bleve.Config.DefaultMemKVStore, nil)
	if err != nil {
		return nil, fmt.Errorf("open bleve: %w", err)
	}
	turns := turnsOf(lib)
	batch := x.NewBatch()
	for i, t := range turns {
		if err := batch.Index(strconv.Itoa(i), map[string]string{"text": t.Text}); err != nil {
			return nil, fmt.Errorf("fill bleve: %w", err)
		}
		if batch.Size() < bleveBatch && i < len(turns)-1 {
			continue
		}
		if err := x.Batch(batch); err != nil {
			return nil, fmt.Errorf("fill bleve: %w", err)
		}
		batch.Reset()
	}
	return &bleveEngine{x, turns, s.fuzziness}, nil
}

// shingled is the name of the analyzer that addShingles adds.
const shingled = "shingled"

// addShingles adds an analyzer whose terms are words and pairs of them.
func addShingles(m *mapping.IndexMappingImpl) error {
	if err := m.AddCustomTokenFilter("pairs", map[string]any{
		"type": shingle.Name, "min": 2.0, "max": 2.0, "output_original": true, "separator": " ", "filler": "_",
	}); err != nil {
		return err
	}
	return m.AddCustomAnalyzer(shingled, map[string]any{
		"type": custom.Name, "tokenizer": unicode.Name, "token_filters": []string{lowercase.Name, "pairs"},
	})
}

func (e *bleveEngine) search(text string) ([]corpus.Passage, error) {
	query := bleve.NewMatchQuery(text)
	query.SetField("text")
	query.SetFuzziness(e.fuzziness)
	result, err := e.index.Search(bleve.NewSearchRequestOptions(query, depth, 0, false))
	if err != nil {
		return nil, fmt.Errorf("query bleve: %w", err)
	}
	passages := make([]corpus.Passage, len(result.Hits))
	for i, hit := range result.Hits {
		n, err := strconv.Atoi(hit.ID)
		if err != nil {
			return nil, fmt.Errorf("query bleve: %w", err)
		}
		passages[i] = e.turns[n].Whole()
	}
	return passages, nil
}
