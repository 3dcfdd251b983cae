package main

import (
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

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
	fuzziness int // letters that a word of a turn may differ in from the query's
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
	mapping := bleve.NewIndexMapping()
	mapping.DefaultMapping = bleve.NewDocumentStaticMapping()
	mapping.DefaultMapping.AddFieldMappingsAt("text", text)
	x, err := bleve.NewUsing("", mapping, scorch.Name, bleve.Config.DefaultMemKVStore, nil)
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
