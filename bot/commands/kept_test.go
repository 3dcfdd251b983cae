package commands

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/daily"
	"rapporteur/bot/game"
	"rapporteur/bot/library"
	"rapporteur/bot/store"
)

// TestAllThatIsKept has a user do everything that is kept, and compares the file
// that is handed over with each row of the store's tables. After all of it is
// deleted, neither the user's number nor their words stand in any row, nor in the
// bytes of the file.
func TestAllThatIsKept(t *testing.T) {
	where := filepath.Join(t.TempDir(), "kept.db")
	kept, err := store.Open(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	s := &study{
		client: &client{t: t, user: "100200300400500600", permissions: discordgo.PermissionManageGuild},
		now:    time.Now(), access: make(map[string]bot.Access), store: kept,
	}
	shelves, err := library.New(t.Context(), library.Options{
		Store: kept, Index: builtIn(), Quota: bot.Quota{Records: 5, Bytes: 1 << 20}, Log: textLog(&s.log),
	})
	if err != nil {
		t.Fatal(err)
	}
	decks := daily.NewDecks(shelves)
	decks.Swap(builtIn())
	s.engine = daily.New(daily.Options{Store: kept, Decks: decks, Permissions: s})
	s.bot = bot.New(bot.Options{
		Index: builtIn(), Libraries: shelves, Log: textLog(&s.log),
		Commands: All(Options{
			Rand: rand.New(rand.NewPCG(1, 2)), Log: textLog(&s.log), Schedules: kept, Scheduler: s.engine, Documents: kept, Uploads: shelves,
			Rounds: game.New(game.Options{Store: kept, Editor: nowhere{}}),
		}),
	})
	const words = "zanthor quorvex" // the user's own
	quotation := s.run("/quote text: letters of support")
	s.click(s.click(quotation, s.user, "Save"), s.user, "for the class")
	s.sub("saved", "note", "quotation", "mikoyan-1962-11-18:33", "note", words)
	question := s.sub("whosaid", "play", "rounds", "3")
	rounds, err := kept.Documents(t.Context(), bot.DocumentFilter{Kind: bot.KindRound}, "", 2)
	if err != nil || len(rounds) != 1 {
		t.Fatal(len(rounds), err)
	}
	var round bot.Round
	if err := json.Unmarshal(rounds[0].Body, &round); err != nil {
		t.Fatal(err)
	}
	s.press("1:listed:true", "", s.user, 0)
	s.press(fmt.Sprintf("1:guess:%s:0:%d", round.ID, round.Asked[0].Right), "", s.user, 0)
	s.click(question, s.user, "Show the answer")
	s.daily("add channel:40 time:07:30 timezone:UTC question:" + words)
	upload := bot.Upload{Guild: "3", File: "own.txt", Title: "Own", User: s.user}
	if err := shelves.Save(t.Context(), &upload, []byte(ownRecord()), nil); err != nil {
		t.Fatal(err)
	}
	draft := bot.Draft{Guild: "3", User: s.user, File: words, Expires: time.Now().Add(time.Hour)}
	if err := kept.SaveDraft(t.Context(), &draft, []byte(ownRecord()), nil); err != nil {
		t.Fatal(err)
	}

	var handed struct{ Kept []struct{ Kind string } }
	handedOver := file(t, s.press("1:handover:all", "", s.user, 0))
	if err := json.Unmarshal([]byte(handedOver), &handed); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, k := range handed.Kept {
		kind, _, _ := strings.Cut(k.Kind, "/")
		kinds[kind]++
	}
	rows := rowsWith(t, where, s.user)
	named := 0
	for table, of := range map[string][]string{
		"documents": {"saved", "answer", "score", bot.KindRound}, "uploads": {store.KindUpload}, "drafts": {store.KindDraft}, "schedules": {store.KindSchedule},
	} {
		n := 0
		for _, kind := range of {
			n += kinds[kind]
		}
		if named += n; n != len(rows[table]) || n < len(of) {
			t.Errorf("%d rows of %s name the user, and the file has %d things of them: %v\n%s", len(rows[table]), table, n, kinds, strings.Join(rows[table], "\n"))
		}
		delete(rows, table)
	}
	if len(rows) > 0 || named != len(handed.Kept) {
		t.Errorf("rows name the user that the file knows nothing of: %v; it has %d things, %d in rows", rows, len(handed.Kept), named)
	}
	if strings.Count(handedOver, words) != 3 {
		t.Errorf("the note, the question and the draft's name are not all in the file:\n%s", handedOver)
	}
	if strings.Contains(handedOver, `"Token"`) {
		t.Error("the file holds the token of a round")
	}

	s.press("1:forget:sure", "", s.user, 0)
	if rows := rowsWith(t, where, s.user); len(rows) > 0 {
		t.Errorf("all is deleted, and these rows name the user: %v", rows)
	}
	if docs, err := kept.Documents(t.Context(), bot.DocumentFilter{Kind: bot.KindRound}, "", 2); err != nil || len(docs) != 1 {
		t.Errorf("the round of all is gone: %d, %v", len(docs), err)
	}
	s.daily("remove all:true") // the question is the server's
	kept.Close()
	files, err := filepath.Glob(where + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{s.user, words} {
			if strings.Contains(string(data), secret) {
				t.Errorf("%s still holds %q", filepath.Base(name), secret)
			}
		}
	}
}

// rowsWith returns the rows of a store that hold a text in any column, by table.
func rowsWith(t *testing.T, where, text string) map[string][]string {
	t.Helper()
	db, err := sql.Open("sqlite", where)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list := func(query string) (all [][]any, columns []string) {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		if columns, err = rows.Columns(); err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values, to := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				to[i] = &values[i]
			}
			if err := rows.Scan(to...); err != nil {
				t.Fatal(err)
			}
			all = append(all, values)
		}
		return all, columns
	}
	found := map[string][]string{}
	tables, _ := list(`SELECT name FROM sqlite_master WHERE type = 'table'`)
	for _, table := range tables {
		name := fmt.Sprint(table[0])
		rows, columns := list(`SELECT * FROM ` + name)
		for _, row := range rows {
			var said []string
			for i, v := range row {
				if b, ok := v.([]byte); ok {
					v = string(b)
				}
				said = append(said, fmt.Sprintf("%s: %v", columns[i], v))
			}
			if all := strings.Join(said, ", "); strings.Contains(all, text) {
				found[name] = append(found[name], all)
			}
		}
	}
	return found
}
