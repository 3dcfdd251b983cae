package trust

import "rapporteur/corpus/transcript/draft"

// signWeights are what signs add to the log-odds that under 0.5 % of the words of
// a reading are wrong, as corpus/transcript/fit fitted them on 2026-11-27 to 4344
// readings of 53 documents, whole and damaged, 611 of them bad. None that is
// there to speak against a reading may speak for it.
var signWeights = Signs{
	always:                           3.10,
	turnsRead:                        0.33,
	unsure:                           -0.13,
	rivalled:                         -1.52,
	strangers:                        -0.13,
	far:                              0.00,
	inside:                           -0.63,
	within:                           0.00,
	doubted:                          -0.16,
	narrated:                         0.00,
	loudest:                          0.00,
	onlyOne:                          -0.49,
	soloist:                          0.00,
	strays:                           -1.52,
	misspelled:                       -0.17,
	giants:                           0.00,
	odd:                              -0.02,
	small:                            -0.17,
	open:                             0.00,
	again:                            -1.15,
	firstMarks + int(draft.Labels):   -1.25,
	firstMarks + int(draft.Formal):   0.40,
	firstMarks + int(draft.Somebody): 0.00,
	firstMarks + int(draft.Elements): 0.86,
	firstMarks + int(draft.Guessed):  0.01,
	firstMarks + int(draft.Exported): -0.04,
	firstMarks + int(draft.Captions): -0.30,
	firstMarks + int(draft.Cells):    0.51,
	firstMarks + int(draft.Stamps):   -0.09,
	firstMarks + int(draft.Capitals): 0.00,
}

// Prior are the weights that a fit is held to: what one would say before seeing
// any reading.
var Prior = Signs{
	always: 3, turnsRead: 0.2, unsure: -0.3, rivalled: -1, strangers: -0.3, far: -0.2, inside: -0.4, within: -0.2, doubted: -0.3,
	narrated: -0.05, loudest: -1, onlyOne: -1, soloist: -1, strays: -1, misspelled: -0.2, giants: -0.2, odd: -0.3, small: -0.2, open: -0.1, again: -0.5,
}
