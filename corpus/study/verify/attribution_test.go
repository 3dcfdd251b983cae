package verify

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// attributions are ways to say who said something: N is the name, Q the words.
var attributions = strings.Split(strings.TrimSpace(`
N: “Q”
N: Q
**N:** “Q”
**N**: Q
“Q” — N
“Q” – N, 1962
"Q" -N
Q — N
“Q” (N)
“Q” (N 3)
“Q” (N, 1962, p. 7)
“Q” (N, 1962)
Q (N 3)
“Q,” said N.
“Q,” N said.
“Q”, says N
“Q,” N told them later that day.
N said, “Q”
N said that “Q”
N argued that “Q”
N (1962) reported that “Q” (p. 5).
N, who had just arrived, insisted that “Q”.
As N said, “Q”
As N put it: “Q”
According to N, “Q”
In N’s words, “Q”
In the words of N: “Q”
N’s view was that “Q”.
N's answer is: “Q”
N’s claim that “Q” is well known.
Then N replied: “Q”
However, N responded, “Q”
Later N added that “Q”
Interestingly, N notes: “Q”
> Q
> Q — N
> Q (N 3)
> **N:** Q
N sagte: „Q“
N erwiderte: „Q“
„Q“, antwortete N.
Darauf entgegnete N: „Q“
Laut N „Q“
N hat gesagt: „Q“
Wie N betonte, „Q“
N dijo: «Q»
N respondió que «Q»
«Q», contestó N.
Según N, «Q»
Como afirmó N, «Q»
N ha dicho: «Q»
N a dit : « Q »
N a répondu : « Q »
« Q », a déclaré N.
« Q », répondit N.
Selon N, « Q »
Comme l’a dit N, « Q »
N сказал: «Q»
N ответил, что «Q»
«Q», — сказал N.
Как отметил N, «Q»
`), "\n")

// namesAround returns how texts name one who speaks, and namesakes.
func namesAround(p *corpus.Person) (own, others []string) {
	name, _, _ := strings.Cut(p.Name, "(") // "Mr. Ashdown (Yeovil)"
	words := strings.Fields(strings.NewReplacer("“", "", "”", "").Replace(name))
	if len(words) == 0 {
		return []string{p.Name}, []string{p.Name}
	}
	family := words[len(words)-1]
	own = []string{strings.TrimSpace(name), family}
	for _, alias := range p.Aliases {
		if !strings.ContainsAny(alias, "()") {
			own = append(own, alias)
		}
	}
	for _, given := range []string{"Alfredo", "Wilhelmina", "Sergo", "Zoë"} {
		others = append(others, given+" "+family)
	}
	return own, others
}

// TestAttributions holds that whoever is named in whatever way is told from
// others: those who speak there, and namesakes.
func TestAttributions(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	for _, library := range adversaries(t) {
		t.Run(library.name, func(t *testing.T) {
			v := library.v
			rng := rand.New(rand.NewPCG(3, 3))
			lib := v.index.Library()
			turns := slices.DeleteFunc(speeches(v), func(turn *corpus.Turn) bool {
				p := lib.Person(turn)
				return len(strings.Fields(turn.Text)) < 8 || p == nil || p.Name[0] == '(' || !v.isSpeaker(t.Context(), p.Name) || strings.ContainsAny(turn.Text, "[]“”\"«»`()") || isOffice(p.Name)
			})
			tried := make(map[string]int)
			missed := make(map[string][]string)
			check := func(kind, form, name, words string, want Attribution) {
				text := strings.NewReplacer("N", name, "Q", words).Replace(form)
				if form == "> Q" {
					text = "> " + words + "\n— " + name
				}
				findings, err := v.CheckText(t.Context(), text)
				if err != nil {
					t.Fatal(err)
				}
				tried[kind]++
				got := "nothing"
				if len(findings) > 0 {
					got = fmt.Sprintf("%s %s (%q)", findings[0].Verdict, findings[0].Attribution, findings[0].Speaker)
				}
				if len(findings) != 1 || findings[0].Attribution != want || findings[0].Verdict != Verbatim {
					missed[kind] = append(missed[kind], got+": "+text)
				}
				if len(findings) == 1 && (want == Wrong && findings[0].Attribution == Right || want == Right && findings[0].Attribution == Wrong) {
					t.Errorf("%s: called %s (%q): %s", kind, findings[0].Attribution, findings[0].Speaker, text)
				}
			}
			for _, form := range attributions {
				for range 4 {
					turn := turns[rng.IntN(len(turns))]
					all := strings.Fields(turn.Text)
					n := min(len(all), 6+rng.IntN(8))
					from := rng.IntN(len(all) - n + 1)
					words := strings.TrimRight(strings.Join(all[from:from+n], " "), ".,;:!?—- ")
					person := lib.Person(turn)
					own, others := namesAround(person)
					name := own[rng.IntN(len(own))]
					if p, sure, _ := v.index.Speakers(t.Context(), name, nil); sure && p[0].Person == person {
						check("own", form, name, words, Right)
					}
					check("namesake", form, others[rng.IntN(len(others))], words, Wrong)
					other := &lib.People[rng.IntN(len(lib.People))]
					said := slices.ContainsFunc(turns, func(o *corpus.Turn) bool { return lib.Person(o) == other && holdsWords(o, words) })
					if names, _ := namesAround(other); other != person && !said && !isOffice(other.Name) && other.Name[0] != '(' && v.isSpeaker(t.Context(), names[0]) {
						check("another", form, names[0], words, Wrong)
					}
				}
			}
			for _, kind := range []string{"own", "another", "namesake"} {
				// What a library does not know of a name it does not judge.
				if len(missed[kind])*50 > tried[kind] && (kind != "namesake" || library.name == "record") {
					t.Errorf("%s: %d of %d missed", kind, len(missed[kind]), tried[kind])
				}
				t.Logf("%s: %d of %d missed", kind, len(missed[kind]), tried[kind])
				for _, m := range missed[kind] {
					t.Logf("    %s", m)
				}
			}
		})
	}
}

func holdsWords(t *corpus.Turn, words string) bool {
	return strings.Contains(" "+search.Fold(t.Text)+" ", " "+search.Fold(words)+" ")
}
