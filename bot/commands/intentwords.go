package commands

import "rapporteur/bot"

// An intent is what another command than /quote does, and how people ask for it.
type intent struct {
	command string // "mentions"; with a subcommand, "records list"
	// asked are the forms of asking, in lower case: of words, of groups as in regular
	// expressions, and of options of the command in braces. The language is that of
	// whoever asks, so all are tried.
	asked []string
	// looked is the option whose value is looked for in the record, in place of all
	// that was typed.
	looked string
	answer answering
	lead   bot.Key // before the command's name, in place of the usual
}

// An answering says whether the command may answer at once.
type answering uint8

const (
	onlyNamed answering = iota // it is only named
	answered                   // it answers where the record has no such words
	tallied                    // who speaks how much is said
)

// intents are tried in their order.
var intents = []intent{
	{command: "mentions", answer: answered, asked: []string{
		"who (?:says|said|uses|mentions) {words} (?:most often|the most|most)",
		"who (?:says|said|uses|mentions) {words} more often",
		"how (?:often|many times) (?:does|do|did|has) {speaker} (?:say|said|says|use|used|mention|mentioned) {words}",
		"how (?:often|many times) (?:is|was|are|were) {words} (?:said|mentioned|used)",
		"how (?:often|many times) (?:do they|does anyone|do people) say {words}",
		"wer (?:sagt|sagte|erwähnt) {words} am (?:häufigsten|öftesten|meisten)",
		"wer (?:sagt|sagte|erwähnt) am (?:häufigsten|öftesten|meisten) {words}",
		"wie oft (?:wird|werden) {words} (?:gesagt|erwähnt)", "wie oft (?:fällt|sagen sie|sagt man) {words}",
		"wie oft (?:sagt|sagte|erwähnt|hat) {speaker} {words}(?: gesagt)?",
		"qui (?:dit|emploie|mentionne) le plus(?: souvent)? {words}",
		"combien de fois (?:dit-on|est-ce qu'on dit) {words}",
		"combien de fois (?:est-ce que )?{speaker} (?:dit|a dit|dit-il|dit-elle|a-t-il dit|a-t-elle dit) {words}",
		"quién (?:dice|menciona) más(?: veces)? {words}",
		"quién (?:dice|menciona) {words} más(?: veces)?",
		"cuántas veces se dice {words}",
		"cuántas veces (?:dice|dijo|menciona) {speaker} {words}",
		"кто (?:чаще|чаще всего|чаще всех|больше всех) (?:говорит|упоминает) {words}",
		"(?:сколько раз|как часто) (?:звучит|сказано|говорят) {words}",
		"(?:сколько раз|как часто) {speaker} (?:говорит|сказал|сказала|упоминает) {words}",
	}},
	{command: "speaker", answer: answered, asked: []string{
		"how (?:many (?:words|turns|lines|times)|much) (?:does|do|did|has|have) {name} (?:say|have|speak|talk|said|spoken)",
		"wie (?:viele (?:wörter|worte|beiträge|wortmeldungen|zeilen)|viel|oft) (?:sagt|hat|spricht|redet) {name}",
		"combien de (?:mots|interventions|répliques) (?:dit|a|prononce) {name}",
		"cuánt[ao]s (?:palabras|intervenciones|líneas) (?:dice|tiene) {name}",
		"сколько (?:слов|реплик) (?:говорит|у|произносит) {name}",
	}},
	{command: "records list", answer: tallied, asked: []string{
		"who (?:speaks|talks|says|spoke|talked)(?: the)? most(?: often)?",
		"who has the most (?:lines|words|turns|text)",
		"who (?:speaks|talks|says) (?:more|more often)(?:,? .+ or .+)?",
		"(?:a |the )?(?:list of )?(?:all )?(?:the )?(?:speakers|cast|characters)",
		"(?:list|show)(?: me)?(?: all)?(?: the)? (?:speakers|people|participants|characters)",
		"how many (?:turns|words|speakers|people speak|lines)(?: (?:are|were) (?:there|in .+)| (?:are|were) there in .+| does (?:it|the .+) have)?",
		"wer (?:spricht|redet|sagt) (?:am meisten|mehr(?:,? .+ oder .+)?)",
		"wer hat (?:am meisten|die meisten) (?:text|zeilen|wörter|worte|beiträge)",
		"(?:liste der |alle )(?:sprecher|sprechenden|personen|redner)",
		"wie viele (?:wörter|beiträge|wortmeldungen|sprecher)(?: (?:gibt es|sind).*)?",
		"qui (?:parle|dit) (?:le )?plus(?:,? .+ ou .+)?",
		"(?:la )?liste des (?:intervenants|orateurs|personnages|participants)",
		"combien (?:d'interventions|de mots|d'intervenants)(?: y a-t-il.*)?",
		"quién (?:habla|dice) más(?:,? .+ o .+)?",
		"(?:la )?lista de (?:hablantes|oradores|personajes|participantes)",
		"cuánt[ao]s (?:intervenciones|palabras|hablantes) (?:hay|tiene).*",
		"кто (?:говорит|сказал) (?:больше|больше всех|больше всего)(?:,? .+ или .+)?",
		"(?:список|все) (?:говорящих|говорящие|участников|персонажей|выступающих)",
		"сколько (?:реплик|слов|говорящих)(?: в .*)?",
	}},
	{command: "random", answer: answered, asked: []string{
		"(?:a |any )?random (?:quote|quotation|passage|line|excerpt) (?:about|on) {about}",
		"(?:a |any )?random (?:quote|quotation|passage|line|excerpt) (?:by|from|of) {speaker}",
		"(?:a |any )?random (?:quote|quotation|passage|line|excerpt)",
		"(?:ein )?zufälliges zitat (?:über|zu|zum) {about}", "(?:ein )?zufälliges zitat von {speaker}", "(?:ein )?zufälliges zitat",
		"(?:une )?citation (?:au hasard|aléatoire) (?:sur|de) {about}", "(?:une )?citation (?:au hasard|aléatoire)",
		"(?:una )?cita (?:al azar|aleatoria) (?:sobre|de) {about}", "(?:una )?cita (?:al azar|aleatoria)",
		"случайн(?:ая|ую) цитат(?:а|у) (?:о|об|про) {about}", "случайн(?:ая|ую) цитат(?:а|у)",
	}},
	{command: "exchange", answer: answered, asked: []string{
		"(?:where|when|how) (?:do|does|did) {between} and {and} (?:answer|talk to|speak to|reply to|argue with|respond to) each other(?: (?:about|on|over) {about})?",
		"(?:where|when|how) (?:do|does|did) {between} and {and} (?:argue|talk|speak|discuss|disagree|meet|debate|fight)(?: with each other)?(?: (?:about|on|over) {about})?",
		"where {between} and {and} (?:argue|talk|speak|disagree|answer each other|debate|fight)(?: (?:about|on|over) {about})?",
		"(?:the |an |all )?(?:exchanges?|dialogues?|conversations?|arguments?|discussions?) between {between} and {and}(?: (?:about|on|over) {about})?",
		"wo (?:antworten|sprechen|reden|streiten)(?: sich)? {between} und {and}(?: einander| miteinander)?(?: über {about})?",
		"(?:der |das |ein )?(?:dialog|gespräch|wortwechsel|streit) zwischen {between} und {and}(?: über {about})?",
		"où {between} et {and} (?:se répondent|se parlent|discutent|se disputent)(?: (?:sur|de|à propos de) {about})?",
		"(?:le |un )?(?:dialogue|échange|débat) entre {between} et {and}(?: (?:sur|à propos de) {about})?",
		"dónde (?:se responden|hablan|discuten) {between} y {and}(?: (?:sobre|de) {about})?",
		"(?:el |un )?(?:diálogo|intercambio|debate) entre {between} y {and}(?: sobre {about})?",
		"где {between} и {and} (?:отвечают друг другу|говорят|спорят)(?: (?:о|об|про) {about})?",
		"(?:диалог|разговор|спор) (?:между )?{between} и {and}(?: (?:о|об|про) {about})?",
	}},
	{command: "cite", answer: answered, looked: "reference", asked: []string{
		"cite {reference} (?:in|as|with|using)(?: the)? {style}(?: style| format)?",
		"(?:cite|how do i cite) {reference}",
		"zitiere {reference} (?:in|im|nach|als) {style}(?:-stil)?", "zitiere {reference}",
		"cite[rz]? {reference} (?:en|au format|selon) {style}", "cite[rz] {reference}",
		"citar? {reference} (?:en|según|con) {style}", "citar {reference}",
		"процитируй {reference} (?:в|по) {style}", "процитируй {reference}",
	}},
	{command: "read", answer: answered, asked: []string{
		"(?:read|show|start|begin)(?: it)? from the (?:beginning|start|top)",
		"(?:read |the )*(?:whole|full|entire|complete) (?:transcript|record|text|interview|play|debate|conversation|thing)",
		"(?:read |open )?the transcript",
		"(?:lies )?(?:von anfang an|das ganze protokoll|das ganze|der ganze text|den ganzen text)",
		"(?:lire )?(?:depuis le début|le texte entier|tout le document|la transcription complète)",
		"(?:leer )?(?:desde el principio|el texto completo|la transcripción completa|todo el documento)",
		"(?:читать )?(?:с начала|весь текст|полный текст|всю запись)",
	}},
	{command: "whosaid play", asked: []string{
		"(?:a )?quiz(?: (?:me|us))?", "(?:let's |can we )?play(?: a)?(?: game| quiz)?", "(?:start |a )*(?:game|quiz)", "guess who(?: said (?:it|this|that))?",
		"(?:ein )?(?:quiz|spiel)", "(?:wir )?spielen", "rate,? wer(?: (?:es|das) (?:gesagt hat|sagt|war))?",
		"(?:un )?(?:quiz|jeu)", "jouer", "devine qui(?: (?:l'a|a) dit(?: (?:ça|cela))?)?",
		"(?:un )?juego", "jugar", "adivina quién(?: lo)?(?: dijo)?",
		"викторина", "игра", "играть", "угадай,? кто(?: (?:это )?сказал(?: это)?)?",
	}},
	{command: "privacy", asked: []string{
		"(?:delete|remove|erase) (?:all )?my data", "forget me", "(?:what|which) data (?:do you|does it|is).*", "what do you (?:know|store|keep) about me",
		"lösche? meine daten", "(?:was|welche daten) (?:speicherst|speichert|weißt) .*(?:über mich|von mir)",
		"(?:supprime[rz]?|efface[rz]?) mes données", "borrar? mis datos", "elimina(?:r)? mis datos", "(?:удали|удалить|стереть) мои данные",
	}},
	{command: "saved list", asked: []string{
		"(?:my |all my )?saved (?:quotes|quotations|lines)", "my (?:quotes|quotations|list)", "(?:save|keep|bookmark) (?:this|that|it|the)(?: (?:quote|quotation|line|passage))?",
		"(?:meine )?(?:gespeicherten|gemerkten) zitate", "meine zitate", "(?:speichere|merke?) (?:dieses|das)(?: zitat)?",
		"mes citations(?: (?:enregistrées|gardées))?", "(?:enregistre|garde)[rz]? (?:cette citation|ça)",
		"mis citas(?: guardadas)?", "guardar? esta cita",
		"мои цитаты", "(?:сохрани|сохранить) (?:эту цитату|это)",
	}},
	{command: "daily add", asked: []string{
		"(?:the |a |post a |send a |send me a )?(?:quote|quotation|passage) (?:of the day|a day|every day|each day|every morning|daily)(?:.* (?:at|around) {time})?(?: every day| every morning| daily)?",
		"(?:a )?daily (?:quote|quotation|passage)(?:.* at {time})?",
		"(?:das )?(?:zitat des tages|tägliche zitat|tägliches zitat)(?:.* um {time}(?: uhr)?)?", "(?:jeden tag|täglich) ein zitat(?:.* um {time}(?: uhr)?)?",
		"(?:la )?citation du jour(?:.* à {time})?", "une citation (?:par|chaque) jour(?:.* à {time})?",
		"(?:la )?cita del día(?:.* a las {time})?", "una cita (?:al|por|cada) día(?:.* a las {time})?",
		"цитата дня(?:.* в {time})?", "(?:каждый день|ежедневно) цитат[ау](?:.* в {time})?", "цитат[ау] каждый день(?:.* в {time})?",
	}},
	{command: "read", lead: "Nothing is summarised or translated here: a record is read in its own words.", asked: []string{
		"(?:summari[sz]e|sum up|paraphrase|translate) .+",
		"(?:fasse .+ zusammen|übersetze .+)", "(?:résume[rz]?|tradui[st]|traduire|traduisez) .+", "(?:resum[ae]|resumir|traduce|traducir) .+", "(?:перескажи|резюмируй|переведи) .+",
	}},
	{command: "verify", looked: "text", asked: []string{
		`(?:did|has|have) .+ (?:really |actually |ever )?(?:say|said) ["“„«]{text}["”“»]`,
		`is it (?:true|right|correct) that .+ (?:says?|said) ["“„«]{text}["”“»]`,
		`is ["“„«]{text}["”“»] (?:correct|right|true|accurate|a real quote|word for word)`,
		`hat .+ (?:wirklich |tatsächlich )?["“„«]{text}["”“»] gesagt`, `hat .+ (?:wirklich |tatsächlich )?gesagt:? ["“„«]{text}["”“»]`, `stimmt ["“„«]{text}["”“»]`,
		`(?:est-ce que )?.+ a(?:-t-il|-t-elle)? (?:vraiment )?dit ["“„«] ?{text} ?["”“»]`,
		`(?:dijo|ha dicho) .+ (?:realmente |de verdad )?["“„«]{text}["”“»]`, `es verdad que .+ dijo ["“„«]{text}["”“»]`,
		`(?:правда ли,? что )?.+ (?:действительно |правда )?сказала? ["“„«]{text}["”“»]`,
	}},
	{command: "help", answer: answered, asked: []string{
		"help", "what can (?:you|this bot|i) do", "how does (?:this|it|the bot) work", "how do i use (?:this|it|you)", "commands",
		"hilfe", "was kannst du", "wie funktioniert (?:das|es)", "befehle",
		"aide", "que (?:peux|sais)-tu faire", "comment ça marche", "commandes",
		"ayuda", "qué puedes hacer", "cómo funciona", "comandos",
		"помощь", "справка", "что ты умеешь", "как это работает", "команды",
	}},
}
