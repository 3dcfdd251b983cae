package verify

import (
	"maps"
	"strings"
)

// speech are, by language, the folded forms of verbs that say that somebody
// speaks, participles among them: "a répondu", "hat gesagt".
var speech = map[string]map[string]bool{
	"en": set(`said say says saying told tell tells telling wrote write writes writing argued argue argues arguing claimed
		claim claims claiming stated state states stating noted note notes noting declared declare declares declaring asserted assert
		asserts asserting remarked remark remarks remarking replied reply replies replying answered answer answers answering asked
		ask asks asking insisted insist insists insisting warned warn warns warning explained explain explains explaining admitted
		admit admits admitting added add adds adding observed observe observes observing commented comment comments commenting
		recalled recall recalls recalling quipped quips promised promise promises promising suggested suggest suggests suggesting
		proclaimed proclaim proclaims proclaiming exclaimed exclaims exclaiming announced announce announces announcing responded
		respond responds responding put puts conceded concedes conceding concluded conclude concludes concluding boasted boasts
		boasting complained complains complaining joked jokes joking mentioned mentions mentioning emphasised emphasized emphasises
		emphasizes stressed stresses stressing believed believes called calls calling described describes describing agreed agrees
		reminded reminds reminding assured assures assuring acknowledged acknowledges maintained maintains pointed points recorded
		records reported reports reporting continued continues confessed confesses confirmed confirms objected objects protested
		protests denied denies retorted retorts countered counters predicted predicts urged urges demanded demands wondered wonders
		interjected interrupted repeated repeats testified testifies lamented laments affirmed affirms contended contends stipulated
		quoted whispered shouted cried muttered begged pleaded`),
	"es": set(`dijo dice dicen decia dicho digo afirmo afirma afirmado declaro declara declarado senalo señalo senala señala señalado
		escribio escribe escrito pregunto pregunta preguntado respondio responde respondido contesto contesta contestado replico
		replica replicado explico explica explicado anadio añadio añade añadido agrego agrega agregado admitio admite insistio
		insiste advirtio advierte aseguro asegura sostuvo sostiene comento comenta menciono menciona reconocio reconoce exclamo
		exclama concluyo concluye subrayo subraya recordo recuerda prometio promete anuncio anuncia manifesto manifiesta expreso
		expresa observo observa aclaro aclara nego niega bromeo bromea confeso confiesa reitero reitera`),
	"de": set(`sagte sagt sagten sagen gesagt schrieb schreibt geschrieben erklarte erklart meinte meint gemeint behauptete behauptet
		fragte fragt gefragt antwortete antwortet geantwortet erwiderte erwidert entgegnete entgegnet betonte betont bemerkte
		bemerkt erganzte erganzt erzahlte erzahlt berichtete berichtet versicherte versichert versprach verspricht versprochen
		warnte warnt gewarnt gab gibt rief ruft rufte gerufen ausserte aussert schloss schliesst bestatigte bestatigt gestand
		gesteht bestritt bestreitet klagte klagt scherzte scherzt spottete wiederholte wiederholt beteuerte beteuert argumentierte
		argumentiert kundigte kundigt mahnte mahnt ruhmte prahlte sprach spricht gesprochen hinzufugte hinzufugt fugte fugt`),
	"fr": set(`dit disait dire ecrit ecrivait ecrivit declara declare declarait affirma affirme affirmait repond repondit repondu
		repondait demanda demande demandait expliqua explique ajouta ajoute ajoutait remarqua remarque nota note noter observa
		observe insista insiste avertit averti admit admet admis reconnut reconnait reconnu assura assure promit promet promis
		rappela rappelle rappele souligna souligne conclut conclu s'exclama exclama exclame s'ecria ecria replique repliqua
		retorqua retorque precisa precise confia confie annonca annonce commenta commente soutint soutient soutenu nia nie
		plaisanta plaisante protesta proteste pretendit pretend pretendu raconta raconte interrogea interroge lanca`),
	"ru": set(`сказал сказала сказали говорит говорят говорил говорила заявил заявила заявляет заявлял ответил ответила отвечает
		отвечал ответили спросил спросила спрашивает спрашивал отметил отметила отмечает отмечал написал написала пишет писал
		добавил добавила добавляет подчеркнул подчеркнула подчеркивает утверждал утверждала утверждает объяснил объяснила
		объясняет возразил возразила возражает заметил заметила замечает признал признала признает предупредил предупредила
		воскликнул воскликнула пояснил пояснила поясняет напомнил напомнила обещал обещала пообещал сообщил сообщила сообщает
		указал указала указывает продолжил продолжила повторил повторила согласился согласилась настаивал настаивает пошутил
		пожаловался заключил заверил промолвил произнес произнесла`),
}

