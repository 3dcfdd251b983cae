package rows

import (
	"strings"
	"unicode"
)

// Names of columns in small letters, without spaces and marks. Of two columns
// the one whose name comes first here is read.
var (
	speakerNames = ranked(`speaker speakername speakers speakerlabel speakerdisplayname spokenby sprecher sprecherin sprecherinnen locuteur locutrice intervenant
		hablante orador oradora parlante relatore falante spreker talare taler puhuja mówca konuşmacı говорящий спикер 話者 发言人 說話者 说话人 발화자 화자
		participant participants participantname character persona personaje personnage displayname fullname sender sendername from fromname
		author authorname username user nick nickname name nom nome nombre имя wer who person role rolle rol rôle роль actor label talker player`)
	wordNames = ranked(`text transcript transcription utterance utterances words speech content message messagetext messagebody body dialogue dialog line lines
		sentence statement quote turn turntext caption subtitle playerline transkript wortlaut inhalt nachricht aussage äußerung redebeitrag texte propos paroles
		message texto mensaje transcripción intervención parlamento testo trascrizione battuta tekst текст сообщение реплика 内容 文本 發言 发言 発言 テキスト 내용 텍스트
		said remark remarks comment comments gesagt worte bemerkung bemerkungen kommentar kommentare dicho palabras declaración observación comentario comentarios
		dit mots déclaration remarque remarques commentaire commentaires слова высказывание высказывания замечание комментарий комментарии`)
	timeNames = ranked(`time timestamp timestamps start starttime begin timecode tc in datetime date sentat createdat created startoffset zeit uhrzeit beginn zeitstempel
		datum heure début temps date hora inicio fecha tempo ora data tijd время дата 時間 时间 日時 시간 timestart seconds`)
)

// ranked gives each of some words its place.
func ranked(words string) map[string]int {
	places := make(map[string]int)
	for i, w := range strings.Fields(words) {
		if places[w] == 0 {
			places[w] = i + 1
		}
	}
	return places
}

// columnName returns the name of a column as the tables have it: "speakername"
// for "Speaker Name", and "time" for "Time (s)".
func columnName(text string) string {
	text, _, _ = strings.Cut(text, "(")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// nameColumns returns the columns that a row names.
func nameColumns(text string, names row) columns {
	c := columns{-1, -1, -1}
	best := [3]int{}
	for i, n := range names {
		name := columnName(text[n.Start:n.End])
		for k, kind := range []struct {
			at     *int
			places map[string]int
		}{{&c.speaker, speakerNames}, {&c.words, wordNames}, {&c.time, timeNames}} {
			if place := kind.places[name]; place > 0 && (best[k] == 0 || place < best[k]) {
				best[k], *kind.at = place, i
			}
		}
	}
	return c
}
