package chart

import (
	"image/color"
	"math"
	"testing"
)

type vector [3]float64

// sights are how colours are seen: by those who see all, and by those whose
// cones of one kind are missing, as matrices over linear RGB (G. M. Machado,
// M. M. Oliveira and L. A. F. Fernandes, A Physiologically-based Model for
// Simulation of Color Vision Deficiency, 2009, severity 1).
var sights = map[string][3]vector{
	"all colours":  {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

func linear(c color.NRGBA) (v vector) {
	for i, b := range []uint8{c.R, c.G, c.B} {
		x := float64(b) / 255
		if v[i] = x / 12.92; x > 0.04045 {
			v[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return v
}

func (v vector) seen(by [3]vector) (w vector) {
	for i := range w {
		w[i] = min(max(0, by[i][0]*v[0]+by[i][1]*v[1]+by[i][2]*v[2]), 1)
	}
	return w
}

// oklab returns a colour where distances are about those that are seen
// (B. Ottosson, A perceptual color space for image processing, 2020). A step of
// 0.02 is just seen.
func (v vector) oklab() vector {
	l := math.Cbrt(0.4122214708*v[0] + 0.5363325363*v[1] + 0.0514459929*v[2])
	m := math.Cbrt(0.2119034982*v[0] + 0.6806995451*v[1] + 0.1073969566*v[2])
	s := math.Cbrt(0.0883024619*v[0] + 0.2817188376*v[1] + 0.6299787005*v[2])
	return vector{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

func distance(a, b vector) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// What is told apart at a glance, in a bar as in a thin lane: several just seen
// steps between two of a figure's colours, and more from its ground. The ground
// is the picture's own, so that it is the same in Discord's dark and light.
const (
	leastApart  = 0.10
	leastGround = 0.20
)

// TestColoursAreToldApart holds that everybody tells the colours of a figure from
// each other and from the ground, whichever cones they have.
func TestColoursAreToldApart(t *testing.T) {
	for name, by := range sights {
		for i, a := range series {
			if d := distance(linear(a).seen(by).oklab(), linear(ground).seen(by).oklab()); d < leastGround {
				t.Errorf("%s: colour %d is %.3f from the ground, want %.2f", name, i, d, leastGround)
			}
			for j, b := range series[:i] {
				d := distance(linear(a).seen(by).oklab(), linear(b).seen(by).oklab())
				t.Logf("%s: colours %d and %d are %.3f apart", name, j, i, d)
				if d < leastApart {
					t.Errorf("%s: colours %d and %d are %.3f apart, want %.2f", name, j, i, d, leastApart)
				}
			}
		}
		if d := distance(linear(pale).seen(by).oklab(), linear(ground).seen(by).oklab()); d < leastGround {
			t.Errorf("%s: small type is %.3f from the ground", name, d)
		}
	}
}
