package texts

import (
	"strings"

	"rapporteur/corpus/transcript/page"
)

// A tongue is what tells speech from what is told in a language. A new language
// is an entry in tongues.
type tongue struct {
	spoken     map[string]bool // words that nobody but who speaks uses
	elided     map[string]bool // the same, before an apostrophe
	contracted map[string]bool // what stands after one in speech
	joins      map[string]bool // words that go on with what was said
	articles   map[string]bool
	persons    map[string]bool // words for persons who do something
	verbs      map[string]bool // what persons do, where it is told
	endings    []string        // of verbs in what is told
	formulas   []string        // what minutes and directions begin with
	floors     []string        // what those begin with who give others the floor
}

// begins reports whether text begins with one of some phrases.
func (t *tongue) begins(phrases []string, text string) bool {
	text = strings.TrimLeft(text, "*_>-– ")
	for _, f := range phrases {
		if len(text) > len(f) && strings.EqualFold(text[:len(f)], f) && !isLetterByte(text[len(f)]) {
			return true
		}
	}
	return false
}

func isLetterByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }

// tells reports whether a word in small letters is what somebody does where that
// is told.
func (t *tongue) tells(word string) bool {
	if t.verbs[word] {
		return true
	}
	if states.Has(word) {
		return false
	}
	for _, e := range t.endings {
		if len(word) > len(e)+1 && strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

// tongueOf returns the tongue of a text from line first on; that of an unknown
// language knows what all others do.
func tongueOf(s *page.Sheet, first int) *tongue {
	tag := page.Language(func(yield func(string) bool) {
		for i := first; i < len(s.Lines); i++ {
			if !yield(s.At(i)) {
				return
			}
		}
	})
	if t := tongues[tag]; t != nil {
		return t
	}
	return anyTongue
}

// anyTongue knows what all others know.
var anyTongue = func() *tongue {
	all := &tongue{}
	join := func(a *map[string]bool, b map[string]bool) {
		if *a == nil {
			*a = make(map[string]bool)
		}
		for w := range b {
			(*a)[w] = true
		}
	}
	for _, t := range tongues {
		join(&all.spoken, t.spoken)
		join(&all.elided, t.elided)
		join(&all.contracted, t.contracted)
		join(&all.joins, t.joins)
		join(&all.articles, t.articles)
		join(&all.persons, t.persons)
		join(&all.verbs, t.verbs)
		all.formulas = append(all.formulas, t.formulas...)
		all.floors = append(all.floors, t.floors...)
	}
	return all
}()

func lines(text string) []string {
	var all []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

var tongues = map[string]*tongue{
	"en": {
		spoken: page.WordSet(`i me my mine myself we us our ours ourselves you your yours yourself thou thee thy thine ye im ive ill dont cant
			this these here now today tomorrow please thanks ok okay well oh yeah gonna let think guess maybe`),
		contracted: page.WordSet(`m ve ll re t d em`),
		joins:      page.WordSet(`it and but so or because yes no well then also therefore however it's that's that there's he's she's what`),
		articles:   page.WordSet(`the a an all both`),
		persons:    page.WordSet(`they he she everyone everybody somebody someone both all`),
		verbs: page.WordSet(`said says told tells spoke speaks asked asks read reads left leaves rose rises sat sits stood stands went goes took takes gave gives
			made makes put puts did does thought thinks began begins came comes ran runs fell falls held holds met meets sang sings wrote writes drew draws
			threw throws shook shakes found finds brought brings got gets then laughed laughs
			enter exit look laugh run sit stand leave freeze nod bow cheer clap scream shout go come take sing dance cry open close all both again slowly quickly suddenly quietly`),
		endings: []string{"ed", "es", "s"},
		formulas: lines(`
			seconded by
			seconded and
			moved by
			moved and
			motion by
			motion carried
			motion passed
			motion failed
			motion approved
			motion agreed
			proposed by
			carried unanimously
			carried
			agreed unanimously
			approved unanimously
			adopted unanimously
			passed unanimously
			unanimously agreed
			unanimously approved
			there being no
			there were no further
			there was a brief discussion
			there was a short discussion
			there was a discussion
			there was general
			there was laughter
			there was applause
			it was agreed
			it was decided
			it was resolved
			it was noted
			it was proposed
			it was moved
			it was suggested
			after discussion
			after some discussion
			after a short discussion
			after a brief discussion
			after further discussion
			after a discussion
			following discussion
			following a discussion
			discussion followed
			a discussion followed
			a brief discussion followed
			a discussion ensued
			the meeting was
			the meeting closed
			the meeting ended
			the meeting adjourned
			the meeting then
			the session was
			the session closed
			the session ended
			the sitting was
			the sitting rose
			the motion was
			the motion is carried
			the motion carried
			the motion passed
			the motion failed
			the amendment was
			the amendments were
			the resolution was
			the proposal was
			the minutes were
			the minutes of the
			the agenda was
			the bill was
			the vote was taken
			the class laughs
			the class votes
			the class laughed
			the audience laughs
			the audience claps
			the audience laughed
			the audience applauded
			the bell rings
			the bell rang
			the lights
			the curtain
			the phone rings
			a vote was
			a recorded vote
			a show of hands
			a motion was
			a pause
			a long pause
			a short pause
			a bell rings
			a silence
			long pause
			short pause
			long silence
			a break was
			laughter in
			applause from
			laughter from
			general laughter
			much laughter
			lights on
			lights off
			lights up
			lights down
			signed
			respectfully submitted
			next meeting
			meeting closed
			meeting adjourned
			meeting ended
			minutes taken by
			minutes prepared by
			all in favour
			none opposed
			end of`),
		floors: lines(`
			the floor is
			the floor goes
			the chair recognizes
			the chair recognises
			the question is
			the next speaker
			the next question
			the gentleman from
			the gentlewoman from
			the senator from
			the clerk will
			the house will
			the committee will
			the meeting will
			the court will
			the witness may`),
	},
	"de": {
		spoken: page.WordSet(`ich mich mir mein meine meinen meinem meiner wir uns unser unsere unseren du dich dir dein deine deinen ihr euch euer eure
			ja nein hier jetzt heute morgen bitte danke doch halt eben mal`),
		joins:    page.WordSet(`und aber oder denn also dann weil ja nein das doch sondern`),
		articles: page.WordSet(`der die das ein eine alle beide`),
		persons:  page.WordSet(`er sie alle beide jemand man`),
		verbs: page.WordSet(`sagt sagte fragt fragte liest las verlässt verließ steht stand sitzt saß geht ging nimmt nahm gibt gab macht machte setzt stellt stellte
			kommt kam läuft lief fällt fiel hält hielt singt sang schreibt schrieb wirft warf schüttelt lacht lachte lachen lächelt weint nickt seufzt hustet ruft rief
			schweigt schwieg zeigt zeigte erklärt erklärte berichtet berichtete eröffnet eröffnete schließt schloss bittet bat dankt dankte beantragt beantragte schlägt schlug
			stimmt stimmen trinkt isst öffnet gehen kommen stehen setzen rufen nicken klatschen klatscht begrüßt begrüßte liest verliest verlas erläutert erläuterte`),
		formulas: lines(`
			nach kurzer diskussion
			nach kurzer aussprache
			nach einer diskussion
			nach einer kurzen
			nach längerer diskussion
			der antrag wird
			der antrag wurde
			der antrag ist
			die sitzung wird
			die sitzung wurde
			die sitzung ist
			die sitzung endet
			die sitzung schließt
			die versammlung
			es wurde beschlossen
			es wird beschlossen
			es wurde
			es folgt
			es folgte
			einstimmig
			ohne gegenstimme
			mit einer enthaltung
			alle sind einverstanden
			alle stimmen zu
			alle lachen
			gelächter im
			gelächter
			lachen im
			beifall im
			beifall bei
			beifall
			applaus
			allgemeines gelächter
			lange pause
			kurze pause
			langes schweigen
			das licht
			der vorhang
			die klasse
			es klingelt
			es läutet
			die glocke
			unterschrift
			gezeichnet
			gez.
			nächste sitzung
			nächstes treffen
			ende der
			ende des`),
		floors: lines(`
			das wort hat
			das wort geht
			das wort erhält
			nächster redner
			nächste rednerin
			nächste frage
			als nächster
			als nächste`),
	},
	"fr": {
		spoken:   page.WordSet(`je moi mon ma mes nous notre nos vous votre vos tu te toi ton ta tes me oui non merci ici aujourd'hui demain maintenant alors ben bon`),
		elided:   page.WordSet(`j m t`),
		joins:    page.WordSet(`et mais ou donc car alors puis oui non parce c'est ça`),
		articles: page.WordSet(`le la les un une tous toutes`),
		persons:  page.WordSet(`il elle ils elles on tous toutes chacun quelqu'un`),
		verbs: page.WordSet(`dit demande demanda lit lut quitte quitta se sort entre prend prit donne donna fait fit met vient vint court tombe tient chante écrit jette rit rient sourit pleure
			hoche soupire tousse crie crient montre explique expliqua rapporte ouvre ferme remercie propose présente présenta rappelle rappela indique souligne répond regarde
			demandent lisent sortent entrent prennent font viennent courent tombent applaudissent votent annonce annonça a ont`),
		formulas: lines(`
			après discussion
			après une discussion
			après un débat
			après un échange
			après une longue
			après un long
			la séance est
			la séance a
			la réunion est
			la réunion s
			il est décidé
			il a été décidé
			il a été convenu
			il est convenu
			la motion est
			la proposition est
			la résolution est
			l'amendement est
			l'amendement, mis
			le procès-verbal est
			le conseil
			adopté à
			adoptée à
			adopté
			approuvé à
			rires dans
			rires
			applaudissements
			long silence
			silence dans
			un silence
			un temps
			noir
			la cloche sonne
			la lumière
			le rideau
			la classe
			signé
			prochaine réunion
			fin de`),
		floors: lines(`
			la parole est
			nous passons
			la séance est ouverte`),
	},
	"es": {
		spoken: page.WordSet(`yo me mi mis mí conmigo nosotros nosotras nos nuestro nuestra nuestros tú te ti tu tus contigo usted ustedes vosotros os vuestro
			sí no gracias aquí ahora hoy mañana bueno pues`),
		joins:    page.WordSet(`y pero o porque entonces luego después sí no pues eso`),
		articles: page.WordSet(`el la los las un una todos todas ambos`),
		persons:  page.WordSet(`él ella ellos ellas todos todas alguien ambos`),
		verbs: page.WordSet(`dice dijo pregunta preguntó lee leyó sale salió entra entró toma tomó da dio hace hizo pone puso viene vino corre cae sostiene canta escribe tira ríe ríen se sonríe llora
			asiente suspira tose grita gritan señala explicó explica informó informa abrió abre cerró cierra agradeció agradece propuso propone presentó presenta solicitó pidió pide recordó
			salen entran aplauden votan mira miran anunció anuncia`),
		formulas: lines(`
			tras una discusión
			tras un debate
			tras una breve
			después de una discusión
			después de un debate
			la reunión termina
			la reunión terminó
			la reunión concluyó
			la sesión se
			la sesión termina
			la sesión terminó
			se acuerda
			se acordó
			se decide
			se decidió
			se aprueba
			se aprobó
			se levanta
			se levantó
			se vota
			se somete
			la propuesta fue
			la propuesta es
			la propuesta se
			la moción
			el acta
			aprobado por
			aprobada por
			por unanimidad
			risas en
			risas
			aplausos
			silencio largo
			larga pausa
			una pausa
			suena
			se apagan
			la clase
			firmado
			próxima reunión
			fin de`),
		floors: lines(`
			tiene la palabra
			se abre la sesión
			pasamos a
			damos paso
			la palabra`),
	},
	"it": {
		spoken:   page.WordSet(`io mi me mio mia miei mie noi ci nostro nostra nostri tu ti te tuo tua voi vi vostro vostra lei sì no grazie qui adesso ora oggi domani`),
		joins:    page.WordSet(`e ma o perché allora poi sì no quindi dunque`),
		articles: page.WordSet(`il lo la i gli le un una tutti tutte entrambi`),
		persons:  page.WordSet(`egli ella essi tutti tutte qualcuno entrambi`),
		verbs: page.WordSet(`dice disse chiede chiese legge lesse esce escono entra entrano prende prese dà fa fanno mette viene corre cade tiene canta scrive ride ridono si sorride piange
			annuisce sospira tossisce grida indica spiega spiegò riferisce riferì apre aprì chiude chiuse ringrazia ringraziò propone propose presenta presentò applaudono votano guarda`),
		formulas: lines(`
			dopo una discussione
			dopo breve discussione
			la seduta
			la riunione
			si decide
			si approva
			la proposta è
			la mozione
			approvato all
			approvata all
			all'unanimità
			risate
			applausi
			lungo silenzio
			lunga pausa
			suona la
			si spengono
			firmato
			prossima riunione
			fine`),
		floors: lines(`
			ha facoltà
			ha chiesto di parlare
			la parola a
			la seduta è aperta
			prego`),
	},
	"pt": {
		spoken:   page.WordSet(`eu me mim meu minha meus minhas comigo nós nos nosso nossa nossos tu te ti teu tua você vocês vosso sim não obrigado obrigada aqui agora hoje amanhã`),
		joins:    page.WordSet(`e mas ou porque então depois sim não pois`),
		articles: page.WordSet(`o a os as um uma todos todas ambos`),
		persons:  page.WordSet(`ele ela eles elas todos todas alguém ambos`),
		verbs: page.WordSet(`diz disse pergunta perguntou lê leu sai saiu saem entra entrou entram toma pega dá deu faz fez põe vem corre cai segura canta escreve ri riem sorri chora
			acena suspira tosse grita aponta explicou explica informou informa abriu abre fechou fecha agradeceu propôs propõe apresentou apresenta solicitou pediu pede lembrou aplaudem votam olha`),
		formulas: lines(`
			após discussão
			após uma
			depois de uma discussão
			a reunião
			a sessão
			foi decidido
			ficou decidido
			foi aprovado
			foi aprovada
			aprovado por
			aprovada por
			por unanimidade
			a proposta foi
			a moção
			risos
			aplausos
			longo silêncio
			longa pausa
			toca
			apagam-se
			assinado
			próxima reunião
			fim`),
		floors: lines(`
			tem a palavra
			com a palavra
			está aberta a sessão
			passo a palavra`),
	},
	"nl": {
		spoken:   page.WordSet(`ik mij me mijn wij we ons onze jij je jou jouw jullie u uw ja nee hier nu vandaag morgen dank alsjeblieft hoor`),
		joins:    page.WordSet(`en maar of want dus dan omdat ja nee`),
		articles: page.WordSet(`de het een alle beide`),
		persons:  page.WordSet(`hij zij ze iedereen allen iemand beiden`),
		verbs: page.WordSet(`zegt zei vraagt vroeg leest las verlaat verliet staat stond zit gaat ging neemt nam geeft gaf maakt zet komt kwam loopt liep valt viel houdt zingt schrijft gooit lacht lachen
			glimlacht huilt knikt zucht hoest roept riep wijst legt meldt meldde opent opende sluit sloot dankt stelt stelde licht lichtte klapt klappen stemt stemmen kijkt`),
		formulas: lines(`
			na enige discussie
			na een korte
			na discussie
			de vergadering
			er wordt besloten
			er werd besloten
			besloten wordt
			het voorstel wordt
			het voorstel werd
			het voorstel is
			unaniem
			met algemene stemmen
			iedereen akkoord
			iedereen is akkoord
			iedereen lacht
			allen akkoord
			gelach
			applaus
			lange stilte
			de bel gaat
			het licht
			het doek
			de klas
			getekend
			volgende vergadering
			einde`),
		floors: lines(`
			het woord is
			het woord aan
			het woord heeft`),
	},
	"ru": {
		spoken:  page.WordSet(`я меня мне мной мой моя моё мои моего мы нас нам нами наш наша наше наши ты тебя тебе твой твоя вы вас вам вами ваш ваша да нет спасибо здесь сейчас сегодня завтра`),
		joins:   page.WordSet(`и но или а потому тогда потом да нет так это`),
		persons: page.WordSet(`он она они все оба кто-то`),
		verbs: page.WordSet(`сказал сказала говорит спросил спросила спрашивает читает прочитал прочитала зачитал зачитала вышел вышла выходит встает встаёт встал встала сел садится идет идёт взял берет берёт дал дает
			даёт делает пришел пришла бежит падает держит поет поёт пишет смеется смеётся смеются улыбается плачет кивает вздыхает кашляет кричит показывает объяснил доложил сообщил открыл открывает закрыл
			закрывает поблагодарил предложил предложила представил попросил попросила напомнил уходит входит уходят входят аплодируют молчит смотрит`),
		formulas: lines(`
			после обсуждения
			после краткого
			заседание
			собрание
			решено
			было решено
			постановили
			решили
			принято единогласно
			единогласно
			предложение принято
			резолюция принята
			смех в
			смех
			аплодисменты
			долгая пауза
			долгое молчание
			звенит звонок
			свет
			занавес
			подпись
			подписал
			следующее заседание
			следующее собрание
			конец`),
		floors: lines(`
			слово имеет
			слово предоставляется
			слово для
			пожалуйста`),
	},
}
