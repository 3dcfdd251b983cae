package main

import "math"

// An example is what is known of something, and whether it is what is asked
// for.
type example struct {
	x      []float64
	is     bool
	weight float64
}

func logit(x, weights []float64) float64 {
	sum := 0.0
	for i := range x {
		sum += x[i] * weights[i]
	}
	return sum
}

func probability(logit float64) float64 { return 1 / (1 + math.Exp(-logit)) }

// fit fits weights to examples by logistic regression, in Newton's steps; held is
// how strongly they are held to prior, for a sign that hardly any example has
// must not move its weight far.
func fit(examples []example, prior []float64, held float64) []float64 {
	const (
		most  = 50
		close = 1e-6
	)
	n := len(prior)
	w := append([]float64(nil), prior...)
	total := 0.0
	for _, e := range examples {
		total += e.weight
	}
	for range most {
		slope, bend := make([]float64, n), make([][]float64, n)
		for i := range bend {
			bend[i] = make([]float64, n)
			bend[i][i] = held
			slope[i] = held * (w[i] - prior[i])
		}
		for _, e := range examples {
			p := probability(logit(e.x, w))
			miss, curve := p, p*(1-p)*e.weight/total
			if e.is {
				miss--
			}
			miss *= e.weight / total
			for i, x := range e.x {
				if x == 0 {
					continue
				}
				slope[i] += miss * x
				for k := i; k < n; k++ {
					bend[i][k] += curve * x * e.x[k]
				}
			}
		}
		step := solve(bend, slope)
		largest := 0.0
		for _, d := range step {
			largest = max(largest, math.Abs(d))
		}
		before := loss(examples, w, prior, held, total)
		for scale := 1.0; scale > close; scale /= 2 { // a step too far is halved
			next := make([]float64, n)
			for i := range w {
				next[i] = w[i] - scale*step[i]
			}
			if scale == 1 && largest < close || loss(examples, next, prior, held, total) < before {
				w = next
				break
			}
		}
		if largest < close {
			break
		}
	}
	return w
}

// loss is what fit makes as small as it can be.
func loss(examples []example, w, prior []float64, held, total float64) float64 {
	sum := 0.0
	for _, e := range examples {
		z := logit(e.x, w)
		if e.is {
			z = -z
		}
		sum += e.weight / total * (max(z, 0) + math.Log1p(math.Exp(-math.Abs(z))))
	}
	for i := range w {
		sum += held / 2 * (w[i] - prior[i]) * (w[i] - prior[i])
	}
	return sum
}

// solve solves a system of equations that is symmetric and positive, of which
// the upper half is given, after Cholesky.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	l := make([][]float64, n)
	for i := range n {
		l[i] = make([]float64, i+1)
		for k := range i + 1 {
			sum := a[k][i]
			for m := range k {
				sum -= l[i][m] * l[k][m]
			}
			if k == i {
				l[i][k] = math.Sqrt(max(sum, 1e-12))
			} else {
				l[i][k] = sum / l[k][k]
			}
		}
	}
	x := make([]float64, n)
	for i := range n {
		x[i] = b[i]
		for m := range i {
			x[i] -= l[i][m] * x[m]
		}
		x[i] /= l[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for m := i + 1; m < n; m++ {
			x[i] -= l[m][i] * x[m]
		}
		x[i] /= l[i][i]
	}
	return x
}
