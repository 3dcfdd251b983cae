package chart

import (
	"slices"

	"gonum.org/v1/plot/vg"

	"rapporteur/bot"
)

// layout draws f on s, or measures it, and returns its height.
func layout(s *sheet, f bot.Figure) vg.Length {
	y := margin
	title := style{titleSize, true}
	if s.types.canSet(f.Title) {
		for _, line := range s.types.wrap(f.Title, title, width-2*margin, 2) {
			y += titleSize
			s.text(margin, y, line, title, ink, left)
			y += 8
		}
	}
	if len(f.Series) > 1 {
		y = legend(s, f.Series, y+8)
	}
	for _, p := range f.Panels {
		y += 16
		if p.Title != "" && s.types.canSet(p.Title) {
			y += headSize
			s.text(margin, y, s.types.fit(p.Title, style{headSize, true}, width-2*margin), style{headSize, true}, pale, left)
			y += 14
		}
		switch {
		case len(p.Bars) > 0:
			y = bars(s, p.Bars, y)
		case len(p.Tenth) > 0:
			y = ends(s, p.Ends, course(s, p.Tenth, y))
		case len(p.Lanes) > 0:
			y = ends(s, p.Ends, lanes(s, p.Lanes, y))
		}
	}
	return y + margin
}

// legend names the series beside their colours.
func legend(s *sheet, names []string, y vg.Length) vg.Length {
	face := style{textSize, false}
	x := margin
	y += textSize
	for i, name := range s.types.labels(names) {
		name = s.types.fit(name, face, width-2*margin-32)
		w := 32 + s.types.width(name, face) + 28
		if x > margin && x+w > width-margin {
			x, y = margin, y+textSize+10
		}
		s.rect(x, y-20, 22, 22, colourOf(i))
		s.text(x+32, y, name, face, ink, left)
		x += w
	}
	return y + 8
}

// bars draws a row for each bar: its label above, and its values under it.
func bars(s *sheet, rows []bot.Bar, y vg.Length) vg.Length {
	const thick = 26
	note := style{noteSize, false}
	most, room := 0.0, vg.Length(0)
	for _, row := range rows {
		for i, v := range row.Values {
			most = max(most, v)
			if i < len(row.Notes) {
				room = max(room, s.types.width(row.Notes[i], note))
			}
		}
	}
	room = min(room+12, width/2)
	labels := labelsOf(s, len(rows), func(i int) string { return rows[i].Label })
	for i, row := range rows {
		y = above(s, labels[i], y)
		for n, v := range row.Values {
			length := vg.Length(0)
			if most > 0 {
				length = (width - 2*margin - room) * vg.Length(v/most)
			}
			if v > 0 {
				length = max(length, 3)
			}
			s.rect(margin, y, length, thick, colourOf(n))
			if n < len(row.Notes) {
				s.text(margin+length+10, y+thick-5, row.Notes[n], note, pale, left)
			}
			y += thick + 4
		}
		y += 10
	}
	return y
}

// labelsOf returns the labels of n rows as they can be set.
func labelsOf(s *sheet, n int, label func(i int) string) []string {
	labels := make([]string, n)
	for i := range labels {
		labels[i] = label(i)
	}
	return s.types.labels(labels)
}

// above writes the label of a row, which is drawn under it.
func above(s *sheet, label string, y vg.Length) vg.Length {
	y += textSize
	text := style{textSize, false}
	s.text(margin, y, s.types.fit(label, text, width-2*margin), text, ink, left)
	return y + 8
}

// course draws columns along a record, those of each part side by side.
func course(s *sheet, values [][]float64, y vg.Length) vg.Length {
	const height = 150
	most := 0.0
	for _, v := range values {
		most = max(most, slices.Max(append([]float64{0}, v...)))
	}
	parts := len(values[0])
	each := (width - 2*margin) / vg.Length(max(1, parts))
	column := (each - 8) / vg.Length(len(values))
	for n, v := range values {
		for i, value := range v {
			if most == 0 || value == 0 {
				continue
			}
			h := max(3, height*vg.Length(value/most))
			s.rect(margin+each*vg.Length(i)+4+column*vg.Length(n), y+height-h, column-1, h, colourOf(n))
		}
	}
	s.rect(margin, y+height, width-2*margin, 2, pale)
	return y + height + 2
}

// lanes draws a lane for each row, its label above it.
func lanes(s *sheet, rows []bot.Lane, y vg.Length) vg.Length {
	const thick = 24
	labels := labelsOf(s, len(rows), func(i int) string { return rows[i].Label })
	for i, row := range rows {
		y = above(s, labels[i], y)
		s.rect(margin, y, width-2*margin, thick, faint)
		for _, span := range row.Spans {
			from, to := vg.Length(max(0, span[0])), vg.Length(min(1, span[1]))
			s.rect(margin+(width-2*margin)*from, y, max(2, (width-2*margin)*(to-from)), thick, colourOf(row.Series))
		}
		y += thick + 10
	}
	return y
}

// ends sets what stands at the beginning and at the end below a panel.
func ends(s *sheet, names [2]string, y vg.Length) vg.Length {
	if names == ([2]string{}) {
		return y
	}
	face := style{noteSize, false}
	y += noteSize + 6
	half := (width - 3*margin) / 2
	for i, at := range []struct {
		x   vg.Length
		end align
	}{{margin, left}, {width - margin, right}} {
		if s.types.canSet(names[i]) {
			s.text(at.x, y, s.types.fit(names[i], face, half), face, pale, at.end)
		}
	}
	return y + 4
}
