package texts

// labelWeights are the log-odds of a label being a speaker's, as
// corpus/transcript/fit fitted them on 2026-11-27 to the labels of the samples
// of the repository and of the documents whose speakers are known:
// fitted: 1602 labels, 34 judged wrongly (6 missed, 28 taken), log loss 0.0892
// left out, document by document: 44 of 1602 labels judged wrongly
var labelWeights = evidence{
	bias:        -2.60,
	recurrence:  1.24,
	once:        -1.60,
	weakness:    -0.52,
	fit:         1.94,
	pure:        0.23,
	cased:       0.45,
	titled:      2.38,
	roled:       0.76,
	listed:      1.95,
	declared:    3.52,
	common:      -2.02,
	exclamation: -2.83,
	counter:     -4.00,
	heading:     -7.16,
	sentence:    -1.62,
	comma:       -2.28,
	bare:        -3.36,
	long:        -0.25,
	dense:       0.88,
	denseOnce:   0.88,
	stopped:     0.58,
	alternates:  0.64,
	letter:      -0.53,
	goesOn:      -0.80,
	full:        0.43,
	capitals:    0.29,
	set:         0.80,
	front:       -1.08,
	said:        -0.15,
	headingPure: -0.22,
	ended:       -0.10,
	entry:       -2.70,
}
