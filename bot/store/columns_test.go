package store

import (
	"slices"
	"testing"
)

// columns are all columns of all tables, by what they hold of people:
// "nobody" if nothing, "user" if a user's number, "doc" if a document that may
// have one. Whoever adds a column says so here, and sees to it that UserDocuments
// hands over what it holds of a user, and RemoveUser removes it;
// rapporteur/bot/commands.TestAllThatIsKept does all that is kept, and looks.
var columns = map[string]string{
	"budget.id": "nobody", "budget.next_at": "nobody",
	"chores.name": "nobody", "chores.next_at": "nobody",
	"contents.sum": "nobody", "contents.size": "nobody", "contents.data": "nobody", // transcripts, a server's
	"deliveries.key": "nobody", "deliveries.version": "nobody", "deliveries.schedule": "nobody", "deliveries.due_at": "nobody",
	"deliveries.is_open": "nobody", "deliveries.doc": "nobody", "deliveries.look_at": "nobody", "deliveries.place": "nobody",
	"documents.kind": "nobody", "documents.id": "user", "documents.version": "nobody", "documents.guild": "nobody",
	"documents.owner": "user", "documents.expires_at": "nobody", "documents.doc": "doc",
	"drafts.id": "nobody", "drafts.version": "nobody", "drafts.guild": "nobody", "drafts.owner": "user", "drafts.file_sum": "nobody",
	"drafts.sidecar_sum": "nobody", "drafts.size": "nobody", "drafts.expires_at": "nobody", "drafts.doc": "doc",
	"guilds.id": "nobody", "guilds.version": "nobody", "guilds.left_at": "nobody", "guilds.doc": "nobody", "guilds.hides": "nobody",
	"revision.id": "nobody", "revision.number": "nobody",
	"revisions.number": "nobody", "revisions.guild": "nobody", "revisions.changed_at": "nobody",
	"schedules.id": "nobody", "schedules.version": "nobody", "schedules.guild": "nobody", "schedules.next_at": "nobody",
	"schedules.doc": "doc", "schedules.place": "nobody",
	"store_version.version": "nobody",
	"uploads.guild":         "nobody", "uploads.id": "nobody", "uploads.version": "nobody", "uploads.file_sum": "nobody",
	"uploads.sidecar_sum": "nobody", "uploads.size": "nobody", "uploads.owner": "user", "uploads.removed_at": "nobody", "uploads.doc": "nobody",
}

// TestColumns holds that somebody has said of every column whether it holds a
// user's number.
func TestColumns(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		query := `SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
		if IsURL(where) {
			query = `SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema()`
		}
		there, err := s.column(t.Context(), s.db, query)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range there {
			if columns[name] == "" {
				t.Errorf("nobody has said whether the column %s holds anything of a user", name)
			}
		}
		for name := range columns {
			if !slices.Contains(there, name) {
				t.Errorf("there is no column %s", name)
			}
		}
	})
}

// TestScheduleOfNobody holds that schedules are handed over to who set them up, in
// every kind of store, and keep nothing of them afterwards.
func TestScheduleOfNobody(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		for _, by := range []string{"100", "1001", "1%", "200"} {
			v := newSchedule("s" + by)
			v.Creator = by
			if err := s.Save(t.Context(), v); err != nil {
				t.Fatal(err)
			}
		}
		docs, err := s.UserDocuments(t.Context(), "100")
		if err != nil || len(docs) != 1 || docs[0].Kind != KindSchedule || docs[0].ID != "s100" {
			t.Errorf("handed over are %+v, %v", docs, err)
		}
		if docs, err := s.UserDocuments(t.Context(), "1%"); err != nil || len(docs) != 1 || docs[0].ID != "s1%" {
			t.Errorf("a sign that stands for any others hands over %+v, %v", docs, err)
		}
		if err := s.RemoveUser(t.Context(), "100"); err != nil {
			t.Fatal(err)
		}
		for id, want := range map[string]string{"s100": "", "s1001": "1001", "s1%": "1%", "s200": "200"} {
			if v, err := s.Schedule(t.Context(), id); err != nil || v.Creator != want {
				t.Errorf("%s was set up by %q, %v", id, v.Creator, err)
			}
		}
	})
}
