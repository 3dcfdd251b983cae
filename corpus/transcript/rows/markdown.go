package rows

import (
	"strings"

	"rapporteur/corpus/transcript/page"
)

// markdownTables returns the tables of a text in Markdown: below the names of the
// columns stands a rule, "|---|---|".
func markdownTables(text *page.Text) []page.Table {
	var tables []page.Table
	for i := 1; i < len(text.Lines); i++ {
		head := markdownRow(text, i-1)
		if !isMarkdownRule(text.At(&text.Lines[i])) || len(head) < 2 || len(markdownRow(text, i)) != len(head) {
			continue
		}
		table := page.Table{head}
		for i++; i < len(text.Lines) && text.Lines[i].Blanks == 0; i++ {
			row := markdownRow(text, i)
			if len(row) < 2 {
				break
			}
			table = append(table, row)
		}
		tables = append(tables, table)
	}
	return tables
}

// isMarkdownRule reports whether a line parts the names of columns from the rows.
func isMarkdownRule(line string) bool {
	return strings.Contains(line, "|") && strings.Contains(line, "-") && strings.Trim(line, "|-: ") == ""
}

// markdownRow returns the cells of a line, nil if no bar parts any.
func markdownRow(text *page.Text, i int) []page.Span {
	l := &text.Lines[i]
	line := text.At(l)
	if !strings.Contains(line, "|") {
		return nil
	}
	start, end := int(l.Start), int(l.End)
	if line[0] == '|' {
		start++
	}
	if strings.HasSuffix(line, "|") && !strings.HasSuffix(line, `\|`) && end > start {
		end--
	}
	var row []page.Span
	for at := start; at <= end; at++ {
		if at == end || text.String[at] == '|' && text.String[at-1] != '\\' {
			row = append(row, text.Trim(page.Span{Start: start, End: at}))
			start = at + 1
		}
	}
	return row
}
