package markup

// vocabularies are those known, the stricter before the laxer. Names are in
// lower case and without prefixes.
var vocabularies = []vocabulary{
	{
		name:  "TEI",
		known: []string{"tei sp", "tei u", "tei.2 sp", "tei.2 u", "sp speaker", "sp @who", "u @who"},
		who:   []string{"who"},
		roles: roles(map[role]string{
			turn: "sp u", label: "speaker", caller: "note.speaker", paragraph: "p ab seg item salute signed opener closer label",
			verse: "l", aside: "stage desc vocal kinesic incident", heading: "head trailer", section: "div div0 div1 div2 div3",
			note: "note", second: "del rdg figdesc surplus", either: "choice app", pageBreak: "pb", running: "fw",
			metadata: "teiheader standoff castlist titlepage doctitle docimprint listperson listrelation listorg",
			token:    "w pc", blank: "c",
		}),
	},
	{
		name:  "Bosak play",
		known: []string{"speech speaker line", "speech speaker act", "speech speaker scene"},
		roles: roles(map[role]string{
			turn: "speech", label: "speaker", verse: "line", aside: "stagedir subhead",
			heading: "title scndescr subtitle playsubt", section: "act scene prologue epilogue induct", metadata: "fm personae",
		}),
	},
	{
		name:   "Akoma Ntoso",
		known:  []string{"akomantoso speech", "debatebody", "speech from"},
		who:    []string{"by"},
		office: "as",
		when:   []string{"starttime"},
		roles: roles(map[role]string{
			turn: "speech question answer", label: "from", aside: "scene remark", remark: "narrative summary other",
			heading: "heading subheading num", clock: "recordedtime", note: "authorialnote",
			section:  "debatesection questions oralstatements writtenstatements adjournment speechgroup declarationofvote communication petitions papers noticesofmotion resolutions nationalinterest pointoforder administrationofoath ministerialstatements personalstatements proceduralmotions prayers address",
			metadata: "meta coverpage preface toc", votes: "rollcall",
		}),
	},
	{
		name:     "Australian Hansard",
		known:    []string{"talker", "hansard @speaker"},
		spoken:   []string{"speaker"},
		unmarked: true,
		roles: roles(map[role]string{
			turn:        "speech question answer interjection continue interject",
			particulars: "talker name.metadata", party: "name.id electorate party role in.gov first.speech time.stamp span.hps-electorate span.hps-ministerialtitles span.hps-time",
			label:     "name.display span.hps-memberspeech span.hps-membercontinuation span.hps-memberinterjecting span.hps-memberiinterjecting span.hps-memberquestion span.hps-memberanswer span.hps-officespeech span.hps-officecontinuation span.hps-officeinterjecting span.hps-generalinterjecting span.hps-generaliinterjecting",
			paragraph: "para", heading: "title", section: "debate subdebate.1 subdebate.2", pageWords: "page.no", metadata: "session.header day.start debateinfo>type debateinfo>id.no",
			votes: "division.data",
		}),
	},
	{
		name:   "parliament speeches",
		known:  []string{"speech @speakername", "speech @speakerid", "speech @person_id", "speech @nospeaker", "reply @speakername"},
		who:    []string{"person_id", "speakerid"},
		spoken: []string{"speakername"},
		when:   []string{"time"},
		roles: roles(map[role]string{
			turn: "speech ques reply", aside: "p.italic p.procedural", heading: "major-heading minor-heading oral-heading",
			remark: "bills", votes: "division",
		}),
	},
	{
		name:     "Canadian Hansard",
		known:    []string{"intervention personspeaking"},
		unmarked: true,
		roles: roles(map[role]string{
			turn: "intervention", label: "personspeaking", paragraph: "paratext", clock: "timestamp", tongue: "floorlanguage",
			heading:  "orderofbusinesstitle subjectofbusinesstitle subjectofbusinessqualifier catchline",
			section:  "orderofbusiness subjectofbusiness",
			metadata: "extractedinformation startpagenumber documenttitle", votes: "division",
		}),
	},
	{
		name:  "Bundestag",
		known: []string{"dbtplenarprotokoll", "rede redner"},
		roles: roles(map[role]string{
			label: "p.redner p.n name", particulars: "redner", party: "fraktion rolle ortszusatz bdland", aside: "kommentar",
			remark: "p.t_* p.t p.al_*", section: "sitzungsbeginn tagesordnungspunkt rede",
			metadata: "vorspann rednerliste",
		}),
	},
	{
		name:      "Assemblée nationale",
		known:     []string{"compterendu paragraphe orateurs"},
		joined:    true,
		unmarked:  true,
		anonymous: true,
		when:      []string{"stime"},
		roles: roles(map[role]string{
			turn: "paragraphe", label: "nom", particulars: "orateurs", party: "id qualite", paragraph: "texte",
			heading: "point>texte", section: "point", metadata: "metadonnees uid seanceref sessionref",
		}),
	},
	{
		name:     "Sénat",
		known:    []string{"intervenant @nom"},
		spoken:   []string{"nom"},
		unmarked: true,
		roles: roles(map[role]string{
			turn: "intervenant", label: "orateur_nom", heading: "titres1 titres2", metadata: "meta",
		}),
	},
	{
		name:     "European Parliament",
		known:    []string{"intervention orateur"},
		unmarked: true,
		roles: roles(map[role]string{
			turn: "intervention", label: "orateur", paragraph: "para", heading: "tl-chap", section: "chapter",
		}),
	},
	{
		name:     "Europarl",
		known:    []string{"speaker chapter @name"},
		spoken:   []string{"name"},
		office:   "affiliation",
		unmarked: true,
		roles: roles(map[role]string{
			cue: "speaker", paragraph: "p", section: "chapter",
		}),
	},
	{
		name:     "Storting",
		known:    []string{"hovedinnlegg navn", "innlegg navn", "replikk navn"},
		unmarked: true,
		roles: roles(map[role]string{
			turn: "hovedinnlegg replikk presinnlegg innlegg presinnl", label: "navn", paragraph: "a", remark: "handling",
			heading: "tittel saktittel sakref", section: "sak", metadata: "president formalia",
		}),
	},
	{
		name:     "Handelingen",
		known:    []string{"spreekbeurt spreker"},
		unmarked: true,
		roles: roles(map[role]string{
			turn: "spreekbeurt", label: "spreker", party: "politiek", paragraph: "al", heading: "titel kop", metadata: "meta metadata",
		}),
	},
	{
		name:     "older Handelingen",
		known:    []string{"spreker wie", "voorz wie"},
		unmarked: true,
		roles: roles(map[role]string{
			turn: "spreker voorz", label: "wie", party: "partij", paragraph: "al", heading: "titel kop", metadata: "meta metadata",
		}),
	},
	{
		name:   "Kokkai",
		mark:   "○",
		lines:  true,
		nobody: "会議録情報",
		known:  []string{"speechrecord speech"},
		roles: roles(map[role]string{
			turn: "speechrecord", label: "speaker", party: "speechid speechorder speakeryomi speakergroup speakerposition speakerrole startpage speechurl createtime updatetime",
			paragraph: "speech", metadata: "numberofrecords numberofreturn startrecord nextrecordposition issueid imagekind searchobject session nameofhouse nameofmeeting issue date closing meetingurl pdfurl recordposition",
		}),
	},
	{
		name:      "Hansard",
		known:     []string{"member membercontribution", "hs_para member"},
		procedure: true,
		roles: roles(map[role]string{
			label: "member", said: "membercontribution", paragraph: "p hs_para quote hs_brev", heading: "title hs_3mainhdg hs_6bdepartment hs_8question hs_2cstatement hs_2debatedmotion hs_2cdebatedmotion hs_2bill hs_2billtitle hs_2cbilltitle hs_7bill",
			section: "section", column: "col", metadata: "date", votes: "division", party: "uin number pimsid",
		}),
	},
}
