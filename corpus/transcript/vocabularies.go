package transcript

// An element role says what the words inside an element are.
type role uint8

const (
	inline         role = iota // of what they stand in
	skipped                    // nothing to read
	turnRole                   // a turn
	labelRole                  // the name of the speaker
	paragraphs                 // a paragraph
	verseLine                  // a line of verse
	asideRole                  // the recorder's, within a turn or between turns
	headingRole                // narration, also within an element that holds turns
	noteRole                   // a footnote
	breakRole                  // the beginning of a page, by its attribute n
	titleRole                  // the record's title
	personRole                 // a person, by an ID
	personNameRole             // the name of the person that it stands in
	castRole                   // a name of the cast
	columnRole                 // the beginning of a column, by its words
)

// A vocabulary is an XML language for transcripts.
type vocabulary struct {
	name  string
	roles map[string]role
	// who are the attributes of a turn that point at its speaker.
	who []string
	// spoken are the attributes of a turn that name its speaker outright.
	spoken []string
}

// vocabularies are those known, by local names of elements.
var vocabularies = []vocabulary{
	{
		name: "TEI",
		who:  []string{"who"},
		roles: map[string]role{
			"sp": turnRole, "u": turnRole, "speaker": labelRole, "p": paragraphs, "ab": paragraphs, "seg": paragraphs,
			"l": verseLine, "stage": asideRole, "desc": asideRole, "head": headingRole, "trailer": headingRole,
			"note": noteRole, "pb": breakRole, "fw": skipped, "teiHeader": skipped, "back": skipped, "standOff": skipped,
			"castList": skipped, "docImprint": skipped,
			"person": personRole, "persName": personNameRole, "name": personNameRole, "personGrp": personRole, "castItem": castRole, "titlePage": skipped, "docTitle": skipped,
		},
	},
	{
		name: "Bosak play",
		roles: map[string]role{
			"SPEECH": turnRole, "SPEAKER": labelRole, "LINE": verseLine, "STAGEDIR": asideRole, "SUBHEAD": asideRole,
			"TITLE": headingRole, "SCNDESCR": headingRole, "SUBTITLE": headingRole, "PERSONA": castRole, "FM": skipped,
			"PLAYSUBT": skipped, "GRPDESCR": skipped,
		},
	},
	{
		name: "Akoma Ntoso",
		who:  []string{"by"},
		roles: map[string]role{
			"speech": turnRole, "question": turnRole, "answer": turnRole, "from": labelRole, "p": paragraphs,
			"narrative": headingRole, "scene": asideRole, "remark": asideRole, "heading": headingRole, "subheading": headingRole,
			"summary": headingRole, "num": headingRole, "authorialNote": noteRole, "meta": skipped, "TLCPerson": personRole,
			"coverPage": skipped, "docTitle": titleRole,
		},
	},
	{
		name:   "parliament speeches",
		who:    []string{"speakerid", "person_id"},
		spoken: []string{"speakername"},
		roles: map[string]role{
			"speech": turnRole, "p": paragraphs, "major-heading": headingRole, "minor-heading": headingRole,
			"oral-heading": headingRole, "division": skipped, "Intervention": turnRole, "Affiliation": labelRole,
			"ParaText": paragraphs, "SubjectOfBusinessTitle": headingRole, "OrderOfBusinessTitle": headingRole,
		},
	},
	{
		name: "Hansard",
		roles: map[string]role{
			"member": labelRole, "p": paragraphs, "title": headingRole, "section": inline, "col": columnRole,
			"image": skipped, "date": skipped, "membercontribution": inline,
		},
	},
}
