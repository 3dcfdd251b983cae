package texts

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// stageWords begin directions without brackets: who comes and goes, what is
// heard and seen.
var stageWords = page.NewWordList(`enter enters re-enter reenter exit exits exeunt manet manent alarum alarums flourish sennet curtain blackout
	lights thunder lightning knocking silence pause music trumpets drums offstage
	entre entrent entrée sort sortent rideau noir musique coups
	vorhang stille musik ab auftritt auftritte licht
	entra entran sale salen telón oscuro música silencio entrano esce escono sipario buio silenzio sai saem entram cortina
	входит входят уходит уходят занавес пауза тишина`)

// stageVerbs are what persons and things do in directions, in the third person.
var stageVerbs = page.NewWordList(`sit sits rise rises stand stands exit exits enter enters leave leaves go goes laugh laughs weep weeps cry cries kneel kneels
	kiss kisses embrace embraces fight fights die dies sleep sleeps wake wakes fall falls run runs turn turns point points nod nods sigh sighs
	smile smiles bow bows sing sings dance dances drink drinks board boards cough coughs beat beats ring rings sound sounds strike strikes knock knocks open opens close closes
	scream screams clap claps enter freeze freezes jump jumps
	take takes give gives show shows hold holds pick picks put puts throw throws hand hands draw draws cross crosses climb climbs hide hides
	montre montrent prend prennent donne donnent ouvre ouvrent ferme ferment regarde regardent tient tiennent jette jettent
	zeigt zeigen nimmt nehmen gibt geben hält halten öffnet öffnen schließt schließen schaut schauen wirft
	muestra muestran toma toman coge cogen abre abren cierra cierran mira miran
	fade fades dim dims pause pauses look looks wait waits whisper whispers shout shouts yawn yawns shrug shrugs wave waves faint faints stab stabs
	sort sortent entre entrent rit rient pleure pleurent tombe tombent sonne sonnent assied asseyent lève lèvent s'assied s'asseyent
	lacht lachen weint weinen geht gehen kommt kommen steht stehen setzt setzen fällt fallen läutet läuten klopft
	sale salen entra entran ríe ríen llora lloran cae caen suena suenan
	смеется смеётся смеются плачет плачут уходит уходят входит входят садится садятся встает встаёт встают звонит`)

// stagePersons stand for persons before such verbs.
var stagePersons = page.NewWordList(`they he she it all both everyone everybody il elle ils elles tous toutes er sie es alle beide
	él ella ellos ellas todos он она они все`)

// stageArticles stand before what does something.
var stageArticles = page.NewWordList(`a an the le la les un une der die das ein eine el los las una`)

// spoken are words that nobody but who speaks uses.
var spoken = page.NewWordList(`i me my mine we us our ours you your yours thou thee thy thine ye i'm i'll i've we're you're
	je j'ai moi mon ma mes nous notre nos vous votre vos tu te toi ton ta tes
	ich mich mir mein meine wir uns unser unsere du dich dir dein deine ihr euch euer
	yo mi mis nosotros nosotras tú ti tu tus usted ustedes
	я меня мне мной мой моя мы нас нам наш ты тебя тебе твой вы вас вам ваш`)

// tells reports whether a short line is a sentence in which nobody speaks of himself
// or to others.
func tells(text string) bool {
	if len(text) > label.MaxBytes || !beginsWithCapital(text) || !page.EndsSentence(text) || strings.ContainsAny(text, "?!:\"“”«»„") {
		return false
	}
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		if spoken.Has(strings.Trim(w, ".,;—–-’'()")) {
			return false
		}
	}
	return true
}

// isStage reports whether a line without a label says what is done and not what
// is said, by its words alone: "Enter a SOLDIER.", "A drum beats.", "They sit.
// Curtain.". named reports whether a word is one of a speaker's name.
func isStage(text string, named func(word string) bool) bool {
	const most = 14 // words
	if first, _ := utf8.DecodeRuneInString(text); !unicode.IsUpper(first) || strings.ContainsAny(text, "?!:\"“”«»„") || strings.Count(text, " ") >= most {
		return false
	}
	words := strings.Fields(strings.ToLower(text))
	for i, w := range words {
		words[i] = strings.Trim(w, ".,;—–-’'()")
		if spoken.Has(words[i]) {
			return false
		}
	}
	if stageWords.Has(words[0]) {
		// "Silence is golden." says something, "Silence." does nothing else.
		return len(words) == 1 || !states.Has(words[1])
	}
	at := 0
	person := stagePersons.Has(words[0])
	if person || stageArticles.Has(words[0]) {
		at = 1
	}
	from := at
	for at < len(words)-1 && at < from+3 && (named(words[at]) || person && stagePersons.Has(words[at])) {
		at++
	}
	if at == 1 && from == 1 && !person && at+1 < len(words) { // "A drum beats."
		return stageVerbs.Has(words[2])
	}
	return at > 0 && at < len(words) && (stageVerbs.Has(words[at]) || at > from && !person && strings.HasSuffix(words[at], "s") && !states.Has(words[at]))
}

