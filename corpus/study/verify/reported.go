package verify

import (
	"context"
	"rapporteur/corpus/search"
	"slices"
)

var (
	// told are verbs after which the one who is spoken to may stand.
	told = set(`tell tells telling told ask asks asking asked answer answers answered remind reminds reminded assure assures assured
		warn warns warned dijo dice pregunto respondio fragte fragt antwortete dit demanda repondit сказал сказала ответил ответила спросил спросила`)
	// hearers stand for the one who is spoken to.
	hearers = set(`me us you him her them everybody everyone mir uns dir ihm ihr ihnen мне нам вам ему ей им`)
	// clauses begin what is said.
	clauses = set(`that if whether dass daß que si ob что`)
)

// leastReported is how many words are a quotation after "Mikoyan said".
const leastReported = 3

// reported returns the claim of what stands, without marks, after a name and a
// verb of speech: "Mikoyan said we are brothers". It is the whole where the
// record has the verb, or nothing like the rest. f is what is found of the
// whole.
func (v *Verifier) reported(ctx context.Context, whole Claim, f Finding) Claim {
	text := whole.Text
	words := wordsOf(text)
	verb := slices.IndexFunc(words, func(w word) bool { return verbsOfSpeech[w.fold] })
	if verb < 1 || verb > mostLead || whole.Speaker != "" || f.hasWord(verb) {
		return whole
	}
	name, _ := v.subject(ctx, text, words, 0, verb)
	if name == "" || v.nameIn(ctx, text[:words[verb].span.Start]) == "" {
		return whole
	}
	from := verb + 1
	if from < len(words) && hearers[words[from].fold] {
		from++
	} else if from < len(words) && told[words[verb].fold] {
		rest := text[words[verb].span.End:]
		names := v.namesIn(ctx, rest)
		if len(names) > 0 && len(wordsOf(rest[:names[0].start])) == 0 {
			end := words[verb].span.End + names[0].end
			for from < len(words) && words[from].span.Start < end && !search.IsFunctionWord(words[from].fold) {
				from++
			}
		}
	}
	if from < len(words) && clauses[words[from].fold] {
		from++
	}
	if len(words)-from < leastReported {
		return whole
	}
	part := Claim{Text: unquoted(text[words[from].span.Start:]), Speaker: name, Line: whole.Line}
	if v.check(ctx, part).Verdict == Absent {
		return whole
	}
	return part
}

// mostLead is how many words stand at most before the verb: "As the Cuban
// minister of industries Guevara said".
const mostLead = 7

// hasWord reports whether word i of an altered quotation is the record's, too.
func (f Finding) hasWord(i int) bool {
	for _, d := range f.Diff {
		n := len(wordsOf(d.Text))
		if i < n {
			return d.Op == Equal
		}
		i -= n
	}
	return false
}
