package page

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

func TestDecode(t *testing.T) {
	const western = "É. Brontë. “Già” – sí.\n\nA. Núñez. Ça va?\n"
	const russian = "Лука. Нехорошо, барыня.\n\nПопова. Не выйду!\n"
	utf16Bytes := func(s string, high int) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(s)) {
			pair := []byte{byte(u), byte(u >> 8)}
			b.WriteByte(pair[high])
			b.WriteByte(pair[1-high])
		}
		return b.String()
	}
	encoded := func(cm *charmap.Charmap, s string) string {
		out, err := cm.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	latin := strings.NewReplacer("“", "\"", "”", "\"", "–", "-").Replace(western)
	for _, test := range []struct{ name, data, want string }{
		{"UTF-8", western, western},
		{"UTF-8 with a mark", "\ufeff" + western, western},
		{"UTF-16 little endian", "\xff\xfe" + utf16Bytes(western, 0), western},
		{"UTF-16 big endian", "\xfe\xff" + utf16Bytes(western, 1), western},
		{"UTF-16 without a mark", utf16Bytes(western, 0), western},
		{"UTF-16 big endian without a mark", utf16Bytes(western, 1), western},
		{"Windows-1252", encoded(charmap.Windows1252, western), western},
		{"Latin-1", encoded(charmap.ISO8859_1, latin), latin},
		{"Windows-1251", encoded(charmap.Windows1251, russian), russian},
		{"declared in XML", "<?xml version=\"1.0\" encoding=\"KOI8-R\"?>\n<p>" + encoded(charmap.KOI8R, russian) + "</p>",
			"<?xml version=\"1.0\" encoding=\"KOI8-R\"?>\n<p>" + russian + "</p>"},
		{"Macintosh", encoded(charmap.Macintosh, strings.ReplaceAll(western, "\n", "\r")), western},
		{"line ends of Windows", strings.ReplaceAll(western, "\n", "\r\n"), western},
		{"line ends of old", strings.ReplaceAll(western, "\n", "\r"), western},
		{"a bad byte", "Émile: “ça”, déjà vu \xff.", "Émile: “ça”, déjà vu \uFFFD."},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Decode([]byte(test.data))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