// verbsOfSpeech are those of all languages: the text that quotes may be in
// another than the record.
var verbsOfSpeech = together(speech)

// callings are what somebody may be called before the name who is not called so
// by birth, besides titles: "Comandante Guevara".
var callings = func() map[string]bool {
	all := set(`economist historian revolutionary guerrilla diplomat envoy delegate representative leader official officer spokesman
		spokesperson spokeswoman chief head deputy vice prime foreign first second party comandante commander commandante commissar
		marshal major lieutenant sergeant admiral scholar author writer journalist reporter poet lawyer doctor veteran critic
		candidate congressman congresswoman governor mayor judge justice attorney chancellor director editor teacher student former
		late old young brother father mother sister rev reverend pope prince princess duke baron earl count saint moderator
		interviewer host speaker member hon honorable honourable right the
		embajador secretario general presidente ministro camarada canciller lider senador diputado
		botschafter sekretar vorsitzender vorsitzende prasidentin genossen kanzlerin senatorin abgeordnete abgeordneter graf konig
		ambassadeur secretaire premier senateur depute citoyen
		посол секретарь председатель премьер генерал полковник сенатор депутат кубинский советский американский`)
	for _, w := range wordings {
		maps.Copy(all, w.titles)
	}
	return all
}()

// peoples say before an office where somebody is from, each with one word for it.
var peoples = kinds(`cuba: cuban cuba cubano cubana kubanisch cubain cubaine кубински. ussr: soviet sovietico sovietica sowjetisch sovietique
	советски ussr. us: american us usa americano americana estadounidense amerikanisch americain americaine американски.
	china: chinese china chino china chinesisch chinois chinoise китайски. russia: russian russia ruso rusa russisch russe русски
	российски. britain: british britain britanico britanica britisch britannique британски. france: french france frances francesa
	franzosisch francais francaise французски. germany: german germany aleman alemana deutsch allemand allemande немецки. spain:
	spanish spain español espanol española espanola spanisch espagnol espagnole испански. brazil: brazilian brazil. mexico: mexican
	mexico. canada: canadian canada. india: indian india. japan: japanese japan. israel: israeli israel. egypt: egyptian egypt.
	italy: italian italy. poland: polish poland. argentina: argentine argentinian argentina. australia: australian australia.
	ireland: irish ireland. kenya: kenyan kenya. turkey: turkish turkey. portugal: portuguese portugal. angola: angolan angola.
	south: south. north: north. african: african. european: european. latin: latin. mexican: mexican`)

// offices are what somebody may be called by instead of a name, each with the
// English word that a role is written with.
var offices = kinds(`president: president presidente presidenta prasident prasidenten prasidentin presidents президент президента.
	minister: minister ministro ministra ministers ministre ministerin министр министра. premier: premier премьер. ambassador:
	ambassador embajador embajadora botschafter botschafterin ambassadeur ambassadrice посол. secretary: secretary secretario
	secretaria sekretar sekretarin secretaire секретарь. chairman: chairman chair chairwoman chairperson vorsitzender vorsitzende
	председатель. senator: senator senador senadora senatorin senateur сенатор. chancellor: chancellor canciller kanzler kanzlerin
	chancelier chanceliere канцлер. governor: governor gobernador gouverneur губернатор. speaker: speaker. moderator: moderator
	moderador moderadora moderatorin moderateur moderatrice модератор. director: director directora direktor direktorin directeur
	directrice директор. king: king rey konig roi король. queen: queen reina konigin reine королева. interviewer: interviewer
	entrevistador entrevistadora. host: host. judge: judge juez jueza richter richterin juge судья. general: general генерал`)