// states are verbs that say how something is.
var states = page.NewWordList(`is are was were has have had will would can could may might must shall should est sont était ist sind war es son era`)

// A closing is what a line begins with, and at times ends with, that says when a
// talk ended.
type closing struct {
	first string // bytes that it can begin with
	dated bool   // there is a digit in it
	form  *regexp.Regexp
}

var closings = []closing{
	{"TtMmSsHhCcAaIiDdRr", true, regexp.MustCompile(`^(?i:the |this )?(?i:meeting|sitting|session|hearing|council|committee|conference|house|assembly|class|interview|deposition|recording|call)(?i: was| is)?(?i: then)? (?i:closed|adjourned|ended|ends|concluded|rose|suspended|stopped|finished)\b.{0,80}\d`)},
	{"WAM", true, regexp.MustCompile(`^(?:Whereupon|Adjourned|Meeting over|Meeting ends|Meeting ended)\b.{0,120}\d`)},
	{"EeFfSs\xD0", false, regexp.MustCompile(`^(?i:end|ende|fin|fine|fim|slut|конец)(?i: of| der| des| de la| de| du| della| dell'| da| do)?(?i: the)? ?(?i:interview|recording|tape|side|transcript|transcription|meeting|session|call|hearing|debate|class|discussion|aufnahme|gesprächs?|interviews?|sitzung|aufzeichnung|entretien|enregistrement|séance|entrevista|grabación|sesión|intervista|registrazione|gravação|записи|интервью|заседания)\b.{0,20}$`)},
	{"ELSA\xD0", false, regexp.MustCompile(`^(?:Eran las|Era la|Eram|Se levanta la sesión a las|Se suspende la sesión a las|Se cierra la sesión a las|La seduta (?:termina|è tolta|comincia) alle|La séance (?:est|était) (?:levée|suspendue|reprise|close) à|La séance, suspendue|Schlu(?:ss|ß) (?:der Sitzung|um)|Ende der Sitzung|Sitzungsende|Заседание (?:закрыто|окончено|закончено) в|Конец заседания|Encerra-se a sessão às|A sessão foi encerrada às)`)},
	{"\xE3\xE4\xE5\xE6\xE7\xE8\xE9\xEF", false, regexp.MustCompile(`^.{0,15}(?:午後|午前|下午|上午|中午|正午|於|会議|會議).{0,24}(?:散会|散會|休憩|休会|休會|閉会|閉會|闭会|開議|開会|再開|結束|结束)(?:した)?[。）)]?$`)},
	{"KBSDMTP", true, regexp.MustCompile(`^(?:Kapanma Saati|Birleşime? .{0,40} kapa|Sluiting|De vergadering (?:wordt|is) .{0,30}(?:gesloten|geschorst)|Møtet (?:slutt|hevet)|Mødet (?:er )?hævet|Plenum avslutades|Sammanträdet avslutades|Täysistunto (?:lopetettiin|päättyi|keskeytettiin)|Posiedzenie (?:zakończono|zakończyło))`)},
	{"\xCE\xD8\xD0", false, regexp.MustCompile(`^(?:Λήξη (?:της )?συνεδρίασης|Λύση (?:της )?συνεδρίασης|رفعت الجلسة|انتهت الجلسة|Засідання (?:закрито|закінчено|завершено))`)},
}

// recordings are what lines end with in which a program says when it began to
// write down what is said, and when it stopped.
var recordings = []string{" started transcription", " stopped transcription", " started recording", " stopped recording", " hat die Transkription gestartet",
	" hat die Transkription beendet", " a démarré la transcription", " a arrêté la transcription", " inició la transcripción", " detuvo la transcripción"}

// isClosing reports whether a line says when or that a talk ended. What stands in
// brackets is the recorder's anyhow.
func isClosing(text string) bool {
	if len(text) > label.MaxBytes {
		return false
	}
	if text = strings.Trim(text, "-–—=*~ "); text == "" { // "-- end of recording --"
		return false
	}
	for _, end := range recordings {
		if who, ok := strings.CutSuffix(text, end); ok && strings.Count(who, " ") < 5 && !strings.ContainsAny(who, ".!?:") {
			return true
		}
	}
	for _, c := range closings {
		if strings.IndexByte(c.first, text[0]) >= 0 && (!c.dated || page.HasDigit(text)) && c.form.MatchString(text) {
			return true
		}
	}
	return false
}

// isItem reports whether a line is the heading of an item of an agenda: "2. Any
// other business".
func isItem(text string) bool {
	number, rest, ok := strings.Cut(text, " ")
	bare := strings.TrimRight(number, ".)")
	first, _ := utf8.DecodeRuneInString(rest)
	return ok && bare != number && label.IsNumber(bare) && len(bare) < 3 && unicode.IsUpper(first) && strings.Count(rest, " ") < 8 && !page.EndsSentence(text)
}
