package commands

import (
	"strings"

	"rapporteur/corpus/search"
)

// What a word says of where in a record somebody means, in the languages of the
// catalogue.
type spotWord uint8

const (
	noSpotWord spotWord = iota
	spotFiller
	spotFrom   // parts what is meant from whose it is, or of which record
	spotTo     // "the first question to Nixon"
	spotSays   // "the first thing that Che says"
	spotHow    // "how does it end"
	spotRecord // the record itself, whatever it is
	spotLast
	spotStart // the beginning, by itself
	spotEnd
	spotOpening // of somebody: their opening statement
	spotClosing
	spotTurn // what somebody says, by itself
	spotLine
	spotQuestion
	spotAnswer
	spotStatement
	spotPage
	spotScene
	spotAct
	spotNote
)

// spotWords are the words by what they say. The ranks stand apart, in spotRanks.
var spotWords = func() map[string]spotWord {
	all := make(map[string]spotWord)
	for kind, words := range map[spotWord]string{
		spotFiller: "the very that which does do did is was it its this they he she he's me us read show go " +
			"der die das den dem dies diese dieses ein eine er sie es hat " +
			"le la les l un une il elle que qu est ce cet cette " +
			"el los las lo un una este esta que se él ella " +
			"он она оно это эта эту этот",
		spotFrom:     "of in from by with at von vom des aus durch mit de du d des dans par del en por из от у в с со",
		spotTo:       "to for an à au a al для к ко",
		spotSays:     "say says said speaks spoke sagt sagte gesagt spricht dit disait dice dijo habla говорит сказал сказала",
		spotHow:      "how wie comment cómo как",
		spotLast:     "last final letzte letzten letzter letztes dernier dernière derniers dernières último última últimos últimas последний последняя последнее последние последних последнюю",
		spotStart:    "beginning start begin begins began starts started anfang beginn beginnt begann anfängt début commencement commence commencé comienzo principio inicio empieza comienza начало начала начинается начался",
		spotEnd:      "end ending ends ended ende endet endete schluss fin finit termine final termina acaba конец конца концовка кончается заканчивается закончился",
		spotOpening:  "opening eröffnung eröffnende ouverture apertura вступительное вступительная",
		spotClosing:  "closing summation schlusswort abschließende clôture cierre заключительное заключительная",
		spotTurn:     "thing things turn speech speeches word words remark remarks utterance sentence sentences wort worte wörter beitrag satz rede äußerung chose mot mots parole paroles phrase phrases intervention cosa palabra palabras frase frases intervención слово слова слов реплика реплики реплику фраза фразы",
		spotLine:     "line lines zeile zeilen ligne lignes vers línea líneas verso строка строки строку",
		spotQuestion: "question questions frage fragen pregunta preguntas вопрос вопросы",
		spotAnswer:   "answer answers reply antwort antworten réponse réponses respuesta respuestas ответ ответы",
		spotStatement: "statement statements remarks address eröffnungsrede erklärung stellungnahme eröffnungserklärung déclaration discours declaración discurso " +
			"речь заявление выступление",
		spotPage:  "page pages seite seiten página páginas страница страницы страницу",
		spotScene: "scene scenes szene szenen auftritt scène scènes escena escenas сцена сцены сцену",
		spotAct:   "act acts akt akte aufzug acte actes acto actos акт действие",
		spotNote:  "footnote footnotes note fußnote anmerkung nota сноска сноски примечание",
		spotRecord: "record transcript meeting conversation talk conference session discussion debate interview hearing call event document text play book story podcast episode lesson class file " +
			"protokoll gespräch treffen sitzung diskussion debatte anhörung dokument stück drama buch stunde folge datei " +
			"entretien réunion conversation débat audience document texte pièce livre séance épisode fichier " +
			"entrevista reunión conversación debate audiencia documento texto obra libro sesión episodio archivo " +
			"запись запись протокол беседа беседы встреча встречи разговор разговора дебаты интервью документ пьеса пьесы книга",
	} {
		for word := range strings.FieldsSeq(words) {
			all[search.Fold(word)] = kind
		}
	}
	return all
}()

// spotRanks are what a rank counts to.
var spotRanks = func() map[string]int {
	all := make(map[string]int)
	for i, words := range []string{
		"first 1st erste ersten erster erstes premier première premiers premières primer primera primero primeras primeros первый первая первое первые первых первую",
		"second 2nd zweite zweiten zweiter zweites deuxième seconde segundo segunda второй вторая второе вторую",
		"third 3rd dritte dritten dritter drittes troisième tercer tercera tercero третий третья третье третью",
		"fourth 4th vierte vierten vierter viertes quatrième cuarto cuarta четвертый четвертая четвертое четвертую",
		"fifth 5th fünfte fünften fünfter fünftes cinquième quinto quinta пятый пятая пятое пятую",
		"sixth 6th sechste sechsten sechster sechstes sixième sexto sexta шестой шестая шестое шестую",
		"seventh 7th siebte siebten siebter siebtes septième séptimo séptima седьмой седьмая седьмое седьмую",
		"eighth 8th achte achten achter achtes huitième octavo octava восьмой восьмая восьмое восьмую",
		"ninth 9th neunte neunten neunter neuntes neuvième noveno novena девятый девятая девятое девятую",
		"tenth 10th zehnte zehnten zehnter zehntes dixième décimo décima десятый десятая десятое десятую",
	} {
		for word := range strings.FieldsSeq(words) {
			all[search.Fold(word)] = i + 1
		}
	}
	return all
}()
