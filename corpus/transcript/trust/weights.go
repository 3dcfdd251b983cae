package trust

import "rapporteur/corpus/transcript/draft"

// signWeights are what signs add to the log-odds that under 0.5 % of the words of
// a reading are wrong, as corpus/transcript/fit fitted them on 2026-11-27 to 4517
// readings of 53 documents, whole and damaged, 591 of them bad. None that is
// there to speak against a reading may speak for it.
var signWeights = Signs{
	always:                           3.44,
	turnsRead:                        0.31,
	unsure:                           -0.16,
	rivalled:                         -1.63,
	strangers:                        -0.11,
	far:                              0.00,
	inside:                           -0.71,
	within:                           0.00,
	doubted:                          0.00,
	narrated:                         0.00,
	loudest:                          0.00,
	onlyOne:                          -0.50,
	soloist:                          -0.11,
	strays:                           -1.84,
	misspelled:                       -0.08,
	giants:                           0.00,
	odd:                              -0.02,
	small:                            -0.14,
	open:                             0.00,
	again:                            -1.24,
	firstMarks + int(draft.Labels):   -1.29,
	firstMarks + int(draft.Formal):   0.34,
	firstMarks + int(draft.Somebody): 0.00,
	firstMarks + int(draft.Elements): 0.54,
	firstMarks + int(draft.Guessed):  -0.04,
	firstMarks + int(draft.Exported): 0.51,
	firstMarks + int(draft.Captions): 0.02,
	firstMarks + int(draft.Cells):    0.55,
	firstMarks + int(draft.Stamps):   -0.20,
	firstMarks + int(draft.Capitals): 0.00,
}

// Prior are the weights that a fit is held to: what one would say before seeing
// any reading.
var Prior = Signs{
	always: 3, turnsRead: 0.2, unsure: -0.3, rivalled: -1, strangers: -0.3, far: -0.2, inside: -0.4, within: -0.2, doubted: -0.3,
	narrated: -0.05, loudest: -1, onlyOne: -1, soloist: -1, strays: -1, misspelled: -0.2, giants: -0.2, odd: -0.3, small: -0.2, open: -0.1, again: -0.5,
}