// common are words with capitals that are no names, beside the words that every
// text is full of.
var common = set(`note source example quote quotation question answer slogan title record transcript edit update re ps tldr summary
	context translation original chapter page line act scene january february march april may june july august september october
	november december monday tuesday wednesday thursday friday saturday sunday today yesterday fact claim verdict exhibit
	como según segun comme selon wie laut как согласно
	according however although though later earlier then finally first second third next also
	homework essay prompt task exercise assignment textbook handout worksheet slide lecture class teacher wiki wikipedia google
	reddit discord wikiquote goodreads quora twitter facebook youtube tumblr instagram tiktok internet article website book paper
	caption headline correction footnote ibid text message reply comment thread reminder warning spoiler opinion thesis evidence
	body introduction conclusion paragraph section part figure table option statement definition hint lol imo imho btw fyi
	aufgabe frage antwort zitat quelle beispiel hausaufgabe lehrbuch tarea pregunta respuesta cita fuente ejemplo libro
	puis alors ensuite enfin mais ainsi cependant toutefois pourtant aussitot apres avant hier selon quand lorsque si car donc
	dann daraufhin darauf danach dennoch doch aber auch dort hier spater schließlich zuerst zunachst nachdem als wenn da denn
	luego entonces despues finalmente pero ademas tambien asi aqui alli ayer cuando mientras aunque segun
	затем потом тогда а и но также однако позже наконец когда если поэтому здесь там вчера
	still thus hence moreover furthermore nevertheless nonetheless instead meanwhile afterwards afterward eventually unlike like
	even only perhaps maybe here there now soon once when while after before because since although though if as so yet but
	apparently obviously clearly interestingly importantly notably surprisingly unfortunately similarly likewise conversely
	yes no ok okay well hmm wow hey hi guys remember notice see compare did does do is was can could would should
	question reponse citation exemple devoir livre вопрос ответ цитата источник пример задание учебник`)

// capitalCities are named for those who govern there.
var capitalCities = set(`moscow washington havana london paris berlin bonn beijing peking tokyo delhi cairo rome madrid lisbon vienna warsaw
	prague budapest belgrade athens ankara tehran baghdad damascus jerusalem riyadh kabul islamabad hanoi saigon seoul pyongyang jakarta
	manila canberra ottawa brussels geneva stockholm oslo copenhagen helsinki dublin kiev kyiv minsk caracas bogota lima santiago brasilia
	nairobi luanda pretoria lagos accra algiers tunis rabat moskau havanna wien rom paris peking warschau prag moscu londres moscou pekin
	la habana москва вашингтон гавана лондон париж берлин пекин киев варшава`)

func together(tables map[string]map[string]bool) map[string]bool {
	all := make(map[string]bool)
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

// adjectives of peoples are written with a capital in English, before an office or
// a name.
var adjectives = set(`cuban soviet american russian chinese british french german spanish brazilian mexican canadian indian japanese
	israeli egyptian italian polish argentine australian irish kenyan turkish portuguese angolan african european latin south north
	western eastern east west us`)

// office returns the English word for the office that a word names, "" for none.
func office(word string) string { return offices[strings.TrimSuffix(word, "'s")] }

// people returns where a word says that somebody is from, "" for other words.
// It may have the endings that German and Russian give it.
func people(word string) string {
	word = strings.TrimSuffix(word, "'s")
	for n, cut := 0, word; n < 4 && len(cut) > 0; n++ {
		if from, ok := peoples[cut]; ok && (n == 0 || len(cut) >= 7) {
			return from
		}
		cut = strings.TrimSuffix(cut, string([]rune(cut)[len([]rune(cut))-1:]))
	}
	return ""
}
