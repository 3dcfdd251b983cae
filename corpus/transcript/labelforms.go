package transcript

import "strings"

// Forms of labels beside a name and a colon or a full stop.

// cutMarked reads a label that other marks than a colon set apart: "<nick> +1",
// a line of a chat in minutes, or "Q - Why?".
func cutMarked(text string) (label, bool) {
	if len(text) < 4 {
		return label{}, false
	}
	if text[0] == '<' {
		name, _, ok := strings.Cut(text[1:min(len(text), maxLabelBytes)], "> ")
		if !ok || len(name) < 2 || strings.ContainsAny(name, " /=\"<") || !looksLikeName(name) {
			return label{}, false
		}
		return label{name: name, rest: strings.TrimSpace(text[len("<")+len(name)+len("> "):])}, true
	}
	if text[0] != 'Q' && text[0] != 'A' || text[1] != ' ' {
		return label{}, false
	}
	if text[0] == 'Q' && text[2] == ' ' {
		return label{name: text[:1], rest: strings.TrimSpace(text[2:])}, true // of a briefing
	}
	for _, dash := range []string{"- ", "– ", "— "} {
		if rest, ok := strings.CutPrefix(text[2:], dash); ok {
			return label{name: text[:1], rest: strings.TrimSpace(rest)}, true
		}
	}
	return label{}, false
}

// cutDashed reads a label whose full stop is followed by a dash: "ARGANTE.--Ah!",
// "ARGANTE, en colère. — Ah!". The manner stays with the words, as an aside.
func cutDashed(text string) (label, bool) {
	limit := min(len(text), maxLabelBytes)
	for at := strings.IndexByte(text[:limit], '.'); at > 0; {
		rest := strings.TrimPrefix(text[at+1:], " ")
		if rest == "" || rest[0] != '-' && rest[0] != 0xE2 {
			rest = "" // no dash begins so
		}
		for _, dash := range []string{"--", "—", "–"} {
			said, ok := strings.CutPrefix(rest, dash)
			if !ok {
				continue
			}
			name, how, _ := strings.Cut(text[:at], ", ")
			found, ok := newLabel(name, strings.TrimLeft(said, "- —–"))
			if how != "" {
				ok = ok && isCaps(name) && beginsInSmall(how)
				found.how = how
			}
			return found, ok && allNameWords(found.name)
		}
		next := strings.IndexByte(text[at+1:limit], '.')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return label{}, false
}

// cutDirected cuts the direction off a label on its own line: "JACK.
// [Advancing.]", or "JACK [Advancing.]" where the name is in capitals. What is
// left ends with a full stop.
func cutDirected(text string) (name, direction string) {
	last := len(text) - 1
	if last < 0 || text[last] != ']' && text[last] != ')' {
		return text, ""
	}
	open := strings.LastIndexAny(text, "[(")
	if open <= 0 {
		return text, ""
	}
	name = strings.TrimRight(text[:open], " _")
	if stem, stopped := strings.CutSuffix(name, "."); stopped || text[open] == '[' && hasCapsOnly(stem) {
		return stem + ".", text[open:]
	}
	return text, ""
}

// hasCapsOnly reports whether all words of a label but the particles between
// them are in capitals.
func hasCapsOnly(name string) bool {
	for _, w := range strings.Fields(name) {
		if !particles[w] && !isCaps(w) {
			return false
		}
	}
	return isCaps(strings.Split(name, " ")[0])
}

// cutHeading reads a label that is a heading of Markdown.
func cutHeading(text string) (label, bool) {
	if text[0] != '#' {
		return label{}, false
	}
	name := strings.TrimLeft(text, "#")
	if !strings.HasPrefix(name, " ") {
		return label{}, false
	}
	return cutAlone(strings.TrimRight(name[1:], ":"), "")
}
