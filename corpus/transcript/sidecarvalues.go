package transcript

import (
	"fmt"
	"slices"

	"github.com/BurntSushi/toml"
)

// What the values of a sidecar look like that are written in another way than
// most: an example of each, by the table that it stands in. All others are words
// in quotation marks.
var valueExamples = map[string]map[string]string{
	"": {
		"participants": `["Anna Berg", "Ben Cook"]`, "nobody": `["BELL"]`, "no_names": `["Three things"]`, "narration": `["12", "14-20"]`,
		"sensitive": `["2"]`, "proofread": "true", "date": `"1962-11-18"`,
	},
	"speakers": {"aliases": `["B. Cook"]`, "labels": `["Speaker 1"]`},
	"lines":    {"lines": `"14" or "14-20"`, "narration": "true", "restore": "true"},
}

// misplacedValue says of a sidecar that cannot be decoded which value is written
// in a way that its key does not take, and how to write it; nil if it is not that.
func misplacedValue(data []byte) error {
	var values map[string]any
	if toml.Unmarshal(data, &values) != nil {
		return nil
	}
	for _, table := range []string{"", "speakers", "lines"} {
		rows := []map[string]any{values}
		if table != "" {
			rows, _ = values[table].([]map[string]any)
			if values[table] != nil && rows == nil {
				return fmt.Errorf("sidecar: write [[%s]] on a line of its own before what it says of one of them", table)
			}
		}
		for _, row := range rows {
			for _, key := range sortedKeys(row) {
				if table == "" && (key == "speakers" || key == "lines") {
					continue
				}
				if err := checkValue(table, key, row[key]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func checkValue(table, key string, value any) error {
	example, ok := valueExamples[table][key]
	if !ok {
		example = `"…"`
	}
	right := false
	switch v := value.(type) {
	case string:
		right = example[0] == '"'
	case bool:
		right = example == "true"
	case []any:
		right = example[0] == '[' && !slices.ContainsFunc(v, func(e any) bool { _, ok := e.(string); return !ok })
	}
	if right {
		return nil
	}
	return fmt.Errorf("sidecar: %s = %v is not written as it has to be: %s = %s", key, value, key, example)
}

func sortedKeys(row map[string]any) []string {
	keys := make([]string, 0, len(row))
	for key := range row {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
