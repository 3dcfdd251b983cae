package trust

import "rapporteur/corpus/transcript/draft"

// signWeights are what signs add to the log-odds that under 0.5 % of the words of
// a reading are wrong, as corpus/transcript/fit fitted them on 2026-11-27 to 4509
// readings of 53 documents, whole and damaged, 586 of them bad. None that is
// there to speak against a reading may speak for it.
var signWeights = Signs{
	always:                           3.20,
	turnsRead:                        0.35,
	unsure:                           -0.11,
	rivalled:                         -1.52,
	strangers:                        -0.12,
	far:                              0.00,
	inside:                           -0.65,
	within:                           0.00,
	doubted:                          -0.17,
	narrated:                         0.00,
	loudest:                          0.00,
	onlyOne:                          -0.63,
	soloist:                          0.00,
	strays:                           -1.58,
	misspelled:                       -0.11,
	giants:                           0.00,
	odd:                              -0.03,
	small:                            -0.18,
	open:                             0.00,
	again:                            -1.07,
	firstMarks + int(draft.Labels):   -1.30,
	firstMarks + int(draft.Formal):   0.35,
	firstMarks + int(draft.Somebody): 0.00,
	firstMarks + int(draft.Elements): 0.81,
	firstMarks + int(draft.Guessed):  -0.02,
	firstMarks + int(draft.Exported): 0.27,
	firstMarks + int(draft.Captions): -0.34,
	firstMarks + int(draft.Cells):    0.56,
	firstMarks + int(draft.Stamps):   -0.14,
	firstMarks + int(draft.Capitals): 0.00,
}

// Prior are the weights that a fit is held to: what one would say before seeing
// any reading.
var Prior = Signs{
	always: 3, turnsRead: 0.2, unsure: -0.3, rivalled: -1, strangers: -0.3, far: -0.2, inside: -0.4, within: -0.2, doubted: -0.3,
	narrated: -0.05, loudest: -1, onlyOne: -1, soloist: -1, strays: -1, misspelled: -0.2, giants: -0.2, odd: -0.3, small: -0.2, open: -0.1, again: -0.5,
}
