package texts

// labelWeights are the log-odds of a label being a speaker's, as
// corpus/transcript/fit fitted them on 2026-11-27 to the labels of the samples
// of the repository and of the documents whose speakers are known:
// fitted: 1501 labels, 34 judged wrongly (10 missed, 24 taken), log loss 0.1109
// left out, document by document: 45 of 1501 labels judged wrongly
var labelWeights = evidence{
	bias:        -2.69,
	recurrence:  0.66,
	once:        -1.72,
	weakness:    -0.67,
	fit:         1.99,
	pure:        0.22,
	cased:       0.69,
	titled:      2.27,
	roled:       0.20,
	listed:      1.76,
	declared:    3.55,
	common:      -1.49,
	exclamation: -2.85,
	counter:     -4.00,
	heading:     -7.10,
	sentence:    -1.04,
	comma:       -2.11,
	bare:        -3.04,
	long:        -0.16,
	dense:       0.77,
	denseOnce:   0.67,
	stopped:     0.92,
	alternates:  0.53,
	letter:      -0.38,
	goesOn:      -0.44,
	full:        0.67,
	capitals:    0.39,
	set:         0.55,
	front:       -2.49,
	said:        -0.12,
	headingPure: 0.09,
	ended:       0.01,
}
