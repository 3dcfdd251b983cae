package label

import "rapporteur/corpus/transcript/page"

// honorifics are the abbreviated titles that stand before a name.
var honorifics = page.NewWordList(`mr mrs ms dr prof cde cdes com gen col sen rep lt capt cpt sgt maj cmdr adm gov
	pres amb messrs mme mlle hon rev fr st sr sra srta dra hr hrn herr тов проф акад`)

// bareTitles are those that many write without a full stop.
var bareTitles = page.NewWordList(`Mr Mrs Ms Mx Dr Prof Mme Mlle`)

// titles are those that stand before a name in full.
var titles = page.NewWordList(`señor señora don doña senhor senhora signor signora deputado deputada diputado diputada comrade minister president ambassador senator representative chairman chairwoman
	secretary general colonel captain doctor professor judge justice governor director sir lord lady king
	queen prince princess vice premier chancellor miss mister madame monsieur товарищ господин frau herr
	heer mevrouw pan pani pán paní herra rouva fru sayın onorevole senatore senatrice`)

// mans and womans are the forms of address of those titles and honorifics that tell a
// man from a woman.
var (
	mans = page.NewWordList(`mr mister messrs monsieur m herr hr hrn sr señor don senhor signor sig lord king prince sir heer dhr pan herra
		господин г-н bay κύριος κ`)
	womans = page.NewWordList(`mrs ms miss mme madame mlle mademoiselle frau fräulein fr sra srta señora señorita doña dra senhora dona signora sig.ra lady queen princess
		mevrouw mevr mw pani paní rouva fru frøken госпожа г-жа bayan κυρία`)
)

// articles stand before titles in some languages.
var articles = page.NewWordList(`the el la los las lo il gli le les o a os as der die den det de het`)

// greetings are what letters begin with, before the name of who is written to.
var greetings = page.NewWordList(`dear dearest lieber liebe geehrter geehrte cher chère chers chères estimado estimada estimados querido querida
	caro cara gentile egregio egregia prezado prezada beste geachte kära bästa kære drogi droga szanowny szanowna дорогой дорогая уважаемый уважаемая`)

// roles are the nouns that name a speaker without being a name.
var roles = page.NewWordList(`chaplain acting announcer moderator narrator speaker operator interviewer interviewee host guest
	audience chair chairman chairwoman chairperson clerk president presiding officer voice voices man woman
	men women boy girl questioner question reporter reporters court judge justice witness interpreter
	translator crowd all both unknown unidentified participant participants student students teacher
	member members senator representative delegate secretary minister premier ambassador attorney counsel
	bailiff foreperson juror defendant plaintiff prosecutor caller presenter correspondent journalist
	commentator everyone everybody chorus messenger servant soldier citizen lord gentleman lady ghost
	captain officer doctor nurse porter page herald king queen prince duke earl first second third fourth
	fifth sixth other others several some many prologue epilogue
	byline analyst président présidente première ministre rapporteur rapporteure secrétaire präsident präsidentin
	presidente presidenta председатель député députée députés sénateur sénatrice sénateurs director editor author expert proposition opposition affirmative proposer opposer floor ceo cto founder professor
	sottosegretario sottosegretaria segretario viceministro viceministra relatrice capogruppo secretario secretaria vicepresidente vicepresidenta consejero consejera alcalde alcaldesa portavoz
	voorzitter kamervoorzitter puhemies varapuhemies talman talmannen formand formanden presidentti marszałek wicemarszałek poseł posłanka senator ministr ministro ministra ministru
	ministeri kansanedustaja başkan bakan milletvekili головуючий головуюча голова председательствующий председательствующая ведущий ведущая депутат министр міністр корреспондент журналист
	интервьюер респондент předseda předsedkyně předsedající místopředseda poslanec poslankyně elnök képviselő miniszter președinte preşedinte deputat πρόεδρος προεδρεύων προεδρεύουσα
	υπουργός predsednik predsednica predsjednik predsjednica entrevistador entrevistadora entrevistado entrevistada moderador moderadora moderatorin intervistatore moderatore
	enquêteur enquêtrice animateur animatrice sprecher sprecherin interviewerin befragte befragter abgeordneter abgeordnete
	frage antwort pregunta respuesta domanda risposta vraag antwoord réponse answer вопрос ответ
	lecturer instructor tutor dozent dozentin lehrer lehrerin enseignant enseignante professeur professeure profesor profesora ponente преподаватель лектор учитель учительница`)

// deputies are the members of French chambers whom no name tells apart:
// "Plusieurs députés du groupe SRC."
var deputies = page.NewWordList(`député députée députés sénateur sénatrice sénateurs voix`)

// hanOffices end the names of who holds an office, or stand alone, in a script without
// spaces.
var hanOffices = []string{"議員", "议员", "主席", "委員", "委员", "議長", "议长", "局長", "局长", "司長", "司长", "部長", "部长", "院長", "院长", "大臣", "總理", "总理", "處長", "处长", "署長", "署长", "先生", "女士", "教授", "主任", "秘書", "秘书", "秘書長", "秘书长", "発言者", "參考人", "参考人"}

// callers are how reporters name those who call out, whom no name tells apart.
var callers = page.WordListOf(
	"из зала", "с места", "голос из зала", "голоса из зала", "голос с места", "голоса с мест", "с мест", "із залу", "з місця",
	"une voix", "des voix", "plusieurs voix", "un député", "une députée", "voix diverses", "un sénateur", "une sénatrice",
	"un señor diputado", "una señora diputada", "varios señores diputados", "una voz", "voces", "uma voz", "vozes",
	"una voce", "voci", "zuruf", "zurufe", "zwischenruf", "zwischenrufe", "an hon. member", "hon. members", "several hon. members",
	"an honourable member", "honourable members", "קריאה", "קריאות",
)

// particles are the words in small letters that a label can hold.
var particles = page.NewWordList(`of de del della di da du la le las los les van von zu zur der den ter te y e and & und et
	i и pro tempore the in at for from to with ibn bin al el du dos do das af av och og w z`)

// headings are the words that a heading or a line of a form begins with where
// a label could stand. No speaker is called so.
var headings = page.NewWordList(`act scene scena szene acte atto akt aufzug auftritt scène действие явление сцена
	jornada acto escena dramatis personae persons personen персоны characters cast setting time place date
	title author translator language credits release updated source sources url subject re from bcc
	speakers panelists panellists present absent regrets attendees attending attendance participants guests scribe scribes agenda topic topics
	resolution resolved action actions note notes nb ps table contents chapter section sec secs part
	appendix annex article art figure fig footnote footnotes summary abstract introduction conclusion
	references bibliography index warning copyright license start end finis curtain song
	debate motion break jingle music musik musique intro outro sound sounds sfx fx effect effects geräusch geräusche bruitage bruitages efecto efectos adjournment
	nota notas observation observations observación observaciones bemerkung bemerkungen anmerkung anmerkungen remarque remarques related
	datum ort thema fecha tema lugar lieu sujet дата тема место вывод выводы примечание примечания
	grade homework hausaufgabe hausaufgaben reflection transcript transcription recording recorded duration location venue
	minutes meeting session volume vol number no pages page http https www mailto example e.g i.e viz
	answers keywords tags category media audio video
	interview interviews photo photos foto fotos illustration tellers exercise exercises übung übungen aufgabe aufgaben ejercicio ejercicios exercice exercices vocabulary vocabulario vocabulaire wortschatz
	proof proposition corollary scholium lemma theorem definition definitions axiom axioms
	problem cause remedy ingredients step steps option options attachment attachments enclosure distribution classification classified declassified drafted approved cleared prepared transcribed telephone fax email
	result results next resultado resultados résultat résultats ergebnis ergebnisse próxima prochaine nächste abstimmung решение результат следующее
	transcribed typed записал записала записали набрал набрала transcrit trascritto transcrito aufgezeichnet mitgeschrieben proposed proposer seconded seconder moved carried signed countersigned decision decisions decided outcome outcomes vote votes apologies beschluss beschlüsse anwesend entschuldigt décision décisions présents excusés acuerdo
	acuerdos asistentes ausentes решили постановили присутствовали отсутствовали повестка tagesordnung hours parking contact address
	tel phone website ayes nays noes yeas abstentions abstenciones enthaltungen воздержались word words wortzahl errata erratum documents document exhibit exhibits hint tip caution important update edit fixme todo`)

// sounds are words for what is heard and not said, where scripts have labels.
var sounds = page.NewWordList(`fx sfx effect effects sound sounds music jingle noise musik geräusch geräusche ton musique bruitage bruitages bruit sons
	efecto efectos música sonido sonidos musica effetto effetti rumori suono som sons efeito efeitos muziek geluid музыка шум звук`)

// points are words with a colon that who speaks says of what follows.
var points = page.NewWordList(`note question answer example remember warning tip summary step first second third so and but now yes no music
	reason problem important merke hinweis wichtig frage antwort beispiel grund problem pregunta respuesta ejemplo nota razón importante exemple
	remarque attention réponse raison domanda risposta esempio ricorda вопрос ответ пример внимание важно`)

// remarks end the headings of what somebody adds.
var remarks = page.NewWordList(`comment comments note notes remark remarks reflection reflections
	nota notas remarque remarques hinweis hinweise anmerkung anmerkungen примечание`)

// phrases are headings that begin with a word of names or sentences.
var phrases = page.WordListOf("the house divided", "the committee divided", "roll call", "call to order", "public comment", "public comments", "to do", "to-do", "in favour", "in favor", "my reflection", "our reflection")

// counters are what the points of a speech ("First: the lines"), the days of a
// diary and lists begin with. With a noun beside them they name speakers too
// ("First Citizen"), alone they do not.
var counters = page.NewWordList(`members monday tuesday wednesday thursday friday saturday sunday
	one two three four five six seven eight nine ten first second third fourth fifth sixth firstly secondly thirdly finally lastly
	首先 其次 再次 最后 最後 其一 其二 其三
	erstens zweitens drittens premièrement deuxièmement enfin primero segundo tercero`)

// exclamations are the short sentences that a turn's paragraphs begin with.
// They are written like a label with a full stop.
var exclamations = page.NewWordList(`yes no yeah yep nope ok okay oh ah aha eh well so now then right true false exactly
	precisely indeed sure certainly surely absolutely definitely obviously naturally sorry thanks thank please
	hello hi hey bye goodbye good great fine nice perfect wonderful excellent amen alas bravo hurrah hush
	correct wrong agreed never always perhaps maybe look listen wait stop go come what why who how where when
	nothing nobody none enough silence hm hmm mm uh um mhm ha roger copy
	да нет хорошо конечно ладно oui non bien si sí ja nein doch gut`)
